"""The head of a client's page: who they are, how they stand and why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from retention_journal.core import formats, standing
from retention_journal.core.clients import Status
from retention_journal.i18n import _
from retention_journal.services.client_sheet import ClientSheet
from retention_journal.services.lights import ClientLight
from retention_journal.services.portfolio import STRIP_DAYS, ClientFacts
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, outlined_button, primary_button, quiet_button
from retention_journal.ui.layouts import Pane, box, column, row
from retention_journal.ui.light import LightBadge, shape_of
from retention_journal.ui.page import NARROW
from retention_journal.ui.pages.client_clock import ClientClock
from retention_journal.ui.pages.client_light import LightLines, has_light, has_reasons
from retention_journal.ui.pages.client_preview import month_inside, reasons
from retention_journal.ui.pages.clients_columns import SHAPES
from retention_journal.ui.rhythm_strip import RhythmStrip
from retention_journal.ui.text_labels import label, page_title

#: How far the way back stands out at the left, so that its arrow is in line with the name.
HANGS = 10
_STRIP_WIDTH = 292
_NARROWEST = 820
_HIGH, _LOW = 740, 600
_FEWEST = 150  # pixels that are left to the head in any window
_DOWN, _BESIDE = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


class ClientHeader(QWidget):
    """Shows one client; the buttons are the page's to connect.

    Signals:
        back_wanted: Go back to the list.
    """

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = quiet_button(_("Clients"), icon="back", small=True)
        self.back.clicked.connect(self.back_wanted.emit)
        self.name = page_title("")
        self.badge = LightBadge("none", pill=True)
        self.about = label("", "ui", colour="text_2", wrap=True)
        self.clock = ClientClock()
        self.worth = label("", "ui", colour="text_2", wrap=True)
        self.report_button = outlined_button(_("Report"), icon="reports")
        self.log_button = primary_button(_("Log a contact"), _("Ctrl+L"), icon="log")
        self.more_button = icon_button("more", _("More"))
        self.strip = RhythmStrip(width=_STRIP_WIDTH)
        self._is_low = False
        self.light = LightLines()
        self._below, self._top, self._title = QBoxLayout(_BESIDE), QBoxLayout(_BESIDE), QBoxLayout(_BESIDE)
        self._lay_out()

    def show_sheet(
        self, sheet: ClientSheet, told: ClientLight | None, today: date, worth: Sequence[str] = ()
    ) -> None:
        """Show one client, with their light where they have one, and what is at stake with them."""
        facts = sheet.facts
        self.name.setText(facts.name)
        self.about.setText(about(facts, sheet))
        self.worth.setText(_("At stake: {facts}").format(facts=" · ".join(worth)) if worth else "")
        self._show_worth()
        if told is not None and has_light(facts):
            self.badge.set_state(shape_of(told.light), _state_words(facts, told.light.label))
        else:
            self.badge.set_state(SHAPES[facts.state], _state_words(facts, facts.state.label))
        if told is not None and has_reasons(facts, told):
            self.light.show_light(told)
        else:
            self.light.show_sentences(reasons(facts, today))
        begin = formats.short_day(today - timedelta(days=STRIP_DAYS), today=today)
        self.strip.show_contacts(
            facts.talks,
            facts.notes,
            facts.days_beyond,
            legend=(begin, standing.talks_in_90_days(len(facts.talks)), _("today")),
            last=standing.last_talk(facts.last_contact_on, today),
        )

    def fold(self, width: float, height: float) -> None:
        """Put the strip under the reasons, and the buttons above the name, where there is no room.

        In a low window fewer reasons are told at first, and the strip is left out where it would stand below.

        Args:
            width: Of the window, in pixels at 100 % text size.
            height: Of the window, likewise.
        """
        self._is_low = height < _LOW
        self._show_worth()
        self.light.show_at_most(3 if height >= _HIGH else 2 if height >= _LOW else 1)
        self.strip.setVisible(height >= _HIGH or width >= NARROW)
        self._below.setDirection(_DOWN if width < NARROW else _BESIDE)
        (self._top if width < _NARROWEST else self._title).addWidget(self._buttons)

    def _show_worth(self) -> None:
        self.worth.setVisible(bool(self.worth.text()) and not self._is_low)

    def _lay_out(self) -> None:
        for line in (self._top, self._title):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.px(12))
        self._top.addLayout(row(self.back, None), 1)
        self._title.addLayout(row(self.name, self.badge, None, gap=12), 1)
        self._buttons = box(row(self.report_button, self.log_button, self.more_button, gap=12))
        self._title.addWidget(self._buttons)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.addWidget(self.light, 1)
        self._below.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignBottom)
        rest = column(
            self._title, self.about, self.clock, self.worth, 4, self._below, gap=3, margins=(HANGS, 0, 0, 0)
        )
        self.setLayout(column(self._top, rest, gap=3))


class HeadPane(Pane):
    """The head as high as it needs, and at most nine twentieths of its page: beyond that it scrolls.

    It ends below a whole line then, so that none is cut through.
    """

    def __init__(self, head: QWidget) -> None:
        super().__init__(head)
        self._room, self._asked = 0, (0, 0, 0)
        self._settled = QTimer(self)  # once the head is laid out
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._end_at_a_line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.installEventFilter(self)

    def fit(self) -> None:
        """Take the height that the head needs now, as far as there is room."""
        head, page = self.widget(), self.parentWidget()
        if head is None or page is None:
            return
        needed = head.heightForWidth(self.viewport().width())
        needed = needed if needed > 0 else head.sizeHint().height()
        self._room = max(page.height() * 9 // 20, theme.px(_FEWEST))
        if needed > self._room:
            self._settled.start(0)
        asked = (needed, self._room, self.width())
        if asked != self._asked:  # else it ends at a line already
            self._asked = asked
            self.setFixedHeight(min(needed, self._room))

    def _end_at_a_line(self) -> None:
        head = self.widget()
        if head is None or head.height() <= self._room:
            return
        parts = [part for part in head.findChildren(QWidget) if part.isVisible() and part.layout() is None]
        spans = [(top := part.mapTo(head, QPoint(0, 0)).y(), top + part.height()) for part in parts]
        whole = [
            end
            for _top, end in spans
            if end <= self._room and not any(top < end < other for top, other in spans)
        ]
        if whole:
            self.setFixedHeight(max(whole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def about(facts: ClientFacts, sheet: ClientSheet) -> str:
    """Return a client in one line: "Tom Hale, owner · Bristol · client since March 2022"."""
    person = ", ".join(filter(None, (facts.primary_contact, facts.primary_title)))
    since = ""
    if facts.start_date is not None:
        since = _("client since {month}").format(month=month_inside(facts.start_date))
    ended = ""
    if sheet.entry.end_date is not None:
        ended = _("until {day}").format(day=formats.day(sheet.entry.end_date))
    work = facts.engagement_type.label
    return " · ".join(filter(None, (person, facts.locality, since, ended, work[:1].lower() + work[1:])))


def _state_words(facts: ClientFacts, usual: str) -> str:
    """Return the word of the pill: how they stand, or what they are where that says more."""
    if facts.status in {Status.NOTICE_GIVEN, Status.CLOSED_BY_US, Status.PROSPECT}:
        return facts.status.label
    return usual
