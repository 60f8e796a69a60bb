"""Every client judged as the log stands, also after any walk of acts, and as it stood on a past day."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.clients import EngagementType, Status
from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import AgreementStatus
from retention_journal.core.light import Level, Light, SignalId
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.services import contacts, people, promises
from retention_journal.services.clients import set_status
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.engagements import EngagementEntry, add_engagement
from retention_journal.services.events import EventEntry, note_event, open_events, settle_event
from retention_journal.services.invoices import InvoiceEntry, add_invoice, client_invoices, pay
from retention_journal.services.judging import judged
from retention_journal.services.own_rules import add_days_off, set_light_rules
from retention_journal.services.people import PersonEntry
from retention_journal.services.promises import PromiseEntry, end_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import KpiAgreement, KpiLine, Loss, Measurement
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise, an_empty_journal
from tests.laws import fewer_examples

DAY = timedelta(days=1)


def level(journal, client, signal, now=NOON):
    (one,) = judged(journal, now, (client,)).values()
    return next(found.level for found in one.assessment.signals if found.id is signal)


def light(journal, client, now=NOON):
    return judged(journal, now, (client,))[client].light


def at(days_ago, hour=10):
    return datetime.combine(TODAY - days_ago * DAY, datetime.min.time()).replace(hour=hour)


# -- as it stands after any walk of acts ---------------------------------------------------------------------


ACTS = {
    "call": lambda journal, client, days: log_contact(
        journal, client, ContactEntry(occurred_at=at(days), tone=days % 5 + 1, all_ok=Answer.YES), now=NOON
    ),
    "try": lambda journal, client, days: log_contact(
        journal, client, ContactEntry(outcome=Outcome.NO_ANSWER, occurred_at=at(days)), now=NOON
    ),
    "promise": lambda journal, client, days: promises.make_promise(
        journal,
        client,
        PromiseEntry("Send it", end_of(TODAY - days * DAY), made_on=TODAY - 50 * DAY),
        now=NOON,
    ),
    "keep": lambda journal, client, _days: [
        promises.keep_promise(journal, row.promise_id, now=NOON)
        for row in promises.client_promises(journal, client).open
    ],
    "event": lambda journal, client, days: note_event(
        journal, client, EventEntry(EventKind.CUTS, TODAY - days * DAY), now=NOON
    ),
    "settle": lambda journal, client, _days: [
        settle_event(journal, event.event_id, now=NOON) for event in open_events(journal, client, TODAY)
    ],
    "role": lambda journal, client, _days: [
        people.person_left(journal, person.role_id, on=TODAY, today=TODAY)
        for person in people.people(journal, client, TODAY)
        if person.is_current
    ],
    "move": lambda journal, client, days: [
        promises.move_promise(journal, row.promise_id, end_of(TODAY - days * DAY), today=TODAY)
        for row in promises.client_promises(journal, client).open
    ],
    "invoice": lambda journal, client, days: add_invoice(
        journal, client, InvoiceEntry(TODAY - 60 * DAY, TODAY - days * DAY, 10_000, "NOK"), today=TODAY
    ),
    "pay": lambda journal, client, _days: [
        pay(journal, one.invoice_id, TODAY, today=TODAY)
        for one in client_invoices(journal, client)
        if one.open_minor
    ],
    "terms": lambda journal, client, days: add_engagement(
        journal, client, EngagementEntry(EngagementType.RETAINER, fee_minor=days * 1000, currency="NOK")
    ),
    "lost": lambda journal, client, _days: set_status(journal, client, Status.LOST, today=TODAY),
    "undo": lambda journal, _client, _days: journal.undo(),
    "redo": lambda journal, _client, _days: journal.redo(),
    "rule": lambda journal, _client, days: set_light_rules(
        journal, DEFAULT_RULES.changed(retainer_ideal_days=days + 1, retainer_max_days=50)
    ),
    "off": lambda journal, _client, days: add_days_off(journal, TODAY - days * DAY, TODAY - days * DAY),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.integers(0, 40)), max_size=12))
@fewer_examples
def test_what_is_kept_up_with_changes_is_what_would_be_worked_out_anew(acts):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.rjournal"
        with an_empty_journal(path) as journal:
            clients = [a_client(journal, name) for name in ("Ada", "Bo", "Cy")]
            for client in clients:
                a_person(journal, client)
            judged(journal, NOON)
            for act, which, days in acts:
                ACTS[act](journal, clients[which], days)
                with JournalReader.open(path) as reader:
                    assert judged(journal, NOON) == judged(reader, NOON)


def test_a_day_off_makes_a_promise_less_late_at_once(journal):
    ada = a_client(journal)
    a_promise(journal, ada, made_on=TODAY - 20 * DAY, due_at=end_of(TODAY - 6 * DAY))
    assert judged(journal, NOON)[ada].light is Light.RED  # four working days
    add_days_off(journal, TODAY - DAY, TODAY - DAY)
    assert judged(journal, NOON)[ada].light is Light.AMBER
    journal.undo()
    assert judged(journal, NOON)[ada].light is Light.RED


# -- as the log stood on a past day --------------------------------------------------------------------------


def test_a_call_of_yesterday_does_not_count_the_day_before(journal):
    ada = a_client(journal)
    a_call(journal, ada, at(40))
    assert level(journal, ada, SignalId.SILENCE) is Level.RED
    a_call(journal, ada, at(1))
    assert level(journal, ada, SignalId.SILENCE) is Level.OK
    assert level(journal, ada, SignalId.SILENCE, NOON - 2 * DAY) is Level.RED


def test_what_is_said_in_the_afternoon_is_not_known_in_the_morning(journal):
    ada = a_client(journal)
    a_call(journal, ada, at(40))
    a_call(journal, ada, at(0, hour=15))
    nine = NOON.replace(hour=9)
    assert level(journal, ada, SignalId.SILENCE, nine) is Level.RED
    assert level(journal, ada, SignalId.SILENCE, nine.replace(hour=16)) is Level.OK


def test_a_promise_kept_late_was_late_until_it_was_kept(journal):
    ada = a_client(journal)
    made = a_promise(journal, ada, made_on=TODAY - 20 * DAY, due_at=end_of(TODAY - 12 * DAY))
    promises.keep_promise(journal, made, now=NOON, delivered_at=at(2))
    assert level(journal, ada, SignalId.PROMISE) is Level.OK
    assert level(journal, ada, SignalId.PROMISE, NOON - 3 * DAY) is Level.RED
    assert level(journal, ada, SignalId.PROMISE, NOON - 13 * DAY) is Level.OK


def test_a_promise_given_up_was_open_until_then(journal):
    ada = a_client(journal)
    made = a_promise(journal, ada, made_on=TODAY - 20 * DAY, due_at=end_of(TODAY - 12 * DAY))
    promises.break_promise(journal, made, now=NOON)
    assert level(journal, ada, SignalId.PROMISE) is Level.OK
    assert level(journal, ada, SignalId.PROMISE, NOON - DAY) is Level.RED


def test_a_promise_moved_later_was_due_on_the_day_it_had_then(journal):
    ada = a_client(journal)
    made = a_promise(journal, ada, made_on=TODAY - 20 * DAY, due_at=end_of(TODAY - 12 * DAY))
    promises.move_promise(journal, made, end_of(TODAY - 6 * DAY), today=TODAY - 7 * DAY)
    promises.move_promise(journal, made, end_of(TODAY + 5 * DAY), today=TODAY - DAY)
    assert level(journal, ada, SignalId.PROMISE) is Level.OK
    assert level(journal, ada, SignalId.PROMISE, NOON - 4 * DAY) is Level.AMBER  # one working day
    assert level(journal, ada, SignalId.PROMISE, NOON - 8 * DAY) is Level.AMBER
    assert level(journal, ada, SignalId.PROMISE, NOON - 7 * DAY) is Level.OK


def invoiced(journal, client, due_days_ago, paid_days_after=None):
    due = TODAY - due_days_ago * DAY
    number = add_invoice(journal, client, InvoiceEntry(due - 14 * DAY, due, 10_000, "NOK"), today=TODAY)
    if paid_days_after is not None:
        pay(journal, number, due + paid_days_after * DAY, today=TODAY)
    return number


@pytest.mark.parametrize(
    ("days", "expected"), [(14, Level.OK), (15, Level.AMBER), (29, Level.AMBER), (30, Level.RED)]
)
def test_an_invoice_weighs_by_the_days_it_is_overdue(journal, days, expected):
    ada = a_client(journal)
    assert level(journal, ada, SignalId.INVOICE) is Level.UNKNOWN
    number = invoiced(journal, ada, days)
    assert level(journal, ada, SignalId.INVOICE) is expected
    pay(journal, number, TODAY, today=TODAY)
    assert level(journal, ada, SignalId.INVOICE) is Level.OK
    assert level(journal, ada, SignalId.INVOICE, NOON - DAY) is (Level.OK if days <= 15 else Level.AMBER)


def test_one_who_always_paid_early_and_is_nine_days_late_has_changed(journal):
    ada = a_client(journal)
    for month in range(2, 7):
        invoiced(journal, ada, 30 * month, -2)
    assert level(journal, ada, SignalId.PAYS_LATER) is Level.OK
    invoiced(journal, ada, 9)
    assert level(journal, ada, SignalId.PAYS_LATER) is Level.AMBER
    assert level(journal, ada, SignalId.PAYS_LATER, NOON - 5 * DAY) is Level.OK


def test_a_fee_cut_by_half_is_a_client_who_buys_less(journal):
    ada = a_client(journal)
    cut = TODAY.replace(day=1) - 92 * DAY
    for start, end, fee in ((date(2025, 1, 1), cut - DAY, 10_000), (cut, None, 5_000)):
        entry = EngagementEntry(
            EngagementType.RETAINER, start_date=start, end_date=end, fee_minor=fee, currency="NOK"
        )
        add_engagement(journal, ada, entry)
    assert level(journal, ada, SignalId.BUYS_LESS) is Level.AMBER


def test_who_was_lost_later_was_a_client_then(journal):
    ada = a_client(journal)
    with journal.change("Lose") as change:
        change.insert(Loss, client=ada, notice_on=TODAY - 3 * DAY, status_before=Status.ACTIVE)
    set_status(journal, ada, Status.LOST, today=TODAY - 3 * DAY)
    assert ada not in judged(journal, NOON)
    assert ada in judged(journal, NOON - 4 * DAY)


def test_who_came_later_was_no_client_then(journal):
    ada = a_client(journal, start_date=TODAY - 5 * DAY)
    assert ada in judged(journal, NOON)
    assert ada not in judged(journal, NOON - 6 * DAY)


def test_an_event_counts_from_its_day_until_it_was_talked_about(journal):
    ada = a_client(journal)
    event = note_event(journal, ada, EventEntry(EventKind.CUTS, TODAY - 10 * DAY), now=NOON)
    settle_event(journal, event, on=TODAY - 2 * DAY, now=NOON)
    days = {11: Level.OK, 10: Level.AMBER, 3: Level.AMBER, 2: Level.OK, 0: Level.OK}
    assert {ago: level(journal, ada, SignalId.EVENT, NOON - ago * DAY) for ago in days} == days


# -- what is gathered ----------------------------------------------------------------------------------------


@pytest.fixture
def left(journal):
    """A client whose main person left five days ago, with a colleague who is still there."""
    ada = a_client(journal)
    a_person(journal, ada, "Kari Moe")
    (kari,) = people.people(journal, ada, TODAY)
    people.add_person(journal, ada, PersonEntry("Tom Hale"), today=TODAY)
    people.person_left(journal, kari.role_id, on=TODAY - 5 * DAY, today=TODAY)
    return ada, kari


def test_a_talk_that_names_nobody_counts_as_one_with_whoever_is_there(journal, left):
    ada, _kari = left
    assert level(journal, ada, SignalId.CONTACT_LEFT) is Level.AMBER
    a_call(journal, ada, at(1))
    assert level(journal, ada, SignalId.CONTACT_LEFT) is Level.OK
    assert level(journal, ada, SignalId.CONTACT_LEFT, NOON - 2 * DAY) is Level.AMBER


def test_a_talk_with_whoever_left_is_none_with_a_successor(journal, left):
    ada, kari = left
    log_contact(journal, ada, ContactEntry(contact_ids=(kari.contact_id,), occurred_at=at(1)), now=NOON)
    assert level(journal, ada, SignalId.CONTACT_LEFT) is Level.AMBER


def test_where_nobody_is_left_to_talk_to_no_talk_settles_it(journal):
    ada = a_client(journal)
    a_person(journal, ada, "Kari Moe")
    (kari,) = people.people(journal, ada, TODAY)
    people.person_left(journal, kari.role_id, on=TODAY - 8 * DAY, today=TODAY)
    a_call(journal, ada, at(1))
    assert level(journal, ada, SignalId.CONTACT_LEFT) is Level.RED
    assert light(journal, ada) is Light.RED


def test_a_weekend_does_not_make_an_answer_slow(journal):
    ada = a_client(journal)
    friday = datetime(2026, 3, 6, 16, 0)
    a_call(journal, ada, friday, kind=Kind.EMAIL, outcome=Outcome.REPLIED)
    a_call(journal, ada, friday + 3 * DAY - timedelta(hours=6), kind=Kind.EMAIL, direction=Direction.INBOUND)
    (reply,) = judged(journal, NOON)[ada].known.replies
    assert reply.waited == timedelta(hours=18).total_seconds()


def test_the_words_of_a_letter_are_counted_when_it_is_logged(journal):
    ada = a_client(journal)
    entry = ContactEntry(
        Kind.EMAIL, Direction.INBOUND, occurred_at=at(1), client_words="Looks fine, thank you very much"
    )
    log_contact(journal, ada, entry, now=NOON)
    assert [reply.words for reply in judged(journal, NOON)[ada].known.replies] == [6]
    noted = log_contact(journal, ada, ContactEntry(Kind.EMAIL, Direction.INBOUND), now=NOON)
    assert [reply.words for reply in judged(journal, NOON)[ada].known.replies] == [None, 6]
    contacts.edit_contact(
        journal, noted.id, ContactEntry(Kind.EMAIL, Direction.INBOUND, client_words="Ok"), now=NOON
    )
    assert [reply.words for reply in judged(journal, NOON)[ada].known.replies] == [1, 6]


def agreed(journal, client, values, *, importance=5, own=3, target="100", since=200):
    with journal.change("Agree") as change:
        agreement = change.insert(
            KpiAgreement, client=client, version=1, status=AgreementStatus.AGREED,
            agreed_on=TODAY - 30 * DAY, valid_from=TODAY - since * DAY,
        )  # fmt: skip
        change.insert(
            KpiLine, agreement=agreement, line_key=f"visits {client}", name="Visits", target=target,
            importance_client=importance, importance_own=own,
        )  # fmt: skip
        for month, value in values.items():
            first = date(2026 if month < 3 else 2025, month, 1)
            last = (first + 31 * DAY).replace(day=1) - DAY
            change.insert(
                Measurement,
                client=client,
                line_key=f"visits {client}",
                period_start=first,
                period_end=last,
                value=value,
            )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({1: 100, 2: 100}, Level.OK),
        ({1: 100, 2: 90}, Level.AMBER),
        ({1: 100, 2: 70}, Level.AMBER),
        ({1: 70, 2: 70}, Level.RED),
        ({12: 70, 1: 100, 2: 70}, Level.AMBER),
        ({1: 100}, Level.OK),
        ({12: 100}, Level.AMBER),
        ({}, Level.AMBER),
    ],
)
def test_a_goal_that_matters_stands_as_its_months_say(journal, values, expected):
    ada = a_client(journal)
    agreed(journal, ada, values)
    assert level(journal, ada, SignalId.GOAL) is expected


def test_a_goal_nobody_weighed_leaves_one_blind_and_one_that_matters_little_does_not(journal):
    ada, bo = a_client(journal), a_client(journal, "Bo")
    agreed(journal, ada, {1: 10, 2: 10}, importance=None)
    assert level(journal, ada, SignalId.GOAL) is Level.UNKNOWN
    agreed(journal, bo, {1: 10, 2: 10}, importance=3)
    assert level(journal, bo, SignalId.GOAL) is Level.OK


def test_the_widest_gap_between_the_two_of_you_is_seen(journal):
    ada, bo = a_client(journal), a_client(journal, "Bo")
    agreed(journal, ada, {1: 100, 2: 100}, importance=5, own=3)
    agreed(journal, bo, {1: 100, 2: 100}, importance=4, own=3)
    assert level(journal, ada, SignalId.AGREEMENT) is Level.AMBER
    assert level(journal, bo, SignalId.AGREEMENT) is Level.OK


def test_however_many_clients_there_are_as_many_statements_are_asked(journal, monkeypatch):
    asked = []
    sql = JournalReader.sql
    monkeypatch.setattr(JournalReader, "sql", lambda self, *given: asked.append(given) or sql(self, *given))
    counts = []
    for n in range(6):
        client = a_client(journal, f"Client {n}")
        a_person(journal, client)
        a_call(journal, client, at(3), tone=3)
        a_promise(journal, client)
        agreed_before = len(asked)
        judged(journal, NOON + n * timedelta(hours=1))
        counts.append(len(asked) - agreed_before)
    assert counts[0] == counts[-1] <= 16
