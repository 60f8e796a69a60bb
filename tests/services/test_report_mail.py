from __future__ import annotations

import email
import socket
from datetime import date
from email.policy import SMTP

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retention_journal.core.periods import DayRange, month_of
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.report_mail import Enclosed, Mail, draft, draft_path, report_mail, write_draft
from tests.builders import TODAY, a_client, a_person

FEBRUARY = month_of(date(2026, 2, 1))
PDF = Enclosed("Blåbær & fløte – Statusrapport februar 2026.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40)


def _read(made):
    return email.message_from_bytes(made, policy=SMTP)


def test_the_mail_is_to_the_first_person_and_in_the_language_of_the_report(journal):
    client = a_client(journal)
    a_person(journal, client, "Tom Hale", email="tom@hale.example")
    save_business(journal, OwnBusiness(name="Solheim Synlighet", person="Ingrid Solheim"))
    mail = report_mail(journal, client, FEBRUARY, "en", today=TODAY)
    assert (mail.to, mail.name, mail.language) == ("tom@hale.example", "Tom Hale", "en")
    assert mail.subject == "Status report February 2026, from Solheim Synlighet"
    assert mail.body.startswith("Hello Tom,\n\nHere is the status report for February 2026.")
    assert mail.body.endswith("\n\nIngrid Solheim\nSolheim Synlighet")
    norwegian = report_mail(journal, client, FEBRUARY, "nb", today=TODAY)
    assert norwegian.body.startswith("Hei Tom,\n\nHer er statusrapporten for februar 2026.")


def test_a_client_without_people_gets_a_mail_all_the_same(journal):
    client = a_client(journal)
    mail = report_mail(journal, client, DayRange(date(2025, 10, 1), date(2025, 12, 31)), "en", today=TODAY)
    assert mail.to == ""
    assert mail.subject == "Status report October to December 2025"
    assert mail.body.startswith("Hello,")


def test_a_locked_report_is_said_to_be_and_the_password_is_not_in_it(journal):
    client = a_client(journal)
    assert "password" not in report_mail(journal, client, FEBRUARY, "en", today=TODAY).body
    mail = report_mail(journal, client, FEBRUARY, "en", today=TODAY, is_locked=True)
    assert "The PDF opens with a password. You get it from me in another way." in mail.body


def test_the_draft_holds_the_pdf_whole_under_its_own_name():
    mail = Mail("bjoern@rognan.example", "Statusrapport februar – Blåbær", "Hei Bjørn,\n\nHer er den.",
                name="Bjørn Ærlig", language="nb")  # fmt: skip
    made = draft(mail, [PDF, Enclosed("Tall.csv", "\ufeffDel;Hva\r\n".encode())])
    read = _read(made)
    assert made.startswith(b"X-Unsent: 1\r\n")
    assert read["To"].addresses[0].display_name == "Bjørn Ærlig"
    assert read["To"].addresses[0].addr_spec == "bjoern@rognan.example"
    assert read["Subject"] == mail.subject
    body = read.get_body()
    assert body["Content-Language"] == "nb"
    assert body.get_content().replace("\r\n", "\n") == mail.body + "\n"
    pdf, figures = read.iter_attachments()
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", PDF.name)
    assert pdf.get_content() == PDF.content
    assert (figures.get_content_type(), figures.get_filename()) == ("text/csv", "Tall.csv")
    assert figures.get_payload(decode=True) == "\ufeffDel;Hva\r\n".encode()


def test_every_line_of_a_draft_is_short_ascii_that_ends_as_mail_does():
    made = draft(Mail("a@b.example", "Emne " * 60, "Ærlig talt. " * 400, name="Å" * 120), [PDF])
    lines = made.split(b"\r\n")
    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in lines)
    made.decode("ascii")


def test_a_draft_tells_neither_the_computer_nor_a_day():
    made = draft(Mail("a@b.example", "S", "B"), [PDF])
    read = _read(made)
    assert set(read.keys()) == {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
    assert socket.gethostname().encode() not in made


@example("", "", "", "\r")
@example("", "", "", "a\nBcc: b@c.example\x00.pdf")
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80), st.text(min_size=1, max_size=60))
def test_no_text_of_people_breaks_a_draft_or_adds_a_header_to_it(name, subject, body, file):
    read = _read(draft(Mail("a@b.example", subject, body, name=name), [Enclosed(file, b"%PDF")]))
    assert set(read.keys()) == {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
    assert [one.addr_spec for one in read["To"].addresses] == ["a@b.example"]
    assert len(list(read.iter_attachments())) == 1


@pytest.mark.parametrize(
    "to", ["", "no address", "a@", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y"]
)
def test_an_address_that_is_none_is_left_to_the_person(to):
    read = _read(draft(Mail(to, "S", "B", name="Tom")))
    assert read["To"] is None
    assert read["Bcc"] is None


def test_the_draft_lies_beside_the_pdf_and_is_nobody_elses_to_read(tmp_path):
    path = draft_path(tmp_path / "A. B – Status report.PDF")
    assert path.name == "A. B – Status report.eml"
    write_draft(draft(Mail("", "S", "B")), path)
    assert path.stat().st_mode & 0o077 == 0
