"""Hours out of the files of time trackers and spreadsheets, with the faults that such files have."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.core.hours import Bucket
from retention_journal.core.hours_intake import keys_of
from retention_journal.importers.clients import read_clients
from retention_journal.importers.hours import first_hours_look, is_of_hours, read_hours, refuse_questions
from retention_journal.importers.hours_columns import HoursField, holds_hours, hours_mapping_of
from retention_journal.importers.recognise import Source, recognise

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,"
    "Tags,Amount ()\n"
)
CLOCKIFY = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date",'
    '"Start Time","End Date","End Time","Duration (h)","Duration (decimal)","Billable Rate (USD)",'
    '"Billable Amount (USD)"\r\n'
)
HARVEST = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,"
    "Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL\n"
)


def toggl(*rows):
    return "\ufeff" + TOGGL + "".join(f"Kim,kim@own.example,{row}\n" for row in rows)


def clockify(*rows):
    return CLOCKIFY + "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


def clockify_row(day, start, end, length, client="Ada Ltd", decimal="0.5"):
    return (
        "Web", client, "Header", "", "Kim", "", "kim@own.example", "one, two", "Yes", day, start, day, end,
        length, decimal, "10", "5.00",
    )  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def of(content, encoding="utf-8", **more):
        path = tmp_path / "hours.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_hours(path, **more)

    return of


def left_out(result):
    return [(problem.place, problem.message) for problem in result.problems if problem.left_out]


def test_a_toggl_export_is_known_by_its_headings_and_read_whole(read):
    result = read(
        toggl(
            'Ada Ltd,Web,,"Menu, footer",Yes,2024-01-03,08:38:49,2024-01-03,09:39:20,01:00:31,one,',
            ",,,,No,2024-01-03,23:30:00,2024-01-04,01:00:00,01:30:00,,",
        )
    )
    first, over_midnight = result.rows
    assert result.source is Source.TOGGL
    assert (first.place, first.client, first.project, first.note) == (
        "row 2",
        "Ada Ltd",
        "Web",
        "Menu, footer",
    )
    assert (first.worked_on, first.started_at) == (date(2024, 1, 3), datetime(2024, 1, 3, 8, 38, 49))
    assert (first.seconds, first.minutes, first.billable, first.person) == (3631, 61, True, "Kim")
    assert (over_midnight.worked_on, over_midnight.minutes) == (date(2024, 1, 3), 90)
    assert (over_midnight.client, over_midnight.note, over_midnight.billable) == ("", "", False)
    assert result.unmapped == ["Email", "Tags", "Amount ()"]
    assert not result.problems


def test_lines_that_a_spreadsheet_put_into_one_quoted_cell_are_taken_apart(read):
    lines = io.StringIO()
    content = toggl('Ada Ltd,Web,,"a, b",Yes,2024-01-03,08:00:00,2024-01-03,09:00:00,01:00:00,,')
    for line in content.lstrip("\ufeff").splitlines():
        csv.writer(lines).writerow([line])
    result = read(lines.getvalue())
    assert result.source is Source.TOGGL
    assert [(row.client, row.note, row.seconds) for row in result.rows] == [("Ada Ltd", "a, b", 3600)]


@pytest.mark.parametrize(
    ("day", "start", "end", "began"),
    [
        ("2024-08-15", "01:16:56 PM", "01:49:07 PM", datetime(2024, 8, 15, 13, 16, 56)),
        ("30/09/2022", "20:40:26", "21:12:37", datetime(2022, 9, 30, 20, 40, 26)),
        ("08/15/2024", "12:05 AM", "12:37 AM", datetime(2024, 8, 15, 0, 5)),
        ("15.08.2024", "9.05", "9.37", datetime(2024, 8, 15, 9, 5)),
    ],
)
def test_clockify_days_and_times_are_read_as_the_profile_has_them(read, day, start, end, began):
    result = read(clockify(clockify_row(day, start, end, "00:32:11")))
    assert result.source is Source.CLOCKIFY
    assert [(row.started_at, row.seconds, row.task) for row in result.rows] == [(began, 1931, "")]
    assert not result.problems


def test_clockify_columns_may_be_renamed_missing_or_moved(read):
    content = (
        '"Description","Activity","Start Date","Duration (decimal)","Project"\r\n'
        '"Ends in a backslash \\","Design","2024-03-01","0.25","(Without Project)"\r\n'
        '"Total","","","0.25",""\r\n'
    )
    result = read(content)
    (row,) = result.rows
    assert (row.note, row.task, row.project) == ("Ends in a backslash \\", "Design", "")
    assert (row.seconds, row.started_at) == (900, None)
    assert (result.read, result.skipped, result.problems) == (1, 1, [])


def test_a_clockify_summary_below_title_lines_is_read_by_the_day(read):
    result = read(
        "Summary report\n01/01/2024 - 01/31/2024\nDate,Project,Client,Time (h),Time (decimal)\n"
        "01/13/2024,Web,Ada Ltd,08:41:30,8.691666666666666\nTotal (January),,,08:41:30,8.69\n"
    )
    assert [(row.worked_on, row.seconds) for row in result.rows] == [(date(2024, 1, 13), 31290)]
    assert left_out(result) == []


def test_breaks_and_days_off_are_no_work(read):
    content = CLOCKIFY.replace('"Tags"', '"Type"') + "".join(
        ",".join(f'"{cell}"' for cell in (*row[:7], kind, *row[8:])) + "\r\n"
        for row, kind in (
            (clockify_row("2024-08-15", "08:00", "09:00", "01:00:00"), "Regular"),
            (clockify_row("2024-08-15", "09:00", "09:30", "00:30:00"), "Break"),
        )
    )
    result = read(content)
    assert [row.seconds for row in result.rows] == [3600]
    assert left_out(result) == [("row 3", "It is a break or a day off, not work. Left out.")]


def test_harvest_with_decimal_commas_between_commas(read):
    result = read(
        HARVEST + '2024-03-04,Ada Ltd,Web,,Design,"one\ntwo","2,25",Yes,No,No,Kim,Lund,,Yes,"100,0","225,0",'
        "0,0,EUR,\n"
        '2024-03-05,Ada Ltd,Web,,Design,,"2.000,0",No,No,No,Kim,Lund,,Yes,"100,0","2.000,0",0,0,EUR,\n'
    )
    assert result.source is Source.HARVEST
    assert [(row.seconds, row.person, row.billable) for row in result.rows] == [
        (8100, "Kim Lund", True),
        (7_200_000, "Kim Lund", False),
    ]
    assert (result.rows[0].note, result.rows[0].task, result.rows[0].started_at) == (
        "one\ntwo",
        "Design",
        None,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_nordic_spreadsheet_of_hours(read, encoding):
    result = read(
        "Mine timer\r\n\r\nDato;Kunde;Timer;Oppgave;Notat;Fakturerbar;Bucket\r\n"
        "12.01.2024;Kåre Ødegård AS;1,5;Møte;Gjennomgang på Ås;Ja;\r\n"
        "13.01.2024;;0:45;Anbud;;Nei;hunt\r\n"
        "Sum;;2,25;;;;\r\n",
        encoding,
    )
    assert result.source is Source.CSV
    assert [(row.worked_on, row.client, row.minutes, row.task, row.billable) for row in result.rows] == [
        (date(2024, 1, 12), "Kåre Ødegård AS", 90, "Møte", True),
        (date(2024, 1, 13), "", 45, "Anbud", False),
    ]
    assert [row.bucket for row in result.rows] == [Bucket.SERVE, Bucket.HUNT]
    assert left_out(result) == []


def test_both_ends_tell_how_long_where_nothing_else_does_also_over_midnight(read):
    result = read("Datum;Från;Till;Uppgift\n2024-03-01;22:00;01:30;Drift\n2024-03-02;9;10.15;Drift\n")
    assert [(row.worked_on, row.minutes) for row in result.rows] == [
        (date(2024, 3, 1), 210),
        (date(2024, 3, 2), 75),
    ]


def test_minutes_are_minutes(read):
    assert [row.minutes for row in read("Dato;Minutter\n2024-03-01;90\n").rows] == [90]


def test_a_moment_with_its_zone_is_the_time_on_the_clock_here(read):
    moment = datetime.fromisoformat("2024-03-01T09:00:00+00:00").astimezone().replace(tzinfo=None)
    (row,) = read("Start;Hours\n2024-03-01T09:00:00Z;1\n").rows
    assert row.started_at == moment


@pytest.fixture
def in_oslo(monkeypatch):
    """Let this computer's clock be one that is turned twice a year."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock of the computer cannot be chosen here")
@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-29T00:30:00Z", "2026-03-29T02:30:00Z", 120),
        ("2026-10-25T00:30:00+02:00", "2026-10-25T02:30:00+01:00", 180),
        ("2026-10-25T02:45:00+02:00", "2026-10-25T02:15:00+01:00", 30),
    ],
)
@pytest.mark.usefixtures("in_oslo")
def test_between_moments_with_zones_lies_what_really_passed_in_nights_when_the_clock_is_turned(
    read, start, end, minutes
):
    result = read(f"Start;End\n{start};{end}\n")
    assert ([row.minutes for row in result.rows], result.problems) == ([minutes], [])


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2024-03-01;22:00", "24:00", 120),
        ("2024-03-01;22:00", "24.00", 120),
        ("2024-03-01;2200", "2400", 120),
        ("2024-03-01;22", "24", 120),
        ("2024-03-01;kl. 22", "kl. 24:00:00", 120),
        ("2024-03-01;22:00", "2024-03-01 24:00", 120),
        ("2024-03-01;00:00", "24:00", 1440),
        ("2024-03-01;00:00", "00:00", 0),
    ],
)
def test_the_day_may_end_at_24(read, start, end, minutes):
    result = read(f"Date;Start;End\n{start};{end}\n2024-03-02;10:00;11:00\n")
    assert [row.minutes for row in result.rows] == [minutes, 60]


@pytest.mark.parametrize("end", ["24:01", "25:00", "2430"])
def test_after_24_there_is_no_time_of_day(read, end):
    result = read(f"Date;Start;End\n2024-03-01;22:00;{end}\n2024-03-02;10:00;11:00\n")
    assert left_out(result) == [("row 2", "It does not say how long it took. Left out.")]


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        (["0,5 t", "1,25 t"], [30, 75]),
        (["1,5t", "2 timer", "90 min"], [90, 120, 90]),
        (["0.5 h", "1 h 30 min"], [30, 90]),
        (["0,500 t", "1,250 t"], [30, 75]),
        ([",5", "1,5"], [30, 90]),
        ([".5", "1"], [30, 60]),
    ],
)
def test_decimals_are_told_also_where_their_unit_stands_behind(read, hours, minutes):
    result = read("Date;Hours\n" + "".join(f"2024-03-01;{one}\n" for one in hours))
    assert ([row.minutes for row in result.rows], result.questions) == (minutes, ())


@pytest.mark.parametrize(
    "text",
    [
        "12.01.2024\t1,5",
        "12.01.2024;1,5\n13.01.2024;2,5\n",
        "12.01.2024\t1,5\tMøte, lang, dyr\n",
        "12.01.2024\t1,5 t\tMøte, lang\n13.01.2024\t2,5 t\tx, y\n",
    ],
)
def test_a_decimal_comma_in_every_row_does_not_part_the_cells(text):
    first = read_hours(text).rows[0]
    assert (first.worked_on, first.minutes) == (date(2024, 1, 12), 90)


def test_a_column_of_minutes_may_say_its_unit(read):
    result = read("Dato;Min\n2024-03-01;90\n2024-03-01;45 min\n2024-03-01;1,5 t\n2024-03-01;1:30\n")
    assert [row.minutes for row in result.rows] == [90, 45, 90]
    assert left_out(result) == [("row 5", "“1:30” is not how long something takes. Left out.")]


def test_seconds_may_have_nine_decimals(read):
    (row,) = read("Start;End\n2024-03-01T08:00:00.123456789Z;2024-03-01T09:30:00.12345678Z\n").rows
    assert row.minutes == 90


def test_both_decimal_signs_before_a_unit_are_asked_about(read):
    assert read("Date;Hours\n2024-03-01;1,5 t\n2024-03-01;1.5 t\n").questions


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("soon;09:00;10:00;1", "“soon” is not a date. Left out."),
        (";09:00;10:00;1", "It has no day. Left out."),
        ("2024-02-31;09:00;10:00;1", "“2024-02-31” is not a date. Left out."),
        ("2024-03-01;09:00;10:00;many", "“many” is not how long something takes. Left out."),
        ("2024-03-01;09:00;10:00;-1", "“-1” is not how long something takes. Left out."),
        ("2024-03-01;;;", "It does not say how long it took. Left out."),
        ("2024-03-01;10:00;09:00;", "It ends before it begins. Left out."),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_place_and_the_others_stay(read, row, message):
    good = "2024-03-02;09:00;10:00;1\n"
    result = read(f"Date;Start;End;Hours\n{good}{row}\n{good}")
    assert len(result.rows) == 2
    assert left_out(result) == [("row 3", message)]


def test_an_end_before_the_beginning_counts_only_where_summer_time_ended(read):
    row = "Ada Ltd,Web,,x,Yes,2024-10-27,02:50:00,2024-10-27,02:10:00,{},,"
    assert left_out(read(toggl(row.format("00:20:00")))) == []
    good = row.replace("02:10:00", "02:55:00").format("00:05:00")
    result = read(toggl(good, row.format("01:20:00")))
    assert left_out(result) == [("row 3", "It ends before it begins. Left out.")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2024-03-01;25:10;11:00;1;Ja", "“25:10” is not a time of day and was left empty."),
        ("2024-03-01;09:00;10:00;4;Ja", "It says 4 h, which is more than lies between its beginning"),
        ("2024-03-01;09:00;;17;Ja", "17 h without a break: look whether a clock was forgotten."),
        ("2024-03-01;09:00;;1;kanskje", "“kanskje” means nothing known here and was passed over."),
    ],
)
def test_what_does_not_fit_is_told_and_the_row_kept(read, row, told):
    result = read(f"Dato;Start;Slutt;Timer;Fakturerbar\n{row}\n")
    (problem,) = result.problems
    assert problem.message.startswith(told)
    assert (problem.place, problem.left_out, len(result.rows)) == ("row 2", False, 1)
    assert result.rows[0].billable


def test_days_that_can_be_read_in_two_ways_are_asked_about_and_nothing_is_taken(read):
    content = clockify(clockify_row("03/04/2024", "10:23 AM", "10:53 AM", "00:30:00"))
    result = read(content)
    assert result.rows == []
    (question,) = result.questions
    assert question.asked.readings == ("3 April 2024", "4 March 2024")
    with pytest.raises(JournalError, match="more than one way") as refused:
        refuse_questions(result.questions)
    assert "--dates m/d/Y takes it for 4 March 2024" in refused.value.advice
    again = read(content, format=replace(result.format, date_format="m/d/Y"))
    assert [row.worked_on for row in again.rows] == [date(2024, 3, 4)]


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [(["1.000", "2"], [60, 120]), (["1,000", "2"], [60, 120]), (["1.000", "1,5"], None)],
)
def test_a_thousand_hours_are_no_reading_of_an_hour(read, hours, minutes):
    content = "Date;Hours\n" + "".join(f"2024-03-01;{one}\n" for one in hours)
    result = read(content)
    if minutes is None:
        assert [row.minutes for row in result.rows] == [60_000, 90], "the second shows a decimal comma"
    else:
        assert [row.minutes for row in result.rows] == minutes


def test_a_column_with_both_decimal_signs_is_asked_about(read):
    result = read('Date,Hours\n2024-03-01,"1,5"\n2024-03-01,1.5\n')
    assert result.rows == []
    with pytest.raises(JournalError) as refused:
        refuse_questions(result.questions)
    assert "--decimal" in refused.value.advice


def test_rows_without_headings_are_understood_by_what_stands_in_them():
    result = read_hours("12.01.2024\t1,5\tMøte\tom prisen\n13.01.2024\t2\tSkrive\t\n")
    assert [(row.place, row.minutes, row.task, row.note) for row in result.rows] == [
        ("row 1", 90, "Møte", "om prisen"),
        ("row 2", 120, "Skrive", ""),
    ]


def test_pasted_rows_with_headings_are_understood_by_them():
    result = read_hours("Task\tDay\tHours\r\nDesign\t2024-03-01\t0:30\r\n")
    assert [(row.minutes, row.task) for row in result.rows] == [(30, "Design")]
    assert read_hours(toggl("A,W,,x,Yes,2024-01-03,08:00:00,2024-01-03,09:00:00,01:00:00,,")).source is (
        Source.TOGGL
    )
    with pytest.raises(JournalError, match="nothing to read"):
        read_hours(" \n ")


def test_columns_can_be_said_to_mean_something(read):
    content = "Wann;Wieviel;Notiz;Farbe\n2024-03-01;2;Ada Ltd;blau\n"
    with pytest.raises(JournalError, match="No column is known to hold the day"):
        read(content)
    names = {"Wann": "worked_on", "Wieviel": "duration", "Notiz": "client", "Form": "note"}
    result = read(content, mapping=hours_mapping_of(names, rest_as_note=True))
    assert [(row.client, row.minutes, row.note) for row in result.rows] == [("Ada Ltd", 120, "Farbe: blau")]
    assert "This file has no column “Form”." in [problem.message for problem in result.problems]
    with pytest.raises(InvalidEntryError, match="cannot mean “colour”"):
        hours_mapping_of({"Farbe": "colour"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (bytes(range(32)) * 20, "not a text file"),
        (b"BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n", "holds no hours"),
        (b"User,Client,Project,Duration\nKim,Ada,Web,73:26:09\n", "No column is known to hold the day"),
        (b"Date,Client\n2024-03-01,Ada\n", "No column is known to say how long"),
        (b"Date,Hours\n", "There are no rows below the headings"),
        (b"Date,Hours\nx,1\ny,2\n2024-03-01,1\n", "2 of 3 cannot be read"),
    ],
)
def test_what_holds_no_hours_is_refused_in_plain_words(read, content, message):
    with pytest.raises(JournalError, match=message) as refused:
        read(content)
    assert refused.value.advice


def test_a_wrong_sign_between_cells_is_told_and_not_half_read(read):
    content = "Dato;Timer;Oppgave\n2024-03-01;1,5;Møte\n"
    look = read(content)
    with pytest.raises(JournalError, match="No column"):
        read(content, format=replace(look.format, delimiter="|"))


def test_an_export_of_another_tracker_is_told_apart(read):
    with pytest.raises(JournalError, match="is an export of Harvest") as refused:
        read(HARVEST + "2024-03-04,A,W,,D,,1,Yes,No,No,K,L,,Yes,1,1,0,0,EUR,\n", source="toggl")
    assert "harvest" in refused.value.advice
    with pytest.raises(InvalidEntryError):
        read(TOGGL, source="stopwatch")


@pytest.mark.parametrize(
    ("content", "holds"),
    [
        (TOGGL, True),
        (HARVEST, True),
        ("Dato;Timer;Oppgave\n2024-03-01;1;x\n", True),
        ("12.01.2024;1,5;Møte\n", True),
        ("Kunde;Kunde siden;Telefon\nAda;2024-03-01;12345678\n", False),
        ("Client;Start date;Hours;E-mail\nAda;2024-03-01;10;a@a.example\n", False),
        ("Name;Town\nAda;York\n", False),
        ("BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", False),
    ],
)
def test_hours_are_told_from_lists_of_clients_by_their_headings(tmp_path, content, holds):
    path = tmp_path / "file.txt"
    path.write_text(content, encoding="utf-8")
    assert is_of_hours(path) is holds


def test_an_export_of_hours_is_never_taken_for_a_list_of_clients(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(TOGGL, encoding="utf-8")
    assert recognise(path) is Source.TOGGL
    with pytest.raises(JournalError, match="holds hours, not a list of clients"):
        read_clients(path, today=date(2026, 3, 10))


def test_a_first_look_shows_the_beginning_and_what_the_columns_mean(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("Dato;Timer\n" + "2024-03-01;1\n" * 50, encoding="utf-8")
    look = first_hours_look(path)
    assert len(look.table.rows) == 20
    assert look.mapping.fields == (("Dato", HoursField.WORKED_ON), ("Timer", HoursField.DURATION))


def test_reading_can_be_stopped(read):
    def stop(done, total):
        raise CancelledError("")

    with pytest.raises(CancelledError):
        read("Dato;Timer\n2024-03-01;1\n", progress=stop)


def test_equal_rows_have_keys_of_their_own_and_the_same_file_the_same_keys(read):
    row = "Ada Ltd,Web,,x,Yes,2024-01-03,08:00:00,2024-01-03,09:00:00,01:00:00,,"
    keys = keys_of(read(toggl(row, row)).rows)
    assert len({key.row for key in keys}) == 2
    assert keys_of(read(toggl(row, row)).rows) == keys
    assert [type(key).read(key.text()) for key in keys] == keys


@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"Date,Hours,Task\n2024-03-01,1,x\n" + content)
    try:
        rows = read_hours(path).rows
    except JournalError:
        return
    assert all(row.seconds >= 0 for row in rows)


@given(st.lists(st.tuples(st.dates(date(1950, 1, 1), date(2199, 1, 1)), st.integers(1, 1440)), min_size=1))
def test_whatever_hours_are_written_come_back_the_same(rows):
    lines = [f"{day:%d.%m.%Y}\t{minutes // 60}:{minutes % 60:02}\tx" for day, minutes in rows]
    read = read_hours("Dato\tTimer\tOppgave\n" + "\n".join(lines))
    assert [(row.worked_on, row.minutes) for row in read.rows] == rows


def test_a_table_with_begin_and_end_is_one_of_hours_whatever_else_it_names():
    header = ["Project", "Email", "Client", "Start Date", "Start Time", "End Date", "End Time"]
    assert holds_hours(header)
    assert not holds_hours(["Client", "Email", "Start Date", "Project"])
