"""Taking in."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.letters import with_letters
from retention_journal.commands.output import counted
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.intake import Problem
from retention_journal.i18n import _, ngettext
from retention_journal.importers.clients import ReadResult, read_clients
from retention_journal.importers.columns import Field, known_headings, mapping_of
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.dates import DATE_FORMATS
from retention_journal.importers.hours import read_hours, refuse_questions
from retention_journal.importers.hours_columns import HoursField, hours_mapping_of, known_hours_headings
from retention_journal.importers.ics import IcsWays
from retention_journal.importers.intake import Holds, read_incoming, ways_of, what_is
from retention_journal.importers.invoice_columns import speaks_of_invoices
from retention_journal.importers.invoices import InvoiceWays
from retention_journal.importers.mail import MailWays
from retention_journal.importers.payments import PaymentWays, read_payments
from retention_journal.importers.recognise import Source, UnknownFileError
from retention_journal.importers.tables import guess_any_format
from retention_journal.services.backups import Before, backup_before
from retention_journal.services.business import own_business
from retention_journal.services.clients import find_client
from retention_journal.services.own_addresses import own_addresses
from retention_journal.services.payment_suggestions import suggest_payments
from retention_journal.services.transfer.batches import file_facts
from retention_journal.services.transfer.client_import import import_clients
from retention_journal.services.transfer.hours_import import import_hours, usual_ways, ways_for_client
from retention_journal.services.transfer.intake import import_incoming
from retention_journal.services.transfer.intake_clients import known_addresses
from retention_journal.services.transfer.intake_ways import intake_ways_for_client, usual_intake_ways
from retention_journal.services.transfer.journal_import import import_journal, is_export
from retention_journal.services.transfer.results import ImportResult
from retention_journal.storage.journal import Journal

_SOURCES = (
    "auto", "journal", "csv", "xlsx", "vcard", "ics", "mail", "trello", "freshbooks", "toggl", "clockify",
    "harvest", "monica", "saft",
)  # fmt: skip
_TABLES = frozenset({"csv", "xlsx", "freshbooks"})
_TRACKED = ("toggl", "clockify", "harvest")
_PLACES_SHOWN = 5  # of those that share a sentence


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", choices=_SOURCES, metavar="SOURCE",
                        help=_("one of {names}").format(names=", ".join(_SOURCES)))  # fmt: skip
    parser.add_argument(
        "file", metavar="FILE", type=Path, help=_("the file, or the folder or ZIP of an export")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, and keep nothing"))
    parser.add_argument(
        "--map",
        metavar="FILE",
        type=Path,
        help=_(
            "JSON file: heading to field of a table, or what was chosen for a board, a mailbox, a calendar"
        ),
    )
    parser.add_argument("--client", metavar="C", help=_("the client that what the file holds belongs to"))
    parser.add_argument("--dates", choices=tuple(DATE_FORMATS), metavar="ORDER",
                        help=_("how the days are written, such as d/m/Y or m/d/Y"))  # fmt: skip
    parser.add_argument("--decimal", choices=(".", ","), metavar="SIGN",
                        help=_("the sign before decimals, . or ,"))  # fmt: skip
    parser.add_argument(
        "--mend-letters", action="store_true", help=_("mend letters that were read wrongly once")
    )


def _import(call: Call) -> int:
    file, told = call.args.file, _told(call.args.map)
    if not file.exists():
        raise _missing(file)
    holds, kind = _what(call.args.source, file, told)
    if call.args.client and holds in {Holds.CLIENTS, Holds.JOURNAL}:
        raise InvalidEntryError("client", _("A list of clients, or a journal, belongs to no single client."))
    with call.writer() as journal:
        match holds:
            case Holds.JOURNAL:
                _keep_copy(call, journal)
                result = import_journal(
                    journal, file, dry_run=call.args.dry_run, progress=call.output.progress
                )
            case Holds.HOURS:
                result = _import_hours(call, journal, _names(call.args.map, told))
            case Holds.RECORDS:
                result = _import_records(call, journal, kind, told)
            case Holds.PAYMENTS:
                return _suggest_payments(call, journal)
            case Holds.CLIENTS:
                result = _import_clients(call, journal, _names(call.args.map, told))
    call.output.answer(_document(result), _lines(result))
    return exit_codes.DONE


def _what(source: str, file: Path, told: dict[str, Any] | None) -> tuple[Holds, Source]:
    """Return what a file is full of and of which kind it is: by the word given and by what is in it.

    Raises:
        UnknownFileError: It is not of the kind that was said.
    """
    if source == "journal" or (source == "auto" and is_export(file)):
        return Holds.JOURNAL, Source.JOURNAL
    if source in _TRACKED:
        return Holds.HOURS, Source(source)
    if source == "vcard":
        return Holds.CLIENTS, Source.VCARD
    if told and (meant := _by_map(source, told)):
        return meant
    found = what_is(file)
    also = {"csv": _TABLES.union(_TRACKED)}.get(source, _TABLES if source in _TABLES else frozenset())
    if source not in {"auto", found.kind} and found.kind not in also:
        raise UnknownFileError(
            _("“{name}” is not what was said: {why}").format(name=file.name, why=found.why),
            _("Import it as {kind}.").format(kind=found.kind.value),
        )
    return found.holds, found.kind


def _by_map(source: str, told: dict[str, Any]) -> tuple[Holds, Source] | None:
    """Return what a table is full of by what its columns are said to mean, None where that leaves it open."""
    if source in {"auto", *_TABLES} and (speaks_of_invoices(told) or isinstance(told.get("mapping"), dict)):
        return Holds.RECORDS, Source.CSV if source == "auto" else Source(source)
    names = [name for name in told.values() if isinstance(name, str)]
    if set(names) & set(HoursField):
        return Holds.HOURS, Source.CSV
    if source in _TABLES and len(names) == len(told) and set(names) <= set(Field):
        return Holds.CLIENTS, Source(source)
    return None


def _import_records(call: Call, journal: Journal, kind: Source, told: dict[str, Any] | None) -> ImportResult:
    ways = ways_of(kind, {"mapping": told} if told and speaks_of_invoices(told) else told or {})
    if isinstance(ways, InvoiceWays):
        ways = replace(
            ways, date_format=call.args.dates or ways.date_format,
            decimal_sign=call.args.decimal or ways.decimal_sign,
            currency=ways.currency or own_business(journal).currency,
        )  # fmt: skip
    if isinstance(ways, MailWays | IcsWays) and not ways.own_addresses:
        ways = replace(ways, own_addresses=own_addresses(journal))
    if isinstance(ways, MailWays):
        ways = replace(ways, only_addresses=known_addresses(journal))
    incoming = read_incoming(call.args.file, kind, ways, today=call.today, progress=call.output.progress)
    incoming = with_letters(call, incoming)
    chosen, problems = usual_intake_ways(journal, incoming)
    if call.args.client:
        client = find_client(journal, call.args.client).id
        chosen, problems = intake_ways_for_client(journal, incoming, client), []
    for note in (*incoming.notes, *(problem.message for problem in problems)):
        call.output.tell(note)
    _keep_copy(call, journal)
    return import_incoming(
        journal, incoming, chosen, now=call.now, file=file_facts(call.args.file),
        dry_run=call.args.dry_run, progress=call.output.progress,
    )  # fmt: skip


def _suggest_payments(call: Call, journal: Journal) -> int:
    """Say which invoices the payments of a bank's list probably pay; only a person can say that they do."""
    ways = PaymentWays(call.args.dates or "", call.args.decimal or "", own_business(journal).currency)
    read = read_payments(call.args.file, ways, progress=call.output.progress)
    found = suggest_payments(journal, read.payments)
    document = [
        {"place": one.payment.place, "invoice": one.invoice.number, "client": one.invoice.client_name,
         "amount_minor": one.amount_minor, "currency": one.payment.currency, "why": list(one.why),
         "is_sure": one.is_sure}
        for one in found
    ]  # fmt: skip
    lines = [
        _("{place}: {money} probably pays invoice {number} of {client}. {why}.").format(
            place=one.payment.place, money=formats.money(one.amount_minor, one.payment.currency),
            number=one.invoice.number or "–", client=one.invoice.client_name, why=". ".join(one.why),
        )
        for one in found
    ]  # fmt: skip
    told = _("Nothing was written: say in the window which of these are right.")
    call.output.answer({"read": read.read, "suggestions": document}, [read.looks_like, *lines, told])
    return exit_codes.DONE


def _import_clients(call: Call, journal: Journal, names: dict[str, str] | None) -> ImportResult:
    read: ReadResult = read_clients(
        call.args.file, today=call.today, source=_kind_of_table(call.args.source),
        mapping=None if names is None else mapping_of(names), format=_format(call, known_headings),
        progress=call.output.progress,
    )  # fmt: skip
    read = replace(read, rows=with_letters(call, read.rows))
    for note in read.notes:
        call.output.tell(note)
    _keep_copy(call, journal)
    return import_clients(
        journal, read, now=call.now, dry_run=call.args.dry_run, came=file_facts(call.args.file),
        progress=call.output.progress,
    )  # fmt: skip


def _import_hours(call: Call, journal: Journal, names: dict[str, str] | None) -> ImportResult:
    read = read_hours(
        call.args.file, source=_kind_of_table(call.args.source),
        mapping=None if names is None else hours_mapping_of(names),
        format=_format(call, known_hours_headings), progress=call.output.progress,
    )  # fmt: skip
    refuse_questions(read.questions)
    read = replace(read, rows=with_letters(call, read.rows))
    for note in read.notes:
        call.output.tell(note)
    ways = usual_ways(journal, read)
    if call.args.client:
        ways = ways_for_client(journal, read, find_client(journal, call.args.client).id)
    _keep_copy(call, journal)
    return import_hours(
        journal, read, ways, now=call.now, dry_run=call.args.dry_run, came=file_facts(call.args.file),
        progress=call.output.progress,
    )  # fmt: skip


def _kind_of_table(source: str) -> str:
    """Return how readers of tables call what was said; clients and hours of FreshBooks are plain tables."""
    return "auto" if source == "freshbooks" else source


def _format(call: Call, heading_worth: Callable[[Sequence[str]], int]) -> CsvFormat | None:
    """Return how a table is to be read where the person said something of it, else None."""
    told = {"date_format": call.args.dates, "decimal_sign": call.args.decimal}
    given = {name: value for name, value in told.items() if value}
    return replace(guess_any_format(call.args.file, heading_worth), **given) if given else None


def _keep_copy(call: Call, journal: Journal) -> None:
    """Keep a copy of a journal that holds something before much is changed in it."""
    if not call.args.dry_run and any(journal.counts().values()):
        backup_before(journal, Before.IMPORT, call.now)


def _told(file: Path | None) -> dict[str, Any] | None:
    """Return what is said of a file's columns, or chosen for it; None where nothing is."""
    if file is None:
        return None
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _missing(file) from None
    except (OSError, ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise _no_map(file)
    return told


def _names(file: Path | None, told: dict[str, Any] | None) -> dict[str, str] | None:
    """Return what the columns are said to mean, None where nothing is said."""
    if file is None or told is None:
        return None
    if not all(isinstance(name, str) for name in told.values()):
        raise _no_map(file)
    return told


def _no_map(file: Path) -> InvalidEntryError:
    return InvalidEntryError(
        "map",
        _("{name} is not a list of headings and fields.").format(name=file.name),
        _("Write it as JSON: {example}").format(example='{"Company": "name", "Mobile": "phone"}'),
    )


def _missing(file: Path) -> JournalError:
    """Say that there is no file of this name."""
    return JournalError(
        _("There is no file {path}.").format(path=file), _("Look at how the name is spelt."), code="missing"
    )


def _document(result: ImportResult) -> dict[str, object]:
    problems = [{"place": problem.place, "message": problem.message} for problem in result.problems]
    return {**vars(result), "problems": problems}


def _lines(result: ImportResult) -> list[str]:
    head = _("Only tried; nothing was kept.") if result.dry_run else _("Taken in.")
    lines = [head, _("Read: {n}").format(n=result.read)]
    for title, counts in ((_("New:"), result.created), (_("Filled in:"), result.updated)):
        if counts:
            lines += [title, *counted(counts)]
    lines.append(_("Here already: {n}").format(n=result.unchanged))
    lines.append(_("Left out: {n}").format(n=result.skipped))
    return [*lines, *_problems(result.problems)]


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield what was wrong where; a sentence that many places share is said once, with the first of them."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.message, []).append(problem.place)
    for message, found in places.items():
        named = [place for place in found if place]
        if len(named) <= _PLACES_SHOWN:
            yield from (f"{place}: {message}" if place else message for place in found)
            continue
        more = len(named) - _PLACES_SHOWN
        rest = ngettext("and {n} more", "and {n} more", more).format(n=formats.number(more))
        yield f"{', '.join(named[:_PLACES_SHOWN])} {rest}: {message}"


IMPORT = Command(_import_arguments, _import)
