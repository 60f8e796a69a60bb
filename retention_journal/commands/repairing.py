"""Repairing a damaged journal, and taking an older one for what belongs there."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.i18n import _
from retention_journal.services.repair import Origin, give_up, put_at, repair, summary
from retention_journal.storage import generations, neighbours
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.opening import check_place


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the damaged journal; it is only read"))
    parser.add_argument(
        "--to", metavar="PATH", type=Path, required=True, help=_("the repaired journal; never over anything")
    )


def _repair(call: Call) -> int:
    damaged, target = call.args.file.absolute(), call.args.to.absolute()
    call.unlock(damaged)
    repaired = repair(damaged, call.output.progress)
    try:
        list_file = put_at(repaired, target, call.today)
    finally:
        give_up(repaired)
    found = repaired.found
    document = {
        "path": target, "list": list_file, "whole": found.whole, "turned": found.turned,
        "backup_of": repaired.backup_of, "fully_read": found.fully_read, "records": found.from_file,
        **{origin.value: found.count(origin) for origin in Origin},
        "entries": [vars(entry) for entry in found.entries],
    }  # fmt: skip
    lines = [
        _("Repaired as {path}.").format(path=target),
        *summary(repaired),
        _("The list of what came from where: {path}").format(path=list_file),
    ]
    call.output.answer(document, lines)
    return exit_codes.DONE


def _accept_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", nargs="?", type=Path, help=_("the journal"))


def _accept(call: Call) -> int:
    path = call.args.path.absolute() if call.args.path else call.path
    check_place(path)
    call.unlock(path)
    generations.accept(path)
    aside = neighbours.set_aside(path, call.today)
    with JournalReader.open(path) as journal:
        records = journal.counts()
    lines = [_("{name} opens as it is from now on.").format(name=path.name)]
    lines += [_("Set aside: {path}").format(path=one) for one in aside]
    call.output.answer({"path": path, "aside": aside, "records": records}, lines)
    return exit_codes.DONE


ACCEPT = Command(_accept_arguments, _accept)
REPAIR = Command(_arguments, _repair)
