"""How many words a client wrote: what they quote, forward and sign with is not counted."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.importers.mail_headers import split_mail
from retention_journal.importers.mail_html import text_of_page
from retention_journal.importers.mail_parts import MOST_PARTS, written_in
from retention_journal.importers.mail_quotes import own_words


def written(head, body):
    content = head.encode() + b"\n\n" + (body if isinstance(body, bytes) else body.encode())
    headers, begin = split_mail(content)
    return written_in(headers, content, begin)


QUOTES = [
    "On Mon, Jan 5, 2026 at 10:00 AM Me <me@x.example> wrote:\n\n> old\n> more",
    "On Mon, Jan 5, 2026 at 10:00 AM Somebody with a long name\n<somebody@x.example> wrote:\n\n> old",
    "On 5 Jan 2026, at 10:00, Me <me@x.example> wrote:\n\nold without any mark",
    "Den 05.01.2026 10:00, skrev Meg:\n> gammelt",
    "Den mån 5 jan. 2026 kl 10:00 skrev Jag <me@x.example>:\n\n> gammalt",
    "man. 5. jan. 2026 kl. 10:00 skrev Meg <me@x.example>:\n\n> gammelt",
    "5. jan. 2026 kl. 10:00 skrev Meg <me@x.example>:\n\n> gammelt",
    "5 jan. 2026 kl. 10:00 skrev Jag <me@x.example>:\n\ngammalt",
    "På mån, 5 jan. 2026 skrev Jag:\n> gammalt",
    "Am 05.01.26 um 10:00 schrieb Ich:\n> alt",
    "Am Mo., 5. Jan. 2026 um 10:00 Uhr schrieb Ich <me@x.example>:\n\n> alt",
    "Le lun. 5 janv. 2026 à 10:00, Moi <me@x.example> a écrit :\n> vieux",
    "02.04.2012 14:20 пользователь <me@x.example> написал:\n\nстарый",
    "-----Original Message-----\nFrom: Me\nold",
    "-----Opprinnelig melding-----\nFra: Meg\ngammelt",
    "-----Ursprungligt meddelande-----\nFrån: Jag\ngammalt",
    "-----Ursprüngliche Nachricht-----\nVon: Ich\nalt",
    "---------- Forwarded message ---------\nFrom: Me\nold",
    "Begin forwarded message:\n\nold",
    "________________________________\nFrom: Me\nold",
    "From: Me <me@x.example>\nSent: Monday, 5 January 2026 10:00\nTo: You\nSubject: x\n\nold",
    "Fra: Meg\nSendt: mandag 5. januar 2026 10:00\nTil: Deg\nEmne: x\n\ngammelt",
    "*Fra:* Meg\n*Sendt:* mandag 5. januar 2026 10:00\n*Til:* Deg\n*Emne:* x\n\ngammelt",
    "Från: Jag\nSkickat: den 5 januari 2026 10:00\nTill: Dig\nÄmne: x\n\ngammalt",
    "Von: Ich\nGesendet: Montag, 5. Januar 2026 10:00\nAn: Du\nBetreff: x\n\nalt",
    "Fra: Meg Sendt: mandag 5. januar 2026 10:00 Til: Deg\n\ngammelt",
    "From: Me <me@x.example>\nDate: Monday, 5 January 2026\nTo: You\nSubject: x\n\nold",
    "> old\n>> older",
    "-- \nKåre\nFjord & Fjell",
    "--\nKåre",
    "Sent from my iPhone",
    "Sendt fra min iPhone",
    "Sendt fra Outlook for iOS",
    "Skickat från min iPhone",
    "Skickat från Outlook för Android<https://aka.ms/x>",
    "Von meinem iPhone gesendet",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "-----BEGIN PGP SIGNATURE-----\nabc",
]


@pytest.mark.parametrize("quoted", QUOTES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_somebody_quotes_or_signs_with_is_not_theirs(quoted, line_end):
    text = f"Hello there\nmy friend\n\n{quoted}\n".replace("\n", line_end)
    assert own_words(text) == "Hello there\nmy friend"


@pytest.mark.parametrize(
    "text",
    [
        "From here on it is easy.\nSent: nothing yet",
        "Fra: Oslo\nTil: Bergen\nDato: 5. mai",
        "On Monday I wrote:\nfirst, second",
        "He wrote: hello 5 times",
        "We met on 5 May - at noon:\nit was good",
        "Sent from my new office where there is so much more light than there was in the old one",
        "A line -- with dashes\n---\nand more",
        "I skrev 5 sider:",
    ],
)
def test_what_only_looks_like_a_quote_is_kept(text):
    assert own_words(text) == text


def test_answers_between_the_lines_are_counted():
    text = "Hi\n\nOn 5 Jan 2026 at 10:00 Me <me@x.example> wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n"
    assert own_words(text).split() == ["Hi", "Yes.", "No."]


PAGES = [
    ("<p>Hello<br>you</p>", "Hello\nyou"),
    ("<style>p{color:red}</style><p>Hello</p><script>alert('x')</script>", "Hello"),
    ("<html><head><title>no</title></head><body>Hello", "Hello"),
    ("<head><style>x</style><body>Hello</body>", "Hello"),
    ("<!-- <p>no</p> --><p>Hello&nbsp;&aring;</p><!-- never ends", "Hello å\n<!-- never ends"),
    ("<p>Hello</p><blockquote><p>old</p>older</blockquote><p>you</p>", "Hello\n> old\n> older\nyou"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a  b"),
    ("1 < 2 and <b>3 > 2</b>", "1 < 2 and 3 > 2"),
    ("<img src='https://x.example/spy.png'>Hello", "Hello"),
]


@pytest.mark.parametrize(("page", "text"), PAGES)
def test_a_page_becomes_text(page, text):
    assert text_of_page(page) == text


@pytest.mark.parametrize(
    "mark",
    [
        '<div id="divRplyFwdMsg">',
        "<div id=appendonsend></div>",
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt">',
    ],
)
def test_what_outlook_quotes_in_a_page_is_cut(mark):
    assert own_words(text_of_page(f"<div>Hello you</div>{mark}<b>Old:</b> text</div>")) == "Hello you"


def test_the_quote_of_gmail_in_a_page_is_cut():
    page = (
        '<div dir="ltr">Hello you</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
        'On Mon, Jan 5, 2026 at 10:00 AM Me &lt;<a href="mailto:me@x.example">me@x.example</a>&gt; wrote:<br>'
        '</div><blockquote class="gmail_quote"><div>old</div></blockquote></div>'
    )
    assert own_words(text_of_page(page)) == "Hello you"


CODE = "Content-Transfer-Encoding: "
BOTH = (
    "--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
    "--b\nContent-Type: text/html; charset=utf-8\n\n<p>page text</p>\n--b--\n"
)


@pytest.mark.parametrize(("plain", "text"), [("plain text", "plain text"), ("  ", "page text")])
def test_plain_text_is_preferred_where_there_is_some(plain, text):
    found = written("Content-Type: multipart/alternative; boundary=b", BOTH.format(plain=plain))
    assert found.text.strip() == text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Type: text/plain; charset=iso-8859-1", "Året går".encode("latin-1")),
        ("Content-Type: text/plain; charset=iso-8859-1", "Året går".encode()),
        ("Content-Type: text/plain; charset=us-ascii", "Året går".encode()),
        ("Content-Type: text/plain; charset=us-ascii", "Året går".encode("cp1252")),
        ("Content-Type: text/plain; charset=X-UNKNOWN", "Året går".encode()),
        ("Content-Type: text/plain; charset=none", "Året går".encode("cp1252")),
        ("Content-Type: text/plain; charset=gb2312", "Året går".encode()),
        ("Content-Type: text/plain; charset=charset=us-ascii", "Året går".encode()),
        ('Content-Type: text/plain; charset="utf-8"\n' + CODE + "quoted-printable", b"=C3=85ret g=\n=C3=A5r"),
        (CODE + "base64", base64.b64encode("Året går".encode())),
        (CODE + "BASE64 ", base64.b64encode("Året går".encode())[:-1]),
        ("Content-Type: text/plain; charset=utf-8\n" + CODE + "8bit", "Året går".encode()),
        ("X-None: x", "Året går".encode()),
        ("Content-Type: nonsense", "Året går".encode()),
        ("Content-Type: multipart/mixed", "Året går".encode()),
        ("Content-Type: multipart/mixed; boundary=never", "Året går".encode()),
    ],
)  # fmt: skip
def test_letters_are_read_whatever_is_said_of_them(head, body):
    assert written(head, body).text.strip() == "Året går"


def test_a_line_that_the_mailbox_marked_is_given_back():
    assert written("X: y", "Hei\n>From Russia\n>>From here\n").text == "Hei\nFrom Russia\n>From here\n"


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: multipart/encrypted; boundary=b",
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data",
    ],
)
def test_what_is_encrypted_has_no_words(head):
    found = written(head, "abc")
    assert (found.text, found.is_sealed) == ("", True)


def test_what_a_calendar_wrote_is_told():
    body = "--b\nContent-Type: text/plain\n\nAccepted\n--b\nContent-Type: text/calendar\n\nBEGIN\n--b--"
    assert written("Content-Type: multipart/alternative; boundary=b", body).is_of_calendar


def test_attachments_are_listed_and_their_text_is_not_counted():
    body = (
        "--b\nContent-Type: text/plain\n\nHello\n"
        '--b\nContent-Type: text/plain; name="notes.txt"\nContent-Disposition: attachment\n\nwords of it\n'
        "--b\nContent-Type: message/rfc822\n\nSubject: x\n\nforwarded words\n"
        '--b\nContent-Type: application/ms-tnef; name="winmail.dat"\n' + CODE + "base64\n\nAAAA\n--b--\n"
    )
    found = written("Content-Type: multipart/mixed; boundary=b", body)
    assert found.text.strip() == "Hello"
    assert [one.name for one in found.attachments] == ["notes.txt", "", "winmail.dat"]


def test_a_mail_of_thousands_of_parts_is_read_to_the_limit():
    many = written("Content-Type: multipart/mixed; boundary=b", "--b\n\nword\n" * 3_000)
    assert (many.parts, many.has_more) == (MOST_PARTS, True)
    assert many.text.split() == ["word"] * (MOST_PARTS - 1)
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_043))
    begun = time.thread_time()
    assert written("X: y\n" + deep.rstrip(), "x" * 3_000_000).has_more
    assert time.thread_time() - begun < 10


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "text/plain\nContent-Transfer-Encoding: base64"])
@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "<style>", "<blockquote>", "&", "&#", "> ", "On 1 wrote:\n>x\n", "From: x\n", "a:\n",
     "wrote:", "on 1 wrote:\n\n", "=\n", "\n>\n", "on 1\n1\n1\nx:\n", "å ", "--b\n"],
)  # fmt: skip
def test_hostile_texts_take_no_time(kind, piece):
    begun = time.thread_time()
    own_words(written(f"Content-Type: {kind}", piece * (600_000 // len(piece))).text)
    assert time.thread_time() - begun < 10


@given(st.text(alphabet="ab:>\n -<", max_size=200))
def test_cutting_never_adds_anything(text):
    assert len(own_words(text)) <= len(text)
