"""The passphrase: set, changed, or taken off."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _, ngettext
from retention_journal.services.passphrases import (
    Relocked,
    recovery_sheet,
    remove_passphrase,
    set_passphrase,
)
from retention_journal.storage import keys
from retention_journal.storage.lock import locked


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true", help=_("take the passphrase off"))
    parser.add_argument(
        "--new-passphrase-file",
        metavar="PATH",
        type=Path,
        help=_("file with the new passphrase; else it is asked for, or read from --passphrase-file"),
    )
    parser.add_argument(
        "--recovery-sheet", action="store_true", help=_("print what opens the journal when it is forgotten")
    )


def _run(call: Call) -> int:
    path = call.path
    is_locked = path.is_file() and keys.is_locked(path)
    with call.writer() as journal:  # locked, damaged or missing: said before anything is rewritten
        named = journal.path
    with locked(named):
        if call.args.recovery_sheet:
            return _print_sheet(call)
        if call.args.remove:
            done = remove_passphrase(path, now=call.now, progress=call.output.progress)
        else:
            words = _new_passphrase(call, is_locked=is_locked)
            done = set_passphrase(path, words, now=call.now, progress=call.output.progress)
    answer = {"encrypted": done.encrypted, "backups": done.backups, "left_behind": done.left_behind}
    call.output.answer(answer, _told(path, done))
    return exit_codes.DONE


def _print_sheet(call: Call) -> int:
    sheet = recovery_sheet(call.path, call.today)
    call.output.answer({"journal": sheet.journal, "lines": sheet.lines}, list(sheet.lines))
    return exit_codes.DONE


def _new_passphrase(call: Call, *, is_locked: bool) -> str:
    """Return the new passphrase: of its own file, else of the one file, else as it is typed twice.

    Raises:
        JournalError: It cannot be read, was typed in two ways, or there is nobody to ask.
    """
    if call.args.new_passphrase_file:
        return call.read_passphrase(str(call.args.new_passphrase_file))
    if call.passphrase is not None and not is_locked:
        return call.passphrase
    if not sys.stdin.isatty():
        raise JournalError(
            _("The new passphrase is missing."),
            _("Name a file that holds it with --new-passphrase-file PATH."),
            code="passphrase",
        )
    first = getpass.getpass(_("New passphrase: "))
    if getpass.getpass(_("Once more: ")) != first:
        raise JournalError(
            _("The two are not the same."), _("Nothing has been changed. Try again."), code="passphrase"
        )
    return first


def _told(path: Path, done: Relocked) -> list[str]:
    lines = [
        _("{name} is locked with the new passphrase.").format(name=path.name)
        if done.encrypted
        else _("{name} has no passphrase any more.").format(name=path.name)
    ]
    if done.backups:
        told = ngettext("So is {n} backup.", "So are {n} backups.", done.backups)
        if not done.encrypted:
            told = ngettext("Nor has {n} backup.", "Nor have {n} backups.", done.backups)
        lines.append(told.format(n=done.backups))
    lines += [_("This backup stays as it was: {path}").format(path=copy) for copy in done.left_behind]
    if done.encrypted:
        lines.append(_("Nobody can open it without the passphrase or its recovery sheet (--recovery-sheet)."))
    return lines


PASSPHRASE = Command(_arguments, _run)
