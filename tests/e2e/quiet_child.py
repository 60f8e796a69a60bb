"""Shows every page of the sample, prints, saves and backs up, and says what it asked of the network."""

from __future__ import annotations

import sys

ASKED: list[str] = []
sys.addaudithook(
    lambda event, _args: ASKED.append(event) if event.startswith(("socket.", "http.", "urllib.")) else None
)

from datetime import datetime  # noqa: E402 - nothing may be imported unheard
from pathlib import Path  # noqa: E402

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from retention_journal.app import Program  # noqa: E402
from retention_journal.settings import SettingsFile  # noqa: E402

PAGES = ("clients", "promises", "complaints", "reports", "lessons", "settings", "trash", "search")
PAUSE_MS = 120


def main(folder: Path) -> None:
    app = QApplication([])
    program = Program(app, SettingsFile(folder / "settings.json"), now=datetime.now)
    program.begin(None)
    program.open_sample()
    desk = program.window
    acts = [lambda page=page: desk.go_to(page) for page in PAGES]
    acts += [
        lambda: desk.open_client(1),
        lambda: desk.make_report(1),
        lambda: desk.page("report").save_to(folder / "report.pdf"),
        lambda: desk.log_contact(1),
        desk.back_up_now,
        desk.show_backups,
    ]

    def act() -> None:
        if acts:
            acts.pop(0)()
            QTimer.singleShot(PAUSE_MS, act)
        else:
            program.end()
            app.quit()

    QTimer.singleShot(PAUSE_MS, act)
    app.exec()
    print("asked:", ASKED)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
