"""All clients at a glance: who they are, when you last spoke, when next, and what is promised.

The whole page is a fixed number of statements however many clients there are: one seek for each fact of
a client, through an index, never a pass over the log.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Expression, Query, fn

from retention_journal.core.cadence import (
    Rhythm,
    RhythmState,
    days_beyond,
    next_contact_on,
    rhythm_of,
    rhythm_state,
)
from retention_journal.core.clients import GONE, EngagementType, Status, Tier
from retention_journal.core.contacts import TALKS, WRITTEN, Kind
from retention_journal.core.errors import NotFoundError
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.i18n import _
from retention_journal.storage.fields import WallTime, wall_seconds
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Contact, ContactRole, Interaction, Promise, key_of

#: How many days the rhythm strip shows, today included.
STRIP_DAYS = 90
_WROTE = WRITTEN | {Kind.LETTER, Kind.SOCIAL}
_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class ClientFacts:
    """What is true of a client on one day, with everything the lists and the header show.

    Attributes:
        last_contact_on: Day of the last contact that counts; None where there was none.
        next_contact_on: Day by which to be in touch next; None where nothing is known, or they left.
        days_beyond: Days the silence has gone beyond the rhythm, 0 within it.
        talks: How many days ago you talked, within the last 90 days, 0 is today.
        notes: How many days ago one of you wrote, within the last 90 days.
        open_promises: Promises of yours that are open; late ones and those due today are among them.
        last_summary: What was noted of the last contact that counts and has words, and its day.
    """

    client_id: int
    uid: str
    name: str
    sort_key: str
    status: Status
    tier: Tier
    engagement_type: EngagementType
    locality: str
    start_date: date | None
    primary_contact: str
    primary_title: str
    phone: str
    email: str
    language: str
    last_contact_on: date | None
    rhythm: Rhythm
    next_contact_on: date | None
    days_beyond: int
    state: RhythmState
    talks: tuple[int, ...]
    notes: tuple[int, ...]
    open_promises: int
    late_promises: int
    promises_today: int
    last_summary: str
    last_summary_on: date | None


@dataclass(frozen=True)
class Standing:
    """How contact with one client stands, as much of ``ClientFacts`` as it takes to choose whom to call."""

    client_id: int
    uid: str
    sort_key: str
    start_date: date | None
    last_contact_on: date | None
    rhythm: Rhythm
    next_contact_on: date | None
    days_beyond: int
    state: RhythmState


def count_living(journal: JournalReader) -> int:
    """Return how many clients the list shows at first: prospects too, but nobody lost, closed or paused."""
    query = Client.select(fn.COUNT(key_of(Client))).where(
        Client.trashed_at.is_null() & Client.status.not_in(sorted({*GONE, Status.PAUSED}))
    )
    return int(journal.value(query))


def facts_of(journal: JournalReader, clients: Collection[int], today: date) -> dict[int, ClientFacts]:
    """Return by id what is true of ``clients`` on ``today``; those in the trash are left out."""
    return {facts.client_id: facts for facts in _facts(journal, today, clients)} if clients else {}


def portfolio(journal: JournalReader, today: date) -> list[ClientFacts]:
    """Return every client that is not in the trash, in the order of their names."""
    return _facts(journal, today, None)


def client_facts(journal: JournalReader, client_id: int, today: date) -> ClientFacts:
    """Return what is true of one client on ``today``.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    found = _facts(journal, today, (client_id,))
    if not found:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
    return found[0]


class _Promised(NamedTuple):
    open: int = 0
    late: int = 0
    today: int = 0


class _Strips(NamedTuple):
    talks: dict[int, list[int]]
    notes: dict[int, list[int]]


def _facts(journal: JournalReader, today: date, only: Collection[int] | None) -> list[ClientFacts]:
    strips = _strips(journal, today, only)
    promised = _promised(journal, today, only)
    return [
        _made(row, today, strips, promised.get(row[0], _Promised()))
        for row in journal.tuples(_clients(today, only))
    ]


def _real(today: date) -> Expression:
    """Return the condition of a client's contacts that count, up to ``today``."""
    end = wall_seconds(datetime.combine(today + _DAY, time.min))
    return (
        (Interaction.client == key_of(Client))
        & (Interaction.counts_as_contact == SQL("1"))  # said in digits, so that the partial index serves
        & Interaction.trashed_at.is_null()
        & (Interaction.occurred_at < end)
    )


def _last_at(today: date) -> Query:
    return (
        Interaction.select(Interaction.occurred_at)
        .where(_real(today))
        .order_by(Interaction.occurred_at.desc())
        .limit(1)
    )


def _clients(today: date, only: Collection[int] | None) -> Query:
    said = Interaction.select(key_of(Interaction)).where(_real(today) & (Interaction.summary != ""))
    newest = Interaction.occurred_at.desc()
    told = Interaction.alias("told")
    role = ContactRole.alias("role")
    query = (
        Client.select(
            key_of(Client), Client.uid, Client.name, Client.sort_key, Client.status, Client.tier,
            Client.engagement_type, Client.locality, Client.start_date, Client.language,
            Client.ideal_interval_days, Client.max_interval_days,
            Contact.display_name, role.title, Contact.tel, Contact.email,
            _last_at(today), told.summary, told.occurred_at,
        )
        .join(role, JOIN.LEFT_OUTER, on=(role.id == _first_role(today)))
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == role.contact))
        .join(told, JOIN.LEFT_OUTER, on=(told.id == said.order_by(newest).limit(1)))
        .where(Client.trashed_at.is_null())
        .order_by(Client.sort_key, key_of(Client))
    )  # fmt: skip
    return query if only is None else query.where(key_of(Client).in_(only))


def _first_role(today: date) -> Query:
    """Return the query of the role of whom to call: the main person, else whoever came first."""
    return (
        ContactRole.select(key_of(ContactRole))
        .join(Contact)
        .where(
            (ContactRole.client == key_of(Client))
            & ContactRole.trashed_at.is_null()
            & Contact.trashed_at.is_null()
            & (ContactRole.valid_to.is_null() | (ContactRole.valid_to > today))
        )
        .order_by(ContactRole.is_primary.desc(), key_of(ContactRole))
        .limit(1)
    )


def _standing(row: tuple[Any, ...], today: date) -> Standing:
    client_id, uid, sort_key, status, tier, engagement, start, ideal, longest, last_at = row
    last = _day(last_at)
    rhythm = rhythm_of(
        engagement, status=status, tier=tier, start_date=start, today=today,
        own_ideal_days=ideal, own_max_days=longest,
    )  # fmt: skip
    gone = status in GONE
    return Standing(
        client_id=client_id,
        uid=uid,
        sort_key=sort_key,
        start_date=start,
        last_contact_on=last,
        rhythm=rhythm,
        next_contact_on=None if gone else next_contact_on(last, start, rhythm),
        days_beyond=0 if gone else days_beyond(last, start, rhythm, today),
        state=rhythm_state(status, last, rhythm, today),
    )


def _made(row: tuple[Any, ...], today: date, strips: _Strips, promised: _Promised) -> ClientFacts:
    (
        client_id, uid, name, sort_key, status, tier, engagement, locality, start, language,
        ideal, longest, person, title, phone, email, last_at, summary, summary_at,
    ) = row  # fmt: skip
    standing = _standing(
        (client_id, uid, sort_key, status, tier, engagement, start, ideal, longest, last_at), today
    )
    return ClientFacts(
        client_id=client_id,
        uid=uid,
        name=name,
        sort_key=sort_key,
        status=status,
        tier=tier,
        engagement_type=engagement,
        locality=locality,
        start_date=start,
        primary_contact=person or "",
        primary_title=title or "",
        phone=phone or "",
        email=email or "",
        language=language,
        last_contact_on=standing.last_contact_on,
        rhythm=standing.rhythm,
        next_contact_on=standing.next_contact_on,
        days_beyond=standing.days_beyond,
        state=standing.state,
        talks=tuple(strips.talks.get(client_id, ())),
        notes=tuple(strips.notes.get(client_id, ())),
        open_promises=promised.open,
        late_promises=promised.late,
        promises_today=promised.today,
        last_summary=summary or "",
        last_summary_on=_day(summary_at),
    )


def _day(moment: datetime | int | None) -> date | None:
    """Return the day of a moment; a column of a subquery comes as the file keeps it."""
    if isinstance(moment, int):
        moment = WallTime().python_value(moment)
    return None if moment is None else moment.date()


def _strips(journal: JournalReader, today: date, only: Collection[int] | None) -> _Strips:
    """Return by client how many days ago each talk was, and each letter of either."""
    end = wall_seconds(datetime.combine(today + _DAY, time.min))
    rows = journal.sql(
        f"SELECT client_id, ({end} - 1 - occurred_at) / {_DAY_SECONDS},"  # noqa: S608 - our own words
        f" kind IN {_listed(TALKS)}"
        f" FROM interaction WHERE occurred_at >= {end - STRIP_DAYS * _DAY_SECONDS}"
        f" AND occurred_at < {end} AND trashed_at IS NULL"
        f" AND (kind IN {_listed(_WROTE)} OR kind IN {_listed(TALKS)} AND counts_as_contact = 1)"
        + ("" if only is None else f" AND client_id IN ({', '.join(str(int(one)) for one in only)})")
        + " ORDER BY occurred_at",
    )
    strips = _Strips(defaultdict(list), defaultdict(list))
    for client_id, days, is_talk in rows:
        (strips.talks if is_talk else strips.notes)[client_id].append(days)
    return strips


def _listed(kinds: Iterable[Kind]) -> str:
    return "(" + ", ".join(f"'{kind.value}'" for kind in sorted(kinds)) + ")"


def _promised(journal: JournalReader, today: date, only: Collection[int] | None) -> dict[int, _Promised]:
    """Return by client how many promises of yours are open, late, and due today."""
    query = Promise.select(Promise.client, Promise.due_at).where(
        (Promise.state == SQL(f"'{PromiseState.OPEN.value}'"))
        & Promise.trashed_at.is_null()
        & (Promise.direction == PromiseDirection.OURS)
        & (Promise.made_on <= today)
    )
    if only is not None:
        query = query.where(Promise.client.in_(only))
    kept: dict[int, _Promised] = {}
    for client_id, due_at in journal.tuples(query):
        due = _day(due_at)
        before = kept.get(client_id, _Promised())
        kept[client_id] = _Promised(
            before.open + 1,
            before.late + (due is not None and due < today),
            before.today + (due == today),
        )
    return kept
