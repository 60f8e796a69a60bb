"""The answer on one page: what it says, in which language, and that nothing else can stand there."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal.core import formats
from retention_journal.core.answer_page import PARTS, AnswerPage
from retention_journal.core.report import Issuer
from retention_journal.i18n import texts_in
from retention_journal.reports.answer_page import print_answer
from tests.laws import fewer_examples

PAGE = AnswerPage(
    client="Byggmester Rognan",
    issuer=Issuer("Solheim Synlighet", "Ingrid Solheim", "ingrid@solheim.example"),
    person="Tor",
    received_at=datetime(2025, 10, 13, 15, 20),
    answered_on=date(2025, 10, 14),
    heard="You waited eleven days for two images, and asked twice.",
    happened="You asked on 2 October. I promised 12 October, and did not do it.",
    got_wrong="I answered one of your two reminders.",
    doing="Both images are exchanged today.",
    when="Look at the page at three o’clock.",
    language="en",
)
LONG = "It took longer than it should have, and nobody told you why, which is for me to mend. " * 30


def read(page):
    pdf = PdfReader(BytesIO(print_answer(page)))
    return pdf, " ".join("\n".join(one.extract_text() for one in pdf.pages).split())


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_the_page_says_the_whole_answer_in_the_clients_language(language):
    page = replace(PAGE, language=language)
    pdf, text = read(page)
    words = texts_in(language).gettext
    told = [
        page.heard, page.happened, page.got_wrong, page.doing, page.when, page.greeting, page.subject,
        "Byggmester Rognan", "Ingrid Solheim", "Solheim Synlighet", formats.day(page.answered_on, language),
        *(words(title) for _name, title in PARTS),
    ]  # fmt: skip
    assert [one for one in told if " ".join(one.split()) not in text] == []
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)
    assert pdf.metadata.title == f"Byggmester Rognan – {page.subject}"


def test_a_part_without_words_is_left_out_with_its_title():
    _pdf, text = read(replace(PAGE, got_wrong="", person=""))
    assert "What we got wrong" not in text
    assert "Hello," in text


def test_what_is_too_long_is_cut_and_the_page_says_so():
    pdf, text = read(replace(PAGE, happened=LONG, doing=LONG, heard=LONG))
    assert len(pdf.pages) == 1
    assert "Not all of it fits on one page." in text
    assert PAGE.when in text


def test_an_answer_is_never_cut_where_the_page_can_hold_it():
    _pdf, text = read(PAGE)
    assert "Not all of it fits" not in text


def test_the_same_answer_gives_the_same_file():
    assert print_answer(PAGE) == print_answer(PAGE)


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=400)


@fewer_examples
@given(ANY_TEXT, ANY_TEXT, st.sampled_from(["en", "nb", "sv"]))
def test_whatever_is_written_makes_one_page(words, name, language):
    page = replace(PAGE, heard=words, doing=words, client=name, person=name, language=language)
    pdf, _text = read(page)
    assert len(pdf.pages) == 1


def test_an_answer_holds_exactly_what_clients_may_read():
    assert {field.name for field in fields(AnswerPage)} == {
        "client", "issuer", "person", "received_at", "answered_on", "heard", "happened", "got_wrong", "doing",
        "when", "language",
    }  # fmt: skip
