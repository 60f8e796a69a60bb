"""Hours that an earlier import brought in, and whom the client names of a file speak of.

Source: imports, 4.4 and 4.5: a name leads to the client it led to before, else to the one of that name; what
is only alike is suggested and never taken unasked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from retention_journal.core.hours import Bucket
from retention_journal.core.hours_intake import RowKey, TimeRow, digest
from retention_journal.core.names import alike, normal_name
from retention_journal.services.transfer.batch_writer import refs_of
from retention_journal.services.transfer.known import name_key
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, TimeEntry, key_of, name_of

_MOST_ALIKE = 5


@dataclass(frozen=True)
class GoesTo:
    """Whom the hours of a client name go to.

    Attributes:
        client_id: A client of the journal; None for none yet.
        is_new: Whether a client of that name is added.
        is_left: Whether they are left out.
    """

    client_id: int | None = None
    is_new: bool = False
    is_left: bool = False


NO_CLIENT = GoesTo()
NEW_CLIENT = GoesTo(is_new=True)
LEAVE_OUT = GoesTo(is_left=True)


@dataclass(frozen=True)
class NamedClient:
    """A client as a file names it.

    Attributes:
        name: As the file spells it first.
        rows: How many rows name it.
        minutes: How long they are together.
        usual: Whom its hours go to unless the person says otherwise.
        found: What the journal calls that client, "" where it is none of the journal's.
        is_trashed: Whether that client lies in the trash.
        alike: Clients of the journal with nearly that name, or with all its words, by id and name.
        reason: Why it is taken for that client, in words; "" where there is nothing to say.
    """

    name: str
    rows: int
    minutes: int
    usual: GoesTo
    found: str = ""
    is_trashed: bool = False
    alike: tuple[tuple[int, str], ...] = ()
    reason: str = ""

    @property
    def key(self) -> str:
        """What the spellings of the name have in common."""
        return name_key(self.name)


@dataclass
class KnownEntry:
    """Hours that came in before, with the key they came by."""

    id: int
    client_id: int | None
    minutes: int
    project: str
    task: str
    note: str
    billable: bool
    bucket: Bucket
    is_trashed: bool
    uid: str
    key: RowKey
    is_gone: bool = False  # it was deleted for good; only the key is left


@dataclass(frozen=True)
class ClientsOfJournal:
    """The clients by what their spellings have in common; the living before the trashed."""

    names: Mapping[int, str]
    trashed: frozenset[int]
    by_key: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, journal: JournalReader) -> ClientsOfJournal:
        """Return those of a journal."""
        query = Client.select(key_of(Client), Client.name, Client.trashed_at.is_null(False))
        names: dict[int, str] = {}
        by_key: dict[str, list[int]] = defaultdict(list)
        trashed = set()
        found = journal.tuples(query.order_by(Client.trashed_at.is_null(False), key_of(Client)))
        for number, name, is_trashed in found:
            names[number] = name
            by_key[name_key(name)].append(number)
            if is_trashed:
                trashed.add(number)
        return cls(names, frozenset(trashed), dict(by_key))

    def called(self, name: str) -> int | None:
        """Return the client of a name; of several the one spelt so, None where that does not tell."""
        found = self.by_key.get(name_key(name), ())
        living = [number for number in found if number not in self.trashed] or list(found)
        spelt = [number for number in living if self.names[number].casefold() == name.casefold()]
        if len(living) == 1:
            return living[0]
        return spelt[0] if len(spelt) == 1 else None

    def nearly(self, name: str) -> tuple[tuple[int, str], ...]:
        """Return living clients whose name is close enough to ask about."""
        return self._living(lambda known: alike(known, name))

    def sharing(self, name: str) -> tuple[tuple[int, str], ...]:
        """Return living clients whose name holds all words of this one, or the other way round."""
        words = set(normal_name(name).split())

        def shares(known: str) -> bool:
            others = set(normal_name(known).split())
            return bool(words and others) and (words <= others or others <= words)

        return self._living(shares)

    def _living(self, fits: Callable[[str], bool]) -> tuple[tuple[int, str], ...]:
        found = ((number, name) for number, name in self.names.items() if number not in self.trashed)
        return tuple((number, name) for number, name in found if fits(name))[:_MOST_ALIKE]


def known_entries(journal: JournalReader, source: str) -> list[KnownEntry]:
    """Return all hours that came from ``source``, with those in the trash and those deleted since."""
    columns = (
        key_of(TimeEntry), TimeEntry.client, TimeEntry.minutes, TimeEntry.project, TimeEntry.task,
        TimeEntry.note, TimeEntry.billable, TimeEntry.bucket, TimeEntry.trashed_at.is_null(False),
        TimeEntry.uid, TimeEntry.external_key,
    )  # fmt: skip
    query = TimeEntry.select(*columns).where(TimeEntry.source == source).order_by(key_of(TimeEntry))
    keyed = ((values, RowKey.read(values[-1] or "")) for values in journal.tuples(query))
    here = [KnownEntry(*(*values[:-1], key)) for values, key in keyed if key is not None]
    return here + _gone(journal, source)


def _gone(journal: JournalReader, source: str) -> list[KnownEntry]:
    """Return the hours of ``source`` that were deleted here for good."""
    refs = refs_of(journal, source, "", [name_of(TimeEntry)]).values()
    living = {uid for (uid,) in journal.tuples(TimeEntry.select(TimeEntry.uid))} if refs else set()
    gone = ((ref, RowKey.read(ref.ext_id)) for ref in refs if ref.uid not in living)
    return [
        KnownEntry(-ref.id, None, 0, "", "", "", True, Bucket.SERVE, True, ref.uid, key, is_gone=True)
        for ref, key in gone
        if key is not None
    ]


def named_clients(
    clients: ClientsOfJournal, known: Iterable[KnownEntry], rows: Iterable[TimeRow]
) -> list[NamedClient]:
    """Return the clients that a file names, what takes most time first.

    Args:
        clients: Those of the journal.
        known: What came in from the same source before; a name leads where it led last.
        rows: The rows of the file.
    """
    led: dict[str, int | None] = {}
    for entry in known:
        if not entry.is_trashed and entry.client_id not in clients.trashed:
            led[entry.key.client] = entry.client_id
    groups: dict[str, list[TimeRow]] = defaultdict(list)
    for row in rows:
        if row.client:
            groups[name_key(row.client)].append(row)
    named = [_named(clients, led, group) for group in groups.values()]
    return sorted(named, key=lambda one: (-one.minutes, one.name))


def _named(clients: ClientsOfJournal, led: Mapping[str, int | None], group: Sequence[TimeRow]) -> NamedClient:
    name, rows, minutes = group[0].client, len(group), sum(row.minutes for row in group)
    spellings = [digest(row.client) for row in group]
    before = next((led[one] for one in spellings if led.get(one) is not None), None)
    found = before if before is not None else clients.called(name)
    if found is not None:
        return NamedClient(name, rows, minutes, GoesTo(found), clients.names[found], found in clients.trashed)
    close = clients.nearly(name)
    is_none = bool(close) or any(one in led for one in spellings)
    near = (*close, *(one for one in clients.sharing(name) if one not in close))
    return NamedClient(name, rows, minutes, NO_CLIENT if is_none else NEW_CLIENT, alike=near)
