"""What a person says of a calendar, by the step's own fields."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from retention_journal.core.errors import InvalidEntryError
from retention_journal.importers.ics import IcsLook, IcsWays
from retention_journal.ui.dialogs.import_calendar_step import CalendarStep

LEFT = Qt.MouseButton.LeftButton
ME = "me@studio.example"
LOOK = IcsLook(1_204, ("Work",), (ME,), (), date(2021, 1, 3), date(2026, 5, 5))
ELSEWHERE = IcsLook(3, unknown_zones=("Nowhere", "Customized Time Zone"))


@pytest.fixture
def step(qtbot):
    step = CalendarStep()
    qtbot.add_widget(step)
    step.resize(900, 600)
    step.show()
    assert QTest.qWaitForWindowActive(step)
    return step


def texts(step):
    return [one.text() for one in step.findChildren(QLabel) if one.isVisible()]


def test_whose_calendar_it_seems_to_be_is_offered_where_no_address_is_known(step):
    step.show_look("work.ics", LOOK, IcsWays())
    assert "“work.ics” holds 1,204 events, from 3 January 2021 to 5 May 2026." in texts(step)
    assert step.ways() == IcsWays((ME,))


def test_a_further_address_is_added_by_its_button(step):
    step.show_look("a", LOOK, IcsWays(("kim@firm.example",)))
    (add,) = (one for one in step.findChildren(QPushButton) if one.text() == "Add it")
    assert add.accessibleName() == f"Add {ME} to your own addresses"
    QTest.mouseClick(add, LEFT)
    assert step.ways().own_addresses == ("kim@firm.example", ME)


def test_where_the_hours_are_is_asked_only_where_the_calendar_does_not_tell(step):
    step.show_look("a", LOOK, IcsWays(zone="Europe/Oslo"))
    assert not step.zone.isVisible()
    assert step.ways().zone == ""
    step.show_look("a", ELSEWHERE, IcsWays())
    assert step.zone.isVisible()
    assert any("“Nowhere”, “Customized Time Zone”" in text for text in texts(step))


def test_everything_is_chosen_with_the_keyboard(step):
    step.show_look("a", ELSEWHERE, IcsWays())
    step.own.setFocus()
    QTest.keyClicks(step.own, "Me@Studio.example")
    QTest.keyClick(step.own, Qt.Key.Key_Tab)
    QTest.keyClick(step.focusWidget(), Qt.Key.Key_Down)
    assert step.with_text.isChecked()
    QTest.keyClick(step.focusWidget(), Qt.Key.Key_Tab)
    assert step.zone.hasFocus()
    QTest.keyClicks(step.zone, "america/new york")
    assert step.ways() == IcsWays((ME,), "America/New_York", keep_text=True)


def test_what_was_chosen_before_is_chosen_again(step):
    before = IcsWays((ME, "@firm.example"), "Europe/Oslo", keep_text=True)
    step.show_look("a", ELSEWHERE, before)
    assert step.ways() == before


def test_a_zone_or_an_address_that_is_none_is_told_under_its_field(step):
    step.show_look("a", ELSEWHERE, IcsWays((ME,)))
    step.zone.setText("Atlantis")
    assert step.ways() is None
    assert "“Atlantis” is no time zone." in texts(step)
    assert step.zone.hasFocus()
    step.zone.setText("")
    step.own.setPlainText("me")
    assert step.ways() is None
    assert "“me” is no e-mail address." in texts(step)


def test_what_was_refused_is_shown_under_the_field_it_is_about(step):
    step.show_look("a", ELSEWHERE, IcsWays())
    step.show_error(InvalidEntryError("zone", "No such place"))
    assert "No such place" in texts(step)
    assert step.zone.hasFocus()
