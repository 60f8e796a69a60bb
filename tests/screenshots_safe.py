"""Draws what keeps a journal safe: locks, passphrases, backups, erasing. A part of ``screenshots``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from retention_journal.services.backups import make_backup
from retention_journal.services.clients import find_client
from retention_journal.services.people import people
from retention_journal.services.sample import fill_sample
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.passphrase import PassphraseAct
from retention_journal.ui.first_run import FirstRun
from retention_journal.ui.locked_page import LockedPage
from retention_journal.ui.pages.settings_page import SettingsPage

PASSPHRASE = "fire stille fjorder ved kaia"
_CLIENT = "Harbour & Hale Surveyors"

#: Saves a picture of a window under a name.
Draws = Callable[[QWidget, str], None]


def draw_desk(desk: Desk, draw: Draws, suffix: str) -> None:
    """Draw the parts of the settings and the dialogs; the journal is copied for a backup only."""
    client = find_client(desk.journal, _CLIENT).id
    make_backup(desk.journal, today=desk.now().date())
    for part in ("files", "privacy"):
        desk.go_to("settings", part=part)
        draw(desk, f"settings_{part}{suffix}")
    page = desk.page("settings")
    assert isinstance(page, SettingsPage)
    acts: dict[str, Callable[[], object]] = {
        "erase_client": lambda: desk.erase_client(client),
        "everything_about": lambda: desk.take_everything_out(client, True),
        "erase_due": desk.look_through_due,
        "set_passphrase": lambda: desk.ask_passphrase(PassphraseAct.SET),
        "backups_some": desk.show_backups,
    }
    if desk.journal.is_locked_with_passphrase:
        acts = {
            "change_passphrase": lambda: desk.ask_passphrase(PassphraseAct.CHANGE),
            "remove_passphrase": lambda: desk.ask_passphrase(PassphraseAct.REMOVE),
            "recovery_sheet": desk.show_recovery_sheet,
        }
    elif known := people(desk.journal, client, desk.now().date()):
        acts["erase_person"] = lambda: desk.erase_person(known[0].contact_id)
    for name, act in acts.items():
        act()
        for dialog in _shown():
            draw(dialog, f"dialog_{name}{suffix}")
            dialog.reject()


def draw_starts(place: Path, draw: Draws, suffix: str) -> None:
    """Draw the page of a locked journal, as it begins and as a wrong passphrase leaves it; the first step."""
    page = LockedPage(place / "Solheim Synlighet.rjournal")
    page.resize(1440, 900)
    page.show()
    draw(page, f"locked{suffix}")
    page.refuse("This passphrase does not open it. Capitals count, spaces at the ends do not.")
    draw(page, f"locked_refused{suffix}")
    page.close()
    first = FirstRun(place)
    first.resize(1440, 900)
    first.show()
    first.passphrase.wanted.setChecked(True)
    first.passphrase.first.setText(PASSPHRASE)
    draw(first, f"first_run_passphrase{suffix}")
    first.close()


def locked(path: Path, today: date) -> Path:
    """Make the sample firm's journal at ``path``, locked, and return where it is."""
    with Journal.create(path, key=Key.from_passphrase(PASSPHRASE)) as journal:
        fill_sample(journal, today)
    return path


def _shown() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
