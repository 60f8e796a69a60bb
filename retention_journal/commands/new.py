"""Making a journal."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from pathlib import Path

from retention_journal import paths
from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.i18n import _, ngettext
from retention_journal.services.sample import fill_sample
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", type=Path, help=_("where; nothing is ever overwritten"))
    parser.add_argument("--sample", action="store_true", help=_("fill it with a fictional firm"))


def _run(call: Call) -> int:
    path = call.args.path.absolute()
    sample = partial(fill_sample, today=call.today) if call.args.sample else None
    key = Key.from_passphrase(call.passphrase) if call.passphrase is not None else None
    with Journal.create(path, key=key, fill=sample) as journal:
        clients = journal.counts()["client"]
    SettingsFile(paths.settings_file()).opened(path)
    call.output.answer({"journal": path, "clients": clients}, _lines(path, clients))
    return exit_codes.DONE


def _lines(path: Path, clients: int) -> list[str]:
    made = _("Made {path}.").format(path=path)
    if not clients:
        return [made]
    told = ngettext(
        "It holds a fictional firm with {n} client.", "It holds a fictional firm with {n} clients.", clients
    )
    return [made, told.format(n=clients)]


NEW = Command(_arguments, _run)
