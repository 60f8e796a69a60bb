"""When each client came and left, and what it paid a month, as the retention figures ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from retention_journal.core.client_lives import Lives, life
from retention_journal.core.clients import GONE, Status
from retention_journal.core.engagements import MONTHS_PAID
from retention_journal.core.income_kept import Paying
from retention_journal.core.periods import DayRange
from retention_journal.services.erased_lives import erased_clients
from retention_journal.services.full_losses import full_losses
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Engagement, key_of

#: By client and currency, in minor units a month.
_Fees = Mapping[tuple[int, str], Fraction]


def client_lives(journal: JournalReader, today: date) -> Lives:
    """Return every client one had on ``today`` or before; prospects never were.

    Who was erased since is counted all the same, without a name: the number is below 0.
    """
    rows = Client.select(
        key_of(Client), Client.name, Client.start_date, Client.end_date, Client.status
    ).where(
        Client.trashed_at.is_null()
        & (Client.status != Status.PROSPECT)
        & (Client.start_date.is_null() | (Client.start_date <= today))
    )
    losses = full_losses(journal)
    found = []
    erased = [one for one in erased_clients(journal) if one[2] <= today]
    for number, name, start, end, status in (
        *journal.tuples(rows.order_by(Client.sort_key, key_of(Client))), *erased,
    ):  # fmt: skip
        lost = losses.get(number, ())
        back = [one.won_back_on for one in lost if one.won_back_on]
        left = [one.left_on for one in lost]
        if status in GONE and end and (not left or any(left[-1] <= day < end for day in back)):
            left.append(end)  # nobody wrote the loss itself down
        found.append(life(number, name, start, left, is_gone=status in GONE, back=back))
    known = tuple(one for one in found if one is not None)
    return Lives(known, len(found) - len(known))


def paying(journal: JournalReader, lives: Lives, period: DayRange) -> Mapping[str, list[Paying]]:
    """Return by currency what each client with fees by the month, quarter or year pays, then and now.

    One that now pays in another currency than before is left out: neither more nor less can be told.

    Args:
        journal: Where to look.
        lives: Its clients.
        period: What they paid the day before it began, and what on its last day.
    """
    before, now = (_fees(journal, lives, day) for day in (period.first - timedelta(days=1), period.last))
    had, have = _currencies(before), _currencies(now)
    found: defaultdict[str, list[Paying]] = defaultdict(list)
    for one in lives.known:
        if have[one.client_id] - had[one.client_id]:
            continue
        for code in sorted(had[one.client_id]):
            key = one.client_id, code
            found[code].append(Paying(one.name, before[key], now.get(key, Fraction(0))))
    return found


def _fees(journal: JournalReader, lives: Lives, day: date) -> _Fees:
    here = {one.client_id for one in lives.known if one.was_here(day)}
    rows = Engagement.select(
        Engagement.client, Engagement.currency, Engagement.fee_minor, Engagement.fee_period
    ).where(
        Engagement.trashed_at.is_null()
        & (Engagement.fee_minor > 0)
        & Engagement.fee_period.in_(list(MONTHS_PAID))
        & (Engagement.start_date.is_null() | (Engagement.start_date <= day))
        & (Engagement.end_date.is_null() | (Engagement.end_date >= day))
    )
    found: defaultdict[tuple[int, str], Fraction] = defaultdict(Fraction)
    for client, currency, minor, period in journal.tuples(rows):
        if client in here:
            found[client, currency] += Fraction(minor, MONTHS_PAID[period])
    return dict(found)


def _currencies(fees: _Fees) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for client, currency in fees:
        found[client].add(currency)
    return found
