"""The check of a whole journal: what it asks, and when it is due."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from retention_journal.services.check import DAYS_BETWEEN, check, is_due
from retention_journal.storage import keys, salt_copies
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.storage.tables import Attachment
from tests.builders import TODAY, a_client


def attached(journal, content, sha256=None):
    sha256 = sha256 or hashlib.sha256(content).hexdigest()
    client = a_client(journal)
    with journal.change("attach") as change:
        change.insert(Attachment, client=client, name="Brief.pdf", sha256=sha256, size_bytes=len(content))
    journal.connection.execute("INSERT INTO attachment_content VALUES (?, ?)", (sha256, content))


def test_a_sound_journal_says_how_often_it_was_saved_and_by_what(journal):
    attached(journal, b"words")
    found = check(journal.path)
    assert found.problems == []
    assert found.saves >= 2
    assert found.driver.startswith("SQLite 3.")
    assert "Multiple Ciphers" in found.driver


def test_an_attached_file_that_was_changed_or_is_gone_is_named(journal):
    attached(journal, b"words")
    journal.connection.execute("UPDATE attachment_content SET content = x'00'")
    assert check(journal.path).problems == ["The attached file “Brief.pdf” is no longer what was attached."]
    journal.connection.execute("DELETE FROM attachment_content")
    assert check(journal.path).problems == ["The attached file “Brief.pdf” is not in the journal."]


def test_a_step_of_undo_that_cannot_be_read_is_told(journal):
    a_client(journal)
    journal.connection.execute("UPDATE undo_step SET changeset = x'ffee'")
    assert check(journal.path).problems == ["1 step of undo cannot be read."]


def test_a_journal_without_an_account_of_its_saves_is_told(journal):
    journal.connection.execute("DELETE FROM generation")
    assert check(journal.path).problems == ["The journal has lost the account of its saves."]


def test_the_copy_of_a_locked_journals_salt_is_written_again(tmp_path):
    keys.ring.let_go()
    path, key = tmp_path / "a.rjournal", Key.from_passphrase("gul sykkel")
    Journal.create(path, key=key).close()
    salt_copies.copy_file(path).unlink()
    assert check(path).problems == []
    assert salt_copies.near(path) == [key.copy]
    keys.ring.let_go()


def test_one_flipped_bit_is_told_in_one_sentence_with_a_way_on(tmp_path):
    keys.ring.let_go()
    path = tmp_path / "a.rjournal"
    Journal.create(path, key=Key.from_passphrase("gul sykkel")).close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1  # a page that opening does not read
    path.write_bytes(content)
    first, *more = check(path).problems
    assert first.startswith("Part of a.rjournal cannot be read.")
    assert "Repair it" in first
    assert [problem for problem in more if not problem.startswith("SQLite: ")] == []
    assert len(more) <= 3
    keys.ring.let_go()


@pytest.mark.parametrize(
    ("days", "due"), [(0, False), (DAYS_BETWEEN - 1, False), (DAYS_BETWEEN, True), (400, True), (-1, True)]
)
def test_a_check_is_due_after_a_month_or_when_the_clock_went_back(days, due):
    assert is_due(TODAY - timedelta(days=days), TODAY) is due


def test_a_journal_that_was_never_checked_is_due():
    assert is_due(None, date(2026, 1, 1))
