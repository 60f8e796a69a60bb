from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.kpis import GoalDirection, KpiStatus
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, month_of
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import (
    Delivery,
    GoalPoint,
    GoalRow,
    HoursFor,
    HoursKind,
    HoursPart,
    HoursUsed,
    Issuer,
    LastPromise,
    Need,
    RequestRow,
    Requests,
    StatusReport,
    Target,
)
from retention_journal.core.report_look import ReportPart
from retention_journal.core.report_parts import without
from retention_journal.services import issued_reports, status
from retention_journal.services.frozen_reports import report_as_sent, thawed
from retention_journal.services.report_data import figures
from retention_journal.storage.tables import Report
from tests.builders import NOON, TODAY, a_client
from tests.reports.rich_samples import CORRECTION, LETTER, NORWEGIAN, QUARTER, RICH, SWEDISH

SEPTEMBER, AUGUST = month_of(date(2025, 9, 1)), month_of(date(2025, 8, 1))
FEBRUARY = month_of(date(2026, 2, 1))
THREE = Target(GoalDirection.LOWER, Decimal(3))
TWO = Target(GoalDirection.LOWER, Decimal(2))
REPORT = StatusReport(
    client="Harbour & Hale",
    period=SEPTEMBER,
    period_label="September 2025",
    issued_on=date(2025, 10, 3),
    language="en",
    issuer=Issuer("Solheim Synlighet"),
    goals=(
        GoalRow(
            "Small changes", unit="days", target=TWO, value=Decimal("2.5"), status=KpiStatus.OFF_TRACK,
            remark="Better already.",
            points=(
                GoalPoint(AUGUST, Decimal("3.0"), THREE),
                GoalPoint(SEPTEMBER, Decimal("2.5"), TWO, event="new form"),
            ),
        ),
    ),
    last_promises=(
        LastPromise("A new page", date(2025, 9, 5), PromiseState.KEPT, delivered=date(2025, 9, 4)),
        LastPromise("Pictures", None, PromiseState.KEPT, delivered=date(2025, 9, 9), is_dated=False),
    ),
    delivered=(Delivery("The new page", date(2025, 9, 4), goal="Small changes"),),
    hours=HoursUsed(
        parts=(HoursPart(HoursKind.WORK, 605), HoursPart(HoursKind.CARE, 90)),
        agreed_minutes=720,
        served=(HoursFor("Small changes", 200),),
    ),
    needs=(Need("Prices", date(2025, 10, 20), "The page cannot go out without them."),),
)  # fmt: skip


def _rows(report):
    text = figures(report).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if report.language != "en" else ","))


def test_each_goal_has_a_line_for_each_period_with_the_target_as_it_was():
    lines = [row for row in _rows(REPORT) if row["Part"] == "Scorecard"]
    columns = ("What", "From", "To", "Value", "Unit", "At most")
    assert [tuple(row[name] for name in columns) for row in lines] == [
        ("Small changes", "2025-08-01", "2025-08-31", "3.0", "days", "3"),
        ("Small changes", "2025-09-01", "2025-09-30", "2.5", "days", "2"),
    ]  # fmt: skip
    assert [row["At least"] for row in lines] == ["", ""]
    assert lines[0]["Status"] == ""
    assert lines[1]["Status"] != ""
    assert lines[1]["Remark"] == "new form; Better already."


def test_promises_deliveries_hours_and_needs_are_told_with_their_days():
    told = {(row["Part"], row["What"]): row for row in _rows(REPORT)}
    page = told["What I promised last time", "A new page"]
    assert (page["Due"], page["Done"]) == ("2025-09-05", "2025-09-04")
    assert told["What I promised last time", "Pictures"]["Done"] == ""  # on a day nobody knows
    assert told["What was delivered", "The new page"]["Goal"] == "Small changes"
    assert told["Where your hours went", "Agreed work"]["Value"] == "10.08"
    assert told["Hours agreed", "Hours agreed"]["Value"] == "12"
    assert told["Your hours by goal", "Small changes"]["Value"] == "3.33"
    assert told["What I need from you", "Prices"]["Remark"] == "The page cannot go out without them."


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_numbers_and_columns_are_written_as_the_clients_spreadsheet_reads_them(language):
    raw = figures(replace(REPORT, language=language))
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines[0].count(";") == 12
    assert '"Small changes";;2025-09-01;2025-09-30;2,5;' in lines[2]


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 1", "-5", "@SUM(A1)", "\t=1", " =1", "\uff1d1+1", "\r\n=cmd|' /C calc'!A0"]
)
def test_no_text_becomes_a_formula_in_a_spreadsheet(text):
    report = replace(REPORT, delivered=(Delivery(text, date(2025, 9, 4), goal=text),))
    row = next(row for row in _rows(report) if row["Part"] == "What was delivered")
    assert row["What"].startswith("'")
    assert row["Goal"].startswith("'")


def test_a_figure_below_nothing_stays_a_figure():
    goal = GoalRow("Growth", value=Decimal("-4.5"))
    rows = _rows(replace(REPORT, goals=(goal,), language="nb"))
    assert next(row for row in rows if row["Hva"] == "Growth")[list(rows[0])[5]] == "-4,5"


@given(st.text(max_size=40), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_text_and_figure_make_a_list_of_as_many_columns(text, value):
    goal = GoalRow(text, unit=text, value=value, remark=text)
    for language in ("en", "nb"):
        report = replace(
            REPORT, goals=(goal,), delivered=(Delivery(text, date(2025, 9, 4)),), language=language
        )
        told = figures(report).decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(told), delimiter="," if language == "en" else ";"))
        assert {len(row) for row in table} == {13}


def test_a_report_without_anything_is_a_list_of_heads():
    bare = StatusReport("A", SEPTEMBER, "September 2025", date(2025, 10, 3), "en", Issuer("B"))
    assert figures(bare).decode("utf-8-sig").count("\r\n") == 1


@pytest.mark.parametrize("report", [RICH, QUARTER, LETTER, CORRECTION, NORWEGIAN, SWEDISH, REPORT])
def test_what_was_frozen_is_read_again_as_it_was(report):
    kept = json.loads(json.dumps(issued_reports.frozen(report)))
    again = thawed(kept)
    assert again == replace(report, issuer=replace(report.issuer, logo=None))
    assert figures(again) == figures(report)


def test_a_report_from_an_older_version_is_read_with_the_usual_values():
    kept = issued_reports.frozen(REPORT)
    for newer in ("setbacks", "learnt", "decisions", "review", "corrects", "look"):
        del kept[newer]
    del kept["goals"][0]["importance"]
    assert thawed(kept) == REPORT


@pytest.mark.parametrize(
    "broken",
    [
        None, [], "report", {}, {"client": "A"},
        issued_reports.frozen(REPORT) | {"client": 7},
        issued_reports.frozen(REPORT) | {"period": {"first": "2025-13-01", "last": "2025-09-30"}},
        issued_reports.frozen(REPORT) | {"goals": {"name": "x"}},
        issued_reports.frozen(REPORT) | {"goals": [{"name": "x", "value": "much"}]},
        issued_reports.frozen(REPORT) | {"goals": [{"name": "x", "value": "NaN"}]},
        issued_reports.frozen(REPORT) | {"goals": [{"name": "x", "status": "splendid"}]},
    ],
)  # fmt: skip
def test_what_is_no_report_is_none(broken):
    assert thawed(broken) is None


def test_the_archive_knows_the_figures_of_what_was_sent(journal):
    client = a_client(journal)
    report = status.status_report(journal, client, FEBRUARY, today=TODAY, draft=False)
    with journal.change("keep") as change:
        sent = change.insert(
            Report, client=client, number=1, period_start=FEBRUARY.first, period_end=FEBRUARY.last,
            state=ReportState.ISSUED, issued_at=NOON, data_frozen=issued_reports.frozen(report),
        )  # fmt: skip
    assert report_as_sent(journal, sent) == report
    with journal.change("forget") as change:
        change.update(Report, sent, data_frozen=None)
    assert report_as_sent(journal, sent) is None
    assert report_as_sent(journal, 999) is None


def test_the_period_of_a_report_that_its_goal_has_no_point_for_is_told_all_the_same():
    quarter = DayRange(date(2025, 7, 1), date(2025, 9, 30))
    lines = [row for row in _rows(replace(REPORT, period=quarter)) if row["Part"] == "Scorecard"]
    assert [(row["From"], row["Value"]) for row in lines][-1] == ("2025-07-01", "2.5")


def test_small_requests_are_told_from_the_day_they_were_asked():
    asked = Requests((RequestRow("Another picture", date(2025, 9, 1), date(2025, 9, 3), 2),), Decimal(3))
    (line,) = [row for row in _rows(replace(REPORT, requests=asked)) if row["What"] == "Another picture"]
    assert (line["From"], line["Done"], line["Value"], line["At most"]) == (
        "2025-09-01",
        "2025-09-03",
        "2",
        "3",
    )


@pytest.mark.parametrize("part", list(ReportPart))
def test_a_part_that_the_report_leaves_out_is_not_in_its_figures(part):
    asked = Requests((RequestRow("Another picture", date(2025, 9, 1), date(2025, 9, 3), 2),), Decimal(3))
    whole = replace(REPORT, requests=asked)
    told, less = _rows(whole), _rows(without(whole, [part]))
    expected = {
        ReportPart.PROMISES: {"What I promised last time"},
        ReportPart.DELIVERED: {"What was delivered"},
        ReportPart.REQUESTS: {"Answers to your requests"},
        ReportPart.HOURS: {"Where your hours went", "Hours agreed", "Your hours by goal"},
        ReportPart.NEEDS: {"What I need from you"},
    }.get(part, set())
    assert {row["Part"] for row in told} - {row["Part"] for row in less} == expected
    if part is ReportPart.CHARTS:
        assert [row["From"] for row in less if row["Part"] == "Scorecard"] == ["2025-09-01"]
    if part is ReportPart.SCORECARD:
        assert "Better already." not in figures(without(whole, [part])).decode()


def test_without_scorecard_and_charts_no_goal_has_figures():
    bare = without(REPORT, [ReportPart.SCORECARD, ReportPart.CHARTS])
    assert not [row for row in _rows(bare) if row["Part"] == "Scorecard"]
