"""The folder or the one ZIP that an export is: packed always alike, and read without unpacking.

A ZIP of an export has its members in one order, with one time and the rights of their owner alone, so the
same records make the same bytes. Of a ZIP that comes back only the members that an export has are ever
read, straight out of it; nothing is written anywhere.

Source: imports, section 4.8, "Limits"; reliability, section 2f, on what ZIP files do.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from retention_journal.core.attachments import MOST_BYTES
from retention_journal.core.errors import JournalError
from retention_journal.core.packed import DAMAGED_MEMBER, ZIP_FAULTS
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.storage.faults import DamagedError

ENDING = ".zip"
JOURNAL_FILE = "journal.jsonl"
MANIFEST_FILE = "manifest.json"
ATTACHED = "attachments/"
#: What an export is read from; everything else in it is for the eye.
_READ = re.compile(
    r"manifest\.json|journal\.jsonl|files/[0-9a-f]{64}\.[a-z]{3}"
    r"|attachments/[0-9a-f]{64}(?:\.[a-z0-9]{1,10}){0,2}"
)
_MOST_OTHERS = 2_000  # members that no export has
_MOST_MEMBERS = 100_000
_MOST_LISTED = 20_000_000  # bytes of the list at the end of a ZIP
_MOST_UNPACKED = 8_000_000_000  # bytes
_LARGE, _MOST_PACKED = 100_000_000, 200  # bytes from which on no export is packed tighter than so many times
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the time that a ZIP can say
_CHUNK = 1 << 20
_END, _END_64, _WHERE_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_ROOM = 22 + 65_535
_LOCKED = 0x1


class NotAnExportError(JournalError):
    """The folder or file is no export of ours."""

    code = "not_an_export"


class Archive(Protocol):
    """An export that is read: a folder or a ZIP."""

    name: str

    def has(self, name: str) -> bool:
        """Say whether it holds a file, such as "journal.jsonl"."""

    def open(self, name: str) -> IO[bytes]:
        """Open one of its files; OSError where it has none."""


class _Folder:
    def __init__(self, path: Path) -> None:
        self.name, self._path = path.name, path

    def has(self, name: str) -> bool:
        return bool(_READ.fullmatch(name)) and (self._path / name).is_file()

    def open(self, name: str) -> IO[bytes]:
        if not self.has(name):
            raise FileNotFoundError(name)
        return (self._path / name).open("rb")


class _Zip:
    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.name, self._archive = path.name, archive
        self._members = _members(path.name, archive)

    def has(self, name: str) -> bool:
        return name in self._members

    def open(self, name: str) -> IO[bytes]:
        if not self.has(name):
            raise FileNotFoundError(name)
        return self._archive.open(self._members[name])


def is_zip(path: Path) -> bool:
    """Say whether an export of this name is one ZIP."""
    return path.suffix.casefold() == ENDING


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an export to read: its folder, the manifest in it, or its ZIP.

    Raises:
        NotAnExportError: It is something else, or a ZIP that could do harm.
        DamagedError: It cannot be read to its end.
    """
    if path.is_dir() or path.name in {MANIFEST_FILE, JOURNAL_FILE}:
        yield _Folder(path if path.is_dir() else path.parent)
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            _check_list(path.name, file)
            archive = stack.enter_context(zipfile.ZipFile(file))
            found = _Zip(path, archive)
        except (*ZIP_FAULTS, OSError) as error:
            raise no_export(path.name) from error
        try:
            yield found
        except DAMAGED_MEMBER as error:
            raise DamagedError(
                _("Part of {name} cannot be read: it is damaged.").format(name=path.name),
                _("Nothing was taken in. Use the export as it was written."),
            ) from error


def sha256_in(archive: Archive, name: str) -> str:
    """Return the SHA-256 of a file of an export as hex digits; OSError where it has none."""
    with archive.open(name) as content:
        return _sha256(content)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hex digits."""
    with path.open("rb") as content:
        return _sha256(content)


def pack(folder: Path, place: Path, progress: Progress = silent) -> None:
    """Pack the files of ``folder`` into a new ZIP at ``place``, readable by its owner alone.

    Args:
        folder: With the files as they are to stand in the ZIP.
        place: Of the ZIP; nothing may be there.
        progress: Told how many files are packed; may stop the work.
    """
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with os.fdopen(handle, "wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, path in enumerate(files):
                progress(number, len(files))
                _pack_one(archive, path, path.relative_to(folder).as_posix())
        out.flush()
        os.fsync(out.fileno())


def no_export(name: str) -> NotAnExportError:
    """Return what to say of something that is no export."""
    return NotAnExportError(
        _("{name} is no export of Retention Journal.").format(name=name),
        _("Choose the ZIP that was exported, or the folder that holds manifest.json and journal.jsonl."),
    )


def _pack_one(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    told = zipfile.ZipInfo(name, _EARLIEST)
    told.create_system = 3  # the same on every system, and with rights that say who may read
    told.external_attr = 0o100600 << 16
    told.compress_type = zipfile.ZIP_DEFLATED
    told.file_size = path.stat().st_size
    with path.open("rb") as content, archive.open(told, "w") as packed:
        while chunk := content.read(_CHUNK):
            packed.write(chunk)


def _sha256(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _members(name: str, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the members that an export is read from, by their names.

    They may lie in one folder, as they do where somebody packed an exported folder themselves.

    Raises:
        NotAnExportError: There are too many, one could lead elsewhere, or they are no export.
    """
    told = [one for one in archive.infolist() if not one.is_dir()]
    if any(_leads_out(one.filename) for one in told):
        raise _unsafe(name, _("A name in it leads out of its folder."))
    found, root = {}, _root(told)
    for one in told:
        inside = one.filename[len(root) :] if one.filename.startswith(root) else ""
        if not _READ.fullmatch(inside):
            continue
        if inside in found:
            raise _unsafe(name, _("It holds two files of the same name."))
        if one.flag_bits & _LOCKED:
            raise _unsafe(name, _("It is locked with a password."))
        if one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _unsafe(name, _("It is packed in a way that this program does not read."))
        found[inside] = one
    if len(told) - len(found) > _MOST_OTHERS or len(told) > _MOST_MEMBERS:
        raise _unsafe(name, _("It holds too many files."))
    if any(_is_bomb(one) for one in found.values()) or _size(found) > _MOST_UNPACKED:
        raise _unsafe(name, _("Unpacked it would be far too large."))
    return found


def _root(told: list[zipfile.ZipInfo]) -> str:
    """Return the folder that the export lies in, with its stroke; "" where it lies in none."""
    manifests = [one.filename for one in told if PurePosixPath(one.filename).name == MANIFEST_FILE]
    roots = {manifest.removesuffix(MANIFEST_FILE) for manifest in manifests}
    near = sorted(root for root in roots if root.count("/") <= 1 and not root.startswith("__MACOSX"))
    return near[0] if near else ""


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":"


def _is_bomb(one: zipfile.ZipInfo) -> bool:
    if ATTACHED in one.filename and one.file_size > MOST_BYTES:
        return True
    return one.file_size > max(_LARGE, one.compress_size * _MOST_PACKED)


def _size(found: dict[str, zipfile.ZipInfo]) -> int:
    return sum(one.file_size for one in found.values())


def _check_list(name: str, file: IO[bytes]) -> None:
    """Refuse a ZIP whose list of members alone would fill the memory, before that list is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_ROOM - 20))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0:
        raise zipfile.BadZipFile
    listed = int(struct.unpack_from("<I", tail, at + 12)[0])
    if (where := tail.rfind(_WHERE_64, 0, at)) >= 0 and where == at - 20:
        file.seek(struct.unpack_from("<Q", tail, where + 8)[0])
        end = file.read(56)
        if not end.startswith(_END_64):
            raise zipfile.BadZipFile
        listed = int(struct.unpack_from("<Q", end, 40)[0])
    file.seek(0)
    if listed > _MOST_LISTED:
        raise _unsafe(name, _("It holds too many files."))


def _unsafe(name: str, why: str) -> NotAnExportError:
    return NotAnExportError(
        _("{name} is not read. {why}").format(name=name, why=why),
        _("Use the ZIP as it was exported. Nothing was taken in."),
    )
