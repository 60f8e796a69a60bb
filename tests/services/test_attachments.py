"""Attached files: what is taken in and refused, how they are read, and how copies get out."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal import paths
from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import CancelledError, InvalidEntryError, NotFoundError
from retention_journal.services import attachments, trash
from retention_journal.services.attachments import (
    MOST_BYTES,
    CannotAttachError,
    SpoiltFileError,
    attach,
    attach_bytes,
    attached,
    content,
    forget_opened_copies,
    open_copy,
    put_in_trash,
    rename,
    save_copy,
)
from retention_journal.services.clients import trash_client
from retention_journal.services.search import search
from retention_journal.storage.faults import AlreadyThereError, CannotWriteError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Engagement
from tests.builders import NOON, TODAY, a_client, a_promise, an_empty_journal
from tests.laws import fewer_examples

SIGNED = b"%PDF-1.7 signed by both"


@pytest.fixture
def ada(journal):
    return a_client(journal)


@pytest.fixture
def opened_folder(tmp_path, monkeypatch):
    """Where copies lie in this test; nothing of it is left behind."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "session"))
    (tmp_path / "session").mkdir(mode=0o700)
    yield paths.opened_folder()
    forget_opened_copies()


def a_file(folder: Path, name: str = "Avtale.pdf", held: bytes = SIGNED) -> Path:
    path = folder / name
    path.write_bytes(held)
    return path


def kept(journal) -> list[str]:
    return [name for (name,) in journal.sql("SELECT sha256 FROM attachment_content ORDER BY sha256")]


def everything(journal):
    return journal.counts(), kept(journal), journal.undo_label


def test_attached_files_are_shown_newest_first_with_what_is_known_of_them(journal, ada, tmp_path):
    attach(journal, ada, [a_file(tmp_path)], today=TODAY)
    attach(journal, ada, [a_file(tmp_path, "Brief.docx", b"words")], today=date(2026, 3, 11))
    attach(journal, ada, [a_file(tmp_path, "Logo.png", b"picture")], today=TODAY)
    assert [(one.name, one.media_type, one.size_bytes, one.added_on) for one in attached(journal, ada)] == [
        ("Brief.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 5,
         date(2026, 3, 11)),
        ("Logo.png", "image/png", 7, TODAY),
        ("Avtale.pdf", "application/pdf", len(SIGNED), TODAY),
    ]  # fmt: skip


def test_several_files_are_one_step_and_each_content_is_kept_once(journal, ada, tmp_path):
    files = [a_file(tmp_path, name, SIGNED) for name in ("a.pdf", "b.pdf")] + [a_file(tmp_path, "c", b"c")]
    ids = attach(journal, ada, files, today=TODAY)
    assert len(kept(journal)) == 2
    assert [content(journal, number) for number in ids] == [SIGNED, SIGNED, b"c"]
    journal.undo()
    assert attached(journal, ada) == []
    journal.redo()
    assert [content(journal, number) for number in ids] == [SIGNED, SIGNED, b"c"]


def test_the_file_stays_where_it_was_and_its_path_is_not_kept(journal, ada, tmp_path):
    folder = tmp_path / "Vyxfolder"
    folder.mkdir()
    attach(journal, ada, [a_file(folder)], today=TODAY)
    assert (folder / "Avtale.pdf").read_bytes() == SIGNED
    journal.close()
    assert b"Vyxfolder" not in journal.path.read_bytes()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "gone.pdf", "gone.pdf is not there any more."),
        (lambda folder: folder, "{folder} is a folder."),
        (lambda folder: a_file(folder, "none.pdf", b""), "There is nothing in none.pdf: 0 bytes."),
        (lambda folder: a_file(folder, "file") / "inside.pdf", "inside.pdf is not there any more."),
        (lambda folder: folder / "a\0.pdf", "a.pdf cannot be read: "),
    ],
)
def test_what_cannot_be_attached_is_named_and_nothing_is_changed(journal, ada, tmp_path, make, said):
    folder = tmp_path / "files"
    folder.mkdir()
    good = a_file(folder)
    before = everything(journal)
    with pytest.raises(CannotAttachError) as told:
        attach(journal, ada, [good, make(folder)], today=TODAY)
    assert told.value.message.startswith(said.format(folder="files"))
    assert everything(journal) == before


def test_a_file_of_more_than_25_mb_is_refused_and_one_of_25_is_kept(journal, ada, tmp_path):
    large = a_file(tmp_path, "Film.mp4", b"")
    os.truncate(large, MOST_BYTES + 1)
    with pytest.raises(CannotAttachError, match=r"Film\.mp4 is larger than 25 MB"):
        attach(journal, ada, [large], today=TODAY)
    os.truncate(large, MOST_BYTES)
    (number,) = attach(journal, ada, [large], today=TODAY)
    assert content(journal, number) == bytes(MOST_BYTES)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names in folders there")
def test_a_pipe_is_refused_without_waiting_for_it(journal, ada, tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(CannotAttachError, match=r"pipe\.pdf is no file that could be kept"):
        attach(journal, ada, [tmp_path / "pipe.pdf"], today=TODAY)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_file_whose_name_is_no_text_is_attached_under_what_is_left_of_it(journal, ada, tmp_path):
    path = tmp_path / os.fsdecode(b"br\xffief.pdf")
    path.write_bytes(SIGNED)
    (number,) = attach(journal, ada, [path], today=TODAY)
    assert attachments.attachment(journal, number).name == "brief.pdf"
    path.unlink()
    with pytest.raises(CannotAttachError, match=r"brief\.pdf is not there any more"):
        attach(journal, ada, [path], today=TODAY)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
def test_a_device_that_never_ends_is_refused(journal, ada, tmp_path):
    (tmp_path / "zero.pdf").symlink_to("/dev/zero")
    with pytest.raises(CannotAttachError, match=r"zero\.pdf is no file that could be kept"):
        attach(journal, ada, [tmp_path / "zero.pdf"], today=TODAY)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the rights do not hold for root")
def test_a_file_that_may_not_be_read_is_named(journal, ada, tmp_path):
    a_file(tmp_path).chmod(0)
    with pytest.raises(CannotAttachError, match=r"You may not read Avtale\.pdf"):
        attach(journal, ada, [tmp_path / "Avtale.pdf"], today=TODAY)


def test_stopping_halfway_changes_nothing(journal, ada, tmp_path):
    files = [a_file(tmp_path, f"{n}.txt", bytes([n])) for n in range(1, 5)]
    before = everything(journal)

    def stop(done: int, total: int) -> None:
        assert total == 4
        if done == 2:
            raise CancelledError("")

    with pytest.raises(CancelledError):
        attach(journal, ada, files, today=TODAY, progress=stop)
    assert everything(journal) == before


def test_attaching_nothing_is_no_step(journal, ada):
    label = journal.undo_label
    assert attach(journal, ada, [], today=TODAY) == []
    put_in_trash(journal, [], now=NOON)
    assert journal.undo_label == label


def test_a_client_in_the_trash_gets_no_files(journal, ada, tmp_path):
    trash_client(journal, ada, now=NOON)
    with pytest.raises(NotFoundError):
        attach(journal, ada, [a_file(tmp_path)], today=TODAY)


def test_a_file_can_hang_on_a_record_of_the_client_and_on_no_other(journal, ada, tmp_path):
    other = a_client(journal, "Bob plc")
    with journal.change("terms") as change:
        terms = change.insert(
            Engagement, client=ada, uid="terms", start_date=TODAY, engagement_type=EngagementType.RETAINER
        )
    ways = {"today": TODAY, "record_type": "engagement", "record_uid": "terms"}
    attach(journal, ada, [a_file(tmp_path)], **ways)
    (one,) = attached(journal, ada)
    assert (one.record_type, one.record_uid) == ("engagement", "terms")
    uid = journal.value(Client.select(Client.uid).where(Client.id == ada))
    attach(journal, ada, [a_file(tmp_path)], today=TODAY, record_type="client", record_uid=uid)
    for client, named in (
        (other, ways),
        (ada, ways | {"record_uid": "another"}),
        (ada, ways | {"record_type": "no_such_type"}),
        (ada, ways | {"record_type": "business"}),
        (ada, ways | {"record_type": ""}),
    ):
        with pytest.raises(NotFoundError):
            attach(journal, client, [a_file(tmp_path)], **named)
    with journal.change("away") as change:
        change.trash(Engagement, terms, at=NOON)
    with pytest.raises(NotFoundError):
        attach_bytes(journal, ada, "a.txt", b"a", **ways)


def test_what_is_pasted_is_attached_under_a_fit_name(journal, ada):
    number = attach_bytes(journal, ada, "../\u202eBilde.png", b"picture", today=TODAY)
    assert attachments.attachment(journal, number).name == "Bilde.png"
    assert attachments.attachment(journal, attach_bytes(journal, ada, "//", b"x", today=TODAY)).name == "File"
    for held in (b"", bytes(MOST_BYTES + 1)):
        with pytest.raises(CannotAttachError):
            attach_bytes(journal, ada, "Bilde.png", held, today=TODAY)


def test_a_new_name_keeps_its_ending_and_one_of_nothing_is_refused(journal, ada):
    number = attach_bytes(journal, ada, "a.pdf", SIGNED, today=TODAY)
    rename(journal, number, "Avtale 2026")
    assert attachments.attachment(journal, number).name == "Avtale 2026.pdf"
    rename(journal, number, "Avtale.docx")
    assert attachments.attachment(journal, number).media_type.endswith("wordprocessingml.document")
    with pytest.raises(InvalidEntryError) as told:
        rename(journal, number, " ./.. ")
    assert told.value.field == "name"
    label = journal.undo_label
    rename(journal, number, "Avtale")
    assert journal.undo_label == label, "the same name is no step"


def test_a_note_is_kept_found_and_taken_away(journal, ada):
    number = attach_bytes(journal, ada, "a.pdf", SIGNED, today=TODAY)
    attachments.note(journal, number, "  Signert av Kari ")
    assert attachments.attachment(journal, number).note == "Signert av Kari"
    assert [(hit.type, hit.id) for hit in search(journal, "signert", 5)] == [("attachment", number)]
    attachments.note(journal, number, "")
    assert search(journal, "signert", 5) == []
    with pytest.raises(InvalidEntryError):
        attachments.note(journal, number, "x" * 2_001)


def test_a_file_goes_to_the_trash_and_comes_back_whole(journal, ada):
    ids = [attach_bytes(journal, ada, f"{n}.txt", bytes([n]), today=TODAY) for n in (1, 2)]
    put_in_trash(journal, ids, now=NOON)
    assert attached(journal, ada) == []
    for number in ids:
        with pytest.raises(NotFoundError):
            content(journal, number)
    trash.put_back(journal, trash.in_trash(journal))
    assert [content(journal, number) for number in ids] == [b"\1", b"\2"]
    with pytest.raises(NotFoundError):
        put_in_trash(journal, [ids[0], 999], now=NOON)
    assert len(attached(journal, ada)) == 2


@pytest.mark.parametrize(
    "harm", ["UPDATE attachment_content SET content = x'00'", "DELETE FROM attachment_content"]
)
def test_a_file_that_is_no_longer_what_it_was_is_never_handed_out(
    journal, ada, tmp_path, opened_folder, harm
):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    journal.sql(harm)
    for act in (content, open_copy, lambda *one: save_copy(*one, tmp_path / "copy.pdf")):
        with pytest.raises(SpoiltFileError) as told:
            act(journal, number)
        assert "Avtale.pdf" in told.value.message
        assert "Repair" in told.value.advice
        assert told.value.code == "damaged"
    assert not (tmp_path / "copy.pdf").exists()
    assert not opened_folder.exists()


def test_attaching_a_spoilt_file_once_more_puts_the_first_right(journal, ada):
    first = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    journal.sql("UPDATE attachment_content SET content = x'00'")
    attach_bytes(journal, ada, "Again.pdf", SIGNED, today=TODAY)
    assert content(journal, first) == SIGNED


def test_a_saved_copy_is_whole_its_owners_alone_and_replaces_an_older_one(journal, ada, tmp_path):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    target = a_file(tmp_path, "ø" * 120 + ".pdf", b"older")
    save_copy(journal, number, target)
    assert target.read_bytes() == SIGNED
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [target.name, journal.path.name, f"{journal.path.name}-journal"]
    )


def test_a_copy_is_never_saved_over_a_journal_or_a_folder(journal, ada, tmp_path):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    before = journal.path.read_bytes()
    for target in (journal.path, tmp_path):
        with pytest.raises(AlreadyThereError):
            save_copy(journal, number, target)
    assert journal.path.read_bytes() == before
    for target in (tmp_path / "gone" / "a.pdf", tmp_path / ("x" * 300), tmp_path / "a\0.pdf"):
        with pytest.raises(CannotWriteError):
            save_copy(journal, number, target)


def test_a_full_disk_leaves_what_was_there(tmp_path):
    """A disk of 128 kB is full halfway: what was saved before is still there, and no part of the new one."""
    script = """
import sys, pathlib
from retention_journal.services import attachments
from tests.builders import TODAY, a_client, an_empty_journal
folder = pathlib.Path(sys.argv[1])
with an_empty_journal(folder / "own.rjournal") as journal:
    number = attachments.attach_bytes(journal, a_client(journal), "a.bin", bytes(400_000), today=TODAY)
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (128_000, resource.RLIM_INFINITY))
    try:
        attachments.save_copy(journal, number, folder / "saved.bin")
    except attachments.files.faults.DiskFullError as error:
        print(error.message)
"""
    a_file(tmp_path, "saved.bin", b"older")
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2], timeout=120,
    )  # fmt: skip
    assert done.stdout == "The new file saved.bin could not be written: the disk is full.\n", done.stderr
    assert (tmp_path / "saved.bin").read_bytes() == b"older"
    assert list(tmp_path.glob(".retention-journal-*")) == []


def test_an_opened_copy_is_only_to_be_read_and_in_a_private_folder(journal, ada, opened_folder):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    copy = open_copy(journal, number)
    assert copy.name == "Avtale.pdf"
    assert copy.read_bytes() == SIGNED
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    while copy != opened_folder.parent:
        copy = copy.parent
        assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    again = open_copy(journal, number)
    assert again.name == "Avtale.pdf"
    assert again != copy


def test_forgetting_leaves_nothing_and_another_copy_can_be_opened(journal, ada, opened_folder):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    for _round in range(2):
        copies = [open_copy(journal, number) for _copy in range(3)]
        (copies[0].parent / "Thumbs.db").write_bytes(b"left by a viewer")
        assert all(copy.exists() for copy in copies)
        forget_opened_copies()
        assert list(opened_folder.iterdir()) == []


def test_forgetting_follows_no_link_out_of_the_folder(journal, ada, opened_folder, tmp_path):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    a_file(elsewhere)
    (open_copy(journal, number).parent / "link").symlink_to(elsewhere, target_is_directory=True)
    forget_opened_copies()
    assert (elsewhere / "Avtale.pdf").read_bytes() == SIGNED
    assert list(opened_folder.iterdir()) == []


OPENS = """
import sys, pathlib
from retention_journal.services import attachments
from retention_journal.storage.journal import JournalReader
with JournalReader.open(pathlib.Path(sys.argv[1])) as journal:
    print(attachments.open_copy(journal, int(sys.argv[2])), flush=True)
    sys.stdin.read()
"""


def test_a_killed_programs_copies_go_and_a_running_ones_stay(journal, ada, opened_folder):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    command = [sys.executable, "-c", OPENS, str(journal.path), str(number)]
    where = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=where
    ) as other:
        copy = Path(other.stdout.readline().strip())
        assert copy.read_bytes() == SIGNED
        forget_opened_copies()
        assert copy.exists(), "another window has it open"
        other.kill()
    assert copy.exists()
    forget_opened_copies()
    assert not copy.exists()
    assert list(opened_folder.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of the session is Linux'")
def test_copies_lie_in_the_folder_of_the_session_or_else_beside_the_drafts(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    private, shared, file = tmp_path / "private", tmp_path / "shared", a_file(tmp_path)
    private.mkdir(mode=0o700)
    shared.mkdir(mode=0o700)
    shared.chmod(0o777)  # somebody else could have put a folder of our name there
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(private))
    assert paths.opened_folder() == private / "retention-journal" / "opened"
    for none in ("", str(tmp_path / "gone"), str(shared), str(file)):
        monkeypatch.setenv("XDG_RUNTIME_DIR", none)
        assert paths.opened_folder() == tmp_path / "state" / "retention-journal" / "opened"


def test_a_reader_and_a_journal_open_only_to_read_hand_out_files(journal, ada, opened_folder, tmp_path):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    with JournalReader.open(journal.path) as reader:
        assert content(reader, number) == SIGNED
    journal.close()
    with Journal.open_read_only(journal.path) as closed:
        assert open_copy(closed, number).read_bytes() == SIGNED
        with pytest.raises(CannotWriteError):
            attach(closed, ada, [a_file(tmp_path)], today=TODAY)


CONTENTS = (b"one", b"two", b"three\0" * 50)
ACTS = (
    "attach",
    "attach",
    "several",
    "rename",
    "note",
    "trash",
    "restore",
    "undo",
    "redo",
    "reopen",
    "other",
)


@fewer_examples
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11)), max_size=25))
def test_a_content_is_always_what_was_attached(tmp_path_factory, acts):
    """Whatever is done, undone, made again or opened anew: what a record names is there, and is right."""
    folder = tmp_path_factory.mktemp("acts")
    journal = an_empty_journal(folder / "own.rjournal")
    ada = a_client(journal)
    ever: dict[int, bytes] = {}
    for act, which in acts:
        journal = done(journal, ada, act, which, ever, folder)
        for number, sha256 in journal.sql("SELECT id, sha256 FROM attachment"):
            found = journal.sql("SELECT content FROM attachment_content WHERE sha256 = ?", sha256)
            assert found == [(ever[number],)]
    while journal.redo():
        pass
    while journal.undo():
        for number, sha256 in journal.sql("SELECT id, sha256 FROM attachment"):
            assert attachments.contents.read(journal, sha256) == ever[number]
    journal.forget_undo()
    assert kept(journal) == [], "nobody names any of it any more"
    journal.close()


def done(journal, ada, act, which, ever, folder):
    """Do one act of the law above and return the journal, opened anew where that was the act."""
    here = [one.id for one in attached(journal, ada)]
    number = here[which % len(here)] if here else None
    if act == "attach":
        held = CONTENTS[which % len(CONTENTS)]
        ever[attach_bytes(journal, ada, f"{which}.txt", held, today=TODAY)] = held
    elif act == "several":
        files = [a_file(folder, f"{n}.txt", held) for n, held in enumerate(CONTENTS)]
        ever.update(zip(attach(journal, ada, files, today=TODAY), CONTENTS, strict=True))
    elif act == "rename" and number:
        rename(journal, number, f"Name {which}")
    elif act == "note" and number:
        attachments.note(journal, number, f"Note {which}")
    elif act == "trash" and number:
        put_in_trash(journal, [number], now=NOON)
    elif act == "restore":
        trash.put_back(journal, trash.in_trash(journal)[:1])
    elif act == "undo" and journal.undo_label not in {None, "Add a client"}:
        journal.undo()
    elif act == "redo":
        journal.redo()
    elif act == "reopen":
        journal.close()
        return Journal.open(journal.path)
    elif act == "other":
        a_promise(journal, ada, f"Promise {which}")
    return journal


def test_what_an_undo_took_back_is_swept_once_nothing_can_make_it_again(journal, ada):
    attach_bytes(journal, ada, "a.txt", b"a", today=TODAY)
    journal.undo()
    attach_bytes(journal, ada, "b.txt", b"b", today=TODAY)
    assert len(kept(journal)) == 2, "it was still named while the next was attached"
    journal.close()
    with Journal.open(journal.path) as again:
        assert len(kept(again)) == 1


def test_where_a_step_of_undo_cannot_be_read_nothing_is_swept(journal, ada):
    attach_bytes(journal, ada, "a.txt", b"a", today=TODAY)
    journal.undo()
    journal.sql("UPDATE undo_step SET changeset = x'ffee'")
    journal.close()
    with Journal.open(journal.path) as again:
        assert len(kept(again)) == 1


SHARED = b"Qwxyzshared " * 20_000


def test_emptying_the_trash_takes_the_content_that_nobody_else_names(journal, ada):
    first = attach_bytes(journal, ada, "a.txt", SHARED, today=TODAY)
    second = attach_bytes(journal, ada, "b.txt", SHARED, today=TODAY)
    put_in_trash(journal, [first], now=NOON)
    trash.delete_for_good(journal, trash.in_trash(journal))
    assert content(journal, second) == SHARED
    put_in_trash(journal, [second], now=NOON)
    trash.delete_for_good(journal, trash.in_trash(journal))
    assert kept(journal) == []
    journal.close()
    assert b"Qwxyzshared" not in journal.path.read_bytes()
