"""Erasing somebody in the window: said before, only with the name typed, and told afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retention_journal.services.backups import make_backup
from retention_journal.services.erasure_preview import Subject
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.storage.tables import Client, Contact
from retention_journal.ui import theme
from retention_journal.ui.dialogs.erase import EraseDialog
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise
from tests.reliability.markers import files_with

NAME = "Vyxmarker & Sønner"


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def told(journal):
    """A client with a person, two talks and a promise, who is in a backup."""
    client = a_client(journal, NAME)
    person = a_person(journal, client, "Kari Vyxmarker")
    for _ in range(2):
        a_call(journal, client, summary="about the Vyxmarker harbour")
    a_promise(journal, client)
    a_client(journal, "Bob plc", notes=f"Knows {NAME}.")
    make_backup(journal, today=TODAY)
    return Subject(client=client), Subject(contact=person)


@pytest.fixture
def make(qtbot, journal, tmp_path):
    parent = QWidget()
    qtbot.add_widget(parent)
    parent.show()

    def dialog(whom):
        made = EraseDialog(
            journal, whom, lambda: NOON, settings=SettingsFile(tmp_path / "settings.json"),
            parent=parent,
        )  # fmt: skip
        made.open()
        qtbot.waitUntil(lambda: made.told is not None and not made.is_busy(), timeout=10_000)
        return made

    return dialog


def words(dialog):
    return "\n".join(one.text() for one in dialog.findChildren(Label) if one.isVisible())


def test_what_goes_and_stays_is_said_and_nothing_is_done_without_the_name(qtbot, make, journal, told):
    dialog = make(told[0])
    qtbot.waitUntil(lambda: "2 talks and messages" in words(dialog))
    said = words(dialog)
    for part in (
        "2 talks and messages",
        "1 promise",
        "1 person",
        "[…]",
        "1 backup",
        "No backup is made before",
    ):
        assert part in said
    assert not dialog.do_button.isEnabled()
    qtbot.keyClicks(dialog.typed, "Vyxmarker")
    assert not dialog.do_button.isEnabled()
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(journal.tuples(Client.select(Client.name))) == 2
    dialog.reject()
    assert len(journal.tuples(Client.select(Client.name))) == 2


def test_the_name_typed_erases_from_the_journal_and_the_backups(qtbot, make, journal, told, tmp_path):
    dialog = make(told[0])
    done = []
    dialog.beginning.connect(lambda: done.append("beginning"))
    dialog.erased.connect(lambda: done.append("erased"))
    qtbot.keyClicks(dialog.typed, f"  {NAME.upper()} ")
    assert dialog.do_button.isEnabled()
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.rewritten is not None and not dialog.is_busy(), timeout=20_000)
    assert done == ["beginning", "erased"]
    qtbot.waitUntil(lambda: "1 backup was written anew." in words(dialog))
    assert journal.tuples(Client.select(Client.name, Client.notes)) == [("Bob plc", "Knows […].")]
    assert files_with(tmp_path, "Vyxmarker") == []
    dialog.accept()
    assert len(journal.tuples(Client.select(Client.name))) == 1


def test_a_person_goes_and_their_client_stays(qtbot, make, journal, told):
    dialog = make(told[1])
    qtbot.waitUntil(lambda: "What they are called" in words(dialog))
    qtbot.keyClicks(dialog.typed, "kari vyxmarker")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.rewritten is not None and not dialog.is_busy(), timeout=20_000)
    assert journal.tuples(Contact.select(Contact.display_name)) == []
    assert len(journal.tuples(Client.select(Client.name))) == 2


def test_a_backup_that_cannot_be_opened_is_named_with_its_last_day(qtbot, make, journal, told, tmp_path):
    (file,) = (tmp_path / "own backups").glob("*.rjournal")
    file.write_bytes(b"SQLite format 3\0" + b"\1" * 9_000)
    dialog = make(told[0])
    told_so = f"“{file.name}” cannot be opened and is not reached."
    qtbot.waitUntil(lambda: told_so in words(dialog))
