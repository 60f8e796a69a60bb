from __future__ import annotations

import re
import re._constants as constants
import re._parser as parser
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.wording import sentences
from retention_journal.core import pasted_mail_marks, pasted_mail_moments
from retention_journal.core.pasted_mail import PastedMail, split
from retention_journal.core.pasted_mail_moments import moment_in
from retention_journal.core.wording import LANGUAGES

AT = datetime(2026, 11, 16, 9, 12)
WORDS = "The delivery was late again.\n\n- one\n- two\n\nI am tired of asking."

HEADERS = {
    "outlook en": "From: {who}\nSent: Monday, November 16, 2026 9:12 AM\nTo: Nora\nSubject: RE: Plan\n",
    "outlook nb": "Fra: {who}\nSendt: mandag 16. november 2026 09:12\nTil: Nora\nEmne: SV: Plan\n",
    "outlook sv": "Från: {who}\nSkickat: den 16 november 2026 09:12\nTill: Nora\nÄmne: SV: Plan\n",
    "bold": "*From:* {who}\n*Sent:* 16 November 2026 09:12\n*To:* Nora;\n Kari\n*Subject:* Plan\n",
    "gmail forward": (
        "---------- Forwarded message ---------\nFra: {who}\nDate: man. 16. nov. 2026 kl. 09:12\n"
        "Subject: Plan\nTo: <nora@example.com>\n\n"
    ),
    "apple forward": (
        "Start på videresendt melding:\n\nFra: {who}\nEmne: Plan\nDato: 16. november 2026 kl. 09.12\n"
    ),
    "gmail nb": "man. 16. nov. 2026 kl. 09:12 skrev {who}:\n",
    "gmail sv": "Den mån 16 nov. 2026 kl 09:12 skrev {who}:\n",
    "gmail en": "On Mon, Nov 16, 2026 at 9:12 AM {who} wrote:\n",
    "folded": "On Mon, Nov 16, 2026 at 9:12 AM {who}\nwrote:\n",
    "thunderbird": "{who} skrev 16.11.2026 09:12:\n",
}
WHO = "Tor Lunde <tor@example.com>"

BELOW = {
    "gmail": "Den mån 16 nov. 2026 kl 09:12 skrev Nora Lunde <nora@example.com\n>:\n\n> Hej Tor\n> Klart?",
    "apple": "> 16. nov. 2026 kl. 09:12 skrev Nora <nora@example.com>:\n> \n> Hei Tor",
    "unquoted": "On 16 Nov 2026, at 09:12, Nora <nora@example.com> wrote:\n\nHi Tor\n\nAll is ready.",
    "outlook": "Fra: Nora\nSendt: fredag 13. november 2026 08:00\nTil: Tor\nEmne: Plan\n\nHei Tor",
    "ruled": "________________________________\nFrån: Nora\nSkickat: 2026-11-13 08:00\nÄmne: Plan\n\nHej",
    "original": "-----Original Message-----\nFrom: Nora\n\nHi Tor",
    "opprinnelig": "-----Opprinnelig melding-----\nHei Tor",
    "ursprungligt": "-----Ursprungligt meddelande-----\nHej Tor",
}

SIGNATURES = [
    "Med vennlig hilsen\nTor Lunde\nLunde Revisjon\n+47 12 34 56 78",
    "Mvh Tor",
    "Vänliga hälsningar,\nTor",
    "Best regards,\n\nTor Lunde\nLunde Ltd",
    "-- \nTor Lunde\nwww.example.com",
    "/Tor",
    "– Tor",
    "Sent from my iPhone",
    "Sendt fra min iPhone",
    "Skickat från min iPhone",
    "Hent Outlook for iOS",
    "Sendt fra Outlook for Android",
]
FOOTERS = [
    "This e-mail is confidential and intended only for the use of the recipient.\nPlease delete it.",
    "Hvis du har mottatt denne e-posten ved en feil, ber vi deg slette den.",
    "Om du har fått detta meddelande av misstag ber vi dig radera det.",
    "Tenk på miljøet før du skriver ut.",
]
GREETINGS = ["Hei Nora,", "Hej!", "Dear Ms. Lunde,", "God dag", "Hi there,", "Kära Åsa"]


def rest_of(mail):
    return [line for line in mail.rest.split("\n") if line.strip()]


@pytest.mark.parametrize("name", HEADERS)
def test_headers_are_cut_off_and_say_who_wrote_and_when(name):
    header = HEADERS[name].format(who=WHO)
    mail = split(f"{header}\n{WORDS}\n")
    assert mail.words == WORDS
    assert (mail.sender, mail.sent_at) == (WHO, AT)
    assert rest_of(mail) == [line for line in header.split("\n") if line.strip()]


@pytest.mark.parametrize("name", BELOW)
def test_the_mail_that_was_answered_is_cut_off(name):
    mail = split(f"{WORDS}\n\n{BELOW[name]}")
    assert mail == PastedMail(WORDS, f"\n{BELOW[name]}")


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("greeting", GREETINGS)
def test_greeting_and_signature_are_cut_off(greeting, signature):
    mail = split(f"{greeting}\n\n{WORDS}\n\n{signature}\n\n{BELOW['gmail']}")
    assert mail.words == WORDS
    assert {greeting, *signature.splitlines()} <= {*rest_of(mail), ""}


@pytest.mark.parametrize("footer", FOOTERS)
def test_what_a_firms_server_writes_below_is_cut_off(footer):
    assert split(f"{WORDS}\n\nMvh\nTor\n\n{footer}").words == WORDS
    assert split(f"{WORDS}\n\n{footer}\n").words == WORDS


def test_a_mail_with_everything_leaves_the_words():
    parts = [
        HEADERS["outlook nb"].format(who=WHO),
        "Hei Nora,",
        WORDS,
        *SIGNATURES[:1],
        FOOTERS[1],
        BELOW["outlook"],
    ]
    mail = split("\r\n\r\n".join(part.replace("\n", "\r\n") for part in parts))
    assert (mail.words, mail.sender, mail.sent_at) == (WORDS, WHO, AT)


def test_a_postscript_is_the_clients_own_again():
    mail = split("It was late.\n\nKind regards\nTor\n\nPS: The invoice is wrong too.\n\nSent from my iPhone")
    assert mail.words == "It was late.\n\nPS: The invoice is wrong too."


def test_answers_between_and_below_quoted_lines_are_words():
    mail = split(
        "On 16 Nov 2026 at 09:12, Nora <nora@example.com> wrote:\n> Is it ready?\n\nNo.\n\n"
        "> And the rest?\nNeither."
    )
    assert mail.words == "No.\n\nNeither."
    assert mail.sender == ""  # Nora wrote what is quoted


def test_where_all_is_quoted_the_quoted_lines_are_the_words():
    mail = split(f"man. 16. nov. 2026 kl. 09:12 skrev {WHO}:\n\n> It was late.\n> Again.\n>> Is it ready?")
    assert mail.words == "> It was late.\n> Again."
    assert (mail.sender, mail.sent_at) == (WHO, AT)


def test_a_mail_that_was_only_passed_on_has_its_words_below():
    mail = split(f"Hei Nora,\n\nMvh\nKari\n\n{HEADERS['outlook sv'].format(who=WHO)}\n{WORDS}")
    assert mail.words == WORDS
    mail = split(f"Hei Nora,\n\n{HEADERS['outlook sv'].format(who=WHO)}\n{WORDS}")
    assert (mail.words, mail.sender, mail.sent_at) == (WORDS, WHO, AT)


def test_a_mail_copied_from_a_web_page_leaves_the_words():
    mail = split(f"{WHO}\nman. 16. nov., 09:12 (for 3 dager siden)\ntil meg\n\n{WORDS}")
    assert (mail.words, mail.sender, mail.sent_at) == (WORDS, WHO, None)


PLAIN = [
    "Hei,",
    "Hei dere har lovet dette tre ganger.",
    "Hilsen fra kunden kom aldri fram.",
    "Fra: Oslo\nTil: Bergen\nDato: 3. mai\nToget var for sent.",
    "From: the shop\nTo: my door\nIt took nine days.",
    "Sendt fra lageret i går, sier dere.",
    "On 3 May 2026 at 10:00 you wrote:\nIt is ready.",
    "Den 3. mai 2026 kl. 10:00 skrev du:\nDet er klart.",
    "Meldingen inneholdt konfidensielle opplysninger.",
    "- one\n- two",
    "-----",
    "Thanks for nothing, I must say.",
    "It was late.\nRegards\n" + "\n".join(f"and one more thing, number {n}" for n in range(20)),
    "PS I never got it.",
    "5 > 3, they say.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_without_marks_of_a_mail_is_all_words(text):
    assert split(text) == PastedMail(text, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_wording_check_is_taken_for_a_mark(language):
    texts = [one.text for part in sentences(language).values() for one in part if one.text[0] != ">"]
    assert len(texts) > 100
    for text in texts:
        assert split(f"{text}\n{text}").rest == ""


LINES = st.sampled_from(
    [
        line
        for text in (*HEADERS.values(), *BELOW.values(), *SIGNATURES, *FOOTERS, *GREETINGS, *PLAIN, WORDS)
        for line in text.split("\n")
    ]
) | st.text(max_size=12)


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_is_in_the_words_or_in_the_rest_and_in_order(lines, ending):
    given_lines = ending.join(lines).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    mail = split(ending.join(lines))
    words, rest = mail.words.split("\n"), mail.rest.split("\n")
    kept = Counter(line for line in (*words, *rest) if line)
    assert kept == Counter(line for line in given_lines if line)
    for part in (words, rest):
        remaining = iter(given_lines)
        assert all(line in remaining for line in part if line)
    assert mail.words == mail.words.strip("\n")
    blank = given_lines.count("")
    assert words.count("") + rest.count("") - blank in (0, 1)  # a part without lines reads as one empty line


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 16 Nov 2026 09:12:30 +0100", AT.replace(tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-16T09:12Z", AT.replace(tzinfo=UTC)),
        ("Monday, November 16, 2026 9:12 AM", AT),
        ("16 November 2026 at 9:12 pm", AT.replace(hour=21)),
        ("November 16, 2026 12:05 AM", AT.replace(hour=0, minute=5)),
        ("16.11.2026 kl. 09.12", AT),
        ("den 16 november 2026 09:12", AT),
        ("11/16/2026 9:12 AM", AT),
        ("16/11/2026 09:12", AT),
        ("05/05/2026 09:12", datetime(2026, 5, 5, 9, 12)),
        ("03/04/2026 09:12", None),
        ("16 November 2026", None),
        ("31 February 2026 09:12", None),
        ("16 November 2026 25:12", None),
        ("16 November 2026 09:12 +9900", None),
        ("yesterday at 09:12", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_mail_programs_write_it(text, moment):
    assert moment_in(text) == moment
    if moment is not None:
        assert moment_in(text).tzinfo == moment.tzinfo


def steps(text):
    count = 0

    def counted(_frame, event, _about):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        split(text)
    finally:
        sys.setprofile(before)
    return count


REPEATED = [
    "word " * 10, "Mvh", "To: x", "Fra: x\nTil: y", "> quoted", "On 3 May", "Den 3. mai skrev", "-----------",
    "Hei", "PS: x", "-----Original Message-----", "Tor <tor@example.com>", "Tenk på miljøet før\n", "/Tor",
    "",
]  # fmt: skip


@pytest.mark.parametrize("line", REPEATED)
def test_twice_the_lines_take_at_most_twice_the_steps(line):
    once, twice = (steps(f"{line}\n" * count) for count in (300, 600))
    assert twice / once < 2.3


def unbounded_in(parsed, inside=0):
    """Yield how deep each repeat without end lies inside others of its kind."""
    for operator, about in parsed:
        is_endless = str(operator).endswith("REPEAT") and about[1] == constants.MAXREPEAT
        if is_endless:
            yield inside
        for part in about if isinstance(about, tuple | list) else [about]:
            for tree in part if isinstance(part, list) else [part]:
                if isinstance(tree, parser.SubPattern):
                    yield from unbounded_in(tree, inside + is_endless)


def test_no_pattern_repeats_without_end_what_itself_repeats_without_end():
    modules = (pasted_mail_marks, pasted_mail_moments)
    patterns = [one for module in modules for one in vars(module).values() if isinstance(one, re.Pattern)]
    assert len(patterns) > 12
    for one in patterns:
        assert set(unbounded_in(parser.parse(one.pattern))) <= {0}
