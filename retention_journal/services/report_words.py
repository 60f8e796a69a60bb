"""The words of a report: what the sender writes, with a first draft offered from the goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retention_journal import i18n
from retention_journal.core import kpi_words
from retention_journal.core.kpis import KpiStatus
from retention_journal.services.goals import Goal, Goals

#: Longest of the four texts, in characters.
LONGEST = 20_000
_KEPT = frozenset({KpiStatus.ACHIEVED, KpiStatus.ON_TRACK})
_NAMED = 3


@dataclass(frozen=True)
class ReportWords:
    """What the sender says in a report: the headline, and three short texts under it."""

    headline: str = ""
    went_well: str = ""
    went_not: str = ""
    doing: str = ""


def offered(goals: Goals, language: str) -> ReportWords:
    """Return words to begin with, from the goals alone: what moved, in the client's order of importance.

    Nothing is offered for what is being done about it: that only the sender knows.
    """
    known = [goal for goal in goals.goals if goal.status is not KpiStatus.NO_DATA]
    kept = [goal for goal in known if goal.status in _KEPT]
    missed = [goal for goal in known if goal.status in kpi_words.MISSED]
    if not known:
        return ReportWords()
    return ReportWords(
        headline=_headline(known, kept, missed, language),
        went_well=_told(kept, language),
        went_not=_told(missed, language),
    )


def _headline(known: list[Goal], kept: list[Goal], missed: list[Goal], language: str) -> str:
    texts = i18n.texts_in(language)
    if not missed:
        pattern = texts.ngettext("The goal is on target.", "All {n} goals are on target.", len(known))
        return pattern.format(n=len(known))
    if not kept:
        pattern = texts.ngettext(
            "The goal is not on target.", "None of the {n} goals is on target.", len(known)
        )
        return pattern.format(n=len(known))
    weakest = missed[0].line.name
    return texts.gettext("{n} of {all} goals are on target. {goal} is not.").format(
        n=len(kept), all=len(known), goal=weakest
    )


def _told(goals: Iterable[Goal], language: str) -> str:
    _ = i18n.texts_in(language).gettext
    lines = []
    for goal in list(goals)[:_NAMED]:
        if goal.value is None:
            continue
        value = kpi_words.amount(goal.value, kpi_words.unit_of(goal.line, i18n.texts_in(language)), language)
        target = kpi_words.target_words(goal.stated, language)
        lines.append(
            _("{goal}: {value}, agreed {target}.").format(goal=goal.line.name, value=value, target=target)
        )
    return "\n".join(lines)
