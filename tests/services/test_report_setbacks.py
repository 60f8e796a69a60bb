"""What a report tells of complaints: offered from what the client knows, chosen, with its steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from retention_journal.core.contacts import Kind
from retention_journal.core.incidents import IncidentKind, IncidentState
from retention_journal.core.periods import month_of
from retention_journal.core.report import Setback
from retention_journal.i18n import texts_in
from retention_journal.services.incident_steps import promise_answer, step
from retention_journal.services.incidents import save_words
from retention_journal.services.kept_reports import save_content
from retention_journal.services.report_content import ChosenSetback, ReportContent
from retention_journal.services.report_setbacks import offered, setbacks, to_choose
from retention_journal.services.report_steps import Happened, steps, took
from retention_journal.services.status import status_report
from retention_journal.storage.tables import Incident, key_of
from tests.builders import a_client, a_person, an_incident

SEPTEMBER, OCTOBER = month_of(date(2025, 9, 1)), month_of(date(2025, 10, 1))
TODAY = date(2025, 10, 14)
TOLD = datetime(2025, 9, 2, 9, 0, tzinfo=UTC)
WORDS = "I wait a week for a phone number to be changed."
S = IncidentState


@pytest.fixture
def client(journal):
    return a_client(journal, "Harbour & Hale Surveyors", language="en")


@pytest.fixture
def tom(journal, client):
    return a_person(journal, client, "Tom Hale")


@pytest.fixture
def complaint(journal, client, tom):
    return an_incident(journal, client, received_at=TOLD, client_words=WORDS, reported_by=tom)


def put_right(journal, number):
    """Answer a complaint after 21 hours 40 minutes, and put it right on 22 September."""
    promise_answer(journal, number, TOLD + timedelta(hours=24), now=TOLD + timedelta(minutes=5))
    save_words(
        journal, number, answer_heard="You had to ask twice.", answer_happened="Small changes had no day.",
        got_wrong="I watched other numbers.", answer_doing="Tuesdays are yours.",
        remedy="Three hours credited.", apology_given="For the wait.",
        process_change="Small changes are timed.", process_gap="No day of their own.",
    )  # fmt: skip
    step(journal, number, S.ANSWERED, now=TOLD + timedelta(hours=21, minutes=40))
    put = datetime(2025, 9, 22, 9, tzinfo=UTC)
    step(journal, number, S.RESOLVED, now=put, follow_up_on=date(2025, 10, 16))


def told(journal, client, period=SEPTEMBER, chosen=None, today=TODAY):
    return setbacks(journal, client, period, today, "en", chosen)


def test_a_complaint_is_told_with_the_words_the_answer_and_every_step(journal, client, complaint):
    put_right(journal, complaint)
    (one,) = told(journal, client)
    assert (one.quote, one.who, one.said_on) == (WORDS, "Tom Hale", date(2025, 9, 2))
    assert one.fact == "Small changes had no day."
    assert one.consequence == "You had to ask twice."
    assert one.did == "Tuesdays are yours."
    assert one.changed == "Small changes are timed."
    assert one.apology == "I watched other numbers. I am sorry for that."
    assert [(s.on.isoformat(), s.title, s.text, s.is_to_come) for s in one.steps] == [
        ("2025-09-02", "You told me", "By phone. I promised a thorough answer within 24 hours.", False),
        ("2025-09-03", "The answer", "After 21 hours 40 minutes.", False),
        ("2025-09-22", "Put right", "Three hours credited.", False),
        ("2025-10-16", "Follow-up call", "Is it better now? If not, I want to hear it.", True),
    ]


def test_of_a_complaint_without_an_answer_only_the_client_s_words_and_the_promise_are_told(
    journal, client, complaint
):
    save_words(journal, complaint, answer_happened="A draft.", got_wrong="A draft.", apology_given="A draft.")
    promise_answer(journal, complaint, datetime(2025, 9, 4, 12, tzinfo=UTC), now=TOLD)
    (one,) = told(journal, client, today=date(2025, 9, 3))
    assert (one.quote, one.fact, one.apology, one.did) == (WORDS, "", "", "")
    assert [(s.title, s.is_to_come) for s in one.steps] == [("You told me", False), ("The answer", True)]


def test_a_broken_promise_of_an_answer_is_not_told_as_one_to_come(journal, client, complaint):
    promise_answer(journal, complaint, TOLD + timedelta(hours=24), now=TOLD)
    (one,) = told(journal, client)
    assert [s.title for s in one.steps] == ["You told me"]


@pytest.mark.parametrize(
    ("received", "resolved", "period", "is_offered"),
    [
        ((2025, 9, 2), None, SEPTEMBER, True),
        ((2025, 8, 2), None, SEPTEMBER, True),
        ((2025, 8, 2), (2025, 9, 1), SEPTEMBER, True),
        ((2025, 8, 2), (2025, 8, 30), SEPTEMBER, False),
        ((2025, 10, 2), None, SEPTEMBER, False),
        ((2025, 10, 20), None, OCTOBER, False),  # not known yet on the day of the report
    ],
)
def test_what_came_in_or_was_open_in_the_period_is_offered(
    journal, client, received, resolved, period, is_offered
):
    moment = datetime(*received, 12, tzinfo=UTC)
    an_incident(
        journal, client, received_at=moment, resolved_at=resolved and datetime(*resolved, 12, tzinfo=UTC)
    )
    assert bool(offered(journal, client, period, TODAY, "en")) is is_offered


def test_what_the_client_took_back_or_is_in_the_trash_is_not_told_though_it_was_chosen(
    journal, client, complaint
):
    chosen = offered(journal, client, SEPTEMBER, TODAY, "en")
    step(journal, complaint, S.WITHDRAWN, now=TOLD + timedelta(days=1), reason="A mistake of theirs")
    assert offered(journal, client, SEPTEMBER, TODAY, "en") == []
    assert told(journal, client, chosen=[replace(chosen[0], fact="Chosen")]) == ()
    journal.undo()
    assert len(told(journal, client, chosen=chosen)) == 1
    with journal.change("Trash") as change:
        change.trash(Incident, complaint, at=datetime(2025, 10, 1, 9))
    assert told(journal, client, chosen=chosen) == ()


def test_a_complaint_of_another_client_is_never_told(journal, client, complaint):
    other = a_client(journal, "Lunde Bakeri")
    (one,) = offered(journal, client, SEPTEMBER, TODAY, "en")
    assert told(journal, other) == ()
    assert told(journal, other, chosen=[replace(one, fact="Elsewhere")]) == ()


def test_what_one_noticed_oneself_is_offered_and_told_only_once_the_client_knows(journal, client):
    number = an_incident(journal, client, received_at=TOLD, is_complaint=False)
    assert [one.is_told for one in offered(journal, client, SEPTEMBER, TODAY, "en")] == [False]
    assert told(journal, client) == ()
    step(journal, number, S.ANSWERED, now=TOLD + timedelta(hours=1))
    assert [one.is_told for one in offered(journal, client, SEPTEMBER, TODAY, "en")] == [True]
    assert [s.title for s in told(journal, client)[0].steps] == ["I saw it", "The answer"]


def test_texts_are_those_chosen_and_steps_those_of_the_journal(journal, client, complaint):
    (one,) = offered(journal, client, SEPTEMBER, TODAY, "en")
    chosen = replace(one, fact="A week.", with_words=False)
    put_right(journal, complaint)
    (kept,) = told(journal, client, chosen=[chosen])
    assert (kept.fact, kept.quote, kept.apology, len(kept.steps)) == ("A week.", "", "", 4)
    assert told(journal, client, chosen=[replace(chosen, is_told=False)]) == ()
    free = ChosenSetback(fact="The host was down.")
    assert told(journal, client, chosen=[free, ChosenSetback()]) == (Setback("The host was down."),)


def test_what_has_come_since_something_was_chosen_is_offered_and_not_told(journal, client, complaint):
    offers = offered(journal, client, SEPTEMBER, TODAY, "en")
    assert to_choose(None, offers) == offers
    chosen = [replace(offers[0], fact="Chosen")]
    an_incident(journal, client, received_at=TOLD + timedelta(days=2))
    both = to_choose(chosen, offered(journal, client, SEPTEMBER, TODAY, "en"))
    assert [(one.fact, one.is_told) for one in both] == [("Chosen", True), ("", False)]


def test_one_that_came_again_says_so_and_counts_the_answer_from_then(journal, client, complaint):
    put_right(journal, complaint)
    again = datetime(2025, 9, 25, 9, tzinfo=UTC)
    step(journal, complaint, S.REOPENED, now=again, reason="Late again")
    step(journal, complaint, S.ANSWERED, now=again + timedelta(hours=2))
    (one,) = told(journal, client)
    assert [(s.title, s.text) for s in one.steps] == [
        ("You told me", "By phone."),
        ("It was not over", "I took it up again."),
        ("The answer", "After 2 hours."),
    ]


def test_the_report_has_it_as_it_was_kept(journal, client, complaint):
    (one,) = offered(journal, client, SEPTEMBER, TODAY, "en")
    save_content(journal, client, SEPTEMBER, ReportContent(setbacks=(replace(one, fact="Kept."),)))
    report = status_report(journal, client, SEPTEMBER, today=TODAY)
    assert [(s.fact, s.quote) for s in report.setbacks] == [("Kept.", WORDS)]
    save_content(journal, client, SEPTEMBER, ReportContent(setbacks=()))
    assert status_report(journal, client, SEPTEMBER, today=TODAY).setbacks == ()


@pytest.mark.parametrize("channel", list(Kind))
def test_a_complaint_can_have_come_in_any_way(channel):
    (only,) = steps(Happened(True, TOLD, channel), TODAY, "en")
    assert only.title == "You told me"


def test_a_promise_for_an_odd_hour_is_told_by_its_day():
    one = Happened(True, TOLD, Kind.EMAIL, answer_due_at=TOLD + timedelta(hours=31))
    assert steps(one, TODAY, "en")[0].text == "By e-mail. I promised a thorough answer by 3 September."


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=21, minutes=40, seconds=59), "21 hours 40 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(0), "0 minutes"),
        (timedelta(hours=-3), "0 minutes"),
        (timedelta(days=3, hours=7), "3 days"),
    ],
)
def test_how_long_it_took_is_said_in_whole_words(span, words):
    assert took(span, texts_in("en")) == words


def test_a_call_that_was_made_or_is_not_wanted_is_not_to_come(journal, client, complaint):
    put_right(journal, complaint)
    called = datetime(2025, 10, 13, 9, tzinfo=UTC)
    step(journal, complaint, S.FOLLOWED_UP, now=called)
    (one,) = told(journal, client)
    assert (one.steps[-1].on, one.steps[-1].is_to_come) == (date(2025, 10, 13), False)
    with journal.change("As if nobody had called") as change:
        change.update_where(Incident, key_of(Incident) == complaint, followed_up_at=None)
    (one,) = told(journal, client, today=date(2025, 10, 17))
    assert one.steps[-1].title == "Put right"


@pytest.mark.parametrize(
    ("kind", "is_complaint", "told_on"),
    [
        (IncidentKind.SLOW_RESPONSE, True, date(2025, 9, 2)),
        (IncidentKind.MISSED_DEADLINE, True, date(2025, 9, 2)),
        (IncidentKind.PRIORITY_DISPUTE, True, date(2025, 9, 2)),
        (IncidentKind.TONE, True, None),
        (IncidentKind.MISSED_DEADLINE, False, None),
    ],
)
def test_only_what_they_said_of_waiting_has_a_day_in_the_chart_of_requests(
    journal, client, kind, is_complaint, told_on
):
    an_incident(journal, client, received_at=TOLD, kind=kind, is_complaint=is_complaint, client_words=WORDS)
    chosen = [replace(one, is_told=True) for one in offered(journal, client, SEPTEMBER, TODAY, "en")]
    (one,) = told(journal, client, chosen=chosen)
    assert one.waiting_told_on == told_on
