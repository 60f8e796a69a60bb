"""Writing status reports."""

from __future__ import annotations

import hashlib
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from retention_journal import i18n
from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, parse_period
from retention_journal.i18n import _, ngettext
from retention_journal.reports.batch import print_all
from retention_journal.reports.locking import checked_password, lock
from retention_journal.reports.status_report import PrintedReport
from retention_journal.services import kept_reports, report_data, report_files
from retention_journal.services.before_clients import refuse_before
from retention_journal.services.clients import find_client
from retention_journal.services.report_batch import (
    Gathered,
    Wanted,
    gathered,
    made_folder,
    place_of,
    state_of,
    wanted_for,
)
from retention_journal.services.report_files import FileKind, Outgoing
from retention_journal.storage.faults import CannotReadError
from retention_journal.storage.journal import Journal, JournalReader


@dataclass(frozen=True)
class _Written:
    client: str
    path: Path
    pages: int
    sha256: str
    warnings: tuple[str, ...]
    state: ReportState


@dataclass(frozen=True)
class _Writing:
    """What is to be written, and how.

    Attributes:
        folder: Where the files go; None writes the one report to ``out``.
        reviewed_now: Whether the person answers for what goes out by having named the one client.
        password: What locks the files; "" leaves them open.
    """

    wanted: Sequence[Wanted]
    out: Path
    folder: Path | None
    reviewed_now: bool
    password: str = ""


def _arguments(parser: ArgumentParser) -> None:
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--client", metavar="C", help=_("the client, by name"))
    who.add_argument("--all", action="store_true", help=_("every client that gets a report for this period"))
    parser.add_argument("--period", metavar="P", required=True, help=_("2026-10, 2026-Q3 or 2026"))
    parser.add_argument(
        "--language", choices=list(i18n.LANGUAGES), help=_("the client’s own where none is named")
    )
    parser.add_argument("--out", metavar="FILE", type=Path, default=Path(), help=_("a file, or a folder"))
    parser.add_argument(
        "--issue",
        action="store_true",
        help=_(
            "no draft: keep it in the journal as sent. With --client this is your word that you have looked "
            "it through; with --all only reports marked as looked through go out, the others stay drafts."
        ),
    )
    parser.add_argument("--csv", action="store_true", help=_("write the figures beside it, as a CSV file"))
    parser.add_argument(
        "--password-file",
        metavar="PATH",
        help=_("lock the PDF with the password in the first line of a file"),
    )


def _report(call: Call) -> int:
    period = parse_period(call.args.period)
    if period.first > call.today:
        raise InvalidEntryError("period", _("This period has not begun yet."))
    password = _password(call.args.password_file)
    with call.writer() if call.args.issue else call.reader() as journal:
        written = _write(call, journal, replace(_asked(call, journal, period), password=password))
    document = [vars(report) | {"warnings": list(report.warnings)} for report in written]
    call.output.answer(document, [_line(report) for report in written])
    for report in written:
        for warning in report.warnings:
            call.output.tell(f"{report.client}: {warning}")
    return exit_codes.DONE


def _asked(call: Call, journal: JournalReader, period: DayRange) -> _Writing:
    """Return what is asked for; what went out before is left as it is where all are issued."""
    out: Path = call.args.out
    if not call.args.all:
        client = find_client(journal, call.args.client)
        refuse_before(journal, client.id, period)
        wanted = [Wanted(client.id, client.name, period)]
        return _Writing(wanted, out, out if out.is_dir() else None, reviewed_now=True)
    folder = made_folder(out)
    everyone = wanted_for(journal, period)
    if not everyone:
        call.output.tell(_("No client gets a report for this period."))
    left = [one for one in everyone if not (call.args.issue and _is_sent(journal, one))]
    if len(left) < len(everyone):
        n = len(everyone) - len(left)
        told = ngettext(
            "{n} report was sent before and is left as it is.",
            "{n} reports were sent before and are left as they are.",
            n,
        )
        call.output.tell(told.format(n=n))
    return _Writing(left, out, folder, reviewed_now=False)


def _is_sent(journal: JournalReader, one: Wanted) -> bool:
    return state_of(journal, one.client_id, one.period) in kept_reports.SENT


def _write(call: Call, journal: JournalReader, writing: _Writing) -> list[_Written]:
    """Gather, print and write one report after the other; where it is stopped, those before stay."""
    issue, count = call.args.issue, len(writing.wanted)
    ready = (
        gathered(
            journal,
            one,
            today=call.today,
            language=call.args.language,
            issue=issue,
            reviewed_now=writing.reviewed_now,
        )
        for one in writing.wanted
    )
    wanted = ((one, one.report) for one in ready)
    written: list[_Written] = []
    taken: set[str] = set()
    try:
        with closing(print_all(wanted, count, prints_too=True)) as printed:
            for one, pdf in printed:
                written.append(_put(call, journal, writing, one, pdf, taken))
                if count > 1:
                    call.output.progress(len(written), count)
    except KeyboardInterrupt:
        if count > 1:
            told = ngettext(
                "{n} report was written before.", "{n} reports were written before.", len(written)
            )
            call.output.tell(told.format(n=len(written)))
        raise
    return written


def _put(
    call: Call,
    journal: JournalReader,
    writing: _Writing,
    one: Gathered,
    printed: PrintedReport,
    taken: set[str],
) -> _Written:
    """Put a report and what goes with it in place, all or nothing, and keep it as sent if it goes out."""
    path = writing.out.absolute() if writing.folder is None else place_of(one, writing.folder, taken)
    content = lock(printed.pdf, writing.password) if writing.password else printed.pdf
    files = [Outgoing(path, content)]
    if call.args.csv:
        figures = report_data.figures(one.report)
        files.append(Outgoing(report_data.figures_path(path), figures, FileKind.FIGURES))
    if isinstance(journal, Journal) and not one.report.draft:
        client_id = one.wanted.client_id
        report_files.send(
            journal,
            client_id,
            one.report,
            pdf=printed.pdf,
            path=path,
            now=call.now,
            files=files,
            reviewed_now=writing.reviewed_now,
        )
        state = ReportState.ISSUED
    else:
        report_files.write_files(files)
        state = ReportState.REVIEWED if one.state is ReportState.REVIEWED else ReportState.DRAFT
    told = tuple(dict.fromkeys((*one.warnings, *printed.warnings)))
    digest = hashlib.sha256(content).hexdigest()
    return _Written(one.wanted.client, path, printed.pages, digest, told, state)


def _password(named: str | None) -> str:
    """Return the password in the first line of a file, or of standard input for "-"; "" where none is named.

    Raises:
        CannotReadError: The file cannot be read.
        InvalidEntryError: There is no password in it, or one that no PDF takes.
    """
    if named is None:
        return ""
    try:
        first = sys.stdin.readline() if named == "-" else _first_line(Path(named))
    except (OSError, UnicodeDecodeError) as error:
        reason = os.strerror(error.errno or 0) if isinstance(error, OSError) else _("it is no text")
        raise CannotReadError(
            _("The file with the password cannot be read: {reason}.").format(reason=reason),
            _("Name another with --password-file PATH."),
        ) from error
    password = checked_password(first.rstrip("\r\n"))
    if not password:
        raise InvalidEntryError("password", _("The first line of this file is empty."))
    return password


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        return file.readline()


def _line(report: _Written) -> str:
    pages = ngettext("{n} page", "{n} pages", report.pages).format(n=report.pages)
    return _("{client}: {path}, {pages}").format(client=report.client, path=report.path, pages=pages)


REPORT = Command(_arguments, _report)
