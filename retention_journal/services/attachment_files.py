"""Files on their way into the journal and out of it: what is read, what is refused, how a copy is written."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from retention_journal.core.attachments import MOST_BYTES, cleaned_name, media_type
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage import faults, keys, opened_copies, unfinished
from retention_journal.storage.journal import Writer
from retention_journal.storage.tables import Attachment

_BINARY, _NO_WAIT = getattr(os, "O_BINARY", 0), getattr(os, "O_NONBLOCK", 0)
_PART, _PART_ENDING = ".retention-journal-", ".part"


class CannotAttachError(JournalError):
    """A file cannot be attached; nothing was."""

    code = "cannot_attach"


def add(
    change: Writer,
    client_id: int,
    name: str,
    sha256: str,
    size_bytes: int,
    *,
    today: date,
    hangs_on: tuple[str, str] = ("", ""),
) -> int:
    """Add the record of a file whose content is kept, inside the running change, and return its id.

    Args:
        change: The running change.
        client_id: Whose file.
        name: What it was called; made fit for every system.
        sha256: Of its content, as hex digits.
        size_bytes: How large that is.
        today: When it is attached.
        hangs_on: TYPE and uid of the record it hangs on; empty where that is the client.
    """
    called = fit(name)
    return change.insert(
        Attachment,
        client=client_id,
        record_type=hangs_on[0],
        record_uid=hangs_on[1],
        name=called,
        media_type=media_type(called),
        sha256=sha256,
        size_bytes=size_bytes,
        added_on=today,
    )


def fit(name: str) -> str:
    """Return a name that a file can have on every system."""
    return cleaned_name(name) or _("File")


def look_at(path: Path) -> None:
    """Refuse a file that cannot be attached, before any is read.

    Raises:
        CannotAttachError: It is missing, empty, too large, no file, or may not be read.
    """
    with _cannot_attach(path):
        facts = path.stat()
        _check_is_no_open_journal(path)
    _check_facts(facts, path)


def read(path: Path) -> bytes:
    """Return what a file holds, never more than may be attached, and never waiting for a pipe or device.

    Raises:
        CannotAttachError: As ``look_at``.
    """
    with _cannot_attach(path):
        _check_is_no_open_journal(path)
        handle = os.open(path, os.O_RDONLY | _BINARY | _NO_WAIT)
        with os.fdopen(handle, "rb") as file:
            _check_facts(os.fstat(handle), path)
            held = file.read(MOST_BYTES + 1)
    check_size(len(held), _shown(path))
    return held


def _check_is_no_open_journal(path: Path) -> None:
    """Refuse a journal that is open here by whatever name: closing a second handle drops SQLite's locks."""
    if keys.ring.is_open(path):
        raise CannotAttachError(
            _("{name} is a journal that is open.").format(name=_shown(path)),
            _("It cannot be kept inside itself; its backups are made without that. Nothing was attached."),
        )


def _check_facts(facts: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(facts.st_mode):
        raise CannotAttachError(
            _("{name} is a folder.").format(name=_shown(path)),
            _("Choose the files in it, or pack it into a ZIP first. Nothing was attached."),
        )
    if not stat.S_ISREG(facts.st_mode):
        raise CannotAttachError(
            _("{name} is no file that could be kept.").format(name=_shown(path)), _("Nothing was attached.")
        )
    check_size(facts.st_size, _shown(path))


def check_size(size: int, name: str) -> None:
    """Refuse what holds nothing, or too much.

    Raises:
        CannotAttachError: It does.
    """
    if size == 0:
        raise CannotAttachError(
            _("There is nothing in {name}: 0 bytes.").format(name=name), _("Nothing was attached.")
        )
    if size > MOST_BYTES:
        raise CannotAttachError(
            _("{name} is larger than {most} MB.").format(name=name, most=MOST_BYTES // (1024 * 1024)),
            _("Make it smaller, or keep it in a folder and note where it is. Nothing was attached."),
        )


def _shown(path: Path) -> str:
    return fit(path.name)


@contextmanager
def _cannot_attach(path: Path) -> Iterator[None]:
    """Turn what the system says of a file that is to be read into words."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CannotAttachError(
            _("{name} is not there any more.").format(name=_shown(path)), _("Nothing was attached.")
        ) from error
    except PermissionError as error:
        raise CannotAttachError(
            _("You may not read {name}.").format(name=_shown(path)), _("Nothing was attached.")
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotAttachError(
            _("{name} cannot be read: {reason}.").format(name=_shown(path), reason=reason),
            _("Nothing was attached."),
        ) from error


def write(target: Path, held: bytes) -> None:
    """Write ``held`` to ``target``, whole or not at all, for its owner alone; see ``told_plainly``.

    Raises:
        OSError: It cannot be written there; what was there is still there.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_PART, suffix=_PART_ENDING)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(held)
            file.flush()
            os.fsync(file.fileno())
        opened_copies.mark_as_foreign(part)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    with suppress(OSError):
        unfinished.sync(target.parent)


@contextmanager
def told_plainly(target: Path) -> Iterator[None]:
    """Turn what the system says of a copy that is to be written to ``target`` into words.

    Raises:
        DiskFullError: There is no room.
        DiskFailsError: The disk does not answer as it should.
        CannotWriteError: It takes no such file.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        known = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
        if isinstance(error, OSError) and error.errno in known:
            raise faults.of_system(target, error) from error
        raise faults.CannotWriteError(
            _("The copy {name} cannot be written there.").format(name=fit(target.name)),
            _("Choose another folder or another name. The file is still in the journal."),
        ) from error
