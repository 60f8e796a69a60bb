"""Status reports: gathered from the journal through the white-list, kept as drafts, issued once.

This module, ``report_facts`` and ``report_ledgers`` are the only way from the journal into a report. None
reads what is private; a test fills every private field with a marker and looks for it in the report and in
its PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.report import StatusReport
from retention_journal.core.report_look import ReportPart, parts_named
from retention_journal.core.report_parts import without
from retention_journal.services import (
    report_decisions,
    report_facts,
    report_forward,
    report_ledgers,
    report_review,
    report_setbacks,
    report_words,
)
from retention_journal.services.agreement_text import scope_of
from retention_journal.services.business import own_business
from retention_journal.services.expectation_items import expectations_on
from retention_journal.services.goals import goals_in
from retention_journal.services.kept_reports import SENT, about, corrected, next_number, reader_of
from retention_journal.services.report_content import content_of
from retention_journal.services.report_words import ReportWords
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Report, key_of


@dataclass(frozen=True)
class ReportDraft:
    """The words of a report that is not issued yet.

    Attributes:
        report_id: Where they are kept; None while they are only offered.
        number: The number the report will bear.
        language: BCP 47 tag of the report.
        is_offered: Whether the words were put together from the journal and nobody has read them yet.
    """

    report_id: int | None
    number: int
    language: str
    words: ReportWords
    is_offered: bool


def status_report(
    journal: JournalReader,
    client_id: int,
    period: DayRange,
    *,
    today: date,
    language: str | None = None,
    draft: bool = True,
) -> StatusReport:
    """Return everything the report about ``period`` may say, with the words kept for it.

    Args:
        journal: Where to look.
        client_id: Who the report is for.
        period: First and last day that it is about.
        today: The date it bears.
        language: BCP 47 tag; None is what was kept with the draft, else the client's, else the firm's own.
        draft: Whether each page says that it is a draft.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    name, spoken = reader_of(journal, client_id)
    kept = report_draft(journal, client_id, period, today=today, language=language)
    content = content_of(journal, kept.report_id)
    tongue = language or kept.language or spoken
    goals = goals_in(journal, client_id, period, today=today)
    said = expectations_on(journal, client_id, period.last)
    scope = scope_of([one for one in said if one.confirmed_on is not None])
    told_of_goals = report_facts.Told(tongue, content.remarks, content.glossary)
    rows = report_facts.goal_rows(journal, client_id, goals, told_of_goals)
    names = {goal.line.line_key: goal.line.name for goal in goals.goals}
    keyed = report_ledgers.with_keys(goals, rows)
    complaints = content.setbacks
    if complaints is None:
        complaints = tuple(report_setbacks.offered(journal, client_id, period, today, tongue))
    off = content.parts_off
    if off is None:
        off = parts_named(own_business(journal).parts_off)
    told = [one.incident for one in complaints if one.is_told and ReportPart.SETBACKS not in off]
    whole = StatusReport(
        client=name,
        period=period,
        period_label=period_label(period, tongue),
        issued_on=today,
        language=tongue,
        issuer=report_facts.issuer(journal),
        prepared_for=report_facts.reader(journal, client_id, today),
        number=str(kept.number),
        headline=kept.words.headline,
        went_well=kept.words.went_well,
        went_not=kept.words.went_not,
        doing=kept.words.doing,
        last_promises=report_facts.last_promises(journal, client_id, period),
        most_important=report_facts.most_important(goals),
        goals=rows,
        ledgers=report_ledgers.ledger_rows(journal, client_id, min(today, period.last), keyed),
        delivered=report_facts.delivered(journal, client_id, period, names),
        requests=report_facts.requests(goals),
        hours=report_ledgers.hours_used(journal, client_id, period, keyed),
        contacts=report_facts.contacts(journal, client_id, period),
        next_steps=report_forward.next_steps(
            journal,
            client_id,
            period,
            today,
            content.promises_next,
            first=next((goal.line.line_key for goal in goals.goals if goal.is_clients_first), ""),
        ),
        needs=report_forward.needs(journal, client_id, today, content.needs),
        setbacks=report_setbacks.setbacks(journal, client_id, period, today, tongue, complaints),
        learnt=content.learnt,
        decisions=content.decisions
        or report_decisions.offered_decisions(journal, client_id, period, tongue, told),
        review=report_review.review(journal, goals, tongue, content),
        corrects=corrected(journal, client_id, period),
        look=report_facts.look(journal),
        included="\n".join(scope.included),
        not_included="\n".join(scope.not_included),
        draft=draft,
    )
    return without(whole, off)


def report_draft(
    journal: JournalReader, client_id: int, period: DayRange, *, today: date, language: str | None = None
) -> ReportDraft:
    """Return the words kept for a report, else words offered from its goals in the report's language.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    _name, spoken = reader_of(journal, client_id)
    query = Report.select(
        key_of(Report), Report.number, Report.language, Report.headline, Report.went_well,
        Report.went_not, Report.doing,
    ).where(about(client_id, period) & Report.state.not_in(SENT))  # fmt: skip
    for report_id, number, tongue, *words in journal.tuples(query.order_by(key_of(Report).desc()).limit(1)):
        if any(words):
            return ReportDraft(report_id, number, tongue or spoken, ReportWords(*words), is_offered=False)
        kept = ReportDraft(report_id, number, tongue or spoken, ReportWords(), is_offered=True)
        break
    else:
        kept = ReportDraft(None, next_number(journal, client_id), spoken, ReportWords(), is_offered=True)
    goals = goals_in(journal, client_id, period, today=today)
    tongue = language or kept.language
    goals_ahead = report_forward.offered_goals(journal, client_id, period, today)
    coming = [(one.text, one.due) for one in goals_ahead if one.due is not None]
    return replace(kept, language=tongue, words=report_words.offered(goals, tongue, coming))
