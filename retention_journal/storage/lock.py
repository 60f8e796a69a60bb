"""One writer: a lock file beside the journal, held for as long as a window or command may write.

The lock itself is the operating system's, so one left by a killed program is gone with it. The words in the
file say who holds it, for computers that share the folder by copying it: those cannot see each other's
lock, only the file, so the name of another computer is taken seriously until the person says otherwise.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from retention_journal.i18n import _
from retention_journal.storage.faults import CannotWriteError, InUseError

#: A link in its place leads to somebody's file, which is not ours to empty.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class InUseElsewhereError(InUseError):
    """Another computer left its name in the lock file."""

    code = "in_use_elsewhere"


class Lock:
    """The right to write to one journal."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    @classmethod
    def take(cls, journal: Path, *, break_other_computers: bool = False) -> Self:
        """Take the lock of ``journal``.

        Args:
            journal: The journal's file.
            break_other_computers: Take it although another computer's name stands in it.

        Raises:
            InUseError: A window or command on this computer writes to the journal.
            InUseElsewhereError: Another computer says so.
            CannotWriteError: The folder takes no files.
        """
        path = lock_file(journal)
        while True:
            handle = _open(path)
            try:
                if not _try_lock(handle):
                    raise _in_use(journal)
                if not _is_still(path, handle):
                    os.close(handle)
                    continue  # its holder removed it between our opening and our locking
                elsewhere = _other_computer(handle)
                if elsewhere and not break_other_computers:
                    raise _in_use_elsewhere(journal, elsewhere)
                _sign(handle)
            except BaseException:
                with suppress(OSError):
                    os.close(handle)
                raise
            return cls(path, handle)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle >= 0:
            if sys.platform == "win32":
                os.ftruncate(self._handle, 0)  # a file that is open cannot be removed there
            else:
                self._path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = -1


@contextmanager
def locked(journal: Path) -> Iterator[None]:
    """Hold the lock of ``journal`` for the length of a block.

    Raises:
        InUseError: Somebody else holds it.
    """
    lock = Lock.take(journal)
    try:
        yield
    finally:
        lock.release()


def lock_file(journal: Path) -> Path:
    """Return where the lock of ``journal`` lies."""
    return journal.with_name(f".{journal.name}.lock")


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    except OSError as error:
        raise CannotWriteError(
            _("The folder {folder} cannot be written to.").format(folder=path.parent),
            _("Open the journal to read only, or copy it to a folder of your own."),
        ) from error


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def holder(journal: Path) -> int:
    """Return the number of the process that wrote its name into the lock of ``journal`` last, or 0."""
    try:
        handle = os.open(lock_file(journal), os.O_RDONLY | _NO_LINK)
    except OSError:
        return 0
    try:
        number = _words(handle).get("process", 0)
    except OSError:  # Windows lets nobody read what another process has locked
        return 0
    finally:
        os.close(handle)
    return number if isinstance(number, int) else 0


def _other_computer(handle: int) -> str:
    name = _words(handle).get("computer", "")
    return "" if name == platform.node() else str(name)


def _words(handle: int) -> dict[str, Any]:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        words = json.loads(os.read(handle, 4096).decode("utf-8"))
    except (ValueError, RecursionError):  # torn by a full disk, or by somebody's hand
        return {}
    return words if isinstance(words, dict) else {}


def _sign(handle: int) -> None:
    words = json.dumps({"computer": platform.node(), "process": os.getpid()}).encode()
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    with suppress(OSError):  # on a full disk: the lock itself holds, and the journal can still be read
        os.write(handle, words)


def _in_use(journal: Path) -> InUseError:
    return InUseError(
        _("{name} is open in another window.").format(name=journal.name),
        _("Opening it twice could lose something. Close the other window, or open it to read only."),
    )


def _in_use_elsewhere(journal: Path, computer: str) -> InUseError:
    return InUseElsewhereError(
        _("{name} seems to be open on the computer “{computer}”.").format(
            name=journal.name, computer=computer
        ),
        _("Close it there first. Open it here only if you know that it is closed there."),
    )
