"""What goes when a client or a person is erased, and what stays.

A client goes with all that is theirs (``transfer.scope.records_of``): talks, promises, agreements, hours,
invoices, complaints, losses, looking back, lessons learnt with them, reports, files. A person goes along
unless somebody who stays needs them: one who also works for another client, or whom a record of another
client names, stays there.

A person goes with their roles, whom they know, and where their data came from. What they took part in stays
as a fact, since it is their client's too: that there was a talk and when, that there was a complaint and how
it was settled, what was agreed and by which day. Their words go, from every talk they were in, also with
others, for nobody can tell whose words those were, and so do the files that hang on such talks and
complaints; a signed agreement is their client's and stays. Their name is taken out of what stays, see
``erasure_names``.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from peewee import ForeignKeyField

from retention_journal.services.transfer.scope import (
    belonging,
    records_of,
    records_of_person,
    uids_of,
)
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    TABLES,
    Attachment,
    CheckIn,
    Client,
    ClosingConversation,
    Contact,
    ContactLink,
    ContactRole,
    ExternalRef,
    ImportItem,
    Incident,
    Interaction,
    InteractionContact,
    KpiAgreement,
    Table,
    key_of,
    name_of,
)

#: Where the words of a person stand in records that are not theirs alone.
THEIR_WORDS: Mapping[type[Table], tuple[str, ...]] = {
    Interaction: ("summary", "client_words"),
    CheckIn: ("else_to_help",),
    KpiAgreement: ("client_words",),
    Incident: (
        "client_words", "rest_of_message", "remedy_sought", "their_side", "expected", "would_put_right",
    ),
    ClosingConversation: (
        "what_was_good", "what_could_be_better", "advice_1", "advice_2", "advice_3", "when_decided",
        "would_return", "example", "first_noticed", "situation", "asked_by", "to_thank", "still_open",
        "own_notes",
    ),
}  # fmt: skip
#: What of a person's is deleted; by these alone nobody stays.
_OF_A_PERSON = frozenset(
    name_of(table)
    for table in (Contact, ContactRole, ContactLink, InteractionContact, ImportItem, ExternalRef)
)
#: Files that entries came from are others' too.
_SHARED = frozenset({"import_source", "import_batch"})
_CALLED = (Contact.display_name, Contact.given_name, Contact.family_name, Contact.email, Contact.tel)


@dataclass(frozen=True)
class Plan:
    """What is erased.

    Attributes:
        what: "client" or "person".
        name: How it is called.
        uid: Of the client or person.
        deleted: Numbers of the records that are deleted, by type.
        emptied: Numbers of the records whose words go while the fact stays, by type.
        names: Names, addresses and telephone numbers of whom is erased.
        first_names: Given and family names by themselves, looked for in ``near`` only.
        near: The records of the clients they work or worked for, by type.
        staying: People of the client who stay, since somebody else needs them.
    """

    what: str
    name: str
    uid: str
    deleted: Mapping[str, set[int]]
    emptied: Mapping[str, set[int]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    first_names: frozenset[str] = frozenset()
    near: Mapping[str, set[int]] = field(default_factory=dict)
    staying: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each type are deleted."""
        return {name: len(found) for name, found in self.deleted.items() if found}

    @property
    def emptied_counts(self) -> dict[str, int]:
        """Of how many records of each type the words go."""
        return {name: len(found) for name, found in self.emptied.items() if found}


def plan_client(journal: JournalReader, client: int, *, needed: Set[str] = frozenset()) -> Plan:
    """Return what goes with a client.

    Args:
        journal: Where it is.
        client: Its number.
        needed: Uids of people who stay in any case.
    """
    found = {
        name: set(numbers) for name, numbers in records_of(journal, client).items() if name not in _SHARED
    }
    people = found[name_of(Contact)]
    staying = _needed_elsewhere(journal, found) | _numbers(journal, people, needed)
    found[name_of(Contact)] = going = people - staying
    found[name_of(ContactLink)] = _links_of(journal, going)
    _keep_what_came_for(journal, found, staying)
    ((name, uid),) = journal.tuples(Client.select(Client.name, Client.uid).where(key_of(Client) == client))
    return Plan(
        "client", name, uid, found,
        names=frozenset({name}) | _called(journal, going),
        staying=tuple(sorted(_display_names(journal, staying))),
    )  # fmt: skip


def plan_person(journal: JournalReader, contact: int) -> Plan:
    """Return what goes with a person."""
    found = records_of_person(journal, contact)
    found[name_of(ContactLink)] = _links_of(journal, {contact})
    deleted = {name: found[name] for name in _OF_A_PERSON}
    deleted[name_of(Attachment)] = _files_of_a_person(journal, found)
    emptied = {name_of(table): found[name_of(table)] for table in THEIR_WORDS if found[name_of(table)]}
    _only_own_imports(journal, deleted)
    query = Contact.select(Contact.display_name, Contact.uid, Contact.given_name, Contact.family_name)
    ((name, uid, *parts),) = journal.tuples(query.where(key_of(Contact) == contact))
    return Plan(
        "person", name, uid, deleted, emptied,
        names=_called(journal, {contact}),
        first_names=frozenset({*parts, *name.split()} - {""}),
        near=_with_their_clients(journal, contact),
    )  # fmt: skip


def _files_of_a_person(journal: JournalReader, found: Mapping[str, set[int]]) -> set[int]:
    """Return the files that hang on what is a person's, or on what holds their words."""
    own = {table for table in TABLES if name_of(table) in _OF_A_PERSON}
    tables = own | (THEIR_WORDS.keys() - {KpiAgreement})
    hung_on = {
        (name_of(table), uid) for table in tables for uid in uids_of(journal, table, found[name_of(table)])
    }
    columns = (Attachment.record_type, Attachment.record_uid)
    rows = journal.tuples(Attachment.select(key_of(Attachment), *columns))
    return found[name_of(Attachment)] & {number for number, *record in rows if tuple(record) in hung_on}


def with_parts(journal: JournalReader, numbers: Mapping[str, Set[int]]) -> dict[str, set[int]]:
    """Return the numbers of some records with those of all that belongs to them, files included."""
    found = {name_of(table): set(numbers.get(name_of(table), ())) for table in TABLES}
    size = -1
    while size != sum(map(len, found.values())):
        size = sum(map(len, found.values()))
        for table in TABLES:
            for reference in _references(table):
                of_owner = found[name_of(reference.rel_model)]
                if of_owner and reference.on_delete == "CASCADE":
                    found[name_of(table)] |= belonging(journal, table, reference, of_owner)
    uids = {uid for table in TABLES for uid in uids_of(journal, table, found[name_of(table)])}
    files = journal.tuples(Attachment.select(key_of(Attachment), Attachment.record_uid))
    found[name_of(Attachment)] |= {number for number, uid in files if uid in uids}
    return found


def _needed_elsewhere(journal: JournalReader, found: Mapping[str, set[int]]) -> set[int]:
    """Return the people whom a record that stays names; knowing somebody is not being needed."""
    needed: set[int] = set()
    for table in TABLES:
        if table is ContactLink:
            continue
        going = found.get(name_of(table), set())
        for reference in _references(table):
            if reference.rel_model is not Contact:
                continue
            for person in found[name_of(Contact)] - needed:
                rows = journal.tuples(table.select(key_of(table)).where(reference == person))
                if any(number not in going for (number,) in rows):
                    needed.add(person)
    return needed


def _numbers(journal: JournalReader, people: set[int], uids: Set[str]) -> set[int]:
    rows = journal.tuples(Contact.select(key_of(Contact), Contact.uid)) if uids else []
    return {number for number, uid in rows if number in people and uid in uids}


def _links_of(journal: JournalReader, people: set[int]) -> set[int]:
    columns = (key_of(ContactLink), ContactLink.contact_a, ContactLink.contact_b)
    rows = journal.tuples(ContactLink.select(*columns))
    return {number for number, *both in rows if people.intersection(both)}


def _keep_what_came_for(journal: JournalReader, found: dict[str, set[int]], people: set[int]) -> None:
    """Leave those who stay the account of where their data came from."""
    if not people:
        return
    rows = journal.tuples(Contact.select(key_of(Contact), Contact.uid))
    uids = {uid for number, uid in rows if number in people}
    for table in (ImportItem, ExternalRef):
        kept = journal.tuples(table.select(key_of(table), table.record_uid))
        found[name_of(table)] -= {number for number, uid in kept if uid in uids}


def _only_own_imports(journal: JournalReader, deleted: Mapping[str, set[int]]) -> None:
    """Leave records that stay the account of where they came from; names are taken out of it."""
    uids = {
        uid
        for table in (Contact, ContactRole, ContactLink, InteractionContact)
        for uid in uids_of(journal, table, deleted[name_of(table)])
    }
    for table in (ImportItem, ExternalRef):
        rows = journal.tuples(table.select(key_of(table), table.record_uid))
        deleted[name_of(table)].intersection_update({number for number, uid in rows if uid in uids})


def _with_their_clients(journal: JournalReader, contact: int) -> dict[str, set[int]]:
    """Return the records of the clients a person works or worked for."""
    near: dict[str, set[int]] = {}
    clients = ContactRole.select(ContactRole.client).where(ContactRole.contact == contact).distinct()
    for (client,) in journal.tuples(clients):
        for name, numbers in records_of(journal, client).items():
            near.setdefault(name, set()).update(numbers)
    return near


def _called(journal: JournalReader, people: set[int]) -> frozenset[str]:
    """Return names, addresses and telephone numbers of people, without those whom others have too."""
    rows = journal.tuples(Contact.select(key_of(Contact), *_CALLED))
    others = {text for number, *texts in rows if number not in people for text in texts}
    own: set[str] = set()
    for number, shown, given, family, email, tel in rows:
        if number in people:
            own |= {shown, f"{given} {family}".strip(), email, tel} - others
    return frozenset(own - {""})


def _display_names(journal: JournalReader, people: set[int]) -> list[str]:
    rows = journal.tuples(Contact.select(key_of(Contact), Contact.display_name))
    return [name for number, name in rows if number in people]


def _references(table: type[Table]) -> list[ForeignKeyField]:
    return [one for one in table._meta.sorted_fields if isinstance(one, ForeignKeyField)]
