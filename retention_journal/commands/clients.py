"""Adding a client."""

from __future__ import annotations

from argparse import ArgumentParser

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.line import day
from retention_journal.commands.registry import Command
from retention_journal.core.clients import EngagementType, Tier
from retention_journal.i18n import LANGUAGES, _
from retention_journal.services.clients import ClientEntry, add_client, client_name


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("client",), help=_("what to add"))
    parser.add_argument("name", metavar="NAME", help=_("the client’s name"))
    parser.add_argument("--since", metavar="DATE", type=day, help=_("first day as a client"))
    parser.add_argument("--engagement", choices=[term.value for term in EngagementType],
                        default=EngagementType.RETAINER.value, help=_("how you work together"))  # fmt: skip
    parser.add_argument("--tier", choices=[term.value for term in Tier], default=Tier.B.value,
                        help=_("how much attention it gets"))  # fmt: skip
    parser.add_argument("--ideal-days", metavar="N", type=int, help=_("talk every N days"))
    parser.add_argument("--max-days", metavar="N", type=int, help=_("longest silence in days"))
    parser.add_argument("--contact", metavar="NAME", default="", help=_("the contact person"))
    parser.add_argument("--email", metavar="E", default="", help=_("the contact person’s e-mail"))
    parser.add_argument("--phone", metavar="P", default="", help=_("the contact person’s phone"))
    parser.add_argument(
        "--language", choices=tuple(LANGUAGES), default="", help=_("language of its reports: en, nb or sv")
    )
    parser.add_argument("--same-name", action="store_true", help=_("although a client of this name is here"))


def _add(call: Call) -> int:
    args = call.args
    entry = ClientEntry(
        name=args.name, start_date=args.since, engagement_type=EngagementType(args.engagement),
        tier=Tier(args.tier),
        ideal_interval_days=args.ideal_days, max_interval_days=args.max_days, language=args.language,
        contact_name=args.contact, contact_email=args.email, contact_phone=args.phone,
    )  # fmt: skip
    with call.writer() as journal:
        number = add_client(journal, entry, today=call.today, allow_same_name=args.same_name)
        added = client_name(journal, number)
    call.output.answer({"id": added.uid, "name": added.name}, [_("Added {name}.").format(name=added.name)])
    return exit_codes.DONE


ADD = Command(_arguments, _add)
