"""How each kind of record is told on a client's timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from peewee import JOIN

from retention_journal.core import formats
from retention_journal.core.contacts import Kind
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.core.timeline import (
    Answered,
    EntryKind,
    TimelineEntry,
    contact_aside,
    contact_title,
    earliness,
    promise_came_some_day,
    promise_days,
    promise_kept,
    promise_made,
)
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.i18n import _, ngettext
from retention_journal.services import incident_happenings
from retention_journal.services.light_happenings import Moments, events, turns
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.people import first_name
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    CheckIn,
    ClosingConversation,
    Contact,
    ContactRole,
    Interaction,
    InteractionContact,
    KpiAgreement,
    KpiLine,
    Loss,
    Measurement,
    Promise,
    Report,
    key_of,
)

_END_OF_DAY = time(23, 59)


def _contacts(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    people, promised = _taking_part(journal, moments), _promised_in(journal, moments)
    query = (
        Interaction.select(
            key_of(Interaction), Interaction.kind, Interaction.direction, Interaction.outcome,
            Interaction.duration_min, Interaction.summary, Interaction.client_words, Interaction.tone,
            CheckIn.all_ok, CheckIn.delivery_as_expected, CheckIn.else_answer, CheckIn.else_to_help,
        )
        .join(
            CheckIn,
            JOIN.LEFT_OUTER,
            on=(CheckIn.interaction == key_of(Interaction)) & CheckIn.trashed_at.is_null(),
        )
        .where(key_of(Interaction).in_(list(moments)))
    )  # fmt: skip
    entries = []
    for record, kind, direction, outcome, minutes, summary, words, tone, *answers in journal.tuples(query):
        entries.append(
            TimelineEntry(
                EntryKind.NOTE if kind is Kind.NOTE else EntryKind.CONTACT,
                "interaction",
                record,
                moments[record],
                True,
                contact_title(kind, direction, outcome, people.get(record, [])),
                aside=contact_aside(kind, outcome, minutes, tone),
                detail=summary,
                words=words,
                answers=_answers(answers),
                promises=tuple(promised.get(record, ())),
                contact_kind=kind,
                is_private=kind is Kind.NOTE,
            )
        )
    return entries


def _answers(answers: Sequence[Any]) -> tuple[Answered, ...]:
    all_ok, as_expected, anything, what_else = answers
    told = []
    if all_ok is not None:
        told.append(Answered(_("Is all OK?"), _("{answer}.").format(answer=all_ok.label)))
    if as_expected is not None:
        told.append(Answered(_("Works as expected?"), _("{answer}.").format(answer=as_expected.label)))
    if what_else:
        told.append(Answered(_("Anything else?"), what_else))
    elif anything is not None:
        told.append(Answered(_("Anything else?"), _("{answer}.").format(answer=anything.label)))
    return tuple(told)


def _taking_part(journal: JournalReader, moments: Moments) -> dict[int, list[str]]:
    query = (
        InteractionContact.select(InteractionContact.interaction, Contact.display_name)
        .join(Contact)
        .where(
            InteractionContact.interaction.in_(list(moments))
            & InteractionContact.trashed_at.is_null()
            & Contact.trashed_at.is_null()
        )
        .order_by(key_of(InteractionContact))
    )
    people: dict[int, list[str]] = defaultdict(list)
    for record, name in journal.tuples(query):
        people[record].append(first_name(name))
    return people


def _promised_in(journal: JournalReader, moments: Moments) -> dict[int, list[str]]:
    query = (
        Promise.select(Promise.interaction, Promise.text, Promise.direction, Promise.due_at)
        .where(Promise.interaction.in_(list(moments)) & Promise.trashed_at.is_null())
        .order_by(key_of(Promise))
    )
    promised: dict[int, list[str]] = defaultdict(list)
    for record, text, direction, due_at in journal.tuples(query):
        promised[record].append(promise_made(text, direction, due_at and due_at.date()))
    return promised


_STATES = {PromiseState.RELEASED, PromiseState.BROKEN}


def _promised(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    query = Promise.select(
        key_of(Promise), Promise.text, Promise.direction, Promise.due_at, Promise.state
    ).where(key_of(Promise).in_(list(moments)))
    return [
        TimelineEntry(
            EntryKind.PROMISE,
            "promise",
            record,
            moments[record],
            False,
            promise_made(text, direction, due_at and due_at.date()),
            aside=state.label[:1].lower() + state.label[1:] if state in _STATES else "",
        )
        for record, text, direction, due_at, state in journal.tuples(query)
    ]


def _kept(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    query = Promise.select(
        key_of(Promise), Promise.text, Promise.direction, Promise.due_at, Promise.state, Promise.remark
    ).where(key_of(Promise).in_(list(moments)))
    entries = []
    working = working_days_of(journal, max(moments.values()).date()) if moments else MONDAY_TO_FRIDAY
    for record, text, direction, due_at, state, remark in journal.tuples(query):
        at, due = moments[record], due_at and due_at.date()
        days = promise_days(due, at.date())
        entries.append(
            TimelineEntry(
                EntryKind.PROMISE,
                "promise",
                record,
                at,
                at.time() not in {time.min, _END_OF_DAY},
                promise_kept(text, direction),
                detail=f"{days} {remark}".strip(),
                remark=earliness(due, at.date(), working),
                is_late=state is PromiseState.KEPT_LATE and direction is PromiseDirection.OURS,
            )
        )
    return entries


def _kept_some_day(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    query = Promise.select(key_of(Promise), Promise.text, Promise.direction, Promise.remark).where(
        key_of(Promise).in_(list(moments))
    )
    return [
        TimelineEntry(
            EntryKind.PROMISE,
            "promise",
            record,
            moments[record],
            False,
            promise_kept(text, direction),
            aside=_("day not known"),
            detail=f"{promise_came_some_day(moments[record].date())} {remark}".strip(),
        )
        for record, text, direction, remark in journal.tuples(query)
    ]


def _agreed(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    goals: dict[int, list[str]] = defaultdict(list)
    lines = (
        KpiLine.select(KpiLine.agreement, KpiLine.name)
        .where(KpiLine.agreement.in_(list(moments)) & KpiLine.trashed_at.is_null())
        .order_by(KpiLine.position, key_of(KpiLine))
    )
    for agreement, name in journal.tuples(lines):
        goals[agreement].append(name)
    query = (
        KpiAgreement.select(
            key_of(KpiAgreement), KpiAgreement.version, KpiAgreement.agreed_how,
            KpiAgreement.change_reason, KpiAgreement.client_words, Contact.display_name,
        )
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == KpiAgreement.agreed_by))
        .where(key_of(KpiAgreement).in_(list(moments)))
    )  # fmt: skip
    entries = []
    for record, version, how, reason, words, person in journal.tuples(query):
        number = len(goals[record])
        first = ngettext("Agreed on {n} goal", "Agreed on {n} goals", number).format(n=number)
        again = ngettext("Agreed again, on {n} goal", "Agreed again, on {n} goals", number).format(n=number)
        with_whom = _("with {who}").format(who=first_name(person)) if person else ""
        entries.append(
            TimelineEntry(
                EntryKind.AGREEMENT,
                "kpi_agreement",
                record,
                moments[record],
                False,
                first if version == 1 else again,
                aside=" · ".join(filter(None, (with_whom, how.label if how else ""))),
                detail=" ".join(filter(None, (reason, ", ".join(goals[record])))),
                words=words,
            )
        )
    return entries


def _numbers(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    name = (
        KpiLine.select(KpiLine.name)
        .where((KpiLine.line_key == Measurement.line_key) & KpiLine.trashed_at.is_null())
        .order_by(key_of(KpiLine).desc())
        .limit(1)
    )
    query = Measurement.select(
        key_of(Measurement), Measurement.value, Measurement.note, Measurement.period_start, name
    ).where(key_of(Measurement).in_(list(moments)))
    return [
        TimelineEntry(
            EntryKind.NUMBER,
            "measurement",
            record,
            moments[record],
            False,
            _("{name}: {value}").format(name=known or _("Number"), value=formats.number(value)),
            aside=formats.month(start),
            detail=note,
        )
        for record, value, note, start, known in journal.tuples(query)
    ]


def _reports(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    query = Report.select(
        key_of(Report), Report.number, Report.period_start, Report.headline, Report.client_reply
    ).where(key_of(Report).in_(list(moments)))
    return [
        TimelineEntry(
            EntryKind.REPORT,
            "report",
            record,
            moments[record],
            True,
            _("Report for {month}").format(month=formats.month_within(start)),
            aside=_("number {n}").format(n=number),
            detail=headline,
            words=reply,
        )
        for record, number, start, headline, reply in journal.tuples(query)
    ]


def _losses(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    query = Loss.select(
        key_of(Loss), Loss.kind, Loss.primary_reason, Loss.reason_certainty, Loss.their_words
    ).where(key_of(Loss).in_(list(moments)))
    return [
        TimelineEntry(
            EntryKind.CHANGE,
            "loss",
            record,
            moments[record],
            False,
            kind.label,
            aside=certainty.label[:1].lower() + certainty.label[1:],
            detail=reason.label,
            words=words,
        )
        for record, kind, reason, certainty, words in journal.tuples(query)
    ]


def _closings(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    query = (
        ClosingConversation.select(
            key_of(ClosingConversation), ClosingConversation.what_was_good,
            ClosingConversation.what_could_be_better, ClosingConversation.advice_1,
            ClosingConversation.advice_2, ClosingConversation.advice_3, Contact.display_name,
        )
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == ClosingConversation.with_contact))
        .where(key_of(ClosingConversation).in_(list(moments)))
    )  # fmt: skip
    entries = []
    for record, good, better, *advice, person in journal.tuples(query):
        asked = (
            (_("What was good?"), good),
            (_("What could be better?"), better),
            (_("Their advice"), "\n".join(filter(None, advice))),
        )
        entries.append(
            TimelineEntry(
                EntryKind.CHANGE,
                "closing_conversation",
                record,
                moments[record],
                False,
                _("Closing conversation"),
                aside=_("with {who}").format(who=first_name(person)) if person else "",
                answers=tuple(Answered(question, said) for question, said in asked if said),
            )
        )
    return entries


def _left(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    after = Contact.alias("after")
    query = (
        ContactRole.select(
            key_of(ContactRole), Contact.display_name, ContactRole.end_reason, after.display_name
        )
        .join(Contact, on=(key_of(Contact) == ContactRole.contact))
        .join(after, JOIN.LEFT_OUTER, on=(after.id == ContactRole.successor))
        .where(key_of(ContactRole).in_(list(moments)) & Contact.trashed_at.is_null())
    )
    return [
        TimelineEntry(
            EntryKind.CHANGE,
            "contact_role",
            record,
            moments[record],
            False,
            _("{name} left").format(name=name),
            aside=_("{name} came after").format(name=successor) if successor else "",
            detail=reason,
        )
        for record, name, reason, successor in journal.tuples(query)
    ]


#: By the words of ``timeline``'s sources.
MAKERS: dict[str, Callable[[JournalReader, Moments], list[TimelineEntry]]] = {
    "contact": _contacts,
    "note": _contacts,
    "promised": _promised,
    "kept": _kept,
    "kept_some_day": _kept_some_day,
    "agreed": _agreed,
    "number": _numbers,
    "report": _reports,
    "loss": _losses,
    "closing": _closings,
    "left": _left,
    "event": events,
    "turn": turns,
    **incident_happenings.MAKERS,
}
