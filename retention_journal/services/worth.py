"""What a client is worth and what you put in: income, tenure, share of your income, hours and talks.

It stands beside the light where risk is judged, and is never part of it. Currencies are never added together.
Source: capabilities A6 and D14; figures, "Concentration" and "Tenure".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.invoices import NOT_ASKED_FOR, told
from retention_journal.core.periods import months_between
from retention_journal.i18n import _, ngettext
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.undo import Touched

#: A client with more than this share of the income is one that must not be lost. Source: figures.
FLAG_PERCENT = 30
#: With fewer clients who pay in a currency, or less of the log, a share of it tells nothing.
_LEAST_CLIENTS, _LEAST_DAYS = 3, 180
_PERCENT = 100
_MONTHS_A_YEAR = 12
_MINUTES_AN_HOUR = 60
_OF_INCOME = frozenset({"invoice", "client"})
_EPOCH = date(1970, 1, 1).toordinal()
_OUT = ", ".join(f"'{state.value}'" for state in sorted(NOT_ASKED_FOR))


@dataclass(frozen=True)
class Share:
    """How much of the income in one currency comes from one client.

    Attributes:
        currency: ISO 4217.
        percent: Of what was invoiced in that currency in twelve months, 0 to 100.
        is_largest: Whether nobody's share of it is larger.
    """

    currency: str
    percent: int
    is_largest: bool

    @property
    def is_flagged(self) -> bool:
        """Whether to lose this client would hurt."""
        return self.is_largest and self.percent > FLAG_PERCENT


#: By client, in minor units of each currency.
Income = dict[int, dict[str, int]]
Standing = tuple[Income, dict[int, tuple[Share, ...]]]


@dataclass(frozen=True)
class Worth:
    """What a client brings in, for how long, and what you put in.

    Attributes:
        income: What was invoiced in the last twelve months, in minor units by currency.
        tenure_months: Whole months since the client came, or from then to the end; None where nobody knows.
        shares: Of the income in each currency; none where there is too little to tell.
        minutes: All that was ever worked for the client.
        talks: All contacts that counted.
    """

    income: tuple[tuple[str, int], ...] = ()
    tenure_months: int | None = None
    shares: tuple[Share, ...] = ()
    minutes: int = 0
    talks: int = 0

    @property
    def is_flagged(self) -> bool:
        """Whether more of the income comes from this client than is safe."""
        return any(share.is_flagged for share in self.shares)


@dataclass(frozen=True)
class Largest:
    """The client with the largest share of the income in one currency."""

    client_id: int
    client_name: str
    share: Share


def worth_of_clients(
    journal: JournalReader, today: date, *, only: Collection[int] | None = None
) -> dict[int, Worth]:
    """Return what each client is worth on ``today``, in five statements for however many clients.

    Args:
        journal: Where it is kept.
        today: The last of the twelve months.
        only: Ids of the clients that are asked about; None is all. Shares are those of all either way.
    """
    income, shares = _standing(journal, today)
    minutes = dict(_counted(journal, "time_entry", "sum(minutes)", f"worked_on <= {day_number(today)}", only))
    after = (day_number(today) + 1) * 86_400
    heard = f"counts_as_contact = 1 AND occurred_at < {after}"
    talks = dict(_counted(journal, "interaction", "count(*)", heard, only))
    found = {}
    for client, start, end in journal.sql(
        f"SELECT id, start_date, end_date FROM client WHERE trashed_at IS NULL{_among('id', only)}"  # noqa: S608
    ):
        found[client] = Worth(
            income=tuple(sorted(income.get(client, {}).items())),
            tenure_months=_tenure(start, end, today),
            shares=shares.get(client, ()),
            minutes=minutes.get(client, 0),
            talks=talks.get(client, 0),
        )
    return found


def client_worth(journal: JournalReader, client_id: int, today: date) -> Worth:
    """Return what one client is worth; nothing is known of one who is not there."""
    return worth_of_clients(journal, today, only=[client_id]).get(client_id, Worth())


def concentration(journal: JournalReader, today: date) -> list[Largest]:
    """Return the client with the largest share of the income in each currency.

    A currency of which too little is known is left out. Source: figures, "Concentration".
    """
    _sums, shares = _standing(journal, today)
    largest = {
        share.currency: (client, share)
        for client, many in sorted(shares.items(), reverse=True)
        for share in many
        if share.is_largest
    }
    names = dict(journal.sql("SELECT id, name FROM client WHERE trashed_at IS NULL"))
    return [Largest(client, names[client], share) for _code, (client, share) in sorted(largest.items())]


def worth_facts(worth: Worth) -> tuple[str, ...]:
    """Return what is known of a client's worth, each a short fact, the money first."""
    facts = []
    if worth.income:
        facts.append(_("{money} in twelve months").format(money=told(worth.income)))
    facts += [share_words(share) for share in worth.shares if share.percent]
    if worth.tenure_months is not None:
        facts.append(tenure_words(worth.tenure_months))
    if effort := effort_words(worth):
        facts.append(effort)
    return tuple(facts)


def share_words(share: Share) -> str:
    """Return a share as a fact: "31 per cent of your income in NOK, the most of all"."""
    text = _("{n} per cent of your income in {currency}").format(n=share.percent, currency=share.currency)
    return _("{share}, the most of all").format(share=text) if share.is_flagged else text


def tenure_words(months: int) -> str:
    """Return how long a client has been one: "3 years and 2 months together"."""
    years, rest = divmod(months, _MONTHS_A_YEAR)
    in_years = ngettext("{n} year together", "{n} years together", years).format(n=years)
    if not rest and years:
        return in_years
    if not years:
        if not months:
            return _("new this month")
        return ngettext("{n} month together", "{n} months together", months).format(n=months)
    said = ngettext("{n} year", "{n} years", years).format(n=years)
    more = ngettext("{n} month", "{n} months", rest).format(n=rest)
    return _("{years} and {months} together").format(years=said, months=more)


def effort_words(worth: Worth) -> str:
    """Return what you put in: "212 hours and 84 talks"; "" where nothing was noted."""
    hours = round(worth.minutes / _MINUTES_AN_HOUR)
    told_hours = ngettext("{n} hour", "{n} hours", hours).format(n=formats.number(hours)) if hours else ""
    talks = worth.talks
    told_talks = ngettext("{n} talk", "{n} talks", talks).format(n=formats.number(talks)) if talks else ""
    if told_hours and told_talks:
        return _("{first} and {second}").format(first=told_hours, second=told_talks)
    return told_hours or told_talks


def _standing(journal: JournalReader, today: date) -> Standing:
    """Return the income of twelve months and its shares, kept until an invoice or a client changes."""

    def ask() -> Standing:
        income = _income(journal, today)
        return income, _shares(journal, income, today)

    def renew(before: Standing, touched: Touched) -> Standing:
        return ask() if touched.keys() & _OF_INCOME else before

    return journal.followed("income", today, ask, renew)


def _income(journal: JournalReader, today: date) -> Income:
    """Return by client and currency what was invoiced in the twelve months up to ``today``."""
    first = day_number(_year_before(today))
    rows = journal.sql(
        "SELECT i.client_id, i.currency, sum(i.total_minor) FROM invoice i"  # noqa: S608 - our own words
        " JOIN client c ON c.id = i.client_id AND c.trashed_at IS NULL"
        f" WHERE i.trashed_at IS NULL AND i.state NOT IN ({_OUT})"
        f" AND i.issued_on > {first} AND i.issued_on <= {day_number(today)} GROUP BY i.client_id, i.currency"
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for client, currency, minor in rows:
        if minor:
            found[client][currency] = minor
    return found


def _shares(journal: JournalReader, income: Income, today: date) -> dict[int, tuple[Share, ...]]:
    totals: dict[str, list[int]] = defaultdict(list)
    for sums in income.values():
        for currency, minor in sums.items():
            if minor > 0:
                totals[currency].append(minor)
    known = _known_for_long(journal, today)
    all_of = {
        code: (sum(sums), max(sums))
        for code, sums in totals.items()
        if len(sums) >= _LEAST_CLIENTS and code in known
    }
    return {
        client: tuple(
            Share(code, round(minor * _PERCENT / all_of[code][0]), minor == all_of[code][1])
            for code, minor in sorted(sums.items())
            if code in all_of and minor > 0
        )
        for client, sums in income.items()
    }


def _known_for_long(journal: JournalReader, today: date) -> set[str]:
    """Return the currencies in which invoices are noted for long enough to tell a share."""
    latest = day_number(today) - _LEAST_DAYS
    rows = journal.sql(
        "SELECT currency FROM invoice WHERE trashed_at IS NULL"  # noqa: S608 - our own words
        f" AND state NOT IN ({_OUT}) GROUP BY currency HAVING min(issued_on) <= {latest}"
    )
    return {row[0] for row in rows}


def _counted(
    journal: JournalReader, table: str, what: str, which: str, only: Collection[int] | None
) -> list[tuple[int, int]]:
    rows = journal.sql(
        f"SELECT client_id, {what} FROM {table} WHERE trashed_at IS NULL AND client_id IS NOT NULL"  # noqa: S608
        f" AND {which}{_among('client_id', only)} GROUP BY client_id"
    )
    return [(client, number) for client, number in rows]


def _among(column: str, only: Collection[int] | None) -> str:
    return "" if only is None else f" AND {column} IN ({', '.join(str(int(one)) for one in only)})"


def _tenure(start: int | None, end: int | None, today: date) -> int | None:
    """Return the whole months from a client's first day to the last, or to today."""
    if start is None or start > day_number(today):
        return None
    first = date.fromordinal(_EPOCH + start)
    last = today if end is None else min(today, date.fromordinal(_EPOCH + end))
    return months_between(first, last)


def _year_before(today: date) -> date:
    try:
        return today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year - 1, day=28)
