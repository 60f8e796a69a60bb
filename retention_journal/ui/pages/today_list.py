"""The list of a morning on Today: the talks that were held, and the calls to make, one of them at hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import ngettext
from retention_journal.services.today import TodayView
from retention_journal.ui.buttons import link_button
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.pages.today_acts import CallActs
from retention_journal.ui.pages.today_calls import CallItem
from retention_journal.ui.pages.today_done import DoneLine
from retention_journal.ui.panels import Rule
from retention_journal.ui.promise_lines import UpAndDown, focused

if TYPE_CHECKING:
    from retention_journal.services.today import DoneCall

#: Of so many talks held today each has a line; of more the last ones.
_MOST_DONE = 12


class CallLines(QWidget):
    """The talks held today, below them the calls to make; the arrow keys go through the calls.

    Signals:
        entry_wanted: Open an entry of the log, by id.
        client_opened: Open a client, by id.

    Attributes:
        items: The calls to make, in order.
    """

    entry_wanted = Signal(int)
    client_opened = Signal(int)

    def __init__(self, calls: CallActs) -> None:
        super().__init__()
        self._calls = calls
        self.items: list[CallItem] = []
        self._rules: list[Rule] = []
        self._done: Sequence[DoneCall] = ()
        self._shows_all_done = False
        self._inner = column(gap=0)
        self._keys = UpAndDown(lambda: self.items, self)
        self._layout = column(gap=0)
        self.setLayout(self._layout)

    def show_view(self, view: TodayView) -> None:
        """Show the talks and calls of ``view``; what is being written down of a talk stays."""
        had_focus = focused(self.items) is not None
        before = self.at_hand()
        draft = before.card().strip_draft() if before is not None and before.is_logging() else None
        self.items, self._rules = [], []  # else the focus would wander through those that go
        clear(self._layout)
        self._done = view.done
        lines = self._done_lines()
        self.items = [CallItem(one, self._calls) for one in view.calls]
        self._rules = [Rule() for _item in self.items[1:]]
        for item, rule in zip_longest(self.items, self._rules):
            item.installEventFilter(self._keys)
            item.taken.connect(self._take)
            lines += [item] if rule is None else [item, rule]
        self._inner = column(*lines, gap=0)
        content = box(self._inner)  # put in as one, so that they are laid out once
        kept = self._bring_back(before)
        self._layout.addWidget(content)
        content.show()
        if draft is not None and kept is not None:
            kept.begin_log(draft)
        if had_focus and (at_hand := self.at_hand()) is not None:
            at_hand.take_focus()

    def at_hand(self) -> CallItem | None:
        """Return the call at hand; None where there is none to make."""
        return next((item for item in self.items if item.is_at_hand()), next(iter(self.items), None))

    def _bring_back(self, before: CallItem | None) -> CallItem | None:
        """Take the call at hand that was at hand before and return it; None where another one is."""
        if not self.items:
            return None
        number = before.one.call.client_id if before is not None else None
        kept = next((item for item in self.items if item.one.call.client_id == number), None)
        was_tried = before is not None and kept is not None and kept.one.tried_at != before.one.tried_at
        if was_tried:
            kept = None
        self._take(kept or self.items[0])
        return kept

    def _take(self, taken: CallItem) -> None:
        for item in self.items:
            item.show_at_hand(at_hand=item is taken)
        for rule, above, below in zip(self._rules, self.items, self.items[1:], strict=False):
            rule.setVisible(taken not in {above, below})

    def _done_lines(self) -> list[QWidget]:
        """Return the lines of the talks held today: after a day of very many, of the last of them."""
        before = 0 if self._shows_all_done else max(0, len(self._done) - _MOST_DONE)
        lines: list[QWidget] = [self._done_line(one) for one in self._done[before:]]
        if before:
            told = ngettext("{n} talk before these", "{n} talks before these", before)
            more = link_button(told.format(n=formats.number(before)))
            around = box(row(more, None, margins=(8, 4, 16, 4)))
            more.clicked.connect(lambda: self._show_all_done(around))
            lines.insert(0, around)
        return lines

    def _show_all_done(self, link: QWidget) -> None:
        """Show every talk, the earlier ones in place of ``link``."""
        self._shows_all_done = True
        link.hide()
        for place, one in enumerate(self._done[: len(self._done) - _MOST_DONE]):
            self._inner.insertWidget(place, self._done_line(one))

    def _done_line(self, done: DoneCall) -> DoneLine:
        line = DoneLine(done)
        line.entry_wanted.connect(self.entry_wanted)
        line.client_opened.connect(self.client_opened)
        line.call_wanted.connect(self._calls.set_call)
        return line
