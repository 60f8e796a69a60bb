"""Which clients and persons of the journal a file speaks of.

Source: imports, 4.4: e-mail, then the last eight digits of a phone, then the normal name. A client that
bears the file's very name goes before one that only shares an address, for people change firms and share
addresses; and a client that one name of the file has claimed is not given to another name by an address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from retention_journal.core.intake import ClientRow
from retention_journal.core.names import last_digits, normal_name, same_phone
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Contact, ContactRole, key_of

_FILLED = (
    "locality",
    "language",
    "notes",
    "start_date",
    "ideal_interval_days",
    "max_interval_days",
    "end_date",
)


def _never(_row: ClientRow) -> str | None:
    return None


@dataclass
class KnownPerson:
    """A person of the journal, or one just read."""

    id: int
    name: str
    values: dict[str, Any]
    is_trashed: bool = False
    is_new: bool = False
    uid: str = ""


@dataclass
class KnownClient:
    """A client of the journal with its people, or one just read."""

    id: int
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    is_trashed: bool = False
    people: list[KnownPerson] = field(default_factory=list)
    has_somebody: bool = False  # whether anybody is there to be called
    uid: str = ""

    def person(self, row: ClientRow) -> KnownPerson | None:
        """Return the person whom a row speaks of.

        Within one client the name says most, then the e-mail, then the phone. A row that names nobody speaks
        of whoever has its address, or of one called like the client who has no other address.
        """
        by_email = [p for p in self.people if row.email and _same_email(p.values["email"], row.email)]
        by_phone = [p for p in self.people if row.phone and same_phone(p.values["tel"], row.phone)]
        wanted = name_key(row.contact_name or row.name)
        named = [person for person in self.people if name_key(person.name) == wanted]
        addressed = by_email + by_phone
        both = [person for person in addressed if person in named]
        if row.contact_name:
            found = both or named or [p for p in addressed if _share_a_word(p.name, row.contact_name)]
        else:
            found = both or addressed or [p for p in named if _has_room_for(p, row)]
        return next(iter(found), None)


class KnownClients:
    """All clients of the journal, found by name, e-mail and phone."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[KnownClient]] = defaultdict(list)
        self._by_email: dict[str, list[KnownClient]] = defaultdict(list)
        self._by_phone: dict[str, list[KnownClient]] = defaultdict(list)
        self._by_uid: dict[str, KnownClient] = {}

    @classmethod
    def of(cls, journal: JournalReader, today: date) -> KnownClients:
        """Return those of a journal, the trash included."""
        known = cls()
        columns = [getattr(Client, name) for name in _FILLED]
        clients: dict[int, KnownClient] = {}
        query = Client.select(key_of(Client), Client.name, Client.trashed_at, Client.uid, *columns)
        for number, name, trashed_at, uid, *values in journal.tuples(query.order_by(key_of(Client))):
            filled = dict(zip(_FILLED, values, strict=True))
            clients[number] = KnownClient(number, name, filled, trashed_at is not None, uid=uid)
            known._by_uid[uid] = clients[number]
            known._by_name[name_key(name)].append(clients[number])
        for row in journal.tuples(_people()):
            known._add_person(clients[row[0]], row, today)
        return known

    def of_uid(self, uid: str) -> KnownClient | None:
        """Return the client with this uid, None where it is not in the journal."""
        return self._by_uid.get(uid)

    def match(
        self, groups: list[list[ClientRow]], before: Callable[[ClientRow], str | None] = _never
    ) -> list[KnownClient | None]:
        """Return for each client of a file the one of the journal that it is, or None.

        Args:
            groups: The rows of each client.
            before: Tells the uid of the client that a row became once.
        """
        named = [self._by_uid.get(before(group[0]) or "") or self._same_name(group) for group in groups]
        claimed = {client.id for client in named if client}
        matches: list[KnownClient | None] = []
        for group, client in zip(groups, named, strict=True):
            found = client or self._same_address(group, claimed)
            if found:
                claimed.add(found.id)
            matches.append(found)
        return matches

    def _same_name(self, group: list[ClientRow]) -> KnownClient | None:
        """Return the client of the name; of several the one whose people the rows name, living first."""
        candidates = self._by_name.get(name_key(group[0].name), [])
        if len(candidates) < 2:  # noqa: PLR2004 - one is no choice
            return next(iter(candidates), None)
        addressed = {client.id for client in self._addressed(group)}
        return min(candidates, key=lambda client: (client.id not in addressed, client.is_trashed, client.id))

    def _same_address(self, group: list[ClientRow], claimed: set[int]) -> KnownClient | None:
        free = [client for client in self._addressed(group) if client.id not in claimed]
        return min(free, key=lambda client: client.is_trashed, default=None)

    def _addressed(self, group: list[ClientRow]) -> list[KnownClient]:
        """Return the clients with an e-mail of the rows, then those with a phone of theirs."""
        by_email = [c for row in group if row.email for c in self._by_email.get(row.email.casefold(), [])]
        by_phone = [
            client
            for row in group
            for client in self._by_phone.get(last_digits(row.phone), [])
            if any(same_phone(person.values["tel"], row.phone) for person in client.people)
        ]
        return by_email + by_phone

    def _add_person(self, client: KnownClient, row: tuple[Any, ...], today: date) -> None:
        _client, number, name, given, family, email, tel, facts, birthday = row[:9]
        trashed_at, role_trashed_at, valid_to, uid = row[9:]
        is_trashed = trashed_at is not None or role_trashed_at is not None
        values = {"given_name": given, "family_name": family, "email": email, "tel": tel, "facts": facts,
                  "birthday": birthday}  # fmt: skip
        client.people.append(KnownPerson(number, name, values, is_trashed, uid=uid))
        if not is_trashed and (valid_to is None or valid_to > today):
            client.has_somebody = True
        if email:
            self._by_email[email.casefold()].append(client)
        if last_digits(tel):
            self._by_phone[last_digits(tel)].append(client)


def _people() -> Any:
    return (
        ContactRole.select(
            ContactRole.client, key_of(Contact), Contact.display_name, Contact.given_name,
            Contact.family_name,
            Contact.email, Contact.tel, Contact.facts, Contact.birthday,
            Contact.trashed_at, ContactRole.trashed_at, ContactRole.valid_to,
            Contact.uid,
        )
        .join(Contact, on=(ContactRole.contact == key_of(Contact)))
        .order_by(key_of(ContactRole))
    )  # fmt: skip


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common; never empty for a name that is not."""
    return normal_name(name) or name.casefold()


def _same_email(first: str, second: str) -> bool:
    return first.casefold() == second.casefold()


def _share_a_word(first: str, second: str) -> bool:
    return bool(set(normal_name(first).split()) & set(normal_name(second).split()))


def _has_room_for(person: KnownPerson, row: ClientRow) -> bool:
    """Say whether a person has no other e-mail and no other phone than the row."""
    email, tel = person.values["email"], person.values["tel"]
    return (not email or not row.email or _same_email(email, row.email)) and (
        not tel or not row.phone or same_phone(tel, row.phone) or tel == row.phone
    )
