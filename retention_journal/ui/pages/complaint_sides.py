"""Step 3: both sides. Left what they say, so that they would sign it; right what can be shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.incidents import Verdict
from retention_journal.i18n import _
from retention_journal.services.answer_desk import choose, facts, language_of, person_of, requests
from retention_journal.services.incident_feelings import feelings
from retention_journal.services.incidents import IncidentView, save_words
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.fields import TextField
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.pages.complaint_asked import Asked, AskedBeside
from retention_journal.ui.pages.complaint_door import Door
from retention_journal.ui.pages.complaint_facts import Facts
from retention_journal.ui.pages.complaint_objections import Objections
from retention_journal.ui.pages.complaint_requests import RequestsChart
from retention_journal.ui.pages.complaint_step import ComplaintStep
from retention_journal.ui.pages.complaint_steps_bar import ANSWER
from retention_journal.ui.panels import Rule
from retention_journal.ui.quotes import quote
from retention_journal.ui.segmented import Option
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import TickBox
from retention_journal.ui.two_columns import TwoColumns
from retention_journal.ui.unsaved_words import UnsavedWords

_VERDICTS = (Verdict.YES, Verdict.PARTLY, Verdict.NO)
_TEXTS = ("right_about", "their_side", "expected", "would_put_right")
_FOLD_BELOW = 700


class SidesStep(ComplaintStep):
    """Both sides; a private page for feelings comes first until it was used or waived."""

    watches = frozenset(
        {
            "argument", "promise", "promise_move", "interaction", "kpi_agreement", "kpi_line", "measurement",
            "expectation_item", "time_entry", "engagement", "contact", "contact_role", "client",
        }
    )  # fmt: skip

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(journal, now, parent)
        self._is_wrong = False
        self._make_fields()
        self.door = Door(journal)
        self.facts, self.chart = Facts(), RequestsChart()
        self.objections = Objections(journal, now)
        self._lay_out()
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(
            self.right_about, self.their_side, self.expected, self.would_put_right, self.never_agreed,
            *(choice.button(one) for choice in (self.is_right, self.fault) for one in _VERDICTS),
        )  # fmt: skip
        words = {name: getattr(self, name) for name in _TEXTS}
        self.unsaved = UnsavedWords(self.saving, words, journal.path, "complaint sides")
        self.facts.ticked.connect(self._tick)
        self.facts.open_record.connect(self.open_record)
        self.objections.undoable.connect(self.undoable)

    def show_incident(self, one: IncidentView) -> None:
        """Show both sides of a complaint; what is being typed about the same one is left alone."""
        is_other = self.incident is None or self.incident.incident_id != one.incident_id
        if is_other:
            self.unsaved.leave()
        super().show_incident(one)
        self.door.show_incident(one.incident_id)
        self.objections.show_incident(one.incident_id)
        self._gather(is_other=is_other)
        if is_other:
            self._place_door()
            self._say("")
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                self._fill(one)
        self.unsaved.show(one)

    def primary(self) -> str:
        return _("Go on to the answer")

    def go_on(self) -> None:
        """Go to the answer."""
        self.keep()
        if not self._is_wrong:
            self.go_to.emit(ANSWER)

    def keep(self) -> None:
        """Save what was typed, here and at the door; what could not be kept is tried again."""
        self.saving.keep()
        self.door.keep()
        self.objections.keep()

    def forget(self) -> None:
        self.unsaved.leave()
        self.door.forget()
        self.objections.forget()
        super().forget()

    def take_focus(self) -> None:
        (self.door.words if self.door_is_first() else self.right_about).setFocus()

    def door_is_first(self) -> bool:
        """Say whether the private page stands before all else."""
        return self._first.isAncestorOf(self.door)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_door()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    # -- making it ----------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.right_about, self.their_side = TextField(lines=2), TextField(lines=2)
        self.expected, self.would_put_right = TextField(lines=2), TextField(lines=2)
        self.never_agreed = TickBox(_("Never agreed. Add it to the agreement afterwards."))
        options = [Option(one, one.label) for one in _VERDICTS]
        self.is_right = OptionalSegmented(options, name=_("May they be right?"), small=True)
        self.fault = OptionalSegmented(
            options, name=_("Is there a real mistake to say sorry for?"), small=True
        )
        self.asked = {
            "right_about": Asked(self.right_about),
            "their_side": Asked(self.their_side),
            "expected": Asked(self.expected, box(row(self.never_agreed, None))),
            "would_put_right": Asked(self.would_put_right),
        }

    def _lay_out(self) -> None:
        self._title, self._quote = section_title(""), quote("")
        self.no_words = caption(_("Nobody said a word: you noticed it yourself."), wrap=True)
        self.problem = label("", "ui_medium", colour="act_text", wrap=True)
        left, right = QWidget(), QWidget()
        stack(
            left, self._title, self._quote, self.no_words, self.problem, 4,
            self.asked["right_about"], self.asked["their_side"],
            AskedBeside(_("May they be right?"), self.is_right),
            self.asked["expected"], self.asked["would_put_right"],
            AskedBeside(_("Is there a real mistake to say sorry for?"), self.fault),
            Rule(), self.objections, gap=14,
        )  # fmt: skip
        self._first, self._last = QWidget(), QWidget()
        self._first.setLayout(column())
        self._last.setLayout(column())
        stack(right, self.facts, self.chart, self._last, gap=16)
        self.columns = TwoColumns(left, right, fold_below=_FOLD_BELOW)
        stack(self, self._first, self.columns, None, gap=18)

    def _place_door(self) -> None:
        """Put the private page first until it was used or waived; it never moves under the hands."""
        if self.incident is None:
            return
        is_left = feelings(self.journal, self.incident.incident_id).are_left
        place = self._last if is_left else self._first
        layout = place.layout()
        if layout is not None and not place.isAncestorOf(self.door):
            layout.addWidget(self.door)
        self._first.setVisible(not is_left)
        self._last.setVisible(is_left)

    # -- showing ------------------------------------------------------------------------------------------

    def _gather(self, *, is_other: bool) -> None:
        one = self.incident
        if one is None:
            return
        person = person_of(self.journal, one, now=self.now())
        found = facts(self.journal, one, now=self.now())
        self.facts.show_facts(found, person, is_other=is_other)
        self.chart.show_requests(requests(self.journal, one, now=self.now()))
        self.objections.show_facts([fact for fact in found if fact.is_chosen])
        self._ask(person, one)

    def _ask(self, person: str, one: IncidentView) -> None:
        self._title.setText(_("How {name} sees it").format(name=person))
        self._quote.setText(one.client_words)
        self._quote.setLocale(QLocale(language_of(self.journal, one.client_id)))
        self._quote.setVisible(bool(one.client_words))
        self.no_words.setVisible(not one.client_words)
        questions = {
            "right_about": _("What is {name} right about?"),
            "their_side": _("Their side, so that {name} would sign it"),
            "expected": _("What did {name} expect, and was it ever said?"),
            "would_put_right": _("What would put it right, in {name}’s eyes?"),
        }
        for name, question in questions.items():
            self.asked[name].ask(question.format(name=person))

    def _fill(self, one: IncidentView) -> None:
        for name in _TEXTS:
            field: TextField = getattr(self, name)
            text = getattr(one, name)
            if field.cleaned() != text:
                field.setPlainText(text)
        self.never_agreed.setChecked(one.never_agreed)
        self.is_right.set_value(_taken(one.client_is_right))
        self.fault.set_value(_taken(one.our_fault))

    # -- saving -------------------------------------------------------------------------------------------

    def _save(self) -> bool:
        if self.incident is None:
            return True
        values: dict[str, Any] = {name: getattr(self, name).cleaned() for name in _TEXTS}
        values |= {
            "never_agreed": self.never_agreed.isChecked(),
            "client_is_right": self.is_right.value() or Verdict.UNKNOWN,
            "our_fault": self.fault.value() or Verdict.UNKNOWN,
        }
        try:
            save_words(self.journal, self.incident.incident_id, **values)
        except JournalError as error:  # it stays in the field, and the next pause tries again
            self._say(f"{error.message} {error.advice}".strip())
        else:
            self._say("")
        return not self._is_wrong

    def _tick(self, key: str, chosen: bool) -> None:
        if self.incident is not None:
            self.saving.keep()
            choose(self.journal, self.incident.incident_id, key, chosen)

    def _say(self, problem: str) -> None:
        self._is_wrong = bool(problem)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


def _taken(verdict: Verdict) -> Verdict | None:
    return None if verdict is Verdict.UNKNOWN else verdict
