"""Goals in words: a figure with its unit, what was agreed, and how it stands."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.agreement import LineEntry
from retention_journal.core.kpis import Aggregation, GoalDirection, KpiStatus, Period, Trend
from retention_journal.core.shapes import Shape
from retention_journal.i18n import N_, Texts

_NO_BREAK = "\u00a0"
_PERCENT = 100
_TOO_MANY_TIMES = 10  # from here on per cent say less than the two figures
_SHAPES = {
    KpiStatus.ACHIEVED: Shape.STEADY,
    KpiStatus.ON_TRACK: Shape.STEADY,
    KpiStatus.AT_RISK: Shape.WATCH,
    KpiStatus.OFF_TRACK: Shape.ACT,
    KpiStatus.NO_DATA: Shape.NONE,
}
_OR_MORE = {
    Period.WEEK: N_("{amount} a week or more"),
    Period.MONTH: N_("{amount} a month or more"),
    Period.QUARTER: N_("{amount} a quarter or more"),
    Period.YEAR: N_("{amount} a year or more"),
}
_AT_MOST = {
    Period.WEEK: N_("{amount} a week at most"),
    Period.MONTH: N_("{amount} a month at most"),
    Period.QUARTER: N_("{amount} a quarter at most"),
    Period.YEAR: N_("{amount} a year at most"),
}
_A_PERIOD = {
    Period.WEEK: N_("a week"),
    Period.MONTH: N_("a month"),
    Period.QUARTER: N_("a quarter"),
    Period.YEAR: N_("a year"),
}
_KEPT = frozenset({KpiStatus.ACHIEVED, KpiStatus.ON_TRACK})
#: How a goal stands when its target is not kept.
MISSED = frozenset({KpiStatus.AT_RISK, KpiStatus.OFF_TRACK})


def amount(value: Decimal, unit: str = "", language: str | None = None) -> str:
    """Return a figure with its unit, "3.1 days" or "12%"."""
    figure = formats.number(value, language)
    if not unit:
        return figure
    close = unit == "%" and i18n.nearest(language or i18n.language()) == i18n.DEFAULT
    return f"{figure}{'' if close else _NO_BREAK}{unit}"


def unit_of(line: LineEntry, texts: Texts | None = None) -> str:
    """Return the unit of a goal's figures.

    The turnaround of small requests is in days. Somebody may have written "a month" as the unit, which the
    target says already; then there is none.
    """
    if line.turnaround_days is not None:
        return (texts or i18n.texts_in(i18n.language())).gettext("days")
    often = {i18n.texts_in(tag).gettext(_A_PERIOD[line.period]).casefold() for tag in i18n.LANGUAGES}
    return "" if line.unit.casefold() in often else line.unit


def target_words(line: LineEntry, language: str | None = None) -> str:
    """Return what was agreed, "40 a month or more"; "" where no figure was."""
    texts = i18n.texts_in(language or i18n.language())
    _ = texts.gettext
    if line.turnaround_days is not None:
        return _promptly(line.turnaround_days, texts, language)
    if line.target is None:
        return ""
    unit = unit_of(line, texts)
    if line.direction is GoalDirection.RANGE and line.target_high is not None:
        low = formats.number(line.target, language)
        return _("{low} to {high}").format(low=low, high=amount(line.target_high, unit, language))
    summed = line.aggregation is Aggregation.SUM
    pattern = {
        GoalDirection.HIGHER: _(_OR_MORE[line.period]) if summed else _("{amount} or more"),
        GoalDirection.LOWER: _(_AT_MOST[line.period]) if summed else _("{amount} or less"),
    }.get(line.direction, _("exactly {amount}"))
    return pattern.format(amount=amount(line.target, unit, language))


def status_words(status: KpiStatus, trend: Trend, line: LineEntry, texts: Texts | None = None) -> str:
    """Return how a goal stands and which way it goes: "On target", "Late, but quicker".

    Args:
        status: How it stands.
        trend: Which way it goes.
        line: The goal; it decides whether less is worse, and whether it is about time.
        texts: The language of the words; None is the program's.
    """
    texts = texts or i18n.texts_in(i18n.language())
    _ = texts.gettext
    falls = line.direction is GoalDirection.HIGHER
    if status in _KEPT and trend is Trend.WORSE:
        if line.direction in (GoalDirection.EQUAL, GoalDirection.RANGE):
            return _("On target, but drifting")
        return _("On target, but falling") if falls else _("On target, but rising")
    if status in MISSED and line.turnaround_days is not None:
        return _("Late, but quicker") if trend is Trend.BETTER else _("Late")
    if status is KpiStatus.OFF_TRACK and trend is Trend.BETTER:
        return _("Off target, but better")
    if status is KpiStatus.AT_RISK and line.direction is not GoalDirection.HIGHER:
        return _("Just over") if line.direction is GoalDirection.LOWER else _("Close to target")
    return status.label_in(texts)


def status_shape(status: KpiStatus, trend: Trend) -> Shape:
    """Return the shape beside those words.

    A goal that is missed but moves the right way is watched, not alarmed; one that is kept but slips is
    still kept.
    """
    if status is KpiStatus.OFF_TRACK and trend is Trend.BETTER:
        return Shape.WATCH
    return _SHAPES[status]


def change_words(value: Decimal, before: Decimal, line: LineEntry, language: str | None = None) -> str:
    """Return how a figure changed, "Traffic +20 %", "Ranking stable", "Ranking from 5 to 3".

    Args:
        value: The figure of the period.
        before: That of the period before.
        line: The goal. What adds up changes by per cent; a place, a rate or a share is said from where to
            where, since per cent of it would mislead.
        language: A tag; None is the program's language.

    Source: capability B9.
    """
    texts = i18n.texts_in(language or i18n.language())
    _ = texts.gettext
    if value == before:
        return _("{goal} stable").format(goal=line.name)
    is_total = line.aggregation is Aggregation.SUM and line.unit != "%"
    if not is_total or before <= 0 or value < 0 or value >= before * _TOO_MANY_TIMES:
        unit = unit_of(line, texts)
        first, last = formats.number(before, language), amount(value, unit, language)
        return _("{goal} from {first} to {last}").format(goal=line.name, first=first, last=last)
    share = ((value - before) / before * _PERCENT).to_integral_value(ROUND_HALF_EVEN)
    if not share:
        return _("{goal} stable").format(goal=line.name)
    sign = "+" if share > 0 else "\u2212"
    return f"{line.name} {sign}{amount(abs(share), '%', language)}"


def _promptly(days: Decimal, texts: Texts, language: str | None) -> str:
    if days == days.to_integral_value():
        pattern = texts.ngettext("within {n} working day", "within {n} working days", int(days))
        return pattern.format(n=int(days))
    return texts.gettext("within {n} working days").format(n=formats.number(days, language))
