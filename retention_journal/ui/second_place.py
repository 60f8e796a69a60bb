"""Choosing a second place for backups, and bringing the newest one there at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.services.backups import bring_to_second_place, choose_second_place, standing
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.folder_dialog import ask_for_folder
from retention_journal.ui.tasks import Tasks


def ask_for_second_place(journal: Path, parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder or a stick, and tell ``chosen`` which."""
    second = standing(journal).second
    begin = second.chosen if second is not None and second.is_there else Path.home()
    return ask_for_folder(parent, _("A second place for backups"), begin, chosen)


def take_second_place(
    journal: Path,
    folder: Path | None,
    today: date,
    *,
    tasks: Tasks,
    parent: QWidget,
    done: Callable[[], object],
) -> None:
    """Keep backups in ``folder`` too from now on, or in one place only, and bring the newest one there.

    Args:
        journal: The journal's file.
        folder: The folder or stick; None for none.
        today: The day.
        tasks: Where the work is done; what stands in the way is shown there.
        parent: The window over which its progress is shown.
        done: Called when all is said and done, however it went.
    """

    def work(_progress: Progress) -> bool:
        choose_second_place(journal, folder)
        return bring_to_second_place(journal, today=today)

    task = tasks.start(work, on_end=done)
    TaskDialog(task, _("Copying to the second place"), parent)
