"""Rules by which events come again give the moments that another program's rules give."""

from __future__ import annotations

import time
import warnings
from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import assume, given
from hypothesis import strategies as st

from retention_journal.importers.ics_rules import StrangeRuleError, moments, rule_of

START = datetime(2021, 3, 30, 9, 30)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def some(*names: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(",".join)


def numbers(*ranges: range) -> st.SearchStrategy[str]:
    return some(*(str(number) for one in ranges for number in one))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Return a rule of the kinds that calendars have."""
    freq = draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")))
    parts = {"FREQ": freq, "INTERVAL": str(draw(st.integers(1, 5)))}
    nth = st.tuples(st.sampled_from(("", "1", "2", "-1", "-2", "5")), st.sampled_from(DAYS)).map("".join)
    day = draw(nth) if freq in {"YEARLY", "MONTHLY"} else draw(some(*DAYS))
    optional = {
        "BYDAY": st.just(day),
        "BYMONTH": numbers(range(1, 13)),
        "BYMONTHDAY": numbers(range(1, 32), range(-31, 0)),
        "BYHOUR": numbers(range(24)),
        "BYMINUTE": numbers(range(60)),
        "COUNT": st.integers(1, 40).map(str),
        "WKST": st.sampled_from(DAYS),
    }
    if freq == "YEARLY":
        optional["BYYEARDAY"] = numbers(range(1, 367), range(-366, 0))
    for name in draw(st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True)):
        parts[name] = draw(optional[name])
    if len(parts) > 2 and draw(st.booleans()):
        parts["BYSETPOS"] = draw(numbers(range(1, 4), range(-3, 0)))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def theirs(text: str, start: datetime, first: datetime, last: datetime) -> list[datetime]:
    """Return what dateutil makes of a rule whose start is one of its moments."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rule = rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=start)
    return [moment for moment in rule if moment >= first]


@given(text=rules(), day=st.integers(0, 700), since=st.integers(-400, 800))
def test_a_rule_gives_what_dateutil_gives(text: str, day: int, since: int) -> None:
    assume(not ("FREQ=WEEKLY" in text and "BYSETPOS" in text))  # see the test below
    start = START + timedelta(days=day)
    last = start + timedelta(days=1_500)
    matching = next(
        iter(
            theirs(
                text.partition(";COUNT")[0]
                if "COUNT" not in text
                else ";".join(part for part in text.split(";") if not part.startswith("COUNT")),
                start,
                start,
                last,
            )
        ),
        None,
    )
    if matching is None:
        return  # the rule never comes true
    first = matching + timedelta(days=since)
    assert list(moments(rule_of(text), matching, first, last)) == theirs(text, matching, first, last)


def test_a_place_in_the_week_is_counted_in_the_whole_week_also_in_the_first():
    """Where dateutil counts from the first day only, and begins a week late. Source: RFC 5545, 3.3.10."""
    tuesday = datetime(2021, 4, 6, 9, 30)
    rule = rule_of("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=2;COUNT=3")
    found = list(moments(rule, tuesday, tuesday, tuesday + timedelta(days=60)))
    assert found == [tuesday + timedelta(days=7 * n) for n in range(3)]


WEEK_NUMBERS = (
    "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SA",
    "FREQ=YEARLY;BYWEEKNO=20",
)


@pytest.mark.parametrize("text", WEEK_NUMBERS)
def test_weeks_of_the_year_are_counted_as_elsewhere(text: str) -> None:
    first = theirs(text, START, START, datetime(2030, 1, 1))[0]
    found = list(moments(rule_of(text), first, first, datetime(2029, 12, 20)))
    assert found == theirs(text, first, first, datetime(2029, 12, 20))


def test_the_start_counts_even_where_the_rule_would_not_name_it() -> None:
    rule = rule_of("FREQ=WEEKLY;BYDAY=FR;COUNT=3")  # the start is a Tuesday
    found = list(moments(rule, START, START, datetime(2022, 1, 1)))
    assert found == [START, datetime(2021, 4, 2, 9, 30), datetime(2021, 4, 9, 9, 30)]


@pytest.mark.parametrize("text", [
    "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=3", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;BYMONTH=13", "FREQ=NEVER", "", "W1 MO", "FREQ=WEEKLY;BYDAY=XX", "COUNT=3",
    "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,1,2,3,4,5,6,7,8", "RSCALE=CHINESE;FREQ=YEARLY", "FREQ=DAILY;COUNT=x",
])  # fmt: skip
def test_a_rule_that_is_strange_or_too_frequent_is_refused(text: str) -> None:
    with pytest.raises(StrangeRuleError):
        rule_of(text)


HOSTILE = (
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=WEEKLY;INTERVAL=9999",
    "FREQ=DAILY;COUNT=999999999;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11", "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
    "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3", "FREQ=DAILY;BYSETPOS=366",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_rule_keeps_the_program_busy(text: str) -> None:
    started = time.thread_time()
    found = moments(rule_of(text), datetime(1900, 1, 1), datetime(2021, 1, 1), datetime(2027, 1, 1))
    assert len(list(islice(found, 5_001))) <= 5_001
    assert time.thread_time() - started < 10


def test_the_end_of_the_calendar_is_the_end() -> None:
    late = datetime(9999, 12, 30)
    found = list(moments(rule_of("FREQ=DAILY"), late, late, datetime.max))
    assert found == [late, datetime(9999, 12, 31)]
