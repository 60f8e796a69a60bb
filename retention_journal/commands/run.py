"""Running one command, and ending as the contract says, whatever happens."""

from __future__ import annotations

import errno
import locale
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from retention_journal import i18n, logs, paths, private
from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.line import Line, read_line
from retention_journal.commands.output import Output, speak_utf8
from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.i18n import _
from retention_journal.settings import SettingsFile
from retention_journal.storage import generations, keys

_SHOWN = 80  # letters of a file's name in a message


#: Opens the window on the journal named, or on the one last used, with a passphrase if one was given.
OpenWindow = Callable[[str | None, str | None], int]


def run(arguments: Sequence[str], *, open_window: OpenWindow) -> int:
    """Do what ``arguments`` ask for and return the exit code.

    Args:
        arguments: The command line without the program's name.
        open_window: Opens the window until it is closed.
    """
    try:
        return _run(arguments, open_window)
    except KeyboardInterrupt:  # before a command had begun
        return exit_codes.CANCELLED


def _run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    settings = SettingsFile(paths.settings_file()).current
    i18n.use(settings.language or _language_of_system())
    try:
        line = read_line(arguments)
    except SystemExit as ended:  # argparse has said why
        return ended.code if isinstance(ended.code, int) else exit_codes.WRONG_USAGE
    call = Call(line.args, Output(line.args.json), datetime.now(), settings.last_journal)
    if line.command is None:
        return _show(line, call, open_window)
    speak_utf8()
    private.keep_memory()
    return _do(line, call)


def _show(line: Line, call: Call, open_window: OpenWindow) -> int:
    try:
        passphrase = call.passphrase
    except JournalError as error:
        call.output.refuse(error)
        return exit_codes.REFUSED
    return open_window(line.journal, passphrase)


def _do(line: Line, call: Call) -> int:
    try:
        with generations.kept_in(paths.state_folder() / "saves"):
            code = line.command.run(call) if line.command else exit_codes.DONE
        sys.stdout.flush()
    except (KeyboardInterrupt, CancelledError):
        call.output.cancelled()
        return exit_codes.CANCELLED
    except JournalError as error:
        call.output.refuse(error)
        return exit_codes.REFUSED
    except BrokenPipeError:  # whoever read our answer has read enough
        _stop_printing()
        return exit_codes.DONE
    except OSError as error:
        return _refused_by_the_system(call.output, error)
    except Exception as error:
        call.output.fault()
        logs.say(error)
        return exit_codes.FAULT
    finally:
        keys.ring.let_go()
    return code


def _refused_by_the_system(output: Output, error: OSError) -> int:
    """Say which file the system refuses; one that is not named is the answer itself, or ours to mend."""
    if error.filename is None and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}:
        output.tell(_("The answer could not be written: {reason}.").format(reason=error.strerror))
        _stop_printing()
        return exit_codes.REFUSED
    if error.filename is None:
        output.fault()
        logs.say(error)
        return exit_codes.FAULT
    name = Path(os.fsdecode(error.filename)).name[:_SHOWN]
    output.refuse(
        JournalError(
            _("“{name}” cannot be used: {reason}.").format(name=name, reason=error.strerror),
            _("Choose another file or folder."),
            code="file",
        )
    )
    return exit_codes.REFUSED


def _stop_printing() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language_of_system() -> str:
    named = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    if named:
        return named.partition(".")[0]
    return locale.getlocale()[0] or i18n.DEFAULT
