"""Attaching file by file: nothing counts before all of it is in, and what is left out leaves nothing."""

from __future__ import annotations

import os
import stat

import pytest

from retention_journal.core.errors import NotFoundError
from retention_journal.services import attaching
from retention_journal.services.attachments import CannotAttachError, attach, attached, content
from retention_journal.services.clients import trash_client
from retention_journal.storage.journal import Journal
from tests.builders import NOON, TODAY, a_client


def contents_of(journal):
    return [name for (name,) in journal.sql("SELECT sha256 FROM attachment_content")]


def test_files_put_in_one_by_one_are_attached_as_one_step(journal):
    client = a_client(journal)
    these = [attaching.put_in(journal, name, name.encode()) for name in ("agreement.pdf", "brief.txt")]
    assert attached(journal, client) == []
    ids = attaching.attach_put_in(journal, client, these, today=TODAY)
    assert [file.name for file in attached(journal, client)] == ["brief.txt", "agreement.pdf"]
    assert [content(journal, number) for number in ids] == [b"agreement.pdf", b"brief.txt"]
    assert attaching.count_attached(journal, client) == 2
    assert journal.undo() == "Attach 2 files"
    assert attached(journal, client) == []
    journal.redo()
    assert [content(journal, number) for number in ids] == [b"agreement.pdf", b"brief.txt"]


def test_what_is_left_out_leaves_no_content_and_no_step(journal):
    client = a_client(journal)
    before = journal.undo_label
    attaching.put_in(journal, "agreement.pdf", b"signed")
    assert len(contents_of(journal)) == 1
    attaching.leave_out(journal)
    assert contents_of(journal) == []
    assert (attached(journal, client), journal.undo_label) == ([], before)


def test_leaving_out_keeps_what_is_attached_or_can_be_undone(journal):
    client = a_client(journal)
    kept = attaching.put_in(journal, "kept.pdf", b"kept")
    attaching.attach_put_in(journal, client, [kept], today=TODAY)
    undone = attaching.put_in(journal, "undone.pdf", b"undone")
    attaching.attach_put_in(journal, client, [undone], today=TODAY)
    journal.undo()
    attaching.leave_out(journal)
    assert sorted(contents_of(journal)) == sorted([kept.sha256, undone.sha256])


def test_what_was_swept_out_meanwhile_is_not_attached(journal):
    client = a_client(journal)
    these = [attaching.put_in(journal, "agreement.pdf", b"signed")]
    attaching.leave_out(journal)
    with pytest.raises(CannotAttachError, match=r"agreement\.pdf was not taken in whole"):
        attaching.attach_put_in(journal, client, these, today=TODAY)
    assert attached(journal, client) == []


def test_a_client_in_the_trash_gets_no_files(journal):
    client = a_client(journal)
    these = [attaching.put_in(journal, "agreement.pdf", b"signed")]
    trash_client(journal, client, now=NOON)
    with pytest.raises(NotFoundError):
        attaching.attach_put_in(journal, client, these, today=TODAY)


def test_every_file_that_cannot_be_attached_is_named_with_its_reason(tmp_path):
    good, empty = tmp_path / "good.pdf", tmp_path / "empty.pdf"
    good.write_bytes(b"good")
    empty.touch()
    with pytest.raises(CannotAttachError) as told:
        attaching.look_through([good, empty, tmp_path, tmp_path / "gone.pdf"])
    assert told.value.message == "3 of these files cannot be kept here."
    assert told.value.advice.splitlines() == [
        "There is nothing in empty.pdf: 0 bytes.",
        f"{tmp_path.name} is a folder.",
        "gone.pdf is not there any more.",
        "Nothing was attached.",
    ]
    with pytest.raises(CannotAttachError, match=r"There is nothing in empty\.pdf"):
        attaching.look_through([good, empty])
    attaching.look_through([good])


def test_of_many_that_cannot_be_attached_some_are_named_and_the_others_counted(tmp_path):
    with pytest.raises(CannotAttachError) as told:
        attaching.look_through([tmp_path / f"{number}.pdf" for number in range(9)])
    assert told.value.message == "9 of these files cannot be kept here."
    assert "And 3 more." in told.value.advice.splitlines()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_told(tmp_path):
    shut = tmp_path / "shut.pdf"
    shut.write_bytes(b"shut")
    shut.chmod(0)
    try:
        with pytest.raises(CannotAttachError, match=r"You may not read shut\.pdf"):
            attaching.read(shut)
    finally:
        shut.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_what_a_killed_program_put_in_is_gone_when_the_journal_is_opened_again(journal):
    client = a_client(journal)
    attaching.put_in(journal, "agreement.pdf", b"signed")
    journal.close()
    with Journal.open(journal.path) as again:
        assert contents_of(again) == []
        assert attached(again, client) == []


@pytest.mark.parametrize("how", ["itself", "hard link", "symbolic link"])
def test_the_open_journal_is_never_read_as_a_file(journal, tmp_path, how):
    """Closing a second handle on it would drop SQLite's locks (reliability, finding 4)."""
    client, path = a_client(journal), journal.path
    if how == "hard link":
        path = tmp_path / "brief.pdf"
        path.hardlink_to(journal.path)
    elif how == "symbolic link":
        path = tmp_path / "brief.pdf"
        path.symlink_to(journal.path)
    for refuse in (
        lambda: attaching.look_through([path]),
        lambda: attaching.read(path),
        lambda: attach(journal, client, [path], today=TODAY),
    ):
        with pytest.raises(CannotAttachError, match="is a journal that is open"):
            refuse()
    assert attached(journal, client) == []
