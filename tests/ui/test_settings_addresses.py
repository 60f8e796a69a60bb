"""One's own e-mail addresses in the settings: added, taken out, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from retention_journal.services.business import own_business, save_business
from retention_journal.services.own_addresses import own_addresses, set_own_addresses
from retention_journal.settings import SettingsFile
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import stack
from retention_journal.ui.pages.settings_addresses import AddressFields
from retention_journal.ui.pages.settings_page import SettingsPage
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def fields(qtbot, journal):
    made = AddressFields(journal)
    qtbot.add_widget(made)
    made.refresh()
    made.show()
    assert QTest.qWaitForWindowActive(made)
    return made


def shown(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def write(fields, text):
    fields.typed.setFocus()
    QTest.keyClicks(fields.typed, text)


def are_shown(fields, *addresses):
    return set(addresses) <= set(shown(fields))


def test_an_address_is_added_with_the_keyboard_and_undone_in_one_step(qtbot, journal, fields):
    write(fields, "Me@Studio.example")
    QTest.keyClick(fields.typed, Qt.Key.Key_Return)
    assert own_addresses(journal) == ("me@studio.example",)
    qtbot.wait_until(lambda: are_shown(fields, "me@studio.example"))
    assert fields.typed.text() == ""
    assert fields.typed.hasFocus()
    journal.undo()
    assert own_addresses(journal) == ()


def test_an_address_is_taken_out_by_its_own_button_and_put_back(qtbot, journal, fields):
    set_own_addresses(journal, ["me@studio.example", "@firm.example"])
    fields.refresh()
    names = [one.accessibleName() for one in fields.remove_buttons]
    assert names == ["Remove me@studio.example", "Remove @firm.example"]
    with qtbot.wait_signal(fields.undoable) as told:
        qtbot.mouseClick(fields.remove_buttons[0], LEFT)
    assert told.args == ["me@studio.example removed."]
    assert own_addresses(journal) == ("@firm.example",)
    journal.undo()
    fields.refresh()
    qtbot.wait_until(lambda: are_shown(fields, "me@studio.example", "@firm.example"))


def test_the_last_one_can_go_and_stays_gone_though_the_business_has_an_address(qtbot, journal, fields):
    save_business(journal, replace(own_business(journal), email="me@studio.example"))
    fields.refresh()
    qtbot.mouseClick(fields.remove_buttons[0], LEFT)
    assert own_addresses(journal) == ()
    qtbot.wait_until(lambda: any(text.startswith("None yet.") for text in shown(fields)))


@pytest.mark.parametrize("typed", ["me", "@here", "a@b c@d"])
def test_what_is_no_address_is_told_and_stays_written(journal, fields, typed):
    write(fields, typed)
    QTest.mouseClick(fields.add_button, LEFT)
    assert "no e-mail address" in fields.field.error()
    assert fields.typed.text() == typed
    assert own_addresses(journal) == ()
    assert fields.save()
    fields.typed.setFocus()
    QTest.keyClick(fields.typed, Qt.Key.Key_Backspace)
    assert fields.field.error() == ""


def test_several_parted_by_commas_are_added_and_one_that_is_here_is_not_added_twice(journal, fields):
    write(fields, "a@x.example, b@x.example; A@x.example")
    QTest.mouseClick(fields.add_button, LEFT)
    assert own_addresses(journal) == ("a@x.example", "b@x.example")
    write(fields, "b@x.example")
    QTest.mouseClick(fields.add_button, LEFT)
    assert own_addresses(journal) == ("a@x.example", "b@x.example")


def test_tab_goes_from_the_addresses_to_the_line_and_its_button(qtbot, journal):
    both, above = QWidget(), LineField()
    fields = AddressFields(journal)
    stack(both, above, fields)
    qtbot.add_widget(both)
    fields.refresh()
    set_own_addresses(journal, ["a@studio.example", "b@studio.example"])
    fields.refresh()
    both.show()
    assert QTest.qWaitForWindowActive(both)
    above.setFocus()
    for wanted in (*fields.remove_buttons, fields.typed, fields.add_button):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted


@pytest.mark.slow
def test_the_page_shows_them_keeps_what_is_written_and_offers_undo(qtbot, journal, tmp_path):
    tasks = Tasks(on_error=print)
    page = SettingsPage(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON, tasks=tasks)
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.show()
    assert QTest.qWaitForWindowActive(page)
    write(page.addresses, "me@studio.example")
    assert not page.save()
    assert own_addresses(journal) == ("me@studio.example",)
    with qtbot.wait_signal(page.undoable):
        page.addresses.remove_buttons[0].click()
    journal.undo()
    qtbot.wait_until(lambda: len(page.addresses.remove_buttons) == 1)
    assert tasks.stop()
