"""The reminder at nine: once a working day, across the computer's sleep, and never without a tray."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from retention_journal.services import morning_ahead
from retention_journal.services.light_history import keep_lights
from retention_journal.services.own_rules import NineOClock, add_days_off, set_nine_oclock
from retention_journal.settings import SettingsFile
from retention_journal.ui.reminder import Reminder, SystemTray, as_it_is
from tests.builders import TODAY, a_call, a_client, a_person

EARLY, NINE = datetime(2026, 3, 10, 8, 59), datetime(2026, 3, 10, 9, 0)
MINUTE = timedelta(minutes=1)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class RecordingTray:
    def __init__(self) -> None:
        self.there, self.shown, self.said, self.click = True, False, [], None

    def is_there(self):
        return self.there

    def show_icon(self, shown):
        self.shown = shown

    def say(self, headline, text):
        assert self.shown
        self.said.append((headline, text))

    def when_clicked(self, act):
        self.click = act


@pytest.fixture
def clock():
    return Clock(EARLY)


@pytest.fixture
def tray():
    return RecordingTray()


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept = SettingsFile(tmp_path / "settings.json")
    kept.change(reminder=True)
    return kept


@pytest.fixture
def firm(journal):
    """Make two clients who have waited longer than their rhythm."""
    for name, person, days in (("Bob & Sons", "Marte Eide", 20), ("Ada Ltd", "", 40)):
        client = a_client(journal, name)
        if person:
            a_person(journal, client, person)
        a_call(journal, client, EARLY - timedelta(days=days))
    keep_lights(journal, EARLY)  # as the window does
    return journal


@pytest.fixture
def reminder(qapp, firm, settings, clock, tray):
    made = Reminder(settings, clock, tray)
    made.follow(firm)
    yield made
    made.follow(None)


def look_at(reminder, clock, now):
    clock.now = now
    reminder.look()


def test_at_nine_it_says_how_many_and_who_is_first_and_only_once(reminder, clock, tray):
    reminder.look()
    assert tray.said == []
    for minute in range(4):
        look_at(reminder, clock, NINE + minute * MINUTE)
    assert tray.said == [("Two calls today.", "Marte Eide first.")]
    look_at(reminder, clock, NINE + timedelta(days=1))
    assert len(tray.said) == 2


def test_in_a_big_journal_it_speaks_as_soon_as_the_list_is_gathered(
    qtbot, reminder, firm, clock, tray, monkeypatch
):
    monkeypatch.setattr(morning_ahead, "MOST_AT_ONCE", 1)
    look_at(reminder, clock, NINE)
    assert not morning_ahead.is_at_hand(firm, NINE)
    assert tray.said == []
    qtbot.waitUntil(lambda: tray.said == [("Two calls today.", "Marte Eide first.")])
    look_at(reminder, clock, NINE + MINUTE)
    assert len(tray.said) == 1


def test_it_is_off_until_asked_for(reminder, clock, tray, settings):
    settings.change(reminder=False)
    look_at(reminder, clock, NINE)
    assert tray.said == []
    settings.change(reminder=True)  # after nine: not until tomorrow
    look_at(reminder, clock, NINE + MINUTE)
    assert tray.said == []


def test_a_start_after_nine_says_nothing_since_the_window_is_open(reminder, firm, clock, tray):
    clock.now = NINE + MINUTE
    reminder.follow(firm)
    look_at(reminder, clock, NINE + 2 * MINUTE)
    assert tray.said == []


def test_a_computer_that_slept_over_nine_speaks_as_it_wakes(reminder, clock, tray):
    look_at(reminder, clock, datetime(2026, 3, 9, 17, 0))
    assert tray.said == []
    look_at(reminder, clock, NINE + 40 * MINUTE)
    assert len(tray.said) == 1


def test_one_that_slept_all_morning_keeps_quiet(reminder, clock, tray):
    look_at(reminder, clock, NINE + timedelta(hours=4))
    assert tray.said == []


def test_the_time_is_the_one_that_is_set(reminder, firm, clock, tray):
    set_nine_oclock(firm, NineOClock(at=time(10, 30)))
    look_at(reminder, clock, NINE + 5 * MINUTE)
    assert tray.said == []
    look_at(reminder, clock, datetime(2026, 3, 10, 10, 30))
    assert len(tray.said) == 1


def test_days_that_are_not_worked_are_left_in_peace(reminder, firm, clock, tray):
    add_days_off(firm, TODAY, TODAY)
    look_at(reminder, clock, NINE)
    saturday = datetime.combine(date(2026, 3, 14), time(8))
    look_at(reminder, clock, saturday)
    look_at(reminder, clock, saturday + timedelta(hours=1))
    assert tray.said == []


def test_with_nobody_to_call_nothing_is_said(reminder, firm, clock, tray):
    for client in (1, 2):
        a_call(firm, client, EARLY - MINUTE)
    look_at(reminder, clock, NINE)
    assert tray.said == []


def test_without_a_person_the_client_is_named(reminder, firm, clock, tray):
    a_call(firm, 1, EARLY - MINUTE)
    look_at(reminder, clock, NINE)
    assert tray.said == [("One call today.", "Ada Ltd first.")]


def test_the_clock_set_back_does_not_say_it_twice(reminder, clock, tray):
    look_at(reminder, clock, NINE)
    look_at(reminder, clock, EARLY)
    look_at(reminder, clock, NINE)
    assert len(tray.said) == 1


def test_the_icon_can_be_switched_off_and_the_message_still_comes(reminder, clock, tray, settings):
    assert tray.shown
    settings.change(tray=False)
    assert not tray.shown
    look_at(reminder, clock, NINE)
    assert tray.said
    assert tray.shown
    look_at(reminder, clock, NINE + MINUTE)
    assert not tray.shown


def test_where_there_is_no_tray_nothing_is_shown_and_nothing_fails(reminder, clock, tray):
    tray.there = False
    look_at(reminder, clock, NINE)
    assert (tray.shown, tray.said) == (False, [])


def test_a_click_wants_the_window(qtbot, reminder, tray):
    with qtbot.wait_signal(reminder.wanted):
        tray.click()


def test_a_journal_that_is_closed_takes_the_icon_with_it(reminder, clock, tray):
    reminder.follow(None)
    assert not tray.shown
    look_at(reminder, clock, NINE)
    assert tray.said == []


def test_the_tray_of_this_computer_is_asked_without_an_error(qapp):
    assert QGuiApplication.platformName() == "offscreen"
    tray, clicked = SystemTray(), []
    tray.when_clicked(lambda: clicked.append(Qt.MouseButton.LeftButton))
    tray.show_icon(False)
    tray.say("Four calls today.", "Marte Eide first.")
    assert not tray.is_there()
    assert clicked == []


@pytest.mark.promise(21)
@pytest.mark.parametrize("platform", ["linux", "freebsd14"])
def test_what_a_system_would_read_as_marks_stands_where_it_reads_none(platform):
    """The text of a message is marks by the rules of that desktop, its headline never."""
    for name in ("<img src=x>Ada", "Hale & Co"):
        assert as_it_is("One call today.", f"{name} first.", platform) == (
            f"One call today. {name} first.",
            "",
        )


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_no_system_reads_marks_a_message_stays_as_it_is(platform):
    told = ("One call today.", "Hale & Co first.")
    assert as_it_is(*told, platform) == told


def test_a_usual_name_stands_below_the_headline_everywhere():
    told = ("One call today.", "Marte Eide first.")
    assert {as_it_is(*told, platform) for platform in ("linux", "win32", "darwin")} == {told}


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # the offscreen platform has none
def test_the_tray_hands_the_system_what_it_shows_as_it_is(qapp, monkeypatch):
    shown = []
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, *told: shown.append(told[:2]))
    tray = SystemTray()
    tray.show_icon(True)
    tray.say("One call today.", "<b>Ada</b> first.")
    tray.show_icon(False)
    assert shown == [as_it_is("One call today.", "<b>Ada</b> first.")]
