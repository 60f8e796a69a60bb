"""The clock of a complaint stands in the window's title and on Today, and goes red in time to act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from retention_journal.core.incidents import IncidentState
from retention_journal.services.incident_steps import promise_answer, step
from retention_journal.services.incidents import HeardEntry, incident, record_incident
from retention_journal.settings import Settings, SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.incident_watch import IncidentWatch
from retention_journal.ui.light import LightBadge
from retention_journal.ui.pages.today_complaints import ComplaintLine
from tests.builders import NOON, a_client


class Clock:
    """A wall clock that a test sets."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def number(journal):
    found = record_incident(
        journal, a_client(journal, "Byggmester Rognan"), HeardEntry("Vi ventet elleve dager."), now=NOON
    )
    promise_answer(journal, found, NOON + timedelta(hours=24), now=NOON)
    return found


@pytest.fixture
def desk(qtbot, journal, number, clock, tmp_path):
    file = SettingsFile(tmp_path / "settings.json")
    file.current = Settings()
    made = Desk(journal, file, clock)
    qtbot.add_widget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    made.finish()


def test_the_title_tells_how_long_there_is_and_stops_when_it_is_answered(qtbot, journal, number, clock, desk):
    assert desk.windowTitle().startswith("24 h 00 min left – ")
    clock.now += timedelta(hours=17, minutes=52)
    desk.incidents.tick()
    assert desk.windowTitle().startswith("6 h 08 min left – ")
    clock.now += timedelta(hours=8)
    desk.incidents.tick()
    assert desk.windowTitle().startswith("1 h 52 min late – ")
    step(journal, number, IncidentState.ANSWERED, now=clock())
    qtbot.waitUntil(lambda: "late" not in desk.windowTitle(), timeout=5_000)


def test_on_today_it_turns_amber_and_red_without_a_click(qtbot, clock, desk):
    line = desk.page("today").side.findChild(ComplaintLine)
    badge = line.findChild(LightBadge)
    assert badge.isHidden()
    clock.now += timedelta(hours=21)
    desk.incidents.tick()
    assert (badge.state(), badge.text()) == ("watch", "3 h 00 min left")
    clock.now += timedelta(hours=4)
    desk.incidents.tick()
    assert (badge.state(), badge.text()) == ("act", "1 h 00 min late")
    assert "1 h 00 min late" in line.accessibleName()


def test_the_clock_survives_a_restart(qtbot, journal, number, clock):
    clock.now += timedelta(hours=20)
    again = IncidentWatch(journal, clock)
    with qtbot.waitSignal(again.told) as told:
        again.start()
    assert told.args == ["4 h 00 min left"]
    again.stop()


def test_what_waits_for_a_call_names_the_day(qtbot, journal, number, clock, desk):
    step(journal, number, IncidentState.RESOLVED, now=clock())
    qtbot.waitUntil(lambda: "left" not in desk.windowTitle(), timeout=5_000)
    line = desk.page("today").side.findChildren(ComplaintLine)[-1]
    assert "call on 17 Mar" in line.accessibleName()


def test_enter_on_the_line_wants_the_complaint(qtbot, number, desk):
    side = desk.page("today").side
    line = side.findChild(ComplaintLine)
    with qtbot.waitSignal(side.complaint_opened) as opened:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert opened.args[0] == number


def test_on_the_client_it_stands_under_the_name_and_leads_to_the_complaint(
    qtbot, journal, number, clock, desk
):
    client = incident(journal, number).client_id
    desk.open_client(client)
    line = desk.page("client").header.clock
    assert (line.isHidden(), line.calm.text()) == (False, "24 h 00 min left")
    clock.now += timedelta(hours=25)
    desk.incidents.tick()
    assert (line.badge.state(), line.badge.text()) == ("act", "1 h 00 min late")
    line.link.click()
    qtbot.waitUntil(lambda: desk.current_page() == "complaints")
    step(journal, number, IncidentState.WITHDRAWN, now=clock(), reason="Noe annet")
    desk.open_client(client)
    assert line.isHidden()
