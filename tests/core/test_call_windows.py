"""When a person likes to be called."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.call_windows import CallWindow, Opening, is_open, label, next_open, parse

MONDAY = date(2026, 3, 9)
ALL = tuple(range(7))


def told(text):
    window = parse(text)
    return window and [(f"{one.opens:%H:%M}", f"{one.closes:%H:%M}", one.days) for one in window.openings]


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("08:00-11:00", "08:00", "11:00"),
        ("8-11", "08:00", "11:00"),
        ("08.00–09.30", "08:00", "09:30"),
        ("kl. 9 til 11", "09:00", "11:00"),
        ("between 9 - 11.", "09:00", "11:00"),
        ("9am-11am", "09:00", "11:00"),
        ("9-11 AM", "09:00", "11:00"),
        ("2-4pm", "14:00", "16:00"),
        ("11am to 2pm", "11:00", "14:00"),
        ("9-1pm", "09:00", "13:00"),
        ("9-3", "09:00", "15:00"),
        ("2-4", "14:00", "16:00"),
        ("02:00-04:00", "02:00", "04:00"),
        ("12-12.30", "12:00", "12:30"),
        ("etter kl 14", "14:00", "23:59"),
        ("före 10", "00:00", "10:00"),
        ("20-24", "20:00", "23:59"),
    ],
)
def test_hours_are_read_however_they_are_written(text, opens, closes):
    assert told(text) == [(opens, closes, ALL)]


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("Mon-Thu 9-15", [("09:00", "15:00", (0, 1, 2, 3))]),
        ("mandag til torsdag 9-15", [("09:00", "15:00", (0, 1, 2, 3))]),
        ("9-15 mån–tors", [("09:00", "15:00", (0, 1, 2, 3))]),
        ("Tuesdays and Fridays 10-12", [("10:00", "12:00", (1, 4))]),
        ("Mon 9-11, Wed 13-15", [("09:00", "11:00", (0,)), ("13:00", "15:00", (2,))]),
        ("9-11 Mon, 13-15 Wed", [("09:00", "11:00", (0,)), ("13:00", "15:00", (2,))]),
        ("9-11 og 14-16", [("09:00", "11:00", ALL), ("14:00", "16:00", ALL)]),
        ("hverdager 8-10", [("08:00", "10:00", (0, 1, 2, 3, 4))]),
        ("fredager", [("00:00", "23:59", (4,))]),
        ("lør-man 10-11", [("10:00", "11:00", (0, 5, 6))]),
    ],
)
def test_days_belong_to_the_hours_beside_them(text, openings):
    assert told(text) == openings


@pytest.mark.parametrize(
    "text",
    ["", "  ", "mornings, not on Fridays", "not Fridays 9-15", "9-15 but ring twice", "9", "25-26", "9:75-11",
     "-", "11-11", "22-02", "10-11-2026", "2026-10-11", "40 40 12 34", "13pm-15pm", "aldri før lunsj",
     "month 9-11"],
)  # fmt: skip
def test_what_is_not_understood_is_left_as_it_was_written(text):
    assert parse(text) is None


@given(text=st.text(alphabet="0123456789-:. ,monfritilog") | st.text())
def test_no_text_stops_it_and_every_window_opens(text):
    window = parse(text)
    if window is not None:
        assert all(one.opens < one.closes and one.days for one in window.openings)


def at(clock, days=0):
    return datetime.combine(MONDAY + timedelta(days=days), time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("text", "asked", "opens"),
    [
        ("8-11", at("09:00"), at("09:00")),
        ("8-11", at("07:30"), at("08:00")),
        ("8-11", at("11:00"), at("08:00", 1)),
        ("9-10, 14-16", at("10:30"), at("14:00")),
        ("Mon 9-10", at("09:00"), at("09:00")),
        ("Mon 9-10", at("10:00"), at("09:00", 7)),
        ("Thu-Fri 13-15", at("09:00", 1), at("13:00", 3)),
    ],
)
def test_a_closed_window_says_when_it_opens_next(text, asked, opens):
    window = parse(text)
    assert next_open(window, asked) == opens
    assert is_open(window, asked) is (asked == opens)


@given(
    window=st.lists(
        st.builds(
            lambda hour, long, days: Opening(time(hour), time(hour + long), tuple(sorted(days))),
            st.integers(0, 17), st.integers(1, 6), st.frozensets(st.integers(0, 6), min_size=1),
        ),
        min_size=1,
        max_size=3,
    ).map(lambda openings: CallWindow(tuple(openings))),
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),
)  # fmt: skip
def test_the_next_opening_is_open_and_nothing_opens_before_it(window, moment):
    opened = next_open(window, moment)
    assert opened >= moment
    assert is_open(window, opened)
    minutes = (moment + timedelta(minutes=n) for n in range(0, 60 * 24 * 8, 30))
    assert not any(is_open(window, one) for one in minutes if one < opened)


def test_who_named_no_hours_may_be_called_at_any():
    assert is_open(None, at("03:00"))
    assert next_open(None, at("03:00")) == at("03:00")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8-11, 14-15.30", "08:00–11:00, 14:00–15:30"),
        ("after 14", "after 14:00"),
        ("before 10", "before 10:00"),
        ("Tuesdays 9-10", ""),
        ("Mondays", "any time"),
    ],
)
def test_the_hours_of_a_day_are_told_as_people_read_them(text, words):
    assert label(parse(text), MONDAY) == words
