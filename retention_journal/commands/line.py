"""Reading the command line: global options before or after the command, days and moments as ISO 8601."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from retention_journal import __version__
from retention_journal.commands.registry import COMMANDS, Command, command
from retention_journal.i18n import _

PROGRAM = "retention-journal"
_WITH_VALUE = ("--journal", "--on", "--passphrase-file")
_LEADING = (*_WITH_VALUE, "--json")
#: Years that a working life can be about; calendars end soon after 9999, and 0202 is a slip of the finger.
_YEARS = range(1900, 2200)
_TIME = re.compile(r"T?[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?")
_COLUMN = 10  # width of the names in help


@dataclass(frozen=True)
class Line:
    """What the command line asks for.

    Attributes:
        command: The command; None opens the window.
        args: Its arguments, the global options among them.
        journal: The journal to open the window on; None takes the last one.
    """

    command: Command | None
    args: argparse.Namespace
    journal: str | None = None


def read_line(arguments: Sequence[str]) -> Line:
    """Read the command line; wrong usage ends the program with code 2, help and version with 0."""
    leading, rest = _split(arguments)
    if rest and rest[0] in COMMANDS:
        found = command(rest[0])
        parser = argparse.ArgumentParser(
            prog=f"{PROGRAM} {rest[0]}", description=_(COMMANDS[rest[0]]), allow_abbrev=False
        )
        _add_global_options(parser)
        found.arguments(parser)
        return Line(found, parser.parse_args([*leading, *rest[1:]]))
    parser = _main_parser()
    args = parser.parse_args([*leading, *rest])
    if args.named and args.journal:
        parser.error(_("The journal is named twice."))
    if args.named and not args.named.endswith(".rjournal") and not Path(args.named).exists():
        parser.error(_("There is no command or journal called “{name}”.").format(name=args.named))
    return Line(None, args, args.named or args.journal)


def day(text: str) -> date:
    """Read a day of a working life: 2026-03-10."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        read = date.min
    if not _YEARS.start <= read.year < _YEARS.stop:
        raise argparse.ArgumentTypeError(_("“{text}” is not a day. Write 2026-03-10.").format(text=text))
    return read


def moment(text: str) -> datetime | time:
    """Read a moment: 2026-03-10T09:05, or 09:05 on the day asked about.

    Digits without a colon are no time: 2026 would be read as 20:26. A moment with an offset from UTC is
    put into the time of this computer's clock.
    """
    with suppress(ValueError):
        if _TIME.fullmatch(text):
            return time.fromisoformat(text)
        told = datetime.fromisoformat(text)
        if _YEARS.start <= told.year < _YEARS.stop:
            return told.astimezone().replace(tzinfo=None) if told.tzinfo else told
    raise argparse.ArgumentTypeError(
        _("“{text}” is not a time. Write 2026-03-10T09:05, or 09:05 for today.").format(text=text)
    )


def named(text: str) -> str:
    """Read a path that must be named: an unset variable of a script must not mean the last journal."""
    if not text:
        raise argparse.ArgumentTypeError(_("No file is named."))
    return text


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the global options that stand before the command from the rest."""
    leading: list[str] = []
    rest = list(arguments)
    while rest and rest[0].partition("=")[0] in _LEADING:
        leading.append(rest.pop(0))
        if leading[-1] in _WITH_VALUE and rest:
            leading.append(rest.pop(0))
    return leading, rest


def _add_global_options(parser: argparse.ArgumentParser) -> None:
    options = parser.add_argument_group(_("Always"))
    options.add_argument(
        "--journal", metavar="PATH", type=named, help=_("the journal; the one last used where none is named")
    )
    options.add_argument("--on", metavar="DATE", type=day, help=_("ask as of this day, such as 2026-03-10"))
    options.add_argument("--json", action="store_true", help=_("answer with one JSON document"))
    options.add_argument(
        "--passphrase-file", metavar="PATH", help=_("file with the passphrase of a locked journal")
    )


def _main_parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<{_COLUMN}} {_(about)}" for name, about in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        usage=_("{program} [JOURNAL]\n       {program} COMMAND [--help] ...").format(program=PROGRAM),
        description=_("Opens the window on a journal, or does one command."),
        epilog=_("Commands:") + "\n" + listed,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_global_options(parser)
    parser.add_argument("named", metavar="JOURNAL", nargs="?", help=_("the journal to open"))
    return parser
