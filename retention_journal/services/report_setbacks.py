"""What a report tells of complaints: what was said to the client already, and each step with its day.

Only what the client knows or was told is read here: their own words, the answer as it was sent, the remedy
agreed, what is changed. What one felt, judged, counted or noted for oneself is not even asked for, except
what kind of complaint it was: the chart of their requests has a line on the day they complained of waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN

from retention_journal import i18n
from retention_journal.core.incidents import OF_WAITING, IncidentKind, IncidentState
from retention_journal.core.moments import instant
from retention_journal.core.periods import DayRange
from retention_journal.core.report import Setback
from retention_journal.services.incidents import last_reopened
from retention_journal.services.report_content import ChosenSetback
from retention_journal.services.report_steps import Happened, steps
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Contact, Incident, key_of


@dataclass(frozen=True)
class _Told:
    """What of a complaint the client said or was told.

    Attributes:
        uid: Its uid.
        who: Who said it on the client's side; "" where nobody is known.
        is_sorry: Whether it was said that one is sorry.
    """

    did_happen: Happened
    uid: str
    words: str
    who: str
    is_sorry: bool
    heard: str
    happened: str
    got_wrong: str
    doing: str
    changed: str
    kind: IncidentKind

    @property
    def is_of_waiting(self) -> bool:
        """Say whether the client complained of waiting, or of coming last."""
        return self.did_happen.is_complaint and self.kind in OF_WAITING


def offered(
    journal: JournalReader, client_id: int, period: DayRange, today: date, language: str
) -> list[ChosenSetback]:
    """Return what a report can tell of the complaints that came in or were open in ``period``, oldest first.

    What the client took back is left out. What one noticed oneself and never told the client is offered,
    but not told unless somebody chooses so: no problem is first told in a report (forms, section 1).

    Args:
        journal: Where to look.
        client_id: Who the report is for.
        period: First and last day that it is about.
        today: Nothing later is known.
        language: BCP 47 tag of the report.
    """
    last = min(period.last, today)
    ended = (Incident.resolved_at, Incident.closed_at)
    begin = _first_moment(period.first)
    condition = Incident.received_at < _first_moment(last + timedelta(days=1))
    for moment in ended:
        condition &= moment.is_null() | (moment >= begin)
    return [_chosen(one, language) for one in _told(journal, client_id, condition)]


def to_choose(chosen: Sequence[ChosenSetback] | None, offers: Sequence[ChosenSetback]) -> list[ChosenSetback]:
    """Return what was chosen, and after it what has come since, which is not told until somebody says so."""
    if chosen is None:
        return list(offers)
    known = {one.incident for one in chosen}
    return [*chosen, *(replace(one, is_told=False) for one in offers if one.incident not in known)]


def setbacks(
    journal: JournalReader,
    client_id: int,
    period: DayRange,
    today: date,
    language: str,
    chosen: Sequence[ChosenSetback] | None = None,
) -> tuple[Setback, ...]:
    """Return what a report tells of complaints, with the steps as the journal has them.

    A complaint that the client took back since, or that is in the trash, is not told.

    Args:
        journal: Where to look.
        client_id: Who the report is for.
        period: First and last day that it is about.
        today: What lies after it is to come.
        language: BCP 47 tag of the report.
        chosen: What to tell; None tells what is offered.
    """
    if chosen is None:
        chosen = offered(journal, client_id, period, today, language)
    told = [one for one in chosen if one.is_told]
    known = _by_uid(journal, client_id, (one.incident for one in told if one.incident))
    made = (
        _setback(one, known.get(one.incident), today, language)
        for one in told
        if not one.incident or one.incident in known
    )
    return tuple(one for one in made if one != Setback(""))


def _chosen(one: _Told, language: str) -> ChosenSetback:
    answered = one.did_happen.answered_at is not None
    return ChosenSetback(
        incident=one.uid,
        is_told=one.did_happen.is_complaint or answered,
        with_words=bool(one.words),
        fact=one.happened if answered else "",
        consequence=one.heard if answered else "",
        did=one.doing if answered else "",
        changed=one.changed,
        apology=_apology(one, language) if answered else "",
    )


def _apology(one: _Told, language: str) -> str:
    """Return what one got wrong as the client was told, and that one is sorry where one said so."""
    sorry = i18n.texts_in(language).gettext("I am sorry for that.") if one.is_sorry else ""
    return " ".join(part for part in (one.got_wrong, sorry) if part)


def _setback(one: ChosenSetback, told: _Told | None, today: date, language: str) -> Setback:
    texts = Setback(one.fact, one.consequence, one.did, one.changed, one.apology)
    if told is None:
        return texts
    texts = replace(
        texts,
        steps=steps(told.did_happen, today, language),
        waiting_told_on=told.did_happen.received_on if told.is_of_waiting else None,
    )
    if not one.with_words or not told.words:
        return texts
    return replace(texts, quote=told.words, who=told.who, said_on=told.did_happen.received_on)


def _by_uid(journal: JournalReader, client_id: int, uids: Iterable[str]) -> dict[str, _Told]:
    wanted = list(uids)
    return {one.uid: one for one in _told(journal, client_id, Incident.uid.in_(wanted))} if wanted else {}


def _told(journal: JournalReader, client_id: int, condition: Any) -> list[_Told]:
    query = (
        Incident.select(
            Incident.uid, Incident.client_words, Contact.display_name, Incident.apology_given != "",
            Incident.answer_heard, Incident.answer_happened, Incident.got_wrong, Incident.answer_doing,
            Incident.process_change, Incident.kind, Incident.is_complaint, Incident.received_at,
            Incident.channel, Incident.answer_due_at, Incident.answered_at, Incident.decided_at,
            Incident.resolved_at, Incident.followed_up_at, Incident.follow_up_on, Incident.closed_at,
            Incident.remedy, last_reopened(),
        )
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == Incident.reported_by))
        .where((Incident.client == client_id) & (Incident.state != IncidentState.WITHDRAWN))
        .where(Incident.trashed_at.is_null() & condition)
        .order_by(Incident.received_at, key_of(Incident))
    )  # fmt: skip
    return [
        _Told(Happened(*rest[6:]), uid, words, who or "", bool(sorry), *rest[:6])
        for uid, words, who, sorry, *rest in journal.tuples(query)
    ]


def _first_moment(day: date) -> datetime:
    return instant(datetime.combine(day, time.min))
