from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.expectations import ItemState, progress
from retention_journal.core.intake_questions import SHIPPED, because, shipped
from retention_journal.services.expectation_items import expectations, in_state, intake_progress
from retention_journal.services.expectations import (
    add_item,
    answer,
    mark_saved,
    move_item,
    reword_item,
    start_intake,
    trash_item,
    unasked,
)
from retention_journal.services.intake_questions import (
    add_question,
    change_question,
    questions_for,
    trash_question,
)
from retention_journal.services.scope_ledger import LedgerLine, keep_ledger
from retention_journal.storage.tables import Engagement, IntakeQuestion
from tests.builders import a_client, a_person

NOW = datetime(2026, 3, 10, 12, 0)
TODAY = NOW.date()
PROJECT = EngagementType.PROJECT


@pytest.fixture
def client(journal):
    return a_client(journal, engagement_type=PROJECT)


def texts(items):
    return [item.question for item in items]


@pytest.mark.parametrize("kind", EngagementType)
def test_every_kind_of_engagement_begins_with_eight_to_twelve_different_questions(kind):
    assert 8 <= len(set(SHIPPED[kind])) == len(SHIPPED[kind]) <= 12
    assert all(text.endswith("?") for text in SHIPPED[kind])


def test_the_questions_of_the_kind_are_put_on_the_list_and_all_are_open(journal, client):
    items = start_intake(journal, client)
    assert texts(items) == shipped(PROJECT)
    assert {item.state for item in items} == {ItemState.OPEN}
    assert intake_progress(items).sentence == "0 of 12 answered, 12 still open."


def test_beginning_is_one_act_that_can_be_undone(journal, client):
    start_intake(journal, client)
    journal.undo()
    assert expectations(journal, client) == []
    assert [q.question_id for q in questions_for(journal, PROJECT)] == [None] * 12


def test_a_list_that_was_left_is_taken_up_again_without_asking_twice(journal, client):
    first = start_intake(journal, client)
    answer(journal, first[0].item_id, ItemState.INCLUDED, "Forty enquiries", today=TODAY)
    again = start_intake(journal, client)
    assert texts(again) == texts(first)
    assert again[0].answer == "Forty enquiries"


def test_an_answer_is_kept_with_who_said_it_and_when_and_can_be_undone(journal, client):
    person = a_person(journal, client)
    item = start_intake(journal, client)[1]
    answer(
        journal,
        item.item_id,
        ItemState.NOT_INCLUDED,
        " No photographs ",
        confirmed_by=person,
        on=TODAY,
        today=TODAY,
    )
    kept = expectations(journal, client)[1]
    assert (kept.state, kept.answer, kept.confirmed_by_name, kept.confirmed_on) == (
        ItemState.NOT_INCLUDED, "No photographs", "Ada Byron", TODAY,
    )  # fmt: skip
    assert kept.told == f"{item.question} No photographs"
    journal.undo()
    assert expectations(journal, client)[1].state is ItemState.OPEN


@pytest.mark.parametrize("state", [ItemState.OPEN, ItemState.ASSUMED])
def test_what_nobody_said_is_confirmed_by_nobody(journal, client, state):
    person = a_person(journal, client)
    item = start_intake(journal, client)[0]
    answer(journal, item.item_id, state, "", confirmed_by=person, on=TODAY, today=TODAY)
    kept = expectations(journal, client)[0]
    assert (kept.confirmed_by, kept.confirmed_on) == (None, None)


def test_a_person_of_somebody_else_confirms_nothing(journal, client):
    stranger = a_person(journal, a_client(journal, "Other Ltd"))
    item = start_intake(journal, client)[0]
    with pytest.raises(InvalidEntryError) as refused:
        answer(journal, item.item_id, ItemState.INCLUDED, "", confirmed_by=stranger, on=TODAY, today=TODAY)
    assert refused.value.field == "confirmed_by"
    assert expectations(journal, client)[0].state is ItemState.OPEN


def test_questions_of_the_clients_own_are_added_moved_reworded_and_trashed(journal, client):
    one, two, three = (add_item(journal, client, text) for text in ("One?", "Two?", "Three?"))
    move_item(journal, three, 0)
    reword_item(journal, one, "First?", today=TODAY)
    assert texts(expectations(journal, client)) == ["Three?", "First?", "Two?"]
    trash_item(journal, two, now=NOW)
    assert texts(expectations(journal, client)) == ["Three?", "First?"]
    journal.undo()
    assert texts(expectations(journal, client)) == ["Three?", "First?", "Two?"]
    journal.undo()
    journal.undo()
    assert texts(expectations(journal, client)) == ["One?", "Two?", "Three?"]


def test_a_question_without_words_is_refused(journal, client):
    with pytest.raises(InvalidEntryError):
        add_item(journal, client, " \u200b ")
    with pytest.raises(InvalidEntryError):
        add_question(journal, PROJECT, "x" * 1_001)
    assert questions_for(journal, PROJECT)[0].question_id is None


def test_a_question_that_is_not_there_any_more_is_said_to_be_gone(journal, client):
    item = add_item(journal, client, "One?")
    trash_item(journal, item, now=NOW)
    with pytest.raises(NotFoundError):
        answer(journal, item, ItemState.INCLUDED, "", today=TODAY)


def test_what_was_born_of_an_own_incident_stands_on_top_and_says_why(journal, client):
    add_question(journal, PROJECT, "Does the price cover photographs?", origin="Berg, March")
    add_question(journal, None, "Who has the key?", origin="Lunde, May")
    add_question(journal, PROJECT, "Which colour?")
    found = questions_for(journal, PROJECT)
    assert [(q.text, q.origin) for q in found[:2]] == [
        ("Does the price cover photographs?", "Berg, March"), ("Who has the key?", "Lunde, May"),
    ]  # fmt: skip
    assert [q.text for q in found[2:]] == [*shipped(PROJECT), "Which colour?"]
    assert because(found[0].origin) == "asked because of Berg, March"
    items = start_intake(journal, client)
    assert (items[0].question, items[0].born_from) == ("Does the price cover photographs?", "Berg, March")
    other = questions_for(journal, EngagementType.HOURLY)
    assert [q.text for q in other] == ["Who has the key?", *shipped(EngagementType.HOURLY)]


def test_own_words_and_questions_left_out_hold_for_the_next_client_and_not_for_the_last(journal, client):
    before = start_intake(journal, client)
    first, second, *_rest = questions_for(journal, PROJECT)
    change_question(journal, first.question_id, "What is success?")
    trash_question(journal, second.question_id, now=NOW)
    after = start_intake(journal, a_client(journal, "Next Ltd", engagement_type=PROJECT))
    assert after[0].question == "What is success?"
    assert len(after) == len(before) - 1
    assert texts(expectations(journal, client)) == texts(before)


def test_all_questions_thrown_away_do_not_come_back(journal, client):
    start_intake(journal, client)
    for question in questions_for(journal, PROJECT):
        trash_question(journal, question.question_id, now=NOW)
    assert questions_for(journal, PROJECT) == []


def test_each_question_counts_how_often_it_was_asked_and_how_often_it_saved(journal, client):
    other = a_client(journal, "Next Ltd", engagement_type=PROJECT)
    item = start_intake(journal, client)[0]
    start_intake(journal, other)
    mark_saved(journal, item.item_id, TODAY)
    first = questions_for(journal, PROJECT)[0]
    assert (first.asked, first.saved) == (2, 1)
    mark_saved(journal, item.item_id, None)
    assert questions_for(journal, PROJECT)[0].saved == 0
    journal.undo()
    assert expectations(journal, client)[0].saved_on == TODAY


def test_a_list_belongs_to_the_engagement_that_runs(journal, client):
    with journal.change("Engage") as change:
        ended = {"start_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)}
        change.insert(Engagement, client=client, engagement_type=PROJECT, **ended)
        running = change.insert(
            Engagement, client=client, engagement_type=PROJECT, start_date=date(2026, 1, 1)
        )
    add_item(journal, client, "One?")
    assert journal.sql("SELECT engagement_id FROM expectation_item") == [(running,)]


def test_what_is_included_is_kept_as_written_and_the_open_questions_stay(journal, client):
    person = a_person(journal, client)
    open_one = add_item(journal, client, "Still a question?")
    gone = add_item(journal, client, "Weekends", state=ItemState.INCLUDED)
    asked = add_item(journal, client, "Who takes the pictures?")
    answer(journal, asked, ItemState.NOT_INCLUDED, "You do", today=TODAY)
    lines = [
        LedgerLine("Four hours a month", ItemState.INCLUDED),
        LedgerLine("  ", ItemState.INCLUDED),
        LedgerLine("You do, by Friday", ItemState.NOT_INCLUDED, asked),
    ]
    keep_ledger(journal, client, lines, confirmed_by=person, confirmed_on=TODAY, now=NOW)
    kept = expectations(journal, client)
    assert gone not in [item.item_id for item in kept]
    assert [item.item_id for item in in_state(kept, ItemState.OPEN)] == [open_one]
    (included,) = in_state(kept, ItemState.INCLUDED)
    (left_out,) = in_state(kept, ItemState.NOT_INCLUDED)
    assert (included.told, included.confirmed_by) == ("Four hours a month", person)
    assert (left_out.told, left_out.confirmed_on) == ("Who takes the pictures? You do, by Friday", TODAY)
    journal.undo()
    assert len(expectations(journal, client)) == 3


def test_a_draft_takes_nobodys_confirmation_away(journal, client):
    person = a_person(journal, client)
    keep_ledger(
        journal, client, [LedgerLine("Updates", ItemState.INCLUDED)],
        confirmed_by=person, confirmed_on=TODAY, now=NOW,
    )  # fmt: skip
    (item,) = expectations(journal, client)
    lines = [LedgerLine("Updates", ItemState.INCLUDED, item.item_id), LedgerLine("A", ItemState.INCLUDED)]
    keep_ledger(journal, client, lines, confirmed_by=None, confirmed_on=None, now=NOW)
    assert [one.confirmed_by for one in expectations(journal, client)] == [person, None]


def test_a_ledger_written_twice_changes_nothing_the_second_time(journal, client):
    keep_ledger(
        journal, client, [LedgerLine("Updates", ItemState.INCLUDED)],
        confirmed_by=None, confirmed_on=None, now=NOW,
    )  # fmt: skip
    (item,) = expectations(journal, client)
    line = LedgerLine("Updates", ItemState.INCLUDED, item.item_id)
    keep_ledger(journal, client, [line], confirmed_by=None, confirmed_on=None, now=NOW)
    assert expectations(journal, client) == [item]
    journal.undo()
    assert expectations(journal, client) == []


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ([ItemState.INCLUDED] * 7 + [ItemState.OPEN] * 3, "7 of 10 answered, 3 still open."),
        ([ItemState.ASSUMED, ItemState.NOT_INCLUDED], "All 2 are answered."),
        ([ItemState.INCLUDED], "The question is answered."),
        ([], "All 0 are answered."),
    ],
)
def test_progress_is_told_in_a_sentence(states, sentence):
    assert progress(states).sentence == sentence


def test_the_copy_is_written_once_however_often_it_is_used(journal, client):
    start_intake(journal, client)
    start_intake(journal, a_client(journal, "Next Ltd", engagement_type=PROJECT))
    rows = journal.tuples(IntakeQuestion.select(IntakeQuestion.text))
    assert len(rows) == 12


def test_a_question_thrown_off_a_list_does_not_come_back_to_it(journal, client):
    item = start_intake(journal, client)[0]
    trash_item(journal, item.item_id, now=NOW)
    assert item.question not in texts(start_intake(journal, client))
    assert unasked(journal, client) == []


def test_what_was_learnt_since_is_still_to_be_asked(journal, client):
    start_intake(journal, client)
    add_question(journal, PROJECT, "Does the price cover photographs?", origin="Berg, March")
    assert [question.text for question in unasked(journal, client)] == ["Does the price cover photographs?"]
    assert start_intake(journal, client)[-1].born_from == "Berg, March"


def test_other_words_for_one_client_are_the_words_for_the_next_ones(journal, client):
    item = start_intake(journal, client)[0]
    reword_item(journal, item.item_id, "What is success?", today=TODAY)
    assert questions_for(journal, PROJECT)[0].text == "What is success?"
    journal.undo()
    assert questions_for(journal, PROJECT)[0].text == item.question
    assert expectations(journal, client)[0].question == item.question
