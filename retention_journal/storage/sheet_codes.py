"""A key written for a sheet of paper: lines of hexadecimal groups, each with a check of its own.

Hexadecimal, because any SQLCipher takes the key in just that form; groups of four, because that is what an
eye keeps while a hand types; a check in every line, because a slip is found where it was made.
"""

from __future__ import annotations

import re
import zlib

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _

LINE_BYTES = 8
LINES = 6
_LINE = re.compile(
    r"(?P<number>[1-6])[.:)]?\s+(?P<words>(?:[0-9a-f]{4}\s*){4})\s*(?P<check>[0-9a-f]{2})", re.IGNORECASE
)
_LETTERS = str.maketrans("oOlI", "0011")


def written(secret: bytes) -> tuple[str, ...]:
    """Return 48 bytes as six lines: "1  3f2a 90bc 11d4 e07a  5c"."""
    return tuple(
        f"{number}  {_grouped(part)}  {_check(number, part)}"
        for number, start in enumerate(range(0, len(secret), LINE_BYTES), start=1)
        for part in [secret[start : start + LINE_BYTES]]
    )


def read(text: str) -> bytes | None:
    """Return what the lines of a sheet say, or None where ``text`` is no sheet but a passphrase.

    An o is read as 0, an l or I as 1: hexadecimal has no such letters. The lines may stand in any order.

    Raises:
        InvalidEntryError: A line has a slip in it, or one is missing.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    found = [_LINE.fullmatch(line.translate(_LETTERS)) for line in lines]
    if len(lines) < LINES - 1 or sum(map(bool, found)) < LINES // 2:
        return None
    parts: dict[int, bytes] = {}
    for line, one in zip(lines, found, strict=True):
        if one is None:
            raise _wrong(_("This line is not as on the sheet: {line}").format(line=line))
        number, part = int(one["number"]), bytes.fromhex(one["words"])
        if _check(number, part) != one["check"].lower():
            slip = _("Line {number} has a slip in it. Compare it with the sheet.")
            raise _wrong(slip.format(number=number))
        parts[number] = part
    missing = [number for number in range(1, LINES + 1) if number not in parts]
    if missing:
        raise _wrong(_("Line {number} is missing.").format(number=missing[0]))
    return b"".join(parts[number] for number in range(1, LINES + 1))


def _wrong(message: str) -> InvalidEntryError:
    return InvalidEntryError("passphrase", message)


def _grouped(part: bytes) -> str:
    words = part.hex()
    return " ".join(words[start : start + 4] for start in range(0, len(words), 4))


def _check(number: int, part: bytes) -> str:
    return f"{zlib.crc32(bytes([number]) + part) & 0xFF:02x}"
