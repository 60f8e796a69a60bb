"""Mail becomes contacts: whose, which way, when, about what, and how many words."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.importers.mail import MailWays, mail_look, read_mail
from retention_journal.importers.mail_threads import Letter, outcomes
from tests.importers.mailboxes import CLIENT, ME, SEPARATOR, mail, mailbox

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 11, 23)
WAYS = MailWays(own_addresses=(ME,))


@pytest.fixture
def read(tmp_path):
    def of(*mails, ways=WAYS, name="mail.mbox", **more):
        path = tmp_path / name
        path.write_bytes(mailbox(*mails) if name.endswith("mbox") else mails[0])
        found = read_mail(path, ways, zone=more.pop("zone", OSLO), today=TODAY, **more)
        left_out = sum(problem.left_out for problem in found.problems)
        assert found.read == len(found.contacts) + left_out + found.skipped
        return found

    return of


def test_a_mail_of_a_client_becomes_a_contact(read):
    (row,) = read(mail("Hello there my friend", subject="Re: SV: The plan")).contacts
    assert (row.kind, row.direction, row.outcome) == (Kind.EMAIL, Direction.INBOUND, Outcome.REACHED)
    assert row.occurred_at == datetime(2026, 1, 5, 11, 0)
    assert (row.summary, row.word_count, row.client_words) == ("The plan", 4, "")
    assert row.whose.addresses == (CLIENT,)
    assert row.whose.is_only_known
    assert row.people == (("Kåre", CLIENT),)
    assert (row.ext_id, row.place) == ("1@fjord.example", "message 1")


def test_a_mail_of_ones_own_is_the_clients_it_went_to(read):
    own = mail(
        sender=f"Me <{ME.upper()}>",
        to=f"A <a@x.example>, {ME}",
        more=["Cc: B <b@x.example>", "Bcc: c@y.example"],
    )
    (row,) = read(own).contacts
    assert (row.direction, row.outcome) == (Direction.OUTBOUND, Outcome.NO_REPLY_YET)
    assert row.whose.addresses == ("a@x.example", "b@x.example", "c@y.example")
    assert row.word_count is None


@pytest.mark.parametrize(
    ("own", "sender"),
    [
        (("me@studio.example",), "me+invoices@studio.example"),
        (("Me@Studio.Example ",), "me@studio.example"),
        (("first.last@gmail.com",), "firstlast@googlemail.com"),
        (("@studio.example",), "anybody@studio.example"),
        (("x@y.example", "me@studio.example"), "Me <me@studio.example>"),
    ],
)
def test_ones_own_addresses_are_known_in_every_spelling(read, own, sender):
    (row,) = read(mail(sender=sender, to=CLIENT), ways=MailWays(own_addresses=own)).contacts
    assert row.direction is Direction.OUTBOUND


@pytest.mark.parametrize(
    ("own", "sender"),
    [
        (("me@studio.example",), "you@studio.example"),
        (("@studio.example",), "me@sub.studio.example"),
        (("a.b@x.example",), "ab@x.example"),
    ],
)
def test_others_are_not_taken_for_oneself(read, own, sender):
    (row,) = read(mail(sender=sender, to=CLIENT), ways=MailWays(own_addresses=own)).contacts
    assert row.direction is Direction.INBOUND


DATES = [
    ("Mon, 5 Jan 2026 10:00:00 +0000", datetime(2026, 1, 5, 11)),
    ("Mon, 5 Jan 2026 10:00:00 -0800 (PST)", datetime(2026, 1, 5, 19)),
    ("5 Jul 26 10:00 GMT", datetime(2026, 7, 5, 12)),
    ("Mon, 5 Jan 2026 10:00:00", datetime(2026, 1, 5, 10)),
    ("2026-01-05T10:00:00Z", datetime(2026, 1, 5, 11)),
    ("Mon Jan  5 10:00:00 2026", datetime(2026, 1, 5, 10)),
    ("Mon, 6 Jul 2026 10:00:00 CEST", datetime(2026, 7, 6, 10)),
    ("Mon, 6 Jul 2026 10:00:00 -0000", datetime(2026, 7, 6, 12)),
]


@pytest.mark.parametrize(("written", "moment"), DATES)
def test_the_moment_is_that_of_the_persons_own_clock(read, written, moment):
    assert read(mail(date=written)).contacts[0].occurred_at == moment


@pytest.mark.parametrize(
    "written",
    [None, "", "yesterday", "Mon, 32 Jan 2026 10:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000",
     "Mon, 5 Jan 2099 10:00:00 +0000", "Mon, 5 Jan 2026 10:00:00 +9999", "Mon, 5 Jan 99999 10:00:00 +0000"],
)  # fmt: skip
def test_a_day_that_cannot_be_is_taken_from_when_the_mail_came(read, written):
    received = "Received: from a by b; Tue, 6 Jan 2026 08:00:00 +0100"
    found = read(mail(date=written, more=[received]), mail(date=written, id="<2@x>"))
    assert [row.occurred_at for row in found.contacts] == [datetime(2026, 1, 6, 8)]
    kept, lost = found.problems
    assert (kept.left_out, lost.left_out, lost.place) == (False, True, "message 2")
    assert "The plan" in found.raw["message 2"]


LEFT_OUT = [
    (["Auto-Submitted: auto-replied"], "automatic answer"),
    (["X-Autoreply: yes"], "automatic answer"),
    (["Precedence: auto_reply"], "automatic answer"),
    (["Precedence: bulk"], "newsletter"),
    (["List-Id: <x.example>"], "newsletter"),
    (["List-Unsubscribe: <mailto:x@y>"], "newsletter"),
    (["Content-Type: multipart/report; boundary=x"], "report of a mail server"),
    (["X-Failed-Recipients: x@y"], "report of a mail server"),
    (["X-Mozilla-Draft-Info: internal/draft"], "draft"),
    (["X-Unsent: 1"], "draft"),
    (["X-Mozilla-Status: 0009"], "thrown away"),
    (["X-Gmail-Labels: Opened,Spam"], "spam"),
    (["X-Gmail-Labels: =?UTF-8?Q?S=C3=B8ppelpost,Inbox?="], "spam"),
    (["X-Gmail-Labels: Papirkurv"], "spam"),
    (["X-Gmail-Labels: Utkast"], "draft"),
    (['X-GM-LABELS: "\\\\Draft"'], "draft"),
    (["X-Gmail-Labels: Chat"], "chat"),
]


@pytest.mark.parametrize(("more", "note"), LEFT_OUT)
def test_what_nobody_wrote_to_anybody_is_counted_and_left_out(read, more, note):
    found = read(mail(more=more), mail(id="<2@x>"))
    assert len(found.contacts) == found.skipped == 1
    assert note in found.notes[0]


@pytest.mark.parametrize(
    "more",
    [
        ["Auto-Submitted: no"],
        ["X-Mozilla-Status: 0001"],
        ["X-Gmail-Labels: Inbox,Viktig"],
        ["Precedence: normal"],
    ],
)
def test_usual_marks_leave_nothing_out(read, more):
    assert len(read(mail(more=more)).contacts) == 1


@pytest.mark.parametrize(
    "subject",
    ["Automatic reply: x", "Autosvar: x", "Fraværsmelding", "Frånvaromeddelande: x", "Out of office"],
)
def test_answers_of_somebody_away_are_left_out_and_answers_to_them_are_not(read, subject):
    found = read(mail(subject=subject), mail(subject=f"Re: {subject}", id="<2@x>"))
    assert [row.ext_id for row in found.contacts] == ["2@x"]


@pytest.mark.parametrize(
    ("name", "count"), [("Drafts.mbox", 0), ("Søppelpost.mbox", 0), ("Trash.mbox", 0), ("Sent.mbox", 1)]
)
def test_mailboxes_of_drafts_and_spam_hold_no_contacts(read, name, count):
    assert len(read(mail(), name=name).contacts) == count


def test_a_single_mail_may_be_called_draft(read):
    assert len(read(mail(subject="Draft"), name="Draft.eml").contacts) == 1


def test_the_same_mail_in_two_folders_is_one_contact(tmp_path):
    for name in ("Inbox", "Sent"):
        (tmp_path / name).write_bytes(mailbox(mail(sender=ME, to=CLIENT)))
    found = read_mail(tmp_path, WAYS, zone=OSLO, today=TODAY)
    assert len(found.contacts) == found.skipped == 1
    assert "twice" in found.notes[0]


def test_an_id_that_two_mails_of_different_days_share_is_none(read):
    found = read(mail(), mail(date="Tue, 6 Jan 2026 10:00:00 +0000"))
    first, second = (row.ext_id for row in found.contacts)
    assert first == "1@fjord.example"
    assert second.startswith("1@fjord.example#sha256:")


def test_a_mail_without_an_id_is_known_by_what_it_says(read):
    one = read(mail("Hello", id=None)).contacts[0].ext_id
    again = read(mail("Hello", id=None).replace(b"\n", b"\r\n")).contacts[0].ext_id
    assert one.startswith("sha256:")
    assert one == again
    assert read(mail("Hello you", id=None)).contacts[0].ext_id != one
    assert read(mail("Hello", id=None), mail("Hello", id="< >")).skipped == 1


@pytest.mark.parametrize(
    "id", ["<1@fjord.example>", " <1@fjord.example> ", "1@fjord.example", "<1@fjord.\n example>"]
)
def test_an_id_is_the_same_however_it_is_written(read, id):
    assert read(mail(id=id)).contacts[0].ext_id == "1@fjord.example"


def test_only_mail_with_somebody_the_journal_knows_is_taken_in(read):
    ways = MailWays(own_addresses=(ME,), only_addresses=frozenset({CLIENT}))
    found = read(
        mail(), mail(sender="a@fjord.example", id="<2@x>"), mail(sender="b@y.example", id="<3@x>", date=None),
        mail(sender=ME, to=f"b@y.example, K <{CLIENT.upper()}>", id="<4@x>"),
        mail(sender=ME, to="b@y.example"),
        mail(sender="b@y.example", to=f"{ME}, {CLIENT}", id="<5@x>"),
        ways=ways,
    )  # fmt: skip
    assert [row.place for row in found.contacts] == ["message 1", "message 4"]
    assert found.contacts[1].whose.addresses == ("b@y.example", CLIENT)
    assert not found.problems
    assert "4 mails are with nobody in your journal" in found.notes[0]


def test_mail_from_before_the_chosen_day_is_left_out(read):
    ways = MailWays(own_addresses=(ME,), since="2026-01-05")
    found = read(mail(), mail(date="Sun, 4 Jan 2026 22:59:00 +0000", id="<2@x>"), ways=ways)
    assert [row.ext_id for row in found.contacts] == ["1@fjord.example"]


@pytest.mark.parametrize(
    "wrong", [{"since": "soon"}, {"since": 5}, {"own_addresses": ME}, {"own_addresses": (5,)}]
)
def test_what_cannot_be_chosen_is_refused(read, wrong):
    with pytest.raises(InvalidEntryError):
        read(mail(), ways=MailWays(**wrong))


def test_what_was_chosen_is_kept_without_what_is_the_journals():
    chosen = MailWays((ME,), keep_text=True, since="2026-01-05", only_addresses=frozenset({CLIENT}))
    kept = chosen.as_plain()
    assert json.loads(json.dumps(kept)) == kept
    assert kept == {"own_addresses": [ME], "keep_text": True, "since": "2026-01-05"}


def test_a_mail_to_oneself_is_no_contact(read):
    assert read(mail(sender=ME, to=f"me+notes@{ME.partition('@')[2]}")).skipped == 1


def test_what_the_client_wrote_is_kept_only_where_it_is_wanted(read):
    ways = MailWays(own_addresses=(ME,), keep_text=True)
    text = "word " * 200 + "\n\n> quoted"
    parts = (
        "--b", "Content-Type: text/plain; charset=utf-8", "", text,
        "--b", 'Content-Type: application/ms-tnef; name="winmail.dat"', "", "x" * 10,
        "--b", "Content-Type: application/pdf",
        "Content-Disposition: attachment; filename*=utf-8''pl%C3%A5n.pdf", "", "x", "--b--",
    )  # fmt: skip
    both = mail("\n".join(parts), more=["Content-Type: multipart/mixed; boundary=b"])
    (kept,) = read(both, ways=ways).contacts
    assert kept.client_words == ("word " * 100).strip()
    assert kept.word_count == 200
    assert kept.summary == "The plan\nAttached: winmail.dat, plån.pdf"
    (bare,) = read(both).contacts
    assert (bare.client_words, bare.summary, bare.word_count) == ("", "The plan", 200)


SUBJECTS = [
    ("=?utf-8?B?w4VyZXQ=?=", "Året"),
    ("=?iso-8859-1?Q?=C5ret?= =?iso-8859-1?Q?_2026?=", "Året 2026"),
    ("=?utf-8?Q?=C3?= =?utf-8?Q?=85ret?=", "Året"),
    ("=?X-UNKNOWN?Q?=C5ret?=", "Året"),
    ("=?none?Q?Hei?=", "Hei"),
    ("=?charset=us-ascii?Q?Hei?=", "Hei"),
    ("=?fakescii?Q?Hei?=", "Hei"),
    ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
    ("=?punycode?Q?Hei?=", "Hei"),
    ("Re: RE[2]: Sv: AW: Hei", "Hei"),
    ("Re: Fwd: Re: Hei", "Fwd: Re: Hei"),
    ("Regning for mars", "Regning for mars"),
    ("Hei\n du\n\tder", "Hei du der"),
    ("", ""),
    (None, ""),
]


@pytest.mark.parametrize(("written", "shown"), SUBJECTS)
def test_the_subject_is_read_however_it_is_encoded(read, written, shown):
    assert read(mail(subject=written)).contacts[0].summary == shown


@pytest.mark.parametrize("raw", ["Året".encode(), "Året".encode("cp1252"), "Året".encode("latin-1")])
def test_bare_letters_in_a_header_are_read(read, raw):
    assert read(mail().replace(b"The plan", raw)).contacts[0].summary == "Året"


PEOPLE = [
    ("Ada <A@x.example>", ("a@x.example",)),
    ('"Doe, Ada" <a@x.example>, b@x.example', ("a@x.example", "b@x.example")),
    ("Doe, Ada <a@x.example>", ("a@x.example",)),
    ("Friends: a@x.example, B <b@x.example>;, c@x.example", ("a@x.example", "b@x.example", "c@x.example")),
    ("undisclosed-recipients:;, a@x.example", ("a@x.example",)),
    ("a@x.example (Ada)", ("a@x.example",)),
    ("a@x.example; b@x.example", ("a@x.example", "b@x.example")),
    ("=?utf-8?Q?=C3=85da=2C_B?= <a@x.example>", ("a@x.example",)),
    ('"a <a@x.example>, b@x.example', ("a@x.example", "b@x.example")),
    ("<a@x.example>, , ,", ("a@x.example",)),
]


@pytest.mark.parametrize(("written", "addresses"), PEOPLE)
def test_lists_of_addresses_are_read_however_they_are_written(read, written, addresses):
    assert read(mail(sender=ME, to=written)).contacts[0].whose.addresses == addresses


def test_an_endless_list_of_addresses_is_read_to_the_limit_and_told(read):
    many = ", ".join(f"Somebody <somebody{n}@x.example>" for n in range(2_000))
    found = read(mail(sender=ME, to=many))
    assert 400 < len(found.contacts[0].whose.addresses) <= 500
    assert len(found.contacts[0].people) == 50
    assert "recipients" in found.problems[0].message


@pytest.mark.parametrize(
    "hostile", ['"' * 30_000, "(" * 30_000, "<" * 30_000, '"\\' * 15_000, "=?a?q?" * 5_000]
)
def test_hostile_headers_take_no_time(read, hostile):
    found = read(mail(to=hostile, subject=hostile, date=hostile, id=hostile, sender=f"{CLIENT}, {hostile}"))
    assert found.read == 1


def test_what_was_answered_is_told_by_the_thread(read):
    found = read(
        mail(sender=ME, to=CLIENT, id="<1@x>"),
        mail(id="<2@x>", date="Mon, 5 Jan 2026 12:00:00 +0000", more=["References: <0@x> <1@x>"]),
        mail(
            id="<3@x>",
            sender=ME,
            to=CLIENT,
            date="Mon, 5 Jan 2026 13:00:00 +0000",
            more=["In-Reply-To: <2@x>"],
        ),
        mail(id="<4@x>", sender=ME, to=CLIENT, date="Mon, 5 Jan 2026 13:00:00 +0000"),
    )
    assert [row.outcome for row in found.contacts] == [
        Outcome.REPLIED, Outcome.REPLIED, Outcome.NO_REPLY_YET, Outcome.NO_REPLY_YET,
    ]  # fmt: skip


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 30)), max_size=12))
def test_nothing_is_answered_unless_the_other_side_wrote_in_its_thread(told):
    sides = {True: Direction.INBOUND, False: Direction.OUTBOUND}
    begin = datetime(2026, 1, 5)
    letters = [
        Letter(f"{n}@x", (f"root{thread}@x",), sides[is_theirs], begin + timedelta(days=day))
        for n, (is_theirs, thread, day) in enumerate(told)
    ]
    for (is_theirs, thread, day), outcome in zip(told, outcomes(letters), strict=True):
        answers = [1 for other, same, later in told if same == thread and other != is_theirs and later > day]
        assert (outcome is Outcome.REPLIED) == bool(answers)


@pytest.mark.parametrize(
    ("mails", "guess"),
    [
        ([mail(more=["Delivered-To: me@studio.example"])], (ME,)),
        ([mail(sender=ME, to=CLIENT, more=["X-Gmail-Labels: Sendt"])], (ME,)),
        ([mail(sender=f"c{n}@x.example") for n in range(4)], (ME,)),
        ([mail()], ()),
    ],
)
def test_whose_mailbox_it_is_is_guessed_where_nobody_said(tmp_path, mails, guess):
    path = tmp_path / "a.mbox"
    path.write_bytes(mailbox(*mails))
    assert mail_look(path).own_guess == guess
    notes = read_mail(path, zone=OSLO, today=TODAY).notes
    assert any((guess[0] if guess else "None of your own") in note for note in notes)


def test_reading_tells_how_far_it_is_and_can_be_stopped(tmp_path):
    path = tmp_path / "a.mbox"
    path.write_bytes(mailbox(*(mail(id=f"<{n}@x>") for n in range(900))))
    heard = []

    def listen(done, total):
        heard.append((done, total))
        if done > total / 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        read_mail(path, WAYS, zone=OSLO, today=TODAY, progress=listen)
    size = path.stat().st_size
    assert len(heard) >= 3
    assert all(total == size and done <= total for done, total in heard)


@pytest.mark.parametrize("data", [b"no mail\n", b"\0" * 100, b"{}", b"a;b\n1;2\n", b"\x89PNG\r\n:\r\n:x\n"])
def test_what_holds_no_mail_is_refused(tmp_path, data):
    path = tmp_path / "a.mbox"
    path.write_bytes(data)
    for ways in (WAYS, MailWays(own_addresses=(ME,), only_addresses=frozenset({CLIENT}))):
        with pytest.raises(JournalError, match="no mail"):
            read_mail(path, ways, zone=OSLO, today=TODAY)


def test_a_mail_without_a_writer_or_headers_is_told(read):
    found = read(mail(sender=None), b"Hei\n\nNo header\n")
    assert len(found.contacts) + sum(one.left_out for one in found.problems) == found.read
    assert "who wrote it" in found.problems[0].message


def test_nothing_unprintable_gets_into_a_row(read):
    ways = MailWays(own_addresses=(ME,), keep_text=True)
    found = read(mail("a\0b @", subject="x\0\u202ey").replace(b"@\n", b"\x80\n"), ways=ways)
    (row,) = found.contacts
    for text in (row.summary, row.client_words):
        assert "\0" not in text
        assert "\u202e" not in text
        text.encode()


def test_a_mailbox_says_what_it_looks_like(read):
    found = read(mail(), mail(id="<2@x>"))
    assert (found.source, found.fingerprint) == ("mail", "")  # the same mail may lie in two mailboxes
    assert found.looks_like == "A mailbox with 2 mails."
    assert SEPARATOR not in found.looks_like
