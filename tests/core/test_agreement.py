from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.agreement import NEW_KEY, AgreementEntry, LineEntry, checked, complete
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import AgreedHow, GoalDirection, Period

TODAY = date(2026, 5, 4)
VISITS = LineEntry("Visits", line_key="visits", target=Decimal(3200), period=Period.QUARTER)
WEEKLY = LineEntry("One page mended", line_key="pages", period=Period.WEEK, parent_key="visits")
KNOWN = {"visits", "pages"}


def refused(*lines: LineEntry) -> str:
    with pytest.raises(InvalidEntryError) as found:
        checked(AgreementEntry(lines), KNOWN)
    assert found.value.message
    return found.value.field


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"unit": "x" * 41}, "unit"),
        ({"direction": GoalDirection.RANGE, "target": Decimal(3)}, "target_high"),
        ({"direction": GoalDirection.RANGE, "target_high": Decimal(3)}, "target_high"),
        ({"direction": GoalDirection.RANGE, "target": Decimal(5), "target_high": Decimal(3)}, "target_high"),
        ({"target": Decimal("NaN")}, "target"),
        ({"target": Decimal("Infinity")}, "target"),
        ({"tolerance_pct": 101}, "tolerance_pct"),
        ({"importance_client": 0}, "importance_client"),
        ({"importance_own": 6}, "importance_own"),
    ],
)
def test_what_is_wrong_with_a_goal_is_refused_at_its_cell(line, field):
    assert refused(VISITS, replace(WEEKLY, **line)) == f"lines.1.{field}"


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ({"target": Decimal(40)}, Decimal(40), None),
        ({"target": Decimal(40), "unit": "%"}, Decimal(40), None),
        ({"target": None}, None, None),
        ({"target": Decimal(40), "target_high": Decimal(50)}, Decimal(40), None),
        (
            {"direction": GoalDirection.RANGE, "target": Decimal(3), "target_high": Decimal(3)},
            Decimal(3),
            Decimal(3),
        ),
        (
            {"direction": GoalDirection.RANGE, "target": Decimal(-5), "target_high": Decimal(0)},
            Decimal(-5),
            Decimal(0),
        ),
    ],
)
def test_a_target_without_a_unit_is_right_and_only_a_range_has_two_ends(line, low, high):
    (made,) = checked(AgreementEntry((replace(VISITS, **line),)), KNOWN).lines
    assert (made.target, made.target_high) == (low, high)


def test_a_smaller_goal_keeps_the_goal_it_leads_to():
    made = checked(AgreementEntry((VISITS, WEEKLY)), KNOWN)
    assert [line.parent_key for line in made.lines] == [None, "visits"]


def test_a_smaller_goal_stands_by_itself_once_its_goal_is_left_out():
    (made,) = checked(AgreementEntry((WEEKLY,)), KNOWN).lines
    assert made.parent_key is None


def test_a_smaller_goal_of_a_goal_that_is_new_too_keeps_it():
    new = replace(VISITS, line_key=f"{NEW_KEY}1")
    made = checked(AgreementEntry((new, replace(WEEKLY, parent_key=new.line_key))), KNOWN)
    assert made.lines[1].parent_key == made.lines[0].line_key == new.line_key


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ((replace(VISITS, parent_key="visits"),), 0),
        ((replace(VISITS, parent_key="pages", period=Period.WEEK), WEEKLY), 0),
        ((VISITS, WEEKLY, LineEntry("Third", period=Period.WEEK, parent_key="pages")), 2),
        ((VISITS, replace(WEEKLY, period=Period.YEAR)), 1),
    ],
)
def test_a_smaller_goal_leads_to_one_that_stands_by_itself_and_comes_no_seldomer(lines, place):
    assert refused(*lines) == f"lines.{place}.parent_key"


@given(st.lists(st.tuples(st.sampled_from(Period), st.none() | st.sampled_from("abcdef")), max_size=6))
def test_whatever_is_kept_a_smaller_goal_has_a_goal_that_is_none(drawn):
    lines = tuple(
        LineEntry(f"Goal {key}", line_key=key, period=period, parent_key=parent)
        for key, (period, parent) in zip("abcdef", drawn, strict=False)
    )
    try:
        made = checked(AgreementEntry(lines), set("abcdef")).lines
    except InvalidEntryError as error:
        assert error.field.endswith(".parent_key")
        return
    own = {line.line_key: line for line in made}
    assert all(own[line.parent_key].parent_key is None for line in made if line.parent_key)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"lines": ()}, "lines"),
        ({"lines": (VISITS, replace(VISITS, line_key="pages", name="VISITS"))}, "lines.1.name"),
        ({"agreed_by": None}, "agreed_by"),
        ({"agreed_on": None}, "agreed_on"),
        ({"agreed_on": date(2026, 5, 5)}, "agreed_on"),
        ({"agreed_how": None}, "agreed_how"),
        ({"review_on": TODAY}, "review_on"),
        ({"importance_asked_on": date(2026, 5, 5)}, "importance_asked_on"),
    ],
)
def test_what_is_missing_before_it_is_agreed_is_refused_at_its_field(values, field):
    entry = AgreementEntry((VISITS,), agreed_on=TODAY, agreed_by=1, agreed_how=AgreedHow.CALL)
    assert complete(entry, TODAY).valid_from == TODAY
    with pytest.raises(InvalidEntryError) as found:
        complete(replace(entry, **values), TODAY)
    assert found.value.field == field
