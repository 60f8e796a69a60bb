"""The backup that is chosen: what is in it, and where it goes when it is brought back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.backups import KeptBackup
from retention_journal.services.bringing_back import Contents, contents
from retention_journal.ui.backup_words import contents_in_words, last_entry_in_words, place_beside
from retention_journal.ui.layouts import column, row
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Panel
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import caption, label


class ChosenBackup(Panel):
    """Says what is in a backup, which is read beside the window, and asks where it is to go.

    Signals:
        read: What is in it stands there now.
    """

    read = Signal()

    def __init__(self, journal: Path, *, may_replace: bool) -> None:
        super().__init__(padding=(16, 12, 16, 12))
        self._journal = journal
        self._kept: KeptBackup | None = None
        self._read: dict[Path, Contents | str] = {}
        self._tasks = Tasks(self, on_error=lambda failed: show_error(failed, self))
        self.where = Segmented(
            [Option(False, _("B&eside your journal")), Option(True, _("In its &place"))],
            False,
            name=_("Where it goes"),
        )
        self.where.setVisible(may_replace)
        self.where.changed.connect(lambda _value: self._show_place())
        self._in_it = label("", "body", wrap=True)
        self._last, self._place = caption("", wrap=True), caption("", wrap=True)
        inner = column(self._in_it, self._last, 4, row(self.where, None), self._place, gap=4)
        inner.setContentsMargins(16, 12, 16, 12)
        self.setLayout(inner)

    def replaces(self) -> bool:
        """Say whether it is to take the journal's place."""
        return bool(self.where.value())

    def show_backup(self, kept: KeptBackup | None) -> None:
        """Show ``kept``, or nothing."""
        self._kept = kept
        self.setVisible(kept is not None)
        self._show_place()
        if kept is None:
            return
        path = kept.path
        if path in self._read:
            self._show_contents(path)
            return
        self._in_it.setText(_("Reading what is in it…"))
        self._last.setText("")
        self._tasks.start(
            lambda _progress: contents(path),
            on_success=lambda found: self._keep_contents(path, found),
            on_error=lambda error: self._keep_contents(path, _why_unread(error)),
        )

    def is_read(self) -> bool:
        """Say whether what is in it stands there."""
        return self._kept is not None and self._kept.path in self._read

    def _keep_contents(self, path: Path, found: Contents | str) -> None:
        self._read[path] = found
        if self._kept is not None and self._kept.path == path:
            self._show_contents(path)

    def _show_contents(self, path: Path) -> None:
        found = self._read[path]
        self._in_it.setText(found if isinstance(found, str) else contents_in_words(found))
        self._last.setText("" if isinstance(found, str) else last_entry_in_words(found))
        self.read.emit()

    def _show_place(self) -> None:
        if self._kept is None:
            self._place.setText("")
        elif self.replaces():
            self._place.setText(
                _("It takes the place of your journal, which is set aside beside it under a name of its own.")
            )
        else:
            told = _("It is put beside your journal as “{name}”. Your journal stays as it is.")
            self._place.setText(told.format(name=place_beside(self._journal, self._kept).name))


def _why_unread(error: BaseException) -> str:
    if not isinstance(error, JournalError):
        raise error
    return f"{error.message} {error.advice}".strip()
