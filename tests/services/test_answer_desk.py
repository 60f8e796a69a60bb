"""What the journal shows about a complaint by itself: each with day and source, what bears on it first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.answer_desk import (
    ABOUT,
    Bearing,
    DeskFact,
    FactKind,
    bearing,
    choices,
    in_order,
    words_of,
)
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.expectations import ItemState
from retention_journal.core.incidents import IncidentKind, IncidentState
from retention_journal.core.kpis import AgreedHow, LineKind
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.promises import PromiseState
from retention_journal.services.answer_desk import (
    as_it_stands,
    choose,
    facts,
    language_of,
    person_of,
    requests,
)
from retention_journal.services.expectations import add_line
from retention_journal.services.hours import HoursEntry, log_hours
from retention_journal.services.incident_answer import mark_sent
from retention_journal.services.incidents import incident, save_words
from retention_journal.services.kpis import agree
from retention_journal.services.promises import keep_promise
from retention_journal.storage.tables import Promise
from tests.builders import a_call, a_client, a_person, a_promise, an_incident

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
CAME = datetime(2026, 10, 13, 13, 20, tzinfo=UTC)  # a Tuesday
WORDS = "Vi ventet elleve dager på å få byttet to bilder."
F = FactKind


@pytest.fixture
def client(journal):
    return a_client(journal, "Byggmester Rognan", language="nb")


@pytest.fixture
def complaint(journal, client):
    return an_incident(
        journal, client, received_at=CAME, kind=IncidentKind.SLOW_RESPONSE, title="", client_words=WORDS
    )


def shown(journal, number, now=NOW, **asked):
    return facts(journal, incident(journal, number), now=now, **asked)


def of(found, kind):
    return [fact for fact in found if fact.kind is kind]


def images(journal, client, **values):
    kept = {"made_on": date(2026, 10, 2), "due_at": datetime(2026, 10, 12, 23, 59)} | values
    return a_promise(journal, client, "To bilder på Referanser", is_small_request=True, **kept)


def an_agreement(journal, client, *lines, on=date(2026, 3, 2)):
    entry = AgreementEntry(
        lines, agreed_on=on, agreed_by=a_person(journal, client, "Tor Rognan"), agreed_how=AgreedHow.CALL
    )
    return agree(journal, client, entry, today=on)


def test_a_promise_tells_its_days_its_reminders_and_where_it_stands(journal, client, complaint):
    number = images(journal, client)
    for day, outcome in ((7, Outcome.REPLIED), (10, Outcome.NO_REPLY_YET)):
        a_call(
            journal, client, datetime(2026, 10, day, 8), kind=Kind.EMAIL, direction=Direction.INBOUND,
            outcome=outcome, client_words="Hvordan går det med bildene?",
        )  # fmt: skip
    (fact,) = of(shown(journal, complaint), F.PROMISE)
    assert fact.text == "To bilder på Referanser: asked 2 October, promised 12 October, not done"
    assert fact.detail == "2 reminders, 7 and 10 October. 1 was answered."
    assert (fact.source, fact.day) == (RecordRef("promise", number), date(2026, 10, 2))
    assert (fact.bearing, fact.shared, fact.is_chosen) == (Bearing.WORDS, "bilder", True)


def test_a_kept_promise_tells_how_long_it_took_against_what_was_agreed(journal, client, complaint):
    line = LineEntry("Små endringer", turnaround_days=Decimal(2), kind=LineKind.EXPECTATION)
    an_agreement(journal, client, line)
    number = images(journal, client, made_on=date(2026, 9, 21), due_at=None)
    keep_promise(journal, number, now=datetime(2026, 9, 30, 12))
    (fact,) = of(shown(journal, complaint), F.PROMISE)
    assert fact.text == "To bilder på Referanser: asked 21 September, done 30 September"
    assert fact.detail == "It took 7 working days. Agreed: within 2 working days."


def test_promises_kept_long_before_or_made_afterwards_are_not_gathered(journal, client, complaint):
    images(
        journal, client, made_on=date(2026, 6, 1), due_at=None, state=PromiseState.KEPT,
        delivered_at=datetime(2026, 7, 1, 9),
    )  # fmt: skip
    images(journal, client, made_on=date(2026, 10, 14), due_at=None)
    assert of(shown(journal, complaint), F.PROMISE) == []


def test_small_requests_are_told_together_once_there_are_four(journal, client, complaint):
    taken = {date(2026, 9, 1): 2, date(2026, 9, 7): 8, date(2026, 9, 14): 9}
    for day, till in taken.items():
        images(
            journal, client, made_on=day, due_at=None, state=PromiseState.KEPT,
            delivered_at=datetime(2026, 9, day.day + till - 1, 12),
        )  # fmt: skip
    assert of(shown(journal, complaint), F.REQUESTS) == []
    images(journal, client, due_at=None)
    (fact,) = of(shown(journal, complaint), F.REQUESTS)
    assert fact.text == "4 small requests since September. Half took 6 working days or more."
    assert fact.detail == "Fastest 1 working day, slowest 8 working days."
    bars = requests(journal, incident(journal, complaint), now=NOW)
    assert [(one.working_days, one.is_done) for one in bars] == [(1, True), (5, True), (6, True), (8, False)]


def test_the_agreement_of_the_day_is_shown_not_that_of_today(journal, client, complaint):
    an_agreement(journal, client, LineEntry("Henvendelser", target=Decimal(12)), on=date(2026, 3, 2))
    an_agreement(journal, client, LineEntry("Besøk", target=Decimal(90)), on=date(2026, 10, 14))
    first, second = of(shown(journal, complaint), F.AGREEMENT)
    assert (first.text, first.detail) == ("What we agreed on 2 March", "Henvendelser, 12 a month or more")
    assert second.text == "How long small things may take was never agreed"
    assert first.source.type == second.source.type == "kpi_agreement"


def test_that_nothing_was_agreed_is_a_fact_too(journal, client, complaint):
    (fact,) = of(shown(journal, complaint), F.AGREEMENT)
    assert (fact.text, fact.source) == (
        "Nothing was agreed in writing on 13 October",
        RecordRef("client", client),
    )


def test_what_was_not_included_bears_on_it_where_the_words_meet(journal, client, complaint):
    for text in ("Bildebehandling", "Arbeid i helger"):
        add_line(journal, client, text, state=ItemState.NOT_INCLUDED, confirmed_on=date(2026, 3, 2))
    near, far = of(shown(journal, complaint), F.SCOPE)
    assert (near.text, near.is_chosen) == ("Not included: Bildebehandling", True)
    assert (far.text, far.bearing, far.is_chosen) == (
        "Not included: Arbeid i helger",
        Bearing.NONE,
        False,
    )
    assert near.detail == "Said on 2 March."


def test_contacts_tell_the_last_talk_and_what_got_no_answer(journal, client, complaint):
    a_call(journal, client, datetime(2026, 10, 6, 9))
    a_call(
        journal, client, datetime(2026, 10, 10, 9), kind=Kind.EMAIL, direction=Direction.INBOUND,
        outcome=Outcome.NO_REPLY_YET, client_words="Er dere der?",
    )  # fmt: skip
    a_call(journal, client, datetime(2026, 10, 9, 9), kind=Kind.NOTE, summary="Grumpy about bilder")
    found = of(shown(journal, complaint), F.CONTACTS)
    assert {fact.text for fact in found} == {
        "Last talk on 6 October",
        "The e-mail of 10 October got no answer",
    }
    assert [fact.detail for fact in found if fact.key.startswith("unanswered")] == ["“Er dere der?”"]


def test_hours_stand_against_those_agreed_with_what_they_went_to(journal, client, complaint):
    for day, minutes, task in ((3, 600, "Kampanje"), (9, 270, "Bilder")):
        entry = HoursEntry(date(2026, 9, day), minutes, task=task)
        log_hours(journal, client, entry, today=date(2026, 9, 30))
    found = shown(journal, complaint)
    assert [fact.text for fact in of(found, F.HOURS)] == ["14.5 hours used in September"]
    (tasks,) = of(found, F.TASKS)
    assert tasks.text == "Where the hours went since September: Kampanje 10\u00a0h, Bilder 4.5\u00a0h"


def test_hours_are_written_as_the_asked_language_writes_them(journal, client, complaint):
    log_hours(journal, client, HoursEntry(date(2026, 9, 3), 90), today=date(2026, 9, 30))
    (fact,) = of(shown(journal, complaint, language="nb"), F.HOURS)
    assert "1,5" in fact.text


def test_earlier_trouble_is_told_and_what_was_withdrawn_is_not(journal, client, complaint):
    number = an_incident(
        journal, client, received_at=datetime(2026, 5, 4, 9, tzinfo=UTC), title="Gammel meny",
        state=IncidentState.CLOSED, resolved_at=datetime(2026, 5, 6, 9, tzinfo=UTC),
    )  # fmt: skip
    an_incident(
        journal, client, received_at=datetime(2026, 6, 4, 9, tzinfo=UTC), state=IncidentState.WITHDRAWN
    )
    (fact,) = of(shown(journal, complaint), F.EARLIER)
    assert fact.text == "Something went wrong before, on 4 May: Gammel meny"
    assert (fact.detail, fact.source) == ("Put right on 6 May.", RecordRef("incident", number))


@pytest.mark.parametrize(
    ("language", "days"), [("en", "2 October"), ("nb", "2. oktober"), ("sv", "2 oktober")]
)
def test_facts_are_told_in_the_language_that_is_asked_for(journal, client, complaint, language, days):
    images(journal, client)
    (fact,) = of(shown(journal, complaint, language=language), F.PROMISE)
    assert days in fact.text


def test_a_tick_is_kept_by_its_key_and_can_be_taken_away(journal, client, complaint):
    number = images(journal, client)
    assert choose(journal, complaint, f"promise:{number}", False)
    assert not choose(journal, complaint, f"promise:{number}", False)
    (fact,) = of(shown(journal, complaint), F.PROMISE)
    assert not fact.is_chosen
    assert journal.undo() == "Write about a complaint"
    assert of(shown(journal, complaint), F.PROMISE)[0].is_chosen


def test_once_sent_the_facts_in_it_stay_as_they_stood(journal, client, complaint):
    number = images(journal, client)
    mark_sent(journal, complaint, now=NOW)
    before = as_it_stands(journal, incident(journal, complaint), now=NOW)
    with journal.change("Reword") as change:
        change.update(Promise, number, text="Something else altogether")
    kept = next(one for one in before if one["key"] == f"promise:{number}")
    (fact,) = of(shown(journal, complaint), F.PROMISE)
    assert kept["text"] == fact.text
    assert "To bilder på Referanser" in fact.text
    with journal.change("Trash") as change:
        change.trash(Promise, number, at=datetime(2026, 10, 15))
    assert fact.text in [one.text for one in shown(journal, complaint) if one.is_chosen]


def test_a_choice_that_makes_no_sense_is_read_as_none(journal, complaint):
    save_words(
        journal, complaint, facts_chosen=["promise:1", {"no": "key"}, {"key": "a", "text": "As it was"}]
    )
    found = shown(journal, complaint)
    assert [fact.text for fact in found if fact.key == "a"] == ["As it was"]
    assert list(choices(incident(journal, complaint).facts_chosen)) == ["a"]


def test_they_are_called_by_the_name_of_whoever_said_so(journal, client, complaint):
    assert person_of(journal, incident(journal, complaint), now=NOW) == "Byggmester Rognan"
    a_person(journal, client, "Gunn Rognan")
    assert person_of(journal, incident(journal, complaint), now=NOW) == "Gunn"
    tor = a_person(journal, client, "Tor Rognan", is_primary=False)
    number = an_incident(journal, client, received_at=CAME, reported_by=tor)
    assert person_of(journal, incident(journal, number), now=NOW) == "Tor"
    assert language_of(journal, client) == "nb"


def test_every_kind_of_complaint_says_what_it_is_about():
    assert set(ABOUT) == set(IncidentKind)


def test_words_in_their_forms_are_the_same_and_common_ones_are_none():
    assert set(words_of("Bildene, bilder og bilde")) == {"bilde"}
    assert words_of("Vi ventet elleve dager på å få") == {}


TEXTS = st.text(alphabet="abcdefghij åøæ", max_size=40)


@given(st.lists(st.tuples(st.sampled_from(FactKind), TEXTS, st.booleans()), max_size=12), TEXTS)
def test_what_bears_on_it_always_stands_before_what_does_not(made, said):
    found = []
    for place, (kind, text, matters) in enumerate(made):
        fact = DeskFact(str(place), kind, text, "", date(2026, 1, 1), RecordRef("promise", 1), matters)
        why, shared = bearing(fact, IncidentKind.SLOW_RESPONSE, words_of(said))
        assert bool(shared) == (why is Bearing.WORDS)
        found.append(DeskFact(**{**vars(fact), "bearing": why, "shared": shared}))
    ordered = in_order(found)
    assert sorted(fact.key for fact in ordered) == sorted(fact.key for fact in found)
    assert [fact.bears for fact in ordered] == sorted((fact.bears for fact in ordered), reverse=True)
