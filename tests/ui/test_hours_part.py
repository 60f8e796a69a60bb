"""Hours typed and timed at a client, by their own fields and buttons."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.core.hours import Bucket
from retention_journal.services.hours import HoursEntry, client_hours, log_hours, serves
from retention_journal.services.timer import running
from retention_journal.ui.dialogs.hours_form import HoursForm
from retention_journal.ui.pages.hours_part import HoursPart
from tests.builders import TODAY, a_client, a_promise


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.at = datetime(2026, 3, 10, 9, 12)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ada(journal):
    return a_client(journal)


@pytest.fixture
def part(qtbot, journal, ada, clock):
    part = HoursPart(journal, clock)
    journal.on_change(lambda changed: part.refresh())
    qtbot.add_widget(part)
    part.resize(1000, 900)
    part.show_client(ada)
    part.refresh()
    part.show()
    return part


def settle():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def told(widget):
    settle()
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def open_form(part):
    settle()
    (form,) = part.window().findChildren(HoursForm)
    return form


def rows(journal, client):
    return [(one.worked_on, one.minutes, one.task) for one in client_hours(journal, client, TODAY).rows]


def test_without_hours_the_way_to_the_first_is_shown(part):
    assert "No hours yet." in told(part)


def test_hours_are_typed_stand_in_the_list_and_are_undone(qtbot, journal, ada, part):
    form = part.add()
    form.parts[0].length.setText("1,5")
    form.task.setText("Layout")
    with qtbot.waitSignal(part.undoable) as said:
        form.accept()
    assert said.args == ["1 h 30 min written down."]
    assert rows(journal, ada) == [(TODAY, 90, "Layout")]
    assert [one.minutes for one in part.table.records()] == [90]
    journal.undo()
    assert part.table.records() == []


def test_what_was_written_down_is_changed_and_put_in_the_trash(journal, ada, part):
    number = log_hours(journal, ada, HoursEntry(TODAY, 60, task="Layout"), today=TODAY)
    form = part.change(number)
    assert form.parts[0].length.text() == "1 h"
    form.parts[0].length.setText("0:45")
    form.bucket.set_value(Bucket.CARE)
    form.accept()
    assert rows(journal, ada) == [(TODAY, 45, "Layout")]
    part.table.setFocus()
    part.table.select(number)
    QTest.keyClick(part.table, Qt.Key.Key_Delete)
    assert rows(journal, ada) == []
    journal.undo()
    assert rows(journal, ada) == [(TODAY, 45, "Layout")]


@pytest.mark.parametrize(
    ("length", "day", "says"),
    [
        ("25 h", "", "A day has 24 hours."),
        ("", "", "How long?"),
        ("long", "", "is not how long"),
        ("3", "", "would have more than 24 hours: 22 h are written down already"),
        ("1", "2026-03-11", "That day lies ahead."),
        ("1", "31.02.2026", ""),
    ],
)
def test_what_cannot_be_is_refused_and_the_form_stays(journal, ada, part, length, day, says):
    log_hours(journal, a_client(journal, "Bob Ltd"), HoursEntry(TODAY, 22 * 60), today=TODAY)
    form = part.add()
    form.parts[0].length.setText(length)
    if day:
        form.parts[0].day.line.setText(day)
    form.accept()
    assert form.isVisible()
    assert says in told(form)
    assert rows(journal, ada) == []


def test_what_is_wrong_takes_no_room_from_the_field_beside_it_and_pushes_none_out_of_view(part):
    form = part.add()
    settle()
    day, width = form.parts[0].day, form.parts[0].day.width()
    form.parts[0].length.setText("25 h")
    form.accept()
    settle()
    assert day.width() == width
    assert not form.billable.visibleRegion().isEmpty()


def test_a_weekday_is_the_last_one(journal, ada, part):
    form = part.add()
    form.parts[0].length.setText("1")
    form.parts[0].day.line.setText("fri")
    form.accept()
    assert [day for day, _minutes, _task in rows(journal, ada)] == [date(2026, 3, 6)]


def test_hours_say_which_promise_they_served(journal, ada, part):
    promise = a_promise(journal, ada, "Send the list")
    form = part.add()
    form.parts[0].length.setText("1")
    (served,) = [one for one in serves(journal, ada, TODAY) if one.promise_id == promise]
    form.served.set_value(served)
    form.accept()
    assert client_hours(journal, ada, TODAY).rows[0].promise_text == "Send the list"


def test_the_clock_is_started_by_enter_stopped_and_written_down(journal, ada, part, clock):
    part.clock.task.setFocus()
    QTest.keyClicks(part.clock.task, "Layout")
    QTest.keyClick(part.clock.task, Qt.Key.Key_Return)
    clock.at += timedelta(minutes=65)
    part.refresh()
    assert "Running since 09:12, 1 h 5 min." in part.clock.words.text()
    part.clock.stop_button.click()
    form = open_form(part)
    assert form.parts[0].length.text() == "1 h 5 min"
    assert running(journal).stopped_at is not None
    form.accept()
    assert rows(journal, ada) == [(date(2026, 3, 10), 65, "Layout")]
    assert running(journal) is None


def test_what_the_clock_measured_waits_when_the_form_is_shut(journal, ada, part, clock):
    part.clock.start()
    clock.at += timedelta(minutes=30)
    part.clock.stop_button.click()
    open_form(part).reject()
    settle()
    assert "Stopped after 30 min; not written down yet." in part.clock.words.text()
    clock.at += timedelta(hours=3)
    part.clock.stop_button.click()
    open_form(part).accept()
    assert [minutes for _day, minutes, _task in rows(journal, ada)] == [30]


def test_a_clock_over_midnight_is_written_down_day_by_day_in_one_step(journal, ada, part, clock):
    clock.at = datetime(2026, 3, 9, 23, 0)
    part.clock.start()
    clock.at = datetime(2026, 3, 10, 1, 30)
    part.clock.stop_button.click()
    open_form(part).accept()
    assert [(day.day, minutes) for day, minutes, _task in rows(journal, ada)] == [(10, 90), (9, 60)]
    journal.undo()
    assert rows(journal, ada) == []


def test_a_clock_thrown_away_by_mistake_is_brought_back(journal, part, clock):
    part.clock.start()
    clock.at += timedelta(minutes=30)
    part.clock.away_button.click()
    assert running(journal) is None
    part.clock.back_button.click()
    assert running(journal).started_at.minute == 12


def test_months_are_read_by_arrow_keys_and_open_their_newest_entry(journal, ada, part):
    for days in (3, 20):
        log_hours(journal, ada, HoursEntry(TODAY - timedelta(days), 60), today=TODAY)
    part.chart.setFocus()
    QTest.keyClick(part.chart, Qt.Key.Key_End)
    QTest.keyClick(part.chart, Qt.Key.Key_Left)
    QTest.keyClick(part.chart, Qt.Key.Key_Return)
    assert part.table.current().worked_on.month == 2
