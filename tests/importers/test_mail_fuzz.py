"""Spoilt mailboxes are read or refused, soon, and no mail of them is lost without a word."""

from __future__ import annotations

import base64
import time
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.mail import MailWays, read_mail
from retention_journal.importers.mail_look import mail_look
from retention_journal.importers.recognise import recognise
from tests.importers.mailboxes import CLIENT, ME, mail, mailbox
from tests.importers.mutations import MANY, mutations

TODAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")
WAYS = (
    MailWays(own_addresses=(ME,), keep_text=True),
    MailWays(own_addresses=(ME,), only_addresses=frozenset({CLIENT})),
    MailWays(since="2026-01-01"),
)
PARTS = "\n".join(
    (
        "--b=_1", 'Content-Type: multipart/alternative; boundary="a"', "",
        "--a", "Content-Type: text/plain; charset=iso-8859-1",
        "Content-Transfer-Encoding: quoted-printable", "",
        "Hei p=E5 deg,=", " takk.", "", "> gammelt", "--a", "Content-Type: text/html; charset=utf-8", "",
        "<html><head><style>p{}</style></head><body><p>Hei</p><blockquote>gammelt</blockquote></body></html>",
        "--a--", "--b=_1", "Content-Type: application/ms-tnef; name*=utf-8''vinmail%2Edat",
        "Content-Transfer-Encoding: base64", "", base64.b64encode(b"x" * 90).decode(), "--b=_1--", "",
    )
)  # fmt: skip
MAILS = (
    mail("Hello\n\nFrom Russia with love\n>From here\n\nOn 4 Jan 2026 at 9:00 Me wrote:\n> old", id="<m0@x>"),
    mail(PARTS, id="<m1@x>", subject="=?utf-8?Q?=C3=85ret?= =?iso-8859-1?B?5XJldA==?=",
         more=['Content-Type: multipart/mixed; boundary="b=_1"', "References: <m0@x>\n <m9@x>"]),
    mail(sender=ME, to=f'"Doe, Kåre" <{CLIENT}>, Friends: a@y.example, b@y.example;', id="<m2@x>",
         more=["In-Reply-To: <m0@x>", "X-Gmail-Labels: Sent,=?UTF-8?Q?S=C3=B8k?="]),
    mail(base64.b64encode("Året går".encode()).decode(), id="<m3@x>", date="5 Jul 26 10:00 GMT",
         more=["Content-Type: text/plain; charset=x-unknown", "Content-Transfer-Encoding: base64"]),
)  # fmt: skip
SEPARATORS = [
    "From 1844347792267117879@xxx Mon Jan 05 10:00:00 +0000 2026",
    "From - Mon Jan  5 11:00:00 2026",
    "From me@studio.example Mon Jan  5 11:00:00 2026",
    "From - Mon Jan  5 11:00:00 2026",
]
SEEDS = [
    b"\xef\xbb\xbf" + mailbox(*MAILS, separator=SEPARATORS),
    mailbox(*MAILS, separator=SEPARATORS, line_end=b"\r\n"),
    MAILS[1],
]


def check(path, content, ways):
    """Read a spoilt file in every way a person could, and hold it to what is promised."""
    path.write_bytes(content)
    begun = time.thread_time()
    try:
        recognise(path)
        mail_look(path)
    except JournalError:
        pass
    try:
        found = read_mail(path, ways, zone=OSLO, today=TODAY)
    except JournalError:
        found = None
    assert time.thread_time() - begun < 10
    if found is None:
        return
    refused = {problem.place for problem in found.problems if problem.left_out}
    assert found.read == len(found.contacts) + len(refused) + found.skipped
    assert refused == set(found.raw)
    assert all(row.ext_id and row.whose.addresses for row in found.contacts)
    ids = [row.ext_id for row in found.contacts]
    assert len(ids) == len(set(ids))
    for text in (
        text
        for row in found.contacts
        for text in (row.summary, row.client_words, row.ext_id, *row.whose.addresses)
    ):
        assert "\0" not in text
        text.encode()
    if ways.own_addresses and not found.skipped:
        assert whole(content) <= {one.partition("#")[0] for one in ids}


def whole(content):
    """Return the ids of the mails that stand in a file unspoilt, from the blank line before to the next."""
    text = content.replace(b"\r\n", b"\n")
    blocks = zip(SEPARATORS[1:-1], MAILS[1:-1], SEPARATORS[2:], strict=True)
    return {
        f"m{number}@x"
        for number, (separator, one, after) in enumerate(blocks, 1)
        if b"\n\n" + separator.encode() + b"\n" + one + b"\n" + after.encode() in text
    }


def test_the_unspoilt_mailboxes_are_read_whole(tmp_path):
    for seed, count in zip(SEEDS, (4, 4, 1), strict=True):
        path = tmp_path / "seed"
        path.write_bytes(seed)
        found = read_mail(path, WAYS[0], zone=OSLO, today=TODAY)
        assert (len(found.contacts), found.problems, found.skipped) == (count, (), 0)
    assert whole(SEEDS[0]) == {"m1@x", "m2@x"}


def all_spoilt(tmp_path, count):
    path = tmp_path / "mail"
    for number, seed in enumerate(SEEDS):
        for turn, content in enumerate(mutations(seed, count // len(SEEDS) + 1, seed=number)):
            check(path, content, WAYS[turn % len(WAYS)])


def test_spoilt_mailboxes_are_read_or_refused(tmp_path):
    all_spoilt(tmp_path, 300)


@pytest.mark.slow
def test_twenty_thousand_spoilt_mailboxes_are_read_or_refused(tmp_path):
    all_spoilt(tmp_path, MANY)
