"""Watch points of a client: why they might leave, what shows it first, and whether it shows now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.lessons import WatchState
from retention_journal.core.light_words import signal_label
from retention_journal.i18n import _
from retention_journal.services.judging import judged
from retention_journal.services.watch_points import (
    WatchRow,
    is_offered,
    mark_seen,
    retire,
    shows,
    trash_watch_point,
    watch_again,
    watch_points,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import icon_button, link_button
from retention_journal.ui.dialogs.premortem import PremortemDialog
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.light import LightBadge
from retention_journal.ui.panels import section
from retention_journal.ui.text_labels import caption, label


class WatchPart(QWidget):
    """Shows what is watched for at a client, and offers to look ahead while all is new.

    Signals:
        undoable: What to say of a change, beside an Undo.
        toast: What to say of a draft that was kept.

    Attributes:
        rows: What is shown.
    """

    undoable = Signal(str)
    toast = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self.rows: list[WatchRow] = []
        self._column = column(gap=0, margins=(24, 0, 24, 18))
        self.setLayout(self._column)
        self.hide()

    def show_client(self, client_id: int) -> None:
        """Show a client's watch points; nothing where there are none and none are asked for."""
        self._client_id = client_id
        clear(self._column)
        self.rows = [
            one for one in watch_points(self._journal, client_id) if one.state is not WatchState.RETIRED
        ]
        offered = is_offered(self._journal, client_id, self._now().date())
        self.setVisible(bool(self.rows) or offered)
        if not self.rows and not offered:
            return
        ahead = link_button(_("Look ahead…"))
        ahead.clicked.connect(lambda _checked=False: self.look_ahead())
        found = judged(self._journal, self._now(), [client_id]).get(client_id) if self.rows else None
        lines = [self._line(one, is_showing=shows(one, found)) for one in self.rows]
        if not lines:
            asked = _("It is a year from now and they left. Why? Five minutes now say what to watch for.")
            lines = [label(asked, "ui", colour="text_2", wrap=True)]
        made = section(_("Watch points"), column(*lines, gap=6), aside=ahead)
        self._column.addWidget(made)
        made.show()

    def look_ahead(self) -> PremortemDialog | None:
        """Ask why this client might leave."""
        if self._client_id is None:
            return None
        dialog = PremortemDialog(self._journal, self._now, self._client_id, parent=self.window())
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()
        return dialog

    def menu(self, one: WatchRow) -> QMenu:
        """Return what can be done with a watch point."""
        menu = QMenu(self)
        if one.state is WatchState.SEEN:
            menu.addAction(_("Watch for it again")).triggered.connect(partial(self._again, one))
        else:
            menu.addAction(_("I have seen it")).triggered.connect(partial(self._seen, one))
        menu.addAction(_("Watch no longer")).triggered.connect(partial(self._retire, one))
        menu.addAction(_("Move to the trash")).triggered.connect(partial(self._trash, one))
        return menu

    def _line(self, one: WatchRow, *, is_showing: bool) -> QWidget:
        below = []
        if one.sign:
            below.append(_("First sign: {sign}").format(sign=one.sign))
        if one.signal is not None:
            below.append(_("Shown by: {signal}").format(signal=signal_label(one.signal)))
        parts: list[QWidget] = [label(one.text, "ui_medium", wrap=True)]
        if below:
            parts.append(caption("\n".join(below), wrap=True))
        if is_showing:
            parts.append(box(row(LightBadge("watch", text=self._says(one), size=12), None)))
        more = icon_button("more", _("More about “{text}”").format(text=one.text), small=True)
        more.open_menu(self.menu(one))
        line = row(column(*parts, gap=1), more, gap=6)
        line.setStretch(0, 1)
        return box(line)

    def _says(self, one: WatchRow) -> str:
        if one.seen_on is not None:
            return _("Seen {day}").format(day=formats.days_ago(one.seen_on, self._now().date()))
        return _("The light shows it now")

    def _seen(self, one: WatchRow, _checked: bool = False) -> None:
        mark_seen(self._journal, one.watch_point_id, today=self._now().date())
        self.undoable.emit(_("Noted. It is a reason to talk."))

    def _again(self, one: WatchRow, _checked: bool = False) -> None:
        watch_again(self._journal, one.watch_point_id)
        self.undoable.emit(_("Watched for again."))

    def _retire(self, one: WatchRow, _checked: bool = False) -> None:
        retire(self._journal, one.watch_point_id)
        self.undoable.emit(_("No longer watched for."))

    def _trash(self, one: WatchRow, _checked: bool = False) -> None:
        trash_watch_point(self._journal, one.watch_point_id, now=self._now())
        self.undoable.emit(_("The watch point is in the trash."))
