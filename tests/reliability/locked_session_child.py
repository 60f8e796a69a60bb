"""A session with a locked journal in the real program, ended by a kill: what it leaves is looked through.

Started with a folder and "locked" or "open". What the person asked to be written out lies in ``asked for``;
everything else in the folder was written by the program for itself.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit

from retention_journal import logs, paths
from retention_journal.app import Program, prepare
from retention_journal.core.errors import CancelledError
from retention_journal.services.backups import make_backup
from retention_journal.services.clients import client_name, client_names
from retention_journal.services.sample import fill_sample
from retention_journal.services.transfer.exporting import export
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.storage.tables import Interaction
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.export_choices import FOLDER_KEY as EXPORTED_TO
from retention_journal.ui.files_out import ask_for_files
from retention_journal.ui.last_folders import keep_folder
from retention_journal.ui.locked_page import LockedPage
from retention_journal.ui.put_off import put_off
from tests.reliability.hostile_journal import write_everywhere
from tests.screenshots import settle

NOW = datetime(2026, 11, 20, 9, 12)
NAME, WORD, PASSPHRASE = "Vyxmarker Ødegård", "Qwxyzplanted", "fire stille fjorder ved kaia"
BEFORE = f"{WORD} {NAME} "
ASKED_FOR = "asked for"
_PAGES = (
    "today", "clients", "promises", "complaints", "reports", "lessons", "insights", "settings", "light",
    "questions", "trash", "search",
)  # fmt: skip
_TABS = ("timeline", "kpis", "promises", "complaints", "reports", "files", "reflection", "money")
_SETTLES_MS = 15
_MOST_TURNS = 600


def main() -> None:
    folder, is_locked = Path(sys.argv[1]), sys.argv[2] == "locked"
    prepare()
    path = folder / "own.rjournal"
    with Journal.create(path, key=Key.from_passphrase(PASSPHRASE) if is_locked else None) as journal:
        fill_sample(journal, NOW.date())
        write_everywhere(journal, BEFORE)
        numbers = {one.name.removeprefix(BEFORE): one.id for one in client_names(journal)}
        client, other = (numbers[name] for name in ("Harbour & Hale Surveyors", "Kystlinjen Ferie"))
    app = QApplication([])
    program = Program(app, SettingsFile(paths.settings_file()), now=lambda: NOW)
    program.begin(path, PASSPHRASE if is_locked else None)
    assert isinstance(program.window, Desk), program.window
    _work(program.window, client, folder / ASKED_FOR / WORD)
    _fail()
    if is_locked:
        program.window.lock_now()
        assert isinstance(program.window, LockedPage)
        program.window.words_given.emit(PASSPHRASE)
        assert isinstance(program.window, Desk)
    _begin_to_write(program.window, other)
    sys.stdout.write("done\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def _work(desk: Desk, client: int, asked_for: Path) -> None:
    """Look at everything, look for somebody, and have things written out."""
    asked_for.mkdir(parents=True)
    for page in _PAGES:
        desk.go_to(page)
        settle(_SETTLES_MS)
    for tab in _TABS:
        desk.open_client(client, tab)
        settle(_SETTLES_MS)
    for word in (NAME, WORD):
        desk.search_for(word)
        settle(300)
    desk.make_report(client)
    settle(300)
    desk.page("report").save_to(asked_for / "report.pdf")
    _wait_for(asked_for / "report.pdf")
    chosen = ask_for_files(desk, desk.journal.path, lambda _files: None)
    chosen.setDirectory(str(asked_for))
    chosen.filesSelected.emit([str(asked_for / "report.pdf")])
    settle(_SETTLES_MS)
    chosen.accept()
    asked = QFileDialog(desk, "Save", str(asked_for), "PDF (*.pdf)")
    asked.open()
    settle(_SETTLES_MS)
    asked.selectFile(str(asked_for / "report.pdf"))
    asked.accept()
    asked.deleteLater()
    settle(_SETTLES_MS)
    export(desk.journal, asked_for / "all", today=NOW.date())
    keep_folder(EXPORTED_TO, desk.journal.path, asked_for)
    with suppress(CancelledError):
        export(desk.journal, asked_for / "stopped.zip", today=NOW.date(), progress=_stop)
    desk.back_up_now()
    settle(300)
    make_backup(desk.journal, today=NOW.date())
    with desk.journal.change("Sort out") as change:  # a change large enough to be written beside the journal
        for (number,) in desk.journal.tuples(Interaction.select(Interaction.id)):
            change.update(Interaction, number, summary=f"{NAME}: {WORD}. " * 2_000)
    desk.journal.undo()


def _wait_for(file: Path) -> None:
    for _turn in range(_MOST_TURNS):
        if file.exists():
            return
        settle(_SETTLES_MS)
    raise AssertionError(file)


def _stop(done: int, _total: int) -> None:
    if done > 0:
        raise CancelledError("Stopped")


def _fail() -> None:
    error = ValueError(f"{NAME} said {WORD}")
    logs.fault(error)
    sys.excepthook(type(error), error, None)
    settle(_SETTLES_MS)


def _begin_to_write(desk: Desk, client: int) -> None:
    """Type into every form that can be begun, and leave each as Esc does."""
    uid = client_name(desk.journal, client).uid
    put_off(desk.journal.path, uid, datetime(2026, 11, 21, 9), now=NOW)
    for begin in (
        lambda: desk.log_contact(client),
        lambda: desk.new_promise(client),
        lambda: desk.new_complaint(client),
        lambda: desk.mark_lost(client),
        desk.new_client,
    ):
        begin()
        settle(_SETTLES_MS)
        for dialog in [one for one in desk.findChildren(QDialog) if one.isVisible()]:
            for field in dialog.findChildren(QPlainTextEdit):
                field.setPlainText(f"{NAME}: {WORD}")
            for line in dialog.findChildren(QLineEdit):
                if line.isVisible() and not line.text() and not line.isReadOnly():
                    line.setText(WORD)
            settle(_SETTLES_MS)
            dialog.reject()
        settle(_SETTLES_MS)
    desk.log_contact(client)
    settle(_SETTLES_MS)
    for dialog in [one for one in desk.findChildren(QDialog) if one.isVisible()]:
        for field in dialog.findChildren(QPlainTextEdit):
            field.setPlainText(f"{NAME}: {WORD}")
    settle(2_500)  # what is typed is kept by itself meanwhile


if __name__ == "__main__":
    main()
