"""Today of a big journal: the headings at once, the list as soon as it is gathered."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt

from retention_journal.core.contacts import Outcome
from retention_journal.services import morning_ahead
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.light_history import keep_lights
from retention_journal.settings import SettingsFile
from retention_journal.ui.buttons import Button
from retention_journal.ui.desk import Desk
from retention_journal.ui.morning_ahead import MorningAhead
from retention_journal.ui.pages import today
from retention_journal.ui.pages.today import TodayPage
from retention_journal.ui.pages.today_done import DoneLine
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Label
from tests.builders import a_call, a_client

NINE = datetime(2026, 3, 10, 9, 0)
DAY = timedelta(days=1)


class Worker(QObject):
    """A thread for work that can be held up, and let go."""

    def __init__(self):
        super().__init__()
        self.tasks = Tasks(self, on_error=lambda error: pytest.fail(str(error)))
        self._free = threading.Event()
        self._free.set()

    def hold(self):
        free = self._free = threading.Event()
        self.tasks.start(lambda _progress: free.wait(20))

    def let_go(self):
        self._free.set()


@pytest.fixture
def worker(qtbot):
    made = Worker()
    yield made
    made.let_go()
    made.tasks.stop()


@pytest.fixture
def clock():
    return [NINE]


@pytest.fixture
def clients(journal, monkeypatch):
    monkeypatch.setattr(morning_ahead, "MOST_AT_ONCE", 2)
    made = [a_client(journal, name) for name in ("Ada", "Bo", "Cecilie", "Dag", "Eva", "Frid", "Geir")]
    for n, client in enumerate(made):
        a_call(journal, client, NINE - (40 - n) * DAY)
    keep_lights(journal, NINE)
    return made


@pytest.fixture
def open_page(qtbot, journal, clock, worker):
    def open_one():
        ahead = MorningAhead(journal, lambda: clock[0], worker, tasks=worker.tasks)
        page = TodayPage(journal, lambda: clock[0], ahead)
        journal.on_change(page.on_change)
        qtbot.add_widget(page)
        page.resize(1200, 840)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.take_focus()
        return page

    return open_one


def shown(page):
    return " ".join(one.text() for one in page.findChildren(Label) if one.isVisible())


def called(page):
    return [item.one.facts.name for item in page.items]


def test_the_headings_show_at_once_and_the_list_follows_with_the_focus_on_the_first(
    qtbot, clients, worker, open_page
):
    worker.hold()
    page = open_page()
    assert page.header.title.text() == "Tuesday 10 March"
    assert "Nine o’clock" in shown(page)
    assert not page.items
    assert not page.side.lines
    worker.let_go()
    qtbot.waitUntil(lambda: len(page.items) == 4)
    assert page.side.isVisible()
    assert page.items[0].hasFocus()


def test_a_wait_of_a_second_is_said(qtbot, clients, worker, open_page, monkeypatch):
    monkeypatch.setattr(today, "_SLOW_MS", 30)
    worker.hold()
    page = open_page()
    qtbot.waitUntil(lambda: "Reading the journal…" in shown(page))
    worker.let_go()
    qtbot.waitUntil(lambda: len(page.items) == 4)
    assert "Reading the journal" not in shown(page)


def test_few_clients_need_no_wait(clients, worker, open_page, monkeypatch):
    monkeypatch.setattr(morning_ahead, "MOST_AT_ONCE", 7)
    worker.hold()
    assert len(open_page().items) == 4


def test_who_was_reached_leaves_the_list_before_it_is_gathered_anew(
    qtbot, journal, clients, worker, open_page
):
    page = open_page()
    qtbot.waitUntil(lambda: len(page.items) == 4)
    first, second = (item.one for item in page.items[:2])
    worker.hold()
    log_contact(journal, first.call.client_id, ContactEntry(), now=NINE)
    assert first.facts.name not in called(page)
    assert [done.client_id for done in page.view.done] == [first.call.client_id]
    log_contact(journal, second.call.client_id, ContactEntry(outcome=Outcome.NO_ANSWER), now=NINE)
    assert called(page)[-1] == second.facts.name
    worker.let_go()
    qtbot.waitUntil(lambda: morning_ahead.is_at_hand(journal, NINE))
    assert len(page.items) == 3


def test_who_is_put_off_leaves_the_list_before_it_is_gathered_anew(qtbot, clients, worker, clock, open_page):
    page = open_page()
    qtbot.waitUntil(lambda: len(page.items) == 4)
    first = page.items[0].one
    worker.hold()
    clock[0] += timedelta(hours=1)
    page.calls.put_off(first, "tomorrow")
    assert first.facts.name not in called(page)
    assert f"{first.facts.name} " in shown(page)


def test_another_day_shows_its_headings_and_then_its_list(qtbot, journal, clients, worker, clock, open_page):
    page = open_page()
    qtbot.waitUntil(lambda: len(page.items) == 4)
    worker.hold()
    clock[0] += DAY
    page.make_stale()
    assert page.header.title.text() == "Wednesday 11 March"
    assert not any(item.isVisible() for item in page.items)
    worker.let_go()
    qtbot.waitUntil(lambda: any(item.isVisible() for item in page.items))


def test_a_list_that_cannot_be_gathered_elsewhere_is_gathered_here(qtbot, journal, clients, open_page):
    place = journal.path
    away = place.rename(place.with_name("away.rjournal"))
    page = open_page()
    try:
        qtbot.waitUntil(lambda: bool(page.items) or "Reading" in shown(page))
        qtbot.waitUntil(lambda: bool(page.items))
    finally:
        away.rename(place)


def test_after_very_many_talks_the_last_have_lines_and_the_others_one_way(qtbot, journal, open_page):
    for n in range(15):
        a_call(journal, a_client(journal, f"Client {n:02}"), NINE - timedelta(minutes=40 - n))
    keep_lights(journal, NINE)
    page = open_page()
    lines = page.findChildren(DoneLine)
    assert len(lines) == 12
    assert lines[0].accessibleName().startswith("Client 03")
    [more] = [one for one in page.findChildren(Button) if one.text() == "3 talks before these"]
    more.click()
    qtbot.waitUntil(lambda: len(page.findChildren(DoneLine)) == 15)
    top = min(page.findChildren(DoneLine), key=lambda line: line.mapTo(page, line.rect().topLeft()).y())
    assert top.accessibleName().startswith("Client 00")
    page.make_stale()
    assert len([one for one in page.findChildren(DoneLine) if one.isVisible()]) == 15


def test_the_window_counts_the_calls_as_soon_as_they_are_known(qtbot, journal, clients, tmp_path):
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NINE)
    qtbot.add_widget(desk)
    desk.show()
    page = desk.page("today")
    qtbot.waitUntil(lambda: len(page.items) == 4)
    first = desk.sidebar.pages.model().index(0, 0)
    qtbot.waitUntil(lambda: "4" in str(first.data(Qt.ItemDataRole.AccessibleTextRole)))
    desk.finish()
    desk.close()
