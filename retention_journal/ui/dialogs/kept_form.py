"""The texts of a form that was left without finishing, kept until it is opened again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from retention_journal.i18n import _
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.form import Form


class KeptForm:
    """What was written into the fields of ``form`` since it was made, as a draft of the journal."""

    def __init__(self, journal: Path, name: str, form: Form) -> None:
        self._journal, self._name = journal, name
        self._fields = {
            field: widget
            for field, widget in form.widgets().items()
            if isinstance(widget, LineField | TextField)
        }
        self._before = self._texts()

    def bring_back(self) -> bool:
        """Fill in the draft that was kept, and say whether there was one."""
        kept = kept_words.kept(self._journal, self._name)
        for field, text in kept.items():
            widget = self._fields.get(field)
            if isinstance(widget, LineField):
                widget.setText(text)
            elif widget is not None:
                widget.setPlainText(text)
        return bool(kept)

    def keep(self) -> bool | None:
        """Keep what was written, and say whether that worked; None where nothing was written."""
        written = {field: text for field, text in self._texts().items() if text != self._before[field]}
        return kept_words.keep(self._journal, self._name, written)

    def drop(self) -> None:
        """Forget the draft, because it was finished."""
        kept_words.drop(self._journal, self._name)

    def _texts(self) -> dict[str, str]:
        return {
            field: widget.text() if isinstance(widget, LineField) else widget.toPlainText()
            for field, widget in self._fields.items()
        }


class KeptDialog(Dialog):
    """A dialog whose form is filled in again when it was left without finishing.

    Signals:
        undoable: What to say of what was done, beside an Undo.
    """

    undoable = Signal(str)
    _kept_form: KeptForm | None = None

    def keep_as(self, journal: Path, name: str, *, bring_back: bool = True) -> None:
        """Take the form as it stands for its beginning, and fill in what was left in it.

        Args:
            journal: Where the journal lies.
            name: What the draft is known by among those of the journal.
            bring_back: Whether a draft that is there is filled in.
        """
        if self.form is None:
            return
        self._kept_form = KeptForm(journal, name, self.form)
        if bring_back and self._kept_form.bring_back():
            self.note.setText(_("This is the draft you left."))

    def keep_draft(self) -> bool | None:
        return self._kept_form.keep() if self._kept_form else None

    def drop_draft(self) -> None:
        """Forget the draft, because it was finished."""
        if self._kept_form:
            self._kept_form.drop()
