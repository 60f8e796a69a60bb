"""One call of the program: what was asked, on which journal, as of when."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from retention_journal.commands.output import Output
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage import backup, keys
from retention_journal.storage.faults import check_name
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.lock import locked

#: The time of day that ``--on`` stands for: the morning is over, the evening's dates are still to come.
_ASKED_AT = time(12, 0)


class NoJournalNamedError(JournalError):
    """No journal was named and none was open before."""

    code = "no_journal"


@dataclass(frozen=True)
class Call:
    """What was asked.

    Attributes:
        args: The command's own arguments.
        output: Where the answer goes.
        clock: The time it is.
        last_journal: Path of the journal last used, "" where there was none.
    """

    args: Namespace
    output: Output
    clock: datetime
    last_journal: str

    @property
    def now(self) -> datetime:
        """The time the command goes by: the real one, or noon of the day named by ``--on``."""
        on: date | None = self.args.on
        if on is None or on == self.clock.date():
            return self.clock.replace(microsecond=0)
        return datetime.combine(on, _ASKED_AT)

    @property
    def latest(self) -> datetime:
        """The latest moment that may have been: now, or the end of the day named by ``--on``."""
        if self.today == self.clock.date():
            return self.now
        return datetime.combine(self.today, time.max).replace(microsecond=0)

    @property
    def today(self) -> date:
        """The day the command goes by."""
        return self.now.date()

    @property
    def path(self) -> Path:
        """The journal's file: the one named, or the one last used.

        Raises:
            NoJournalNamedError: Neither is there.
            BadNameError: No journal can be called so.
        """
        name = self.args.journal or self.last_journal
        if not name:
            raise NoJournalNamedError(
                _("No journal was named, and none was open before."),
                _("Name one with --journal PATH, or make one with: retention-journal new PATH"),
            )
        path = Path(name).absolute()
        check_name(path)
        return path

    @cached_property
    def passphrase(self) -> str | None:
        """What the file of ``--passphrase-file`` says, or standard input for "-"; None where none is named.

        Raises:
            JournalError: The file cannot be read.
        """
        named = self.args.passphrase_file
        return self.read_passphrase(named) if named else None

    def read_passphrase(self, named: str) -> str:
        """Return the passphrase in the file ``named``, without the end of its line; "-" is standard input.

        Raises:
            JournalError: The file cannot be read.
        """
        try:
            words = sys.stdin.read() if named == "-" else Path(named).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise JournalError(
                _("The file with the passphrase, {name}, cannot be read.").format(name=Path(named).name),
                _("Name a text file in UTF-8 that holds nothing but the passphrase, or - to type it."),
                code="passphrase_file",
            ) from error
        return words.removeprefix("\ufeff").rstrip("\r\n")

    def unlock(self, path: Path) -> None:
        """Unlock the journal or backup at ``path`` with the passphrase that was given, where it is locked.

        Raises:
            JournalError: The passphrase does not fit, or the file with it cannot be read.
        """
        if self.passphrase is not None and path.is_file() and keys.is_locked(path):
            keys.unlock(path, self.passphrase)

    @contextmanager
    def reader(self) -> Iterator[JournalReader]:
        """Open the journal to read; nothing in it is changed."""
        self.unlock(self.path)
        with JournalReader.open(self.path) as journal:
            yield journal

    @contextmanager
    def writer(self) -> Iterator[Journal]:
        """Open the journal to write, as the only one who does."""
        path = self.path
        self.unlock(path)
        if not path.exists():
            JournalReader.open(path)  # says that it is missing, before a lock is made for nothing

        def keep(old: JournalReader) -> None:
            backup.make(old, backup.folder_of(path), self.today)

        with locked(path), Journal.open(path, before_migration=keep) as journal:
            yield journal
