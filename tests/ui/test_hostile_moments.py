"""Things that happen at the wrong moment, in the whole program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QMessageBox
from shiboken6 import isValid

from retention_journal import i18n, paths
from retention_journal.app import Program
from retention_journal.services.clients import trash_client
from retention_journal.services.trash import delete_for_good, in_trash
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Changed, Journal
from retention_journal.storage.lock import Lock
from retention_journal.storage.tables import Client, Interaction, Promise
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.client_form import ClientForm
from retention_journal.ui.dialogs.promise_form import PromiseForm
from retention_journal.ui.dialogs.quick_log import QuickLog
from retention_journal.ui.fields import LineField, TextField
from retention_journal.ui.menus import plain
from retention_journal.ui.messages import show_uncaught_errors
from tests.builders import a_call, a_client, a_person, a_promise

NOW = datetime(2026, 3, 10, 9, 12)
PAGES = ("today", "clients", "client", "promises", "complaints", "reports", "lessons", "settings", "trash")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen one


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "firm.rjournal"
    with Journal.create(path) as journal:
        client = a_client(journal, "Ada Ltd")
        a_person(journal, client, "Ada Byron")
        a_call(journal, client, NOW - timedelta(days=40), summary="The first talk")
    return path


@pytest.fixture
def program(qtbot, qapp, path, tmp_path, monkeypatch):
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_a, **_k: ("", ""))
    program = Program(qapp, SettingsFile(tmp_path / "settings.json"), now=lambda: NOW)
    program.begin(path)
    yield program
    program.end()
    i18n.use("en")
    shutil.rmtree(paths.state_folder(), ignore_errors=True)


@pytest.fixture
def desk(program):
    return program.window


def shown(desk, kind):
    return next(one for one in desk.findChildren(kind) if one.isVisible())


def finish(dialog):
    """Press the button that finishes, and let what is wrong be told as the program tells it."""
    before = sys.excepthook
    show_uncaught_errors(dialog.parentWidget().window())
    dialog.do_button.click()
    sys.excepthook = before


def told(desk) -> str:
    """Return what the messages that are shown say, and close them."""
    boxes = [one for one in desk.findChildren(QMessageBox) if one.isVisible()]
    for box in boxes:
        box.close()
    return " ".join(f"{box.text()} {box.informativeText()}" for box in boxes)


def summaries(journal):
    return [note for (note,) in journal.tuples(Interaction.select(Interaction.summary))]


def written_log(desk, text="A long talk about the new page"):
    desk.log_contact(1)
    log = shown(desk, QuickLog)
    log.fields.note.setPlainText(text)
    return log


def test_another_language_keeps_what_stands_in_an_open_dialog(program, desk):
    written_log(desk)
    desk.language_wanted.emit("nb")
    assert program.window is not desk
    program.window.log_contact(1)
    assert shown(program.window, QuickLog).fields.note.toPlainText() == "A long talk about the new page"


def test_a_window_that_is_closed_keeps_what_stands_in_an_open_dialog(program, desk, path):
    written_log(desk)
    desk.close()
    program.end()
    program.begin(path)
    program.window.log_contact(1)
    assert shown(program.window, QuickLog).fields.note.toPlainText() == "A long talk about the new page"


def test_changes_after_another_language_reach_only_the_window_that_is_there(program, desk, qtbot):
    desk.go_to("clients")
    desk.language_wanted.emit("sv")
    QApplication.sendPostedEvents(None, 52)  # deferred deletion
    a_client(program.window.journal, "Bob plc")
    assert "Bob plc" in [name for (name,) in program.window.journal.tuples(Client.select(Client.name))]


def test_a_second_start_after_another_language_raises_the_new_window(program, desk, path, qtbot):
    desk.language_wanted.emit("sv")
    program.window.showMinimized()
    code = (
        "import pathlib, sys; from retention_journal.ui.one_window import knock;"
        "sys.exit(0 if knock(pathlib.Path(sys.argv[1])) else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0
    qtbot.waitUntil(lambda: not program.window.isMinimized())


@pytest.mark.usefixtures("logged_on_purpose")
def test_a_page_that_stumbles_over_a_change_does_not_make_it_be_saved_twice(program, desk):
    def stumble(_changed: Changed) -> None:
        raise OSError("no screen")

    desk.journal.on_change(stumble)
    log = written_log(desk)
    finish(log)
    assert not log.isVisible()
    assert len(summaries(desk.journal)) == 2
    assert "Something went wrong" in told(desk)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_journal_that_is_taken_away_is_told_and_the_words_stay(program, desk, path, replaced):
    log = written_log(desk)
    aside = path.rename(path.with_name("aside.rjournal"))
    if replaced:
        Journal.create(path).close()
    finish(log)
    assert "moved, deleted or replaced" in told(desk)
    assert log.isVisible()
    assert log.fields.note.toPlainText() == "A long talk about the new page"
    beside = path.with_name("firm.rjournal-journal")
    assert not beside.exists() or beside.read_bytes() == b""  # what an earlier save left, emptied
    aside.replace(path)
    finish(log)
    assert summaries(desk.journal) == ["The first talk", "A long talk about the new page"]


def test_a_full_disk_is_told_the_words_stay_and_trying_again_saves_once(program, desk):
    log = written_log(desk, "A long talk. " * 20_000)
    with_full_disk(desk.journal)
    finish(log)
    assert "the disk is full" in told(desk)
    assert log.isVisible()
    assert log.fields.note.toPlainText().startswith("A long talk.")
    with_room(desk.journal)
    finish(log)
    assert not log.isVisible()
    assert len(summaries(desk.journal)) == 2


def test_a_full_disk_keeps_a_new_client_in_its_form(program, desk):
    desk.new_client()
    form = shown(desk, ClientForm)
    form.name.setText("B" * 1000)
    with_full_disk(desk.journal)
    for _again in range(30):  # the last page may still have room
        a_form_was_refused = False
        finish(form)
        if [one for one in desk.findChildren(QMessageBox) if one.isVisible()]:
            a_form_was_refused = True
            break
        desk.new_client()
        form = shown(desk, ClientForm)
        form.name.setText(f"{_again}" + "B" * 990)
    assert a_form_was_refused
    assert "the disk is full" in told(desk)
    name = form.name.text()
    with_room(desk.journal)
    finish(form)
    names = [name for (name,) in desk.journal.tuples(Client.select(Client.name))]
    assert names.count(name) == 1


def with_full_disk(journal):
    (pages,) = journal.sql("PRAGMA page_count")[0]
    journal.sql(f"PRAGMA max_page_count = {pages}")


def with_room(journal):
    journal.sql("PRAGMA max_page_count = 1000000")


def test_an_old_knock_of_a_killed_window_does_not_end_a_second_start_in_silence(
    program, desk, path, qapp, tmp_path
):
    program.end()
    from retention_journal.ui.one_window import OneWindow

    left = OneWindow(path)  # a window that is killed leaves its file
    left.blockSignals(True)
    code = (
        "import pathlib, sys; from retention_journal.storage.lock import Lock;"
        "lock = Lock.take(pathlib.Path(sys.argv[1])); print('taken', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as command:
        command.stdout.readline()
        assert program.begin(path), "it ended and showed nothing"
        assert not isinstance(program.window, Desk)
        command.stdin.close()


def test_undo_takes_away_what_an_open_dialog_changes_and_saving_it_is_told(program, desk):
    promise = a_promise(desk.journal, 1, "Send the list")
    desk.change_promise(promise)
    form = shown(desk, PromiseForm)
    form.words.setText("Send the long list")
    desk.journal.undo()
    finish(form)
    assert "not in the journal" in said_by(desk, form)
    assert form.isVisible()
    assert form.words.text() == "Send the long list"
    assert desk.journal.tuples(Promise.select(Promise.id)) == []


def test_undo_takes_away_the_entry_that_is_being_corrected(program, desk):
    entry = a_call(desk.journal, 1, NOW, summary="New")
    desk.change_contact(entry)
    log = shown(desk, QuickLog)
    log.fields.note.setPlainText("Newer")
    desk.journal.undo()
    finish(log)
    assert said_by(desk, log)
    assert log.isVisible()
    assert summaries(desk.journal) == ["The first talk"]


def said_by(desk, dialog) -> str:
    boxes = [one for one in desk.findChildren(QMessageBox) if one.isVisible()]
    return told(desk) if boxes else dialog.note.text()


@pytest.mark.parametrize("opens", ["log_contact", "new_promise", "mark_lost"])
def test_a_client_that_goes_into_the_trash_under_an_open_dialog(program, desk, opens):
    getattr(desk, opens)(1)
    dialog = shown(desk, Dialog)
    if opens == "log_contact":
        dialog.fields.note.setPlainText("Words")
    if opens == "new_promise":
        dialog.words.setText("Words")
    trash_client(desk.journal, 1, now=NOW)
    finish(dialog)
    assert dialog.isVisible(), "it was saved to a client in the trash"
    assert said_by(desk, dialog)
    desk.journal.undo()
    finish(dialog)
    assert not [one for one in desk.findChildren(QMessageBox) if one.isVisible()]


def test_the_page_of_a_client_that_is_deleted_for_good_says_so_and_nothing_is_undone(program, desk):
    desk.open_client(1)
    trash_client(desk.journal, 1, now=NOW)
    delete_for_good(desk.journal, in_trash(desk.journal))
    desk.undo()
    desk.page("client").grab()
    for tab in ("timeline", "kpis", "promises", "reports", "reflection"):
        desk.open_client(1, tab)
        desk.page("client").grab()
    desk.make_report(1)
    assert desk.current_page() == "reports"
    assert "not in the journal" in desk.toast.words.text()
    desk.back()
    assert desk.current_page() == "client"
    assert desk.journal.tuples(Client.select(Client.id)) == []


def test_a_window_that_closes_while_everything_is_written_out_ends_in_peace(program, desk, tmp_path, path):
    dialog = desk.export()
    dialog.folder.setText(str(tmp_path))
    finish(dialog)
    desk.close()
    program.end()
    Lock.take(path).release()
    with Journal.open(path) as journal:
        assert summaries(journal) == ["The first talk"]


FORMS = {
    "new client": lambda desk: desk.new_client(),
    "new promise": lambda desk: desk.new_promise(1),
    "old promise": lambda desk: desk.change_promise(1),
    "quick log": lambda desk: desk.log_contact(1),
    "loss": lambda desk: desk.mark_lost(1),
}


@pytest.mark.parametrize("form", FORMS)
def test_esc_loses_no_text(program, desk, form):
    a_promise(desk.journal, 1, "Send the list")
    FORMS[form](desk)
    dialog = shown(desk, Dialog)
    field = (dialog.findChildren(TextField) or [dialog.name])[-1]
    words = "Words that took a while"
    field.setText(words) if isinstance(field, LineField) else field.setPlainText(words)
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Draft kept" in desk.toast.words.text()
    FORMS[form](desk)
    assert written_in(shown(desk, Dialog)) == words


def written_in(dialog):
    field = (dialog.findChildren(TextField) or [dialog.name])[-1]
    return field.text() if isinstance(field, LineField) else field.toPlainText()


@pytest.fixture
def no_room_for_drafts(path, program):
    """Let nothing be kept beside the journal, as on a disk that is full or may not be written to."""
    shutil.rmtree(paths.state_folder())
    paths.state_folder().write_text("in the way")
    yield
    paths.state_folder().unlink()


@pytest.mark.parametrize("form", FORMS)
def test_words_that_cannot_be_kept_stay_until_esc_is_pressed_again(program, desk, form, no_room_for_drafts):
    a_promise(desk.journal, 1, "Send the list")
    FORMS[form](desk)
    dialog = shown(desk, Dialog)
    field = (dialog.findChildren(TextField) or [dialog.name])[-1]
    field.setText("Mine") if isinstance(field, LineField) else field.setPlainText("Mine")
    for leave in (dialog.reject, dialog.close, desk.close):
        dialog.holds_words = False
        leave()
        assert dialog.isVisible()
        assert desk.isVisible()
        assert "cannot be kept" in dialog.note.text()
        assert written_in(dialog) == "Mine"
    dialog.reject()
    assert not dialog.isVisible()


def test_a_lock_waits_for_no_words(program, desk, no_room_for_drafts):
    desk.new_client()
    dialog = shown(desk, Dialog)
    dialog.name.setText("Mine")
    desk.finish()
    assert not dialog.isVisible()


def test_a_draft_that_was_finished_does_not_come_back(program, desk):
    desk.new_promise(1)
    form = shown(desk, PromiseForm)
    form.words.setText("Send the list")
    form.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.new_promise(1)
    finish(shown(desk, PromiseForm))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.new_promise(1)
    assert shown(desk, PromiseForm).words.text() == ""


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_journal_that_can_only_be_read_refuses_every_command_in_words(program, desk, path, page):
    program.open(path, read_only=True)
    desk = program.window
    assert desk.journal.is_read_only
    desk.go_to(page, **({"client_id": 1} if page == "client" else {}))
    before = path.read_bytes()
    commands = [
        action
        for menu in desk.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.isEnabled() and action.text() and not action.isSeparator()
    ]
    lists = {"Save this list as a table"}  # and everything else: they write files, and do that here too
    elsewhere = {"New journal", "Open the sample journal", "Quit", "Open a journal", "Bring something in"}
    for command in commands:
        if not isValid(command) or plain(command.text()).rstrip("…") in {*elsewhere, "Export", *lists}:
            continue
        with telling(desk):
            command.trigger()
        assert "Something went wrong" not in told(desk), command.text()
        for dialog in desk.findChildren(Dialog):
            if dialog.isVisible() and dialog.do_button.isEnabled():
                finish(dialog)
                assert "Something went wrong" not in told(desk), command.text()
                dialog.close()
        desk.go_to(page, **({"client_id": 1} if page == "client" else {}))
    assert path.read_bytes() == before


@contextmanager
def telling(desk):
    before = sys.excepthook
    show_uncaught_errors(desk)
    yield
    sys.excepthook = before


def test_a_note_of_a_million_letters_is_never_laid_out_whole(program, desk):
    """Laying out a megabyte takes Qt seconds, so no label is handed more than a person would read in it."""
    a_call(desk.journal, 1, NOW, summary="A word or two. " * 70_000)
    for show in (
        lambda: desk.go_to("clients"),
        lambda: desk.open_client(1),
        lambda: desk.search_for("word"),
        lambda: desk.go_to("today"),
    ):
        show()
        desk.grab()
        longest = max((label.text() for label in desk.findChildren(QLabel)), key=len)
        assert len(longest) < 10_000, longest[:80]
