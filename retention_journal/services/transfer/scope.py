"""Which records concern one client, or one person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from peewee import ForeignKeyField

from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    TABLES,
    ActionItem,
    Attachment,
    Business,
    CareTrial,
    Cause,
    CheckIn,
    Client,
    Contact,
    ContactLink,
    DayOff,
    Erasure,
    ExternalRef,
    FirmLookBack,
    ImportBatch,
    ImportItem,
    ImportSource,
    IncidentMove,
    IntakeQuestion,
    Interaction,
    InteractionContact,
    Lesson,
    PromiseMove,
    Setting,
    Table,
    key_of,
    name_of,
)

_OF_THE_FIRM = frozenset({
    Business, Client, Contact, Setting, DayOff, IntakeQuestion, ContactLink, CareTrial, FirmLookBack,
    ImportSource, ImportBatch, ImportItem, ExternalRef, Erasure,
})  # fmt: skip
#: They belong to a loss or to an incident.
_OF_EITHER = frozenset({Cause, ActionItem, Lesson})
_EACH = 500  # numbers in one question


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
            found[name_of(table)] |= belonging(journal, table, owner, found[name_of(owner.rel_model)])
    found[name_of(Contact)] = persons = _persons(journal, found)
    links = journal.tuples(
        ContactLink.select(key_of(ContactLink), ContactLink.contact_a, ContactLink.contact_b)
    )
    found[name_of(ContactLink)] = {number for number, *both in links if persons.issuperset(both)}
    _add_brought_in(journal, found)
    return found


def records_of_person(journal: JournalReader, contact: int) -> dict[str, set[int]]:
    """Return the numbers of the records that are kept about one person, by type.

    These are the person, whom they know, and whatever names them: talks they took part in with the
    answers to the three questions, promises, complaints they brought, conversations after an end. The
    clients they work for are not among them, nor what somebody else's role says of a successor.
    """
    found: dict[str, set[int]] = {name_of(table): set() for table in TABLES}
    found[name_of(Contact)] = {contact}
    for table in TABLES:
        for reference in _references(table):
            if reference.rel_model is Contact and reference.name != "successor":
                rows = journal.tuples(table.select(key_of(table)).where(reference == contact))
                found[name_of(table)] |= {number for (number,) in rows}
    told = journal.tuples(
        InteractionContact.select(key_of(InteractionContact), InteractionContact.interaction).where(
            InteractionContact.contact == contact
        )
    )
    found[name_of(Interaction)] |= {talk for _number, talk in told}
    for table in (CheckIn, PromiseMove, IncidentMove):
        (owner,) = _owners(table)
        found[name_of(table)] |= belonging(journal, table, owner, found[name_of(owner.rel_model)])
    _add_attached(journal, found)
    _add_brought_in(journal, found)
    return found


def belonging(
    journal: JournalReader, table: type[Table], reference: Any, numbers: Collection[int]
) -> set[int]:
    """Return the numbers of the records of a type whose ``reference`` is one of ``numbers``."""
    found: set[int] = set()
    wanted = sorted(numbers)
    for first in range(0, len(wanted), _EACH):
        rows = journal.tuples(table.select(key_of(table)).where(reference.in_(wanted[first : first + _EACH])))
        found.update(number for (number,) in rows)
    return found


def uids_of(journal: JournalReader, table: type[Table], numbers: Collection[int]) -> list[str]:
    """Return the uids of the records of a type with these numbers."""
    found: list[str] = []
    wanted = sorted(numbers)
    for first in range(0, len(wanted), _EACH):
        rows = journal.tuples(table.select(table.uid).where(key_of(table).in_(wanted[first : first + _EACH])))
        found.extend(uid for (uid,) in rows)
    return found


def _add_attached(journal: JournalReader, found: dict[str, set[int]]) -> None:
    """Add the files that hang on the records found."""
    columns = (Attachment.record_type, Attachment.record_uid)
    hanging = journal.tuples(
        Attachment.select(key_of(Attachment), *columns).where(Attachment.record_uid != "")
    )
    kept = {table: name_of(table) for table in TABLES} if hanging else {}
    uids = {(name, uid) for table, name in kept.items() for uid in uids_of(journal, table, found[name])}
    found[name_of(Attachment)] |= {number for number, *record in hanging if tuple(record) in uids}


def _add_brought_in(journal: JournalReader, found: dict[str, set[int]]) -> None:
    """Add from which rows of which files the records found came."""
    uids = {
        (name_of(table), uid) for table in TABLES for uid in uids_of(journal, table, found[name_of(table)])
    }
    sources: set[int] = found[name_of(ImportSource)]
    columns = (ImportItem.batch, ImportItem.record_type, ImportItem.record_uid)
    for number, batch, *record in journal.tuples(ImportItem.select(key_of(ImportItem), *columns)):
        if tuple(record) in uids:
            found[name_of(ImportItem)].add(number)
            found[name_of(ImportBatch)].add(batch)
    columns = (ExternalRef.source, ExternalRef.record_type, ExternalRef.record_uid)
    for number, source, *record in journal.tuples(ExternalRef.select(key_of(ExternalRef), *columns)):
        if tuple(record) in uids:
            found[name_of(ExternalRef)].add(number)
            sources.add(source)
    batches = journal.tuples(ImportBatch.select(key_of(ImportBatch), ImportBatch.source))
    sources |= {source for number, source in batches if number in found[name_of(ImportBatch)]}


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
                wanted = sorted(found[name_of(table)])
                for first in range(0, len(wanted), _EACH):
                    numbers = key_of(table).in_(wanted[first : first + _EACH])
                    rows = journal.tuples(table.select(reference).where(numbers))
                    persons |= {who for (who,) in rows if who is not None}
    return persons


def _owners(table: type[Table]) -> list[ForeignKeyField]:
    """Return the reference by which a record belongs to a client; some have two, and use one."""
    references = _references(table)
    return references if table in _OF_EITHER else references[:1]


def _references(table: type[Table]) -> list[ForeignKeyField]:
    return [field for field in table._meta.sorted_fields if isinstance(field, ForeignKeyField)]
