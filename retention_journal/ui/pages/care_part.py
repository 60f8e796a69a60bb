"""What else could be done for one client: ideas, a surprise now and then, and what only new clients get."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services import care_ideas
from retention_journal.services.care_ideas import Care, Idea
from retention_journal.services.effort import efforts
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button, quiet_button
from retention_journal.ui.dialogs.idea_form import IdeaForm
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import clear, column, row, stack
from retention_journal.ui.pages.idea_lines import IdeaLine
from retention_journal.ui.panels import Rule, inset
from retention_journal.ui.promise_lines import UpAndDown, focused
from retention_journal.ui.text_labels import caption, label, section_title

_SETTLED_SHOWN = 30
_EFFORTS = 3


class CarePart(QWidget):
    """The ideas for one client, with a line that adds one.

    Signals:
        undoable: What was done, beside an Undo.
        toast: What to say of something that cannot be undone.
    """

    undoable = Signal(str)
    toast = Signal(str)
    watches = frozenset({"care_idea", "client", "setting", "check_in", "interaction"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._another, self._shows_settled = 0, False
        self.care: Care | None = None
        self.lines: list[IdeaLine] = []
        self._keys = UpAndDown(lambda: self.lines, self)
        self.line = LineField(placeholder=_("What else could you do for them? Enter adds it."))
        self.line.setMaxLength(care_ideas.LONGEST)
        self.line.setAccessibleName(_("Could help with"))
        self.line.returnPressed.connect(self._add)
        self.problem = label("", "ui_medium", colour="act_text", wrap=True)
        self.problem.hide()
        self._ideas, self._suggested = column(gap=0), column(gap=10)
        self.settled_button = link_button("")
        self.settled_button.clicked.connect(self._turn_settled)
        self.offer_button = link_button(_("What do new clients get?"))
        self.offer_button.clicked.connect(self._edit_offer)
        self.offer_line = LineField(placeholder=_("Such as: a free look at the front page"))
        self.offer_line.setMaxLength(care_ideas.LONGEST)
        self.offer_line.setAccessibleName(_("What new clients get"))
        self.offer_line.returnPressed.connect(self._keep_offer)
        self.offer_line.hide()
        links = row(self.settled_button, self.offer_button, None, gap=14)
        below = column(links, self.offer_line, gap=6)
        self.easy = caption("", wrap=True)
        title = section_title(_("Could help with"))
        parts = (title, self.easy, self._suggested, self._ideas, self.line, self.problem)
        stack(self, *parts, below, gap=10)
        self.setFocusProxy(self.line)

    def show_client(self, client_id: int) -> None:
        """Show the ideas for ``client_id`` from the next refresh on."""
        if client_id != self._client_id:
            self._client_id, self._another, self._shows_settled = client_id, 0, False
            self.line.clear()
            self._tidy()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        at = focused(self.lines)
        care = care_ideas.care_of(self._journal, self._client_id, self._now(), another=self._another)
        self.care = care
        self._show_easy(self._client_id)
        self._show_suggestions(care)
        self._show_ideas(care)
        words = _("Hide what is done") if self._shows_settled else _("Show {n} done or dropped")
        self.settled_button.setText(words.format(n=formats.number(len(care.settled))))
        self.settled_button.setVisible(bool(care.settled))
        self.offer_button.setText(_("What new clients get") if care.offer else _("What do new clients get?"))
        if at is not None:
            target: QWidget = self.lines[min(at, len(self.lines) - 1)] if self.lines else self.line
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_easy(self, client_id: int) -> None:
        """Tell how easy they said you are to deal with, and what they said before."""
        answered = efforts(self._journal, client_id, self._now())
        today = self._now().date()
        told = [
            _("{n} of 5 on {day}").format(n=one.answer, day=formats.short_day(one.asked_on, today=today))
            for one in answered[:_EFFORTS]
        ]
        self.easy.setText(_("Easy to deal with, they say: {answers}.").format(answers=", ".join(told)))
        self.easy.setVisible(bool(told))

    # -- acts -----------------------------------------------------------------------------------------------

    def settle(self, idea_id: int, state: CareIdeaState) -> IdeaForm | None:
        """Ask what came of an idea that is done or dropped, or open one again."""
        if state is not CareIdeaState.NOTED:
            return self._form(idea_id, state)
        care_ideas.settle_idea(self._journal, idea_id, state, today=self._now().date())
        self.undoable.emit(_("The idea is open again."))
        return None

    def edit(self, idea_id: int) -> IdeaForm:
        """Open the form of an idea.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        return self._form(idea_id, None)

    def trash(self, idea_id: int) -> None:
        """Put an idea in the trash."""
        care_ideas.trash_idea(self._journal, idea_id, now=self._now())
        self.undoable.emit(_("Idea moved to the trash."))

    def answer_offer(self, state: CareIdeaState) -> None:
        """Say whether this client has got what new clients get: done, noted to be done, or not for them."""
        if self.care is None or not self._note(self.care.offer, CareIdeaKind.SAME_OFFER, state):
            return
        said = {
            CareIdeaState.DONE: _("They have got it too."),
            CareIdeaState.NOTED: _("Noted: they are to get it too."),
            CareIdeaState.DROPPED: _("Not for them."),
        }
        self.undoable.emit(said[state])

    def take_surprise(self) -> None:
        """Note the surprise that is suggested."""
        if self.care and self._note(self.care.surprise, CareIdeaKind.SURPRISE, CareIdeaState.NOTED):
            self.undoable.emit(_("Surprise noted."))

    def another_surprise(self) -> None:
        """Suggest something else."""
        self._another += 1
        self.refresh()

    def _add(self) -> None:
        if self._note(self.line.cleaned(), CareIdeaKind.COULD_HELP, CareIdeaState.NOTED):
            self.line.clear()
            self.undoable.emit(_("Idea noted."))

    def _note(self, text: str, kind: CareIdeaKind, state: CareIdeaState) -> bool:
        """Note an idea and say whether that could be; what is wrong stands below the line."""
        if self._client_id is None:
            return False
        self._tidy()
        try:
            today = self._now().date()
            care_ideas.add_idea(self._journal, self._client_id, text, today=today, kind=kind, state=state)
        except InvalidEntryError as error:
            self.problem.setText(error.message)
            self.problem.show()
            return False
        return True

    def _form(self, idea_id: int, state: CareIdeaState | None) -> IdeaForm:
        form = IdeaForm(self._journal, self._now, idea_id, state=state, parent=self.window())
        form.undoable.connect(self.undoable)
        form.toast.connect(self.toast)
        form.open()
        return form

    def _edit_offer(self) -> None:
        if self.offer_line.isVisible():
            self.offer_line.hide()
            return
        self.offer_line.setText(self.care.offer if self.care else "")
        self.offer_line.show()
        self.offer_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_offer(self) -> None:
        care_ideas.set_new_client_offer(self._journal, self.offer_line.cleaned())
        self.offer_line.hide()
        self.offer_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undoable.emit(_("Kept what new clients get."))

    def _turn_settled(self) -> None:
        self._shows_settled = not self._shows_settled
        self.refresh()

    # -- what is shown --------------------------------------------------------------------------------------

    def _show_suggestions(self, care: Care) -> None:
        clear(self._suggested)
        offer = [self._offer(care.offer)] if care.is_offer_open else []
        for part in [*offer, *([self._surprise(care.surprise)] if care.surprise else [])]:
            self._suggested.addWidget(part)
            part.show()

    def _offer(self, offer: str) -> QWidget:
        asked = _("New clients get “{offer}”. Has this client got it?").format(offer=offer)
        buttons = []
        for text, state in (
            (_("Yes"), CareIdeaState.DONE),
            (_("Not yet"), CareIdeaState.NOTED),
            (_("Not for them"), CareIdeaState.DROPPED),
        ):
            button = outlined_button(text, small=True)
            button.clicked.connect(lambda _checked=False, state=state: self.answer_offer(state))
            buttons.append(button)
        return inset(label(asked, "ui", wrap=True), row(*buttons, None, gap=6), gap=6)

    def _surprise(self, text: str) -> QWidget:
        why = caption(_("All is well, and no surprise in half a year. One idea:"), wrap=True)
        take, other = outlined_button(_("Note it"), small=True), quiet_button(_("Another"), small=True)
        take.clicked.connect(lambda _checked=False: self.take_surprise())
        other.clicked.connect(lambda _checked=False: self.another_surprise())
        return inset(why, label(text, "ui", wrap=True), row(take, other, None, gap=6), gap=6)

    def _show_ideas(self, care: Care) -> None:
        clear(self._ideas)
        settled = care.settled[:_SETTLED_SHOWN] if self._shows_settled else ()
        self.lines = [self._line(idea) for idea in (*care.noted, *settled)]
        parts: Sequence[QWidget] = [part for line in self.lines for part in (line, Rule())]
        for part in parts[:-1]:
            self._ideas.addWidget(part)
            part.show()

    def _line(self, idea: Idea) -> IdeaLine:
        line = IdeaLine(idea, self._now().date())
        line.settled.connect(self.settle)
        line.edit_wanted.connect(self.edit)
        line.trash_wanted.connect(self.trash)
        line.installEventFilter(self._keys)
        return line

    def _tidy(self) -> None:
        self.problem.hide()
        self.offer_line.hide()
