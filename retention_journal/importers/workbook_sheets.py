"""The sheets of a workbook, read by calamine; all of it runs in a process that can be ended.

Source: imports, sections 1.7 and 3.1.
"""

from __future__ import annotations

import faulthandler
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.packed import ZIP_FAULTS
from retention_journal.i18n import _
from retention_journal.importers import files
from retention_journal.importers.csv_format import heading_of
from retention_journal.importers.csv_records import Record
from retention_journal.importers.csv_rows import too_many_rows
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.workbook_cells import Cell, is_number, text_of, texts_of
from retention_journal.importers.workbook_kinds import damaged, locked

#: Tells how many cells of a row are headings one knows; a function at the top of a module, or a partial.
HeadingWorth = Callable[[Sequence[str]], int]

_SAMPLE_ROWS = 50
_MOST_COLUMNS = 2_000
_MOST_CELLS = 50_000_000  # blank ones too, which a sheet may be full of
_MOST_SHEETS = 60  # of which the headings are looked at
_MOST_MEMORY = 4 << 30
_HIDDEN_ROW = re.compile(rb"""<(?:\w{1,9}:)?row\b[^>]{0,400}\shidden=["'](?:1|true)["']""")
_ERROR = re.compile(rb"""<(?:\w{1,9}:)?c\b[^>]{0,200}\st=["']e["']""")
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True)
class Wanted:
    """What of a workbook is wanted, and how it is to be read.

    Attributes:
        sheet: Name of the sheet; "" for the one whose headings are known best.
        header_row: Which row holds the headings, 0 for none; None finds out.
        decimal_sign: As in ``CsvFormat``.
        date_format: As in ``CsvFormat``.
        most_rows: Rows enough for a first look; None for all.
        most_seconds: After so many seconds the process ends itself, for calamine never comes back from some
            damaged files.
    """

    sheet: str = ""
    header_row: int | None = None
    decimal_sign: str = ""
    date_format: str = ""
    most_rows: int | None = None
    most_seconds: float = 60.0


@dataclass(frozen=True)
class SheetRead:
    """One sheet, as text.

    Attributes:
        sheet: Its name.
        sheets: Names of all, those that are hidden last.
        header_row: Which row holds the headings, 0 where there are none.
        rows: Its rows from the first on, blank ones too, as many cells in each.
        number_columns: Where cells below the headings are numbers.
        hidden_rows: How many rows of it are hidden.
        errors: How many cells hold an error of the spreadsheet, such as #N/A, and say nothing.
        filled: How many cells got the text of the merged cell they are a part of.
    """

    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    rows: list[list[str]]
    number_columns: tuple[int, ...] = ()
    hidden_rows: int = 0
    errors: int = 0
    filled: int = 0


def names_of_sheets(path: str, most_seconds: float) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook, those that are hidden last."""
    _bound_process(most_seconds)
    with _opened(Path(path)) as workbook:
        return _names(workbook)


def read_sheet(path: str, wanted: Wanted, worth: HeadingWorth | None) -> SheetRead:
    """Return what is wanted of a workbook.

    Raises:
        UnreadableFileError: It is damaged, locked, has no rows, or is beyond a limit.
        InvalidEntryError: It has no sheet of that name.
    """
    _bound_process(wanted.most_seconds)
    with _opened(Path(path)) as workbook:
        names = _names(workbook)
        if wanted.sheet and wanted.sheet not in names:
            raise InvalidEntryError(
                "sheet", _("The workbook has no sheet “{name}”.").format(name=wanted.sheet)
            )
        name = wanted.sheet or _likeliest(workbook, names, worth)
        sheet = workbook.get_sheet_by_name(name)
        cells = _cells(sheet, None if wanted.most_rows is None else wanted.most_rows + _SAMPLE_ROWS)
        header_row = _header_row(cells, worth) if wanted.header_row is None else wanted.header_row
        filled = _fill_merged(cells, sheet.merged_cell_ranges or [], header_row)
    if not any(any(map(text_of, row)) for row in cells):
        raise _no_rows(name)
    cells = _without_blank_columns(cells)
    below = cells[header_row:]
    return SheetRead(
        name,
        names,
        header_row,
        texts_of(cells, decimal_sign=wanted.decimal_sign, date_format=wanted.date_format),
        tuple(at for at, column in enumerate(zip(*below, strict=True)) if any(map(is_number, column))),
        *_odd_cells(Path(path), name),
        filled,
    )


@contextmanager
def _opened(path: Path) -> Iterator[CalamineWorkbook]:
    """Open a workbook, whatever its name ends in; what calamine cannot read is told in plain words."""
    try:
        with files.opened(path) as file, CalamineWorkbook.from_filelike(file) as workbook:
            yield workbook
    except python_calamine.PasswordError as error:
        raise locked(path) from error
    except (python_calamine.CalamineError, ValueError, OverflowError, EOFError) as error:
        raise damaged(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how a fault of calamine itself shows
            raise damaged(path) from error
        raise


def _names(workbook: CalamineWorkbook) -> tuple[str, ...]:
    tables = [meta for meta in workbook.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
    tables.sort(key=lambda meta: meta.visible is not SheetVisibleEnum.Visible)
    return tuple(meta.name for meta in tables)


def _likeliest(workbook: CalamineWorkbook, names: Sequence[str], worth: HeadingWorth | None) -> str:
    """Return the sheet with the headings that are known best; the first that has rows where none are."""
    if len(names) == 1:
        return names[0]
    best, best_rank = "", (-1, False)
    for name in names[:_MOST_SHEETS]:
        cells = _cells(workbook.get_sheet_by_name(name), _SAMPLE_ROWS)
        records = [Record(n, [text_of(cell) for cell in row]) for n, row in enumerate(cells, 1)]
        filled = [record for record in records if not record.is_blank]
        if not filled:
            continue
        heading = next(one for one in records if one.number == heading_of(records, worth))
        rank = (worth(heading.cells) if worth else 0, len(filled) > 1)
        if rank > best_rank:
            best, best_rank = name, rank
    if not best:
        raise _no_rows(names[0] if names else "")
    return best


def _cells(sheet: CalamineSheet, most_rows: int | None) -> list[list[Cell]]:
    """Return the cells of a sheet from its first row and column on, without what is blank at the end."""
    height = sheet.total_height if most_rows is None else min(most_rows, sheet.total_height)
    if sheet.total_width * height > _MOST_CELLS:
        raise _too_wide(sheet.name, sheet.total_width)
    rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False, nrows=most_rows)]
    while rows and not any(cell not in {"", None} for cell in rows[-1]):
        rows.pop()
    if most_rows is None and len(rows) > files.MOST_ROWS:
        raise too_many_rows()
    width = max((_width_of(row) for row in rows), default=0)
    if width > _MOST_COLUMNS:
        raise _too_wide(sheet.name, width)
    return [row[:width] for row in rows]


def _width_of(row: Sequence[Cell]) -> int:
    """Return how many cells a row has up to the last that is filled."""
    for at in range(len(row), 0, -1):
        if row[at - 1] not in {"", None}:
            return at
    return 0


def _too_wide(name: str, width: int) -> UnreadableFileError:
    return UnreadableFileError(
        _("The sheet “{name}” has {n} columns, more than any table.").format(name=name, n=width),
        _("Copy the table to a sheet of its own, and choose that."),
    )


def _header_row(cells: Sequence[Sequence[Cell]], worth: HeadingWorth | None) -> int:
    first = [Record(n, [text_of(cell) for cell in row]) for n, row in enumerate(cells[:_SAMPLE_ROWS], 1)]
    return heading_of(first, worth)


def _fill_merged(
    cells: list[list[Cell]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], header_row: int
) -> int:
    """Give each row its part of a cell that was merged over several, and return how many got one."""
    filled = 0
    for (top, left), (bottom, right) in ranges:
        if left != right or top < header_row or top >= len(cells) or left >= len(cells[top]):
            continue
        for row in cells[top + 1 : bottom + 1]:
            if row[left] in {"", None} and any(cell not in {"", None} for cell in row):
                row[left] = cells[top][left]
                filled += 1
    return filled


def _without_blank_columns(cells: list[list[Cell]]) -> list[list[Cell]]:
    kept = [
        at for at, column in enumerate(zip(*cells, strict=True)) if any(c not in {"", None} for c in column)
    ]
    return [[row[at] for at in kept] for row in cells]


def _odd_cells(path: Path, sheet: str) -> tuple[int, int]:
    """Return how many rows of a sheet are hidden and cells hold an error; only XLSX is asked."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member_of(archive, sheet)
            if not member or archive.getinfo(member).file_size > files.MOST_BYTES:
                return 0, 0
            content = archive.read(member)
        hidden, errors = _HIDDEN_ROW.finditer(content), _ERROR.finditer(content)
        return sum(1 for _one in hidden), sum(1 for _one in errors)
    except (*ZIP_FAULTS, KeyError, ElementTree.ParseError, OSError):
        return 0, 0


def _member_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the file in an XLSX that holds a sheet, "" where there is none."""
    if "xl/workbook.xml" not in archive.namelist():
        return ""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - in a child, with a limit
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links.iter(f"{_LINKS}Relationship")}
    for element in workbook.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            linked = next((said for key, said in element.items() if key.endswith("}id")), "")
            target = targets.get(linked, "")
            return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
    return ""


def _bound_process(most_seconds: float) -> None:
    """Let this process have so much time, and so much memory where the system can say so.

    Only the watch of ``faulthandler`` runs while calamine does, which lets no other thread go on.
    """
    faulthandler.dump_traceback_later(most_seconds, exit=True, file=os.open(os.devnull, os.O_WRONLY))
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, hard))


def _no_rows(sheet: str) -> UnreadableFileError:
    return UnreadableFileError(
        _("There are no rows in the sheet “{name}”.").format(name=sheet),
        _("Look whether the workbook is the right one, or choose another sheet of it."),
    )
