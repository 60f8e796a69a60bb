"""Hours: written down by hand, and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from peewee import JOIN, Field, Query, fn

from retention_journal.core.engagements import FeePeriod
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.hours import (
    AN_HOUR,
    Bucket,
    MonthHours,
    check_minutes,
    check_whole_day,
    check_worked_on,
)
from retention_journal.core.periods import DayRange, month_of, previous_month
from retention_journal.core.promises import PromiseState
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.engagements import EngagementRow, client_engagements
from retention_journal.services.goals import goals_now
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, KpiAgreement, KpiLine, Promise, TimeEntry, key_of

_MONTHS_OF = {FeePeriod.MONTH: 1, FeePeriod.QUARTER: 3, FeePeriod.YEAR: 12}


@dataclass(frozen=True)
class HoursEntry:
    """What a person writes down of time that was worked.

    Attributes:
        minutes: How long, 1 to 1,440.
        line_key: The goal it served; None for none.
        promise_id: The promise it served; None for none.
        started_at: When it began on the wall clock; None where nobody noted it.
    """

    worked_on: date
    minutes: int
    bucket: Bucket = Bucket.SERVE
    billable: bool = True
    project: str = ""
    task: str = ""
    note: str = ""
    line_key: str | None = None
    promise_id: int | None = None
    started_at: datetime | None = None


@dataclass(frozen=True)
class HoursRow:
    """Time that was worked, as lists show it; without a client it was for none yet."""

    entry_id: int
    client_id: int | None
    client_name: str
    worked_on: date
    started_at: datetime | None
    minutes: int
    bucket: Bucket
    billable: bool
    project: str
    task: str
    note: str
    line_key: str | None
    goal_name: str
    promise_id: int | None
    promise_text: str

    def entry(self) -> HoursEntry:
        """Return what a person may change of it."""
        return HoursEntry(
            self.worked_on, self.minutes, self.bucket, self.billable, self.project, self.task, self.note,
            self.line_key, self.promise_id, self.started_at,
        )  # fmt: skip


@dataclass(frozen=True)
class TaskHours:
    """What one kind of task took, and what it served.

    Attributes:
        task: Its name; "" where nobody named it.
        minutes: All of it.
        results: What came of it, a sentence for each goal and promise it served.
    """

    task: str
    bucket: Bucket
    minutes: int
    results: tuple[str, ...]


@dataclass(frozen=True)
class ClientHours:
    """The hours of one client over some months.

    Attributes:
        rows: The newest first.
        months: The oldest first, months without hours too.
        tasks: Where the time went, what took longest first.
    """

    rows: tuple[HoursRow, ...]
    months: tuple[MonthHours, ...]
    tasks: tuple[TaskHours, ...]

    @property
    def total_minutes(self) -> int:
        """All of it, in minutes."""
        return sum(row.minutes for row in self.rows)


@dataclass(frozen=True)
class Served:
    """Something that time can serve: a goal by its key, or a promise by its id."""

    line_key: str | None
    promise_id: int | None
    text: str


def log_hours(journal: Journal, client_id: int | None, entry: HoursEntry, *, today: date) -> int:
    """Write down time that was worked and return its id.

    Raises:
        InvalidEntryError: A field is wrong, or the day would have more than 24 hours.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    with journal.change(_("Write down hours")) as change:
        checked = _checked(journal, client_id, entry, today, besides=None)
        return change.insert(TimeEntry, client=client_id, **vars_of(checked))


def edit_hours(journal: Journal, entry_id: int, entry: HoursEntry, *, today: date) -> None:
    """Change time that was written down.

    Raises:
        InvalidEntryError: A field is wrong, or the day would have more than 24 hours.
        NotFoundError: It is not in the journal, or in its trash.
    """
    before = hours_entry(journal, entry_id)
    with journal.change(_("Change hours")) as change:
        checked = _checked(journal, before.client_id, entry, today, besides=entry_id)
        change.update(TimeEntry, entry_id, **vars_of(checked))


def trash_hours(journal: Journal, entry_id: int, *, now: datetime) -> None:
    """Move time that was written down to the trash.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    hours_entry(journal, entry_id)
    with journal.change(_("Move hours to the trash")) as change:
        change.trash(TimeEntry, entry_id, at=now)


def hours_entry(journal: JournalReader, entry_id: int) -> HoursRow:
    """Return one entry.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = journal.tuples(_rows().where(key_of(TimeEntry) == entry_id))
    if not found:
        raise NotFoundError(_("These hours are not in the journal."), _("Look in the trash."))
    return HoursRow(*found[0])


def client_hours(journal: JournalReader, client_id: int, today: date, months: int = 12) -> ClientHours:
    """Return the hours of a client in the month of ``today`` and those before it.

    Args:
        journal: Where to look.
        client_id: Whose hours.
        today: The day asked about.
        months: How many months, 1 to 120.
    """
    spans = _months_until(today, months)
    query = _rows().where(
        (TimeEntry.client == client_id) & TimeEntry.worked_on.between(spans[0].first, spans[-1].last)
    )
    rows = [
        HoursRow(*one)
        for one in journal.tuples(query.order_by(TimeEntry.worked_on.desc(), key_of(TimeEntry).desc()))
    ]
    terms = client_engagements(journal, client_id, today)
    by_month: dict[date, dict[Bucket, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        by_month[row.worked_on.replace(day=1)][row.bucket] += row.minutes
    told = tuple(MonthHours(span, dict(by_month.get(span.first, {})), _agreed(terms, span)) for span in spans)
    return ClientHours(tuple(rows), told, _tasks(journal, client_id, rows, today))


def serves(journal: JournalReader, client_id: int, today: date) -> list[Served]:
    """Return what hours for a client can serve: the goals that hold, and promises open or kept lately."""
    goals = [
        Served(goal.line.line_key, None, goal.line.name)
        for goal in goals_now(journal, client_id, today=today).goals
        if goal.line.line_key
    ]
    lately = today - timedelta(days=30)
    query = (
        Promise.select(key_of(Promise), Promise.text)
        .where((Promise.client == client_id) & Promise.trashed_at.is_null() & (Promise.direction == "ours"))
        .where((Promise.state == PromiseState.OPEN) | (Promise.made_on >= lately))
        .order_by(Promise.made_on.desc(), key_of(Promise).desc())
    )
    return goals + [Served(None, number, text) for number, text in journal.tuples(query)]


def portfolio_minutes(journal: JournalReader, period: DayRange) -> dict[Bucket, int]:
    """Return the minutes of a period over all clients, and for none, by what they went to."""
    query = _sums(period, TimeEntry.bucket)
    found = {bucket: int(minutes) for _day, bucket, minutes in journal.tuples(query)}
    return dict.fromkeys(Bucket, 0) | found


def months_of_all(journal: JournalReader, today: date, months: int = 12) -> tuple[MonthHours, ...]:
    """Return the hours over all clients, and for none, in the month of ``today`` and those before it.

    Args:
        journal: Where to look.
        today: The day asked about.
        months: How many months, 1 to 120; the oldest comes first, months without hours too.
    """
    spans = _months_until(today, months)
    query = _sums(DayRange(spans[0].first, spans[-1].last), TimeEntry.worked_on, TimeEntry.bucket)
    by_month: dict[date, dict[Bucket, int]] = {span.first: dict.fromkeys(Bucket, 0) for span in spans}
    for day, bucket, minutes in journal.tuples(query):
        by_month[day.replace(day=1)][bucket] += int(minutes)
    return tuple(MonthHours(span, by_month[span.first]) for span in spans)


def _sums(period: DayRange, *by: Field) -> Query:
    """Return day, bucket and sum of what was worked in ``period``, without clients in the trash."""
    return (
        TimeEntry.select(TimeEntry.worked_on, TimeEntry.bucket, fn.SUM(TimeEntry.minutes))
        .join(Client, JOIN.LEFT_OUTER, on=(key_of(Client) == TimeEntry.client))
        .where(TimeEntry.trashed_at.is_null() & Client.trashed_at.is_null())
        .where(TimeEntry.worked_on.between(period.first, period.last))
        .group_by(*by)
    )


def vars_of(entry: HoursEntry) -> dict[str, object]:
    """Return the columns of an entry."""
    values = dict(vars(entry))
    values["promise"] = values.pop("promise_id")
    return values


def _rows() -> Query:
    goal = (
        KpiLine.select(KpiLine.name)
        .where(KpiLine.line_key == TimeEntry.line_key)
        .order_by(key_of(KpiLine).desc())
        .limit(1)
    )
    return (
        TimeEntry.select(
            key_of(TimeEntry), TimeEntry.client, fn.COALESCE(Client.name, ""), TimeEntry.worked_on,
            TimeEntry.started_at, TimeEntry.minutes, TimeEntry.bucket, TimeEntry.billable, TimeEntry.project,
            TimeEntry.task, TimeEntry.note, TimeEntry.line_key, fn.COALESCE(goal, ""), TimeEntry.promise,
            fn.COALESCE(Promise.text, ""),
        )
        .join(Client, JOIN.LEFT_OUTER, on=(key_of(Client) == TimeEntry.client))
        .switch(TimeEntry)
        .join(Promise, JOIN.LEFT_OUTER, on=(key_of(Promise) == TimeEntry.promise))
        .where(TimeEntry.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip


def _months_until(today: date, months: int) -> list[DayRange]:
    spans = [month_of(today)]
    while len(spans) < months:
        spans.append(previous_month(spans[-1].first))
    return spans[::-1]


def _agreed(terms: Iterable[EngagementRow], span: DayRange) -> int | None:
    """Return the minutes that the terms in force at the end of a month include for it.

    Terms that ended within the month count where none followed them; those that took their place do not add
    to them.
    """
    held = [
        one
        for one in terms
        if one.hours_included is not None
        and one.fee_period in _MONTHS_OF
        and (one.start_date is None or one.start_date <= span.last)
        and (one.end_date is None or one.end_date >= span.first)
    ]
    if not held:
        return None
    last = max(min(one.end_date or span.last, span.last) for one in held)
    held = [one for one in held if (one.end_date or span.last) >= last]
    included = [Decimal(one.hours_included or 0) / _MONTHS_OF[one.fee_period] for one in held]
    return round(sum(included, Decimal(0)) * AN_HOUR)


def _tasks(
    journal: JournalReader, client_id: int, rows: Iterable[HoursRow], today: date
) -> tuple[TaskHours, ...]:
    minutes: dict[tuple[str, Bucket], int] = defaultdict(int)
    names: dict[tuple[str, Bucket], str] = {}
    served: dict[tuple[str, Bucket], dict[str, None]] = defaultdict(dict)
    results = _results(journal, client_id, today)
    kept = _states(journal, {row.promise_id for row in rows if row.promise_id is not None})
    for row in rows:
        key = (row.task.casefold(), row.bucket)
        names.setdefault(key, row.task)
        minutes[key] += row.minutes
        if row.line_key in results:
            served[key][results[row.line_key]] = None
        if row.promise_id in kept:
            told = _("{promise}: {state}").format(
                promise=row.promise_text, state=kept[row.promise_id].label.lower()
            )
            served[key][told] = None
    found = [TaskHours(names[key], key[1], minutes[key], tuple(served[key])) for key in minutes]
    return tuple(sorted(found, key=lambda one: (-one.minutes, one.task)))


def _results(journal: JournalReader, client_id: int, today: date) -> Mapping[str | None, str]:
    """Return by its key what came of each goal that holds, "Enquiries: on target"."""
    goals = goals_now(journal, client_id, today=today).goals
    return {
        goal.line.line_key: _("{goal}: {state}").format(
            goal=goal.line.name, state=goal.status.label.lower()
        )
        for goal in goals
        if goal.line.line_key
    }  # fmt: skip


def _states(journal: JournalReader, promises: Iterable[int]) -> dict[int | None, PromiseState]:
    query = Promise.select(key_of(Promise), Promise.state).where(
        key_of(Promise).in_(list(promises)) & Promise.trashed_at.is_null()
    )
    return dict(journal.tuples(query))


def _checked(
    journal: JournalReader, client_id: int | None, entry: HoursEntry, today: date, besides: int | None
) -> HoursEntry:
    if client_id is not None:
        must_be_here(journal, client_id)
    check_minutes(entry.minutes)
    check_worked_on(entry.worked_on, today)
    if entry.started_at is not None and entry.started_at.date() != entry.worked_on:
        raise InvalidEntryError("started_at", _("It began on another day than it was worked on."))
    _check_day(journal, entry, besides)
    _check_served(journal, client_id, entry)
    cleaned = {name: clean(getattr(entry, name)).strip() for name in ("project", "task", "note")}
    return HoursEntry(**(vars(entry) | cleaned))


def _check_day(journal: JournalReader, entry: HoursEntry, besides: int | None) -> None:
    there = (
        TimeEntry.select(fn.COALESCE(fn.SUM(TimeEntry.minutes), 0))
        .join(Client, JOIN.LEFT_OUTER, on=(key_of(Client) == TimeEntry.client))
        .where(TimeEntry.trashed_at.is_null() & Client.trashed_at.is_null())
        .where(TimeEntry.worked_on == entry.worked_on)
    )
    if besides is not None:
        there = there.where(key_of(TimeEntry) != besides)
    check_whole_day(entry.worked_on, int(journal.value(there)), entry.minutes)


def _check_served(journal: JournalReader, client_id: int | None, entry: HoursEntry) -> None:
    if entry.promise_id is not None:
        owner = journal.value(Promise.select(Promise.client).where(key_of(Promise) == entry.promise_id))
        if owner is None or owner != client_id:
            raise InvalidEntryError("serves", _("This promise was made to another client."))
    if entry.line_key is not None:
        owners = (
            KpiLine.select(key_of(KpiLine))
            .join(KpiAgreement)
            .where((KpiLine.line_key == entry.line_key) & (KpiAgreement.client == client_id))
        )
        if journal.value(owners) is None:
            raise InvalidEntryError("serves", _("This goal was agreed with another client."))
