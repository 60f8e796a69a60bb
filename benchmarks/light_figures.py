"""The figures of a client that the lights rest on: as the one SQL statement and as the program has them.

Where the two are the same for every client, the statement works out the same facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks.light_statement import IDS, MOST_DAYS, STATUSES
from retention_journal.core import drifts, hard_signals, soft_signals
from retention_journal.core.cadence import rhythm_of
from retention_journal.core.clients import EngagementType, Status, Tier
from retention_journal.core.contacts import Answer
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light_facts import GoalStanding, Known, Tone
from retention_journal.core.light_rules import LightRules
from retention_journal.core.soft_signals import WARMEST
from retention_journal.services.light_facts import Asked

_DAY = 86_400
_EPOCH = date(1970, 1, 1)
Figures = dict[str, Any]


def told(row: tuple[Any, ...], asked: Asked) -> Figures:
    """Return the figures of a row of the statement by what they are."""
    (
        number, status, tier, engagement, start, ideal, longest, last_id, last_at, tries, last_try,
        ever_promised, ever_role, tone_id, tone, low, usual_tone, off_of_last, off_lately, status_then,
        late, role, left_on, talked_on, said, happened, reply, wait, usual_wait, words, usual_words,
        agreement, confirmed_on, gap, is_asked, standing, check_in, all_ok, works, judgement, light, set_on,
        until, facts, first_open, first_behind, uncalled, lately, late_times, year_times,
    ) = row  # fmt: skip
    then = Status(status_then or status)
    begun = _date(start)
    return {
        "client": number,
        "status": then,
        "rhythm": rhythm_of(
            EngagementType(engagement), status=then, tier=Tier(tier), start_date=begun, today=asked.today,
            own_ideal_days=ideal, own_max_days=longest, rhythms=asked.rules.rhythms(),
        ),
        "start": begun,
        "last": (last_id, None if last_at is None else _date(last_at // _DAY)),
        "tries": (tries, _date(last_try)),
        "ever": (bool(ever_promised), bool(ever_role)),
        "late": None if late is None else (-late % IDS, -(-late // IDS) % MOST_DAYS),
        "left": None if role is None else (role, _date(left_on), _date(talked_on)),
        "events": (_id(said), _id(happened)),
        "tone": (tone_id, tone, low or 0, usual_tone),
        "called off": None if off_of_last is None else (off_of_last, off_lately or 0),
        "newest reply": reply,
        "wait": None if wait is None else (wait, usual_wait),
        "words": None if words is None else (words, usual_words),
        "agreement": None
        if agreement is None
        else (agreement, _date(confirmed_on), gap, _standing(standing) if is_asked else None),
        "check-in": None if check_in is None else (check_in, _answer(all_ok), _answer(works)),
        "judgement": None
        if judgement is None
        else (judgement, light, _date(set_on), _date(until), facts),
        "complaint": (_id(first_open), _id(first_behind)),
        "after it": None if uncalled is None else (uncalled % IDS, _date(uncalled // IDS)),
        "went wrong": (_date(lately), late_times or 0, year_times or 0),
    }  # fmt: skip


def figures_of(known: Known, asked: Asked) -> Figures:
    """Return the same figures of what the program knows of a client."""
    today, rules = asked.today, asked.rules
    late = hard_signals.late_promises(known, today, rules, asked.working)
    left, judgement, agreed = known.primary_left, known.override, known.agreement
    said, happened = hard_signals.newest_said(known, today), soft_signals.newest_happened(known, today, rules)
    tones = soft_signals.tones_within(known, today, rules)
    meetings = drifts.meetings_within(known, today, rules)
    habits = drifts.wait_habit(known, today, rules), drifts.words_habit(known, today, rules)
    wait, words = (None if one is None else (one.recent, one.usual) for one in habits)
    answered = soft_signals.latest_check_in(known, today, rules)
    return {
        "client": known.client_id,
        "status": known.status,
        "rhythm": known.rhythm,
        "start": known.start_date,
        "last": (known.last_contact_id, known.last_contact_on),
        "tries": (known.tries_since, known.last_try_on),
        "ever": (known.has_promises, known.has_roles),
        "late": (late[0][0].id, late[0][1]) if late else None,
        "left": left and (left.id, left.left_on, left.successor_talked_on),
        "events": (said and said.id, happened and happened.id),
        "tone": _tone(tones, rules),
        "called off": None
        if len(meetings) < rules.cancels_of_last
        else (
            sum(one.cancelled_by_client for one in meetings[: rules.cancels_of_last]),
            drifts.called_off_lately(meetings, today, rules),
        ),
        "newest reply": known.replies[0].interaction_id if known.replies else None,
        "wait": wait,
        "words": words,
        "agreement": agreed
        and (
            agreed.id, agreed.confirmed_on, agreed.widest_gap,
            None if agreed.important is None else [_goal(one) for one in agreed.important],
        ),
        "check-in": answered and (answered.interaction_id, answered.all_ok, answered.works),
        "judgement": judgement
        and (judgement.id, judgement.light, judgement.set_on, judgement.until, judgement.facts),
        **_wrong(known, asked),
    }  # fmt: skip


def _wrong(known: Known, asked: Asked) -> Figures:
    """Return which complaint is open, which is behind, which waits for a call; how often it went wrong."""
    today, rules = asked.today, asked.rules
    still_open = hard_signals.open_complaints(known, today)
    behind = [
        one
        for one in still_open
        if one.is_major or hard_signals.is_behind(one, asked.now, rules, asked.working)
    ]
    waiting = soft_signals.longest_without_follow_up(known, today)
    return {
        "complaint": tuple(many[0].id if many else None for many in (still_open, behind)),
        "after it": waiting and (waiting[0].id, waiting[0].put_right_on),
        "went wrong": (
            known.incidents[0] if known.incidents else None,
            soft_signals.incidents_within(known, today, rules.repeat_red_window_days),
            soft_signals.incidents_within(known, today, rules.repeat_amber_window_days),
        ),
    }


def _tone(tones: Sequence[Tone], rules: LightRules) -> tuple[int | None, int | None, int, float | None]:
    """Return the newest tone and, where it is cool, how many of the newest are low and what was usual."""
    if not tones:
        return None, None, 0, None
    record, _on, tone = tones[0]
    low = sum(one.tone <= rules.tone_low for one in tones[: rules.tone_low_running])
    is_cool = tone <= WARMEST - rules.tone_drop
    return (
        record, tone, low if tone <= rules.tone_low else 0,
        soft_signals.usual_tone(tones, rules) if is_cool else None,
    )  # fmt: skip


def _goal(one: GoalStanding) -> tuple[int, KpiStatus, int, int]:
    return one.id, one.status, one.off_track_running, one.missing_periods


def _date(number: int | None) -> date | None:
    return None if number is None else _EPOCH + timedelta(days=number)


def _answer(word: str | None) -> Answer | None:
    return None if word is None else Answer(word)


def _id(packed: int | None) -> int | None:
    return None if packed is None else packed % IDS


def _standing(text: str | None) -> list[tuple[int, KpiStatus, int, int]]:
    """Return the goals of a text: id, how it stands, periods off track running, periods missing."""
    found = []
    for goal in text.split(",") if text else ():
        number, now, finished = goal.split(" ")
        known = finished.lstrip("-")
        status = known[0] if now == "4" and known else now
        off = len(known) - len(known.lstrip("3"))
        found.append((int(number), STATUSES[int(status)], off, len(finished) - len(known)))
    return found
