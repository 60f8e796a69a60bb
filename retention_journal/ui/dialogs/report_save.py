"""How a report is saved: where, under which name, with the figures beside it, locked or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.reports.locking import checked_password, strength
from retention_journal.services.report_data import figures_path
from retention_journal.services.report_files import ENDING, FileKind
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import LineField, SecretField
from retention_journal.ui.folder_dialog import ask_for_folder
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.text_labels import caption
from retention_journal.ui.toggles import TickBox

_BESIDE_BOX = 26  # pixels from the edge of a tick box to its word


@dataclass(frozen=True)
class SaveChoice:
    """How a report is saved.

    Attributes:
        password: What opens the file; "" leaves it open. It is kept nowhere.
        with_figures: Whether the figures go beside it, for a spreadsheet.
    """

    password: str = ""
    with_figures: bool = False

    def __repr__(self) -> str:
        """Say nothing of the password, wherever this is written."""
        return f"SaveChoice(with_figures={self.with_figures})"


class ReportSaveDialog(Dialog):
    """Asks where a report goes and how.

    Signals:
        chosen: The place, and how: a ``Path`` and a ``SaveChoice``.
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        path: Path,
        parent: QWidget,
        *,
        is_copy: bool = False,
        has_figures: bool = True,
        with_figures: bool = False,
        known: Iterable[str] = (),
    ) -> None:
        """Make the dialog.

        Args:
            path: The place offered.
            parent: The window it belongs to.
            is_copy: Whether the report was sent before.
            has_figures: Whether the data of the report is there.
            with_figures: Whether the figures were wanted the last time.
            known: Names that nobody should make a password of.
        """
        title = _("Save a copy of the report") if is_copy else _("Save the report")
        note = "" if is_copy else _("Your journal then keeps it as sent, with its figures.")
        super().__init__(title, _("Save"), parent, note=note, width=600)
        self._known = tuple(known)
        form = self.use_form(Form())
        self.name = LineField(path.name)
        self.folder = LineField(str(path.parent))
        self.choose_button = outlined_button(_("Choose…"))
        self.choose_button.setAccessibleName(_("Choose another folder"))
        self.choose_button.clicked.connect(self.choose)
        where = box(row(self.folder, self.choose_button, gap=8))
        where.setFocusProxy(self.folder)
        self._named = form.add("name", _("File &name"), self.name)
        form.add("folder", _("F&older"), where)
        self.figures = TickBox(_("Also the &figures, as a list for a spreadsheet (CSV)"))
        self.figures.setChecked(has_figures and with_figures)
        self.figures.setEnabled(has_figures)
        self._figures_note = caption("", wrap=True)
        form.add_part(column(self.figures, row(theme.px(_BESIDE_BOX), self._figures_note, gap=0), gap=4))
        self.lock = TickBox(_("&Lock the PDF with a password"))
        form.add_part(self.lock)
        self._add_password(form)
        self.name.textChanged.connect(self._show_place)
        self.folder.textChanged.connect(self._show_place)
        self.figures.toggled.connect(self._show_place)
        self.lock.toggled.connect(self._show_lock)
        self._has_figures = has_figures
        self._show_place()
        self._show_lock(False)

    def submit(self) -> None:
        password = self._password()
        path = self.place()
        if path is None:
            if self._has_folder():
                raise InvalidEntryError("name", _("Write a name, without the folder."))
            raise InvalidEntryError("folder", _("Write the whole folder, or choose one."))
        self.chosen.emit(path, SaveChoice(password, self.figures.isChecked()))

    def place(self) -> Path | None:
        """Return where the PDF goes, or None where no name or no whole folder is written."""
        name, folder = self.name.cleaned(), Path(self.folder.cleaned())
        if not name or Path(name).name != name or not self._has_folder():
            return None
        return folder / (name if name.casefold().endswith(ENDING) else name + ENDING)

    def _has_folder(self) -> bool:
        return Path(self.folder.cleaned()).is_absolute()

    def choose(self) -> None:
        """Let the system's own dialog find the folder."""
        ask_for_folder(
            self,
            _("Folder of the report"),
            Path(self.folder.cleaned()),
            lambda path: self.folder.setText(str(path)),
        )

    def _add_password(self, form: Form) -> None:
        shows, hides = _("Show the password"), _("Hide the password")
        self.password = SecretField(shows=shows, hides=hides)
        self.again = SecretField(shows=shows, hides=hides)
        self._fields = form.add_row(
            ("password", _("&Password"), self.password), ("again", _("The same once &more"), self.again)
        )
        self.password.textChanged.connect(self._show_strength)
        self._lock_note = caption(
            _(
                "Tell your client the password by phone or message, not in the e-mail. It is kept nowhere:"
                " this file cannot be opened without it. Your journal keeps the report without a password."
            ),
            wrap=True,
        )
        form.add_part(self._lock_note)

    def _password(self) -> str:
        """Return the password wanted, "" for none.

        Raises:
            InvalidEntryError: It is missing, or not twice the same.
        """
        if not self.lock.isChecked():
            return ""
        password = checked_password(self.password.text())
        if not password:
            raise InvalidEntryError("password", _("Write a password, or take the tick away."))
        if checked_password(self.again.text()) != password:
            raise InvalidEntryError("again", _("This is not the same."))
        return password

    def _show_place(self) -> None:
        path = self.place()
        note = ""
        if path is not None and _is_there(path):
            note = _("A file of this name is there. It is replaced if it is {kind}.").format(
                kind=_(FileKind.PDF.inside)
            )
        self._named.set_note(note)
        told = _("The figures of this report are not in the journal.")
        if self._has_figures:
            told = _("The goals, promises and hours that the report shows, and nothing else.")
        if self.figures.isChecked() and path is not None:
            told = _("Beside it: {name}").format(name=figures_path(path).name)
        self._figures_note.setText(told)
        self.figures.setAccessibleDescription(told)

    def _show_lock(self, on: bool) -> None:
        for field in (*self._fields, self._lock_note):
            field.setVisible(on)
        if not on:
            self.password.clear()
            self.again.clear()
            return
        self._show_strength()
        self._make_room()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_strength(self) -> None:
        typed = self.password.text()
        note = (
            strength(typed, self._known).label if typed else _("Four words that have nothing to do with it.")
        )
        self._fields[0].set_note(note)


def _is_there(path: Path) -> bool:
    """Say whether something is at a place; where that cannot be told, nothing is."""
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False
