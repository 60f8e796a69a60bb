"""Mail wherever it lies: a mailbox, a single mail, a Maildir, a folder or a packed archive of those.

What a file is is told by what is in it; files that are no mail are passed over.

Source: imports, sections 1.6 and 4.8.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.packed import DAMAGED_MEMBER, ZIP_FAULTS
from retention_journal.i18n import _
from retention_journal.importers import files
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.mail_headers import SURE_HEADERS, USUAL_HEADERS
from retention_journal.importers.mbox import (
    MOST_HEAD_BYTES,
    MOST_MESSAGE_BYTES,
    Bytes,
    RawMail,
    begins_mailbox,
    mails_of,
)

#: Members of a packed archive beyond which it is to be unpacked by hand.
MOST_MEMBERS = 2_000

_HEAD = 8_192
_HEADER = re.compile(rb"[!-9;-~]{1,100}[ \t]?:")
_LENGTH_FIRST = re.compile(rb"[ \t]*([0-9]{1,12})[ \t]*\r?\n")  # Apple's .emlx
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
_BOUNDARY = re.compile(rb"(?i)boundary[ \t]*=[ \t]*\"?([^\"\s;]{1,200})")
_LEAST_USUAL = 2
_MOST_PACKED = 200  # times its size that an archive may grow before it is no honest one
_ALWAYS_FINE = 200_000_000
_FILES_LOOKED_AT = 500
_THOUSAND = 1_000


class Found(NamedTuple):
    """One mail where it was found.

    Attributes:
        file: Name of the file it lies in, "" for a single file that was chosen itself.
        number: Which of its mails it is, from 1; 0 where the file is one mail.
        folder: Names of the folders and the mailbox it lies in, in small letters.
        flags: Letters of a Maildir's file name, such as "RS".
        mail: Its bytes.
        done: Bytes that were read of all there is.
    """

    file: str
    number: int
    folder: frozenset[str]
    flags: str
    mail: RawMail
    done: int

    @property
    def place(self) -> str:
        """In the person's words: "message 1,204", or the name of its file."""
        if self.file and not self.number:
            return self.file
        place = _("message {n}").format(n=_counted(self.number or 1))
        return _("{file}, {place}").format(file=self.file, place=place) if self.file else place


@dataclass(frozen=True)
class _Store:
    """A file that may hold mail.

    Attributes:
        name: Where it lies within what was chosen; "" for a single file that was chosen itself.
        way: The folders to it from what was chosen, with its name.
        flags: Letters of a Maildir's file name.
        opens: How it is opened.
    """

    name: str
    way: PurePosixPath
    flags: str
    size: int
    opens: Callable[[], AbstractContextManager[Bytes]]


class MailPlaces:
    """Everything at a path that may hold mail."""

    def __init__(self, path: Path) -> None:
        """Look what is there.

        Raises:
            UnreadableFileError: There is nothing, or it may not be read, or the archive is beyond a limit.
        """
        self._path = path
        if path.is_dir():
            self._stores = list(_stores_below(path))
        elif _is_archive(path):
            self._stores = list(_stores_packed(path))
            _refuse_too_much(path, self._stores)
        else:
            size = files.size_however_large(path)
            opens = partial(files.opened, path)
            self._stores = [_Store("", PurePosixPath(path.name), _flags(path.name), size, opens)]
        #: Bytes in all.
        self.bytes = sum(store.size for store in self._stores)

    def mails(self) -> Iterator[Found]:
        """Yield every mail, with the memory of one.

        Raises:
            UnreadableFileError: A file cannot be read, or the archive is damaged or locked.
        """
        before = 0
        for store in self._stores:
            with _in_plain_words(self._path), store.opens() as file:
                yield from _mails_in(store, file, before)
            before += store.size


def holds_mail(path: Path) -> bool:
    """Say whether one of the first files of a folder or a packed archive is mail.

    Raises:
        UnreadableFileError: A file cannot be read, or the archive is damaged or locked.
    """
    stores = _stores_below(path) if path.is_dir() else _stores_packed(path)
    for store in islice(stores, _FILES_LOOKED_AT):
        with _in_plain_words(path), store.opens() as file:
            if is_mail(file.read(_HEAD)):
                return True
    return False


def is_mail(head: bytes) -> bool:
    """Say whether a file that begins so is a mailbox or a mail."""
    return begins_mailbox(head) or begins_mail(_after_length(head))


def begins_mail(head: bytes) -> bool:
    """Say whether a file begins with the headers of a mail, whichever comes first."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if b"\n" not in head:
        head = head.replace(b"\r", b"\n")
    usual, is_sure, is_first = set(), False, True
    for line in head[:_HEAD].split(b"\n"):
        if not line.strip():
            break
        if line[:1] in {b" ", b"\t"} and not is_first:
            continue
        if not _HEADER.match(line):
            if is_first:
                return False
            continue
        is_first = False
        name = line.partition(b":")[0].strip().lower()
        is_sure = is_sure or name in SURE_HEADERS
        usual.update({name} & USUAL_HEADERS)
    return is_sure or len(usual) >= _LEAST_USUAL


def _counted(number: int) -> str:
    """Return a number as people write it; of many thousand in a row, each thousand is worked out once."""
    if number < _THOUSAND:
        return str(number)
    return f"{_thousands(number // _THOUSAND, i18n.language())}{number % _THOUSAND:03}"


@lru_cache(maxsize=8)
def _thousands(number: int, _language: str) -> str:
    return formats.number(number * _THOUSAND)[:-3]


def _mails_in(store: _Store, file: Bytes, before: int) -> Iterator[Found]:
    head = file.read(_HEAD)
    named = store.name.rpartition("/")[2]
    rejoined = _Rejoined(head, file)
    folder = _folder_words(store.way.parent)  # a single mail may be called Draft because that is its subject
    flags = store.flags
    if _LENGTH_FIRST.match(head) and begins_mail(_after_length(head)):
        yield Found(named, 0, folder, flags, _emlx(rejoined.read_all()), before + store.size)
    elif begins_mailbox(head) or not store.name:  # a mailbox, perhaps one whose first line is lost
        if not begins_mail(head):
            folder = _folder_words(store.way)
        mails = mails_of(rejoined)
        if not begins_mailbox(head) and store.size <= MOST_MESSAGE_BYTES:
            mails = _as_one(list(mails), store.size)
        for number, mail in enumerate(mails, 1):
            yield Found(named, number, folder, flags, mail, before + min(mail.end, store.size))
    elif begins_mail(head):
        yield Found(named, 0, folder, flags, rejoined.read_all(), before + store.size)


def _as_one(mails: list[RawMail], size: int) -> Iterator[RawMail]:
    """Yield what stands in a file that begins as a single mail, which may bear a mailbox within its parts."""
    found = _BOUNDARY.search(mails[0].content[:_HEAD]) if mails else None
    if found and len(mails) > 1 and any(b"--" + found[1] in mail.content for mail in mails[1:]):
        yield RawMail(b"\n".join(mail.content for mail in mails), size)
    else:
        yield from mails


class _Rejoined:
    """A file whose beginning was read already."""

    def __init__(self, head: bytes, file: Bytes) -> None:
        self._head, self._file = head, file

    def read(self, size: int, /) -> bytes:
        head, self._head = self._head, b""
        return head or self._file.read(size)

    def read_all(self) -> RawMail:
        """Return all of it as one mail, or no more than its headers where it is too large."""
        pieces, held = [], 0
        while held <= MOST_MESSAGE_BYTES and (piece := self.read(1 << 20)):
            pieces.append(piece)
            held += len(piece)
        content = b"".join(pieces).removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
        if b"\n" not in content:
            content = content.replace(b"\r", b"\n")
        if held > MOST_MESSAGE_BYTES:
            return RawMail(content[:MOST_HEAD_BYTES], held, is_cut=True)
        return RawMail(content, held)


def _after_length(head: bytes) -> bytes:
    found = _LENGTH_FIRST.match(head)
    return head[found.end() :] if found else head


def _emlx(mail: RawMail) -> RawMail:
    """Return a mail of Apple's without the number before and the settings after it."""
    found = _LENGTH_FIRST.match(mail.content)
    if found is None:
        return mail
    end = found.end() + int(found[1])
    return RawMail(mail.content[found.end() : end], mail.end, mail.is_cut)


def _stores_below(folder: Path) -> Iterator[_Store]:
    """Yield the files below a folder in the order of their names, without links and half-written mail."""
    for at, inner, names in os.walk(folder):
        inner.sort()
        if "cur" in inner and "tmp" in inner:
            inner.remove("tmp")
        for name in sorted(names):
            path = Path(at, name)
            if name.startswith(".") or path.is_symlink():
                continue
            try:
                size = path.stat().st_size
            except OSError:
                continue
            if size and path.is_file():
                relative = PurePosixPath(path.relative_to(folder).as_posix())
                way = PurePosixPath(folder.name) / relative
                yield _Store(str(relative), way, _flags(name), size, partial(files.opened, path))


def _is_archive(path: Path) -> bool:
    with files.opened(path) as file:
        return file.read(4) == b"PK\x03\x04"


def _stores_packed(path: Path) -> Iterator[_Store]:
    """Yield the files of a packed archive; it is never unpacked to a disk.

    Raises:
        UnreadableFileError: It is damaged or locked.
    """
    try:
        with files.opened(path) as packed, zipfile.ZipFile(packed) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and one.file_size]
    except ZIP_FAULTS as error:
        raise _damaged(path) from error
    for one in sorted(members, key=lambda member: member.filename):
        opens = partial(_opened_member, path, one.filename)
        way = PurePosixPath(one.filename)
        yield _Store(one.filename, way, _flags(one.filename), one.file_size, opens)


def _refuse_too_much(path: Path, stores: Sequence[_Store]) -> None:
    """Stop at an archive that grows beyond all measure while it is unpacked."""
    unpacked = sum(store.size for store in stores)
    if len(stores) > MOST_MEMBERS or unpacked > max(_ALWAYS_FINE, _MOST_PACKED * path.stat().st_size):
        raise UnreadableFileError(
            _("“{name}” holds too much to be read while it is packed.").format(name=path.name),
            _("Unpack it and choose the mailbox inside."),
        )


@contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (*DAMAGED_MEMBER, NotImplementedError, RuntimeError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is a damaged or locked archive.").format(name=path.name),
        _("Unpack it and choose the mailbox inside."),
    )


@contextmanager
def _opened_member(path: Path, name: str) -> Iterator[IO[bytes]]:
    """Open a member of an archive, and the archive with it."""
    with files.opened(path) as packed, zipfile.ZipFile(packed) as archive, archive.open(name) as file:
        yield file


def _flags(name: str) -> str:
    found = _FLAGS.search(name)
    return found[1] if found else ""


def _folder_words(path: PurePosixPath) -> frozenset[str]:
    """Return the names on a way to a mailbox, those of ``.Sent.2024`` and ``INBOX.Sent`` each for itself."""
    found: set[str] = set()
    for part in path.parts:
        name = part.casefold().removesuffix(".mbox")
        found.add(name)
        if name.startswith((".", "inbox.")):
            found.update(word for word in name.split(".") if word)
    return frozenset(found)
