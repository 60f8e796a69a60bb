"""The recovery sheet: shown, saved as PDF or text, or printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services import report_files
from retention_journal.services.passphrases import RecoverySheet, sheet_text
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.layouts import column, row
from retention_journal.ui.messages import show_error
from retention_journal.ui.paper_printing import PaperPrinting
from retention_journal.ui.pdf_saving import PdfSaving, Sheet
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import label

_GROUP = 48


class _Lines(QWidget):
    """The six lines, each group in a column of its own; a screen reader is told them as they are."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(18))
        grid.setVerticalSpacing(theme.px(4))
        for down, line in enumerate(lines):
            number, *groups = line.split()
            grid.addWidget(label(number, "ui", colour="text_3"), down, 0)
            for across, group in enumerate(groups, start=1):
                one = label(group, "body_strong")
                one.setFixedWidth(theme.px(_GROUP))
                grid.addWidget(one, down, across)
        grid.setColumnStretch(grid.columnCount(), 1)
        self.setAccessibleName(_("Lines of the recovery sheet"))
        self.setAccessibleDescription("\n".join(lines))


class RecoverySheetDialog(Dialog):
    """Shows the six lines and puts them on paper; they are kept nowhere by the program."""

    def __init__(self, sheet: RecoverySheet, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(_("Recovery sheet"), _("I have it"), parent, cancel=_("Close"), width=560)
        self._sheet = sheet
        told = _(
            "These six lines open the journal when the passphrase is forgotten. Print them and keep the"
            " paper apart from the computer. They can be shown again in the settings while the journal is"
            " open."
        )
        self.lines = _Lines(sheet.lines)
        self.print_button = outlined_button(_("Print…"), icon="printer")
        self.pdf_button = outlined_button(_("Save as PDF…"), icon="save")
        self.text_button = outlined_button(_("Save as text…"))
        self._saving = PdfSaving(self)  # where the sheet lies is written down nowhere
        self._saving.said.connect(self.note.setText)
        self._printing = PaperPrinting(tasks, self)
        self._printing.said.connect(self.note.setText)
        self.print_button.clicked.connect(self.print)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.text_button.clicked.connect(self._ask_text)
        self.content.setLayout(
            column(
                label(told, "body", wrap=True),
                8,
                self.lines,
                8,
                row(self.print_button, self.pdf_button, self.text_button, None, gap=8),
                None,
                gap=8,
                margins=(0, 0, 0, 0),
            )
        )

    def print(self) -> None:
        """Ask for a printer, and print the sheet."""
        self._printing.ask(self._printed(), _("Recovery sheet"), self)

    def save_pdf(self) -> None:
        """Ask where the sheet goes as a PDF."""
        name = _("{journal} – Recovery sheet").format(journal=self._sheet.journal)
        self._saving.ask(Sheet(name + report_files.ENDING, self._printed, _("Saved in {folder}.")))

    def save_text(self, path: Path) -> None:
        """Write the sheet to ``path`` as a text."""
        try:
            report_files.write_file(sheet_text(self._sheet).encode("utf-8"), path)
        except JournalError as error:
            show_error(error, self)
            return
        self.note.setText(_("Saved in {folder}.").format(folder=path.parent.name))

    def _printed(self) -> bytes:
        from retention_journal.reports.recovery_page import print_recovery_page

        return print_recovery_page(self._sheet)

    def _ask_text(self) -> None:
        name = _("{journal} – Recovery sheet").format(journal=self._sheet.journal) + ".txt"
        dialog = QFileDialog(self, _("Save as text"), str(self._saving.suggested(name)), _("Text (*.txt)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(lambda chosen: self.save_text(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
