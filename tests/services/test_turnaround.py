from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import IncidentKind, IncidentState
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.promises import PromiseState
from retention_journal.services.goals import goals_now
from retention_journal.services.kpis import agree, agreements
from retention_journal.services.light_goals import goals_on
from retention_journal.services.own_rules import NineOClock, add_days_off, set_nine_oclock
from retention_journal.services.promises import PromiseEntry, edit_promise, make_promise, promise
from retention_journal.services.turnaround import days_told_of_waiting, timings, turnaround
from tests.builders import a_client, a_person, a_promise, an_incident
from tests.services.kpi_samples import SMALL, an_entry

TODAY = date(2026, 4, 20)
TODAY_AT_NOON = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


def asked(journal, client, on, came=None, **values):
    at = came and datetime(came.year, came.month, came.day, 15, 0)
    state = PromiseState.KEPT if came or values.get("date_unknown") else PromiseState.OPEN
    return a_promise(
        journal, client, made_on=on, delivered_at=at, state=state, **{"is_small_request": True, **values}
    )


def took(journal, client):
    return [one.working_days for one in turnaround(journal, client, TODAY).answered]


def test_easter_and_days_off_are_not_counted(journal, ada):
    asked(journal, ada, date(2026, 4, 1), date(2026, 4, 8))
    assert took(journal, ada) == [5]
    set_nine_oclock(journal, NineOClock(country="NO"))
    assert took(journal, ada) == [2]
    add_days_off(journal, date(2026, 4, 7), date(2026, 4, 7))
    assert took(journal, ada) == [1]


def test_christmas_is_not_counted(journal, ada):
    asked(journal, ada, date(2025, 12, 23), date(2025, 12, 30))
    set_nine_oclock(journal, NineOClock(country="NO"))
    assert took(journal, ada) == [2]


def test_only_what_came_of_yours_is_timed(journal, ada):
    day = date(2026, 4, 14)
    asked(journal, ada, day, date(2026, 4, 15))
    asked(journal, ada, day)
    asked(journal, ada, day, date(2026, 4, 15), is_small_request=False)
    asked(journal, ada, day, date(2026, 4, 15), direction="theirs")
    asked(journal, ada, date(2024, 4, 14), date(2024, 4, 15))
    asked(journal, ada, day, date_unknown=True)
    asked(journal, a_client(journal, "Other"), day, date(2026, 4, 15))
    told = turnaround(journal, ada, TODAY)
    assert (len(told.answered), told.unknown) == (1, 1)
    assert told.median_days == Decimal(1)


def test_each_is_judged_by_what_was_agreed_when_it_was_asked(journal, ada):
    who = a_person(journal, ada)
    for on, days in ((date(2026, 2, 2), 2), (date(2026, 4, 6), 5)):
        lines = agreements(journal, ada)[:1]
        kept = lines[0].lines[0] if lines else SMALL
        entry = an_entry(replace(kept, turnaround_days=Decimal(days)), by=who, on=on, change_reason="more")
        agree(journal, ada, entry, today=on)
    asked(journal, ada, date(2026, 1, 5), date(2026, 1, 6))
    asked(journal, ada, date(2026, 3, 2), date(2026, 3, 5))
    asked(journal, ada, date(2026, 4, 6), date(2026, 4, 9))
    told = turnaround(journal, ada, TODAY)
    assert [(one.working_days, one.agreed) for one in told.answered] == [(1, None), (3, 2), (3, 5)]
    assert (told.in_time, told.judged, told.agreed) == (1, 2, 5)


def test_a_promise_is_timed_by_the_goal_it_names(journal, ada):
    drafts = replace(SMALL, name="Drafts", turnaround_days=Decimal(10))
    entry = an_entry(SMALL, drafts, by=a_person(journal, ada), on=date(2026, 2, 2))
    agree(journal, ada, entry, today=date(2026, 2, 2))
    [held] = agreements(journal, ada)
    key = held.lines[1].line_key
    asked(journal, ada, date(2026, 3, 2), date(2026, 3, 9), line_key=key, is_small_request=False)
    asked(journal, ada, date(2026, 3, 2), date(2026, 3, 9), line_key="gone")
    told = turnaround(journal, ada, TODAY)
    assert [(one.agreed, one.is_in_time) for one in told.answered] == [(10, True), (2, False)]


def test_the_goal_its_light_and_the_list_count_the_same_days(journal, ada):
    agree(journal, ada, an_entry(SMALL, by=a_person(journal, ada), on=date(2026, 2, 2)), today=TODAY)
    asked(journal, ada, date(2026, 4, 2), date(2026, 4, 8), asked_on=date(2026, 4, 1))
    assert goals_on(journal, TODAY)[ada] == (KpiStatus.OFF_TRACK,)
    set_nine_oclock(journal, NineOClock(country="NO"))
    [request] = goals_now(journal, ada, today=TODAY).requests
    [answered] = turnaround(journal, ada, TODAY).answered
    assert (request.asked_on, request.working_days) == (answered.asked_on, answered.working_days)
    assert request.working_days == 2
    assert goals_on(journal, TODAY)[ada] == (KpiStatus.ON_TRACK,)


def agreed_drafts(journal, client):
    drafts = replace(SMALL, name="Drafts", turnaround_days=Decimal(10))
    entry = an_entry(SMALL, drafts, by=a_person(journal, client), on=date(2026, 2, 2))
    agree(journal, client, entry, today=date(2026, 2, 2))
    return [line.line_key for line in agreements(journal, client)[0].lines]


def test_what_a_promise_can_be_timed_by_is_what_is_agreed_and_what_times_it_already(journal, ada):
    assert timings(journal, ada, TODAY) == []
    small, drafts = agreed_drafts(journal, ada)
    assert [(one.line_key, one.text) for one in timings(journal, ada, TODAY)] == [
        (small, "Small changes done, within 2 working days"),
        (drafts, "Drafts, within 10 working days"),
    ]
    kept = agreements(journal, ada)[0].lines[0]
    agree(
        journal, ada, an_entry(kept, by=a_person(journal, ada), on=TODAY, change_reason="less"), today=TODAY
    )
    assert [one.line_key for one in timings(journal, ada, TODAY)] == [small]
    assert [one.line_key for one in timings(journal, ada, TODAY, kept=drafts)] == [small, drafts]


def test_a_promise_is_kept_with_what_times_it_and_refused_with_anothers(journal, ada):
    _small, drafts = agreed_drafts(journal, ada)
    now = datetime(2026, 4, 20, 9, 0)
    number = make_promise(journal, ada, PromiseEntry("Draft", line_key=drafts), now=now)
    assert promise(journal, number).entry().line_key == drafts
    other = a_client(journal, "Other")
    with pytest.raises(InvalidEntryError) as refused:
        make_promise(journal, other, PromiseEntry("Draft", line_key=drafts), now=now)
    assert refused.value.field == "line_key"
    edit_promise(journal, number, PromiseEntry("Draft"), now=now)
    assert promise(journal, number).line_key is None
    journal.undo()
    assert promise(journal, number).line_key == drafts


def test_days_told_of_waiting_are_those_of_complaints_that_still_stand(journal, ada):
    def complained(day, kind=IncidentKind.SLOW_RESPONSE, client=ada, **values):
        at = datetime(2026, 4, day, 12, 0, tzinfo=UTC)
        an_incident(journal, client, received_at=at, kind=kind, **values)

    complained(20, IncidentKind.MISSED_DEADLINE)
    complained(3)
    complained(4, IncidentKind.QUALITY)
    complained(5, is_complaint=False)
    complained(6, state=IncidentState.WITHDRAWN)
    complained(7, trashed_at=TODAY_AT_NOON)
    complained(8, client=a_client(journal, "Other Ltd"))
    assert days_told_of_waiting(journal, ada) == [date(2026, 4, 3), date(2026, 4, 20)]
