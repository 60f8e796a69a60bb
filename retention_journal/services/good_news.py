"""Good news to bring: what went well for a client lately, and a day worth a call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from retention_journal.core import formats
from retention_journal.core.kpis import (
    Aggregation,
    AgreementStatus,
    GoalDirection,
    KpiStatus,
    Period,
    period_before,
    period_of,
    status_of,
    wanted,
)
from retention_journal.core.light_facts import Known, RecordRef
from retention_journal.core.nine import News
from retention_journal.core.periods import DayRange
from retention_journal.i18n import _, ngettext
from retention_journal.services.business_year import year_start
from retention_journal.services.lesson_triggers import applied_for_them
from retention_journal.services.remedy_news import put_right
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

#: What was finished longer ago than this is no news any more.
_FRESH_DAYS = 14
#: A figure is news for as long as the month after its period lasts.
_FRESH_FIGURE_DAYS = 31
#: An anniversary is worth a call from this many days before it. Source: rules, section 5, lane 3.
_BEFORE_ANNIVERSARY_DAYS = 7
_DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_REACHED = {KpiStatus.ACHIEVED, KpiStatus.ON_TRACK}


def good_news(journal: JournalReader, clients: list[Known], today: date) -> dict[int, tuple[News, ...]]:
    """Return by client what is good to tell and was not told yet: no real talk since.

    Args:
        journal: Where to look.
        clients: Those asked about.
        today: The day asked about.
    """
    found: defaultdict[int, list[News]] = defaultdict(list)
    talks = {one.client_id: one.last_contact_on or date.min for one in clients}
    for number, news in (
        *_delivered(journal, today, talks),
        *_reached(journal, today, talks),
        *put_right(journal, today),
        *applied_for_them(journal, talks, today),
    ):
        found[number].append(news)
    told: dict[int, tuple[News, ...]] = {}
    for one in clients:
        all_news = [*found.get(one.client_id, ()), *_anniversary(one, today)]
        if all_news:
            told[one.client_id] = tuple(all_news)
    return told


def _delivered(journal: JournalReader, today: date, talks: Mapping[int, date]) -> Iterator[tuple[int, News]]:
    """Yield small requests that were done, and promises kept before their day, since the last talk."""
    end = (day_number(today) + 1) * _DAY_SECONDS
    rows = journal.sql(
        "SELECT client_id, id, text, due_at, delivered_at, is_small_request FROM promise"
        " WHERE delivered_at >= ? AND delivered_at < ? AND trashed_at IS NULL AND direction = 'ours'"
        " AND state = 'kept' ORDER BY delivered_at",
        end - (_FRESH_DAYS + 1) * _DAY_SECONDS,
        end,
    )
    for client, number, text, due, delivered, is_request in rows:
        on = date.fromordinal(_EPOCH + delivered // _DAY_SECONDS)
        if talks.get(client, date.max) > on:
            continue
        early = 0 if due is None else due // _DAY_SECONDS - delivered // _DAY_SECONDS
        record = RecordRef("promise", number)
        if is_request:
            what = _("“{text}”, which they asked for, was done {day}.")
            yield client, News(on, what.format(text=text, day=_when(on, today)), record)
        elif early > 0:
            kept = ngettext(
                "You kept “{text}” {n} day before it was due.",
                "You kept “{text}” {n} days before it was due.",
                early,
            )
            yield client, News(on, kept.format(text=text, n=early), record)


def _reached(journal: JournalReader, today: date, talks: Mapping[int, date]) -> Iterator[tuple[int, News]]:
    """Yield goals that came to their target in the last period, which was not talked about yet."""
    day, year = day_number(today), year_start(journal)
    rows = journal.sql(
        "SELECT a.client_id, l.id, l.name, l.direction, l.target, l.target_high, l.tolerance_pct, l.period,"  # noqa: S608
        " l.aggregation, m.period_start, m.period_end, m.value, (SELECT b.value FROM measurement b"
        " WHERE b.line_key = l.line_key AND b.trashed_at IS NULL AND b.period_end = m.period_start - 1)"
        " FROM measurement m JOIN kpi_line l ON l.line_key = m.line_key AND l.trashed_at IS NULL"
        " JOIN kpi_agreement a ON a.id = l.agreement_id AND a.trashed_at IS NULL"
        f" WHERE m.trashed_at IS NULL AND m.period_end >= {day - _FRESH_FIGURE_DAYS}"
        f" AND m.period_start <= {day} AND l.target IS NOT NULL"
        f" AND a.status IN ('{AgreementStatus.AGREED}', '{AgreementStatus.SUPERSEDED}')"
        f" AND a.valid_from <= {day} AND coalesce(a.valid_to, {day}) >= {day} ORDER BY l.position, l.id"
    )
    for row in rows:
        client, number, name, *_terms, first, last, value, _before = row
        period = DayRange(date.fromordinal(_EPOCH + first), date.fromordinal(_EPOCH + last))
        is_running = today <= period.last
        on = today if is_running else min(today, period.last + timedelta(days=1))
        if talks.get(client, date.max) > on or period_of(Period(row[7]), period.first, year) != period:
            continue
        status = _stands(row, period, value, today)
        if status not in _REACHED or (is_running and status is not KpiStatus.ACHIEVED):
            continue
        before = _stands(row, period_before(period), row[12], today)
        if before in {KpiStatus.NO_DATA, *_REACHED}:
            continue
        what = _("“{name}” reached the agreed target: {value}.").format(
            name=name, value=formats.number(Decimal(value))
        )
        yield client, News(on, what, RecordRef("kpi_line", number))


def _stands(row: tuple[Any, ...], period: DayRange, value: str | None, today: date) -> KpiStatus:
    direction, low, high, tolerance, _kind, aggregation = row[3:9]
    goal = wanted(
        GoalDirection(direction),
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
    )
    return status_of(
        None if value is None else Decimal(value), goal, period=period, today=today,
        aggregation=Aggregation(aggregation), tolerance_pct=tolerance,
    )  # fmt: skip


def _anniversary(one: Known, today: date) -> list[News]:
    """Return the client's anniversary with you where it is near and you have not talked since it was."""
    start = one.start_date
    if start is None:
        return []
    for ahead in range(_BEFORE_ANNIVERSARY_DAYS + 1):
        day = today + timedelta(days=ahead)
        years = day.year - start.year
        leap = (start.month, start.day) == (2, 29) and (day.month, day.day) == (2, 28) and not _has_29(day)
        if years < 1 or not (leap or (start.month, start.day) == (day.month, day.day)):
            continue
        last = one.last_contact_on
        if last is not None and last >= day - timedelta(days=_BEFORE_ANNIVERSARY_DAYS):
            return []
        what = ngettext(
            "{n} year together, {day}.", "{n} years together, {day}.", years
        ).format(n=years, day=formats.days_ahead(day, today) if ahead else _("today"))  # fmt: skip
        return [News(day, what, RecordRef("client", one.client_id))]
    return []


def _has_29(day: date) -> bool:
    return (day + timedelta(days=1)).month == day.month


def _when(on: date, today: date) -> str:
    return formats.days_ago(on, today)
