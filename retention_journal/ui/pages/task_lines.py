"""Where the money went: each kind of task with its share of the time, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.hours import Bucket, duration
from retention_journal.i18n import _
from retention_journal.services.hours import TaskHours
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import clear, row, stack
from retention_journal.ui.panels import Bar
from retention_journal.ui.text_labels import Span, caption, label, spans

_AT_ONCE = 6
_BAR_WIDTH = 150
_COLOURS = {
    Bucket.SERVE: "chart_1",
    Bucket.CARE: "chart_2",
    Bucket.HUNT: "chart_3",
    Bucket.ADMIN: "none",
}


class TaskLines(QWidget):
    """The tasks of one client, what took longest first; the bars have the colours of the chart.

    Signals:
        all_wanted: Show every task.
    """

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(0, 1)
        self.more_button = link_button("")
        self.more_button.clicked.connect(lambda _checked: self._show_all())
        self._tasks: tuple[TaskHours, ...] = ()
        self._shows_all = False
        stack(self, self._grid, row(self.more_button, None), gap=6)

    def show_tasks(self, tasks: Sequence[TaskHours], *, afresh: bool = False) -> None:
        """Show ``tasks``; ``afresh`` shows the first few again."""
        self._tasks = tuple(tasks)
        self._shows_all = self._shows_all and not afresh
        clear(self._grid)
        most = max((one.minutes for one in self._tasks), default=1)
        shown = self._tasks if self._shows_all else self._tasks[:_AT_ONCE]
        for number, one in enumerate(shown):
            self._add(one, number * 2, most)
        self.more_button.setText(_("Show all {n}").format(n=formats.number(len(self._tasks))))
        self.more_button.setVisible(len(shown) < len(self._tasks))

    def _add(self, one: TaskHours, at: int, most: int) -> None:
        name = Span(one.task or _("No task named"), "body_medium" if one.task else "body")
        kind = [] if one.bucket is Bucket.SERVE else [Span(f"  {one.bucket.label}", "caption", "text_3")]
        bar = Bar(one.minutes / most, _COLOURS[one.bucket])
        bar.setFixedWidth(theme.px(_BAR_WIDTH))
        time = label(duration(one.minutes), "ui", align=Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(spans(name, *kind), at, 0)
        self._grid.addWidget(bar, at, 1)
        self._grid.addWidget(time, at, 2)
        if one.results:
            served = caption(_("It served {results}").format(results=" · ".join(one.results)), wrap=True)
            served.setContentsMargins(0, 0, 0, theme.px(6))
            self._grid.addWidget(served, at + 1, 0, 1, 3)

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_tasks(self._tasks)
