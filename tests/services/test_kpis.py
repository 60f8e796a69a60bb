from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.agreement import LineEntry
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.kpis import (
    AgreementStatus,
    GoalDirection,
    KpiStatus,
    LineKind,
    Period,
    Trend,
    period_of,
)
from retention_journal.core.periods import DayRange, month_of, quarter_of
from retention_journal.core.promises import PromiseState
from retention_journal.services.goals import goals_in, goals_now
from retention_journal.services.kpis import (
    agree,
    agreements,
    current_agreement,
    in_force,
    keep_draft,
    withdraw,
)
from retention_journal.services.numbers import Cell, enter_grid, enter_numbers, field_of, number_grids
from tests.builders import a_client, a_person, a_promise, an_empty_journal
from tests.laws import fewer_examples
from tests.services.kpi_samples import (
    FEBRUARY,
    FORMS,
    PLACE,
    SEPTEMBER,
    SMALL,
    TODAY,
    VISITS,
    WORDS,
    an_entry,
    harbour,
)

AUGUST = month_of(date(2025, 8, 1))
OCTOBER = month_of(date(2025, 10, 1))


@pytest.fixture
def client(journal):
    return a_client(journal)


@pytest.fixture
def ada(journal, client):
    return a_person(journal, client)


def by_name(goals, name):
    return next(goal for goal in goals.goals if goal.line.name == name)


def key(journal, client, name="Enquiries from the form"):
    return by_name(goals_now(journal, client, today=TODAY), name).line.line_key


def test_agreeing_makes_the_first_version_with_who_when_and_how(journal, client, ada):
    agree(journal, client, an_entry(FORMS, by=ada), today=FEBRUARY)
    (version,) = agreements(journal, client)
    assert (version.version, version.status) == (1, AgreementStatus.AGREED)
    assert (version.agreed_on, version.agreed_by_name, version.valid_from) == (
        FEBRUARY,
        "Ada Byron",
        FEBRUARY,
    )
    assert [line.name for line in version.lines] == ["Enquiries from the form"]


def test_agreeing_again_ends_the_version_before_the_day_before_and_keeps_its_goals(journal):
    client = harbour(journal)
    second, first = agreements(journal, client)
    assert (first.status, first.valid_to) == (AgreementStatus.SUPERSEDED, date(2025, 9, 2))
    assert (second.version, second.status, second.valid_to) == (2, AgreementStatus.AGREED, None)
    assert {line.line_key for line in first.lines} < {line.line_key for line in second.lines}
    assert second.client_words == WORDS
    assert in_force([second, first], date(2025, 9, 2)) is first
    assert in_force([second, first], SEPTEMBER) is second
    assert in_force([second, first], date(2025, 2, 2)) is None


def test_a_version_agreed_again_the_same_day_counts_as_withdrawn(journal, client, ada):
    agree(journal, client, an_entry(FORMS, by=ada), today=FEBRUARY)
    agree(journal, client, an_entry(VISITS, by=ada), today=FEBRUARY)
    second, first = agreements(journal, client)
    assert first.status is AgreementStatus.WITHDRAWN
    assert current_agreement(journal, client, FEBRUARY) == second


def test_what_is_not_agreed_stays_a_draft_until_it_is(journal, client, ada):
    keep_draft(journal, client, an_entry(FORMS, by=None, on=None), today=FEBRUARY)
    keep_draft(journal, client, an_entry(VISITS, by=None, on=None), today=FEBRUARY)
    goals = goals_now(journal, client, today=TODAY)
    assert goals.agreement is None
    assert [line.name for line in goals.draft.lines] == ["Visits from search"]
    assert goals.goals[0].target is None, "nothing counts before it is agreed"
    agree(journal, client, an_entry(VISITS, by=ada), today=FEBRUARY)
    assert [a.status for a in agreements(journal, client)] == [AgreementStatus.AGREED]


def test_undo_brings_back_the_agreement_that_held(journal):
    client = harbour(journal)
    before = agreements(journal, client)
    agree(journal, client, an_entry(FORMS, by=before[0].agreed_by, on=TODAY), today=TODAY)
    assert len(agreements(journal, client)) == 3
    assert journal.undo() == "Agree KPIs"
    assert agreements(journal, client) == before
    journal.redo()
    assert current_agreement(journal, client, TODAY).version == 3


def test_withdrawing_ends_what_was_agreed_and_keeps_its_history(journal):
    client = harbour(journal)
    withdraw(journal, client, today=TODAY)
    assert current_agreement(journal, client, TODAY) is None
    assert current_agreement(journal, client, date(2025, 10, 13)) is not None
    with pytest.raises(NotFoundError):
        withdraw(journal, client, today=TODAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lines": ()}, "lines"),
        ({"agreed_by": None}, "agreed_by"),
        ({"agreed_by": 999}, "agreed_by"),
        ({"agreed_on": None}, "agreed_on"),
        ({"agreed_on": date(2025, 2, 4)}, "agreed_on"),
        ({"agreed_how": None}, "agreed_how"),
        ({"review_on": FEBRUARY}, "review_on"),
        ({"valid_from": date(2025, 1, 9)}, "valid_from"),
        ({"lines": (LineEntry("  "),)}, "lines.0.name"),
        ({"lines": (FORMS, LineEntry("x" * 301))}, "lines.1.name"),
        ({"lines": (LineEntry("x", unit="y" * 41),)}, "lines.0.unit"),
        ({"lines": (FORMS, FORMS)}, "lines.1.name"),
        (
            {"lines": (LineEntry("x", direction=GoalDirection.RANGE, target=Decimal(3)),)},
            "lines.0.target_high",
        ),
        (
            {
                "lines": (
                    LineEntry("x", direction=GoalDirection.RANGE, target=Decimal(3), target_high=Decimal(2)),
                )
            },
            "lines.0.target_high",
        ),
        ({"lines": (LineEntry("x", target=Decimal("NaN")),)}, "lines.0.target"),
        ({"lines": (LineEntry("x", importance_client=6),)}, "lines.0.importance_client"),
        ({"lines": (LineEntry("x", tolerance_pct=101),)}, "lines.0.tolerance_pct"),
        ({"lines": tuple(LineEntry(f"goal {n}") for n in range(41))}, "lines"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_at_its_field_and_changes_nothing(
    journal, client, ada, change, field
):
    agree(journal, client, an_entry(VISITS, by=ada, on=date(2025, 1, 10)), today=FEBRUARY)
    before = agreements(journal, client)
    with pytest.raises(InvalidEntryError) as refused:
        agree(journal, client, replace(an_entry(FORMS, by=ada), **change), today=FEBRUARY)
    assert refused.value.field == field
    assert agreements(journal, client) == before


def test_a_client_in_the_trash_agrees_nothing(journal, client, ada):
    from retention_journal.storage.tables import Client

    with journal.change("x") as change:
        change.trash(Client, client, at=datetime(2025, 1, 1))
    with pytest.raises(NotFoundError):
        agree(journal, client, an_entry(FORMS, by=ada), today=FEBRUARY)
    with pytest.raises(NotFoundError):
        enter_numbers(journal, client, AUGUST, {})


def test_goals_stand_in_the_clients_order_with_target_value_and_status(journal):
    goals = goals_now(journal, harbour(journal), today=TODAY)
    first, forms, _visits, place = goals.goals
    assert goals.period == month_of(SEPTEMBER)
    assert first.is_clients_first
    assert not first.is_own_proposal
    assert (first.value, first.previous) == (Decimal("3.1"), Decimal("6.4"))
    assert (first.status, first.trend) == (KpiStatus.OFF_TRACK, Trend.BETTER)
    assert [point.target is None for point in first.points] == [True] * 5 + [False], "agreed in September"
    assert (first.agreed.agreed_on, first.agreed.agreed_how.value) == (SEPTEMBER, "call")
    assert (forms.value, forms.status, forms.agreed.agreed_on) == (Decimal(48), KpiStatus.ON_TRACK, FEBRUARY)
    assert not forms.is_clients_first
    assert forms.is_own_proposal
    assert (place.value, place.status) == (Decimal(3), KpiStatus.ON_TRACK)


def test_a_past_report_shows_the_target_of_its_day(journal):
    client = harbour(journal)
    history = agreements(journal, client)
    raised = tuple(replace(line, target=Decimal(60)) if line.name == FORMS.name else line
                   for line in history[0].lines)  # fmt: skip
    agree(journal, client, an_entry(*raised, by=history[0].agreed_by, on=TODAY), today=TODAY)
    then = by_name(goals_in(journal, client, AUGUST, today=TODAY), FORMS.name)
    now = by_name(goals_now(journal, client, today=TODAY, period=OCTOBER), FORMS.name)
    assert then.target.value == 40
    assert now.target.value == 60
    assert [point.target.value for point in now.points] == [40] * 5 + [60]
    assert now.agreed.version == 3
    assert "Small changes done" not in [
        g.line.name for g in goals_in(journal, client, AUGUST, today=TODAY).goals
    ]


def test_numbers_of_months_become_the_quarter_by_the_goals_own_way(journal):
    client = harbour(journal)
    goals = goals_in(journal, client, quarter_of(date(2025, 7, 1)), today=TODAY)
    forms, place = by_name(goals, FORMS.name), by_name(goals, PLACE.name)
    assert (forms.value, forms.target.value) == (Decimal(43 + 46 + 48), Decimal(120))
    assert (place.value, place.target.value) == (Decimal(3), Decimal(5))
    assert (forms.previous, forms.points[-2].target.value) == (Decimal(32 + 38 + 34), Decimal(120))


def test_a_quarterly_goal_is_prorated_in_a_month_of_its_quarter(journal, client, ada):
    agree(journal, client, an_entry(replace(FORMS, period=Period.QUARTER, target=Decimal(92)), by=ada),
          today=FEBRUARY)  # fmt: skip
    autumn = quarter_of(date(2025, 10, 1))
    enter_numbers(journal, client, autumn, {key(journal, client): "30"})
    (goal,) = goals_in(journal, client, OCTOBER, today=date(2025, 11, 1)).goals
    assert (goal.period, goal.value, goal.status) == (autumn, Decimal(30), KpiStatus.AT_RISK)


def test_weeks_belong_to_the_month_they_end_in(journal, client, ada):
    agree(
        journal,
        client,
        an_entry(replace(FORMS, period=Period.WEEK, target=Decimal(10)), by=ada),
        today=FEBRUARY,
    )
    first = period_of(Period.WEEK, date(2025, 9, 1))
    for week in (period_of(Period.WEEK, date(2025, 9, day)) for day in (1, 8, 29)):
        enter_numbers(journal, client, week, {key(journal, client): "9"})
    (goal,) = goals_now(journal, client, today=TODAY).goals
    assert first.last.month == 9
    assert (goal.value, goal.target.value) == (Decimal(18), Decimal(20))


def test_turnaround_of_small_requests_is_counted_from_the_promises(journal, client, ada):
    agree(journal, client, an_entry(SMALL, by=ada, on=date(2025, 8, 1)), today=TODAY)
    for asked, done in ((1, 3), (4, 5), (8, 12), (9, 9)):
        a_promise(journal, client, "Opening hours", made_on=date(2025, 9, asked), is_small_request=True,
                  state=PromiseState.KEPT, delivered_at=datetime(2025, 9, done, 15, 0))  # fmt: skip
    a_promise(journal, client, "Redesign", made_on=date(2025, 9, 1), state=PromiseState.KEPT,
              delivered_at=datetime(2025, 9, 30, 15, 0))  # fmt: skip
    goals = goals_now(journal, client, today=TODAY)
    (goal,) = goals.goals
    assert [request.working_days for request in goals.requests] == [2, 1, 4, 0]
    assert (goal.value, goal.is_counted, goal.status) == (Decimal("1.5"), True, KpiStatus.ON_TRACK)
    assert goal.line.kind is LineKind.EXPECTATION
    enter_numbers(journal, client, goal.period, {goal.line.line_key: "3.5"}, language="en")
    (goal,) = goals_now(journal, client, today=TODAY).goals
    assert (goal.value, goal.is_counted) == (Decimal("3.5"), False), (
        "what was entered counts before what was counted"
    )


def test_a_grid_of_numbers_is_one_act(journal):
    client = harbour(journal)
    forms, visits = key(journal, client), key(journal, client, VISITS.name)
    before = number_grids(journal, client, today=TODAY)[0].values
    changed = enter_grid(
        journal, client,
        {Cell(forms, OCTOBER): "12,5", Cell(visits, OCTOBER): "1 234", Cell(forms, AUGUST): "",
         Cell(visits, AUGUST): "3600"},
        notes={Cell(forms, OCTOBER): "new form 12 Feb"}, source="Analytics", language="nb",
    )  # fmt: skip
    grid = number_grids(journal, client, today=TODAY)[0]
    assert changed == 3
    assert grid.values[Cell(forms, OCTOBER)] == Decimal("12.5")
    assert grid.values[Cell(visits, OCTOBER)] == Decimal(1234)
    assert Cell(forms, AUGUST) not in grid.values
    assert grid.notes == {Cell(forms, OCTOBER): "new form 12 Feb"}
    assert grid.periods[-1] == OCTOBER
    assert len(grid.periods) == 12
    journal.undo()
    assert number_grids(journal, client, today=TODAY)[0].values == before


def test_one_wrong_cell_leaves_all_numbers_as_they_were(journal):
    client = harbour(journal)
    forms = key(journal, client)
    before = number_grids(journal, client, today=TODAY)[0].values
    with pytest.raises(InvalidEntryError) as refused:
        enter_numbers(journal, client, OCTOBER, {key(journal, client, VISITS.name): "5", forms: "many"})
    assert refused.value.field == field_of(Cell(forms, OCTOBER)) == f"{forms}/2025-10"
    assert number_grids(journal, client, today=TODAY)[0].values == before


def test_a_goal_of_another_client_takes_no_numbers(journal):
    other = a_client(journal, "Other Ltd")
    forms = key(journal, harbour(journal))
    with pytest.raises(NotFoundError):
        enter_numbers(journal, other, OCTOBER, {forms: "5"})


def test_a_period_that_ends_before_it_begins_is_refused(journal):
    client = harbour(journal)
    with pytest.raises(InvalidEntryError):
        enter_numbers(journal, client, DayRange(TODAY, FEBRUARY), {key(journal, client): "5"})


@pytest.mark.parametrize(
    ("first", "last", "is_whole"),
    [
        ("2025-09-01", "2025-09-30", True),
        ("2025-09-01", "2025-09-07", True),
        ("2025-08-01", "2025-10-31", True),
        ("2024-03-01", "2025-02-28", True),
        ("2025-09-01", "2025-09-29", False),
        ("2025-09-02", "2025-09-08", False),
        ("2025-09-15", "2025-10-14", False),
        ("2025-09-01", "2025-10-31", False),
    ],
)
def test_a_number_is_about_a_whole_period(journal, first, last, is_whole):
    client = harbour(journal)
    period = DayRange(date.fromisoformat(first), date.fromisoformat(last))
    if is_whole:
        assert enter_numbers(journal, client, period, {key(journal, client): "5"}) == 1
        return
    with pytest.raises(InvalidEntryError) as refused:
        enter_numbers(journal, client, period, {key(journal, client): "5"})
    assert refused.value.field == f"{key(journal, client)}/{first}..{last}"
    assert "not a whole week, month, quarter or year" in refused.value.message


def test_goals_of_each_kind_of_period_have_a_grid_of_their_own(journal, client, ada):
    assert number_grids(journal, client, today=TODAY) == []
    agree(journal, client, an_entry(replace(FORMS, period=Period.QUARTER), VISITS, by=ada), today=FEBRUARY)
    months, quarters = number_grids(journal, client, today=TODAY, periods=3)
    assert [line.name for line in months.lines] == [VISITS.name]
    assert quarters.periods[-1] == quarter_of(TODAY)


plain = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@fewer_examples
@given(values=st.lists(plain, min_size=1, max_size=6))
def test_numbers_come_back_exactly_as_entered(tmp_path_factory, values):
    with an_empty_journal(tmp_path_factory.mktemp("numbers") / "own.rjournal") as journal:
        client = a_client(journal)
        agree(journal, client, an_entry(FORMS, by=a_person(journal, client)), today=FEBRUARY)
        forms = key(journal, client)
        months = number_grids(journal, client, today=TODAY)[0].periods
        entered = dict(zip((Cell(forms, month) for month in months), values, strict=False))
        enter_grid(journal, client, {cell: str(v) for cell, v in entered.items()}, language="en")
        kept = number_grids(journal, client, today=TODAY)[0].values
        assert {cell: str(value) for cell, value in kept.items()} == {
            c: str(v + 0) for c, v in entered.items()
        }
