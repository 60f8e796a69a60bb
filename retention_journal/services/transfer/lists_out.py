"""The lists of the window as tables: clients, contacts with them, promises, hours and invoices.

A table has more columns than the window shows, and each cell is what it is: a day, a number, a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from retention_journal.core.hours import AN_HOUR
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, texts_in
from retention_journal.services.transfer.spreadsheets import Cell, TableKind, write_table
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    Client,
    Contact,
    ContactRole,
    Interaction,
    InteractionContact,
    Invoice,
    KpiLine,
    Promise,
    Table,
    TimeEntry,
    key_of,
)

_HUNDREDTHS = Decimal("0.01")


class ListKind(Term):
    """Which list."""

    CLIENTS = "clients", N_("Clients")
    CONTACTS = "contacts", N_("Contacts with clients")
    PROMISES = "promises", N_("Promises")
    HOURS = "hours", N_("Hours")
    INVOICES = "invoices", N_("Invoices")


@dataclass(frozen=True)
class Listed:
    """What stands in a list.

    Attributes:
        kind: Which list.
        client: Number of the only client in it; None for all.
        ids: Numbers of the records, in the order shown; None for all of them.
    """

    kind: ListKind
    client: int | None = None
    ids: tuple[int, ...] | None = None


_Row = Mapping[str, Any]
_Told = Callable[["_Names", _Row], Cell]


@dataclass(frozen=True)
class _Names:
    """How clients, people and goals are called, by number or key."""

    clients: Mapping[int, str]
    first: Mapping[int, tuple[str, str, str]]
    took_part: Mapping[int, str]
    goals: Mapping[str, str]


def write_list(
    journal: JournalReader, listed: Listed, path: Path, kind: TableKind, *, today: date, language: str
) -> int:
    """Write a list to ``path`` and return how many lines it has besides the headings.

    Args:
        journal: The journal.
        listed: Which list.
        path: Where to; an older table with the same columns is replaced, anything else stays.
        kind: Exact, with the words of the vocabulary, or for a spreadsheet.
        today: The day on which somebody is whom to call first.
        language: BCP 47 tag of the headings.

    Raises:
        JournalError: The file cannot be written there.
    """
    headings, rows = table_of(journal, listed, today=today, language=language)
    write_table(path, headings, rows, kind, language)
    return len(rows)


def table_of(
    journal: JournalReader, listed: Listed, *, today: date, language: str
) -> tuple[list[str], list[list[Cell]]]:
    """Return the headings and lines of a list; what lies in the trash is not in it."""
    table, columns = _LISTS[listed.kind]
    names = _names(journal, listed.kind, today)
    texts = texts_in(language)
    records = list(_records(journal, table, listed))
    return (
        [texts.gettext(heading) for heading, _told in columns],
        [[told(names, record) for _heading, told in columns] for record in records],
    )


def _records(journal: JournalReader, table: type[Table], listed: Listed) -> Iterator[_Row]:
    """Yield the records of a list; those of a client in the trash are in the trash with it."""
    fields = [field for field in table._meta.sorted_fields if field.name != "uid"]
    names = [field.name for field in fields]
    owner = "id" if table is Client else "client"
    query = table.select(*fields).where(table.trashed_at.is_null()).order_by(*_order(table))
    living = Client.select(key_of(Client)).where(Client.trashed_at.is_null())
    here = {number for (number,) in journal.tuples(living)}
    wanted = here if listed.client is None else here & {listed.client}
    read = [dict(zip(names, row, strict=True)) for row in journal.tuples(query)]
    read = [record for record in read if record[owner] in wanted]
    if listed.ids is None:
        yield from read
        return
    by_id = {record["id"]: record for record in read}
    yield from (by_id[number] for number in listed.ids if number in by_id)


def _order(table: type[Table]) -> Sequence[Any]:
    if table is Client:
        return (Client.sort_key, key_of(Client))
    return (table._meta.fields[_DAY[table]], key_of(table))


def _names(journal: JournalReader, kind: ListKind, today: date) -> _Names:
    clients = dict(journal.tuples(Client.select(key_of(Client), Client.name)))
    is_of_clients = kind is ListKind.CLIENTS
    return _Names(
        clients,
        _first_people(journal, today) if is_of_clients else {},
        _took_part(journal) if kind is ListKind.CONTACTS else {},
        dict(journal.tuples(KpiLine.select(KpiLine.line_key, KpiLine.name).order_by(key_of(KpiLine)))),
    )


def _first_people(journal: JournalReader, today: date) -> dict[int, tuple[str, str, str]]:
    query = (
        ContactRole.select(ContactRole.client, Contact.display_name, Contact.email, Contact.tel)
        .join(Contact)
        .where(ContactRole.trashed_at.is_null(), Contact.trashed_at.is_null())
        .where(ContactRole.valid_to.is_null() | (ContactRole.valid_to > today))
        .order_by(ContactRole.is_primary, key_of(ContactRole).desc())
    )
    return {client: (name, email, tel) for client, name, email, tel in journal.tuples(query)}


def _took_part(journal: JournalReader) -> dict[int, str]:
    query = (
        InteractionContact.select(InteractionContact.interaction, Contact.display_name)
        .join(Contact)
        .order_by(key_of(InteractionContact))
    )
    people: dict[int, list[str]] = defaultdict(list)
    for talk, name in journal.tuples(query):
        people[talk].append(name)
    return {talk: ", ".join(found) for talk, found in people.items()}


def _as_it_is(column: str) -> _Told:
    return lambda _names, record: record[column]


def _client(names: _Names, record: _Row) -> Cell:
    return names.clients.get(record["client"], "")


def _first(part: int) -> _Told:
    return lambda names, record: names.first.get(record["id"], ("", "", ""))[part]


def _goal(names: _Names, record: _Row) -> Cell:
    return names.goals.get(record["line_key"], "")


def _hours(_names: _Names, record: _Row) -> Cell:
    return (Decimal(record["minutes"]) / AN_HOUR).quantize(_HUNDREDTHS)


def _amount(column: str) -> _Told:
    def told(_names: _Names, record: _Row) -> Cell:
        from babel.numbers import get_currency_precision

        places = get_currency_precision(record["currency"])
        return Decimal(record[column]).scaleb(-places)

    return told


_DAY: dict[type[Table], str] = {
    Interaction: "occurred_at",
    Promise: "made_on",
    TimeEntry: "worked_on",
    Invoice: "issued_on",
}
_LISTS: dict[ListKind, tuple[type[Table], tuple[tuple[str, _Told], ...]]] = {
    ListKind.CLIENTS: (
        Client,
        (
            (N_("Name"), _as_it_is("name")),
            (N_("Where it stands"), _as_it_is("status")),
            (N_("Attention"), _as_it_is("tier")),
            (N_("Kind of work"), _as_it_is("engagement_type")),
            (N_("First day"), _as_it_is("start_date")),
            (N_("Last day"), _as_it_is("end_date")),
            (N_("Called first"), _first(0)),
            (N_("E-mail"), _first(1)),
            (N_("Phone"), _first(2)),
            (N_("Town"), _as_it_is("locality")),
            (N_("Language"), _as_it_is("language")),
            (N_("Where it comes from"), _as_it_is("source")),
            (N_("Notes"), _as_it_is("notes")),
        ),
    ),
    ListKind.CONTACTS: (
        Interaction,
        (
            (N_("When"), _as_it_is("occurred_at")),
            (N_("Client"), _client),
            (N_("Kind"), _as_it_is("kind")),
            (N_("Who began"), _as_it_is("direction")),
            (N_("Outcome"), _as_it_is("outcome")),
            (N_("Who took part"), lambda names, record: names.took_part.get(record["id"], "")),
            (N_("Minutes"), _as_it_is("duration_min")),
            (N_("What was said"), _as_it_is("summary")),
            (N_("In the client's words"), _as_it_is("client_words")),
            (N_("Mood, 1 cool to 5 warm"), _as_it_is("tone")),
        ),
    ),
    ListKind.PROMISES: (
        Promise,
        (
            (N_("What"), _as_it_is("text")),
            (N_("Client"), _client),
            (N_("Whose promise"), _as_it_is("direction")),
            (N_("Promised"), _as_it_is("made_on")),
            (N_("Due"), _as_it_is("due_at")),
            (N_("Where it stands"), _as_it_is("state")),
            (N_("Delivered"), _as_it_is("delivered_at")),
            (N_("Goal"), _goal),
            (N_("Remark"), _as_it_is("remark")),
        ),
    ),
    ListKind.HOURS: (
        TimeEntry,
        (
            (N_("Day"), _as_it_is("worked_on")),
            (N_("Client"), _client),
            (N_("Hours"), _hours),
            (N_("What for"), _as_it_is("bucket")),
            (N_("Charged"), _as_it_is("billable")),
            (N_("Project"), _as_it_is("project")),
            (N_("Task"), _as_it_is("task")),
            (N_("Goal"), _goal),
            (N_("Notes"), _as_it_is("note")),
        ),
    ),
    ListKind.INVOICES: (
        Invoice,
        (
            (N_("No."), _as_it_is("number")),
            (N_("Client"), _client),
            (N_("Issued"), _as_it_is("issued_on")),
            (N_("Due"), _as_it_is("due_on")),
            (N_("Total"), _amount("total_minor")),
            (N_("Paid"), _amount("paid_minor")),
            (N_("Currency"), _as_it_is("currency")),
            (N_("Where it stands"), _as_it_is("state")),
            (N_("Paid on"), _as_it_is("paid_on")),
            (N_("Notes"), _as_it_is("note")),
        ),
    ),
}
