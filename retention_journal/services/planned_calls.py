"""Calls that are set: by hand for a day, asked for by the client, and put off for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from retention_journal.core.contacts import TALKS, Kind, Outcome
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Client, PlannedCall, Snooze, key_of

#: A snooze is for a while; who is not to be called for longer is paused.
LONGEST_SNOOZE_DAYS = 180
_FARTHEST_DAYS = 3 * 366


@dataclass(frozen=True)
class Planned:
    """A call that is set and not made yet; the time is 00:00 where only a day was named."""

    planned_call_id: int
    client_id: int
    due_at: datetime
    why: str
    planned_on: date
    asked_by_client: bool

    @property
    def has_hour(self) -> bool:
        """Whether an hour was named."""
        return self.due_at.time() != time()


@dataclass(frozen=True)
class Snoozed:
    """A client who is not to be called until after a day, and why."""

    snooze_id: int
    client_id: int
    reason: str
    set_on: date
    until: date


def plan_call(
    journal: Journal,
    client_id: int,
    due_at: datetime,
    *,
    now: datetime,
    why: str = "",
    asked_by_client: bool = False,
) -> int:
    """Set a call for a day or an hour and return its id; it leads that morning's list.

    Args:
        journal: Where it is kept.
        client_id: Whom to call.
        due_at: When; 00:00 names the day alone.
        now: The moment of setting it.
        why: What about.
        asked_by_client: Whether they asked to be called: then they wait for it.

    Raises:
        InvalidEntryError: The day is over, or lies more than three years ahead.
        NotFoundError: The client is not in the journal.
    """
    if due_at.date() < now.date():
        raise InvalidEntryError("due_at", _("That day is over. Choose a day from today on."))
    if (due_at.date() - now.date()).days > _FARTHEST_DAYS:
        raise InvalidEntryError("due_at", _("That is too far ahead to be right."))
    must_be_here(journal, client_id)
    with journal.change(_("Set a call")) as change:
        return change.insert(
            PlannedCall,
            client=client_id,
            due_at=due_at,
            why=clean(why, lines=False),
            planned_on=now.date(),
            asked_by_client=asked_by_client,
        )


def drop_planned_call(journal: Journal, planned_call_id: int) -> None:
    """Take a call back that was set.

    Raises:
        NotFoundError: It is not in the journal.
    """
    with journal.change(_("Take back a set call")) as change:
        change.update(PlannedCall, planned_call_id)  # says so where it is not there
        change.delete(PlannedCall, planned_call_id)


def made_in(change: Writer, client_id: int, kind: Kind, outcome: Outcome, at: datetime) -> None:
    """Note in the change that logs a talk that the calls set up to its day have been made."""
    if kind in TALKS and outcome is Outcome.REACHED:
        end = datetime.combine(at.date() + timedelta(days=1), time())
        change.update_where(
            PlannedCall,
            (PlannedCall.client == client_id) & PlannedCall.done_on.is_null() & (PlannedCall.due_at < end),
            done_on=at.date(),
        )


def planned_calls(journal: JournalReader, today: date) -> list[Planned]:
    """Return the calls that were set by ``today`` and not made by then, the earliest first."""
    query = (
        PlannedCall.select(
            key_of(PlannedCall), PlannedCall.client, PlannedCall.due_at, PlannedCall.why,
            PlannedCall.planned_on, PlannedCall.asked_by_client,
        )
        .join(Client)
        .where(PlannedCall.trashed_at.is_null() & Client.trashed_at.is_null())
        .where(PlannedCall.planned_on <= today)
        .where(PlannedCall.done_on.is_null() | (PlannedCall.done_on > today))
        .order_by(PlannedCall.due_at, key_of(PlannedCall))
    )  # fmt: skip
    return [Planned(*row) for row in journal.tuples(query)]


def snooze(journal: Journal, client_id: int, reason: str, until: date, *, today: date) -> int:
    """Leave a client off the list until after a day, and return the snooze's id.

    Raises:
        InvalidEntryError: There is no reason, or the day is over or too far ahead.
        NotFoundError: The client is not in the journal.
    """
    text = clean(reason, lines=False)
    if not text:
        raise InvalidEntryError("reason", _("Write why, so that you know it when you see it again."))
    if until < today:
        raise InvalidEntryError("until", _("That day is over. Choose a day from today on."))
    if (until - today).days > LONGEST_SNOOZE_DAYS:
        raise InvalidEntryError(
            "until", _("Choose a day within {n} days.").format(n=LONGEST_SNOOZE_DAYS)
        )  # fmt: skip
    must_be_here(journal, client_id)
    with journal.change(_("Leave a client off the list")) as change:
        return change.insert(Snooze, client=client_id, reason=text, set_on=today, until=until)


def wake(journal: Journal, snooze_id: int) -> None:
    """Put a client back on the list before the snooze is over.

    Raises:
        NotFoundError: The snooze is not in the journal.
    """
    with journal.change(_("Put a client back on the list")) as change:
        change.update(Snooze, snooze_id)  # says so where it is not there
        change.delete(Snooze, snooze_id)


def snoozed(journal: JournalReader, today: date) -> dict[int, Snoozed]:
    """Return by client who is not to be called on ``today``, each with the snooze that lasts longest."""
    query = (
        Snooze.select(key_of(Snooze), Snooze.client, Snooze.reason, Snooze.set_on, Snooze.until)
        .where(Snooze.trashed_at.is_null() & (Snooze.set_on <= today) & (Snooze.until >= today))
        .order_by(Snooze.until, key_of(Snooze))
    )
    return {row[1]: Snoozed(*row) for row in journal.tuples(query)}
