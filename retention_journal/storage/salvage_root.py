"""The first page of a damaged journal made anew: the root under which SQLite finds the names of all tables.

When the first sector is lost, nothing can be read by asking SQLite, though every entry is still there. What
stood on that page can be told again: its header is the same in every journal of ours (see ``salvage``), and
below the root lie pages of names, each known by what its rows say. The root is the list of those pages.

Source: SQLite, "Database File Format", sections 1.6 and 2.6; reliability, promises 4 and 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from retention_journal.storage.page_seals import PAGE, Seals

_HEADER = 100
_LEAF, _INNER = 0x0D, 0x05
_KINDS = (b"table", b"index", b"view", b"trigger")
_COLUMNS = 5
_POINTER = 4  # bytes of the number of a page
_TEXT = 13  # the kind of an empty text; of each letter more it is two higher
_MORE = 0x80  # the bit by which a number says that it goes on


def rebuild(copy: Path, seals: Seals, header: Callable[[bytes], bytes]) -> bool:
    """Write the first page of ``copy`` anew, sealed; False where no page of names was found.

    Args:
        copy: A copy of the damaged journal, open to nobody.
        seals: How its pages are sealed.
        header: Returns the first page with a header that fits.
    """
    with copy.open("r+b") as file:
        leaves = list(_in_order(_leaves(iter(lambda: file.read(PAGE), b""), seals)))
        if not leaves:
            return False
        file.seek(0)
        page = header(seals.opened(1, file.read(PAGE)))
        root = _root(leaves, PAGE - seals.reserved)
        whole = page[:_HEADER] + root + page[PAGE - seals.reserved :]
        file.seek(0)
        file.write(seals.sealed(1, seals.closed(1, whole)))
    return True


def _leaves(pages: Iterator[bytes], seals: Seals) -> Iterator[tuple[int, int, int]]:
    """Yield the first and last row and the number of each sound page of names."""
    for number, page in enumerate(pages, start=1):
        if number == 1 or len(page) != PAGE or not seals.fits(number, page):
            continue
        rows = _names_on(seals.opened(number, page))
        if rows:
            yield rows[0], rows[-1], number


def _in_order(leaves: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the last row and the number of each page in the order of the rows; what was freed is passed over.

    Where two pages say that they hold the same rows, the one that holds more is the one in use.
    """
    last = 0
    for first, end, number in sorted(leaves, key=lambda one: (one[0], -one[1], one[2])):
        if first > last:
            last = end
            yield end, number


def _names_on(page: bytes) -> list[int]:
    """Return the numbers of the rows of a page, none where it is no page of names of tables."""
    if page[0] != _LEAF:
        return []
    rows: list[int] = []
    for at in range(8, 8 + 2 * int.from_bytes(page[3:5]), 2):
        row = _name_at(page, int.from_bytes(page[at : at + 2]))
        if row is None or (rows and row <= rows[-1]):
            return []
        rows.append(row)
    return rows


def _name_at(page: bytes, at: int) -> int | None:
    """Return the number of the row in the cell at ``at``; None where it is not about a table or the like."""
    try:
        _size, at = _varint(page, at)
        row, at = _varint(page, at)
        length, place = _varint(page, at)
        end = at + length
        kinds: list[int] = []
        while place < end and len(kinds) <= _COLUMNS:
            kind, place = _varint(page, place)
            kinds.append(kind)
    except IndexError:
        return None
    if len(kinds) != _COLUMNS or kinds[0] < _TEXT or kinds[0] % 2 == 0:
        return None
    return row if page[end : end + (kinds[0] - _TEXT) // 2] in _KINDS else None


def _root(leaves: list[tuple[int, int]], usable: int) -> bytes:
    """Return what stands behind the header of the first page: the list of the pages of names."""
    *inner, (_last, rightmost) = leaves
    cells, places, end = b"", b"", usable
    for last, number in inner:
        cell = number.to_bytes(_POINTER) + _as_varint(last)
        cells, end = cell + cells, end - len(cell)
        places += end.to_bytes(2)
    counts = len(inner).to_bytes(2) + end.to_bytes(2) + bytes(1)
    start = bytes((_INNER, 0, 0)) + counts + rightmost.to_bytes(_POINTER)
    room = end - _HEADER - len(start) - len(places)
    return start + places + bytes(room) + cells


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | page[place] & 0x7F
        if page[place] < _MORE:
            return value, place + 1
    return value << 8 | page[at + 8], at + 9


def _as_varint(value: int) -> bytes:
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | _MORE)
    return bytes(reversed(parts))
