"""What a report says of goals beside their figures: source, how it is counted, what was delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import month_of
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import Contacts
from retention_journal.core.report_look import ReportPart
from retention_journal.core.report_parts import without
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.goals import goals_now
from retention_journal.services.issued_reports import issue
from retention_journal.services.kept_reports import save_content
from retention_journal.services.kpis import agree
from retention_journal.services.numbers import enter_numbers
from retention_journal.services.promises import move_promise
from retention_journal.services.report_checks import checks
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_sheet import report_sheet
from retention_journal.services.status import report_draft, status_report
from retention_journal.storage.tables import Client, Promise
from tests.builders import a_client, a_person, a_promise
from tests.reports.rich_samples import QUARTER
from tests.services.kpi_samples import FORMS, SMALL, an_entry
from tests.services.test_status import SEPTEMBER

TODAY = date(2025, 10, 14)


@pytest.fixture
def client(journal):
    client = a_client(journal, "Harbour & Hale", language="en")
    tom = a_person(journal, client, "Tom Hale")
    agree(journal, client, an_entry(FORMS, SMALL, by=tom), today=date(2025, 2, 3))
    return client


def keys(journal, client):
    return {goal.line.name: goal.line.line_key for goal in goals_now(journal, client, today=TODAY).goals}


def report(journal, client):
    return status_report(journal, client, SEPTEMBER, today=TODAY)


def test_a_goal_says_where_its_figure_is_from_and_what_was_agreed_by_which_version(journal, client):
    key = keys(journal, client)[FORMS.name]
    enter_numbers(journal, client, SEPTEMBER, {key: "48"}, language="en", source="Search Console")
    goal = next(goal for goal in report(journal, client).goals if goal.name == FORMS.name)
    assert (goal.source, goal.version, goal.importance) == ("Search Console", 1, FORMS.importance_client)


def test_small_requests_say_how_many_were_done_in_time(journal, client):
    key = keys(journal, client)[SMALL.name]
    for day, done in ((1, 2), (3, 4), (8, 15)):
        a_promise(journal, client, f"Change {day}", made_on=date(2025, 9, day), state=PromiseState.KEPT,
                  delivered_at=datetime(2025, 9, done, 12), is_small_request=True, line_key=key)  # fmt: skip
    goal = next(goal for goal in report(journal, client).goals if goal.name == SMALL.name)
    assert (goal.source, goal.counted) == ("counted from your small requests", "median, 2 of 3 in time")


def test_what_was_delivered_stands_with_its_goal_and_beside_the_figure_of_its_month(journal, client):
    key = keys(journal, client)[FORMS.name]
    a_promise(journal, client, "New form", made_on=date(2025, 8, 1), state=PromiseState.KEPT, line_key=key,
              delivered_at=datetime(2025, 9, 12, 12))  # fmt: skip
    made = report(journal, client)
    assert [(one.text, one.goal) for one in made.delivered] == [("New form", FORMS.name)]
    goal = next(goal for goal in made.goals if goal.name == FORMS.name)
    assert [point.event for point in goal.points if point.event] == ["New form, 12 Sept"]
    assert goal.points[-1].event


def test_remarks_and_the_meaning_of_new_names_stand_with_their_goal(journal, client):
    key = keys(journal, client)[FORMS.name]
    content = ReportContent(remarks={key: "The best month so far."}, glossary={key: "Asked for a survey."})
    save_content(journal, client, SEPTEMBER, content)
    goal = next(goal for goal in report(journal, client).goals if goal.name == FORMS.name)
    assert (goal.remark, goal.meaning) == ("The best month so far.", "Asked for a survey.")


def test_parts_the_firm_leaves_out_stay_out_unless_the_report_says_otherwise(journal, client):
    a_promise(journal, client, "New form", made_on=date(2025, 8, 1), due_at=datetime(2025, 9, 9),
              state=PromiseState.KEPT, delivered_at=datetime(2025, 9, 12, 12))  # fmt: skip
    save_business(journal, OwnBusiness(parts_off=[ReportPart.DELIVERED]))
    assert (report(journal, client).delivered, report(journal, client).parts_off) == (
        (),
        (ReportPart.DELIVERED,),
    )
    save_content(journal, client, SEPTEMBER, ReportContent(parts_off=frozenset()))
    assert len(report(journal, client).delivered) == 1


@pytest.mark.parametrize("part", ReportPart)
def test_a_part_that_is_left_out_takes_nothing_else_with_it(part):
    made = without(QUARTER, [part])
    assert made.parts_off == (part,)
    changed = {name for name in vars(QUARTER) if getattr(made, name) != getattr(QUARTER, name)} - {
        "parts_off"
    }
    assert replace(made, parts_off=(), **{name: getattr(QUARTER, name) for name in changed}) == QUARTER
    assert len(changed) <= 4


def test_nothing_of_the_goals_stays_where_neither_scorecard_nor_charts_are_wanted():
    made = without(QUARTER, [ReportPart.CHARTS, ReportPart.SCORECARD, ReportPart.GLANCE])
    assert (made.goals, made.most_important, made.contacts) == ((), None, Contacts())


FIRST, LATER = datetime(2025, 9, 5, 23, 59), datetime(2025, 9, 25, 23, 59)
AFTER = datetime(2025, 10, 24, 23, 59)
KEPT, OPEN, LATE = PromiseState.KEPT, PromiseState.OPEN, PromiseState.KEPT_LATE


@pytest.mark.parametrize(
    ("moved_to", "client_knows", "state", "delivered", "told"),
    [
        (AFTER, True, OPEN, None, (OPEN, AFTER.date())),
        (AFTER, False, OPEN, None, (OPEN, None)),
        (AFTER, True, KEPT, datetime(2025, 10, 6), (KEPT, AFTER.date())),
        (AFTER, False, KEPT, datetime(2025, 10, 6), (LATE, None)),
        (AFTER, False, PromiseState.RELEASED, None, (PromiseState.RELEASED, None)),
        (AFTER, True, PromiseState.BROKEN, None, (PromiseState.BROKEN, AFTER.date())),
        (LATER, True, KEPT, LATER, (KEPT, LATER.date())),
        (LATER, False, KEPT, LATER, (LATE, None)),
        (LATER, False, KEPT, datetime(2025, 9, 4), (KEPT, None)),
    ],
)
def test_a_promise_that_was_moved_is_held_against_the_day_the_client_knows(
    journal, client, moved_to, client_knows, state, delivered, told
):
    number = a_promise(journal, client, "Price list", made_on=date(2025, 8, 1), due_at=FIRST)
    move_promise(journal, number, moved_to, today=date(2025, 9, 4), remark="The host was down.",
                 client_knows=client_knows)  # fmt: skip
    with journal.change("How it ended") as change:
        change.update(Promise, number, state=state, delivered_at=delivered)
    (promise,) = report(journal, client).last_promises
    assert (promise.outcome, promise.moved_to) == told
    assert (promise.due, promise.reason) == (FIRST.date(), "The host was down.")


def test_a_small_request_is_held_against_the_days_for_small_requests(journal, client):
    drafts = replace(SMALL, name="Drafts", turnaround_days=Decimal(7), importance_client=5)
    lines = (replace(SMALL, importance_client=4), drafts, FORMS)
    tom = a_person(journal, client, "Kari Vik")
    agree(journal, client, an_entry(*lines, by=tom, on=date(2025, 3, 3)), today=date(2025, 3, 3))
    assert report(journal, client).requests.within == Decimal(2)


def test_offered_words_are_few_however_long_the_names_are(journal, client):
    name = "the number of people who asked for a survey through the form on the front page of the new site"
    tom = a_person(journal, client, "Kari Vik")
    lines = [replace(FORMS, name=f"{n}: {name}") for n in range(6)]
    agree(journal, client, an_entry(*lines, by=tom, on=date(2025, 3, 3)), today=date(2025, 3, 3))
    numbers = {key: "48" if n % 2 else "3" for n, key in enumerate(keys(journal, client).values())}
    enter_numbers(journal, client, SEPTEMBER, numbers, language="en")
    for day in (20, 24):
        a_promise(journal, client, f"{name} {day}", made_on=date(2025, 9, 1), due_at=datetime(2025, 10, day))
    words = report_draft(journal, client, SEPTEMBER, today=TODAY).words
    assert 20 < len(" ".join(vars(words).values()).split()) <= 60


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Price list, by 24 October."), ("nb", "Price list, innen 24. oktober."),
     ("sv", "Price list, senast 24 oktober.")],
)  # fmt: skip
def test_what_comes_next_is_offered_from_what_is_promised_in_sixty_words(journal, client, language, said):
    a_promise(journal, client, "Price list", made_on=date(2025, 9, 1), due_at=datetime(2025, 10, 24, 23, 59))
    enter_numbers(journal, client, SEPTEMBER, {keys(journal, client)[FORMS.name]: "31"}, language="en")
    words = report_draft(journal, client, SEPTEMBER, today=TODAY, language=language).words
    assert words.doing == said
    assert len(" ".join(vars(words).values()).split()) <= 60


def test_a_period_before_the_client_began_is_not_reported(journal, client):
    with journal.change("Since") as change:
        change.update(Client, client, start_date=date(2025, 10, 1))
    told = "They became a client on 1 October 2025, after this period."
    found = checks(journal, client, SEPTEMBER, today=TODAY)
    assert next(check.text for check in found if check.stops) == told
    early = status_report(journal, client, SEPTEMBER, today=TODAY, draft=False)
    with pytest.raises(InvalidEntryError, match="became a client") as refused:
        issue(journal, client, early, pdf_bytes=b"%PDF-", now=datetime(2025, 10, 14, 9), reviewed_now=True)
    assert refused.value.field == "period"
    sheet = report_sheet(journal, client, month_of(TODAY), today=TODAY)
    assert SEPTEMBER not in [period for period, _was_sent in sheet.periods]
