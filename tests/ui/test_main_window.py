from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout

from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.tables import Client
from retention_journal.ui import theme
from retention_journal.ui.main_window import MainWindow
from retention_journal.ui.page import Page, action
from retention_journal.ui.page_stack import NOWHERE
from retention_journal.ui.palette import Hit, Palette
from tests.builders import a_client

NOW = datetime(2025, 10, 14, 9, 5)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Names(Page):
    """A page that shows the names of clients and where it was told to go."""

    watches = frozenset({"client"})
    wanted = Signal(int)

    def __init__(self, journal):
        super().__init__()
        self._journal = journal
        self.names, self.refreshed, self.place, self.merged = [], 0, {}, 0
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)
        self.merge = action(self, "&Merge…", self._merge)

    def refresh(self):
        self.refreshed += 1
        self.names = self._journal.rows(Client.select(Client.name).order_by(Client.name), lambda name: name)

    def open_place(self, **place):
        self.place = place

    def menu_actions(self):
        return {"client": [self.merge]}

    def _merge(self):
        self.merged += 1


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def window(qtbot, journal, settings):
    theme.apply(Settings())
    made = MainWindow(journal, settings, lambda: NOW)
    qtbot.addWidget(made)
    made.add_page("today", "Today", "today", lambda: Names(journal), count=lambda: 3)
    made.add_page("clients", "Clients", "clients", lambda: Names(journal))
    made.add_page("client", "Client", "clients", lambda: Names(journal), under="clients")
    made.add_page("lessons", "Lost & lessons", "lessons", lambda: Names(journal), group="Look back")
    made.resize(1300, 700)
    with qtbot.waitActive(made):
        made.show()
    made.go_to("today")
    yield made
    theme.apply(Settings())


def key(qtbot, window, which, modifier):
    qtbot.keyClick(QApplication.focusWidget() or window, which, modifier)


def test_a_page_is_built_when_first_shown_and_kept(window):
    assert list(window.built_pages()) == ["today"]
    window.go_to("clients")
    first = window.page("clients")
    window.go_to("today")
    window.go_to("clients")
    assert window.page("clients") is first


def test_a_hidden_page_asks_the_journal_only_when_shown_again(window, journal):
    page = window.page("today")
    window.go_to("clients")
    before = page.refreshed
    a_client(journal, "Ada Ltd")
    assert page.refreshed == before
    window.go_to("today")
    assert page.names == ["Ada Ltd"]


def test_a_change_of_other_tables_leaves_a_page_alone(window, journal):
    page = window.page("today")
    client = a_client(journal)
    before = page.refreshed
    from tests.builders import a_person

    a_person(journal, client)
    assert page.refreshed == before


def test_ctrl_and_a_number_go_to_the_pages_of_the_sidebar(qtbot, window):
    key(qtbot, window, Qt.Key.Key_3, CTRL)
    assert window.current_page() == "lessons"
    key(qtbot, window, Qt.Key.Key_2, CTRL)
    assert window.current_page() == "clients"


def test_back_and_forward_bring_the_place_back_too(qtbot, window):
    window.go_to("client", client_id=7)
    window.go_to("client", client_id=8)
    window.go_to("today")
    key(qtbot, window, Qt.Key.Key_Left, ALT)
    assert window.page("client").place == {"client_id": 8}
    key(qtbot, window, Qt.Key.Key_Left, ALT)
    assert window.page("client").place == {"client_id": 7}
    key(qtbot, window, Qt.Key.Key_Right, ALT)
    assert (window.current_page(), window.page("client").place) == ("client", {"client_id": 8})


def test_the_sidebar_shows_the_page_a_place_belongs_to(window):
    window.go_to("client", client_id=7)
    assert window.sidebar.pages.currentIndex().data() == "Clients"


def test_the_sidebar_marks_nothing_for_a_page_that_belongs_to_none(qtbot, window, journal):
    window.add_page("trash", "Trash", "trash", lambda: Names(journal), under=NOWHERE)
    window.go_to("trash")
    assert not window.sidebar.pages.currentIndex().isValid()
    assert not window.sidebar.pages.selectedIndexes()
    window.sidebar.pages.setFocus()
    assert window.current_page() == "trash"
    qtbot.keyClick(window.sidebar.pages, Qt.Key.Key_Down)
    assert window.current_page() == "today"


def test_choosing_in_the_sidebar_goes_there(qtbot, window):
    window.sidebar.pages.setFocus()
    qtbot.keyClick(window.sidebar.pages, Qt.Key.Key_Down)
    assert window.current_page() == "clients"
    assert window.sidebar.pages.hasFocus()


def test_the_sidebar_tells_how_many_things_wait(window):
    window.show_counts()
    said = [
        window.sidebar.pages.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(2)
    ]
    assert said == ["Today, 3", "Clients"]


def test_ctrl_z_takes_the_last_act_back_and_the_toast_offers_it_again(qtbot, window, journal):
    a_client(journal, "Ada Ltd")
    window.undo()
    assert window.page("today").names == []
    assert "taken back" in window.toast.words.text()
    qtbot.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert window.page("today").names == ["Ada Ltd"]


def test_undo_belongs_to_the_text_field_at_hand_first(qtbot, window, journal):
    a_client(journal, "Ada Ltd")
    line = window.page("today").line
    line.setFocus()
    qtbot.keyClicks(line, "words")
    window.undo()
    assert line.text() == ""
    assert window.page("today").names == ["Ada Ltd"]
    window.undo()
    assert window.page("today").names == []


def test_the_menu_says_what_undo_would_take_back(window, journal):
    with journal.change("Ring <b>Ada & Bo</b>") as change:
        change.insert(Client, name="Ada")
    window.menus.menu("edit").aboutToShow.emit()
    assert window.undo_action.text() == "&Undo: Ring <b>Ada && Bo</b>"


def test_commands_of_a_page_are_in_the_menu_while_it_is_open(window):
    window.go_to("clients")
    shown = window.menus.menu("client").actions()
    assert [one.text() for one in shown] == ["&Merge…"]
    shown[0].trigger()
    assert window.page("clients").merged == 1


def test_a_menu_without_commands_is_not_shown(window):
    assert not window.menus.menu("report").menuAction().isVisible()
    window.add_command("report", "&Report for this client", lambda: None, "Ctrl+R")
    assert window.menus.menu("report").menuAction().isVisible()


def test_the_palette_finds_commands_and_what_providers_know(qtbot, window):
    gone = []
    window.add_search(lambda q: [Hit("Clients", "Ada Ltd", lambda: gone.append(q))] if q == "ada" else [])
    window.open_palette()
    palette = window.findChild(Palette)
    qtbot.keyClicks(palette.field, "ada")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert gone == ["ada"]
    window.open_palette()
    palette = window.findChildren(Palette)[-1]
    qtbot.keyClicks(palette.field, ">lost")
    palette.search_now()
    assert [hit.title for hit in palette.hits()] == ["Lost & lessons"]
    palette.reject()


def test_text_grows_and_shrinks_within_its_bounds(window, settings):
    for _ in range(20):
        window.set_text_scale(settings.current.text_scale + 10)
    assert settings.current.text_scale == 200
    assert theme.scale() == 2
    assert window.sidebar.is_rail()
    window.set_text_scale(10)
    assert settings.current.text_scale == 80


def test_pages_are_built_anew_for_another_size_of_texts(window):
    before = window.page("today")
    window.go_to("client", client_id=7)
    window.set_text_scale(150)
    assert window.page("client").place == {"client_id": 7}
    assert window.stack.currentWidget() is window.page("client")
    assert window.page("today") is not before


def test_words_being_written_survive_another_size_of_texts(qtbot, window):
    qtbot.keyClicks(window.page("today").line, "half a sent")
    window.set_text_scale(150)
    assert window.page("today").line.text() == "half a sent"


def test_a_size_chosen_on_a_page_leaves_that_page_until_it_is_left(window, settings):
    chosen_on = window.page("today")
    settings.change(text_scale=140)
    theme.apply(settings.current)
    assert window.page("today") is chosen_on
    window.go_to("clients")
    assert window.page("today") is not chosen_on


def test_the_sidebar_is_a_rail_in_a_narrow_window_unless_asked(window, settings):
    assert not window.sidebar.is_rail()
    window.resize(1100, 700)
    assert window.sidebar.is_rail()
    window.toggle_sidebar()
    assert not window.sidebar.is_rail()
    window.resize(1300, 700)
    window.toggle_sidebar()
    assert window.sidebar.is_rail()
    assert settings.current.rail


def test_ctrl_s_says_that_all_is_saved(window, journal):
    a_client(journal)
    next(a for a in window.menus.actions() if a.text() == "&Save").trigger()
    assert window.toast.words.text() == "Already saved, 09:05."


def test_f6_goes_from_part_to_part(qtbot, window):
    window.page("today").line.setFocus()
    key(qtbot, window, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert window.sidebar.pages.hasFocus()
    key(qtbot, window, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert window.page("today").line.hasFocus()


def test_help_is_asked_for_the_page_that_is_open(qtbot, window):
    asked = []
    window.offer_help(asked.append)
    window.go_to("clients")
    key(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert asked == ["clients"]


def test_the_window_opens_where_it_was_left(qtbot, journal, settings, window):
    window.resize(1001, 701)
    window.close()
    again = MainWindow(journal, settings, lambda: NOW)
    qtbot.addWidget(again)
    assert again.height() == 701


def test_work_for_after_the_first_paint_waits_for_it(qtbot, journal, settings):
    late = MainWindow(journal, settings, lambda: NOW)
    qtbot.addWidget(late)
    with qtbot.waitSignal(late.settled):
        late.show()


def test_no_page_has_two_commands_on_one_key(window):
    keys = [shortcut.toString() for one in window.menus.actions() for shortcut in one.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_undo_of_a_toast_never_takes_back_something_that_was_done_since(qtbot, window, journal):
    first = a_client(journal, "First")
    window.say_done("First is added.")
    assert window.toast.button.isVisible()
    with journal.change("Write words") as change:
        change.update(Client, first, notes="saved while the toast stood there")
    assert window.toast.isVisible()
    assert not window.toast.button.isVisible()


def test_a_click_on_the_undo_of_a_toast_leaves_the_focus_where_one_writes(qtbot, window, journal):
    a_client(journal, "First")
    window.say_done("First is added.")
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    window.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    QTest.mousePress(window.toast.button, Qt.MouseButton.LeftButton)
    assert field.hasFocus()
