"""What the journal can show of what was agreed, of hours and of figures, as of the day of a complaint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from retention_journal.core import formats, kpi_words
from retention_journal.core.answer_desk import DeskFact, FactKind
from retention_journal.core.expectations import ItemState
from retention_journal.core.hours import Bucket, in_hours
from retention_journal.core.incidents import IncidentKind
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.periods import DayRange, month_of, previous_month
from retention_journal.services.desk_ask import DeskAsk
from retention_journal.services.expectation_items import Item, expectations_on
from retention_journal.services.goals import Goal, goals_in
from retention_journal.services.hours import ClientHours, client_hours
from retention_journal.services.kpis import Agreement, agreements, in_force
from retention_journal.services.turnaround import agreed_days

#: Hours are gathered over the month of the complaint and those before it.
_MONTHS = 4
_MOST_TASKS = 4
#: Complaints about time, where it matters that none was ever agreed.
_ABOUT_TIME = frozenset({IncidentKind.MISSED_DEADLINE, IncidentKind.SLOW_RESPONSE})
#: From so many days into a month on its own hours are shown, before that those of the month before.
_ENOUGH_OF_A_MONTH = 21


def agreement_facts(ask: DeskAsk) -> Iterator[DeskFact]:
    """Tell what was agreed on the day the complaint came, or that nothing was."""
    _ = ask.texts.gettext
    held = in_force(agreements(ask.journal, ask.one.client_id), ask.received_on)
    if held is None:
        yield DeskFact(
            "agreement", FactKind.AGREEMENT, _("Nothing was agreed in writing on {day}").format(
                day=ask.day(ask.received_on)
            ), "", ask.received_on, RecordRef("client", ask.one.client_id),
        )  # fmt: skip
        return
    yield _agreement(ask, held)
    if ask.one.kind in _ABOUT_TIME and agreed_days(held, None) is None:
        day = held.agreed_on or held.valid_from
        yield DeskFact(
            "no_time_agreed", FactKind.AGREEMENT, _("How long small things may take was never agreed"),
            _("The agreement of {day} says nothing of it.").format(day=ask.day(day)),
            day, RecordRef("kpi_agreement", held.agreement_id),
        )  # fmt: skip


def scope_facts(ask: DeskAsk) -> Iterator[DeskFact]:
    """Tell what was included and what was not on the day the complaint came."""
    for item in expectations_on(ask.journal, ask.one.client_id, ask.received_on):
        yield _scope(ask, item)


def hours_facts(ask: DeskAsk) -> Iterator[DeskFact]:
    """Tell the hours of the last month against those agreed, and by kind of task what they went to."""
    hours = client_hours(ask.journal, ask.one.client_id, ask.received_on, _MONTHS)
    if not hours.rows:
        return
    yield from _against_agreed(ask, hours)
    yield from _tasks(ask, hours)


def figure_facts(ask: DeskAsk) -> Iterator[DeskFact]:
    """Tell how each goal stood in the last whole month before the complaint."""
    period = previous_month(ask.received_on)
    goals = goals_in(ask.journal, ask.one.client_id, period, today=ask.received_on)
    for goal in goals.goals:
        if goal.value is not None and not goal.is_counted and goals.agreement is not None:
            yield _figure(ask, goal, goal.value, goals.agreement)


def _agreement(ask: DeskAsk, held: Agreement) -> DeskFact:
    _ = ask.texts.gettext
    day = held.agreed_on or held.valid_from
    told = [
        f"{line.name}, {words}" if (words := kpi_words.target_words(line, ask.language)) else line.name
        for line in held.lines
    ]
    return DeskFact(
        key=f"agreement:{held.agreement_id}",
        kind=FactKind.AGREEMENT,
        text=_("What we agreed on {day}, in force since {since}").format(
            day=ask.day(day), since=ask.day(held.valid_from)
        )
        if day != held.valid_from
        else _("What we agreed on {day}").format(day=ask.day(day)),
        detail=" · ".join(told),
        day=day,
        source=RecordRef("kpi_agreement", held.agreement_id),
        words=" ".join([held.client_words, *(line.name for line in held.lines)]),
    )


def _scope(ask: DeskAsk, item: Item) -> DeskFact:
    _ = ask.texts.gettext
    text = {
        ItemState.INCLUDED: _("Included: {what}"),
        ItemState.NOT_INCLUDED: _("Not included: {what}"),
        ItemState.ASSUMED: _("Taken for granted, never said: {what}"),
        ItemState.OPEN: _("Asked and never answered: {what}"),
    }[item.state].format(what=item.told)
    said = item.said_on
    who = item.confirmed_by_name
    detail = ""
    if said is not None:
        told = _("{who} said so on {day}.") if who else _("Said on {day}.")
        detail = told.format(who=who, day=ask.day(said))
    return DeskFact(
        key=f"scope:{item.item_id}",
        kind=FactKind.SCOPE,
        text=text,
        detail=detail,
        day=said or ask.received_on,
        source=RecordRef("expectation_item", item.item_id),
        matters=False,
        words=item.told,
    )


def _against_agreed(ask: DeskAsk, hours: ClientHours) -> Iterator[DeskFact]:
    own = month_of(ask.received_on)
    wanted = own if ask.received_on.day >= _ENOUGH_OF_A_MONTH else previous_month(ask.received_on)
    month = next((one for one in hours.months if one.month == wanted), None)
    if month is None or not month.served:
        return
    _ = ask.texts.gettext
    said = {"used": in_hours(month.served, ask.language), "month": _month(ask, month.month)}
    text = _("{used} hours used in {month}").format(**said)
    if month.agreed_minutes is not None:
        text = _("{used} of {agreed} agreed hours used in {month}").format(
            agreed=in_hours(month.agreed_minutes, ask.language), **said
        )
    newest = next(row for row in hours.rows if row.worked_on in month.month)
    yield DeskFact(
        "hours", FactKind.HOURS, text, "", month.month.last, RecordRef("time_entry", newest.entry_id)
    )


def _tasks(ask: DeskAsk, hours: ClientHours) -> Iterator[DeskFact]:
    by_task: dict[str, int] = defaultdict(int)
    for row in hours.rows:
        if row.bucket is Bucket.SERVE and row.worked_on <= ask.received_on:
            by_task[row.task or row.project] += row.minutes
    named = [(name, minutes) for name, minutes in by_task.items() if name]
    if not named:
        return
    _ = ask.texts.gettext
    named.sort(key=lambda one: (-one[1], one[0]))
    since = _month(ask, month_of(hours.rows[-1].worked_on))
    told = [_task(ask, name, minutes) for name, minutes in named[:_MOST_TASKS]]
    came = [result for one in hours.tasks if one.task in dict(named) for result in one.results]
    yield DeskFact(
        key="tasks",
        kind=FactKind.TASKS,
        text=_("Where the hours went since {month}: {tasks}").format(month=since, tasks=", ".join(told)),
        detail=" · ".join(dict.fromkeys(came)),
        day=ask.received_on,
        source=RecordRef("time_entry", hours.rows[0].entry_id),
        words=" ".join(name for name, _minutes in named[:_MOST_TASKS]),
    )


def _task(ask: DeskAsk, name: str, minutes: int) -> str:
    """Return what a kind of task took: "Campaign 12 h", whose hours stay with their "h"."""
    hours = in_hours(minutes, ask.language)
    told = ask.texts.gettext("{task} {hours} h").format(task=name, hours=hours)
    return told.replace(f"{hours} h", f"{hours}\u00a0h")


def _figure(ask: DeskAsk, goal: Goal, value: Decimal, agreement: Agreement) -> DeskFact:
    _ = ask.texts.gettext
    unit = kpi_words.unit_of(goal.line, ask.texts)
    said = {
        "goal": goal.line.name,
        "value": kpi_words.amount(value, unit, ask.language),
        "month": _month(ask, goal.period),
        "target": kpi_words.target_words(goal.stated, ask.language),
    }
    text = (
        _("{goal}: {value} in {month}, agreed {target}")
        if said["target"]
        else _("{goal}: {value} in {month}")
    )
    known = [point for point in goal.points if point.value is not None]
    detail = kpi_words.status_words(goal.status, goal.trend, goal.line, ask.texts) + "."
    if len(known) > 1 and known[0].value is not None:
        first = kpi_words.amount(known[0].value, unit, ask.language)
        detail += " " + _("{value} in {month}.").format(value=first, month=_month(ask, known[0].period))
    return DeskFact(
        key=f"goal:{goal.line.line_key}",
        kind=FactKind.FIGURE if goal.line.turnaround_days is None else FactKind.REQUESTS,
        text=text.format(**said),
        detail=detail,
        day=goal.period.last,
        source=RecordRef("kpi_agreement", agreement.agreement_id),
        words=goal.line.name,
    )


def _month(ask: DeskAsk, period: DayRange) -> str:
    return formats.month_within(period.first, ask.language, year=period.first.year != ask.today.year)
