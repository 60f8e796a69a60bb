from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contacts import (
    Answer,
    Direction,
    Kind,
    Outcome,
    counts_as_contact,
    default_outcome,
)
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.services import contacts, promises
from retention_journal.services.contacts import ContactEntry
from retention_journal.services.promises import PromiseEntry
from retention_journal.storage.tables import Interaction
from tests.builders import NOON, TODAY, a_client, a_person


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


def log(journal, client, **values):
    return contacts.log_contact(journal, client, ContactEntry(**values), now=NOON)


def test_a_talk_restarts_the_rhythm(journal, ada):
    logged = log(journal, ada)
    assert logged.counts_as_contact
    assert logged.next_contact_on == TODAY + timedelta(days=14)


def test_an_attempt_without_answer_does_not_restart_the_rhythm(journal, ada):
    log(journal, ada, occurred_at=NOON - timedelta(days=10))
    logged = log(journal, ada, outcome=Outcome.NO_ANSWER)
    assert not logged.counts_as_contact
    assert logged.next_contact_on == TODAY + timedelta(days=4)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("direction", Direction)
def test_the_journal_says_of_every_usual_outcome_what_the_rule_says(journal, ada, kind, direction):
    logged = log(journal, ada, kind=kind, direction=direction)
    assert logged.counts_as_contact == counts_as_contact(kind, direction, default_outcome(kind, direction))


def test_everything_that_was_written_down_is_read_back(journal, ada):
    byron = a_person(journal, ada)
    entry = ContactEntry(
        kind=Kind.MEETING,
        direction=Direction.INBOUND,
        outcome=Outcome.REACHED,
        occurred_at=datetime(2026, 3, 9, 15, 20),
        duration_min=45,
        summary="Went through the plan.\nNothing burning.",
        client_words="I was about to ring you.",
        tone=4,
        contact_ids=(byron,),
        all_ok=Answer.YES,
        delivery_as_expected=Answer.UNSURE,
        else_answer=Answer.NO,
        else_to_help="Perhaps the footer",
        effort=5,
        source="mbox",
    )
    logged = contacts.log_contact(journal, ada, entry, now=NOON)
    saved = contacts.contact(journal, logged.id)
    assert saved.entry == entry
    assert (saved.client_id, saved.client_name, saved.uid) == (ada, "Ada Ltd", logged.uid)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("occurred_at", {"occurred_at": NOON + timedelta(minutes=6)}),
        ("occurred_at", {"occurred_at": datetime(202, 3, 1)}),
        ("duration_min", {"duration_min": -1}),
        ("duration_min", {"duration_min": 6001}),
        ("tone", {"tone": 0}),
        ("tone", {"tone": 6}),
        ("effort", {"effort": 6}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(journal, ada, field, values):
    with pytest.raises(InvalidEntryError) as refused:
        log(journal, ada, **values)
    assert refused.value.field == field
    assert journal.undo_label == "Add a client"


def test_a_clock_a_few_minutes_ahead_is_let_through(journal, ada):
    assert log(journal, ada, occurred_at=NOON + timedelta(minutes=4)).counts_as_contact


def test_a_client_or_person_that_is_not_here_is_not_found(journal, ada):
    with pytest.raises(NotFoundError):
        log(journal, 404)
    with pytest.raises(NotFoundError):
        log(journal, ada, contact_ids=(404,))


def test_a_promise_is_part_of_the_same_step(journal, ada):
    due = promises.end_of(date(2026, 3, 13))
    logged = contacts.log_contact(
        journal, ada, ContactEntry(), now=NOON, promise=PromiseEntry("Compare hosts", due)
    )
    [row] = promises.client_promises(journal, ada).open
    assert (row.promise_id,) == logged.promise_ids
    assert (row.text, row.due_at, row.made_on) == ("Compare hosts", due, TODAY)
    journal.undo()
    assert promises.client_promises(journal, ada).open == ()
    with pytest.raises(NotFoundError):
        contacts.contact(journal, logged.id)
    journal.redo()
    assert contacts.contact(journal, logged.id).counts_as_contact


def test_a_refused_promise_takes_the_whole_entry_back(journal, ada):
    with pytest.raises(InvalidEntryError):
        contacts.log_contact(
            journal, ada, ContactEntry(), now=NOON, promise=PromiseEntry("Late", NOON - timedelta(days=1))
        )
    assert journal.undo_label == "Add a client"


def test_a_line_with_a_mark_becomes_a_promise_due_in_a_day(journal, ada):
    logged = log(journal, ada, summary="Glad I rang.\n! hosting comparison\nThinks of moving.")
    [row] = promises.client_promises(journal, ada).open
    assert (row.text, row.due_at) == ("hosting comparison", NOON + timedelta(hours=24))
    assert contacts.contact(journal, logged.id).entry.summary == "Glad I rang.\nThinks of moving."


def test_the_date_chosen_for_the_promise_holds_for_marked_lines_too(journal, ada):
    due = promises.end_of(date(2026, 3, 20))
    contacts.log_contact(
        journal, ada, ContactEntry(summary="!one\n!two"), now=NOON, promise=PromiseEntry("", due)
    )
    assert [(row.text, row.due_at) for row in promises.client_promises(journal, ada).open] == [
        ("one", due),
        ("two", due),
    ]


def test_a_mark_in_a_letter_that_was_read_in_promises_nothing(journal, ada):
    logged = log(journal, ada, kind=Kind.EMAIL, summary="! urgent", source="mbox")
    assert logged.promise_ids == ()
    assert contacts.contact(journal, logged.id).entry.summary == "! urgent"


def test_a_lone_mark_stays_in_the_note():
    assert contacts.promised_lines("Well!\n!\n ! ") == ("Well!\n!\n ! ", [])


@given(st.text())
def test_no_word_of_a_note_is_lost(note):
    kept, promised = contacts.promised_lines(note)
    if not promised:
        assert kept == note
    assert len(kept.splitlines()) + len(promised) <= len(note.splitlines()) + 1


def test_an_entry_is_corrected_and_the_correction_undone(journal, ada):
    byron, lovelace = a_person(journal, ada), a_person(journal, ada, "Bo Lovelace")
    entry = ContactEntry(summary="Hm", all_ok=Answer.NO, contact_ids=(byron,), occurred_at=NOON)
    logged = contacts.log_contact(journal, ada, entry, now=NOON)
    better = replace(
        entry, outcome=Outcome.NO_ANSWER, summary="No reply", all_ok=None, contact_ids=(lovelace,)
    )
    assert not contacts.edit_contact(journal, logged.id, better, now=NOON).counts_as_contact
    assert contacts.contact(journal, logged.id).entry == better
    journal.undo()
    assert contacts.contact(journal, logged.id).entry == replace(entry, outcome=Outcome.REACHED)


def test_what_a_mail_counted_stays_when_something_else_of_it_is_corrected(journal, ada):
    with journal.change("a mail that came in") as change:
        number = change.insert(
            Interaction, client=ada, kind=Kind.EMAIL, direction=Direction.INBOUND, outcome=Outcome.REACHED,
            occurred_at=NOON, summary="Plan", word_count=140, source="mbox",
        )  # fmt: skip
    entry = contacts.contact(journal, number).entry
    contacts.edit_contact(journal, number, replace(entry, summary="The plan"), now=NOON)
    assert journal.value(Interaction.select(Interaction.word_count)) == 140
    contacts.edit_contact(journal, number, replace(entry, client_words="Three words only"), now=NOON)
    assert journal.value(Interaction.select(Interaction.word_count)) == 3


def test_answers_can_be_added_and_changed_later(journal, ada):
    logged = log(journal, ada)
    for answer in (Answer.YES, Answer.NO, None):
        before = contacts.contact(journal, logged.id).entry
        contacts.edit_contact(journal, logged.id, replace(before, all_ok=answer), now=NOON)
        assert contacts.contact(journal, logged.id).entry.all_ok is answer


def test_what_you_wrote_counts_once_it_is_answered(journal, ada):
    logged = log(journal, ada, kind=Kind.EMAIL)
    assert not logged.counts_as_contact
    assert contacts.mark_replied(journal, logged.id)
    journal.undo()
    assert not contacts.contact(journal, logged.id).counts_as_contact


def test_a_call_cannot_be_answered_afterwards(journal, ada):
    logged = log(journal, ada)
    with pytest.raises(InvalidEntryError):
        contacts.mark_replied(journal, logged.id)


def test_a_contact_in_the_trash_is_gone_until_undone(journal, ada):
    logged = log(journal, ada)
    contacts.trash_contact(journal, logged.id, now=NOON)
    with pytest.raises(NotFoundError):
        contacts.contact(journal, logged.id)
    journal.undo()
    assert contacts.contact(journal, logged.id).counts_as_contact


@pytest.mark.parametrize("note", ["x" * 100_000, "a\0b\x1b[0m", "<b>&amp;", "שלום \u202e\u0301 e\u0301"])
def test_any_note_can_be_kept(journal, ada, note):
    logged = log(journal, ada, summary=note)
    assert "\0" not in contacts.contact(journal, logged.id).entry.summary
