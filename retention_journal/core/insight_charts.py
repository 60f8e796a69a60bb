"""The charts of Insights: what each shows, says above itself, and the clients behind each of its points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Mark
from retention_journal.core.how_long import Survival
from retention_journal.core.insights import Behind, Insights, Span, followed_words, too_few_lost
from retention_journal.core.mornings_chart import mornings_chart
from retention_journal.core.periods import DayRange, last_twelve_months
from retention_journal.core.reasons_chart import height_of, kind_of, reasons_chart
from retention_journal.core.recovery_dots import Dot, dots_chart, dots_words
from retention_journal.core.survival_chart import survival_chart
from retention_journal.core.won_lost import Quarter, WonLost, alarm_words
from retention_journal.core.won_lost_chart import QuarterMoves, won_lost_chart
from retention_journal.i18n import _, ngettext

#: So many clients are no small number any more.
_MANY = 100
#: In the order in which they are read.
CHARTS = ("survival", "won_lost", "reasons", "mornings", "recovery")
#: How high each is drawn, in pixels at 100 % text size.
HEIGHTS = {"survival": 300, "won_lost": 260, "reasons": 236, "mornings": 156, "recovery": 200}


@dataclass(frozen=True)
class Drawn:
    """One chart.

    Attributes:
        told: What it shows, as a sentence.
        basis: What it was drawn from; "" for nothing to add.
        points: What is read, point by point.
        table: Every value, the headings first.
        behind: The clients behind each point.
        everybody: The clients behind all of it.
        alarm: Whether the warning stands before the sentence.
        note: What is said below it; "" for nothing.
        height: How high it is drawn where that depends on what it shows; else it is that of ``HEIGHTS``.
    """

    told: str = ""
    basis: str = ""
    marks: tuple[Mark, ...] = ()
    points: tuple[ChartPoint, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    behind: tuple[tuple[Behind, ...], ...] = ()
    everybody: tuple[Behind, ...] = ()
    alarm: bool = False
    note: str = ""
    height: float = 0.0

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.told)


def draw(key: str, found: Insights, *, width: float, height: float) -> Drawn:
    """Return the chart ``key``, one of ``CHARTS``.

    Args:
        key: Which.
        found: What was read.
        width: Room across in the painter's units, so that marks keep their shape.
        height: Room down in the painter's units.
    """
    return _WAYS[key](found, width, height) if key in _WAYS else Drawn()


def _survival(found: Insights, width: float, height: float) -> Drawn:
    insight = found.told["survival"]
    if insight.is_silent:
        return Drawn(
            too_few_lost(found.lost) or insight.told, everybody=insight.behind, table=_stays(insight.behind)
        )
    figure = found.figures["survival"]
    points = figure.points if isinstance(figure, Survival) else ()
    lives = [(one, one.followed(found.today)) for one in found.lives if one.start <= found.today]
    chart = survival_chart(points, [each for _one, each in lives], width=width, height=height)
    if not chart.marks:
        return Drawn(insight.told, insight.basis, everybody=insight.behind, table=_stays(insight.behind))
    what = {one.client_id: one.what for one in insight.behind}
    behind = tuple(
        tuple(
            Behind(one.client_id, one.name, what.get(one.client_id, ""))
            for one, each in lives
            if each.is_lost and each.months == months
        )
        for months in chart.months
    )
    return Drawn(
        chart.told, _followed(found), chart.marks, chart.points, chart.table, behind, insight.behind,
        note=insight.told,
    )  # fmt: skip


def _followed(found: Insights) -> str:
    told = followed_words(found.lives, found.lost)
    if len(found.lives) < _MANY:
        wide = _("The pale band is the uncertainty; it is wide because {n} is a small number.")
    else:
        wide = _("The pale band is the uncertainty.")
    return f"{told} {wide.format(n=formats.number(len(found.lives)))}"


def _stays(behind: tuple[Behind, ...]) -> tuple[tuple[str, ...], ...]:
    return ((_("Client"), _("How long")), *((one.name, one.what) for one in behind)) if behind else ()


def _won_lost(found: Insights, width: float, height: float) -> Drawn:
    told, basis, insight = found.balance.text, "", found.told["won_lost"]
    if found.balance.alarm:
        told, basis = _("Fewer won than lost in the last 12 months"), alarm_words(found.balance)
    elif found.balance.n:
        told = _("{won} won and {lost} lost in the last 12 months").format(
            won=formats.number(found.balance.won), lost=formats.number(found.balance.lost)
        )
        basis = _("Too few to compare.") if found.balance.silent else ""
    else:
        told = _("Nobody came and nobody left in the last 12 months.")
    quarters = [_moves(found, DayRange(one.first, one.last)) for one in _quarters(found)]
    chart = won_lost_chart(
        quarters, last_twelve_months(found.today), found.year_start, width=width, height=height
    )
    behind = tuple(
        tuple(one for one in insight.behind if one.on and each.first <= one.on <= each.last)
        for each in chart.quarters
    )
    return Drawn(
        told, basis, chart.marks, chart.points, chart.table, behind, insight.behind, found.balance.alarm
    )


def _quarters(found: Insights) -> Sequence[Quarter]:
    figure = found.figures["won_lost"]
    return figure.quarters if isinstance(figure, WonLost) else ()


def _moves(found: Insights, quarter: DayRange) -> QuarterMoves:
    return QuarterMoves(
        quarter.first,
        quarter.last,
        tuple(one.name for one in found.lives for _time in range(one.won_in(quarter))),
        tuple(one.name for one in found.lives for _time in range(one.losses_in(quarter))),
    )


def _recovery(found: Insights, width: float, height: float) -> Drawn:
    if not found.complaints:
        return Drawn()
    chart = dots_chart(found.complaints, width=width, height=height)
    by_number = {one.incident_id: one for one in found.complaints}
    behind = tuple(
        (Behind(by_number[number].client_id, by_number[number].client_name, by_number[number].title),)
        for number in chart.incident_ids
    )
    everybody = tuple(Behind(one.client_id, one.client_name, one.title) for one in reversed(found.complaints))
    told = dots_words(found.complaints)
    return Drawn(told, _recovered_basis(found), chart.marks, chart.points, chart.table, behind, everybody)


def _recovered_basis(found: Insights) -> str:
    """Return "Since 2022. One was not, one is still open."."""
    first = min(one.received_on for one in found.complaints)
    told = [_("Since {day}.").format(day=formats.day(first))]
    if found.span is Span.YEAR:
        told = [_("In the last 12 months.")]
    lost = sum(one.put_right is Dot.NO for one in found.complaints)
    still = sum(one.put_right is Dot.EARLY for one in found.complaints)
    if lost:
        told.append(ngettext("{n} was not.", "{n} were not.", lost).format(n=formats.number(lost)))
    if still:
        told.append(
            ngettext("{n} is still open.", "{n} are still open.", still).format(n=formats.number(still))
        )
    return " ".join(told)


def _reasons(found: Insights, width: float, _height: float) -> Drawn:
    insight = found.told["reason_coverage"]
    if not found.losses:
        return Drawn()
    if silence := too_few_lost(len(found.losses)):
        return Drawn(silence, insight.told, everybody=insight.behind)
    chart = reasons_chart([one.reason for one in found.losses], quoted=found.has_claims, width=width)
    basis = _("The reason as you see it now.")
    if found.has_claims:
        quoted = _(
            "Quoted figures: said to be from the US Small Business Administration and the US Chamber of"
            " Commerce, though nobody found where; a pointer, not proof."
        )
        basis = f"{basis} {quoted}"
    behind = tuple(
        tuple(
            Behind(one.client_id, one.name, one.reason.label)
            for one in found.losses
            if kind_of(one.reason) is kind
        )
        for kind in chart.lines
    )
    return Drawn(
        chart.told, basis, chart.marks, chart.points, chart.table, behind, insight.behind,
        height=height_of(one.reason for one in found.losses),
    )  # fmt: skip


def _mornings(found: Insights, width: float, height: float) -> Drawn:
    chart = mornings_chart(found.mornings, width=width, height=height)
    basis = _("Last 13 weeks. Deeper blue is more clients called or tried; with three a morning is kept.")
    ids = {one.name: one.client_id for one in found.lives}
    behind = tuple(
        tuple(Behind(ids.get(name), name) for name in each.called or ()) for each in chart.mornings
    )
    return Drawn(chart.told, basis, chart.marks, chart.points, chart.table, behind, note=chart.note)


_WAYS: Mapping[str, Callable[[Insights, float, float], Drawn]] = {
    "survival": _survival,
    "won_lost": _won_lost,
    "reasons": _reasons,
    "mornings": _mornings,
    "recovery": _recovery,
}
