"""The lines of address cards and calendars: escaped, and folded where they are long.

Source: RFC 6350, sections 3.2 and 3.4; RFC 2426, sections 2.6 and 5; RFC 5545, sections 3.1 and 3.3.11.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Octets of one line without its end; what is longer goes on behind a blank on the next.
LONGEST_LINE = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})


def escaped(text: str) -> str:
    """Return a text as it stands in a line."""
    return text.translate(_ESCAPES)


def parted(*texts: str) -> str:
    """Return the parts of a value that has several, such as family name and given name."""
    return ";".join(escaped(text) for text in texts)


def folded(line: str) -> bytes:
    """Return one line with its end, folded so that no letter is cut in two."""
    octets = line.encode()
    if len(octets) <= LONGEST_LINE:
        return octets + b"\r\n"
    pieces: list[bytes] = []
    room = LONGEST_LINE
    while len(octets) > room:
        end = room
        while _is_within_a_letter(octets[end]):
            end -= 1
        pieces.append(octets[:end])
        octets, room = octets[end:], LONGEST_LINE - 1
    return b"\r\n ".join([*pieces, octets]) + b"\r\n"


def written(lines: Iterable[str]) -> bytes:
    """Return the content of a file of such lines."""
    return b"".join(map(folded, lines))


def _is_within_a_letter(octet: int) -> bool:
    return 0x80 <= octet < 0xC0  # noqa: PLR2004 - UTF-8
