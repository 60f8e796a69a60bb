"""What every page of a journal is sealed with, so that one flipped bit is found and turned back.

A page of an open journal ends in SQLite's own checksum (``cksumvfs``), one of a locked journal in its
HMAC (SQLCipher 4). Both say whether the page is what was written. Where it is not, each of its bits is tried
the other way: where the seal fits with one of them alone, that is the one that flipped. Two may have flipped,
or a whole sector, or a checksum may fit with more than one (with about a tenth of the bits): then the page
stays damaged, since a guess is no truth.

Source: SQLite, ``ext/misc/cksumvfs.c``; SQLCipher 4's design ("Page MAC"); reliability, promise 4.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from functools import cache
from typing import Protocol

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from retention_journal.storage.keys import PLAIN, SALT_BYTES, Key

PAGE = 4096
_WORDS = (PAGE - 8) // 4
_MAC = 64
_BLOCK = 16
_U32 = 0xFFFF_FFFF
_MAC_ROUNDS, _MAC_MASK = 2, 0x3A


class Seals(Protocol):
    """How the pages of one journal are sealed."""

    def fits(self, number: int, page: bytes) -> bool:
        """Say whether the page ``number``, from 1, is what was written."""

    def mended(self, number: int, page: bytes) -> bytes | None:
        """Return a damaged page with its one flipped bit turned back, or None where it is more than one."""

    def sealed(self, number: int, page: bytes) -> bytes:
        """Return a page with a seal that fits what it holds."""

    @property
    def reserved(self) -> int:
        """How many bytes at the end of each page are not SQLite's."""

    def opened(self, number: int, page: bytes) -> bytes:
        """Return a page as SQLite sees it."""

    def closed(self, number: int, page: bytes) -> bytes:
        """Return a page that SQLite would see as ``page``, not yet sealed."""


class OpenSeals:
    """The checksums of a journal that is open to all."""

    reserved = 8

    def fits(self, number: int, page: bytes) -> bool:
        """Say whether the page is what was written; of nothing but zeros the checksum fits too."""
        return (number != 1 or page.startswith(PLAIN)) and _sums(page) == struct.unpack("<2I", page[-8:])

    def mended(self, number: int, page: bytes) -> bytes | None:
        """Return the page with its one flipped bit turned back, or None."""
        if number == 1 and self.fits(1, PLAIN + page[SALT_BYTES:]):
            return PLAIN + page[SALT_BYTES:]
        one, two = _sums(page)
        first, second = struct.unpack("<2I", page[-8:])
        bits = _bits_by_change().get(((one - first) & _U32, (two - second) & _U32), ())
        fitting = {turned for bit in bits if self.fits(number, turned := _turned(page, bit))}
        if (one ^ first).bit_count() + (two ^ second).bit_count() == 1:  # it may be the checksum itself
            fitting.add(self.sealed(number, page))
        return fitting.pop() if len(fitting) == 1 else None

    def sealed(self, _number: int, page: bytes) -> bytes:
        """Return the page with a seal that fits what it holds."""
        return page[:-8] + struct.pack("<2I", *_sums(page))

    def opened(self, _number: int, page: bytes) -> bytes:
        """Return the page as it is."""
        return page

    def closed(self, _number: int, page: bytes) -> bytes:
        """Return the page as it is."""
        return page


class LockedSeals:
    """The HMACs of a locked journal."""

    reserved = 80

    def __init__(self, key: Key) -> None:
        self._raw = key.raw
        self._salt = key.salt
        salt = bytes(byte ^ _MAC_MASK for byte in key.salt)
        self._key = hashlib.pbkdf2_hmac("sha512", key.raw, salt, _MAC_ROUNDS, len(key.raw))

    def fits(self, number: int, page: bytes) -> bool:
        """Say whether the page is what was written."""
        return page[-_MAC:] == self._mac(number, page) and self._begins_well(number, page)

    def mended(self, number: int, page: bytes) -> bytes | None:
        """Return the page with its one flipped bit turned back, or None."""
        page = self._with_salt(number, page)
        written = page[-_MAC:]
        if _bits_apart(self._mac(number, page), written) <= 1:
            return self.sealed(number, page)
        for bit in range(8 * self._start(number), 8 * (PAGE - _MAC)):
            turned = _turned(page, bit)
            if self._mac(number, turned) == written:
                return turned
        return None

    def sealed(self, number: int, page: bytes) -> bytes:
        """Return the page with a seal that fits what it holds."""
        page = self._with_salt(number, page)
        return page[:-_MAC] + self._mac(number, page)

    def opened(self, number: int, page: bytes) -> bytes:
        """Return the page as SQLite sees it; the first one begins as that of an open journal."""
        start, end = self._start(number), PAGE - self.reserved
        plain = self._cipher(page).decryptor().update(page[start:end])
        return PLAIN[:start] + plain + page[end:]

    def closed(self, number: int, page: bytes) -> bytes:
        """Return the page encrypted, with the first bytes that it has at its end as the beginning."""
        start, end = self._start(number), PAGE - self.reserved
        return self._salt[:start] + self._cipher(page).encryptor().update(page[start:end]) + page[end:]

    def _cipher(self, page: bytes) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES256(self._raw), modes.CBC(page[PAGE - self.reserved :][:_BLOCK]))

    def _mac(self, number: int, page: bytes) -> bytes:
        covered = page[self._start(number) : -_MAC] + number.to_bytes(4, "little")
        return hmac.digest(self._key, covered, "sha512")

    def _begins_well(self, number: int, page: bytes) -> bool:
        return number != 1 or page[:SALT_BYTES] == self._salt

    def _with_salt(self, number: int, page: bytes) -> bytes:
        return self._salt + page[SALT_BYTES:] if number == 1 else page

    def _start(self, number: int) -> int:
        return SALT_BYTES if number == 1 else 0


def seals_of(key: Key | None) -> Seals:
    """Return how the pages of a journal with ``key`` are sealed."""
    return OpenSeals() if key is None else LockedSeals(key)


def _sums(page: bytes) -> tuple[int, int]:
    one = two = 0
    words = struct.unpack_from(f"<{_WORDS}I", page)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = (one + even + two) & _U32
        two = (two + odd + one) & _U32
    return one, two


@cache
def _bits_by_change() -> dict[tuple[int, int], list[int]]:
    """Return which bit changes the two sums by what; every step of the sums is linear, from the end on."""
    found: dict[tuple[int, int], list[int]] = {}
    a, b, c, d = 1, 0, 0, 1  # how a change of either sum goes on to the end of the page
    for word in range(_WORDS - 1, -1, -1):
        one, two = (b, d) if word % 2 else (a + b, c + d)
        for bit in range(32):
            for change in (1 << bit, -(1 << bit)):
                at = (one * change) & _U32, (two * change) & _U32
                found.setdefault(at, []).append(word * 32 + bit)
        if word % 2 == 0:
            a, b, c, d = (a + b) & _U32, (a + 2 * b) & _U32, (c + d) & _U32, (c + 2 * d) & _U32
    return found


def _turned(page: bytes, bit: int) -> bytes:
    place = bit // 8
    return page[:place] + bytes((page[place] ^ 1 << bit % 8,)) + page[place + 1 :]


def _bits_apart(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()
