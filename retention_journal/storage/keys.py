"""The keys of locked journals: made from a passphrase, written on a recovery sheet, held while one is open.

A locked journal is a standard SQLCipher 4 file, so any program that knows that format opens it with the same
passphrase. Its first 16 bytes are the salt; a copy of them is kept beside it (see ``salt_copies``), because
one flipped bit there would make the right passphrase look wrong.

The ring holds the keys of what is unlocked in this process, so that a worker's reader, a backup and a part
not yet finished are opened without anybody passing keys about. It is emptied when the journal is locked.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.storage import cipher, faults, salt_copies, sheet_codes

#: How often a guess must be hashed: what SQLCipher 4 does.
ROUNDS = 256_000
KEY_BYTES, SALT_BYTES = 32, 16
PLAIN = b"SQLite format 3\0"


@dataclass(frozen=True)
class Key:
    """What opens one locked journal.

    Attributes:
        raw: The key itself, 32 bytes.
        salt: The first 16 bytes of the file.
    """

    raw: bytes = field(repr=False)
    salt: bytes

    @classmethod
    def from_passphrase(cls, passphrase: str, salt: bytes | None = None) -> Key:
        """Make the key of ``passphrase``, with a fresh salt where none is given; takes a sixth of a second.

        The same letters typed as other code points make the same key.

        Raises:
            InvalidEntryError: It is empty.

        Source: reliability, 2a and promise 17; the rounds are SQLCipher 4's.
        """
        words = normal(passphrase)
        salt = os.urandom(SALT_BYTES) if salt is None else salt
        return cls(hashlib.pbkdf2_hmac("sha512", words.encode(), salt, ROUNDS, KEY_BYTES), salt)

    @property
    def pragma(self) -> str:
        """The key as the driver takes it."""
        return f"raw:{self.raw.hex()}{self.salt.hex()}"

    @property
    def check(self) -> str:
        """A word by which the key is known to be right without opening the journal."""
        return hmac.digest(self.raw, b"retention journal" + self.salt, "sha256").hex()[:32]

    @property
    def copy(self) -> salt_copies.SaltCopy:
        """What is kept beside the file."""
        return salt_copies.SaltCopy(self.salt, self.check)

    def secret_for(self, what: str) -> bytes:
        """Return 32 bytes for sealing something else with, from which the key cannot be told."""
        return hmac.digest(self.raw, b"retention journal: " + what.encode(), "sha256")

    @property
    def sheet(self) -> tuple[str, ...]:
        """The key and the salt in lines for the recovery sheet, each with its own check."""
        return sheet_codes.written(self.raw + self.salt)


def normal(passphrase: str) -> str:
    """Return ``passphrase`` as it is hashed.

    Raises:
        InvalidEntryError: It is empty, or nothing but blanks.
    """
    words = unicodedata.normalize("NFKC", passphrase)
    if not words.strip() or "\0" in words:
        raise InvalidEntryError("passphrase", _("Write a passphrase; an empty one locks nothing."))
    return words


class _Ring:
    """The keys at hand, and which files are open, by what the system calls them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: dict[bytes, Key] = {}
        self._open: dict[tuple[int, int], tuple[int, Key | None]] = {}

    def hold(self, key: Key) -> None:
        """Keep a key until all are let go."""
        with self._lock:
            self._keys[key.salt] = key

    def let_go(self) -> None:
        """Forget every key."""
        with self._lock:
            self._keys.clear()

    def held(self) -> tuple[Key, ...]:
        """Return every key at hand."""
        with self._lock:
            return tuple(self._keys.values())

    def is_open(self, path: Path) -> bool:
        """Say whether the file at ``path`` is open in this process, so that nothing else may touch it."""
        facts = path.stat()
        with self._lock:
            return (facts.st_dev, facts.st_ino) in self._open

    def begin(self, path: Path, key: Key | None) -> tuple[tuple[int, int], Key | None]:
        """Count a file as open and return its name here and its key.

        The file is only looked into while nobody here has it open: closing that second handle would drop
        SQLite's locks.
        """
        with self._lock:
            facts = path.stat()
            name = facts.st_dev, facts.st_ino
            count, known = self._open.get(name, (0, None))
            if count == 0:
                known = key or self._key_of(path)
            self._open[name] = count + 1, known
            return name, known

    def end(self, name: tuple[int, int]) -> None:
        """Count a file as closed."""
        with self._lock:
            count, known = self._open.pop(name, (0, None))
            if count > 1:
                self._open[name] = count - 1, known

    def _key_of(self, path: Path) -> Key | None:
        start = start_of(path)
        if start in {PLAIN, b""}:
            return None
        key = self._keys.get(start)
        if key is not None:
            return key
        for copy in salt_copies.near(path):  # the salt in the file may be damaged
            key = self._keys.get(copy.salt)
            if key is not None and copy.check == key.check:
                return key
        raise _why_closed(path)


ring = _Ring()


@contextmanager
def holding(key: Key | None) -> Iterator[None]:
    """Hold ``key`` for the length of a block, and whatever was held before after it."""
    before = ring.held()
    if key is not None:
        ring.hold(key)
    try:
        yield
    finally:
        ring.let_go()
        for one in before:
            ring.hold(one)


def is_locked(path: Path) -> bool:
    """Say whether the file at ``path``, which is not open, needs a passphrase."""
    return start_of(path) not in {PLAIN, b""} and isinstance(_why_closed(path), faults.LockedError)


def unlock(path: Path, words: str) -> Key:
    """Find the key of the locked journal at ``path`` and hold it.

    Args:
        path: The journal, which is not open.
        words: Its passphrase, or the lines of its recovery sheet.

    Raises:
        InvalidEntryError: No passphrase was given, or a line of the sheet has a slip in it.
        WrongPassphraseError: It does not fit.
        DamagedError: It fits, or may fit, but the file cannot be read.
    """
    on_sheet = sheet_codes.read(words)
    copies = salt_copies.near(path)
    checks = {copy.check for copy in copies}
    known = {copy.salt for copy in copies}
    start = start_of(path)
    salts = [start, *(copy.salt for copy in copies)] if on_sheet is None else [on_sheet[KEY_BYTES:]]
    for salt in dict.fromkeys(salts):
        key = Key.from_passphrase(words, salt) if on_sheet is None else Key(on_sheet[:KEY_BYTES], salt)
        # While a passphrase is being changed there is a copy of both salts, and the file has one of them.
        is_its_own = salt == start or start not in known
        if (is_its_own and key.check in checks) or cipher.opens(path, key.pragma):
            ring.hold(key)
            return key
    raise faults.wrong_passphrase(path, is_sure=bool(copies))


def is_same(key: Key, words: str) -> bool:
    """Say whether a passphrase, or the lines of a recovery sheet, make ``key``.

    Raises:
        InvalidEntryError: Nothing was written, or a line of the sheet has a slip in it.
    """
    on_sheet = sheet_codes.read(words)
    raw = on_sheet[:KEY_BYTES] if on_sheet else Key.from_passphrase(words, key.salt).raw
    return hmac.compare_digest(raw, key.raw)


def prove(path: Path, key: Key | None) -> None:
    """Make sure that the file at ``path``, which is not open, is locked with ``key``, or with none.

    A driver that fails to turn a key writes on in the clear, without a word.
    """
    if start_of(path) != (key.salt if key else PLAIN):
        raise AssertionError("the driver did not write the journal as it was told")


def start_of(path: Path) -> bytes:
    """Return the first 16 bytes of a file that is not open; less where it is shorter."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def _why_closed(path: Path) -> Exception:
    """Return why a file that does not begin as a plain journal does cannot be opened as it is."""
    with path.open("rb") as file:
        page = file.read(_PAGE)
    same = sum(bin(one ^ other).count("1") for one, other in zip(page, PLAIN, strict=False))
    if same <= _FEW_BITS:
        return faults.damaged(path)
    if salt_copies.near(path) or (_looks_random(page) and not page.startswith(_OTHER_FILES)):
        return faults.locked(path)
    return faults.not_a_journal(path)


_PAGE = 4096
_FEW_BITS = 16
#: Files that look random too, by how they begin.
_OTHER_FILES = (
    b"PK", b"%PDF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x89PNG", b"\xff\xd8", b"GIF8", b"BZh",
    b"\xfd7zXZ", b"ID3", b"OggS", b"\x28\xb5\x2f\xfd", b"RIFF", b"\xd0\xcf\x11\xe0", b"\x00\x00\x00",
)  # fmt: skip
_MOST_OF_ONE = 48  # of 4,096 random bytes, no value comes more often: 16 are expected


def _looks_random(page: bytes) -> bool:
    return len(page) == _PAGE and max(map(page.count, range(256))) <= _MOST_OF_ONE
