"""The days after a loss: each act is one step that undo takes back whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.losses import LossReason
from retention_journal.services.closings import (
    mark_lost,
    rewrite_note,
    save_feelings,
    write_down,
    write_note,
)
from retention_journal.services.portfolio import client_facts
from retention_journal.services.reflections import (
    ClosingEntry,
    LossEntry,
    lost_clients,
    reflection_of,
)
from tests.builders import NOON, TODAY, a_call, a_client


@pytest.fixture
def lost(journal):
    client = a_client(journal)
    mark_lost(journal, client, LossEntry(TODAY), ClosingEntry(), today=TODAY)
    return client


def loss_of(journal, client):
    (loss,) = reflection_of(journal, client).losses
    return loss


def test_marking_as_lost_with_a_planned_talk_is_one_step(journal):
    client = a_client(journal)
    entry = LossEntry(TODAY, their_words="A cheaper offer", primary_reason=LossReason.OVERLOOKED)
    mark_lost(journal, client, entry, ClosingEntry(planned_on=TODAY + timedelta(days=3)), today=TODAY)
    (lost,) = lost_clients(journal)
    assert (lost.status, lost.closing_planned_on) == (Status.LOST, TODAY + timedelta(days=3))
    journal.undo()
    assert lost_clients(journal) == []
    assert reflection_of(journal, client).status is Status.ACTIVE


def test_a_refused_talk_leaves_no_half_written_loss(journal):
    client = a_client(journal)
    with pytest.raises(InvalidEntryError):
        mark_lost(
            journal, client, LossEntry(TODAY), ClosingEntry(held_on=TODAY + timedelta(days=1)), today=TODAY
        )
    assert lost_clients(journal) == []


def test_the_talk_is_one_step_and_leaves_the_private_page_alone(journal, lost):
    save_feelings(journal, loss_of(journal, lost), "Sad.")
    talk = ClosingEntry(held_on=TODAY, what_was_good="You knew us.")
    assert write_down(journal, loss_of(journal, lost), talk, today=TODAY)
    kept = loss_of(journal, lost)
    assert (kept.closing, kept.look_back.private_feelings) == (talk, "Sad.")
    journal.undo()
    assert loss_of(journal, lost).closing == ClosingEntry()


def test_nothing_new_is_no_step(journal, lost):
    label = journal.undo_label
    assert not write_down(journal, loss_of(journal, lost), ClosingEntry(), today=TODAY)
    assert not save_feelings(journal, loss_of(journal, lost), "")
    assert journal.undo_label == label


def test_a_private_note_is_kept_changed_and_never_counts_as_contact(journal):
    client = a_client(journal)
    a_call(journal, client, NOON - timedelta(days=9))
    note = write_note(journal, client, " Ask about\nthe harbour. ", now=NOON)
    rewrite_note(journal, note, "Ask Ada.\n! not a promise")
    (kept,) = reflection_of(journal, client).notes
    assert (kept.text, kept.written_on) == ("Ask Ada.\n! not a promise", TODAY)
    facts = client_facts(journal, client, TODAY)
    assert (facts.last_contact_on, facts.open_promises) == (TODAY - timedelta(days=9), 0)
    journal.undo()
    assert reflection_of(journal, client).notes[0].text == "Ask about\nthe harbour."


def test_an_empty_note_and_a_client_of_nobody_are_refused(journal):
    with pytest.raises(InvalidEntryError):
        write_note(journal, a_client(journal), " \n ", now=NOON)
    with pytest.raises(NotFoundError):
        write_note(journal, 99, "x", now=NOON)
