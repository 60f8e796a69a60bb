"""What Today says of itself, in whole sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from retention_journal.core import formats
from retention_journal.core.call_windows import label as hours_of
from retention_journal.core.call_windows import parse
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Answer
from retention_journal.core.light import Light
from retention_journal.core.light_words import headline
from retention_journal.core.periods import month_of, period_label
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.answers_owed import AnswerOwed
from retention_journal.services.invoices import InvoiceRow
from retention_journal.services.morning import Call, Morning
from retention_journal.services.people import short_name
from retention_journal.services.planned_calls import Snoozed
from retention_journal.services.reports_due import ReportDue
from retention_journal.services.today import CallToMake, DoneCall, Rest, TodayView
from retention_journal.ui.light import shape_of

#: As many names as a list needs.
ENOUGH = 3
_WEEK = 7
_FIRST_RUN = 2  # days in a row
_TO_CALL = (
    N_("One call before the day takes over."),
    N_("Two calls before the day takes over."),
    N_("Three calls before the day takes over."),
    N_("Four calls before the day takes over."),
    N_("Five calls before the day takes over."),
)
_DONE = (N_("One is done."), N_("Two are done."), N_("Three are done."), N_("Four are done."))
_ALL_DONE = (
    N_("The one call is made. The day is yours."),
    N_("Both called. The day is yours."),
    N_("All three called. The day is yours."),
    N_("All four called. The day is yours."),
    N_("All five called. The day is yours."),
)


def sentence(view: TodayView) -> str:
    """Return the sentence under the date."""
    if not view.client_count:
        return _("A new journal. Three names are enough to begin.")
    count, done = view.call_count, len(view.done)
    if view.rest is not None:
        return _resting(view, view.rest)
    if not count:
        return _("Nobody waits for a call today.")
    if done == count:
        many = _("All {n} called. The day is yours.").format(n=done)
        return _(_ALL_DONE[done - 1]) if done <= len(_ALL_DONE) else many
    to_call = _(_TO_CALL[count - 1]) if count <= len(_TO_CALL) else _("The calls of the day.")
    return f"{to_call} {_(_DONE[done - 1])}" if 0 < done <= len(_DONE) else to_call


def _resting(view: TodayView, rest: Rest) -> str:
    """Return why nobody is called today, and when the list is back."""
    back_on = view.morning.back_on
    is_near = (back_on - view.today).days < _WEEK
    back = formats.weekday(back_on) if is_near else formats.day_of_month(back_on)
    today = ", ".join(filter(None, (formats.day_of_month(view.today), view.holiday)))
    said = {
        Rest.WEEKEND: _("No calls today. The list is back on {back}."),
        Rest.HOLIDAY: _("{day}: no calls today. The list is back on {back}."),
        Rest.OWN: _("Your day off. The list is back on {back}."),
    }[rest].format(day=today, back=back)
    set_now = len(view.calls)
    if not set_now:
        return said
    own = ngettext("You set one call yourself.", "You set {n} calls yourself.", set_now).format(n=set_now)
    return f"{said} {own}"


def called(view: TodayView) -> str:
    """Return how many of the day's calls are made."""
    return _("{done} of {n} called").format(done=len(view.done), n=view.call_count)


def in_a_row(run: int) -> str:
    """Return how many mornings in a row calls were made; nothing is said of none or one."""
    if run < _FIRST_RUN:
        return ""
    return ngettext("{n} morning in a row", "{n} mornings in a row", run).format(n=run)


def early(morning: Morning, now: datetime) -> str:
    """Return when the calls begin, while that is not yet."""
    if now.time() >= morning.nine.at or not morning.is_working_day:
        return ""
    return _("The calls begin at {time}.").format(time=formats.clock(morning.nine.at))


def light(call: Call, today: date) -> str:
    """Return a client's light and since when: "Watch since Monday"; of one not known there is no since."""
    if call.is_lost:
        return Status.LOST.label
    since = None if call.light is Light.GREY else call.light_since
    return headline(call.light, since, None, 0, today)


def light_shape(call: Call) -> str:
    """Return the state whose shape a client has: its light's, or that of who is lost."""
    return "lost" if call.is_lost else shape_of(call.light)


def still_here(call: Call, today: date) -> str:
    """Return since when a call stands on the list without being made, without reproach."""
    since = call.rolled_from
    if since is None:
        return ""
    if since == today - timedelta(days=1):
        return _("Still here from yesterday.")
    near = (today - since).days < _WEEK
    day = formats.weekday(since) if near else formats.short_day(since, today=today)
    return _("Still here from {day}.").format(day=day)


def when_to_call(one: CallToMake, today: date) -> Sequence[str]:
    """Return when they like to be called, where that is not now."""
    opens, person = one.call.opens_at, one.person
    window = parse(person.call_window) if person is not None else None
    if opens is None or window is None:
        return []
    hours = hours_of(window, opens.date())
    if opens.date() == today:
        return [_("Likes calls {hours}.").format(hours=hours)]
    day = formats.days_ahead(opens.date(), today)
    return [_("Likes calls {hours}; next {day}.").format(hours=hours, day=day)]


def other_channel(one: CallToMake) -> str:
    """Return why to write instead of calling."""
    if one.person is not None and one.person.do_not_call:
        return _("Asked not to be phoned. Write instead.")
    return _("Three tries without an answer. Write instead?")


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


def waiting(view: TodayView) -> str:
    """Return how many wait for the next morning, and who of them has waited since an earlier one."""
    those = view.morning.waiting
    if not those:
        return ""
    day = formats.days_ahead(view.morning.back_on, view.today)
    count = formats.number(len(those))
    rolled = [call for call in those if call.rolled_from is not None]
    names = ", ".join(_rolled(call, view) for call in rolled if call.client_id in view.names)
    if not names:
        return _("Waiting for {day}: {n}").format(day=day, n=count)
    many = formats.number(len(rolled))
    told = _("Waiting for {day}: {n} ({many} from before: {names})")
    return told.format(day=day, n=count, many=many, names=names)


def _rolled(call: Call, view: TodayView) -> str:
    name = short_name(view.names[call.client_id])
    return _("{name}, no answer").format(name=name) if call.last_try_on else name


def put_off(name: str, until: datetime | None, today: date) -> str:
    """Return who was put off, and until when."""
    if until is None:
        return name
    if until.date() == today:
        return _("{name} is back at {time}.").format(name=name, time=formats.clock(until))
    return _("{name} is back {day}.").format(name=name, day=formats.days_ahead(until.date(), today))


def left_off(name: str, one: Snoozed) -> str:
    """Return who is left off the list, until when and why."""
    day = formats.day_of_month(one.until)
    return _("{name}: not until after {day}. {reason}").format(name=name, day=day, reason=one.reason)


def answer_owed(owed: AnswerOwed) -> str:
    """Return for how long what they wrote has waited."""
    days = owed.working_days
    return ngettext("{n} working day", "{n} working days", days).format(n=days)


def answer_below(owed: AnswerOwed, today: date) -> str:
    """Return what they sent and when."""
    return _("{kind} {day}").format(kind=owed.kind.label, day=formats.days_ago(owed.written_on, today))


def payment_late(one: InvoiceRow, today: date) -> str:
    """Return for how many days an invoice is overdue."""
    days = one.days_late(today) or 0
    return ngettext("{n} day late", "{n} days late", days).format(n=formats.number(days))


def payment_below(one: InvoiceRow) -> str:
    """Return what is open and on which invoice."""
    money = formats.money(one.open_minor, one.currency)
    return _("{money} · invoice {number}").format(money=money, number=one.number) if one.number else money


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
    if not view.calls or view.rest is not None:
        return ""
    day = formats.days_ahead(view.morning.back_on, view.today)
    return _("If the day takes over, what is left moves to {day}.").format(day=day)


def quiet(view: TodayView) -> str:
    """Return what stands in place of the calls where there are none."""
    if view.calls:
        return ""
    if view.rest is not None:
        return _("Rest. Nobody expects a call today.")
    if view.done:
        return _("All calls are made. What you promised in them stands at the side.")
    if view.morning.later:
        many = len(view.morning.later)
        told = ngettext("{n} call is put off until later.", "{n} calls are put off until later.", many)
        return told.format(n=many)
    return _("Everybody has heard from you within the rhythm you agreed on.")


def capital(text: str) -> str:
    """Return ``text`` as it begins a line of a menu."""
    return text[:1].upper() + text[1:]


def who(person: str, client: str) -> tuple[str, str]:
    """Return what stands strong and what beside it: the person and the client, or the client alone."""
    return (person, client) if person else (client, "")
