"""Attached files: a signed agreement, a brief, a picture, kept inside the journal.

What a file holds is kept once, under its hash, and checked against it whenever it is read. Where the file
came from is not kept: its name is a label.

Source: issue 9, point 5; reliability, section 2f, "attachments".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from peewee import Query

from retention_journal.core import attachments as names
from retention_journal.core.attachments import MOST_BYTES
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.progress import Progress, silent
from retention_journal.core.text import clean
from retention_journal.i18n import _, ngettext
from retention_journal.services import attachment_files as files
from retention_journal.services.attachment_files import CannotAttachError
from retention_journal.services.promises import must_be_here
from retention_journal.storage import contents, faults, opened_copies
from retention_journal.storage.faults import DamagedError
from retention_journal.storage.journal import SUFFIX, Journal, JournalReader, Writer
from retention_journal.storage.tables import TABLES, Attachment, Client, key_of, name_of

__all__ = [
    "LONGEST_NOTE",
    "MOST_BYTES",
    "AttachedFile",
    "CannotAttachError",
    "SpoiltFileError",
    "attach",
    "attach_bytes",
    "attached",
    "attachment",
    "content",
    "forget_opened_copies",
    "is_dangerous",
    "note",
    "open_copy",
    "put_in_trash",
    "rename",
    "save_copy",
]
LONGEST_NOTE = 2_000  # characters
_TABLES = {name_of(table): table for table in TABLES}


class SpoiltFileError(DamagedError):
    """What an attached file held is gone from the journal, or no longer what was attached."""


@dataclass(frozen=True)
class AttachedFile:
    """A file of a client's.

    Attributes:
        client: Number of the client.
        record_type: TYPE of the record it hangs on, "" where that is the client.
        record_uid: That record's uid.
        name: A label, never a path; fit for every file system.
        media_type: What its name says it is, such as "application/pdf".
        size_bytes: How large it is.
        added_on: When it was attached, None where nobody knows.
        sha256: Of what it holds, as hex digits.
    """

    id: int
    uid: str
    client: int
    record_type: str
    record_uid: str
    name: str
    media_type: str
    size_bytes: int
    added_on: date | None
    note: str
    sha256: str


def attached(journal: JournalReader, client_id: int) -> list[AttachedFile]:
    """Return the files of a client that are not in the trash, the newest first."""
    of_client = (Attachment.client == client_id) & Attachment.trashed_at.is_null()
    return journal.rows(
        _files().where(of_client).order_by(Attachment.added_on.desc(), key_of(Attachment).desc()), _file
    )


def attachment(journal: JournalReader, attachment_id: int) -> AttachedFile:
    """Return one attached file.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    which = (key_of(Attachment) == attachment_id) & Attachment.trashed_at.is_null()
    found = journal.row(_files().where(which), _file)
    if found is None:
        raise NotFoundError(_("This file is no longer in the journal."), _("Look in the trash."))
    return found


def attach(
    journal: Journal,
    client_id: int,
    paths: Sequence[Path],
    *,
    today: date,
    record_type: str = "",
    record_uid: str = "",
    progress: Progress = silent,
) -> list[int]:
    """Attach files to a client, all of them or none, as one step, and return their ids.

    Args:
        journal: Where they are kept.
        client_id: Whose files.
        paths: Where they are; not kept, and the files stay as they are.
        today: When they are attached.
        record_type: TYPE of the record of this client they hang on, such as "engagement"; "" is the client.
        record_uid: That record's uid.
        progress: Told how many are read; may stop the work.

    Raises:
        CannotAttachError: One is missing, empty, too large, no file, or may not be read.
        NotFoundError: The client or the record is not in the journal.
        CancelledError: ``progress`` asked to stop.
    """
    if not paths:
        return []
    must_be_here(journal, client_id)
    _must_be_of(journal, client_id, record_type, record_uid)
    for path in paths:
        files.look_at(path)
    label = ngettext("Attach a file", "Attach {n} files", len(paths)).format(n=len(paths))
    added: list[int] = []
    with journal.change(label) as change:
        contents.sweep(change)
        for number, path in enumerate(paths):
            progress(number, len(paths))
            hangs_on = {"record_type": record_type, "record_uid": record_uid}
            added.append(_add(change, client_id, path.name, files.read(path), today, **hangs_on))
        progress(len(paths), len(paths))
    return added


def attach_bytes(
    journal: Journal,
    client_id: int,
    name: str,
    content: bytes,
    *,
    today: date,
    record_type: str = "",
    record_uid: str = "",
) -> int:
    """Attach what was pasted, such as a picture, and return its id; see ``attach``.

    Raises:
        CannotAttachError: There is nothing in it, or too much.
        NotFoundError: The client or the record is not in the journal.
    """
    must_be_here(journal, client_id)
    _must_be_of(journal, client_id, record_type, record_uid)
    files.check_size(len(content), files.fit(name))
    with journal.change(_("Attach a file")) as change:
        contents.sweep(change)
        hangs_on = {"record_type": record_type, "record_uid": record_uid}
        return _add(change, client_id, name, content, today, **hangs_on)


def rename(journal: Journal, attachment_id: int, name: str) -> None:
    """Call an attached file something else; where the new name says no kind of file, it keeps its ending.

    Raises:
        InvalidEntryError: Nothing of the name is left that a file could be called.
        NotFoundError: The file is not in the journal.
    """
    before = attachment(journal, attachment_id)
    called = names.with_ending_of(names.cleaned_name(name), before.name)
    if not called:
        raise InvalidEntryError("name", _("A file needs a name, of letters or digits."))
    if called != before.name:
        with journal.change(_("Rename a file")) as change:
            change.update(Attachment, attachment_id, name=called, media_type=names.media_type(called))


def note(journal: Journal, attachment_id: int, text: str) -> None:
    """Note something about an attached file; "" takes the note away.

    Raises:
        InvalidEntryError: It is too long.
        NotFoundError: The file is not in the journal.
    """
    before, words = attachment(journal, attachment_id), clean(text)
    if len(words) > LONGEST_NOTE:
        raise InvalidEntryError(
            "note", _("At most {n} characters, please; there are {m}.").format(n=LONGEST_NOTE, m=len(words))
        )
    if words != before.note:
        with journal.change(_("Note something about a file")) as change:
            change.update(Attachment, attachment_id, note=words)


def put_in_trash(journal: Journal, ids: Sequence[int], *, now: datetime) -> None:
    """Put attached files in the trash, as one step.

    Raises:
        NotFoundError: One is not in the journal any more; none was put away.
    """
    if not ids:
        return
    label = ngettext("Put a file in the trash", "Put {n} files in the trash", len(ids)).format(n=len(ids))
    with journal.change(label) as change:
        for number in ids:
            change.trash(Attachment, number, at=now)


def content(journal: JournalReader, attachment_id: int) -> bytes:
    """Return what an attached file holds, checked against its hash.

    Raises:
        SpoiltFileError: It is gone, or no longer what was attached.
        NotFoundError: The file is not in the journal.
    """
    return _content(journal, attachment(journal, attachment_id))


def save_copy(journal: JournalReader, attachment_id: int, target: Path) -> None:
    """Write what an attached file holds to ``target``, whole or not at all, for its owner alone.

    A file that is there is replaced, unless it is a journal.

    Raises:
        SpoiltFileError: It is gone, or no longer what was attached.
        DiskFullError: There is no room.
        CannotWriteError: It cannot be written there.
    """
    held = content(journal, attachment_id)
    with files.told_plainly(target):
        _must_be_free(target)
        files.write(target, held)


def open_copy(journal: JournalReader, attachment_id: int) -> Path:
    """Return where a copy lies that other programs can read and not change; see ``forget_opened_copies``.

    Whoever opens it asks first where ``is_dangerous``.

    Raises:
        SpoiltFileError: It is gone, or no longer what was attached.
        DiskFullError: There is no room.
        CannotWriteError: It cannot be written.
    """
    file = attachment(journal, attachment_id)
    held = _content(journal, file)
    with files.told_plainly(Path(file.name)):
        return opened_copies.put(file.name, held)


def forget_opened_copies() -> None:
    """Remove the copies that other programs had open, and those that a killed program left.

    Called when the journal is locked, when the program ends and when it begins. A copy that another program
    holds on to is removed at the next of these.
    """
    opened_copies.forget()


def is_dangerous(name: str) -> bool:
    """Say whether a file of this name may run a program when it is opened, so that one is asked first."""
    return names.is_dangerous(name)


def _files() -> Query:
    return Attachment.select(
        key_of(Attachment), Attachment.uid, Attachment.client.alias("client"), Attachment.record_type,
        Attachment.record_uid, Attachment.name, Attachment.media_type, Attachment.size_bytes,
        Attachment.added_on, Attachment.note, Attachment.sha256,
    )  # fmt: skip


def _file(**row: Any) -> AttachedFile:
    """Return a file as the journal keeps it; a name that came in with an export is a label too."""
    found = AttachedFile(**row)
    return replace(found, name=files.fit(found.name))


def _add(
    change: Writer, client_id: int, name: str, held: bytes, today: date, *, record_type: str, record_uid: str
) -> int:
    return files.add(
        change,
        client_id,
        name,
        contents.keep(change, held),
        len(held),
        today=today,
        hangs_on=(record_type, record_uid),
    )


def _content(journal: JournalReader, file: AttachedFile) -> bytes:
    held = contents.read(journal, file.sha256)
    if held is None:
        raise SpoiltFileError(
            _("What the attached file “{name}” held cannot be read any more.").format(name=file.name),
            _("Nothing has been changed. Repair the journal: the newest backup may have it still."),
        )
    return held


def _must_be_free(target: Path) -> None:
    """Refuse a place where a slip of the finger would cost a journal.

    Raises:
        AlreadyThereError: A journal is there, or a folder.
    """
    if target.is_dir() or (target.suffix.casefold() == SUFFIX and target.exists()):
        raise faults.AlreadyThereError(
            _("{name} is something else than a copy of a file, and is not overwritten.").format(
                name=target.name
            ),
            _("Choose another folder or another name."),
        )


def _must_be_of(journal: JournalReader, client_id: int, record_type: str, record_uid: str) -> None:
    """Make sure that a record that files are to hang on is one of the client's.

    Raises:
        NotFoundError: It is not.
    """
    if not record_type and not record_uid:
        return
    table = _TABLES.get(record_type)
    if table is not None:
        is_client = table is Client
        of_client = key_of(Client) if is_client else table._meta.fields.get("client")
        found = table.select(key_of(table)).where((table.uid == record_uid) & table.trashed_at.is_null())
        if of_client is not None and journal.value(found.where(of_client == client_id)) is not None:
            return
    raise NotFoundError(_("What the file was to hang on is not in the journal."), _("Look in the trash."))
