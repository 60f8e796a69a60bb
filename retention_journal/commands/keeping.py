"""Backups, and checking."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.output import counted
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.services.backups import Backup, KeptBackup, all_backups, make_backup
from retention_journal.services.bringing_back import contents
from retention_journal.services.check import check
from retention_journal.services.erasure_backups import restore_without_erased
from retention_journal.storage import backup as files
from retention_journal.storage.faults import missing


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help=_("where; in the backup folder if none is named")
    )


def _backup(call: Call) -> int:
    to = call.args.file.absolute() if call.args.file else None
    with call.reader() as journal:
        made = make_backup(journal, today=call.today, to=to, progress=call.output.progress)
    lines = [_("Copied to {path} and read back.").format(path=made.path), *counted(made.records)]
    call.output.answer(_document(made), lines)
    return exit_codes.DONE


def _no_arguments(_parser: ArgumentParser) -> None:
    """Take no arguments of its own."""


def _backups(call: Call) -> int:
    if not call.path.exists() and not files.folder_of(call.path).exists():
        raise missing(call.path)
    call.unlock(call.path)
    kept = all_backups(call.path)
    call.output.answer(
        [_kept(copy) for copy in kept], [f"{formats.day(copy.made_on)}  {copy.path}" for copy in kept]
    )
    if not kept:
        call.output.tell(_("There are no backups yet."))
    return exit_codes.DONE


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the backup"))
    parser.add_argument(
        "--to", metavar="PATH", type=Path, required=True, help=_("the new journal; never over anything")
    )


def _restore(call: Call) -> int:
    call.unlock(call.args.file.absolute())
    named = call.args.journal or call.last_journal
    brought = restore_without_erased(
        call.args.file.absolute(),
        call.args.to.absolute(),
        Path(named).absolute() if named else None,
        now=call.now,
        progress=call.output.progress,
    )
    lines = [_("Brought back as {path}.").format(path=brought.path), *counted(brought.records)]
    call.output.answer(_document(brought), lines)
    return exit_codes.DONE


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", nargs="?", type=Path, help=_("the journal"))


def _check(call: Call) -> int:
    path = call.args.path.absolute() if call.args.path else call.path
    call.unlock(path)
    found = check(path, call.output.progress)
    lines = [_("All is well."), *counted(found.records)] if found.ok else found.problems
    call.output.answer(vars(found), lines)
    return exit_codes.DONE if found.ok else exit_codes.REFUSED


def _document(copy: Backup) -> dict[str, Any]:
    return {"path": copy.path, "sha256": copy.sha256, "records": copy.records}


def _kept(copy: KeptBackup) -> dict[str, Any]:
    try:
        records = contents(copy.path).records
    except JournalError:  # damaged, or locked with another passphrase: it is listed all the same
        records = {}
    return {
        "path": copy.path, "sha256": files.sha256_of(copy.path), "records": records, "made_on": copy.made_on,
        "number": copy.number, "bytes": copy.size_bytes, "is_in_second_place": copy.is_second,
    }  # fmt: skip


COMMANDS = {
    "backup": Command(_backup_arguments, _backup),
    "backups": Command(_no_arguments, _backups),
    "restore": Command(_restore_arguments, _restore),
    "check": Command(_check_arguments, _check),
}
