"""Several reports at once: who gets one, each gathered with what to see to, drafts begun, files put in place.

A report nobody has looked through is never sent this way: it becomes a draft that says so on each page.
Source: forms, section 1; capability G4.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retention_journal import private
from retention_journal.core.clients import LIVING, ReportRhythm
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, month_of
from retention_journal.core.progress import Progress
from retention_journal.core.report import StatusReport
from retention_journal.i18n import _
from retention_journal.services.goals import goals_in
from retention_journal.services.kept_reports import SENT, about, draft_id, save_words
from retention_journal.services.report_checks import checks_of
from retention_journal.services.report_choices import choices
from retention_journal.services.report_files import file_name, name_beside
from retention_journal.services.report_words import ReportWords
from retention_journal.services.reports_due import ReportDue, reports_due
from retention_journal.services.status import report_draft, status_report
from retention_journal.storage.faults import CannotWriteError
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Report, key_of


@dataclass(frozen=True)
class Wanted:
    """A report that is to be made."""

    client_id: int
    client: str
    period: DayRange


@dataclass(frozen=True)
class Gathered:
    """A report ready to be printed.

    Attributes:
        report: What it says; ``report.draft`` tells whether it goes out or is a draft.
        state: How far it had come; None where nothing is kept of it.
        warnings: What to see to before it goes out, in the program's language.
    """

    wanted: Wanted
    report: StatusReport
    state: ReportState | None
    warnings: tuple[str, ...]


def wanted_of(due: Sequence[ReportDue]) -> list[Wanted]:
    """Return what is due as what is to be made."""
    return [Wanted(one.client_id, one.client_name, one.period) for one in due]


def chosen_of(journal: JournalReader, today: date, chosen: Collection[tuple[int, DayRange]]) -> list[Wanted]:
    """Return those of the reports due ``today`` that were chosen by client and period, in their order."""
    return [one for one in wanted_of(reports_due(journal, today)) if (one.client_id, one.period) in chosen]


def wanted_for(journal: JournalReader, period: DayRange) -> list[Wanted]:
    """Return who gets a report: monthly ones for a month, all with any rhythm for a longer period."""
    monthly = period == month_of(period.first)
    rhythms = [ReportRhythm.MONTHLY] if monthly else [ReportRhythm.MONTHLY, ReportRhythm.QUARTERLY]
    query = Client.select(key_of(Client), Client.name).where(
        Client.trashed_at.is_null()
        & Client.report_rhythm.in_(rhythms)
        & Client.status.in_(list(LIVING))
        & (Client.start_date.is_null() | (Client.start_date <= period.last))
    )
    query = query.order_by(Client.sort_key, key_of(Client))
    return [Wanted(number, name, period) for number, name in journal.tuples(query)]


def state_of(journal: JournalReader, client_id: int, period: DayRange) -> ReportState | None:
    """Return how far the report about ``period`` has come, a draft before what was sent; None for nothing."""
    query = Report.select(Report.state).where(about(client_id, period))
    states = [state for (state,) in journal.tuples(query.order_by(key_of(Report).desc()))]
    return next((state for state in states if state not in SENT), next(iter(states), None))


def gathered(
    journal: JournalReader,
    wanted: Wanted,
    *,
    today: date,
    language: str | None = None,
    issue: bool = False,
    reviewed_now: bool = False,
) -> Gathered:
    """Return a report with what to see to, gathered once for both.

    Args:
        journal: Where to look.
        wanted: Whose report, and about which period.
        today: The date it bears.
        language: BCP 47 tag; None is what was kept with the draft, else the client's, else the firm's own.
        issue: Whether it is to go out; it does if somebody has looked it through.
        reviewed_now: Whether the person answers for it by naming this very report.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    client_id, period = wanted.client_id, wanted.period
    state = state_of(journal, client_id, period)
    goes_out = issue and (reviewed_now or state is ReportState.REVIEWED)
    report = status_report(journal, client_id, period, today=today, language=language, draft=not goes_out)
    goals = goals_in(journal, client_id, period, today=today)
    draft = report_draft(journal, client_id, period, today=today, language=language)
    offered = choices(journal, client_id, report, goals, draft.report_id)
    noticed = checks_of(journal, client_id, report, goals=goals, draft=draft, offered=offered)
    warnings = [check.text for check in noticed]
    if issue and not goes_out:
        warnings.insert(0, _("Not looked through yet: written as a draft."))
    return Gathered(wanted, report, state, tuple(warnings))


def begin_drafts(
    journal: Journal, wanted: Sequence[Wanted], progress: Progress = lambda _done, _total: None
) -> int:
    """Begin the reports nothing is kept of yet, one undoable act, and return how many those were.

    A draft begun so has no words of its own: those offered from the journal stand in it and follow the
    journal until somebody takes them over.

    Raises:
        NotFoundError: A client is not in the journal any more; no draft is begun then.
    """
    begun = 0
    with journal.change(_("Make drafts of reports")):
        for done, one in enumerate(wanted, start=1):
            if draft_id(journal, one.client_id, one.period) is None:
                save_words(journal, one.client_id, one.period, ReportWords())
                begun += 1
            progress(done, len(wanted))
    return begun


def place_of(one: Gathered, folder: Path, taken: set[str]) -> Path:
    """Return where a report goes in ``folder``, and take the name so that no other of this run has it."""
    name = file_name(one.wanted.client, one.wanted.period, one.report.language)
    return (folder / name_beside(name, taken)).absolute()


def made_folder(path: Path) -> Path:
    """Return the folder at ``path``, made with those above it where it is not there, for its owner alone.

    Raises:
        CannotWriteError: It cannot be made.
    """
    try:
        private.make_folder(path)
    except OSError as error:
        raise CannotWriteError(
            _("The folder {folder} cannot be made: {reason}.").format(
                folder=path, reason=os.strerror(error.errno or 0)
            ),
            _("Choose another folder."),
        ) from error
    return path
