"""What can be brought back of a damaged journal, shown before anything is put in its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.repair import (
    Repair,
    give_up,
    listing,
    put_in_place,
    save_list,
    summary,
)
from retention_journal.ui import theme
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import bullet
from retention_journal.ui.text_labels import label, section_title


class RepairDialog(Dialog):
    """Shows what was brought back and from where; finishing puts it in the place of the damaged file.

    Signals:
        repaired: The journal at this Path is repaired and can be opened.
    """

    repaired = Signal(object)

    def __init__(self, found: Repair, today: date, parent: QWidget) -> None:
        super().__init__(
            _("Repair {name}").format(name=found.path.name),
            _("Put it in its place"),
            parent,
            note=_("The damaged file is kept beside it under a dated name, with this list as a text."),
            width=720,
            cancel=_("Leave it as it is"),
        )
        self._found, self._today = found, today
        self.list = _List(listing(found, today))
        self.save_button = quiet_button(_("Save this list…"), small=True)
        self.save_button.clicked.connect(self._ask_where)
        head = label(_("This can be brought back. Nothing has been changed yet."), "body", wrap=True)
        stack(
            self.content,
            head,
            column(*(bullet("none", words) for words in summary(found)), gap=6),
            row(section_title(_("What came from where")), None, self.save_button),
            self.list,
            gap=12,
        )

    def submit(self) -> None:
        """Put the repaired journal in its place."""

    def accept(self) -> None:
        try:
            put_in_place(self._found, self._today)
        except JournalError as error:
            show_error(error, self)
            return
        super().accept()
        self.repaired.emit(self._found.path)

    def reject(self) -> None:
        give_up(self._found)
        super().reject()

    def _ask_where(self) -> None:
        place = self._found.path.with_name(f"{self._found.path.stem} repaired.txt")
        dialog = QFileDialog(self, _("Save this list"), str(place))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the list as a text at ``path``."""
        try:
            save_list(self._found, path, self._today)
        except JournalError as error:
            show_error(error, self)


class _List(QPlainTextEdit):
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("What came from where"))
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.setFont(theme.font("body"))
        self.setMinimumHeight(theme.px(220))
