"""The columns of the list of clients, and the orders it can stand in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from retention_journal.core import formats, standing
from retention_journal.core.cadence import RhythmState
from retention_journal.core.terms import Term
from retention_journal.core.text import folded
from retention_journal.i18n import N_, _, ngettext, pgettext
from retention_journal.services.portfolio import ClientFacts
from retention_journal.ui.delegates import LightCell, LightsCell, Strip, StripCell, TextCell, TwoLines
from retention_journal.ui.pages.clients_light import Lights
from retention_journal.ui.record_table import Column

#: The shape of each state of the rhythm, for those without a light.
SHAPES = {
    RhythmState.IN_RHYTHM: "steady",
    RhythmState.LATE: "watch",
    RhythmState.NOT_YET: "none",
    RhythmState.PAUSED: "paused",
    RhythmState.GONE: "lost",
}
#: Columns that are hidden until somebody asks for them.
EXTRA = ("rhythm", "work", "tier", "since", "phone")


class Order(Term):
    """In which order the clients stand."""

    URGENT = "urgent", N_("Most urgent first")
    NAME = "name", N_("By name")
    SILENCE = "silence", N_("Longest silence first")
    NEXT = "next", N_("Next talk first")
    NEWEST = "newest", N_("Newest clients first")


def in_order(clients: list[ClientFacts], order: Order, lights: Lights) -> list[ClientFacts]:
    """Return the clients in one of the orders; those who are alike by name."""
    if order is Order.URGENT:
        return sorted(clients, key=lambda facts: urgency(facts, lights))
    return sorted(clients, key=_KEYS[order])


def urgency(facts: ClientFacts, lights: Lights) -> tuple[object, ...]:
    """Return what stands first: the light, a late promise, the longest silence beyond, the next due."""
    owed = 0 if facts.late_promises else 1
    return (lights.place(facts), owed, -facts.days_beyond, _next_key(facts), facts.sort_key)


def _next_key(facts: ClientFacts) -> date:
    if facts.state is RhythmState.GONE:
        return date.max
    return facts.next_contact_on or date.min


_KEYS: dict[Order, Callable[[ClientFacts], Any]] = {
    Order.NAME: lambda facts: facts.sort_key,
    Order.SILENCE: lambda facts: (facts.last_contact_on or date.min, facts.sort_key),
    Order.NEXT: lambda facts: (_next_key(facts), facts.sort_key),
    Order.NEWEST: lambda facts: (-(facts.start_date or date.min).toordinal(), facts.sort_key),
}


def haystack(facts: ClientFacts) -> str:
    """Return what the filter looks through: the client, the person and the town."""
    return folded(f"{facts.name}\n{facts.primary_contact}\n{facts.locality}")


def person_and_town(facts: ClientFacts) -> str:
    """Return the line below a client's name."""
    return " · ".join(filter(None, (facts.primary_contact, facts.locality)))


def columns(today: Callable[[], date], lights: Callable[[], Lights]) -> list[Column[ClientFacts]]:
    """Return the columns, told as of the day that ``today`` says, with the lights that ``lights`` knows."""
    return [
        Column(
            pgettext("of a client", "Light"), lambda f: lights().word(f), width=96, most=190, name="light",
            sort_key=lambda f: urgency(f, lights()), cell=LightCell(lambda f: lights().shape(f)),
            accessible=lambda f: _("Light: {light}").format(light=lights().word(f) or _("not known yet")),
        ),
        Column(
            _("Client"), lambda f: f.name, sort_key=lambda f: f.sort_key, cell=TwoLines(person_and_town),
            accessible=lambda f: ", ".join(filter(None, (f.name, person_and_town(f)))), name="client",
        ),
        Column(
            _("Last 90 days"), lambda f: standing.talks_in_90_days(len(f.talks)), width=138, name="strip",
            sort_key=lambda f: -len(f.talks), cell=StripCell(_strip), drop=6,
            accessible=lambda f: standing.strip(f.talks, f.days_beyond),
        ),
        Column(
            _("Last talk"), lambda f: standing.last_talk(f.last_contact_on, today()), width=108, most=170,
            sort_key=lambda f: f.last_contact_on or date.min, drop=5, name="last",
            cell=TextCell(
                colour=lambda f: "watch_text" if f.days_beyond else "text_2",
                strong=lambda f: f.days_beyond > 0,
            ),
            accessible=lambda f: _("Last talk: {day}").format(
                day=standing.last_talk(f.last_contact_on, today())
            ),
        ),
        Column(
            _("Next"), lambda f: _next(f, today()), sort_key=_next_key, width=92, most=130, drop=4,
            name="next",
            cell=TextCell(
                colour=lambda f: "text" if _is_due(f, today()) else "text_2",
                strong=lambda f: _is_due(f, today()),
            ),
            accessible=lambda f: _("Next: {day}").format(day=_next(f, today())),
        ),
        Column(
            _("KPIs on target"), lambda f: lights().goal_words(f, today()), width=116, most=200, drop=2,
            sort_key=lambda f: lights().goal_key(f), name="goals",
            cell=LightsCell(lambda f: lights().goal_shapes(f)),
            accessible=lambda f: _("KPIs on target: {n}").format(n=lights().goal_words(f, today())),
        ),
        Column(
            _("Promises"), lambda f: standing.promises(f.open_promises, f.late_promises, f.promises_today),
            sort_key=lambda f: (-f.late_promises, -f.promises_today, -f.open_promises), width=88, most=130,
            cell=TextCell(colour=_promise_colour, strong=lambda f: bool(f.late_promises or f.promises_today)),
            name="promises", drop=3,
        ),
        *_extra_columns(),
    ]  # fmt: skip


def _extra_columns() -> list[Column[ClientFacts]]:
    return [
        Column(
            _("Talk every"), lambda f: _days(f.rhythm.ideal_days), sort_key=lambda f: f.rhythm.ideal_days,
            width=96, drop=1, name="rhythm",
        ),
        Column(_("Work"), lambda f: f.engagement_type.label, width=110, drop=1, name="work"),
        Column(_("Tier"), lambda f: f.tier.value, width=64, drop=1, name="tier"),
        Column(
            _("Client since"), lambda f: formats.month(f.start_date) if f.start_date else "", drop=1,
            sort_key=lambda f: f.start_date or date.min, width=130, name="since",
        ),
        Column(_("Phone"), lambda f: f.phone, width=130, drop=1, name="phone"),
    ]  # fmt: skip


def _strip(facts: ClientFacts) -> Strip:
    return Strip(facts.talks, facts.notes, facts.days_beyond, "watch")


def _next(facts: ClientFacts, today: date) -> str:
    return standing.next_talk(facts.next_contact_on, facts.state, today)


def _is_due(facts: ClientFacts, today: date) -> bool:
    is_gone = facts.state is RhythmState.GONE
    return not is_gone and (facts.next_contact_on is None or facts.next_contact_on <= today)


def _promise_colour(facts: ClientFacts) -> str:
    if facts.late_promises:
        return "act_text"
    return "watch_text" if facts.promises_today else "text_2"


def _days(days: int) -> str:
    return ngettext("{n} day", "{n} days", days).format(n=days)
