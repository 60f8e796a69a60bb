"""What puts a complaint right: what is done, what it costs, by when, and the client's yes to it.

What is to be done by a day is a promise among the others, made in the complaint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.promises import PromiseState
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.incident_steps import may_step, step
from retention_journal.services.incidents import IncidentView, incident, save_words
from retention_journal.services.promise_rows import (
    PromiseEntry,
    PromiseRow,
    end_of,
    promises_of_incident,
)
from retention_journal.services.promises import edit_promise, make_promise, trash_promise
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Promise


@dataclass(frozen=True)
class RemedyEntry:
    """What puts it right.

    Attributes:
        what: What is done.
        due_on: By when; None where no day was named, and then nothing is promised.
        cost_minutes: What it costs in time; None where that is not known.
        cost_minor: What it costs in money, in the smallest unit of the currency.
    """

    what: str = ""
    due_on: date | None = None
    cost_minutes: int | None = None
    cost_minor: int | None = None


def remedy(journal: JournalReader, one: IncidentView) -> RemedyEntry:
    """Return what puts a complaint right, as it stands."""
    promised = remedy_promise(journal, one)
    return RemedyEntry(one.remedy, promised.due_on if promised else None, one.cost_minutes, one.cost_minor)


def remedy_promise(journal: JournalReader, one: IncidentView) -> PromiseRow | None:
    """Return the promise that what puts it right became; None where it became none."""
    what = clean(one.remedy, lines=False)
    return next((row for row in promises_of_incident(journal, one.incident_id) if row.text == what), None)


def save_remedy(journal: Journal, incident_id: int, entry: RemedyEntry, *, now: datetime) -> bool:
    """Keep what puts it right, as one act with its promise; say whether anything was new.

    A day makes it a promise, another day moves that, and no day takes it away again while it is open.

    Raises:
        InvalidEntryError: The day is over, or lies wrong, or a cost is less than nothing.
        NotFoundError: The complaint is not in the journal.
    """
    before = incident(journal, incident_id)
    if entry == remedy(journal, before):
        return False
    moment = on_the_wall(instant(now))
    with journal.change(_("Write what puts a complaint right")) as change:
        promised = remedy_promise(journal, before)
        save_words(
            journal, incident_id, remedy=entry.what, cost_minutes=entry.cost_minutes,
            cost_minor=entry.cost_minor,
        )  # fmt: skip
        if entry.due_on is None or not entry.what.strip():
            if promised is not None and promised.state is PromiseState.OPEN:
                trash_promise(journal, promised.promise_id, now=moment)
        elif promised is None:
            made = PromiseEntry(entry.what, _due(entry.due_on, moment))
            number = make_promise(journal, before.client_id, made, now=moment)
            change.update(Promise, number, incident=incident_id)
        elif promised.state is PromiseState.OPEN:
            _follow(journal, promised, entry, entry.due_on, moment)
    return True


def agree_remedy(
    journal: Journal,
    incident_id: int,
    *,
    confirmed_by: int | None,
    confirmed_on: date,
    now: datetime,
) -> None:
    """Note that the client said yes to what puts it right.

    Args:
        journal: Where it is kept.
        incident_id: Which complaint.
        confirmed_by: Number of the person who said so; None where nobody is named.
        confirmed_on: The day they said so.
        now: The moment of noting it.

    Raises:
        InvalidEntryError: Nothing is written that they could agree to, or the day lies wrong.
        NotFoundError: It is not in the journal.
    """
    before = incident(journal, incident_id)
    if confirmed_on > on_the_wall(instant(now)).date():
        raise InvalidEntryError("remedy_confirmed_on", _("That day has not come yet."))
    if confirmed_on < before.received_on:
        raise InvalidEntryError("remedy_confirmed_on", _("That is before they complained."))
    values: dict[str, Any] = {"remedy_confirmed_by": confirmed_by, "remedy_confirmed_on": confirmed_on}
    if may_step(before, IncidentState.REMEDY_AGREED):
        step(journal, incident_id, IncidentState.REMEDY_AGREED, now=now, **values)
        return
    if not before.remedy:
        raise InvalidEntryError("remedy", _("Write what the two of you agreed on."))
    save_words(journal, incident_id, **values)


def _follow(
    journal: Journal, promised: PromiseRow, entry: RemedyEntry, due_on: date, moment: datetime
) -> None:
    same = promised.due_on == due_on
    due = promised.due_at if same else _due(due_on, moment)
    values = {**vars(promised.entry()), "text": clean(entry.what, lines=False), "due_at": due}
    edit_promise(journal, promised.promise_id, PromiseEntry(**values), now=moment)


def _due(day: date, moment: datetime) -> datetime:
    if day < moment.date():
        raise InvalidEntryError("due_on", _("That day is over. Choose one from today on."))
    return end_of(day)
