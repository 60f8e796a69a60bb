"""What the journal knew: twelve months up to the notice, with what could have been seen, numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.ui import theme
from retention_journal.ui.text_labels import Span, paint_spans, spans_width, tooltip

_TOP, _BARS, _DOT = 30, 32, 17
_TALK, _NOTE = 17.0, 8.0


@dataclass(frozen=True)
class StripSign:
    """One thing that could have been seen: from which day, until which where it lasted, and in words."""

    on: date
    text: str
    until: date | None = None


@dataclass(frozen=True)
class StripPicture:
    """What is drawn: from the first day to the notice, talks, things written, and the signs in order."""

    first: date
    notice: date
    talks: tuple[date, ...] = ()
    written: tuple[date, ...] = ()
    signs: tuple[StripSign, ...] = ()


class KnewStrip(QWidget):
    """A tall bar is a talk, a short one something written; the ground is tinted from the first sign on."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: StripPicture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: StripPicture) -> None:
        """Show what the journal knew."""
        self._picture = picture
        told = _name(picture)
        self.setAccessibleName(told)
        self.setAccessibleDescription("; ".join(f"{n} {one.text}" for n, one in enumerate(picture.signs, 1)))
        self.setToolTip(tooltip(told))
        self.update()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(_TOP + _BARS) + theme.line("caption") + theme.px(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, self._picture)
        self._paint_bars(painter, self._picture)
        self._paint_signs(painter, self._picture.signs)
        self._paint_days(painter, self._picture)

    # -- inside -------------------------------------------------------------------------------------------

    def _base(self) -> float:
        return float(theme.px(_TOP + _BARS) - 3)

    def _x(self, day: date) -> float:
        picture = self._picture or StripPicture(day, day)
        span = max((picture.notice - picture.first).days, 1)
        left, right = theme.px(2), self.width() - theme.px(9)
        share = min(max((day - picture.first).days / span, 0.0), 1.0)
        return left + (right - left) * share

    def _paint_ground(self, painter: QPainter, picture: StripPicture) -> None:
        base, right = self._base(), self._x(picture.notice)
        painter.setPen(Qt.PenStyle.NoPen)
        if picture.signs:
            left = self._x(min(one.on for one in picture.signs))
            painter.setBrush(theme.colour("watch_soft"))
            painter.drawRoundedRect(QRectF(left, theme.px(2), max(right - left, 2), base - theme.px(2)), 3, 3)
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.drawLine(QPointF(0, round(base) + 0.5), QPointF(right, round(base) + 0.5))
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLine(QPointF(right, theme.px(4)), QPointF(right, base + theme.px(5)))

    def _paint_bars(self, painter: QPainter, picture: StripPicture) -> None:
        base, unit = self._base(), theme.scale()
        painter.setPen(Qt.PenStyle.NoPen)
        for days, width, height, role in (
            (picture.written, 2.0, _NOTE, "chart_2"),
            (picture.talks, 3.0, _TALK, "chart_1"),
        ):
            painter.setBrush(theme.colour(role))
            for day in days:
                left = self._x(day) - width * unit / 2
                painter.drawRoundedRect(
                    QRectF(left, base - height * unit, width * unit, height * unit), 1.2, 1.2
                )
        painter.setBrush(theme.colour("watch"))
        for sign in picture.signs:
            if sign.until is not None:
                left, right = self._x(sign.on), self._x(sign.until)
                painter.drawRoundedRect(
                    QRectF(left, base - theme.px(2), max(right - left, 3), theme.px(5)), 2, 2
                )

    def _paint_signs(self, painter: QPainter, signs: Sequence[StripSign]) -> None:
        """Draw the numbers; one that would cover the one before it stands a little further right."""
        radius, base, last = theme.px(_DOT) / 2, self._base(), -100.0
        ink = theme.colour("watch_text")
        for number, sign in enumerate(signs, 1):
            middle = sign.on + ((sign.until or sign.on) - sign.on) / 2
            is_clear = number == len(signs) or middle <= signs[number].on
            foot = self._x(middle if is_clear else sign.on)
            x = max(foot, last + radius * 2 + 1)
            last = x
            y = theme.px(4) + radius
            painter.setPen(QPen(ink, 1))
            painter.drawLine(QPointF(x, y + radius), QPointF(foot, base))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(QPointF(x, y), radius, radius)
            room = QRectF(x - radius, y - radius, radius * 2, radius * 2)
            words = [Span(formats.number(number), "caption_medium", "surface")]
            paint_spans(painter, room, words, Qt.AlignmentFlag.AlignHCenter)

    def _paint_days(self, painter: QPainter, picture: StripPicture) -> None:
        top, height = self._base() + theme.px(6), theme.line("caption")
        last = [Span(_notice(picture.notice), "caption_medium", "text")]
        right = self.width() - spans_width(last) - theme.px(4)
        paint_spans(painter, QRectF(right, top, self.width() - right, height), last)
        taken = 0.0
        for day in _quarters(picture.first, picture.notice):
            is_first = taken == 0.0
            words = formats.month_name(day)[:3] + f" {day.year}" if is_first else formats.month_name(day)
            told = [Span(words, "caption", "text_3")]
            left, wide = max(self._x(day), theme.px(2)), spans_width(told)
            if left < taken or left + wide > right - theme.px(12):
                continue
            paint_spans(painter, QRectF(left, top, wide + 2, height), told)
            taken = left + wide + theme.px(12)


def _notice(day: date) -> str:
    return _("Notice, {day}").format(day=formats.short_day(day))


def _quarters(first: date, last: date) -> list[date]:
    """Return the first day and the first of every third month after it, up to ``last``."""
    days, at = [first], first.replace(day=1)
    while at < last:
        at = (at + timedelta(days=95)).replace(day=1)
        if at < last:
            days.append(at)
    return days


def _name(picture: StripPicture) -> str:
    talks = ngettext("{n} talk", "{n} talks", len(picture.talks)).format(n=formats.number(len(picture.talks)))
    signs = ngettext("{n} sign", "{n} signs", len(picture.signs)).format(n=formats.number(len(picture.signs)))
    return _("Twelve months to the notice on {day}: {talks}, {signs}").format(
        day=formats.day(picture.notice), talks=talks, signs=signs
    )
