"""The retention figures of a period: who stays and who leaves, each with its range or its silence."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.line import day
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.core.periods import DayRange
from retention_journal.core.retention_figures import Figure
from retention_journal.i18n import N_, _
from retention_journal.services.figures import last_twelve_months, retention_figures

_NAMES = {
    "losses": N_("Losses"),
    "logo_retention": N_("Clients kept"),
    "grr": N_("Fees kept (GRR)"),
    "nrr": N_("Fees kept with growth (NRR)"),
    "tenure": N_("How long they have been clients"),
    "survival": N_("How long clients stay"),
    "won_lost": N_("Won and lost"),
    "reason_coverage": N_("Reasons known"),
    "overlooked_share": N_("Overlooked"),
    "care_share": N_("Care and hunt"),
    "concentration": N_("Largest client"),
    "recovery": N_("Put right"),
    "contact_discipline": N_("Contact kept up"),
    "light_warned": N_("Did the light warn?"),
    "expected_losses": N_("How many is normal?"),
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="first", metavar="D", type=day, help=_("first day; twelve months before the last")
    )
    parser.add_argument("--to", dest="last", metavar="D", type=day, help=_("last day; today"))


def _figures(call: Call) -> int:
    last = call.args.last or call.today
    period = DayRange(call.args.first or last_twelve_months(last).first, last)
    if period.last < period.first:
        call.output.tell(_("--from lies after --to."))
        return exit_codes.WRONG_USAGE
    with call.reader() as journal:
        found = retention_figures(journal, period, today=call.today)
    call.output.answer({name: asdict(one) for name, one in found.items()}, _lines(found, period))
    return exit_codes.DONE


def _lines(found: Mapping[str, Figure], period: DayRange) -> Iterator[str]:
    yield _("{first} to {last}").format(first=formats.day(period.first), last=formats.day(period.last))
    for name, one in found.items():
        yield ""
        yield _(_NAMES[name])
        yield f"  {one.text}"


FIGURES = Command(_arguments, _figures)
