"""A link that writes the rows that were left out into a table, to be mended and brought in again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.intake import Problem
from retention_journal.i18n import _, ngettext
from retention_journal.importers.bad_rows import bad_rows, write_bad_rows
from retention_journal.importers.csv_rows import Table
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import row
from retention_journal.ui.messages import show_error
from retention_journal.ui.text_labels import caption


class BadRowsLink(QWidget):
    """Shows itself where rows of a table were left out."""

    def __init__(self) -> None:
        super().__init__()
        self.button = link_button(_("Save what cannot be read as a table…"))
        self.told = caption("", wrap=True)
        self._table: Table | None = None
        self._problems: tuple[Problem, ...] = ()
        self.button.clicked.connect(self._choose)
        self.setLayout(row(self.button, self.told, None, gap=12))
        self.hide()

    def show_bad(self, table: Table | None, problems: Iterable[Problem]) -> None:
        """Offer to write the rows of ``table`` that were left out, where there are any."""
        self._table, self._problems = table, tuple(problems)
        self.told.setText("")
        self.setVisible(table is not None and bool(bad_rows(table, self._problems)))

    def save(self, path: Path) -> None:
        """Write them to ``path``."""
        if self._table is None:
            return
        try:
            n = write_bad_rows(path, self._table, self._problems)
        except JournalError as error:
            show_error(error, self)
            return
        told = ngettext(
            "{n} row is in {name}. Mend it there and bring that file in.",
            "{n} rows are in {name}. Mend them there and bring that file in.",
            n,
        )
        self.told.setText(told.format(n=n, name=path.name))

    def _choose(self) -> None:
        kinds = _("Tables ({patterns})").format(patterns="*.csv")
        dialog = QFileDialog(self, self.button.text(), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("bad-rows.csv")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()
