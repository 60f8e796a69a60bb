"""This client's own paying habit: the yardstick for an invoice that is late, never a score.

The page and the light judge by the same payments, so that they cannot disagree.
Source: ideas 3.2; rules, section 2, D1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.drifts import Payment, judged_payments, median
from retention_journal.core.light_case import plain
from retention_journal.core.light_facts import Invoice
from retention_journal.core.light_rules import LightRules
from retention_journal.i18n import _, ngettext

_DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class PayingHabit:
    """How a client usually pays.

    Attributes:
        usual: Days after the due day, the median; negative is early.
        spread: The median distance from it (MAD), in days.
        paid: How many paid invoices it is made of.
        now: The payment that tells of now, the one that breaks the habit first; None where none is new.
        is_break: Whether that one lies beyond the habit, which is what the light shows.
        first_in: How many invoices lie, this one included, since one was this late; all where none was.
        last_break_on: Day on which the last one this late was due; None where none was.
    """

    usual: float
    spread: float
    paid: int
    now: Payment | None
    is_break: bool
    first_in: int
    last_break_on: date | None


def paying_habit(invoices: Sequence[Invoice], today: date, rules: LightRules) -> PayingHabit | None:
    """Return how a client pays; None where too few invoices were paid to tell."""
    judged = judged_payments(invoices, today, rules)
    if judged is None:
        return None
    breaking = next((one for one in judged if one.days > one.limit), None)
    waiting = next((one for one in judged if is_open(one.invoice, today)), None)
    now = breaking or waiting
    paid = [one for one in invoices if not is_open(one, today)]
    habit = [days_late(one, today) for one in paid if now is None or one.id != now.invoice.id]
    usual = median(habit) if now is None else now.usual
    spread = median([abs(days - usual) for days in habit])
    if breaking is None:
        return PayingHabit(usual, spread, len(habit), now, False, 0, None)
    earlier = sorted(
        (one for one in paid if one.id != breaking.invoice.id), key=lambda one: (one.due_on, one.id)
    )
    earlier.reverse()
    late = next((n for n, one in enumerate(earlier) if days_late(one, today) > breaking.limit), None)
    return PayingHabit(
        usual=usual,
        spread=spread,
        paid=len(habit),
        now=breaking,
        is_break=True,
        first_in=1 + (len(earlier) if late is None else late),
        last_break_on=None if late is None else earlier[late].due_on,
    )


def habit_sentence(habit: PayingHabit, today: date) -> str:
    """Return "Usually pays 2 days early; now 9 days late - the first time in 14 invoices."."""
    usual = usually(habit.usual)
    now = habit.now
    if now is None or (now.days <= 0 and not habit.is_break):
        return _("Usually pays {usual}.").format(usual=usual)
    waits = is_open(now.invoice, today)
    late = so_late(now.days)
    if not habit.is_break:
        return _("Usually pays {usual}; now {late}, which is within the habit.").format(
            usual=usual, late=late
        )
    if habit.last_break_on is None:
        first = ngettext(
            "the first time in {n} invoice", "the first time in {n} invoices", habit.first_in
        ).format(n=formats.number(habit.first_in))
    else:
        day = formats.short_day(habit.last_break_on, today=today)
        first = _("the last time was an invoice due {day}").format(day=day)
    if waits:
        sentence = _("Usually pays {usual}; now {late} – {first}.")
    else:
        sentence = _("Usually pays {usual}; the last one {late} – {first}.")
    return sentence.format(usual=usual, late=late, first=first)


def late_lines(invoice: Invoice, habit: PayingHabit | None, since: date | None, today: date) -> str:
    """Return what is said of an invoice that waits: how late, how unusual, and what to do.

    Args:
        invoice: One that is due and not paid.
        habit: How the client pays; None where too little is known.
        since: Day the first invoice was issued; None where there was none before.
        today: The day asked about.
    """
    days = days_late(invoice, today)
    told = [_("{late}.").format(late=_capital(so_late(days)))]
    now = habit.now if habit is not None else None
    if habit is not None and now is not None and now.invoice.id == invoice.id:
        if not habit.is_break:
            told.append(_("That is within the habit."))
            return " ".join(told)
        told.append(_first(habit, since, today))
    told.append(_("Ask before you remind."))
    return " ".join(told)


def is_open(invoice: Invoice, today: date) -> bool:
    """Say whether an invoice waits on a day, be it paid later."""
    return invoice.paid_on is None or invoice.paid_on > today


def days_late(invoice: Invoice, today: date) -> int:
    """Return how many days after its due day an invoice was paid, or waits; negative is early."""
    came = today if is_open(invoice, today) or invoice.paid_on is None else invoice.paid_on
    return (came - invoice.due_on).days


def usually(days: float) -> str:
    """Return when something is paid beside its due day, "2 days early"."""
    if days == 0:
        return _("on the due day")
    count = 1 if abs(days) == 1 else 2
    if days < 0:
        return ngettext("{n} day early", "{n} days early", count).format(n=plain(-days))
    return ngettext("{n} day late", "{n} days late", count).format(n=plain(days))


def so_late(days: int) -> str:
    """Return "9 days late"."""
    return ngettext("{n} day late", "{n} days late", days).format(n=formats.number(days))


def _first(habit: PayingHabit, since: date | None, today: date) -> str:
    if habit.last_break_on is not None:
        day = formats.short_day(habit.last_break_on, today=today)
        return _("The last one this late was due {day}.").format(day=day)
    years = 0 if since is None else int((today - since).days / _DAYS_A_YEAR)
    if years:
        return ngettext("The first in a year.", "The first in {n} years.", years).format(
            n=formats.number(years)
        )
    return ngettext("The first in {n} invoice.", "The first in {n} invoices.", habit.first_in).format(
        n=formats.number(habit.first_in)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
