"""A calendar is dropped on the window, looked through, and its meetings stand in the journal."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from retention_journal.services.own_addresses import own_addresses
from retention_journal.settings import SettingsFile
from retention_journal.storage.tables import Interaction
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.import_records import ImportRecords, RecordsStep
from tests.builders import NOON, a_client, a_person
from tests.importers.calendars import CLIENT, ME, calendar, event

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(made)
    made.show()
    yield made
    made.finish()


def test_from_a_file_to_the_timeline_and_back(qtbot, journal, desk, tmp_path):
    a_person(journal, a_client(journal), "Kim Lie", email=CLIENT)
    path = tmp_path / "work.ics"
    path.write_bytes(
        calendar(f"X-WR-CALNAME:{ME}", event(start="DTSTART:20260305T090000Z"), event(uid="UID:2"))
    )
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    (assistant,) = desk.findChildren(ImportRecords)
    for step in (RecordsStep.WAYS, RecordsStep.WHO, RecordsStep.REVIEW):
        qtbot.wait_until(lambda step=step: assistant.step is step and assistant.do_button.isEnabled())
        if step is RecordsStep.WHO:
            assert assistant.who.planned.isVisible()
        qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.DONE)
    assert own_addresses(journal) == (ME,)
    assert journal.value(Interaction.select(Interaction.summary)) == "The new list"
    qtbot.mouseClick(assistant.done_step.undo_button, LEFT)
    assert journal.tuples(Interaction.select(Interaction.summary)) == []
    assistant.reject()


def at_step(qtbot, desk, path, *steps):
    """Bring a calendar to the door and press the button of each step; return the assistant."""
    desk.bring_in(path)
    door = desk.findChildren(ImportAnything)[-1]
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    assistant = desk.findChildren(ImportRecords)[-1]
    for step in steps:
        qtbot.wait_until(lambda step=step: assistant.step is step and assistant.do_button.isEnabled())
        qtbot.mouseClick(assistant.do_button, LEFT)
    return assistant


def test_nothing_is_asked_about_clients_where_every_meeting_is_over_and_told_by_its_addresses(
    qtbot, journal, desk, tmp_path
):
    a_person(journal, a_client(journal), "Kim Lie", email=CLIENT)
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(start="DTSTART:20260305T090000Z")))
    assistant = at_step(qtbot, desk, path, RecordsStep.WAYS)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.REVIEW)
    assert RecordsStep.WHO not in assistant.trail()
    assistant.reject()


def test_only_meetings_whose_title_names_a_client_are_asked_about_and_counted(qtbot, journal, desk, tmp_path):
    a_person(journal, a_client(journal, "Fjord Regnskap"), "Kim Lie", email=CLIENT)
    path = tmp_path / "work.ics"
    titles = ("Fjord Regnskap: plans", "Lunch")
    path.write_bytes(
        calendar(*(
            event(start="DTSTART:20260305T090000Z", uid=f"UID:{title}", title=f"SUMMARY:{title}", who=())
            for title in titles
        ))
    )  # fmt: skip
    assistant = at_step(qtbot, desk, path, RecordsStep.WAYS)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.WHO)
    assert assistant.who.titles.isVisible()
    assert "one meeting" in assistant.who.titles.text()
    assert not assistant.who.planned.isVisible()
    assistant.who.titles.setFocus()
    QTest.keyClick(assistant.who.titles, Qt.Key.Key_Space)
    assert assistant.who.ways().with_titles
    QTest.keyClick(assistant, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.REVIEW)
    assistant.reject()


def test_a_file_that_is_not_brought_in_leaves_no_addresses_behind(qtbot, journal, desk, tmp_path):
    a_person(journal, a_client(journal), "Kim Lie", email=CLIENT)
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(f"X-WR-CALNAME:{ME}", event(start="DTSTART:20260305T090000Z")))
    before = journal.undo_label
    assistant = at_step(qtbot, desk, path, RecordsStep.WAYS)
    qtbot.wait_until(lambda: assistant.step is RecordsStep.REVIEW)
    QTest.keyClick(assistant, Qt.Key.Key_Escape)
    assert own_addresses(journal) == ()
    assert journal.undo_label == before
