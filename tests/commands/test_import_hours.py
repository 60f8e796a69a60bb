"""import of hours: every tracker, spreadsheets, bad files; again it changes nothing, undo takes it back."""

from __future__ import annotations

import pytest
from peewee import JOIN

from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, TimeEntry, key_of

TOGGL = (
    "\ufeffUser,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount ()\n"
    "Kim,k@own.example,Ada Ltd,Web,,Menu,Yes,2026-03-02,08:38:49,2026-03-02,09:39:20,01:00:31,,\n"
    "Kim,k@own.example,,,,,No,2026-03-02,23:30:00,2026-03-03,01:00:00,01:30:00,,\n"
    "Kim,k@own.example,,,,,No,2026-03-03,10:00:00,2026-03-03,10:00:00,00:00:00,,\n"
)
CLOCKIFY = (
    '"Project","Client","Description","User","Billable","Start Date","Start Time","Duration (h)",'
    '"Duration (decimal)"\r\n'
    '"Web","Ada Ltd","Menu","Kim","Yes","{}","10:23 AM","00:32:11","0.54"\r\n"Total","","","","","","",'
    '"00:32:11","0.54"\r\n'
)
HARVEST = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name\n"
    '2026-03-04,Ada Ltd,Web,,Design,"one\ntwo","2,5",Yes,No,No,Kim,Lund\n'
)
SHEET = (
    "Dato;Kunde;Timer;Oppgave\r\n02.03.2026;Kåre AS;1,5;Møte\r\n03.03.2026;;tull;Møte\r\n04.03.2026;;26;x\r\n"
)


def hours(path):
    query = (
        TimeEntry.select(Client.name, TimeEntry.worked_on, TimeEntry.minutes)
        .join(Client, JOIN.LEFT_OUTER)
        .order_by(key_of(TimeEntry))
    )
    with JournalReader.open(path) as journal:
        return [(name, str(day), minutes) for name, day, minutes in journal.tuples(query)]


@pytest.fixture
def take_in(run, path, tmp_path):
    """Write a file and take it in: tried first, then done, then again, and taken back by one undo."""

    def take_in(content, *options, source="auto"):
        file = tmp_path / "hours.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        before = hours(path)
        tried = run("import", source, file, "--dry-run", "--json", *options)
        assert hours(path) == before
        answer = run("import", source, file, "--json", *options)
        assert answer.code == tried.code
        if answer.code == 0:
            assert {**tried.json, "dry_run": False} == answer.json
            again = run("import", source, file, "--json", *options).json
            assert (again["created"], again["updated"]) == ({}, {})
            done = hours(path)
            with Journal.open(path) as journal:
                journal.undo()
                assert journal.counts()["time_entry"] == len(before)
                journal.redo()
            assert hours(path) == done
        else:
            assert hours(path) == before
        assert run("check").code == 0
        return answer

    return take_in


@pytest.mark.parametrize("source", ["auto", "toggl", "csv"])
def test_toggl_rows_come_in_with_and_without_a_client(take_in, path, ada, source):
    answer = take_in(TOGGL, source=source)
    assert answer.json == {
        "source": "toggl",
        "read": 3,
        "created": {"time_entry": 2},
        "updated": {},
        "unchanged": 0,
        "skipped": 1,
        "problems": [{"place": "row 4", "message": "It took no time at all. Left out."}],
        "dry_run": False,
    }
    assert hours(path) == [("Ada Ltd", "2026-03-02", 61), (None, "2026-03-02", 90)]


def test_clockify_and_harvest_come_in_and_unknown_clients_are_new(take_in, path):
    assert take_in(CLOCKIFY.format("2026-03-02"), source="clockify").json["created"] == {
        "client": 1,
        "time_entry": 1,
    }
    assert take_in(HARVEST, source="harvest").json["created"] == {"time_entry": 1}
    assert hours(path) == [("Ada Ltd", "2026-03-02", 32), ("Ada Ltd", "2026-03-04", 150)]


@pytest.mark.parametrize("source", ["auto", "csv"])
def test_a_spreadsheet_of_hours_is_told_from_one_of_clients_by_its_headings(take_in, path, source):
    answer = take_in(SHEET.encode("cp1252"), source=source)
    assert answer.json["created"] == {"client": 1, "time_entry": 1}
    assert hours(path) == [("Kåre AS", "2026-03-02", 90)]
    assert answer.json["problems"] == [
        {"place": "row 3", "message": "“tull” is not how long something takes. Left out."},
        {"place": "row 4", "message": "It says 26 h, and a day has 24 hours. Left out."},
    ]


def test_a_file_can_belong_to_one_client(take_in, run, path, ada):
    run("add", "client", "Bob plc")
    answer = take_in(TOGGL, "--client", "ada")
    assert hours(path) == [("Ada Ltd", "2026-03-02", 61), ("Ada Ltd", "2026-03-02", 90)]
    assert answer.json["created"] == {"time_entry": 2}


def test_days_that_can_be_read_in_two_ways_are_asked_about_by_an_option(take_in, path):
    content = CLOCKIFY.format("03/04/2026")
    answer = take_in(content)
    assert (answer.code, answer.error["code"]) == (1, "ambiguous")
    assert "--dates d/m/Y" in answer.error["advice"]
    take_in(content, "--dates", "m/d/Y")
    assert hours(path) == [("Ada Ltd", "2026-03-04", 32)]


def test_a_decimal_sign_that_only_a_person_knows_is_an_option(take_in, path):
    content = 'Date,Hours,Task\n2026-03-02,"1,5",a\n2026-03-02,1.5,b\n2026-03-02,2,c\n'
    assert "--decimal" in take_in(content).error["advice"]
    assert take_in(content, "--decimal", ",").json["created"] == {"time_entry": 2}


def test_columns_of_hours_can_be_mapped_by_a_file(take_in, path, tmp_path):
    (tmp_path / "map.json").write_text('{"A": "worked_on", "B": "duration", "C": "client"}')
    take_in("A;B;C\n2026-03-02;2;Ada Ltd\n", "--map", tmp_path / "map.json", source="csv")
    assert hours(path) == [("Ada Ltd", "2026-03-02", 120)]


@pytest.mark.parametrize("source", ["toggl", "clockify", "harvest"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 500,
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.4",
        b"a" * 3000,
        b"Client;Town\nAda;York\n",
        b"User,Client,Project,Duration\nKim,Ada,Web,73:26:09\n",
        "BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n",
    ],
    ids=["empty", "zeros", "picture", "PDF", "no table", "clients", "summary", "card"],
)
def test_what_holds_no_hours_is_refused_in_plain_words(take_in, content, source):
    answer = take_in(content, source=source)
    assert answer.code == 1
    assert answer.error["message"]
    assert answer.error["advice"]
    assert "Traceback" not in answer.err


def test_a_wrong_word_for_the_program_is_told(take_in):
    answer = take_in(HARVEST, source="toggl")
    assert (answer.code, answer.error["message"]) == (1, "“hours.txt” is an export of Harvest.")


def test_people_read_what_was_done(run, path, tmp_path):
    (tmp_path / "a.csv").write_text(TOGGL, encoding="utf-8")
    assert run("import", "toggl", tmp_path / "a.csv").out.splitlines() == [
        "Taken in.",
        "Read: 3",
        "New:",
        "  client: 1",
        "  time_entry: 2",
        "Here already: 0",
        "Left out: 1",
        "row 4: It took no time at all. Left out.",
    ]


def test_a_wrong_option_is_wrong_usage(run, path, tmp_path):
    assert run("import", "toggl", tmp_path / "a.csv", "--dates", "Friday").code == 2
    assert run("import", "stopwatch", tmp_path / "a.csv").code == 2


def test_a_list_of_clients_still_belongs_to_no_single_client(run, path, ada, tmp_path):
    (tmp_path / "a.csv").write_text("Company,Phone\nBob plc,12345678\n")
    answer = run("import", "auto", tmp_path / "a.csv", "--client", "Ada", "--json")
    assert (answer.code, answer.error["field"]) == (1, "client")


def test_imported_hours_go_out_and_come_back_known(run, path, tmp_path):
    (tmp_path / "a.csv").write_text(TOGGL, encoding="utf-8")
    run("import", "toggl", tmp_path / "a.csv")
    run("export", tmp_path / "out")
    run("new", tmp_path / "two.rjournal")
    run("import", "journal", tmp_path / "out")
    assert run("import", "toggl", tmp_path / "a.csv", "--json").json["unchanged"] == 2


@pytest.mark.slow
def test_fifty_thousand_rows_come_in_as_one_step(run, path, tmp_path):
    lines = "".join(
        f"{day:02}.{month:02}.{year};{n + 1} min;Task {n}\n"
        for year in range(2020, 2026)
        for month in range(1, 13)
        for day in range(1, 29)
        for n in range(25)
    )
    (tmp_path / "many.csv").write_text("Dato;Timer;Oppgave\n" + lines)
    answer = run("import", "csv", tmp_path / "many.csv", "--json")
    assert answer.json["created"] == {"time_entry": 6 * 12 * 28 * 25}
    with Journal.open(path) as journal:
        assert journal.undo_label == "Take in 50400 rows of hours"
    again = run("import", "csv", tmp_path / "many.csv", "--json").json
    assert (again["unchanged"], again["created"]) == (50_400, {})
