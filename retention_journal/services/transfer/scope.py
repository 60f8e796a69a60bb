"""Which records concern one client."""

from __future__ import annotations

from peewee import ForeignKeyField

from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    TABLES,
    ActionItem,
    Business,
    CareTrial,
    Cause,
    Client,
    Contact,
    ContactLink,
    DayOff,
    FirmLookBack,
    IntakeQuestion,
    Lesson,
    Setting,
    Table,
    key_of,
    name_of,
)

_OF_THE_FIRM = frozenset({
    Business, Client, Contact, Setting, DayOff, IntakeQuestion, ContactLink, CareTrial, FirmLookBack,
})  # fmt: skip
#: They belong to a loss or to an incident.
_OF_EITHER = frozenset({Cause, ActionItem, Lesson})


def records_of(journal: JournalReader, client: int) -> dict[str, set[int]]:
    """Return the numbers of the records that concern a client, by type.

    What belongs to the client belongs by its first reference: a promise by its client, a check-in by its
    contact. The persons are those whom any of these records names, with their links to each other. The own
    business, its settings, questions to ask, trials and days off are left out.
    """
    found: dict[str, set[int]] = {name_of(table): set() for table in TABLES}
    found[name_of(Client)] = {client}
    for table in TABLES:
        if table in _OF_THE_FIRM:
            continue
        if "client_uid" in table._meta.fields:
            found[name_of(table)] = _noted(journal, table, client)
            continue
        for owner in _owners(table):
            of_owner = found[name_of(owner.rel_model)]
            rows = journal.tuples(table.select(key_of(table), owner))
            found[name_of(table)] |= {number for number, belongs_to in rows if belongs_to in of_owner}
    found[name_of(Contact)] = persons = _persons(journal, found)
    links = journal.tuples(
        ContactLink.select(key_of(ContactLink), ContactLink.contact_a, ContactLink.contact_b)
    )
    found[name_of(ContactLink)] = {number for number, *both in links if persons.issuperset(both)}
    return found


def _noted(journal: JournalReader, table: type[Table], client: int) -> set[int]:
    """Return the notes of the journal itself about a client, which name it by its uid."""
    uid = Client.select(Client.uid).where(key_of(Client) == client)
    rows = journal.tuples(table.select(key_of(table)).where(table._meta.fields["client_uid"].in_(uid)))
    return {number for (number,) in rows}


def _persons(journal: JournalReader, found: dict[str, set[int]]) -> set[int]:
    persons: set[int] = set()
    for table in TABLES:
        for reference in _references(table):
            if reference.rel_model is Contact:
                rows = journal.tuples(table.select(key_of(table), reference))
                persons |= {
                    who for number, who in rows if number in found[name_of(table)] and who is not None
                }
    return persons


def _owners(table: type[Table]) -> list[ForeignKeyField]:
    """Return the reference by which a record belongs to a client; some have two, and use one."""
    references = _references(table)
    return references if table in _OF_EITHER else references[:1]


def _references(table: type[Table]) -> list[ForeignKeyField]:
    return [field for field in table._meta.sorted_fields if isinstance(field, ForeignKeyField)]
