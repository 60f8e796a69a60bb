"""What exports of time trackers do to their readers, trap by trap. Source: imports, sections 1.3 and 4.6."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.hours import read_hours
from tests.importers.table_seeds import CLOCKIFY, HARVEST, TOGGL

CLOCKIFY_HEAD = (
    "Project,Client,Description,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal)"
)


@pytest.fixture
def read(tmp_path):
    def of(content: str, encoding="utf-8"):
        path: Path = tmp_path / "export.csv"
        path.write_bytes(content.encode(encoding))
        return read_hours(path)

    return of


def told(result):
    return [(row.worked_on, row.seconds, row.client) for row in result.rows]


def test_sums_and_titles_are_passed_over_and_counted(read):
    by_day = (
        '"Summary report"\n"01/15/2024 - 01/16/2024"\n\n"Date","Client","Time (h)","Time (decimal)"\n'
        '"01/15/2024","Ada","08:41:30","8.691666666666666"\n"Total","","08:41:30","8.69"\n'
    )
    result = read(by_day)
    assert told(result) == [(date(2024, 1, 15), 31290, "Ada")]
    assert result.skipped >= 1
    assert result.format.header_row == 4


def test_a_summary_without_days_is_refused_with_what_to_export_instead(read):
    with pytest.raises(JournalError, match="No column is known to hold the day") as refused:
        read("Project,Client,Title,Duration,Amount (EUR)\nWeb,Ada,x,73:26:09,0\n")
    assert "detailed report" in refused.value.advice


def test_a_newer_toggl_calls_the_person_a_member_and_the_end_a_stop(read):
    result = read(
        '"Description","Duration","Member","Email","Project","Tags","Start date","Start time","Stop date",'
        '"Stop time"\n"x","0:30:00","Kim","k@own.example","Web","","2024-01-01","23:45:00","2024-01-02",'
        '"00:15:00"\n'
    )
    assert result.mapping.tool == "Toggl Track"
    row = result.rows[0]
    assert (row.started_at, row.seconds, row.person) == (datetime(2024, 1, 1, 23, 45), 1800, "Kim")


def test_a_table_inside_a_table_is_taken_apart_also_with_empty_cells_behind(read):
    for ending in ("", ";;", ",,"):
        out = io.StringIO()
        for line in TOGGL.removeprefix("\ufeff").splitlines():
            csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="").writerow([line])
            out.write(f"{ending}\r\n")
        result = read(out.getvalue())
        assert result.format.is_wrapped
        assert len(result.rows) == 3, ending
        assert any("taken apart" in note for note in result.notes)


def test_a_text_may_end_in_a_backslash(read):
    first = read(CLOCKIFY).rows[0]
    assert (first.note, first.task) == ("ends in \\", "Menu")
    assert first.started_at == datetime(2022, 9, 30, 13, 16, 56)


@pytest.mark.parametrize(
    ("day", "start", "end", "began"),
    [
        ("2024-08-01", "01:16:56 PM", "01:49:07 PM", datetime(2024, 8, 1, 13, 16, 56)),
        ("30/09/2022", "20:40:26", "21:12:37", datetime(2022, 9, 30, 20, 40, 26)),
        ("09/30/2022", "12:05 AM", "12:37 AM", datetime(2022, 9, 30, 0, 5)),
    ],
)
def test_days_and_times_of_any_profile(read, day, start, end, began):
    rows = read(f"{CLOCKIFY_HEAD}\nP,C,d,{day},{start},{day},{end},00:32:11,0.54\n").rows
    assert [(row.started_at, row.seconds) for row in rows] == [(began, 1931)]


def test_a_day_that_may_be_two_days_is_asked_about(read):
    result = read(f"{CLOCKIFY_HEAD}\nP,C,d,03/04/2024,10:23 AM,03/04/2024,11:23 AM,01:00:00,1.00\n")
    assert [question.asked.candidates for question in result.questions] == [("d/m/Y", "m/d/Y")]
    assert not result.rows


def test_thousands_with_a_point_before_a_decimal_comma(read):
    content = HARVEST.replace('"1,25"', '"2.000,0"')
    assert [row.seconds for row in read(content).rows] == [72_000, 7_200_000]


def test_no_seconds_over_midnight_a_whole_day_and_sixteen_hours(read):
    head = "User,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n"
    result = read(
        f"{head}K,,,zero,No,2026-03-05,10:00:00,2026-03-05,10:00:00,00:00:00\n"
        "K,,,midnight,No,2026-03-05,23:30:00,2026-03-06,00:30:00,01:00:00\n"
        "K,,,day,No,2026-03-05,00:00:00,2026-03-06,00:00:00,24:00:00\n"
        "K,,,long,No,2026-03-07,06:00:00,2026-03-07,22:00:00,16:00:00\n"
    )
    assert [row.seconds for row in result.rows] == [0, 3600, 86_400, 57_600]
    assert {row.worked_on.day for row in result.rows[:3]} == {5}
    asked = [problem.place for problem in result.problems if "clock was forgotten" in problem.message]
    assert asked == ["row 4", "row 5"]


def test_time_of_freshbooks_is_understood_by_its_headings(read):
    result = read(
        "Team Member,Date,Client,Project,Service,Notes,Hours,Billable,Billed,Amount\n"
        'Kim,01/05/2024,Ada,Web,Design,"x",1.5,Yes,No,$100.00\nKim,01/25/2024,Ada,Web,Design,,0.25,Yes,No,$1\n'
        "Total,,,,,,1.75,,,\n"
    )
    assert told(result) == [(date(2024, 1, 5), 5400, "Ada"), (date(2024, 1, 25), 900, "Ada")]
    assert result.rows[0].task == "Design"
    assert result.skipped == 1
