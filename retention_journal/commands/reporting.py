"""Writing status reports."""

from __future__ import annotations

import hashlib
import os
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from retention_journal import i18n
from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.core.clients import LIVING, ReportRhythm
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange, month_of, parse_period
from retention_journal.i18n import _, ngettext
from retention_journal.reports.status_report import print_report
from retention_journal.services import report_files
from retention_journal.services.clients import ClientName, find_client
from retention_journal.services.report_checks import warnings
from retention_journal.services.status import status_report
from retention_journal.storage.faults import CannotWriteError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, key_of


@dataclass(frozen=True)
class _Written:
    client: str
    path: Path
    pages: int
    sha256: str
    warnings: tuple[str, ...]


def _arguments(parser: ArgumentParser) -> None:
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--client", metavar="C", help=_("the client, by name"))
    who.add_argument("--all", action="store_true", help=_("every client that gets a report for this period"))
    parser.add_argument("--period", metavar="P", required=True, help=_("2026-10, 2026-Q3 or 2026"))
    parser.add_argument(
        "--language", choices=list(i18n.LANGUAGES), help=_("the client’s own where none is named")
    )
    parser.add_argument("--out", metavar="FILE", type=Path, default=Path(), help=_("a file, or a folder"))
    parser.add_argument("--issue", action="store_true", help=_("no draft: keep it in the journal as sent"))


def _report(call: Call) -> int:
    period = parse_period(call.args.period)
    if period.first > call.today:
        raise InvalidEntryError("period", _("This period has not begun yet."))
    if call.args.issue:
        with call.writer() as journal:
            written = _write(call, journal, period)
    else:
        with call.reader() as reader:
            written = _write(call, reader, period)
    document = [vars(report) | {"warnings": list(report.warnings)} for report in written]
    call.output.answer(document, [_line(report) for report in written])
    for report in written:
        for warning in report.warnings:
            call.output.tell(f"{report.client}: {warning}")
    return exit_codes.DONE


def _write(call: Call, journal: JournalReader, period: DayRange) -> list[_Written]:
    if not call.args.all:
        client = find_client(journal, call.args.client)
        return [_write_one(call, journal, client, period, call.args.out, set())]
    folder = _made_folder(call.args.out)
    clients = _reported(journal, period)
    if not clients:
        call.output.tell(_("No client gets a report for this period."))
    written: list[_Written] = []
    taken: set[str] = set()
    for done, client in enumerate(clients, start=1):
        written.append(_write_one(call, journal, client, period, folder, taken))
        call.output.progress(done, len(clients))
    return written


def _write_one(
    call: Call, journal: JournalReader, client: ClientName, period: DayRange, out: Path, taken: set[str]
) -> _Written:
    report = status_report(
        journal, client.id, period, today=call.today, language=call.args.language, draft=not call.args.issue
    )
    noticed = warnings(journal, client.id, period, today=call.today)
    if out.is_dir():
        out /= report_files.name_beside(report_files.file_name(client.name, period, report.language), taken)
    path = out.absolute()
    printed = print_report(report)
    if isinstance(journal, Journal) and call.args.issue:
        report_files.send(journal, client.id, report, pdf=printed.pdf, path=path, now=call.now)
    else:
        report_files.write_file(printed.pdf, path)
    told = tuple(dict.fromkeys((*noticed, *printed.warnings)))
    return _Written(client.name, path, printed.pages, hashlib.sha256(printed.pdf).hexdigest(), told)


def _reported(journal: JournalReader, period: DayRange) -> list[ClientName]:
    """Return who gets a report: monthly ones for a month, all with any rhythm for a longer period."""
    monthly = period == month_of(period.first)
    rhythms = [ReportRhythm.MONTHLY] if monthly else [ReportRhythm.MONTHLY, ReportRhythm.QUARTERLY]
    query = Client.select(key_of(Client), Client.uid, Client.name).where(
        Client.trashed_at.is_null()
        & Client.report_rhythm.in_(rhythms)
        & Client.status.in_(list(LIVING))
        & (Client.start_date.is_null() | (Client.start_date <= period.last))
    )
    return journal.rows(query.order_by(Client.sort_key, key_of(Client)), ClientName)


def _made_folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(
            _("The folder {folder} cannot be made: {reason}.").format(
                folder=path, reason=os.strerror(error.errno or 0)
            ),
            _("Choose another folder."),
        ) from error
    return path


def _line(report: _Written) -> str:
    pages = ngettext("{n} page", "{n} pages", report.pages).format(n=report.pages)
    return _("{client}: {path}, {pages}").format(client=report.client, path=report.path, pages=pages)


REPORT = Command(_arguments, _report)
