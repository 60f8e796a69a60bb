"""What is shown while a journal is written anew with another passphrase: no word of the journal itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from retention_journal.core.progress import Progress
from retention_journal.i18n import _
from retention_journal.services.passphrases import Relocked, remove_passphrase, set_passphrase
from retention_journal.ui import icons, theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.panels import Bar
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import caption, label

_WIDTH = 420


class WrittenAnew(QWidget):
    """Writes a journal that is open nowhere with another passphrase, and says how far it is.

    Signals:
        ended: A ``Relocked``, or what was raised; the journal is then as it was.
    """

    ended = Signal(object)

    def __init__(self, path: Path, passphrase: str, now: datetime) -> None:
        super().__init__()
        self._path, self._passphrase, self._now = path, passphrase, now
        self._tasks = Tasks(self, on_error=self.ended.emit)
        self._task: Task | None = None
        self.setWindowTitle(_("Retention Journal"))
        picture = QLabel()
        picture.setPixmap(icons.app_picture(48, self.devicePixelRatioF()))
        self._bar, self._words = Bar(), caption("")
        self.stop_button = outlined_button(_("Stop"))
        self.stop_button.clicked.connect(self._stop)
        told = _("It is copied, read back, and only then put in its place. Your backups come along.")
        inner = box(
            column(
                row(picture, None, gap=0),
                14,
                label(_("Your journal is being written anew"), "page", wrap=True),
                label(told, "body", colour="text_2", wrap=True),
                12,
                self._bar,
                row(self._words, None, self.stop_button),
                gap=6,
            )
        )
        inner.setFixedWidth(theme.px(_WIDTH))
        stack(self, column(None, row(None, inner, None), None, None, margins=(28, 28, 28, 28)), gap=0)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(1000), theme.px(680))

    def begin(self) -> None:
        """Begin the work."""
        path, passphrase, now = self._path, self._passphrase, self._now

        def work(progress: Progress) -> Relocked:
            if passphrase:
                return set_passphrase(path, passphrase, now=now, progress=progress)
            return remove_passphrase(path, now=now, progress=progress)

        self._task = self._tasks.start(work, on_success=self.ended.emit)
        self._task.progressed.connect(self._show)

    def _show(self, done: int, total: int) -> None:
        self._bar.show_share(done / total if total else 0)
        self._words.setText(_("{done} of {total}").format(done=done, total=total) if total else "")
        self.stop_button.setEnabled(done == 0)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
