"""Settings of nine o'clock and of days: by clicks and keys, each change one step that can be undone."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.core.clients import EngagementType
from retention_journal.core.days_off import DayOffKind
from retention_journal.services.own_rules import (
    NineOClock,
    add_days_off,
    days_off,
    nine_oclock,
    set_nine_oclock,
    working_days_of,
)
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.pages.settings_nine import NineFields
from tests.builders import NOON, TODAY, a_client

LEFT = Qt.MouseButton.LeftButton
CONSTITUTION_DAY = date(2027, 5, 17)  # a Monday


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def fields(qtbot, journal, settings):
    fields = NineFields(journal, settings, lambda: NOON)
    journal.on_change(lambda _changed: fields.refresh())
    qtbot.add_widget(fields)
    fields.resize(620, 900)
    fields.refresh()
    fields.show()
    assert QTest.qWaitForWindowActive(fields)
    return fields


def write(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def leave():
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def choose(choice, value):
    """Choose as with the keyboard: down to the value, then Enter."""
    choice.set_value(value)
    choice.activated.emit(choice.currentIndex())


def shown(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def says(qtbot):
    """Wait until a widget shows words; what is new in it is shown a moment later."""
    return lambda widget, words: qtbot.wait_until(lambda: words in shown(widget))


def test_the_usual_is_four_calls_at_nine_from_monday_to_friday(fields):
    assert (fields.at.text(), fields.capacity.value()) == ("09:00", 4)
    assert fields.weekdays.value() == frozenset(range(5))
    assert fields.days.country.value() == ""
    assert not fields.days.holidays.isVisible()


def test_a_time_is_kept_as_it_is_left_and_undone_in_one_step(journal, fields):
    write(fields.at, "8.30")
    leave()
    assert nine_oclock(journal).at == time(8, 30)
    assert fields.at.text() == "08:30"
    journal.undo()
    assert nine_oclock(journal).at == time(9)
    assert fields.at.text() == "09:00"


@pytest.mark.parametrize("typed", ["", "25:00", "nine", "9:75"])
def test_a_time_that_is_none_is_said_under_the_field_and_not_kept(journal, fields, typed):
    write(fields.at, typed)
    QTest.keyClick(fields.at, Qt.Key.Key_Backspace) if not typed else None
    QTest.keyClick(fields.at, Qt.Key.Key_Return)
    assert "not a time" in fields.fields["at"].error()
    assert journal.undo_label is None
    write(fields.at, "10")
    QTest.keyClick(fields.at, Qt.Key.Key_Return)
    assert fields.fields["at"].error() == ""
    assert nine_oclock(journal).at == time(10)


def test_how_many_calls_is_a_click(qtbot, journal, fields):
    qtbot.mouseClick(fields.capacity.button(5), LEFT)
    assert nine_oclock(journal).capacity == 5
    journal.undo()
    assert fields.capacity.value() == 4


def test_a_day_of_the_week_is_a_click_and_the_last_one_stays(qtbot, journal, fields):
    qtbot.mouseClick(fields.weekdays.button(5), LEFT)
    assert nine_oclock(journal).weekdays == frozenset(range(6))
    for day in range(6):
        qtbot.mouseClick(fields.weekdays.button(day), LEFT)
    assert nine_oclock(journal).weekdays == {5}
    assert fields.weekdays.value() == {5}
    assert "at least one day" in fields.fields["weekdays"].error()
    qtbot.mouseClick(fields.weekdays.button(0), LEFT)
    assert fields.fields["weekdays"].error() == ""


def test_public_holidays_are_kept_from_the_choice_of_a_country_on(journal, fields):
    choose(fields.days.country, "NO")
    assert nine_oclock(journal).country == "NO"
    assert not working_days_of(journal, TODAY).is_working(CONSTITUTION_DAY)
    assert fields.days.holidays.isVisible()
    journal.undo()
    assert fields.days.country.value() == ""
    assert working_days_of(journal, TODAY).is_working(CONSTITUTION_DAY)


def test_a_holiday_can_be_worked_and_back(qtbot, journal, fields, says):
    choose(fields.days.country, "NO")
    holidays = fields.days.holidays
    qtbot.mouseClick(holidays.open_button, LEFT)
    says(holidays, "Constitution Day")
    assert {day.year for day in holidays.ticks} == {2026, 2027}
    tick = holidays.ticks[CONSTITUTION_DAY]
    qtbot.mouseClick(tick, LEFT)
    assert working_days_of(journal, TODAY).is_working(CONSTITUTION_DAY)
    assert holidays.ticks[CONSTITUTION_DAY] is tick  # the focus stays where it was
    assert fields.days.own.remove_buttons == []
    journal.undo()
    assert not tick.isChecked()
    journal.redo()
    assert tick.isChecked()
    qtbot.mouseClick(tick, LEFT)
    assert not working_days_of(journal, TODAY).is_working(CONSTITUTION_DAY)
    assert days_off(journal) == []
    qtbot.mouseClick(holidays.open_button, LEFT)
    assert not tick.isVisible()


def test_days_off_are_noted_from_the_first_to_the_last(qtbot, journal, fields, says):
    own = fields.days.own
    assert "None noted." in shown(own)
    write(own.first.line, "2026-07-06")
    write(own.last.line, "2026-07-24")
    write(own.note, "Hytta")
    qtbot.mouseClick(own.add_button, LEFT)
    (noted,) = days_off(journal)
    assert (noted.first_on, noted.last_on) == (date(2026, 7, 6), date(2026, 7, 24))
    assert (noted.kind, noted.note) == (DayOffKind.LEAVE, "Hytta")
    says(own, "6 Jul to 24 Jul Holiday, Hytta")
    assert own.first.day() is None
    assert QApplication.focusWidget() is own.first.line


def test_one_sick_day_needs_no_last_day(journal, fields):
    own = fields.days.own
    write(own.first.line, "today")
    choose(own.kind, DayOffKind.SICK)
    own.note.setFocus()
    QTest.keyClick(own.note, Qt.Key.Key_Return)
    (noted,) = days_off(journal)
    assert (noted.first_on, noted.last_on, noted.kind) == (TODAY, TODAY, DayOffKind.SICK)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("", "", "first_on"), ("2026-05-05", "2026-05-01", "last_on"), ("2026-05-05", "soon", "last_on"),
     ("2026-05-05", "2028-05-05", "last_on")],
)  # fmt: skip
def test_days_that_cannot_be_are_said_under_their_field(qtbot, journal, fields, first, last, field):
    own = fields.days.own
    write(own.first.line, first)
    write(own.last.line, last)
    qtbot.mouseClick(own.add_button, LEFT)
    assert own.fields[field].error()
    assert days_off(journal) == []


def test_days_off_are_removed_with_an_offer_to_undo(qtbot, journal, fields, says):
    add_days_off(journal, date(2026, 7, 6), date(2026, 7, 10))
    with qtbot.wait_signal(fields.undoable) as said:
        qtbot.mouseClick(fields.days.own.remove_buttons[0], LEFT)
    assert "6 Jul to 10 Jul" in said.args[0]
    assert days_off(journal) == []
    journal.undo()
    assert len(days_off(journal)) == 1
    says(fields, "6 Jul to 10 Jul")


def test_days_long_past_are_not_listed(journal, fields):
    add_days_off(journal, date(2024, 7, 1), date(2024, 7, 5))
    assert fields.days.own.remove_buttons == []


def test_mornings_that_are_enough_are_said_to_be(journal, fields, says):
    assert "Your rhythms" not in shown(fields)
    a_client(journal)
    fields.refresh()
    says(fields, "Your rhythms need 0.1 calls a day, and you make 4: fine.")


def test_mornings_that_are_not_enough_come_with_what_would_help(journal, fields, says):
    for number in range(40):
        a_client(journal, f"Client {number}", engagement_type=EngagementType.PROJECT)
    fields.refresh()
    says(fields, "Your rhythms need 8 calls a day; you make 4. Lengthen “Project” to 14 days")


def test_reminder_and_tray_are_for_this_computer_and_the_reminder_is_off_at_first(
    qtbot, journal, fields, settings
):
    assert (settings.current.reminder, settings.current.tray) == (False, True)
    qtbot.mouseClick(fields.reminder, LEFT)
    qtbot.mouseClick(fields.tray, LEFT)
    assert (settings.current.reminder, settings.current.tray) == (True, False)
    assert SettingsFile(settings.path).current.reminder
    assert journal.undo_label is None


def test_the_wheel_of_the_page_changes_no_choice(fields, journal):
    set_nine_oclock(journal, NineOClock(country="SE"))
    country = fields.days.country
    fields.at.setFocus()
    middle = QPointF(country.rect().center())
    down = QWheelEvent(
        middle, country.mapToGlobal(middle), QPointF(0, 0).toPoint(), QPointF(0, -120).toPoint(),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(country, down)
    assert nine_oclock(journal).country == "SE"


def test_a_journal_open_to_read_only_keeps_its_rules(qtbot, tmp_path, settings):
    path = tmp_path / "kept.rjournal"
    Journal.create(path).close()
    with Journal.open_read_only(path) as journal:
        fields = NineFields(journal, settings, lambda: NOON)
        qtbot.add_widget(fields)
        fields.refresh()
        assert not fields.at.isEnabled()
        assert not fields.days.own.add_button.isEnabled()
        assert fields.reminder.isEnabled()


def test_every_field_has_a_name_to_be_read_out(qtbot, fields):
    choose(fields.days.country, "NO")
    qtbot.mouseClick(fields.days.holidays.open_button, LEFT)
    for field in (*fields.fields.values(), *fields.days.own.fields.values()):
        assert field.widget.accessibleName()
    assert all("I work on" in tick.accessibleName() for tick in fields.days.holidays.ticks.values())
