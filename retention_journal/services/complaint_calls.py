"""Why a client with a complaint is to be called: it is open, or the call after it is due.

Source: rules, section 5, lane 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from retention_journal.core import formats, hard_signals, soft_signals
from retention_journal.core.light import Level, Signal, SignalId
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.nine import Owed
from retention_journal.i18n import _, ngettext
from retention_journal.services.asked import Asked
from retention_journal.services.incident_facts import FollowUpDue
from retention_journal.services.judging import Judged, fact_text

_WARNS = frozenset({Level.AMBER, Level.RED})
_END_OF_DAY = time(23, 59)


def complaints_owed(one: Judged, asked: Asked, follow_ups: Sequence[FollowUpDue]) -> Iterator[Owed]:
    """Yield what a client waits for after a complaint, each with the hour by which.

    Args:
        one: The client, judged.
        asked: The moment and the rules.
        follow_ups: The calls set for after something was put right that are due.
    """
    signals = {signal.id: signal for signal in one.assessment.signals}
    complaint, after = signals[SignalId.COMPLAINT], signals[SignalId.AFTER_CARE]
    if complaint.level in _WARNS:
        yield Owed(_nearest_end(one, asked), fact_text(one, complaint.id, asked), complaint.record)
    for call in follow_ups:
        due = datetime.combine(call.due_on, _END_OF_DAY)
        yield Owed(due, _call_told(call, asked.today), RecordRef("incident", call.incident_id))
    if after.level in _WARNS and not _is_told(after, follow_ups):
        yield Owed(_call_wanted_by(one, asked), fact_text(one, after.id, asked), after.record)


def _is_told(after: Signal, follow_ups: Sequence[FollowUpDue]) -> bool:
    return after.record is not None and after.record.id in {call.incident_id for call in follow_ups}


def _nearest_end(one: Judged, asked: Asked) -> datetime:
    """Return the first end of what the open complaints wait for; of a mere remedy it is today's."""
    ends = (
        hard_signals.waits_until(complaint, asked.now, asked.rules, asked.working)
        for complaint in hard_signals.open_complaints(one.known, asked.today)
    )
    known = [end for end in ends if end is not None]
    return min(known, default=datetime.combine(asked.today, _END_OF_DAY))


def _call_wanted_by(one: Judged, asked: Asked) -> datetime:
    waiting = soft_signals.longest_without_follow_up(one.known, asked.today)
    days = 0 if waiting is None else waiting[1] - asked.rules.after_care_amber_after_days
    return datetime.combine(asked.today - timedelta(days=days), _END_OF_DAY)


def _call_told(call: FollowUpDue, today: date) -> str:
    late = (today - call.due_on).days
    if call.is_complaint:
        now = _("The follow-up call about the complaint of {day} is due today.")
        over = ngettext(
            "The follow-up call about the complaint of {day} was due {n} day ago.",
            "The follow-up call about the complaint of {day} was due {n} days ago.",
            late,
        )
    else:
        now = _("The follow-up call about what went wrong on {day} is due today.")
        over = ngettext(
            "The follow-up call about what went wrong on {day} was due {n} day ago.",
            "The follow-up call about what went wrong on {day} was due {n} days ago.",
            late,
        )
    same_year = call.received_on.year == today.year
    day = formats.day_of_month(call.received_on) if same_year else formats.day(call.received_on)
    return (over if late else now).format(day=day, n=late)
