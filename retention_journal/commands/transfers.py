"""Taking in and writing out."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.output import counted
from retention_journal.commands.registry import Command
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _
from retention_journal.importers.clients import ReadResult, read_clients
from retention_journal.importers.columns import ColumnMapping, mapping_of
from retention_journal.services.backups import make_backup
from retention_journal.services.clients import find_client
from retention_journal.services.transfer.client_import import import_clients
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.journal_import import import_journal, is_export
from retention_journal.services.transfer.results import ImportResult
from retention_journal.storage.journal import Journal

_NOW = ("auto", "csv", "vcard", "journal")
_LATER = ("xlsx", "ics", "mail", "trello", "freshbooks", "toggl", "clockify", "harvest")


class NotYetError(JournalError):
    """A kind of file that a later version takes in."""

    code = "not_yet"


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", choices=(*_NOW, *_LATER), metavar="SOURCE",
                        help=_("auto, csv, vcard or journal"))  # fmt: skip
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the file, or the folder of an export"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, and keep nothing"))
    parser.add_argument("--map", metavar="FILE", type=Path, help=_("JSON file: heading to field"))
    parser.add_argument("--client", metavar="C", help=_("the client that the file belongs to"))


def _import(call: Call) -> int:
    source, file = call.args.source, call.args.file
    if source in _LATER:
        raise NotYetError(
            _("This version cannot take in {source} files yet.").format(source=source),
            _("It takes in csv, vcard and journal."),
        )
    if call.args.client:
        raise InvalidEntryError("client", _("A list of clients, or a journal, belongs to no single client."))
    if not file.exists():
        raise _missing(file)
    with call.writer() as journal:
        if source == "journal" or (source == "auto" and is_export(file)):
            _keep_copy(call, journal)
            result = import_journal(journal, file, dry_run=call.args.dry_run, progress=call.output.progress)
        else:
            result = _import_clients(call, journal)
    call.output.answer(_document(result), _lines(result))
    return exit_codes.DONE


def _import_clients(call: Call, journal: Journal) -> ImportResult:
    read: ReadResult = read_clients(
        call.args.file, today=call.today, source=call.args.source, mapping=_mapping(call.args.map),
        progress=call.output.progress,
    )  # fmt: skip
    for note in read.notes:
        call.output.tell(note)
    _keep_copy(call, journal)
    return import_clients(
        journal, read, now=call.now, dry_run=call.args.dry_run, progress=call.output.progress
    )


def _keep_copy(call: Call, journal: Journal) -> None:
    """Keep a copy of a journal that holds something before much is changed in it."""
    if not call.args.dry_run and any(journal.counts().values()):
        make_backup(journal, today=call.today)


def _mapping(file: Path | None) -> ColumnMapping | None:
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
    return mapping_of(names)


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
    return lines + [f"{problem.place}: {problem.message}" for problem in result.problems]


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
