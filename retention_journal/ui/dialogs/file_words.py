"""What an attached file is called, and what is noted about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.attachments import LONGEST_NAME
from retention_journal.i18n import _
from retention_journal.services import attachments
from retention_journal.services.attachments import AttachedFile
from retention_journal.services.people import short_name
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.form import Form


class RenameFile(Dialog):
    """Calls an attached file something else; its ending stays unless another is typed.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, file: AttachedFile, parent: QWidget) -> None:
        super().__init__(_("Rename the file"), _("Rename"), parent, width=520)
        self._journal, self._file = journal, file
        self.name = LineField(file.name, longest=LONGEST_NAME)
        self.use_form(Form()).add("name", _("&Name"), self.name)
        self.name.setSelection(0, len(_stem(file.name)))
        self.name.returnPressed.connect(self.accept)
        self.name.setFocus()

    def submit(self) -> None:
        """Give it the name.

        Raises:
            InvalidEntryError: Nothing of the name is left.
        """
        attachments.rename(self._journal, self._file.id, self.name.text())
        called = attachments.attachment(self._journal, self._file.id).name
        if called != self._file.name:
            self.undoable.emit(_("Renamed to {name}.").format(name=short_name(called)))


class NoteOnFile(Dialog):
    """Notes something about an attached file.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, file: AttachedFile, parent: QWidget) -> None:
        title = _("Note on {name}").format(name=short_name(file.name))
        super().__init__(title, _("Save"), parent, width=520)
        self._journal, self._file = journal, file
        self.words = TextField(file.note, lines=3, placeholder=_("signed by both, replaces the one of 2024"))
        self.use_form(Form()).add(
            "note", _("&Note"), self.words, note=_("Never printed. The search finds it.")
        )
        self.words.setFocus()

    def submit(self) -> None:
        """Keep the note.

        Raises:
            InvalidEntryError: It is too long.
        """
        attachments.note(self._journal, self._file.id, self.words.toPlainText())
        if self.words.cleaned() != self._file.note:
            self.undoable.emit(_("Noted on {name}.").format(name=short_name(self._file.name)))


def _stem(name: str) -> str:
    stem, dot, _ending = name.rpartition(".")
    return stem if dot and stem else name
