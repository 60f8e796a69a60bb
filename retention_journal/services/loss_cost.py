"""What a loss costs: what was written down, or else the fees, or else the invoices. Capability F11."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from retention_journal.core.engagements import MONTHS_PAID
from retention_journal.core.errors import NotFoundError
from retention_journal.core.hours import Bucket
from retention_journal.core.invoices import NOT_ASKED_FOR
from retention_journal.core.loss_cost import Amounts, CostSource, LossCost, loss_cost
from retention_journal.core.losses import LossKind
from retention_journal.core.periods import last_twelve_months
from retention_journal.i18n import _
from retention_journal.services.claims import keeping_claim, shows_claims
from retention_journal.services.hours import portfolio_minutes
from retention_journal.services.won_and_lost import won_and_lost
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Business, Client, Engagement, Invoice, Loss, key_of

_MONTHS_A_YEAR = 12
#: Of what is only less than before nobody but the person knows by how much.
_ENDED = frozenset({LossKind.FULL, LossKind.PROJECT_NOT_RENEWED})


def cost_of_loss(journal: JournalReader, loss_id: int) -> LossCost:
    """Return what one loss costs a year, beside what is said of keeping clients.

    Raises:
        NotFoundError: There is no such loss.
    """
    query = Loss.select(
        Client.name, Loss.client, Loss.kind, Loss.notice_on, Loss.value_lost_minor, Loss.currency
    )
    there = (key_of(Loss) == loss_id) & Loss.trashed_at.is_null() & Client.trashed_at.is_null()
    rows = journal.tuples(query.join(Client, on=Loss.client == key_of(Client)).where(there))
    if not rows:
        raise NotFoundError(_("This loss is no longer in the journal."), _("Look in the trash."))
    name, client, kind, notice, value, currency = rows[0]
    found = _written(journal, client, value, currency)
    if found is None and kind in _ENDED:
        found = _by_fees(journal, client, notice) or _by_invoices(journal, client, notice)
    claim = keeping_claim(journal) if shows_claims(journal) else None
    return loss_cost(name, found, _minutes_a_win(journal, notice), claim)


def _written(
    journal: JournalReader, client: int, value: int | None, currency: str
) -> tuple[CostSource, Amounts] | None:
    if not value or value < 0:
        return None
    return CostSource.WRITTEN, ((currency or _currency_of(journal, client), value),)


def _currency_of(journal: JournalReader, client: int) -> str:
    """Return the currency in which a client paid last, or else one's own."""
    agreed = Engagement.select(Engagement.currency).where(
        (Engagement.client == client) & Engagement.trashed_at.is_null()
    )
    own = Business.select(Business.currency).order_by(key_of(Business))
    found = journal.value(agreed.order_by(key_of(Engagement).desc()).limit(1)) or journal.value(own)
    return str(found or Business.currency.default)


def _by_fees(journal: JournalReader, client: int, day: date) -> tuple[CostSource, Amounts] | None:
    rows = Engagement.select(Engagement.currency, Engagement.fee_minor, Engagement.fee_period).where(
        (Engagement.client == client)
        & Engagement.trashed_at.is_null()
        & (Engagement.fee_minor > 0)
        & Engagement.fee_period.in_(list(MONTHS_PAID))
        & (Engagement.start_date.is_null() | (Engagement.start_date <= day))
        & (Engagement.end_date.is_null() | (Engagement.end_date >= day))
    )
    fees = (
        (currency, Fraction(minor * _MONTHS_A_YEAR, MONTHS_PAID[period]))
        for currency, minor, period in journal.tuples(rows)
    )
    return _known(CostSource.FEES, fees)


def _by_invoices(journal: JournalReader, client: int, notice: date) -> tuple[CostSource, Amounts] | None:
    year = last_twelve_months(notice)
    rows = Invoice.select(Invoice.currency, Invoice.total_minor).where(
        (Invoice.client == client)
        & Invoice.trashed_at.is_null()
        & Invoice.state.not_in(sorted(NOT_ASKED_FOR))
        & Invoice.issued_on.between(year.first, year.last)
    )
    return _known(CostSource.INVOICES, ((code, Fraction(minor)) for code, minor in journal.tuples(rows)))


def _known(source: CostSource, sums: Iterable[tuple[str, Fraction]]) -> tuple[CostSource, Amounts] | None:
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for currency, minor in sums:
        found[currency] += minor
    amounts = tuple((code, round(found[code])) for code in sorted(found) if round(found[code]) > 0)
    return (source, amounts) if amounts else None


def _minutes_a_win(journal: JournalReader, notice: date) -> int | None:
    """Return how long was worked for new clients in the year before a notice, for each that was won."""
    minutes = portfolio_minutes(journal, last_twelve_months(notice))[Bucket.HUNT]
    won = won_and_lost(journal, notice).won
    return round(minutes / won) if minutes and won else None
