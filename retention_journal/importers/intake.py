"""One door for every file: what it is, and what of it becomes promises, contacts and invoices.

Clients, hours and exports of a journal have readers of their own, for they are asked other questions.

Source: imports, section 4.1, steps 1 and 2.
"""

from __future__ import annotations

import builtins
import types
import typing
from collections import abc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from dateutil.tz import tzlocal

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incoming import Incoming
from retention_journal.core.progress import Progress, silent
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _
from retention_journal.importers.hours import is_of_hours
from retention_journal.importers.ics import IcsWays, read_ics
from retention_journal.importers.invoice_columns import holds_invoices, is_of_freshbooks
from retention_journal.importers.invoices import InvoiceWays, first_invoice_look, read_invoices
from retention_journal.importers.mail import MailWays, read_mail
from retention_journal.importers.monica import MonicaWays, read_monica
from retention_journal.importers.payments import first_payment_header, holds_payments
from retention_journal.importers.recognise import Source, UnknownFileError, recognise
from retention_journal.importers.saft import SaftWays, read_saft
from retention_journal.importers.trello import read_trello
from retention_journal.importers.trello_ways import TrelloWays


class Holds(Term):
    """What a file is full of, which says what is asked about it."""

    CLIENTS = "clients", N_("Clients")
    HOURS = "hours", N_("Hours")
    RECORDS = "records", N_("Promises, contacts or invoices")
    PAYMENTS = "payments", N_("Payments into a bank account")
    JOURNAL = "journal", N_("A journal")


@dataclass(frozen=True)
class Recognised:
    """What a file is.

    Attributes:
        kind: The word of the command line for it.
        holds: What it is full of.
        why: What it looks like and by what that is seen, in a sentence.
    """

    kind: Source
    holds: Holds
    why: str


Read = Callable[..., Incoming]


@dataclass(frozen=True)
class _Reader:
    """How files of a kind are read, what can be chosen for them, and by what they are known."""

    read: Read
    ways: type[Any]
    why: str


READERS: Mapping[Source, _Reader] = {
    Source.TRELLO: _Reader(
        read_trello, TrelloWays, N_("This looks like a Trello board: it has lists and cards.")
    ),
    Source.ICS: _Reader(read_ics, IcsWays, N_("This looks like a calendar: it begins as calendars do.")),
    Source.MAIL: _Reader(read_mail, MailWays, N_("This looks like mail: it begins as messages do.")),
    Source.MONICA: _Reader(
        read_monica, MonicaWays, N_("This looks like an export of Monica: it holds an account of it.")
    ),
    Source.SAFT: _Reader(
        read_saft, SaftWays, N_("This looks like a bookkeeping file (SAF-T): it begins as those do.")
    ),
    Source.FRESHBOOKS: _Reader(
        read_invoices, InvoiceWays, N_("This looks like the invoices of FreshBooks, by its headings.")
    ),
    Source.CSV: _Reader(
        read_invoices, InvoiceWays, N_("This looks like a table of invoices, by its headings.")
    ),
    Source.XLSX: _Reader(
        read_invoices, InvoiceWays, N_("This looks like a workbook with invoices, by its headings.")
    ),
}
#: Tables, which hold clients and hours as well: their headings tell.
_TABLES = frozenset({Source.CSV, Source.XLSX})
_CLIENTS_WHY = {
    Source.VCARD: N_("These look like address cards (vCard)."),
    Source.CSV: N_("This looks like a table of clients, by its headings."),
    Source.XLSX: N_("This looks like a workbook with clients, by its headings."),
}


def what_is(path: Path) -> Recognised:
    """Return what a file, or a folder, is; told by what is in it, never by its name.

    Raises:
        UnknownFileError: It is something else; the message says what, the advice what to do instead.
        UnreadableFileError: It cannot be read.
    """
    kind = recognise(path)
    if kind is Source.JOURNAL:
        return Recognised(kind, Holds.JOURNAL, _("This is the export of a journal."))
    if kind in READERS and kind not in _TABLES:
        return Recognised(kind, Holds.RECORDS, _(READERS[kind].why))
    if kind in _TABLES:
        header = first_invoice_look(path).table.header
        if holds_invoices(header):
            kind = Source.FRESHBOOKS if is_of_freshbooks(header) else kind
            return Recognised(kind, Holds.RECORDS, _(READERS[kind].why))
        if holds_payments(first_payment_header(path)):
            return Recognised(
                kind, Holds.PAYMENTS, _("This looks like the list of a bank account, by its headings.")
            )
    if kind is not Source.VCARD and is_of_hours(path):
        why = _("This looks like hours: its headings are those of {tool}.").format(tool=kind.label)
        told = why if kind not in {Source.CSV, Source.XLSX} else _("This looks like a table of hours.")
        return Recognised(kind, Holds.HOURS, told)
    return Recognised(kind, Holds.CLIENTS, _(_CLIENTS_WHY[kind]))


def plain_ways(ways: Any) -> dict[str, Any]:
    """Return what was chosen for a file as it is kept; what the journal knows itself is left out."""
    told = {field.name: getattr(ways, field.name) for field in fields(ways)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in told.items()
        if not isinstance(value, frozenset) and name != "only_addresses"
    }


def ways_of(kind: Source, told: Mapping[str, Any]) -> Any:
    """Return what was chosen for files of a kind, from how it was kept.

    Raises:
        InvalidEntryError: Something in it is no choice of this kind.
    """
    wanted = READERS[kind].ways
    known = {field.name for field in fields(wanted)}
    for name in told:
        if name not in known:
            raise InvalidEntryError(
                "map",
                _("“{name}” is nothing that can be chosen for {kind}.").format(name=name, kind=kind.label),
                _("It takes: {names}.").format(names=", ".join(sorted(known))),
            )
    hints = get_type_hints(wanted)
    chosen = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    for name, value in chosen.items():
        if not _fits(value, hints[name]):
            raise InvalidEntryError(
                "map",
                _("What is said of “{name}” is not of the kind it takes.").format(name=name),
                _("It takes: {kind}.").format(kind=_in_words(hints[name])),
            )
    return wanted(**chosen)


def _fits(value: Any, hint: Any) -> bool:
    """Say whether a value out of JSON, its lists made tuples, is what a field takes."""
    kinds = get_args(hint)
    match get_origin(hint):
        case types.UnionType | typing.Union:
            return any(_fits(value, one) for one in kinds)
        case builtins.tuple | builtins.frozenset:
            return isinstance(value, tuple) and all(_fits(one, kinds[0]) for one in value)
        case abc.Mapping:
            return isinstance(value, dict) and all(_fits(one, kinds[1]) for one in value.values())
    return type(value) is hint


def _in_words(hint: Any) -> str:
    """Return what a field takes, in words."""
    if get_origin(hint) in {types.UnionType, typing.Union}:
        return _in_words(get_args(hint)[0])
    words = {
        str: _("a text"),
        bool: _("true or false"),
        int: _("a whole number"),
        tuple: _("a list of texts"),
        frozenset: _("a list of texts"),
        abc.Mapping: _("headings, each with a text"),
    }
    return words[get_origin(hint) or hint]


def read_incoming(
    path: Path,
    kind: Source,
    ways: Any = None,
    *,
    today: date,
    zone: tzinfo | None = None,
    progress: Progress = silent,
) -> Incoming:
    """Return what of a file becomes promises, contacts and invoices.

    Args:
        path: The file, or folder.
        kind: What it is.
        ways: What was chosen for it; None is as usual.
        today: The day on which it is read.
        zone: Where the person is; None asks the computer.
        progress: Told how far it is, and asked whether to stop.

    Raises:
        UnreadableFileError: It cannot be read.
        CancelledError: ``progress`` asked to stop.
    """
    if kind not in READERS:
        raise UnknownFileError(_("“{name}” holds nothing of this kind.").format(name=path.name))
    reader = READERS[kind]
    chosen = ways if is_dataclass(ways) else reader.ways()
    return reader.read(path, chosen, zone=zone or tzlocal(), today=today, progress=progress)
