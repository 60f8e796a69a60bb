from __future__ import annotations

from datetime import date

import pytest

from retention_journal.core.clients import ReportRhythm
from retention_journal.core.periods import parse_period
from retention_journal.core.report_rhythm import last_period, ship_by


@pytest.mark.parametrize(
    ("rhythm", "today", "period"),
    [
        (ReportRhythm.MONTHLY, date(2026, 11, 20), "2026-10"),
        (ReportRhythm.MONTHLY, date(2026, 1, 1), "2025-12"),
        (ReportRhythm.QUARTERLY, date(2026, 11, 20), "2026-Q3"),
        (ReportRhythm.QUARTERLY, date(2026, 1, 1), "2025-Q4"),
    ],
)
def test_a_report_tells_of_the_last_whole_period(rhythm, today, period):
    assert last_period(rhythm, today) == parse_period(period)


def test_who_gets_no_reports_has_no_period():
    assert last_period(ReportRhythm.NONE, date(2026, 11, 20)) is None


def test_a_report_ships_within_five_working_days_of_its_periods_end():
    assert ship_by(parse_period("2026-10")) == date(2026, 11, 6)
