"""The light of every client: what the facts say, what you say, and since when.

Lights follow from the journal and the day; nothing here is stored but the daily notes of
``light_history``, which tell since when a light is as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from peewee import Query

from retention_journal.core import light_words
from retention_journal.core.errors import NotFoundError
from retention_journal.core.light import Assessment, Level, Light, SignalId
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.light_rules import LightRules
from retention_journal.i18n import _
from retention_journal.services.judging import Judged, asked_now, fact_text, judged
from retention_journal.services.light_facts import Asked
from retention_journal.services.light_history import Turn, turns
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, key_of


@dataclass(frozen=True)
class Fact:
    """One signal in words.

    Attributes:
        record: The record it stands in; None where there is no single one.
    """

    signal: SignalId
    level: Level
    text: str
    record: RecordRef | None


@dataclass(frozen=True)
class ClientLight:
    """A client's light as it is told.

    Attributes:
        since: The first day it was this light; None where the journal does not go back that far.
        before: The light before it, and for how many days it was that; None where it is not known.
        headline: "Act now since Tuesday (was Watch for 9 days)".
        reasons: The facts that are amber or red, those that weigh most first.
        facts: All seventeen, in the order of the rules.
        to_green: What would turn it green, each a short sentence.
        not_known: What is not known, each a few words.
        override_line: Your own judgement beside the facts, in words; "" where there is none.
    """

    client_id: int
    uid: str
    name: str
    light: Light
    judged: Judged
    since: date | None
    before: Light | None
    before_days: int
    headline: str
    reasons: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    to_green: tuple[str, ...]
    not_known: tuple[str, ...]
    override_line: str


def client_light(journal: JournalReader, client_id: int, now: datetime) -> ClientLight | None:
    """Return one client's light in words; None where they are no longer, or not yet, a client.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    if not journal.tuples(_named((client_id,))):
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
    found = told_lights(journal, now, (client_id,))
    return found[0] if found else None


def told_lights(
    journal: JournalReader, now: datetime, only: Collection[int] | None = None
) -> list[ClientLight]:
    """Return the lights of the clients you have in words, in the order of their names."""
    asked = asked_now(journal, now, only)
    everyone = judged(journal, now, only)
    history = turns(journal, asked, _uids(journal, only))
    return [
        _told(one, uid, name, asked, history.get(uid, ()))
        for number, uid, name in journal.tuples(_named(only))
        if (one := everyone.get(number)) is not None
    ]


def would_change(journal: JournalReader, now: datetime, rules: LightRules) -> list[tuple[str, Light, Light]]:
    """Return whose light would be another with ``rules``: name, light now, light then, by name."""
    before, after = judged(journal, now), judged(journal, now, rules=rules)
    return [
        (name, before[number].light, after[number].light)
        for number, _uid, name in journal.tuples(_named(None))
        if number in before and before[number].light is not after[number].light
    ]


def _named(only: Collection[int] | None) -> Query:
    query = (
        Client.select(key_of(Client), Client.uid, Client.name)
        .where(Client.trashed_at.is_null())
        .order_by(Client.sort_key, key_of(Client))
    )
    return query if only is None else query.where(key_of(Client).in_(only))


def _uids(journal: JournalReader, only: Collection[int] | None) -> Mapping[str, int]:
    return {uid: number for number, uid, _name in journal.tuples(_named(only))}


def _told(one: Judged, uid: str, name: str, asked: Asked, history: tuple[Turn, ...]) -> ClientLight:
    known, found = one.known, one.assessment
    facts = tuple(
        Fact(signal.id, signal.level, fact_text(one, signal.id, asked), signal.record)
        for signal in found.signals
    )
    by_id = {fact.signal: fact for fact in facts}
    since, before, days = _since(found.light, history, asked.today, known.start_date)
    return ClientLight(
        client_id=known.client_id,
        uid=uid,
        name=name,
        light=found.light,
        judged=one,
        since=since,
        before=before,
        before_days=days,
        headline=light_words.headline(found.light, since, before, days, asked.today),
        reasons=tuple(by_id[signal.id] for signal in found.reasons),
        facts=facts,
        to_green=light_words.way_to_green(found.signals, known, asked.now, asked.rules, asked.working),
        not_known=light_words.not_known(found.signals, known, asked.rules),
        override_line=_judgement(found, asked.today),
    )


def _judgement(found: Assessment, today: date) -> str:
    if found.override is None:
        return ""
    return light_words.override_line(found.override, found.facts_light, len(found.reasons), today)


def _since(
    light: Light, history: tuple[Turn, ...], today: date, start: date | None
) -> tuple[date | None, Light | None, int]:
    """Return since when a light is as it is, the one before it, and for how many days it was that.

    Args:
        light: The light now.
        history: Its turns, the oldest first.
        today: The day asked about.
        start: First day as a client; a light that never turned is known since then at the earliest, and not
            known where nobody looked back that far.
    """
    turned = [turn for turn in history if turn.on <= today]
    if turned and turned[-1].light is not light:
        turned.append(Turn(today, light))
    if not turned:
        return None, None, 0
    now, *earlier = reversed(turned)
    if not earlier:
        return (now.on if start is not None and start >= now.on else None), None, 0
    return now.on, earlier[0].light, (now.on - earlier[0].on).days
