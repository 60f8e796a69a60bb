"""Step 2: a thorough answer is promised, by when, and the sentence that says so in the client's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.incident_clock import (
    acknowledge_by,
    duration_words,
    left_words,
    promise_sentence,
)
from retention_journal.core.incidents import IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.i18n import _
from retention_journal.services.clients import set_answer_hours, spoken_with
from retention_journal.services.incident_steps import promise_answer, step
from retention_journal.services.incidents import IncidentView, answer_hours, save_words
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import Button, outlined_button
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.pages.complaint_by_when import ByWhen
from retention_journal.ui.pages.complaint_step import ComplaintStep
from retention_journal.ui.pages.complaint_steps_bar import SIDES
from retention_journal.ui.panels import Panel
from retention_journal.ui.quotes import Quote
from retention_journal.ui.segmented import Option
from retention_journal.ui.text_labels import Label, caption, label

_SOON = timedelta(minutes=20)
_WIDEST = 680


class PromisedStep(ComplaintStep):
    """By when they have a thorough answer; from here the clock counts to what was promised."""

    watches = frozenset({"client", "business", "setting"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(journal, now, parent)
        self._offered: tuple[object, ...] = ()
        self.by_when: ByWhen = ByWhen(now)
        self.sentence: Quote = Quote("", large=True)
        self.copy_button: Button = outlined_button(_("Copy"), icon="copy", small=True)
        self.told: Label = caption("", wrap=True)
        yes_no = [Option(True, _("Yes")), Option(False, _("No"))]
        self.accepted: OptionalSegmented = OptionalSegmented(
            yes_no, name=_("Were they content with that?"), small=True
        )
        self.badge: LightBadge = LightBadge("watch", size=14)
        self.acknowledge: Label = label("", "body", wrap=True)
        self.heard_button: Button = outlined_button(_("They know that I heard it"), small=True)
        self.hours: LineField = LineField(longest=4)
        self._lay_out()
        self.saving = AsYouWrite(self._keep_hours, self)
        self.saving.watch(self.hours)
        self.by_when.changed.connect(self._follow)
        self.by_when.changed.connect(self.primary_changed)
        self.copy_button.clicked.connect(self._copy)
        self.heard_button.clicked.connect(self._acknowledge)
        for value in (True, False):
            self.accepted.button(value).clicked.connect(self._keep_accepted)

    def show_incident(self, one: IncidentView) -> None:
        """Show what was promised, or what may be."""
        is_other = self.incident is None or self.incident.incident_id != one.incident_id
        if is_other:
            self.keep()
            self.saving.forget()
        super().show_incident(one)
        agreed = answer_hours(self.journal, one.client_id)
        wanted = (one.incident_id, one.answer_due_at, agreed)
        if wanted != self._offered:
            self._offered = wanted
            self.by_when.offer(agreed, one.answer_due_at)
        if is_other or one.answer_due_at is not None:
            self.accepted.set_value(one.answer_promise_accepted)
        if is_other or not self.saving.has_new:
            own = one.answer_within_hours
            with self.saving.filling():
                self.hours.setText("" if own is None else formats.number(own))
            self.form.clear_errors()
        self._follow()

    def primary(self) -> str:
        one = self.incident
        if one is None:
            return ""
        if not one.owes_answer:
            return _("Go on")
        if one.answer_due_at is None:
            return _("Promised")
        return _("Promised anew") if self.by_when.is_new() else _("Go on to both sides")

    def go_on(self) -> None:
        """Keep what was promised, and go on to both sides."""
        self.keep()
        one = self.incident
        if one is None or (one.owes_answer and self.by_when.is_new() and not self._promise(one)):
            return
        self.go_to.emit(SIDES)

    def keep(self) -> None:
        """Save what was typed."""
        self.saving.keep()

    def tick(self) -> None:
        """Say anew how long there is, because a minute has gone."""
        self._follow()

    def take_focus(self) -> None:
        self.by_when.focus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    # -- making it ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.form: Form = Form()
        heard = row(self.badge, self.acknowledge, self.heard_button, gap=10)
        heard.setStretch(1, 1)
        heard.setAlignment(self.acknowledge, Qt.AlignmentFlag.AlignVCenter)
        self._heard: Panel = Panel(heard, fill="inset", edge="", padding=(14, 10, 14, 10))
        self.form.add_part(self._heard)
        self.form.add("answer_due_at", _("They have a thorough answer by"), self.by_when)
        say = row(label(_("Say it like this"), "ui_medium"), None, self.copy_button, gap=8)
        self.say: QWidget = box(column(say, self.sentence, self.told, gap=8))
        self.form.add_part(self.say)
        self.form.add("accepted", _("Were they content with that?"), self.accepted, optional=True)
        note = _("In hours, 1 to 720. Empty: as with all clients.")
        title = _("Agreed with this client: an answer within")
        self.form.add("answer_hours", title, self.hours, optional=True, note=note)
        self._inner: QWidget = box(column(self.form))
        line = row(self._inner, None)
        line.setStretch(0, 10)
        self.setLayout(column(line, None))
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._inner.setMaximumWidth(theme.px(_WIDEST))
        self.hours.setMaximumWidth(theme.px(120))

    # -- showing it ---------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Show the sentence for what is chosen, and only what belongs to it."""
        one = self.incident
        if one is None:
            return
        self._show_acknowledged(one)
        self.by_when.setEnabled(one.owes_answer)
        try:
            due = self.by_when.due()
        except InvalidEntryError:
            self.say.hide()
            return
        is_over = one.owes_answer and instant(due) <= instant(self.now())
        self.told.set_role("caption", "act_text" if is_over else "text_3")
        self.sentence.setVisible(not is_over)
        self.copy_button.setVisible(not is_over)
        self.say.show()
        language = spoken_with(self.journal, one.client_id)
        self.sentence.setText(promise_sentence(due, self.now(), language))
        over = _("That moment is over. Choose another, and tell them.")
        self.told.setText(over if is_over else self._how_it_stands(one, due))

    def _how_it_stands(self, one: IncidentView, due: datetime) -> str:
        if one.answered_at is not None:
            took = duration_words(one.answered_at - one.received_at)
            return _("Answered after {time}.").format(time=took)
        if not one.owes_answer:
            return ""
        if not self.by_when.is_new():
            return _("This was promised. The clock counts every hour, also at night.")
        after = duration_words(instant(due) - one.received_at)
        return _("That is {time} after it came. The clock counts every hour, also at night.").format(
            time=after
        )

    def _show_acknowledged(self, one: IncidentView) -> None:
        by, said_at = acknowledge_by(one.steps), one.acknowledged_at
        self._heard.setVisible(by is not None or said_at is not None)
        self.heard_button.setVisible(by is not None)
        if by is not None:
            left = by - instant(self.now())
            is_late = left < timedelta(0)
            state = "act" if is_late else "watch" if left < _SOON else "none"
            self.badge.set_state(state, left_words(left))
            within = _("Say within the hour that you heard it.")
            self.acknowledge.setText(_("Say now that you heard it.") if is_late else within)
        elif said_at is not None:
            self.badge.set_state("steady", _("They know"))
            took = duration_words(said_at - one.received_at)
            self.acknowledge.setText(_("You said that you heard it, {time} after it came.").format(time=took))

    # -- acts ---------------------------------------------------------------------------------------------

    def _promise(self, one: IncidentView) -> bool:
        """Keep what was promised; False where it cannot be."""
        try:
            due = self.by_when.due()
            accepted = self.accepted.value()
            promise_answer(self.journal, one.incident_id, due, now=self.now(), accepted=accepted)
        except InvalidEntryError as error:
            self._show_error(error)
            return False
        moment = formats.day_and_time(on_the_wall(instant(due)))
        self.undoable.emit(_("An answer is promised by {moment}.").format(moment=moment))
        return True

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.sentence.text())
        self.toast.emit(_("Copied."))

    def _acknowledge(self) -> None:
        if self.incident is not None:
            step(self.journal, self.incident.incident_id, IncidentState.ACKNOWLEDGED, now=self.now())
            self.undoable.emit(_("They know that you heard it."))

    def _keep_accepted(self) -> None:
        """Keep whether they were content; before the promise it waits and is kept with it."""
        if self.incident is not None and self.incident.answer_due_at is not None:
            accepted = self.accepted.value()
            save_words(self.journal, self.incident.incident_id, answer_promise_accepted=accepted)

    def _keep_hours(self) -> bool:
        if self.incident is None:
            return True
        typed = self.hours.cleaned()
        try:
            if typed and not typed.isdecimal():
                raise InvalidEntryError("answer_hours", _("Write the hours as a whole number."))
            set_answer_hours(self.journal, self.incident.client_id, int(typed) if typed else None)
        except InvalidEntryError as error:
            self._show_error(error)
        except JournalError as error:
            self._show_error(InvalidEntryError("answer_hours", error.message, error.advice))
        else:
            return True
        return False

    def _show_error(self, error: InvalidEntryError) -> None:
        if error.field == "answer_hours" or not self.by_when.show_error(error):
            name = error.field if error.field in self.form.widgets() else "answer_due_at"
            self.form.field(name).show_error(f"{error.message} {error.advice}".strip())
