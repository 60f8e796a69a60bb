"""The table of a client's hours: the day, the task, what it was for and served, and how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from retention_journal.core import formats
from retention_journal.core.hours import Bucket, duration
from retention_journal.i18n import _
from retention_journal.services.hours import HoursRow
from retention_journal.ui import theme
from retention_journal.ui.delegates import NumberCell, TextCell
from retention_journal.ui.record_table import Column, RecordView


class HoursTable(RecordView[HoursRow]):
    """The hours of one client, as high as it has lines: the page scrolls, the table does not.

    Signals:
        trash_wanted: The entry on which Delete was pressed.
    """

    trash_wanted = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(hours_columns(today), key=lambda one: one.entry_id, name=_("Hours"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hours(self, rows: Sequence[HoursRow]) -> None:
        """Show ``rows`` in the order given."""
        self.show_records(list(rows))
        self.updateGeometry()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        super().restyle()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one = self.current()
        if one is not None and event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.trash_wanted.emit(one)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        lines = self.verticalHeader().defaultSectionSize() * self.table.rowCount()
        return QSize(theme.px(560), self.horizontalHeader().height() + lines + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), self.sizeHint().height())


def hours_columns(today: date) -> list[Column[HoursRow]]:
    """Return what the table says of each entry as of ``today``."""
    return [
        Column(_("Day"), lambda one: formats.short_day(one.worked_on, today=today),
               lambda one: one.worked_on, width=92, most=130, cell=TextCell("body", "text"), name="day"),
        Column(_("Task"), task_words, cell=TextCell("body", "text"), name="task"),
        Column(_("Served"), served_words, width=150, most=280, cell=TextCell(), drop=1, name="served"),
        Column(_("What for"), for_words, width=110, most=240, cell=TextCell(), drop=2, name="bucket"),
        Column(_("How long"), lambda one: duration(one.minutes), lambda one: one.minutes, width=88, most=140,
               cell=NumberCell(), right=True, name="time"),
    ]  # fmt: skip


def task_words(one: HoursRow) -> str:
    """Return what was done, with the project it was for; else what was noted."""
    return " · ".join(part for part in (one.project, one.task or one.note) if part) or _("No task named")


def served_words(one: HoursRow) -> str:
    """Return the goal or promise that the time served."""
    return one.goal_name or one.promise_text


def for_words(one: HoursRow) -> str:
    """Return what the time went to; paid work that is not charged says so."""
    if one.bucket is Bucket.SERVE and not one.billable:
        return _("Paid work, not charged")
    return one.bucket.label
