from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.kpis import AgreedHow, AgreementStatus
from retention_journal.core.losses import LossReason
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.timeline import EntryKind
from retention_journal.services import people
from retention_journal.services.people import PersonEntry
from retention_journal.services.promises import keep_promise, keep_promise_some_day
from retention_journal.services.timeline import timeline, timeline_counts
from retention_journal.storage.tables import (
    CheckIn,
    ClosingConversation,
    Interaction,
    InteractionContact,
    KpiAgreement,
    KpiLine,
    Loss,
    Measurement,
    Report,
)
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise


@pytest.fixture
def ada(journal):
    return a_client(journal)


def insert(journal, table, **values):
    with journal.change("Test") as change:
        return change.insert(table, **values)


def entries(journal, client, **asked):
    return timeline(journal, client, **asked).entries


def titles(journal, client, **asked):
    return [entry.title for entry in entries(journal, client, **asked)]


def test_a_call_is_told_with_who_the_answers_and_what_was_promised(journal, ada):
    tom = a_person(journal, ada, "Tom Hale")
    call = a_call(journal, ada, NOON, duration_min=6, tone=3, summary="Short", client_words="Much quicker.")
    insert(journal, InteractionContact, interaction=call, contact=tom)
    insert(
        journal, CheckIn, interaction=call, all_ok=Answer.YES, else_to_help="New opening hours in the footer."
    )
    a_promise(journal, ada, "opening hours", interaction=call, due_at=datetime(2026, 3, 12, 23, 59))
    (entry,) = entries(journal, ada)
    assert (entry.title, entry.aside) == ("Call with Tom", "6 min · as usual")
    assert (entry.detail, entry.words) == ("Short", "Much quicker.")
    assert [(answer.question, answer.answer) for answer in entry.answers] == [
        ("Is all OK?", "Yes."),
        ("Anything else?", "New opening hours in the footer."),
    ]
    assert entry.promises == ("Promised: opening hours, by Thursday 12 March",)


@pytest.mark.parametrize(
    ("kind", "direction", "outcome", "title"),
    [
        (Kind.CALL, Direction.OUTBOUND, Outcome.NO_ANSWER, "Tried to call the client"),
        (Kind.CALL, Direction.INBOUND, Outcome.REACHED, "Call from the client"),
        (Kind.EMAIL, Direction.INBOUND, Outcome.REACHED, "E-mail from the client"),
        (Kind.EMAIL, Direction.OUTBOUND, Outcome.NO_REPLY_YET, "E-mail to the client"),
        (Kind.NOTE, Direction.NONE, Outcome.REACHED, "Private note"),
    ],
)
def test_every_contact_says_who_turned_to_whom(journal, ada, kind, direction, outcome, title):
    a_call(journal, ada, kind=kind, direction=direction, outcome=outcome)
    assert titles(journal, ada) == [title]


def test_every_kind_of_contact_has_a_title(journal, ada):
    for kind in Kind:
        for direction in Direction:
            for outcome in Outcome:
                a_call(journal, ada, kind=kind, direction=direction, outcome=outcome)
    assert all(titles(journal, ada, limit=1_000))


def test_promises_are_told_when_made_and_when_kept_early_or_late(journal, ada):
    a_promise(
        journal, ada, "First draft", made_on=TODAY - timedelta(days=9), state=PromiseState.KEPT,
        due_at=datetime.combine(TODAY, time(23, 59)), delivered_at=NOON - timedelta(days=1),
    )  # fmt: skip
    a_promise(
        journal, ada, "The list", made_on=TODAY - timedelta(days=9), state=PromiseState.KEPT_LATE,
        due_at=NOON - timedelta(days=2), delivered_at=NOON,
    )  # fmt: skip
    a_promise(journal, ada, "Send pictures", direction=PromiseDirection.THEIRS)
    late, theirs, early, *made = entries(journal, ada)
    assert (late.title, late.remark, late.is_late) == ("Promise kept: The list", "2 working days late", True)
    assert (early.title, early.remark, early.is_late) == ("Promise kept: First draft", "1 day early", False)
    assert early.detail == "Due 10 March, delivered 9 March."
    assert theirs.title == "They promised: Send pictures"
    assert len(made) == 2


def test_a_promise_kept_on_a_day_nobody_knows_stands_where_it_was_closed(journal, ada):
    made = {"made_on": TODAY - timedelta(days=40)}
    late = {"due_at": NOON - timedelta(days=30), "remark": "By post.", **made}
    number = a_promise(journal, ada, "Price list", **late)
    theirs = a_promise(journal, ada, "Pictures", direction=PromiseDirection.THEIRS, **made)
    keep_promise_some_day(journal, number, now=NOON - timedelta(days=2))
    keep_promise_some_day(journal, theirs, now=NOON - timedelta(days=1))
    newest, entry, *_made = entries(journal, ada)
    assert newest.title == "They kept their promise: Pictures"
    assert (entry.title, entry.aside) == ("Promise kept: Price list", "day not known")
    assert entry.detail == "Nobody wrote down on which day it came; noted as kept 8 March. By post."
    assert (entry.at.date(), entry.has_time) == (TODAY - timedelta(days=2), False)
    assert (entry.remark, entry.is_late) == ("", False)
    assert timeline_counts(journal, ada)[EntryKind.PROMISE] == 4
    journal.undo()
    journal.undo()
    assert len(entries(journal, ada)) == 2
    keep_promise(journal, number, now=NOON)
    assert [one.aside for one in entries(journal, ada)] == ["", "", ""]


def test_agreements_numbers_reports_losses_and_people_are_on_it(journal, ada):
    tom = people.add_person(journal, ada, PersonEntry("Tom Hale"), today=TODAY)
    agreement = insert(
        journal, KpiAgreement, client=ada, version=1, status=AgreementStatus.AGREED, valid_from=TODAY,
        agreed_on=TODAY, agreed_how=AgreedHow.CALL, client_words="Shorter waits",
    )  # fmt: skip
    insert(journal, KpiLine, agreement=agreement, line_key="k", name="Visits")
    insert(
        journal, Measurement, client=ada, line_key="k", period_start=date(2026, 2, 1),
        period_end=date(2026, 2, 28), value=Decimal("2410"), note="Newspaper wrote about them",
    )  # fmt: skip
    insert(
        journal, Report, client=ada, number=3, period_start=date(2026, 2, 1), period_end=date(2026, 2, 28),
        issued_at=NOON, headline="A good month",
    )  # fmt: skip
    insert(journal, Report, client=ada, number=4, period_start=TODAY, period_end=TODAY)
    loss = insert(journal, Loss, client=ada, notice_on=TODAY, primary_reason=LossReason.OVERLOOKED)
    insert(journal, ClosingConversation, loss=loss, held_on=TODAY, what_was_good="The start")
    people.person_left(journal, tom, on=TODAY, reason="New job", today=TODAY)
    told = {entry.title: entry for entry in entries(journal, ada)}
    assert set(told) == {
        "Agreed on 1 goal", "Visits: 2,410", "Report for February 2026", "They left",
        "Closing conversation", "Tom Hale left",
    }  # fmt: skip
    assert told["Agreed on 1 goal"].words == "Shorter waits"
    assert told["They left"].detail == "Felt overlooked"
    assert timeline_counts(journal, ada) == {
        EntryKind.AGREEMENT: 1, EntryKind.NUMBER: 1, EntryKind.REPORT: 1, EntryKind.CHANGE: 3,
    }  # fmt: skip


def test_it_comes_in_pages_without_gaps_or_repeats(journal, ada):
    for number in range(25):
        a_call(journal, ada, NOON - timedelta(days=number % 7), summary=f"Call {number}")
    whole = entries(journal, ada)
    assert [entry.at for entry in whole] == sorted((entry.at for entry in whole), reverse=True)
    parts = [timeline(journal, ada, limit=10, offset=offset) for offset in (0, 10, 20)]
    assert [part.has_earlier for part in parts] == [True, True, False]
    assert tuple(entry for part in parts for entry in part.entries) == whole


def test_it_can_be_filtered_and_searched(journal, ada):
    a_call(journal, ada, summary="Ny bookingside på plass")
    a_call(journal, ada, kind=Kind.NOTE, summary="Booking, for me only")
    a_promise(journal, ada, "Prices")
    assert titles(journal, ada, kinds=[EntryKind.PROMISE]) == ["Promised: Prices"]
    assert titles(journal, ada, kinds=[EntryKind.NOTE]) == ["Private note"]
    assert len(titles(journal, ada, contains="booking")) == 2
    assert titles(journal, ada, contains="PA PLASS") == ["Call with the client"]
    assert titles(journal, ada, contains="nothing like it") == []


def test_what_is_in_the_trash_is_not_on_it_and_its_promise_stands_alone(journal, ada):
    call = a_call(journal, ada)
    a_promise(journal, ada, "Prices", interaction=call)
    assert titles(journal, ada) == ["Call with the client"]
    with journal.change("Trash") as change:
        change.trash(Interaction, call, at=NOON)
    assert titles(journal, ada) == ["Promised: Prices"]
    journal.undo()
    assert titles(journal, ada) == ["Call with the client"]


def test_another_clients_story_is_another(journal, ada):
    bea = a_client(journal, "Bea Ltd")
    a_call(journal, bea)
    assert entries(journal, ada) == ()
    assert timeline_counts(journal, ada) == {}


def test_a_later_agreement_is_told_as_agreed_again_with_its_reason(journal, ada):
    tom = a_person(journal, ada, "Tom Hale")
    insert(
        journal, KpiAgreement, client=ada, version=2, status=AgreementStatus.AGREED, valid_from=TODAY,
        agreed_by=tom, agreed_how=AgreedHow.MEETING, change_reason="New shop.",
    )  # fmt: skip
    (entry,) = entries(journal, ada)
    assert (entry.title, entry.aside) == ("Agreed again, on 0 goals", "with Tom · in a meeting")
    assert entry.detail == "New shop."


def test_a_promise_without_a_day_and_one_on_its_day_are_neither_early_nor_late(journal, ada):
    kept = {"state": PromiseState.KEPT, "delivered_at": NOON}
    a_promise(journal, ada, "Whenever", **kept)
    a_promise(journal, ada, "Today", due_at=NOON, direction=PromiseDirection.THEIRS, **kept)
    a_promise(
        journal, ada, "Let go", state=PromiseState.RELEASED, direction=PromiseDirection.THEIRS, due_at=NOON
    )
    told = {entry.title: entry for entry in entries(journal, ada)}
    assert told["Promise kept: Whenever"].detail == "Delivered 10 March."
    assert told["They kept their promise: Today"].remark == ""
    assert told["They promised: Let go, by Tuesday 10 March"].aside == "released"


def test_several_people_are_named_together(journal, ada):
    call = a_call(journal, ada)
    for name in ("Tom Hale", "Priya Nair", "Uma Rao"):
        insert(journal, InteractionContact, interaction=call, contact=a_person(journal, ada, name))
    assert titles(journal, ada) == ["Call with Tom, Priya and Uma"]


def test_what_is_found_comes_in_pages_too(journal, ada):
    for number in range(7):
        a_call(journal, ada, NOON - timedelta(days=number), summary="about prices")
    page = timeline(journal, ada, contains="PRICES", limit=5, offset=0)
    assert (len(page.entries), page.has_earlier) == (5, True)
    page = timeline(journal, ada, contains="PRICES", limit=5, offset=5)
    assert (len(page.entries), page.has_earlier) == (2, False)


def test_answers_without_words_are_told_as_they_were_given(journal, ada):
    call = a_call(journal, ada)
    insert(journal, CheckIn, interaction=call, delivery_as_expected=Answer.UNSURE, else_answer=Answer.NO)
    (entry,) = entries(journal, ada)
    assert [(answer.question, answer.answer) for answer in entry.answers] == [
        ("Works as expected?", "Unsure."),
        ("Anything else?", "No."),
    ]


def test_a_report_that_was_sent_is_told_once(journal, ada):
    a_call(journal, ada, NOON, kind=Kind.REPORT_SENT, outcome=Outcome.NO_REPLY_YET)
    assert [(entry.title, entry.aside) for entry in entries(journal, ada)] == [
        ("Report sent to the client", "")
    ]
    insert(
        journal, Report, client=ada, number=3, period_start=date(2026, 2, 1), period_end=date(2026, 2, 28),
        issued_at=NOON,
    )  # fmt: skip
    assert titles(journal, ada) == ["Report for February 2026"]
