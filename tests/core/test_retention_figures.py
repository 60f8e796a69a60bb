"""The figures of who stays: their values, their ranges, their silence and their words."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.client_lives import Life, Lives, life
from retention_journal.core.hours import Bucket, MonthHours
from retention_journal.core.how_long import survival, tenure
from retention_journal.core.income_kept import Paying, gross, net
from retention_journal.core.periods import DayRange, month_of
from retention_journal.core.retention_figures import Figure, logo_retention, losses, reason_coverage
from retention_journal.core.won_lost import won_lost
from retention_journal.core.work_figures import Waited, care, recovery_figure

YEAR = DayRange(date(2025, 3, 11), date(2026, 3, 10))
LONG_AGO, WITHIN = date(2023, 1, 10), date(2025, 10, 1)
DAYS = st.dates(date(2022, 1, 1), date(2026, 3, 10))


@st.composite
def _lives(draw):
    start = draw(DAYS)
    days = st.lists(st.dates(start, date(2026, 3, 10)), max_size=3, unique=True)
    left, back = draw(days), draw(days)
    is_gone = bool(left) and max(left) > max(back, default=start) and draw(st.booleans())
    found = life(draw(st.integers(1, 99)), "Ada", start, left, is_gone=is_gone, back=back)
    assert found is not None
    return found


ANY = st.lists(_lives(), max_size=30)


def clients(stayed: int, lost: int, start: date = LONG_AGO) -> Lives:
    kept = [Life(n, f"Kept {n}", start) for n in range(stayed)]
    return Lives((*kept, *(Life(100 + n, f"Gone {n}", start, (WITHIN,), True) for n in range(lost))))


@pytest.mark.parametrize(
    ("stayed", "lost", "text"),
    [
        (17, 3, "3 of 20 clients left (15 %, likely 5–36 %)."),
        (35, 5, "5 of 40 clients left (12 %, likely 5–26 %)."),
        (180, 20, "20 of 200 clients left (10 %, likely 7–15 %)."),
        (7, 1, "1 of 8 clients left."),
        (9, 0, "0 of 9 clients left."),
        (0, 1, "1 of 1 client left."),
        (0, 0, "There were no clients when the period began."),
    ],
)
def test_losses_are_told_as_in_the_worked_numbers_and_without_a_percentage_under_ten(stayed, lost, text):
    found = losses(clients(stayed, lost), YEAR)
    assert (found.counted, found.n, found.text) == (lost, stayed + lost, text)
    assert found.silent is (stayed + lost < 10)
    assert (found.value is None) is found.silent
    assert len(found.names) == lost


def test_where_all_are_lost_the_figure_says_so():
    found = losses(clients(0, 12), YEAR)
    assert (found.value, found.high) == (1, 1)
    assert logo_retention(clients(0, 12), YEAR).value == 0


def test_who_came_and_left_within_the_period_is_told_beside_the_share():
    told = clients(17, 3).known
    brief = Life(500, "Brief", date(2025, 5, 1), (date(2025, 8, 1),), True)
    found = losses(Lives((*told, brief), left_out=2), YEAR)
    assert (found.counted, found.n) == (3, 20)
    assert found.all_losses == 4
    assert "1 more loss was of a client who came, or came back, within the period." in found.text
    assert "2 clients are left out" in found.text


def test_a_client_won_back_was_lost_all_the_same_and_may_be_lost_again():
    back = Life(1, "Back", LONG_AGO, (WITHIN,), is_gone=False)
    again = Life(2, "Again", LONG_AGO, (date(2024, 1, 1), WITHIN), is_gone=True)
    assert back.was_here(YEAR.last)
    assert back.left_in(YEAR)
    assert again.was_here(YEAR.first)
    assert not again.was_here(WITHIN)
    assert losses(Lives((back, again)), YEAR).counted == 2
    assert again.followed(YEAR.last).months == 11


def test_who_came_back_on_a_day_was_away_until_then():
    left, back = (date(2024, 1, 10), WITHIN), (date(2024, 7, 10),)
    one = Life(1, "Again", LONG_AGO, left, True, back)
    here = [date(2024, 1, 9), date(2024, 7, 10), date(2025, 9, 30)]
    away = [date(2024, 1, 10), date(2024, 7, 9), WITHIN, YEAR.last]
    assert [one.was_here(day) for day in (*here, *away)] == [True] * 3 + [False] * 4
    assert one.months(date(2024, 3, 1)) == 12
    assert one.months(date(2025, 1, 11)) == 18, "24 months less the six away"
    assert one.months(YEAR.last) == 26
    assert one.followed(YEAR.last).months == 12, "the curve asks about the first time"


def test_who_was_away_when_a_period_began_was_none_of_those_one_had_and_comes_back_as_a_win():
    back = Life(1, "Back", LONG_AGO, (date(2025, 1, 1),), False, (date(2025, 6, 1),))
    still_away = Life(2, "Away", LONG_AGO, (date(2025, 1, 1),), False, (date(2026, 6, 1),))
    assert losses(Lives((back, still_away)), YEAR).n == 0
    assert (won_lost([back, still_away], YEAR).won, won_lost([back, still_away], YEAR).lost) == (1, 0)
    assert tenure([still_away], YEAR.last).lost_n == 1


def test_each_loss_of_a_period_is_counted_and_the_share_stays_one_of_clients():
    twice = Life(1, "Twice", LONG_AGO, (date(2025, 4, 1), WITHIN), True, (date(2025, 6, 1),))
    found = losses(Lives((twice,)), YEAR)
    assert (found.counted, found.n, found.all_losses) == (1, 1, 2)
    assert "1 more loss was of a client who came, or came back" in found.text
    assert (won_lost([twice], YEAR).won, won_lost([twice], YEAR).lost) == (1, 2)


@given(_lives(), DAYS)
def test_on_any_day_a_client_is_here_or_gone_and_its_months_never_exceed_the_calendar(one, day):
    assert one.was_here(day) == (one.start <= day and not one.had_gone(day))
    if one.start <= day:
        whole = Life(1, "Whole", one.start).months(day)
        assert 0 <= one.months(day) <= whole


@pytest.mark.parametrize(
    ("back", "is_gone", "kept"),
    [
        ([date(2023, 6, 1)], True, ()),  # back before it left: a slip
        ([WITHIN], False, (WITHIN,)),
        ([date(2025, 11, 1)], True, None),  # gone again, nobody knows when
        ([date(2025, 11, 1), date(2025, 11, 1)], False, (date(2025, 11, 1),)),
    ],
)
def test_a_day_of_coming_back_counts_after_one_of_leaving(back, is_gone, kept):
    found = life(1, "Ada", LONG_AGO, (WITHIN, WITHIN), is_gone=is_gone, back=back)
    assert (found and found.back) == kept
    assert found is None or found.left == (WITHIN,)


@pytest.mark.parametrize(
    ("start", "left", "is_gone", "days"),
    [
        (None, (), False, None),
        (LONG_AGO, (), True, None),
        (LONG_AGO, (date(2022, 1, 1),), True, None),  # lost before the start: a slip
        (LONG_AGO, (date(2022, 1, 1),), False, ()),
        (LONG_AGO, (WITHIN, LONG_AGO), True, (LONG_AGO, WITHIN)),
    ],
)
def test_a_life_is_known_where_it_was_written_down_from_when_to_when(start, left, is_gone, days):
    found = life(1, "Ada", start, left, is_gone=is_gone)
    assert (found and found.left) == days


@given(ANY, st.tuples(DAYS, DAYS))
def test_every_range_holds_its_value_and_a_silent_figure_has_none(lives, days):
    period = DayRange(min(days), max(days))
    known = Lives(tuple(lives))
    lost, stayed = losses(known, period), logo_retention(known, period)
    found: list[Figure] = [
        lost, stayed, won_lost(lives, period), tenure(lives, period.last), survival(lives, period.last)
    ]  # fmt: skip
    for one in found:
        assert one.text
        if one.silent:
            assert (one.value, one.low, one.high) == (None, None, None)
        elif one.value is not None and one.low is not None:
            assert one.low <= one.value
            assert one.high is None or one.value <= one.high
    assert lost.counted + stayed.counted == lost.n
    if not lost.silent:
        assert lost.value == pytest.approx(1 - stayed.value)


@given(ANY, st.tuples(DAYS, DAYS))
def test_the_quarters_add_up_to_what_was_won_and_lost(lives, days):
    found = won_lost(lives, DayRange(min(days), max(days)), 2)
    assert sum(one.won for one in found.quarters) == found.won
    assert sum(one.lost for one in found.quarters) == found.lost
    assert found.quarters[0].first == min(days)
    assert found.quarters[-1].last == max(days)


def balance(won: int, lost: int):
    return won_lost([*clients(0, lost).known, *clients(won, 0, WITHIN).known], YEAR)


@pytest.mark.parametrize(
    ("won", "lost", "alarm", "text"),
    [
        (0, 0, False, "Won 0, lost 0. Too few to compare."),
        (0, 2, False, "Won 0, lost 2. Too few to compare."),
        (1, 2, True, "Won 1, lost 2. Fewer won than lost. That may well be chance."),
        (1, 5, True, "Won 1, lost 5. Fewer won than lost. That is worth watching."),
        (3, 10, True, "Won 3, lost 10. Fewer won than lost. That is hard to put down to chance."),
        (3, 3, False, "Won 3, lost 3."),
    ],
)
def test_the_lamp_lights_whatever_chance_says_and_is_silent_under_three(won, lost, alarm, text):
    found = balance(won, lost)
    assert (found.won, found.lost, found.alarm, found.text) == (won, lost, alarm, text)
    assert (len(found.won_names), len(found.lost_names)) == (won, lost)
    assert found.silent is (won + lost < 3)


def months_ago(months: int) -> date:
    year, month = divmod(2026 * 12 + 2 - months, 12)
    return date(year, month + 1, 10)


def followed(lost: list[int], stayed: list[int]) -> list[Life]:
    """Return clients with so many months, who left today or are still here."""
    gone = [Life(n, "Gone", months_ago(n), (YEAR.last,), True) for n in lost]
    return gone + [Life(100 + n, "Kept", months_ago(n)) for n in stayed]


def test_the_curve_of_the_journal_is_that_of_the_test_vector():
    found = survival(followed([2, 5, 9, 14, 24], [7, 12, 18, 20, 30, 36, 40]), YEAR.last)
    assert [round(point.share, 3) for point in found.points] == [0.917, 0.833, 0.741, 0.635, 0.476]
    assert (found.n, found.lost, found.silent) == (12, 5, False)
    assert found.value is None
    assert found.text == "After 14 months 63 % are still clients (likely 29–85 %)."


def test_the_median_is_told_where_the_drawn_curve_reaches_a_half():
    found = survival(followed([1, 2, 3, 4, 5, 6], [8, 9, 10, 11, 12, 13]), YEAR.last)
    assert (found.value, found.low) == (6, 2)
    assert found.text.startswith("Half leave within 6 months (likely 2")


@pytest.mark.parametrize(("lost", "stayed"), [(4, 20), (5, 4), (9, 0), (0, 0), (0, 30)])
def test_there_is_no_curve_under_ten_clients_or_five_losses(lost, stayed):
    found = survival(followed([3] * lost, [4] * stayed), YEAR.last)
    assert found.silent
    assert found.points == ()


def test_where_all_are_lost_the_curve_comes_down_to_nothing():
    found = survival(followed(list(range(1, 13)), []), YEAR.last)
    assert found.points[-1].share == 0
    assert found.value == 6


def test_tenure_is_the_median_of_the_present_and_of_the_lost():
    found = tenure(followed([4, 8], [10, 20, 40]), YEAR.last)
    assert (found.value, found.n, found.lost_value, found.lost_n) == (20, 3, 6, 2)
    assert tenure([], YEAR.last).silent


def paying(*pairs: tuple[int, int]) -> list[Paying]:
    return [Paying(f"Client {n}", Fraction(start), Fraction(end)) for n, (start, end) in enumerate(pairs)]


def test_gross_never_counts_growth_and_net_is_never_told_without_gross():
    fees = {"NOK": paying((100, 100), (100, 50), (100, 0), (100, 100), (100, 300))}
    kept, grown = gross(fees), net(fees)
    assert (kept.value, grown.value) == (0.7, 1.1)
    assert [one.client for one in kept.names] == ["Client 1", "Client 2"]
    assert "70 %" in grown.text
    assert "110 %" in grown.text
    assert kept.text == "70 % of the monthly fees in NOK were kept. Lost or lower: Client 1, Client 2."


def test_currencies_are_never_added_and_each_is_silent_by_itself():
    fees = {"NOK": paying(*[(100, 90)] * 5), "GBP": paying(*[(1000, 0)] * 4)}
    found = gross(fees)
    assert (found.currency, found.value, found.n) == ("NOK", 0.9, 5)
    assert [(one.currency, one.silent, one.value) for one in found.by_currency] == [
        ("NOK", False, 0.9),
        ("GBP", True, None),
    ]
    assert gross({}).silent


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**9)), min_size=5, max_size=20))
def test_gross_is_a_share_and_net_is_never_less(pairs):
    fees = {"NOK": paying(*pairs)}
    assert 0 <= gross(fees).value <= 1
    assert net(fees).value >= gross(fees).value


@pytest.mark.parametrize(
    ("known", "lost", "text"),
    [
        (3, 7, "You know the reason for 3 of 7 losses."),
        (0, 1, "You know the reason for 0 of 1 loss."),
        (0, 0, "Nobody left."),
    ],
)
def test_it_is_told_of_how_many_losses_the_reason_is_known(known, lost, text):
    found = reason_coverage(known, lost)
    assert (found.text, found.silent) == (text, lost == 0)


def test_care_is_a_share_of_care_and_hunt_and_silent_without_either():
    months = [
        MonthHours(month_of(date(2026, 1, 1)), {Bucket.CARE: 60, Bucket.HUNT: 180, Bucket.SERVE: 900}),
        MonthHours(month_of(date(2026, 2, 1)), {Bucket.SERVE: 900}),
    ]
    found = care(months, 2, 3)
    assert (found.value, found.n, [one.share for one in found.months]) == (0.25, 1, [0.25, None])
    assert care(months[1:], 0, 0).silent


def test_recovery_is_silent_under_three_and_so_is_each_median_by_itself():
    few = recovery_figure(2, 2, [Waited(0.1, None, 1.0)] * 2)
    assert (few.silent, few.value, few.resolve_days) == (True, None, None)
    found = recovery_figure(4, 5, [Waited(0.1, None, 1.0), Waited(0.2, 2.0, 3.0), Waited(0.3, 2.0, 8.0)])
    assert (found.value, found.acknowledge_days, found.decide_days, found.resolve_days) == (0.8, 0.2, None, 3)
    assert found.text.startswith("4 of 5 closed incidents recovered (likely 38–96 %). Half of 3 waited")
    assert "until it was put right" in found.text
    assert "for a decision" not in found.text


def test_who_comes_on_the_first_day_of_a_period_is_won_and_was_not_there_before():
    new = Life(1, "New", YEAR.first)
    assert losses(Lives((new,)), YEAR).n == 0
    assert won_lost([new], YEAR).won == 1
    assert won_lost([Life(1, "Old", YEAR.first - timedelta(days=1))], YEAR).won == 0
