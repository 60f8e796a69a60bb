"""The passphrase of a journal that is about to be made: off until it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.passphrases import verdict
from retention_journal.ui.fields import SecretField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.text_labels import caption
from retention_journal.ui.toggles import TickBox


class NewPassphrase(QWidget):
    """A tick, and where it is set two fields, what is thought of the passphrase, and what it means."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = TickBox(_("Lock it with a passphrase"))
        self.first, self.again = SecretField(), SecretField()
        self._first_field = Field(_("Passphrase"), self.first)
        self._again_field = Field(_("Once more"), self.again)
        self._verdict = caption("", wrap=True)
        line = row(self._first_field, self._again_field, gap=16)
        for field in (self._first_field, self._again_field):
            line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        means = caption(
            _("Nobody can open the journal without it. You get a recovery sheet to print."), wrap=True
        )
        self._fields = box(column(line, self._verdict, means, gap=4))
        self._fields.hide()
        stack(self, self.wanted, self._fields, gap=8)
        self.wanted.toggled.connect(self._show)
        self.first.textChanged.connect(lambda text: self._verdict.setText(verdict(text)))

    def words(self) -> str:
        """Return the passphrase; "" where none is wanted."""
        return self.first.text() if self.wanted.isChecked() else ""

    def is_whole(self) -> bool:
        """Say whether what was written can be used; what is wrong is told at its field."""
        self._first_field.show_error("")
        self._again_field.show_error("")
        if not self.wanted.isChecked():
            return True
        if not self.first.text().strip():
            self._first_field.show_error(_("Write a passphrase; an empty one locks nothing."))
            self.first.setFocus()
            return False
        if self.first.text() != self.again.text():
            self._again_field.show_error(_("The two are not the same."))
            self.again.setFocus()
            return False
        return True

    def _show(self, on: bool) -> None:
        self._fields.setVisible(on)
        if on:
            self.first.setFocus()
