"""What this program put into the clipboard, so that it can be taken out again when the journal is locked."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication


class OwnClipboard(QObject):
    """Knows whether what is in the clipboard was copied here: then one of our windows had the keyboard."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._is_ours = False
        app.clipboard().dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take out what was copied here; what comes from elsewhere stays."""
        clipboard = self._app.clipboard()
        if self._is_ours or clipboard.ownsClipboard():
            clipboard.clear()

    def _changed(self) -> None:
        self._is_ours = self._app.focusWindow() is not None
