"""What to see to before a report goes out. Checks inform; only a missing headline stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from retention_journal.core import formats
from retention_journal.core.contacts import TALKS
from retention_journal.core.kpis import KpiStatus, is_stale, months_since
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import StatusReport
from retention_journal.i18n import _, ngettext
from retention_journal.services.goals import Goals, goals_in
from retention_journal.services.status import report_draft, status_report
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Interaction


class CheckKind(StrEnum):
    """What a check is about, so that the page can offer the way to mend it."""

    NUMBERS = "numbers"
    WORDS = "words"
    TALK = "talk"
    AGREEMENT = "agreement"
    PROMISES = "promises"
    SENDER = "sender"
    READER = "reader"


@dataclass(frozen=True)
class Check:
    """One thing to see to, in a sentence."""

    kind: CheckKind
    text: str
    stops: bool = False


def checks(journal: JournalReader, client_id: int, period: DayRange, *, today: date) -> list[Check]:
    """Return what to see to before the report about ``period`` goes out, missing numbers first.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    report = status_report(journal, client_id, period, today=today)
    goals = goals_in(journal, client_id, period, today=today)
    draft = report_draft(journal, client_id, period, today=today)
    found = [*_numbers(report), *_agreement(goals, today), *_news(journal, client_id, report, today)]
    found.extend(_promises(report))
    if not report.headline:
        found.append(Check(CheckKind.WORDS, _("Say the period in one sentence: the headline."), stops=True))
    elif draft.is_offered:
        found.append(Check(CheckKind.WORDS, _("The words were put together for you. Read them once.")))
    if not report.issuer.name and not report.issuer.person:
        found.append(Check(CheckKind.SENDER, _("Your own name is missing. Write it in Settings.")))
    if not report.prepared_for:
        found.append(Check(CheckKind.READER, _("The client has no contact person to send it to.")))
    return found


def warnings(journal: JournalReader, client_id: int, period: DayRange, *, today: date) -> list[str]:
    """Return the checks as sentences, for commands."""
    return [check.text for check in checks(journal, client_id, period, today=today)]


def _numbers(report: StatusReport) -> Iterator[Check]:
    missing = [goal.name for goal in report.goals if goal.status is KpiStatus.NO_DATA and goal.target]
    for name in missing:
        yield Check(
            CheckKind.NUMBERS,
            _("{period}: no number for “{goal}” yet.").format(goal=name, period=period_label(report.period)),
        )


def _agreement(goals: Goals, today: date) -> Iterator[Check]:
    agreement = goals.agreement
    if agreement is None or agreement.agreed_on is None:
        yield Check(CheckKind.AGREEMENT, _("Nothing was agreed with the client for this period."))
        return
    if not agreement.client_words:
        yield Check(CheckKind.AGREEMENT, _("What matters most to the client has not been asked."))
    if is_stale(agreement.agreed_on, today):
        n = months_since(agreement.agreed_on, today)
        yield Check(
            CheckKind.AGREEMENT,
            ngettext("Agreed {n} month ago. Ask again.", "Agreed {n} months ago. Ask again.", n).format(n=n),
        )


def _news(journal: JournalReader, client_id: int, report: StatusReport, today: date) -> Iterator[Check]:
    """Yield what the client would read here first. Source: forms, section 1, "bad news travels first"."""
    missed = [goal.name for goal in report.goals if goal.status is KpiStatus.OFF_TRACK]
    if not missed or _talked_after(journal, client_id, report.period.last, today):
        return
    text = _("“{goal}” is off target, and you have not talked since {day}. Call before you send it.")
    for name in missed:
        yield Check(CheckKind.TALK, text.format(goal=name, day=formats.day(report.period.last)))


def _talked_after(journal: JournalReader, client_id: int, day: date, today: date) -> bool:
    query = Interaction.select(Interaction.occurred_at).where(
        (Interaction.client == client_id)
        & Interaction.counts_as_contact
        & Interaction.trashed_at.is_null()
        & Interaction.kind.in_(sorted(TALKS))
        & (Interaction.occurred_at >= datetime.combine(day + timedelta(days=1), time.min))
        & (Interaction.occurred_at < datetime.combine(today + timedelta(days=1), time.min))
    )
    return journal.value(query) is not None


def _promises(report: StatusReport) -> Iterator[Check]:
    for promise in report.last_promises:
        late = promise.outcome in (PromiseState.KEPT_LATE, PromiseState.BROKEN) or (
            promise.outcome is PromiseState.OPEN
            and promise.due is not None
            and promise.due < report.issued_on
        )
        if late and not promise.reason:
            text = _("“{promise}” was not kept in time. Say why, in its remark.")
            yield Check(CheckKind.PROMISES, text.format(promise=promise.text[:80]))
