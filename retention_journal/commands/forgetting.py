"""Erasing a client or a person for good."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from retention_journal import paths
from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.output import counted
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.core.errors import CancelledError
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import find_client
from retention_journal.services.erasure import Erased, forget_client, forget_person
from retention_journal.services.erasure_backups import (
    NotReached,
    Rewritten,
    erase_from_backups,
    second_place_away,
)
from retention_journal.services.erasure_traces import forget_traces
from retention_journal.services.transfer.person_export import find_person
from retention_journal.settings import SettingsFile


def _arguments(parser: ArgumentParser) -> None:
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--client", metavar="C", help=_("this client, with all that is theirs"))
    whom.add_argument("--contact", metavar="NAME", help=_("this person, whoever they work for"))
    whom.add_argument(
        "--again",
        action="store_true",
        help=_("erase what was erased before from backups that still hold it"),
    )


def _forget(call: Call) -> int:
    erased = Erased({}) if call.args.again else _erase(call)
    backups = _backups(call)
    away = second_place_away(call.path)
    lines = _lines(erased, backups)
    if away is not None:
        told = _("The second place of backups, {path}, is not there. When it is: forget --again")
        lines.append(told.format(path=away))
    call.output.answer(_document(erased, backups, away), lines)
    if backups.still_to_do:
        call.output.tell(_("Stopped. Go on with: retention-journal forget --again"))
        return exit_codes.CANCELLED
    return exit_codes.DONE


def _erase(call: Call) -> Erased:
    with call.writer() as journal:
        if call.args.client:
            number = find_client(journal, call.args.client).id
            erased = forget_client(journal, number, now=call.now, progress=call.output.progress)
        else:
            number = find_person(journal, call.args.contact)
            erased = forget_person(journal, number, now=call.now, progress=call.output.progress)
    forget_traces(call.path, erased, SettingsFile(paths.settings_file()))
    return erased


def _backups(call: Call) -> Rewritten:
    """Erase from the backups; Ctrl+C ends it after the one at hand, and what is left is told."""
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))

    def progress(done: int, total: int) -> None:
        if asked:
            raise CancelledError("")
        call.output.progress(done, total)

    try:
        return erase_from_backups(call.path, now=call.now, progress=progress)
    finally:
        signal.signal(signal.SIGINT, before)


def _document(erased: Erased, backups: Rewritten, away: Path | None) -> dict[str, Any]:
    return {
        "erased": dict(erased.records),
        "emptied": dict(erased.emptied),
        "backups_rewritten": len(backups.rewritten),
        "backups_not_reached": [_told(one) for one in backups.not_reached],
        "backups_still_to_do": list(backups.still_to_do),
        "second_place_away": away,
        "copies_beside": list(backups.beside),
    }


def _told(one: NotReached) -> dict[str, Any]:
    return {"path": one.path, "reason": one.why, "ends_on": one.ends_on}


def _lines(erased: Erased, backups: Rewritten) -> list[str]:
    lines = []
    if erased.records:
        lines += [_("Erased for good:"), *counted(dict(erased.records))]
    if erased.emptied:
        lines += [_("Their words were taken out of:"), *counted(dict(erased.emptied))]
    n = len(backups.rewritten)
    lines.append(
        ngettext("{n} backup was rewritten.", "{n} backups were rewritten.", n).format(n=formats.number(n))
    )
    lines += [_left(one) for one in backups.not_reached]
    told = _("{path} may hold something of it too. Open it and erase it there, or delete the file.")
    lines += [told.format(path=one) for one in backups.beside]
    return lines


def _left(one: NotReached) -> str:
    told = _("{path} could not be rewritten: {reason}").format(path=one.path, reason=one.why)
    if one.ends_on is None:
        ends = _("It is kept as the last of its year, unless you delete it.")
    else:
        ends = _("It is thinned out on {day} if one is made each day.").format(day=formats.day(one.ends_on))
    return f"{told} {ends}"


FORGET = Command(_arguments, _forget)
