"""Opening a journal's file: what it is, whether it may be opened, and bringing an older one up to date."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import apsw
from peewee import OperationalError

from retention_journal.i18n import _
from retention_journal.storage import faults, keys
from retention_journal.storage.database import JournalDatabase, keep_checksums
from retention_journal.storage.keys import Key
from retention_journal.storage.schema import APPLICATION_ID, CURRENT, STEPS, Step, migrate


def check_place(path: Path) -> None:
    """Refuse what is plainly no journal, without opening it: that would drop SQLite's locks."""
    faults.check_name(path)
    if not path.exists():
        raise faults.missing(path)
    if path.is_dir():
        raise faults.not_a_journal(path)
    if path.stat().st_size == 0:
        raise faults.empty_file(path)
    if not os.access(path, os.R_OK):
        raise faults.not_open_to_you(path)


def open_to_read(path: Path, *, before_mending: Callable[[], object] | None = None) -> JournalDatabase:
    """Open a journal of today's schema to read.

    Args:
        path: The journal's file.
        before_mending: Called before a save that was cut short is taken back; may refuse.

    Raises:
        JournalError: It is missing, locked, damaged, too new, too old to be read unopened, or no journal.
    """
    check_place(path)
    with faults.told_plainly(path):
        try:
            db, version = connect(path, read_only=True)
        except OperationalError as error:
            if before_mending is not None and not faults.is_caused_by(error, apsw.BusyError):
                before_mending()
            # A save was cut short: a writer's first look takes it back, which a reader may not.
            connect(path, read_only=False)[0].close()
            db, version = connect(path, read_only=True)
    if version < CURRENT:
        db.close()
        raise faults.CannotWriteError(
            _("{name} is of an earlier version.").format(name=path.name),
            _("Open it once in the window, which keeps a backup and brings it up to date."),
        )
    return db


def connect(path: Path, *, read_only: bool, newest: int = CURRENT) -> tuple[JournalDatabase, int]:
    """Open what must be a journal and return its schema too.

    Raises:
        JournalError: It is no journal, locked, damaged, or newer than ``newest``.
    """
    db = JournalDatabase(path, read_only=read_only)
    try:
        db.connect()
        application = db.driver.pragma("application_id")
        version = db.driver.pragma("user_version")
        if application != APPLICATION_ID or version < 1:
            raise faults.not_a_journal(path)
        if version > newest:
            raise faults.too_new(path, version)
        db.driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException as error:
        db.close()
        if db.key is not None and faults.is_caused_by(error, apsw.NotADBError):
            raise faults.damaged(path) from error  # the key is the right one
        raise
    return db, version


def make(part: Path, key: Key | None) -> None:
    """Make the empty file ``part`` a journal of today's schema, locked with ``key`` where one is given."""
    db = JournalDatabase(part, key=key)
    db.connect()
    try:
        if key is None:
            keep_checksums(db.driver)
        bring_up_to_date(db, 0, STEPS)
    finally:
        db.close()
    keys.prove(part, key)


def bring_up_to_date(db: JournalDatabase, version: int, steps: Sequence[Step]) -> None:
    """Bring a journal from the schema ``version`` to the newest, wholly or not at all."""
    driver = db.driver
    driver.execute("PRAGMA foreign_keys = OFF")  # inside a transaction it would do nothing
    driver.execute("BEGIN IMMEDIATE")
    try:
        migrate(driver.execute, version, steps)
        if driver.execute("PRAGMA foreign_key_check").fetchone():
            raise AssertionError("a migration left a record without the one it belongs to")
        driver.execute("COMMIT")
    except BaseException:
        roll_back(driver)
        raise
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def roll_back(driver: apsw.Connection) -> None:
    """Take back the running transaction, if there is one."""
    if driver.in_transaction:
        with suppress(apsw.Error):
            driver.execute("ROLLBACK")
