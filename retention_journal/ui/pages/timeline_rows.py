"""The rows of a timeline: each day once, and under it what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import Kind
from retention_journal.core.timeline import EntryKind, TimelineEntry
from retention_journal.i18n import _

Index = QModelIndex | QPersistentModelIndex
LONGEST_SHOWN: Final = 1_200  # characters of one text; Enter opens the whole


@dataclass(frozen=True)
class DayHeading:
    """The day above what happened on it."""

    day: date
    name: str
    date_text: str


@dataclass(frozen=True)
class Line:
    """One entry on the list; ``is_last`` of its day."""

    entry: TimelineEntry
    is_last: bool


@dataclass(frozen=True)
class Earlier:
    """The last row where there is more to read."""


Row = DayHeading | Line | Earlier


def rows_of(entries: Sequence[TimelineEntry], today: date, *, has_earlier: bool) -> list[Row]:
    """Return the rows of a timeline: each day once, its entries under it."""
    rows: list[Row] = []
    for number, entry in enumerate(entries):
        day = entry.at.date()
        if number == 0 or entries[number - 1].at.date() != day:
            rows.append(_heading(day, today))
        is_last = number + 1 == len(entries) or entries[number + 1].at.date() != day
        rows.append(Line(entry, is_last))
    if has_earlier:
        rows.append(Earlier())
    return rows


def _heading(day: date, today: date) -> DayHeading:
    if day == today:
        return DayHeading(day, _("Today"), formats.weekday_day(day))
    if day == today - timedelta(days=1):
        return DayHeading(day, _("Yesterday"), formats.weekday_day(day))
    weekday = formats.weekday(day)
    text = formats.day_of_month(day) if day.year == today.year else formats.day(day)
    return DayHeading(day, weekday[:1].upper() + weekday[1:], text)


_ICONS = {
    EntryKind.PROMISE: "handshake",
    EntryKind.AGREEMENT: "target",
    EntryKind.NUMBER: "trending-up",
    EntryKind.REPORT: "file-chart-column",
    EntryKind.INCIDENT: "message-circle-warning",
    EntryKind.CHANGE: "door-open",
    EntryKind.EVENT: "calendar",
    EntryKind.NOTE: "lock",
}
_CONTACT_ICONS = {
    Kind.CALL: "phone",
    Kind.VIDEO_CALL: "phone",
    Kind.MEETING: "users",
    Kind.EMAIL: "mail",
    Kind.MESSAGE: "message-square",
    Kind.LETTER: "mail",
    Kind.SOCIAL: "share",
    Kind.EVENT: "calendar",
    Kind.GIFT: "star",
    Kind.REPORT_SENT: "file-chart-column",
    Kind.NOTE: "lock",
}


def icon_of(entry: TimelineEntry) -> str:
    """Return the name of an entry's icon."""
    if entry.contact_kind is not None:
        return _CONTACT_ICONS[entry.contact_kind]
    return _ICONS.get(entry.kind, "pencil-line")


class TimelineModel(QAbstractListModel):
    """Shows the rows of a timeline; it never asks the journal for anything."""

    ROW_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        """Return what stands at ``index``."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index), DayHeading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if role == self.ROW_ROLE:
            return row
        if row is not None and role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return spoken(row)
        return None


def spoken(row: Row) -> str:
    """Return a row as a screen reader says it."""
    match row:
        case DayHeading():
            return f"{row.name} {row.date_text}"
        case Earlier():
            return _("Earlier")
        case Line(entry):
            at = formats.clock(entry.at) if entry.has_time else ""
            return ". ".join(text for text in (at, *entry.texts) if text)[:LONGEST_SHOWN]
