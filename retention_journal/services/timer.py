"""The timer: one at a time, kept in the journal, so that it runs on while the program is shut.

Starting and stopping it are no acts to undo: what is undone is the hours that were written down from it. It
is thrown away only by the person, or once its hours are written down.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.hours import FORGOTTEN, Bucket, stretches
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.hours import HoursEntry
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Setting, key_of

_NAME = "running_timer"
_UID = str(uuid.UUID("0f7f3c52-6b1d-4a55-9a2c-0a4c8f0f4b1e"))


@dataclass(frozen=True)
class Running:
    """A timer that was started.

    Attributes:
        client_id: For whom; None is for none yet.
        started_at: The moment, in UTC.
        stopped_at: When it was stopped without its hours being written down yet; None while it runs.
    """

    client_id: int | None
    client_name: str
    task: str
    bucket: Bucket
    started_at: datetime
    stopped_at: datetime | None = None

    def is_forgotten(self, now: datetime) -> bool:
        """Say whether it ran for so long that nobody can have worked all the while."""
        return (self.stopped_at or now) - self.started_at > FORGOTTEN

    def minutes(self, now: datetime) -> int:
        """Return for how many whole minutes it ran, 0 or more; ``now`` is with its zone."""
        passed = (self.stopped_at or now) - self.started_at
        return max(int(passed.total_seconds()) // 60, 0)


def running(journal: JournalReader) -> Running | None:
    """Return the timer that was started and not written down, or None.

    Its client may be in the trash or gone by now; then it is for none. One that cannot be read, as after an
    import from a file that was edited by hand, is none.
    """
    value = _kept(journal)
    client = journal.tuples(
        Client.select(key_of(Client), Client.name).where(
            (Client.uid == value.get("client")) & Client.trashed_at.is_null()
        )
    )
    number, name = client[0] if client else (None, "")
    try:
        stopped = value.get("stopped_at")
        return Running(
            number, name, str(value["task"]), Bucket(value["bucket"]), _moment(value["started_at"]),
            None if stopped is None else _moment(stopped),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError):
        return None


def start_timer(
    journal: Journal, client_id: int | None, *, at: datetime, task: str = "", bucket: Bucket = Bucket.SERVE
) -> None:
    """Start the timer.

    Args:
        journal: Where it is kept.
        client_id: For whom; None is for none yet.
        at: The moment, with its zone.
        task: What is being done.
        bucket: What the time goes to.

    Raises:
        InvalidEntryError: One runs already, or waits to be written down.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    if running(journal) is not None:
        raise InvalidEntryError(
            "timer", _("The clock runs already."), _("Stop it first, or throw away what it measured.")
        )
    uid = None
    if client_id is not None:
        must_be_here(journal, client_id)
        uid = journal.value(Client.select(Client.uid).where(key_of(Client) == client_id))
    _keep(
        journal,
        {
            "client": uid,
            "task": clean(task).strip(),
            "bucket": bucket.value,
            "started_at": at.astimezone(UTC).isoformat(),
        },
    )


def stop_timer(journal: Journal, *, at: datetime, zone: tzinfo | None = None) -> tuple[HoursEntry, ...]:
    """Stop the timer and return what it measured, an entry for each day; none for under half a minute.

    Nothing is written down yet: the timer stays, stopped, until ``discard_timer``. Stopped again it gives
    the same.

    Args:
        journal: Where it is kept.
        at: The moment, with its zone; a moment before the start counts as the start.
        zone: Where the person is; None is where the computer says it is.

    Raises:
        InvalidEntryError: No timer was started.
    """
    one = running(journal)
    if one is None:
        raise InvalidEntryError("timer", _("The clock does not run."))
    stopped = one.stopped_at or max(at.astimezone(UTC), one.started_at)
    if one.stopped_at is None:
        _keep(journal, _kept(journal) | {"stopped_at": stopped.isoformat()})
    return tuple(
        HoursEntry(
            part.started_at.date(), part.minutes, one.bucket, one.bucket is Bucket.SERVE, task=one.task,
            started_at=part.started_at,
        )
        for part in stretches(one.started_at, stopped, zone)
    )  # fmt: skip


def discard_timer(journal: Journal) -> None:
    """Throw away the timer: its hours are written down, or not wanted."""
    with journal.note() as note:
        note.delete_where(Setting, Setting.name == _NAME)


def _kept(journal: JournalReader) -> dict[str, Any]:
    found = journal.tuples(Setting.select(Setting.value).where(Setting.name == _NAME))
    return found[0][0] if found and isinstance(found[0][0], dict) else {}


def _moment(text: str) -> datetime:
    """Return the moment as it is kept; one without a zone is in UTC."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _keep(journal: Journal, value: dict[str, object]) -> None:
    with journal.note() as note:
        note.delete_where(Setting, Setting.name == _NAME)
        note.insert(Setting, uid=_UID, name=_NAME, value=value)
