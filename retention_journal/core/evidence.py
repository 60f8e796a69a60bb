"""What you could show tomorrow, if a client doubted you: which ledgers are kept, and which are thin.

Evidence is gathered before any rift, not after it. Source: capability E28.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retention_journal.core import formats
from retention_journal.core.hours import in_hours
from retention_journal.i18n import _, ngettext

#: An agreement older than this in days is worth asking about again. Source: design, section 7.5.
STALE_AGREEMENT_DAYS = 365
#: Talks and hours are looked for this many days back.
RECENT_DAYS = 90


class Kept(StrEnum):
    """How well one ledger is kept; each word is also the shape it is shown with."""

    WELL = "steady"
    THINLY = "watch"
    NOT = "none"


@dataclass(frozen=True)
class EvidenceFacts:
    """What the journal holds of one client.

    Attributes:
        agreed_on: Day the agreement in force was last agreed or confirmed; None where there is none.
        talks: Talks and answers of the last ``RECENT_DAYS``.
        delivered: Promises delivered in the last year; ``dated`` of them on a known day.
        minutes: Minutes written down in the last ``RECENT_DAYS``; None where never any were.
        goals: Goals of the agreement in force; ``measured`` of them have a number for now or for the last
            period.
    """

    agreed_on: date | None = None
    talks: int = 0
    delivered: int = 0
    dated: int = 0
    minutes: int | None = None
    goals: int = 0
    measured: int = 0


@dataclass(frozen=True)
class Evidence:
    """One ledger: how well it is kept, and what there is to show, as a sentence."""

    kept: Kept
    text: str


def evidence(facts: EvidenceFacts, today: date) -> tuple[Evidence, ...]:
    """Return what could be shown: the agreement, talks, promises, results and hours, in this order."""
    return (_agreement(facts, today), _talks(facts), _promises(facts), _results(facts), _hours(facts))


def _agreement(facts: EvidenceFacts, today: date) -> Evidence:
    if facts.agreed_on is None:
        return Evidence(Kept.NOT, _("Nothing is agreed in writing."))
    stale = (today - facts.agreed_on).days >= STALE_AGREEMENT_DAYS
    text = _("An agreement, last confirmed {day}.").format(day=formats.day(facts.agreed_on))
    return Evidence(Kept.THINLY if stale else Kept.WELL, text)


def _talks(facts: EvidenceFacts) -> Evidence:
    if not facts.talks:
        return Evidence(Kept.NOT, _("No talk was written down in three months."))
    text = ngettext("{n} talk in three months.", "{n} talks in three months.", facts.talks)
    return Evidence(Kept.WELL, text.format(n=formats.number(facts.talks)))


def _promises(facts: EvidenceFacts) -> Evidence:
    if not facts.delivered:
        return Evidence(Kept.NOT, _("No promise was marked as kept in a year."))
    text = ngettext(
        "{dated} of {n} promise kept has its date.", "{dated} of {n} promises kept have their date.",
        facts.delivered,
    ).format(dated=formats.number(facts.dated), n=formats.number(facts.delivered))  # fmt: skip
    return Evidence(Kept.WELL if facts.dated == facts.delivered else Kept.THINLY, text)


def _results(facts: EvidenceFacts) -> Evidence:
    if not facts.goals:
        return Evidence(Kept.NOT, _("No goal is measured."))
    if not facts.measured:
        return Evidence(Kept.NOT, _("No goal has a number yet."))
    text = ngettext(
        "{measured} of {n} goal has its newest number.",
        "{measured} of {n} goals have their newest number.",
        facts.goals,
    ).format(measured=formats.number(facts.measured), n=formats.number(facts.goals))
    return Evidence(Kept.WELL if facts.measured == facts.goals else Kept.THINLY, text)


def _hours(facts: EvidenceFacts) -> Evidence:
    if facts.minutes is None:
        return Evidence(Kept.NOT, _("No hours were ever written down."))
    if not facts.minutes:
        return Evidence(Kept.THINLY, _("No hours in three months."))
    return Evidence(Kept.WELL, _("{hours} hours in three months.").format(hours=in_hours(facts.minutes)))
