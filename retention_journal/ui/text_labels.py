"""Labels: every text on screen that is not typed into. People's texts are never read as markup.

``label`` for most; ``spans`` where one line mixes weights or colours; the other functions name usual roles.
Lines are as high as the tokens say, long ones wrap or end in "…" with the whole text in the tooltip.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from retention_journal.ui import theme

_LONGEST = 6000
_LONGEST_TITLE = 200
_USUAL_WIDTH = 420
_NARROWEST = 60
_WIDTHS_KEPT = 4
#: A text broken into lines: the width, how it lies there, its height and the width it would like.
_LaidOut = tuple[int, QTextLayout, float, float]


@dataclass(frozen=True)
class Span:
    """A stretch of a line with its own look: a role of ``theme.font`` and a role of ``theme.colour``."""

    text: str
    role: str = "body"
    colour: str = "text"
    underline: bool = False


def shortened(text: str, most: int) -> str:
    """Return ``text`` on one line and with at most ``most`` letters, the last one then "…"."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def literal(text: str) -> str:
    """Return ``text`` so that menus, buttons and tabs show its ampersands instead of reading them."""
    return text.replace("&", "&&")


def window_title(text: str) -> str:
    """Return ``text`` so that a window's title shows it: Qt reads "[*]" there as the mark of a change."""
    return shortened(text, _LONGEST_TITLE).replace("[*]", "[*][*]")


def tooltip(text: str) -> str:
    """Return ``text`` so that a tooltip shows it and reads nothing in it as markup."""
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    if "<" not in text and "&" not in text:
        return text
    return f'<qt><p style="white-space: pre-wrap">{html.escape(text)}</p></qt>'


class Label(QLabel):
    """A text in one role; see ``label``."""

    def __init__(
        self, *, role: str = "body", colour: str = "text", wrap: bool = False, elide: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._colour, self._elide = role, colour, elide
        self._spans: tuple[Span, ...] = ()
        self._struck = False
        self._laid_out: dict[int, _LaidOut] = {}
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.restyle()

    def setText(self, text: str) -> None:
        """Show ``text`` in the label's own role."""
        self.show_spans([Span(text, self._role, self._colour)])

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show ``spans`` one after the other; they read as one text."""
        self._spans = tuple(spans)
        text = "".join(span.text for span in self._spans)
        self._laid_out.clear()
        super().setText(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def set_role(self, role: str, colour: str | None = None) -> None:
        """Show the text in another role or colour from here on."""
        self._role, self._colour = role, colour or self._colour
        self.restyle()
        self.setText(self.text())

    def set_struck(self, struck: bool) -> None:
        """Strike the text through, as for a promise kept."""
        self._struck = struck
        self._laid_out.clear()
        self.update()

    def restyle(self) -> None:
        """Take over the theme's fonts and colours."""
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._colour))
        self.setPalette(palette)
        self._laid_out.clear()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return -1
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        if self._is_selectable():  # Qt paints it, with lines of its own height
            return max(super().heightForWidth(width), theme.line(self._role))
        return round(self._layout_for(inner)[2]) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        around = QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        _, _, height, natural = self._layout_for(theme.px(_USUAL_WIDTH) if self.wordWrap() else 0)
        return QSize(round(natural + 0.999), round(height)) + around

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self.wordWrap():
            return QSize(min(hint.width(), theme.px(_NARROWEST)), theme.line(self._role))
        return QSize(min(hint.width(), theme.px(_NARROWEST)), hint.height()) if self._elide else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide and not self.wordWrap():
            cut = self.contentsRect().width() < self._layout_for(0)[3]
            self.setToolTip(tooltip(self.text()) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_selectable():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        rect = QRectF(self.contentsRect())
        if self.wordWrap():
            _, layout, height, _ = self._layout_for(int(rect.width()))
            top = (
                rect.top()
                if self.alignment() & Qt.AlignmentFlag.AlignTop
                else rect.top() + max((rect.height() - height) / 2, 0)
            )
            layout.draw(painter, QPointF(rect.left(), top))
            return
        spans = tuple(Span(s.text, s.role, s.colour, s.underline) for s in self._spans)
        paint_spans(painter, rect, spans, self.alignment(), struck=self._struck)

    def _is_selectable(self) -> bool:
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse)

    def _layout_for(self, width: int) -> _LaidOut:
        """Return the text broken at ``width``, 0 for not broken; layouts ask about few widths, in turns."""
        found = self._laid_out.get(width)
        if found is None:
            if len(self._laid_out) >= _WIDTHS_KEPT:
                self._laid_out.clear()
            layout, height, natural = _lay_out(
                self._spans, self._role, width, self.alignment(), struck=self._struck
            )
            found = self._laid_out[width] = (width, layout, height, natural)
        return found


def _lay_out(
    spans: Sequence[Span], role: str, width: float, alignment: Qt.AlignmentFlag, *, struck: bool = False
) -> tuple[QTextLayout, float, float]:
    text = "".join(span.text for span in spans)[:_LONGEST].replace("\n", "\u2028")
    layout = QTextLayout(text, theme.font(role))
    option = QTextOption(alignment & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setWrapMode(
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if width else QTextOption.WrapMode.NoWrap
    )
    layout.setTextOption(option)
    layout.setFormats(_formats(spans, struck))
    step = max([theme.line(role), *(theme.line(span.role) for span in spans)])
    layout.beginLayout()
    y, natural = 0.0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width or 1e6)
        line.setPosition(QPointF(0, y + (step - line.height()) / 2))
        natural = max(natural, line.naturalTextWidth())
        y += step
    layout.endLayout()
    return layout, max(y, step), natural


def _formats(spans: Sequence[Span], struck: bool) -> list[QTextLayout.FormatRange]:
    ranges, start = [], 0
    for span in spans:
        one = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setFont(theme.font(span.role))
        look.setForeground(theme.colour(span.colour))
        look.setFontUnderline(span.underline)
        look.setFontStrikeOut(struck)
        one.start, one.length, one.format = start, len(span.text), look
        ranges.append(one)
        start += len(span.text)
    return ranges


@lru_cache(maxsize=8192)
def _width(text: str, role: str, _scale: float) -> float:
    return QFontMetricsF(theme.font(role)).horizontalAdvance(text)


@lru_cache(maxsize=128)
def _heights(role: str, _scale: float) -> tuple[float, float]:
    metrics = QFontMetricsF(theme.font(role))
    return metrics.ascent(), metrics.descent()


def spans_width(spans: Sequence[Span]) -> float:
    """Return how wide ``spans`` are on one line, in pixels at the text size in use."""
    return sum(_width(span.text, span.role, theme.scale()) for span in spans)


def paint_spans(
    painter: QPainter,
    rect: QRectF,
    spans: Sequence[Span],
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    struck: bool = False,
) -> float:
    """Draw ``spans`` on one line in the middle of ``rect``, ending in "…" if need be; returns where."""
    scale = theme.scale()
    widths = [_width(span.text, span.role, scale) for span in spans]
    x = rect.left()
    spare = rect.width() - sum(widths)
    if spare > 0 and alignment is not Qt.AlignmentFlag.AlignLeft:
        if alignment & Qt.AlignmentFlag.AlignRight:
            x += spare
        elif alignment & Qt.AlignmentFlag.AlignHCenter:
            x += spare / 2
    if not spans:
        return x
    ascent, descent = max(_heights(span.role, scale) for span in spans)
    baseline = rect.center().y() + (ascent - descent) / 2
    for span, width in zip(spans, widths, strict=True):
        room = rect.right() - x
        if room <= 0:
            break
        text = span.text.replace("\n", " ")
        if width > room + 0.5:
            metrics = QFontMetricsF(theme.font(span.role))
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        font = theme.font(span.role)
        if span.underline or struck:
            font.setUnderline(span.underline)
            font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(theme.colour(span.colour))
        painter.drawText(QPointF(x, baseline), text)
        x += min(width, room)
    return x


def label(
    text: str = "",
    role: str = "body",
    *,
    colour: str = "text",
    wrap: bool = False,
    elide: bool = False,
    selectable: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> Label:
    """Return a label of ``text``.

    Args:
        text: Always shown as it is; "<b>" is three characters.
        role: See ``theme.font``.
        colour: See ``theme.colour``.
        wrap: Whether long texts go on below.
        elide: Whether a text that does not fit ends in "…", with the whole in the tooltip.
        selectable: Whether it can be marked and copied.
        align: Where it stands in its place.
    """
    made = Label(role=role, colour=colour, wrap=wrap, elide=elide)
    vertical = Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
    made.setAlignment(align | vertical)
    made.setText(text)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def spans(*parts: Span, wrap: bool = False, role: str = "body") -> Label:
    """Return one label of several looks, such as a person in ``body_strong`` and the firm in ``text_2``."""
    made = Label(role=role, wrap=wrap, elide=not wrap)
    made.setAlignment(
        Qt.AlignmentFlag.AlignLeft | (Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter)
    )
    made.show_spans(parts)
    return made


def page_title(text: str) -> Label:
    """Return the title of a page."""
    return label(text, "page", elide=True)


def section_title(text: str) -> Label:
    """Return the title of a part of a page."""
    return label(text, "section", elide=True)


def caption(text: str, *, wrap: bool = False, strong: bool = False) -> Label:
    """Return a small grey text: dates, sources, the name of a group if ``strong``."""
    return label(text, "caption_medium" if strong else "caption", colour="text_3", wrap=wrap, elide=not wrap)


class FieldLabel(QLabel):
    """The name of a field; "&" before a letter makes Alt+letter go to the field, its ``buddy``."""

    def __init__(self, text: str, buddy: QWidget | None = None, *, role: str = "ui_medium") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._role = role
        if buddy is not None:
            self.setBuddy(buddy)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme's font, and be as high with "– optional" beside it as without."""
        self.setFont(theme.font(self._role))
        self.setFixedHeight(max(theme.line(self._role), theme.line("caption")))
