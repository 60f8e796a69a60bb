"""The dialog of work under way: shows itself after 400 ms, counts, and can stop the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import row, stack
from retention_journal.ui.panels import Bar
from retention_journal.ui.tasks import Task
from retention_journal.ui.text_labels import caption, label, window_title

SHOWS_AFTER_MS = 400


class TaskDialog(QDialog):
    """Shows how far ``task`` is; closes by itself when it ends, and asks it to stop when closed before."""

    def __init__(self, task: Task, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._task = task
        self.setWindowTitle(window_title(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bar, self._words = Bar(), caption("")
        self.stop_button = outlined_button(_("Stop"))
        self.stop_button.clicked.connect(self._stop)
        stack(
            self,
            label(title, "section"),
            self._bar,
            row(self._words, None, self.stop_button),
            gap=12,
            margins=(20, 18, 20, 16),
        )
        self.setMinimumWidth(theme.px(380))
        task.progressed.connect(self._show)
        task.ended.connect(self._finish)
        QTimer.singleShot(SHOWS_AFTER_MS, self, self._appear)

    def reject(self) -> None:
        self._stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._task.cancel()
        super().closeEvent(event)

    def _appear(self) -> None:
        if not self._task.is_over():
            self.show()

    def _show(self, done: int, total: int) -> None:
        self._bar.show_share(done / total if total else 0)
        self._words.setText(_("{done} of {total}").format(done=done, total=total) if total else "")

    def _stop(self) -> None:
        self._task.cancel()
        self.stop_button.setEnabled(False)
        self._words.setText(_("Stopping after this one…"))

    def _finish(self) -> None:
        if self.isVisible():
            self.done(QDialog.DialogCode.Accepted)  # closing it would ask the work to stop, and be refused
        else:
            self.deleteLater()
