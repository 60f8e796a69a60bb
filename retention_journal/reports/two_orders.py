"""What matters to the client beside what matters to the sender, with lines that cross where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from retention_journal.core.report import LedgerRow
from retention_journal.reports import colour, styles
from retention_journal.reports.colour import Brand, ink
from retention_journal.reports.layout import WIDTH, Block, Cell, Drawing, Lines, Piece, rows, set_text
from retention_journal.reports.layout import line as draw_line
from retention_journal.reports.parts import column_heads, heading, status_piece
from retention_journal.reports.text import brief, one_line
from retention_journal.reports.words import Words

_NUMBER = 6 * mm
_STATUS, _FROM, _TO = 62 * mm, 97 * mm, 113 * mm
_OWN = _TO + 5 * mm
_GAP = 3 * mm
_PAD = 4.0
_DISC = 2.1
_NAME_LINES = 2
#: Goals that are shown; at most eight stand on a page. Source: design, section 15.
_MOST = 8


def two_orders(words: Words, brand: Brand) -> list[Block]:
    """Return the goals in the client's order beside the sender's; nothing where they are not both known."""
    shown = words.report.ledgers[:_MOST]
    if not shown:
        return []
    _ = words.texts.gettext
    picture = _Picture.of(words, brand, shown)
    heads = column_heads(((0.0, _("Your order")), (_STATUS, _("Status")), (_OWN, _("My order"))))
    below = rows([Cell(0, (set_text(_notes(words), styles.CAPTION, WIDTH),))], pad=4, rule="")
    chart = Block(picture.height, picture.draw, with_next=True)
    return [
        heading(_("What matters to you, and to me")),
        replace(heads, with_next=True),
        chart,
        *below,
    ]


@dataclass(frozen=True)
class _Picture:
    """Both orders as one picture: a row is as high as the highest."""

    brand: Brand
    theirs: Sequence[LedgerRow]
    names: Sequence[Lines]
    own_names: Sequence[Lines]
    statuses: Sequence[Drawing | None]
    row: float

    @classmethod
    def of(cls, words: Words, brand: Brand, theirs: Sequence[LedgerRow]) -> _Picture:
        own = sorted(theirs, key=lambda one: one.own_place)
        names = [_name(one.name, _STATUS - _NUMBER - _GAP) for one in theirs]
        own_names = [_name(one.name, WIDTH - _OWN - _NUMBER) for one in own]
        statuses = [_status(one) for one in theirs]
        pieces: list[Piece] = [*names, *own_names, *(status for status in statuses if status is not None)]
        highest = max(piece.height for piece in pieces)
        return cls(brand, theirs, names, own_names, statuses, highest + 2 * _PAD)

    @property
    def height(self) -> float:
        return self.row * len(self.theirs)

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        own = sorted(self.theirs, key=lambda one: one.own_place)
        for number, one in enumerate(self.theirs):
            self._join(canvas, one, (left, top), number, own.index(one))
        for number, one in enumerate(self.theirs):
            upper = top - number * self.row
            self._text(canvas, left, upper, str(one.place), self.names[number])
            self._text(canvas, left + _OWN, upper, str(own[number].own_place), self.own_names[number])
            if (status := self.statuses[number]) is not None:
                status.draw(canvas, left + _STATUS, upper - (self.row - status.height) / 2)
            for start, length in ((0.0, _FROM - _GAP), (_OWN, WIDTH - _OWN)):
                draw_line(canvas, left + start, upper - self.row, length, colour.RULE)

    def _text(self, canvas: Canvas, left: float, upper: float, number: str, name: Lines) -> None:
        middle = (self.row - name.height) / 2
        set_text(number, styles.DATE, _NUMBER).draw(canvas, left, upper - middle)
        name.draw(canvas, left + _NUMBER, upper - middle)

    def _join(
        self, canvas: Canvas, one: LedgerRow, corner: tuple[float, float], number: int, own: int
    ) -> None:
        """Draw the line from a goal on the left to itself on the right."""
        left, top = corner
        start = (left + _FROM, top - (number + 0.5) * self.row)
        end = (left + _TO, top - (own + 0.5) * self.row)
        differs = one.place != one.own_place
        tint = ink(self.brand.main if differs else colour.NONE)
        canvas.setStrokeColor(tint)
        canvas.setLineWidth(1.3 if differs else 0.8)
        canvas.line(*start, *end)
        canvas.setFillColor(tint if one.is_said else ink(colour.PAPER))
        canvas.circle(*start, _DISC, 1, 1)
        canvas.setFillColor(tint)
        canvas.circle(*end, _DISC, 1, 1)


def _name(name: str, width: float) -> Lines:
    return set_text(one_line(name), styles.ITEM, width, _NAME_LINES)


def _status(one: LedgerRow) -> Drawing | None:
    if not one.status_words:
        return None
    return status_piece(one.shape, one_line(one.status_words), _FROM - _STATUS - _GAP)


def _notes(words: Words) -> str:
    """Return how the two orders differ, what is only supposed, and how many goals there are besides."""
    _ = words.texts.gettext
    ledgers = words.report.ledgers
    first, own = ledgers[0], min(ledgers, key=lambda one: one.own_place)
    told = []
    if all(one.place == one.own_place for one in ledgers):
        told.append(_("We have them in the same order."))
    elif first == own:
        told.append(_("We both put “{goal}” first.").format(goal=brief(first.name)))
    else:
        pattern = _("You put “{theirs}” first, I have put “{own}” first.")
        if not first.is_said:
            pattern = _("As far as I know you put “{theirs}” first; I have put “{own}” first.")
        told.append(pattern.format(theirs=brief(first.name), own=brief(own.name)))
    if any(not one.is_said for one in ledgers[:_MOST]):
        told.append(_("An empty ring is what I suppose. Tell me where it is otherwise."))
    if len(ledgers) > _MOST:
        told.append(
            _("The first {n} of {total} goals.").format(n=_MOST, total=words.amount(Decimal(len(ledgers))))
        )
    return " ".join(told)
