"""Lessons that apply to a client now, and what was answered: told once, a lesson does not nag.

Answers are kept as settings of the journal under the lesson's, the client's and the happening's own id, so
that one undo takes an answer back, and a lesson goes on where the client it came from is no longer there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from peewee import fn

from retention_journal.core.clients import LIVING
from retention_journal.core.incidents import IncidentKind, IncidentState
from retention_journal.core.lesson_triggers import (
    FRESH_DAYS,
    Answer,
    Applies,
    Happening,
    LivingClient,
    Trigger,
    applying,
)
from retention_journal.core.lessons import LessonState, TriggerKind
from retention_journal.core.light import Level
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.nine import News
from retention_journal.i18n import _
from retention_journal.services.incidents import called
from retention_journal.services.judging import judged
from retention_journal.services.lessons import LessonView, lessons
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import (
    Cause,
    Client,
    ClientEvent,
    Contact,
    ContactRole,
    Incident,
    Lesson,
    Setting,
    key_of,
)

_ANSWER = "lesson_answer"
#: Names of settings that begin so, and no other: "!" is the sign after the blank.
_FIRST, _BEYOND = f"{_ANSWER} ", f"{_ANSWER}!"
#: What was done longer ago than this is no news any more. Source: services/good_news.py, as all news.
_NEWS_DAYS = 14
_LIGHTS = frozenset({Level.AMBER, Level.RED})
_Happened = defaultdict[int, list[Happening]]


def applying_now(
    journal: JournalReader, now: datetime, known: Iterable[LessonView] | None = None
) -> list[Applies]:
    """Return which lesson in use applies to which client at ``now``, and was not answered for it yet.

    Args:
        journal: Where to look.
        now: The moment on the wall clock here.
        known: The lessons in use, where they are at hand; None asks the journal.
    """
    in_use = lessons(journal, LessonState.ACTIVE) if known is None else known
    triggers = [
        Trigger(one.id, one.uid, one.trigger_kind, one.trigger_value)
        for one in in_use
        if one.trigger_kind is not TriggerKind.NONE and one.state is LessonState.ACTIVE
    ]
    if not triggers:
        return []
    clients = _clients(journal, {one.kind for one in triggers}, now)
    return applying(triggers, clients, _answered(journal), now.date())


def answer_lesson(journal: Journal, one: Applies, answer: Answer, *, today: date) -> None:
    """Say what became of a lesson at a client; for this occurrence it is not shown there again."""
    name = " ".join((_ANSWER, *one.key))
    value = {"answer": answer.value, "on": today.isoformat(), "client_id": one.client_id}
    label = _("Done for them") if answer is Answer.DONE else _("Not for them")
    with journal.change(label) as change:
        if not change.update_where(Setting, Setting.name == name, value=value):
            change.insert(Setting, name=name, value=value)


def applied_for_them(
    journal: JournalReader, talks: Mapping[int, date], today: date
) -> Iterator[tuple[int, News]]:
    """Yield by client which lesson was applied for it lately and was not told yet.

    Args:
        journal: Where to look.
        talks: The last talk with each client.
        today: The day asked about; news of more than 14 days is none.

    Source: rules, section 5, lane 3.
    """
    kept = [
        (name.split(" ", 3)[1:3], date.fromisoformat(value["on"]))
        for name, value in _kept(journal)
        if value["answer"] == Answer.DONE
    ]
    fresh = [
        (lesson, client, on)
        for (lesson, client), on in kept
        if client and on <= today <= on + timedelta(days=_NEWS_DAYS)
    ]
    if not fresh:
        return
    learnt = _by_uid(journal, Lesson, {lesson for lesson, _client, _on in fresh}, Lesson.text)
    clients = _by_uid(journal, Client, {client for _lesson, client, _on in fresh}, Client.name)
    for lesson, client, on in fresh:
        if lesson in learnt and client in clients and talks.get(clients[client][0], date.max) <= on:
            number, text = learnt[lesson]
            told = _("A lesson you learnt was applied for them: “{lesson}”").format(lesson=text)
            yield clients[client][0], News(on, told, RecordRef("lesson", number))


def _clients(journal: JournalReader, kinds: Collection[TriggerKind], now: datetime) -> list[LivingClient]:
    today = now.date()
    happened: _Happened = defaultdict(list)
    if TriggerKind.CONTACT_LEFT in kinds:
        _add_left(journal, happened, today)
    if {TriggerKind.INCIDENT_KIND, TriggerKind.CAUSE_KIND} & set(kinds):
        _add_incidents(journal, happened, today)
    if TriggerKind.EVENT_KIND in kinds:
        _add_events(journal, happened, today)
    if TriggerKind.SIGNAL in kinds:
        _add_signals(journal, happened, now)
    contacts = _contacts(journal, today) if TriggerKind.NEW_CLIENT in kinds else {}
    query = Client.select(
        key_of(Client), Client.uid, Client.name, Client.engagement_type, Client.start_date
    ).where(Client.trashed_at.is_null() & Client.status.in_(list(LIVING)))
    return [
        LivingClient(number, uid, name, kind, start, contacts.get(number, 0), tuple(happened.get(number, ())))
        for number, uid, name, kind, start in journal.tuples(query)
    ]


def _contacts(journal: JournalReader, today: date) -> dict[int, int]:
    query = (
        ContactRole.select(ContactRole.client, fn.COUNT(key_of(ContactRole)))
        .where(ContactRole.trashed_at.is_null())
        .where(ContactRole.valid_to.is_null() | (ContactRole.valid_to >= today))
        .group_by(ContactRole.client)
    )
    return dict(journal.tuples(query))


def _add_left(journal: JournalReader, happened: _Happened, today: date) -> None:
    query = (
        ContactRole.select(ContactRole.client, ContactRole.uid, ContactRole.valid_to, Contact.display_name)
        .join(Contact, on=ContactRole.contact == key_of(Contact))
        .where(ContactRole.trashed_at.is_null() & Contact.trashed_at.is_null())
        .where(ContactRole.valid_to.between(_since(today), today))
    )
    for client, uid, on, name in journal.tuples(query):
        happened[client].append(Happening(TriggerKind.CONTACT_LEFT, "", on, uid, name))


def _add_incidents(journal: JournalReader, happened: _Happened, today: date) -> None:
    query = Incident.select(
        key_of(Incident), Incident.client, Incident.uid, Incident.received_at, Incident.kind,
        Incident.title, Incident.client_words,
    ).where(
        Incident.trashed_at.is_null()
        & (Incident.state != IncidentState.WITHDRAWN)
        & (Incident.received_at >= instant(datetime.combine(_since(today), time.min)))
    )  # fmt: skip
    came: dict[int, tuple[int, date, str]] = {}
    for number, client, uid, at, kind, title, words in journal.tuples(query):
        on = on_the_wall(at).date()
        came[number] = client, on, uid
        told = called(title, words, IncidentKind(kind))
        happened[client].append(Happening(TriggerKind.INCIDENT_KIND, kind, on, uid, told))
    causes = Cause.select(Cause.incident, Cause.kind).where(
        Cause.trashed_at.is_null() & Cause.incident.in_(list(came))
    )
    for number, kind in journal.tuples(causes):
        client, on, uid = came[number]
        happened[client].append(Happening(TriggerKind.CAUSE_KIND, kind, on, uid))


def _add_events(journal: JournalReader, happened: _Happened, today: date) -> None:
    query = ClientEvent.select(
        ClientEvent.client, ClientEvent.uid, ClientEvent.happened_on, ClientEvent.kind
    ).where(
        ClientEvent.trashed_at.is_null()
        & ClientEvent.settled_on.is_null()
        & ClientEvent.happened_on.between(_since(today), today)
    )
    for client, uid, on, kind in journal.tuples(query):
        happened[client].append(Happening(TriggerKind.EVENT_KIND, kind, on, uid))


def _add_signals(journal: JournalReader, happened: _Happened, now: datetime) -> None:
    for client, one in judged(journal, now).items():
        for signal in one.assessment.signals:
            if signal.level in _LIGHTS:
                record = f"{signal.record.type} {signal.record.id}" if signal.record else ""
                happened[client].append(Happening(TriggerKind.SIGNAL, signal.id, None, record))


def _since(today: date) -> date:
    return today - timedelta(days=FRESH_DAYS - 1)


def _kept(journal: JournalReader) -> list[tuple[str, dict[str, str]]]:
    query = Setting.select(Setting.name, Setting.value).where(
        Setting.trashed_at.is_null() & (Setting.name >= _FIRST) & (Setting.name < _BEYOND)
    )
    return [(name, value) for name, value in journal.tuples(query)]


def _answered(journal: JournalReader) -> dict[tuple[str, str, str], date]:
    found = {}
    for name, value in _kept(journal):
        _answer, lesson, client, occurrence = name.split(" ", 3)
        found[lesson, client, occurrence] = date.fromisoformat(value["on"])
    return found


def _by_uid(
    journal: JournalReader, table: type[Lesson | Client], uids: Collection[str], words: object
) -> dict[str, tuple[int, str]]:
    query = table.select(table.uid, key_of(table), words).where(
        table.trashed_at.is_null() & table.uid.in_(list(uids))
    )
    return {uid: (number, text) for uid, number, text in journal.tuples(query)}
