"""The questions of each kind of engagement: worded, moved and thrown away, ours as well as own ones."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.intake_questions import how_many, shipped, tally
from retention_journal.services.expectations import mark_saved, start_intake
from retention_journal.services.intake_questions import (
    add_question,
    drop_question,
    move_question,
    questions_for,
    reword_question,
)
from retention_journal.services.trash import in_trash, put_back
from tests.builders import a_client, an_empty_journal

NOW = datetime(2026, 3, 10, 12, 0)
PROJECT, HOURLY = EngagementType.PROJECT, EngagementType.HOURLY


def texts(journal, kind=PROJECT):
    return [question.text for question in questions_for(journal, kind)]


def at(journal, place, kind=PROJECT):
    return questions_for(journal, kind)[place]


def test_one_of_ours_in_other_words_makes_the_list_of_that_kind_own(journal):
    reword_question(journal, PROJECT, at(journal, 2), "Which day can never move?")
    assert texts(journal) == [*shipped(PROJECT)[:2], "Which day can never move?", *shipped(PROJECT)[3:]]
    assert all(question.question_id for question in questions_for(journal, PROJECT))
    assert at(journal, 0, HOURLY).question_id is None
    journal.undo()
    assert (texts(journal), at(journal, 0).question_id) == (shipped(PROJECT), None)


def test_one_of_ours_goes_to_the_trash_and_comes_back_to_its_place(journal):
    drop_question(journal, PROJECT, at(journal, 1), now=NOW)
    assert texts(journal) == [shipped(PROJECT)[0], *shipped(PROJECT)[2:]]
    put_back(journal, in_trash(journal))
    assert texts(journal) == shipped(PROJECT)


def test_a_question_is_moved_among_its_like_and_that_is_one_step_back(journal):
    assert move_question(journal, PROJECT, at(journal, 0), 1)
    first, second, *rest = shipped(PROJECT)
    assert texts(journal) == [second, first, *rest]
    assert move_question(journal, PROJECT, at(journal, 1), -1)
    assert texts(journal) == shipped(PROJECT)
    journal.undo()
    journal.undo()
    assert at(journal, 0).question_id is None


def test_nothing_moves_over_the_ends_nor_away_from_its_like(journal):
    add_question(journal, PROJECT, "Does the price cover photographs?", origin="Berg, March")
    add_question(journal, None, "Who has the key?", origin="Lunde, May")
    add_question(journal, None, "Which colour?")
    before = questions_for(journal, PROJECT)
    assert [q.group for q in before[:2]] == [(False, False), (False, True)]
    assert not move_question(journal, PROJECT, before[0], -1)
    assert not move_question(journal, PROJECT, before[0], 1)
    assert not move_question(journal, PROJECT, before[1], 1)
    assert not move_question(journal, PROJECT, before[2], -1)
    assert not move_question(journal, PROJECT, before[-1], -1)
    assert not move_question(journal, PROJECT, before[-1], 1)
    assert questions_for(journal, PROJECT) == before


def test_a_list_looks_the_same_before_and_after_it_becomes_own(journal):
    add_question(journal, None, "Which colour?")
    add_question(journal, PROJECT, "Does the price cover photographs?", origin="Berg, March")
    before = texts(journal)
    start_intake(journal, a_client(journal, engagement_type=PROJECT))
    assert texts(journal) == before


def test_questions_of_every_kind_stand_in_one_order_everywhere(journal):
    for text in ("One?", "Two?", "Three?"):
        add_question(journal, None, text)
    move_question(journal, PROJECT, at(journal, -1), -1)
    assert texts(journal)[-3:] == texts(journal, HOURLY)[-3:] == ["One?", "Three?", "Two?"]
    assert texts(journal, HOURLY)[:-3] == shipped(HOURLY)


def test_a_question_that_is_gone_is_said_to_be_gone(journal):
    question = at(journal, 0)
    reword_question(journal, PROJECT, question, "Other words?")
    for act in (
        lambda: reword_question(journal, PROJECT, question, "Again?"),
        lambda: drop_question(journal, PROJECT, question, now=NOW),
        lambda: move_question(journal, PROJECT, question, 1),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_no_words_are_refused_and_nothing_becomes_own(journal):
    with pytest.raises(InvalidEntryError):
        reword_question(journal, PROJECT, at(journal, 0), "  ")
    assert at(journal, 0).question_id is None


def test_a_question_whose_tally_has_grown_is_still_the_same(journal):
    first = start_intake(journal, a_client(journal, engagement_type=PROJECT))[0]
    known = at(journal, 0)
    mark_saved(journal, first.item_id, NOW.date())
    reword_question(journal, PROJECT, known, "What is success?")
    assert (at(journal, 0).text, at(journal, 0).saved) == ("What is success?", 1)


@pytest.mark.parametrize(
    ("asked", "saved", "told"),
    [
        (0, 0, ""),
        (1, 0, "asked 1 time"),
        (4, 1, "asked 4 times, saved you 1 time"),
        (12, 3, "asked 12 times, saved you 3 times"),
    ],
)
def test_what_a_question_was_good_for_is_told_in_words(asked, saved, told):
    assert tally(asked, saved) == told


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (8, "8 questions."),
        (12, "12 questions."),
        (13, "13 questions. More than twelve are seldom answered in one go."),
        (1, "1 question. With fewer than eight something that nobody mentions is easily left out."),
    ],
)
def test_a_list_that_is_short_or_long_says_so(n, told):
    assert how_many(n) == told


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([-1, 1])), max_size=8))
def test_however_they_are_moved_none_is_lost_and_own_incidents_stay_on_top(tmp_path_factory, moves):
    with an_empty_journal(tmp_path_factory.mktemp("asked") / "a.rjournal") as journal:
        add_question(journal, PROJECT, "A?", origin="Berg, March")
        add_question(journal, PROJECT, "B?", origin="Berg, May")
        add_question(journal, None, "C?")
        before = texts(journal)
        for place, step in moves:
            found = questions_for(journal, PROJECT)
            question = found[place % len(found)]
            moved = move_question(journal, PROJECT, question, step)
            after = texts(journal)
            assert after.index(question.text) == place % len(found) + (step if moved else 0)
            assert sorted(after) == sorted(before)
            assert {*after[:2]} == {"A?", "B?"}
            assert after[-1] == "C?"
