"""Care for the client after the answer: put right, sorry said, a call afterwards, what it left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.hours import duration, parse_minutes
from retention_journal.core.incident_clock import duration_words
from retention_journal.core.incidents import IncidentOutcome, IncidentState, Verdict
from retention_journal.core.invoices import minor_typed, typed
from retention_journal.core.moments import on_the_wall
from retention_journal.i18n import _
from retention_journal.services.incidents import IncidentView, save_words
from retention_journal.services.promise_rows import PromiseRow, promises_of_incident
from retention_journal.services.promises import keep_promise, reopen_promise
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.fields import Choice, DateField, LineField, TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column, stack
from retention_journal.ui.pages.complaint_feeling import Feeling
from retention_journal.ui.panels import section
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import Label, caption, label, literal
from retention_journal.ui.toggles import TickBox
from retention_journal.ui.unsaved_words import UnsavedWords


class CareAfterwards(QWidget):
    """What is still to be done for the client, and how it ended for them.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What else to say.
    """

    undoable = Signal(str)
    toast = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._one: IncidentView | None = None
        self._make_fields()
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(
            self.fault, self.sorry_for, self.sorry_on, self.call_on, self.no_call, self.outcome, self.good,
            self.hours, self.money, self.decide_by, *self.felt.buttons(),
        )  # fmt: skip
        words: dict[str, LineField | TextField] = {
            "apology_given": self.sorry_for, "good_that_came": self.good, "no_follow_up_reason": self.no_call,
        }  # fmt: skip
        self.unsaved = UnsavedWords(self.saving, words, journal.path, "complaint care")
        self._lay_out()

    def show_incident(self, one: IncidentView) -> None:
        """Show a complaint; what is being typed about the same one is left alone."""
        is_other = self._one is None or self._one.incident_id != one.incident_id
        if is_other:
            self.unsaved.leave()
        self._one = one
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                self._fill(one)
            self._show_remedy(one)
            self.form.clear_errors()
        self.unsaved.show(one)

    def forget(self) -> None:
        """Let go of the complaint; what was typed is saved, or a draft."""
        self.unsaved.leave()
        self._one = None

    def show_error(self, error: InvalidEntryError) -> None:
        """Show what is missing where it belongs."""
        self.form.show_error(error)

    # -- making it ----------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        today = lambda: self._now().date()  # noqa: E731 - told when asked
        self.put_right: Label = label("", "body", wrap=True)
        self._remedies = column(gap=4)
        self.decide_by = DateField(None, today, optional=True)
        self.fault = Segmented([Option(one, one.label) for one in Verdict], Verdict.UNKNOWN, small=True)
        self.sorry_for = TextField(lines=1)
        self.sorry_on = DateField(None, today, optional=True, past=True)
        self.call_on = DateField(None, today, optional=True)
        self.no_call = LineField()
        self.felt = Feeling(_("How they felt afterwards"))
        outcomes = [(None, _("Not known yet")), *((one, one.label) for one in IncidentOutcome)]
        self.outcome = Choice(outcomes)
        self.good = TextField(lines=1)
        self.hours, self.money = LineField(placeholder=_("1:30 or 90 min")), LineField()
        self.call_note = caption(_("Write the call in the log, and the complaint is followed up."), wrap=True)

    def _lay_out(self) -> None:
        self.form = form = Form()
        form.add_part(section(_("Is it put right?"), self.put_right, box(self._remedies)))
        form.add("decide_by", _("Decide what to do by"), self.decide_by, optional=True)
        form.add("our_fault", _("A real mistake to say sorry for?"), self.fault)
        form.add("apology_given", _("For what you said sorry"), self.sorry_for)
        form.add("apology_on", _("When you said it"), self.sorry_on, optional=True)
        form.add_row(
            ("follow_up_on", _("A call afterwards"), self.call_on),
            ("no_follow_up_reason", _("Or why there is none"), self.no_call),
        )
        form.add_part(self.call_note)
        form.add("felt_after", _("How they felt afterwards"), self.felt, optional=True)
        form.add("outcome", _("What it left behind"), self.outcome)
        form.add("good_that_came", _("What good came of it"), self.good, optional=True)
        form.add_row(
            ("cost_minutes", _("Time it took"), self.hours, True),
            ("cost_minor", _("Money it cost"), self.money, True),
        )
        stack(self, form)

    def _fill(self, one: IncidentView) -> None:
        self.fault.set_value(one.our_fault)
        for field, text in (
            (self.sorry_for, one.apology_given),
            (self.good, one.good_that_came),
        ):
            if field.cleaned() != text:
                field.setPlainText(text)
        self.sorry_on.set_day(one.apology_on)
        self.call_on.set_day(one.follow_up_on)
        self.decide_by.set_day(one.decide_by)
        self.no_call.setText(one.no_follow_up_reason)
        self.felt.set_value(one.felt_after)
        self.outcome.set_value(one.outcome)
        self.hours.setText("" if one.cost_minutes is None else duration(one.cost_minutes))
        self.money.setText(typed(one.cost_minor, one.currency))
        self.money.setPlaceholderText(one.currency)
        self.form.field("decide_by").setVisible(one.is_open and one.decided_at is None)
        is_right = one.resolved_at is not None
        for name in ("follow_up_on", "no_follow_up_reason"):
            self.form.field(name).setVisible(is_right)
        self.call_note.setVisible(one.state is IncidentState.RESOLVED)

    def _show_remedy(self, one: IncidentView) -> None:
        self.put_right.setText(_put_right(one))
        clear(self._remedies)
        for row in promises_of_incident(self._journal, one.incident_id):
            self._remedies.addWidget(self._tick(row))

    def _tick(self, row: PromiseRow) -> TickBox:
        due = "" if row.due_at is None else " · " + formats.day(row.due_at.date())
        tick = TickBox(literal(row.text + due))
        tick.setChecked(row.is_kept)
        tick.clicked.connect(lambda checked, row=row: self._keep(row, is_kept=checked))
        return tick

    # -- acts ---------------------------------------------------------------------------------------------

    def _keep(self, row: PromiseRow, *, is_kept: bool) -> None:
        if is_kept:
            keep_promise(self._journal, row.promise_id, now=self._now())
            self.undoable.emit(_("Kept: {text}").format(text=row.text))
        else:
            reopen_promise(self._journal, row.promise_id)
            self.undoable.emit(_("Open again: {text}").format(text=row.text))

    def _save(self) -> bool:
        if self._one is None:
            return True
        try:
            values = self._values()
            self.form.clear_errors()
            save_words(self._journal, self._one.incident_id, **values)
        except InvalidEntryError as error:
            self.form.show_error(error)
            return False
        except JournalError as error:  # it stays in the field, and the next pause tries again
            self.form.field("apology_given").show_error(f"{error.message} {error.advice}".strip())
            return False
        return True

    def _values(self) -> dict[str, object]:
        for name, field in (
            ("apology_on", self.sorry_on),
            ("follow_up_on", self.call_on),
            ("decide_by", self.decide_by),
        ):
            if problem := field.problem():
                raise InvalidEntryError(name, problem)
        spent = self.hours.cleaned()
        currency = self._one.currency if self._one else ""
        return {
            "our_fault": self.fault.value(),
            "apology_given": self.sorry_for.cleaned(),
            "apology_on": self.sorry_on.day(),
            "follow_up_on": self.call_on.day(),
            "decide_by": self.decide_by.day(),
            "no_follow_up_reason": self.no_call.cleaned(),
            "felt_after": self.felt.value(),
            "outcome": self.outcome.value(),
            "good_that_came": self.good.cleaned(),
            "cost_minutes": _spent(spent) if spent else None,
            "cost_minor": minor_typed(self.money.text(), currency, field="cost_minor"),
        }


def _spent(text: str) -> int:
    try:
        return parse_minutes(text)
    except InvalidEntryError as error:
        raise InvalidEntryError("cost_minutes", error.message, error.advice) from error


def _put_right(one: IncidentView) -> str:
    if one.resolved_at is None:
        told = _("Not yet. When all that was agreed on is done, say so below.")
        return told if one.remedy else _("Not yet. What puts it right is agreed on in the step before.")
    day = formats.day(on_the_wall(one.resolved_at).date())
    took = duration_words(one.resolved_at - one.received_at)
    return _("Put right on {day}, {time} after it came.").format(day=day, time=took)
