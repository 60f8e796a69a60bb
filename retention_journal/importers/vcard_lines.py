"""The properties of vCard files 2.1, 3.0 and 4.0, as address books really write them.

Every step walks over the bytes once; nothing here can be slowed down by a hostile line. What cannot be
understood is told with its line, and reading goes on.

Source: imports, section 1.4: soft breaks, CHARSET per property, bare parameters, ``itemN`` groups, nested
AGENT, photos that end at a blank line, UTF-16, and files that end without END:VCARD. RFC 6350, RFC 2426.
"""

from __future__ import annotations

import binascii
import io
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from retention_journal.importers import encodings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

_LONGEST_LINE = 16 << 20
_LONGEST_MARK = 40
_LONGEST_USUAL_HEAD = 100
_MOST_PROPERTIES = 2_000  # of one card
_LONGEST_VALUE = 1 << 20
_MARKS = frozenset({b"BEGIN:VCARD", b"END:VCARD"})
_FOLDS = (b" ", b"\t")
_WANTED = frozenset(
    {
        "FN", "N", "NICKNAME", "BDAY", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "LANG", "NOTE", "UID",
        "KIND", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND",
    }
)  # fmt: skip
_CHARSETS = {
    "utf8": "utf-8", "usascii": "utf-8", "ascii": "utf-8", "iso88591": "cp1252", "latin1": "cp1252",
    "iso88592": "iso8859-2", "iso88595": "iso8859-5", "iso88597": "iso8859-7", "iso88599": "cp1254",
    "iso885915": "iso8859-15", "macintosh": "mac_roman", "macroman": "mac_roman", "koi8r": "koi8-r",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "shiftjis": "cp932",
    "sjis": "cp932", "iso2022jp": "iso2022_jp", "eucjp": "euc_jp", "euckr": "euc_kr",
    **{f"{prefix}{page}": f"cp{page}" for prefix in ("windows", "cp", "ibm") for page in range(1250, 1259)},
    **{f"{prefix}{page}": f"cp{page}" for prefix in ("cp", "ibm") for page in (437, 850, 852, 865)},
}  # fmt: skip


class Property(NamedTuple):
    """One property of a card.

    Attributes:
        name: In capitals, without its group.
        types: What its parameters say it is, in small letters: "home", "fax", "pref".
        value: Its text, decoded but with escapes as they stand.
        line: Line of the file on which it begins.
    """

    name: str
    types: frozenset[str]
    value: str
    line: int


@dataclass
class Card:
    """One card as the file has it, in the making.

    Attributes:
        number: Which card of the file it is, from 1.
        line: Line of its BEGIN:VCARD.
        is_unicode: Whether the whole file is in UTF-16, whatever its properties say.
        version: "2.1", "3.0" or "4.0"; "" where it does not say.
        unread: Lines that could not be understood.
        is_closed: Whether its END:VCARD was there.
    """

    number: int
    line: int
    is_unicode: bool = False
    version: str = ""
    properties: list[Property] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    is_closed: bool = False


def cards_of(raw: BufferedReader, encoding: str) -> Iterator[Card]:
    """Yield the cards of an opened file one after the other, broken ones too.

    Args:
        raw: The file.
        encoding: What ``encodings.guess`` says of it; only UTF-16 and UTF-32 matter for the whole.
    """
    card: Card | None = None
    agents, number, names_agent = 0, 0, False  # agents: how many cards deep inside a card
    is_unicode = encoding.startswith(("utf-16", "utf-32"))
    for line, content in _logical_lines(_physical_lines(raw, encoding)):
        first = content[:1]
        mark = _mark_of(content) if first in b"BbEe \t" else b""
        if mark == b"BEGIN:VCARD":
            if card is not None and names_agent:
                agents, names_agent = agents + 1, False
                continue
            if card is not None:
                yield card  # whose end is missing
            number, agents, names_agent = number + 1, 0, False
            card = Card(number, line, is_unicode)
        elif card is None:
            continue
        elif mark == b"END:VCARD" and agents:
            agents -= 1
        elif mark == b"END:VCARD":
            card.is_closed = True
            yield card
            card = None
        elif names_agent := first in b"Aa" and _is_agent(content):
            begins = content.rstrip().upper().endswith(b"BEGIN:VCARD")
            agents, names_agent = agents + begins, not begins
        elif not agents:
            _take(card, line, content)
    if card is not None:
        yield card


def _is_agent(content: bytes) -> bool:
    return content[:6].upper() in {b"AGENT:", b"AGENT;"}


def _take(card: Card, line: int, content: bytes) -> None:
    """Give a card its next property."""
    head, colon, value = content.partition(b":")
    if b'"' in head:
        head, colon, value = _parted_outside_quotes(content)
    if not head or not colon:
        card.unread.append(line)
        return
    name, types, encoding, charset = _told_by(head) if len(head) > _LONGEST_USUAL_HEAD else _usual(head)
    if name == "VERSION":
        card.version = value.decode("ascii", "replace").strip()
    elif name in _WANTED and len(card.properties) < _MOST_PROPERTIES:
        # In a file of UTF-16 only what was written as ASCII can have letters of its own.
        charset = "" if card.is_unicode and not encoding else charset
        letters = _letters(value[:_LONGEST_VALUE], encoding, charset)
        card.properties.append(Property(name, types, letters, line))


def _told_by(head: bytes) -> tuple[str, frozenset[str], str, str]:
    """Return what stands before the colon: the name, the types, how the value is encoded, its letters."""
    first, *parameters = (word.decode("ascii", "replace") for word in _outside_quotes(head, b";"))
    types: set[str] = set()
    encoding = charset = ""
    for parameter in parameters:
        key, equals, said = parameter.strip().partition("=")
        key, said = key.strip().casefold(), said.strip().strip('"').casefold()
        if not equals:
            types.add(key)
            encoding = key if key in {"quoted-printable", "base64", "b"} else encoding
        elif key == "encoding":
            encoding = said
        elif key == "charset":
            charset = said
        elif key == "type":
            types.update(said.replace('"', "").split(","))
        elif key == "pref" and said == "1":
            types.add("pref")
    return first.strip().rpartition(".")[2].upper(), frozenset(types), encoding, charset


_usual = lru_cache(maxsize=4_096)(_told_by)  # a file says the same few things over and over


def _letters(value: bytes, encoding: str, charset: str) -> str:
    if encoding == "quoted-printable":
        value = binascii.a2b_qp(value)
    elif encoding in {"base64", "b"}:
        try:
            value = binascii.a2b_base64(value)
        except binascii.Error:
            return ""
    if charset:
        known = _CHARSETS.get("".join(c for c in charset if c.isalnum()), "utf-8")
        with suppress(UnicodeDecodeError):
            return value.decode(known)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode(encodings.guess_bytes(value), "replace")


def _parted_outside_quotes(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the colon of a property, the colon, and what stands behind it."""
    head = _outside_quotes(content, b":", most=1)[0]
    return head, content[len(head) : len(head) + 1], content[len(head) + 1 :]


def _outside_quotes(content: bytes, sign: bytes, most: int = -1) -> list[bytes]:
    """Split at a sign, but not where it stands between double quotes."""
    if b'"' not in content:
        return content.split(sign, most)
    parts: list[bytes] = []
    held: list[bytes] = []
    is_quoted = False
    for piece in content.split(sign):
        held.append(piece)
        is_quoted ^= piece.count(b'"') % 2 == 1
        if not is_quoted:
            parts.append(sign.join(held))
            held = []
            if len(parts) == most:
                return parts
    return [*parts, *held]


def _mark_of(content: bytes) -> bytes:
    """Return ``BEGIN:VCARD`` or ``END:VCARD`` however it is written, else nothing."""
    if content in _MARKS:
        return content
    if len(content) > _LONGEST_MARK:
        return b""
    mark = content.replace(b" ", b"").replace(b"\t", b"").upper()
    return mark if mark in _MARKS else b""


def _physical_lines(raw: BufferedReader, encoding: str) -> Iterator[bytes]:
    """Yield the lines of the file without their ends; UTF-16 becomes UTF-8."""
    if encoding.startswith(("utf-16", "utf-32")):
        text = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=None)
        try:
            while letters := text.readline(_LONGEST_LINE):
                yield letters.removeprefix("\ufeff").rstrip("\r\n").encode("utf-8", "replace")
        finally:
            text.detach()  # the file is closed by whom it was opened
        return
    is_first = True
    while line := raw.readline(_LONGEST_LINE):
        if is_first:
            line, is_first = line.removeprefix(b"\xef\xbb\xbf"), False
        line = line.rstrip(b"\r\n")
        if b"\r" in line:  # old Macs ended lines by CR alone, which readline does not know
            yield from line.split(b"\r")
        else:
            yield line


def _logical_lines(lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield whole properties with the line they begin on: folded and soft-broken lines joined."""
    held: list[bytes] = []
    begun = 0
    is_soft = is_quoted = is_base64 = False
    for number, line in enumerate(lines, 1):
        may_go_on = is_soft or is_base64 or line.startswith(_FOLDS)
        if may_go_on and held and _goes_on(line, is_soft=is_soft, is_base64=is_base64):
            if is_soft:
                held[-1] = held[-1][:-1]
            held.append(line if is_soft else line.lstrip(b" \t") if is_base64 else line[1:])
        else:
            if held:
                yield begun, held[0] if len(held) == 1 else b"".join(held)
            held, begun = ([line], number) if line.strip() else ([], number)
            is_quoted, is_base64 = _encoded(line) if b";" in line else (False, False)
        is_soft = is_quoted and line.endswith(b"=") and bool(held)
    if held:
        yield begun, b"".join(held)


def _goes_on(line: bytes, *, is_soft: bool, is_base64: bool) -> bool:
    """Say whether a line belongs to the property before it."""
    if is_soft:
        return not _mark_of(line)
    if line.startswith(_FOLDS):
        return True
    return is_base64 and bool(line) and b":" not in line


def _encoded(line: bytes) -> tuple[bool, bool]:
    """Say whether a property is quoted-printable, and whether it is base64."""
    head = line.partition(b":")[0].upper()
    is_base64 = b"BASE64" in head or b"ENCODING=B" in head
    return not is_base64 and b"QUOTED-PRINTABLE" in head, is_base64
