"""The form of an idea for a client: what it is, and what came of it once it is done or dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.care_ideas import CareIdeaState
from retention_journal.i18n import _
from retention_journal.services.care_ideas import LONGEST, idea, reword_idea, settle_idea
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.kept_form import KeptForm
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label


class IdeaForm(Dialog):
    """Rewords an idea, or says what came of it.

    Signals:
        undoable: What to say of it, beside an Undo.
        toast: What to say of a draft that was kept.
    """

    undoable = Signal(str)
    toast = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        idea_id: int,
        *,
        state: CareIdeaState | None = None,
        parent: QWidget,
    ) -> None:
        """Make the form.

        Args:
            journal: Where the idea is kept.
            now: Tells the moment.
            idea_id: Which one.
            state: What becomes of it; None rewords it.
            parent: The window it belongs to.
        """
        title, do = _title(state)
        super().__init__(title, do, parent, width=520)
        self._journal, self._now, self._idea_id, self._state = journal, now, idea_id, state
        found = idea(journal, idea_id)
        form = self.use_form(Form())
        self.words = LineField(found.text if state is None else found.result, longest=LONGEST)
        if state is None:
            form.add("text", _("&What you could do"), self.words)
        else:
            form.add_part(label(found.text, "body_strong", wrap=True))
            form.add("result", _("What &came of it"), self.words, optional=True)
        self._kept = KeptForm(journal.path, f"idea {idea_id} {state or ''}", form)
        if self._kept.bring_back():
            self.note.setText(_("This is the draft you left."))
        self.words.setFocus()

    def submit(self) -> None:
        """Keep what is written.

        Raises:
            JournalError: It cannot be kept so.
        """
        words = self.words.cleaned()
        if self._state is None:
            reword_idea(self._journal, self._idea_id, words)
        else:
            today = self._now().date()
            settle_idea(self._journal, self._idea_id, self._state, today=today, result=words)
        self._kept.drop()
        self.undoable.emit(_said(self._state))

    def keep_draft(self) -> None:
        if self._kept.keep():
            self.toast.emit(_("Draft kept. It is here when you come back."))


def _title(state: CareIdeaState | None) -> tuple[str, str]:
    if state is CareIdeaState.DONE:
        return _("Done"), _("Done")
    if state is CareIdeaState.DROPPED:
        return _("Drop the idea"), _("Drop it")
    return _("Change the idea"), _("Save")


def _said(state: CareIdeaState | None) -> str:
    if state is CareIdeaState.DONE:
        return _("Idea done.")
    if state is CareIdeaState.DROPPED:
        return _("Idea dropped.")
    return _("Idea changed.")
