"""Looking back on the firm: offered after 3.5 and 5 years, facts beside four questions, kept and found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange
from retention_journal.services.closings import mark_lost
from retention_journal.services.firm_look_backs import (
    FirmEntry,
    facts_of,
    is_offered,
    look_backs,
    save_look_back,
    told,
    trash_look_back,
)
from retention_journal.services.invoices import InvoiceEntry, add_invoice
from retention_journal.services.lessons import add_lesson
from retention_journal.services.reflections import ClosingEntry, LossEntry
from retention_journal.services.search import search
from retention_journal.services.trash import in_trash, put_back
from retention_journal.ui.dialogs.firm_look_back import FirmLookBackDialog
from tests.builders import NOON, TODAY, a_client

DAY = timedelta(days=1)
FIRST = date(2022, 9, 1)


@pytest.fixture
def firm(journal):
    return a_client(journal, "Ada", start_date=FIRST)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 4, 30), True),
        (date(2026, 5, 1), False),
        (date(2027, 9, 1), True),
        (date(2028, 9, 1), False),
    ],
)
def test_it_is_offered_at_three_and_a_half_and_at_five_years(journal, firm, today, expected):
    assert is_offered(journal, today) is expected


def test_once_written_it_is_not_offered_until_the_next_time(journal, firm):
    save_look_back(journal, FirmEntry(FIRST, TODAY, "We stayed."), today=TODAY)
    assert not is_offered(journal, TODAY + 30 * DAY)
    assert is_offered(journal, date(2027, 9, 1))


def test_a_journal_without_clients_is_offered_nothing(journal):
    assert not is_offered(journal, TODAY)


def test_the_facts_are_those_of_the_years_asked_about(journal, firm):
    lost = a_client(journal, "Berg", start_date=date(2023, 1, 1))
    mark_lost(journal, lost, LossEntry(date(2025, 1, 1)), ClosingEntry(), today=TODAY)
    add_lesson(journal, "Meet the second contact.", today=date(2024, 1, 1))
    add_invoice(
        journal, firm,
        InvoiceEntry(date(2024, 1, 1), date(2024, 2, 1), 120000, "NOK", number="7", paid_on=date(2024, 2, 1)),
        today=TODAY,
    )  # fmt: skip
    facts = facts_of(journal, DayRange(FIRST, TODAY), TODAY)
    assert (facts.won, facts.lost, facts.clients) == (2, 1, 1)
    assert facts.lessons == ("Meet the second contact.",)
    said = " ".join(told(facts))
    assert "2 clients won, 1 lost, 1 at the end." in said
    assert "1 lesson learnt." in said
    assert "1,200" in said
    early = facts_of(journal, DayRange(FIRST, date(2022, 12, 31)), TODAY)
    assert (early.won, early.lost, early.lessons, early.income) == (1, 0, (), ())


@pytest.mark.parametrize(
    "wrong",
    [
        FirmEntry(FIRST, TODAY),
        FirmEntry(TODAY, FIRST, "Well."),
        FirmEntry(FIRST, TODAY + DAY, "Well."),
    ],
)
def test_what_cannot_be_is_refused(journal, wrong):
    with pytest.raises(InvalidEntryError):
        save_look_back(journal, wrong, today=TODAY)


def test_from_the_form_to_the_file_and_back_with_undo_search_and_trash(qtbot, journal, firm):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = FirmLookBackDialog(journal, lambda: NOON, window)
    assert dialog.first.day() == FIRST
    assert "1 client won" in dialog.facts.text()
    dialog.went_well.setPlainText("Marmalade on Fridays.")
    dialog.would_tell.setPlainText("Ask earlier.")
    with qtbot.waitSignal(dialog.undoable):
        dialog.accept()
    (row,) = look_backs(journal)
    assert (row.entry.would_tell, row.written_on) == ("Ask earlier.", TODAY)
    assert [hit.type for hit in search(journal, "marmalade")] == ["firm_look_back"]
    again = FirmLookBackDialog(journal, lambda: NOON, window)
    again.which.set_value(row)
    again.which.chosen.emit(row)
    assert again.went_well.toPlainText() == "Marmalade on Fridays."
    trash_look_back(journal, row.look_back_id, now=NOON)
    assert look_backs(journal) == []
    put_back(journal, in_trash(journal))
    journal.undo()
    journal.undo()
    assert len(look_backs(journal)) == 1
