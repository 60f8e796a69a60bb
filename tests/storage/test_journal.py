"""The journal keeps what was acknowledged, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contacts import Direction, Kind, Outcome, counts_as_contact
from retention_journal.core.errors import JournalError
from retention_journal.core.events import EventKind
from retention_journal.services.check import check
from retention_journal.storage.faults import (
    AlreadyThereError,
    CannotWriteError,
    JournalMissingError,
    NotAJournalError,
    TooNewError,
)
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.schema import CURRENT, STEPS
from retention_journal.storage.search import find
from retention_journal.storage.tables import (
    TABLES,
    ActionItem,
    CareIdea,
    Cause,
    Client,
    ClientEvent,
    ClosingConversation,
    ExpectationItem,
    Incident,
    Interaction,
    Loss,
    Promise,
    name_of,
)
from tests.builders import NOON, a_call, a_client, a_promise, an_empty_journal
from tests.laws import fewer_examples


def names_in(journal: JournalReader) -> list[str]:
    return [name for (name,) in journal.tuples(Client.select(Client.name).order_by(Client.name))]


def test_what_was_saved_is_there_when_opened_again(tmp_path):
    with Journal.create(tmp_path / "a.rjournal") as journal:
        a_client(journal, "Ødegård & Søn")
    with Journal.open(tmp_path / "a.rjournal") as journal:
        assert names_in(journal) == ["Ødegård & Søn"]


def test_a_new_journal_is_private_and_leaves_nothing_beside_it(tmp_path):
    os.umask(0o022)
    with Journal.create(tmp_path / "a.rjournal") as journal:
        a_client(journal)
    assert [path.name for path in tmp_path.iterdir()] == ["a.rjournal"]
    assert stat.S_IMODE((tmp_path / "a.rjournal").stat().st_mode) == 0o600


def test_the_file_says_what_it_is(tmp_path):
    Journal.create(tmp_path / "a.rjournal").close()
    head = (tmp_path / "a.rjournal").read_bytes()[:100]
    assert head[68:72] == b"RJrn"
    assert int.from_bytes(head[60:64], "big") == CURRENT


def test_a_change_that_fails_changes_nothing(journal):
    with pytest.raises(ValueError, match="no further"), journal.change("Half a change") as change:
        change.insert(Client, name="Ada Ltd")
        raise ValueError("no further")
    assert names_in(journal) == []
    assert journal.undo_label is None


def test_a_change_inside_a_change_is_one_step(journal):
    with journal.change("Both") as change:
        change.insert(Client, name="Ada Ltd")
        a_client(journal, "Bob plc")
    assert journal.undo() == "Both"
    assert names_in(journal) == []


def test_listeners_hear_the_tables_that_changed_after_they_changed(journal):
    heard = []
    journal.on_change(lambda changed: heard.append((changed.label, changed.tables, names_in(journal))))
    client = a_client(journal)
    a_promise(journal, client)
    journal.undo()
    assert heard == [
        ("Add a client", {"client"}, ["Ada Ltd"]),
        ("Note a promise", {"promise"}, ["Ada Ltd"]),
        ("Note a promise", {"promise"}, ["Ada Ltd"]),
    ]


def test_a_reader_has_no_way_to_write(journal):
    with JournalReader.open(journal.path) as reader:
        assert not hasattr(reader, "change")
        with pytest.raises(CannotWriteError):
            reader.sql("DELETE FROM client")


def test_a_journal_opened_to_read_only_refuses_every_change_in_plain_words(tmp_path):
    with Journal.create(tmp_path / "a.rjournal") as journal:
        a_client(journal)
    with Journal.open_read_only(tmp_path / "a.rjournal") as journal:
        assert names_in(journal) == ["Ada Ltd"]
        with pytest.raises(CannotWriteError, match="read-only"), journal.change("Try"):
            pass


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("direction", Direction)
def test_the_file_and_the_rule_agree_on_what_counts_as_contact(journal, kind, direction):
    client = a_client(journal)
    for outcome in Outcome:
        a_call(journal, client, kind=kind, direction=direction, outcome=outcome)
    told = journal.tuples(Interaction.select(Interaction.outcome, Interaction.counts_as_contact))
    assert told == [(outcome, counts_as_contact(kind, direction, outcome)) for outcome in Outcome]


def test_days_moments_numbers_and_texts_come_back_as_they_went_in(journal):
    client = a_client(journal, "  A\u030ada\x00 \u202eLtd ", start_date=date(1969, 12, 31))
    a_promise(journal, client, due_at=datetime(2026, 3, 29, 2, 30))
    assert journal.tuples(Client.select(Client.name, Client.start_date)) == [("Åda Ltd", date(1969, 12, 31))]
    assert journal.value(Promise.select(Promise.due_at)) == datetime(2026, 3, 29, 2, 30)


# -- files that are no good journal -------------------------------------------------------------------


def opening(path) -> str:
    with pytest.raises(JournalError) as caught:
        Journal.open(path)
    assert caught.value.advice
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"\0" * 8192, "not_a_journal"),
        (b"%PDF-1.4 " + b"x" * 9000, "not_a_journal"),
        (b"SQLite format 3\0", "not_a_journal"),
        ("Kåre".encode("utf-16") * 2000, "not_a_journal"),
    ],
)
def test_what_is_no_journal_is_refused_and_left_as_it_was(tmp_path, content, code):
    path = tmp_path / "odd.rjournal"
    path.write_bytes(content)
    assert opening(path) == code
    assert path.read_bytes() == content


def test_a_missing_journal_is_not_made_by_opening_it(tmp_path):
    with pytest.raises(JournalMissingError):
        Journal.open(tmp_path / "none.rjournal")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_journal(tmp_path):
    with pytest.raises(NotAJournalError):
        Journal.open(tmp_path)


def test_another_programs_database_is_no_journal(tmp_path):
    import apsw

    other = apsw.Connection(str(tmp_path / "other.db"))
    other.execute("CREATE TABLE client (name)")
    other.close()
    before = (tmp_path / "other.db").read_bytes()
    with pytest.raises(NotAJournalError):
        Journal.open(tmp_path / "other.db")
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_journal_of_a_newer_program_is_refused_untouched(tmp_path):
    path = tmp_path / "a.rjournal"
    Journal.create(path).close()
    with Journal.open(path, steps=(*STEPS, lambda execute: execute("CREATE TABLE later (id)"))):
        pass
    before = path.read_bytes()
    with pytest.raises(TooNewError, match="newer version"):
        Journal.open(path)
    assert path.read_bytes() == before


def test_an_older_journal_is_backed_up_before_it_is_brought_up_to_date(tmp_path):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal:
        a_client(journal)
    kept = []
    later = (*STEPS, lambda execute: execute("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"))
    with Journal.open(
        path, before_migration=lambda old: kept.append(old.counts()["client"]), steps=later
    ) as new:
        assert new.sql("SELECT count(*) FROM later") == [(0,)]
        assert names_in(new) == ["Ada Ltd"]
    assert kept == [1]


def opened_as_of(version, tmp_path):
    path = tmp_path / "old.rjournal"
    old = apsw.Connection(str(path))
    old.execute((Path(__file__).parent / "files" / f"v{version}.sql").read_text("utf-8"))
    old.close()
    return path


def test_a_journal_of_version_1_opens_with_all_that_is_in_it(tmp_path):
    path = opened_as_of(1, tmp_path)
    with Journal.open(path) as journal:
        assert names_in(journal) == ["Ada Ltd", "Møller & Ek"]
        assert [found.type for found in find(journal, "pris", 9)] == []
        assert {found.type for found in find(journal, "price list", 9)} == {"interaction", "promise"}
        with journal.change("Note an event") as change:
            change.insert(
                ClientEvent, client=1, kind=EventKind.CUTS, happened_on=date(2026, 3, 1), note="Møtte kutt"
            )
        assert [found.type for found in find(journal, "motte", 9)] == ["client_event"]
    assert check(path).problems == []


def test_a_journal_of_version_2_opens_with_all_that_is_in_it(tmp_path):
    path = opened_as_of(2, tmp_path)
    with Journal.open(path) as journal:
        assert names_in(journal) == ["Ada Ltd", "Møller & Ek"]
        assert [found.type for found in find(journal, "motte", 9)] == ["client_event"]
        assert journal.value(Promise.select(Promise.date_unknown)) is False
        with journal.change("Note an idea") as change:
            number = change.insert(
                CareIdea, client=1, text="Kjøkkenhage på nettsiden", noted_on=date(2026, 3, 1)
            )
        assert [(found.type, found.id) for found in find(journal, "kjøkkenhage", 9)] == [
            ("care_idea", number)
        ]
        with journal.change("Settle it") as change:
            change.update(CareIdea, number, text="Ordered", result="Bestilt: grønn vegg")
        assert find(journal, "kjøkkenhage", 9) == []
        assert [found.type for found in find(journal, "gronn vegg", 9)] == ["care_idea"]
    assert check(path).problems == []


def test_a_journal_of_version_3_opens_with_all_that_is_in_it(tmp_path):
    path = opened_as_of(3, tmp_path)
    with Journal.open(path) as journal:
        assert names_in(journal) == ["Ada Ltd", "Møller & Ek"]
        assert [found.type for found in find(journal, "prisliste", 9)] == ["time_entry"]
        assert journal.value(ExpectationItem.select(ExpectationItem.valid_to)) is None
        with journal.change("Write down a complaint") as change:
            number = change.insert(
                Incident,
                client=1,
                received_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
                client_words="Ventet på bilder",
            )
            change.insert(Cause, incident=number, evidence="Ingen hadde sett e-posten")
        assert {found.type for found in find(journal, "ventet", 9)} == {"incident"}
        assert {found.type for found in find(journal, "e-posten", 9)} == {"cause"}
    assert check(path).problems == []


def test_a_journal_of_version_4_opens_with_all_that_is_in_it(tmp_path):
    path = opened_as_of(4, tmp_path)
    with Journal.open(path) as journal:
        assert {found.type for found in find(journal, "ventet", 9)} == {"incident"}
        assert {found.type for found in find(journal, "oftere", 9)} == {"closing_conversation"}
        assert journal.value(Loss.select(Loss.won_back_on)) is None
        with journal.change("Write down what they said") as change:
            change.update(ClosingConversation, 1, situation="Ny eier samler alt", first_noticed="i mai")
            change.insert(ActionItem, post_mortem=1, text="Ringe ved sen faktura", done_when="to ganger")
        assert {found.type for found in find(journal, "samler", 9)} == {"closing_conversation"}
        assert {found.type for found in find(journal, "sen faktura", 9)} == {
            "lesson",
            "action_item",
            "post_mortem",
        }
        with journal.change("Say it otherwise") as change:
            change.update(ClosingConversation, 1, situation="Ny daglig leder")
        assert find(journal, "samler", 9) == []
    assert check(path).problems == []


def test_a_migration_that_fails_leaves_the_journal_as_it_was(tmp_path):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal:
        a_client(journal)

    def broken(execute):
        execute("DELETE FROM client")
        execute("THIS IS NOT SQL")

    with pytest.raises(Exception, match="syntax error"):
        Journal.open(path, steps=(*STEPS, broken))
    with Journal.open(path) as journal:
        assert names_in(journal) == ["Ada Ltd"]


def test_nothing_is_ever_overwritten_by_a_new_journal(tmp_path):
    (tmp_path / "a.rjournal").write_text("mine")
    with pytest.raises(AlreadyThereError):
        Journal.create(tmp_path / "a.rjournal")
    assert (tmp_path / "a.rjournal").read_text() == "mine"


def test_a_folder_that_is_not_there_is_told_when_making_a_journal(tmp_path):
    with pytest.raises(CannotWriteError, match="cannot be written to"):
        Journal.create(tmp_path / "none" / "a.rjournal")


def everything(journal: JournalReader) -> list[object]:
    return [journal.sql(f'SELECT * FROM "{name_of(table)}"') for table in TABLES]


# -- undo -----------------------------------------------------------------------------------------------


def test_undo_and_redo_outlive_a_restart(tmp_path):
    path = tmp_path / "a.rjournal"
    with Journal.create(path) as journal:
        a_client(journal, "Ada Ltd")
        a_client(journal, "Bob plc")
        journal.undo()
    with Journal.open(path) as journal:
        assert (journal.undo_label, journal.redo_label) == ("Add a client", "Add a client")
        journal.redo()
        assert names_in(journal) == ["Ada Ltd", "Bob plc"]
    with Journal.open(path) as journal:
        journal.undo()
        journal.undo()
        assert names_in(journal) == []
        assert journal.undo() is None


def test_a_new_act_ends_what_could_be_redone(journal):
    a_client(journal, "Ada Ltd")
    journal.undo()
    a_client(journal, "Bob plc")
    assert journal.redo() is None
    assert names_in(journal) == ["Bob plc"]


def test_undoing_a_deletion_brings_back_all_that_went_with_it(journal):
    client = a_client(journal)
    a_call(journal, client, summary="talk about the harbour")
    before = everything(journal)
    with journal.change("Delete for good") as change:
        change.delete(Client, client)
    assert journal.value(Interaction.select()) is None
    journal.undo()
    assert everything(journal) == before
    assert journal.sql("SELECT count(*) FROM search WHERE search MATCH 'harbour'") == [(1,)]


def test_a_step_that_no_longer_fits_is_refused_and_changes_nothing(journal):
    client = a_client(journal, "Ada Ltd")
    with journal.change("Rename") as change:
        change.update(Client, client, name="Ada plc")
    journal.sql("UPDATE client SET name = 'Elsewhere' WHERE id = ?", client)
    with pytest.raises(JournalError, match="no longer fits"):
        journal.undo()
    assert names_in(journal) == ["Elsewhere"]
    assert journal.undo_label == "Rename"


ACTS = ("add", "rename", "trash", "restore", "delete", "call", "promise", "undo", "redo")
TEXTS = st.text(st.characters(categories=["L", "M", "N", "P", "S"]), min_size=1, max_size=12)


@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5), TEXTS), max_size=25))
@fewer_examples
def test_undo_and_redo_walk_the_same_path(acts, tmp_path_factory):
    path = tmp_path_factory.mktemp("walk") / "a.rjournal"
    with an_empty_journal(path) as journal:
        states, position = [everything(journal)], 0
        for act, which, text in acts:
            before = journal.undo_label, everything(journal)
            _do(journal, act, which, text)
            now = everything(journal)
            if act == "undo":
                position -= position > 0
                assert now == states[position]
            elif act == "redo":
                position += position < len(states) - 1
                assert now == states[position]
            elif now != before[1]:
                position += 1
                states[position:] = [now]
    with Journal.open(path) as journal:
        while journal.undo() is not None:
            position -= 1
            assert everything(journal) == states[position]
        assert position == 0
        while journal.redo() is not None:
            position += 1
            assert everything(journal) == states[position]
        assert position == len(states) - 1
        journal.sql("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def _do(journal: Journal, act: str, which: int, text: str) -> None:
    clients = [number for (number,) in journal.tuples(Client.select(Client.id).order_by(Client.id))]
    if act == "undo":
        journal.undo()
    elif act == "redo":
        journal.redo()
    elif act == "add" or not clients:
        a_client(journal, text)
    else:
        client = clients[which % len(clients)]
        match act:
            case "call":
                a_call(journal, client, summary=text)
            case "promise":
                a_promise(journal, client, text)
            case "rename":
                with journal.change(act) as change:
                    change.update(Client, client, name=text, updated_at=0)
            case "trash":
                with journal.change(act) as change:
                    change.trash(Client, client, at=NOON)
            case "restore":
                with journal.change(act) as change:
                    change.restore(Client, client)
            case _:
                with journal.change(act) as change:
                    change.delete(Client, client)


def test_any_sqlite_can_read_a_journal_without_us(tmp_path):
    """A second, independent reader: the standard library's own SQLite knows nothing of our driver."""
    with Journal.create(tmp_path / "a.rjournal") as journal:
        client = a_client(journal, "Ødegård & Søn")
        a_call(journal, client, summary="talk")
    other = sqlite3.connect(tmp_path / "a.rjournal")
    rows = other.execute(
        "SELECT c.name, datetime(i.occurred_at, 'unixepoch'), i.counts_as_contact, i.summary"
        " FROM interaction i JOIN client c ON c.id = i.client_id"
    ).fetchall()
    other.close()
    assert rows == [("Ødegård & Søn", "2026-03-10 12:00:00", 1, "talk")]
