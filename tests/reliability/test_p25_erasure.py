"""Promise 25: erased is erased. A word planted wherever somebody can be reached is nowhere afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retention_journal import paths
from retention_journal.core.rotation import Copy, kept
from retention_journal.services.backups import (
    bring_to_second_place,
    choose_second_place,
    every_backup,
    make_backup,
)
from retention_journal.services.check import check
from retention_journal.services.erasure import erase_again, erased_uids, forget_client, forget_person
from retention_journal.services.erasure_backups import ends_on, erase_from_backups, still_holding
from retention_journal.services.erasure_traces import forget_traces
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Contact, Setting
from tests.builders import NOON, TODAY, an_empty_journal
from tests.reliability.markers import files_with
from tests.reliability.planted import plant, plant_beside

pytestmark = pytest.mark.promise(25)

WORD, NAME = "Qwxyzplanted", "Vyxmarker Ødegård"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which everything lies that the program writes."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def a_planted_journal(place: Path, name: str = NAME, word: str = WORD):
    journal = an_empty_journal(place / "own.rjournal")
    planted = plant(journal, name, word)
    plant_beside(journal, planted, name, word)
    journal.sql("ANALYZE")
    for day in (1, 2):
        make_backup(journal, today=date(2026, 3, day))
    return journal, planted


def test_promise_25_a_client_is_in_no_file_any_more(place):
    journal, planted = a_planted_journal(place)
    assert planted.columns >= 130, "the word was planted almost nowhere"
    for sought in (WORD, NAME):
        assert len(files_with(place, sought)) >= 4, "nothing was there to be erased"
    erased = forget_client(journal, planted.client, now=NOON)
    forget_traces(journal.path, erased, SettingsFile(paths.settings_file()))
    told = erase_from_backups(journal.path, now=NOON)
    assert (len(told.rewritten), told.not_reached) == (2, ())
    found = {sought: files_with(place, sought) for sought in (WORD, NAME, f"Kari {NAME}")}
    journal.close()
    assert found == {sought: [] for sought in found}
    assert {sought: files_with(place, sought) for sought in found} == {sought: [] for sought in found}
    assert check(journal.path).problems == []


def test_promise_25_others_and_what_is_theirs_stay(place):
    journal, planted = a_planted_journal(place)
    erased = forget_client(journal, planted.client, now=NOON)
    forget_traces(journal.path, erased, SettingsFile(paths.settings_file()))
    assert journal.tuples(Client.select(Client.name, Client.notes)) == [("Bob plc", "Knows […].")]
    assert journal.value(Setting.select(Setting.value).where(Setting.name == "kept_all")) == {
        "names": {"Bob plc": 2}, "uids": ["x"],
    }  # fmt: skip
    assert SettingsFile(paths.settings_file()).current.views == {
        "of_clients": {"other": "reports"}, "table": [1, 2],
    }  # fmt: skip
    kept = (
        (paths.state_folder() / "drafts.json").read_text(),
        (paths.state_folder() / "loss-drafts.json").read_text(),
    )
    assert all("stays" in one for one in kept)
    journal.close()


def test_promise_25_a_person_is_in_no_file_any_more_and_their_client_is(place):
    journal, planted = a_planted_journal(place)
    erased = forget_person(journal, planted.person, now=NOON)
    forget_traces(journal.path, erased, SettingsFile(paths.settings_file()))
    erase_from_backups(journal.path, now=NOON)
    assert journal.tuples(Contact.select(Contact.display_name)) == []
    assert journal.counts()["interaction"] == 1
    assert erased.emptied["interaction"] == 1
    journal.close()
    assert files_with(place, f"Kari {NAME}") == []
    assert check(journal.path).problems == []


@settings(max_examples=6)
@given(
    st.text("abcdefghxyzæøåßéÅØ", min_size=4, max_size=12),
    st.sampled_from(["{} AS", "Møbler {}", "{}", "{} & Sønner", "Mc'{} (UK)"]),
)
def test_promise_25_whatever_the_client_is_called(tmp_path_factory, letters, pattern):
    place = tmp_path_factory.mktemp("erased")
    name = pattern.format(f"Vyx{letters}")
    journal = an_empty_journal(place / "own.rjournal")
    planted = plant(journal, name, WORD)
    forget_client(journal, planted.client, now=NOON)
    journal.close()
    assert files_with(place, name) == []
    assert files_with(place, WORD) == []


def test_promise_25_an_old_copy_that_comes_back_is_rid_of_them_again(place):
    journal, planted = a_planted_journal(place)
    old = place / "stick" / "copy.rjournal"
    old.parent.mkdir()
    make_backup(journal, today=TODAY, to=old)
    forget_client(journal, planted.client, now=NOON)
    uids = erased_uids(journal)
    journal.close()
    with Journal.open(old) as copy:
        assert erase_again(copy, uids, now=NOON).records["client"] == 1
        assert erased_uids(copy) >= uids
        assert erase_again(copy, uids, now=NOON).records == {}
    assert files_with(old.parent, WORD) == []
    assert files_with(old.parent, NAME) == []


def test_promise_25_a_backup_that_is_cut_short_is_as_it_was(place, monkeypatch):
    journal, planted = a_planted_journal(place)
    forget_client(journal, planted.client, now=NOON)
    before = {file: file.read_bytes() for file in (place / "own backups").iterdir()}

    def stop(done: int, total: int) -> None:
        from retention_journal.core.errors import CancelledError

        raise CancelledError("")

    told = erase_from_backups(journal.path, now=NOON, progress=stop)
    assert len(told.still_to_do) == 2
    assert {file: file.read_bytes() for file in (place / "own backups").iterdir()} == before
    uids = sorted(erased_uids(journal))
    assert len(still_holding(journal.path, uids)) == 2
    assert len(erase_from_backups(journal.path, now=NOON).rewritten) == 2
    assert still_holding(journal.path, uids) == []
    journal.close()


def test_promise_25_nothing_can_be_undone_and_the_erasure_says_only_what_it_may(place):
    journal, planted = a_planted_journal(place)
    counts = forget_client(journal, planted.client, now=NOON).records
    assert journal.undo_label is None
    assert journal.undo() is None
    assert counts["client"] == 1
    assert counts["contact"] == 1
    path = journal.path
    journal.close()
    with JournalReader.open(path) as again:
        (kept,) = again.sql("SELECT what, counts, uids FROM erasure")
    assert kept[0] == "client"
    assert WORD not in kept[1]


def test_promise_25_whoever_listens_is_told_and_undo_holds_no_step_of_it(place):
    journal, planted = a_planted_journal(place)
    told = []
    journal.on_change(told.append)
    forget_client(journal, planted.client, now=NOON)
    (changed,) = told
    assert {"client", "interaction", "erasure"} <= changed.tables
    assert journal.sql("SELECT count(*) FROM undo_step") == [(0,)]
    with journal.change("Go on") as change:
        change.insert(Client, name="Next", sort_key="next")
    assert journal.undo() == "Go on"
    journal.close()


def test_promise_25_a_copy_in_the_second_place_is_written_anew_and_stays_the_same_copy(place):
    journal, planted = a_planted_journal(place)
    stick = place / "stick"
    stick.mkdir()
    choose_second_place(journal.path, stick)
    assert bring_to_second_place(journal.path, today=TODAY)
    newest, _older = every_backup(journal.path)[:2]
    made = newest.stat().st_mtime_ns
    forget_client(journal, planted.client, now=NOON)
    assert len(erase_from_backups(journal.path, now=NOON).rewritten) == 3
    assert files_with(stick, WORD) == []
    (copy,) = stick.rglob("*.rjournal")
    assert copy.read_bytes() == newest.read_bytes()
    assert newest.stat().st_mtime_ns == made
    journal.close()


def test_promise_25_a_backup_that_cannot_be_reached_is_told_with_the_day_it_ends(place):
    journal, _planted = a_planted_journal(place)
    first, second = sorted((place / "own backups").iterdir())[-2:]
    journal.close()
    until = ends_on(first)
    assert until is not None
    copies = [Copy(1, date(2026, 3, 1), 0.0), Copy(2, date(2026, 3, 2), 1.0)]
    number = 2
    day = date(2026, 3, 2)
    while day < until:
        assert 1 in kept(copies)
        number, day = number + 1, day + timedelta(days=1)
        copies = [*(copy for copy in copies if copy.number in kept(copies)), Copy(number, day, float(number))]
    assert 1 not in kept(copies)
    assert ends_on(second) is not None
