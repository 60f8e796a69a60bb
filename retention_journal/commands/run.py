"""Running one command, and ending as the contract says, whatever happens."""

from __future__ import annotations

import locale
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime

from retention_journal import i18n, paths
from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.line import Line, read_line
from retention_journal.commands.output import Output, speak_utf8
from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.settings import SettingsFile


def run(arguments: Sequence[str], *, open_window: Callable[[str | None], int]) -> int:
    """Do what ``arguments`` ask for and return the exit code.

    Args:
        arguments: The command line without the program's name.
        open_window: Opens the window on the journal named, or on the one last used, until it is closed.
    """
    try:
        return _run(arguments, open_window)
    except KeyboardInterrupt:  # before a command had begun
        return exit_codes.CANCELLED


def _run(arguments: Sequence[str], open_window: Callable[[str | None], int]) -> int:
    settings = SettingsFile(paths.settings_file()).current
    i18n.use(settings.language or _language_of_system())
    try:
        line = read_line(arguments)
    except SystemExit as ended:  # argparse has said why
        return ended.code if isinstance(ended.code, int) else exit_codes.WRONG_USAGE
    if line.command is None:
        return open_window(line.journal)
    speak_utf8()
    return _do(line, Call(line.args, Output(line.args.json), datetime.now(), settings.last_journal))


def _do(line: Line, call: Call) -> int:
    try:
        call.refuse_passphrase()
        code = line.command.run(call) if line.command else exit_codes.DONE
        sys.stdout.flush()
    except (KeyboardInterrupt, CancelledError):
        call.output.cancelled()
        return exit_codes.CANCELLED
    except JournalError as error:
        call.output.refuse(error)
        return exit_codes.REFUSED
    except BrokenPipeError:  # whoever read our answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.DONE
    except Exception:
        call.output.fault()
        traceback.print_exc()
        return exit_codes.FAULT
    return code


def _language_of_system() -> str:
    named = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    if named:
        return named.partition(".")[0]
    return locale.getlocale()[0] or i18n.DEFAULT
