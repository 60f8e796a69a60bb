from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal.core import formats
from retention_journal.core.agreed_page import AgreedGoal, AgreedPage, Scope
from retention_journal.core.kpis import AgreedHow
from retention_journal.core.report import Issuer
from retention_journal.i18n import texts_in
from retention_journal.reports.agreement_page import print_agreement

WORDS = "I don’t need more visitors. I need small things done while I still remember asking for them."
PAGE = AgreedPage(
    client="Harbour & Hale Surveyors",
    issuer=Issuer("Solheim Synlighet", "Ingrid Solheim"),
    person="Tom Hale",
    version=2,
    agreed_on=date(2025, 9, 3),
    agreed_how=AgreedHow.CALL,
    printed_on=date(2025, 10, 14),
    client_words=WORDS,
    good_result="Nobody at Harbour has to ask twice.",
    goals=(
        AgreedGoal("Small changes done", "within 2 working days", is_theirs=True),
        AgreedGoal("Enquiries from the form", "40 a month or more"),
    ),
    scope=Scope(
        ("Small changes",), ("Paid adverts", "Photographs"), ("Updates on Mondays",), ("Who calls?",)
    ),
    review_on=date(2025, 12, 3),
    language="en",
)
LONG = "What is to be done here and by whom, with every condition that holds when it comes late. " * 6


def read(page):
    pdf = PdfReader(BytesIO(print_agreement(page)))
    return pdf, " ".join("\n".join(one.extract_text() for one in pdf.pages).split())


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_the_page_says_all_that_was_agreed_in_the_clients_language(language):
    pdf, text = read(replace(PAGE, language=language))
    words = texts_in(language).gettext
    told = [
        "Harbour & Hale Surveyors", WORDS, "Nobody at Harbour has to ask twice.", "Small changes done",
        "within 2 working days", "40 a month or more", "Paid adverts", "Photographs", "Updates on Mondays",
        "Who calls?", "Tom Hale", "Ingrid Solheim", words("Not included"), words("by phone"),
        formats.day(date(2025, 9, 3), language), formats.day(date(2025, 12, 3), language),
    ]  # fmt: skip
    assert [one for one in told if one not in text] == []
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)


def test_there_are_two_lines_to_sign_on():
    _pdf, text = read(PAGE)
    assert text.count("Place, day, ") == 2
    assert "For Harbour & Hale Surveyors" in text
    assert "For Solheim Synlighet" in text


def test_what_nobody_has_agreed_is_printed_as_a_proposal():
    _pdf, text = read(replace(PAGE, agreed_on=None, person="", agreed_how=None))
    assert "Proposal, version 2, 14 October 2025" in text
    assert "Place, day, name" in text


def test_twenty_long_lines_of_everything_are_one_page_that_says_what_is_missing():
    many = tuple(f"{n}. {LONG}" for n in range(20))
    goals = tuple(AgreedGoal(text, LONG) for text in many)
    page = replace(
        PAGE, goals=goals, scope=Scope(many, many, many, many), client_words=LONG * 5, good_result=LONG * 5
    )
    pdf, text = read(page)
    assert len(pdf.pages) == 1
    assert text.count("more, see the list") == 5
    assert text.count("Place, day, ") == 2
    assert "0. What is to be done here" in text


def test_twenty_short_lines_are_shown_to_the_last():
    many = tuple(f"Thing number {n}" for n in range(20))
    pdf, text = read(replace(PAGE, scope=Scope(many, many)))
    assert len(pdf.pages) == 1
    assert text.count("Thing number 19") == 2
    assert "see the list" not in text


def test_what_is_empty_leaves_no_title_behind():
    bare = replace(PAGE, client_words="", good_result="", goals=(), scope=Scope(), review_on=None)
    _pdf, text = read(bare)
    assert [t for t in ("What matters", "good result", "measure", "Included", "open") if t in text] == []


def test_the_same_agreement_is_the_same_file():
    assert print_agreement(PAGE) == print_agreement(PAGE)


@given(st.lists(st.text(max_size=400), max_size=12), st.text(max_size=2000))
def test_whatever_people_write_is_one_page(lines, words):
    scope = Scope(tuple(lines), tuple(lines), tuple(lines))
    pdf, _text = read(replace(PAGE, scope=scope, client_words=words, client=words[:200]))
    assert len(pdf.pages) == 1
