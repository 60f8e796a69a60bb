"""What is kept for long enough is listed, waits a month of use, and goes only when confirmed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import IncidentState
from retention_journal.services.erasure import erased_uids
from retention_journal.services.erasure_due import erase_due
from retention_journal.services.retention_periods import (
    GRACE_DAYS,
    KeptKind,
    confirmable,
    due_to_go,
    live_on,
    periods,
    set_period,
)
from retention_journal.storage.tables import Client, Interaction, Invoice, Loss, PostMortem, Report, TimeEntry
from tests.builders import TODAY, a_call, a_client, an_incident

OLD, NEW = datetime(2020, 1, 2, 10, 0), datetime(2026, 3, 1, 10, 0)


@pytest.fixture
def kept(journal):
    """One old and one new of each kind."""
    client = a_client(journal)
    for at in (OLD, NEW):
        day = at.date()
        a_call(journal, client, at, summary=f"call {day.year}")
        an_incident(
            journal,
            client,
            received_at=at.astimezone(),
            closed_at=at.astimezone(),
            state=IncidentState.CLOSED,
        )
        with journal.change("Fill") as change:
            change.insert(Invoice, client=client, issued_on=day, paid_on=day, total_minor=1, state="paid")
            change.insert(TimeEntry, client=client, worked_on=day, minutes=5)
            loss = change.insert(Loss, client=client, notice_on=day)
            change.insert(PostMortem, loss=loss, finished_on=day)
            change.insert(
                Report, client=client, number=day.year, period_start=day, period_end=day, issued_at=at
            )
            change.insert(Client, name=f"Gone {day.year}", status=Status.LOST, end_date=day)
    return journal


def use_daily(journal, first, days):
    """Open the journal every day, and return what is on the list on the last."""
    for number in range(days + 1):
        found = live_on(journal, first + timedelta(days=number))
    return found


def test_nothing_is_due_until_a_period_is_set(kept):
    assert periods(kept) == {}
    assert live_on(kept, TODAY) == []


@pytest.mark.parametrize("kind", list(KeptKind))
def test_each_kind_is_due_by_its_own_day(kept, kind):
    set_period(kept, kind, 5)
    (found,) = due_to_go(kept, TODAY)
    assert (found.kind, found.day, found.ready) == (kind, OLD.date(), False)
    assert found.days_left == GRACE_DAYS
    set_period(kept, kind, 7)
    assert due_to_go(kept, TODAY) == []
    set_period(kept, kind, None)
    assert periods(kept) == {}


def test_what_is_not_settled_is_never_due(journal):
    client = a_client(journal)
    an_incident(journal, client, received_at=OLD.astimezone())
    with journal.change("Fill") as change:
        change.insert(Invoice, client=client, issued_on=OLD.date(), total_minor=1)
        change.insert(Report, client=client, number=1, period_start=OLD.date(), period_end=OLD.date())
        loss = change.insert(Loss, client=client, notice_on=OLD.date())
        change.insert(PostMortem, loss=loss)
    for kind in KeptKind:
        set_period(journal, kind, 1)
    assert due_to_go(journal, TODAY) == []


def test_a_month_of_use_lies_between_listing_and_erasing(kept):
    set_period(kept, KeptKind.INTERACTION, 5)
    assert confirmable(use_daily(kept, TODAY, GRACE_DAYS - 1)) == []
    (found,) = confirmable(use_daily(kept, TODAY + timedelta(days=GRACE_DAYS - 1), 1))
    told = erase_due(kept, [found], now=datetime(2026, 4, 20, 9, 0))
    assert [one.records for one in told] == [{"interaction": 1}]
    assert kept.tuples(Interaction.select(Interaction.summary)) == [("call 2026",)]
    assert found.uid in erased_uids(kept)
    assert kept.undo_label is None
    assert due_to_go(kept, TODAY + timedelta(days=GRACE_DAYS)) == []


def test_what_has_not_waited_cannot_be_erased_whatever_is_confirmed(kept):
    set_period(kept, KeptKind.INTERACTION, 5)
    found = live_on(kept, TODAY)
    with pytest.raises(InvalidEntryError):
        erase_due(kept, found, now=datetime(2026, 3, 11, 9, 0))
    assert kept.counts()["interaction"] == 2


def test_a_client_who_ended_goes_with_all_that_is_theirs(kept):
    set_period(kept, KeptKind.CLIENT, 5)
    found = use_daily(kept, TODAY, GRACE_DAYS)
    (told,) = erase_due(kept, confirmable(found), now=datetime(2026, 4, 9, 9, 0))
    assert told.records == {"client": 1}
    assert "Gone 2020" not in {name for (name,) in kept.tuples(Client.select(Client.name))}


def test_a_clock_that_stood_at_2038_for_a_day_lists_nothing_for_long(kept):
    set_period(kept, KeptKind.INTERACTION, 5)
    live_on(kept, TODAY)
    assert len(live_on(kept, date(2038, 1, 1))) == 2
    assert confirmable(live_on(kept, date(2038, 1, 1))) == []
    (left,) = live_on(kept, TODAY + timedelta(days=1))
    assert left.days_left >= GRACE_DAYS - 8
    assert left.day == OLD.date()


@given(st.lists(st.dates(date(2026, 3, 10), date(2060, 1, 1)), min_size=1, max_size=5))
def test_so_few_days_of_use_are_never_a_month_whatever_the_clock_says(tmp_path_factory, days):
    from tests.builders import an_empty_journal

    with an_empty_journal(tmp_path_factory.mktemp("clock") / "own.rjournal") as journal:
        a_call(journal, a_client(journal), OLD)
        set_period(journal, KeptKind.INTERACTION, 1)
        for day in days:
            assert confirmable(live_on(journal, day)) == []


def test_asked_ten_times_a_day_it_is_no_shorter_and_going_back_counts_nothing(kept):
    set_period(kept, KeptKind.INTERACTION, 5)
    for _ in range(10):
        live_on(kept, TODAY)
    for _ in range(60):
        live_on(kept, TODAY - timedelta(days=1))
        (found,) = live_on(kept, TODAY - timedelta(days=2))
    assert found.days_left == GRACE_DAYS


def test_a_number_of_years_that_is_none_is_refused(journal):
    for years in (0, -1, 31):
        with pytest.raises(InvalidEntryError):
            set_period(journal, KeptKind.INVOICE, years)
