"""The form of an idea for a client: what it is, and what came of it once it is done or dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from retention_journal.core.care_ideas import CareIdeaState
from retention_journal.i18n import _
from retention_journal.services.care_ideas import LONGEST, idea, reword_idea, settle_idea
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.kept_form import KeptDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label


class IdeaForm(KeptDialog):
    """Rewords an idea, or says what came of it."""

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
        self.keep_as(journal.path, f"idea {idea_id} {state or ''}")
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
        self.drop_draft()
        self.undoable.emit(_said(self._state))


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
