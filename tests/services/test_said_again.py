"""Versions of what is included: other words of a later day, and that the past stays as it was said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.expectations import SAID, ItemState, is_said_anew, was_said_on
from retention_journal.core.periods import month_of
from retention_journal.services.expectation_items import expectations, expectations_on, said_before
from retention_journal.services.expectations import (
    add_item,
    answer,
    mark_saved,
    reword_item,
    start_intake,
    trash_item,
)
from retention_journal.services.intake_questions import questions_for
from retention_journal.services.scope_ledger import LedgerLine, keep_ledger
from retention_journal.services.status import status_report
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.journal_import import import_journal
from retention_journal.services.trash import in_trash, put_back
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import ExpectationItem
from tests.builders import a_client, a_person, an_empty_journal

INCLUDED, LEFT_OUT, OPEN, ASSUMED = (
    ItemState.INCLUDED, ItemState.NOT_INCLUDED, ItemState.OPEN, ItemState.ASSUMED,
)  # fmt: skip
FEBRUARY, MARCH, MAY = date(2026, 2, 3), date(2026, 3, 31), date(2026, 5, 4)
DAY = timedelta(days=1)


@pytest.fixture
def client(journal):
    return a_client(journal, "Berg Bygg", engagement_type=EngagementType.PROJECT)


@pytest.fixture
def kari(journal, client):
    return a_person(journal, client, "Kari Berg")


def said(journal, client, text="Two rounds", state=INCLUDED, on=FEBRUARY, question="How many rounds?"):
    item = add_item(journal, client, question)
    return answer(journal, item, state, text, today=on, on=on)


def march(journal, client):
    report = status_report(journal, client, month_of(MARCH), today=MAY)
    return (report.included, report.not_included)


def told(items):
    return [(item.told, item.state) for item in items]


def agreed(journal, client, kari, on, *lines):
    keep_ledger(
        journal, client, lines, confirmed_by=kari, confirmed_on=on,
        now=datetime.combine(on, datetime.min.time()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said_on", "on", "anew"),
    [
        (None, MAY, False),
        (MAY, MAY, False),
        (MAY, MAY - DAY, False),
        (MAY, MAY + DAY, True),
    ],
)
def test_what_is_said_on_the_same_day_or_before_is_a_slip_put_right(said_on, on, anew):
    assert is_said_anew(said_on, on) is anew


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (None, None, True),
        (MAY, None, True),
        (MAY + DAY, None, False),
        (None, MAY, True),
        (None, MAY - DAY, False),
        (MAY, MAY, True),
    ],
)
def test_words_hold_from_their_first_day_to_their_last(first, last, holds):
    assert was_said_on(MAY, first, last) is holds


@pytest.mark.parametrize(
    "change",
    [
        lambda journal, item: answer(journal, item, INCLUDED, "Three rounds", today=MAY, on=MAY),
        lambda journal, item: answer(journal, item, LEFT_OUT, "Two rounds", today=MAY, on=MAY),
        lambda journal, item: answer(journal, item, OPEN, "", today=MAY),
        lambda journal, item: answer(journal, item, ASSUMED, "Two rounds", today=MAY),
        lambda journal, item: reword_item(journal, item, "How often may they change it?", today=MAY),
    ],
    ids=["answer", "state", "open again", "assumed", "question"],
)
def test_a_report_for_march_is_the_same_after_a_change_in_may(journal, client, change):
    item = said(journal, client)
    before = march(journal, client)
    kept = expectations(journal, client)
    assert before == ("How many rounds? Two rounds", "")
    now = change(journal, item)
    assert now != item
    assert march(journal, client) == before
    assert [one.item_id for one in expectations(journal, client)] == [now]
    assert [one.item_id for one in expectations_on(journal, client, MAY - DAY)] == [item]
    assert [one.item_id for one in expectations_on(journal, client, MAY)] == [now]
    (old,) = said_before(journal, client)[now]
    assert (old.told, old.valid_to) == ("How many rounds? Two rounds", MAY - DAY)
    journal.undo()
    assert expectations(journal, client) == kept
    assert said_before(journal, client) == {}
    journal.redo()
    assert [one.item_id for one in expectations(journal, client)] == [now]


def test_a_first_answer_in_may_was_not_said_in_march(journal, client):
    said(journal, client, on=MAY)
    assert march(journal, client) == ("", "")
    may = status_report(journal, client, month_of(MAY), today=MAY)
    assert may.included == "How many rounds? Two rounds"


def test_what_was_noted_before_there_were_versions_was_said_since_ever(journal, client):
    with journal.change("As it was noted") as change:
        item = change.insert(
            ExpectationItem, client=client, question="Updates", state=INCLUDED, confirmed_on=FEBRUARY
        )
    assert march(journal, client) == ("Updates", "")
    answer(journal, item, LEFT_OUT, "Not any more", today=MAY, on=MAY)
    assert march(journal, client) == ("Updates", "")
    assert told(expectations(journal, client)) == [("Updates Not any more", LEFT_OUT)]


def test_of_two_changes_on_one_day_the_second_puts_the_first_right(journal, client):
    item = said(journal, client)
    second = answer(journal, item, INCLUDED, "Three", today=MAY, on=MAY)
    third = answer(journal, second, LEFT_OUT, "Three rounds", today=MAY, on=MAY)
    assert third == second
    assert told(expectations(journal, client)) == [("How many rounds? Three rounds", LEFT_OUT)]
    assert [old.answer for old in said_before(journal, client)[third]] == ["Two rounds"]


def test_words_taken_back_on_the_same_day_were_never_other_ones(journal, client):
    item = said(journal, client)
    other = answer(journal, item, INCLUDED, "Three", today=MAY, on=MAY)
    answer(journal, other, INCLUDED, "Two rounds", today=MAY, on=MAY)
    assert said_before(journal, client) == {}


def test_a_change_told_for_an_earlier_day_holds_from_that_day(journal, client):
    item = said(journal, client)
    answer(journal, item, INCLUDED, "Three", today=MAY, on=MAY - 3 * DAY)
    assert told(expectations_on(journal, client, MAY - 3 * DAY)) == [("How many rounds? Three", INCLUDED)]
    assert told(expectations_on(journal, client, MAY - 4 * DAY)) == [
        ("How many rounds? Two rounds", INCLUDED)
    ]


def test_an_answer_told_for_a_day_before_the_first_was_said_then(journal, client):
    item = said(journal, client, on=MAY)
    assert answer(journal, item, INCLUDED, "Two rounds", today=MAY, on=MARCH) == item
    assert march(journal, client) == ("How many rounds? Two rounds", "")


def test_a_day_that_has_not_come_yet_is_refused(journal, client):
    item = add_item(journal, client, "How many rounds?")
    with pytest.raises(InvalidEntryError) as refused:
        answer(journal, item, INCLUDED, "Two", today=MAY, on=MAY + DAY)
    assert refused.value.field == "on"


def test_what_nobody_has_said_yet_has_no_versions(journal, client):
    item = add_item(journal, client, "Updates", state=INCLUDED)
    answer(journal, item, ASSUMED, "Monthly", today=FEBRUARY)
    assert answer(journal, item, ASSUMED, "Weekly", today=MAY) == item
    assert said_before(journal, client) == {}


def test_earlier_words_cannot_be_changed(journal, client):
    item = said(journal, client)
    answer(journal, item, INCLUDED, "Three", today=MAY, on=MAY)
    with pytest.raises(NotFoundError):
        answer(journal, item, INCLUDED, "Four", today=MAY, on=MAY)
    with pytest.raises(NotFoundError):
        trash_item(journal, item, now=datetime(2026, 5, 4, 12))


def test_in_the_trash_nothing_is_said_and_what_comes_back_is_as_it_was(journal, client):
    item = said(journal, client)
    now = answer(journal, item, INCLUDED, "Three", today=MAY, on=MAY)
    everything = (expectations(journal, client), said_before(journal, client))
    trash_item(journal, now, now=datetime(2026, 5, 5, 12))
    assert expectations(journal, client) == []
    assert march(journal, client) == ("How many rounds? Two rounds", "")
    put_back(journal, in_trash(journal))
    assert (expectations(journal, client), said_before(journal, client)) == everything


def test_a_new_agreement_leaves_what_was_agreed_before_as_it_was(journal, client, kari):
    agreed(
        journal, client, kari, FEBRUARY,
        LedgerLine("Updates", INCLUDED), LedgerLine("Photographs", INCLUDED), LedgerLine("Print", LEFT_OUT),
    )  # fmt: skip
    before = march(journal, client)
    assert before == ("Updates\nPhotographs", "Print")
    updates, photographs, print_ = (item.item_id for item in expectations(journal, client))
    agreed(
        journal, client, kari, MAY,
        LedgerLine("Updates every month", INCLUDED, updates),
        LedgerLine("Photographs", LEFT_OUT, photographs),
        LedgerLine("A call", INCLUDED),
    )  # fmt: skip
    assert march(journal, client) == before
    assert told(expectations(journal, client)) == [
        ("Updates every month", INCLUDED), ("Photographs", LEFT_OUT), ("A call", INCLUDED),
    ]  # fmt: skip
    gone = said_before(journal, client)[None]
    assert [(old.item_id, old.valid_to) for old in gone] == [(print_, MAY - DAY)]
    assert in_trash(journal) == []
    journal.undo()
    assert told(expectations_on(journal, client, MAY)) == told(expectations_on(journal, client, MARCH))


def test_a_line_taken_off_on_the_day_it_was_agreed_goes_to_the_trash(journal, client, kari):
    agreed(journal, client, kari, MAY, LedgerLine("Updates", INCLUDED), LedgerLine("Print", LEFT_OUT))
    updates, _print = expectations(journal, client)
    agreed(journal, client, kari, MAY, LedgerLine("Updates", INCLUDED, updates.item_id))
    assert [item.title for item in in_trash(journal)] == ["Print"]
    assert said_before(journal, client) == {}


def test_other_words_that_nobody_agreed_to_yet_are_confirmed_by_nobody(journal, client, kari):
    agreed(journal, client, kari, FEBRUARY, LedgerLine("Updates", INCLUDED))
    (old,) = expectations(journal, client)
    line = LedgerLine("Updates every week", INCLUDED, old.item_id)
    now = datetime(2026, 5, 4, 12)
    keep_ledger(journal, client, [line], confirmed_by=None, confirmed_on=None, now=now)
    (new,) = expectations(journal, client)
    assert (new.confirmed_by, new.confirmed_on, new.said_on) == (None, None, None)
    assert march(journal, client) == ("Updates", "")
    again = LedgerLine("Updates every week", INCLUDED, new.item_id)
    agreed(journal, client, kari, MAY + 3 * DAY, again)
    (held,) = expectations(journal, client)
    assert (held.item_id, held.said_on) == (new.item_id, MAY + 3 * DAY)


def test_agreeing_to_the_same_words_again_makes_no_version(journal, client, kari):
    agreed(journal, client, kari, FEBRUARY, LedgerLine("Updates", INCLUDED))
    (old,) = expectations(journal, client)
    agreed(journal, client, kari, MAY, LedgerLine("Updates", INCLUDED, old.item_id))
    (now,) = expectations(journal, client)
    assert (now.item_id, now.confirmed_on, now.said_on) == (old.item_id, MAY, FEBRUARY)
    assert march(journal, client) == ("Updates", "")


def test_a_question_that_was_answered_anew_was_asked_and_saved_once(journal, client):
    item = start_intake(journal, client)[0]
    first = answer(journal, item.item_id, INCLUDED, "Forty calls", today=FEBRUARY, on=FEBRUARY)
    mark_saved(journal, first, MARCH)
    second = answer(journal, first, INCLUDED, "Fifty calls", today=MAY, on=MAY)
    question = questions_for(journal, EngagementType.PROJECT)[0]
    assert (question.asked, question.saved) == (1, 1)
    mark_saved(journal, second, None)
    assert questions_for(journal, EngagementType.PROJECT)[0].saved == 0


def test_a_journal_taken_out_and_in_again_keeps_every_version(journal, client, tmp_path):
    item = said(journal, client)
    answer(journal, item, LEFT_OUT, "Not any more", today=MAY, on=MAY)
    export(journal, tmp_path / "out", today=MAY)
    with an_empty_journal(tmp_path / "new.rjournal") as new:
        import_journal(new, tmp_path / "out")
        ((there,),) = new.sql("SELECT id FROM client")
        assert march(new, there) == march(journal, client)
        assert told(expectations(new, there)) == told(expectations(journal, client))
        ((_now, earlier),) = said_before(new, there).items()
        assert told(earlier) == [("How many rounds? Two rounds", INCLUDED)]


ACTS = st.lists(
    st.tuples(
        st.integers(0, 40), st.sampled_from(sorted(ItemState)), st.sampled_from(["One", "Two", "Three"])
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_what_is_said_later_never_changes_what_was_said_until_then(tmp_path_factory, acts):
    with an_empty_journal(tmp_path_factory.mktemp("said") / "a.rjournal") as journal:
        client = a_client(journal)
        item = add_item(journal, client, "How many rounds?")
        for days, state, text in sorted(acts, key=lambda act: act[0]):
            day = FEBRUARY + days * DAY
            past = [_said_on(journal, client, FEBRUARY + n * DAY) for n in range(days)]
            item = answer(journal, item, state, text, today=day, on=day if state in SAID else None)
            assert [_said_on(journal, client, FEBRUARY + n * DAY) for n in range(days)] == past
            assert told(expectations(journal, client)) == [(f"How many rounds? {text}", state)]
            if state in SAID:
                assert _said_on(journal, client, day) == [(f"How many rounds? {text}", state)]


def _said_on(journal: Journal, client: int, day: date) -> list[tuple[str, ItemState]]:
    return told(one for one in expectations_on(journal, client, day) if one.confirmed_on is not None)
