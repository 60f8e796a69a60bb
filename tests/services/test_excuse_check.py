"""What the journal shows beside an outside reason, read as it stood on the morning of the notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from retention_journal.core import excuse_words
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.incidents import IncidentState
from retention_journal.core.losses import LossKind, LossReason, ReasonCertainty, ReasonSource
from retention_journal.core.promises import PromiseState
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.excuse_check import check_reason
from retention_journal.services.loss_reasons import reasons_of_the_year
from retention_journal.services.promises import (
    PromiseEntry,
    break_promise,
    keep_promise,
    keep_promise_some_day,
    make_promise,
    move_promise,
    release_promise,
)
from retention_journal.services.reflections import LossEntry, edit_loss, record_loss
from retention_journal.services.win_back import win_back
from retention_journal.storage.tables import Client
from tests.builders import NOON, TODAY, a_call, a_client, a_promise, an_incident

NOTICE = TODAY


def ago(days, hour=12):
    return datetime.combine(NOTICE - timedelta(days=days), time(hour))


@pytest.fixture
def client(journal):
    """A client who was called every ten days until the day before the notice."""
    client = a_client(journal)
    for days in range(1, 130, 10):
        a_call(journal, client, ago(days))
    return client


def facts(journal, client, reason=LossReason.COMPETITOR, **loss):
    found = check_reason(journal, client, reason, NOTICE, **loss)
    return found and excuse_words.facts(found)


def test_a_client_who_was_looked_after_is_not_asked_about(journal, client):
    a_promise(
        journal, client, made_on=ago(20).date(), due_at=ago(5), state=PromiseState.KEPT, delivered_at=ago(5)
    )
    an_incident(
        journal, client, received_at=ago(40).replace(tzinfo=UTC), state=IncidentState.RESOLVED,
        resolved_at=ago(30).replace(tzinfo=UTC),
    )  # fmt: skip
    assert facts(journal, client) is None


def test_the_talk_in_which_they_gave_notice_ends_no_silence(journal):
    client = a_client(journal)
    a_call(journal, client, ago(71))
    a_call(journal, client, ago(0, hour=9), direction=Direction.INBOUND)
    a_call(journal, client, ago(30), outcome=Outcome.NO_ANSWER)
    assert facts(journal, client) == "Facts: last talk 71 days before notice (rhythm 14)."


def test_a_paused_client_and_one_with_a_rhythm_of_its_own_are_measured_by_theirs(journal):
    paused = a_client(journal, "Paused", status=Status.PAUSED)
    own = a_client(journal, "Own", ideal_interval_days=60)
    for one in (paused, own):
        a_call(journal, one, ago(40))
    assert facts(journal, paused) is None
    assert facts(journal, own) is None
    a_loss = record_loss(journal, paused, LossEntry(NOTICE), today=TODAY)
    assert facts(journal, paused, loss_id=a_loss) is None, "how they stood before the loss is what counts"


def test_a_promise_put_right_after_the_notice_was_late_on_it(journal, client):
    number = a_promise(journal, client, made_on=ago(20).date(), due_at=ago(8))
    assert facts(journal, client) == "Facts: 1 promise late."
    keep_promise(journal, number, now=NOON + timedelta(days=2))
    assert facts(journal, client) == "Facts: 1 promise late."


def test_a_promise_is_judged_by_the_day_it_had_then(journal, client):
    entry = PromiseEntry("Send the list", due_at=ago(8))
    number = make_promise(journal, client, entry, now=ago(20))
    move_promise(journal, number, ago(-9), today=ago(10).date())
    assert facts(journal, client) is None
    other = make_promise(journal, client, entry, now=ago(20))
    move_promise(journal, other, ago(-9), today=TODAY)
    found = check_reason(journal, client, LossReason.MOVED, NOTICE)
    assert [(one.promise_id, one.days_late) for one in found.late] == [(other, 8)]


def test_a_day_that_a_promise_got_on_the_day_of_the_notice_was_none_before(journal, client):
    number = make_promise(journal, client, PromiseEntry("Send the list", due_at=ago(-9)), now=ago(20))
    move_promise(journal, number, ago(8), today=TODAY)
    assert facts(journal, client) is None


@pytest.mark.parametrize(
    ("end", "is_late"),
    [
        (lambda journal, number: break_promise(journal, number, now=ago(12)), True),
        (lambda journal, number: release_promise(journal, number, now=ago(12)), False),
        (lambda journal, number: release_promise(journal, number, now=ago(4)), True),
        (lambda journal, number: keep_promise_some_day(journal, number, now=ago(2)), False),
        (lambda journal, number: keep_promise(journal, number, now=ago(8, hour=23)), False),
    ],
    ids=["broken", "released in time", "released too late", "kept some day", "kept on its day"],
)
def test_how_a_promise_ended_decides(journal, client, end, is_late):
    number = make_promise(journal, client, PromiseEntry("Send the list", due_at=ago(8)), now=ago(20))
    end(journal, number)
    assert (facts(journal, client) is not None) == is_late


def test_what_they_promised_is_no_fact_against_you(journal, client):
    a_promise(journal, client, made_on=ago(20).date(), due_at=ago(8), direction="theirs")
    assert facts(journal, client) is None


def test_a_message_nobody_answered_is_a_fact_until_it_is_answered(journal):
    client = a_client(journal)
    a_call(journal, client, ago(12))
    wrote = {"kind": Kind.EMAIL, "direction": Direction.INBOUND, "outcome": Outcome.REACHED}
    a_call(journal, client, ago(9), client_words="Could you look at the map?", **wrote)
    found = check_reason(journal, client, LossReason.MOVED, NOTICE)
    assert excuse_words.facts(found) == "Facts: a message 9 days without an answer."
    assert excuse_words.sources(found) == ("Message of 1 March 2026: “Could you look at the map?”",)
    a_call(journal, client, ago(0, hour=8))
    assert facts(journal, client) is not None, "an answer on the day of the notice came too late"
    a_call(journal, client, ago(7))
    assert facts(journal, client) is None


def test_a_complaint_counts_while_it_is_not_put_right(journal, client):
    values = {"received_at": ago(40).replace(tzinfo=UTC), "state": IncidentState.RESOLVED}
    an_incident(journal, client, resolved_at=ago(-3).replace(tzinfo=UTC), **values)
    found = check_reason(journal, client, LossReason.MOVED, NOTICE)
    assert excuse_words.sources(found) == ("Complaint of 29 January 2026: The list came late",)
    other = a_client(journal, "Bob")
    a_call(journal, other, ago(2))
    an_incident(journal, other, received_at=ago(9).replace(tzinfo=UTC), is_complaint=False)
    an_incident(
        journal, other, received_at=ago(9).replace(tzinfo=UTC), state=IncidentState.WITHDRAWN,
        closed_at=ago(8).replace(tzinfo=UTC),
    )  # fmt: skip
    assert facts(journal, other) is None, "own failures and what was withdrawn are no complaints"


def test_no_history_no_client_and_a_client_in_the_trash_are_met_with_silence(journal, client):
    assert facts(journal, a_client(journal, "Nothing noted")) is None
    assert facts(journal, 999) is None
    a_promise(journal, client, made_on=ago(20).date(), due_at=ago(8))
    with journal.change("Trash") as change:
        change.trash(Client, client, at=NOON)
    assert facts(journal, client) is None


def test_one_won_back_and_lost_again_was_not_silent_while_they_were_gone(journal):
    client = a_client(journal)
    a_call(journal, client, ago(85))
    first = record_loss(journal, client, LossEntry(ago(80).date()), today=TODAY)
    win_back(journal, client)
    a_call(journal, client, ago(15))
    assert facts(journal, client) is None
    again = record_loss(journal, client, LossEntry(NOTICE), today=TODAY)
    assert facts(journal, client, loss_id=again) is None
    assert check_reason(journal, client, LossReason.MOVED, ago(80).date(), loss_id=first) is None


def test_the_year_says_how_often_you_know_and_how_often_the_journal_says_more(journal):
    assert reasons_of_the_year(journal, TODAY).text == ""
    said = {"reason_source": ReasonSource.CLIENT_SAID, "reason_certainty": ReasonCertainty.CONFIRMED}
    reasons = [
        (LossReason.COMPETITOR, 71, said),
        (LossReason.MOVED, 2, said),
        (LossReason.PRICE_OR_BUDGET, 40, {}),
        (LossReason.OVERLOOKED, 90, said),
        (LossReason.UNKNOWN, 5, {}),
    ]
    for reason, silent, values in reasons:
        one = a_client(journal, reason.label)
        a_call(journal, one, ago(silent))
        record_loss(journal, one, LossEntry(NOTICE, primary_reason=reason, **values), today=TODAY)
    paused = LossEntry(NOTICE, kind=LossKind.PAUSE, primary_reason=LossReason.MOVED)
    record_loss(journal, a_client(journal, "Paused"), paused, today=TODAY)
    long_ago = LossEntry(TODAY - timedelta(days=365), primary_reason=LossReason.MOVED)
    record_loss(journal, a_client(journal, "Long ago"), long_ago, today=TODAY)
    year = reasons_of_the_year(journal, TODAY)
    assert year.text == (
        "You know the reason for 3 of 5 losses. "
        "In 2 of 3 losses with an outside reason the journal shows silence or a broken promise."
    )


def test_a_confirmed_not_known_is_not_known(journal, client):
    said = {"reason_source": ReasonSource.CLIENT_SAID, "reason_certainty": ReasonCertainty.CONFIRMED}
    record_loss(journal, client, LossEntry(NOTICE, primary_reason=LossReason.UNKNOWN, **said), today=TODAY)
    assert reasons_of_the_year(journal, TODAY).text == "You know the reason for 0 of 1 loss."


def test_a_year_with_nothing_but_a_complaint_says_so(journal, client):
    an_incident(journal, client, received_at=ago(40).replace(tzinfo=UTC))
    record_loss(journal, client, LossEntry(NOTICE, primary_reason=LossReason.MOVED), today=TODAY)
    assert reasons_of_the_year(journal, TODAY).text == (
        "You know the reason for 0 of 1 loss. In 1 of 1 loss with an outside reason the journal shows "
        "silence, a broken promise or an open complaint."
    )


def test_story_002_from_neglect_to_the_sentence(journal):
    # A retainer that went well is called every other week, then the new clients take all the time.
    client = a_client(journal, "Berg")
    for days in (113, 99, 85, 71):
        log_contact(
            journal, client, ContactEntry(Kind.CALL, occurred_at=ago(days)), now=ago(days),
        )  # fmt: skip
    for text, due in (("Send the new prices", 60), ("Look at the map", 45)):
        make_promise(journal, client, PromiseEntry(text, due_at=ago(due)), now=ago(71))
    # They leave; "a competitor", one guesses. The journal tells the rest.
    entry = LossEntry(NOTICE, primary_reason=LossReason.COMPETITOR)
    loss = record_loss(journal, client, entry, today=TODAY)
    found = check_reason(journal, client, entry.primary_reason, NOTICE, loss_id=loss)
    assert excuse_words.chosen(found) == "You chose “Went to a competitor”."
    assert excuse_words.facts(found) == "Facts: last talk 71 days before notice (rhythm 14); 2 promises late."
    # It is added, and the main reason is theirs to confirm only.
    edit_loss(journal, loss, replace(entry, other_reasons=(LossReason.OVERLOOKED,)), today=TODAY)
    assert reasons_of_the_year(journal, TODAY).text.startswith(
        "You know the reason for 0 of 1 loss. In 1 of 1"
    )
