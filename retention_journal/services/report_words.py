"""The words of a report: what the sender writes, with a first draft offered from the goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal import i18n
from retention_journal.core import formats, kpi_words
from retention_journal.core.kpis import KpiStatus
from retention_journal.services.goals import Goal, Goals

#: Longest of the four texts, in characters.
LONGEST = 20_000
_KEPT = frozenset({KpiStatus.ACHIEVED, KpiStatus.ON_TRACK})
_NAMED = 3
_COMING = 2
_LONGEST_NAME = 8  # words
#: Most words of page 1. Source: forms, section 1.
MOST_WORDS = 60


@dataclass(frozen=True)
class ReportWords:
    """What the sender says in a report: the headline, and three short texts under it."""

    headline: str = ""
    went_well: str = ""
    went_not: str = ""
    doing: str = ""


def offered(goals: Goals, language: str, coming: Sequence[tuple[str, date]] = ()) -> ReportWords:
    """Return words to begin with: what moved, in the client's order of importance, and what comes next.

    Why it moved is not offered: that only the sender knows.

    Args:
        goals: The goals of the period.
        language: BCP 47 tag of the report.
        coming: What is promised for after the period and by when, the nearest first.
    """
    known = [goal for goal in goals.goals if goal.status is not KpiStatus.NO_DATA]
    kept = [goal for goal in known if goal.status in _KEPT]
    missed = [goal for goal in known if goal.status in kpi_words.MISSED]
    doing = _coming(coming, language)
    if not known:
        return _in_brief("", [[], [], doing])
    return _in_brief(
        _headline(known, kept, missed, language), [_told(kept, language), _told(missed, language), doing]
    )


def _in_brief(headline: str, told: list[list[str]]) -> ReportWords:
    """Leave the last line of the fullest text out until all of it has at most ``MOST_WORDS``."""
    while len(" ".join([headline, *(line for lines in told for line in lines)]).split()) > MOST_WORDS:
        fullest = max(told, key=lambda lines: len(" ".join(lines).split()))
        if not fullest:
            break
        fullest.pop()
    return ReportWords(headline, *("\n".join(lines) for lines in told))


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
    weakest = _brief(missed[0].line.name)
    return texts.gettext("{n} of {all} goals are on target. {goal} is not.").format(
        n=len(kept), all=len(known), goal=weakest
    )


def _told(goals: Iterable[Goal], language: str) -> list[str]:
    _ = i18n.texts_in(language).gettext
    lines = []
    for goal in list(goals)[:_NAMED]:
        if goal.value is None:
            continue
        value = kpi_words.amount(goal.value, kpi_words.unit_of(goal.line, i18n.texts_in(language)), language)
        target = kpi_words.target_words(goal.stated, language)
        lines.append(
            _("{goal}: {value}, agreed {target}.").format(
                goal=_brief(goal.line.name), value=value, target=target
            )
        )
    return lines


def _coming(coming: Sequence[tuple[str, date]], language: str) -> list[str]:
    _ = i18n.texts_in(language).gettext
    return [
        _("{what}, by {day}.").format(what=_brief(text), day=formats.day_of_month(due, language))
        for text, due in coming[:_COMING]
    ]


def _brief(text: str) -> str:
    """Return the beginning of a long name, whole words of it."""
    words = text.split()
    return text if len(words) <= _LONGEST_NAME else " ".join(words[:_LONGEST_NAME]) + "…"
