"""The CSV of a Trello board (Premium), read into a board of ours.

It tells how the board stands, and nothing of what happened when: no comments, no moves, no day of delivery.

Source: imports, section 1.1, "CSV".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers import files
from retention_journal.importers.columns import plain_heading
from retention_journal.importers.csv_records import DELIMITERS
from retention_journal.importers.csv_rows import Row, Table, read_table, table_of_text
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.trello_model import Board, BoardField, BoardLabel, BoardList, Card
from retention_journal.importers.trello_values import moment

_COLUMNS = frozenset(
    {"card id", "card name", "card url", "card description", "labels", "members", "due date", "list id",
     "list name", "board id", "board name", "archived", "start date", "due complete", "due reminder",
     "attachment count", "attachment links", "checklist item total count", "checklist item completed count",
     "vote count", "comment count", "last activity date"}
)  # fmt: skip
_WHERE = frozenset({"list name", "list id", "board name", "board id"})
_TRUE = frozenset({"true", "yes", "1", "complete"})
_COLOURED = re.compile(
    r"\s*\((?:green|yellow|orange|red|purple|blue|sky|lime|pink|black|none|null)(?:_(?:dark|light))?\)(?:,\s*|$)",
    re.IGNORECASE,
)
_MOST_DIGITS = 7
_SHOWN_CHARACTERS = 60


def is_board_heading(line: str) -> bool:
    """Say whether a line holds the headings of a board."""
    try:
        rows = [next(csv.reader([line], delimiter=delimiter), []) for delimiter in DELIMITERS]
    except csv.Error:  # such as a line end inside the line
        return False
    return any(map(is_board_header, rows))


def is_board_header(cells: Sequence[str]) -> bool:
    """Say whether headings are those of a board."""
    plain = {plain_heading(cell) for cell in cells}
    return {"card id", "card name"} <= plain and bool(_WHERE & plain)


def board_of_table(path: Path, *, progress: Progress = silent) -> Board:
    """Return the board in a CSV.

    Args:
        path: The file.
        progress: Told how far it is, at least every 200 rows; may ask to stop.

    Raises:
        UnreadableFileError: It cannot be read, or is no board.
        CancelledError: ``progress`` asked to stop.
    """
    return _board(read_table(path, heading_worth=_worth, progress=progress), progress)


def board_of_rows(text: str, *, progress: Progress = silent) -> Board:
    """Return the board in the text of a CSV; otherwise as ``board_of_table``."""
    return _board(table_of_text(text, heading_worth=_worth), progress)


def ids_in_rows(text: str) -> tuple[str, str]:
    """Return id and name of the board in the text of a CSV, "" where it tells none."""
    board = board_of_rows(text)
    return board.id, board.name


def _worth(cells: Sequence[str]) -> int:
    return sum(plain_heading(cell) in _COLUMNS for cell in cells)


def _board(table: Table, progress: Progress) -> Board:
    if not is_board_header(table.header):
        raise UnreadableFileError(
            _("This is not a Trello board: it has no lists and cards."),
            _("Export the whole board: Menu, Print, export, share, Export as JSON."),
        )
    reading = _Reading(table)
    cards = tuple(reading.cards(progress))
    return Board(
        id=reading.board_id,
        name=reading.board_name,
        lists=tuple(BoardList(id, name) for id, name in reading.lists.items()),
        cards=cards,
        labels=tuple(BoardLabel(name, name) for name in reading.labels),
        fields=tuple(BoardField(name, name, "text") for name in reading.others),
        read=table.read,
        problems=(*table.problems, *reading.problems),
        raw=reading.raw,
        is_table=True,
        skipped=table.skipped,
        notes=table.notes,
    )


class _Reading:
    """One look through the rows of a board."""

    def __init__(self, table: Table) -> None:
        self.problems: list[Problem] = []
        self.raw: dict[str, str] = {}
        self.lists: dict[str, str] = {}
        self.labels: dict[str, None] = {}
        self.board_id = self.board_name = ""
        self.others = {
            heading: at for at, heading in enumerate(table.header) if plain_heading(heading) not in _COLUMNS
        }
        self._table = table
        self._at = {plain_heading(heading): at for at, heading in reversed(list(enumerate(table.header)))}

    def cards(self, progress: Progress) -> Iterator[Card]:
        """Yield the cards that can be read; the others become problems."""
        rows = self._table.rows
        for done, row in enumerate(rows):
            if done % files.ROWS_PER_STEP == 0:
                progress(done, len(rows))
            if self._cell(row, "card id"):
                yield self._card(row)
                continue
            self.problems.append(
                Problem(row.place, _("It is damaged: it has no id. Left out."), left_out=True)
            )
            self.raw[row.place] = ", ".join(row.cells)[:500]

    def _cell(self, row: Row, column: str) -> str:
        at = self._at.get(column)
        return clean(row.cells[at], lines=column == "card description") if at is not None else ""

    def _card(self, row: Row) -> Card:
        list_name = self._cell(row, "list name")
        list_id = self._cell(row, "list id") or list_name
        self.lists.setdefault(list_id, list_name or list_id)
        self.board_id = self.board_id or self._cell(row, "board id")
        self.board_name = self.board_name or self._cell(row, "board name")
        labels = labels_of(self._cell(row, "labels"))
        self.labels.update(dict.fromkeys(labels))
        return Card(
            place=row.place,
            id=self._cell(row, "card id"),
            name=self._cell(row, "card name"),
            desc=self._cell(row, "card description"),
            list_id=list_id,
            label_ids=labels,
            link=self._cell(row, "card url"),
            is_archived=self._is(row, "archived"),
            due=self._time(row, "due date"),
            is_ticked=self._is(row, "due complete"),
            start=self._time(row, "start date"),
            last_activity=moment(self._cell(row, "last activity date")),
            comments=self._number(row, "comment count"),
            values=tuple((name, text) for name, at in self.others.items() if (text := clean(row.cells[at]))),
            others=tuple(self._lines(row)),
        )

    def _lines(self, row: Row) -> Iterator[str]:
        if names := self._cell(row, "members"):
            yield _("Members: {names}").format(names=names)
        if links := self._cell(row, "attachment links"):
            yield _("Attachment: {name}").format(name=links)
        total = self._number(row, "checklist item total count")
        if total:
            done = self._number(row, "checklist item completed count")
            yield _("Steps done: {done} of {total}").format(done=done, total=total)

    def _is(self, row: Row, column: str) -> bool:
        return self._cell(row, column).casefold() in _TRUE

    def _number(self, row: Row, column: str) -> int:
        text = self._cell(row, column)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else 0

    def _time(self, row: Row, column: str) -> datetime | None:
        text = self._cell(row, column)
        at = moment(text)
        if text and at is None:
            told = _("“{text}” is no time as Trello writes it. It was left empty.")
            heading = self._table.header[self._at[column]]
            self.problems.append(
                Problem(row.place, told.format(text=text[:_SHOWN_CHARACTERS]), column=heading)
            )
        return at


def labels_of(text: str) -> tuple[str, ...]:
    """Return the labels in a cell such as "Einkauf (green), Dringend (red)"; names may hold commas."""
    names = _COLOURED.split(text) if _COLOURED.search(text) else text.split(",")
    return tuple(dict.fromkeys(name for part in names if (name := part.strip(" ,"))))
