"""Why clients left, in blocks, beside the figures that are often quoted for others: a claim, no proof.

Source: figures, "External claims to show only as claims"; capability F9; design, section 7.10.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Mark, Rect, Role, Text
from retention_journal.core.losses import LossReason
from retention_journal.core.retention_figures import per_cent
from retention_journal.core.survival import FEWEST_LOST
from retention_journal.core.terms import Term
from retention_journal.core.wilson import wilson
from retention_journal.i18n import N_, _, ngettext

#: From so many on a bar stands for the blocks. Source: design, section 14.
_MOST_BLOCKS = 20
_NAMES, _BLOCKS_END, _HEAD = 0.34, 0.78, 22.0  # shares of the width; the height of the headings
_LINE, _BLOCK, _WIDE, _GAP = 26.0, 13.0, 16.0, 4.0  # in the painter's units
_SIZE = 13.0
_SMALL = 12.0


class Kind(Term):
    """The kinds of reason that the quoted figures know."""

    OVERLOOKED = "overlooked", N_("Felt overlooked")
    DISSATISFIED = "dissatisfied", N_("Dissatisfied")
    COMPETITOR = "competitor", N_("Went to a competitor")
    CONTACTS = "contacts", N_("Found other contacts")
    MOVED = "moved", N_("Moved")
    CEASED = "ceased", N_("Died or closed down")


#: A line of the chart: a kind that is quoted, or a reason that the quoted figures do not know.
Why = Kind | LossReason
#: In hundredths, as they are quoted. Source: seed 002, with the figures' caveat that no primary was found.
QUOTED: Mapping[Why, int] = {
    Kind.OVERLOOKED: 68, Kind.DISSATISFIED: 14, Kind.COMPETITOR: 9, Kind.CONTACTS: 5, Kind.MOVED: 3,
    Kind.CEASED: 1,
}  # fmt: skip
_KINDS = {
    LossReason.OVERLOOKED: Kind.OVERLOOKED,
    LossReason.DISSATISFIED_RESULT: Kind.DISSATISFIED,
    LossReason.DISSATISFIED_SERVICE: Kind.DISSATISFIED,
    LossReason.UNRESOLVED_COMPLAINT: Kind.DISSATISFIED,
    LossReason.EXPECTATION_MISMATCH: Kind.DISSATISFIED,
    LossReason.COMPETITOR: Kind.COMPETITOR,
    LossReason.ALTERNATIVE_OR_NEW_CONTACTS: Kind.CONTACTS,
    LossReason.MOVED: Kind.MOVED,
    LossReason.CEASED_OR_DIED: Kind.CEASED,
}


@dataclass(frozen=True)
class ReasonsChart:
    """What the chart shows, says line by line, and copies as a table with its heading.

    Attributes:
        told: What it shows, as a sentence.
        lines: What each point is about.
    """

    told: str
    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    table: tuple[tuple[str, ...], ...]
    lines: tuple[Why, ...]


def kind_of(reason: LossReason) -> Why:
    """Return the kind a reason belongs to, or the reason itself where none is quoted."""
    return _KINDS.get(reason, reason)


def height_of(reasons: Iterable[LossReason]) -> float:
    """Return how high the chart is in the painter's units: a line for each that is quoted or happened."""
    return _HEAD + _LINE * len({*QUOTED, *map(kind_of, reasons)})


def reasons_chart(reasons: Sequence[LossReason], *, quoted: bool, width: float) -> ReasonsChart:
    """Return a line of blocks for each kind of reason; nothing under five losses.

    Args:
        reasons: Of each loss, as one sees it now.
        quoted: Whether the figures of others stand beside them.
        width: Room across in the painter's units; it is as high as ``height_of`` says.
    """
    if len(reasons) < FEWEST_LOST:
        return ReasonsChart("", (), (), (), ())
    counted: Counter[Why] = Counter(map(kind_of, reasons))
    kinds = _lines(counted)
    axes = _Axes(width, height_of(reasons))
    marks = [*_heads(axes, quoted=quoted)]
    for at, kind in enumerate(kinds):
        marks += _line(kind, counted[kind], max(counted.values()), axes, at)
        if quoted and kind in QUOTED:
            marks.append(Text((1.0, axes.y(at)), _cent(QUOTED[kind]), Role.CAPTION, "end", _SIZE))
    points = tuple(
        ChartPoint((_NAMES, axes.y(at)), _read(kind, counted[kind], len(reasons), quoted=quoted))
        for at, kind in enumerate(kinds)
    )
    table = _table(kinds, counted, len(reasons), quoted=quoted)
    return ReasonsChart(_told(counted, len(reasons)), tuple(marks), points, table, kinds)


def _lines(counted: Counter[Why]) -> tuple[Why, ...]:
    """Return the quoted ones in their order, then the others, the most frequent first, "not known" last."""
    others = [why for why in LossReason if why not in _KINDS and counted[why]]
    others.sort(key=lambda why: (why is LossReason.UNKNOWN, -counted[why]))
    return (*QUOTED, *others)


@dataclass(frozen=True)
class _Axes:
    width: float
    height: float

    def y(self, line: int) -> float:
        return (_HEAD + (line + 0.5) * _LINE) / self.height


def _heads(axes: _Axes, *, quoted: bool) -> Iterator[Mark]:
    y = _HEAD / 2 / axes.height
    yield Text((_NAMES, y), _("your clients"), size=_SMALL)
    if quoted:
        yield Text((1.0, y), _("often quoted"), anchor="end", size=_SMALL)


def _line(kind: Why, count: int, most: int, axes: _Axes, at: int) -> Iterator[Mark]:
    y, is_most = axes.y(at), count == most
    yield Text((0.0, y), kind.label, Role.INK, size=_SIZE, room=_NAMES - 0.02)
    if not count:
        yield Text((_NAMES, y), _("none"), size=_SMALL)
        return
    role, half = Role.CHART_1 if is_most else Role.CHART_2, _BLOCK / 2 / axes.height
    room = _BLOCKS_END - _NAMES
    if most > _MOST_BLOCKS:
        end = _NAMES + room * count / most
        yield Rect(_NAMES, y - half, end, y + half, role)
        yield Text((end + 6 / axes.width, y), formats.number(count), size=_SMALL)
        return
    step = min((_WIDE + _GAP) / axes.width, room / most)
    for number in range(count):
        left = _NAMES + number * step
        yield Rect(left, y - half, left + step * _WIDE / (_WIDE + _GAP), y + half, role)


def _told(counted: Counter[Why], of: int) -> str:
    most = max(counted.values())
    first = [why for why, count in counted.items() if count == most]
    if len(first) > 1:
        return _("No reason stands out among {n} losses").format(n=formats.number(of))
    if first[0] is Kind.OVERLOOKED:
        told = ngettext(
            "{n} of {of} left because they felt overlooked", "{n} of {of} left because they felt overlooked",
            most,
        )  # fmt: skip
        return told.format(n=formats.number(most), of=formats.number(of))
    if first[0] is LossReason.UNKNOWN:
        return _("Of {n} of {of} losses the reason is not known").format(
            n=formats.number(most), of=formats.number(of)
        )
    return _("{reason}: {n} of {of} losses").format(
        reason=first[0].label, n=formats.number(most), of=formats.number(of)
    )


def _read(kind: Why, count: int, of: int, *, quoted: bool) -> str:
    told = _("{reason}: {n} of {of} losses (likely {low}–{high} %).").format(
        reason=kind.label, n=formats.number(count), of=formats.number(of), **_range(count, of)
    )
    if not quoted or kind not in QUOTED:
        return told
    return _("{told} Often quoted: {share}.").format(told=told, share=_cent(QUOTED[kind]))


def _table(
    kinds: Sequence[Why], counted: Counter[Why], of: int, *, quoted: bool
) -> tuple[tuple[str, ...], ...]:
    head = (_("Reason"), _("Losses"), _("Likely"), *((_("Often quoted"),) if quoted else ()))
    lines = []
    for kind in kinds:
        likely = _("{low}–{high} %").format(**_range(counted[kind], of))
        claim = _cent(QUOTED[kind]) if kind in QUOTED else ""
        lines.append((kind.label, formats.number(counted[kind]), likely, *((claim,) if quoted else ())))
    return (head, *lines)


def _range(count: int, of: int) -> dict[str, str]:
    low, high = wilson(count, of)
    return {"low": per_cent(low), "high": per_cent(high)}


def _cent(share: int) -> str:
    return _("{n} %").format(n=formats.number(share))
