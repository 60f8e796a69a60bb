"""The founding stories 001, 003 and 004, told from the first angry word to the call afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.clients import EngagementType
from retention_journal.core.contacts import Kind, Outcome
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.hours import Bucket
from retention_journal.core.incidents import (
    CauseKind,
    IncidentKind,
    IncidentOutcome,
    IncidentState,
    Severity,
    Verdict,
    Whose,
)
from retention_journal.core.kpis import AgreedHow, ImportanceSource, LineKind
from retention_journal.core.light import Light
from retention_journal.core.promises import PromiseState
from retention_journal.core.reach import reach_words
from retention_journal.core.wording import check
from retention_journal.services.account import account, lock_account, write_account
from retention_journal.services.answer_desk import facts
from retention_journal.services.answer_ready import Missing, wanting
from retention_journal.services.arguments import ArgumentEntry, add_argument, change_argument
from retention_journal.services.causes import CauseEntry, add_cause, ask_from_now_on, needs_question
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.hours import HoursEntry, log_hours
from retention_journal.services.incident_answer import answer_page, answer_text, mark_sent
from retention_journal.services.incident_feelings import Feelings, save_feelings
from retention_journal.services.incident_promises import RemedyEntry, agree_remedy, save_remedy
from retention_journal.services.incident_steps import promise_answer, step
from retention_journal.services.incidents import HeardEntry, incident, record_incident, save_words
from retention_journal.services.intake_questions import questions_for
from retention_journal.services.judging import judged
from retention_journal.services.kpis import agree
from retention_journal.services.morning import morning
from retention_journal.services.promise_rows import promises_of_incident
from retention_journal.services.promises import keep_promise
from retention_journal.services.reach import reach
from retention_journal.services.repeat_guard import repeat
from retention_journal.storage.tables import ContactLink, Promise
from tests.builders import a_call, a_client, a_person, a_promise

S = IncidentState


def wall(moment):
    return moment.astimezone().replace(tzinfo=None)


def light_of(journal, client, moment):
    return judged(journal, wall(moment))[client].light


def test_story_001_a_thorough_answer_in_24_hours_saves_the_client(journal):
    monday = datetime(2026, 3, 9, 13, 20, tzinfo=UTC)
    client = a_client(journal, "Hansen Rør", start_date=date(2024, 1, 8), language="en")
    hansen = a_person(journal, client, "Tom Hansen")
    a_call(journal, client, wall(monday) - timedelta(days=3))
    agree(
        journal, client,
        AgreementEntry(
            (LineEntry("Traffic", target=Decimal(2000), importance_own=5),),
            agreed_on=date(2026, 1, 8), agreed_by=hansen, agreed_how=AgreedHow.CALL,
        ),
        today=date(2026, 1, 8),
    )  # fmt: skip
    for days, minutes, bucket in ((20, 300, Bucket.SERVE), (12, 240, Bucket.SERVE), (9, 30, Bucket.CARE)):
        entry = HoursEntry(
            worked_on=monday.date() - timedelta(days=days), minutes=minutes, bucket=bucket, task="Rankings"
        )
        log_hours(journal, client, entry, today=monday.date())
    late = a_promise(journal, client, "Swap two pictures", made_on=date(2026, 2, 25), is_small_request=True)

    # He is furious on the phone. His words come first, and a thorough answer is promised.
    number = record_incident(
        journal, client,
        HeardEntry(
            "I wait for weeks for two pictures. What do I pay you for?", title="Small jobs take too long",
            kind=IncidentKind.PRIORITY_DISPUTE, severity=Severity.MAJOR, reported_by=hansen,
            felt_before=4, felt_at=1,
        ),
        now=monday,
    )  # fmt: skip
    promise_answer(
        journal, number, monday + timedelta(hours=24), now=monday + timedelta(minutes=9), accepted=True
    )
    assert light_of(journal, client, monday + timedelta(hours=1)) is Light.RED

    # Feelings are left at the door; both sides are looked at; the journal shows what it knows.
    night = monday + timedelta(hours=5)
    save_feelings(journal, number, Feelings("Three evenings for nothing.", own_load=5, own_mood=2))
    save_words(
        journal, number, their_side="The figures are fine. I see waiting.", client_is_right=Verdict.YES,
        right_about="Weeks for two pictures is too long.", our_fault=Verdict.YES, never_agreed=True,
        expected="That small jobs are done within days. It was never said.",
    )  # fmt: skip
    first = add_argument(journal, number, ArgumentEntry("What do I pay you for?"))
    shown = facts(journal, incident(journal, number), now=wall(night))
    kinds = {fact.source.type for fact in shown}
    assert {"promise", "kpi_agreement", "time_entry"} <= kinds | {fact.kind.value for fact in shown}
    assert any("Swap two pictures" in fact.text and fact.is_chosen for fact in shown)
    wants = {want.what for want in wanting(journal, incident(journal, number))}
    assert wants == {Missing.WORDS, Missing.OBJECTIONS}
    change_argument(journal, first, ArgumentEntry("What do I pay you for?", evidence="9 h on rankings"))
    words = {
        "answer_heard": "You have waited weeks for two pictures.",
        "answer_happened": "I worked on the figures I had proposed myself.",
        "answer_doing": "The pictures are swapped today. Tuesday mornings are kept for your small jobs.",
        "answer_when": "From tomorrow.",
    }
    save_words(journal, number, **words)
    assert [mark for text in words.values() for mark in check(text, "en")] == []
    assert wanting(journal, incident(journal, number)) == ()

    # The answer leaves in time, and nothing private is in it.
    sent = monday + timedelta(hours=21, minutes=40)
    mark_sent(journal, number, now=wall(sent))
    told = answer_text(answer_page(journal, incident(journal, number), now=wall(sent)))
    assert "Tuesday mornings" in told
    assert "evenings for nothing" not in told
    assert incident(journal, number).answered_at < incident(journal, number).answer_due_at

    # What puts it right is agreed, promised and kept; what was never agreed is agreed now.
    save_remedy(
        journal,
        number,
        RemedyEntry("Swap the pictures", wall(sent).date(), 180),
        now=wall(sent),
    )
    agree_remedy(journal, number, confirmed_by=hansen, confirmed_on=wall(sent).date(), now=wall(sent))
    (promised,) = promises_of_incident(journal, number)
    done = sent + timedelta(hours=3)
    assert keep_promise(journal, promised.promise_id, now=wall(done)) is PromiseState.KEPT
    keep_promise(journal, late, now=wall(done))
    agree(
        journal, client,
        AgreementEntry(
            (
                LineEntry("Traffic", target=Decimal(2000), importance_client=2, importance_own=5,
                          importance_source=ImportanceSource.SAID),
                LineEntry("Small jobs", kind=LineKind.EXPECTATION, turnaround_days=Decimal(2),
                          importance_client=5, importance_own=4, importance_source=ImportanceSource.SAID),
            ),
            agreed_on=wall(done).date(), agreed_by=hansen, agreed_how=AgreedHow.CALL,
            change_reason="He judges by the small jobs", incident=number,
        ),
        today=wall(done).date(),
    )  # fmt: skip
    step(journal, number, S.RESOLVED, now=done, apology_given="For the weeks of waiting.")

    # Two weeks later the call is on the list; they are stronger than before.
    later = (wall(done) + timedelta(days=7)).replace(hour=9, minute=5)
    calls = {call.client_id: call for call in morning(journal, later).calls}
    assert client in calls
    log_contact(
        journal, client, ContactEntry(Kind.CALL, outcome=Outcome.REACHED, contact_ids=(hansen,)), now=later
    )
    one = incident(journal, number)
    assert one.state is S.FOLLOWED_UP
    step(
        journal, number, S.CLOSED, now=later, felt_after=5, outcome=IncidentOutcome.RECOVERED_STRONGER,
        good_that_came="The Tuesday slot, for every client.",
    )  # fmt: skip
    assert light_of(journal, client, later.astimezone(UTC) + timedelta(days=1)) is not Light.RED


def test_story_003_the_bed_without_slats_and_the_client_hit_again(journal):
    friday = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
    client = a_client(journal, "Berg", engagement_type=EngagementType.PROJECT, start_date=date(2025, 9, 1))
    berg = a_person(journal, client, "Kari Berg")
    a_call(journal, client, wall(friday) - timedelta(days=2))
    first = record_incident(
        journal, client,
        HeardEntry("The bed came without slats. Who buys a bed without slats?", title="The bed without slats",
                   kind=IncidentKind.MISSING_PART, reported_by=berg, felt_before=5, felt_at=2),
        now=friday,
    )  # fmt: skip
    # It was nobody's lie: one thought it was clear, the other thought it was included.
    step(
        journal,
        first,
        S.RESOLVED,
        now=friday + timedelta(hours=6),
        remedy="Slats the same day",
        our_fault=Verdict.PARTLY,
    )
    add_cause(
        journal, first, CauseEntry(CauseKind.EXPECTATION_GAP, whose=Whose.OURS, evidence="Nobody asked")
    )
    assert needs_question(journal, first)
    ask_from_now_on(journal, incident(journal, first), "Are the slats included?", origin="Berg, March")
    assert questions_for(journal, EngagementType.PROJECT)[0].text == "Are the slats included?"

    # The same client is hit again: the appointment was forgotten. Both stories are read before the next word.
    assert repeat(journal, client, friday.date()) is None
    monday = friday + timedelta(days=3)
    again = record_incident(
        journal, client, HeardEntry("You said nine.", kind=IncidentKind.FORGOTTEN_APPOINTMENT), now=monday
    )
    found = repeat(journal, client, monday.date())
    assert [story.name for story in found.stories] == ["You said nine.", "The bed without slats"]
    assert "S5" in {signal.id.value for signal in judged(journal, wall(monday))[client].assessment.reasons}

    # An honest apology for the real mistake; no pointing back, no grovelling, no story about the calendar.
    save_words(journal, again, our_fault=Verdict.YES, apology_given="That I was not there at nine.")
    assert check("You should have reminded me.", "en")
    assert check("I am so terribly, terribly sorry, please forgive me, I am ashamed.", "en")
    assert check("I am sorry that I was not there at nine. I come today at two.", "en") == ()
    step(journal, again, S.RESOLVED, now=monday + timedelta(hours=5))
    with pytest.raises(InvalidEntryError) as refused:
        step(journal, again, S.CLOSED, now=monday + timedelta(days=1), outcome=IncidentOutcome.RECOVERED)
    assert refused.value.field == "no_follow_up_reason"

    # Nobody calls for three weeks: the light says so, without any new complaint.
    assert "S8" in {
        signal.id.value
        for signal in judged(journal, wall(monday) + timedelta(days=22))[client].assessment.reasons
    }
    step(journal, again, S.FOLLOWED_UP, now=monday + timedelta(days=23))
    step(journal, again, S.CLOSED, now=monday + timedelta(days=23),
         outcome=IncidentOutcome.RECOVERED_STRONGER,
         good_that_came="Kari wrote a review about the Monday.")  # fmt: skip


def test_story_004_taken_hold_of_at_once_nothing_is_left_to_hope(journal):
    monday = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    client = a_client(journal, "Nordlys Hotell", start_date=date(2024, 1, 8))
    neighbour = a_client(journal, "Solvik Spa", start_date=date(2024, 1, 8))
    hotel, spa = a_person(journal, client, "Anne Dahl"), a_person(journal, neighbour, "Per Moe")
    a_call(journal, client, wall(monday) - timedelta(days=2))
    a_call(journal, neighbour, wall(monday) - timedelta(days=6))
    with journal.change("They know each other") as change:
        change.insert(ContactLink, contact_a=hotel, contact_b=spa)
    number = record_incident(
        journal,
        client,
        HeardEntry("The booking page was down.", severity=Severity.MODERATE),
        now=monday,
    )

    # One unhappy client tells ten; the neighbour who knows them is called before the story grows.
    found = reach(journal, monday.date())
    assert reach_words(len(found.unhappy), found.listeners, found.known) == (
        "1 unhappy: if each tells 10, about 10 may hear. 1 of your own clients knows them."
    )
    listed = morning(journal, wall(monday) + timedelta(minutes=65))
    reasons = {
        call.client_id: " ".join(why.text for why in call.reasons)
        for call in (*listed.calls, *listed.waiting)
    }
    assert "Per Moe knows Anne Dahl" in reasons[neighbour]

    # One's own account is written while it is fresh, and locked; what is learnt later says so.
    write_account(
        journal, number, "Down from Friday 22:10.", now=monday + timedelta(hours=1), source="the host's log"
    )
    lock_account(journal, number, now=monday + timedelta(hours=1))
    write_account(
        journal, number, "It began at 21:40.", now=monday + timedelta(days=2), source="a second log"
    )
    assert [row.is_later for row in account(journal, number)] == [False, True]

    # Nothing is decided for over a week: the light turns red by itself, and says since when nobody decided.
    promise_answer(journal, number, monday + timedelta(hours=20), now=monday + timedelta(minutes=20))
    step(journal, number, S.ANSWERED, now=monday + timedelta(hours=4))
    assert light_of(journal, client, monday + timedelta(hours=5)) is Light.AMBER
    assert light_of(journal, client, monday + timedelta(days=9)) is Light.RED

    # A promise made in a complaint weighs at once when it is late.
    promised = a_promise(journal, client, "Move to another host", made_on=date(2026, 3, 9))
    with journal.change("It belongs to the complaint") as change:
        change.update(Promise, promised, incident=number, due_at=datetime(2026, 3, 17, 23, 59))
    step(journal, number, S.REMEDY_AGREED, now=monday + timedelta(days=9, hours=1), remedy="Another host")
    assert light_of(journal, client, monday + timedelta(days=9, hours=2)) is Light.RED
