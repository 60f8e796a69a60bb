"""Texts with broken letters, each as it is and as it would be, to tick what is to be mended."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.broken_letters import Suspicion
from retention_journal.i18n import _, ngettext
from retention_journal.ui.buttons import link_button
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.tick_column import tick_column

_AROUND = 30  # letters of a long text shown before its first broken one
_LOST_SHOWN = 3
_LEAST_LINES = 7


@dataclass(frozen=True)
class LetterLine:
    """One text before and after.

    Attributes:
        key: By which it is known; different for each line.
        where: Where it stands, "" where that is of no matter.
    """

    key: Hashable
    before: str
    after: str
    where: str = ""


def lines_of(found: Suspicion) -> list[LetterLine]:
    """Return a line for each text of a file that can be mended."""
    return [LetterLine(mend.before, mend.before, mend.after) for mend in found.mends]


class LettersPanel(QWidget):
    """Shows every text before and after; all are ticked at first, and nothing happens without a click.

    Signals:
        changed: Other lines are ticked.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticked: set[Hashable] = set()
        self._told = label("", "body", colour="text_2", wrap=True)
        self.all_button = link_button(_("Tick none"))
        self.all_button.clicked.connect(lambda _checked: self.tick_all(on=not self.chosen()))
        self._count = label("", "ui", colour="text_2")
        self._lost = caption("", wrap=True)
        self.list: RecordView[LetterLine] = RecordView(
            [
                tick_column(self._is_ticked),
                Column(_("Now"), lambda line: excerpt(line.before, line.after)),
                Column(
                    _("Mended"), lambda line: excerpt(line.after, line.before),
                    cell=TextCell("ui_strong", "text"),
                ),
                Column(_("Where"), lambda line: line.where, width=180, drop=1),
            ],
            lambda line: line.key,
            name=_("Texts with broken letters"),
        )  # fmt: skip
        self.list.toggled.connect(self.tick)
        self.list.clicked.connect(self._tick_at)
        self.list.setMinimumHeight(self.list.verticalHeader().defaultSectionSize() * _LEAST_LINES)
        tools = row(self.all_button, self._count, None, gap=12)
        stack(self, self._told, tools, self.list, self._lost, gap=10)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: Sequence[LetterLine], lost: Sequence[str] = ()) -> None:
        """Show what can be mended, all of it ticked.

        Args:
            lines: Each text before and after.
            lost: Texts that have lost letters for good.
        """
        self._ticked = {line.key for line in lines}
        told = _(
            "Some letters were read wrongly once, on their way from another program. Look at each text as it"
            " is now and as it would be, and take the tick away where it is right as it is."
        )
        self._told.setText(told if lines else _("No letters were found that could be mended."))
        self.list.show_records(lines)
        self.list.show_column(_("Where"), shown=any(line.where for line in lines))
        for part in (self.list, self.all_button, self._count):
            part.setVisible(bool(lines))
        self._lost.setText(_lost_words(lost))
        self._lost.setVisible(bool(lost))
        self._show_count()

    def chosen(self) -> list[LetterLine]:
        """Return the lines that are ticked."""
        return [line for line in self.list.records() if line.key in self._ticked]

    def tick(self, line: LetterLine) -> None:
        """Tick a line, or take its tick away."""
        self._ticked ^= {line.key}
        self._show_count()

    def tick_all(self, *, on: bool) -> None:
        """Tick all lines, or none."""
        self._ticked = {line.key for line in self.list.records()} if on else set()
        self._show_count()

    def _is_ticked(self, line: LetterLine) -> bool:
        return line.key in self._ticked

    def _tick_at(self, index: QModelIndex) -> None:
        if self.list.table.columns[index.column()].name == "tick":
            self.tick(self.list.table.at(index.row()))

    def _show_count(self) -> None:
        chosen, all_lines = len(self.chosen()), len(self.list.records())
        self.all_button.setText(_("Tick none") if chosen else _("Tick all"))
        told = ngettext("{chosen} of {n} text", "{chosen} of {n} texts", all_lines)
        self._count.setText(told.format(chosen=formats.number(chosen), n=formats.number(all_lines)))
        self.list.viewport().update()
        self.changed.emit()


def mend_words(chosen: int) -> str:
    """Return what a button says that mends so many texts."""
    if not chosen:
        return _("Leave them as they are")
    return ngettext("Mend {n} text", "Mend {n} texts", chosen).format(n=formats.number(chosen))


def excerpt(text: str, other: str) -> str:
    """Return the part of a text in which it differs from another, on one line."""
    plain, at = " ".join(text.split()), 0
    for at, (one, two) in enumerate(zip(plain, " ".join(other.split()), strict=False)):  # noqa: B007
        if one != two:
            break
    if at <= _AROUND:
        return plain
    begin = plain.rfind(" ", 0, at - _AROUND // 2) + 1
    return f"… {plain[begin:]}" if begin else plain


def _lost_words(lost: Sequence[str]) -> str:
    if not lost:
        return ""
    told = ngettext(
        "{n} text has letters that are lost for good: {examples}. Write it anew where it matters.",
        "{n} texts have letters that are lost for good: {examples}. Write them anew where it matters.",
        len(lost),
    )
    examples = ", ".join(formats.quoted(" ".join(text.split())[:60]) for text in lost[:_LOST_SHOWN])
    return told.format(n=formats.number(len(lost)), examples=examples)
