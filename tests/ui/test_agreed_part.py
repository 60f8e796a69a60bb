from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core.expectations import ItemState
from retention_journal.services.expectation_items import expectations
from retention_journal.services.expectations import add_item, answer, start_intake
from retention_journal.services.kpis import current_agreement
from retention_journal.services.scope_ledger import LedgerLine, keep_ledger
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.intake import IntakeDialog
from retention_journal.ui.icon_line import IconLine
from retention_journal.ui.pages.agreed_part import AgreedPart
from retention_journal.ui.pages.client_kpis import KpiTab
from retention_journal.ui.pages.said_before import SaidBefore
from retention_journal.ui.text_labels import Label
from tests.builders import a_client
from tests.services.kpi_samples import SEPTEMBER, TODAY, harbour


@pytest.fixture
def client(journal):
    return harbour(journal)


@pytest.fixture
def part_on(qtbot, journal):
    windows = []

    def shows(client, at=date(2025, 10, 14)):
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        made = AgreedPart(journal, lambda: datetime(at.year, at.month, at.day, 12, 0), window)
        made.show_client(client)
        window.resize(500, 600)
        window.show()
        return made

    return shows


def seen(part):
    """Return what is shown of a part, in one text."""
    QCoreApplication.processEvents()  # what is new is shown by then
    return " | ".join(one.text() for one in part.findChildren(Label) if one.isVisible())


def listed(part):
    QCoreApplication.processEvents()
    return [one.words.accessibleName() for one in part.findChildren(IconLine) if one.isVisible()]


def test_what_is_included_and_what_is_not_stands_beside_who_confirmed_it(journal, client, part_on):
    tom = current_agreement(journal, client, SEPTEMBER).agreed_by
    lines = [
        LedgerLine("Small changes, 4 hours a month", ItemState.INCLUDED),
        LedgerLine("Paid adverts", ItemState.NOT_INCLUDED),
    ]
    now = datetime(2025, 9, 3, 12, 0)
    keep_ledger(journal, client, lines, confirmed_by=tom, confirmed_on=SEPTEMBER, now=now)
    part = part_on(client)
    assert listed(part) == [
        "Included: Small changes, 4 hours a month", "Not included: Paid adverts",
    ]  # fmt: skip
    assert "Confirmed: Tom Hale, by phone, 3 September 2025. 1 month old." in seen(part)


def test_what_is_assumed_and_what_is_open_is_shown_too_and_how_far_the_questions_came(
    journal, client, part_on
):
    items = start_intake(journal, client)
    answer(journal, items[0].item_id, ItemState.ASSUMED, "Forty enquiries", today=TODAY)
    part = part_on(client)
    assert listed(part)[0] == f"Assumed, not said: {items[0].question} Forty enquiries"
    assert len(listed(part)) == 1 + 4
    assert "and 7 more" in seen(part)
    assert "1 of 12 answered, 11 still open." in seen(part)
    assert part.ask_button.text() == "Go on asking…"


def test_nothing_written_down_is_said_plainly(journal, part_on):
    part = part_on(a_client(journal))
    assert "Nobody has written down yet what is included, and what is not." in seen(part)
    assert not part.save_button.isVisible()
    assert not part.same_button.isVisible()
    assert part.ask_button.text() == "Ask the questions…"


def test_the_quarterly_question_names_its_day_and_the_answer_puts_it_off(journal, client, part_on):
    part = part_on(client, date(2025, 12, 5))
    said = []
    part.undoable.connect(said.append)
    question = "Is the definition of success still the same?"
    assert f"{question} Due since 3 December 2025." in seen(part)
    part.same_button.click()
    part.refresh()
    assert said == ["Noted: success still means the same."]
    assert f"{question} Ask on 5 March 2026." in seen(part)
    journal.undo()
    part.refresh()
    assert "Due since 3 December 2025." in seen(part)


def test_what_has_changed_is_agreed_again(client, part_on):
    part = part_on(client)
    part.changed_button.click()
    assert part.window().findChild(AgreeDialog).step is Step.ASK


def test_edit_opens_the_lists_and_the_questions_open_from_here(journal, client, part_on):
    part = part_on(client)
    part.edit_button.click()
    assert part.window().findChild(AgreeDialog).step is Step.SCOPE
    part.ask_button.click()
    assert len(part.window().findChild(IntakeDialog).rows) == 12
    assert expectations(journal, client) == []


def test_the_agreement_that_holds_is_saved_as_a_page(client, part_on, tmp_path):
    part = part_on(client)
    said = []
    part.toast.connect(said.append)
    part.save_button.click()
    chooser = part.window().findChild(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "a.pdf"))
    chooser.reject()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert said == [f"Agreement saved in {tmp_path.name}."]


def test_the_next_agreement_is_saved_where_the_last_one_was(client, part_on, tmp_path):
    place = tmp_path / "Agreements"
    place.mkdir()
    part = part_on(client)
    part.save_button.click()
    first = part.window().findChild(QFileDialog)
    assert Path(first.directory().absolutePath()) != place
    first.fileSelected.emit(str(place / "a.pdf"))
    first.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    part.save_button.click()
    second = part.window().findChild(QFileDialog)
    assert Path(second.directory().absolutePath()) == place
    second.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (place / "a.pdf").unlink()
    place.rmdir()
    part.save_button.click()
    third = part.window().findChild(QFileDialog)
    assert Path(third.directory().absolutePath()) != place
    third.reject()


def test_a_change_of_the_journal_is_shown_when_it_is_handed_on(journal, client, part_on):
    part = part_on(client)
    journal.on_change(part.on_change)
    add_item(journal, client, "Updates", state=ItemState.INCLUDED)
    assert listed(part) == ["Included: Updates"]


def test_the_questions_can_be_asked_before_anything_is_agreed(qtbot, journal):
    client = a_client(journal)
    tab = KpiTab(journal, lambda: datetime(2025, 10, 14, 12, 0))
    qtbot.addWidget(tab)
    tab.show_client(client)
    tab.show()
    assert tab.at_start.isVisible()
    assert not tab.agreed.isVisible()
    dialog = tab.at_start.ask_questions()
    dialog.rows[0].set_state(ItemState.INCLUDED)
    dialog.accept()
    tab.refresh()
    assert len(listed(tab.at_start)) == 1 + 4


def test_what_was_said_in_other_words_stands_below_until_when_and_opens_to_the_old_words(
    qtbot, journal, client, part_on
):
    tom = current_agreement(journal, client, SEPTEMBER).agreed_by
    lines = [LedgerLine("Small changes", ItemState.INCLUDED), LedgerLine("Print", ItemState.NOT_INCLUDED)]
    now = datetime(2025, 9, 3, 12, 0)
    keep_ledger(journal, client, lines, confirmed_by=tom, confirmed_on=SEPTEMBER, now=now)
    changes, _print = expectations(journal, client)
    part = part_on(client)
    assert part.findChildren(SaidBefore) == []
    other = [LedgerLine("Small changes, 4 hours", ItemState.INCLUDED, changes.item_id)]
    now = datetime(2025, 10, 10, 12, 0)
    keep_ledger(journal, client, other, confirmed_by=None, confirmed_on=None, now=now)
    part.refresh()
    assert listed(part) == ["Included: Small changes, 4 hours"]
    named = {one.toggle.accessibleName()[:4]: one for one in part.findChildren(SaidBefore)}
    differently, no_longer = named["Said"], named["1 li"]
    assert differently.toggle.accessibleName() == "Said differently until 9 October 2025"
    assert differently.toggle.accessibleDescription() == "Small changes, 4 hours"
    assert no_longer.toggle.accessibleName() == "1 line that no longer holds"
    assert "Small changes”" not in seen(part)
    part.resize(500, 900)
    qtbot.waitUntil(lambda: differently.toggle.height() > 0)
    qtbot.mouseClick(differently.toggle, Qt.MouseButton.LeftButton)
    qtbot.keyClick(no_longer.toggle, Qt.Key.Key_Return)
    assert "“Small changes” (Included, 3 September 2025 to 9 October 2025, Tom Hale)" in seen(part)
    assert "“Print” (Not included, 3 September 2025 to 9 October 2025, Tom Hale)" in seen(part)
    qtbot.keyClick(differently.toggle, Qt.Key.Key_Space)
    assert "“Small changes”" not in seen(part)


def test_lines_that_nobody_confirmed_beside_those_that_somebody_did_are_counted(journal, client, part_on):
    tom = current_agreement(journal, client, SEPTEMBER).agreed_by
    now = datetime(2025, 9, 3, 12, 0)
    line = LedgerLine("Small changes", ItemState.INCLUDED)
    keep_ledger(journal, client, [line], confirmed_by=tom, confirmed_on=SEPTEMBER, now=now)
    add_item(journal, client, "Updates", state=ItemState.INCLUDED)
    assert "1 line is not confirmed yet." in seen(part_on(client))
