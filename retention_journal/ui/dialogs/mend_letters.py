"""Mend the broken letters of the journal: look at each text before and after, and undo it in one step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.letters import BrokenText, broken_texts, mend_texts
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.letters_panel import LetterLine, LettersPanel, mend_words
from retention_journal.ui.layouts import stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import empty_state
from retention_journal.ui.tasks import Tasks

_WIDTH, _LEAST_HEIGHT, _MARGIN = 860, 520, 80


class MendLetters(Dialog):
    """The dialog; it looks the journal through as soon as it is made.

    Signals:
        undoable: What was mended, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, *, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(_("Mend broken letters"), _("Mend"), parent, width=_WIDTH, cancel=_("Close"))
        self._journal = journal
        self._found: dict[tuple[str, int, str], BrokenText] = {}
        self.panel = LettersPanel()
        self._empty = empty_state(
            "search",
            _("All letters are as they should be"),
            _("No text of this journal looks as if it was read in a wrong encoding once."),
        )
        stack(self.content, self.panel, self._empty, gap=12)
        room = self.screen().availableGeometry().height() - _MARGIN
        self.setMinimumHeight(min(theme.px(_LEAST_HEIGHT), room))
        self.panel.changed.connect(self._offer)
        self._show([])
        self._empty.hide()
        self.note.setText(_("Looking through the journal…"))
        tasks.start(
            partial(_look, journal.path),
            on_success=self._looked,
            on_error=lambda error: show_error(error, self),
        )

    def submit(self) -> None:
        """Mend what is ticked."""
        chosen = [self._found[line.key] for line in self.panel.chosen()]  # type: ignore[index] # keys are its own
        if chosen:
            done = mend_texts(self._journal, chosen)
            told = ngettext(
                "The letters of {n} text were mended.", "The letters of {n} texts were mended.", done
            )
            self.undoable.emit(told.format(n=done))

    def _looked(self, found: Sequence[BrokenText]) -> None:
        self.note.setText("")
        self._show(found)
        if found:
            self.panel.setFocus()

    def _show(self, found: Sequence[BrokenText]) -> None:
        self._found = {text.key: text for text in found}
        mendable = [text for text in found if not text.is_lost]
        lines = [LetterLine(text.key, text.before, text.after, _where(text)) for text in mendable]
        self.panel.show_lines(lines, [text.before for text in found if text.is_lost])
        self.panel.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._offer()

    def _offer(self) -> None:
        chosen = len(self.panel.chosen())
        self.do_button.setText(mend_words(chosen) if chosen else _("Mend"))
        self.do_button.setEnabled(bool(chosen))


def _where(text: BrokenText) -> str:
    if not text.client or text.kind == text.client:
        return text.kind
    return _("{kind}, {client}").format(kind=text.kind, client=text.client)


def _look(journal: Path, progress: Progress) -> list[BrokenText]:
    """Look a journal through, on a thread of its own."""
    with JournalReader.open(journal) as reader:
        return broken_texts(reader, progress=progress)
