"""What was typed and could not be saved: a draft until it can be, also when something else is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from retention_journal.services.incidents import IncidentView
from retention_journal.ui.as_you_write import AsYouWrite
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.fields import LineField, TextField


class UnsavedWords(QObject):
    """Keeps the words about a complaint that ``saving`` could not save, by the number of the complaint.

    The number may also be that of something else, such as an objection.

    Args:
        saving: What saves them.
        fields: The fields they stand in, by what they are called in an ``IncidentView`` or else in the draft.
        journal: For which journal they are drafts; None keeps what is for nobody else in memory alone.
        name: What the drafts are called.
    """

    def __init__(
        self, saving: AsYouWrite, fields: Mapping[str, LineField | TextField], journal: Path | None, name: str
    ) -> None:
        super().__init__(saving)
        self._saving, self._fields, self._journal, self._name = saving, fields, journal, name
        self._one: IncidentView | int | None = None
        self._here: dict[int, dict[str, str]] = {}
        self._has_draft = False
        saving.failed.connect(self._keep)
        saving.saved.connect(self._drop)

    def leave(self) -> None:
        """Save once more what was typed; what cannot be saved is a draft, and the fields are free."""
        self._saving.keep()
        self._saving.forget()
        self._one = None

    def show(self, one: IncidentView | int) -> None:
        """Bring back the draft about a complaint, once its fields are filled."""
        is_other = self._one is None or _number(self._one) != _number(one)
        self._one = one
        if is_other:
            self._bring_back(_number(one))

    def _bring_back(self, number: int) -> None:
        words = self._here.get(number, {})
        if not words and self._journal is not None:
            words = kept_words.kept(self._journal, self._called(number))
        self._has_draft = bool(words)
        with self._saving.filling():
            for name, text in words.items():
                field = self._fields.get(name)
                if isinstance(field, LineField):
                    field.setText(text)
                elif field is not None:
                    field.setPlainText(text)
        if words:
            self._saving.wrote()

    def _keep(self) -> None:
        if self._one is None:
            return
        number, words = _number(self._one), self._words()
        self._has_draft = True
        self._here[number] = words
        if self._journal is not None:
            kept_words.keep(self._journal, self._called(number), words)

    def _drop(self) -> None:
        if self._one is None or not self._has_draft:
            return
        self._has_draft = False
        number = _number(self._one)
        self._here.pop(number, None)
        if self._journal is not None:
            kept_words.drop(self._journal, self._called(number))

    def _words(self) -> dict[str, str]:
        """Return what stands in the fields and is not as the journal has it."""
        typed = {name: field.cleaned() for name, field in self._fields.items()}
        kept = self._one
        return {name: text for name, text in typed.items() if text and text != getattr(kept, name, "")}

    def _called(self, number: int) -> str:
        return f"{self._name} {number}"


def _number(one: IncidentView | int) -> int:
    return one if isinstance(one, int) else one.incident_id
