"""The drifts: small changes from this client's own habit, which weigh only together.

They are off, that is unknown, while a client is new. Source: rules, section 2, D1 to D5, and section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from retention_journal.core.light import Level, Signal, SignalId
from retention_journal.core.light_facts import Invoice, Known, Meeting, RecordRef, Reply, within
from retention_journal.core.light_rules import LightRules
from retention_journal.core.records import record
from retention_journal.core.working_days import WorkingDays

_PERCENT = 100
SECONDS_AN_HOUR = 3600
_PAYS_OK, _PAYS_UNKNOWN = (Signal(SignalId.PAYS_LATER, level) for level in (Level.OK, Level.UNKNOWN))
_SLOW_OK, _SLOW_UNKNOWN = (Signal(SignalId.ANSWERS_SLOWER, level) for level in (Level.OK, Level.UNKNOWN))
_SHORT_OK, _SHORT_UNKNOWN = (Signal(SignalId.ANSWERS_SHORTER, level) for level in (Level.OK, Level.UNKNOWN))
_LESS_OK, _LESS_UNKNOWN = (Signal(SignalId.BUYS_LESS, level) for level in (Level.OK, Level.UNKNOWN))
_CANCELS_OK, _CANCELS_UNKNOWN = (Signal(SignalId.CANCELS, level) for level in (Level.OK, Level.UNKNOWN))


@record
class Habit:
    """What is usual of a client, and what it is now, as medians in the same unit."""

    recent: float
    usual: float


@dataclass(frozen=True, slots=True)
class Payment:
    """How late an invoice is or was paid beside the client's own habit, in days after its due day.

    Attributes:
        limit: Beyond these days it is a change of habit.
    """

    invoice: Invoice
    days: int
    usual: float
    limit: float


def median(values: Sequence[float]) -> float:
    """Return the middle of ``values``, at least one, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def is_off(known: Known, today: date, rules: LightRules) -> bool:
    """Say whether the client is too new for a habit."""
    start = known.start_date
    return start is not None and (today - start).days < rules.new_client_days


def pays_later(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """D1: an invoice waits, or was just paid, later than this client's habit."""
    del working
    invoices = known.invoices
    if not invoices or len(invoices) < rules.pays_later_invoices or is_off(known, now.date(), rules):
        return _PAYS_UNKNOWN
    payments = judged_payments(invoices, now.date(), rules)
    if payments is None:
        return _PAYS_UNKNOWN
    for one in payments:
        if one.days > one.limit:
            return Signal(SignalId.PAYS_LATER, Level.AMBER, RecordRef("invoice", one.invoice.id))
    return _PAYS_OK


def judged_payments(invoices: Iterable[Invoice], today: date, rules: LightRules) -> list[Payment] | None:
    """Return the payments that tell of now: the invoice overdue for longest, then the one paid last.

    The habit is made of the other invoices that were paid. None where too few were paid.
    """
    paid: list[tuple[date, Invoice]] = []
    waiting: Invoice | None = None
    for one in invoices:
        if one.paid_on is not None and one.paid_on <= today:
            paid.append((one.paid_on, one))
        elif (
            one.due_on < today and one.issued_on <= today and (waiting is None or one.due_on < waiting.due_on)
        ):
            waiting = one
    if len(paid) < rules.pays_later_invoices:
        return None
    paid.sort(key=lambda pair: (pair[0], pair[1].id))
    late = [(on - one.due_on).days for on, one in paid]
    judged = []
    if waiting is not None:
        judged.append(_payment(waiting, (today - waiting.due_on).days, late, rules))
    newest_on, newest = paid[-1]
    if (today - newest_on).days <= rules.pays_later_recent_days:
        judged.append(_payment(newest, late[-1], late[:-1], rules))
    return judged


def _payment(invoice: Invoice, days: int, habit: list[int], rules: LightRules) -> Payment:
    usual = median(habit)
    spread = median([abs(one - usual) for one in habit])
    most = max(rules.pays_later_after_days, rules.pays_later_after_mads * spread)
    return Payment(invoice, days, usual, usual + most)


def answers_slower(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """D2: they answer twice as slowly as usual, and by a working day more."""
    del working
    if len(known.replies) < rules.reply_recent + rules.reply_earlier or is_off(known, now.date(), rules):
        return _SLOW_UNKNOWN
    habit = wait_habit(known, now.date(), rules)
    if habit is None:
        return _SLOW_UNKNOWN
    more = habit.recent - habit.usual
    slower = habit.recent * _PERCENT >= habit.usual * rules.slower_percent
    if slower and more >= rules.slower_hours * SECONDS_AN_HOUR:
        return Signal(SignalId.ANSWERS_SLOWER, Level.AMBER, _newest_reply(known, now.date()))
    return _SLOW_OK


def answers_shorter(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """D3: their answers are half as long as usual."""
    del working
    if len(known.replies) < rules.reply_recent + rules.reply_earlier or is_off(known, now.date(), rules):
        return _SHORT_UNKNOWN
    habit = words_habit(known, now.date(), rules)
    if habit is None:
        return _SHORT_UNKNOWN
    if habit.usual > 0 and habit.recent * _PERCENT <= habit.usual * rules.shorter_percent:
        return Signal(SignalId.ANSWERS_SHORTER, Level.AMBER, _newest_reply(known, now.date()))
    return _SHORT_OK


def wait_habit(known: Known, today: date, rules: LightRules) -> Habit | None:
    """Return how long they let you wait, in seconds; None where too little is known."""
    replies = within(known.replies, rules.reply_window_days, today)
    values = [one.waited for one in replies if one.waited is not None]
    if len(values) < rules.reply_recent + rules.reply_earlier:
        return None
    told = [one for one in replies if one.waited is not None]
    return _habit(values, told, today, rules)


def words_habit(known: Known, today: date, rules: LightRules) -> Habit | None:
    """Return how many words they write; None where too little is known."""
    replies = within(known.replies, rules.reply_window_days, today)
    values = [one.words for one in replies if one.words is not None]
    if len(values) < rules.reply_recent + rules.reply_earlier:
        return None
    told = replies if len(values) == len(replies) else [one for one in replies if one.words is not None]
    return _habit(values, told, today, rules)


def _habit(values: list[int], told: Sequence[Reply], today: date, rules: LightRules) -> Habit | None:
    """Return the habit in the ``values`` of answers, the newest first; None where they are old."""
    recent = rules.reply_recent
    if (today - told[recent - 1].on).days > rules.reply_recent_days:
        return None
    return Habit(median(values[:recent]), median(values[recent:]))


def _newest_reply(known: Known, today: date) -> RecordRef | None:
    newest = next((one for one in known.replies if one.on <= today), None)
    return None if newest is None else RecordRef("interaction", newest.interaction_id)


def buys_less(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """D4: they buy less than in the months before."""
    del working
    if known.billed is None or is_off(known, now.date(), rules):
        return _LESS_UNKNOWN
    bought = bought_habit(known, rules)
    if bought is None:
        return _LESS_UNKNOWN
    less = bought.usual > 0 and bought.recent * _PERCENT <= bought.usual * rules.less_percent
    return Signal(SignalId.BUYS_LESS, Level.AMBER) if less else _LESS_OK


def bought_habit(known: Known, rules: LightRules) -> Habit | None:
    """Return what was bought in the last months and in as many before, as sums, not medians."""
    months = rules.less_months
    if known.billed is None or len(known.billed) < 2 * months:
        return None
    return Habit(sum(known.billed[:months]), sum(known.billed[months : 2 * months]))


def cancels(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Signal:
    """D5: they call off meetings."""
    del working
    if len(known.meetings) < rules.cancels_of_last or is_off(known, now.date(), rules):
        return _CANCELS_UNKNOWN
    today = now.date()
    meetings = meetings_within(known, today, rules)
    if len(meetings) < rules.cancels_of_last:
        return _CANCELS_UNKNOWN
    off = [one for one in meetings if one.cancelled_by_client]
    if len(off) < rules.cancels:
        return _CANCELS_OK
    of_last = sum(one.cancelled_by_client for one in meetings[: rules.cancels_of_last])
    if of_last >= rules.cancels or called_off_lately(off, today, rules) >= rules.cancels:
        return Signal(SignalId.CANCELS, Level.AMBER, RecordRef("interaction", off[0].interaction_id))
    return _CANCELS_OK


def meetings_within(known: Known, today: date, rules: LightRules) -> Sequence[Meeting]:
    """Return the meetings that still count, held or called off, the newest first."""
    return within(known.meetings, rules.meeting_window_days, today)


def called_off_lately(meetings: Sequence[Meeting], today: date, rules: LightRules) -> int:
    """Return how many of ``meetings`` the client called off lately."""
    first = today - timedelta(days=rules.cancels_window_days)
    return sum(one.cancelled_by_client and one.on >= first for one in meetings)
