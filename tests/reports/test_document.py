"""Every paper that goes out of the house names itself, its author, its language and its day alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from retention_journal import i18n
from retention_journal.core.insights_page import InsightsPage
from retention_journal.core.lesson_sheet import LessonSheet, SheetLesson
from retention_journal.reports.agreement_page import print_agreement
from retention_journal.reports.answer_page import print_answer
from retention_journal.reports.closing_page import print_closing_page
from retention_journal.reports.insights_page import print_insights
from retention_journal.reports.lesson_page import print_lessons
from retention_journal.reports.recovery_page import print_recovery_page
from retention_journal.reports.status_report import print_report
from retention_journal.services.passphrases import RecoverySheet
from tests.reports.samples import HARBOUR
from tests.reports.test_agreement_page import PAGE as AGREED
from tests.reports.test_answer_page import PAGE as ANSWER
from tests.reports.test_closing_page import PAGE as CLOSING

DAY = date(2026, 11, 23)
LESSONS = LessonSheet((SheetLesson(1, "Call the quiet ones first.", "A new client", "One left."),), DAY, "en")
INSIGHTS = InsightsPage("Solheim Synlighet", "", "en", "2026", DAY, (), ())
RECOVERY = RecoverySheet("journal", DAY, ("1 AAAAA BBBBB CCCCC DDDDD EEEEE FFFFF",) * 6)

PAPERS = {
    "report": lambda tag: print_report(replace(HARBOUR, language=tag, issued_on=DAY)).pdf,
    "agreement": lambda tag: print_agreement(replace(AGREED, language=tag, printed_on=DAY)),
    "answer": lambda tag: print_answer(replace(ANSWER, language=tag, answered_on=DAY)),
    "closing conversation": lambda tag: print_closing_page(replace(CLOSING, language=tag, printed_on=DAY)),
    "lessons": lambda tag: print_lessons(replace(LESSONS, language=tag)),
    "insights": lambda tag: print_insights(replace(INSIGHTS, language=tag)),
    "recovery sheet": lambda _tag: print_recovery_page(RECOVERY),
}
AUTHORS = {"lessons": None, "recovery sheet": None, "insights": "Solheim Synlighet"}


@pytest.fixture(params=["en", "nb", "sv"])
def language(request):
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_names_itself_its_author_its_language_and_its_day(paper, language):
    pdf = PdfReader(BytesIO(PAPERS[paper](language)))
    root, told = pdf.trailer["/Root"], pdf.metadata
    assert root["/Lang"] == {"en": "en-GB", "nb": "nb-NO", "sv": "sv-SE"}[language]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert len(told.title) > len("Insights")
    assert (told.author or None) == AUTHORS.get(paper, "Ingrid Solheim, Solheim Synlighet")
    assert (told.creator, told.producer) == ("Retention Journal", "Retention Journal")
    assert told.creation_date.date() == DAY
