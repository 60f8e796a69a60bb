"""Bring the export of a journal back, record by record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _, ngettext
from retention_journal.services.transfer.journal_import import import_journal
from retention_journal.services.transfer.results import ImportResult
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.import_review import changed_anything
from retention_journal.ui.dialogs.import_steps import error_notice
from retention_journal.ui.layouts import box, clear, column, stack
from retention_journal.ui.panels import Bar, bullet
from retention_journal.ui.text_labels import label

_WIDTH, _SHOWS_MS, _NAMED = 600, 30, 12


class ImportExport(Dialog):
    """Tells what an export would bring, and brings it in.

    Signals:
        undoable: What was done, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, path: Path, *, parent: QWidget) -> None:
        super().__init__(_("Bring a journal’s export in"), _("Bring it in"), parent, width=_WIDTH)
        self._journal, self._path = journal, path
        self._result: ImportResult | None = None
        told = _(
            "Its records come into this journal beside what is here. What is here already stays as it is, and"
            " what differs is told."
        )
        self.words = label(told, "body", wrap=True)
        self._said = column(gap=4)
        self.bar = Bar()
        self.bar.hide()
        stack(
            self.content,
            label(path.name, "section", wrap=True),
            self.words,
            box(self._said),
            self.bar,
            gap=10,
        )

    def accept(self) -> None:
        """Bring it in; afterwards, close."""
        if self._result is not None:
            super().accept()
            return
        self.do_button.setEnabled(False)
        self.bar.show()
        QTimer.singleShot(_SHOWS_MS, self, self._write)

    def keep_draft(self) -> None:
        if self._result is not None and changed_anything(self._result):
            self.undoable.emit(self.words.text())

    def _write(self) -> None:
        clear(self._said)
        try:
            self._result = import_journal(self._journal, self._path, progress=self._show_written)
        except JournalError as error:
            self._said.addWidget(error_notice(error))
            self.do_button.setEnabled(True)
            return
        finally:
            self.bar.hide()
        n = sum(self._result.created.values())
        told = ngettext("{n} record brought in.", "{n} records brought in.", n)
        self.words.setText(told.format(n=formats.number(n)) if n else _("Everything in it was here already."))
        for problem in self._result.problems[:_NAMED]:
            self._said.addWidget(bullet("watch", f"{problem.place}: {problem.message}"))
        self.do_button.setText(_("Close"))
        self.do_button.setEnabled(True)
        self.cancel_button.hide()

    def _show_written(self, done: int, total: int) -> None:
        self.bar.show_share(done / total if total else 0)
        self.bar.repaint()
