from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from retention_journal import i18n
from retention_journal.core.clients import ReportRhythm, Status
from retention_journal.core.contacts import Answer, Outcome
from retention_journal.core.days_off import DayOffKind
from retention_journal.core.lessons import LessonState, ReportState
from retention_journal.core.losses import LossReason
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.won_lost import alarm_words
from retention_journal.services import contacts, promises, today
from retention_journal.services.contacts import ContactEntry
from retention_journal.services.light_history import keep_lights
from retention_journal.services.morning import keep_morning
from retention_journal.services.own_rules import NineOClock, add_days_off, set_nine_oclock
from retention_journal.storage.tables import Lesson, Loss, Report
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise

MOST_STATEMENTS = 60


def silent(journal, name, days, **values):
    client = a_client(journal, name, **values)
    a_call(journal, client, NOON - timedelta(days=days))
    return client


def view(journal, now=NOON, **values):
    return today.today_view(journal, now, **values)


def names(seen):
    return [call.facts.name for call in seen.calls]


def test_a_new_journal_has_nobody_to_call(journal):
    seen = view(journal)
    assert (seen.client_count, seen.is_untouched, seen.calls, seen.lesson) == (0, True, (), None)


def test_a_call_comes_with_the_person_and_what_is_known_of_them(journal):
    late = silent(journal, "Late", 40)
    a_person(journal, late, "Second", is_primary=False)
    a_person(journal, late, "Elsa Lie", facts="Prefers oat-milk coffee", call_window="08:00-11:00")
    [one] = view(journal).calls
    assert one.person is not None
    assert (one.facts.primary_contact, one.person.display_name) == ("Elsa Lie", "Elsa Lie")
    assert (one.person.facts, one.person.call_window) == ("Prefers oat-milk coffee", "08:00-11:00")


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        (date(2026, 3, 14), today.Rest.WEEKEND),
        (date(2026, 5, 14), today.Rest.HOLIDAY),  # Ascension Day
        (date(2026, 3, 11), today.Rest.OWN),
        (date(2026, 3, 10), None),
    ],
)
def test_a_day_off_says_which_kind_it_is(journal, day, rest):
    set_nine_oclock(journal, NineOClock(country="NO"))
    add_days_off(journal, date(2026, 3, 11), date(2026, 3, 12), DayOffKind.LEAVE)
    silent(journal, "Late", 90)
    seen = view(journal, datetime.combine(day, time(9)))
    assert seen.rest is rest
    assert bool(seen.calls) is (rest is None)


@pytest.mark.parametrize(
    ("tag", "day", "name"),
    [
        ("nb", date(2026, 5, 14), "Kristi himmelfartsdag"),
        ("sv", date(2026, 5, 14), "Kristi himmelfartsdag"),
        ("en", date(2026, 5, 14), "Ascension Day"),
        ("en", date(2026, 5, 15), ""),
        ("en", date(2026, 3, 11), ""),
        ("en", date(2026, 5, 16), ""),
    ],
)
def test_a_public_holiday_has_its_name_in_the_language_of_the_program(journal, tag, day, name):
    set_nine_oclock(journal, NineOClock(country="NO"))
    add_days_off(journal, date(2026, 3, 11), date(2026, 3, 12), DayOffKind.LEAVE)
    i18n.use(tag)
    try:
        assert view(journal, datetime.combine(day, time(9))).holiday == name
    finally:
        i18n.use("en")


def test_a_call_that_was_held_is_done_and_undo_puts_it_back(journal):
    late = silent(journal, "Late", 40)
    a_person(journal, late, "Elsa")
    entry = ContactEntry(duration_min=6, summary="All fine", all_ok=Answer.YES)
    contacts.log_contact(journal, late, entry, now=NOON)
    seen = view(journal)
    assert names(seen) == []
    [done] = seen.done
    assert (done.person, done.client_name, done.duration_min) == ("Elsa", "Late", 6)
    assert (done.summary, done.all_ok, done.occurred_at) == ("All fine", Answer.YES, NOON)
    journal.undo()
    assert names(view(journal)) == ["Late"]


def test_no_answer_keeps_the_client_on_the_list_behind_the_others(journal):
    silent(journal, "One", 50)
    silent(journal, "Other", 40)
    keep_morning(journal, NOON)
    first, second = (one.facts for one in view(journal).calls)
    contacts.log_contact(journal, first.client_id, ContactEntry(outcome=Outcome.NO_ANSWER), now=NOON)
    seen = view(journal)
    assert names(seen) == [second.name, first.name]
    assert seen.calls[1].tried_at == NOON


def test_those_who_wait_are_called_by_their_names_as_far_as_they_are_shown(journal):
    for n in range(12):
        silent(journal, f"Late {n:02}", 40)
    seen = view(journal)
    assert len(seen.morning.waiting) == 8
    assert len(seen.names) == today.MOST_NAMED


def test_fewer_won_than_lost_is_said_on_the_first_working_day_of_a_month_alone(journal):
    lost = [a_client(journal, f"Lost {n}", status=Status.LOST) for n in range(2)]
    a_client(journal, "Won", start_date=date(2026, 1, 5))
    with journal.change("Lose") as change:
        for client in lost:
            change.insert(Loss, client=client, notice_on=date(2026, 1, 5))
    alarm = view(journal, datetime(2026, 4, 1, 9)).alarm
    assert alarm is not None
    assert (alarm.won, alarm.lost) == (1, 2)
    assert alarm_words(alarm) == "1 won and 2 lost in the last 12 months. That may well be chance."
    assert view(journal, datetime(2026, 4, 2, 9)).alarm is None
    assert view(journal, datetime(2026, 3, 2, 9)).alarm is not None  # the first is a Sunday
    a_client(journal, "Won too", start_date=date(2026, 2, 5))
    assert view(journal, datetime(2026, 4, 1, 9)).alarm is None


def test_promised_holds_what_you_owe_the_most_urgent_first(journal):
    ada = a_client(journal)
    a_promise(journal, ada, "later")
    a_promise(journal, ada, "today", due_at=promises.end_of(TODAY))
    a_promise(journal, ada, "theirs", direction=PromiseDirection.THEIRS)
    assert [row.text for row in view(journal).promised] == ["today", "later"]


def test_the_report_of_the_last_month_is_due_until_it_was_sent(journal):
    ada = a_client(journal, "Ada")
    a_client(journal, "Quarterly", report_rhythm=ReportRhythm.QUARTERLY)
    a_client(journal, "No reports", report_rhythm=ReportRhythm.NONE)
    a_client(journal, "New this month", start_date=date(2026, 3, 2))
    a_client(journal, "Never in touch", start_date=None)
    due = view(journal).reports
    assert [(report.client_name, report.period.first, report.ship_by) for report in due] == [
        ("Quarterly", date(2025, 10, 1), date(2026, 1, 6)),
        ("Ada", date(2026, 2, 1), date(2026, 3, 6)),
    ]
    period = {"period_start": date(2026, 2, 1), "period_end": date(2026, 2, 28)}
    with journal.change("Draft") as change:
        draft = change.insert(Report, client=ada, number=1, state=ReportState.DRAFT, **period)
    assert [report.is_begun for report in view(journal).reports] == [False, True]
    with journal.change("Issue") as change:
        change.update(Report, draft, state=ReportState.ISSUED)
    assert [report.client_name for report in view(journal).reports] == ["Quarterly"]


def test_the_lesson_that_waited_longest_is_read_first(journal):
    brygga = a_client(journal, "Brygga", status=Status.LOST)
    with journal.change("Learn") as change:
        loss = change.insert(
            Loss, client=brygga, notice_on=date(2024, 3, 1), primary_reason=LossReason.CONTACT_LEFT
        )
        learnt = {"learnt_on": date(2024, 3, 1)}
        change.insert(Lesson, text="Later", next_review_on=TODAY + timedelta(days=1), **learnt)
        change.insert(Lesson, text="Due", next_review_on=TODAY, **learnt)
        change.insert(Lesson, text="Retired", next_review_on=TODAY, state=LessonState.RETIRED, **learnt)
        change.insert(Lesson, text="First", loss=loss, next_review_on=date(2026, 1, 1), **learnt)
    lesson = view(journal).lesson
    assert lesson is not None
    assert (lesson.text, lesson.client) == ("First", "Brygga")


@pytest.mark.parametrize("clients", [5, 30])
def test_the_page_asks_the_journal_a_fixed_number_of_times(journal, clients, monkeypatch):
    for n in range(clients):
        a_promise(journal, silent(journal, f"Client {n}", n), due_at=promises.end_of(TODAY))
    keep_lights(journal, NOON)  # as the window does when it opens
    asked = []
    tuples, sql = journal.tuples, journal.sql
    monkeypatch.setattr(journal, "tuples", lambda query: asked.append(query) or tuples(query))
    monkeypatch.setattr(journal, "sql", lambda *a: asked.append(a) or sql(*a))
    view(journal)
    assert len(asked) <= MOST_STATEMENTS
    asked.clear()
    view(journal)
    assert len(asked) <= MOST_STATEMENTS / 3  # what the list is made from is remembered
