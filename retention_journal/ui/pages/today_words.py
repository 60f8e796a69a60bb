"""What Today says of itself, in whole sentences."""

from __future__ import annotations

from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.contacts import Answer
from retention_journal.core.periods import month_of, period_label
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.today import DoneCall, ReportDue, TodayView

#: As many names as a list needs.
ENOUGH = 3
_TO_CALL = (
    N_("One call before the day takes over."),
    N_("Two calls before the day takes over."),
    N_("Three calls before the day takes over."),
    N_("Four calls before the day takes over."),
)
_DONE = (N_("One is done."), N_("Two are done."), N_("Three are done."))
_ALL_DONE = (
    N_("The one call is made. The day is yours."),
    N_("Both called. The day is yours."),
    N_("All three called. The day is yours."),
    N_("All four called. The day is yours."),
)


def sentence(view: TodayView) -> str:
    """Return the sentence under the date."""
    if not view.client_count:
        return _("A new journal. Three names are enough to begin.")
    if not view.is_working_day:
        return _("No calls today. The list is back on Monday.")
    count, done = view.call_count, len(view.done)
    if not count:
        return _("Nobody waits for a call today.")
    if done == count:
        many = _("All {n} called. The day is yours.").format(n=done)
        return _(_ALL_DONE[done - 1]) if done <= len(_ALL_DONE) else many
    to_call = _(_TO_CALL[count - 1]) if count <= len(_TO_CALL) else _("The calls of the day.")
    return f"{to_call} {_(_DONE[done - 1])}" if 0 < done <= len(_DONE) else to_call


def called(view: TodayView) -> str:
    """Return how many of the day's calls are made."""
    return _("{done} of {n} called").format(done=len(view.done), n=view.call_count)


def held(call: DoneCall) -> str:
    """Return one line about a talk that was held."""
    at = formats.clock(call.occurred_at)
    parts = [_("Spoke {time}.").format(time=at)]
    if call.all_ok is Answer.YES:
        parts.append(_("All OK."))
    elif call.all_ok is Answer.NO:
        parts.append(_("Not all OK."))
    parts.append(" ".join(call.summary.split()))
    return " ".join(part for part in parts if part)


def minutes(call: DoneCall) -> str:
    """Return how long a talk took, or nothing where that is not known."""
    if call.duration_min is None:
        return ""
    return _("{n} min").format(n=call.duration_min)


def report(due_report: ReportDue) -> str:
    """Return which period a report is for and how far it has come."""
    first = due_report.period.first
    is_month = due_report.period == month_of(first)
    period = formats.month_name(first) if is_month else period_label(due_report.period)
    if due_report.is_begun:
        return _("{period} · ready to look through").format(period=period)
    return _("{period} · not begun").format(period=period)


def report_due(due_report: ReportDue, today: date) -> str:
    """Return by when a report ships."""
    late = (today - due_report.ship_by).days
    if late > 0:
        return ngettext("{n} day late", "{n} days late", late).format(n=late)
    return formats.days_ahead(due_report.ship_by, today)


def tried(at: datetime) -> str:
    """Return when you last tried."""
    return _("Tried {time}.").format(time=formats.clock(at))


def left_over(view: TodayView) -> str:
    """Return what becomes of the calls that are left, without reproach."""
    if not view.calls:
        return ""
    return _("If the day takes over, what is left moves to tomorrow.")


def quiet(view: TodayView) -> str:
    """Return what stands in place of the calls where there are none."""
    if view.calls:
        return ""
    if not view.is_working_day:
        return _("Rest. Nobody expects a call today.")
    if view.done:
        return _("All calls are made. What you promised in them stands at the side.")
    if view.put_off:
        told = ngettext(
            "{n} call is put off until later.", "{n} calls are put off until later.", view.put_off
        )
        return told.format(n=view.put_off)
    return _("Everybody has heard from you within the rhythm you agreed on.")


def who(person: str, client: str) -> tuple[str, str]:
    """Return what stands strong and what beside it: the person and the client, or the client alone."""
    return (person, client) if person else (client, "")
