"""The causes of all complaints and losses, counted: what kind, whose, the person or the situation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.cause_patterns import CausePatterns
from retention_journal.core.terms import Term
from retention_journal.i18n import _, ngettext
from retention_journal.ui import theme
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.panels import Bar
from retention_journal.ui.text_labels import caption, label, section_title

_NAME_WIDTH = 190


class CauseBars(QWidget):
    """Three short lists of bars, each with its count; a sentence where they are all on one side."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = caption("")
        self.told = label("", "ui", wrap=True)
        self._lists = column(gap=12)
        self.setLayout(
            column(
                row(section_title(_("Patterns over all causes")), self.counts, None, gap=8),
                self.told,
                self._lists,
                gap=8,
            )
        )

    def show_patterns(self, found: CausePatterns, told: str) -> None:
        """Show the counts of ``found``, and ``told`` of how they are spread."""
        clear(self._lists)
        self.setVisible(found.causes > 0)
        causes = ngettext("{n} cause", "{n} causes", found.causes).format(n=formats.number(found.causes))
        stories = ngettext(
            "of {n} complaint or loss", "of {n} complaints and losses", found.stories
        ).format(n=formats.number(found.stories))  # fmt: skip
        self.counts.setText(f"{causes} {stories}")
        self.told.setText(told)
        self.told.setVisible(bool(told))
        for title, counted in (
            (_("What it was"), found.kinds),
            (_("On whose side"), found.whose),
            (_("Person or situation"), found.locus),
        ):
            self._lists.addWidget(_bars(title, counted, found.causes))


def _bars(title: str, counted: Sequence[tuple[Term, int]], total: int) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(3))
    grid.setColumnStretch(1, 1)
    for line, (term, count) in enumerate(counted):
        name = label(term.label, "ui", wrap=True)
        name.setFixedWidth(theme.px(_NAME_WIDTH))
        bar = Bar(count / total)
        bar.setAccessibleName(_("{name}: {n} of {total}").format(name=term.label, n=count, total=total))
        number = label(formats.number(count), "ui", colour="text_2")
        grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(bar, line, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(number, line, 2, Qt.AlignmentFlag.AlignRight)
    return box(column(caption(title, strong=True), box(grid), gap=4))
