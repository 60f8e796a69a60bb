"""The rhythm strip: 90 days from left to now.

A tall bar is a talk, a short one something written; the thick line at the right is how long it is later than
agreed, from the day it fell due.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import standing
from retention_journal.i18n import _
from retention_journal.ui import light, theme
from retention_journal.ui.text_labels import tooltip

SPAN_DAYS = 90
_RIGHT = 8
_LATE_HALF = 2.5


def paint_strip(
    painter: QPainter,
    rect: QRectF,
    talks: Sequence[int],
    notes: Sequence[int] = (),
    overdue_days: int = 0,
    state: str = "watch",
    *,
    span: int = SPAN_DAYS,
) -> None:
    """Draw a rhythm strip in ``rect``, on its bottom line.

    Args:
        painter: Where to draw.
        rect: 22 pixels high at 100 % text size, any width.
        talks: Days ago of each talk.
        notes: Days ago of each thing written.
        overdue_days: Days since the agreed contact fell due; 0 for in time.
        state: The light that colours the overdue line.
        span: Days from the left end to now.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = theme.scale()
    now = rect.right() - _RIGHT * unit
    day = (now - rect.left()) / span
    base = rect.bottom() - 5 * unit
    ground = theme.colour("border_strong")
    ground.setAlphaF(0.55)
    painter.setPen(QPen(ground, 1))
    painter.drawLine(QPointF(rect.left(), round(base) + 0.5), QPointF(now, round(base) + 0.5))
    painter.setPen(Qt.PenStyle.NoPen)
    if overdue_days > 0:
        painter.setBrush(theme.colour(light.role(state)))
        length = min(overdue_days, span) * day
        half = _LATE_HALF * unit
        painter.drawRoundedRect(QRectF(now - length, base - half + 0.5, length, half * 2), 2, 2)
    for days_ago, width, height, role in (
        *((one, 2.0, 6.0, "chart_2") for one in notes),
        *((one, 3.0, 13.0, "chart_1") for one in talks),
    ):
        if 0 <= days_ago <= span:
            painter.setBrush(theme.colour(role))
            left = max(now - days_ago * day - width * unit / 2, rect.left())
            painter.drawRoundedRect(QRectF(left, base - height * unit, width * unit, height * unit), 1.2, 1.2)
    painter.setPen(QPen(theme.colour("text_3"), 1.5))
    painter.drawLine(QPointF(now + 3.5 * unit, base - 4 * unit), QPointF(now + 3.5 * unit, base + 5 * unit))
    painter.restore()


class RhythmStrip(QWidget):
    """A rhythm strip with, if ``legend``, its ends named below: "mid-July", "9 talks in 90 days", "today".

    Its accessible name is the sentence of the design: "5 talks in 90 days, 8 days later than agreed".
    """

    def __init__(self, *, width: int = 168, legend: tuple[str, str, str] | None = None) -> None:
        super().__init__()
        self._width = width
        self._legend = legend
        self._talks: tuple[int, ...] = ()
        self._notes: tuple[int, ...] = ()
        self._overdue, self._state = 0, "watch"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Nothing yet"))

    def show_contacts(
        self,
        talks: Sequence[int],
        notes: Sequence[int] = (),
        overdue_days: int = 0,
        state: str = "watch",
        *,
        legend: tuple[str, str, str] | None = None,
        last: str = "",
    ) -> None:
        """Show these contacts; see ``paint_strip``.

        Args:
            talks: Days ago of each talk.
            notes: Days ago of each thing written.
            overdue_days: Days since the agreed contact fell due.
            state: The light that colours the overdue line.
            legend: Words under its left end, middle and right end; None keeps those there are.
            last: When the last talk was, in words, for the accessible name.
        """
        self._talks, self._notes = tuple(talks), tuple(notes)
        self._overdue, self._state = overdue_days, state
        self._legend = legend or self._legend
        self.setAccessibleName(standing.strip(self._talks, overdue_days, last=last))
        self.setToolTip(tooltip(self.accessibleName()))
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = theme.px(22) + (theme.line("caption") + theme.px(1) if self._legend else 0)
        return QSize(theme.px(self._width), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(min(self._width, 90)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        strip = QRectF(0, 0, min(self.width(), theme.px(self._width)), theme.px(22))
        paint_strip(painter, strip, self._talks, self._notes, self._overdue, self._state)
        if self._legend:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text_3"))
            width = strip.width() - theme.px(_RIGHT)
            below = QRectF(0, strip.bottom() + theme.px(1), width, theme.line("caption"))
            places = _spread(painter.fontMetrics(), self._legend, width)
            for text, left in zip(self._legend, places, strict=True):
                at = below.adjusted(left, 0, left, 0)
                painter.drawText(at, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


def _spread(metrics: QFontMetrics, texts: Sequence[str], width: float) -> list[float]:
    """Return where three texts begin, at the left, in the middle and at the right of a line of ``width``.

    Where they are long the one in the middle makes room for the one before it.
    """
    first, middle, last = map(metrics.horizontalAdvance, texts)
    gap = metrics.horizontalAdvance("  ")
    least, most = first + gap, width - last - gap - middle
    return [0, max(least, min((width - middle) / 2, most)), width - last]
