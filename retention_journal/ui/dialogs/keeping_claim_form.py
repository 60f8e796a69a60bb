"""What it costs to keep a client, of what it costs to win one: a claim, or one's own figure."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.claims import keeping_claim, set_keeping_claim
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import LineField, NumberField
from retention_journal.ui.form import Form


class KeepingClaimForm(Dialog):
    """Changes the share.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, parent: QWidget) -> None:
        super().__init__(_("What keeping a client costs"), _("Save"), parent, width=460)
        self._journal = journal
        claim = keeping_claim(journal)
        self.percent = NumberField(claim.percent, 1, 100, suffix="%")
        self.source = LineField(claim.source)
        form = self.use_form(Form())
        form.add("percent", _("&Share of what winning one costs"), self.percent)
        form.add("source", _("&Who says so"), self.source, optional=True)
        form.field("source").set_note(_("Left empty it is your own figure."))
        self.percent.setFocus()

    def submit(self) -> None:
        """Keep it.

        Raises:
            InvalidEntryError: It is no such share.
        """
        set_keeping_claim(self._journal, self.percent.value(), self.source.text())
        self.undoable.emit(_("What is said of keeping clients is changed."))
