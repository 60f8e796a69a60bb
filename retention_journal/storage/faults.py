"""The driver's errors that are the world's fault, told in plain words with a way on.

Every other database error stays what it is: a fault of ours, to be seen.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import peewee

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _


class JournalMissingError(JournalError):
    """There is no file at the place named."""

    code = "missing"


class NotAJournalError(JournalError):
    """The file is something else."""

    code = "not_a_journal"


class TooNewError(JournalError):
    """The journal was last used with a newer version of the program."""

    code = "too_new"


class DamagedError(JournalError):
    """Part of the file cannot be read."""

    code = "damaged"


class LockedError(JournalError):
    """The journal is locked, and nobody has given its passphrase yet."""

    code = "locked"


class WrongPassphraseError(JournalError):
    """The passphrase does not fit."""

    code = "wrong_passphrase"


class InUseError(JournalError):
    """Another window or program has the journal open."""

    code = "in_use"


class CannotReadError(JournalError):
    """The file or its folder belongs to somebody else."""

    code = "cannot_read"


class CannotWriteError(JournalError):
    """The file or its folder takes no changes."""

    code = "cannot_write"


class DiskFullError(JournalError):
    """There is no room left."""

    code = "disk_full"


class DiskFailsError(JournalError):
    """The disk or stick fails."""

    code = "disk_fails"


class BadNameError(JournalError):
    """No file can have this name."""

    code = "bad_name"


class AlreadyThereError(JournalError):
    """A file of that name is already here; nothing is ever overwritten."""

    code = "already_there"


def missing(path: Path) -> JournalError:
    """Say that there is no journal at ``path``."""
    return JournalMissingError(
        _("There is no journal at {path}.").format(path=path),
        _("Open another one, or bring it back from a backup."),
    )


def taken_away(path: Path) -> JournalError:
    """Say that ``path`` is no longer the file that was opened."""
    return JournalMissingError(
        _("{name} was moved, deleted or replaced while it was open.").format(name=path.name),
        _("What you wrote is still here. Put the file back, then try again; or open it anew."),
    )


def not_a_journal(path: Path) -> JournalError:
    """Say that ``path`` is something else."""
    return NotAJournalError(
        _("{name} is not a Retention Journal.").format(name=path.name),
        _("Nothing has been changed. Choose a file that ends in .rjournal."),
    )


def empty_file(path: Path) -> JournalError:
    """Say that ``path`` holds nothing at all, so that it is not taken for a new journal."""
    return DamagedError(
        _("{name} is empty: 0 bytes.").format(name=path.name),
        _("A copy or a full disk may have cut it off. Bring the newest backup back."),
    )


def too_new(path: Path, version: int) -> JournalError:
    """Say that ``path`` needs a newer program."""
    return TooNewError(
        _("{name} was last used with a newer version of Retention Journal (format {version}).").format(
            name=path.name, version=version
        ),
        _("Update Retention Journal to open it. Nothing has been changed."),
    )


def damaged(path: Path) -> JournalError:
    """Say that part of ``path`` cannot be read."""
    return DamagedError(
        _("Part of {name} cannot be read.").format(name=path.name),
        _("Nothing has been changed. Repair it, or bring the newest backup back; keep this file."),
    )


def locked(path: Path) -> JournalError:
    """Say that ``path`` needs its passphrase."""
    return LockedError(
        _("{name} is locked with a passphrase.").format(name=path.name),
        _("Give its passphrase, or the lines of its recovery sheet."),
    )


def wrong_passphrase(path: Path, *, is_sure: bool) -> JournalError:
    """Say that a passphrase does not fit, or that nobody can tell where the first bytes have no copy."""
    if is_sure:
        return WrongPassphraseError(
            _("That passphrase does not fit. Capitals count."),
            _("Nothing has been changed. The recovery sheet opens {name} too.").format(name=path.name),
        )
    return WrongPassphraseError(
        _("That passphrase does not fit. Capitals count."),
        _("If you are sure of it, the start of {name} may be damaged: try the newest backup.").format(
            name=path.name
        ),
    )


def read_only(path: Path) -> JournalError:
    """Say that ``path`` takes no changes."""
    return CannotWriteError(
        _("{name} cannot be changed: the file or its folder is read-only.").format(name=path.name),
        _("Open it to read only, or copy it to a folder of your own."),
    )


def not_open_to_you(path: Path) -> JournalError:
    """Say that ``path`` belongs to somebody else, who lets nobody read it."""
    return CannotReadError(
        _("You may not read {name}.").format(name=path.name),
        _("Ask whoever it belongs to, or choose another one."),
    )


def bad_name(path: Path) -> JournalError:
    """Say that no file can be called ``path``."""
    return BadNameError(
        _("No journal can be called “{name}”.").format(name=str(path.name)[:80]),
        _("Choose a shorter name, of letters, digits and blanks."),
    )


def of_system(path: Path, error: OSError) -> JournalError:
    """Say why the system did not write ``path``; the journal is as it was."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFullError(
            _("The new file {name} could not be written: the disk is full.").format(name=path.name),
            _("The journal is as it was. Free some space, then try again."),
        )
    if error.errno == errno.EIO:
        return DiskFailsError(
            _("The disk that holds {name} does not answer as it should.").format(name=path.name),
            _("Everything saved before is kept. Check the disk or stick, then try again."),
        )
    return read_only(path)


def check_name(path: Path) -> None:
    """Look at the name of a journal before anything is done with it.

    The lock, the unfinished copy and SQLite's own file beside a journal need some letters more, and SQLite
    takes names in UTF-8 only.

    Raises:
        BadNameError: The system or SQLite knows no such name.
        CannotReadError: The folder may not be looked into.
    """
    try:
        length = len(path.name.encode())
    except UnicodeEncodeError:
        raise bad_name(path) from None
    if length > LONGEST_NAME or "\0" in str(path):
        raise bad_name(path)
    try:
        path.exists()
    except PermissionError:
        raise not_open_to_you(path.parent) from None
    except OSError as error:
        raise bad_name(path) from error


def disk_full() -> JournalError:
    """Say that a save did not fit."""
    return DiskFullError(
        _("The journal could not be saved: the disk is full."),
        _("What you wrote is still here. Free some space, then try again."),
    )


#: Bytes in the name of a journal: file systems take 255, and ``-journal`` and the like are added to it.
LONGEST_NAME = 200

_WORLD: dict[type[BaseException], str] = {
    apsw.FullError: "full",
    apsw.BusyError: "busy",
    apsw.LockedError: "busy",
    apsw.ReadOnlyError: "read_only",
    apsw.CantOpenError: "cannot_open",
    apsw.CorruptError: "damaged",
    apsw.NotADBError: "not_a_journal",
    apsw.IOError: "io",
}


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn the driver's errors about the file at ``path`` into ones the person can act on."""
    try:
        yield
    except (apsw.Error, peewee.DatabaseError) as error:
        told = _told(error, path)
        if told is None:
            raise
        raise told from error


def is_caused_by(error: BaseException, kind: type[BaseException]) -> bool:
    """Say whether ``kind`` is what an error comes from, at first or in the end."""
    return any(isinstance(cause, kind) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _told(error: BaseException, path: Path) -> JournalError | None:
    for cause in _causes(error):
        if isinstance(cause, apsw.IOError):
            return _io(cause, path)
        for kind, name in _WORLD.items():
            if isinstance(cause, kind):
                return _sentence(name, path)
    return None


def _io(error: apsw.IOError, path: Path) -> JournalError:
    if getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_DATA:
        return damaged(path)  # the page's checksum does not fit its words
    return DiskFailsError(
        _("The disk that holds {name} does not answer as it should.").format(name=path.name),
        _("Everything saved before is kept. Check the disk or stick, then try again."),
    )


def _sentence(name: str, path: Path) -> JournalError:
    match name:
        case "full":
            return disk_full()
        case "busy":
            return InUseError(
                _("Another program is writing to {name}.").format(name=path.name),
                _("Wait a moment, then try again."),
            )
        case "damaged":
            return damaged(path)
        case "not_a_journal":
            return not_a_journal(path)
        case "cannot_open" if not path.exists():
            return missing(path)
        case _:
            return read_only(path)
