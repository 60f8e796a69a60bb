"""One whole working day of a freelancer on a real file, each step in a process of its own, and reopened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from decimal import Decimal

import pytest
from pypdf import PdfReader

from retention_journal.core.agreement import AgreementEntry, LineEntry
from retention_journal.core.kpis import AgreedHow
from retention_journal.core.periods import month_of
from retention_journal.services.clients import find_client
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.services.lessons import add_lesson
from retention_journal.services.numbers import enter_numbers
from retention_journal.services.people import people
from retention_journal.services.portfolio import portfolio
from retention_journal.services.promises import PromiseEntry, make_promise, trash_promise
from retention_journal.services.reflections import ClosingEntry, LossEntry, record_loss, save_closing
from retention_journal.services.today import today_view
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.lock import lock_file
from tests.builders import NOON, TODAY
from tests.e2e.conftest import ROOT

pytestmark = pytest.mark.slow

ON = ("--on", TODAY.isoformat())
CSV = (
    "Kunde;Kontaktperson;E-post;Telefon;Kunde siden\r\n"
    "Åse Ørnes AS;Kari Moe;kari@ornes.example;+47 12 34 56 41;01.02.2024\r\n"
)
VCARD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Wikstr=C3=B6m;Petra\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Petra =\r\nWikstr=C3=B6m\r\nORG:Ljus & Ull\r\n"
    "EMAIL:petra@ljus.example\r\nEND:VCARD\r\n"
)


def test_the_whole_day_on_a_journal_of_ones_own(program, home):
    journal = home / "my clients.rjournal"
    in_the_morning(program, home, journal)
    at_nine(program, journal)
    before_lunch(journal)
    after_lunch(program, home)
    records = in_the_evening(program, home)
    the_next_morning(program, journal, records)


def in_the_morning(program, home, journal):
    """A journal, and the clients one has."""
    assert program("new", journal, "--json").json == {"journal": str(journal), "clients": 0}
    told = (
        "--since",
        "2024-03-01",
        "--ideal-days",
        7,
        "--contact",
        "Tom Hale",
        "--phone",
        "+44 117 496 0142",
    )
    assert program("add", "client", "Harbour & Hale", *told, "--json", *ON).json["name"] == "Harbour & Hale"
    (home / "clients.csv").write_bytes(CSV.encode("cp1252"))
    taken = program("import", "auto", home / "clients.csv", "--json", *ON).json
    assert (taken["source"], taken["created"]["client"], taken["problems"]) == ("csv", 1, [])
    (home / "cards.vcf").write_text(VCARD)
    assert program("import", "auto", home / "cards.vcf", "--json", *ON).json["source"] == "vcard"
    again = program("import", "auto", home / "clients.csv", "--json", *ON).json
    assert (again["created"], again["updated"], again["unchanged"]) == ({}, {}, 1)


def at_nine(program, journal):
    """Who waits, a call with the three questions, and one that nobody took."""
    with JournalReader.open(journal) as opened:
        assert len(portfolio(opened, TODAY)) == 3
        assert today_view(opened, NOON)
    asked = ("--ok", "yes", "--works", "yes", "--else", "opening hours in the footer")
    spoke = ("--client", "harbour", "--kind", "call", "--at", "09:02", "--minutes", 6, "--note", "All well.")
    assert program("log", *spoke, *asked, "--json", *ON).json["counts_as_contact"] is True
    missed = ("--client", "Ljus", "--kind", "call", "--outcome", "no_answer")
    assert program("log", *missed, "--json", *ON).json["counts_as_contact"] is False
    with JournalReader.open(journal) as opened:
        facts = {client.name: client for client in portfolio(opened, TODAY)}
    assert facts["Harbour & Hale"].last_contact_on == TODAY
    assert facts["Ljus & Ull"].last_contact_on is None


def before_lunch(path):
    """A goal is agreed and its numbers entered, something promised, a client lost and looked back on."""
    with Journal.open(path) as journal:
        tom, lost = find_client(journal, "Harbour").id, find_client(journal, "Åse").id
        (person,) = people(journal, tom, TODAY)
        agreed = AgreementEntry(
            lines=(LineEntry("Enquiries", target=Decimal(40), unit="a month"),),
            agreed_on=date(2026, 1, 1),
            agreed_by=person.contact_id,
            agreed_how=AgreedHow.CALL,
        )
        agree(journal, tom, agreed, today=TODAY)
        (kept,) = current_agreement(journal, tom, TODAY).lines
        enter_numbers(journal, tom, month_of(date(2026, 2, 1)), {kept.line_key: "48"})
        make_promise(
            journal, tom, PromiseEntry("Opening hours", due_at=datetime(2026, 3, 12, 23, 59)), now=NOON
        )
        loss = record_loss(journal, lost, LossEntry(TODAY, their_words="A cheaper offer."), today=TODAY)
        said = ClosingEntry(held_on=TODAY, what_was_good="The texts.", advice_1="Ring more often.")
        save_closing(journal, loss, said, today=TODAY)
        add_lesson(journal, "Call when the invoice is late.", today=TODAY, loss_id=loss)
        trash_promise(journal, make_promise(journal, tom, PromiseEntry("A mistake"), now=NOON), now=NOON)


def after_lunch(program, home):
    """Something said is found again; a report goes out."""
    (hit,) = program("search", "footer", "--limit", 1, "--json", *ON).json
    assert hit["client"] == "Harbour & Hale"
    report = ("report", "--client", "Harbour", "--period", "2026-02", "--json", *ON)
    (draft,) = program(*report, "--out", home).json
    text = "".join(page.extract_text() for page in PdfReader(draft["path"]).pages)
    assert "Enquiries" in text
    assert "48" in text
    (sent,) = program(*report, "--issue", "--out", home / "sent.pdf").json
    assert sent["path"] == str(home / "sent.pdf")


def in_the_evening(program, home):
    """A copy, all of it in open files, and back again; then the copy is needed."""
    backup = program("backup", home / "evening.rjournal", "--json", *ON).json
    exported = program("export", home / "open files", "--json", *ON).json
    assert exported["records"] == backup["records"]
    assert exported["records"]["report"] == exported["records"]["loss"] == 1
    second = home / "second.rjournal"
    program("new", second)
    back = program("import", "journal", home / "open files", "--journal", second, "--json", *ON).json
    assert back["created"] == {name: n for name, n in exported["records"].items() if n}
    assert back["problems"] == []
    program("export", home / "open files 2", "--journal", second, *ON)
    for file in (home / "open files").rglob("*.*"):
        assert (
            home / "open files 2" / file.relative_to(home / "open files")
        ).read_bytes() == file.read_bytes()
    restored = program("restore", home / "evening.rjournal", "--to", home / "back.rjournal", "--json").json
    assert restored["records"] == backup["records"]
    for file in (second, home / "back.rjournal"):
        assert program("check", file, "--json").json["ok"] is True
    return backup["records"]


def the_next_morning(program, journal, records):
    """It is all still there, and every step can still be taken back and made again."""
    with Journal.open(journal) as opened:
        steps = 0
        while opened.undo():
            steps += 1
        assert steps >= 12
        assert not any(opened.counts().values())
        while opened.redo():
            steps -= 1
        assert steps == 0
        assert opened.counts() == records
    assert program("check", journal, "--json").json["ok"] is True


def test_the_whole_day_on_the_sample_firm(program, home):
    journal = home / "sample.rjournal"
    made = program("new", journal, "--sample", "--json", *ON).json
    assert made["clients"] >= 22
    program("log", "--journal", journal, "--client", "Fjordlys", "--kind", "call", "--ok", "unsure", *ON)
    everyone = ("report", "--journal", journal, "--all", "--period", "2026-02", "--out", home / "reports")
    reports = program(*everyone, "--json", *ON).json
    assert len(reports) > 8
    for report in reports:
        text = "".join(page.extract_text() for page in PdfReader(report["path"]).pages)
        assert "■" not in text
        assert "Faktura 1187" not in text
    assert program("search", "sengebunn", "--journal", journal, "--json").json == []
    assert program("search", "orebro", "--journal", journal, "--json").code == 0
    assert program("check", journal, "--json").json["ok"] is True


def test_refusals_reach_the_shell(program, home):
    assert program("check", home / "gone.rjournal", "--json", code=1).json["error"]["code"] == "missing"
    assert program("frobnicate", code=2).out == ""
    assert program("log", code=2).out == ""
    (home / "not.rjournal").write_text("hello")
    assert "Traceback" not in program("check", home / "not.rjournal", code=1).err


def test_ctrl_c_ends_with_3_and_nothing_half_written(program, home):
    journal = home / "stopped.rjournal"
    program("new", journal)
    rows = "".join(f"Firm {n},Person {n}\r\n" for n in range(40_000))
    (home / "many.csv").write_text("Company,Contact\r\n" + rows)
    arguments = [
        sys.executable,
        "-m",
        "retention_journal",
        "--journal",
        journal,
        "import",
        "csv",
        home / "many.csv",
    ]
    screen, told = os.openpty()  # how far it has come is told to a terminal only
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs in the background ignores it
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=told, text=True, cwd=ROOT) as process:
        signal.signal(signal.SIGINT, before)
        os.close(told)
        first = os.read(screen, 1)
        process.send_signal(signal.SIGINT)
        out, _none = process.communicate(timeout=120)
    err = (first + os.read(screen, 100_000)).decode()
    os.close(screen)
    assert process.returncode == 3, err
    assert out == ""
    assert "Traceback" not in err
    assert not any(program("check", journal, "--json").json["records"].values())


def test_an_answer_nobody_reads_to_the_end_is_no_fault(program, home):
    journal = home / "long.rjournal"
    program("new", journal, "--sample", *ON)
    command = f"'{sys.executable}' -m retention_journal --journal '{journal}' search a --limit 1000 | head -1"
    ended = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ended.stdout.count("\n") == 1
    assert ended.stderr == ""


def test_while_the_window_is_open_commands_read_and_do_not_write(program, home):
    journal = home / "open.rjournal"
    program("new", journal, "--sample", *ON)
    lock = lock_file(journal)
    window = subprocess.Popen(
        [sys.executable, "-m", "retention_journal", str(journal)],
        cwd=ROOT,
        env=os.environ | {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: lock.exists() or window.poll() is not None)
        assert window.poll() is None, window.stderr.read()
        assert program("search", "Harbour", "--journal", journal, "--json").json
        refused = program(
            "log", "--journal", journal, "--client", "Harbour", "--kind", "call", "--json", code=1
        )
        assert refused.json["error"]["code"] == "in_use"
    finally:
        window.kill()
        window.communicate(timeout=30)
    assert program("log", "--journal", journal, "--client", "Harbour", "--kind", "call", "--json").json["id"]
    assert program("check", journal, "--json").json["ok"] is True


def wait_until(happened, seconds=60):
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)
