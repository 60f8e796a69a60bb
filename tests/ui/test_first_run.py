"""The first page leads to a journal in four ways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from retention_journal.core.errors import InvalidEntryError
from retention_journal.ui.first_run import FirstRun, Overlooked, Way


@pytest.fixture
def page(qtbot, tmp_path):
    page = FirstRun(tmp_path)
    qtbot.add_widget(page)
    page.show()
    return page


def test_a_name_and_enter_make_a_journal_in_the_documents(qtbot, page, tmp_path):
    page.name.setFocus()
    page.name.selectAll()
    qtbot.keyClicks(page.name, "Solheim Synlighet")
    with qtbot.wait_signal(page.new_wanted) as wanted:
        qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert wanted.args == [tmp_path / "Solheim Synlighet.rjournal", ""]


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        ("Ødegård & Søn", "Ødegård & Søn.rjournal"),
        ("a/b:c*", "a-b-c-.rjournal"),
        (" .. firm. ", "firm.rjournal"),
    ],
)
def test_a_name_is_made_fit_for_every_disk(page, typed, file):
    page.name.setText(typed)
    assert page.journal_path().name == file


def test_a_journal_without_a_name_is_not_made(qtbot, page):
    page.name.setText(" . ")
    wanted = []
    page.new_wanted.connect(lambda path, _passphrase: wanted.append(path))
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert wanted == []
    assert "name" in page.name_field.error()


def test_what_is_wrong_with_the_place_is_said_under_the_name(page):
    page.show_error(InvalidEntryError("name", "A file named x is already here.", "Choose another name."))
    assert page.name_field.error() == "A file named x is already here. Choose another name."


def test_a_click_anywhere_on_a_card_takes_its_way(qtbot, page):
    qtbot.mouseClick(page.cards[Way.SAMPLE], Qt.MouseButton.LeftButton)
    assert page.way() is Way.SAMPLE
    with qtbot.wait_signal(page.sample_wanted):
        qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)


def test_the_language_can_be_chosen_at_once(qtbot, page):
    with qtbot.wait_signal(page.language_wanted) as wanted:
        qtbot.mouseClick(page.languages.button("nb"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["nb"]


@pytest.mark.parametrize("width", [900, 1000, 1400])
def test_all_hundred_dots_are_seen_in_a_narrow_window_too(qtbot, page, width):
    page.resize(width, 600)
    dots = page.findChild(Overlooked)
    room = dots.parentWidget()
    qtbot.waitUntil(lambda: dots.mapTo(room, dots.rect().bottomRight()).x() <= room.width())
    assert dots.heightForWidth(dots.width()) <= dots.height()
    assert dots.heightForWidth(200) == 50
