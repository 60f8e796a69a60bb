"""Attaching file by file, so that a window can stop in between and stays alive; they count only at the end.

What a file holds is put in first and is nobody's. One change then attaches them all, as one step to undo.
Stopped or killed before that, the journal holds no file more: what is nobody's is swept out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peewee import fn

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _, ngettext
from retention_journal.services import attachment_files as files
from retention_journal.services.attachment_files import CannotAttachError
from retention_journal.services.promises import must_be_here
from retention_journal.storage import contents
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Attachment

_MOST_NAMED = 6  # files that cannot be attached and are named; of more only their number is told


@dataclass(frozen=True)
class PutIn:
    """A file whose content is in the journal and that is nobody's yet."""

    name: str
    sha256: str
    size_bytes: int


def look_through(paths: Sequence[Path]) -> None:
    """Refuse files of which one or more cannot be attached, each of those named with its reason.

    Raises:
        CannotAttachError: One is missing, empty, too large, no file, or may not be read.
    """
    refused = [error for error in map(_refusal, paths) if error is not None]
    if len(refused) == 1:
        raise refused[0]
    if refused:
        more = len(refused) - _MOST_NAMED
        told = [error.message for error in refused[:_MOST_NAMED]]
        if more > 0:
            told.append(ngettext("And {n} more.", "And {n} more.", more).format(n=more))
        raise CannotAttachError(
            ngettext(
                "{n} of these files cannot be kept here.",
                "{n} of these files cannot be kept here.",
                len(refused),
            ).format(n=len(refused)),
            "\n".join([*told, _("Nothing was attached.")]),
        )


def read(path: Path) -> bytes:
    """Return what a file holds; on any thread.

    Raises:
        CannotAttachError: As ``look_through``.
    """
    return files.read(path)


def put_in(journal: Journal, name: str, content: bytes) -> PutIn:
    """Put in what a file holds, and return what ``attach_put_in`` attaches.

    Raises:
        CannotAttachError: There is nothing in it, or too much.
    """
    called = files.fit(name)
    files.check_size(len(content), called)
    with journal.note() as writer:
        return PutIn(called, contents.keep(writer, content), len(content))


def attach_put_in(journal: Journal, client_id: int, these: Sequence[PutIn], *, today: date) -> list[int]:
    """Attach what was put in to a client, as one step, and return the ids of the files.

    Raises:
        CannotAttachError: What one of them holds is not in the journal any more; nothing was attached.
        NotFoundError: The client is not in the journal.
    """
    must_be_here(journal, client_id)
    if not these:
        return []
    label = ngettext("Attach a file", "Attach {n} files", len(these)).format(n=len(these))
    with journal.change(label) as change:
        for one in these:
            if not contents.holds(journal, one.sha256):
                raise CannotAttachError(
                    _("{name} was not taken in whole.").format(name=one.name),
                    _("Add it again. Nothing was attached."),
                )
        return [
            files.add(change, client_id, one.name, one.sha256, one.size_bytes, today=today) for one in these
        ]


def count_attached(journal: JournalReader, client_id: int) -> int:
    """Return how many files of a client are not in the trash."""
    of_client = (Attachment.client == client_id) & Attachment.trashed_at.is_null()
    return int(journal.value(Attachment.select(fn.COUNT(Attachment.uid)).where(of_client)) or 0)


def leave_out(journal: Journal) -> None:
    """Let go of what was put in and is not attached, because the person stopped or a file was refused."""
    with journal.note() as writer:
        contents.sweep(writer)


def _refusal(path: Path) -> JournalError | None:
    try:
        files.look_at(path)
    except CannotAttachError as error:
        return error
    return None
