from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services import promises
from retention_journal.services.promises import Group, PromiseEntry, end_of
from tests.builders import NOON, TODAY, a_client, a_promise


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


def test_a_promise_is_kept_in_time_until_its_day_has_ended(journal, ada):
    entry = PromiseEntry("Send the list", datetime(2026, 3, 10, 9, 0))
    made = promises.make_promise(journal, ada, entry, now=NOON)
    assert promises.keep_promise(journal, made, now=NOON + timedelta(hours=11)) is PromiseState.KEPT
    assert not promises.promise(journal, made).is_late(TODAY)


def test_a_promise_delivered_the_day_after_was_kept_late(journal, ada):
    made = a_promise(journal, ada, made_on=date(2026, 3, 1), due_at=end_of(date(2026, 3, 8)))
    assert promises.keep_promise(journal, made, now=NOON) is PromiseState.KEPT_LATE
    row = promises.promise(journal, made)
    assert row.is_late(date(2026, 3, 1))
    assert row.how_late(date(2026, 12, 1), MONDAY_TO_FRIDAY) == "2 working days late"
    journal.undo()
    row = promises.promise(journal, made)
    assert (row.state, row.delivered_at) == (PromiseState.OPEN, None)


def test_it_can_have_been_delivered_before_it_was_ticked(journal, ada):
    made = a_promise(journal, ada, made_on=date(2026, 3, 1), due_at=end_of(date(2026, 3, 8)))
    early = datetime(2026, 3, 7, 10)
    assert promises.keep_promise(journal, made, now=NOON, delivered_at=early) is PromiseState.KEPT


@pytest.mark.parametrize("moment", [NOON + timedelta(hours=1), datetime(2026, 2, 1)])
def test_a_delivery_in_the_future_or_before_the_asking_is_refused(journal, ada, moment):
    made = a_promise(journal, ada)
    with pytest.raises(InvalidEntryError):
        promises.keep_promise(journal, made, now=NOON, delivered_at=moment)


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("text", PromiseEntry(" \0 ")),
        ("due_at", PromiseEntry("x", NOON - timedelta(days=1))),
        ("due_at", PromiseEntry("x", datetime(9999, 1, 1))),
        ("made_on", PromiseEntry("x", made_on=TODAY + timedelta(days=1))),
        ("made_on", PromiseEntry("x", made_on=date(202, 1, 1))),
    ],
)
def test_a_promise_that_cannot_be_is_refused_at_its_field(journal, ada, field, entry):
    with pytest.raises(InvalidEntryError) as refused:
        promises.make_promise(journal, ada, entry, now=NOON)
    assert refused.value.field == field


def test_a_promise_to_nobody_is_not_made(journal):
    with pytest.raises(NotFoundError):
        promises.make_promise(journal, 404, PromiseEntry("x"), now=NOON)


def test_changing_the_date_of_a_delivered_promise_judges_it_again(journal, ada):
    made = a_promise(journal, ada, made_on=date(2026, 3, 1), due_at=end_of(date(2026, 3, 8)))
    promises.keep_promise(journal, made, now=NOON)
    promises.move_promise(journal, made, end_of(TODAY), today=TODAY, remark="They asked for more")
    row = promises.promise(journal, made)
    assert (row.state, row.remark) == (PromiseState.KEPT, "They asked for more")
    promises.edit_promise(journal, made, replace(row.entry(), due_at=end_of(date(2026, 3, 9))), now=NOON)
    assert promises.promise(journal, made).state is PromiseState.KEPT_LATE


def test_a_closed_promise_can_be_opened_again(journal, ada):
    made = a_promise(journal, ada)
    for close in (promises.release_promise, promises.break_promise):
        close(journal, made, now=NOON, remark="No need any more")
        assert promises.client_promises(journal, ada).open == ()
        promises.reopen_promise(journal, made)
        [row] = promises.client_promises(journal, ada).open
        assert row.remark == "No need any more"


def test_open_promises_stand_in_their_groups(journal, ada):
    bo = a_client(journal, "Bo AS")
    for text, client, due in [
        ("later", ada, date(2026, 3, 16)),
        ("sunday", ada, date(2026, 3, 15)),
        ("today", bo, TODAY),
        ("late", ada, date(2026, 3, 9)),
        ("later still", ada, None),
    ]:
        due_at = due and end_of(due)
        a_promise(journal, client, text, due_at=due_at, made_on=date(2026, 3, 1))
    a_promise(journal, bo, "theirs", direction=PromiseDirection.THEIRS, due_at=end_of(TODAY))
    done = a_promise(journal, bo, "done")
    promises.keep_promise(journal, done, now=NOON)
    page = promises.open_promises(journal, TODAY)
    assert [(group, [row.text for row in rows]) for group, rows in page.groups] == [
        (Group.LATE, ["late"]),
        (Group.TODAY, ["today"]),
        (Group.THIS_WEEK, ["sunday"]),
        (Group.LATER, ["later", "later still"]),
        (Group.WAITING, ["theirs"]),
    ]
    assert page.by_client == ((ada, "Ada Ltd", 4), (bo, "Bo AS", 2))
    assert page.count == 6


def test_waiting_for_the_client_can_be_turned_back(journal, ada):
    made = a_promise(journal, ada)
    assert promises.turn_promise(journal, made) is PromiseDirection.THEIRS
    assert promises.turn_promise(journal, made) is PromiseDirection.OURS


def test_kept_in_time_counts_yours_that_were_settled(journal, ada):
    for state in (PromiseState.KEPT, PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN):
        a_promise(journal, ada, state=state)
    a_promise(journal, ada, state=PromiseState.RELEASED)
    a_promise(journal, ada, state=PromiseState.KEPT, direction=PromiseDirection.THEIRS)
    a_promise(journal, ada)
    page = promises.client_promises(journal, ada)
    assert (page.kept_in_time, page.judged) == (2, 4)
    assert (len(page.open), len(page.closed)) == (1, 6)


def test_a_small_request_is_timed_in_working_days(journal, ada):
    made = a_promise(journal, ada, made_on=date(2026, 3, 6), is_small_request=True)
    promises.keep_promise(journal, made, now=NOON)
    assert promises.promise(journal, made).working_days_taken(MONDAY_TO_FRIDAY) == 2


def test_what_is_in_the_trash_is_not_owed(journal, ada):
    made = a_promise(journal, ada)
    promises.trash_promise(journal, made, now=NOON)
    assert promises.open_promises(journal, TODAY).count == 0
    with pytest.raises(NotFoundError):
        promises.keep_promise(journal, made, now=NOON)
    journal.undo()
    assert promises.open_promises(journal, TODAY).count == 1
