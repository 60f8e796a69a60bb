"""Where mail lies: mailboxes are cut rightly, folders and archives are looked through."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.importers import mbox
from retention_journal.importers.maildir import Found, MailPlaces, begins_mail
from retention_journal.importers.mbox import RawMail, mails_of
from retention_journal.importers.recognise import Source, recognise
from tests.importers.mailboxes import mail, mailbox


def contents(data):
    return [one.content for one in mails_of(io.BytesIO(data))]


SEPARATORS = [
    "From - Wed Dec  1 12:00:00 2021",
    "From - Wed Dec 01 12:00:00 2021",
    "From ada@x.example Wed Dec  1 12:00:00 2021",
    "From ada@x.example  Wed Dec  1 12:00:00 2021",
    "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
    "From ada@x.example Wed, 1 Dec 2021 12:00:00 +0100",
    "From 1844347792267117879@xxx Mon Jan 01 00:00:00 +0000 2024",
    "From 1844347792267117879@xxx",
    "From ada@x.example",
    "From ada@x.example 2021-12-01 12:00:00",
    'From "ada b"@x.example Wed Dec  1 12:00:00 2021',
    "From -",
]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_mailbox_is_cut_at_every_line_that_mail_programs_begin_a_mail_with(separator, mark, line_end):
    data = mark + mailbox(mail("one"), mail("two"), mail("three"), separator=separator, line_end=line_end)
    cut = contents(data)
    assert [one.split()[-1] for one in cut] == [b"one", b"two", b"three"]
    assert all(one.startswith(b"From: ") for one in cut)


@pytest.mark.parametrize(
    "line",
    [
        "From Russia with love",
        "From Russia with love: a film",
        "From - what I know - it is late",
        "From me@studio.example wrote",
        "From Monday Dec we are closed",
        "From the start",
        ">From - Wed Dec  1 12:00:00 2021",
        "From",
    ],
)
@pytest.mark.parametrize("before", ["", "text\n"])
@pytest.mark.parametrize("after", ["more", "Note: more", ""])
def test_a_line_of_text_that_begins_like_a_mail_cuts_nothing(line, before, after):
    text = f"Hei\n{before}\n{line}\n{after}\nend"
    assert len(contents(mailbox(mail(text), mail("two")))) == 2


def test_a_separator_with_a_date_needs_no_blank_line_before_it():
    first = mail("one").rstrip(b"\n")
    data = b"From - Wed Dec 01 12:00:00 2021\n" + first + b"\nFrom - Wed Dec 01 12:00:00 2021\n" + mail("two")
    assert len(contents(data)) == 2


def test_what_stands_before_the_first_mail_is_handed_on_too():
    assert contents(b"X: y\n\nlost\n\n" + mailbox(mail("one")))[0] == b"X: y\n\nlost\n\n"


@given(
    st.lists(st.sampled_from([0, 1, 10, 999, 3_990, 4_005, 9_000]), min_size=1, max_size=6),
    st.integers(500, 5_000),
)
def test_cutting_does_not_depend_on_how_the_file_is_read(sizes, chunk):
    data = mailbox(*(mail("x" * size) for size in sizes))

    class Small(io.BytesIO):
        def read(self, size=-1, /):
            return super().read(min(size, chunk))

    cut = list(mails_of(Small(data)))
    assert [one.content for one in cut] == contents(data)
    assert len(cut) == len(sizes)
    assert cut[-1].end == len(data)


def test_of_a_mail_beyond_the_limit_only_the_headers_are_kept(monkeypatch):
    monkeypatch.setattr(mbox, "MOST_MESSAGE_BYTES", 3_000_000)
    data = mailbox(mail("one"), mail("x\n" * 4_000_000), mail("three"))
    cut = list(mails_of(io.BytesIO(data)))
    assert [one.is_cut for one in cut] == [False, True, False]
    assert len(cut[1].content) < 300_000
    assert cut[1].content.startswith(b"From: ")
    assert cut[2].content.split()[-1] == b"three"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("number", [1, 999, 1_000, 1_001, 12_345, 999_999, 1_000_000, 1_234_567])
def test_a_mail_is_numbered_as_people_write_numbers(language, number):
    before = i18n.language()
    i18n.use(language)
    try:
        place = Found("", number, frozenset(), "", RawMail(b""), 0).place
        assert formats.number(number) in place
    finally:
        i18n.use(before)


@pytest.mark.parametrize(
    ("name", "flags"), [("1.host:2,RS", "RS"), ("1.host;2,D", "D"), ("1.host!2,", ""), ("1.host", "")]
)
def test_the_flags_of_a_maildir_stand_in_the_name(tmp_path, name, flags):
    for inner in ("cur", "new", "tmp"):
        (tmp_path / inner).mkdir()
        (tmp_path / inner / name).write_bytes(mail())
    found = list(MailPlaces(tmp_path).mails())
    assert [one.flags for one in found] == [flags, flags]
    assert recognise(tmp_path) is Source.MAIL


def test_a_folder_of_all_kinds_of_mail_is_read_in_the_order_of_its_names(tmp_path):
    (tmp_path / "Inbox.mbox").mkdir()
    (tmp_path / "Inbox.mbox" / "mbox").write_bytes(mailbox(mail("one"), mail("two")))
    (tmp_path / "a.eml").write_bytes(mail("three"))
    text = mail("four")
    (tmp_path / "b.emlx").write_bytes(b"%-10d\n" % len(text) + text + b"<?xml version='1.0'?><plist/>")
    (tmp_path / "notes.txt").write_bytes(b"no mail at all\n")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "empty.eml").write_bytes(b"")
    found = list(MailPlaces(tmp_path).mails())
    assert [one.place for one in found] == ["mbox, message 1", "mbox, message 2", "a.eml", "b.emlx"] or [
        one.place for one in found
    ] == ["a.eml", "b.emlx", "mbox, message 1", "mbox, message 2"]
    assert {one.mail.content.split()[-1] for one in found} == {b"one", b"two", b"three", b"four"}
    assert recognise(tmp_path) is Source.MAIL


def test_a_mailbox_within_the_parts_of_a_single_mail_is_none_of_its_own(tmp_path):
    inner = "--b\n\nHello\n--b\nContent-Type: message/rfc822\n\n" + mailbox(mail("old")).decode() + "\n--b--"
    path = tmp_path / "a.eml"
    path.write_bytes(mail(inner, more=["Content-Type: multipart/mixed; boundary=b"]))
    assert len(list(MailPlaces(path).mails())) == 1


def test_a_mailbox_that_lost_its_first_line_is_read_whole(tmp_path):
    path = tmp_path / "a.mbox"
    path.write_bytes(mail("one") + b"\n" + mailbox(mail("two")))
    assert len(list(MailPlaces(path).mails())) == 2


def test_mail_in_a_packed_archive_of_takeout_is_read_where_it_is(tmp_path):
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/archive_browser.html", "<html></html>")
        archive.writestr("Takeout/Mail/All mail.mbox", mailbox(mail("one"), mail("two")))
    assert recognise(path) is Source.MAIL
    assert len(list(MailPlaces(path).mails())) == 2


def test_an_archive_that_grows_beyond_measure_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.mbox", mailbox(mail("one")) + b"\0" * 300_000_000)
    with pytest.raises(JournalError, match="too much"):
        MailPlaces(path)


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (b"From: a@x\nTo: b@x\n\n", True),
        (b"\xef\xbb\xbfReceived: from x\n\tby y\nSubject: x\n\n", True),
        (b"X-Mozilla-Status: 0001\r\nSubject: x\r\n\r\n", True),
        (b"Subject: x\rFrom: y\r\rtext", True),
        (b"Date: Mon\nSubject: x\n\n", True),
        (b"Dear you\nFrom: a\nTo: b\n", False),
        (b"From;To\na;b\n", False),
        (b"From: a\n\nSubject: b\n", False),
        (b"BEGIN:VCARD\nVERSION:3.0\nFN:x\n", False),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", False),
        (b"name: x\ntotal: y\n", False),
        (b"", False),
    ],
)
def test_a_mail_is_known_by_its_headers(head, is_mail):
    assert begins_mail(head) is is_mail


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "message", "advice"),
    [
        (OLE + "__substg1.0_001A001F".encode("utf-16-le"), "mail saved by Outlook", "eml"),
        (b"!BDN" + b"\0" * 100, "data file of Outlook", "mbox or eml"),
        (b"\x78\x9f\x3e\x22" + b"\0" * 100, "winmail.dat", "eml"),
        (b"\xcf\xad\x12\xfe" + b"\0" * 100, "Outlook Express", "mbox"),
    ],
)
def test_what_only_outlook_reads_is_refused_with_what_to_do(tmp_path, data, message, advice, monkeypatch):
    monkeypatch.setattr("retention_journal.importers.files.MOST_BYTES", 50)
    path = tmp_path / "mail.dat"
    path.write_bytes(data)
    with pytest.raises(JournalError, match=message) as refused:
        recognise(path)
    assert advice in refused.value.advice


def test_an_archive_of_outlook_for_the_mac_is_refused(tmp_path):
    path = tmp_path / "x.olm"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Accounts/me/com.microsoft.__Messages/Inbox/message_00000.xml", "<emails/>")
    with pytest.raises(JournalError, match="Outlook for the Mac"):
        recognise(path)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_mail_is_recognised_by_what_is_in_it_however_large(tmp_path, mark, monkeypatch):
    monkeypatch.setattr("retention_journal.importers.files.MOST_BYTES", 100)
    for name, data in (("a.csv", mailbox(mail())), ("b.csv", mail())):
        path = tmp_path / name
        path.write_bytes(mark + data)
        assert recognise(path) is Source.MAIL
