"""Promises: every open one across clients, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.promise_people import people_of_open_promises
from retention_journal.services.promises import Group, OpenPromises, PromiseRow, group_of, open_promises
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, paint_focus, primary_button
from retention_journal.ui.dialogs.promise_form import PromiseForm
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.page import Page, PageHeader, TwoPanes, empty_state
from retention_journal.ui.pages.today import fit_margins
from retention_journal.ui.panels import Rule, section
from retention_journal.ui.promise_acts import PromiseActs
from retention_journal.ui.promise_columns import ColumnLine, PromiseHead
from retention_journal.ui.promise_lines import UpAndDown, focused
from retention_journal.ui.text_labels import caption, label, section_title

if TYPE_CHECKING:
    from retention_journal.services.transfer.lists_out import Listed

#: Lines made at once; each costs some milliseconds, and few people promise so much.
_AT_ONCE = 60


class PromisesPage(Page):
    """Every open promise in its group: late, today, this week, later, waiting for the client.

    Signals:
        client_opened: Open a client, by id.
    """

    client_opened = Signal(int)
    watches = frozenset(
        {"client", "contact", "contact_role", "promise", "promise_move", "setting", "day_off"}
    )

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._shown = _AT_ONCE
        self._open: tuple[int, ...] = ()
        self.lines: list[ColumnLine] = []
        self._keys = UpAndDown(lambda: self.lines, self)
        self.acts = PromiseActs(journal, now, self)
        self.acts.undoable.connect(self.undoable)
        self.acts.edit_wanted.connect(self._edit)
        self.acts.faded.connect(self.make_stale)
        self.new_button = primary_button(_("New promise"), _("Ctrl+Shift+P"), icon="add")
        self.new_button.clicked.connect(self._new)
        self.header = PageHeader(_("Promises"), " ", [self.new_button])
        self.head = PromiseHead()
        self._main_column = column(gap=22, margins=(0, 0, 2, 24))
        self._main = _Wide(self.head, box(self._main_column))
        self._main.widened.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        self._side_column = column(gap=2)
        self.side = box(self._side_column)
        self._panes = TwoPanes(self._main, self.side, side_width=260, side_medium=220)
        self._empty = empty_state(
            "promises",
            _("No open promises."),
            _("Make few, keep all."),
        )
        self._around = column(self.header, self._panes, self._empty, gap=20)
        self._around.setStretch(1, 1)
        self._around.setStretch(2, 1)
        self.setLayout(self._around)

    def refresh(self) -> None:
        """Show the open promises as of today."""
        at = focused(self.lines)
        found = open_promises(self._journal, self._now().date())
        self.header.set_texts(_("Promises"), self._told(found))
        self._open = tuple(one.promise_id for _group, rows in found.groups for one in rows)
        self._show_groups(found)
        self._show_clients(found)
        self._panes.setVisible(bool(self.lines))
        self._empty.setVisible(not self.lines)
        if at is not None:
            target: QWidget = self.lines[min(at, len(self.lines) - 1)] if self.lines else self.new_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def new_promise(self, client_id: int | None = None) -> None:
        """Open the form of a new promise, to ``client_id`` where one is given."""
        form = PromiseForm(self._journal, self._now, client_id=client_id, parent=self.window())
        form.undoable.connect(self.undoable)
        form.open()

    def list_shown(self) -> Listed:
        """Return the promises as they stand here."""
        from retention_journal.services.transfer.lists_out import Listed, ListKind

        return Listed(ListKind.PROMISES, ids=self._open)

    def panes(self) -> Sequence[QWidget]:
        """Return the promises and the clients."""
        return [self._main, self.side]

    def take_focus(self) -> None:
        """Put the focus on the first promise."""
        if self._stale:
            self._freshen()
        target: QWidget = self.lines[0] if self.lines else self.new_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, found: OpenPromises) -> str:
        if not found.count:
            return ""
        late = next((len(rows) for group, rows in found.groups if group is Group.LATE), 0)
        told = ngettext("{n} open.", "{n} open.", found.count).format(n=formats.number(found.count))
        if not late:
            return told
        # outside the f-string: texts inside one are not taken into the catalogues
        of_them = ngettext("{n} is late.", "{n} are late.", late).format(n=formats.number(late))
        return f"{told} {of_them}"

    def _show_groups(self, found: OpenPromises) -> None:
        clear(self._main_column)
        self.lines = []
        today = self._now().date()
        rows = self.acts.with_just_kept(one for _group, group in found.groups for one in group)
        people = people_of_open_promises(self._journal, today)
        left = self._shown
        for group in Group:
            of_group = [one for one in rows if group_of(one, today) is group]
            shown = of_group[:left]
            left -= len(shown)
            if shown:
                part = section(
                    group.label, self._lines_of(shown, people), aside=formats.number(len(of_group))
                )
                self._main_column.addWidget(part)
                part.show()
        if len(rows) > self._shown:
            more = link_button(_("Show all {n}").format(n=formats.number(len(rows))))
            more.clicked.connect(self._show_all)
            self._main_column.addLayout(row(more, None))
        self._main_column.addStretch(1)

    def _lines_of(self, rows: Sequence[PromiseRow], people: Mapping[int, str]) -> QLayout:
        inside: list[QWidget] = []
        for one in rows:
            line = ColumnLine(one, self.acts, people.get(one.promise_id, ""), self._main.width())
            line.client_opened.connect(self.client_opened)
            line.installEventFilter(self._keys)
            self.lines.append(line)
            inside += [line, Rule()]
        return column(*inside[:-1], gap=0)

    def _show_clients(self, found: OpenPromises) -> None:
        clear(self._side_column)
        self._side_column.addWidget(section_title(_("By client")))
        for client_id, name, count in found.by_client[:_AT_ONCE]:
            line = _ClientLine(client_id, name, count)
            line.opened.connect(self.client_opened)
            self._side_column.addWidget(line)
        if len(found.by_client) > _AT_ONCE:
            left = len(found.by_client) - _AT_ONCE
            more = ngettext("and {n} more client", "and {n} more clients", left)
            self._side_column.addWidget(caption(more.format(n=formats.number(left))))
        keys = _("Space ticks, E edits, T moves to tomorrow, D gives another day, W waits for the client.")
        self._side_column.addSpacing(12)
        self._side_column.addWidget(caption(keys, wrap=True))
        self._side_column.addStretch(1)

    def _show_all(self) -> None:
        self._shown = 10**9
        self.refresh()

    def _new(self) -> None:
        self.new_promise()

    def _edit(self, promise_id: int) -> None:
        form = PromiseForm(self._journal, self._now, promise_id=promise_id, parent=self.window())
        form.undoable.connect(self.undoable)
        form.open()

    def _fit(self) -> None:
        self.head.fit(self._main.width())
        for line in self.lines:
            line.fit(self._main.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_margins(self, self._around)


class _Wide(QWidget):
    """The promises below the head of their columns.

    Signals:
        widened: It is wider or narrower than before.
    """

    widened = Signal()

    def __init__(self, head: PromiseHead, lists: QWidget) -> None:
        super().__init__()
        stack(self, head, lists, None, gap=6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()


class _ClientLine(QWidget):
    """A client and how many promises are open with it. Enter or a click opens it."""

    opened = Signal(int)

    def __init__(self, client_id: int, name: str, count: int) -> None:
        super().__init__()
        self._client_id = client_id
        words = label(name, "ui_medium", colour="accent", elide=True)
        counted = label(formats.number(count), "ui", colour="text_2")
        line = row(words, counted, gap=8, margins=(2, 4, 2, 4))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(
            ngettext("{name}, {n} open", "{name}, {n} open", count).format(name=name, n=count)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit(self._client_id)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._client_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            paint_focus(QPainter(self), QRectF(self.rect()), 5)
