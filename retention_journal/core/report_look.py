"""How a report looks: its paper, its typeface, and which of its parts are left out.

The order of the parts is always the same. Source: forms, section 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Paper(Term):
    """The size of the sheet."""

    A4 = "a4", N_("A4")
    LETTER = "letter", N_("Letter")


class Typeface(Term):
    """The type that a report is set in."""

    INTER = "inter", N_("Inter, with Newsreader")
    PLEX = "plex", N_("IBM Plex Sans")
    SERIF = "serif", N_("Source Serif")


class ReportPart(Term):
    """A part of a report that can be left out, in the order in which they stand."""

    SUMMARY = "summary", N_("Headline and summary")
    PROMISES = "promises", N_("Promised last time")
    SCORECARD = "scorecard", N_("Scorecard")
    TWO_ORDERS = "two_orders", N_("What counts, to you and to me")
    GLANCE = "glance", N_("At a glance")
    CHARTS = "charts", N_("The goals over time")
    DELIVERED = "delivered", N_("What was delivered")
    REQUESTS = "requests", N_("Answers to requests")
    HOURS = "hours", N_("Where the hours went")
    SETBACKS = "setbacks", N_("What went wrong")
    LEARNT = "learnt", N_("Learnt and tried")
    NEXT = "next", N_("Goals for the next period")
    NEEDS = "needs", N_("What is needed from the client")
    DECISIONS = "decisions", N_("Decisions since last time")
    REVIEW = "review", N_("The quarter’s look at what matters")
    QUESTIONS = "questions", N_("Your turn")
    INCLUDED = "included", N_("Included and not included")
    SOURCES = "sources", N_("Sources and words")


@dataclass(frozen=True)
class Look:
    """The sheet and the type of a report."""

    paper: Paper = Paper.A4
    typeface: Typeface = Typeface.INTER


def parts_named(names: Iterable[object]) -> frozenset[ReportPart]:
    """Return the parts that ``names`` name; what is no part is passed over."""
    known = {part.value: part for part in ReportPart}
    return frozenset(known[str(name)] for name in names if str(name) in known)
