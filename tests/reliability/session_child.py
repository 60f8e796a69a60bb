"""A whole session in the real program: every page, everything that writes a file, then anything at all.

Started with a folder and how many random steps to take. It says, as one document of JSON, what was asked of
the network and of other programs meanwhile.
"""

from __future__ import annotations

import sys

HEARD: list[tuple[str, str]] = []
_NETWORK = ("socket.", "http.", "urllib.", "ftplib.", "smtplib.", "ssl.", "webbrowser.")
_PROGRAMS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "pty.spawn",
)


def _hear(event: str, given: tuple[object, ...]) -> None:
    if event.startswith((*_NETWORK, *_PROGRAMS)):
        HEARD.append((event, repr(given)[:200]))


sys.addaudithook(_hear)

import contextlib  # noqa: E402 - nothing may be imported unheard
import io  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402

from PySide6.QtGui import QAction, QDesktopServices  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox  # noqa: E402

from retention_journal import logs, paths, private  # noqa: E402
from retention_journal.__main__ import main as run_command  # noqa: E402
from retention_journal.app import Program, prepare  # noqa: E402
from retention_journal.services.clients import find_client  # noqa: E402
from retention_journal.services.sample import fill_sample  # noqa: E402
from retention_journal.settings import SettingsFile, Theme  # noqa: E402
from retention_journal.storage.journal import Journal  # noqa: E402
from retention_journal.ui.desk import Desk  # noqa: E402
from tests.screenshots import settle  # noqa: E402
from tests.ui.test_monkey import Monkey  # noqa: E402

NOW = datetime(2026, 11, 20, 9, 12)
CLIENT = "Harbour & Hale Surveyors"
PAGES = (
    "today", "clients", "promises", "complaints", "reports", "lessons", "insights", "settings", "light",
    "questions", "trash", "search",
)  # fmt: skip
_SETTLES_MS = 15
_OF_A_WHOLE_HOUR = 1_000
OPENED: list[str] = []


class Session:
    """Somebody who uses everything once, and then presses anything."""

    def __init__(self, folder: Path, steps: int) -> None:
        self.folder, self.steps = folder, steps
        self.is_whole = steps >= _OF_A_WHOLE_HOUR
        self.out = folder / "out"
        self.ended: dict[str, tuple[int, str]] = {}
        self.path = folder / "own.rjournal"

    def run(self) -> None:
        with Journal.create(self.path) as journal:
            fill_sample(journal, NOW.date())
        self.give_commands()  # first: what the window prepares must not be what keeps their files private
        prepare()
        app = QApplication([])
        self._answer_for_the_system()
        self.settings = SettingsFile(paths.settings_file())
        program = Program(app, self.settings, now=lambda: NOW)
        program.path = self.path
        program.open_sample()
        settle(_SETTLES_MS)
        program.begin(self.path)
        assert isinstance(program.window, Desk)
        self.look_at_everything(program.window)
        self.write_everything(program.window)
        if self.is_whole:
            self.give_every_command(program)
        self.press_anything(program)
        with contextlib.suppress(RuntimeError):
            program.end()
        settle(_SETTLES_MS)
        logs.stop()

    def _answer_for_the_system(self) -> None:
        """Choose files in our own folder, and open nothing in other programs but note what would be."""
        self.chosen = 0

        def chosen(*_asked: object, **_named: object) -> tuple[str, str]:
            self.chosen += 1
            return str(self.folder / f"chosen {self.chosen}.pdf"), ""

        QFileDialog.getSaveFileName = staticmethod(chosen)
        QFileDialog.getOpenFileName = staticmethod(lambda *_a, **_n: ("", ""))
        QFileDialog.getExistingDirectory = staticmethod(lambda *_a, **_n: "")
        QDesktopServices.openUrl = staticmethod(lambda url: OPENED.append(url.scheme()) is None)

    def look_at_everything(self, desk: Desk) -> None:
        client = find_client(desk.journal, CLIENT).id
        for page in PAGES:
            desk.go_to(page)
            settle(_SETTLES_MS)
        for tab in ("timeline", "kpis", "promises", "complaints", "reports", "files", "reflection", "money"):
            desk.open_client(client, tab)
            settle(_SETTLES_MS)

    def give_every_command(self, program: Program) -> None:
        """Choose each line of each menu once; some close the window, which is opened again."""
        for text in [act.text() for act in self._lines_of_menus(program.window)]:
            if not isinstance(program.window, Desk) or program.window.journal.path != self.path:
                program.end()
                program.begin(self.path)
                settle(_SETTLES_MS)
            for act in self._lines_of_menus(program.window):
                if act.text() == text and act.isEnabled():
                    act.trigger()
                    break
            settle(_SETTLES_MS)
            self.leave_all()

    @staticmethod
    def _lines_of_menus(desk: Desk) -> list[QAction]:
        return [
            act
            for menu in desk.menuBar().findChildren(QMenu)
            for act in menu.actions()
            if not act.isSeparator() and act.menu() is None and act.text()
        ]

    def write_everything(self, desk: Desk) -> None:
        """Do all that leaves a file, through the window."""
        client = find_client(desk.journal, CLIENT).id
        desk.make_report(client)
        settle(300)
        desk.page("report").save_to(self.out / "report.pdf")
        dialog = desk.export()
        settle(_SETTLES_MS)
        dialog.close()
        desk.log_contact(client)
        settle(_SETTLES_MS)
        for shown in desk.findChildren(QDialog):
            if shown.isVisible() and hasattr(shown, "fields"):
                shown.fields.note.setPlainText("Begun, and kept as a draft")
                settle(_SETTLES_MS)
        self.leave_all()
        asked = QFileDialog(desk, "Save", str(self.folder), "PDF (*.pdf)")
        asked.open()
        settle(_SETTLES_MS)
        asked.reject()
        asked.deleteLater()
        desk.back_up_now()
        settle(300)
        self.settings.change(theme=Theme.DARK)
        logs.fault(ZeroDivisionError(f"about {CLIENT}"))

    def press_anything(self, program: Program) -> None:
        if not self.steps:
            return
        monkey = Monkey(program, 22, self.steps)
        while monkey.left > 0:
            settle(200)
        self.leave_all()

    def give_commands(self) -> None:
        """Do all that leaves a file, by commands."""
        table = self.folder / "rows.csv"
        os.close(private.open_file(table))
        table.write_text("Company,Contact,E-mail\nAda Ltd,Ann,ann@ada.example\n,,\nBob,Bo,no address\n")
        out = str(self.out)
        private.make_folder(self.out)
        acts: list[list[str]] = [
            ["export", f"{out}/everything"],
            ["export", f"{out}/everything.zip"],
            ["export", f"{out}/one", "--client", CLIENT],
            ["export", f"{out}/for sheets", "--csv", "spreadsheet"],
            ["report", "--client", CLIENT, "--period", "2026-10", "--out", f"{out}/one report.pdf"],
            ["import", "csv", str(table)],
            ["backup"],
            ["backup", str(self.folder / "by hand.rjournal")],
            ["restore", str(self.folder / "by hand.rjournal"), "--to", str(self.folder / "back.rjournal")],
            ["new", str(self.folder / "another.rjournal")],
            ["backups"],
        ]  # fmt: skip
        if self.is_whole:
            acts += [
                ["report", "--all", "--period", "2026-10", "--out", f"{out}/all/of them"],
                ["new", str(self.folder / "sample.rjournal"), "--sample"],
                ["check"], ["today"], ["figures"], ["light"], ["search", "Hale"],
            ]  # fmt: skip
        for act in acts:
            told = ["--journal", str(self.path)] if act[0] not in {"new", "restore"} else []
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as err:
                code = run_command([*told, "--on", NOW.date().isoformat(), *act])
            self.ended[" ".join(act[:2])] = (code, err.getvalue()[-300:])

    @staticmethod
    def leave_all() -> None:
        for _round in range(5):
            if popup := QApplication.activePopupWidget():
                popup.close()
            for one in QApplication.topLevelWidgets():
                if isinstance(one, QDialog | QMessageBox) and one.isVisible():
                    one.reject()
            settle(5)


def main() -> None:
    session = Session(Path(sys.argv[1]), int(sys.argv[2]))
    try:
        session.run()
    finally:
        sys.excepthook = sys.__excepthook__
    print(json.dumps({"heard": HEARD, "opened": OPENED, "ended": session.ended}))


if __name__ == "__main__":
    main()
