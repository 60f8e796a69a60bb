"""What the preview shows while one types is what the report says once it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from retention_journal.core.contacts import Kind
from retention_journal.core.periods import month_of
from retention_journal.core.promises import PromiseState
from retention_journal.services import kept_reports
from retention_journal.services.promises import edit_promise, promise
from retention_journal.services.report_choices import as_written
from retention_journal.services.report_content import AskedOf, ChosenSetback, NextGoal, ReportContent
from retention_journal.services.report_sheet import report_sheet
from retention_journal.services.report_words import ReportWords
from tests.builders import a_promise, an_incident
from tests.services.kpi_samples import TODAY, harbour

SEPTEMBER = month_of(date(2025, 9, 1))
NOW = datetime(2025, 10, 14, 9, 0)
WORDS = ReportWords("More people asked.", "The form works.", "Two answers came late.", "One day is kept.")
CAME = datetime(2025, 9, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def client(journal):
    client = harbour(journal)
    a_promise(
        journal, client, "Price list", made_on=date(2025, 9, 1), due_at=datetime(2025, 9, 12, 23, 59),
        state=PromiseState.KEPT_LATE, delivered_at=datetime(2025, 9, 20, 9),
    )  # fmt: skip
    a_promise(journal, client, "Figures", made_on=date(2025, 10, 1), due_at=datetime(2025, 10, 20, 23, 59))
    an_incident(
        journal, client, received_at=CAME, client_words="I wait a week.", is_complaint=True,
        channel=Kind.EMAIL, answered_at=CAME, answer_happened="We forgot it.",
    )  # fmt: skip
    kept_reports.save_words(journal, client, SEPTEMBER, WORDS)
    return client


def _sheet(journal, client):
    return report_sheet(journal, client, SEPTEMBER, today=TODAY)


def _content(sheet, **parts):
    keys = [goal.line_key for goal in sheet.offered.goals]
    told = sheet.offered.setbacks[0].incident
    whole = {
        "remarks": {keys[0]: "Quicker on Tuesdays.", keys[2]: "As agreed."},
        "glossary": {keys[1]: "Forms that were sent in."},
        "setbacks": (ChosenSetback(told, fact="It lay a week.", apology="I am sorry."),),
        "promises_next": (
            NextGoal("A new form", date(2025, 10, 31), "It is in use", line_key=keys[0]),
            NextGoal("The new prices", is_theirs=True),
            NextGoal(""),
        ),
        "needs": (AskedOf("The prices", date(2025, 10, 20), "The page is wrong."), AskedOf("")),
        "learnt": "Ask earlier.",
        "decisions": "One day a week is kept.",
    }
    return ReportContent(**{name: whole[name] for name in parts or whole})


@pytest.mark.parametrize(
    "part", ["remarks", "glossary", "setbacks", "promises_next", "needs", "learnt", "decisions", "all"]
)
def test_the_page_says_while_one_types_what_it_says_once_it_is_kept(journal, client, part):
    sheet = _sheet(journal, client)
    content = _content(sheet) if part == "all" else _content(sheet, **{part: True})
    shown = as_written(journal, client, sheet.report, sheet.offered, words=WORDS, content=content, reasons={})
    assert shown != sheet.report
    kept_reports.save_content(journal, client, SEPTEMBER, content)
    assert shown == _sheet(journal, client).report


def test_what_is_taken_back_is_as_it_was_offered(journal, client):
    before = _sheet(journal, client)
    kept_reports.save_content(journal, client, SEPTEMBER, _content(before))
    sheet = _sheet(journal, client)
    shown = as_written(
        journal, client, sheet.report, sheet.offered, words=WORDS, content=ReportContent(), reasons={}
    )
    assert shown == before.report


def test_why_a_promise_was_late_stands_on_the_page_before_it_is_kept(journal, client):
    sheet = _sheet(journal, client)
    number = sheet.offered.promised[0]
    assert number is not None
    shown = as_written(
        journal, client, sheet.report, sheet.offered,
        words=WORDS, content=sheet.offered.content, reasons={number: "The printer was down."},
    )  # fmt: skip
    entry = promise(journal, number).entry()
    edit_promise(journal, number, replace(entry, remark="The printer was down."), now=NOW)
    assert shown == _sheet(journal, client).report


def test_promises_of_the_same_words_are_told_apart(journal, client):
    for day in (3, 4, 4):
        a_promise(
            journal, client, "Call", made_on=date(2025, 9, 1), due_at=datetime(2025, 9, day, 23, 59),
            state=PromiseState.KEPT_LATE, delivered_at=datetime(2025, 9, 20, 9),
        )  # fmt: skip
    promised = _sheet(journal, client).offered.promised
    assert None not in promised
    assert len(set(promised)) == len(promised) == 4
