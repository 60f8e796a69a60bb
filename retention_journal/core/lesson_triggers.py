"""What brings a lesson back before its day: which one applies to which client now, and why.

Source: ideas, 3.10: "new client of that kind, same cause, same month of the year".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.clients import EngagementType
from retention_journal.core.events import EventKind
from retention_journal.core.incidents import CauseKind, IncidentKind
from retention_journal.core.lessons import TriggerKind
from retention_journal.core.light import SignalId
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, Texts, _, ngettext

#: A client is new for so many days. Source: issue 6, task 1; the first three months are the ones at risk.
NEW_DAYS = 90
#: What happened at a client brings a lesson back for so long. Source: rules, S7 (an event weighs 90 days).
FRESH_DAYS = 90
#: What has no record of its own, a signal of the light, is asked about again after so many days.
AGAIN_DAYS = 90
#: What a signal of the light is called where one chooses it.
_SIGNALS = {
    SignalId.COMPLAINT: N_("A complaint waits"),
    SignalId.PROMISE: N_("A promise is late"),
    SignalId.CLIENT_SAID: N_("They said they may leave"),
    SignalId.CONTACT_LEFT: N_("The main contact left"),
    SignalId.SILENCE: N_("It is quiet for too long"),
    SignalId.INVOICE: N_("An invoice is late"),
    SignalId.GOAL: N_("A goal is missed"),
    SignalId.AGREEMENT: N_("The agreement is old"),
    SignalId.REPEAT: N_("It went wrong again"),
    SignalId.CHECK_IN: N_("A check-in was not good"),
    SignalId.EVENT: N_("Something happened there"),
    SignalId.AFTER_CARE: N_("No call after a complaint"),
    SignalId.PAYS_LATER: N_("They pay later"),
    SignalId.ANSWERS_SLOWER: N_("They answer slower"),
    SignalId.ANSWERS_SHORTER: N_("They answer shorter"),
    SignalId.BUYS_LESS: N_("They buy less"),
    SignalId.CANCELS: N_("They put off meetings"),
}
_TERMS: dict[TriggerKind, type[Term]] = {
    TriggerKind.ENGAGEMENT_TYPE: EngagementType,
    TriggerKind.INCIDENT_KIND: IncidentKind,
    TriggerKind.CAUSE_KIND: CauseKind,
    TriggerKind.EVENT_KIND: EventKind,
}


class Answer(Term):
    """What became of a lesson at a client it applied to."""

    DONE = "done", N_("Done for them")
    NOT_FOR_THEM = "not_for_them", N_("Not for them")


@dataclass(frozen=True)
class Trigger:
    """What brings one lesson back; ``uid`` is the lesson's own."""

    lesson_id: int
    uid: str
    kind: TriggerKind
    value: str = ""


@dataclass(frozen=True)
class Happening:
    """Something that happened at a client, or that its light says.

    Attributes:
        value: Which: a value of the enum that the trigger's kind names, or a signal's id; "" where the kind
            asks for none.
        on: When; None where it has no day of its own.
        occurrence: What tells this one from the next: the uid of its record, or "" where it has none.
        told: What it is called beyond its kind, "Marte Eide", or "".
    """

    kind: TriggerKind
    value: str
    on: date | None
    occurrence: str
    told: str = ""


@dataclass(frozen=True)
class LivingClient:
    """A client you have, as far as lessons ask."""

    client_id: int
    uid: str
    name: str
    engagement_type: EngagementType
    start_date: date | None
    contacts: int = 0
    happenings: tuple[Happening, ...] = ()


@dataclass(frozen=True)
class Applies:
    """A lesson that applies now: to a client, or with ``client_id`` None to everybody this month.

    Attributes:
        occurrence: What the answer is kept under, beside the lesson and the client.
        why: "month 2, one contact".
    """

    lesson_id: int
    lesson_uid: str
    client_id: int | None
    client_uid: str
    client: str
    occurrence: str
    why: str
    on: date | None = None

    @property
    def sentence(self) -> str:
        """Why the lesson is here now, "Applies now: Lunde, month 2, one contact."."""
        if self.client_id is None:
            return _("Applies now: {why}.").format(why=self.why)
        return _("Applies now: {client}, {why}.").format(client=self.client, why=self.why)

    @property
    def short(self) -> str:
        """The same where it stands under a heading that says so, "Lunde, month 2, one contact."."""
        told = (
            self.why
            if self.client_id is None
            else _("{client}, {why}").format(client=self.client, why=self.why)
        )
        return f"{told[:1].upper()}{told[1:]}."

    @property
    def key(self) -> tuple[str, str, str]:
        """What an answer is kept under."""
        return self.lesson_uid, self.client_uid, self.occurrence


#: What was answered, and when, under the key of each ``Applies``.
Answered = Mapping[tuple[str, str, str], date]


def applying(
    triggers: Iterable[Trigger], clients: Iterable[LivingClient], answered: Answered, today: date
) -> list[Applies]:
    """Return which lesson applies to which client on ``today``, what is newest first.

    Once answered, a lesson is not shown again for the same client and occurrence; an occurrence without a
    record of its own comes back after 90 days.
    """
    everyone = list(clients)
    found = [
        one
        for trigger in triggers
        if trigger.kind is not TriggerKind.NONE
        for one in _of(trigger, everyone, today)
    ]
    waiting = [one for one in found if not _is_settled(one, answered, today)]
    return sorted(waiting, key=lambda one: (-(one.on or date.min).toordinal(), one.client, one.lesson_id))


def value_label(kind: TriggerKind, value: str) -> str:
    """Return what a trigger's value is called, or "" where the kind has none or nothing fits it."""
    return dict(values_of(kind)).get(value, "")


def values_of(kind: TriggerKind) -> list[tuple[str, str]]:
    """Return what can be chosen for a kind of trigger, as values and names; none where it needs none."""
    return _values(kind, i18n.texts_in(i18n.language()))


def told(kind: TriggerKind, value: str) -> str:
    """Return what brings a lesson back, in a few words: "A new client of this kind: Project"."""
    return told_in(kind, value, i18n.texts_in(i18n.language()))


def told_in(kind: TriggerKind, value: str, texts: Texts, language: str | None = None) -> str:
    """Return the same in the language of ``texts``, such as a sheet's; "" where nothing brings it back."""
    if kind is TriggerKind.NONE:
        return ""
    named = dict(_values(kind, texts, language)).get(value, "")
    if kind is TriggerKind.MONTH and named:
        return named[:1].upper() + named[1:]
    if not named:
        return kind.label_in(texts)
    _ = texts.gettext
    return _("{kind}: {value}").format(kind=kind.label_in(texts), value=named)


def month_of_tenure(start: date, today: date) -> int:
    """Return in which month of working together ``today`` lies, 1 for the first."""
    months = (today.year - start.year) * 12 + today.month - start.month
    return max(months + (1 if today.day >= start.day else 0), 1)


def _values(kind: TriggerKind, texts: Texts, language: str | None = None) -> list[tuple[str, str]]:
    if kind in _TERMS:
        return [(str(term.value), term.label_in(texts)) for term in _TERMS[kind]]
    if kind is TriggerKind.SIGNAL:
        return [(signal.value, texts.gettext(name)) for signal, name in _SIGNALS.items()]
    if kind is TriggerKind.MONTH:
        return [(str(month), _month_name(month, language)) for month in range(1, 13)]
    return []


def _of(trigger: Trigger, clients: list[LivingClient], today: date) -> Iterable[Applies]:
    if trigger.kind is TriggerKind.MONTH:
        if trigger.value == str(today.month):
            why = _("it is {month}").format(month=_month_name(today.month))
            yield _applies(trigger, None, str(today.year), why, None)
    elif trigger.kind in {TriggerKind.NEW_CLIENT, TriggerKind.ENGAGEMENT_TYPE}:
        for client in clients:
            if _is_new(client, today) and _is_of_kind(trigger, client):
                why = _new(client, trigger.kind, today)
                yield _applies(trigger, client, f"start {client.start_date}", why, client.start_date)
    else:
        for client in clients:
            if found := _happened(trigger, client, today):
                yield _applies(trigger, client, found.occurrence, _why(found, today), found.on)


def _happened(trigger: Trigger, client: LivingClient, today: date) -> Happening | None:
    """Return the newest happening at a client that is what a lesson waits for."""
    fitting = [
        one
        for one in client.happenings
        if one.kind is trigger.kind
        and one.value in {"", trigger.value}
        and (one.on is None or today - timedelta(days=FRESH_DAYS) < one.on <= today)
    ]
    return max(fitting, key=lambda one: one.on or date.max, default=None)


def _is_new(client: LivingClient, today: date) -> bool:
    start = client.start_date
    return start is not None and start <= today < start + timedelta(days=NEW_DAYS)


def _is_of_kind(trigger: Trigger, client: LivingClient) -> bool:
    return trigger.kind is TriggerKind.NEW_CLIENT or client.engagement_type == trigger.value


def _new(client: LivingClient, kind: TriggerKind, today: date) -> str:
    month = _("month {n}").format(n=month_of_tenure(client.start_date or today, today))
    if kind is TriggerKind.ENGAGEMENT_TYPE:
        return _("{month}, {kind}").format(month=month, kind=client.engagement_type.label.lower())
    if client.contacts == 0:
        return _("{month}, no contact written down").format(month=month)
    if client.contacts == 1:
        return _("{month}, one contact").format(month=month)
    contacts = ngettext("{n} contact", "{n} contacts", client.contacts).format(n=client.contacts)
    return _("{month}, {contacts}").format(month=month, contacts=contacts)


def _why(found: Happening, today: date) -> str:
    named = found.told or value_label(found.kind, found.value)
    day = formats.days_ago(found.on, today) if found.on else ""
    if found.kind is TriggerKind.CONTACT_LEFT:
        return _("{person} left {day}").format(person=named or _("a contact person"), day=day)
    if found.kind is TriggerKind.SIGNAL:
        return _("the light says: {signal}").format(signal=_lower(named))
    return _("{what}, {day}").format(what=_lower(named), day=day) if day else _lower(named)


def _applies(
    trigger: Trigger, client: LivingClient | None, occurrence: str, why: str, on: date | None
) -> Applies:
    return Applies(
        trigger.lesson_id,
        trigger.uid,
        client.client_id if client else None,
        client.uid if client else "",
        client.name if client else "",
        occurrence,
        why,
        on,
    )


def _is_settled(one: Applies, answered: Answered, today: date) -> bool:
    day = answered.get(one.key)
    return day is not None and (bool(one.occurrence) or today < day + timedelta(days=AGAIN_DAYS))


def _month_name(month: int, language: str | None = None) -> str:
    return formats.month_within(date(2001, month, 1), language, year=False)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
