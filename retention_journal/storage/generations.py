"""Which save was a journal's last: told by the journal itself and by a note of this computer.

Every save raises a number in the journal and gives it a fresh stamp, in the same transaction. After it, the
same is noted in a small file of this computer's. Where a journal is then found with a lower number, with
another stamp, or another journal stands in its place, somebody put an older file there: a sync program, a
repair, a neighbour file that SQLite took for its own. That is said, and nothing is written, until the person
says what to do. A file that was saved on another computer meanwhile has a higher number, and is no cause.

The note is written after the save is safe and without waiting for the disk, so it can only lag behind.

Source: reliability, finding 8 and promise 7.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from retention_journal import private
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _


class OlderJournalError(JournalError):
    """The file is not the one that was saved last on this computer."""

    code = "older"


@dataclass(frozen=True)
class Generation:
    """One save of one journal.

    Attributes:
        journal: Which journal, by a name it got when it was made.
        number: How many saves there were.
        stamp: Tells this save from another one of the same number, made elsewhere.
    """

    journal: str
    number: int
    stamp: str

    def may_follow(self, noted: Generation) -> bool:
        """Say whether a journal in this state may come after the state noted."""
        if self.journal != noted.journal or self.number < noted.number:
            return False
        return self.number > noted.number or self.stamp == noted.stamp


class _Notes:
    """The notes of this computer, one for each place of a journal; none until a folder is named."""

    def __init__(self) -> None:
        self.folder: Path | None = None

    def of(self, journal: Path) -> Generation | None:
        """Return the last save noted of the journal at ``journal``, or None."""
        place = self._place(journal)
        if place is None:
            return None
        try:
            name, number, stamp = place.read_text("ascii").split()
            return Generation(name, int(number), stamp.strip("-"))
        except (OSError, ValueError):
            return None

    def keep(self, journal: Path, generation: Generation) -> None:
        """Note a save; a folder that takes no files is no reason to fail one that is done."""
        place = self._place(journal)
        if place is None:
            return
        line = f"{generation.journal} {generation.number:020d} {generation.stamp or '-'}\n".encode()
        with suppress(OSError):
            handle = os.open(place, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.write(handle, line)
                os.ftruncate(handle, len(line))
            finally:
                os.close(handle)

    def forget(self, journal: Path) -> None:
        """Know nothing of the journal at ``journal``."""
        place = self._place(journal)
        if place is not None:
            with suppress(OSError):
                place.unlink()

    def _place(self, journal: Path) -> Path | None:
        if self.folder is None or journal.name.startswith("."):  # a file that is not finished yet
            return None
        name = os.fsencode(os.path.abspath(journal))  # noqa: PTH100 - a link keeps its own name
        return self.folder / hashlib.sha256(name).hexdigest()[:32]


notes = _Notes()


def keep_in(folder: Path) -> None:
    """Note saves in ``folder`` from now on; where it cannot be made, nothing is noted."""
    notes.folder = None
    with suppress(OSError):
        private.make_folder(folder)
        notes.folder = folder


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Note saves in ``folder`` for the length of a block."""
    before = notes.folder
    keep_in(folder)
    try:
        yield
    finally:
        notes.folder = before


def accept(journal: Path) -> None:
    """Take whatever lies at ``journal`` from now on for what belongs there, such as a backup put in place."""
    notes.forget(journal)


def read(connection: apsw.Connection) -> Generation | None:
    """Return the last save of an open journal, or None where it is of a version that kept no account."""
    try:
        found = connection.execute("SELECT journal, number, stamp FROM generation WHERE id = 1").fetchone()
    except apsw.SQLError:
        return None
    return Generation(str(found[0]), int(str(found[1])), str(found[2])) if found else None


def raise_number(connection: apsw.Connection) -> Generation:
    """Count one more save inside the running transaction and return it."""
    connection.execute(
        "UPDATE generation SET number = number + 1, stamp = lower(hex(randomblob(8))) WHERE id = 1"
    )
    found = read(connection)
    if found is None:
        raise AssertionError("a journal without an account of its saves")
    return found


def compare(journal: Path, connection: apsw.Connection, noted: Generation | None) -> Generation | None:
    """Return the last save of an open journal, having made sure that it may follow the one noted.

    Args:
        journal: Its file.
        connection: The driver's connection to it.
        noted: What ``notes`` said before it was opened: a save made meanwhile is none too many.

    Raises:
        OlderJournalError: It may not; nothing was changed.
    """
    found = read(connection)
    if noted is None or (found is not None and found.may_follow(noted)):
        return found
    raise older(journal, is_another=found is not None and found.journal != noted.journal)


def older(journal: Path, *, is_another: bool = False) -> JournalError:
    """Say that the file at ``journal`` is not what this computer saved there last."""
    message = (
        _("{name} is another journal than the one last saved here.")
        if is_another
        else _("{name} is older than what was last saved here on this computer.")
    )
    return OlderJournalError(
        message.format(name=journal.name),
        _("Nothing has been changed. Open it all the same if you put it there, or look at the backups."),
    )
