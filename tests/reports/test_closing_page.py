"""The page for a closing conversation: one page, in the client's language, with room to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal.core import formats
from retention_journal.core.closing_page import BEFORE, QUESTIONS, ClosingPage
from retention_journal.core.report import Issuer
from retention_journal.i18n import texts_in
from retention_journal.reports.closing_page import print_closing_page

PAGE = ClosingPage(
    client="Nordvik Møbler",
    issuer=Issuer("Solheim Synlighet", "Ingrid Solheim"),
    person="Åse Nordvik",
    facts=("A client for 5 years, since March 2021.", "Promises kept in time: 14 of 17."),
    planned_on=date(2026, 11, 26),
    printed_on=date(2026, 11, 23),
    language="en",
)


def read(page):
    pdf = PdfReader(BytesIO(print_closing_page(page)))
    return pdf, " ".join("\n".join(one.extract_text() for one in pdf.pages).split())


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_one_page_holds_what_to_keep_in_mind_what_is_at_hand_and_all_questions(language):
    pdf, text = read(replace(PAGE, language=language))
    words = texts_in(language).gettext
    told = [PAGE.client, PAGE.person, *PAGE.facts, formats.day(date(2026, 11, 26), language)]
    told += [words(one) for one in BEFORE]
    told += [words(one) for question in QUESTIONS for one in (question.text, question.follow_up) if one]
    assert [one for one in told if one not in text] == []
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)


def test_a_client_without_any_history_has_the_page_too():
    pdf, text = read(replace(PAGE, facts=(), person="", planned_on=None))
    assert "At hand" not in text
    assert len(pdf.pages) == 1


def test_the_same_page_is_the_same_file():
    assert print_closing_page(PAGE) == print_closing_page(PAGE)


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=3))
def test_it_is_one_page_whatever_stands_in_the_journal(name, facts):
    pdf, _text = read(replace(PAGE, client=name, person=name, facts=tuple(facts)))
    assert len(pdf.pages) == 1
