"""Status reports as the journal keeps them: drafts, looked through, issued once, corrected, answered."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from peewee import Case, fn

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError, NotFoundError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange
from retention_journal.core.report import Corrected
from retention_journal.core.report_look import ReportPart, parts_named
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services import report_words
from retention_journal.services.business import own_business
from retention_journal.services.goals import goals_in
from retention_journal.services.report_content import ReportContent, columns_of, content_of
from retention_journal.services.report_words import ReportWords
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import (
    Client,
    Incident,
    Interaction,
    KpiAgreement,
    Measurement,
    Promise,
    Report,
    TimeEntry,
    key_of,
)

SENT = (ReportState.ISSUED, ReportState.ACKNOWLEDGED)
#: What a report tells of.
_TOLD_OF = (Measurement, Promise, TimeEntry, Interaction, Incident, KpiAgreement)
_WORD_COLUMNS = tuple(getattr(Report, part.name) for part in fields(ReportWords))


@dataclass(frozen=True)
class ReportRow:
    """A report in a list.

    Attributes:
        issued_at: When it was issued; None for a draft.
        has_pdf: Whether its file is kept in the journal.
        corrects: The number of the report that it corrects, or None.
        corrected_by: The number of the report that was sent to correct it, or None.
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
    corrects: int | None = None
    corrected_by: int | None = None


def save_words(
    journal: Journal, client_id: int, period: DayRange, words: ReportWords, *, language: str | None = None
) -> int:
    """Keep the words of a report as its draft and return its id; other words are to be looked through anew.

    A report that was sent is never changed: words about its period begin a new one, which corrects it.

    Raises:
        InvalidEntryError: A text is longer than a report can hold.
        NotFoundError: The client is not in the journal.
    """
    reader_of(journal, client_id)
    values = checked_words(words)
    if language:
        values["language"] = i18n.nearest(language)
    with journal.change(_("Write a report")) as change:
        kept = begin_draft(journal, change, client_id, period, language)
        _write(journal, change, kept, values)
        return kept


def save_content(
    journal: Journal, client_id: int, period: DayRange, content: ReportContent, *, language: str | None = None
) -> int:
    """Keep what was chosen for a report with its draft and return its id, as ``save_words`` does.

    Raises:
        InvalidEntryError: A text is longer than a report can hold, or there are too many items.
        NotFoundError: The client is not in the journal.
    """
    reader_of(journal, client_id)
    values = columns_of(content)
    with journal.change(_("Write a report")) as change:
        kept = begin_draft(journal, change, client_id, period, language)
        _write(journal, change, kept, values)
        return kept


def mark_reviewed(journal: Journal, client_id: int, period: DayRange, now: datetime) -> int:
    """Note that somebody has looked a report through as it stands, and return its id.

    Words that were only offered are kept with it: what was read is what goes out.

    Raises:
        InvalidEntryError: It has no headline yet.
        NotFoundError: The client is not in the journal.
    """
    _name, spoken = reader_of(journal, client_id)
    with journal.change(_("Look a report through")) as change:
        kept = begin_draft(journal, change, client_id, period, None)
        words: dict[str, str] = (
            journal.row(Report.select(*_WORD_COLUMNS).where(key_of(Report) == kept), dict) or {}
        )
        if not any(words.values()):
            goals = goals_in(journal, client_id, period, today=now.date())
            tongue = journal.value(Report.select(Report.language).where(key_of(Report) == kept)) or spoken
            words = vars(report_words.offered(goals, tongue))
            change.update(Report, kept, **words)
        if not words["headline"] and ReportPart.SUMMARY not in _parts_off(journal, kept):
            raise InvalidEntryError("headline", _("Say the period in one sentence: the headline."))
        change.update(Report, kept, state=ReportState.REVIEWED, reviewed_at=now)
        return kept


def take_back_review(journal: Journal, client_id: int, period: DayRange) -> None:
    """Let a report that was looked through be a draft again.

    Raises:
        NotFoundError: Nothing is kept of it.
    """
    kept = draft_id(journal, client_id, period)
    if kept is None:
        raise NotFoundError(_("This report is no longer in the journal."))
    with journal.change(_("Look a report through again")) as change:
        change.update(Report, kept, state=ReportState.DRAFT, reviewed_at=None)


def reports(journal: JournalReader, client_id: int | None = None) -> list[ReportRow]:
    """Return every report, or one client's, the newest period first."""
    return _rows(journal, None if client_id is None else Report.client == client_id)


def report_pdf(journal: JournalReader, report_id: int) -> bytes:
    """Return the file of a report exactly as it was issued.

    Raises:
        NotFoundError: It was not issued, or its file is not kept.
        JournalError: The file that is kept is not the one that was sent.
    """
    query = Report.select(Report.pdf, Report.pdf_sha256)
    for pdf, known in journal.tuples(
        query.where((key_of(Report) == report_id) & Report.trashed_at.is_null() & Report.pdf.is_null(False))
    ):
        if known and hashlib.sha256(pdf).hexdigest() != known:
            raise JournalError(
                _("The file of this report in the journal is not the one that was sent."),
                _("Take it from a backup, or ask for the copy in your sent e-mails."),
                code="altered_report",
            )
        return bytes(pdf)
    raise NotFoundError(_("The file of this report is not in the journal."), _("Print it again."))


def corrected(journal: JournalReader, client_id: int, period: DayRange) -> Corrected | None:
    """Return which report about ``period`` the next one corrects: the newest sent; None where none was."""
    query = Report.select(Report.number, Report.issued_at).where(sent_about(client_id, period))
    for number, issued_at in journal.tuples(query.order_by(Report.number.desc()).limit(1)):
        return Corrected(str(number), issued_at.date())
    return None


def corrected_by(journal: JournalReader, report_id: int) -> Corrected | None:
    """Return which report a kept one corrects, or None."""
    before = Report.alias()
    query = (
        Report.select(before.number, before.issued_at)
        .join(before, on=(Report.corrects == before.id))
        .where((key_of(Report) == report_id) & before.issued_at.is_null(False))
    )
    return next((Corrected(str(number), at.date()) for number, at in journal.tuples(query)), None)


def is_reviewed(journal: JournalReader, client_id: int, period: DayRange) -> bool:
    """Say whether the draft about ``period`` was looked through as it stands."""
    query = Report.select(Report.state).where(key_of(Report) == draft_id(journal, client_id, period))
    return journal.value(query) is ReportState.REVIEWED


def changed_since_review(journal: JournalReader, client_id: int, period: DayRange) -> bool:
    """Say whether anything about the client was written since their report was looked through."""
    query = Report.select(Report.updated_at).where(key_of(Report) == draft_id(journal, client_id, period))
    looked_at = journal.value(query.where(Report.state == ReportState.REVIEWED))
    if looked_at is None:
        return False
    return any(
        journal.value(
            table.select(key_of(table)).where((table.client == client_id) & (table.updated_at > looked_at))
        )
        is not None
        for table in _TOLD_OF
    )


def reader_of(journal: JournalReader, client_id: int) -> tuple[str, str]:
    """Return a client's name and the language it reads.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    query = Client.select(Client.name, Client.language).where(
        (key_of(Client) == client_id) & Client.trashed_at.is_null()
    )
    for name, language in journal.tuples(query):
        return name, i18n.nearest(language or own_business(journal).language)
    raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))


def about(client_id: int, period: DayRange) -> Any:
    """Return the condition that picks the reports about ``period``."""
    return (
        (Report.client == client_id)
        & (Report.period_start == period.first)
        & (Report.period_end == period.last)
        & Report.trashed_at.is_null()
    )


def draft_id(journal: JournalReader, client_id: int, period: DayRange) -> int | None:
    """Return the id of the draft about ``period``, or None where there is none."""
    query = Report.select(key_of(Report)).where(about(client_id, period) & Report.state.not_in(SENT))
    found = journal.value(query.order_by(key_of(Report).desc()))
    return None if found is None else int(found)


def next_number(journal: JournalReader, client_id: int) -> int:
    """Return the number after the client's last; one in the trash keeps its number."""
    newest = journal.value(Report.select(fn.MAX(Report.number)).where(Report.client == client_id))
    return (newest or 0) + 1


def begin_draft(
    journal: JournalReader, change: Writer, client_id: int, period: DayRange, language: str | None
) -> int:
    """Return the id of the draft about ``period``, a new one where there is none.

    A new one corrects what was sent about that period before.
    """
    kept = draft_id(journal, client_id, period)
    if kept is not None:
        return kept
    _name, spoken = reader_of(journal, client_id)
    before = Report.select(key_of(Report)).where(sent_about(client_id, period))
    return change.insert(
        Report,
        client=client_id,
        number=next_number(journal, client_id),
        period_start=period.first,
        period_end=period.last,
        state=ReportState.DRAFT,
        language=i18n.nearest(language or spoken),
        corrects=journal.value(before.order_by(Report.number.desc())),
    )


def _write(journal: JournalReader, change: Writer, kept: int, values: dict[str, Any]) -> None:
    """Keep ``values`` with a draft; where they are others than before nobody has looked it through."""
    columns = [getattr(Report, name) for name in values]
    before = journal.tuples(Report.select(*columns).where(key_of(Report) == kept))[0]
    if list(before) != list(values.values()):
        change.update(Report, kept, **values, state=ReportState.DRAFT, reviewed_at=None)


def _parts_off(journal: JournalReader, kept: int) -> Collection[ReportPart]:
    chosen = content_of(journal, kept).parts_off
    return parts_named(own_business(journal).parts_off) if chosen is None else chosen


def sent_about(client_id: int, period: DayRange) -> Any:
    """Return the condition that picks what was sent about ``period``."""
    return about(client_id, period) & Report.state.in_(SENT)


def checked_words(words: ReportWords) -> dict[str, Any]:
    """Return the words of a report cleaned, by their columns.

    Raises:
        InvalidEntryError: A text is longer than a report can hold.
    """
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
    # The file stands before the answer and what is corrected, and SQLite would read through all of it to
    # get there: so the answer is asked for only where there is one, and the corrections by their index.
    answer = Case(None, [(Report.state == ReportState.ACKNOWLEDGED, Report.client_reply)], "")
    query = (
        Report.select(
            key_of(Report), Report.client, Client.name, Report.number, Report.period_start,
            Report.period_end, Report.state, Report.language, Report.headline, Report.issued_at,
            Report.pdf_sha256, fn.LENGTH(Report.pdf), answer,
        )
        .join(Client)
        .where(Report.trashed_at.is_null() & Client.trashed_at.is_null())
        .order_by(Report.period_end.desc(), Client.sort_key, Report.number.desc())
    )  # fmt: skip
    if condition is not None:
        query = query.where(condition)
    before, after = _corrections(journal)
    return [_row([*row, before.get(row[0]), after.get(row[0])]) for row in journal.tuples(query)]


def _corrections(journal: JournalReader) -> tuple[dict[int, int], dict[int, int]]:
    """Return the number of what each report corrects, and of what was sent to correct it, by its id."""
    other = Report.alias()
    query = (
        Report.select(key_of(Report), Report.number, Report.state, other.id, other.number)
        .join(other, on=(Report.corrects == other.id))
        .where(Report.corrects.is_null(False) & Report.trashed_at.is_null())
        .order_by(Report.number)
    )
    found = journal.tuples(query)
    before = {report_id: number for report_id, _number, _state, _other, number in found}
    return before, {one: number for _id, number, state, one, _number in found if state in SENT}


def _row(values: list[Any]) -> ReportRow:
    *head, first, last = values[:6]
    told: list[Any] = [*head, DayRange(first, last), *values[6:11], bool(values[11]), *values[12:]]
    return ReportRow(*told)
