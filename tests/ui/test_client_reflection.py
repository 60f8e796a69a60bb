"""The Reflection tab: private notes, a loss and its talk, and a page that stays folded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from retention_journal.core.clients import Status
from retention_journal.core.losses import LossKind, LossReason
from retention_journal.services.closings import mark_lost, save_feelings, write_note
from retention_journal.services.post_mortems import save
from retention_journal.services.reflections import (
    ClosingEntry,
    LossEntry,
    lost_clients,
    reflection_of,
)
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.dialogs.won_back import WonBackDialog
from retention_journal.ui.pages.client_reflection import NoteDialog, ReflectionTab
from retention_journal.ui.pages.reflection_parts import LossBlock, NoteLine
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_client

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(qtbot, journal):
    tab = ReflectionTab(journal, lambda: NOON)
    journal.on_change(tab.on_change)
    qtbot.addWidget(tab)
    tab.resize(1200, 800)
    return tab


@pytest.fixture
def lost(journal):
    client = a_client(journal)
    mark_lost(journal, client, LossEntry(TODAY, their_words="A cheaper offer"), ClosingEntry(), today=TODAY)
    return client


def shown(tab, client):
    tab.show_client(client)
    tab.show()
    return tab


def parts(layout, kind):
    found = [layout.itemAt(number).widget() for number in range(layout.count())]
    return [widget for widget in found if isinstance(widget, kind)]


def texts(tab):
    QApplication.processEvents()  # what was just added is shown by the next turn of the loop
    return [one.text() for one in tab.findChildren(Label) if one.isVisible()]


def loss_of(journal, client):
    return reflection_of(journal, client).losses[0]


def test_a_note_is_kept_changed_put_away_and_brought_back(qtbot, journal, tab):
    client = a_client(journal)
    shown(tab, client)
    qtbot.keyClicks(tab.note, "Ask about the harbour.")
    with qtbot.waitSignal(tab.undoable):
        qtbot.mouseClick(tab.keep_note, LEFT)
    assert tab.note.toPlainText() == ""
    (line,) = parts(tab.notes, NoteLine)
    assert line.note.text == "Ask about the harbour."
    line.menu().actions()[0].trigger()
    dialog = tab.findChild(NoteDialog)
    dialog.words.setPlainText("Ask Ada.")
    qtbot.mouseClick(dialog.do_button, LEFT)
    (line,) = parts(tab.notes, NoteLine)
    assert line.note.text == "Ask Ada."
    line.menu().actions()[1].trigger()
    assert parts(tab.notes, NoteLine) == []
    journal.undo()
    assert len(parts(tab.notes, NoteLine)) == 1


def test_an_empty_note_is_not_kept(qtbot, journal, tab):
    client = a_client(journal)
    shown(tab, client)
    with qtbot.waitSignal(tab.toast) as said:
        qtbot.mouseClick(tab.keep_note, LEFT)
    assert said.args == ["The note is empty."]
    assert reflection_of(journal, client).notes == ()


def test_a_half_written_note_waits_for_its_own_client(qtbot, journal, tab):
    ada, bob = a_client(journal, "Ada"), a_client(journal, "Bob")
    shown(tab, ada)
    qtbot.keyClicks(tab.note, "Half")
    tab.show_client(bob)
    assert tab.note.toPlainText() == ""
    tab.show_client(ada)
    assert tab.note.toPlainText() == "Half"


def test_a_client_is_marked_as_lost_and_won_back(qtbot, journal, tab):
    client = a_client(journal)
    shown(tab, client)
    assert not tab.again.isVisible()
    qtbot.mouseClick(tab.mark_lost, LEFT)
    dialog = tab.findChild(MarkLostDialog)
    qtbot.keyClicks(dialog.fields.words, "We stop.")
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert "Lost 10 March 2026" in texts(tab)
    assert "We stop." in texts(tab)
    assert not tab.mark_lost.isVisible()
    qtbot.mouseClick(tab.again, LEFT)
    qtbot.mouseClick(tab.findChild(WonBackDialog).do_button, LEFT)
    assert reflection_of(journal, client).status is Status.WON_BACK
    assert len(parts(tab.losses, LossBlock)) == 1
    journal.undo()
    assert tab.again.isVisible()
    journal.undo()
    assert tab.mark_lost.isVisible()
    assert lost_clients(journal) == []


def test_a_paused_client_goes_on_from_a_day(qtbot, journal, tab):
    client = a_client(journal)
    mark_lost(journal, client, LossEntry(TODAY, kind=LossKind.PAUSE), ClosingEntry(), today=TODAY)
    shown(tab, client)
    assert tab.mark_lost.isVisible()
    qtbot.mouseClick(tab.again, LEFT)
    qtbot.mouseClick(tab.findChild(WonBackDialog).do_button, LEFT)
    assert reflection_of(journal, client).status is Status.ACTIVE
    assert not tab.again.isVisible()


def test_the_talk_is_written_down_and_shown_with_their_words(qtbot, journal, tab, lost):
    shown(tab, lost)
    (block,) = parts(tab.losses, LossBlock)
    assert block.talk.text() == "Write it down…"
    qtbot.mouseClick(block.talk, LEFT)
    dialog = tab.findChild(ClosingConversationDialog)
    qtbot.keyClicks(dialog.theirs.better, "You went silent.")
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert "You went silent." in texts(tab)
    assert parts(tab.losses, LossBlock)[0].talk.text() == "Go on…"


def test_what_was_written_about_a_loss_can_be_corrected(qtbot, journal, tab, lost):
    shown(tab, lost)
    (block,) = parts(tab.losses, LossBlock)
    qtbot.mouseClick(block.change, LEFT)
    dialog = tab.findChild(MarkLostDialog)
    assert dialog.fields.words.toPlainText() == "A cheaper offer"
    dialog.fields.words.setPlainText("A nearer offer")
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert loss_of(journal, lost).entry.their_words == "A nearer offer"
    journal.undo()
    assert loss_of(journal, lost).entry.their_words == "A cheaper offer"


def test_a_lesson_is_written_from_the_loss(qtbot, journal, tab, lost):
    shown(tab, lost)
    (block,) = parts(tab.losses, LossBlock)
    qtbot.mouseClick(block.lesson, LEFT)
    dialog = tab.findChild(LessonDialog)
    qtbot.keyClicks(dialog.words, "Call sooner.")
    qtbot.mouseClick(dialog.do_button, LEFT)
    assert [lesson.text for lesson in loss_of(journal, lost).lessons] == ["Call sooner."]
    assert "Call sooner." in texts(tab)


def test_the_private_page_is_folded_kept_and_folded_again(qtbot, journal, tab, lost):
    save_feelings(journal, loss_of(journal, lost), "Sad.")
    shown(tab, lost)
    door = tab.at_the_door
    assert door.is_folded()
    assert "Sad." not in texts(tab)
    qtbot.mouseClick(door.open_button, LEFT)
    assert door.words.toPlainText() == "Sad."
    door.words.setPlainText("Sad, and a little relieved.")
    with qtbot.waitSignal(tab.undoable):
        qtbot.mouseClick(door.keep_button, LEFT)
    assert door.is_folded()
    assert loss_of(journal, lost).look_back.private_feelings == "Sad, and a little relieved."
    save(journal, loss_of(journal, lost).loss_id, seen_earlier="Yes.")
    assert loss_of(journal, lost).look_back.private_feelings == "Sad, and a little relieved."


def test_words_on_the_private_page_survive_a_look_elsewhere(qtbot, journal, tab, lost):
    other = a_client(journal, "Bob")
    shown(tab, lost)
    tab.at_the_door.unfold()
    qtbot.keyClicks(tab.at_the_door.words, "Angry.")
    write_note(journal, lost, "Something else", now=NOON - timedelta(days=1))
    assert tab.at_the_door.words.toPlainText() == "Angry."
    tab.show_client(other)
    assert not tab.at_the_door.isVisible()
    tab.show_client(lost)
    assert tab.at_the_door.is_folded()
    assert tab.at_the_door.words.toPlainText() == "Angry."


def test_without_a_loss_the_tab_says_what_to_do_if_they_leave(journal, tab):
    shown(tab, a_client(journal))
    assert "If they leave" in texts(tab)
    assert not tab.at_the_door.isVisible()
    assert any("Never printed." in text for text in texts(tab))


def test_of_many_notes_the_newest_are_shown_first_and_all_on_request(qtbot, journal, tab):
    client = a_client(journal)
    for number in range(40):
        write_note(journal, client, f"Note {number}", now=NOON - timedelta(days=number))
    shown(tab, client)
    assert len(parts(tab.notes, NoteLine)) == 30
    assert parts(tab.notes, NoteLine)[0].note.text == "Note 0"
    qtbot.mouseClick(tab.all_notes, LEFT)
    assert len(parts(tab.notes, NoteLine)) == 40


def test_correcting_a_loss_keeps_what_the_form_does_not_ask_for(qtbot, journal, tab):
    client = a_client(journal)
    entry = LossEntry(
        TODAY,
        other_reasons=(LossReason.PRICE_OR_BUDGET,),
        winback_on=TODAY + timedelta(days=60),
        winback_condition="A new budget",
    )
    mark_lost(journal, client, entry, ClosingEntry(), today=TODAY)
    (loss,) = reflection_of(journal, client).losses
    dialog = MarkLostDialog(journal, lambda: NOON, tab, loss=loss)
    dialog.fields.words.setPlainText("Somebody cheaper")
    dialog.accept()
    (corrected,) = reflection_of(journal, client).losses
    assert corrected.entry == replace(entry, their_words="Somebody cheaper")
