"""The journal: one file, one writer, one place through which everything is read and written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import apsw
from peewee import Query

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.storage import (
    faults,
    generations,
    keys,
    neighbours,
    opening,
    salt_copies,
    unfinished,
    unnamed,
)
from retention_journal.storage import undo as steps_kept
from retention_journal.storage.database import JournalDatabase, copy_into
from retention_journal.storage.keys import Key
from retention_journal.storage.places import SUFFIX
from retention_journal.storage.schema import STEPS, Step
from retention_journal.storage.tables import TABLES, name_of
from retention_journal.storage.undo import Touched
from retention_journal.storage.writer import Writer

R = TypeVar("R")
__all__ = ["SUFFIX", "Changed", "Journal", "JournalReader", "Writer"]
_TABLE_NAMES = tuple(name_of(table) for table in TABLES)


@dataclass(frozen=True)
class Changed:
    """What listeners are told after a change: its label, and the tables it touched."""

    label: str
    tables: frozenset[str]


class JournalReader:
    """Reads a journal. It has no way to write, and may be opened beside the writer on any thread.

    In this journal mode a reader holds the writer back, so ask, take the answer and go on: no query is
    kept half read.
    """

    def __init__(self, db: JournalDatabase) -> None:
        self._db = db

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the journal at ``path`` to read.

        Raises:
            JournalError: It is missing, damaged, too new, too old to be read unopened, or no journal.
        """
        return cls(_open_to_read(path))

    @property
    def path(self) -> Path:
        """The journal's file."""
        return self._db.path

    @property
    def is_locked_with_passphrase(self) -> bool:
        """Whether the file opens only with a passphrase."""
        return self._db.key is not None

    def secret_for(self, what: str) -> bytes:
        """Return 32 bytes for sealing what belongs to a journal with a passphrase; b"" where it has none."""
        return self._db.key.secret_for(what) if self._db.key is not None else b""

    def rows(self, query: Query, into: Callable[..., R]) -> list[R]:
        """Return every row of ``query``, each made by ``into`` from the columns by name."""
        with faults.told_plainly(self.path):
            return list(query.objects(into).execute(self._db))

    def row(self, query: Query, into: Callable[..., R]) -> R | None:
        """Return the first row of ``query`` made by ``into``, or None where there is none."""
        found = self.rows(query.limit(1), into)
        return found[0] if found else None

    def tuples(self, query: Query) -> list[tuple[Any, ...]]:
        """Return every row of ``query`` as a tuple, the quickest way to read many."""
        with faults.told_plainly(self.path):
            return list(query.tuples().execute(self._db))

    def value(self, query: Query) -> Any:
        """Return the first column of the first row of ``query``, or None."""
        found = self.tuples(query.limit(1))
        return found[0][0] if found else None

    def sql(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement in SQL, for what peewee has no words for."""
        with faults.told_plainly(self.path):
            return list(self._db.driver.execute(text, values))

    def each(self, text: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a statement one by one, for what is too large to hold; read it to its end."""
        with faults.told_plainly(self.path):
            yield from self._db.driver.execute(text, values)

    @property
    def connection(self) -> apsw.Connection:
        """The driver's connection, for storage alone."""
        return self._db.driver

    def followed(
        self, _name: str, _question: Hashable, answer: Callable[[], R], _renew: Callable[[R, Touched], R]
    ) -> R:
        """Return what ``answer`` gives; a reader follows nothing, see ``Journal.followed``."""
        return answer()

    def remembered(self, _name: str, _question: Hashable, answer: Callable[[], R]) -> R:
        """Return what ``answer`` gives; a reader remembers nothing, see ``Journal.remembered``."""
        return answer()

    def counts(self) -> dict[str, int]:
        """Return how many records of each type there are, the trash included."""
        parts = [f"SELECT '{name}', count(*) FROM \"{name}\"" for name in _TABLE_NAMES]  # noqa: S608
        return {str(name): int(count) for name, count in self.sql(" UNION ALL ".join(parts))}

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with the file, from end to end; nothing where it is sound."""
        return [str(found) for (found,) in self.sql("PRAGMA integrity_check(100)") if found != "ok"]

    def save_copy(self, target: Path) -> None:
        """Write a whole, compact copy of the journal to ``target``, which must be empty or not there."""
        with faults.told_plainly(target):
            copy_into(self._db.driver, target, is_locked=self._db.key is not None)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return the journal itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Let go of the file."""
        self.close()


class Journal(JournalReader):
    """The one writer: reads, changes, undoes, and tells who listens."""

    def __init__(self, db: JournalDatabase, *, read_only: bool = False) -> None:
        super().__init__(db)
        self.is_read_only = read_only
        self._file = _identity(db.path)
        self._writer: Writer | None = None
        self._in_doubt: list[tuple[generations.Generation, bytes]] = []  # saves whose end is not known
        self._listeners: list[Callable[[Changed], None]] = []
        self._answers: dict[str, tuple[Hashable, Any]] = {}
        self.times_written = 0  # since it was opened: what was read before the last may be old
        self._followed: dict[str, tuple[Hashable, Any, Touched | None]] = {}

    @classmethod
    def create(
        cls, path: Path, *, key: Key | None = None, fill: Callable[[Journal], object] | None = None
    ) -> Journal:
        """Make a new journal at ``path``; nothing that is there is ever overwritten.

        Args:
            path: The journal's file.
            key: Locks it, and is held from now on; None leaves it open to all.
            fill: Puts in what the journal begins with, before it gets its name; None leaves it empty.

        Raises:
            JournalError: Something is there already, or the place cannot be written to.
        """
        faults.check_name(path)
        if path.exists():
            raise faults.AlreadyThereError(
                _("A file named {name} is already here.").format(name=path.name),
                _("Open it, or choose another name."),
            )
        part: Path | None = None
        if key is not None:
            keys.ring.hold(key)
        try:
            part = unfinished.begin(path)
            with faults.told_plainly(path):
                opening.make(part, key)
            if fill is not None:
                with cls.open(part) as begun:
                    fill(begun)
            salt_copies.keep(path, [key.copy] if key else [])
            unfinished.put_in_place(part, path)
            generations.accept(path)
        except OSError as error:
            raise _cannot_create(path, error) from error
        finally:
            if part is not None:
                unfinished.remove(part)
        return cls.open(path)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        before_migration: Callable[[JournalReader], object] | None = None,
        steps: Sequence[Step] = STEPS,
    ) -> Journal:
        """Open the journal at ``path`` to read and write, bringing an older one up to date.

        Args:
            path: The journal's file.
            before_migration: Makes a verified backup; called before an older journal is changed.
            steps: The migrations to bring it up with.

        Raises:
            JournalError: It is missing, empty, damaged, too new, read-only, or no journal; it is
                left as it was.
        """
        opening.check_place(path)
        neighbours.check(path)
        with faults.told_plainly(path):
            if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
                raise faults.read_only(path)
            noted = generations.notes.of(path)
            neighbours.rehearse(path, noted)
            db, version = opening.connect(path, read_only=False, newest=len(steps))
            try:
                generations.compare(path, db.driver, noted)
                if version < len(steps):
                    if before_migration:
                        before_migration(JournalReader(db))
                    opening.bring_up_to_date(db, version, steps)
                db.driver.execute("PRAGMA journal_mode = TRUNCATE")
                with suppress(apsw.Error):  # tidying stands in nobody's way
                    unnamed.sweep(db.driver)
                found = generations.read(db.driver)
                if found is not None:
                    generations.notes.keep(path, found)
            except BaseException:
                db.close()
                raise
            return cls(db)

    @classmethod
    def open_read_only(cls, path: Path) -> Journal:
        """Open a journal that takes no changes: reading works, every change is refused in plain words."""
        return cls(_open_to_read(path), read_only=True)

    def close(self) -> None:
        """Let go of the file, and leave nothing beside it."""
        if not self._db.is_closed() and not self.is_read_only:
            with suppress(apsw.Error):
                self._db.driver.execute("PRAGMA journal_mode = DELETE")
        super().close()

    @contextmanager
    def change(self, label: str) -> Iterator[Writer]:
        """Make one change, whole or not at all, that the person can undo as ``label``.

        A change inside a change joins the outer one, so services may call each other.

        Raises:
            JournalError: The disk is full, fails, or takes no changes; nothing was changed.
        """
        if self._writer is not None:
            yield self._writer
            return
        if self.is_read_only:
            raise faults.read_only(self.path)
        driver = self._db.driver
        self._forget_answers()
        with faults.told_plainly(self.path):
            saved = self._begin()
            recording = steps_kept.Recording(driver, _TABLE_NAMES)
            self._writer = Writer(self._db)
            written = driver.total_changes()
            try:
                yield self._writer
                changeset = recording.keep(label)
                self._commit(saved, written, changeset)
            except BaseException:
                opening.roll_back(driver)
                raise
            finally:
                self._writer = None
                recording.close()
        if changeset:
            self._tell(label, changeset)

    @contextmanager
    def note(self) -> Iterator[Writer]:
        """Write what the journal notes by itself, such as a day's lights: no act, so undo passes it over.

        Nobody is told, since no record of the person's changes.

        Raises:
            JournalError: The disk is full, fails, or takes no changes; nothing was written.
        """
        if self._writer is not None:
            raise AssertionError("a note is written by itself, not inside a change")
        if self.is_read_only:
            raise faults.read_only(self.path)
        self._forget_answers()
        with faults.told_plainly(self.path):
            saved = self._begin()
            written = self._db.driver.total_changes()
            try:
                yield Writer(self._db)
                self._commit(saved, written)
            except BaseException:
                opening.roll_back(self._db.driver)
                raise
            finally:
                self._forget_answers()  # what was asked for meanwhile may have been answered before it

    def remembered(self, name: str, question: Hashable, answer: Callable[[], R]) -> R:
        """Return what ``answer`` gives, asked once until the journal changes or ``question`` is another.

        Inside a change nothing is remembered, since it may yet be taken back.
        """
        if self._writer is not None:
            return answer()
        asked, found = self._answers.get(name, (None, None))
        if name not in self._answers or asked != question:
            found = answer()
            self._answers[name] = (question, found)
        known: R = found
        return known

    def remembers(self, name: str, question: Hashable) -> bool:
        """Say whether the answer to ``question`` is at hand; see ``remembered``."""
        return name in self._answers and self._answers[name][0] == question

    def remember(self, name: str, question: Hashable, found: object) -> None:
        """Keep an answer that was worked out elsewhere, as if it had been asked for here just now."""
        self._answers[name] = (question, found)

    def following(self, name: str) -> tuple[Hashable, Any, Touched | None] | None:
        """Return a question that is followed, its answer, and the rows touched since; see ``followed``."""
        return self._followed.get(name)

    def follow(self, name: str, question: Hashable, found: object, touched: Touched | None = None) -> None:
        """Keep up an answer that was worked out elsewhere, before the rows ``touched`` were."""
        self._followed[name] = (question, found, touched or {})

    def followed(
        self, name: str, question: Hashable, answer: Callable[[], R], renew: Callable[[R, Touched], R]
    ) -> R:
        """Return what ``answer`` gives, asked once and then kept up with every change.

        Args:
            name: What is asked; one answer of each name is kept.
            question: Another question of this name is answered anew.
            answer: Works it out from all there is.
            renew: Works it out from the former answer and the rows touched since, by table; not called
                where those are too many.
        """
        if self._writer is not None:
            return answer()
        asked, found, touched = self._followed.get(name, (None, None, None))
        if name not in self._followed or asked != question or touched is None:
            found = answer()
        elif touched:
            found = renew(found, touched)
        self._followed[name] = (question, found, {})
        known: R = found
        return known

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        with faults.told_plainly(self.path):
            step = steps_kept.next_undo(self._db.driver)
        return step.label if step else None

    @property
    def redo_label(self) -> str | None:
        """What redo would make again, or None."""
        with faults.told_plainly(self.path):
            step = steps_kept.next_redo(self._db.driver)
        return step.label if step else None

    def undo(self) -> str | None:
        """Take the newest act back and return its label, or None where there is none.

        Raises:
            CannotUndoError: It no longer fits; nothing was changed.
        """
        return self._play(steps_kept.next_undo(self._db.driver), back=True)

    def redo(self) -> str | None:
        """Make again what was last undone and return its label, or None where there is nothing."""
        return self._play(steps_kept.next_redo(self._db.driver), back=False)

    def forget_undo(self) -> None:
        """Drop all undo steps, after a deletion that must not be taken back, and what they alone named."""
        with faults.told_plainly(self.path):
            self._db.driver.execute("DELETE FROM undo_step")
            unnamed.sweep(self._db.driver)

    def rebuild_search(self) -> None:
        """Write the search index anew, so that no deleted word is left in it."""
        with faults.told_plainly(self.path):
            self._db.driver.execute("INSERT INTO search (search) VALUES ('rebuild')")

    def on_change(self, listener: Callable[[Changed], None]) -> None:
        """Tell ``listener`` after each change, undo and redo, in the order they asked."""
        self._listeners.append(listener)

    def stop_telling(self, listener: Callable[[Changed], None]) -> None:
        """Tell ``listener`` no more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def _play(self, step: steps_kept.Step | None, *, back: bool) -> str | None:
        if step is None:
            return None
        if self.is_read_only:
            raise faults.read_only(self.path)
        driver = self._db.driver
        self._forget_answers()
        with faults.told_plainly(self.path):
            saved = self._begin()
            try:
                changeset = steps_kept.play(driver, step, back=back)
                self._commit(saved)
            except BaseException:
                opening.roll_back(driver)
                raise
        self._tell(step.label, changeset)
        return step.label

    def _begin(self) -> generations.Generation:
        """Begin to write the save returned, unless the file is no longer the one that was opened.

        SQLite would go on writing to a file that nobody finds again, and lay its own file for a save that is
        cut short beside one it does not belong to. The save is counted first, so that what takes it back
        takes that back too.

        Raises:
            JournalMissingError: The file was moved, deleted or replaced.
        """
        if _identity(self.path) != self._file:
            raise faults.taken_away(self.path)
        self._db.driver.execute("BEGIN IMMEDIATE")
        try:
            self._take_back_what_failed()
            return generations.raise_number(self._db.driver)
        except BaseException:
            opening.roll_back(self._db.driver)
            raise

    def _take_back_what_failed(self) -> None:
        """Take back a save that was told as failed and is in the file all the same.

        A disk that fails while a save is put on it may have kept it. Whoever was told saves again, and would
        have it twice.
        """
        if self._in_doubt:
            found = generations.read(self._db.driver)
            for saved, changeset in self._in_doubt:
                if saved == found and changeset:
                    steps_kept.take_back(self._db.driver, changeset)

    def _commit(
        self, saved: generations.Generation, written_before: int = -1, changeset: bytes = b""
    ) -> None:
        """Make the running transaction last as one save; where nothing was written in it, there is none."""
        driver = self._db.driver
        if driver.total_changes() == written_before:
            driver.execute("ROLLBACK")
            return
        self._in_doubt.append((saved, changeset))
        driver.execute("COMMIT")
        self._in_doubt.clear()
        generations.notes.keep(self.path, saved)

    def _forget_answers(self) -> None:
        self._answers.clear()
        self.times_written += 1

    def _tell(self, label: str, changeset: bytes) -> None:
        rows = steps_kept.rows_in(changeset)
        for name, (question, found, before) in list(self._followed.items()):
            touched = None if rows is None or before is None else _joined(before, rows)
            self._followed[name] = (question, found, touched)
        self._announce(Changed(label, steps_kept.tables_in(changeset)))

    def _announce(self, changed: Changed) -> None:
        """Tell every listener; what one of them stumbles over does not make the change undone.

        Whoever made the change would take such an error for a save that failed, and save again.
        """
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception:
                sys.excepthook(*sys.exc_info())


def _open_to_read(path: Path) -> JournalDatabase:
    """Open what lies at ``path`` to read, having made sure that it is not older than what was noted."""
    noted = generations.notes.of(path)
    opening.check_place(path)
    neighbours.check(path)
    db = opening.open_to_read(path, before_mending=lambda: neighbours.rehearse(path, noted))
    try:
        with faults.told_plainly(path):
            generations.compare(path, db.driver, noted)
    except BaseException:
        db.close()
        raise
    return db


def _joined(before: Touched, rows: Touched) -> Touched:
    return {name: before.get(name, frozenset()) | rows.get(name, frozenset()) for name in {*before, *rows}}


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name, or None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _cannot_create(path: Path, error: OSError) -> JournalError:
    if isinstance(error, FileExistsError):
        return faults.AlreadyThereError(
            _("A file named {name} is already here.").format(name=path.name),
            _("Open it, or choose another name."),
        )
    return faults.CannotWriteError(
        _("The folder {folder} cannot be written to.").format(folder=path.parent),
        _("Choose another folder."),
    )
