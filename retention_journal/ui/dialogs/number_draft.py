"""The draft of the dialog for numbers: what was typed and left without saving, by client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from retention_journal.services.numbers import Cell, field_of
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.dialogs.number_model import NumberModel

_FIGURE, _NOTE, _SOURCE = "figure ", "note ", "source"
_SIGN = "="  # before each figure, so that a cell that was emptied is kept too


class NumberDraft:
    """What was typed for one client, kept beside the journal until it is saved."""

    def __init__(self, journal: Path, client_uid: str) -> None:
        self._journal, self._name = journal, f"numbers {client_uid}"
        self._kept = kept_words.kept(journal, self._name)

    def bring_back(self, models: Sequence[NumberModel]) -> dict[Cell, str]:
        """Type the figures in again, and return the notes; what is no longer agreed is left out."""
        notes = {}
        for name, text in self._kept.items():
            for model in models:
                index = model.index_named(name.removeprefix(_FIGURE).removeprefix(_NOTE))
                if index is None:
                    continue
                if name.startswith(_FIGURE):
                    model.type_in(index, [[text.removeprefix(_SIGN)]])
                else:
                    notes[model.cell(index)] = text
        return notes

    def source(self) -> str:
        """Return where the figures come from, as it was written."""
        return self._kept.get(_SOURCE, "")

    def keep(self, models: Sequence[NumberModel], notes: Mapping[Cell, str], source: str) -> bool | None:
        """Keep what was typed, and say whether that worked; None where nothing was typed."""
        words = {_FIGURE + field_of(c): _SIGN + text for model in models for c, text in model.typed().items()}
        words |= {_NOTE + field_of(cell): text for cell, text in notes.items()}
        return kept_words.keep(self._journal, self._name, {**words, _SOURCE: source})

    def drop(self) -> None:
        """Forget the draft, because it is saved."""
        kept_words.drop(self._journal, self._name)
