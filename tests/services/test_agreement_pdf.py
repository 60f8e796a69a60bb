from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.core.agreed_page import Scope
from retention_journal.core.errors import NotFoundError
from retention_journal.core.expectations import ItemState
from retention_journal.core.kpis import AgreedHow
from retention_journal.core.periods import month_of
from retention_journal.services.agreement_pdf import file_name, held_page, page_of
from retention_journal.services.agreement_text import agreement_text, scope_of
from retention_journal.services.expectation_items import expectations
from retention_journal.services.expectations import add_item, answer
from retention_journal.services.kpis import current_agreement, keep_draft
from retention_journal.services.scope_ledger import LedgerLine, keep_ledger
from retention_journal.services.status import status_report
from tests.builders import a_client
from tests.services.kpi_samples import FORMS, SEPTEMBER, TODAY, WORDS, an_entry, harbour

NOW = datetime(2025, 10, 14, 12, 0)


def test_the_page_of_what_holds_names_version_day_person_and_goals_in_their_order(journal):
    client = harbour(journal)
    add_item(journal, client, "Small changes", state=ItemState.INCLUDED)
    add_item(journal, client, "Who takes the pictures?")
    page = held_page(journal, client, TODAY)
    assert (page.version, page.agreed_on, page.person) == (2, SEPTEMBER, "Tom Hale")
    assert (page.agreed_how, page.client_words) == (AgreedHow.CALL, WORDS)
    assert page.goals[0].name == "Small changes done"
    assert page.goals[0].is_theirs
    assert page.scope == Scope(included=("Small changes",), open=("Who takes the pictures?",))
    assert file_name(page) == "Harbour & Hale Surveyors – Agreement 2025-09-03.pdf"


def test_a_draft_is_a_proposal_of_the_version_it_would_become(journal):
    client = a_client(journal, "Bare: Ltd", language="en")
    keep_draft(journal, client, an_entry(FORMS, by=None, on=None), today=TODAY)
    page = held_page(journal, client, TODAY)
    assert (page.agreed_on, page.version) == (None, 1)
    assert file_name(page) == "Bare Ltd – Proposal 2025-10-14.pdf"


def test_where_nothing_is_agreed_there_is_no_page(journal):
    with pytest.raises(NotFoundError):
        held_page(journal, a_client(journal), TODAY)


def test_what_a_form_says_is_the_next_version(journal):
    client = harbour(journal)
    page = page_of(journal, client, an_entry(FORMS, by=None, on=None), Scope(), today=TODAY)
    assert (page.version, page.agreed_on) == (3, None)


def test_the_text_names_what_is_included_what_is_not_and_what_is_open(journal):
    client = a_client(journal, language="en")
    asked = add_item(journal, client, "Who takes the pictures?")
    answer(journal, asked, ItemState.NOT_INCLUDED, "You do", today=TODAY)
    add_item(journal, client, "Who has the key?")
    ledger = [
        LedgerLine("Updates", ItemState.INCLUDED),
        LedgerLine("You do, by Friday", ItemState.NOT_INCLUDED, asked),
    ]
    scope = scope_of(expectations(journal, client), ledger)
    entry = an_entry(FORMS, by=1, on=date(2025, 9, 3), good_result="Nobody asks twice.")
    text = agreement_text(entry, client="Ada Ltd", person="Tom", language="en", scope=scope)
    assert "A good result:\nNobody asks twice.\n" in text
    assert text.endswith(
        "\n\nIncluded:\n– Updates\n\nNot included:\n– Who takes the pictures? You do, by Friday"
        "\n\nStill open:\n– Who has the key?"
    )


def test_a_report_says_what_the_client_confirmed_and_nothing_that_is_only_thought(journal):
    client = harbour(journal)
    tom = current_agreement(journal, client, TODAY).agreed_by
    lines = [LedgerLine("Updates", ItemState.INCLUDED), LedgerLine("Adverts", ItemState.NOT_INCLUDED)]
    keep_ledger(journal, client, lines, confirmed_by=tom, confirmed_on=TODAY, now=NOW)
    add_item(journal, client, "Only thought so", state=ItemState.INCLUDED)
    add_item(journal, client, "Who has the key?")
    report = status_report(journal, client, month_of(TODAY), today=TODAY)
    assert (report.included, report.not_included) == ("Updates", "Adverts")
