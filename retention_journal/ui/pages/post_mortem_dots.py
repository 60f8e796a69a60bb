"""The causes of a loss as dots: person or situation across, ours, theirs or outside downwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.incidents import Locus, Whose
from retention_journal.i18n import _, ngettext
from retention_journal.services.causes import CauseEntry
from retention_journal.ui import theme
from retention_journal.ui.text_labels import Span, paint_spans, tooltip

_ROWS = (Whose.OURS, Whose.THEIRS, Whose.OUTSIDE)
_COLUMNS = (Locus.SITUATION, Locus.PERSON)
_LEFT, _ROW, _HEAD, _DOT = 96, 34, 22, 18


class CauseDots(QWidget):
    """One numbered dot per cause; one that is both, or that nobody knows, stands on the line between."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[CauseEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_causes(())

    def show_causes(self, entries: Sequence[CauseEntry]) -> None:
        """Show these causes, numbered in order."""
        self._entries = tuple(entries)
        told = _balance(self._entries)
        self.setAccessibleName(told)
        self.setToolTip(tooltip(told))
        self.update()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(_HEAD + _ROW * len(_ROWS)) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_table(painter)
        for (whose, locus), numbers in self._cells().items():
            middle = self._middle(whose, locus)
            step = theme.px(_DOT + 4)
            start = middle.x() - step * (len(numbers) - 1) / 2
            for place, number in enumerate(numbers):
                self._paint_dot(painter, QPointF(start + place * step, middle.y()), number)

    def _cells(self) -> dict[tuple[Whose, Locus], list[int]]:
        found: dict[tuple[Whose, Locus], list[int]] = {}
        for number, entry in enumerate(self._entries, 1):
            locus = entry.locus if entry.locus in _COLUMNS else Locus.BOTH
            found.setdefault((entry.whose, locus), []).append(number)
        return found

    def _middle(self, whose: Whose, locus: Locus) -> QPointF:
        left, width = theme.px(_LEFT), self.width() - theme.px(_LEFT)
        share = {Locus.SITUATION: 0.25, Locus.PERSON: 0.75}.get(locus, 0.5)
        y = theme.px(_HEAD) + theme.px(_ROW) * (_ROWS.index(whose) + 0.5)
        return QPointF(left + width * share, y)

    def _paint_table(self, painter: QPainter) -> None:
        left, head, step = theme.px(_LEFT), theme.px(_HEAD), theme.px(_ROW)
        line = theme.colour("border")
        half = (self.width() - left) / 2
        for number, locus in enumerate(_COLUMNS):
            room = QRectF(left + half * number, 0, half, head)
            words = [Span(locus.label, "caption_medium", "text_3")]
            paint_spans(painter, room, words, Qt.AlignmentFlag.AlignHCenter)
        for number, whose in enumerate(_ROWS):
            top = head + step * number
            painter.fillRect(QRectF(0, top, self.width(), 1), line)
            room = QRectF(0, top, left, step)
            paint_spans(painter, room, [Span(whose.label, "ui", "text_2")])
        painter.fillRect(QRectF(0, head + step * len(_ROWS), self.width(), 1), line)
        dashed = QPen(theme.colour("border_strong"), 1, Qt.PenStyle.DotLine)
        painter.setPen(dashed)
        middle = round(left + half) + 0.5
        painter.drawLine(QPointF(middle, head + 1), QPointF(middle, head + step * len(_ROWS)))

    def _paint_dot(self, painter: QPainter, at: QPointF, number: int) -> None:
        radius = theme.px(_DOT) / 2
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(at, radius, radius)
        room = QRectF(at.x() - radius, at.y() - radius, radius * 2, radius * 2)
        words = [Span(formats.number(number), "caption_medium", "on_accent")]
        paint_spans(painter, room, words, Qt.AlignmentFlag.AlignHCenter)


def _balance(entries: Sequence[CauseEntry]) -> str:
    """Return in a sentence where the causes lie."""
    if not entries:
        return _("No causes yet.")
    counted = ngettext("{n} cause", "{n} causes", len(entries)).format(n=formats.number(len(entries)))
    told = [f"{n} {entry.whose.label}, {entry.locus.label}" for n, entry in enumerate(entries, 1)]
    return _("{causes}: {list}").format(causes=counted, list="; ".join(told))
