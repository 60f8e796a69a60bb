"""The timeline of a post-mortem: filled from the journal, forward, each line with its source."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.contacts import Kind, Outcome
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.events import EventKind
from retention_journal.core.known_before import KnownKind, NoteEntry
from retention_journal.core.losses import LossKind
from retention_journal.core.promises import PromiseState
from retention_journal.services.clients import trash_client
from retention_journal.services.events import EventEntry, note_event
from retention_journal.services.invoices import InvoiceEntry, add_invoice
from retention_journal.services.post_mortem_timeline import known_before
from retention_journal.services.post_mortems import post_mortem
from retention_journal.services.reflections import LossEntry, record_loss
from retention_journal.services.timeline_notes import (
    add_timeline_note,
    change_timeline_note,
    timeline_note,
    trash_timeline_note,
)
from tests.builders import a_call, a_client, a_promise, an_incident

TODAY = date(2026, 11, 23)
NOTICE = date(2026, 11, 1)
NOW = datetime(2026, 11, 23, 9)


@pytest.fixture
def client(journal):
    return a_client(journal, "Nordvik", start_date=date(2024, 1, 1))


def lost(journal, client, notice_on=NOTICE, kind=LossKind.FULL):
    return record_loss(journal, client, LossEntry(notice_on, kind), today=TODAY)


def told(journal, loss, kind=None):
    known = known_before(journal, loss, today=TODAY)
    return [line for line in known.lines if kind is None or line.kind is kind]


def at(day):
    return datetime(day.year, day.month, day.day, 10)


def test_a_client_with_no_history_has_an_empty_timeline_that_may_be_the_lesson(journal, client):
    loss = lost(journal, client)
    known = known_before(journal, loss, today=TODAY)
    assert (known.lines, known.signs, known.days_from_first_sign) == ((), (), None)
    assert known.knows_too_little
    assert known.detection


def test_it_tells_the_180_days_before_the_notice_and_no_others(journal, client):
    days = [NOTICE - timedelta(days=n) for n in (181, 180, 20, 0)] + [NOTICE + timedelta(days=1)]
    for day in days:
        a_call(journal, client, at(day))
    loss = lost(journal, client)
    assert [line.on for line in told(journal, loss, KnownKind.CONTACT)] == days[1:4]
    assert known_before(journal, loss, today=TODAY).talks == tuple(days[1:3])


def test_every_line_names_a_record_that_is_in_the_journal(journal, client):
    a_call(journal, client, at(date(2026, 6, 1)))
    a_promise(journal, client, made_on=date(2026, 6, 1), due_at=at(date(2026, 6, 20)))
    an_incident(journal, client, received_at=at(date(2026, 8, 1)).astimezone())
    add_invoice(
        journal, client, InvoiceEntry(date(2026, 8, 1), date(2026, 8, 15), 100_00, "NOK", "7"), today=TODAY
    )
    loss = lost(journal, client)
    add_timeline_note(journal, loss, NoteEntry(date(2026, 9, 1), "Their director left"), today=TODAY)
    lines = told(journal, loss)
    assert {line.kind for line in lines} >= {
        KnownKind.CONTACT, KnownKind.SILENCE, KnownKind.PROMISE, KnownKind.INCIDENT, KnownKind.INVOICE,
        KnownKind.OWN,
    }  # fmt: skip
    for line in lines:
        found = journal.sql(f'SELECT count(*) FROM "{line.table}" WHERE id = ?', line.record_id)
        assert found == [(1,)], line


def test_signs_are_numbered_and_the_first_is_counted_to_the_notice(journal, client):
    a_promise(journal, client, "The plan", made_on=date(2026, 6, 1), due_at=at(date(2026, 6, 17)))
    an_incident(journal, client, received_at=at(date(2026, 8, 1)).astimezone())
    known = known_before(journal, lost(journal, client), today=TODAY)
    assert [(line.number, line.on, line.kind) for line in known.signs] == [
        (1, date(2026, 6, 18), KnownKind.PROMISE),
        (2, date(2026, 8, 1), KnownKind.INCIDENT),
    ]
    assert known.first_sign_words == "136 days from the first sign to the notice"
    assert known.signs[0].text == "Promise 137 days late by the notice: The plan"


def test_a_promise_that_came_late_says_by_how_much_and_when_it_came(journal, client):
    a_promise(
        journal, client, "The plan", made_on=date(2026, 6, 1), due_at=at(date(2026, 6, 17)),
        delivered_at=at(date(2026, 6, 20)), state=PromiseState.KEPT_LATE,
    )  # fmt: skip
    made, late, kept = told(journal, lost(journal, client), KnownKind.PROMISE)
    assert (made.is_sign, kept.is_sign) == (False, False)
    assert (late.text, late.until) == ("Promise 3 days late: The plan", date(2026, 6, 20))


def test_a_cooler_talk_and_one_they_cancelled_are_signs_and_others_are_none(journal, client):
    for month, values in (
        (6, {"tone": 3}),
        (7, {"tone": 2}),
        (8, {"outcome": Outcome.CANCELLED_BY_CLIENT}),
        (9, {"tone": 5}),
    ):
        a_call(journal, client, at(date(2026, month, 10)), **values)
    contacts = told(journal, lost(journal, client), KnownKind.CONTACT)
    assert [(line.on.month, line.is_sign) for line in contacts] == [
        (6, False), (7, True), (8, True), (9, False)
    ]  # fmt: skip


def test_private_notes_are_left_out(journal, client):
    a_call(journal, client, at(date(2026, 6, 10)), kind=Kind.NOTE, summary="I am tired of them")
    assert told(journal, lost(journal, client)) == []


@pytest.mark.parametrize(("paid_on", "is_sign"), [(date(2026, 8, 20), False), (date(2026, 9, 1), True)])
def test_a_late_invoice_is_told_and_a_sign_beyond_a_week(journal, client, paid_on, is_sign):
    entry = InvoiceEntry(date(2026, 8, 1), date(2026, 8, 15), 100_00, "NOK", "7", paid_on)
    add_invoice(journal, client, entry, today=TODAY)
    (line,) = told(journal, lost(journal, client), KnownKind.INVOICE)
    assert (line.is_sign, line.until) == (is_sign, paid_on)


def test_an_event_is_a_sign_but_not_the_notice_itself(journal, client):
    for day, kind in ((date(2026, 9, 1), EventKind.CUTS), (date(2026, 10, 30), EventKind.NOTICE)):
        note_event(journal, client, EventEntry(kind, day), now=NOW)
    events = told(journal, lost(journal, client), KnownKind.EVENT)
    assert [line.is_sign for line in events] == [True, False]


def test_nothing_on_the_day_of_the_notice_is_a_sign(journal, client):
    an_incident(journal, client, received_at=at(NOTICE).astimezone())
    known = known_before(journal, lost(journal, client), today=TODAY)
    assert known.lines
    assert known.signs == ()


def test_two_losses_of_one_client_have_each_their_own_time_and_lines(journal, client):
    early = lost(journal, client, date(2026, 5, 1), LossKind.PAUSE)
    late = lost(journal, client)
    a_call(journal, client, at(date(2026, 3, 1)))
    a_call(journal, client, at(date(2026, 9, 1)))
    add_timeline_note(journal, early, NoteEntry(date(2026, 3, 2), "They said nothing"), today=TODAY)
    assert [(line.kind, line.on.month) for line in told(journal, early)] == [
        (KnownKind.CONTACT, 3),
        (KnownKind.OWN, 3),
        (KnownKind.SILENCE, 3),
    ]
    assert KnownKind.OWN not in {line.kind for line in told(journal, late)}
    assert [line.on.month for line in told(journal, late, KnownKind.CONTACT)] == [9]


def test_a_loss_on_the_first_day_is_told_without_a_silence(journal):
    client = a_client(journal, "Berg", start_date=NOTICE)
    assert told(journal, lost(journal, client)) == []


def test_a_client_in_the_trash_has_no_timeline(journal, client):
    loss = lost(journal, client)
    trash_client(journal, client, now=NOW)
    with pytest.raises(NotFoundError):
        known_before(journal, loss, today=TODAY)


def test_a_line_of_ones_own_is_written_changed_and_undone(journal, client):
    loss = lost(journal, client)
    entry = NoteEntry(date(2026, 2, 1), "Their director left", "Marte", known_then=False)
    number = add_timeline_note(journal, loss, entry, today=TODAY)
    (line,) = told(journal, loss)  # also from before the 180 days
    assert (line.on, line.text, line.detail, line.known_then, line.is_sign) == (
        date(2026, 2, 1), "Their director left", "Marte", False, False
    )  # fmt: skip
    other = NoteEntry(date(2026, 2, 2), "Their director left, we heard", "Marte", known_then=True)
    change_timeline_note(journal, number, other, today=TODAY)
    assert timeline_note(journal, number) == other
    trash_timeline_note(journal, number, now=NOW)
    assert told(journal, loss) == []
    for _step in range(3):
        journal.undo()
    assert not post_mortem(journal, loss).is_begun


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (NoteEntry(NOTICE, "  "), "text"),
        (NoteEntry(NOTICE, "x" * 2_001), "text"),
        (NoteEntry(NOTICE, "x", "y" * 2_001), "source"),
        (NoteEntry(TODAY + timedelta(days=1), "x"), "happened_on"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_begins_nothing(journal, client, entry, field):
    loss = lost(journal, client)
    with pytest.raises(InvalidEntryError) as refused:
        add_timeline_note(journal, loss, entry, today=TODAY)
    assert refused.value.field == field
    assert not post_mortem(journal, loss).is_begun
