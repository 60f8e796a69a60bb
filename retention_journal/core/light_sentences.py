"""What each signal says of a client, in a sentence with its dates and numbers.

It tells what is, never whose fault it is. Source: rules, section 4; design, section 9.
"""

from __future__ import annotations

from collections.abc import Callable

from retention_journal.core import drift_sentences, drifts, formats, hard_signals, soft_signals
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Answer
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import KpiStatus
from retention_journal.core.light import Level, SignalId
from retention_journal.core.light_case import Case, both, plain
from retention_journal.core.light_facts import CheckIn, Complaint
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.i18n import N_, _, ngettext

_SAID = {
    EventKind.LOOKING_AROUND: N_("On {day} they hinted at leaving."),
    EventKind.UNHAPPY: N_("On {day} they said that they are unhappy."),
    EventKind.NOTICE: N_("On {day} they gave notice."),
}
_HAPPENED = {
    EventKind.ACQUIRED: N_("They were bought up or merged, noted on {day}."),
    EventKind.DISAGREEMENT: N_("There is disagreement at the client, noted on {day}."),
    EventKind.CUTS: N_("They are making cuts, noted on {day}."),
    EventKind.REORGANISED: N_("They are reorganising, noted on {day}."),
    EventKind.OTHER: N_("Something happened at the client, noted on {day}."),
}


def _complaint(case: Case) -> str:
    still_open = hard_signals.open_complaints(case.known, case.today)
    about = next((one for one in still_open if case.is_about(one.id)), None)
    if about is None:
        return _("No complaint is open.")
    others = len(still_open) - 1
    more = (
        ngettext("{n} more complaint is open.", "{n} more complaints are open.", others).format(n=others)
        if others
        else ""
    )
    return both(_one_complaint(case, about), more)


def _one_complaint(case: Case, one: Complaint) -> str:
    day = case.day(one.received_on)
    if one.is_major:
        return _("The complaint of {day} is a serious one, and it is open.").format(day=day)
    if hard_signals.is_unacknowledged(one, case.now, case.rules):
        waited = instant(case.now) - one.waits_since
        hours = int(waited.total_seconds()) // drifts.SECONDS_AN_HOUR
        return ngettext(
            "The complaint of {day} has waited {n} hour and is not acknowledged.",
            "The complaint of {day} has waited {n} hours and is not acknowledged.",
            hours,
        ).format(day=day, n=hours)
    if one.answer_due_at is not None and hard_signals.is_unanswered(one, case.now):
        wall = on_the_wall(one.answer_due_at)
        due = _("{day} at {clock}").format(day=case.day(wall.date()), clock=formats.clock(wall))
        return _("You promised an answer to the complaint of {day} by {due}; it is late.").format(
            day=day, due=due
        )
    if hard_signals.is_undecided(one, case.now, case.rules, case.working):
        return _undecided(case, one)
    if one.reopened_at is not None:
        return _("The complaint of {day} is open again and on schedule.").format(day=day)
    return _("The complaint of {day} is open and on schedule.").format(day=day)


def _undecided(case: Case, one: Complaint) -> str:
    days = hard_signals.days_undecided(one, case.today, case.working)
    if one.reopened_at is None:
        sentence = ngettext(
            "The complaint of {day} has waited {n} working day for a decision.",
            "The complaint of {day} has waited {n} working days for a decision.",
            days,
        )
    else:
        sentence = ngettext(
            "The complaint of {day} is open again and has waited {n} working day for a decision.",
            "The complaint of {day} is open again and has waited {n} working days for a decision.",
            days,
        )
    return sentence.format(day=case.day(one.received_on), n=days)


def _promise(case: Case) -> str:
    late = hard_signals.late_promises(case.known, case.today, case.rules, case.working)
    if case.is_ok or not late:
        return _("No promise of yours is late.")
    worst, days = late[0]
    if worst.in_complaint:
        sentence = ngettext(
            "You promised “{text}” by {day}, in a complaint; it is {n} working day late.",
            "You promised “{text}” by {day}, in a complaint; it is {n} working days late.",
            days,
        )
    else:
        sentence = ngettext(
            "You promised “{text}” by {day}; it is {n} working day late.",
            "You promised “{text}” by {day}; it is {n} working days late.",
            days,
        )
    due = "" if worst.due_at is None else case.day(worst.due_at.date())
    others = len(late) - 1
    more = (
        ngettext("{n} more promise is late.", "{n} more promises are late.", others).format(n=others)
        if others
        else ""
    )
    return both(sentence.format(text=worst.text, day=due, n=days), more)


def _client_said(case: Case) -> str:
    said = hard_signals.newest_said(case.known, case.today)
    if said is None:
        if case.known.status is Status.NOTICE_GIVEN:
            return _("They have given notice.")
        return _("They have said nothing of leaving.")
    sentence = _(_SAID[said.kind]).format(day=case.day(said.on))
    return both(sentence, _quoted(said.note))


def _quoted(note: str) -> str:
    return formats.quoted(note) if note else ""


def _contact_left(case: Case) -> str:
    left = case.known.primary_left
    if left is None or left.left_on > case.today:
        return _("Your main contact person is in place.")
    day = case.day(left.left_on)
    if case.is_ok:
        return _("{name} left on {day}, and you have talked with a successor.").format(
            name=left.name, day=day
        )
    if left.successor:
        return _("{name} left on {day}; you have not talked with {successor} yet.").format(
            name=left.name, day=day, successor=left.successor
        )
    return _("{name} left on {day}; you have not talked with a successor yet.").format(
        name=left.name, day=day
    )


def _silence(case: Case) -> str:
    days = soft_signals.silence_days(case.known, case.today, case.rules) or 0
    talked = case.known.last_contact_on
    if talked is None or talked > case.today:
        sentence = ngettext(
            "No real talk in the {n} day since the start; your rhythm is {ideal}.",
            "No real talk in the {n} days since the start; your rhythm is {ideal}.",
            days,
        )
    elif days == 0:
        sentence = _("Last real talk today; your rhythm is {ideal}.")
    else:
        sentence = ngettext(
            "Last real talk {n} day ago; your rhythm is {ideal}.",
            "Last real talk {n} days ago; your rhythm is {ideal}.",
            days,
        )
    told = sentence.format(n=days, ideal=case.known.rhythm.ideal_days)
    tries = case.known.tries_since
    if not tries or case.is_ok:
        return told
    tried = ngettext("{n} try since, no answer.", "{n} tries since, no answer.", tries)
    return both(told, tried.format(n=tries))


def _invoice(case: Case) -> str:
    one = soft_signals.most_overdue(case.known.invoices or (), case.today)
    if one is None:
        return _("No invoice is overdue.")
    days = (case.today - one.due_on).days
    due = case.day(one.due_on)
    if not one.number:
        return ngettext(
            "An invoice was due on {day}, {n} day ago.", "An invoice was due on {day}, {n} days ago.", days
        ).format(day=due, n=days)
    return ngettext(
        "Invoice {number} was due on {day}, {n} day ago.",
        "Invoice {number} was due on {day}, {n} days ago.",
        days,
    ).format(number=one.number, day=due, n=days)


def _goal(case: Case) -> str:
    agreed = case.known.agreement
    goals = () if agreed is None else agreed.important or ()
    one = next((goal for goal in goals if case.is_about(goal.id)), None)
    if one is None or case.is_ok:
        return _("Nothing that matters most to them is off target.")
    if one.off_track_running >= case.rules.goal_red_periods:
        return ngettext(
            "“{goal}”, which matters to them, has been off target for {n} period.",
            "“{goal}”, which matters to them, has been off target for {n} periods running.",
            one.off_track_running,
        ).format(goal=one.name, n=one.off_track_running)
    if one.status is KpiStatus.OFF_TRACK:
        return _("“{goal}”, which matters to them, is off target now.").format(goal=one.name)
    if one.status is KpiStatus.AT_RISK:
        return _("“{goal}”, which matters to them, is just under its target now.").format(goal=one.name)
    if one.off_track_running >= case.rules.goal_amber_periods:
        return _("“{goal}”, which matters to them, was off target in the last period.").format(goal=one.name)
    return ngettext(
        "“{goal}”, which matters to them, has no number for the last {n} period.",
        "“{goal}”, which matters to them, has no number for the last {n} periods.",
        one.missing_periods,
    ).format(goal=one.name, n=one.missing_periods)


def _agreement(case: Case) -> str:
    agreed = case.known.agreement
    if agreed is None:
        return ""
    days = (case.today - agreed.confirmed_on).days
    stale = ngettext(
        "The agreement was last confirmed on {day}, {n} day ago.",
        "The agreement was last confirmed on {day}, {n} days ago.",
        days,
    ).format(day=case.day(agreed.confirmed_on), n=days)
    gap = agreed.widest_gap
    if gap is None or gap < case.rules.agreement_gap:
        return stale
    crossed = ngettext(
        "“{goal}” matters {n} step more to one of you than to the other.",
        "“{goal}” matters {n} steps more to one of you than to the other.",
        gap,
    ).format(goal=agreed.widest_gap_goal, n=gap)
    return both(stale, crossed) if days >= case.rules.agreement_stale_days else crossed


def _repeat(case: Case) -> str:
    rules = case.rules
    window = rules.repeat_red_window_days if case.level is Level.RED else rules.repeat_amber_window_days
    times = soft_signals.incidents_within(case.known, case.today, window)
    if not times:
        return ngettext(
            "Nothing went wrong in the last {days} day.",
            "Nothing went wrong in the last {days} days.",
            window,
        ).format(days=window)
    return ngettext(
        "Something went wrong {n} time in the last {days} days.",
        "Something went wrong {n} times in the last {days} days.",
        times,
    ).format(n=times, days=window)


def _check_in(case: Case) -> str:
    asked = soft_signals.latest_check_in(case.known, case.today, case.rules)
    tones = soft_signals.tones_within(case.known, case.today, case.rules)
    if asked is not None and (case.is_ok or case.is_about(asked.interaction_id)):
        doubt = _doubt(case, asked)
        if doubt or case.is_ok:
            return doubt or _("On {day} they answered that all is well.").format(day=case.day(asked.on))
    if case.level is Level.RED:
        low = case.rules.tone_low_running
        return ngettext(
            "They sounded cool in the last talk, on {day}.",
            "They sounded cool {n} times running, last on {day}.",
            low,
        ).format(n=low, day=case.day(tones[0].on))
    usual = soft_signals.usual_tone(tones, case.rules)
    return _("On {day} they sounded cooler than usual ({tone} of 5, usually {usual}).").format(
        day=case.day(tones[0].on), tone=tones[0].tone, usual=plain(usual or 0)
    )


def _doubt(case: Case, asked: CheckIn) -> str:
    """Return what they answered other than yes; "" where all was well."""
    day = case.day(asked.on)
    questions = ((asked.all_ok, _("Is all OK?")), (asked.works, _("Does the delivery work as expected?")))
    for answer in (Answer.NO, Answer.UNSURE):
        for given, question in questions:
            if given is answer:
                return _("On {day} they answered “{answer}” to “{question}”").format(
                    day=day, answer=answer.label, question=question
                )
    return ""


def _event(case: Case) -> str:
    one = soft_signals.newest_happened(case.known, case.today, case.rules)
    if one is None:
        return _("Nothing has happened at the client that waits for a talk.")
    return both(_(_HAPPENED[one.kind]).format(day=case.day(one.on)), _quoted(one.note))


def _after_care(case: Case) -> str:
    waiting = soft_signals.longest_without_follow_up(case.known, case.today)
    if waiting is None:
        return _("No complaint that was put right waits for a call.")
    one, days = waiting
    return ngettext(
        "The complaint of {day} was put right {n} day ago, and there was no call since.",
        "The complaint of {day} was put right {n} days ago, and there was no call since.",
        days,
    ).format(day=case.day(one.received_on), n=days)


SENTENCES: dict[SignalId, Callable[[Case], str]] = {
    SignalId.COMPLAINT: _complaint,
    SignalId.PROMISE: _promise,
    SignalId.CLIENT_SAID: _client_said,
    SignalId.CONTACT_LEFT: _contact_left,
    SignalId.SILENCE: _silence,
    SignalId.INVOICE: _invoice,
    SignalId.GOAL: _goal,
    SignalId.AGREEMENT: _agreement,
    SignalId.REPEAT: _repeat,
    SignalId.CHECK_IN: _check_in,
    SignalId.EVENT: _event,
    SignalId.AFTER_CARE: _after_care,
    SignalId.PAYS_LATER: drift_sentences.pays_later,
    SignalId.ANSWERS_SLOWER: drift_sentences.answers_slower,
    SignalId.ANSWERS_SHORTER: drift_sentences.answers_shorter,
    SignalId.BUYS_LESS: drift_sentences.buys_less,
    SignalId.CANCELS: drift_sentences.cancels,
}
