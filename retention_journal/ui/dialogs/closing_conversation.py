"""The closing conversation: the card to read before, their answers word for word, and one's own notes apart.

Leaving it is saving it. While it is open, what is typed is also kept beside the journal every few seconds, so
that a crash in the middle of a talk costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError, NotFoundError
from retention_journal.i18n import _
from retention_journal.reports.closing_page import print_closing_page
from retention_journal.services.closing_card import at_hand, still_open, talk_partners
from retention_journal.services.closing_pdf import closing_page, file_name
from retention_journal.services.closings import write_down
from retention_journal.services.reflections import LossView, reflection_of
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.dialogs.closing_form import (
    TheirAnswers,
    fill,
    prompt_card,
)
from retention_journal.ui.dialogs.loss_form import Talk
from retention_journal.ui.fields import TextField
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.pdf_saving import PdfSaving, Sheet
from retention_journal.ui.text_labels import caption, section_title

_KEEP_AFTER_MS = 1500


class ClosingConversationDialog(Dialog):
    """Writes down a closing conversation and what came of it. Esc saves too and asks nothing.

    Signals:
        saved: The client's id.
        undoable: What to say of it, beside an Undo.
        toast: What to say of a page that was saved.
    """

    saved = Signal(int)
    undoable = Signal(str)

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        parent: QWidget,
        *,
        client_id: int,
        loss_id: int,
    ) -> None:
        """Make the dialog.

        Raises:
            NotFoundError: The client or the loss is not in the journal.
        """
        reflection = reflection_of(journal, client_id)
        super().__init__(
            _("Closing conversation: {client}").format(client=reflection.client),
            _("Save"),
            parent,
            cancel=_("Stop for today"),
            width=720,
        )
        self._journal, self._now = journal, now
        self._client, self._name = client_id, reflection.client
        self._before = _loss(reflection.losses, loss_id)
        self.theirs = TheirAnswers(
            self._today, talk_partners(journal, client_id, self._today()), still_open(journal, client_id)
        )
        self.print_card = link_button(_("Save the card and the questions as a page…"), icon="printer")
        self.saving = PdfSaving(self, "closing_card", journal.path)
        self.saving.said.connect(self.toast)
        self.print_card.clicked.connect(lambda _checked: self.saving.ask(self.page()))
        self._lay_out()
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)
        self._begin()

    def submit(self) -> None:
        changed = write_down(
            self._journal,
            self._before,
            self.theirs.entry(),
            today=self._today(),
        )
        self._keeping.stop()
        kept_words.drop(self._journal.path, self._draft_name())
        if changed:
            self.undoable.emit(_("What {client} said is written down.").format(client=self._name))
        self.saved.emit(self._client)

    def keep_draft(self) -> bool | None:
        """Write down what was typed, or keep it as a draft where that is not possible."""
        try:
            self.submit()
        except InvalidEntryError:
            return self._keep()
        except JournalError:
            self._keep()
            raise
        return None

    def _lay_out(self) -> None:
        stack(
            self.content,
            prompt_card(at_hand(self._journal, self._client, self._today())),
            row(self.print_card, None),
            caption(_("You can stop anywhere and come back. Nothing here goes into a report."), wrap=True),
            4,
            section_title(_("In their words")),
            self.theirs,
            None,
            gap=8,
        )

    def page(self) -> Sheet:
        """Return the page to have at hand, in the client's language, with what is known of the talk."""
        who = self.theirs.who.currentText() if self.theirs.who.value() is not None else ""
        planned = self.theirs.on.day() if self.theirs.state.value() is Talk.PLANNED else None
        page = closing_page(self._journal, self._client, planned_on=planned, person=who, today=self._today())
        return Sheet(file_name(page), lambda: print_closing_page(page), _("The page is saved in {folder}."))

    def _begin(self) -> None:
        self.theirs.show_entry(self._before.closing)
        fill(self._texts(), kept_words.kept(self._journal.path, self._draft_name()))
        for field in self._texts().values():
            field.textChanged.connect(lambda *_text: self._keeping.start())
        self.theirs.good.setFocus()

    def _texts(self) -> dict[str, TextField]:
        return self.theirs.texts()

    def _keep(self) -> bool | None:
        words = {name: field.toPlainText() for name, field in self._texts().items()}
        return kept_words.keep(self._journal.path, self._draft_name(), words)

    def _draft_name(self) -> str:
        return f"closing {self._before.loss_id}"

    def _today(self) -> date:
        return self._now().date()


def _loss(losses: tuple[LossView, ...], loss_id: int) -> LossView:
    for loss in losses:
        if loss.loss_id == loss_id:
            return loss
    raise NotFoundError(_("This loss is no longer in the journal."), _("Look in the trash."))
