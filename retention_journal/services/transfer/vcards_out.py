"""Clients and their people as address cards (vCard), for the address book of a phone or a mail program.

A client is a card of a firm, a contact person a card of their own that names it. Who has left is in none.
What a person is called in the journal is their UID, so that a later file renews a card rather than doubling
it. Version 3.0 has no word for the language somebody reads.

Source: imports, section 4.7; RFC 6350 (4.0) and RFC 2426 (3.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from retention_journal.services.promises import must_be_here
from retention_journal.services.report_files import FileKind, Outgoing, write_files
from retention_journal.services.transfer.content_lines import escaped, parted, written
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Contact, ContactRole, key_of

Version = Literal["4.0", "3.0"]


@dataclass(frozen=True)
class _Firm:
    number: int
    uid: str
    updated_at: int
    name: str
    locality: str
    language: str
    notes: str


@dataclass(frozen=True)
class _Person:
    contact: int
    client: int
    role_uid: str
    title: str
    valid_to: date | None
    uid: str
    updated_at: int
    given: str
    family: str
    name: str
    email: str
    tel: str
    language: str
    facts: str
    birthday: date | None


def write_vcards(
    journal: JournalReader,
    path: Path,
    *,
    today: date,
    client: int | None = None,
    version: Version = "4.0",
) -> int:
    """Write the cards of all clients and their people to a new file, and return how many there are.

    An older file of cards there is replaced, anything else stays. The same records make the same bytes.

    Args:
        journal: The journal.
        path: Where the file goes.
        today: The day on which people must be with the client.
        client: Number of the one client; None writes all.
        version: 4.0, or 3.0 for programs that know no newer.

    Raises:
        NotFoundError: The client is not in the journal.
        JournalError: The file cannot be written there.
    """
    if client is not None:
        must_be_here(journal, client)
    firms = [firm for firm in _firms(journal) if client in {None, firm.number}]
    people = _people(journal, today)
    cards = [card for firm in firms for card in _cards(firm, people, version)]
    content = written(line for card in cards for line in card)
    write_files([Outgoing(path, content, FileKind.CARDS)])
    return len(cards)


def _cards(firm: _Firm, people: list[tuple[_Person, str]], version: Version) -> Iterator[list[str]]:
    yield _card(_of_firm(firm, version), version)
    for person, uid in people:
        if person.client == firm.number:
            yield _card(_of_person(person, uid, firm, version), version)


def _card(lines: Iterator[tuple[str, str]], version: Version) -> list[str]:
    said = [f"{name}:{value}" for name, value in lines if value]
    return ["BEGIN:VCARD", f"VERSION:{version}", *said, "END:VCARD"]


def _of_firm(firm: _Firm, version: Version) -> Iterator[tuple[str, str]]:
    yield ("KIND", "org") if version == "4.0" else ("X-ABShowAs", "COMPANY")
    yield "UID", f"urn:uuid:{firm.uid}"
    yield "FN", escaped(firm.name)
    if version == "3.0":
        yield "N", ";;;;"
    yield "ORG", escaped(firm.name)
    if firm.locality:
        yield "ADR", parted("", "", "", firm.locality, "", "", "")
    if version == "4.0":
        yield "LANG", firm.language
    yield "NOTE", escaped(firm.notes)
    yield "REV", _moment(firm.updated_at)


def _of_person(person: _Person, uid: str, firm: _Firm, version: Version) -> Iterator[tuple[str, str]]:
    yield "UID", f"urn:uuid:{uid}"
    yield "FN", escaped(person.name)
    family = person.family or ("" if person.given else person.name)
    yield "N", parted(family, person.given, "", "", "")
    yield "ORG", "" if person.name == firm.name else escaped(firm.name)
    yield "TITLE", escaped(person.title)
    yield "TEL", escaped(person.tel)
    yield "EMAIL", escaped(person.email)
    if person.birthday is not None:
        yield "BDAY", f"{person.birthday:%Y%m%d}" if version == "4.0" else person.birthday.isoformat()
    if version == "4.0":
        yield "LANG", person.language
    yield "NOTE", escaped(person.facts)
    yield "REV", _moment(person.updated_at)


def _moment(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%dT%H%M%SZ}"


def _firms(journal: JournalReader) -> list[_Firm]:
    query = (
        Client.select(
            key_of(Client), Client.uid, Client.updated_at, Client.name, Client.locality, Client.language,
            Client.notes,
        )
        .where(Client.trashed_at.is_null())
        .order_by(Client.sort_key, key_of(Client))
    )  # fmt: skip
    return [_Firm(*row) for row in journal.tuples(query)]


def _people(journal: JournalReader, today: date) -> list[tuple[_Person, str]]:
    """Return who is with a client, with the UID of the card; with two clients the later role has its own."""
    query = (
        ContactRole.select(
            key_of(Contact), ContactRole.client, ContactRole.uid, ContactRole.title, ContactRole.valid_to,
            Contact.uid, Contact.updated_at, Contact.given_name, Contact.family_name, Contact.display_name,
            Contact.email, Contact.tel, Contact.language, Contact.facts, Contact.birthday,
        )
        .join(Contact, on=ContactRole.contact == key_of(Contact))
        .where(ContactRole.trashed_at.is_null() & Contact.trashed_at.is_null())
        .order_by(key_of(ContactRole))
    )  # fmt: skip
    found: list[tuple[_Person, str]] = []
    named: set[int] = set()
    for row in journal.tuples(query):
        one = _Person(*row)
        if one.valid_to is None or one.valid_to > today:
            found.append((one, one.role_uid if one.contact in named else one.uid))
        named.add(one.contact)
    return found
