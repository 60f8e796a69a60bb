"""The nine o'clock list, the capacity check and the run of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal import i18n
from retention_journal.core.call_windows import is_open, parse
from retention_journal.core.capacity import RhythmGroup, capacity_check, needed_per_day
from retention_journal.core.clients import Tier
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Light
from retention_journal.core.nine import (
    Candidate,
    Change,
    News,
    NineRules,
    Owed,
    lanes_of,
    make_list,
    run_of_days,
)
from retention_journal.core.working_days import MONDAY_TO_FRIDAY, WorkingDays

TUESDAY = date(2026, 3, 10)
AT_NINE = datetime.combine(TUESDAY, time(9))


def days(count):
    return timedelta(days=count)


def owed(late=0, what="the price list"):
    return Owed(datetime.combine(TUESDAY - days(late), time(23, 59)), what)


def owes(number, late=0, **values):
    return Candidate(number, reasons_owed=(owed(late),), **values)


def changed(number, since=1, **values):
    return Candidate(number, changed=(Change(TUESDAY - days(since), "bought up"),), **values)


def told_good(number, since=1, **values):
    return Candidate(number, news=(News(TUESDAY - days(since), "reached the goal"),), **values)


def quiet(number, ratio=0.9, **values):
    return Candidate(number, **{"light": Light.GREEN, "silence_ratio": ratio, **values})


def listed(*candidates, capacity=4, today=TUESDAY, working=MONDAY_TO_FRIDAY):
    return make_list(candidates, capacity, today, working)


def called(*candidates, **values):
    return [place.client_id for place in listed(*candidates, **values).calls]


# Lanes


@pytest.mark.parametrize(
    ("candidate", "lane"),
    [
        (owes(1), Lane.YOU_OWE),
        (owes(1, late=-3), Lane.YOU_OWE),
        (changed(1), Lane.CHANGED),
        (Candidate(1, light=Light.RED), Lane.CHANGED),
        (Candidate(1, light=Light.AMBER, light_is_newer_than_talk=True), Lane.CHANGED),
        (Candidate(1, light=Light.AMBER, light_is_newer_than_talk=False), None),
        (Candidate(1, light=Light.GREEN, light_is_newer_than_talk=True), None),
        (told_good(1), Lane.GOOD_NEWS),
        (quiet(1, 0.8), Lane.KEEP_CLOSE),
        (quiet(1, Decimal("0.8")), Lane.KEEP_CLOSE),
        (quiet(1, Fraction(11, 14)), None),
        (quiet(1, 0.79), None),
        (quiet(1, None), Lane.KEEP_CLOSE),
        (Candidate(1, by_hand_today=True), Lane.KEEP_CLOSE),
    ],
)
def test_each_reason_leads_to_its_lane(candidate, lane):
    assert [place.lane for place in listed(candidate).calls] == ([lane] if lane else [])


def test_a_client_stands_once_in_its_highest_lane_with_the_other_reasons_beneath():
    news, change = News(TUESDAY, "reached the goal"), Change(TUESDAY, "bought up")
    older = Change(TUESDAY - days(5), "cuts")
    both = Candidate(
        1, light=Light.RED, silence_ratio=2, news=(news,), changed=(older, change),
        reasons_owed=(owed(1), owed(4)),
    )  # fmt: skip
    (place,) = listed(both).calls
    assert (place.lane, place.lanes) == (Lane.YOU_OWE, tuple(Lane))
    assert (place.owed, place.changed, place.news) == ((owed(4), owed(1)), (change, older), (news,))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (owes(2), changed(1, light=Light.RED)),
        (changed(2), told_good(1)),
        (told_good(2), quiet(1, ratio=9)),
        (owes(2, late=4), owes(1, late=1)),
        (owes(2), owes(1, late=-1)),
        (changed(2, light=Light.RED, tier=Tier.C), changed(1, light=Light.AMBER, tier=Tier.A)),
        (changed(2, light=Light.AMBER), changed(1, light=Light.GREEN, tier=Tier.A)),
        (changed(2, light=Light.AMBER, tier=Tier.A, since=9), changed(1, light=Light.AMBER, tier=Tier.B)),
        (changed(2, since=1), changed(1, since=2)),
        (
            Candidate(2, light=Light.RED, light_since=TUESDAY - days(1)),
            Candidate(1, light=Light.RED, light_since=TUESDAY - days(2)),
        ),
        (
            changed(2, light=Light.GREEN, light_since=TUESDAY - days(9), since=3),
            changed(1, light=Light.GREEN, light_since=TUESDAY, since=4),
        ),
        (told_good(2, since=1), told_good(1, since=2)),
        (told_good(2, since=-5), told_good(1, since=0)),
        (quiet(2, 1.0, tier=Tier.A), quiet(1, 1.2, tier=Tier.B)),
        (quiet(2, 1.0, tier=Tier.B), quiet(1, 1.2, tier=Tier.C)),
        (quiet(2, 1.4, tier=Tier.B), quiet(1, 1.0, tier=Tier.A)),
        (quiet(2, tenure_days=900), quiet(1, tenure_days=800)),
        (quiet(2, tenure_days=1), quiet(1, tenure_days=None)),
        (quiet(1), quiet(2)),
    ],
)
def test_the_lanes_have_a_fixed_order_and_so_has_each_inside(first, second):
    assert called(second, first) == [first.client_id, second.client_id]


# Filling


@pytest.mark.parametrize(
    ("capacity", "candidates", "expected"),
    [
        # at most three that burn, one green, whatever else waits
        (4, [*map(changed, range(1, 7)), quiet(9)], [1, 2, 3, 9]),
        (4, [owes(1), owes(2), *map(changed, range(3, 7)), quiet(9)], [1, 2, 3, 9]),
        # five places: the fifth is for good news, then for another to keep close, then for a change
        (5, [*map(changed, range(1, 5)), told_good(8), quiet(9), quiet(10)], [1, 2, 3, 8, 9]),
        (5, [*map(changed, range(1, 5)), quiet(9), quiet(10)], [1, 2, 3, 9, 10]),
        (5, [*map(changed, range(1, 5)), quiet(9)], [1, 2, 3, 4, 9]),
        # three places: the green one takes the third
        (3, [*map(changed, range(1, 5)), quiet(9)], [1, 2, 9]),
        # nobody green: the place is free for the others
        (4, [*map(changed, range(1, 7)), quiet(9, light=Light.AMBER)], [1, 2, 3, 9]),
        (4, [*map(changed, range(1, 7))], [1, 2, 3, 4]),
        (4, [*map(owes, range(1, 4)), owes(4, late=-2), owes(5, late=-3)], [1, 2, 3, 4]),
        # as many owed today as there are places: the green one waits
        (4, [*map(owes, range(1, 7)), quiet(9)], [1, 2, 3, 4]),
        (4, [*map(owes, range(1, 4)), owes(4, late=-1), quiet(9)], [1, 2, 3, 9]),
        # set by hand for today: first, and they take places
        (4, [*map(owes, range(1, 7)), Candidate(8, by_hand_today=True), quiet(9)], [8, 1, 2, 3]),
        (4, [*map(changed, range(1, 7)), Candidate(8, by_hand_today=True), quiet(9)], [8, 1, 2, 9]),
        (4, [*map(changed, range(1, 7)), quiet(8, by_hand_today=True), quiet(9)], [8, 1, 2, 3]),
        (3, [replace(quiet(n), by_hand_today=True) for n in range(1, 6)], [1, 2, 3]),
        (0, [owes(1)], []),
    ],
)
def test_the_places_are_filled_by_the_rule(capacity, candidates, expected):
    assert called(*reversed(candidates), capacity=capacity) == expected


def test_the_morning_of_the_rules_comes_out_as_it_stands_there():
    hansen = owes(1, late=6, light=Light.RED, call_window=parse("08:00-11:00"))
    lunde = changed(2, light=Light.AMBER, light_is_newer_than_talk=True, light_since=TUESDAY - days(1))
    berg = told_good(3, light=Light.GREEN)
    solvik = quiet(4, Fraction(13, 14))
    moen = quiet(
        5, 2.0, rolled_from=TUESDAY - days(1), last_tried_on=TUESDAY - days(1), tries_without_answer=1
    )
    morning = listed(moen, quiet(6, 0.9), quiet(7, 0.8), solvik, berg, lunde, hansen)
    assert [(place.position, place.client_id, place.lane) for place in morning.calls] == [
        (1, 1, Lane.YOU_OWE),
        (2, 2, Lane.CHANGED),
        (3, 3, Lane.GOOD_NEWS),
        (4, 4, Lane.KEEP_CLOSE),
    ]
    assert [place.client_id for place in morning.waiting] == [6, 7, 5]
    assert [place.client_id for place in morning.waiting if place.rolled_from] == [5]
    assert morning.calls[0].opens_at is None


# Who is spared, and who is lower


@pytest.mark.parametrize(
    ("candidate", "last_call", "not_before"),
    [
        (changed(1), TUESDAY - days(1), TUESDAY + days(1)),
        (changed(1), TUESDAY, TUESDAY + days(2)),
        (changed(1), TUESDAY - days(4), None),  # Friday: Monday and Tuesday lie between
        (quiet(1), TUESDAY - days(1), TUESDAY + days(1)),
        (told_good(1), TUESDAY - days(1), TUESDAY + days(1)),
        (owes(1), TUESDAY - days(1), None),
        (changed(1, by_hand_today=True), TUESDAY - days(1), None),
    ],
)
def test_a_client_is_called_every_second_working_day_at_most_unless_you_owe_them(
    candidate, last_call, not_before
):
    morning = listed(replace(candidate, last_called_on=last_call))
    (place,) = morning.calls or morning.waiting
    assert place.not_before == not_before
    assert bool(morning.calls) is (not_before is None)


@pytest.mark.parametrize(
    ("tried_on", "is_lower"),
    [
        (TUESDAY, True),
        (TUESDAY - days(1), True),
        (TUESDAY - days(4), True),  # Friday is two working days ago
        (TUESDAY - days(5), False),
    ],
)
def test_a_try_puts_a_client_lower_in_its_lane_for_two_working_days(tried_on, is_lower):
    tried = quiet(1, 5.0, last_tried_on=tried_on, tries_without_answer=1)
    assert called(tried, quiet(2)) == ([2, 1] if is_lower else [1, 2])
    assert called(tried, quiet(2), capacity=1) == ([2] if is_lower else [1])
    place = next(place for place in listed(tried, quiet(2)).calls if place.client_id == 1)
    assert place.tried_on == (tried_on if is_lower else None)


def test_a_try_before_the_last_talk_puts_nobody_lower():
    talked = quiet(1, 5.0, last_tried_on=TUESDAY - days(1), tries_without_answer=0)
    assert called(quiet(2), talked) == [1, 2]


@pytest.mark.parametrize(("tries", "other_channel"), [(0, False), (2, False), (3, True), (7, True)])
def test_after_three_tries_another_channel_is_proposed(tries, other_channel):
    (place,) = listed(quiet(1, last_tried_on=TUESDAY - days(9), tries_without_answer=tries)).calls
    assert place.other_channel is other_channel


def test_who_asked_not_to_be_phoned_is_written_to():
    assert listed(owes(1, do_not_call=True)).calls[0].other_channel


def test_what_was_left_over_stands_first_in_its_lane_and_says_so():
    yesterday = TUESDAY - days(1)
    morning = listed(owes(1, late=9), quiet(2, 9), quiet(3, rolled_from=yesterday))
    assert [(place.client_id, place.rolled_from) for place in morning.calls] == [
        (1, None),
        (3, yesterday),
        (2, None),
    ]


@pytest.mark.parametrize(("until", "is_listed"), [(-1, True), (0, False), (5, False)])
def test_a_snoozed_client_is_away_to_the_end_of_its_date(until, is_listed):
    morning = listed(owes(1, snoozed_until=TUESDAY + days(until)))
    assert bool(morning.calls) is is_listed
    assert morning.waiting == ()


def test_a_call_set_by_hand_is_made_though_the_client_is_snoozed():
    assert listed(owes(1, snoozed_until=TUESDAY, by_hand_today=True)).calls[0].by_hand


def test_who_was_not_called_stands_there_though_the_reason_lapsed_overnight():
    [place] = listed(Candidate(1, rolled_from=TUESDAY - days(1))).calls
    assert (place.lane, place.rolled_from) == (Lane.KEEP_CLOSE, TUESDAY - days(1))


def test_on_a_day_off_only_what_was_set_by_hand_is_called():
    holiday = WorkingDays(off=frozenset({TUESDAY}))
    morning = listed(owes(1), quiet(2, by_hand_today=True), working=holiday)
    assert [place.client_id for place in morning.calls] == [2]
    assert [place.client_id for place in morning.waiting] == [1]


def test_a_call_moves_to_the_hour_they_like_and_is_marked():
    morning = listed(
        owes(1, late=2, call_window=parse("14-15")),
        owes(2, call_window=parse("Thursdays 9-10")),
        owes(3, call_window=parse("10-11")),
        quiet(4, call_window=parse("8-10")),
    )
    assert [(place.position, place.client_id, place.opens_at) for place in morning.calls] == [
        (1, 4, None),
        (2, 3, datetime.combine(TUESDAY, time(10))),
        (3, 1, datetime.combine(TUESDAY, time(14))),
        (4, 2, datetime.combine(TUESDAY + days(2), time(9))),
    ]


def test_every_threshold_of_the_list_is_a_setting():
    strict = NineRules(
        near_percent=100, tier_c_percent=200, urgent_places=1, working_days_between_calls=3,
        working_days_lower=0, tries_until_other_channel=1, tries_of_a_run=1,
    )  # fmt: skip
    yesterday = TUESDAY - days(1)
    morning = make_list(
        [
            changed(1), changed(2), told_good(3), changed(4, last_called_on=TUESDAY - days(4)), quiet(5),
            quiet(6, 1.2), quiet(7, 1.0, tier=Tier.C, last_tried_on=yesterday, tries_without_answer=1),
        ],
        3, TUESDAY, MONDAY_TO_FRIDAY, rules=strict,
    )  # fmt: skip
    assert [place.client_id for place in morning.calls] == [1, 3, 7]
    assert [place.client_id for place in morning.waiting] == [2, 6, 4]
    assert morning.calls[-1].other_channel
    assert run_of_days({yesterday: 1}, MONDAY_TO_FRIDAY, TUESDAY, strict) == 1


# What holds for every list

near_days = st.integers(-30, 5).map(lambda n: TUESDAY + days(n))
past_days = st.none() | st.integers(0, 30).map(lambda n: TUESDAY - days(n))
candidates_ = st.builds(
    Candidate,
    client_id=st.just(0),
    tier=st.sampled_from(Tier),
    light=st.sampled_from(Light),
    light_is_newer_than_talk=st.booleans(),
    light_since=past_days,
    tenure_days=st.none() | st.integers(0, 4000),
    silence_ratio=st.none() | st.fractions(0, 3, max_denominator=90),
    reasons_owed=st.lists(near_days.map(lambda day: owed((TUESDAY - day).days)), max_size=2).map(tuple),
    changed=st.lists(near_days.map(lambda day: Change(day, "cuts")), max_size=2).map(tuple),
    news=st.lists(near_days.map(lambda day: News(day, "done")), max_size=2).map(tuple),
    last_called_on=past_days,
    last_tried_on=past_days,
    tries_without_answer=st.integers(0, 5),
    rolled_from=past_days,
    by_hand_today=st.sampled_from([False] * 9 + [True]),
    call_window=st.sampled_from([None, parse("8-11"), parse("14-16"), parse("Fri 9-10")]),
    snoozed_until=st.none() | near_days,
)
many = st.lists(candidates_, max_size=25).map(
    lambda those: [replace(one, client_id=number) for number, one in enumerate(those, 1)]
)
capacities = st.integers(3, 5)


@given(candidates=many, capacity=capacities)
def test_nobody_stands_twice_and_nobody_who_waits_is_dropped(candidates, capacity):
    morning = listed(*candidates, capacity=capacity)
    everybody = [place.client_id for place in (*morning.calls, *morning.waiting)]
    with_reason = {
        one.client_id
        for one in candidates
        if one.by_hand_today
        or ((lanes_of(one) or one.rolled_from) and not (one.snoozed_until and one.snoozed_until >= TUESDAY))
    }
    assert len(everybody) == len(set(everybody))
    assert set(everybody) == with_reason
    assert len(morning.calls) <= capacity
    for places in (morning.calls, morning.waiting):
        assert [place.position for place in places] == list(range(1, len(places) + 1))


@given(candidates=many, capacity=capacities)
def test_no_place_stays_free_while_somebody_may_be_called(candidates, capacity):
    morning = listed(*candidates, capacity=capacity)
    assert len(morning.calls) == capacity or all(place.not_before for place in morning.waiting)
    assert not any(place.not_before for place in morning.calls)


@given(candidates=many, capacity=capacities)
def test_a_quiet_green_client_has_its_place_unless_you_owe_as_many_or_set_them_by_hand(candidates, capacity):
    morning = listed(*candidates, capacity=capacity)
    everybody = (*morning.calls, *morning.waiting)
    green = [place for place in everybody if place.light is Light.GREEN and place.lane is Lane.KEEP_CLOSE]
    owed_today = [place for place in everybody if any(one.due.date() <= TUESDAY for one in place.owed)]
    by_hand = [place for place in morning.calls if place.by_hand]
    if len(owed_today) < capacity and len(by_hand) < capacity:
        assert any(place in morning.calls for place in green) or all(place.not_before for place in green)


@given(candidates=many, capacity=capacities, chance=st.randoms(use_true_random=False))
def test_the_list_does_not_hang_on_the_order_the_clients_come_in(candidates, capacity, chance):
    shuffled = list(candidates)
    chance.shuffle(shuffled)
    assert listed(*shuffled, capacity=capacity) == listed(*candidates, capacity=capacity)


@given(candidates=many, capacity=capacities)
def test_those_who_may_be_called_now_come_in_the_order_of_the_lanes(candidates, capacity):
    calls = listed(*candidates, capacity=capacity).calls
    now = [place for place in calls if place.opens_at is None]
    later = [place for place in calls if place.opens_at is not None]
    lanes = [(not place.by_hand, list(Lane).index(place.lane)) for place in now]
    assert lanes == sorted(lanes)
    assert list(calls) == now + later
    assert [place.opens_at for place in later] == sorted(place.opens_at for place in later)
    windows = {one.client_id: one.call_window for one in candidates}
    assert all(is_open(windows[place.client_id], AT_NINE) for place in now)
    assert all(is_open(windows[place.client_id], place.opens_at) for place in later)


# Capacity


def portfolio(retainers, projects, between, past):
    return [
        RhythmGroup("Retainer", 14, retainers),
        RhythmGroup("Project", 7, projects),
        RhythmGroup("Between jobs", 45, between),
        RhythmGroup("Past client", 90, past),
    ]


def ideals(groups):
    return [group.ideal_days for group in groups for _client in range(group.clients)]


def test_the_small_portfolio_of_the_rules_needs_one_and_a_half_calls():
    groups = portfolio(6, 3, 8, 6)
    check = capacity_check(groups, 4)
    assert needed_per_day(ideals(groups)) == check.needed == Decimal("1.5")
    assert (check.is_enough, check.suggestion) == (True, None)
    assert check.text == "Your rhythms need 1.5 calls a day, and you make 4: fine."


def test_the_large_portfolio_of_the_rules_is_told_what_helps():
    check = capacity_check(portfolio(20, 8, 60, 40), 4)
    assert (check.needed, check.is_enough) == (Decimal("6.1"), False)
    assert check.text == "Your rhythms need 6.1 calls a day; you make 4."
    assert check.suggestion.text == (
        "Lengthen “Between jobs” to 90 days, or make them letter-clients. Then it is 5.2."
    )


@pytest.mark.parametrize(
    ("groups", "capacity", "suggested", "to_days"),
    [
        (portfolio(20, 1, 60, 40), 4, "Between jobs", 75),
        (portfolio(20, 8, 30, 20), 4, "Retainer", 28),  # no slow group is enough
        ([RhythmGroup("Project", 7, 20)], 3, "Project", 14),
        ([RhythmGroup("Project", 7, 40)], 3, "Project", 14),  # not enough, but all there is
        ([RhythmGroup("Past client", 90, 300), RhythmGroup("None", 30, 0)], 4, "Past client", 105),
    ],
)
def test_the_suggestion_lengthens_those_first_who_notice_it_least(groups, capacity, suggested, to_days):
    suggestion = capacity_check(groups, capacity).suggestion
    assert (suggestion.group.name, suggestion.to_days) == (suggested, to_days)


group_lists = st.lists(
    st.builds(RhythmGroup, st.sampled_from("abcdef"), st.integers(1, 400), st.integers(0, 60)),
    max_size=6,
    unique_by=lambda group: group.name,
)
working_weeks = st.frozensets(st.integers(0, 6), min_size=1).map(WorkingDays)


@given(groups=group_lists, capacity=st.integers(3, 5), working=working_weeks)
def test_a_suggestion_always_helps_and_says_truly_whether_it_is_enough(groups, capacity, working):
    check = capacity_check(groups, capacity, working)
    assert check.needed == needed_per_day(ideals(groups), working)
    suggestion = check.suggestion
    assert (suggestion is None) is check.is_enough
    if suggestion is None:
        return
    longer = replace(suggestion.group, ideal_days=suggestion.to_days)
    after = [longer if group == suggestion.group else group for group in groups]
    assert suggestion.group.ideal_days < suggestion.to_days <= 2 * suggestion.group.ideal_days
    assert suggestion.needed == needed_per_day(ideals(after), working) <= check.needed
    if suggestion.is_enough:
        assert capacity_check(after, capacity, working).is_enough


@pytest.mark.parametrize(
    ("tag", "ideals", "capacity", "expected"),
    [
        ("en", [7] * 30, 4, "Your rhythms need 6 calls a day; you make 4."),
        ("nb", [7] * 31, 4, "6,2"),
        ("sv", [7] * 30, 4, " 6 "),
        ("en", [7] * 15, 5, "Your rhythms need 3 calls a day, and you make 5: fine."),
        ("en", [7] * 5, 4, "Your rhythms need 1 call a day, and you make 4: fine."),
        ("en", [], 4, "Your rhythms need 0 calls a day, and you make 4: fine."),
        ("en", [1] * 50, 4, "Your rhythms need 70 calls a day; you make 4."),
    ],
)
def test_the_calls_are_told_as_people_say_numbers(tag, ideals, capacity, expected):
    groups = [RhythmGroup("Retainer", days, ideals.count(days)) for days in {*ideals}]
    i18n.use(tag)
    try:
        assert expected in capacity_check(groups, capacity).text
    finally:
        i18n.use("en")


def test_fewer_working_days_hold_more_calls_each():
    four_days = WorkingDays(frozenset({0, 1, 2, 3}))
    assert (needed_per_day([14] * 20), needed_per_day([14] * 20, four_days)) == (
        Decimal("2.0"),
        Decimal("2.5"),
    )
    assert needed_per_day([]) == 0


# The run of days


@pytest.mark.parametrize(
    ("tries", "off", "run"),
    [
        ({}, (), 0),
        ({0: 3}, (), 1),
        ({1: 3, 4: 4}, (), 2),  # today is not done yet, the weekend does not break it
        ({0: 2, 1: 3, 4: 3}, (), 2),
        ({0: 3, 1: 2, 4: 3}, (), 1),
        ({0: 3, 4: 3}, (1,), 2),  # a sick Monday
        ({1: 3}, (0,), 1),  # a holiday today
        ({0: 9, 1: 3}, (0,), 1),  # tries on a day off do not count
        ({0: 3, 1: 3, 4: 3, 5: 5, 6: 3}, (), 5),
    ],
)
def test_a_run_counts_working_days_with_three_tries_and_days_off_do_not_break_it(tries, off, run):
    working = WorkingDays(off=frozenset(TUESDAY - days(n) for n in off))
    by_day = {TUESDAY - days(ago): count for ago, count in tries.items()}
    assert run_of_days(by_day, working, TUESDAY) == run
