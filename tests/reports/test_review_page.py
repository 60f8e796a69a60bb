"""The quarter's page: what is asked, where it stands, and the line for the client's yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal.core.report import Corrected, QuarterReview, ReviewRow
from retention_journal.reports.status_report import print_report
from tests.laws import fewer_examples
from tests.reports.rich_samples import CORRECTION, LETTER, NORWEGIAN, QUARTER
from tests.reports.samples import HARBOUR, THIN

TITLE = "Is this still what matters?"
texts = st.text(st.characters(codec="utf-8"), max_size=60)
a_row = st.builds(
    ReviewRow,
    texts,
    st.none() | st.integers(1, 5),
    st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)


def pages(report):
    reader = PdfReader(BytesIO(print_report(report).pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("report", [QUARTER, replace(LETTER, review=QUARTER.review)], ids=["A4", "Letter"])
def test_the_quarter_ends_with_one_page_of_its_own(report):
    *_before, last = pages(report)
    assert [TITLE in text for text in pages(report)].count(True) == 1
    body = last[last.index(TITLE) :]
    order = [
        TITLE,
        "Small changes done 5 of 5, 3 Sept 1 2 3 4 5",
        "not asked yet",
        "What has changed at your end?",
        "Included in our agreement",
        "Not included",
        "What I propose for October to December 2025",
        "Four hours a month move from texts to small changes. The price stays.",
        "Agreed for October to December 2025.",
        "Name Date",
        "Your turn",
    ]
    places = [body.index(text) for text in order]
    assert places == sorted(places)
    assert body.count("Included in our agreement") == 1


def test_the_page_begins_at_its_top_even_where_there_is_room():
    thin = replace(THIN, review=QuarterReview((ReviewRow("Small changes done", 5),), quarter="Q4"))
    assert [TITLE in text for text in pages(thin)] == [False, True]


def test_other_reports_have_no_such_page():
    assert not any(TITLE in text for text in pages(HARBOUR))


def test_the_outline_leads_to_the_page():
    reader = PdfReader(BytesIO(print_report(QUARTER).pdf))
    found = {str(one.title): reader.get_destination_page_number(one) for one in reader.outline}
    assert found[TITLE] == len(reader.pages) - 1


def test_a_proposal_alone_makes_the_page_and_the_line_below_it():
    *_before, last = pages(replace(THIN, review=QuarterReview((), "A first agreement.", "October 2025")))
    assert "A first agreement." in last
    assert TITLE not in last
    assert "Agreed for October 2025." in last


@pytest.mark.parametrize("many", [0, 8])
def test_forty_goals_and_a_long_proposal_are_all_printed(many):
    rows = tuple(ReviewRow(f"Goal number {n}", 3) for n in range(40))
    review = QuarterReview(rows, "\n".join(f"Line {n}." for n in range(many * 20)), "October 2025")
    whole = " ".join(pages(replace(THIN, review=review)))
    assert all(f"Goal number {n} 3 of 5" in whole for n in range(40))
    assert all(f"Line {n}." in whole for n in range(many * 20))


def test_the_cover_says_which_report_is_corrected():
    assert "This report corrects no. 7 of 14 October 2025." in pages(CORRECTION)[0]
    assert not any("corrects" in text for text in pages(HARBOUR))
    told = pages(replace(NORWEGIAN, corrects=Corrected("3", date(2026, 4, 2))))
    assert "3" in told[0]
    assert "2. april 2026" in told[0]


@given(st.lists(a_row, max_size=6).map(tuple), texts, texts)
@fewer_examples
def test_any_texts_make_a_page(rows, proposal, quarter):
    printed = print_report(replace(THIN, review=QuarterReview(rows, proposal, quarter)))
    assert PdfReader(BytesIO(printed.pdf)).pages
