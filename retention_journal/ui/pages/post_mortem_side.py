"""Beside every step of looking back: their words from the closing conversation, and the year in numbers."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.hours import in_hours
from retention_journal.i18n import _, ngettext
from retention_journal.services.post_mortem_numbers import YearBefore
from retention_journal.services.reflections import LossView
from retention_journal.ui import theme
from retention_journal.ui.layouts import Pane, box, clear, column, stack
from retention_journal.ui.pages import lost_words
from retention_journal.ui.panels import Rule, fact
from retention_journal.ui.quotes import spoken
from retention_journal.ui.text_labels import caption, section_title


class PostMortemSide(QWidget):
    """In their words, and in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._numbers = column(gap=12), column(gap=6)
        inner = box(column(self._words, Rule(), self._numbers, None, gap=16, margins=(22, 22, 20, 20)))
        self.pane = Pane(inner, background="inset")
        stack(self, self.pane, gap=0, margins=(1, 0, 0, 0))

    def show_loss(self, loss: LossView, year: YearBefore) -> None:
        """Show what they said and what was counted."""
        clear(self._words)
        clear(self._numbers)
        self._words.addWidget(section_title(_("In their words")))
        for part in _their_words(loss):
            self._words.addWidget(part)
        self._numbers.addWidget(section_title(_("In numbers")))
        for name, value in _numbers(year):
            line = fact(name, value)
            line.setAccessibleName(f"{name}: {value}")
            self._numbers.addWidget(line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, 1, self.height(), theme.colour("border"))


def _their_words(loss: LossView) -> list[QWidget]:
    closing = loss.closing
    advice = [text for text in (closing.advice_1, closing.advice_2, closing.advice_3) if text]
    parts: list[QWidget] = []
    for question, words in (
        (_("What they said"), loss.entry.their_words),
        (_("What was good?"), closing.what_was_good),
        (_("What could we do better?"), closing.what_could_be_better),
        (_("Three pieces of advice"), "\n".join(f"{n}  {text}" for n, text in enumerate(advice, 1))),
        (_("When they decided"), closing.when_decided),
        (_("What was going on around them"), closing.situation),
        (_("Coming back"), closing.would_return),
    ):
        if words:
            parts.append(box(column(caption(question, wrap=True), spoken(words), gap=1)))
    about = lost_words.closing_line(loss)
    if about:
        parts.append(caption(about, wrap=True))
    if not parts:
        parts.append(caption(_("Nothing written down yet. Step 2 has room for their answers."), wrap=True))
    return parts


def _numbers(year: YearBefore) -> list[tuple[str, str]]:
    hours = in_hours(year.minutes)
    if year.agreed_minutes:
        hours = _("{n} of {all}").format(n=hours, all=in_hours(year.agreed_minutes))
    requests = _("none timed")
    if year.requests_days is not None:
        shown = formats.number(year.requests_days)
        requests = ngettext("{n} day", "{n} days", round(year.requests_days)).format(n=shown)
    return [
        (_("Hours, last 12 months"), hours),
        (_("Promises kept in time"), _of(year.promises_kept, year.promises)),
        (_("Small requests, half within"), requests),
        (_("Invoices paid late"), _of(year.invoices_late, year.invoices)),
    ]


def _of(some: int, of_all: int) -> str:
    if not of_all:
        return _("none")
    return _("{n} of {all}").format(n=formats.number(some), all=formats.number(of_all))
