"""The list after a complaint: it is owed, its call is due, neighbours rise, what was mended is told."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from retention_journal.core.contacts import Outcome
from retention_journal.core.incidents import IncidentKind, IncidentOutcome, IncidentState
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Level
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.moments import instant
from retention_journal.services import links
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.incident_steps import step
from retention_journal.services.morning import morning
from tests.builders import TODAY, a_call, a_client, a_person, a_promise, an_incident

NINE = datetime.combine(TODAY, time(9))  # a Tuesday
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
S = IncidentState


def at(days=0, hours=0):
    """A moment so long before nine, that has a zone."""
    return instant(NINE - days * DAY - hours * HOUR)


def a_client_talked_to(journal, name, days):
    client = a_client(journal, name)
    a_call(journal, client, NINE - days * DAY)
    return client


def call_of(journal, client, now=NINE):
    seen = morning(journal, now)
    return next((one for one in (*seen.calls, *seen.waiting) if one.client_id == client), None)


def why(journal, client, now=NINE):
    call = call_of(journal, client, now)
    return [] if call is None else [reason.text for reason in call.reasons]


def test_an_open_complaint_is_owed_though_you_talked_yesterday(journal):
    ada = a_client_talked_to(journal, "Ada", 1)
    number = an_incident(journal, ada, received_at=at(hours=20))
    call = call_of(journal, ada)
    assert (call.lane, call.reasons[0].text) == (
        Lane.YOU_OWE,
        "The complaint of 9 March is open and on schedule.",
    )
    assert call.reasons[0].record == RecordRef("incident", number)


def test_complaints_stand_by_what_is_nearest_or_most_overdue(journal):
    waits = {
        "decide in a week": {"received_at": at(hours=1), "acknowledged_at": at(hours=1)},
        "acknowledge tonight": {"received_at": at(hours=12)},
        "answer at ten": {"received_at": at(hours=20), "answer_due_at": at(hours=-1)},
        "acknowledge was due": {"received_at": at(2)},
        "only to be mended": {"received_at": at(30), "acknowledged_at": at(30), "decided_at": at(20)},
    }
    names = {}
    for name, steps in waits.items():
        client = a_client_talked_to(journal, name, 1)
        names[client] = name
        an_incident(journal, client, **steps)
    seen = morning(journal, NINE)
    assert [names[call.client_id] for call in (*seen.calls, *seen.offered, *seen.waiting)] == [
        "acknowledge was due", "answer at ten", "acknowledge tonight", "only to be mended",
        "decide in a week",
    ]  # fmt: skip


def test_of_two_complaints_the_nearest_end_counts(journal):
    both, between = a_client_talked_to(journal, "Both", 1), a_client_talked_to(journal, "Between", 1)
    an_incident(journal, both, received_at=at(hours=20), acknowledged_at=at(hours=20), answer_due_at=at(-3))
    an_incident(journal, both, received_at=at(hours=20), answer_due_at=at(hours=-1))
    an_incident(journal, between, received_at=at(hours=20), answer_due_at=at(hours=-2))
    assert [call.client_id for call in morning(journal, NINE).calls] == [both, between]


def test_who_waits_longest_for_the_call_afterwards_stands_first(journal):
    waits = {a_client_talked_to(journal, f"{days} days", 40): days for days in (9, 30, 15)}
    for client, days in waits.items():
        an_incident(journal, client, received_at=at(35), state=S.RESOLVED, resolved_at=at(days))
    assert [waits[call.client_id] for call in morning(journal, NINE).calls] == [30, 15, 9]


@pytest.mark.parametrize(("hours", "level"), [(20, Level.AMBER), (25, Level.RED)])
def test_it_stands_there_as_the_light_sees_it(journal, hours, level):
    ada = a_client_talked_to(journal, "Ada", 1)
    an_incident(journal, ada, received_at=at(hours=hours))
    assert call_of(journal, ada).reasons[0].level is level


@pytest.mark.parametrize(
    ("in_days", "is_complaint", "told"),
    [
        (1, True, []),
        (0, True, ["The follow-up call about the complaint of 16 February is due today."]),
        (-1, True, ["The follow-up call about the complaint of 16 February was due 1 day ago."]),
        (-3, True, ["The follow-up call about the complaint of 16 February was due 3 days ago."]),
        (0, False, ["The follow-up call about what went wrong on 16 February is due today."]),
        (-2, False, ["The follow-up call about what went wrong on 16 February was due 2 days ago."]),
    ],
)  # fmt: skip
def test_the_call_set_for_after_it_is_owed_from_its_day_on(journal, in_days, is_complaint, told):
    ada = a_client_talked_to(journal, "Ada", 5)
    an_incident(journal, ada, received_at=at(22), state=S.RESOLVED, resolved_at=at(18),
                follow_up_on=TODAY + in_days * DAY, is_complaint=is_complaint)  # fmt: skip
    assert why(journal, ada) == told


def test_that_call_is_owed_until_they_are_reached_and_again_when_it_is_undone(journal):
    ada = a_client_talked_to(journal, "Ada", 20)
    an_incident(journal, ada, received_at=at(22), state=S.RESOLVED, resolved_at=at(18), follow_up_on=TODAY)
    due = "The follow-up call about the complaint of 16 February is due today."
    assert why(journal, ada)[:1] == [due]  # once, though the light wants it as well
    log_contact(journal, ada, ContactEntry(outcome=Outcome.LEFT_MESSAGE), now=NINE)
    assert due in why(journal, ada, NINE + DAY) or "was due 1 day ago" in why(journal, ada, NINE + DAY)[0]
    log_contact(journal, ada, ContactEntry(), now=NINE + HOUR)
    assert why(journal, ada, NINE + 2 * HOUR) == []
    journal.undo()
    assert why(journal, ada, NINE + 2 * HOUR)[:1] == [due]


def test_without_a_day_the_light_asks_for_the_call(journal):
    ada = a_client_talked_to(journal, "Ada", 20)
    an_incident(journal, ada, received_at=at(22), state=S.RESOLVED, resolved_at=at(18))
    call = call_of(journal, ada)
    assert call.lane is Lane.YOU_OWE
    told = "The complaint of 16 February was put right 18 days ago, and there was no call since."
    assert call.reasons[0].text == told


# -- those who know them -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "rises"),
    [
        ({}, True),
        ({"is_complaint": False}, False),
        ({"state": S.RESOLVED, "resolved_at": at(hours=3)}, False),
        ({"state": S.WITHDRAWN, "closed_at": at(hours=3)}, False),
        ({"outcome": IncidentOutcome.TOLERATED, "closed_at": at(2)}, True),
        ({"outcome": IncidentOutcome.UNRESOLVED, "closed_at": at(2)}, True),
        ({"outcome": IncidentOutcome.RECOVERED, "closed_at": at(2)}, False),
        ({"outcome": IncidentOutcome.TOLERATED, "closed_at": at(90), "received_at": at(99)}, True),
        ({"outcome": IncidentOutcome.TOLERATED, "closed_at": at(91), "received_at": at(99)}, False),
    ],
)
def test_who_knows_an_unhappy_client_rises(journal, columns, rises):
    angry, friend = a_client_talked_to(journal, "Angry", 1), a_client_talked_to(journal, "Friend", 100)
    links.link_persons(journal, a_person(journal, angry, "Ann"), a_person(journal, friend, "Finn"))
    if "outcome" in columns:
        columns = {
            "state": S.CLOSED,
            "resolved_at": columns["closed_at"],
            "no_follow_up_reason": "-",
            **columns,
        }
    an_incident(journal, angry, **{"received_at": at(3), "acknowledged_at": at(3), **columns})
    told = "Finn knows Ann at Angry, who is unhappy. Call before they hear of it."
    call = call_of(journal, friend)
    assert (told in [reason.text for reason in call.reasons]) is rises
    assert (call.lane is Lane.CHANGED) is rises


def test_until_you_talked_with_them_since(journal):
    angry, friend = a_client_talked_to(journal, "Angry", 1), a_client_talked_to(journal, "Friend", 2)
    links.link_persons(journal, a_person(journal, angry, "Ann"), a_person(journal, friend, "Finn"))
    number = an_incident(journal, angry, received_at=at(3), acknowledged_at=at(3))
    assert why(journal, friend) == []
    step(journal, number, S.RESOLVED, now=NINE - 2 * HOUR)
    step(journal, number, S.REOPENED, now=NINE - HOUR, reason="It broke again")
    assert why(journal, friend) == ["Finn knows Ann at Angry, who is unhappy. Call before they hear of it."]


def test_who_knows_a_client_whose_light_is_red_rises_whichever_of_the_two_was_named_first(journal):
    red, friend = a_client_talked_to(journal, "Red", 1), a_client_talked_to(journal, "Friend", 100)
    other = a_client_talked_to(journal, "Other", 100)
    ann = a_person(journal, red, "Ann")
    links.link_persons(journal, ann, a_person(journal, friend, "Finn"))
    links.link_persons(journal, a_person(journal, other, "Olga"), ann)
    a_promise(journal, red, made_on=TODAY - 40 * DAY, due_at=NINE - 30 * DAY)
    told = "{} knows Ann at Red, where something is wrong now. Call before they hear of it."
    assert told.format("Finn") in why(journal, friend)
    assert told.format("Olga") in why(journal, other)


@pytest.mark.parametrize(("left", "rises"), [(1, True), (0, False), (-9, False)])
@pytest.mark.parametrize("who", ["Ann", "Finn"])
def test_who_is_there_no_longer_tells_nobody(journal, who, left, rises):
    angry, friend = a_client_talked_to(journal, "Angry", 1), a_client_talked_to(journal, "Friend", 100)
    ends = {who: TODAY + left * DAY}
    ann = a_person(journal, angry, "Ann", valid_to=ends.get("Ann"))
    links.link_persons(journal, ann, a_person(journal, friend, "Finn", valid_to=ends.get("Finn")))
    an_incident(journal, angry, received_at=at(3), acknowledged_at=at(3))
    assert any("Ann" in one for one in why(journal, friend)) is rises


# -- what was mended -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mended", "talked", "told"),
    [
        (at(hours=2), NINE - 9 * DAY, ["“The list came late” was put right today."]),
        (at(3), NINE - 3 * DAY - HOUR, ["“The list came late” was put right 3 days ago."]),
        (at(3), NINE - 3 * DAY + HOUR, []),
        (at(7, 8), NINE - 9 * DAY, ["“The list came late” was put right 7 days ago."]),
        (at(-1), NINE - 9 * DAY, []),
    ],
)
def test_what_was_put_right_is_good_news_until_it_is_told(journal, mended, talked, told):
    ada = a_client(journal, "Ada")
    a_call(journal, ada, talked)
    an_incident(journal, ada, received_at=at(12), is_complaint=False, state=S.RESOLVED, resolved_at=mended)
    call = call_of(journal, ada)
    assert (
        [reason.text for reason in call.reasons if "put right" in reason.text] == told if call else not told
    )
    assert (call is not None and call.lane is Lane.GOOD_NEWS) is bool(told)


def test_news_is_told_by_its_title_or_their_words_or_its_kind(journal):
    ada = a_client_talked_to(journal, "Ada", 9)
    for title, words in (("The menu", "Wrong"), ("", "It is wrong on every single page"), ("", "")):
        an_incident(journal, ada, received_at=at(6), title=title, client_words=words, is_complaint=False,
                    kind=IncidentKind.TONE, state=S.RESOLVED, resolved_at=at(3))  # fmt: skip
    found = {text.split("”")[0].removeprefix("“") for text in why(journal, ada) if "put right" in text}
    assert found == {"The menu", "It is wrong on every single …", "How they were met"}
