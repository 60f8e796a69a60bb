from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, month_of
from retention_journal.services import report_files, status
from retention_journal.services.business import OwnBusiness, save_business
from tests.builders import NOON, TODAY, a_client, a_person

FEBRUARY = month_of(date(2026, 2, 1))


def test_the_name_of_the_file_is_in_the_language_of_the_report():
    name = report_files.file_name("Harbour & Hale Surveyors", FEBRUARY, "en")
    assert name == "Harbour & Hale Surveyors – Status report February 2026.pdf"


@pytest.mark.parametrize(
    ("client", "begins"),
    [
        ("A/B: the <best>?", "A B the best – "),
        ("..\\..\\etc", "etc – "),
        ("Nul. Ltd", "_Nul. Ltd – "),
        ("line\nbreak\x00\u202e", "line break – "),
        ("", "Status report"),
    ],
)
def test_what_no_file_system_takes_is_left_out_of_the_name(client, begins):
    assert report_files.file_name(client, FEBRUARY, "en").startswith(begins)


@given(st.text(max_size=400))
def test_any_name_of_a_client_makes_a_name_that_can_be_written(tmp_path_factory, client):
    name = report_files.file_name(client, FEBRUARY, "nb")
    assert name.endswith("2026.pdf")
    assert len(name.encode()) <= 210
    assert Path(name).name == name
    path = tmp_path_factory.mktemp("named") / name
    report_files.write_file(b"%PDF", path)
    assert path.read_bytes() == b"%PDF"


def test_a_file_is_replaced_whole_and_is_nobody_elses_to_read(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-old and longer")
    report_files.write_file(b"new", path)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_said_in_plain_words(tmp_path):
    with pytest.raises(JournalError) as told:
        report_files.write_file(b"x", tmp_path / "gone" / "report.pdf")
    assert told.value.message == "The PDF could not be saved: the folder is not there any more."
    assert told.value.advice == "Choose another folder or another name."


def test_a_folder_of_the_same_name_is_not_touched(tmp_path):
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(JournalError) as told:
        report_files.write_file(b"x", tmp_path / "report.pdf")
    assert "a folder of this name" in told.value.message
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_sending_writes_the_file_keeps_it_and_notes_it_in_one_step(journal, tmp_path):
    client = a_client(journal)
    status.save_words(journal, client, FEBRUARY, status.ReportWords(headline="All went well."))
    report = status.status_report(journal, client, FEBRUARY, today=TODAY, draft=False)
    sent = report_files.send(
        journal, client, report, pdf=b"%PDF bytes", path=tmp_path / "report.pdf", now=NOON
    )
    assert (tmp_path / "report.pdf").read_bytes() == status.report_pdf(journal, sent) == b"%PDF bytes"
    assert status.reports(journal, client)[0].state is ReportState.ISSUED
    journal.undo()
    assert status.reports(journal, client)[0].state is ReportState.DRAFT


def test_what_cannot_be_written_is_not_noted_as_sent(journal, tmp_path):
    client = a_client(journal)
    report = status.status_report(journal, client, FEBRUARY, today=TODAY, draft=False)
    with pytest.raises(JournalError):
        report_files.send(journal, client, report, pdf=b"x", path=tmp_path / "no" / "a.pdf", now=NOON)
    assert status.reports(journal, client) == []


def test_a_draft_is_never_noted_as_sent(journal, tmp_path):
    client = a_client(journal)
    report = status.status_report(journal, client, FEBRUARY, today=TODAY)
    with pytest.raises(InvalidEntryError):
        report_files.send(journal, client, report, pdf=b"x", path=tmp_path / "a.pdf", now=NOON)
    assert not (tmp_path / "a.pdf").exists()


def test_the_mail_is_to_the_first_person_and_in_the_language_of_the_report(journal):
    client = a_client(journal)
    a_person(journal, client, "Tom Hale", email="tom@hale.example")
    save_business(journal, OwnBusiness(name="Solheim Synlighet", person="Ingrid Solheim"))
    mail = report_files.mail(journal, client, FEBRUARY, "en", today=TODAY)
    assert mail.to == "tom@hale.example"
    assert mail.subject == "Status report February 2026, from Solheim Synlighet"
    assert mail.body.startswith("Hello Tom,\n\nHere is the status report for February 2026.")
    assert mail.body.endswith("\n\nIngrid Solheim")


def test_a_client_without_people_gets_a_mail_all_the_same(journal):
    client = a_client(journal)
    mail = report_files.mail(
        journal, client, DayRange(date(2025, 10, 1), date(2025, 12, 31)), "en", today=TODAY
    )
    assert mail.to == ""
    assert mail.subject == "Status report October to December 2025"
    assert mail.body.startswith("Hello,")
