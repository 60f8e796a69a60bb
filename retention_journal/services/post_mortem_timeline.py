"""What the journal knew in the half year before a loss, forward in time, each line with its source.

What no record tells is added by hand, see ``timeline_notes``.
Source: forms, section 3, 2; ideas, 3.4 (forward in time, against hindsight).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.contacts import Kind, Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.excuse_check import Before
from retention_journal.core.known_before import (
    LOOKED_BACK_DAYS,
    KnownBefore,
    KnownKind,
    KnownLine,
    late_promises,
    numbered,
    silences,
    worsened,
)
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light import Light
from retention_journal.core.timeline import EntryKind, TimelineEntry
from retention_journal.i18n import _, ngettext
from retention_journal.services.before_notice import before_notice
from retention_journal.services.goal_history import goal_history
from retention_journal.services.invoices import client_invoices
from retention_journal.services.kpis import agreements
from retention_journal.services.light_warned import light_before
from retention_journal.services.post_mortems import post_mortem
from retention_journal.services.timeline import happened_between
from retention_journal.services.timeline_notes import timeline_notes
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Interaction, key_of

_DAY = timedelta(days=1)
#: An invoice paid later than this was late enough to wonder. Source: ideas, 3.2.
_INVOICE_DAYS = 7
_COOLER = 2  # of five: shorter or cooler than usual
_KINDS = {
    EntryKind.CONTACT: KnownKind.CONTACT,
    EntryKind.PROMISE: KnownKind.PROMISE,
    EntryKind.AGREEMENT: KnownKind.AGREEMENT,
    EntryKind.REPORT: KnownKind.REPORT,
    EntryKind.INCIDENT: KnownKind.INCIDENT,
    EntryKind.EVENT: KnownKind.EVENT,
    EntryKind.LIGHT: KnownKind.LIGHT,
    EntryKind.CHANGE: KnownKind.CHANGE,
}
#: Sources of the timeline whose entries are signs by themselves.
_SIGNS = frozenset({"incident", "incident reopened", "left"})


def known_before(
    journal: JournalReader, loss_id: int, *, today: date, days: int = LOOKED_BACK_DAYS
) -> KnownBefore:
    """Return what the journal knew before a loss, the oldest first, with what was added by hand.

    Private notes are left out.

    Args:
        journal: Where to look.
        loss_id: The loss.
        today: The day it is.
        days: How many days before the notice to begin.

    Raises:
        NotFoundError: The loss is not in the journal.
    """
    one = post_mortem(journal, loss_id)
    first, client_id, notice_on = one.notice_on - timedelta(days=days), one.client_id, one.notice_on
    before = before_notice(journal, client_id, notice_on, loss_id, days)
    lines = [
        *_happened(journal, client_id, first, notice_on),
        *(_quiet(before, first, journal, client_id) if before else ()),
        *_goals(journal, client_id, first, notice_on),
        *_invoices(journal, client_id, first, notice_on),
        *_added(journal, one.post_mortem_id),
    ]
    talks = tuple(day for day in before.talks if day >= first) if before else ()
    told = light_before(journal, loss_id, today).text
    return KnownBefore(first, notice_on, numbered(lines), talks, told)


# -- inside -----------------------------------------------------------------------------------------------


def _happened(journal: JournalReader, client_id: int, first: date, notice_on: date) -> list[KnownLine]:
    lines, light = [], None
    cooler = _cooler(journal, client_id, first, notice_on)
    for word, entry in happened_between(journal, client_id, first, notice_on):
        if entry.kind not in _KINDS or word in {"loss", "closing"}:
            continue
        on = entry.at.date()
        is_sign = on < notice_on and _is_sign(word, entry, light, cooler)
        light = entry.light or light
        lines.append(_line(entry, on, is_sign))
        lines.extend(
            KnownLine(on, KnownKind.PROMISE, text, entry.table, entry.record_id) for text in entry.promises
        )
    return lines


def _is_sign(word: str, entry: TimelineEntry, light: Light | None, cooler: set[int]) -> bool:
    if entry.kind is EntryKind.CONTACT:
        return entry.record_id in cooler
    if entry.light is not None:
        return worsened(light, entry.light)
    if entry.kind is EntryKind.EVENT:
        return entry.title != EventKind.NOTICE.label
    return word in _SIGNS


def _line(entry: TimelineEntry, on: date, is_sign: bool) -> KnownLine:
    text = " · ".join(filter(None, (entry.title, entry.aside, entry.remark)))
    detail = "\n".join(filter(None, (entry.words, entry.detail)))
    return KnownLine(
        on, _KINDS[entry.kind], text, entry.table, entry.record_id, is_sign=is_sign, detail=detail
    )


def _cooler(journal: JournalReader, client_id: int, first: date, notice_on: date) -> set[int]:
    """Return the contacts in which they sounded cooler than usual, or that they cancelled."""
    query = Interaction.select(key_of(Interaction)).where(
        (Interaction.client == client_id)
        & (Interaction.kind != Kind.NOTE)
        & Interaction.trashed_at.is_null()
        & (Interaction.occurred_at >= datetime.combine(first, time()))
        & (Interaction.occurred_at < datetime.combine(notice_on, time()))
        & ((Interaction.tone <= _COOLER) | (Interaction.outcome == Outcome.CANCELLED_BY_CLIENT))
    )
    return {number for (number,) in journal.tuples(query)}


def _quiet(before: Before, first: date, journal: JournalReader, client_id: int) -> list[KnownLine]:
    """Return what did not happen: talks, promised things, answers."""
    notice_on, lines = before.notice_on, []
    for begun, beyond, until in silences(before.talks, before.since, notice_on, before.rhythm.max_days):
        if until > first:
            record = _talk_on(journal, client_id, begun)
            table, number = ("client", client_id) if record is None else ("interaction", record)
            text = _silence_words((until - begun).days, before.rhythm.max_days)
            on = max(beyond, first)
            lines.append(KnownLine(on, KnownKind.SILENCE, text, table, number, is_sign=True, until=until))
    for one, due, end in late_promises(before.promises, first, notice_on):
        is_over = one.ended_on is not None and one.ended_on <= end
        text = _late_words(one.text, (end - due).days, is_over=is_over or end < notice_on)
        on = max(due + _DAY, first)
        lines.append(
            KnownLine(on, KnownKind.PROMISE, text, "promise", one.promise_id, is_sign=True, until=end)
        )
    for message in before.messages:
        if first <= message.written_on < notice_on:
            text = _("They wrote, and nobody had answered by the notice")
            line = KnownLine(
                message.written_on, KnownKind.CONTACT, text, "interaction", message.interaction_id
            )
            lines.append(replace(line, is_sign=True, detail=message.words))
    return lines


def _silence_words(days: int, at_most: int) -> str:
    return ngettext(
        "{n} day without a talk; at most {most} were agreed",
        "{n} days without a talk; at most {most} were agreed",
        days,
    ).format(n=formats.number(days), most=formats.number(at_most))


def _late_words(text: str, days: int, *, is_over: bool) -> str:
    if is_over:
        late = ngettext("Promise {n} day late: {text}", "Promise {n} days late: {text}", days)
    else:
        late = ngettext(
            "Promise {n} day late by the notice: {text}", "Promise {n} days late by the notice: {text}", days
        )
    return late.format(n=formats.number(days), text=text)


def _talk_on(journal: JournalReader, client_id: int, day: date) -> int | None:
    """Return the last contact of a day that counts."""
    query = (
        Interaction.select(key_of(Interaction))
        .where(
            (Interaction.client == client_id)
            & Interaction.counts_as_contact
            & Interaction.trashed_at.is_null()
            & (Interaction.occurred_at >= datetime.combine(day, time()))
            & (Interaction.occurred_at < datetime.combine(day + _DAY, time()))
        )
        .order_by(Interaction.occurred_at.desc())
    )
    found = journal.value(query)
    return None if found is None else int(found)


def _goals(journal: JournalReader, client_id: int, first: date, notice_on: date) -> list[KnownLine]:
    """Return the periods that ended off target; the first of a run of them is the sign."""
    lines = []
    agreed = [one for one in agreements(journal, client_id) if one.is_binding]
    keys = {line.line_key: one.agreement_id for one in reversed(agreed) for line in one.lines}
    for key, agreement_id in keys.items():
        history = goal_history(journal, client_id, key, today=notice_on)
        was_off = False
        for point in history.points:
            is_off, on = point.status is KpiStatus.OFF_TRACK, point.period.last
            if is_off and first <= on < notice_on:
                text = _("{name} off target: {value}, agreed {target}").format(
                    name=history.line.name,
                    value=_figure(point.point.value),
                    target=point.target_words,
                )
                lines.append(
                    KnownLine(
                        on, KnownKind.NUMBER, text, "kpi_agreement", agreement_id,
                        is_sign=not was_off, detail=point.note,
                    )
                )  # fmt: skip
            was_off = is_off
    return lines


def _figure(value: Decimal | None) -> str:
    return _("no number") if value is None else formats.number(value)


def _invoices(journal: JournalReader, client_id: int, first: date, notice_on: date) -> list[KnownLine]:
    lines = []
    for one in client_invoices(journal, client_id):
        if one.due_on is None:
            continue
        on, end = one.due_on + _DAY, min(one.paid_on or notice_on, notice_on)
        days = (end - one.due_on).days
        if one.days_late(notice_on) is None or days <= 0 or not first <= on < notice_on:
            continue
        called = _("Invoice {number}").format(number=one.number) if one.number else _("An invoice")
        text = ngettext("{invoice} {n} day late", "{invoice} {n} days late", days).format(
            invoice=called, n=formats.number(days)
        )
        lines.append(
            KnownLine(
                on, KnownKind.INVOICE, text, "invoice", one.invoice_id,
                is_sign=days > _INVOICE_DAYS, until=end,
            )
        )  # fmt: skip
    return lines


def _added(journal: JournalReader, post_mortem_id: int | None) -> list[KnownLine]:
    if post_mortem_id is None:
        return []
    return [
        KnownLine(
            one.happened_on, KnownKind.OWN, one.text, "timeline_note", number,
            detail=one.source, known_then=one.known_then,
        )
        for number, one in timeline_notes(journal, post_mortem_id)
    ]  # fmt: skip
