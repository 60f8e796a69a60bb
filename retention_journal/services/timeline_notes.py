"""Lines of a post-mortem's timeline that no record tells, added by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.known_before import NoteEntry
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.post_mortems import begin
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import TimelineNote, key_of

_LONGEST = 2_000


def timeline_notes(journal: JournalReader, post_mortem_id: int) -> list[tuple[int, NoteEntry]]:
    """Return the lines that were added to a post-mortem, each with its id, the oldest first."""
    return _rows(journal, TimelineNote.post_mortem == post_mortem_id)


def timeline_note(journal: JournalReader, note_id: int) -> NoteEntry:
    """Return a line that was added by hand.

    Raises:
        NotFoundError: It is not in the journal.
    """
    found = _rows(journal, key_of(TimelineNote) == note_id)
    if not found:
        raise NotFoundError(_("This line is not in the journal."), _("Look in the trash."))
    return found[0][1]


def add_timeline_note(journal: Journal, loss_id: int, entry: NoteEntry, *, today: date) -> int:
    """Add a line that no record tells, and return its id; looking back is begun by that.

    Raises:
        InvalidEntryError: It says nothing, is too long, or its day is still to come.
        NotFoundError: The loss is not in the journal.
    """
    values = _checked(entry, today)
    with journal.change(_("Add a line to the timeline")) as change:
        return change.insert(TimelineNote, post_mortem=begin(journal, loss_id), **values)


def change_timeline_note(journal: Journal, note_id: int, entry: NoteEntry, *, today: date) -> None:
    """Change a line that was added by hand.

    Raises:
        InvalidEntryError: As ``add_timeline_note``.
        NotFoundError: It is not in the journal.
    """
    values = _checked(entry, today)
    timeline_note(journal, note_id)
    with journal.change(_("Change a line of the timeline")) as change:
        change.update(TimelineNote, note_id, **values)


def trash_timeline_note(journal: Journal, note_id: int, *, now: datetime) -> None:
    """Put a line that was added by hand in the trash.

    Raises:
        NotFoundError: It is not in the journal.
    """
    timeline_note(journal, note_id)
    with journal.change(_("Take a line out of the timeline")) as change:
        change.trash(TimelineNote, note_id, at=now)


def _rows(journal: JournalReader, which: Any) -> list[tuple[int, NoteEntry]]:
    query = TimelineNote.select(
        key_of(TimelineNote),
        TimelineNote.happened_on,
        TimelineNote.text,
        TimelineNote.source,
        TimelineNote.known_then,
    ).where(which & TimelineNote.trashed_at.is_null())
    rows = journal.tuples(query.order_by(TimelineNote.happened_on, key_of(TimelineNote)))
    return [(number, NoteEntry(*values)) for number, *values in rows]


def _checked(entry: NoteEntry, today: date) -> dict[str, Any]:
    text, source = clean(entry.text), clean(entry.source)
    if not text:
        raise InvalidEntryError("text", _("Write what happened."))
    for name, words in (("text", text), ("source", source)):
        if len(words) > _LONGEST:
            raise InvalidEntryError(name, _("At most {n} characters.").format(n=formats.number(_LONGEST)))
    if entry.happened_on > today:
        raise InvalidEntryError("happened_on", _("That day is still to come."))
    return {
        "happened_on": entry.happened_on,
        "text": text,
        "source": source,
        "known_then": entry.known_then,
    }
