"""The right side of Lost & lessons: whom you lost, what they said, what you think, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.clients import Status
from retention_journal.core.light_warned import LightBefore
from retention_journal.core.won_lost import WonLost, alarm_words
from retention_journal.i18n import _, ngettext
from retention_journal.services.looks_back import Standing
from retention_journal.services.reflections import LostClient
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, paint_focus
from retention_journal.ui.icons import paint_icon
from retention_journal.ui.layouts import FlowLayout, box, clear, column, row
from retention_journal.ui.pages import lost_words
from retention_journal.ui.pages.care_balance import CareBalance
from retention_journal.ui.panels import Notice, Rule
from retention_journal.ui.text_labels import (
    Span,
    caption,
    label,
    literal,
    paint_spans,
    section_title,
    tooltip,
)

_FEW = 6


class LostSide(QWidget):
    """The clients lost, the newest first, and the alarm where fewer were won.

    Signals:
        client_wanted: Open this client, by id.
        loss_wanted: Look back on this loss, by id.
        mark_wanted: Mark a client as lost.
        insights_wanted: See what the numbers say.
    """

    client_wanted = Signal(int)
    loss_wanted = Signal(int)
    mark_wanted = Signal()
    insights_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lost: Sequence[LostClient] = ()
        self._today = date.min
        self._seen: Mapping[int, LightBefore] = {}
        self._standings: Mapping[int, Standing] = {}
        self._shows_all = False
        self.since = caption("")
        self.insights = link_button(_("See Insights"))
        self.insights.clicked.connect(self.insights_wanted)
        self.alarm = Notice("watch")
        self.alarm.put_below(self.insights)
        self.cards = column(gap=0)
        self.reasons = label("", "ui", colour="text_2", wrap=True)
        self._reasons = box(
            column(section_title(_("Do you know why?")), caption(_("Last 12 months")), 4, self.reasons, gap=2)
        )
        self.worth_title = section_title(_("Did the light see it?"))
        self.worth = label("", "ui", colour="text_2", wrap=True)
        self.care = CareBalance()
        self.show_all = link_button("")
        self.mark = link_button(_("Mark a client as lost…"))
        self.show_all.clicked.connect(self._show_all)
        self.mark.clicked.connect(self.mark_wanted)
        links = FlowLayout()
        links.addWidget(self.show_all)
        links.addWidget(self.mark)
        self.setLayout(
            column(
                row(section_title(_("Lost clients")), None, self.since),
                2,
                self.alarm,
                self.cards,
                2,
                box(links),
                16,
                self._reasons,
                self.worth_title,
                self.worth,
                8,
                self.care,
                None,
                gap=8,
                margins=(28, 26, 28, 20),
            )
        )

    def show_standings(self, standings: Mapping[int, Standing]) -> None:
        """Show how far looking back has come, by loss, at the next ``show_lost``."""
        self._standings = standings

    def show_lost(self, lost: Sequence[LostClient], balance: WonLost, today: date) -> None:
        """Show ``lost`` as of ``today``."""
        self._lost, self._today = lost, today
        self.since.setText(lost_words.lost_since(list(lost)) if lost else "")
        self.alarm.setVisible(balance.alarm)
        self.alarm.words.show_spans(
            [
                Span(_("Fewer won than lost."), "ui_strong"),
                Span(" " + alarm_words(balance), "ui"),
            ]
        )
        self._fill()

    def show_reasons(self, year: str) -> None:
        """Show how often the last year's reasons are known, and how often the journal says more."""
        self._reasons.setVisible(bool(year))
        self.reasons.setText(year)

    def show_light(self, seen: Sequence[LightBefore], year: str) -> None:
        """Show what the light said before each loss, at the next ``show_lost``, and in the last year."""
        self._seen = {one.loss_id: one for one in seen}
        self.worth.setText(year)
        self.worth.setVisible(bool(year))
        self.worth_title.setVisible(bool(year))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("inset"))

    def _show_all(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()

    def _fill(self) -> None:
        clear(self.cards)
        if not self._lost:
            self.cards.addWidget(_nobody())
        shown = self._lost if self._shows_all else self._lost[:_FEW]
        for loss in shown:
            card = LostCard(
                loss, self._today, self._seen.get(loss.loss_id), self._standings.get(loss.loss_id)
            )
            card.client_wanted.connect(self.client_wanted)
            card.loss_wanted.connect(self.loss_wanted)
            self.cards.addWidget(card)
        self.show_all.setVisible(len(self._lost) > _FEW)
        every = _("Show all {n}").format(n=formats.number(len(self._lost)))
        self.show_all.setText(_("Show fewer") if self._shows_all else every)


class LostCard(QWidget):
    """One client lost: its name opens it, the line below goes on with the reflection."""

    client_wanted = Signal(int)
    loss_wanted = Signal(int)

    def __init__(
        self,
        loss: LostClient,
        today: date,
        seen: LightBefore | None = None,
        standing: Standing | None = None,
    ) -> None:
        super().__init__()
        self.name = _NameButton(loss.client)
        self.name.clicked.connect(lambda: self.client_wanted.emit(loss.client_id))
        self.go_on = link_button("")
        self.go_on.clicked.connect(lambda: self.loss_wanted.emit(loss.loss_id))
        self.setLayout(
            column(
                row(self.name, caption(formats.short_day(loss.notice_on, today=today)), gap=8),
                _facts(loss, lost_words.light_before(seen)),
                self._state(loss, today, standing),
                8,
                Rule(),
                gap=3,
                margins=(0, 8, 0, 0),
            )
        )

    def _state(self, loss: LostClient, today: date, standing: Standing | None) -> QWidget:
        parts: list[QWidget] = []
        if loss.lessons:
            told = ngettext("{n} lesson", "{n} lessons", loss.lessons).format(n=loss.lessons)
            parts.append(box(row(_Tick(), caption(told), gap=6)))
        if standing is not None:
            self.go_on.setText(lost_words.reflection(standing))
        elif loss.lessons:
            self.go_on.setText(_("Look again"))
        elif loss.has_looked_back or loss.closing_held_on:
            self.go_on.setText(_("Reflection: go on"))
        else:
            parts.append(caption(lost_words.closing_state(loss, today) or _("Not reflected on")))
            self.go_on.setText(_("Start"))
        if loss.status is Status.WON_BACK:
            parts.append(caption(_("Won back")))
        self.go_on.setAccessibleName(f"{self.go_on.text()}: {loss.client}")
        line = FlowLayout(gap=6)
        for part in (*parts, self.go_on):
            part.setMinimumHeight(theme.size("hit_min"))
            line.addWidget(part)
        return box(line)


def _facts(loss: LostClient, light: str) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    told = [(_("They said"), lost_words.said(loss.their_words)), (_("You think"), lost_words.thought(loss))]
    if light:
        told.append((_("The light"), light))
    for line, (name, text) in enumerate(told):
        grid.addWidget(label(name, "ui", colour="text_3"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, "ui", colour="text_2", wrap=True), line, 1)
    return box(grid)


def _nobody() -> QWidget:
    return box(
        column(
            label(_("Nobody lost."), "body_strong"),
            label(
                _(
                    "When a client leaves, write it down here the same day: what they said, what you think, "
                    "and whether there is still time to talk."
                ),
                "ui",
                colour="text_2",
                wrap=True,
            ),
            gap=4,
            margins=(0, 8, 0, 8),
        )
    )


class _NameButton(QAbstractButton):
    """A client's name that opens the client; long names end in "…"."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setText(literal(name))
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Opens the client"))
        self.setToolTip(tooltip(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font("body_strong")).horizontalAdvance(self._name)
        return QSize(round(width) + 2, max(theme.size("hit_min"), theme.line("body_strong")))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        told = Span(self._name, "body_strong", "text", underline=self.underMouse())
        end = paint_spans(painter, rect, [told])
        if self.hasFocus():
            paint_focus(painter, QRectF(-4, 0, end + 8, rect.height()), 5)


class _Tick(QWidget):
    """A tick before what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(14), theme.line("caption"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), "tick", "steady_text", 13)
