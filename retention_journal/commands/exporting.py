"""Writing out: everything, all about one client or one person, as a folder or one ZIP."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.output import counted
from retention_journal.commands.registry import Command
from retention_journal.i18n import _
from retention_journal.services.clients import find_client
from retention_journal.services.transfer.exporting import ExportWays, export
from retention_journal.services.transfer.person_export import find_person
from retention_journal.services.transfer.spreadsheets import TableKind


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path,
                        help=_("a new or empty folder, or a new file that ends in .zip"))  # fmt: skip
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--client", metavar="C", help=_("only what concerns this client"))
    whom.add_argument("--contact", metavar="NAME", help=_("only what is kept about this person"))
    parser.add_argument("--csv", choices=[kind.value for kind in TableKind], default=TableKind.EXACT.value,
                        help=_("how the tables are written; the records are always exact"))  # fmt: skip


def _export(call: Call) -> int:
    place = call.args.folder.absolute()
    ways = ExportWays(TableKind(call.args.csv))
    with call.reader() as journal:
        client = find_client(journal, call.args.client).id if call.args.client else None
        contact = find_person(journal, call.args.contact) if call.args.contact else None
        records = export(
            journal, place, today=call.today, client=client, contact=contact, ways=ways,
            progress=call.output.progress,
        )  # fmt: skip
    lines = [_("Written to {folder}.").format(folder=place), *counted(records)]
    call.output.answer({"path": place, "records": records}, lines)
    return exit_codes.DONE


EXPORT = Command(_arguments, _export)
