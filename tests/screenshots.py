"""Draws every page and dialog, light and dark, into a folder: ``python -m tests.screenshots FOLDER``.

The journal is the sample firm on a fixed day, so that two runs can be compared picture by picture.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from retention_journal import i18n
from retention_journal.core.contacts import Answer, Outcome
from retention_journal.services.attachments import attach_bytes, attached, note
from retention_journal.services.clients import find_client, trash_client
from retention_journal.services.reflections import lost_clients
from retention_journal.services.sample import fill_sample
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.cannot_open import CannotOpen
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.log_draft import LogDraft
from retention_journal.ui.first_run import FirstRun
from retention_journal.ui.garbage import Garbage
from retention_journal.ui.pages.client import ClientPage
from retention_journal.ui.pages.client_files import FilesTab
from retention_journal.ui.pages.today import TodayPage
from tests import screenshots_safe

NOW = datetime(2026, 11, 20, 9, 12)
_SUNDAY = datetime(2026, 11, 22, 9, 12)
WIDE, SMALL = (1440, 900), (1024, 700)
_PAGES = (
    "today",
    "clients",
    "promises",
    "complaints",
    "reports",
    "lessons",
    "insights",
    "settings",
    "light",
    "questions",
    "trash",
)
_SETTLES_MS = 500
_STEPS = 6  # of looking back: five, and the private page
_CLIENT = "Harbour & Hale Surveyors"
_GONE = "Kystlinjen Ferie"


def main(folder: Path) -> int:
    """Draw everything into ``folder`` and return how many pictures there are."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Garbage(app).start()  # as in the program: no worker's thread ends a widget
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = place  # no drafts of whoever runs this
        sample, empty = Path(place) / "Solheim Synlighet.rjournal", Path(place) / "New firm.rjournal"
        with Journal.create(sample) as journal:
            fill_sample(journal, NOW.date())
        Journal.create(empty).close()
        artist = Artist(folder, Path(place) / "settings.json")
        for look in (Theme.LIGHT, Theme.DARK):
            artist.draw_all(sample, look, WIDE)
        artist.draw_all(sample, Theme.LIGHT, SMALL, "_1024", dialogs=False)
        artist.draw_all(sample, Theme.LIGHT, WIDE, "_nb", language="nb")
        artist.draw_all(sample, Theme.LIGHT, WIDE, "_sv", language="sv", dialogs=False)
        artist.draw_all(sample, Theme.LIGHT, (1920, 1080), "_200", percent=200, dialogs=False)
        artist.draw_all(empty, Theme.LIGHT, WIDE, "_empty", dialogs=False, client="")
        artist.draw_starts(Path(place))
        artist.draw_safe(sample)
        artist.draw_mornings(sample, empty)
    return artist.count


class Artist:
    """Draws windows into PNG files."""

    def __init__(self, folder: Path, settings: Path) -> None:
        self.folder = folder
        self.count = 0
        self._settings_path = settings

    def draw_all(
        self,
        path: Path,
        look: Theme,
        size: tuple[int, int],
        suffix: str = "",
        *,
        language: str = "en",
        percent: int = 100,
        dialogs: bool = True,
        client: str = _CLIENT,
    ) -> None:
        """Draw every page, and every dialog if ``dialogs``."""
        suffix += "_dark" if look is Theme.DARK else ""
        with self._desk(path, look, size, language, percent) as desk:
            for page in _PAGES:
                desk.go_to(page)
                self._draw(desk, f"{page}{suffix}")
            if client:
                self._draw_trash(desk, suffix)
            desk.search_for("møte" if client else "anything")
            self._draw(desk, f"search{suffix}")
            if client:
                number = find_client(desk.journal, client).id
                for tab in ("timeline", "kpis", "promises", "complaints", "reports", "files", "reflection"):
                    desk.open_client(number, tab)
                    self._draw(desk, f"client_{tab}{suffix}")
                self._draw_files(desk, number, suffix)
                self._draw_post_mortem(desk, suffix)
                desk.make_report(number)
                self._draw(desk, f"report_preview{suffix}", wait_ms=1500)
                if dialogs:
                    self._draw_dialogs(desk, number, suffix)

    def draw_mornings(self, sample: Path, empty: Path) -> None:
        """Draw Today as a morning goes: full, logging, half done, done; a weekend; the first ever."""
        for look in (Theme.LIGHT, Theme.DARK):
            suffix = "_dark" if look is Theme.DARK else ""
            with self._desk(_copied(sample, look), look, WIDE, "en", 100) as desk:
                page = desk.page("today")
                assert isinstance(page, TodayPage)
                self._draw(desk, f"today_full{suffix}")
                page.items[0].begin_log()
                self._draw(desk, f"today_logging{suffix}")
                page.calls.log(
                    page.items[0].one, LogDraft(note="All well.", all_ok=Answer.YES, duration_min=6)
                )
                page.calls.tried(page.items[0].one, Outcome.NO_ANSWER)
                page.calls.put_off(page.items[1].one, "tomorrow")
                self._draw(desk, f"today_half_done{suffix}")
                for item in list(page.items):
                    page.calls.log(item.one, LogDraft(note="All well.", duration_min=4))
                self._draw(desk, f"today_done{suffix}")
            with self._desk(_copied(sample, look), look, WIDE, "en", 100, now=_SUNDAY) as desk:
                self._draw(desk, f"today_weekend{suffix}")
            with self._desk(_copied(empty, look), look, WIDE, "en", 100) as desk:
                self._draw(desk, f"today_new{suffix}")
                page = desk.page("today")
                assert isinstance(page, TodayPage)
                for name in ("Fjordlys Tannklinikk, Marte Eide", "Harbour & Hale, Tom Hale", "Moss & Ember"):
                    page.names.line.setText(name)
                    page.names.line.returnPressed.emit()
                page.names.make_list.click()
                self._draw(desk, f"today_first_day{suffix}")

    def draw_safe(self, sample: Path) -> None:
        """Draw what keeps a journal safe, of one without a passphrase and of one with it."""
        for look, language, size in (
            (Theme.LIGHT, "en", WIDE),
            (Theme.DARK, "en", SMALL),
            (Theme.DARK, "nb", WIDE),
            (Theme.LIGHT, "nb", SMALL),
        ):
            suffix = f"{'_nb' if language == 'nb' else ''}{'_dark' if look is Theme.DARK else ''}"
            copy = _copied(sample, look)
            with self._desk(copy, look, size, language, 100) as desk:
                screenshots_safe.draw_desk(desk, self._draw, suffix)
            locked = screenshots_safe.locked(sample.with_name(f"Locked{suffix}.rjournal"), NOW.date())
            with self._desk(locked, look, size, language, 100) as desk:
                screenshots_safe.draw_desk(desk, self._draw, f"_locked{suffix}")
                screenshots_safe.draw_starts(sample.parent, self._draw, suffix)

    def _draw_post_mortem(self, desk: Desk, suffix: str) -> None:
        """Draw each step of looking back on the newest loss."""
        loss = lost_clients(desk.journal)[0].loss_id
        for step in range(_STEPS):
            desk.open_post_mortem(loss, step)
            self._draw(desk, f"post_mortem_{step}{suffix}")

    def _draw_files(self, desk: Desk, client: int, suffix: str) -> None:
        """Draw a client's files, what is said while one is held above them, and the question of one."""
        today = desk.now().date()
        long = "Minutes of the meeting at the harbour about the new windows, and who pays what if it rains at"
        names = ("setup.exe", "Photo of the façade.jpg", f"{long} Easter.docx", "Signed agreement 2026.pdf")
        for number, name in enumerate(names):
            held = b"x" * (number + 1) * 87_000
            attach_bytes(desk.journal, client, name, held, today=today - timedelta(days=12 - 4 * number))
        files = attached(desk.journal, client)
        note(desk.journal, files[0].id, "signed by both, replaces the one of 2024")
        desk.open_client(client, "files")
        self._draw(desk, f"client_files_some{suffix}")
        page = desk.page("client")
        desk.drop_sign.show_over(desk.centralWidget(), page.drop_words())
        self._draw(desk, f"client_files_drop{suffix}")
        desk.drop_sign.hide()
        tab = page.tab("files") if isinstance(page, ClientPage) else None
        assert isinstance(tab, FilesTab)
        tab.open(files[-1])
        settle()
        for box in (one for one in desk.findChildren(QMessageBox) if one.isVisible()):
            self._save(box, f"dialog_open_program{suffix}")
            box.reject()
        for _step in range(len(names) + 1):
            desk.journal.undo()

    def _draw_trash(self, desk: Desk, suffix: str) -> None:
        """Draw the trash with something in it, and put that back."""
        gone = find_client(desk.journal, _GONE)
        trash_client(desk.journal, gone.id, now=NOW)
        desk.go_to("trash")
        self._draw(desk, f"trash_full{suffix}")
        desk.journal.undo()

    def draw_starts(self, place: Path) -> None:
        """Draw the first page and the page that says why a journal cannot be opened."""
        broken = place / "Broken.rjournal"
        broken.write_bytes(b"")
        for look in (Theme.LIGHT, Theme.DARK):
            theme.apply(Settings(theme=look))
            suffix = "_dark" if look is Theme.DARK else ""
            self._draw_alone(FirstRun(place), f"first_run{suffix}")
            try:
                Journal.open(broken)
            except Exception as error:
                self._draw_alone(CannotOpen(error, broken, lambda: NOW), f"cannot_open{suffix}")

    def _draw_dialogs(self, desk: Desk, client: int, suffix: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "quick_log": lambda: desk.log_contact(client),
            "new_client": desk.new_client,
            "promise_form": lambda: desk.new_promise(client),
            "new_complaint": lambda: desk.new_complaint(client),
            "agree_kpis": lambda: desk.agree(client),
            "enter_numbers": lambda: desk.enter_numbers(client),
            "all_numbers": desk.enter_all_numbers,
            "mark_lost": lambda: desk.mark_lost(client),
            "backups": desk.show_backups,
            "help": lambda: desk.show_help_for("today"),
            "palette": desk.open_palette,
        }
        for name, act in acts.items():
            act()
            settle()
            shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
            for dialog in shown[-1:]:
                self._save(dialog, f"dialog_{name}{suffix}")
            for dialog in shown:
                dialog.close()
            settle(50)

    @contextmanager
    def _desk(
        self,
        path: Path,
        look: Theme,
        size: tuple[int, int],
        language: str,
        percent: int,
        now: datetime = NOW,
    ) -> Iterator[Desk]:
        i18n.use(language)
        settings = SettingsFile(self._settings_path)
        settings.current = Settings(theme=look, text_scale=percent, language=language)
        theme.apply(settings.current)
        with Journal.open(path) as journal:
            desk = Desk(journal, settings, lambda: now)
            desk.resize(*size)
            desk.show()
            yield desk
            desk.finish()
            desk.close()
            desk.deleteLater()
            settle(50)
        i18n.use("en")

    def _draw_alone(self, window: QWidget, name: str) -> None:
        window.resize(*WIDE)
        window.show()
        self._draw(window, name)
        window.close()

    def _draw(self, window: QWidget, name: str, wait_ms: int = _SETTLES_MS) -> None:
        settle(wait_ms)
        self._save(window, name)

    def _save(self, window: QWidget, name: str) -> None:
        window.grab().save(str(self.folder / f"{name}.png"))
        self.count += 1


def _copied(path: Path, look: Theme) -> Path:
    """Return a copy of a journal that may be written into."""
    copy = path.with_name(f"{path.stem} {look}.rjournal")
    shutil.copy(path, copy)
    return copy


def settle(milliseconds: int = _SETTLES_MS) -> None:
    """Let the window come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    drawn = main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
    sys.stdout.write(f"{drawn} pictures\n")
