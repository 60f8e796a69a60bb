"""A watched folder only ever offers: what arrived is told, and brought in by the person or not at all."""

from __future__ import annotations

import json
import os

import pytest

from retention_journal.services.transfer.batches import batches
from retention_journal.settings import SettingsFile
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.folder_watch import watch, watched
from retention_journal.ui.pages.settings_watch import WatchFields
from tests.builders import NOON
from tests.importers.trello_boards import board, card


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "downloads"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def desk(qtbot, journal, settings):
    made = Desk(journal, settings, lambda: NOON)
    qtbot.add_widget(made)
    made.show()
    yield made
    made.finish()


def a_board(folder, name="work.json"):
    path = folder / name
    path.write_text(json.dumps(board(card("Draw"))))
    return path


def arrives(qtbot, desk, name):
    qtbot.wait_until(lambda: desk.sidebar.arrival.lines()[0] == name and desk.sidebar.arrival.isVisible())


def choose(desk, text):
    menu = desk.arrival_menu(desk.folder.newest)
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_what_arrives_is_offered_and_nothing_is_brought_in_by_itself(qtbot, journal, desk, settings, folder):
    watch(settings, folder)
    a_board(folder)
    arrives(qtbot, desk, "work.json")
    assert batches(journal) == []
    choose(desk, "&Look at it")
    (door,) = desk.findChildren(ImportAnything)
    qtbot.wait_until(door.do_button.isVisible)
    door.reject()


def test_what_lay_there_before_is_no_offer(qtbot, desk, settings, folder):
    old = a_board(folder, "old.json")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    watch(settings, folder)
    a_board(folder, "new.json")
    arrives(qtbot, desk, "new.json")


def test_what_is_not_wanted_is_never_offered_again_under_any_name(qtbot, desk, settings, folder):
    watch(settings, folder)
    a_board(folder)
    arrives(qtbot, desk, "work.json")
    choose(desk, "&Not this one")
    assert not desk.sidebar.arrival.isVisible()
    a_board(folder, "copy.json")
    (folder / "other.csv").write_text("Company;Phone\nAda Ltd;12345678\n")
    arrives(qtbot, desk, "other.csv")


def test_files_still_being_written_and_of_no_kind_are_no_offer(qtbot, desk, settings, folder):
    watch(settings, folder)
    a_board(folder, "work.json.crdownload")
    (folder / "photo.png").write_bytes(b"\x89PNG....")
    (folder / "clients.csv").write_text("Company;Phone\nAda Ltd;12345678\n")
    arrives(qtbot, desk, "clients.csv")


def test_a_folder_that_is_gone_is_a_sentence_that_leads_to_the_setting(qtbot, desk, settings, tmp_path):
    watch(settings, tmp_path / "nowhere")
    arrives(qtbot, desk, "The watched folder is gone")
    desk.sidebar.arrival.click()
    assert desk.current_page() == "settings"


def test_the_setting_says_which_folder_is_watched_and_stops_it(qtbot, settings, folder):
    fields = WatchFields(settings)
    qtbot.add_widget(fields)
    fields.watch(folder)
    assert watched(settings) == folder
    fields.stop_button.click()
    assert watched(settings) is None
