"""The nine o'clock list: whom to call this morning, and why."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services import morning as mornings
from retention_journal.services.morning import Morning, morning
from retention_journal.services.own_rules import nine_oclock
from retention_journal.services.portfolio import ClientFacts, portfolio

Facts = Mapping[int, ClientFacts]


def _arguments(_parser: ArgumentParser) -> None:
    """Take none of its own."""


def _today(call: Call) -> int:
    with call.reader() as journal:
        now = call.now
        if call.today != call.clock.date():
            now = datetime.combine(call.today, nine_oclock(journal).at)
        made = morning(journal, now)
        facts = {one.client_id: one for one in portfolio(journal, call.today)}
    call.output.answer(_document(made, facts), _lines(made, facts))
    return exit_codes.DONE


def _document(made: Morning, facts: Facts) -> dict[str, Any]:
    return {
        "date": made.today,
        "capacity": made.nine.capacity,
        "is_working_day": made.is_working_day,
        "calls": [_call(one, facts) for one in made.calls],
        "waiting": [_call(one, facts) for one in (*made.offered, *made.waiting)],
        "offered": [_call(one, facts) for one in made.offered],
        "needed_per_day": float(made.check.needed),
    }


def _call(one: mornings.Call, facts: Facts) -> dict[str, Any]:
    return {
        "client": facts[one.client_id].name,
        "id": one.uid,
        "lane": one.lane.value,
        "light": one.light.value,
        "reasons": [why.text for why in one.reasons],
        "phone": facts[one.client_id].phone,
        "rolled_from": one.rolled_from,
    }


def _lines(made: Morning, facts: Facts) -> Iterator[str]:
    yield _head(made)
    for number, one in enumerate(made.calls, 1):
        yield ""
        told = _("{number}. {name}: {lane} ({light})").format(
            number=number, name=facts[one.client_id].name, lane=one.lane.label, light=one.light.label
        )
        yield ", ".join(part for part in (told, facts[one.client_id].phone) if part)
        yield from (f"   {why.text}" for why in one.reasons)
    if made.waiting:
        names = ", ".join(facts[one.client_id].name for one in made.waiting)
        yield ""
        yield _("Waiting for a later morning: {names}.").format(names=names)
    if made.offered:
        names = ", ".join(facts[one.client_id].name for one in made.offered)
        yield _("Also today: {names}.").format(names=names)
    if made.check.needed:
        advice = [made.check.suggestion.text] if made.check.suggestion else []
        yield ""
        yield " ".join([made.check.text, *advice])


def _head(made: Morning) -> str:
    day = formats.weekday_day(made.today)
    many = len(made.calls)
    if many:
        return ngettext("{day}: {n} call.", "{day}: {n} calls.", many).format(day=day, n=many)
    if made.is_working_day:
        return _("{day}: nobody to call.").format(day=day)
    back = formats.weekday_day(made.back_on)
    return _("{day}: not a working day. Back on {back}.").format(day=day, back=back)


TODAY = Command(_arguments, _today)
