"""Who is unhappy now, and which of one's own clients know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from peewee import fn

from retention_journal.core.clients import GONE
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import OPEN, IncidentOutcome, IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.periods import months_before
from retention_journal.core.reach import LISTENERS, MOST_LISTENERS
from retention_journal.i18n import _
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Incident, Setting, key_of

_NAME = "listeners_per_unhappy"
_STILL = frozenset({IncidentOutcome.TOLERATED, IncidentOutcome.UNRESOLVED, IncidentOutcome.LOST})


@dataclass(frozen=True)
class Knows:
    """One of one's own clients where somebody knows a person of a client who is unhappy.

    Attributes:
        person: Who knows them.
        known: Whom they know at the client who is unhappy.
    """

    client_id: int
    client_name: str
    person: str
    known: str


@dataclass(frozen=True)
class Unhappy:
    """A client who is unhappy now, and who of one's own clients knows them."""

    client_id: int
    client_name: str
    known_to: tuple[Knows, ...]


@dataclass(frozen=True)
class Reach:
    """How far it carries.

    Attributes:
        unhappy: Who is unhappy.
        listeners: How many each is taken to tell.
        known: How many clients are among those who know them; each counts once.
    """

    unhappy: tuple[Unhappy, ...]
    listeners: int
    known: int


def reach(journal: JournalReader, today: date) -> Reach:
    """Return who is unhappy and who knows them.

    Unhappy is who complained and has not been put right, or was left so within the last twelve months.
    """
    names = _unhappy(journal, today)
    knows = _who_knows(journal, names, today)
    found = [
        Unhappy(number, name, tuple(knows.get(number, ())))
        for number, name in sorted(names.items(), key=lambda pair: pair[1].casefold())
    ]
    known = {other.client_id for one in found for other in one.known_to}
    return Reach(tuple(found), listeners(journal), len(known))


def _unhappy(journal: JournalReader, today: date) -> dict[int, str]:
    """Return by id the names of those who are unhappy."""
    since = instant(datetime.combine(months_before(today, 12), time()))
    ended = fn.COALESCE(Incident.closed_at, Incident.received_at)
    lately = Incident.outcome.in_(sorted(_STILL)) & (ended >= int(since.timestamp()))
    rows = journal.tuples(
        Incident.select(Incident.client, Client.name, Incident.received_at)
        .join(Client, on=Incident.client == key_of(Client))
        .where(Incident.trashed_at.is_null() & Client.trashed_at.is_null() & Incident.is_complaint)
        .where(Incident.state != IncidentState.WITHDRAWN)
        .where(Incident.state.in_(sorted(OPEN)) | lately)
    )
    return {number: name for number, name, received in rows if on_the_wall(received).date() <= today}


def listeners(journal: JournalReader) -> int:
    """Return how many each unhappy client is taken to tell, 1 to 100."""
    kept = journal.value(Setting.select(Setting.value).where(Setting.name == _NAME))
    return kept if isinstance(kept, int) and 1 <= kept <= MOST_LISTENERS else LISTENERS


def set_listeners(journal: Journal, count: int) -> None:
    """Keep how many each unhappy client is taken to tell.

    Raises:
        InvalidEntryError: It is not 1 to 100.
    """
    if not 1 <= count <= MOST_LISTENERS:
        raise InvalidEntryError("listeners", _("Choose a number from 1 to {n}.").format(n=MOST_LISTENERS))
    number = journal.value(Setting.select(key_of(Setting)).where(Setting.name == _NAME))
    with journal.change(_("Change how many each tells")) as change:
        if number is None:
            change.insert(Setting, name=_NAME, value=count)
        else:
            change.update(Setting, number, value=count)


def _who_knows(
    journal: JournalReader, unhappy: Collection[int], today: date
) -> Mapping[int, Sequence[Knows]]:
    """Return by client who is unhappy where they are known; who left is no client any more."""
    found: defaultdict[int, list[Knows]] = defaultdict(list)
    if not unhappy:
        return found
    theirs = ", ".join(str(int(number)) for number in unhappy)
    gone = ", ".join(f"'{status}'" for status in sorted(GONE))
    is_there = "r.trashed_at IS NULL AND (r.valid_to IS NULL OR r.valid_to > ?1)"
    rows = journal.sql(
        "WITH pair AS (SELECT contact_a_id AS one, contact_b_id AS other FROM contact_link"  # noqa: S608
        " WHERE trashed_at IS NULL UNION SELECT contact_b_id, contact_a_id FROM contact_link"
        " WHERE trashed_at IS NULL), place AS (SELECT DISTINCT r.contact_id, r.client_id FROM contact_role r"
        f" WHERE {is_there})"
        " SELECT here.client_id, c.id, c.name, q.display_name, p.display_name FROM place here"
        " JOIN pair ON pair.one = here.contact_id JOIN place there ON there.contact_id = pair.other"
        " JOIN client c ON c.id = there.client_id AND c.trashed_at IS NULL"
        " JOIN contact p ON p.id = pair.one AND p.trashed_at IS NULL"
        " JOIN contact q ON q.id = pair.other AND q.trashed_at IS NULL"
        f" WHERE here.client_id IN ({theirs}) AND there.client_id NOT IN ({theirs})"
        f" AND c.status NOT IN ({gone}) ORDER BY c.sort_key, c.id, q.display_name, q.id, p.id",
        day_number(today),
    )
    for number, *knows in rows:
        found[number].append(Knows(*knows))
    return found
