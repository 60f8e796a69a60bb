"""What each drift says of a client, beside the client's own habit."""

from __future__ import annotations

from retention_journal.core import drifts
from retention_journal.core.light_case import Case, plain
from retention_journal.core.paying_habit import usually
from retention_journal.i18n import _, ngettext

_HOURS_OF_TWO_DAYS = 48
_HOURS_A_DAY = 24
_PERCENT = 100


def pays_later(case: Case) -> str:
    """Tell how late an invoice is or was paid, beside the habit."""
    judged = drifts.judged_payments(case.known.invoices or (), case.today, case.rules) or []
    one = next((payment for payment in judged if case.is_about(payment.invoice.id)), None)
    if one is None:
        return _("Invoices are paid as usual.")
    if one.invoice.paid_on is None or one.invoice.paid_on > case.today:
        sentence = ngettext(
            "Change: an invoice is {n} day late; they usually pay {usual}.",
            "Change: an invoice is {n} days late; they usually pay {usual}.",
            one.days,
        )
    else:
        sentence = ngettext(
            "Change: the last invoice was paid {n} day late; they usually pay {usual}.",
            "Change: the last invoice was paid {n} days late; they usually pay {usual}.",
            one.days,
        )
    return sentence.format(n=one.days, usual=usually(one.usual))


def answers_slower(case: Case) -> str:
    """Tell how long they let you wait, beside the habit."""
    habit = drifts.wait_habit(case.known, case.today, case.rules)
    if habit is None:
        return ""
    recent, usual = habit.recent / drifts.SECONDS_AN_HOUR, habit.usual / drifts.SECONDS_AN_HOUR
    if recent >= _HOURS_OF_TWO_DAYS:
        days = round(recent / _HOURS_A_DAY)
        if case.is_ok:
            sentence = _("Answers take as long as usual ({n} working days, usually {usual}).")
        else:
            sentence = _("Change: answers take longer than usual ({n} working days, usually {usual}).")
        return sentence.format(n=days, usual=plain(round(usual / _HOURS_A_DAY, 1)))
    if case.is_ok:
        sentence = _("Answers take as long as usual ({n} hours, usually {usual}).")
    else:
        sentence = _("Change: answers take longer than usual ({n} hours, usually {usual}).")
    return sentence.format(n=round(recent), usual=round(usual))


def answers_shorter(case: Case) -> str:
    """Tell how much they write, beside the habit."""
    habit = drifts.words_habit(case.known, case.today, case.rules)
    if habit is None:
        return ""
    if case.is_ok:
        sentence = _("Answers are as long as usual ({n} words, usually {usual}).")
    else:
        sentence = _("Change: answers are shorter than usual ({n} words, usually {usual}).")
    return sentence.format(n=plain(habit.recent), usual=plain(habit.usual))


def buys_less(case: Case) -> str:
    """Tell how much they buy, beside the months before."""
    bought = drifts.bought_habit(case.known, case.rules)
    if case.is_ok or bought is None or not bought.usual:
        return _("They buy about as much as before.")
    share = round(bought.recent * _PERCENT / bought.usual)
    months = case.rules.less_months
    return ngettext(
        "Change: in the last month they bought {share} per cent of what they bought in the one before.",
        "Change: in the last {n} months they bought {share} per cent of what they bought in the {n} before.",
        months,
    ).format(n=months, share=share)


def cancels(case: Case) -> str:
    """Tell how many meetings were called off."""
    rules = case.rules
    meetings = drifts.meetings_within(case.known, case.today, rules)
    newest = meetings[: rules.cancels_of_last]
    off = sum(one.cancelled_by_client for one in newest)
    if case.is_ok or off >= rules.cancels:
        sentence = ngettext(
            "{n} of the last {of} meetings was called off.",
            "{n} of the last {of} meetings were called off.",
            off,
        ).format(n=off, of=len(newest))
    else:
        off = drifts.called_off_lately(meetings, case.today, rules)
        sentence = ngettext(
            "{n} meeting was called off in the last {days} days.",
            "{n} meetings were called off in the last {days} days.",
            off,
        ).format(n=off, days=rules.cancels_window_days)
    return sentence if case.is_ok else _("Change: {sentence}").format(sentence=sentence)
