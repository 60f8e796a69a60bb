"""Writing down a contact."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime, time

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.line import moment
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.i18n import _
from retention_journal.services.clients import ClientName, find_client
from retention_journal.services.contacts import ContactEntry, Logged, log_contact

_NOTHING_ELSE = "no"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--client", metavar="C", required=True, help=_("the client, by name"))
    parser.add_argument("--kind", choices=[term.value for term in Kind], required=True, help=_("how"))
    parser.add_argument("--direction", choices=[term.value for term in Direction], help=_("who started it"))
    parser.add_argument("--outcome", choices=[term.value for term in Outcome], help=_("what came of it"))
    parser.add_argument("--at", metavar="TIME", type=moment, help=_("when: 2026-03-10T09:05, or 09:05"))
    parser.add_argument("--minutes", metavar="N", type=int, help=_("how long"))
    parser.add_argument("--tone", type=int, choices=range(1, 6), help=_("1 cool to 5 warm"))
    parser.add_argument("--note", metavar="TEXT", default="", help=_("in a few words"))
    parser.add_argument("--words", metavar="TEXT", default="", help=_("in the client’s own words"))
    answers = [term.value for term in Answer]
    parser.add_argument("--ok", choices=answers, help=_("Is all OK?"))
    parser.add_argument("--works", choices=answers, help=_("Does the delivery work as expected?"))
    parser.add_argument("--else", dest="more", metavar="TEXT",
                        help=_("Anything else I can help with? What it is, or “no”"))  # fmt: skip


def _log(call: Call) -> int:
    with call.writer() as journal:
        client = find_client(journal, call.args.client)
        entry = _entry(call)
        now = call.now if entry.occurred_at is None else call.latest
        logged = log_contact(journal, client.id, entry, now=now)
    call.output.answer(
        {"id": logged.uid, "counts_as_contact": logged.counts_as_contact}, _lines(client, logged)
    )
    return exit_codes.DONE


def _entry(call: Call) -> ContactEntry:
    args = call.args
    kind = Kind(args.kind)
    usual = Direction.NONE if kind is Kind.NOTE else Direction.OUTBOUND
    more: str | None = args.more
    nothing_else = more is not None and more.strip().casefold() == _NOTHING_ELSE
    return ContactEntry(
        kind=kind,
        direction=Direction(args.direction) if args.direction else usual,
        outcome=Outcome(args.outcome) if args.outcome else None,
        occurred_at=_when(call),
        duration_min=args.minutes,
        summary=args.note,
        client_words=args.words,
        tone=args.tone,
        all_ok=Answer(args.ok) if args.ok else None,
        delivery_as_expected=Answer(args.works) if args.works else None,
        else_answer=None if more is None else (Answer.NO if nothing_else else Answer.YES),
        else_to_help="" if more is None or nothing_else else more,
    )


def _when(call: Call) -> datetime | None:
    at: datetime | time | None = call.args.at
    return datetime.combine(call.today, at) if isinstance(at, time) else at


def _lines(client: ClientName, logged: Logged) -> list[str]:
    if not logged.counts_as_contact:
        return [_("Written down for {name}. It does not restart the rhythm.").format(name=client.name)]
    lines = [_("Written down for {name}.").format(name=client.name)]
    if logged.next_contact_on:
        lines.append(_("Talk again by {day}.").format(day=formats.day(logged.next_contact_on)))
    return lines


LOG = Command(_arguments, _log)
