"""The parts of calendar files, as calendar programs really write them.

Lines are joined before their letters are read, because some programs fold in the middle of one. Every step
walks over the bytes once; nothing here can be slowed down by a hostile line.

Source: imports, section 1.5; RFC 5545, section 3.1.
"""

from __future__ import annotations

import io
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from retention_journal.importers import encodings

_LONGEST_VALUE = 100_000
_MOST_PROPERTIES = 5_000  # of one part
_MOST_DEEP = 20
_OF_CALENDAR = frozenset({"METHOD", "X-WR-TIMEZONE", "X-WR-CALNAME", "NAME", "PRODID"})
_OF_EVENT = frozenset(
    {
        "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
        "SEQUENCE", "LAST-MODIFIED", "DTSTAMP", "ORGANIZER", "ATTENDEE", "STATUS", "LOCATION", "URL",
        "CONFERENCE", "DESCRIPTION", "CATEGORIES", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "X-MICROSOFT-CDO-ALLDAYEVENT",
    }
)  # fmt: skip
_OF_ZONE = frozenset({"TZID", "X-LIC-LOCATION", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_WANTED: Mapping[str, frozenset[str]] = {
    "VCALENDAR": _OF_CALENDAR, "VEVENT": _OF_EVENT, "VTIMEZONE": _OF_ZONE, "STANDARD": _OF_ZONE,
    "DAYLIGHT": _OF_ZONE,
}  # fmt: skip
_DATED = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_DATE = re.compile(r"[0-9TZ:,/+.PDHMSW -]*", re.IGNORECASE)
_TOLD = frozenset({"VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY"})
_LONGEST_NAME = 60
_MARKS_BEGIN = frozenset({b"B", b"b", b"E", b"e", b" ", b"\t"})
_NO_PARAMS: Mapping[str, str] = {}
_ZONE_BEGINS, _ZONE_ENDS = b"BEGIN:VTIMEZONE", b"END:VTIMEZONE"
_MOST_ZONES, _LONGEST_ZONE = 500, 200_000


class Property(NamedTuple):
    """One line: its name in capitals, what stands between name and colon, and its value as it stands."""

    name: str
    params: Mapping[str, str]
    value: str


@dataclass(eq=False)
class Part:
    """An event, a time zone, a task or the calendar itself, in the making.

    Attributes:
        kind: Such as "VEVENT".
        calendar: The calendar it stands in.
        properties: By name, those of one name in their order.
        count: How many of them there are.
        inner: The parts of a time zone.
        unread: How many of its lines could not be understood.
        is_closed: Whether its end was there.
        done: Bytes of the file that were read when it ended.
    """

    kind: str
    calendar: Part | None = None
    properties: dict[str, list[Property]] = field(default_factory=dict)
    count: int = 0
    inner: list[Part] = field(default_factory=list)
    unread: int = 0
    is_closed: bool = False
    done: int = 0

    def all(self, name: str) -> list[Property]:
        """Return all properties of a name, in their order."""
        return self.properties.get(name, [])

    def first(self, *names: str) -> Property | None:
        """Return the first property that has one of the names and is not blank."""
        for name in names:
            for one in self.properties.get(name, ()):
                if one.value:
                    return one
        return None

    def text(self, *names: str) -> str:
        """Return the plain text of the first such property, "" where there is none."""
        found = self.first(*names)
        return plain(found.value) if found else ""

    @property
    def raw(self) -> str:
        """What stood there, as far as it is looked at, for the person to see."""
        return "\n".join(f"{one.name}:{one.value}" for told in self.properties.values() for one in told)


def zones_of(content: bytes) -> list[Part]:
    """Return the time zones that a file describes, wherever in it they stand."""
    joined, _encoding = _joined(content)
    found: list[Part] = []
    at = joined.find(_ZONE_BEGINS)
    while at >= 0 and len(found) < _MOST_ZONES:
        end = joined.find(_ZONE_ENDS, at)
        end = len(joined) if end < 0 else end + len(_ZONE_ENDS)
        found += (
            part for part in parts_of(joined[at : min(end, at + _LONGEST_ZONE)]) if part.kind == "VTIMEZONE"
        )
        at = joined.find(_ZONE_BEGINS, end)
    return found


def parts_of(content: bytes) -> Iterator[Part]:
    """Yield the events, time zones and tasks of a file one after the other, broken ones too."""
    stack: list[Part] = []
    joined, encoding = _joined(content)
    lines = io.BytesIO(joined)
    for line in _whole(lines):
        mark, kind = _mark(line)
        if mark == "BEGIN":
            yield from _closed_by(kind, stack, lines.tell())
            _open(stack, kind)
        elif mark == "END":
            yield from _ended(stack, kind, lines.tell())
        elif stack:
            _take(stack[-1], line, encoding)
    while stack:
        yield from _told(stack.pop(), lines.tell())


def _open(stack: list[Part], kind: str) -> None:
    if len(stack) >= _MOST_DEEP:
        return
    calendar = next((part for part in stack if part.kind == "VCALENDAR"), None)
    part = Part(kind, calendar)
    if kind in {"STANDARD", "DAYLIGHT"} and stack and stack[-1].kind == "VTIMEZONE":
        stack[-1].inner.append(part)
    stack.append(part)


def _closed_by(kind: str, stack: list[Part], done: int) -> Iterator[Part]:
    """Yield what is left open where something begins that cannot stand in it."""
    if kind == "VCALENDAR":
        while stack:
            yield from _told(stack.pop(), done)
    elif kind in _TOLD:
        while stack and stack[-1].kind != "VCALENDAR":
            yield from _told(stack.pop(), done)


def _ended(stack: list[Part], kind: str, done: int) -> Iterator[Part]:
    """Yield what an end closes, and what was left open in it; an end of nothing closes nothing."""
    if not any(part.kind == kind for part in stack):
        return
    while stack:
        part = stack.pop()
        part.is_closed = part.kind == kind
        yield from _told(part, done)
        if part.is_closed:
            return


def _told(part: Part, done: int) -> Iterator[Part]:
    part.done = done
    if part.kind in _TOLD:
        yield part


def _take(part: Part, line: bytes, encoding: str) -> None:
    wanted = _WANTED.get(part.kind)
    if wanted is None or not line.strip():
        return
    name = _name(line)
    if not name:
        part.unread += 1
    elif name in wanted and part.count < _MOST_PROPERTIES:
        found = _property(name, line[: _LONGEST_VALUE * 2], encoding)
        if found is None:
            part.unread += 1
        else:
            part.properties.setdefault(name, []).append(found)
            part.count += 1


def _name(line: bytes) -> str:
    """Return the name of a property, "" where the line is none."""
    head, sign, _rest = line[:_LONGEST_NAME].partition(b":")
    name, semicolon, _params = head.partition(b";")
    if not (sign or semicolon):
        return ""
    return name.decode("ascii", "replace").rpartition(".")[2].strip().upper()


def _property(name: str, line: bytes, encoding: str) -> Property | None:
    text = line.decode(encoding, "replace")
    head, colon, value = _parted(text)
    if name in _DATED and not _DATE.fullmatch(value[:_LONGEST_NAME].strip()):
        head, colon, value = text.rpartition(":")  # a colon in the name of the zone
    if not colon:
        return None
    params = _params(head) if ";" in head else _NO_PARAMS
    if params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = _from_quoted(value, params.get("CHARSET", encoding))
    return Property(name, params, value[:_LONGEST_VALUE].strip())


def _params(head: str) -> dict[str, str]:
    params: dict[str, str] = {}
    for part in _pieces(head)[1:]:
        key, _sign, said = part.partition("=")
        params.setdefault(key.strip().upper(), said.strip().strip('"'))
    return params


def _parted(text: str) -> tuple[str, str, str]:
    """Split at the first colon outside quotes; where a quote has no end, at the first colon."""
    head, colon, value = text.partition(":")
    if '"' not in head:
        return head, colon, value
    is_quoted = False
    for at, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == ":" and not is_quoted:
            return text[:at], ":", text[at + 1 :]
    return head, colon, value


def _pieces(head: str) -> list[str]:
    """Split at the semicolons outside quotes."""
    if '"' not in head:
        return head.split(";")
    pieces: list[str] = []
    for at, run in enumerate(head.split('"')):
        first, *further = run.split(";") if at % 2 == 0 else [run]
        if pieces:
            pieces[-1] += first
        else:
            pieces.append(first)
        pieces += further
    return pieces


def _from_quoted(value: str, charset: str) -> str:
    content = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def plain(value: str) -> str:
    """Return a text with its escapes undone."""
    if "\\" not in value:
        return value
    parts = value.split("\\\\")
    for escape, meant in (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ('\\"', '"')):
        parts = [part.replace(escape, meant) for part in parts]
    return "\\".join(parts)


def _mark(line: bytes) -> tuple[str, str]:
    """Return "BEGIN" or "END" and of what, however it is written; blanks where the line is neither."""
    if line[:1] not in _MARKS_BEGIN or len(line) > _LONGEST_NAME:
        return "", ""
    name, _colon, kind = line.decode("ascii", "replace").partition(":")
    word = name.strip().upper()
    return (word, kind.strip().upper()) if word in {"BEGIN", "END"} else ("", "")


def _whole(lines: io.BytesIO) -> Iterator[bytes]:
    """Yield the lines, those of the old quoted-printable kind joined where their end says so."""
    for line in lines:
        if not line.endswith(b"=\n") or b"QUOTED-PRINTABLE" not in line.partition(b":")[0].upper():
            yield line.rstrip(b"\n")
            continue
        held = [line]
        while held[-1].endswith(b"=\n") and (further := lines.readline()):
            held.append(further)
        yield b"".join(held).replace(b"=\n", b"").rstrip(b"\n")


def _joined(content: bytes) -> tuple[bytes, str]:
    """Return the content with one kind of line end and without folds, and how its letters are written."""
    encoding = encodings.guess_bytes(content[:4096])
    if encoding.startswith(("utf-16", "utf-32")):
        content = content.decode(encoding, "replace").encode("utf-8", "replace")
    content = content.replace(b"\xef\xbb\xbf", b"").replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
    content = content.replace(b"\r", b"\n").replace(b"\n ", b"").replace(b"\n\t", b"")
    encoding = encodings.guess_bytes(content)
    return content, encoding if encoding in encodings.NAMES and not encoding.startswith("utf") else "utf-8"
