"""Whom the rows of a file belong to: by what was decided before, by number, address, name.

Source: imports, section 4.4. What is only alike is suggested and never taken unasked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from retention_journal.core.incoming import ContactRow, Incoming, InvoiceRow, PromiseRow, Whose
from retention_journal.core.names import normal_name
from retention_journal.i18n import _
from retention_journal.services.transfer.hours_known import (
    NEW_CLIENT,
    NO_CLIENT,
    ClientsOfJournal,
    GoesTo,
    NamedClient,
)
from retention_journal.services.transfer.known import name_key
from retention_journal.services.transfer.sources import number_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Contact, ContactRole, ExternalRef, key_of, name_of

Row = ContactRow | PromiseRow | InvoiceRow

#: What a decision about a client's name, and a client's number, is known by.
NAME, NUMBER = "name:", "number:"
_LEAST_WORD = 3  # letters of a name that is looked for in a title


def rows_of(incoming: Incoming) -> list[Row]:
    """Return all rows that belong to a client, in the order of the file, with what was said of a promise."""
    rows: list[Row] = []
    for promise in incoming.promises:
        rows += [promise, *promise.contacts]
    return [*rows, *incoming.invoices, *incoming.contacts]


def known_addresses(journal: JournalReader) -> frozenset[str]:
    """Return the e-mail addresses by which clients are known, in small letters."""
    query = (
        Contact.select(Contact.email)
        .join(ContactRole, on=(key_of(Contact) == ContactRole.contact))
        .where(Contact.email != "")
        .where(Contact.trashed_at.is_null() & ContactRole.trashed_at.is_null())
    )
    return frozenset(email.strip().casefold() for (email,) in journal.tuples(query))


@dataclass(frozen=True)
class People:
    """Who is known in the journal, by what a file may call them.

    Attributes:
        clients: All clients, by name.
        by_address: Living clients by the e-mail of one of their people, in small letters.
        persons: Living persons by their e-mail, and of which client.
        by_number: Clients by a number that they had in another program.
        before: Clients that a name of this source was said to be.
    """

    clients: ClientsOfJournal
    by_address: Mapping[str, tuple[int, ...]]
    persons: Mapping[tuple[int, str], int]
    by_number: Mapping[str, int]
    before: Mapping[str, int]
    titles: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, journal: JournalReader, incoming: Incoming) -> People:
        """Return those of a journal, as files of this source call them."""
        clients = ClientsOfJournal.of(journal)
        by_address: dict[str, list[int]] = defaultdict(list)
        persons: dict[tuple[int, str], int] = {}
        query = (
            ContactRole.select(ContactRole.client, key_of(Contact), Contact.email)
            .join(Contact, on=(key_of(Contact) == ContactRole.contact))
            .where(Contact.email != "")
            .where(Contact.trashed_at.is_null() & ContactRole.trashed_at.is_null())
            .order_by(key_of(ContactRole))
        )
        for client, person, email in journal.tuples(query):
            address = email.strip().casefold()
            persons.setdefault((client, address), person)
            if client not in clients.trashed and client not in by_address[address]:
                by_address[address].append(client)
        by_number, before = _said_before(journal, incoming)
        titles = {
            number: normal_name(name)
            for number, name in clients.names.items()
            if number not in clients.trashed and len(normal_name(name)) >= _LEAST_WORD
        }
        found = {address: tuple(found) for address, found in by_address.items()}
        return cls(clients, found, persons, by_number, before, titles)

    @property
    def addresses(self) -> frozenset[str]:
        """All addresses by which a client is known."""
        return frozenset(self.by_address)

    def found(self, whose: Whose) -> tuple[int, str] | None:
        """Return the client that is meant, and why; None where nothing tells for certain."""
        key = name_key(whose.name) if whose.name else ""
        if key and (before := self.before.get(key)):
            return before, _("As last time")
        for number in whose.numbers:
            if known := self.by_number.get(number):
                return known, _("The same number")
        addressed = {client for address in whose.addresses for client in self.by_address.get(address, ())}
        if len(addressed) == 1:
            return next(iter(addressed)), _("The same e-mail address")
        if key and (called := self.clients.called(whose.name)) is not None:
            return called, _("The same name")
        return None

    def addressed(self, whose: Whose) -> tuple[int, ...]:
        """Return every living client of whose people one of the addresses is, in the order of addresses."""
        found = [client for address in whose.addresses for client in self.by_address.get(address, ())]
        return tuple(dict.fromkeys(found))

    def named_in(self, title: str) -> tuple[int, ...]:
        """Return the living clients whose whole name stands in a title; only ever a suggestion."""
        words = f" {normal_name_in_order(title)} "
        return tuple(
            number for number, name in self.clients.names.items()
            if number in self.titles and f" {normal_name_in_order(name)} " in words
        )  # fmt: skip


def normal_name_in_order(text: str) -> str:
    """Return the words of a text in small plain letters, in their order."""
    letters = (letter if letter.isalnum() else " " for letter in text.casefold())
    return " ".join("".join(letters).split())


def clients_in(journal: JournalReader, incoming: Incoming) -> list[NamedClient]:
    """Return the clients that a file names, with whom each probably is, what has most rows first.

    Rows that are only of known clients, such as mail, name nobody.
    """
    people = People.of(journal, incoming)
    groups: dict[str, list[Whose]] = defaultdict(list)
    for row in rows_of(incoming):
        if row.whose.name and not row.whose.is_only_known:
            groups[name_key(row.whose.name)].append(row.whose)
    coming = {name_key(row.name) for row in incoming.clients}
    named = [_named(people, group, coming) for group in groups.values()]
    return sorted(named, key=lambda one: (-one.rows, one.name))


def _named(people: People, group: list[Whose], coming: set[str]) -> NamedClient:
    name, rows = group[0].name, len(group)
    together = replace(
        group[0],
        addresses=tuple(dict.fromkeys(one for whose in group for one in whose.addresses)),
        numbers=tuple(dict.fromkeys(one for whose in group for one in whose.numbers)),
    )
    found = people.found(together)
    if found is not None:
        number, reason = found
        clients = people.clients
        return NamedClient(
            name, rows, 0, GoesTo(number), clients.names[number], number in clients.trashed, reason=reason
        )
    close = people.clients.nearly(name)
    near = (*close, *(one for one in people.clients.sharing(name) if one not in close))
    if name_key(name) in coming:
        return NamedClient(name, rows, 0, NEW_CLIENT, alike=near, reason=_("The file brings this client too"))
    return NamedClient(name, rows, 0, NO_CLIENT if close else NEW_CLIENT, alike=near)


def _said_before(journal: JournalReader, incoming: Incoming) -> tuple[dict[str, int], dict[str, int]]:
    """Return clients by number, of any source, and by the names that this source calls them."""
    own = number_of(journal, incoming.source, incoming.fingerprint)
    query = (
        ExternalRef.select(ExternalRef.source, ExternalRef.ext_id, key_of(Client))
        .join(Client, on=(Client.uid == ExternalRef.record_uid))
        .where(ExternalRef.record_type == name_of(Client))
        .order_by(key_of(ExternalRef))
    )
    by_number: dict[str, int] = {}
    before: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for source, ext_id, client in journal.tuples(query):
        if ext_id.startswith(NUMBER):
            number = ext_id.removeprefix(NUMBER)
            counts[number] += by_number.get(number) != client
            by_number[number] = client
        elif source == own and ext_id.startswith(NAME):
            before[ext_id.removeprefix(NAME)] = client
    return {number: client for number, client in by_number.items() if counts[number] == 1}, before


def spoken_of(incoming: Incoming, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the numbers that a file gives the clients of these names, by ``name_key``."""
    wanted = set(names)
    numbers: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows_of(incoming):
        if row.whose.name and (key := name_key(row.whose.name)) in wanted:
            numbers[key].update(dict.fromkeys(row.whose.numbers))
    return {key: tuple(found) for key, found in numbers.items()}
