"""Who is unhappy now, and which of one's own clients know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import OPEN, IncidentOutcome
from retention_journal.core.moments import instant
from retention_journal.core.periods import months_before
from retention_journal.core.reach import LISTENERS, MOST_LISTENERS
from retention_journal.i18n import _
from retention_journal.services.incidents import incidents
from retention_journal.services.links import neighbours
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Setting, key_of

_NAME = "listeners_per_unhappy"
_STILL = frozenset({IncidentOutcome.TOLERATED, IncidentOutcome.UNRESOLVED, IncidentOutcome.LOST})


@dataclass(frozen=True)
class Unhappy:
    """A client who is unhappy now, and who of one's own clients knows them."""

    client_id: int
    client_name: str
    known_to: tuple[tuple[int, str], ...]


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
    since = instant(datetime.combine(months_before(today, 12), time()))
    names = {
        one.client_id: one.client_name
        for one in incidents(journal)
        if one.is_complaint
        and (one.state in OPEN or (one.outcome in _STILL and (one.closed_at or one.received_at) >= since))
    }
    found = [
        Unhappy(number, name, _who_knows(journal, number, today, besides=names))
        for number, name in sorted(names.items(), key=lambda pair: pair[1].casefold())
    ]
    known = {number for one in found for number, _client in one.known_to}
    return Reach(tuple(found), listeners(journal), len(known))


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
    journal: JournalReader, client_id: int, today: date, *, besides: dict[int, str]
) -> tuple[tuple[int, str], ...]:
    found = {
        one.client_id: one.client_name
        for one in neighbours(journal, client_id, today)
        if one.client_id is not None and one.client_id not in besides
    }
    return tuple(sorted(found.items(), key=lambda pair: pair[1].casefold()))
