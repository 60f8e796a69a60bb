"""Prints an agreement on one page for two signatures. It is always one page.

Texts get smaller first; only what does not fit even then is cut, list by list, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core import formats
from retention_journal.core.agreed_page import AgreedGoal, AgreedPage
from retention_journal.i18n import Texts, texts_in
from retention_journal.reports import colour, fonts, styles
from retention_journal.reports.document import BAND, begin, draw_band, draw_foot_line, reached_at
from retention_journal.reports.layout import (
    MARGIN,
    PAGE_HEIGHT,
    WIDTH,
    Lines,
    Style,
    line,
    set_text,
)
from retention_journal.reports.text import fit_for_print, one_line
from retention_journal.services.agreement_pdf import heading
from retention_journal.services.agreement_text import scope_lists

_TOP = PAGE_HEIGHT - BAND - 10 * mm
_BOTTOM = 58 * mm  # above the signatures
_SIGNATURE = 36 * mm
_GAP = 9 * mm  # between two columns
_COLUMN = (WIDTH - _GAP) / 2
_NUMBER = 6 * mm
#: Smallest share of the usual text size that a signed page may be read at: 8 points.
_SIZES = (1.0, 0.92, 0.85)
_MOST_LINES = 12  # of one text, once texts are cut at all
_TITLE = Style(fonts.SEMIBOLD, 20, 25, colour.INK)
_LABEL = Style(fonts.SEMIBOLD, 9.5, 14, colour.INK)


@dataclass(frozen=True)
class _Tightness:
    """How much room the page takes: the size of its texts, and what is cut.

    Attributes:
        size: Share of the usual text size.
        most: Most lines shown of a list; None shows all.
        lines: Most printed lines of one entry; None prints it whole.
    """

    size: float
    most: int | None = None
    lines: int | None = None

    def style(self, style: Style) -> Style:
        """Return ``style`` at this size."""
        return replace(style, size=style.size * self.size, leading=style.leading * self.size)

    def words(self) -> int | None:
        """Return the most printed lines of what was said in many words."""
        return None if self.lines is None else min(self.lines * 3, _MOST_LINES)


@dataclass(frozen=True)
class _Placed:
    """Broken text at its place: from the left margin, and below the top of the flow."""

    left: float
    below: float
    lines: Lines


def print_agreement(page: AgreedPage) -> bytes:
    """Return ``page`` as a PDF of one page; the same page always gives the same bytes."""
    fonts.register()
    page = fit_for_print(page, page.language)
    flow = _flow_that_fits(page)
    buffer = BytesIO()
    canvas = begin(
        buffer,
        f"{one_line(page.client)} – {one_line(heading(page))}",
        language=page.language,
        made_on=page.printed_on,
        by=(page.issuer.person, page.issuer.name),
    )
    draw_band(canvas, page.issuer.name or page.issuer.person, page.issuer.brand_colour)
    for placed in flow.placed:
        placed.lines.draw(canvas, MARGIN + placed.left, _TOP - placed.below)
    for below in flow.rules:
        line(canvas, MARGIN, _TOP - below, WIDTH, colour.RULE)
    _signatures(canvas, page)
    draw_foot_line(canvas, reached_at(page.issuer))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _flow_that_fits(page: AgreedPage) -> _Flow:
    """Return the page's texts at the largest size, and with the fewest cuts, at which one page holds them."""
    for tightness in _tighter(page):
        flow = _Flow(page, tightness)
        if flow.height <= _TOP - _BOTTOM:
            return flow
    return flow


def _tighter(page: AgreedPage) -> Iterator[_Tightness]:
    yield from (_Tightness(size) for size in _SIZES)
    smallest = _SIZES[-1]
    lists = (page.goals, *(lines for _title, lines in scope_lists(page.scope, texts_in(page.language))))
    longest = max(len(one) for one in lists)
    yield from (_Tightness(smallest, lines=lines) for lines in (4, 3, 2))
    yield from (_Tightness(smallest, most, 2) for most in range(longest - 1, 0, -1))
    yield _Tightness(smallest, 1, 1)


class _Flow:
    """The texts of a page under each other, measured; ``height`` is what they take."""

    def __init__(self, page: AgreedPage, tightness: _Tightness) -> None:
        self._page, self._tight = page, tightness
        self._texts: Texts = texts_in(page.language)
        self.placed: list[_Placed] = []
        self.rules: list[float] = []
        self.height = 0.0
        self._fill()

    def _fill(self) -> None:
        page, _ = self._page, self._texts.gettext
        self._add(set_text(one_line(page.client), self._tight.style(_TITLE), WIDTH, 2))
        self._add(set_text(one_line(heading(page)), self._tight.style(styles.SECOND), WIDTH, 2))
        if page.client_words:
            self._said(
                _("What matters most to you"), formats.quoted(page.client_words, page.language), styles.QUOTE
            )
        if page.good_result:
            self._said(_("A good result"), page.good_result, styles.BODY)
        if page.goals:
            self._goals()
        (included, left_out, assumed, open_) = scope_lists(page.scope, self._texts)
        self._beside(included, left_out)
        self._beside(assumed, open_)
        if page.review_on is not None:
            day = formats.day(page.review_on, page.language)
            text = _("On {day} we look at whether these are still the right goals.").format(day=day)
            self._skip(3.5 * mm)
            self._add(set_text(text, self._tight.style(styles.SECOND), WIDTH))

    def _said(self, title: str, text: str, style: Style) -> None:
        self._title(title)
        self._add(set_text(text, self._tight.style(style), WIDTH, self._tight.words()))

    def _goals(self) -> None:
        _ = self._texts.gettext
        self._title(_("What we measure, the most important first"))
        self._skip(2 * self._tight.size)
        most = self._tight.most or len(self._page.goals)
        for number, goal in enumerate(self._page.goals[:most], start=1):
            self._goal(number, goal)
        self._more(len(self._page.goals) - most, 0.0)

    def _goal(self, number: int, goal: AgreedGoal) -> None:
        _ = self._texts.gettext
        body, target_left = self._tight.style(styles.ITEM), WIDTH * 0.52
        told = _("{target} (your own goal)").format(target=goal.target) if goal.is_theirs else goal.target
        name_room = target_left - _NUMBER - 3 * mm
        name = set_text(one_line(goal.name), self._tight.style(styles.STRONG), name_room, self._tight.lines)
        target = set_text(told, body, WIDTH - target_left, self._tight.lines)
        self._put(0.0, set_text(f"{number}.", body, _NUMBER))
        self._put(_NUMBER, name)
        self._put(target_left, target)
        self._skip(max(name.height, target.height) + 2.5 * self._tight.size)
        self.rules.append(self.height)
        self._skip(2.5 * self._tight.size)

    def _beside(self, *lists: tuple[str, Sequence[str]]) -> None:
        """Put two lists beside each other, left out where both are empty."""
        if not any(lines for _title, lines in lists):
            return
        self._skip(4.5 * mm * self._tight.size)
        top, lowest = self.height, 0.0
        shown = [one for one in lists if one[1]]
        for place, (title, lines) in enumerate(shown):
            self.height = top
            self._list(place * (_COLUMN + _GAP), title, lines)
            lowest = max(lowest, self.height)
        self.height = lowest

    def _list(self, left: float, title: str, lines: Sequence[str]) -> None:
        head, item = self._tight.style(_LABEL), self._tight.style(styles.ITEM)
        self._add(set_text(title, head, _COLUMN), left)
        most = self._tight.most or len(lines)
        for text in lines[:most]:
            self._put(left, set_text("–", item, 4 * mm))
            self._add(set_text(one_line(text), item, _COLUMN - 4 * mm, self._tight.lines), left + 4 * mm)
        self._more(len(lines) - most, left)

    def _more(self, n: int, left: float) -> None:
        """Say how many entries did not fit."""
        if n > 0:
            text = self._texts.ngettext("…and {n} more, see the list", "…and {n} more, see the list", n)
            self._add(set_text(text.format(n=n), self._tight.style(styles.SECOND), _COLUMN), left)

    def _title(self, text: str) -> None:
        self._skip(4.5 * mm * self._tight.size)
        self._add(set_text(text, self._tight.style(_LABEL), WIDTH))

    def _add(self, lines: Lines, left: float = 0.0) -> None:
        self._put(left, lines)
        self._skip(lines.height)

    def _put(self, left: float, lines: Lines) -> None:
        self.placed.append(_Placed(left, self.height, lines))

    def _skip(self, points: float) -> None:
        self.height += points


def _signatures(canvas: Canvas, page: AgreedPage) -> None:
    """Draw two lines to sign on, with a place for the day."""
    _ = texts_in(page.language).gettext
    signs = ((page.client, page.person), (page.issuer.name, page.issuer.person))
    for place, (firm, person) in enumerate(signs):
        left = MARGIN + place * (_COLUMN + _GAP)
        title = _("For {firm}").format(firm=one_line(firm)) if firm else _("For me")
        set_text(title, styles.SECOND, _COLUMN, 1).draw(canvas, left, _SIGNATURE + 17 * mm)
        line(canvas, left, _SIGNATURE, _COLUMN, colour.INK_3)
        under = _("Place, day, {name}").format(name=one_line(person)) if person else _("Place, day, name")
        set_text(under, styles.CAPTION, _COLUMN, 1).draw(canvas, left, _SIGNATURE - 1 * mm)
