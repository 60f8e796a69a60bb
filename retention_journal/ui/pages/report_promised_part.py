"""What was promised last time: kept or late, and why."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import LastPromise
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.fields import TextField
from retention_journal.ui.layouts import clear, column, stack
from retention_journal.ui.pages.report_section import Aside, ReportSection, show_text
from retention_journal.ui.text_labels import Label, caption, label

_IN_TIME = (PromiseState.KEPT, PromiseState.RELEASED)


class PromiseLine(QWidget):
    """One promise: its words, what became of it, and why where it was not kept in time."""

    def __init__(self, number: int | None, promise: LastPromise, today: date) -> None:
        super().__init__()
        self.number = number
        self.kept_reason = promise.reason
        self.needs_reason = is_late(promise, today)
        self.words: Label = label(promise.text, "ui_medium", wrap=True)
        self.state = caption(became(promise, today), wrap=True)
        self.reason = TextField(promise.reason, lines=1, placeholder=_("Why, in one line"))
        self.reason.setAccessibleName(_("Why, for “{promise}”").format(promise=promise.text))
        stack(self, self.words, self.state, self.reason, gap=3)
        self.reason.setVisible(number is not None and (self.needs_reason or bool(promise.reason)))


class PromisedSection(ReportSection):
    """The promises of last time; why one was late is kept with the promise itself."""

    part = ReportPart.PROMISES

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[PromiseLine] = []
        self._shown: tuple[object, ...] = ()
        self._list = column(gap=12)
        self.lines.addLayout(self._list)

    def has_something(self, sheet: ReportSheet) -> bool:
        return bool(sheet.report.last_promises)

    def fill(self, sheet: ReportSheet) -> None:
        today = sheet.report.issued_on
        told = tuple(zip(sheet.offered.promised, sheet.report.last_promises, strict=True))
        shape = tuple((number, one.text, became(one, today)) for number, one in told)
        if shape != self._shown:
            self._shown = shape
            clear(self._list)
            self.rows = [PromiseLine(number, one, today) for number, one in told]
            for row in self.rows:
                self._list.addWidget(row)
                self.watch(row.reason)
        for row, (_number, one) in zip(self.rows, told, strict=True):
            row.kept_reason = one.reason
            show_text(row.reason, one.reason)

    def content(self, before: ReportContent) -> ReportContent:
        return before

    def reasons(self) -> dict[int, str]:
        """Return the reasons that were written and are not kept yet, by the number of the promise."""
        return {
            row.number: row.reason.cleaned()
            for row in self.rows
            if row.number is not None and row.reason.cleaned() != row.kept_reason
        }

    def take_kept(self, reasons: dict[int, str]) -> None:
        """Take note that these reasons are in the journal now."""
        for row in self.rows:
            if row.number in reasons:
                row.kept_reason = reasons[row.number]

    def aside(self) -> Aside:
        silent = sum(row.needs_reason and not row.reason.cleaned() for row in self.rows)
        if silent:
            return Aside(_("{n} without a reason").format(n=formats.number(silent)), warns=True)
        return Aside(formats.number(len(self.rows)))

    def go_to(self, subject: int | str | None) -> None:
        wanted = [row for row in self.rows if row.number == subject and not row.reason.isHidden()]
        silent = [row for row in self.rows if row.needs_reason and not row.reason.cleaned()]
        for row in (*wanted, *silent)[:1]:
            row.reason.setFocus()


def is_late(promise: LastPromise, today: date) -> bool:
    """Say whether a promise was not kept in time, or is late now."""
    if promise.outcome in (PromiseState.KEPT_LATE, PromiseState.BROKEN):
        return True
    return promise.outcome is PromiseState.OPEN and promise.due is not None and promise.due < today


def became(promise: LastPromise, today: date) -> str:
    """Return what became of a promise, with its days."""
    said = [promise.outcome.label]
    if promise.due is not None:
        said.append(_("due {day}").format(day=formats.short_day(promise.due, today=today)))
    if promise.delivered is not None and promise.is_dated:
        said.append(_("came {day}").format(day=formats.short_day(promise.delivered, today=today)))
    return " · ".join(said)
