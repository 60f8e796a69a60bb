"""What was said before in other words: one quiet line, and the old words when asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.expectation_items import Item
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.text_labels import caption, label


class SaidBefore(QWidget):
    """Earlier words, put away behind a line that says that there are some.

    Attributes:
        toggle: Shows the earlier words, and puts them away.
        words: The earlier words, the newest first.
    """

    def __init__(self, title: str, about: str, lines: Sequence[str]) -> None:
        """Make the line.

        Args:
            title: What the line says.
            about: What it is about, for those who cannot see what it stands under.
            lines: The earlier words.
        """
        super().__init__()
        self.toggle = LineToOpen(title)
        self.toggle.setAccessibleDescription(about)
        self.toggle.setLayout(row(label(title, "caption", colour="accent", wrap=True), gap=0))
        self.words = caption("\n".join(lines), wrap=True)
        self.words.hide()
        self.toggle.opened.connect(self._turn)
        stack(self, self.toggle, self.words, gap=1)

    def _turn(self) -> None:
        self.words.setVisible(self.words.isHidden())


def said_differently(item: Item, before: Sequence[Item]) -> SaidBefore:
    """Return the line under ``item`` that was said in other words ``before``, the newest first."""
    day = formats.day(before[0].valid_to) if before[0].valid_to else ""
    return SaidBefore(
        _("Said differently until {day}").format(day=day), item.told, [_words_of(old) for old in before]
    )


def said_no_longer(before: Sequence[Item]) -> SaidBefore:
    """Return the line for what was said once and is said no longer, the newest first."""
    n = len(before)
    title = ngettext("{n} line that no longer holds", "{n} lines that no longer hold", n).format(n=n)
    return SaidBefore(title, _("What was agreed"), [_words_of(old) for old in before])


def _words_of(old: Item) -> str:
    """Return old words with what they meant, from when to when and who said so."""
    last = formats.day(old.valid_to) if old.valid_to else ""
    if old.said_on is None:
        days = _("until {day}").format(day=last)
    else:
        days = _("{first} to {last}").format(first=formats.day(old.said_on), last=last)
    told = ", ".join(part for part in (old.state.label, days, old.confirmed_by_name) if part)
    return _("“{words}” ({about})").format(words=old.told, about=told)
