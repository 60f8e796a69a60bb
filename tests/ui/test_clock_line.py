"""The clock at the foot of the sidebar, and what was thrown away by mistake, in the whole window."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal.services.clients import trash_client
from retention_journal.services.hours import client_hours
from retention_journal.services.timer import running, start_timer
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.hours_form import HoursForm
from tests.builders import TODAY, a_client


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
    return a_client(journal, "Ada & Sons")


@pytest.fixture
def other(journal):
    return a_client(journal, "Other Ltd")


@pytest.fixture
def open_desk(qtbot, journal, clock, tmp_path, ada, other):
    desks = []

    def open_one():
        desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), clock)
        desks.append(desk)
        qtbot.addWidget(desk, before_close_func=lambda one: one.finish())
        desk.resize(1200, 800)
        desk.show()
        desk.activateWindow()
        qtbot.waitUntil(desk.isActiveWindow)
        return desk

    return open_one


@pytest.fixture
def desk(open_desk):
    return open_desk()


def settle():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def hours_of(desk, client):
    desk.open_client(client, "money")
    settle()
    return desk.page("client").tab("money").hours


def test_no_clock_no_line(desk):
    assert not desk.sidebar.clock.isVisible()


def test_a_clock_that_runs_is_seen_from_every_page_and_a_press_leads_to_it(desk, clock, ada, other):
    hours_of(desk, ada).clock.start()
    desk.go_to("promises")
    clock.at += timedelta(minutes=80)
    desk.clock.ticker.timeout.emit()
    line = desk.sidebar.clock
    assert line.isVisible()
    assert line.lines() == ("Ada & Sons", "1 h 20 min")
    assert "Ada & Sons · 1 h 20 min" in line.accessibleName()
    desk.open_client(other)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Space)
    page = desk.page("client")
    assert (desk.current_page(), page.current_client_id(), page.current_tab()) == ("client", ada, "money")
    clock_line = page.tab("money").hours.clock
    assert clock_line.stop_button.hasFocus()
    assert not clock_line.visibleRegion().isEmpty()


def test_the_line_goes_with_the_clock(desk, journal, clock, ada):
    hours = hours_of(desk, ada)
    hours.clock.start()
    clock.at += timedelta(minutes=30)
    hours.clock.stop()
    assert desk.sidebar.clock.lines() == ("Ada & Sons", "Stopped after 30 min")
    settle()
    [form] = [one for one in desk.findChildren(HoursForm) if one.isVisible()]
    form.do_button.click()
    settle()
    assert not desk.sidebar.clock.isVisible()
    assert client_hours(journal, ada, TODAY).total_minutes == 30


def test_a_clock_that_ran_over_night_is_there_at_once_and_asks_whether_it_was_forgotten(
    open_desk, journal, clock, ada
):
    start_timer(journal, ada, at=clock.at.astimezone())
    clock.at += timedelta(hours=20)
    line = open_desk().sidebar.clock
    assert line.isVisible()
    assert "Was it forgotten?" in line.accessibleName()


def test_a_clock_whose_client_is_in_the_trash_is_for_none_and_is_stopped_at_another(
    desk, journal, clock, ada, other
):
    hours_of(desk, ada).clock.start()
    desk.go_to("today")
    trash_client(journal, ada, now=clock.at)
    settle()
    line = desk.sidebar.clock
    assert line.lines()[0] == "For no client"
    line.click()
    assert desk.current_page() == "clients"
    desk.open_client(other)
    line.click()
    assert desk.page("client").current_tab() == "money"


def test_time_thrown_away_is_brought_back_though_another_client_was_looked_at(
    desk, journal, clock, ada, other
):
    hours = hours_of(desk, ada)
    hours.clock.start()
    clock.at += timedelta(minutes=45)
    hours.clock.throw_away()
    assert hours.clock.back_button.text() == "Bring back 45 min"
    assert hours_of(desk, other).clock.back_button.text() == "Bring back 45 min for Ada && Sons"
    hours_of(desk, ada).clock.back_button.click()
    assert running(journal).client_id == ada
    assert desk.sidebar.clock.lines()[0] == "Ada & Sons"
    assert not hours.clock.back_button.isVisible()


def test_time_thrown_away_is_forgotten_when_another_clock_starts(desk, journal, ada, other):
    hours = hours_of(desk, ada)
    hours.clock.start()
    hours.clock.throw_away()
    hours = hours_of(desk, other)
    hours.clock.start()
    hours.clock.throw_away()
    assert "Ada" not in hours.clock.back_button.text()


def test_time_for_a_client_that_is_gone_is_refused_and_stays_offered(desk, journal, clock, ada, other):
    hours = hours_of(desk, ada)
    hours.clock.start()
    hours.clock.throw_away()
    hours = hours_of(desk, other)
    trash_client(journal, ada, now=clock.at)
    hours.clock.back_button.click()
    assert hours.clock.problem.isVisible()
    assert hours.clock.back_button.isVisible()
    journal.undo()
    hours.clock.back_button.click()
    assert running(journal).client_id == ada
    assert not hours.clock.problem.isVisible()
