"""What is gathered for the light: as much as can make a difference, and no more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from retention_journal.core.contacts import Kind, Outcome
from retention_journal.core.kpis import AgreementStatus, KpiStatus, Period, period_before, period_of
from retention_journal.core.light import Level, SignalId
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.services.business_year import set_year_start
from retention_journal.services.judging import judged
from retention_journal.services.light_goals import agreements_on
from retention_journal.storage.tables import KpiAgreement, KpiLine, Measurement
from tests.builders import NOON, TODAY, a_call, a_client, a_promise

DAY = timedelta(days=1)


@pytest.fixture
def ada(journal):
    return a_client(journal)


def known(journal, client, rules=None):
    return judged(journal, NOON, (client,), rules=rules)[client].known


def level(journal, client, signal, rules=None):
    signals = judged(journal, NOON, (client,), rules=rules)[client].assessment.signals
    return next(one.level for one in signals if one.id is signal)


def sounded(journal, client, *tones):
    """Log a call a day, the newest first, with how they sounded."""
    for days_ago, tone in enumerate(tones, 1):
        a_call(journal, client, NOON - days_ago * DAY, tone=tone)


def met(journal, client, *days_ago, off=()):
    for days in days_ago:
        outcome = Outcome.CANCELLED_BY_CLIENT if days in off else Outcome.REACHED
        a_call(journal, client, NOON - days * DAY, kind=Kind.MEETING, outcome=outcome)


# -- how they sounded ----------------------------------------------------------------------------------------


def test_of_a_client_who_sounds_warm_no_more_than_that_is_read(journal, ada):
    sounded(journal, ada, 4, 1, 1, 5)
    assert [one.tone for one in known(journal, ada).tones] == [4]
    assert level(journal, ada, SignalId.CHECK_IN) is Level.UNKNOWN


def test_beside_a_cool_tone_it_is_read_how_they_sounded_before(journal, ada):
    sounded(journal, ada, 3, 5, 5, 5)
    assert [one.tone for one in known(journal, ada).tones] == [3, 5, 5, 5]
    assert level(journal, ada, SignalId.CHECK_IN) is Level.AMBER


@pytest.mark.parametrize(("tone", "drop", "read"), [(4, 1, 4), (5, 1, 1), (4, 2, 1), (3, 2, 4), (2, 4, 4)])
def test_what_is_cool_is_said_by_the_thresholds(journal, ada, tone, drop, read):
    sounded(journal, ada, tone, 5, 5, 5)
    assert len(known(journal, ada, DEFAULT_RULES.changed(tone_drop=drop)).tones) == read


def test_as_many_tones_are_read_as_a_threshold_asks_for(journal, ada):
    sounded(journal, ada, 2, *[5] * 15)
    for earlier, expected in ((15, Level.AMBER), (16, Level.UNKNOWN)):
        rules = DEFAULT_RULES.changed(tone_earlier=earlier)
        assert level(journal, ada, SignalId.CHECK_IN, rules) is expected


# -- meetings ------------------------------------------------------------------------------------------------


def test_the_last_meetings_are_read_however_long_ago_they_were(journal, ada):
    met(journal, ada, 100, 150, 200, 250, 300, off=(100, 200))
    assert len(known(journal, ada).meetings) == DEFAULT_RULES.cancels_of_last
    assert level(journal, ada, SignalId.CANCELS) is Level.AMBER


def test_and_those_of_late_however_many_they_were(journal, ada):
    met(journal, ada, 1, 3, 5, 20, 25, 60, off=(20, 25))
    assert len(known(journal, ada).meetings) == 5
    assert level(journal, ada, SignalId.CANCELS) is Level.AMBER


def test_as_many_meetings_are_read_as_a_threshold_asks_for(journal, ada):
    met(journal, ada, *range(40, 56), off=(54, 55))
    for last, expected in ((16, Level.AMBER), (15, Level.OK), (17, Level.UNKNOWN)):
        rules = DEFAULT_RULES.changed(cancels_of_last=last)
        assert level(journal, ada, SignalId.CANCELS, rules) is expected


# -- promises ------------------------------------------------------------------------------------------------


def test_a_promise_is_a_fact_from_the_day_it_is_due(journal, ada):
    end = time(23, 59)
    a_promise(journal, ada, "Some day", made_on=TODAY - 9 * DAY)
    a_promise(journal, ada, "Tomorrow", made_on=TODAY - 9 * DAY, due_at=datetime.combine(TODAY + DAY, end))
    assert known(journal, ada).open_promises == ()
    assert level(journal, ada, SignalId.PROMISE) is Level.OK
    a_promise(journal, ada, "Today", made_on=TODAY - 9 * DAY, due_at=datetime.combine(TODAY, end))
    assert [one.text for one in known(journal, ada).open_promises] == ["Today"]


# -- goals ---------------------------------------------------------------------------------------------------


def agreed(journal, client, values, *, kind=Period.MONTH, before=period_before, since=3000):
    """Agree on a goal of 100 and enter its figures, the newest finished period first."""
    with journal.change("Agree") as change:
        agreement = change.insert(
            KpiAgreement, client=client, version=1, status=AgreementStatus.AGREED,
            valid_from=TODAY - since * DAY,
        )  # fmt: skip
        change.insert(
            KpiLine, agreement=agreement, line_key=f"visits {client}", name="Visits", target="100",
            period=kind, importance_client=5,
        )  # fmt: skip
        period = period_of(kind, TODAY)
        for value in values:
            period = before(period)
            if value is not None:
                change.insert(
                    Measurement, client=client, line_key=f"visits {client}", period_start=period.first,
                    period_end=period.last, value=value,
                )  # fmt: skip


def goal(journal, client, rules=DEFAULT_RULES):
    ((standing,),) = (one.important for one in agreements_on(journal, TODAY, rules).values())
    return standing.status, standing.off_track_running, standing.missing_periods


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([100], (KpiStatus.ON_TRACK, 0, 0)),
        ([70], (KpiStatus.OFF_TRACK, 1, 0)),
        ([70, 100, 70], (KpiStatus.OFF_TRACK, 1, 0)),
        ([70, 70, 70, 90], (KpiStatus.OFF_TRACK, 3, 0)),
        ([70, None, 70], (KpiStatus.OFF_TRACK, 1, 0)),
        ([None, 70, 70], (KpiStatus.OFF_TRACK, 2, 1)),
        ([None, None, 90], (KpiStatus.AT_RISK, 0, 2)),
        ([70] * 9, (KpiStatus.OFF_TRACK, 6, 0)),
        ([], (KpiStatus.NO_DATA, 0, 6)),
    ],
)
def test_a_goal_is_looked_back_on_as_far_as_it_was_off_track_or_has_no_figure(journal, ada, values, expected):
    agreed(journal, ada, values)
    assert goal(journal, ada) == expected


def test_nothing_is_missing_from_before_a_goal_was_agreed(journal, ada):
    agreed(journal, ada, [], since=60)
    assert goal(journal, ada) == (KpiStatus.NO_DATA, 0, 1)


def test_as_many_periods_are_looked_at_as_a_threshold_asks_for(journal, ada):
    agreed(journal, ada, [70] * 9)
    for periods, expected in ((9, Level.RED), (10, Level.AMBER)):
        rules = DEFAULT_RULES.changed(goal_red_periods=periods)
        assert level(journal, ada, SignalId.GOAL, rules) is expected


def test_quarters_of_goals_follow_the_business_year(journal, ada):
    set_year_start(journal, 3)
    last = period_of(Period.QUARTER, date(2026, 2, 1), 3)
    agreed(journal, ada, [70], kind=Period.QUARTER, before=lambda _period: last)
    assert goal(journal, ada)[:2] == (KpiStatus.OFF_TRACK, 1)
