"""A promise that was moved, and one that came nobody knows when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.light import Level, SignalId
from retention_journal.core.periods import month_of
from retention_journal.core.promises import PromiseState, first_due
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services import promises
from retention_journal.services.judging import judged
from retention_journal.services.own_rules import add_days_off
from retention_journal.services.promises import PromiseEntry, end_of
from retention_journal.services.report_facts import delivered, last_promises
from retention_journal.services.search import search
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.journal_import import import_journal
from tests.builders import NOON, TODAY, a_client, a_promise, an_empty_journal

FIRST, MADE = date(2026, 3, 8), date(2026, 3, 1)
_DAYS = st.one_of(st.none(), st.integers(0, 400).map(lambda n: MADE + timedelta(days=n)))


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


@pytest.fixture
def made(journal, ada):
    return a_promise(journal, ada, made_on=MADE, due_at=end_of(FIRST))


def move(journal, number, day, **values):
    return promises.move_promise(journal, number, day and end_of(day), today=TODAY, **values)


def test_every_move_is_kept_with_its_reason_and_whether_they_know(journal, made):
    move(journal, made, date(2026, 3, 12), remark="waiting for photos", client_knows=True)
    move(journal, made, date(2026, 3, 13))
    row = promises.promise(journal, made)
    assert [(one.before, one.after, one.reason, one.client_knows) for one in row.moves] == [
        (end_of(FIRST), end_of(date(2026, 3, 12)), "waiting for photos", True),
        (end_of(date(2026, 3, 12)), end_of(date(2026, 3, 13)), "", False),
    ]
    assert [one.moved_on for one in row.moves] == [TODAY, TODAY]
    assert (row.remark, row.due_on) == ("waiting for photos", date(2026, 3, 13))
    [shown] = promises.client_promises(journal, row.client_id).open
    assert shown == row
    assert promises.open_rows(journal) == [row]


def test_a_date_changed_in_the_form_is_a_move_too(journal, made):
    entry = promises.promise(journal, made).entry()
    changed = replace(entry, due_at=end_of(TODAY), remark="They were ill")
    promises.edit_promise(journal, made, changed, now=NOON)
    [moved] = promises.promise(journal, made).moves
    assert (moved.before, moved.after, moved.reason) == (end_of(FIRST), end_of(TODAY), "They were ill")
    promises.edit_promise(journal, made, replace(changed, text="Other words"), now=NOON)
    assert len(promises.promise(journal, made).moves) == 1


def test_the_last_date_judges_and_the_last_move_can_be_taken_back(journal, made):
    move(journal, made, TODAY)
    assert promises.keep_promise(journal, made, now=NOON) is PromiseState.KEPT
    assert promises.take_back_move(journal, made, now=NOON) == end_of(FIRST)
    row = promises.promise(journal, made)
    assert (row.moves, row.due_on, row.state) == ((), FIRST, PromiseState.KEPT_LATE)
    with pytest.raises(InvalidEntryError):
        promises.take_back_move(journal, made, now=NOON)


def test_a_move_before_the_promise_is_refused_and_changes_nothing(journal, made):
    before = promises.promise(journal, made)
    with pytest.raises(InvalidEntryError):
        move(journal, made, date(2026, 2, 1))
    assert promises.promise(journal, made) == before


@given(st.lists(_DAYS, min_size=1, max_size=6))
def test_no_row_of_moves_loses_the_first_promise_and_undo_brings_all_back(tmp_path_factory, days):
    with an_empty_journal(tmp_path_factory.mktemp("moves") / "a.rjournal") as journal:
        number = a_promise(journal, a_client(journal), made_on=MADE, due_at=end_of(FIRST))
        seen = [promises.promise(journal, number)]
        for day in days:
            if move(journal, number, day):
                seen.append(promises.promise(journal, number))
        last = seen[-1]
        assert first_due(last.due_at, last.moves) == end_of(FIRST)
        assert last.due_on == days[-1]
        dates = [end_of(FIRST), *(one.after for one in last.moves)]
        assert [one.before for one in last.moves] == dates[:-1]
        assert dates[-1] == last.due_at
        for expected in reversed(seen[:-1]):
            journal.undo()
            assert promises.promise(journal, number) == expected
        for expected in seen[1:]:
            journal.redo()
            assert promises.promise(journal, number) == expected


def test_kept_on_an_unknown_day_is_neither_in_nor_out_of_time(journal, ada, made):
    promises.keep_promise_some_day(journal, made, now=NOON)
    page = promises.client_promises(journal, ada)
    [row] = page.closed
    assert (row.state, row.delivered_at, row.date_unknown) == (PromiseState.KEPT, None, True)
    assert (page.kept_in_time, page.judged, page.unknown) == (0, 0, 1)
    assert not row.is_late(TODAY)
    assert row.how_late(TODAY, MONDAY_TO_FRIDAY) == ""
    assert row.working_days_taken(MONDAY_TO_FRIDAY) is None
    promises.reopen_promise(journal, made)
    assert not promises.promise(journal, made).date_unknown
    journal.undo()
    journal.undo()
    assert promises.promise(journal, made).state is PromiseState.OPEN


def test_the_day_it_came_can_be_written_down_later_and_forgotten_again(journal, made):
    promises.keep_promise_some_day(journal, made, now=NOON)
    entry = promises.promise(journal, made).entry()
    promises.edit_promise(journal, made, replace(entry, delivered_on=date(2026, 3, 9)), now=NOON)
    row = promises.promise(journal, made)
    assert (row.state, row.date_unknown) == (PromiseState.KEPT_LATE, False)
    assert row.entry().delivered_on == date(2026, 3, 9)
    promises.edit_promise(journal, made, entry, now=NOON)
    row = promises.promise(journal, made)
    assert (row.state, row.delivered_at, row.date_unknown) == (PromiseState.KEPT, None, True)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2026, 2, 1)])
def test_a_day_it_cannot_have_come_on_is_refused(journal, made, day):
    promises.keep_promise(journal, made, now=NOON)
    entry = replace(promises.promise(journal, made).entry(), delivered_on=day)
    with pytest.raises(InvalidEntryError) as refused:
        promises.edit_promise(journal, made, entry, now=NOON)
    assert refused.value.field == "delivered_on"


def test_a_promise_changed_in_its_words_keeps_the_hour_it_came(journal, made):
    promises.keep_promise(journal, made, now=NOON)
    entry = replace(promises.promise(journal, made).entry(), text="Other words")
    promises.edit_promise(journal, made, entry, now=NOON)
    assert promises.promise(journal, made).delivered_at == NOON


def test_the_light_takes_it_as_kept_and_a_past_day_still_as_owed(journal, ada, made):
    late = NOON - timedelta(days=1)
    owed = [one.id for one in judged(journal, NOON)[ada].known.open_promises]
    promises.keep_promise_some_day(journal, made, now=NOON)
    assert owed == [made]
    assert judged(journal, NOON)[ada].known.open_promises == ()
    assert [one.id for one in judged(journal, late)[ada].known.open_promises] == [made]


def test_the_report_calls_it_kept_and_never_open_or_delivered_on_a_day(journal, ada, made):
    promises.keep_promise_some_day(journal, made, now=NOON)
    [told] = last_promises(journal, ada, month_of(TODAY))
    assert (told.outcome, told.delivered, told.due) == (PromiseState.KEPT, None, FIRST)
    assert told.is_dated is False
    assert last_promises(journal, ada, month_of(date(2026, 4, 1))) == ()
    assert delivered(journal, ada, month_of(TODAY)) == ()


@pytest.mark.parametrize(
    ("asked", "field"), [(date(2026, 3, 2), "asked_on"), (date(1020, 1, 1), "asked_on"), (MADE, None)]
)
def test_what_is_promised_was_asked_before(journal, ada, asked, field):
    entry = PromiseEntry("x", made_on=MADE, asked_on=asked)
    if field is None:
        number = promises.make_promise(journal, ada, entry, now=NOON)
        assert promises.promise(journal, number).entry().asked_on is None
        return
    with pytest.raises(InvalidEntryError) as refused:
        promises.make_promise(journal, ada, entry, now=NOON)
    assert refused.value.field == field


def test_the_time_taken_counts_from_the_asking(journal, ada):
    entry = PromiseEntry("x", made_on=date(2026, 3, 6), asked_on=date(2026, 3, 4), is_small_request=True)
    number = promises.make_promise(journal, ada, entry, now=NOON)
    promises.keep_promise(journal, number, now=datetime(2026, 3, 10, 12, 0))
    row = promises.promise(journal, number)
    assert row.asked_on == date(2026, 3, 4)
    assert row.working_days_taken(MONDAY_TO_FRIDAY) == 4


def test_moves_and_unknown_days_go_out_and_come_back(journal, ada, made, tmp_path):
    move(journal, made, date(2026, 3, 12), remark="waiting for photos", client_knows=True)
    some_day = a_promise(journal, ada, "Some day", made_on=MADE)
    promises.keep_promise_some_day(journal, some_day, now=NOON)
    export(journal, tmp_path / "out", today=TODAY)
    with an_empty_journal(tmp_path / "again.rjournal") as again:
        import_journal(again, tmp_path / "out")
        assert promises.open_rows(again) == promises.open_rows(journal)
        assert promises.client_promises(again, ada) == promises.client_promises(journal, ada)


def test_a_reason_is_found_by_typing_and_goes_with_its_promise(journal, made):
    move(journal, made, date(2026, 3, 12), remark="waiting for rhubarb")
    assert sorted(hit.type for hit in search(journal, "rhubarb")) == ["promise", "promise_move"]
    promises.trash_promise(journal, made, now=NOON)
    assert search(journal, "rhubarb") == []


def test_the_light_judges_by_the_last_day_and_the_report_by_the_one_the_client_knows(journal, ada, made):
    def late_in_the_light():
        return [one for one in judged(journal, NOON)[ada].assessment.signals if one.id is SignalId.PROMISE]

    [before] = late_in_the_light()
    move(journal, made, date(2026, 3, 20))
    [after] = late_in_the_light()
    assert (before.level, after.level) == (Level.AMBER, Level.OK)
    [told] = last_promises(journal, ada, month_of(TODAY))
    assert (told.due, told.moved_to) == (date(2026, 3, 8), None)  # nobody told the client


def test_the_report_tells_the_new_day_once_the_client_knows_it(journal, ada, made):
    move(journal, made, date(2026, 3, 20), client_knows=True)
    [told] = last_promises(journal, ada, month_of(TODAY))
    assert (told.due, told.moved_to) == (date(2026, 3, 8), date(2026, 3, 20))


def test_the_report_counts_late_days_by_your_own_calendar(journal, ada, made):
    promises.keep_promise(journal, made, now=NOON)
    add_days_off(journal, date(2026, 3, 9), date(2026, 3, 9))
    [told] = last_promises(journal, ada, month_of(TODAY))
    assert (told.outcome, told.days_late) == (PromiseState.KEPT_LATE, 1)
