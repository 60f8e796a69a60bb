"""The retention figures of a period, as the journal stood on its last day.

When a client came, when it left and what it paid is told by the days that were written down. What is written
down later about an earlier day is known for it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.expected_losses import expected_losses
from retention_journal.core.hours import MonthHours
from retention_journal.core.how_long import survival, tenure
from retention_journal.core.incidents import IncidentOutcome
from retention_journal.core.income_kept import gross, net
from retention_journal.core.periods import DayRange, last_twelve_months, month_of
from retention_journal.core.recovery import Group, group_of
from retention_journal.core.retention_figures import Figure, logo_retention, losses
from retention_journal.core.won_lost import won_lost
from retention_journal.core.work_figures import Recovery, Waited, care, recovery_figure
from retention_journal.i18n import _
from retention_journal.services.business_year import year_start
from retention_journal.services.client_lives import client_lives, paying
from retention_journal.services.contact_discipline import discipline
from retention_journal.services.hours import portfolio_minutes
from retention_journal.services.incident_standings import Standing, standings
from retention_journal.services.judging import asked_now
from retention_journal.services.light_warned import light_before_losses
from retention_journal.services.loss_reasons import overlooked_share, reasons_known
from retention_journal.services.worth import concentration, share_words, worth_of_clients
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, key_of

__all__ = ["Concentration", "LargestShare", "last_twelve_months", "retention_figures"]

_LAST_MINUTE = time(23, 59, 59)
_A_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class LargestShare:
    """The client with the largest share of the income in one currency, 0 to 1."""

    currency: str
    client: str
    value: float
    flagged: bool


@dataclass(frozen=True, kw_only=True)
class Concentration(Figure):
    """The largest share of the income of twelve months; of several currencies the largest of all.

    Attributes:
        currency: ISO 4217; "" where it is silent, as is ``client``.
        flagged: Whether to lose this client would hurt.
        by_currency: The largest in each.
    """

    currency: str = ""
    client: str = ""
    flagged: bool = False
    by_currency: tuple[LargestShare, ...] = ()


def retention_figures(journal: JournalReader, period: DayRange, *, today: date) -> Mapping[str, Figure]:
    """Return every figure by its name, in the order in which they are read.

    Args:
        journal: Where to look.
        period: First and last day. Tenure, survival and the largest share of the income are those of its
            last day; the income is that of the twelve months before.
        today: The day it is asked.

    Raises:
        InvalidEntryError: The period ends before it begins, or after today.
    """
    _check(period, today)
    lives = client_lives(journal, period.last)
    balance = won_lost(lives.known, period, year_start(journal))
    fees = paying(journal, lives, period)
    return {
        "losses": losses(lives, period),
        "logo_retention": logo_retention(lives, period),
        "grr": gross(fees),
        "nrr": net(fees),
        "tenure": tenure(lives.known, period.last),
        "survival": survival(lives.known, period.last),
        "won_lost": balance,
        "reason_coverage": reasons_known(journal, lives, period),
        "overlooked_share": overlooked_share(journal, lives, period),
        "care_share": care(_months(journal, period), balance.won, balance.lost),
        "concentration": _concentration(journal, period.last),
        "recovery": _recovery(journal, period),
        "contact_discipline": discipline(journal, period, today),
        "light_warned": light_before_losses(journal, period),
        "expected_losses": expected_losses(lives.known, period.last),
    }


def _check(period: DayRange, today: date) -> None:
    if period.last < period.first:
        raise InvalidEntryError("to", _("The period ends before it begins."))
    if period.last > today:
        raise InvalidEntryError("to", _("The period ends on a day that lies ahead."))


def _months(journal: JournalReader, period: DayRange) -> list[MonthHours]:
    """Return the hours of each month of a period, of the first and last what lies within it."""
    found, first = [], period.first
    while first <= period.last:
        part = DayRange(first, min(month_of(first).last, period.last))
        found.append(MonthHours(part, portfolio_minutes(journal, part)))
        first = part.last + _A_DAY
    return found


def _concentration(journal: JournalReader, today: date) -> Concentration:
    found = sorted(concentration(journal, today), key=lambda one: (-one.share.percent, one.share.currency))
    if not found:
        return Concentration(n=0, silent=True, text=_("Too little is known of the income of twelve months."))
    first = found[0]
    worths = worth_of_clients(journal, today).values()
    return Concentration(
        value=first.share.percent / 100,
        n=sum(share.currency == first.share.currency for worth in worths for share in worth.shares),
        silent=False,
        text=" ".join(
            _("{client}: {share}.").format(client=one.client_name, share=share_words(one.share))
            for one in found
        ),
        currency=first.share.currency,
        client=first.client_name,
        flagged=first.share.is_flagged,
        by_currency=tuple(
            LargestShare(one.share.currency, one.client_name, one.share.percent / 100, one.share.is_flagged)
            for one in found
        ),
    )


def _recovery(journal: JournalReader, period: DayRange) -> Recovery:
    """Return what became of the incidents that came within the period, as they stood at its end."""
    told = [one for one in _standings(journal, period.last) if one.received_on in period]
    outcomes = [one.outcome for one in told if one.outcome is not None]
    unsaid = sum(one.outcome is None and one.closed is not None for one in told)
    waited = [
        Waited(_days(one, one.acknowledged), _days(one, one.decided), _days(one, one.resolved))
        for one in told
    ]
    return recovery_figure(sum(map(_is_recovered, outcomes)), len(outcomes) + unsaid, waited)


def _standings(journal: JournalReader, day: date) -> Iterator[Standing]:
    here = {
        number
        for (number,) in journal.tuples(Client.select(key_of(Client)).where(Client.trashed_at.is_null()))
    }
    for one in standings(journal, asked_now(journal, datetime.combine(day, _LAST_MINUTE))):
        if one.client_id in here:
            yield one


def _days(one: Standing, step: int | None) -> float | None:
    return None if step is None else (step - one.received) / _DAY_SECONDS


def _is_recovered(outcome: IncidentOutcome) -> bool:
    return group_of(outcome) is Group.RECOVERED
