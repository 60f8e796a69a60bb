"""Status reports: gathered from the journal through the white-list, kept as drafts, issued once.

This module, ``report_facts`` and ``report_ledgers`` are the only way from the journal into a report. None
reads what is private; a test fills every private field with a marker and looks for it in the report and in
its PDF.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from peewee import fn

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.report import StatusReport
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services import report_facts, report_ledgers, report_words
from retention_journal.services.agreement_text import scope_of
from retention_journal.services.business import own_business
from retention_journal.services.expectation_items import expectations_on
from retention_journal.services.goals import goals_in
from retention_journal.services.report_words import ReportWords
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Interaction, Report, key_of

SENT = (ReportState.ISSUED, ReportState.ACKNOWLEDGED)


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


@dataclass(frozen=True)
class ReportRow:
    """A report in a list.

    Attributes:
        issued_at: When it was issued; None for a draft.
        has_pdf: Whether its file is kept in the journal.
    """

    report_id: int
    client_id: int
    client: str
    number: int
    period: DayRange
    state: ReportState
    language: str
    headline: str
    issued_at: datetime | None
    pdf_sha256: str
    has_pdf: bool
    client_reply: str


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
    name, spoken = _client(journal, client_id)
    kept = report_draft(journal, client_id, period, today=today, language=language)
    tongue = language or kept.language or spoken
    goals = goals_in(journal, client_id, period, today=today)
    said = expectations_on(journal, client_id, period.last)
    scope = scope_of([one for one in said if one.confirmed_on is not None])
    rows = tuple(report_facts.goal_row(goal, tongue) for goal in goals.goals)
    keyed = report_ledgers.with_keys(goals, rows)
    return StatusReport(
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
        delivered=report_facts.delivered(journal, client_id, period),
        hours=report_ledgers.hours_used(journal, client_id, period, keyed),
        contacts=report_facts.contacts(journal, client_id, period),
        next_steps=report_facts.next_steps(journal, client_id, period, today),
        needs=report_facts.needs(journal, client_id, today),
        included="\n".join(scope.included),
        not_included="\n".join(scope.not_included),
        draft=draft,
    )


def report_draft(
    journal: JournalReader, client_id: int, period: DayRange, *, today: date, language: str | None = None
) -> ReportDraft:
    """Return the words kept for a report, else words offered from its goals in the report's language.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    _name, spoken = _client(journal, client_id)
    query = Report.select(
        key_of(Report), Report.number, Report.language, Report.headline, Report.went_well,
        Report.went_not, Report.doing,
    ).where(_about(client_id, period) & Report.state.not_in(SENT))  # fmt: skip
    for report_id, number, tongue, *words in journal.tuples(query.order_by(key_of(Report).desc()).limit(1)):
        return ReportDraft(report_id, number, tongue or spoken, ReportWords(*words), is_offered=False)
    goals = goals_in(journal, client_id, period, today=today)
    tongue = language or spoken
    offered = report_words.offered(goals, tongue)
    return ReportDraft(None, _next_number(journal, client_id), tongue, offered, is_offered=True)


def save_words(
    journal: Journal, client_id: int, period: DayRange, words: ReportWords, *, language: str | None = None
) -> int:
    """Keep the words of a report as its draft and return its id.

    Raises:
        InvalidEntryError: A text is longer than a report can hold.
        NotFoundError: The client is not in the journal.
    """
    _name, spoken = _client(journal, client_id)
    values = _checked(words)
    with journal.change(_("Write a report")) as change:
        kept = _draft_id(journal, client_id, period)
        if kept is not None:
            if language:
                values["language"] = i18n.nearest(language)
            change.update(Report, kept, **values)
            return kept
        return change.insert(
            Report,
            client=client_id,
            number=_next_number(journal, client_id),
            period_start=period.first,
            period_end=period.last,
            state=ReportState.DRAFT,
            language=i18n.nearest(language or spoken),
            **values,
        )


def issue(journal: Journal, client_id: int, report: StatusReport, *, pdf_bytes: bytes, now: datetime) -> int:
    """Keep a report as it was issued, its file and its data, note it on the timeline, and return its id.

    The note does not restart the rhythm: a report that was sent is not a talk (capability C7).

    Args:
        journal: Where to.
        client_id: Whose report.
        report: The data it was printed from, frozen with it.
        pdf_bytes: The file as it goes to the client.
        now: When it was issued.

    Raises:
        InvalidEntryError: It is still a draft.
        NotFoundError: The client is not in the journal.
    """
    _client(journal, client_id)
    if report.draft:
        raise InvalidEntryError("draft", _("A draft cannot be issued."), _("Print it without “Draft” first."))
    values = {
        "state": ReportState.ISSUED,
        "language": i18n.nearest(report.language),
        **_checked(ReportWords(report.headline, report.went_well, report.went_not, report.doing)),
        "issued_at": now,
        "pdf": pdf_bytes,
        "pdf_sha256": hashlib.sha256(pdf_bytes).hexdigest(),
        "data_frozen": frozen(report),
    }
    with journal.change(_("Issue a report")) as change:
        kept = _draft_id(journal, client_id, report.period)
        if kept is None:
            kept = change.insert(
                Report,
                client=client_id,
                number=_next_number(journal, client_id),
                period_start=report.period.first,
                period_end=report.period.last,
                **values,
            )
        else:
            change.update(Report, kept, **values)
        change.insert(
            Interaction,
            client=client_id,
            kind=Kind.REPORT_SENT,
            direction=Direction.OUTBOUND,
            outcome=Outcome.NO_REPLY_YET,
            occurred_at=now,
            summary=_("Report: {period}").format(period=period_label(report.period)),
        )
        return kept


def answered(journal: Journal, report_id: int, reply: str) -> None:
    """Keep what the client answered to a report.

    Raises:
        NotFoundError: The report was not issued.
    """
    row = next((row for row in _rows(journal, key_of(Report) == report_id)), None)
    if row is None or row.state not in SENT:
        raise NotFoundError(_("This report has not been issued."))
    reply = clean(reply)
    with journal.change(_("Note an answer to a report")) as change:
        state = ReportState.ACKNOWLEDGED if reply else ReportState.ISSUED
        change.update(Report, report_id, client_reply=reply, state=state)


def reports(journal: JournalReader, client_id: int | None = None) -> list[ReportRow]:
    """Return every report, or one client's, the newest period first."""
    return _rows(journal, None if client_id is None else Report.client == client_id)


def report_pdf(journal: JournalReader, report_id: int) -> bytes:
    """Return the file of a report as it was issued.

    Raises:
        NotFoundError: It was not issued, or its file is not kept.
    """
    found = journal.value(
        Report.select(Report.pdf).where((key_of(Report) == report_id) & Report.trashed_at.is_null())
    )
    if found is None:
        raise NotFoundError(_("The file of this report is not in the journal."), _("Print it again."))
    return bytes(found)


def frozen(report: StatusReport) -> dict[str, Any]:
    """Return the data of a report as plain values for keeping; of the logo only its hash is kept."""
    kept = _plain(replace(report, issuer=replace(report.issuer, logo=None)))
    logo = report.issuer.logo
    kept["issuer"]["logo"] = hashlib.sha256(logo).hexdigest() if logo else None
    return dict(kept)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _client(journal: JournalReader, client_id: int) -> tuple[str, str]:
    """Return a client's name and the language it reads."""
    query = Client.select(Client.name, Client.language).where(
        (key_of(Client) == client_id) & Client.trashed_at.is_null()
    )
    for name, language in journal.tuples(query):
        return name, i18n.nearest(language or own_business(journal).language)
    raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))


def _about(client_id: int, period: DayRange) -> Any:
    return (
        (Report.client == client_id)
        & (Report.period_start == period.first)
        & (Report.period_end == period.last)
        & Report.trashed_at.is_null()
    )


def _draft_id(journal: JournalReader, client_id: int, period: DayRange) -> int | None:
    query = Report.select(key_of(Report)).where(_about(client_id, period) & Report.state.not_in(SENT))
    found = journal.value(query.order_by(key_of(Report).desc()))
    return None if found is None else int(found)


def _next_number(journal: JournalReader, client_id: int) -> int:
    """Return the number after the client's last; one in the trash keeps its number."""
    newest = journal.value(Report.select(fn.MAX(Report.number)).where(Report.client == client_id))
    return (newest or 0) + 1


def _checked(words: ReportWords) -> dict[str, Any]:
    kept = {}
    for part in fields(words):
        text = clean(getattr(words, part.name))
        if len(text) > report_words.LONGEST:
            raise InvalidEntryError(
                part.name,
                _("At most {n} characters.").format(n=formats.number(report_words.LONGEST)),
                _("One page fewer beats one more."),
            )
        kept[part.name] = text
    return kept


def _rows(journal: JournalReader, condition: Any) -> list[ReportRow]:
    query = (
        Report.select(
            key_of(Report), Report.client, Client.name, Report.number, Report.period_start,
            Report.period_end, Report.state, Report.language, Report.headline, Report.issued_at,
            Report.pdf_sha256, Report.pdf.is_null(False), Report.client_reply,
        )
        .join(Client)
        .where(Report.trashed_at.is_null() & Client.trashed_at.is_null())
        .order_by(Report.period_end.desc(), Client.sort_key, Report.number.desc())
    )  # fmt: skip
    if condition is not None:
        query = query.where(condition)
    return [_row(list(row)) for row in journal.tuples(query)]


def _row(values: list[Any]) -> ReportRow:
    *head, first, last = values[:6]
    told: list[Any] = [*head, DayRange(first, last), *values[6:11], bool(values[11]), values[12]]
    return ReportRow(*told)
