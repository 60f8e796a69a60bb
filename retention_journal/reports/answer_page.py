"""Prints the answer to a complaint on one page, in the look of the agreement. It is always one page.

Texts get smaller first; only what does not fit even then is cut, part by part, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.units import mm

from retention_journal.core import formats
from retention_journal.core.answer_page import AnswerPage
from retention_journal.i18n import texts_in
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.document import BAND, begin, draw_band, draw_foot_line, reached_at
from retention_journal.reports.layout import (
    MARGIN,
    PAGE_HEIGHT,
    WIDTH,
    Lines,
    Style,
    set_text,
)
from retention_journal.reports.text import fit_for_print, one_line

_TOP = PAGE_HEIGHT - BAND - 12 * mm
_BOTTOM = 26 * mm
#: Shares of the usual text size, the smallest one that still reads well: 9 points.
_SIZES = (1.0, 0.92, 0.84)
_FEWEST_LINES, _MOST_LINES = 1, 40
_MEASURE = WIDTH * 0.86  # a line is no longer than one reads with ease
_TITLE = Style(fonts.SEMIBOLD, 20, 25, colour.INK)
_LABEL = Style(fonts.SEMIBOLD, 9.5, 14, colour.INK_2)
_WORDS = Style(fonts.REGULAR, 11, 16.5, colour.INK)


@dataclass(frozen=True)
class _Placed:
    """Broken text, at so many points below the top of the flow."""

    below: float
    lines: Lines


def print_answer(page: AnswerPage) -> bytes:
    """Return ``page`` as a PDF of one page; the same page always gives the same bytes."""
    fonts.register()
    page = fit_for_print(page, page.language)
    buffer = BytesIO()
    canvas = begin(
        buffer,
        f"{one_line(page.client)} – {one_line(page.subject)}",
        language=page.language,
        made_on=page.answered_on,
        by=(page.issuer.person, page.issuer.name),
    )
    draw_band(canvas, page.issuer.name or page.issuer.person, page.issuer.brand_colour)
    for placed in _flow_that_fits(page).placed:
        placed.lines.draw(canvas, MARGIN, _TOP - placed.below)
    draw_foot_line(canvas, reached_at(page.issuer))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _flow_that_fits(page: AnswerPage) -> _Flow:
    """Return the texts at the largest size, and with the fewest cuts, at which one page holds them."""
    for size, most in _tighter():
        flow = _Flow(page, size, most)
        if flow.height <= _TOP - _BOTTOM:
            return flow
    return flow


def _tighter() -> Iterator[tuple[float, int | None]]:
    yield from ((size, None) for size in _SIZES)
    yield from ((_SIZES[-1], most) for most in range(_MOST_LINES, _FEWEST_LINES - 1, -1))


class _Flow:
    """The texts of an answer under each other, measured; ``height`` is what they take."""

    def __init__(self, page: AnswerPage, size: float, most: int | None) -> None:
        self._size, self._most = size, most
        self.placed: list[_Placed] = []
        self.height = 0.0
        self._is_cut = False
        self._fill(page)

    def _fill(self, page: AnswerPage) -> None:
        _ = texts_in(page.language).gettext
        day = formats.day(page.answered_on, page.language)
        self._add(set_text(one_line(page.subject), self._style(_TITLE), WIDTH, 2))
        told = ", ".join(one_line(part) for part in (page.client, page.person, day) if part)
        self._add(set_text(told, self._style(styles.SECOND), WIDTH, 2))
        self._skip(7 * mm)
        self._add(set_text(one_line(page.greeting), self._style(_WORDS), _MEASURE, 2))
        for title, words in page.parts:
            self._skip(4.5 * mm)
            self._add(set_text(title, self._style(_LABEL), _MEASURE))
            self._add(self._cut(words))
        if self._is_cut:
            self._skip(4.5 * mm)
            text = _("Not all of it fits on one page. The whole answer is in the e-mail.")
            self._add(set_text(text, self._style(styles.SECOND), _MEASURE))
        self._skip(8 * mm)
        for name in (page.issuer.person, page.issuer.name):
            if name:
                self._add(set_text(one_line(name), self._style(_WORDS), _MEASURE, 1))

    def _cut(self, words: str) -> Lines:
        whole = set_text(words, self._style(_WORDS), _MEASURE)
        if self._most is None or len(whole.lines) <= self._most:
            return whole
        self._is_cut = True
        return set_text(words, self._style(_WORDS), _MEASURE, self._most)

    def _style(self, style: Style) -> Style:
        return replace(style, size=style.size * self._size, leading=style.leading * self._size)

    def _add(self, lines: Lines) -> None:
        self.placed.append(_Placed(self.height, lines))
        self.height += lines.height

    def _skip(self, points: float) -> None:
        self.height += points * self._size
