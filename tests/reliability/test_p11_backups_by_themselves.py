"""Promise 11: backups are made where something changed, go to a second place, and say when they fail."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.services.backups import (
    Before,
    all_backups,
    back_up_changes,
    backup_before,
    backups,
    choose_second_place,
    every_backup,
    make_backup,
    standing,
)
from retention_journal.storage.backup import BackupError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.keys import Key
from retention_journal.storage.salt_copies import folder_file
from retention_journal.storage.tables import Client
from tests.builders import NOON, TODAY, a_client

pytestmark = pytest.mark.promise(11)


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    return place


def test_each_backup_goes_to_the_second_place_too(journal, stick):
    choose_second_place(journal.path, stick)
    a_client(journal)
    made = back_up_changes(journal.path, today=TODAY)
    here, there = every_backup(journal.path)
    assert here == made.path
    assert there.is_relative_to(stick)
    assert there.read_bytes() == here.read_bytes()
    (kept,) = all_backups(journal.path)
    assert kept.is_here and kept.is_second


def test_a_stick_that_is_away_stops_nothing_and_gets_the_newest_when_it_is_back(journal, stick, tmp_path):
    choose_second_place(journal.path, stick)
    stick.rename(tmp_path / "in a drawer")
    a_client(journal)
    assert back_up_changes(journal.path, today=TODAY)
    told = standing(journal.path)
    assert not told.second.is_there
    assert told.failed is None
    assert not stick.exists(), "the place of a stick that is away is not made up"
    (tmp_path / "in a drawer").rename(stick)
    assert back_up_changes(journal.path, today=TODAY) is None, "nothing changed"
    assert standing(journal.path).second_newest.number == 1


def test_a_second_place_that_takes_nothing_is_told_and_the_backup_here_stands(journal, stick):
    choose_second_place(journal.path, stick)
    (stick / "own backups").write_text("something is in the way")
    a_client(journal)
    assert back_up_changes(journal.path, today=TODAY)
    told = standing(journal.path)
    (stick / "own backups").unlink()
    assert told.failed is None
    assert "could not be written" in told.second_failed.message
    back_up_changes(journal.path, today=TODAY)
    assert standing(journal.path).second_failed is None


def test_two_journals_of_one_name_keep_apart_on_one_stick(tmp_path, stick):
    for place in ("home", "office"):
        (tmp_path / place).mkdir()
        path = tmp_path / place / "own.rjournal"
        with Journal.create(path) as journal:
            a_client(journal, place)
            choose_second_place(path, stick)
            make_backup(journal, today=TODAY)
    assert {folder.name for folder in stick.iterdir()} == {"own backups", "own backups 2"}


def test_a_folder_that_is_none_or_the_same_is_refused(journal, tmp_path):
    for wrong in (tmp_path / "nowhere", journal.path.parent):
        with pytest.raises(BackupError):
            choose_second_place(journal.path, wrong)
    assert standing(journal.path).second is None


def test_the_second_place_can_be_given_up_and_its_copies_stay(journal, stick):
    choose_second_place(journal.path, stick)
    make_backup(journal, today=TODAY)
    choose_second_place(journal.path, None)
    make_backup(journal, today=TODAY)
    assert len(list(stick.rglob("*.rjournal"))) == 1
    assert not list(journal.path.parent.glob(".own.rjournal.backups")), "there is nothing to keep in mind"


def test_a_locked_journal_is_locked_in_both_places_with_its_salt(tmp_path, stick):
    path = tmp_path / "own.rjournal"
    with Journal.create(path, key=Key.from_passphrase("four good words here")) as journal:
        a_client(journal, "Very Secret Ltd")
        choose_second_place(path, stick)
        make_backup(journal, today=TODAY)
    for copy in every_backup(path):
        assert b"Very Secret" not in copy.read_bytes()
        assert folder_file(copy.parent).exists()
        with JournalReader.open(copy) as opened:
            assert opened.value(Client.select(Client.name)) == "Very Secret Ltd"


@pytest.mark.parametrize("reason", Before)
def test_before_what_is_hard_to_take_back_a_backup_holds_all_there_is(journal, reason):
    a_client(journal)
    assert backup_before(journal, reason, NOON)
    assert backup_before(journal, reason, NOON) is None, "the newest holds all of it"
    assert len(backups(journal.path)) == 1


def test_before_a_restore_nothing_is_thinned(journal):
    """Promise 12: another program lost its eight good backups to eight restores."""
    for days in range(40):
        a_client(journal, f"Firm {days}")
        backup_before(journal, Before.RESTORE, NOON + timedelta(days=days))
    assert len(backups(journal.path)) == 40


def test_a_backup_that_fails_is_noted_thins_nothing_and_the_next_good_one_takes_the_note_away(journal):
    for days in range(40):
        a_client(journal, f"Firm {days}")
        backup_before(journal, Before.RESTORE, NOON + timedelta(days=days))
    folder = backups(journal.path)[0].path.parent
    a_client(journal, "The last")
    away = folder.rename(folder.with_name("away"))
    folder.write_text("something is in the way")
    with pytest.raises(JournalError):
        back_up_changes(journal.path, today=TODAY + timedelta(days=41))
    folder.unlink()
    away.rename(folder)
    told = standing(journal.path)
    assert told.is_trouble(TODAY)
    assert "could not be written" in told.failed.message
    assert len(backups(journal.path)) == 40
    back_up_changes(journal.path, today=TODAY + timedelta(days=41))
    assert standing(journal.path).failed is None
    assert len(backups(journal.path)) < 40


def test_thirty_days_without_a_good_backup_are_trouble_and_a_clock_ahead_is_not(journal):
    make_backup(journal, today=TODAY)
    found = standing(journal.path)
    assert not found.is_trouble(TODAY + timedelta(days=30))
    assert found.is_trouble(TODAY + timedelta(days=31))
    assert not found.is_trouble(TODAY - timedelta(days=400))


def test_notes_that_cannot_be_read_are_none(journal, stick):
    choose_second_place(journal.path, stick)
    journal.path.with_name(".own.rjournal.backups").write_text('{"second": [1, 2]}')
    assert standing(journal.path).second is None


def test_a_stick_pulled_out_in_between_leaves_no_half_copy(journal, stick):
    choose_second_place(journal.path, stick)
    make_backup(journal, today=TODAY)
    shutil.rmtree(stick)
    a_client(journal)
    assert make_backup(journal, today=TODAY)
    assert standing(journal.path).second_newest is None
