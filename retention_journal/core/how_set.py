"""How each signal is set: its thresholds in a sentence, for "How the light is set".

Source: rules, section 2.
"""

from __future__ import annotations

from retention_journal.core.cadence import Rhythm
from retention_journal.core.light import SignalId
from retention_journal.core.light_rules import LightRules
from retention_journal.i18n import N_, _

_TOLD = {
    SignalId.COMPLAINT: N_(
        "Watch while a complaint is open. Act now when it is serious, not acknowledged in"
        " {complaint_acknowledge_after_hours} hours, without a decision after"
        " {complaint_decide_after_working_days} working days, or its promised answer is late."
    ),
    SignalId.PROMISE: N_(
        "Watch when a promise is more than {promise_amber_after_working_days} working days late."
        " Act now when it is more than {promise_red_after_working_days}, or was made in a complaint."
    ),
    SignalId.CLIENT_SAID: N_(
        "Watch when they hint at leaving. Act now when they say it clearly or give notice."
    ),
    SignalId.CONTACT_LEFT: N_(
        "Watch from {contact_left_amber_days} days after the main contact left, until you have talked with a"
        " successor. Act now from {contact_left_red_days} days."
    ),
    SignalId.SILENCE: N_(
        "Watch when the last real talk is more than {ideal} days ago. Act now when it is more than {longest}."
    ),
    SignalId.INVOICE: N_(
        "Watch when an invoice is {invoice_amber_days} days overdue. Act now when it is {invoice_red_days}."
    ),
    SignalId.GOAL: N_(
        "Only goals with an importance of {goal_importance} or more to them count. Watch when one is at risk"
        " or off target, or lacks numbers for more than {goal_missing_after_periods} periods. Act now when"
        " it is off target {goal_red_periods} periods running."
    ),
    SignalId.AGREEMENT: N_(
        "Watch when the agreement has not been confirmed for {agreement_stale_days} days, or a goal matters"
        " {agreement_gap} steps more to one of you."
    ),
    SignalId.REPEAT: N_(
        "Watch when something went wrong {repeat_incidents} times in {repeat_amber_window_days} days. Act now"
        " when that was in {repeat_red_window_days}."
    ),
    SignalId.CHECK_IN: N_(
        "Watch when they answered “unsure”, or sounded {tone_drop} cooler than usual. Act now when they"
        " answered “no”, or sounded {tone_low} or cooler {tone_low_running} times running. Nothing counts for"
        " longer than {check_in_window_days} days."
    ),
    SignalId.EVENT: N_(
        "Watch after an event until you have talked about it, for at most {event_window_days} days."
    ),
    SignalId.AFTER_CARE: N_(
        "Watch when a closed complaint was not followed up in {after_care_amber_after_days} days. Act now"
        " after {after_care_red_after_days}."
    ),
    SignalId.PAYS_LATER: N_(
        "A change when a payment is more than {pays_later_after_days} days later than usual, and more than"
        " {pays_later_after_mads} times how much they vary. Needs {pays_later_invoices} paid invoices."
    ),
    SignalId.ANSWERS_SLOWER: N_(
        "A change when their last {reply_recent} answers took {slower_percent} per cent of the usual time or"
        " more, and {slower_hours} hours more. Needs {reply_earlier} earlier answers."
    ),
    SignalId.ANSWERS_SHORTER: N_(
        "A change when their last {reply_recent} answers have {shorter_percent} per cent of the usual words"
        " or fewer. Needs {reply_earlier} earlier answers."
    ),
    SignalId.BUYS_LESS: N_(
        "A change when the last {less_months} months are {less_percent} per cent of the {less_months} before,"
        " or less."
    ),
    SignalId.CANCELS: N_(
        "A change when they called off {cancels} of the last {cancels_of_last} meetings, or {cancels} in"
        " {cancels_window_days} days."
    ),
}

#: The same where a threshold is as it is at first, which would read oddly with its number.
_AT_FIRST = {
    SignalId.PROMISE: (
        {"promise_amber_after_working_days": 0},
        N_(
            "Watch when a promise is late. Act now when it is more than {promise_red_after_working_days}"
            " working days late, or was made in a complaint."
        ),
    ),
    SignalId.CONTACT_LEFT: (
        {"contact_left_amber_days": 0},
        N_(
            "Watch from the day the main contact left, until you have talked with a successor. Act now from"
            " {contact_left_red_days} days."
        ),
    ),
    SignalId.GOAL: (
        {"goal_missing_after_periods": 1},
        N_(
            "Only goals with an importance of {goal_importance} or more to them count. Watch when one is at"
            " risk or off target, or lacks its number for more than one period. Act now when it is off target"
            " {goal_red_periods} periods running."
        ),
    ),
}


def how_set(signal: SignalId, rhythm: Rhythm, rules: LightRules) -> str:
    """Return when a signal is amber and when it is red, in words.

    Args:
        signal: The signal.
        rhythm: The client's rhythm, by which silence is measured.
        rules: The thresholds.
    """
    values = {name: getattr(rules, name) for name in LightRules.__slots__}
    told = _TOLD[signal]
    first, at_first = _AT_FIRST.get(signal, ({}, told))
    if all(values[name] == value for name, value in first.items()):
        told = at_first
    return _(told).format(ideal=rhythm.ideal_days, longest=rhythm.max_days, **values)
