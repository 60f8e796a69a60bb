"""After an incident: why it happened, what to ask from now on, and an account that is never rewritten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incidents import CauseKind, Controllable, Locus, Whose
from retention_journal.services.account import account, lock_account, write_account
from retention_journal.services.causes import (
    CauseEntry,
    add_cause,
    ask_from_now_on,
    cause,
    causes,
    change_cause,
    needs_question,
    questions_born,
    trash_cause,
)
from retention_journal.services.incidents import HeardEntry, incident, record_incident
from retention_journal.services.intake_questions import questions_for
from tests.builders import a_client

NOW = datetime(2026, 3, 13, 13, 20, tzinfo=UTC)
WALL = datetime(2026, 3, 13, 14, 20)


@pytest.fixture
def number(journal):
    client = a_client(journal, "Berg", engagement_type=EngagementType.PROJECT)
    return record_incident(journal, client, HeardEntry("Sengen kom uten bunn."), now=NOW)


def test_a_cause_says_whether_person_or_situation_and_whose(journal, number):
    told = CauseEntry(
        CauseKind.UNDER_CAPACITY, Locus.BOTH, Whose.OURS, Controllable.PARTLY, "Three deliveries that week"
    )
    first = add_cause(journal, number, told)
    second = add_cause(journal, number, CauseEntry(CauseKind.THIRD_PARTY, whose=Whose.OUTSIDE))
    assert [row.cause_id for row in causes(journal, number)] == [first, second]
    change_cause(
        journal, second, CauseEntry(CauseKind.THIRD_PARTY, whose=Whose.OUTSIDE, evidence="Lagde feil")
    )
    assert (cause(journal, first).entry, cause(journal, second).entry.evidence) == (told, "Lagde feil")
    trash_cause(journal, first, now=WALL)
    assert [row.cause_id for row in causes(journal, number)] == [second]
    journal.undo()
    assert len(causes(journal, number)) == 2


def test_a_cause_that_says_nothing_is_refused(journal, number):
    with pytest.raises(InvalidEntryError):
        add_cause(journal, number, CauseEntry())
    with pytest.raises(InvalidEntryError):
        add_cause(journal, number, CauseEntry(evidence=" "))
    assert causes(journal, number) == []


@pytest.mark.parametrize(
    ("kind", "asks"), [(kind, kind.value in {"expectation_gap", "misunderstanding"}) for kind in CauseKind]
)
def test_different_expectations_ask_which_question_would_have_caught_it(journal, number, kind, asks):
    add_cause(journal, number, CauseEntry(kind, evidence="seen in the log"))
    assert needs_question(journal, number) == asks


def test_the_question_is_asked_of_the_next_client_of_that_kind_and_says_why(journal, number):
    add_cause(journal, number, CauseEntry(CauseKind.EXPECTATION_GAP))
    ask_from_now_on(journal, incident(journal, number), "Er bunnen med?", origin="Berg, March")
    assert questions_born(journal, number) == ["Er bunnen med?"]
    assert not needs_question(journal, number)
    first = questions_for(journal, EngagementType.PROJECT)[0]
    assert (first.text, first.origin) == ("Er bunnen med?", "Berg, March")
    assert all(q.text != "Er bunnen med?" for q in questions_for(journal, EngagementType.HOURLY))
    journal.undo()
    assert needs_question(journal, number)


def test_what_is_written_after_the_lock_says_that_it_is_later(journal, number):
    first = write_account(
        journal, number, "Levert uten bunn.", now=NOW, source="my log", happened_at=datetime(2026, 3, 13, 9)
    )
    lock_account(journal, number, now=NOW + timedelta(hours=1))
    write_account(journal, number, "Bunnen lå i bilen.", now=NOW + timedelta(days=1), corrects=first)
    told = account(journal, number)
    assert [(row.is_later, row.is_corrected) for row in told] == [(False, True), (True, False)]
    assert told[0].text == "Levert uten bunn."


def test_what_was_written_in_the_moment_of_the_lock_is_not_later(journal, number):
    write_account(journal, number, "Levert uten bunn.", now=NOW)
    lock_account(journal, number, now=NOW)
    assert [row.is_later for row in account(journal, number)] == [False]


def test_an_account_is_locked_once_and_not_empty(journal, number):
    with pytest.raises(InvalidEntryError):
        lock_account(journal, number, now=NOW)
    write_account(journal, number, "Levert uten bunn.", now=NOW)
    lock_account(journal, number, now=NOW)
    with pytest.raises(InvalidEntryError):
        lock_account(journal, number, now=NOW)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 1_000_001}, "text"),
        ({"text": "ok", "happened_at": datetime(2099, 1, 1)}, "happened_at"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(journal, number, values, field):
    with pytest.raises(InvalidEntryError) as refused:
        write_account(journal, number, now=NOW, **values)
    assert refused.value.field == field
    assert account(journal, number) == []


def test_an_account_of_fifty_thousand_words_is_kept_whole(journal, number):
    words = "ord " * 50_000
    write_account(journal, number, words, now=NOW)
    assert account(journal, number)[0].text == words.strip()


def test_only_an_entry_of_the_same_account_can_be_corrected(journal, number):
    with pytest.raises(NotFoundError):
        write_account(journal, number, "Nei.", now=NOW, corrects=99)
