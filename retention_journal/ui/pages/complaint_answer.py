"""Step 4: the answer in four short parts, how it leaves, and what puts it right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from retention_journal.core.answer_desk import DeskFact
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.incident_clock import duration_words
from retention_journal.i18n import LANGUAGES, _
from retention_journal.services.answer_desk import facts, language_of, person_of
from retention_journal.services.answer_ready import Missing, wanting
from retention_journal.services.incident_answer import (
    answer_page,
    answer_text,
    mark_sent,
    may_be_sent,
    save_answer,
)
from retention_journal.services.incidents import IncidentView, incident
from retention_journal.storage.journal import Journal
from retention_journal.ui.answer_sending import AnswerSending
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.buttons import Button, link_button, outlined_button, quiet_button
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row, stack
from retention_journal.ui.pages.complaint_asked import Asked
from retention_journal.ui.pages.complaint_remedy import RemedyPart
from retention_journal.ui.pages.complaint_sides import SidesStep
from retention_journal.ui.pages.complaint_step import ComplaintStep
from retention_journal.ui.pages.complaint_steps_bar import FOLLOW_UP
from retention_journal.ui.panels import Rule, bullet
from retention_journal.ui.quotes import Quote
from retention_journal.ui.text_labels import caption, label, literal, section_title
from retention_journal.ui.two_columns import TwoColumns
from retention_journal.ui.unsaved_words import UnsavedWords
from retention_journal.ui.wording_marks import MarkedField, WordingMarks

_MOST_FACTS = 9  # as many as there are keys for
_FOLD_BELOW = 700


class AnswerStep(ComplaintStep):
    """The answer and the remedy; what is ticked in the step before is added with a click or Alt+1 to 9."""

    watches = SidesStep.watches
    fields: dict[str, MarkedField]
    marks: WordingMarks

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(journal, now, parent)
        self._is_wrong = False
        self.ticked: tuple[DeskFact, ...] = ()
        self._make_fields()
        self.remedy = RemedyPart(journal, now)
        self.sending = AnswerSending(journal, now, self)
        self._lay_out()
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(*self.fields.values())
        self.unsaved = UnsavedWords(self.saving, self.fields, journal.path, "complaint answer")
        self._connect()

    def show_incident(self, one: IncidentView) -> None:
        """Show the answer to a complaint; what is being typed about the same one is left alone."""
        is_other = self.incident is None or self.incident.incident_id != one.incident_id
        if is_other:
            self.unsaved.leave()
            self._say("")
            self.marks.forget()
            self.read_on()
            self._last = self.fields["answer_happened"]
            self.open_draft.hide()
        super().show_incident(one)
        if is_other or not self.saving.has_new:
            with self.saving.filling():
                for name, field in self.fields.items():
                    if field.cleaned() != getattr(one, name):
                        field.setPlainText(getattr(one, name))
        self.unsaved.show(one)
        self.remedy.show_incident(one)
        self._show_around(one)

    def primary(self) -> str:
        if self.incident is not None and may_be_sent(self.incident):
            return _("It is sent")
        return _("Go on to the follow-up")

    def go_on(self) -> None:
        """Note that the answer was sent, which stops the clock; after that, go on."""
        self.keep()
        one = self.incident
        if one is None or self._is_wrong:
            return
        if not may_be_sent(one):
            self.go_to.emit(FOLLOW_UP)
            return
        try:
            mark_sent(self.journal, one.incident_id, now=self.now())
        except InvalidEntryError as error:
            self._say(f"{error.message} {error.advice}".strip())
            return
        self.undoable.emit(_answered(incident(self.journal, one.incident_id)))

    def keep(self) -> None:
        """Save what was typed; what could not be kept is tried again."""
        self.saving.keep()
        self.remedy.keep()

    def forget(self) -> None:
        self.unsaved.leave()
        self.remedy.forget()
        super().forget()

    def take_focus(self) -> None:
        empty = (field for field in self.fields.values() if not field.cleaned())
        next(empty, self.fields["answer_heard"]).setFocus()

    def add_fact(self, number: int) -> None:
        """Add the ticked fact ``number``, from 0, where one wrote last."""
        if number >= len(self.ticked) or self._last.isReadOnly():
            return
        cursor = self._last.textCursor()
        before = self._last.toPlainText()[: cursor.position()]
        text = self.ticked[number].text.rstrip(".") + "."
        cursor.insertText(f"{'' if not before or before[-1].isspace() else ' '}{text}")
        self._last.setTextCursor(cursor)
        self._last.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_aloud(self) -> None:
        """Show the answer alone, large, as the client would read it."""
        self.keep()
        if self.incident is None:
            return
        one = incident(self.journal, self.incident.incident_id)
        self.alone.setText(answer_text(answer_page(self.journal, one, now=self.now())))
        self.writing.hide()
        self.reading.show()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_on(self) -> None:
        """Go back to writing."""
        had_focus = self.back.hasFocus()
        self.reading.hide()
        self.writing.show()
        if had_focus:
            self.aloud.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, MarkedField):
            self._last = watched
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    # -- making it ----------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.adds: list[Button] = []
        self.fields = {
            "answer_heard": MarkedField(placeholder=_("What they said, and how it was for them.")),
            "answer_happened": MarkedField(placeholder=_("Short: what is so, not how it came about.")),
            "got_wrong": MarkedField(placeholder=_("In one sentence, if there is something."), lines=1),
            "answer_doing": MarkedField(placeholder=_("What is done today, and by whom.")),
            "answer_when": MarkedField(placeholder=_("What they will see, and on which day."), lines=1),
        }
        self._last = self.fields["answer_happened"]
        questions = {
            "answer_heard": _("I heard"),
            "answer_happened": _("What happened"),
            "got_wrong": _("What we got wrong"),
            "answer_doing": _("What I do now"),
            "answer_when": _("When you will notice"),
        }
        self.asked = {name: Asked(field) for name, field in self.fields.items()}
        for name, question in questions.items():
            self.asked[name].ask(question)
        self.marks = WordingMarks(self.fields)

    def _lay_out(self) -> None:
        self.language = caption("")
        self.problem = label("", "ui_medium", colour="act_text", wrap=True)
        self.problem.hide()
        left, right = QWidget(), QWidget()
        head = row(section_title(_("The answer")), None, self.language)
        stack(left, head, self.problem, *self.asked.values(), self.marks, gap=13)
        self._fact_list, self._want_list = column(gap=2), column(gap=4)
        self.no_facts = caption(_("None is ticked. Tick them under Both sides."), wrap=True)
        self.facts_part = QWidget()
        self.keys = caption(_("Alt+1 to 9 adds it"))
        facts_head = row(section_title(_("What you ticked")), None, self.keys)
        stack(self.facts_part, facts_head, self.no_facts, box(self._fact_list), gap=4)
        self.state = section_title("")
        stack(
            right, self.facts_part, Rule(), self.state, box(self._want_list), self._ways(), Rule(),
            self.remedy, gap=14,
        )  # fmt: skip
        self.columns = TwoColumns(left, right, fold_below=_FOLD_BELOW)
        self.writing, self.reading = QWidget(), QWidget()
        stack(self.writing, self.columns)
        self.back = quiet_button(_("Back to writing"), _("Esc"), icon="back")
        self.alone = Quote("", large=True, rule=False)
        self.alone.set_role("people_huge")
        stack(self.reading, row(self.back, None), self.alone, None, gap=18)
        self.reading.hide()
        stack(self, self.writing, self.reading, None)

    def _ways(self) -> QWidget:
        self.aloud = outlined_button("", icon="eye", small=True)
        self.copy = outlined_button(_("Copy"), icon="copy", small=True)
        self.mail = outlined_button(_("Draft e-mail…"), icon="email", small=True)
        self.print = outlined_button(_("One-page PDF…"), icon="print", small=True)
        self.open_draft = link_button(_("Open the draft"))
        self.open_draft.hide()
        ways = FlowLayout()
        for button in (self.aloud, self.copy, self.mail, self.print, self.open_draft):
            ways.addWidget(button)
        return box(ways)

    def _connect(self) -> None:
        self._draft = ""
        self.remedy.undoable.connect(self.undoable)
        self.sending.said.connect(self.toast)
        self.sending.saved.connect(self._draft_saved)
        self.marks.looked.connect(self._show_wants)
        self.aloud.clicked.connect(self.read_aloud)
        self.back.clicked.connect(self.read_on)
        self.copy.clicked.connect(lambda: self._leave(self.sending.copy))
        self.mail.clicked.connect(lambda: self._leave(self.sending.ask_for_draft))
        self.print.clicked.connect(lambda: self._leave(self.sending.ask_for_pdf))
        self.open_draft.clicked.connect(lambda: self.sending.open_file(self._draft))
        for field in self.fields.values():
            field.installEventFilter(self)
        for number in range(_MOST_FACTS):
            key = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda number=number: self.add_fact(number))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.reading)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.read_on)

    # -- showing ------------------------------------------------------------------------------------------

    def _show_around(self, one: IncidentView) -> None:
        spoken = language_of(self.journal, one.client_id)
        person = person_of(self.journal, one, now=self.now())
        self.language.setText(_("to {name}, in {language}").format(name=person, language=LANGUAGES[spoken]))
        self.aloud.setText(literal(_("Read it aloud as {name}").format(name=person)))
        self.marks.set_language(spoken)
        is_written = may_be_sent(one)
        for field in self.fields.values():
            field.setReadOnly(not is_written)
        self.marks.setVisible(is_written)
        told = facts(self.journal, one, now=self.now(), language=spoken)
        self._show_facts([fact for fact in told if fact.is_chosen], may_add=is_written)
        self._show_wants()

    def _show_facts(self, chosen: Sequence[DeskFact], *, may_add: bool) -> None:
        self.ticked = tuple(chosen[:_MOST_FACTS])
        clear(self._fact_list)
        self.adds = []
        for number, fact in enumerate(self.ticked):
            add = link_button(_("Add"), f"Alt+{number + 1}")
            add.setAccessibleName(_("Add: {fact}").format(fact=fact.text))
            add.clicked.connect(lambda _on=False, number=number: self.add_fact(number))
            add.setVisible(may_add)
            line = row(label(fact.text, "ui", wrap=True), add, gap=8, margins=(0, 3, 0, 3))
            line.setStretch(0, 1)
            line.setAlignment(add, Qt.AlignmentFlag.AlignTop)
            self._fact_list.addWidget(box(line))
            self.adds.append(add)
        self.no_facts.setVisible(not self.ticked)
        self.keys.setVisible(may_add and bool(self.ticked))

    def _show_wants(self) -> None:
        one = self.incident
        if one is None:
            return
        clear(self._want_list)
        if one.answered_at is not None and not may_be_sent(one):
            self.state.setText(_answered(one))
            return
        found = wanting(self.journal, one, looked_at=self.marks.looked_at())
        if not self.marks.is_shown():
            found = tuple(want for want in found if want.what is not Missing.WORDING)
        self.state.setText(_("It still wants") if found else _("Ready to send"))
        lines = [bullet("watch", want.text, colour="text_2") for want in found]
        for line in lines or [bullet("steady", _("Every objection is met, and it reads well."))]:
            self._want_list.addWidget(line)

    def _draft_saved(self, path: str) -> None:
        self._draft = path
        self.open_draft.show()

    # -- saving -------------------------------------------------------------------------------------------

    def _save(self) -> bool:
        if self.incident is None:
            return True
        values = {name: field.cleaned() for name, field in self.fields.items()}
        try:
            save_answer(self.journal, self.incident.incident_id, **values)
        except JournalError as error:  # it stays in the field, and the next pause tries again
            self._say(f"{error.message} {error.advice}".strip())
        else:
            self._say("")
        return not self._is_wrong

    def _leave(self, way: Callable[[IncidentView], None]) -> None:
        """Let the answer leave as it stands now."""
        self.keep()
        if self.incident is not None and not self._is_wrong:
            way(incident(self.journal, self.incident.incident_id))

    def _say(self, problem: str) -> None:
        self._is_wrong = bool(problem)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


def _answered(one: IncidentView) -> str:
    if one.answered_at is None:
        return _("Answered.")
    return _("Answered after {time}.").format(time=duration_words(one.answered_at - one.received_at))
