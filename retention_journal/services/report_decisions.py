"""What was decided with a client in a period: goals agreed anew, promises moved or released, what is changed.

It is offered in the client's language, a line to each, and can be written over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from retention_journal.core import formats, kpi_words
from retention_journal.core.agreement import LineEntry
from retention_journal.core.incidents import IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.periods import DayRange
from retention_journal.core.promises import PromiseState
from retention_journal.i18n import Texts, texts_in
from retention_journal.services.kpis import Agreement, agreements
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Incident, Promise, PromiseMove, key_of

#: More than so many decisions of a period are told in one's own words, or not.
MOST = 8

Decision = tuple[date, str]


def offered_decisions(
    journal: JournalReader,
    client_id: int,
    period: DayRange,
    language: str,
    told: Collection[str] = (),
) -> str:
    """Return what was decided in ``period``, the oldest first, a line to each; "" where nothing was.

    Args:
        journal: Where to look.
        client_id: Who the report is for.
        period: First and last day that it is about.
        language: BCP 47 tag of the report.
        told: The uids of complaints that the report tells itself, with what is changed by them.
    """
    texts = texts_in(language)
    found = [
        *_agreed(journal, client_id, period, texts, language),
        *_moved(journal, client_id, period, texts, language),
        *_released(journal, client_id, period, texts),
        *_changed(journal, client_id, period, told),
    ]
    lines = [
        texts.gettext("{day}: {what}").format(day=formats.day_of_month(day, language), what=what)
        for day, what in sorted(found, key=lambda one: one[0])[:MOST]
    ]
    return "\n".join(lines)


def _agreed(
    journal: JournalReader, client_id: int, period: DayRange, texts: Texts, language: str
) -> Iterator[Decision]:
    """Yield what each version agreed in the period has otherwise than the one before it."""
    binding = [one for one in agreements(journal, client_id) if one.is_binding]
    for number, one in enumerate(binding):
        if one.agreed_on is None or one.agreed_on not in period:
            continue
        before = binding[number + 1] if number + 1 < len(binding) else None
        for what in _differences(one, before, texts, language):
            yield one.agreed_on, what


def _differences(one: Agreement, before: Agreement | None, texts: Texts, language: str) -> Iterator[str]:
    _ = texts.gettext
    held = {line.line_key: line for line in before.lines} if before else {}
    for line in one.lines:
        now = _terms(line, texts, language)
        old = held.pop(line.line_key, None)
        if old is None:
            yield now
        elif (was := kpi_words.target_words(old, language)) != kpi_words.target_words(line, language):
            yield _("{now} (was {before})").format(now=now, before=was) if was else now
    for gone in held.values():
        yield _("{goal} is no longer a goal").format(goal=gone.name)


def _terms(line: LineEntry, texts: Texts, language: str) -> str:
    target = kpi_words.target_words(line, language)
    return texts.gettext("{goal}, {target}").format(goal=line.name, target=target) if target else line.name


def _moved(
    journal: JournalReader, client_id: int, period: DayRange, texts: Texts, language: str
) -> Iterator[Decision]:
    """Yield the promises that got another day, where the client knows."""
    _ = texts.gettext
    query = (
        PromiseMove.select(
            PromiseMove.moved_on, Promise.text, PromiseMove.due_after, PromiseMove.due_before,
            PromiseMove.reason,
        )
        .join(Promise, on=(key_of(Promise) == PromiseMove.promise))
        .where((Promise.client == client_id) & PromiseMove.client_knows)
        .where(Promise.trashed_at.is_null() & PromiseMove.trashed_at.is_null())
        .where(PromiseMove.moved_on.between(period.first, period.last))
        .order_by(PromiseMove.moved_on, key_of(PromiseMove))
    )  # fmt: skip
    for on, text, after, before, reason in journal.tuples(query):
        if after is None:
            what = _("{promise}, no day set any more").format(promise=text)
        else:
            day = formats.day_of_month(after.date(), language)
            what = _("{promise}, moved to {day}").format(promise=text, day=day)
            if before is not None:
                was = formats.day_of_month(before.date(), language)
                what = _("{now} (was {before})").format(now=what, before=was)
        yield on, f"{what}. {reason}" if reason else what


def _released(journal: JournalReader, client_id: int, period: DayRange, texts: Texts) -> Iterator[Decision]:
    """Yield the promises that are no longer expected."""
    query = (
        Promise.select(Promise.closed_at, Promise.text, Promise.remark)
        .where((Promise.client == client_id) & (Promise.state == PromiseState.RELEASED))
        .where(Promise.trashed_at.is_null() & _within(Promise.closed_at, period, _wall))
        .order_by(Promise.closed_at, key_of(Promise))
    )
    for at, text, remark in journal.tuples(query):
        what = texts.gettext("{promise}, no longer needed").format(promise=text)
        yield at.date(), f"{what}. {remark}" if remark else what


def _changed(
    journal: JournalReader, client_id: int, period: DayRange, told: Collection[str]
) -> Iterator[Decision]:
    """Yield what is done differently after a complaint was put right, where the report does not tell it."""
    query = (
        Incident.select(Incident.resolved_at, Incident.process_change)
        .where((Incident.client == client_id) & Incident.trashed_at.is_null())
        .where((Incident.process_change != "") & (Incident.state != IncidentState.WITHDRAWN))
        .where(Incident.uid.not_in(list(told)) & _within(Incident.resolved_at, period, instant))
        .where(Incident.is_complaint | Incident.answered_at.is_null(False))
        .order_by(Incident.resolved_at, key_of(Incident))
    )
    for at, text in journal.tuples(query):
        yield on_the_wall(at).date(), text


def _within(column: Any, period: DayRange, moment: Any) -> Any:
    start = moment(datetime.combine(period.first, time.min))
    return (column >= start) & (column < moment(datetime.combine(period.last + timedelta(days=1), time.min)))


def _wall(moment: datetime) -> datetime:
    return moment
