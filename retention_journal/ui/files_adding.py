"""Adding files to a client: read beside the window one after the other, attached as one step at the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _, ngettext
from retention_journal.services import attaching
from retention_journal.services.attaching import PutIn
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.messages import show_error
from retention_journal.ui.tasks import Task, Tasks


@dataclass(frozen=True)
class Coming:
    """A file to be: what it is called, what reads it on a thread of its own, and where it is, if anywhere."""

    name: str
    read: Callable[[], bytes]
    path: Path | None = None


@dataclass
class _Batch:
    """Files that are added together, and how far that is."""

    client_id: int
    coming: tuple[Coming, ...]
    whole: Task
    window: QWidget
    put_in: list[PutIn] = field(default_factory=list)


def files_at(paths: Sequence[Path]) -> tuple[Coming, ...]:
    """Return the files at ``paths`` as they come."""
    return tuple(Coming(path.name, partial(attaching.read, path), path) for path in paths)


def files_in(mime: QMimeData, now: datetime) -> tuple[Coming, ...]:
    """Return what of a clipboard can be added: its files, else its picture, else nothing."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths or not mime.hasImage():
        return files_at(paths)
    picture = QImage(mime.imageData())
    name = _("Picture {day}").format(day=f"{now:%Y-%m-%d %H.%M}")
    return (Coming(f"{name}.png", partial(_as_png, picture)),) if not picture.isNull() else ()


class FilesAdding(QObject):
    """Adds files, some at a time; what takes long shows how far it is, and can be stopped.

    It belongs to the tasks, and lives as long as the window whatever page is made anew.

    Signals:
        added: Files were, of the client of this number: (client, ids).
        ended: All that was asked for is over, however it went.
    """

    added = Signal(int, object)
    ended = Signal()

    def __init__(self, journal: Journal, tasks: Tasks, now: Callable[[], datetime]) -> None:
        super().__init__(tasks)
        self._journal, self._tasks, self._now = journal, tasks, now
        self._waiting: deque[_Batch] = deque()

    def add(self, client_id: int, coming: Sequence[Coming], window: QWidget) -> None:
        """Add files to a client: all of them or none, as one step."""
        whole = Task(self)
        count = len(coming)
        title = ngettext("Adding {n} file", "Adding {n} files", count).format(n=count)
        TaskDialog(whole, title, window)
        self._waiting.append(_Batch(client_id, tuple(coming), whole, window))
        if len(self._waiting) == 1:
            self._begin()

    def _begin(self) -> None:
        paths = [one.path for one in self._waiting[0].coming if one.path is not None]
        self._tasks.start(
            lambda _progress: attaching.look_through(paths),
            on_success=lambda _nothing: self._read_next(),
            on_error=self._fail,
        )

    def _read_next(self) -> None:
        batch = self._waiting[0]
        done, total = len(batch.put_in), len(batch.coming)
        batch.whole.progressed.emit(done, total)
        if batch.whole.asked_to_stop().is_set():
            self._give_up()
        elif done == total:
            self._finish()
        else:
            read = batch.coming[done].read
            self._tasks.start(lambda _progress: read(), on_success=self._take, on_error=self._fail)

    def _take(self, content: bytes) -> None:
        batch = self._waiting[0]
        if batch.whole.asked_to_stop().is_set():
            self._give_up()
            return
        try:
            name = batch.coming[len(batch.put_in)].name
            batch.put_in.append(attaching.put_in(self._journal, name, content))
        except JournalError as error:
            self._fail(error)
        else:
            self._read_next()

    def _finish(self) -> None:
        batch, today = self._waiting[0], self._now().date()
        try:
            ids = attaching.attach_put_in(self._journal, batch.client_id, batch.put_in, today=today)
        except JournalError as error:
            self._fail(error)
            return
        self._end()
        self.added.emit(batch.client_id, ids)

    def _fail(self, error: BaseException) -> None:
        window = self._waiting[0].window
        self._give_up()
        show_error(error, window)

    def _give_up(self) -> None:
        with suppress(JournalError):  # what cannot be swept out now is when the journal is opened
            attaching.leave_out(self._journal)
        self._end()

    def _end(self) -> None:
        batch = self._waiting.popleft()
        batch.whole.end()
        batch.whole.deleteLater()
        if self._waiting:
            self._begin()
        else:
            self.ended.emit()


def _as_png(picture: QImage) -> bytes:
    """Return a picture as a file holds it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
    return bytes(buffer.data().data())
