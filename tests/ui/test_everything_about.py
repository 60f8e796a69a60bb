"""Everything about somebody as one folder: the owner reads what was for nobody else, and chooses."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from retention_journal.core.contacts import Kind
from retention_journal.services.erasure_preview import Subject
from retention_journal.settings import Settings, Theme
from retention_journal.storage.tables import ClosingConversation, Incident, Loss, PostMortem
from retention_journal.ui import theme
from retention_journal.ui.dialogs.everything_about import EverythingDialog
from retention_journal.ui.dialogs.export_choices import FOLDER_KEY
from retention_journal.ui.last_folders import keep_folder
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_call, a_client, a_person, an_incident


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def kept(journal):
    client = a_client(journal)
    person = a_person(journal, client)
    a_call(journal, client, summary="An open word")
    a_call(journal, client, kind=Kind.NOTE, summary="Words of a note")
    an_incident(journal, client, reported_by=person, private_feelings="Words of an evening")
    with journal.change("Look back") as change:
        loss = change.insert(Loss, client=client, notice_on=TODAY)
        change.insert(PostMortem, loss=loss, private_feelings="Words of a loss")
        change.insert(ClosingConversation, loss=loss, with_contact=person, own_notes="Words of a talk")
    return Subject(client=client), Subject(contact=person)


@pytest.fixture
def make(qtbot, journal, tmp_path):
    (tmp_path / "out").mkdir()
    keep_folder(FOLDER_KEY, journal.path, tmp_path / "out")
    parent = QWidget()
    qtbot.add_widget(parent)
    parent.show()

    def dialog(whom):
        made = EverythingDialog(journal, whom, lambda: NOON, parent=parent,
                                open_url=lambda url: opened.append(url.toLocalFile()) or True)  # fmt: skip
        made.open()
        return made

    opened = []
    dialog.opened = opened
    return dialog


def done(qtbot, dialog):
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.done_at is not None, timeout=20_000)
    return b"".join(file.read_bytes() for file in dialog.done_at.rglob("*") if file.is_file()).decode()


def test_what_is_for_nobody_else_is_shown_and_left_out_unless_it_is_ticked(qtbot, make, kept):
    dialog = make(kept[0])
    said = "\n".join(one.text() for one in dialog.findChildren(Label))
    private = ("Words of a note", "Words of an evening", "Words of a loss", "Words of a talk")
    assert all(words in said for words in private)
    written = done(qtbot, dialog)
    assert "An open word" in written
    assert not any(words in written for words in private)
    dialog.open_folder()
    assert make.opened == [str(dialog.done_at)]


def test_what_is_ticked_goes_along_and_nothing_else_does(qtbot, make, kept, journal):
    dialog = make(kept[0])
    ((uid,),) = journal.tuples(Incident.select(Incident.uid))
    dialog.put_in[uid].setChecked(True)
    written = done(qtbot, dialog)
    assert "Words of an evening" in written
    assert "Words of a loss" not in written
    page = (dialog.done_at / "what-is-kept.html").read_text()
    assert "Words of an evening" in page


def test_all_may_be_put_in_at_once_and_a_person_has_a_folder_too(qtbot, make, kept):
    dialog = make(kept[1])
    assert {one.text for one in dialog.private} == {"Words of an evening", "Words of a talk"}
    dialog.put_all_in(is_in=True)
    written = done(qtbot, dialog)
    assert "Words of an evening" in written
    assert "Words of a talk" in written
    assert "Words of a loss" not in written


def test_where_there_is_nothing_private_it_says_so_and_a_folder_that_is_not_there_is_told(make, journal):
    dialog = make(Subject(client=a_client(journal, "Bob plc")))
    assert dialog.private == []
    dialog.folder.setText("/nowhere/at all")
    dialog.accept()
    assert dialog.form.field("folder").error()
    assert dialog.done_at is None
