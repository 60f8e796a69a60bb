"""How each client stands, and why."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from typing import Any

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.core.light_facts import RecordRef
from retention_journal.i18n import _
from retention_journal.services.clients import find_client
from retention_journal.services.lights import ClientLight, Fact, told_lights
from retention_journal.services.record_ids import uids_of


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--client", metavar="C", help=_("this client only; all where none is named"))


def _light(call: Call) -> int:
    with call.reader() as journal:
        named = None if call.args.client is None else find_client(journal, call.args.client)
        lights = told_lights(journal, call.latest, None if named is None else (named.id,))
        uids = uids_of(journal, (fact.record for one in lights for fact in one.facts if fact.record))
    if call.today != call.clock.date() and not call.output.is_json:
        call.output.tell(_("As the journal stood on {day}:").format(day=formats.day(call.today)))
    call.output.answer([_document(one, uids) for one in lights], _lines(lights))
    if not lights and named is not None:
        call.output.tell(_("{name} was no client on that day.").format(name=named.name))
    elif not lights:
        call.output.tell(_("There were no clients on that day."))
    return exit_codes.DONE


def _document(one: ClientLight, uids: Mapping[RecordRef, str]) -> dict[str, Any]:
    return {
        "client": one.name,
        "id": one.uid,
        "light": one.light.value,
        "since": one.since,
        "signals": [_signal(fact, uids) for fact in one.facts],
        "to_green": list(one.to_green),
        "not_known": list(one.not_known),
        "override": _override(one),
    }


def _signal(fact: Fact, uids: Mapping[RecordRef, str]) -> dict[str, Any]:
    record = fact.record
    return {
        "id": fact.signal.value,
        "class": fact.signal.weight.value,
        "level": fact.level.value,
        "text": fact.text,
        "record": {"type": record.type, "id": uids[record]} if record and record in uids else None,
    }


def _override(one: ClientLight) -> dict[str, Any] | None:
    """Return your own judgement and, beside it, what the facts say on the day asked about."""
    found = one.judged.assessment
    if found.override is None:
        return None
    return {
        "light": found.override.light,
        "reason": found.override.reason,
        "set_on": found.override.set_on,
        "until": found.override.until,
        "facts": found.facts_light.value,
    }


def _lines(lights: list[ClientLight]) -> Iterator[str]:
    for number, one in enumerate(lights):
        if number:
            yield ""
        yield _("{name}: {headline}.").format(name=one.name, headline=one.headline)
        if one.override_line:
            yield f"  {one.override_line}"
        for count, fact in enumerate(one.reasons, 1):
            yield f"  {count}. {fact.text}"
        if one.to_green:
            yield "  " + _("To green:")
            yield from (f"  - {step}" for step in one.to_green)
        if one.not_known:
            yield "  " + _("Not known: {what}.").format(what=", ".join(one.not_known))


LIGHT = Command(_arguments, _light)
