"""The setting of a folder that is watched for files to bring in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.settings import SettingsFile
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.folder_dialog import ask_for_folder
from retention_journal.ui.folder_watch import watch, watched
from retention_journal.ui.layouts import FlowLayout, box, stack
from retention_journal.ui.text_labels import label


class WatchFields(QWidget):
    """Which folder is watched, if any."""

    def __init__(self, settings: SettingsFile) -> None:
        super().__init__()
        self._settings = settings
        self._place = label("", "body", wrap=True, selectable=True)
        self.choose_button = outlined_button(_("Watch a folder…"), icon="folder", small=True)
        self.stop_button = quiet_button(_("Stop watching"), small=True)
        self.choose_button.clicked.connect(self._choose)
        self.stop_button.clicked.connect(lambda _checked: self.watch(None))
        told = _(
            "A file that arrives there and can be brought in is offered at the foot of the sidebar. Nothing"
            " is opened or brought in by itself."
        )
        buttons = FlowLayout(8)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.stop_button)
        stack(self, self._place, label(told, "ui", colour="text_2", wrap=True), box(buttons), gap=6)
        self.refresh()

    def refresh(self) -> None:
        """Show the folder."""
        folder = watched(self._settings)
        self.stop_button.setVisible(folder is not None)
        if folder is None:
            self._place.setText(_("No folder is watched."))
        elif folder.is_dir():
            self._place.setText(str(folder))
        else:
            self._place.setText(_("“{folder}” is not there any more.").format(folder=folder))

    def watch(self, folder: Path | None) -> None:
        """Watch ``folder`` from now on, or none."""
        watch(self._settings, folder)
        self.refresh()

    def _choose(self) -> None:
        ask_for_folder(self, _("Watch a folder"), watched(self._settings), self.watch)
