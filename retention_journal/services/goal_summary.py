"""How a client's goals stand in a sentence, with what to do about it: the box beside their words."""

from __future__ import annotations

from dataclasses import dataclass

from retention_journal.core.kpi_words import MISSED, change_words
from retention_journal.core.kpis import KpiStatus, Trend, period_before
from retention_journal.core.periods import period_label, period_within
from retention_journal.core.shapes import Shape
from retention_journal.i18n import _, ngettext
from retention_journal.services.goals import Goal, Goals

_KEPT = frozenset({KpiStatus.ACHIEVED, KpiStatus.ON_TRACK})


@dataclass(frozen=True)
class Summary:
    """A sentence on how the goals stand, its shape, and what to do; ``advice`` may be empty."""

    shape: Shape
    text: str
    advice: str = ""


def summary(goals: Goals, name: str) -> Summary:
    """Return how the goals stand, above all the one that the client cares about most.

    Args:
        goals: The goals of a period.
        name: How one speaks of the person who agreed, such as "Tom"; "" where nobody is known.
    """
    if goals.agreement is None:
        return Summary(
            Shape.WATCH, _("Not agreed yet."), _("Ask what matters most, and who agrees to it, when and how.")
        )
    known = [goal for goal in goals.goals if goal.status is not KpiStatus.NO_DATA]
    if not known:
        return Summary(
            Shape.NONE,
            _("{period}: no numbers yet.").format(period=period_label(goals.period)),
            _("Enter them before you write the report."),
        )
    first = next((goal for goal in goals.goals if goal.is_clients_first), None)
    if first is None:
        return _without_own(known)
    return _with_own(first, [goal for goal in known if goal is not first], name or _("the client"))


def changes(goals: Goals) -> str:
    """Return how the figures changed since the period before, "Traffic +20 %, ranking stable."; "" for none.

    Goals that are measured in longer periods are left out: theirs is another period before.
    """
    told = [
        change_words(goal.value, goal.previous, goal.line)
        for goal in goals.goals
        if goal.value is not None and goal.previous is not None and goal.period == goals.period
    ]
    if not told:
        return ""
    before = period_within(period_before(goals.period))
    return _("Since {period}: {changes}.").format(period=before, changes=", ".join(told))


def _with_own(first: Goal, others: list[Goal], name: str) -> Summary:
    missed = [goal for goal in others if goal.status in MISSED]
    lead = _("Speak about “{goal}” first, and lead with it in the report.").format(goal=first.line.name)
    if first.status in MISSED:
        shape = Shape.ACT if _is_bad(first) else Shape.WATCH
        if others and not missed:
            return Summary(shape, _others_kept(others, name), lead)
        return Summary(shape, _("What {name} cares about most is not on target.").format(name=name), lead)
    if first.status is KpiStatus.NO_DATA:
        text = _("There is no number for what {name} cares about most.").format(name=name)
        return Summary(Shape.WATCH, text, _("Enter it first."))
    if missed:
        pattern = ngettext(
            "What {name} cares about most is on target. One other goal is not.",
            "What {name} cares about most is on target. {n} other goals are not.",
            len(missed),
        )
        return Summary(Shape.WATCH, pattern.format(name=name, n=len(missed)), _say_weak(missed))
    text = _("Everything is on target, what {name} cares about most too.").format(name=name)
    return Summary(Shape.STEADY, text, _("Ask now and then whether these are still the right goals."))


def _others_kept(others: list[Goal], name: str) -> str:
    n = len(others)
    if all(goal.is_own_proposal for goal in others):
        return ngettext(
            "The KPI you proposed is on target. The one {name} cares about is not.",
            "The {n} KPIs you proposed are on target. The one {name} cares about is not.",
            n,
        ).format(n=n, name=name)
    return ngettext(
        "The other goal is on target. The one {name} cares about most is not.",
        "The {n} other goals are on target. The one {name} cares about most is not.",
        n,
    ).format(n=n, name=name)


def _without_own(known: list[Goal]) -> Summary:
    ask = _("Nobody has said yet which of them matters most. Ask.")
    missed = [goal for goal in known if goal.status in MISSED]
    if not missed:
        n = len(known)
        return Summary(
            Shape.STEADY,
            ngettext("The goal is on target.", "All {n} goals are on target.", n).format(n=n),
            ask,
        )
    text = _("{n} of {all} goals are on target.").format(n=len(known) - len(missed), all=len(known))
    return Summary(Shape.ACT if any(map(_is_bad, missed)) else Shape.WATCH, text, ask)


def _is_bad(goal: Goal) -> bool:
    return goal.status is KpiStatus.OFF_TRACK and goal.trend is not Trend.BETTER


def _say_weak(missed: list[Goal]) -> str:
    return _("Say it yourself before the client does: “{goal}”.").format(goal=missed[0].line.name)
