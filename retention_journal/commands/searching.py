"""Finding anything."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from retention_journal.commands import exit_codes
from retention_journal.commands.call import Call
from retention_journal.commands.registry import Command
from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.services.search import Hit, search

_USUAL_LIMIT = 50
_MOST = 1_000


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help=_("words, or beginnings of words"))
    parser.add_argument(
        "--limit", metavar="N", type=_limit, default=_USUAL_LIMIT, help=_("most hits, 1 to 1,000")
    )


def _limit(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("“{text}” is not a number from 1.").format(text=text))
    return min(int(text), _MOST)


def _search(call: Call) -> int:
    with call.reader() as journal:
        hits = search(journal, call.args.text, call.args.limit)
    document = [
        {"type": hit.type, "id": hit.uid, "client": hit.client, "title": hit.title, "snippet": _snippet(hit),
         "score": hit.score, "day": hit.day}
        for hit in hits
    ]  # fmt: skip
    call.output.answer(document, map(_line, hits))
    if not hits:
        call.output.tell(_("Nothing was found."))
    return exit_codes.DONE


def _line(hit: Hit) -> str:
    parts = [
        hit.title,
        hit.client if hit.client != hit.title else "",
        formats.day(hit.day) if hit.day else "",
        _snippet(hit),
    ]
    return " · ".join(part for part in parts if part)


def _snippet(hit: Hit) -> str:
    """Return what stands around the words; nothing of what is for nobody else, since terminals are shown."""
    return "" if hit.is_private else hit.snippet


SEARCH = Command(_arguments, _search)
