"""What was known before a loss: forward in time, signs numbered, silences and delays as they were."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.excuse_check import Promised
from retention_journal.core.known_before import (
    KnownBefore,
    KnownKind,
    KnownLine,
    late_promises,
    numbered,
    silences,
    worsened,
)
from retention_journal.core.light import Light

NOTICE = date(2026, 7, 1)
FIRST = NOTICE - timedelta(days=180)


def a_line(on, *, is_sign=False, kind=KnownKind.CONTACT, record=1):
    return KnownLine(on, kind, "Something", "interaction", record, is_sign=is_sign)


lines = st.builds(
    a_line,
    st.dates(FIRST, NOTICE),
    is_sign=st.booleans(),
    kind=st.sampled_from(KnownKind),
    record=st.integers(1, 9),
)


@given(st.lists(lines))
def test_lines_go_forward_and_signs_are_numbered_without_a_gap(some):
    found = numbered(some)
    assert [line.on for line in found] == sorted(line.on for line in some)
    assert [line.number for line in found if line.is_sign] == list(range(1, 1 + sum(x.is_sign for x in some)))
    assert all(line.number is None for line in found if not line.is_sign)


@given(st.lists(lines))
def test_the_first_sign_is_counted_to_the_notice(some):
    known = KnownBefore(FIRST, NOTICE, numbered(some))
    signs = [line.on for line in some if line.is_sign]
    assert known.days_from_first_sign == ((NOTICE - min(signs)).days if signs else None)
    assert bool(known.first_sign_words) is bool(signs)


def test_a_hundred_and_thirty_seven_days_are_told_as_such():
    known = KnownBefore(FIRST, NOTICE, numbered([a_line(NOTICE - timedelta(days=137), is_sign=True)]))
    assert known.first_sign_words == "137 days from the first sign to the notice"


def test_what_was_added_by_hand_is_nothing_the_journal_knew():
    own = [a_line(NOTICE, kind=KnownKind.OWN, record=number) for number in range(5)]
    assert KnownBefore(FIRST, NOTICE, numbered(own)).knows_too_little
    assert not KnownBefore(FIRST, NOTICE, numbered([a_line(NOTICE)] * 3)).knows_too_little


@pytest.mark.parametrize(
    ("talks", "since", "expected"),
    [
        ([], None, []),  # nothing to begin a silence with
        ([date(2026, 6, 1)], None, []),  # 30 days are within 30
        ([date(2026, 5, 31)], None, [(date(2026, 5, 31), date(2026, 7, 1), NOTICE)]),
        (
            [date(2026, 3, 1), date(2026, 4, 10), date(2026, 6, 20)],
            None,
            [
                (date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 10)),
                (date(2026, 4, 10), date(2026, 5, 11), date(2026, 6, 20)),
            ],
        ),
        ([date(2026, 1, 1)], date(2026, 6, 15), []),  # no client yet
        ([NOTICE, NOTICE + timedelta(days=3)], None, []),  # talks of and after the notice
    ],
)
def test_a_silence_is_one_when_it_goes_beyond_the_longest_rhythm(talks, since, expected):
    assert list(silences(talks, since, NOTICE, 30)) == expected


@given(st.lists(st.dates(FIRST, NOTICE)), st.integers(1, 90))
def test_a_silence_always_lies_before_its_end(talks, most):
    for begun, beyond, until in silences(talks, None, NOTICE, most):
        assert begun < beyond <= until <= NOTICE
        assert (until - begun).days > most


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("dues", "ended_on", "expected"),
    [
        (((NOTICE - 10 * DAY, None),), NOTICE - 10 * DAY, []),  # came on the day
        (((NOTICE - 10 * DAY, None),), NOTICE - 8 * DAY, [(NOTICE - 10 * DAY, NOTICE - 8 * DAY)]),
        (((NOTICE - 10 * DAY, None),), None, [(NOTICE - 10 * DAY, NOTICE)]),
        (((NOTICE + 10 * DAY, None),), None, []),  # was not due yet
        (((None, None),), None, []),
        (  # late, moved, and late again
            ((NOTICE - 20 * DAY, NOTICE - 18 * DAY), (NOTICE - 9 * DAY, None)),
            NOTICE - 5 * DAY,
            [(NOTICE - 20 * DAY, NOTICE - 18 * DAY), (NOTICE - 9 * DAY, NOTICE - 5 * DAY)],
        ),
        (((FIRST - 20 * DAY, None),), FIRST - 10 * DAY, []),  # over before the days that are told
    ],
)
def test_a_promise_is_late_from_the_day_after_until_it_came_or_was_moved(dues, ended_on, expected):
    promised = Promised(1, "The list", dues, ended_on)
    assert [(due, end) for _one, due, end in late_promises([promised], FIRST, NOTICE)] == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, Light.AMBER, True),
        (None, Light.GREEN, False),
        (Light.GREEN, Light.AMBER, True),
        (Light.AMBER, Light.RED, True),
        (Light.RED, Light.AMBER, False),
        (Light.AMBER, Light.GREEN, False),
        (Light.GREY, Light.GREEN, False),
        (Light.GREEN, Light.GREY, False),
    ],
)
def test_a_light_is_a_sign_when_it_turns_for_the_worse(before, after, expected):
    assert worsened(before, after) is expected
