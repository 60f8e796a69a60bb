"""Why a client is called this morning, in sentences, each with the record it stands in.

Source: rules, section 5, "What the person sees at nine".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from retention_journal.core import formats
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Level, Light, SignalId
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.nine import Place
from retention_journal.core.soft_signals import silence_days
from retention_journal.i18n import _, ngettext
from retention_journal.services.judging import Judged, fact_text
from retention_journal.services.light_facts import Asked
from retention_journal.services.planned_calls import Planned


@dataclass(frozen=True)
class Why:
    """One reason to call, in a sentence, with the record it stands in."""

    lane: Lane
    text: str
    record: RecordRef | None = None
    level: Level = Level.OK


def reasons_of(place: Place, one: Judged, planned: Sequence[Planned], asked: Asked) -> tuple[Why, ...]:
    """Return why a client has a place, the reasons of its lane first; never nothing.

    Args:
        place: The place on the list, or among those who wait.
        one: The client with its light.
        planned: The calls that are set with this client.
        asked: The moment asked about, and the rules.
    """
    found = [*_set_by_hand(place, planned, asked)]
    levels = {signal.record: signal.level for signal in one.assessment.reasons}
    for owed in place.owed:
        is_complaint = owed.record is not None and owed.record.type == "incident"
        level = levels.get(owed.record) if is_complaint else None
        found.append(Why(Lane.YOU_OWE, owed.what, owed.record, level or _owed_level(owed.due, asked)))
    for change in place.changed:
        level = levels.get(change.record, Level.AMBER) if change.record else Level.AMBER
        found.append(Why(Lane.CHANGED, change.what, change.record, level))
    told = {why.record for why in found}
    for signal in one.assessment.reasons:
        if signal.record is None or signal.record not in told:
            lane = Lane.KEEP_CLOSE if signal.id is SignalId.SILENCE else Lane.CHANGED
            found.append(Why(lane, fact_text(one, signal.id, asked), signal.record, signal.level))
    found += [Why(Lane.GOOD_NEWS, news.what, news.record) for news in place.news]
    is_silent = any(signal.id is SignalId.SILENCE for signal in one.assessment.reasons)
    if not found or (place.lane is Lane.KEEP_CLOSE and not is_silent):
        level = Level.OK if one.light is Light.GREEN else Level.UNKNOWN
        found.append(Why(Lane.KEEP_CLOSE, _quiet(one, asked), None, level))
    return tuple(_each_once(sorted(found, key=lambda why: why.lane is not place.lane)))


def _each_once(reasons: Iterable[Why]) -> Iterable[Why]:
    texts: set[str] = set()
    for why in reasons:
        if why.text not in texts:
            texts.add(why.text)
            yield why


def _owed_level(due: datetime, asked: Asked) -> Level:
    return Level.RED if due.date() < asked.today else Level.AMBER


def _set_by_hand(place: Place, planned: Sequence[Planned], asked: Asked) -> Iterable[Why]:
    """Yield the calls you set yourself; those they asked for are owed."""
    for call in planned:
        if call.due_at.date() > asked.today or call.asked_by_client:
            continue
        at = formats.clock(call.due_at)
        has_hour = call.has_hour and call.due_at.date() == asked.today  # an hour of today, or none
        if has_hour and call.why:
            text = _("You set this call for {time}: {why}").format(time=at, why=call.why)
        elif has_hour:
            text = _("You set this call for {time}.").format(time=at)
        elif call.why:
            text = _("You set this call: {why}").format(why=call.why)
        else:
            text = _("You set this call.")
        yield Why(place.lane, text, None, Level.UNKNOWN)


def _quiet(one: Judged, asked: Asked) -> str:
    days = silence_days(one.known, asked.today, asked.rules)
    if days is None:
        return _("You have not talked yet.")
    if one.light is not Light.GREEN:
        return ngettext("{n} day since you talked.", "{n} days since you talked.", days).format(n=days)
    return _(
        "{n} of {ideal} days, and nothing is burning: that is why. Quiet clients are the easiest to overlook."
    ).format(n=days, ideal=one.known.rhythm.ideal_days)
