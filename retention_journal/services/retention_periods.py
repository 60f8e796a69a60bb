"""For how long each kind of record is kept, and what is due to go by that. Off until somebody sets it.

Nothing goes by itself. What is past its time is listed; a month later, and only then, the list can be
confirmed, and what it names is erased for good. The month is one of the journal's own life: from one day it
is opened to the next counts as at most a week, and a clock that goes back takes it back. So a computer whose
clock stood at 2038 for a day has neither listed anything for long nor brought its end nearer; what is no
longer past its time by the clock of today leaves the list.

Source: reliability, 2g: "per record kind, clock-tolerant, never automatic deletion without a list and a grace
period".
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Setting, key_of

#: So many days of the journal's life lie between listing and erasing.
GRACE_DAYS = 30
#: A step from one day of use to the next counts as at most so many days: a clock may jump, a person may not.
LONGEST_STEP_DAYS = 7
MOST_YEARS = 30

_PERIODS, _LIST = "retention_periods", "retention_list"
_UIDS = uuid.UUID("b4a4b0d4-6f0f-4c43-9f6e-3a2f0a3d9a57")
_EPOCH = date(1970, 1, 1)
_DAY_SECONDS = 86_400


class KeptKind(Term):
    """A kind of record that can have a period, by its TYPE."""

    INTERACTION = "interaction", N_("Talks and messages")
    INCIDENT = "incident", N_("Complaints, once they are closed")
    INVOICE = "invoice", N_("Invoices, once they are paid")
    TIME_ENTRY = "time_entry", N_("Hours")
    POST_MORTEM = "post_mortem", N_("Looking back on losses, once finished")
    REPORT = "report", N_("Reports, once they are sent")
    CLIENT = "client", N_("Clients who have ended, with all that is theirs")


@dataclass(frozen=True)
class Due:
    """One record that is past its time.

    Attributes:
        day: The day from which its time is counted.
        title: What it is called.
        client: Whose it is; "" for a client itself.
        ready: Whether its month on the list is over.
        days_left: For how many days of the journal's life it still stands on the list.
    """

    kind: KeptKind
    number: int
    uid: str
    day: date
    title: str
    client: str
    days_left: int

    @property
    def ready(self) -> bool:
        """Whether it may go once the list is confirmed."""
        return self.days_left <= 0


@dataclass(frozen=True)
class _Life:
    """How long the journal has lived since the first listing, and since when each record is listed."""

    last_seen: date | None = None
    days: int = 0
    listed: Mapping[str, int] = field(default_factory=dict)


def periods(journal: JournalReader) -> dict[KeptKind, int]:
    """Return for how many years each kind is kept; what is kept for good is not among them."""
    kept = journal.value(Setting.select(Setting.value).where(Setting.name == _PERIODS))
    told = kept if isinstance(kept, dict) else {}
    return {
        kind: years
        for kind in KeptKind
        if isinstance(years := told.get(kind.value), int) and years in range(1, MOST_YEARS + 1)
    }


def set_period(journal: Journal, kind: KeptKind, years: int | None) -> None:
    """Keep a kind of record for so many years from now on; None keeps it for good.

    Raises:
        InvalidEntryError: It is no number of years from 1 to 30.
    """
    if years is not None and years not in range(1, MOST_YEARS + 1):
        raise InvalidEntryError("years", _("Write a number of years from 1 to {n}.").format(n=MOST_YEARS))
    chosen = {one.value: value for one, value in periods(journal).items() if one is not kind}
    if years is not None:
        chosen[kind.value] = years
    if chosen == {one.value: value for one, value in periods(journal).items()}:
        return
    number = journal.value(Setting.select(key_of(Setting)).where(Setting.name == _PERIODS))
    with journal.change(_("Change how long records are kept")) as change:
        if number is None:
            change.insert(Setting, uid=_uid(_PERIODS), name=_PERIODS, value=chosen)
        else:
            change.update(Setting, number, value=chosen)


def due_to_go(journal: JournalReader, today: date) -> list[Due]:
    """Return what is past its time, the oldest first, as far as it stands on the list already or will.

    Args:
        journal: Where to look; nothing is noted, see ``live_on``.
        today: The day it is asked.
    """
    life = _life(journal)
    found = []
    for kind, years in periods(journal).items():
        last = _years_before(today, years)
        for number, uid, seconds, title, client in journal.sql(_QUESTIONS[kind], _seconds(last)):
            day = _EPOCH + timedelta(days=seconds // _DAY_SECONDS)
            left = GRACE_DAYS - (life.days - life.listed.get(uid, life.days))
            waits = min(max(left, 0), GRACE_DAYS)
            found.append(Due(kind, number, uid, day, " ".join(title.split()), client or "", waits))
    return sorted(found, key=lambda one: (one.day, one.kind, one.number))


def live_on(journal: Journal, today: date) -> list[Due]:
    """Note that the journal is in use today, list what is past its time, and return the list.

    Asked once a day it is a month until the list can be confirmed; asked more often it is no shorter.
    """
    if journal.is_read_only or not (periods(journal) or _is_kept(journal)):
        return due_to_go(journal, today)
    before = _life(journal)
    due = {one.uid for one in due_to_go(journal, today)}
    days = before.days + _step(before.last_seen, today)
    listed = {uid: at for uid, at in before.listed.items() if uid in due}
    listed |= {uid: days for uid in due if uid not in listed}
    now = _Life(today, days, listed)
    if now != before:
        _keep(journal, now)
    return due_to_go(journal, today)


def confirmable(due: Sequence[Due]) -> list[Due]:
    """Return what may go once it is confirmed."""
    return [one for one in due if one.ready]


def days_until_first(due: Sequence[Due]) -> int | None:
    """Return in how many days of use the first of a list may go; None of an empty list."""
    return min((one.days_left for one in due), default=None)


def _step(last: date | None, today: date) -> int:
    """Return how many days of life lie between two days of use; a clock that goes back takes them back."""
    days = 0 if last is None else (today - last).days
    return max(min(days, LONGEST_STEP_DAYS), -LONGEST_STEP_DAYS)


def _life(journal: JournalReader) -> _Life:
    kept = journal.value(Setting.select(Setting.value).where(Setting.name == _LIST))
    if not isinstance(kept, dict):
        return _Life()
    try:
        return _Life(date.fromisoformat(kept["last_seen"]), int(kept["days"]), dict(kept["listed"]))
    except (KeyError, ValueError, TypeError):
        return _Life()


def _is_kept(journal: JournalReader) -> bool:
    return journal.value(Setting.select(key_of(Setting)).where(Setting.name == _LIST)) is not None


def _keep(journal: Journal, life: _Life) -> None:
    value: dict[str, Any] = {
        "last_seen": life.last_seen.isoformat() if life.last_seen else "",
        "days": life.days,
        "listed": dict(life.listed),
    }
    with journal.note() as note:
        note.delete_where(Setting, Setting.name == _LIST)
        if life.listed:
            note.insert(Setting, uid=_uid(_LIST), name=_LIST, value=value)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def _seconds(day: date) -> int:
    return int((datetime.combine(day, datetime.min.time()) - datetime(1970, 1, 1)).total_seconds())  # noqa: DTZ001


def _uid(name: str) -> str:
    return str(uuid.uuid5(_UIDS, name))


def _question(table: str, seconds: str, title: str, which: str, client: str) -> str:
    return (
        f"SELECT r.id, r.uid, {seconds}, {title}, {client} FROM {table} r"  # noqa: S608 - our own words
        f" WHERE {which} AND {seconds} < ? AND r.trashed_at IS NULL"
    )


_OF_CLIENT = "(SELECT name FROM client WHERE id = r.client_id)"
_OF_LOSS = "(SELECT c.name FROM loss l JOIN client c ON c.id = l.client_id WHERE l.id = r.loss_id)"
#: By kind: number, uid, the moment from which the time is counted in seconds, title, and client.
_QUESTIONS: Mapping[KeptKind, str] = {
    KeptKind.INTERACTION: _question("interaction", "r.occurred_at", "r.summary", "1", _OF_CLIENT),
    KeptKind.INCIDENT: _question(
        "incident", "coalesce(r.closed_at, r.received_at)", "r.title",
        "r.state IN ('closed', 'withdrawn')", _OF_CLIENT,
    ),
    KeptKind.INVOICE: _question(
        "invoice", "coalesce(r.paid_on, r.issued_on) * 86400", "r.number",
        "r.state IN ('paid', 'written_off')", _OF_CLIENT,
    ),
    KeptKind.TIME_ENTRY: _question(
        "time_entry", "r.worked_on * 86400", "r.task || ' ' || r.note", "1", _OF_CLIENT
    ),
    KeptKind.POST_MORTEM: _question(
        "post_mortem", "coalesce(r.closed_on, r.finished_on) * 86400", "r.summary",
        "coalesce(r.closed_on, r.finished_on) IS NOT NULL", _OF_LOSS,
    ),
    KeptKind.REPORT: _question(
        "report", "r.issued_at", "'No. ' || r.number || ' ' || r.headline", "r.issued_at IS NOT NULL",
        _OF_CLIENT,
    ),
    KeptKind.CLIENT: _question(
        "client", "r.end_date * 86400", "r.name",
        "r.end_date IS NOT NULL AND r.status IN ('lost', 'closed_by_us')", "''",
    ),
}  # fmt: skip
