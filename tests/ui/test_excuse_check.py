"""Beside an outside reason the form shows what the journal knows, asks once, and takes one answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from retention_journal.core.losses import LossReason, ReasonCertainty, ReasonSource
from retention_journal.services.reflections import LossEntry, lost_clients, record_loss, reflection_of
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.pages.client_reflection import ReflectionTab
from retention_journal.ui.pages.lost_lessons import LostLessonsPage
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_call, a_client, a_promise

LEFT = Qt.MouseButton.LeftButton
OVERLOOKED = LossReason.OVERLOOKED


def ago(days):
    return NOON - timedelta(days=days)


@pytest.fixture
def neglected(journal):
    client = a_client(journal, "Berg")
    a_call(journal, client, ago(71))
    for days in (30, 12):
        a_promise(journal, client, made_on=ago(71).date(), due_at=ago(days))
    return client


@pytest.fixture
def page(qtbot, journal):
    page = LostLessonsPage(journal, lambda: NOON)
    journal.on_change(page.on_change)
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show()
    return page


def marking(page, client):
    page.mark_client_lost(client)
    return page.findChildren(MarkLostDialog)[-1]


def choose(qtbot, fields, reason):
    """Choose a reason as a person does, with the arrow keys."""
    fields.reason.setFocus()
    qtbot.keyClick(fields.reason, Qt.Key.Key_Home)
    while fields.reason.value() is not reason:
        before = fields.reason.currentIndex()
        qtbot.keyClick(fields.reason, Qt.Key.Key_Down)
        assert fields.reason.currentIndex() != before, f"{reason} is not offered"
    QApplication.processEvents()


def entry_of(journal, client):
    return reflection_of(journal, client).losses[0].entry


def test_the_facts_stand_beside_an_outside_reason_and_one_click_adds_the_other(
    qtbot, journal, page, neglected
):
    dialog = marking(page, neglected)
    excuse = dialog.fields.excuse
    assert not excuse.isVisible()
    choose(qtbot, dialog.fields, LossReason.COMPETITOR)
    assert excuse.facts.text() == (
        "You chose “Went to a competitor”. "
        "Facts: last talk 71 days before notice (rhythm 14); 2 promises late."
    )
    shown = [one.text() for one in excuse.findChildren(Label) if one.isVisible()]
    assert "Last talk before the silence: 29 December 2025" in shown
    assert "Keep as main reason?" in shown
    qtbot.mouseClick(excuse.add, LEFT)
    assert excuse.take_away.hasFocus()
    assert not excuse.add.isVisible()
    qtbot.mouseClick(dialog.do_button, LEFT)
    entry = entry_of(journal, neglected)
    assert (entry.primary_reason, entry.other_reasons) == (LossReason.COMPETITOR, (OVERLOOKED,))
    journal.undo()
    assert lost_clients(journal) == []


def test_added_by_mistake_it_is_taken_away_by_keyboard(qtbot, journal, page, neglected):
    dialog = marking(page, neglected)
    choose(qtbot, dialog.fields, LossReason.MOVED)
    excuse = dialog.fields.excuse
    excuse.add.setFocus()
    qtbot.keyClick(excuse.add, Qt.Key.Key_Return)
    assert dialog.fields.entry().other_reasons == (OVERLOOKED,)
    qtbot.keyClick(excuse.take_away, Qt.Key.Key_Return)
    assert dialog.fields.entry().other_reasons == ()
    assert excuse.add.hasFocus()


def test_yes_keeps_the_reason_and_another_reason_asks_again(qtbot, journal, page, neglected):
    dialog = marking(page, neglected)
    choose(qtbot, dialog.fields, LossReason.MOVED)
    excuse = dialog.fields.excuse
    qtbot.mouseClick(excuse.yes, LEFT)
    assert excuse.isVisible()
    assert not excuse.yes.isVisible()
    choose(qtbot, dialog.fields, LossReason.COMPETITOR)
    assert excuse.yes.isVisible()
    qtbot.mouseClick(excuse.yes, LEFT)
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert entry_of(journal, neglected).other_reasons == ()


@pytest.mark.parametrize("reason", [LossReason.UNKNOWN, OVERLOOKED, LossReason.ENDED_BY_US])
def test_a_reason_that_is_not_outside_is_met_with_silence(qtbot, page, neglected, reason):
    dialog = marking(page, neglected)
    choose(qtbot, dialog.fields, LossReason.MOVED)
    choose(qtbot, dialog.fields, reason)
    assert not dialog.fields.excuse.isVisible()


def test_where_the_journal_shows_nothing_nothing_is_said(qtbot, journal, page):
    client = a_client(journal)
    a_call(journal, client, ago(5))
    dialog = marking(page, client)
    choose(qtbot, dialog.fields, LossReason.COMPETITOR)
    assert not dialog.fields.excuse.isVisible()


def test_the_facts_follow_the_day_of_the_notice_and_the_client(qtbot, journal, page, neglected):
    a_call(journal, a_client(journal, "Lunde"), ago(2))
    dialog = marking(page, None)
    choose(qtbot, dialog.fields, LossReason.COMPETITOR)
    excuse = dialog.fields.excuse
    assert not excuse.isVisible(), "no client is chosen yet"
    qtbot.keyClicks(dialog.client.line, "berg")
    qtbot.keyClick(dialog.client.line, Qt.Key.Key_Return)
    assert excuse.isVisible()
    for day in (
        ago(60).strftime("%Y-%m-%d"),
        "0001-01-01",
        "no day",
        (NOON + timedelta(days=3)).strftime("%Y-%m-%d"),
    ):
        dialog.fields.notice.line.selectAll()
        qtbot.keyClicks(dialog.fields.notice.line, day)
        assert not excuse.isVisible(), day
    dialog.fields.notice.set_day(TODAY)
    assert excuse.isVisible()
    dialog.client.line.selectAll()
    qtbot.keyClicks(dialog.client.line, "lun")
    assert not excuse.isVisible()


def test_a_draft_keeps_what_was_added(qtbot, journal, page, neglected):
    dialog = marking(page, neglected)
    choose(qtbot, dialog.fields, LossReason.COMPETITOR)
    qtbot.mouseClick(dialog.fields.excuse.add, LEFT)
    qtbot.keyClick(dialog.fields.words, Qt.Key.Key_Escape)
    dialog = marking(page, neglected)
    assert dialog.fields.excuse.isVisible()
    assert dialog.fields.entry().other_reasons == (OVERLOOKED,)


def test_a_loss_that_is_corrected_is_checked_as_well_and_undo_takes_the_answer_back(
    qtbot, journal, neglected
):
    before = LossEntry(
        TODAY, primary_reason=LossReason.COMPETITOR, other_reasons=(LossReason.PRICE_OR_BUDGET,)
    )
    record_loss(journal, neglected, before, today=TODAY)
    tab = ReflectionTab(journal, lambda: NOON)
    qtbot.addWidget(tab)
    tab.show_client(neglected)
    tab.show()
    dialog = MarkLostDialog(
        journal, lambda: NOON, tab, client_id=neglected, loss=reflection_of(journal, neglected).losses[0]
    )
    dialog.open()
    excuse = dialog.fields.excuse
    assert excuse.yes.isVisible()
    qtbot.mouseClick(excuse.add, LEFT)
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert entry_of(journal, neglected).other_reasons == (LossReason.PRICE_OR_BUDGET, OVERLOOKED)
    journal.undo()
    assert entry_of(journal, neglected) == before


def test_the_main_reason_is_not_named_again_among_the_others(qtbot, journal, page, neglected):
    dialog = marking(page, neglected)
    choose(qtbot, dialog.fields, LossReason.COMPETITOR)
    qtbot.mouseClick(dialog.fields.excuse.add, LEFT)
    choose(qtbot, dialog.fields, OVERLOOKED)
    assert not dialog.fields.excuse.isVisible()
    assert dialog.fields.entry().other_reasons == ()


def test_the_year_is_told_at_the_side_and_follows_the_journal(journal, page, neglected):
    assert not page.side.reasons.isVisible()
    said = {"reason_source": ReasonSource.CLIENT_SAID, "reason_certainty": ReasonCertainty.CONFIRMED}
    entry = LossEntry(TODAY, primary_reason=LossReason.COMPETITOR, **said)
    record_loss(journal, neglected, entry, today=TODAY)
    assert page.side.reasons.text() == (
        "You know the reason for 1 of 1 loss. "
        "In 1 of 1 loss with an outside reason the journal shows silence or a broken promise."
    )
    assert page.side.reasons.isVisible()
    journal.undo()
    assert not page.side.reasons.isVisible()
