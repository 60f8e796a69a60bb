"""Engagements: the terms a client is served on, begun, changed and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from peewee import Query, fn

from retention_journal.core import formats
from retention_journal.core.clients import LIVING, EngagementType
from retention_journal.core.engagements import (
    TOLD_AHEAD_DAYS,
    FeePeriod,
    fee_words,
    hours_words,
    notice_words,
    renewal_is_near,
    renewal_words,
)
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.invoices import checked_currency
from retention_journal.i18n import _
from retention_journal.services.promises import must_be_here
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Engagement, key_of

_EARLIEST_YEAR, _LATEST_YEAR = 1950, 2200
_LONGEST_NOTICE = 3660
_MOST_HOURS = 10_000


@dataclass(frozen=True)
class EngagementEntry:
    """What a person writes down of the terms.

    Attributes:
        fee_minor: In minor units, for one ``fee_period``; None where none is agreed.
        currency: ISO 4217.
        hours_included: In one fee period; None where hours are not counted.
        notice_days: Days between saying so and the end; None where nothing is agreed.
        renewal_date: Day on which the terms go on if nobody says otherwise.
    """

    engagement_type: EngagementType = EngagementType.RETAINER
    title: str = ""
    start_date: date | None = None
    end_date: date | None = None
    fee_minor: int | None = None
    currency: str = "EUR"
    fee_period: FeePeriod = FeePeriod.MONTH
    hours_included: Decimal | None = None
    notice_days: int | None = None
    renewal_date: date | None = None
    note: str = ""


@dataclass(frozen=True)
class EngagementRow:
    """The terms of one engagement, with its client."""

    engagement_id: int
    client_id: int
    engagement_type: EngagementType
    title: str
    start_date: date | None
    end_date: date | None
    fee_minor: int | None
    currency: str
    fee_period: FeePeriod
    hours_included: Decimal | None
    notice_days: int | None
    renewal_date: date | None
    note: str

    def has_ended(self, today: date) -> bool:
        """Say whether its last day is over."""
        return self.end_date is not None and self.end_date < today

    def renewal_is_near(self, today: date) -> bool:
        """Say whether its renewal is to be told of."""
        ends_first = self.end_date is not None and (
            self.renewal_date is None or self.end_date <= self.renewal_date
        )
        return not ends_first and renewal_is_near(self.renewal_date, self.notice_days, today)

    def name(self) -> str:
        """Return its title, or its kind where it has none."""
        return self.title or self.engagement_type.label

    def facts(self, today: date) -> tuple[str, ...]:
        """Return the terms one by one: "kr 12 000 a month", "notice 30 days", "renews 1 March"."""
        told = []
        if self.fee_minor is not None:
            told.append(fee_words(self.fee_minor, self.currency, self.fee_period))
        if self.hours_included is not None:
            told.append(hours_words(self.hours_included, self.fee_period))
        if self.notice_days is not None:
            told.append(notice_words(self.notice_days))
        if self.has_ended(today) and self.end_date is not None:
            told.append(_("ended {day}").format(day=formats.day(self.end_date)))
        elif self.end_date is not None:
            told.append(_("ends {day}").format(day=formats.day(self.end_date)))
        elif self.renewal_date is not None:
            told.append(renewal_words(self.renewal_date, today))
        return tuple(told)

    def since(self) -> str:
        """Return "since 3 March 2024"; "" where nobody knows."""
        if self.start_date is None:
            return ""
        return _("since {day}").format(day=formats.day(self.start_date))

    def entry(self) -> EngagementEntry:
        """Return what a person may change of it."""
        return EngagementEntry(
            self.engagement_type, self.title, self.start_date, self.end_date, self.fee_minor, self.currency,
            self.fee_period, self.hours_included, self.notice_days, self.renewal_date, self.note,
        )  # fmt: skip


def add_engagement(journal: Journal, client_id: int, entry: EngagementEntry) -> int:
    """Write down the terms of an engagement and return its id.

    Raises:
        InvalidEntryError: A day, the fee, the currency, the hours or the notice cannot be.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    must_be_here(journal, client_id)
    with journal.change(_("Add terms")) as change:
        return change.insert(Engagement, client=client_id, **_checked(entry))


def edit_engagement(journal: Journal, engagement_id: int, entry: EngagementEntry) -> None:
    """Change the terms of an engagement.

    Raises:
        InvalidEntryError: A day, the fee, the currency, the hours or the notice cannot be.
        NotFoundError: The engagement is not in the journal.
    """
    engagement(journal, engagement_id)
    with journal.change(_("Change terms")) as change:
        change.update(Engagement, engagement_id, **_checked(entry))


def end_engagement(journal: Journal, engagement_id: int, last_day: date) -> None:
    """Say on which day an engagement ends, or ended.

    Raises:
        InvalidEntryError: It lies before the beginning.
        NotFoundError: The engagement is not in the journal.
    """
    before = engagement(journal, engagement_id)
    _check_order(before.start_date, last_day)
    with journal.change(_("End terms")) as change:
        change.update(Engagement, engagement_id, end_date=last_day)


def trash_engagement(journal: Journal, engagement_id: int, *, now: datetime) -> None:
    """Put the terms of an engagement in the trash.

    Raises:
        NotFoundError: The engagement is not in the journal.
    """
    engagement(journal, engagement_id)
    with journal.change(_("Move terms to the trash")) as change:
        change.trash(Engagement, engagement_id, at=now)


def engagement(journal: JournalReader, engagement_id: int) -> EngagementRow:
    """Return the terms of one engagement.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = journal.tuples(_rows().where(key_of(Engagement) == engagement_id))
    if not found:
        raise NotFoundError(_("These terms are not in the journal."), _("Look in the trash."))
    return EngagementRow(*found[0])


def client_engagements(journal: JournalReader, client_id: int, today: date) -> list[EngagementRow]:
    """Return the engagements of one client: those that run first, the newest first."""
    rows = [EngagementRow(*one) for one in journal.tuples(_rows().where(Engagement.client == client_id))]
    rows.sort(key=lambda one: (one.start_date or date.min, one.engagement_id), reverse=True)
    return sorted(rows, key=lambda one: one.has_ended(today))


def renewals_near(journal: JournalReader, today: date) -> list[EngagementRow]:
    """Return the engagements of the clients you have whose renewal is to be told of, the nearest first."""
    last_day = Engagement.renewal_date - fn.coalesce(Engagement.notice_days, 0)
    told_from = day_number(today) + TOLD_AHEAD_DAYS
    query = _rows().where((last_day <= told_from) & Client.status.in_(sorted(LIVING)))
    rows = [EngagementRow(*one) for one in journal.tuples(query)]
    near = [one for one in rows if one.renewal_is_near(today)]
    return sorted(near, key=lambda one: (one.renewal_date or date.max, one.engagement_id))


def _checked(entry: EngagementEntry) -> dict[str, Any]:
    """Return the values of the terms as the journal keeps them."""
    for name, day in (
        ("start_date", entry.start_date),
        ("end_date", entry.end_date),
        ("renewal_date", entry.renewal_date),
    ):
        if day is not None and not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
            raise InvalidEntryError(name, _("This year cannot be right."))
    _check_order(entry.start_date, entry.end_date)
    if entry.renewal_date and entry.start_date and entry.renewal_date <= entry.start_date:
        raise InvalidEntryError("renewal_date", _("That is not after the beginning."))
    if entry.fee_minor is not None and entry.fee_minor < 0:
        raise InvalidEntryError("fee_minor", _("A fee cannot be less than nothing."))
    if entry.notice_days is not None and not 0 <= entry.notice_days <= _LONGEST_NOTICE:
        raise InvalidEntryError("notice_days", _("Write the days of notice, 0 or more."))
    if entry.hours_included is not None and not 0 < entry.hours_included <= _MOST_HOURS:
        raise InvalidEntryError("hours_included", _("Write how many hours are included, more than 0."))
    values = {name: getattr(entry, name) for name in EngagementEntry.__dataclass_fields__}
    return {**values, "currency": checked_currency(entry.currency)}


def _check_order(start: date | None, end: date | None) -> None:
    if start is not None and end is not None and end < start:
        raise InvalidEntryError("end_date", _("That is before the beginning."))


def _rows() -> Query:
    return (
        Engagement.select(
            key_of(Engagement), Engagement.client, Engagement.engagement_type, Engagement.title,
            Engagement.start_date, Engagement.end_date, Engagement.fee_minor, Engagement.currency,
            Engagement.fee_period, Engagement.hours_included, Engagement.notice_days,
            Engagement.renewal_date, Engagement.note,
        )
        .join(Client)
        .where(Engagement.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip
