"""Promise 18: undo is exact, through restarts and for any act in any table, or it refuses."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import apsw
import apsw.sqlite_extra
import pytest
from peewee import IntegrityError

from retention_journal.core.contacts import Kind
from retention_journal.core.errors import JournalError
from retention_journal.services.check import check
from retention_journal.services.clients import ClientEntry, add_client, trash_client
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.sample import fill_sample
from retention_journal.storage import digests, keys, opening
from retention_journal.storage.fields import Text
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.storage.tables import NOTES, TABLES, Client, Table, name_of
from retention_journal.storage.undo import CannotUndoError, Recording, next_undo
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise, an_incident
from tests.reliability.released import RELEASED, a_released_journal

pytestmark = pytest.mark.promise(18)
WORDS = "elleve lange netter"
FULL = bool(os.environ.get("RELIABILITY"))
ACTS = 500 if FULL else 20
EDITS = 100 if FULL else 10
RESTARTS = 0.05  # how often the program is closed and begun again between two steps, beside once at each turn
TEXTS = (
    "Ødegård & Søn",
    "<b>x</b>",
    "e\u0301 é",
    "a\nb",
    "'; DROP TABLE client; --",
    "x" * 3_000,
    "",
    "日本 🙂",
)
KINDS = pytest.mark.parametrize(
    "words", ["", WORDS] if FULL else [""], ids=lambda words: "locked" if words else "open"
)


@pytest.fixture(autouse=True)
def _nothing_unlocked():
    keys.ring.let_go()
    yield
    keys.ring.let_go()


class Desk:
    """A journal in which somebody does anything, and which is closed and opened again now and then."""

    def __init__(self, path: Path, words: str, seed: int) -> None:
        self.path, self.chance = path, Random(seed)
        self.journal = Journal.create(path, key=Key.from_passphrase(words) if words else None)
        fill_sample(self.journal, TODAY)
        self.journal.forget_undo()
        self.clients = self.restarts = 0

    def restart_now_and_then(self) -> None:
        if self.chance.random() < RESTARTS:
            self.restart()

    def restart(self) -> None:
        self.journal.close()
        self.journal = Journal.open(self.path)
        self.restarts += 1

    def do_anything(self) -> None:
        """Do one act; what the journal refuses has not happened."""
        act = self.chance.choice(
            (self.add, self.talk, self.trash, self.delete, *[self.change] * 4, self.much)
        )
        with suppress(JournalError, IntegrityError, apsw.ConstraintError):
            act()

    def add(self) -> None:
        self.clients += 1
        add_client(self.journal, ClientEntry(name=f"Firm {self.clients} {self.text()}"), today=TODAY)

    def talk(self) -> None:
        moment = NOON - timedelta(hours=self.chance.randrange(900))
        entry = ContactEntry(kind=Kind.CALL, summary=self.text(), occurred_at=moment)
        log_contact(self.journal, self.any_of(Client), entry, now=NOON)

    def trash(self) -> None:
        trash_client(self.journal, self.any_of(Client), now=NOON)

    def delete(self) -> None:
        """Delete any record for good, with all that belongs to it."""
        table = self.any_table()
        with self.journal.change("Delete") as change:
            change.delete(table, self.any_of(table))

    def change(self) -> None:
        """Give one record what stands in another one, or a text of our own."""
        table = self.any_table()
        written = [
            row[1] for row in self.journal.sql(f'PRAGMA table_info("{name_of(table)}")')
        ]  # not generated
        column = self.chance.choice([name for name in written if name not in {"id", "uid"}])
        standing = self.journal.sql(f'SELECT "{column}" FROM "{name_of(table)}" ORDER BY id')
        given = self.chance.choice(standing)[0]
        if type(table._meta.columns[column]) is Text and self.chance.random() < 0.5:
            given = self.text()
        with self.journal.change("Change") as change:
            change.database.driver.execute(
                f'UPDATE "{name_of(table)}" SET "{column}" = ? WHERE id = ?', (given, self.any_of(table))
            )

    def much(self) -> None:
        """Do much in one step."""
        with self.journal.change("Much"):
            client = a_client(self.journal, self.text() or "Firm")
            a_person(self.journal, client, self.text())
            for _talk in range(self.chance.randrange(9)):
                a_call(self.journal, client, summary=self.text())
                a_promise(self.journal, client, self.text())
            an_incident(self.journal, client, title=self.text())
            self.delete()

    def text(self) -> str:
        return f"{self.chance.choice(TEXTS)} {self.chance.randrange(99)}"

    def any_table(self) -> type[Table]:
        filled = [table for table in TABLES if table not in NOTES and self.journal.counts()[name_of(table)]]
        return self.chance.choice(filled)

    def any_of(self, table: type[Table]) -> int:
        ids = [number for (number,) in self.journal.tuples(table.select(table.id).order_by(table.id))]
        return self.chance.choice(ids)


def all_of(journal: Journal) -> dict[str, bytes]:
    """Return a digest of every table that undo keeps, and one of every word in the index with its place."""
    journal.sql("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    driver = journal.connection
    apsw.sqlite_extra.load(driver, "shathree")
    driver.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, search, instance)")
    asked = {
        name: f'SELECT * FROM "{name}" ORDER BY 1'
        for name in digests.tables(journal)
        if name not in {"undo_step", "generation"}
    }
    asked["search"] = "SELECT term, doc, col, offset FROM temp.words ORDER BY doc, col, offset, term"
    return {name: driver.execute("SELECT sha3_query(?)", (words,)).get for name, words in asked.items()}


@KINDS
@pytest.mark.slow
def test_whatever_was_done_is_undone_and_redone_exactly_through_restarts(tmp_path, words):
    desk = Desk(tmp_path / "own.rjournal", words, 18)
    states = [all_of(desk.journal)]
    while len(states) <= ACTS:
        desk.do_anything()
        if (now := all_of(desk.journal)) != states[-1]:
            states.append(now)
        desk.restart_now_and_then()
    desk.restart()
    labels = []
    for expected in reversed(states[:-1]):
        labels.append(desk.journal.undo())
        assert all_of(desk.journal) == expected, labels[-1]
        desk.restart_now_and_then()
    assert desk.journal.undo() is None
    desk.restart()
    for expected in states[1:]:
        assert desk.journal.redo() == labels.pop()
        assert all_of(desk.journal) == expected
        desk.restart_now_and_then()
    assert desk.journal.redo() is None
    desk.journal.close()
    assert check(desk.path).problems == []
    print(f"{ACTS} acts undone and redone, {desk.restarts} restarts")


@pytest.mark.slow
def test_what_was_changed_from_outside_since_is_not_undone_over(tmp_path):
    desk = Desk(tmp_path / "own.rjournal", "", 81)
    refused = 0
    while refused < EDITS:
        desk.do_anything()
        if not (edit := an_edit_of_what_was_last_done(desk)):
            continue
        desk.journal.close()
        is_changed = from_outside(desk.path, edit)
        desk.journal = Journal.open(desk.path)
        if not is_changed:
            continue
        before = all_of(desk.journal)
        label = desk.journal.undo_label
        with pytest.raises(CannotUndoError):
            desk.journal.undo()
        assert all_of(desk.journal) == before
        assert desk.journal.undo_label == label
        desk.journal.forget_undo()
        refused += 1
    print(f"{refused} edits from outside, each told")


def an_edit_of_what_was_last_done(desk: Desk) -> str:
    """Return what changes something that the newest step left behind, or "" where it left nothing."""
    step = next_undo(desk.journal.connection)
    if step is None:
        return ""
    changeset = desk.journal.sql("SELECT changeset FROM undo_step WHERE id = ?", step.id)[0][0]
    edits = []
    for change in apsw.Changeset.iter(changeset):
        columns = [row[1] for row in desk.journal.sql(f'PRAGMA table_info("{change.name}")')]
        if change.op == "INSERT":
            edits.append(f"UPDATE \"{change.name}\" SET uid = uid || 'x' WHERE id = {change.new[0]}")
        elif change.op == "UPDATE":
            edits += [
                f'UPDATE "{change.name}" SET "{column}" = {apsw.format_sql_value(old)}'
                f" WHERE id = {change.old[0]}"
                for column, old, new in zip(columns, change.old, change.new, strict=False)
                if new is not apsw.no_change
            ]
    return desk.chance.choice(edits) if edits else ""


def from_outside(path: Path, statement: str) -> bool:
    """Change the closed file as another program would, and say whether the file's own rules let it."""
    db, _version = opening.connect(path, read_only=False)
    try:
        db.driver.execute(statement)
    except apsw.ConstraintError:
        return False
    else:
        return True
    finally:
        db.close()


@pytest.mark.parametrize("sql", RELEASED, ids=lambda sql: sql.stem)
def test_what_was_done_before_a_migration_is_refused_and_nothing_changes(sql, tmp_path):
    path = a_released_journal(sql, tmp_path / "own.rjournal")
    version = int(sql.stem.removeprefix("v"))
    db, found = opening.connect(path, read_only=False)
    assert found == version
    there = {name for (name,) in db.driver.execute("SELECT name FROM sqlite_schema")}
    recording = Recording(db.driver, [name_of(table) for table in TABLES if name_of(table) in there])
    db.driver.execute("UPDATE client SET name = 'Renamed' WHERE id = 1")
    assert recording.keep("Rename")
    recording.close()
    db.driver.execute("UPDATE undo_step SET schema = ?", (version,))  # as the program of then stamped it
    db.close()
    with Journal.open(path) as journal:
        before = all_of(journal)
        assert journal.undo_label == "Rename"
        with pytest.raises(CannotUndoError, match="another version of the program"):
            journal.undo()
        assert all_of(journal) == before
        assert journal.sql("SELECT name FROM client WHERE id = 1") == [("Renamed",)]
