"""The promises between you and one client, a tab of its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.turnaround import turnaround_words
from retention_journal.i18n import _, ngettext
from retention_journal.services.promises import ClientPromises, PromiseRow, client_promises
from retention_journal.services.turnaround import turnaround
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.promise_form import PromiseForm
from retention_journal.ui.layouts import box, clear, column, row, scrolled
from retention_journal.ui.page import Page, empty_state, side_margin
from retention_journal.ui.panels import Rule, section
from retention_journal.ui.promise_acts import PromiseActs
from retention_journal.ui.promise_lines import PromiseLine, UpAndDown, focused
from retention_journal.ui.text_labels import label

_AT_ONCE = 50


class PromisesTab(Page):
    """What is promised, by whom, and how what was promised before went."""

    watches = frozenset(
        {"client", "promise", "promise_move", "kpi_agreement", "kpi_line", "setting", "day_off"}
    )

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._shown = _AT_ONCE
        self.lines: list[PromiseLine] = []
        self._keys = UpAndDown(lambda: self.lines, self)
        self.acts = PromiseActs(journal, now, self)
        self.acts.undoable.connect(self.undoable)
        self.acts.edit_wanted.connect(self.edit_promise)
        self.acts.faded.connect(self.make_stale)
        self.kept = label("", "body", colour="text_2", wrap=True)
        self.took = label("", "ui", colour="text_2", wrap=True)
        self.new_button = outlined_button(_("New promise"), _("Ctrl+Shift+P"), icon="add")
        self.new_button.clicked.connect(self.new_promise)
        self._lists = column(gap=22)
        self._empty = empty_state(
            "promises",
            _("Nothing promised yet."),
            _("What you promise in a call lands here, with its date. Make few, keep all."),
        )
        head = row(column(self.kept, self.took, gap=2), self.new_button, gap=12)
        head.setStretch(0, 1)
        self._around = column(head, box(self._lists), self._empty, None, gap=16, margins=(32, 20, 32, 24))
        self.setLayout(column(scrolled(box(self._around)), gap=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_margin(self)
        self._around.setContentsMargins(side, theme.px(20), side, theme.px(24))

    def show_client(self, client_id: int) -> None:
        """Show the promises of this client."""
        self._client_id, self._shown = client_id, _AT_ONCE
        self.make_stale()

    def refresh(self) -> None:
        """Show the promises as the journal has them now."""
        if self._client_id is None:
            return
        at = focused(self.lines)
        found = client_promises(self._journal, self._client_id)
        self.kept.setText(self._told(found))
        took = turnaround_words(turnaround(self._journal, self._client_id, self._now().date()))
        self.took.setText(_("Small requests: {told}").format(told=took) if took else "")
        self.took.setVisible(bool(took))
        self._show_lists(found)
        self._empty.setVisible(not self.lines)
        if at is not None:
            target: QWidget = self.lines[min(at, len(self.lines) - 1)] if self.lines else self.new_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def new_promise(self) -> None:
        """Open the form of a new promise to this client."""
        if self._client_id is None:
            return
        form = PromiseForm(self._journal, self._now, client_id=self._client_id, parent=self.window())
        form.undoable.connect(self.undoable)
        form.open()

    def edit_promise(self, promise_id: int) -> None:
        """Open the form of a promise.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        form = PromiseForm(self._journal, self._now, promise_id=promise_id, parent=self.window())
        form.undoable.connect(self.undoable)
        form.open()

    def take_focus(self) -> None:
        """Put the focus on the first promise."""
        if self._stale:
            self._freshen()
        target: QWidget = self.lines[0] if self.lines else self.new_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, found: ClientPromises) -> str:
        told = []
        if found.judged:
            kept = _("Kept in time {n} of {total}.")
            told.append(kept.format(n=formats.number(found.kept_in_time), total=formats.number(found.judged)))
        if found.unknown:
            unknown = ngettext(
                "{n} more was kept on a day nobody wrote down.",
                "{n} more were kept on days nobody wrote down.",
                found.unknown,
            )
            told.append(unknown.format(n=formats.number(found.unknown)))
        return " ".join(told)

    def _show_lists(self, found: ClientPromises) -> None:
        clear(self._lists)
        self.lines = []
        shown = self.acts.with_just_kept(found.open)
        ours = [one for one in shown if one.direction is PromiseDirection.OURS]
        theirs = [one for one in shown if one.direction is PromiseDirection.THEIRS]
        closed = [one for one in found.closed if not self.acts.is_just_kept(one.promise_id)]
        for title, rows in (
            (_("You promised"), ours),
            (_("Waiting for the client"), theirs),
            (_("Kept and closed"), closed[: self._shown]),
        ):
            if rows:
                part = self._list(title, rows)
                self._lists.addWidget(part)
                part.show()
        if len(closed) > self._shown:
            more = link_button(_("Show all {n}").format(n=formats.number(len(closed))))
            more.clicked.connect(self._show_all)
            self._lists.addLayout(row(more, None))

    def _list(self, title: str, rows: Sequence[PromiseRow]) -> QWidget:
        inside: list[QWidget] = []
        for one in rows:
            line = PromiseLine(one, self.acts, full=True, named=False)
            line.installEventFilter(self._keys)
            self.lines.append(line)
            inside += [line, Rule()]
        return section(title, column(*inside[:-1], gap=0), aside=formats.number(len(rows)))

    def _show_all(self) -> None:
        self._shown = 10**9
        self.refresh()
