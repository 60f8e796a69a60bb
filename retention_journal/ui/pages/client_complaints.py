"""What went wrong with one client, a tab of its page: the same lines as on the page of complaints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.complaint_rows import ComplaintGroup, ComplaintRow, complaint_rows
from retention_journal.services.incidents import incident, trash_incident
from retention_journal.services.people import short_name
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.page import MARGIN_WIDE, Page, empty_state, side_margin
from retention_journal.ui.pages.complaints_list import ComplaintsList
from retention_journal.ui.text_labels import label

_MINUTE_MS = 60_000
_HANGS = 20  # the list's lines begin right of its edge


class ComplaintsTab(Page):
    """The complaints of one client; a click or Enter opens one on its page.

    Signals:
        complaint_opened: Show the complaint of this number.
        complaint_wanted: Write down a new complaint of this client's id.
    """

    complaint_opened = Signal(int)
    complaint_wanted = Signal(int)
    watches = frozenset({"incident", "incident_move", "client", "setting"})

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self.told = label("", "body", colour="text_2", wrap=True)
        self.new_button = outlined_button(_("New complaint"), _("Ctrl+Shift+C"), icon="add")
        self.list = ComplaintsList(now, client_shown=False, ground="surface")
        nothing = empty_state(
            "complaints",
            _("No complaints. Ask, so that it is not silence."),
            _("What they are not content with stands here, and what became of it."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(nothing)
        head = row(self.told, self.new_button, gap=12)
        head.setStretch(0, 1)
        self._head = column(box(head), margins=(MARGIN_WIDE, 20, MARGIN_WIDE, 0))
        self._below = column(self._stack)
        lines = column(self._head, self._below, gap=8)
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.list.tick)
        self.new_button.clicked.connect(lambda _checked: self._new())
        self.list.opened.connect(self.complaint_opened)
        self.list.trash_wanted.connect(self._trash)

    def show_client(self, client_id: int) -> None:
        """Show the complaints of this client."""
        self._client_id = client_id
        self.make_stale()

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        rows = complaint_rows(self._journal, self._client_id)
        self.list.show_rows(rows)
        self.told.setText(_told(rows))
        self._stack.setCurrentIndex(0 if rows else 1)

    def panes(self) -> Sequence[QWidget]:
        """Return the button and the list."""
        return [self.new_button, self.list]

    def take_focus(self) -> None:
        """Put the focus on the first complaint."""
        if self._stale:
            self._freshen()
        rows = self.list.rows()
        if not rows:
            self.new_button.setFocus()
            return
        self.list.setFocus()
        if self.list.current_id() is None:
            self.list.stand_on(rows[0].incident_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = side_margin(self)
        self._head.setContentsMargins(side, theme.px(20), side, 0)
        hangs = max(side - theme.px(_HANGS), 0)
        self._below.setContentsMargins(hangs, 0, hangs, 0)

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _new(self) -> None:
        if self._client_id is not None:
            self.complaint_wanted.emit(self._client_id)

    def _trash(self, number: int) -> None:
        name = short_name(incident(self._journal, number).name)
        trash_incident(self._journal, number, now=self._now())
        self.undoable.emit(_("{name} is in the trash.").format(name=name))


def _told(rows: Sequence[ComplaintRow]) -> str:
    """Say how many there are, and how many wait for an answer."""
    if not rows:
        return ""
    total = len(rows)
    told = ngettext("{n} complaint in all.", "{n} complaints in all.", total)
    owed = sum(row.group is ComplaintGroup.ANSWER_OWED for row in rows)
    said = told.format(n=formats.number(total))
    if not owed:
        return said
    of_them = ngettext("{n} waits for an answer.", "{n} wait for an answer.", owed)
    return f"{said} {of_them.format(n=formats.number(owed))}"
