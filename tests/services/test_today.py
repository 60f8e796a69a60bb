from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.clients import ReportRhythm, Status
from retention_journal.core.contacts import Answer, Outcome
from retention_journal.core.lessons import LessonState, ReportState
from retention_journal.core.losses import LossReason
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.shapes import Shape
from retention_journal.services import contacts, promises, today
from retention_journal.services.contacts import ContactEntry
from retention_journal.storage.tables import Client, Lesson, Loss, Report
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise


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


def test_the_longest_beyond_the_rhythm_comes_first_and_the_never_contacted_after(journal):
    silent(journal, "Ten beyond", 24)
    a_client(journal, "Never")
    silent(journal, "Twenty beyond", 34)
    silent(journal, "In rhythm", 3)
    assert names(view(journal)) == ["Twenty beyond", "Ten beyond", "Never"]


def test_four_is_the_most_and_one_place_is_kept_for_a_steady_client(journal):
    for n in range(5):
        silent(journal, f"Late {n}", 40 + n)
    silent(journal, "Steady", 13)
    assert names(view(journal)) == ["Late 4", "Late 3", "Late 2", "Steady"]
    assert view(journal).calls[3].reasons[0].shape is Shape.STEADY


def test_paused_and_lost_clients_are_left_in_peace(journal):
    silent(journal, "Paused", 60, status=Status.PAUSED)
    silent(journal, "Lost", 60, status=Status.LOST)
    silent(journal, "Hoped for", 60, status=Status.PROSPECT)
    assert names(view(journal)) == []


def test_nobody_is_called_at_the_weekend(journal):
    silent(journal, "Late", 40)
    seen = view(journal, datetime(2026, 3, 14, 9))
    assert (seen.is_working_day, seen.calls) == (False, ())


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


def test_done_calls_take_their_places_on_the_list(journal):
    clients = [silent(journal, f"Late {n}", 40 + n) for n in range(6)]
    for client in clients[4:]:
        contacts.log_contact(journal, client, ContactEntry(), now=NOON)
    seen = view(journal)
    assert (len(seen.done), names(seen)) == (2, ["Late 3", "Late 2"])


def test_no_answer_keeps_the_client_on_the_list_behind_the_others(journal):
    first = silent(journal, "First", 50)
    silent(journal, "Second", 40)
    contacts.log_contact(journal, first, ContactEntry(outcome=Outcome.NO_ANSWER), now=NOON)
    seen = view(journal)
    assert names(seen) == ["Second", "First"]
    assert seen.calls[1].tried_at == NOON


def test_who_was_put_off_comes_back_when_the_time_is_there(journal):
    client = silent(journal, "Late", 40)
    uid = journal.value(Client.select(Client.uid).where(Client.id == client))
    later = {uid: NOON + timedelta(hours=2)}
    assert view(journal, put_off=later).put_off == 1
    assert names(view(journal, put_off=later)) == []
    assert names(view(journal, NOON + timedelta(hours=2), put_off=later)) == ["Late"]


def test_reasons_name_the_promise_before_the_silence(journal):
    client = silent(journal, "Late", 22)
    a_promise(
        journal, client, "New menu", made_on=date(2026, 2, 1), due_at=promises.end_of(date(2026, 2, 27))
    )
    [call] = view(journal).calls
    assert [(reason.shape, reason.text) for reason in call.reasons] == [
        (Shape.ACT, "You promised “New menu”. It is 11 days late."),
        (Shape.WATCH, "22 days since you spoke. You agreed on every 14."),
    ]


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
        ("Quarterly", date(2025, 10, 1), date(2026, 1, 7)),
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


@pytest.mark.parametrize("clients", [1, 30])
def test_the_page_asks_the_journal_a_fixed_number_of_times(journal, clients, monkeypatch):
    for n in range(clients):
        a_promise(journal, silent(journal, f"Client {n}", n), due_at=promises.end_of(TODAY))
    asked = []
    tuples, sql = journal.tuples, journal.sql
    monkeypatch.setattr(journal, "tuples", lambda query: asked.append(query) or tuples(query))
    monkeypatch.setattr(journal, "sql", lambda *a: asked.append(a) or sql(*a))
    view(journal)
    assert len(asked) <= 10


def test_the_calls_left_are_counted_as_they_are_shown(journal):
    for n in range(3):
        silent(journal, f"Late {n}", 40 + n)
    silent(journal, "Paused", 60, status=Status.PAUSED)
    talked_to = silent(journal, "Talked to", 50)
    assert today.calls_left(journal, NOON) == len(view(journal).calls) == 4
    contacts.log_contact(journal, talked_to, ContactEntry(outcome=Outcome.REACHED), now=NOON)
    assert today.calls_left(journal, NOON) == len(view(journal).calls) == 3
    later = {view(journal).calls[0].facts.uid: NOON + timedelta(hours=1)}
    assert today.calls_left(journal, NOON, later) == len(view(journal, put_off=later).calls) == 2
