"""What a report says of the time to come, and how it becomes what was promised."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.core.periods import month_of
from retention_journal.core.promises import PromiseDirection
from retention_journal.services.goals import goals_now
from retention_journal.services.issued_reports import issue
from retention_journal.services.kept_reports import save_content
from retention_journal.services.promises import end_of, keep_promise, promise
from retention_journal.services.report_content import AskedOf, NextGoal, ReportContent, columns_of, content_of
from retention_journal.services.report_forward import (
    led_to,
    make_promises,
    move_promises,
    offered_goals,
    offered_needs,
)
from retention_journal.services.status import status_report
from retention_journal.services.turnaround import turnaround
from retention_journal.storage.tables import Promise, Report
from tests.builders import a_promise
from tests.services.kpi_samples import SMALL, TODAY, harbour

SEPTEMBER, OCTOBER = month_of(date(2025, 9, 1)), month_of(date(2025, 10, 1))
OURS, THEIRS = PromiseDirection.OURS, PromiseDirection.THEIRS


@pytest.fixture
def client(journal):
    return harbour(journal)


def issued(journal, client, content, today=TODAY):
    with journal.change("Issue a report") as change:
        return make_promises(change, client, content, today)


def promised(journal, client):
    query = Promise.select(Promise.text, Promise.direction, Promise.due_at).where(Promise.client == client)
    return sorted(journal.tuples(query), key=str)


def test_goals_and_requests_written_by_hand_become_promises_of_both_in_one_act(journal, client):
    due = date(2025, 10, 31)
    content = ReportContent(
        promises_next=(
            NextGoal("Enquiries from the form", due, "44 or more"),
            NextGoal("Read the page", due, is_theirs=True),
        ),
        needs=(AskedOf("Photographs", None, "So that the page can go live."),),
    )
    kept = issued(journal, client, content)
    assert promised(journal, client) == [
        ("Enquiries from the form: 44 or more", OURS, end_of(due)),
        ("Photographs", THEIRS, None),
        ("Read the page", THEIRS, end_of(due)),
    ]
    assert all(one.promise for one in (*kept.promises_next, *kept.needs))
    journal.undo()
    assert promised(journal, client) == []


def test_the_next_report_opens_with_what_this_one_promised(journal, client):
    issued(journal, client, ReportContent(promises_next=(NextGoal("Autumn menu", date(2025, 10, 24)),)))
    report = status_report(journal, client, OCTOBER, today=date(2025, 11, 5))
    assert [(one.text, one.due) for one in report.last_promises] == [("Autumn menu", date(2025, 10, 24))]


def test_what_is_promised_already_or_asked_twice_is_written_down_once(journal, client):
    a_promise(journal, client, "Survey page", made_on=date(2025, 9, 1), due_at=datetime(2025, 10, 24, 12))
    goals = tuple(offered_goals(journal, client, SEPTEMBER, TODAY))
    twice = (NextGoal("Photographs", is_theirs=True),)
    content = ReportContent(promises_next=goals + twice, needs=(AskedOf("photographs"),))
    kept = issued(journal, client, content)
    assert len(promised(journal, client)) == 2
    assert issued(journal, client, kept) == kept
    assert len(promised(journal, client)) == 2


def test_of_the_same_thing_asked_with_and_without_a_day_the_day_is_kept(journal, client):
    due = date(2025, 10, 17)
    goal = NextGoal("Photographs", due, is_theirs=True)
    issued(journal, client, ReportContent(promises_next=(goal,), needs=(AskedOf("Photographs"),)))
    assert promised(journal, client) == [("Photographs", THEIRS, end_of(due))]


def test_what_nobody_has_chosen_and_what_says_nothing_makes_no_promise(journal, client):
    assert issued(journal, client, ReportContent()) == ReportContent()
    issued(journal, client, ReportContent(promises_next=(NextGoal(" \n"),), needs=()))
    assert promised(journal, client) == []


def test_a_goal_that_leads_to_an_expectation_is_not_timed_as_a_small_request(journal, client):
    goal = NextGoal("Survey page", date(2025, 10, 24), line_key=SMALL.line_key or "small")
    (kept,) = issued(journal, client, ReportContent(promises_next=(goal,))).promises_next
    assert kept.line_key == goal.line_key
    with journal.change("Keep it") as change:
        change.update_where(
            Promise, Promise.uid == kept.promise, state="kept", delivered_at=datetime(2025, 10, 24, 9)
        )
    assert turnaround(journal, client, date(2025, 11, 1)).answered == ()


def test_a_goal_whose_day_is_over_was_promised_on_that_day_at_the_latest(journal, client):
    due = date(2025, 10, 1)
    issued(journal, client, ReportContent(promises_next=(NextGoal("Late", due),)))
    assert journal.value(Promise.select(Promise.made_on)) == due


def test_goals_are_offered_from_dated_promises_the_nearest_first_and_five_of_them(journal, client):
    a_promise(journal, client, "Without a day")
    a_promise(journal, client, "In the period", made_on=SEPTEMBER.first, due_at=datetime(2025, 9, 30, 12))
    a_promise(
        journal, client, "Small", made_on=SEPTEMBER.first, due_at=datetime(2025, 10, 2), is_small_request=True
    )
    for day in range(20, 13, -1):
        a_promise(
            journal, client, f"Until {day}", made_on=SEPTEMBER.first, due_at=datetime(2025, 10, day, 12)
        )
    assert [one.text for one in offered_goals(journal, client, SEPTEMBER, TODAY)] == [
        f"Until {day}" for day in range(14, 21)
    ]
    steps = status_report(journal, client, SEPTEMBER, today=TODAY).next_steps
    assert [one.text for one in steps] == [f"Until {day}" for day in range(14, 19)]


def test_the_star_stands_with_what_serves_the_client_s_first_goal(journal, client):
    first = next(
        goal.line.line_key for goal in goals_now(journal, client, today=TODAY).goals if goal.is_clients_first
    )
    goals = (NextGoal("Small changes", line_key=first), NextGoal("Other", line_key="x"), NextGoal("None"))
    save_content(journal, client, SEPTEMBER, ReportContent(promises_next=goals))
    steps = status_report(journal, client, SEPTEMBER, today=TODAY).next_steps
    assert [one.is_for_first for one in steps] == [True, False, False]


def test_what_a_goal_leads_to_and_why_something_is_asked_are_known_in_the_next_report(journal, client):
    content = ReportContent(
        promises_next=(NextGoal("Survey page", date(2025, 11, 24), line_key="a-goal"),),
        needs=(AskedOf("Photographs", date(2025, 11, 17), "So that the page can go live."),),
    )
    number = save_content(journal, client, SEPTEMBER, content)
    kept = issued(journal, client, content)
    with journal.change("Issue") as change:
        change.update(Report, number, issued_at=datetime(2025, 10, 14), state="issued", **columns_of(kept))
    (goal,) = offered_goals(journal, client, OCTOBER, date(2025, 11, 3))
    (need,) = offered_needs(journal, client, date(2025, 11, 3))
    assert (goal.text, goal.line_key) == ("Survey page", "a-goal")
    assert (need.text, need.why) == ("Photographs", "So that the page can go live.")
    assert led_to(journal, client) == {goal.promise: "a-goal"}


def test_another_day_in_the_report_moves_the_promise_and_the_client_knows(journal, client):
    at = {"made_on": SEPTEMBER.first, "due_at": datetime(2025, 10, 24, 12)}
    moved, same, undated, odd, kept = (
        a_promise(journal, client, text, **at) for text in ("Moved", "Same", "Undated", "Odd", "Kept")
    )
    keep_promise(journal, kept, now=datetime(2025, 10, 10, 9))
    days = [date(2025, 10, 31), date(2025, 10, 24), None, date(2020, 1, 1), date(2025, 10, 31)]
    uids = {
        number: journal.value(Promise.select(Promise.uid).where(Promise.id == number))
        for number in range(1, 6)
    }
    goals = tuple(NextGoal("x", day, promise=uids[number]) for number, day in enumerate(days, start=1))
    with journal.change("Issue a report") as change:
        move_promises(
            journal, client, make_promises(change, client, ReportContent(promises_next=goals), TODAY), TODAY
        )
    assert promise(journal, moved).due_at == end_of(date(2025, 10, 31))
    assert [one.client_knows for one in promise(journal, moved).moves] == [True]
    for number in (same, undated, odd, kept):
        assert promise(journal, number).due_at == datetime(2025, 10, 24, 12)
        assert promise(journal, number).moves == ()
    journal.undo()
    assert promise(journal, moved).moves == ()


def test_what_was_chosen_without_words_is_not_printed(journal, client):
    content = ReportContent(promises_next=(NextGoal(" "), NextGoal("One")), needs=(AskedOf(""),))
    save_content(journal, client, SEPTEMBER, content)
    report = status_report(journal, client, SEPTEMBER, today=TODAY)
    assert ([one.text for one in report.next_steps], report.needs) == (["One"], ())


def test_a_report_that_is_issued_keeps_what_it_promises_in_the_same_act(journal, client):
    due = date(2025, 11, 14)
    content = ReportContent(
        promises_next=(NextGoal("Autumn menu", due),), needs=(AskedOf("Photographs", due, "For the page."),)
    )
    number = save_content(journal, client, SEPTEMBER, content)
    report = status_report(journal, client, SEPTEMBER, today=TODAY, draft=False)
    before = journal.undo_label
    now = datetime(2025, 10, 14, 15)
    assert issue(journal, client, report, pdf_bytes=b"%PDF", now=now, reviewed_now=True) == number
    assert [text for text, *_rest in promised(journal, client)] == ["Autumn menu", "Photographs"]
    kept = content_of(journal, number)
    assert all(one.promise for one in (*kept.promises_next, *kept.needs))
    later = status_report(journal, client, month_of(due), today=date(2025, 11, 20))
    assert [one.text for one in later.last_promises] == ["Autumn menu"]
    assert [(one.text, one.why) for one in later.needs] == [("Photographs", "For the page.")]
    journal.undo()
    assert promised(journal, client) == []
    assert journal.undo_label == before
    assert content_of(journal, number) == content
