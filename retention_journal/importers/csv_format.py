"""How a text table is probably to be read: its letters, the sign between cells, the heading row.

Source: imports, section 3.1.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from retention_journal.importers import encodings, files
from retention_journal.importers.csv_records import (
    DELIMITERS,
    LONGEST_CELL,
    CsvFormat,
    Lines,
    Record,
    inner_cells,
    text_of,
    unwrapped,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_SAMPLE_RECORDS = 50
_SAMPLE_LINES = 400
_SAMPLE_LETTERS = 1 << 20
_HEADING_AMONG = 20  # the headings stand among the first records, below titles at most


def guess_format(
    path: Path, heading_worth: Callable[[Sequence[str]], int] | None = None, *, encoding: str = ""
) -> CsvFormat:
    """Return how a file is probably to be read.

    Args:
        path: The file.
        heading_worth: Tells how many cells of a row are headings one knows; finds the heading row.
        encoding: Where the person has said it; "" finds that out too.

    Raises:
        UnreadableFileError: It cannot be read, or is not text.
    """
    files.size_of(path)
    found = CsvFormat(encoding or encodings.guess(path))
    with files.opened(path) as raw, text_of(raw, found) as text:
        return _guessed(Lines(text), found, heading_worth)


def guess_format_of_text(text: str, heading_worth: Callable[[Sequence[str]], int] | None = None) -> CsvFormat:
    """Return how rows that were pasted are probably to be read; ``heading_worth`` as for ``guess_format``."""
    return _guessed(Lines(io.StringIO(text, newline="")), CsvFormat(), heading_worth)


def _guessed(
    lines: Lines, found: CsvFormat, heading_worth: Callable[[Sequence[str]], int] | None
) -> CsvFormat:
    sample = _sample(lines)
    delimiter, is_wrapped = _delimiter_of(sample)
    if lines.separator:
        delimiter, is_wrapped = lines.separator, False
    found = replace(found, delimiter=delimiter, is_wrapped=is_wrapped)
    records = unwrapped(_sampled(sample, delimiter), found)
    return replace(found, header_row=heading_of(list(records), heading_worth))


def _sample(lines: Lines) -> list[str]:
    sample: list[str] = []
    letters = 0
    for line in lines:
        sample.append(line[: _SAMPLE_LETTERS - letters])
        letters += len(line)
        if letters >= _SAMPLE_LETTERS or len(sample) >= _SAMPLE_LINES:
            break
    return sample


def _sampled(sample: list[str], delimiter: str) -> Iterator[Record]:
    """Yield the first records of a sample as one delimiter would part them."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(sample, delimiter=delimiter)
    number = 0
    while number < _SAMPLE_RECORDS:
        number += 1
        try:
            yield Record(number, next(reader))
        except StopIteration:
            return
        except csv.Error:
            yield Record(number, [])


def _delimiter_of(sample: list[str]) -> tuple[str, bool]:
    """Return the sign that gives the same number of cells in most records, and whether lines are wrapped.

    Where several do, a tab is meant, which hardly anybody types, and a comma least, which may be a decimal
    sign in every row.

    Source: imports, section 3.1: wrong on 1 of 98 files, where ``csv.Sniffer`` was wrong on 4 or 5.
    """
    best: tuple[float, bool, int, bool] = (0.0, False, 0, False)
    chosen, is_wrapped = DELIMITERS[0], False
    for delimiter in DELIMITERS:
        share, width, wrapped = _evenness(sample, delimiter)
        rank = (share, delimiter == "\t", width, delimiter != ",")
        if width > 1 and rank > best:
            best, chosen, is_wrapped = rank, delimiter, wrapped
    return chosen, is_wrapped


def _evenness(sample: list[str], delimiter: str) -> tuple[float, int, bool]:
    """Return the share of records with the usual number of cells, that number, and if they are wrapped."""
    widths: list[tuple[int, bool]] = []
    for record in _sampled(sample, delimiter):
        if not record.is_blank:
            inner = inner_cells(record.cells, delimiter)
            widths.append((len(inner or record.cells), inner is not None))
    counted = Counter(width for width, _wrapped in widths if width > 1)
    if not counted:
        return 0.0, 0, False
    usual, times = max(counted.items(), key=lambda item: (item[1], item[0]))
    wrapped = sum(is_inner for width, is_inner in widths if width == usual)
    return times / len(widths), usual, widths[0][0] == usual and wrapped * 5 >= times


def heading_of(records: Sequence[Record], worth: Callable[[Sequence[str]], int] | None) -> int:
    """Return the number of the record that holds the headings; ``worth`` as for ``guess_format``."""
    filled = [record for record in records if not record.is_blank]
    first = filled[:_HEADING_AMONG]
    widths = Counter(len(record.cells) for record in filled)
    usual = widths.most_common(1)[0][0] if widths else 1
    wide = [record for record in first if len(record.cells) == usual]
    if worth and first:
        likeliest = max(first, key=lambda record: (worth(record.cells), record in wide))
        if worth(likeliest.cells):
            return likeliest.number
    return wide[0].number if wide else 1
