"""Taking in and writing out."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.output import counted
from retention_journal.commands.registry import Command
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _
from retention_journal.importers.clients import ReadResult, read_clients
from retention_journal.importers.columns import known_headings, mapping_of
from retention_journal.importers.csv_format import guess_format
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.dates import DATE_FORMATS
from retention_journal.importers.hours import is_of_hours, read_hours, refuse_questions
from retention_journal.importers.hours_columns import HoursField, hours_mapping_of, known_hours_headings
from retention_journal.services.backups import make_backup
from retention_journal.services.clients import find_client
from retention_journal.services.transfer.client_import import import_clients
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.hours_import import import_hours, usual_ways, ways_for_client
from retention_journal.services.transfer.journal_import import import_journal, is_export
from retention_journal.services.transfer.results import ImportResult
from retention_journal.storage.journal import Journal

_TRACKED = ("toggl", "clockify", "harvest")
_NOW = ("auto", "csv", "vcard", "journal", *_TRACKED)
_LATER = ("xlsx", "ics", "mail", "trello", "freshbooks")


class NotYetError(JournalError):
    """A kind of file that a later version takes in."""

    code = "not_yet"


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", choices=(*_NOW, *_LATER), metavar="SOURCE",
                        help=_("one of {names}").format(names=", ".join(_NOW)))  # fmt: skip
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the file, or the folder of an export"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, and keep nothing"))
    parser.add_argument("--map", metavar="FILE", type=Path, help=_("JSON file: heading to field"))
    parser.add_argument("--client", metavar="C", help=_("the client that the hours of the file belong to"))
    parser.add_argument("--dates", choices=tuple(DATE_FORMATS), metavar="ORDER",
                        help=_("how the days are written, such as d/m/Y or m/d/Y"))  # fmt: skip
    parser.add_argument("--decimal", choices=(".", ","), metavar="SIGN",
                        help=_("the sign before decimals, . or ,"))  # fmt: skip


def _import(call: Call) -> int:
    source, file = call.args.source, call.args.file
    if source in _LATER:
        raise NotYetError(
            _("This version cannot take in {source} files yet.").format(source=source),
            _("It takes in {names}.").format(names=", ".join(_NOW[1:])),
        )
    if not file.exists():
        raise _missing(file)
    is_journal = source == "journal" or (source == "auto" and is_export(file))
    names = _names(call.args.map)
    is_hours = not is_journal and _is_hours(source, file, names)
    if call.args.client and not is_hours:
        raise InvalidEntryError("client", _("A list of clients, or a journal, belongs to no single client."))
    with call.writer() as journal:
        if is_journal:
            _keep_copy(call, journal)
            result = import_journal(journal, file, dry_run=call.args.dry_run, progress=call.output.progress)
        elif is_hours:
            result = _import_hours(call, journal, names)
        else:
            result = _import_clients(call, journal, names)
    call.output.answer(_document(result), _lines(result))
    return exit_codes.DONE


def _is_hours(source: str, file: Path, names: dict[str, str] | None) -> bool:
    """Say whether a file holds hours: by the word given, else by what its columns are said to mean or are."""
    if source in _TRACKED or source == "vcard":
        return source in _TRACKED
    if names:
        return any(name in set(HoursField) for name in names.values())
    return is_of_hours(file)


def _import_clients(call: Call, journal: Journal, names: dict[str, str] | None) -> ImportResult:
    read: ReadResult = read_clients(
        call.args.file, today=call.today, source=call.args.source,
        mapping=None if names is None else mapping_of(names), format=_format(call, known_headings),
        progress=call.output.progress,
    )  # fmt: skip
    for note in read.notes:
        call.output.tell(note)
    _keep_copy(call, journal)
    return import_clients(
        journal, read, now=call.now, dry_run=call.args.dry_run, progress=call.output.progress
    )


def _import_hours(call: Call, journal: Journal, names: dict[str, str] | None) -> ImportResult:
    read = read_hours(
        call.args.file, source=call.args.source, mapping=None if names is None else hours_mapping_of(names),
        format=_format(call, known_hours_headings), progress=call.output.progress,
    )  # fmt: skip
    refuse_questions(read.questions)
    for note in read.notes:
        call.output.tell(note)
    ways = usual_ways(journal, read)
    if call.args.client:
        ways = ways_for_client(journal, read, find_client(journal, call.args.client).id)
    _keep_copy(call, journal)
    return import_hours(
        journal, read, ways, now=call.now, dry_run=call.args.dry_run, progress=call.output.progress
    )


def _format(call: Call, heading_worth: Callable[[Sequence[str]], int]) -> CsvFormat | None:
    """Return how a table is to be read where the person said something of it, else None."""
    told = {"date_format": call.args.dates, "decimal_sign": call.args.decimal}
    given = {name: value for name, value in told.items() if value}
    return replace(guess_format(call.args.file, heading_worth), **given) if given else None


def _keep_copy(call: Call, journal: Journal) -> None:
    """Keep a copy of a journal that holds something before much is changed in it."""
    if not call.args.dry_run and any(journal.counts().values()):
        make_backup(journal, today=call.today)


def _names(file: Path | None) -> dict[str, str] | None:
    """Return what the columns are said to mean, None where nothing is said."""
    if file is None:
        return None
    try:
        names = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _missing(file) from None
    except (OSError, ValueError, RecursionError):
        names = None
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise InvalidEntryError(
            "map",
            _("{name} is not a list of headings and fields.").format(name=file.name),
            _("Write it as JSON: {example}").format(example='{"Company": "name", "Mobile": "phone"}'),
        )
    return names


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
    return lines + [
        f"{problem.place}: {problem.message}" if problem.place else problem.message
        for problem in result.problems
    ]


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help=_("a new or empty folder"))
    parser.add_argument("--client", metavar="C", help=_("only what concerns this client"))


def _export(call: Call) -> int:
    folder = call.args.folder.absolute()
    with call.reader() as journal:
        client = find_client(journal, call.args.client).id if call.args.client else None
        records = export(journal, folder, today=call.today, client=client, progress=call.output.progress)
    lines = [_("Written to {folder}.").format(folder=folder), *counted(records)]
    call.output.answer({"path": folder, "records": records}, lines)
    return exit_codes.DONE


IMPORT = Command(_import_arguments, _import)
EXPORT = Command(_export_arguments, _export)
