"""The private page: what one feels and will not say. Never printed, folded away until it is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QHideEvent

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.post_mortems import (
    PostMortemView,
    PrivatePage,
    private_page,
    save_private_page,
)
from retention_journal.services.reflections import LossView
from retention_journal.storage.journal import Journal
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.layouts import stack
from retention_journal.ui.pages.post_mortem_step import PostMortemStep, heading
from retention_journal.ui.pages.post_mortem_steps_bar import HAPPENED
from retention_journal.ui.pages.reflection_parts import AtTheDoor
from retention_journal.ui.toggles import TickBox


class PrivateStep(PostMortemStep):
    """A page for oneself, beside the five steps."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__(journal, now)
        self.page = AtTheDoor()
        self.waived = TickBox(_("There is nothing to leave here"))
        stack(
            self,
            heading(
                _("Private page"),
                _(
                    "How does it feel? What do you want to say, but will not? Written down here it does "
                    "not have to be carried into the rest."
                ),
            ),
            self.page,
            self.waived,
            gap=14,
        )
        self.saving = AsYouWrite(self._save, self)
        self.saving.watch(self.page.words, self.waived)
        self.page.kept.connect(lambda _words: self.saving.keep())

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        is_other = self.loss is None or self.loss.loss_id != loss.loss_id
        super().show_one(loss, one)
        if is_other:
            self.page.fold()
        if is_other or not self.saving.has_new:
            kept = private_page(self.journal, loss.loss_id)
            with self.saving.filling():
                if self.page.words.cleaned() != kept.words:
                    self.page.show_words(kept.words)
                self.waived.setChecked(kept.waived)

    def primary(self) -> str:
        return _("Back to the steps")

    def go_on(self) -> None:
        """Fold it away and go back to where one was."""
        self.keep()
        self.page.fold()
        self.go_to.emit(self.back_to)

    #: The step one came from.
    back_to = HAPPENED

    def keep(self) -> None:
        self.saving.keep()

    def take_focus(self) -> None:
        (self.page.open_button if self.page.is_folded() else self.page.words).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        self.page.fold()
        super().hideEvent(event)

    def _save(self) -> bool:
        if self.loss is None:
            return True
        page = PrivatePage(self.page.words.cleaned(), self.waived.isChecked())
        try:
            save_private_page(self.journal, self.loss.loss_id, page)
        except JournalError as error:  # it stays in the field, and the next pause tries again
            self.toast.emit(f"{error.message} {error.advice}".strip())
            return False
        return True
