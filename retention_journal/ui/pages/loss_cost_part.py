"""What a loss costs a year, beside what is said of keeping clients, which can be changed. Capability F11."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.claims import shows_claims
from retention_journal.services.loss_cost import cost_of_loss
from retention_journal.ui.buttons import link_button
from retention_journal.ui.dialogs.keeping_claim_form import KeepingClaimForm
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.pages.post_mortem_step import PostMortemStep
from retention_journal.ui.text_labels import label


class LossCostPart(QWidget):
    """The sentences, and the way to put another figure in the place of the claim."""

    def __init__(self, step: PostMortemStep) -> None:
        super().__init__()
        self._step = step
        self.told = label("", "ui", wrap=True)
        self.change = link_button(_("Another figure…"))
        self.change.clicked.connect(lambda _checked: self.open_form())
        stack(self, self.told, row(self.change, None), gap=2)

    def show_loss(self, loss_id: int) -> None:
        """Show what a loss costs."""
        self.told.setText(cost_of_loss(self._step.journal, loss_id).text)
        self.change.setVisible(shows_claims(self._step.journal))

    def open_form(self) -> KeepingClaimForm:
        """Put another figure in the place of the claim."""
        dialog = KeepingClaimForm(self._step.journal, self._step.window())
        dialog.undoable.connect(self._step.undoable)
        dialog.open()
        return dialog
