"""The way back: what would turn a light green, in short phrases that say what to do.

Source: rules, section 4, "To green".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from retention_journal.core import formats, hard_signals, soft_signals
from retention_journal.core.light import Level, Light, Signal, SignalClass, SignalId, combine, reasons
from retention_journal.core.light_case import Case
from retention_journal.core.light_facts import Known
from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _

_DRIFTS_OF_CONCERN = 2
#: What is mended by talking, so that "Talk once" need not be said as well.
_TALKS = frozenset({SignalId.CLIENT_SAID, SignalId.CHECK_IN, SignalId.EVENT, SignalId.AFTER_CARE})


def way_to_green(
    signals: Sequence[Signal], known: Known, now: datetime, rules: LightRules, working: WorkingDays
) -> tuple[str, ...]:
    """Return what to do so that the facts show green: "Talk once"; nothing where they do.

    A lone drift needs no mending beside other things: it leaves a light green, with a note.
    """
    light = combine(signals)
    if light is Light.GREEN:
        return ()
    if light is Light.GREY:
        return _to_know_enough(signals)
    wrong = reasons(signals)
    steps: list[str] = []
    for signal in wrong:
        mend = _MENDS.get(signal.id)
        if mend is not None:
            steps += mend(Case(signal.level, signal.record, known, now, rules, working))
    ids = {signal.id for signal in wrong}
    drifts = [signal for signal in wrong if signal.id.weight is SignalClass.DRIFT]
    if len(drifts) >= _DRIFTS_OF_CONCERN:
        steps.append(_("Ask whether there is anything you should know"))
    elif SignalId.SILENCE in ids and not ids & _TALKS:
        steps.append(_("Talk once"))
    return tuple(dict.fromkeys(steps))


def _to_know_enough(signals: Sequence[Signal]) -> tuple[str, ...]:
    silent = any(one.id is SignalId.SILENCE and one.level is Level.UNKNOWN for one in signals)
    if silent:
        return (_("Talk once, and ask the three questions"),)
    return (_("Ask the three questions"),)


def _complaint(case: Case) -> list[str]:
    return [
        _("Settle the complaint of {day}").format(day=case.day(one.received_on))
        for one in hard_signals.open_complaints(case.known, case.today)
    ]


def _promise(case: Case) -> list[str]:
    late = hard_signals.late_promises(case.known, case.today, case.rules, case.working)
    return [_("Keep your promise “{text}”").format(text=one.text) for one, _days in late]


def _client_said(_case: Case) -> list[str]:
    return [_("Talk about what they said")]


def _contact_left(case: Case) -> list[str]:
    left = case.known.primary_left
    if left is None:
        return []
    if left.successor:
        return [_("Talk with {name}").format(name=left.successor)]
    return [_("Find out who comes after {name}, and talk once").format(name=left.name)]


def _invoice(case: Case) -> list[str]:
    one = soft_signals.most_overdue(case.known.invoices or (), case.today)
    if one is None or not one.number:
        return [_("Ask about the overdue invoice, and have it settled")]
    return [_("Ask about invoice {number}, and have it settled").format(number=one.number)]


def _goal(case: Case) -> list[str]:
    agreed = case.known.agreement
    goals = () if agreed is None else agreed.important or ()
    steps = []
    for one in goals:
        if one.off_track_running < case.rules.goal_red_periods and not soft_signals.is_goal_in_doubt(
            one, case.rules
        ):
            continue
        if one.missing_periods > case.rules.goal_missing_after_periods:
            steps.append(_("Enter the numbers of “{goal}”").format(goal=one.name))
        else:
            steps.append(_("Bring “{goal}” back on target, or agree on it anew").format(goal=one.name))
    return steps


def _agreement(_case: Case) -> list[str]:
    return [_("Go through the agreement together")]


def _repeat(case: Case) -> list[str]:
    """Tell the day on which too few incidents are left to count."""
    days = sorted((day for day in case.known.incidents if day <= case.today), reverse=True)
    last = days[case.rules.repeat_incidents - 1]
    free_on = last + timedelta(days=case.rules.repeat_amber_window_days + 1)
    return [_("Let nothing more go wrong until {day}").format(day=formats.day(free_on))]


def _check_in(case: Case) -> list[str]:
    asked = soft_signals.latest_check_in(case.known, case.today, case.rules)
    if asked is not None and case.is_about(asked.interaction_id):
        return [_("Mend what they answered, and ask again")]
    return [_("Talk, and listen how they sound")]


def _event(_case: Case) -> list[str]:
    return [_("Talk about what happened at the client")]


def _after_care(case: Case) -> list[str]:
    waiting = soft_signals.longest_without_follow_up(case.known, case.today)
    if waiting is None:
        return []
    day = case.day(waiting[0].received_on)
    return [_("Call about the complaint of {day} that was put right").format(day=day)]


_MENDS: dict[SignalId, Callable[[Case], list[str]]] = {
    SignalId.COMPLAINT: _complaint,
    SignalId.PROMISE: _promise,
    SignalId.CLIENT_SAID: _client_said,
    SignalId.CONTACT_LEFT: _contact_left,
    SignalId.INVOICE: _invoice,
    SignalId.GOAL: _goal,
    SignalId.AGREEMENT: _agreement,
    SignalId.REPEAT: _repeat,
    SignalId.CHECK_IN: _check_in,
    SignalId.EVENT: _event,
    SignalId.AFTER_CARE: _after_care,
}
