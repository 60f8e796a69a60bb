"""Good news is what went well and was not told yet: each kind, its edges, and that a talk ends it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.kpis import AgreementStatus, Period
from retention_journal.services.business_year import set_year_start
from retention_journal.services.good_news import good_news
from retention_journal.services.judging import judged
from retention_journal.services.promises import end_of, keep_promise
from retention_journal.storage.tables import KpiAgreement, KpiLine, Measurement
from tests.builders import NOON, TODAY, a_call, a_client, a_promise

DAY = timedelta(days=1)


def news(journal, client):
    known = [judged(journal, NOON, (client,))[client].known]
    return [one.what for one in good_news(journal, known, TODAY).get(client, ())]


def done(journal, client, ago, due_in=0, **values):
    made = a_promise(journal, client, "Send it", made_on=TODAY - 30 * DAY,
                     due_at=end_of(TODAY - (ago - due_in) * DAY), **values)  # fmt: skip
    keep_promise(journal, made, now=NOON, delivered_at=NOON - ago * DAY)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (0, ["“Send it”, which they asked for, was done today."]),
        (14, ["“Send it”, which they asked for, was done 14 days ago."]),
        (15, []),
    ],
)
def test_a_small_request_that_was_done_is_news_for_two_weeks(journal, ago, expected):
    ada = a_client(journal)
    done(journal, ada, ago, is_small_request=True)
    assert news(journal, ada) == expected


@pytest.mark.parametrize(
    ("early", "expected"),
    [(0, []), (1, ["You kept “Send it” 1 day before it was due."]),
     (3, ["You kept “Send it” 3 days before it was due."])],
)  # fmt: skip
def test_a_promise_is_news_where_it_was_kept_before_its_day(journal, early, expected):
    ada = a_client(journal)
    done(journal, ada, 2, due_in=early)
    assert news(journal, ada) == expected


@pytest.mark.parametrize(("talked_ago", "is_news"), [(3, True), (2, True), (1, False)])
def test_what_was_told_is_no_news_any_more(journal, talked_ago, is_news):
    ada = a_client(journal)
    done(journal, ada, 2, is_small_request=True)
    a_call(journal, ada, NOON - talked_ago * DAY)
    assert bool(news(journal, ada)) is is_news


def measured(journal, client, january, february):
    with journal.change("Agree") as change:
        agreement = change.insert(
            KpiAgreement, client=client, version=1, status=AgreementStatus.AGREED,
            agreed_on=date(2025, 12, 1), valid_from=date(2025, 12, 1),
        )  # fmt: skip
        change.insert(KpiLine, agreement=agreement, line_key="v", name="Visits", target="100")
        for first, last, value in (
            (date(2026, 1, 1), date(2026, 1, 31), january),
            (date(2026, 2, 1), date(2026, 2, 28), february),
        ):
            if value is not None:
                period = {"period_start": first, "period_end": last}
                change.insert(Measurement, client=client, line_key="v", value=value, **period)


@pytest.mark.parametrize(
    ("january", "february", "is_news"),
    [(80, 100, True), (80, 99, False), (100, 120, False), (None, 120, False), (80, None, False)],
)
def test_a_goal_is_news_when_it_comes_to_its_target(journal, january, february, is_news):
    ada = a_client(journal)
    measured(journal, ada, january, february)
    expected = [f"“Visits” reached the agreed target: {february}."] if is_news else []
    assert news(journal, ada) == expected


@pytest.mark.parametrize(("year_start", "is_news"), [(1, False), (3, True), (12, True)])
def test_a_quarter_of_the_business_year_is_news_too(journal, year_start, is_news):
    ada = a_client(journal)
    set_year_start(journal, year_start)
    with journal.change("Agree") as change:
        agreement = change.insert(
            KpiAgreement, client=ada, version=1, status=AgreementStatus.AGREED,
            agreed_on=date(2025, 9, 1), valid_from=date(2025, 9, 1),
        )  # fmt: skip
        change.insert(
            KpiLine, agreement=agreement, line_key="v", name="Visits", target="100", period=Period.QUARTER
        )
        for first, last, value in (
            (date(2025, 9, 1), date(2025, 11, 30), 80),
            (date(2025, 12, 1), date(2026, 2, 28), 110),
        ):
            period = {"period_start": first, "period_end": last}
            change.insert(Measurement, client=ada, line_key="v", value=value, **period)
    assert bool(news(journal, ada)) is is_news


def test_a_goal_that_was_talked_about_after_its_month_is_told(journal):
    ada = a_client(journal)
    measured(journal, ada, 80, 100)
    a_call(journal, ada, datetime(2026, 3, 1, 9))
    assert news(journal, ada) != []  # the day on which the month was over
    a_call(journal, ada, datetime(2026, 3, 2, 9))
    assert news(journal, ada) == []


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2024, 3, 10), ["2 years together, today."]),
        (date(2025, 3, 11), ["1 year together, tomorrow."]),
        (date(2025, 3, 17), ["1 year together, 17 Mar."]),
        (date(2025, 3, 18), []),
        (date(2025, 3, 9), []),
        (date(2026, 3, 10), []),
        (None, []),
    ],
)
def test_an_anniversary_is_news_for_a_week_before_it(journal, start, expected):
    assert news(journal, a_client(journal, start_date=start)) == expected
