"""What the sample's clients pay: the terms they are served on, their invoices, and how each of them pays.

Written after all else, with a chance of its own, so that no other story changes by it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from retention_journal.core.clients import EngagementType
from retention_journal.core.engagements import FeePeriod
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.periods import add_months
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import Engagement, Invoice

_DAYS_TO_PAY = 14
_SATURDAY = 5
_LATEST_DAY = 28  # that every month has
#: Invoices are noted this far back, as the firm's journal is.
_NOTED_DAYS = 1150
_MINOR = 100
#: "Faktura 1187 er forfalt": the number that the notes on this client name.
_NAMED, _NAMED_NUMBER = "Fjordlys Tannklinikk", 1187
_CURRENCIES = {"nb": "NOK", "sv": "SEK", "en": "GBP"}


@dataclass(frozen=True)
class Pays:
    """What a client pays a month, and how.

    Attributes:
        fee: Whole units of the client's currency a month; 0 where no invoice comes every month.
        hours: Included in it; None where hours are not counted.
        usual: Days after the due day on which money usually comes; negative is early.
        spread: By how many days that varies.
        due: Days ago on which one invoice was due whose day the story needs, and so the same
            day of each month; None writes them on the first day worked of each month.
        slow: How many days late that one was paid; None where it waits still.
        varies: By how many per cent the amount of a month varies, for those who pay by the hour.
        single: Invoices that stand alone: (days ago, whole units), negative for a credit note.
        before: The fee until so many days ago, and those days; None where it was never another.
        until: Days ago after which no invoice was written.
        is_disputed: Whether the newest invoice is.
        per_hour: What an hour costs, where that was agreed.
        title: What it is about.
    """

    fee: int = 0
    hours: int | None = None
    usual: int = 0
    spread: int = 1
    due: int | None = None
    slow: int | None = None
    varies: int = 0
    single: tuple[tuple[int, int], ...] = ()
    before: tuple[int, int] | None = None
    until: int = 0
    is_disputed: bool = False
    per_hour: int = 0
    title: str = ""


#: The story of each client, in money. Who is not named is nobody's payer yet.
PAYS = {
    "Byggmester Rognan": Pays(12_500, 12, usual=-1, before=(9_800, 610), title="Nettside og annonser"),
    # Pays two days early for three years, and is nine days late now: before she complains.
    "Fjordlys Tannklinikk": Pays(11_000, 10, usual=-2, due=9, title="Nettside og synlighet"),
    "Granlund Fysioterapi": Pays(6_500, 6, usual=0, title="Nettside"),
    # Always late, and that is nothing new.
    "Hardanger Eplegård": Pays(5_400, 5, usual=8, spread=3, due=6, title="Nettbutikk"),
    "Sæther Rør & Varme": Pays(6_900, 6, usual=1, spread=2, title="Nettside og annonser"),
    "Yogarommet Nordnes": Pays(3_900, 3, usual=-3, spread=2, title="Nettside og timeplan"),
    "Øyane Sjømat": Pays(9_200, 8, usual=2, spread=2, due=4, is_disputed=True, title="Synlighet"),
    "Kystlinjen Ferie": Pays(14_000, 14, usual=0, spread=2, title="Nettside og kampanjer"),
    "Haugen Optikk": Pays(5_300, 5, usual=-1, title="Nettside"),
    "Lunde Revisjon": Pays(usual=0, single=((880, 34_000), (700, 34_000), (520, 36_000), (340, 36_000),
                                            (160, 36_000)), title="Nettside"),
    "Fjellheim Interiør": Pays(usual=1, single=((128, 38_000), (70, 38_000)), title="Ny nettbutikk"),
    "Harbour & Hale Surveyors": Pays(1_450, 14, usual=-4, spread=2, single=((40, -185),),
                                     title="Website and enquiries"),
    "Pemberton Legal": Pays(920, 9, usual=1, spread=2, title="Website and articles"),
    "Wren & Willow Florists": Pays(310, usual=-5, spread=3, varies=12, per_hour=62, title="Small things"),
    "Moss & Ember Pottery": Pays(usual=-2, single=((9, 640),), title="A small page"),
    "Larkfield Nursery": Pays(usual=3, single=((420, 1_150), (300, 780)), title="Plant list"),
    "Lindqvist Arkitekter": Pays(13_800, 12, usual=0, title="Webbplats och projekt"),
    "Västkustens Båtvarv": Pays(4_600, usual=3, spread=2, varies=8, per_hour=950, title="Löpande timmar"),
    "Tindra Inredning": Pays(5_800, 6, usual=-1, spread=2, title="Webbplats"),
    "Studio Ljus & Ull": Pays(4_900, 5, title="Webbplats"),
    "Norrsken Cykel": Pays(usual=0, single=((195, 42_000), (120, 42_000), (45, 42_000)), title="Ny webbutik"),
    "Nordvik Møbler": Pays(12_000, 12, usual=0, due=139, slow=12, until=20, title="Nettside og kampanjer"),
    "Brygga Reisebyrå": Pays(6_000, 6, usual=2, spread=2, title="Nettside"),
    "Sjöbris Konsult": Pays(8_000, 8, usual=0, title="Webbplats och artiklar"),
    "Kvarnen Kontor": Pays(5_000, 5, usual=1, title="Webbplats"),
    "Oakfield Dental": Pays(450, 4, usual=2, spread=2, title="Website"),
    "Lofthus Camping": Pays(2_350, 2, usual=4, spread=3, title="Nettside"),
}  # fmt: skip


@dataclass
class _Books:
    """The invoices of the whole firm, numbered in the order they were written."""

    drafts: Drafts
    rows: list[tuple[date, int, dict[str, object]]] = field(default_factory=list)
    named: int = 0  # the client whose newest invoice the story calls by its number

    def add(self, told: Told, issued: date, amount: int, paid: date | None, **rest: object) -> None:
        minor = amount * _MINOR
        is_paid = paid is not None and paid <= self.drafts.today
        values = {
            "client": told.client,
            "issued_on": issued,
            "due_on": issued + timedelta(days=_DAYS_TO_PAY),
            "paid_on": paid if is_paid else None,
            "total_minor": minor,
            "paid_minor": minor if is_paid else 0,
            "currency": _CURRENCIES[told.firm.language],
            "state": InvoiceState.PAID if is_paid else InvoiceState.SENT,
            **rest,
        }
        self.rows.append((issued, told.client, values))

    def write(self) -> None:
        """Write all, numbered so that the one the story names has its number."""
        rows = sorted(self.rows, key=lambda row: row[:2])
        named = max((at for at, row in enumerate(rows) if row[1] == self.named), default=0)
        for at, (_issued, _client, values) in enumerate(rows):
            self.drafts.add(Invoice, number=str(_NAMED_NUMBER - named + at), **values)


def write(drafts: Drafts, everyone: Iterable[Told]) -> None:
    """Write the terms of every client and the invoices they got."""
    books = _Books(drafts)
    for told in everyone:
        pays = PAYS.get(told.firm.name)
        if pays is None:
            continue
        if told.firm.name == _NAMED:
            books.named = told.client
        _write_terms(drafts, told, pays)
        chance = random.Random(told.firm.name)  # noqa: S311 - no secret
        for issued in _months(drafts, told, pays):
            books.add(told, issued, *_month(drafts, pays, issued, chance))
        for ago, amount in pays.single:
            issued = drafts.day(ago)
            paid = issued if amount < 0 else _paid_on(issued, pays, chance)
            books.add(told, issued, amount, paid)
        if pays.is_disputed:
            newest = max((row for row in books.rows if row[1] == told.client), key=lambda row: row[0])
            newest[2]["state"] = InvoiceState.DISPUTED
    books.write()


def _month(drafts: Drafts, pays: Pays, issued: date, chance: random.Random) -> tuple[int, date | None]:
    """Return what a month cost, and when it was paid; None where it waits."""
    amount = pays.fee
    if pays.before is not None and (drafts.today - issued).days > pays.before[1]:
        amount = pays.before[0]
    if pays.varies:
        amount += amount * chance.randint(-pays.varies, pays.varies) // 100
    paid = _paid_on(issued, pays, chance)
    if pays.due is not None and issued == _day_of(drafts, pays.due):
        due = issued + timedelta(days=_DAYS_TO_PAY)
        return amount, None if pays.slow is None else due + timedelta(days=pays.slow)
    return amount, paid


def _paid_on(issued: date, pays: Pays, chance: random.Random) -> date:
    """Return the day the money came; banks rest on weekends."""
    late = pays.usual + chance.randint(-pays.spread, pays.spread)
    day = max(issued, issued + timedelta(days=_DAYS_TO_PAY + late))
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1)) if day > issued else day


def _months(drafts: Drafts, told: Told, pays: Pays) -> list[date]:
    """Return the days on which a month was invoiced, the oldest first.

    It is the first day worked of each month, or, where the newest is to be late by a certain number of days,
    that day of each month.
    """
    if not pays.fee:
        return []
    firm, today = told.firm, drafts.today
    ended = firm.ending.ended or firm.ending.notice if firm.ending and not firm.gap else 0
    last = today - timedelta(days=max(pays.until, ended or 0))
    first = today - timedelta(days=min(firm.since, _NOTED_DAYS))
    found = []
    month = first.replace(day=1)
    while month <= last:
        found.append(_first_worked(drafts, month) if pays.due is None else _same_day(drafts, pays.due, month))
        month = add_months(month, 1)
    away = [] if firm.gap is None else [today - timedelta(days=ago) for ago in firm.gap]
    return [day for day in found if first <= day <= last and not (away and away[0] < day < away[1])]


def _first_worked(drafts: Drafts, month: date) -> date:
    day = month
    while not drafts.working.is_working(day) or not MONDAY_TO_FRIDAY.is_working(day):
        day += timedelta(days=1)
    return day


def _day_of(drafts: Drafts, due: int) -> date:
    """Return when the invoice was written that was due so many days ago."""
    return drafts.today - timedelta(days=due + _DAYS_TO_PAY)


def _same_day(drafts: Drafts, due: int, month: date) -> date:
    told = _day_of(drafts, due)
    if (told.year, told.month) == (month.year, month.month):
        return told
    return month.replace(day=min(told.day, _LATEST_DAY))


def _write_terms(drafts: Drafts, told: Told, pays: Pays) -> None:
    firm = told.firm
    start = drafts.today - timedelta(days=firm.gap[1] if firm.gap else firm.since)
    end = _end(drafts, told, pays)
    rows = [(start, end, pays.fee)]
    if pays.before is not None:
        changed = drafts.today - timedelta(days=pays.before[1])
        rows = [(start, changed - timedelta(days=1), pays.before[0]), (changed, end, pays.fee)]
    for first, last, fee in rows:
        _write_one(drafts, told, pays, (first, last, fee))


def _write_one(drafts: Drafts, told: Told, pays: Pays, row: tuple[date, date | None, int]) -> None:
    first, last, fee = row
    kind = told.firm.engagement
    retained = kind is EngagementType.RETAINER
    amount = pays.per_hour or fee or sum(one for _ago, one in pays.single)
    period = FeePeriod.HOUR if pays.per_hour else FeePeriod.MONTH if fee else FeePeriod.ONCE
    drafts.add(
        Engagement,
        client=told.client,
        engagement_type=EngagementType.PROJECT if kind is EngagementType.BETWEEN else kind,
        title=pays.title,
        start_date=first,
        end_date=last,
        fee_minor=amount * _MINOR,
        currency=_CURRENCIES[told.firm.language],
        fee_period=period,
        hours_included=None if pays.hours is None else Decimal(pays.hours),
        notice_days=30 if retained else None,
        renewal_date=_renewal(first, drafts.today) if retained and last is None else None,
    )


def _end(drafts: Drafts, told: Told, pays: Pays) -> date | None:
    firm = told.firm
    if firm.ending is not None and not firm.gap:
        return None if firm.ending.ended is None else drafts.today - timedelta(days=firm.ending.ended)
    if firm.engagement is EngagementType.BETWEEN:
        return drafts.day(pays.single[-1][0])
    return None


def _renewal(start: date, today: date) -> date:
    """Return the next anniversary of ``start``."""
    day = start.replace(day=min(start.day, _LATEST_DAY))
    while day <= today:
        day = day.replace(year=day.year + 1)
    return day
