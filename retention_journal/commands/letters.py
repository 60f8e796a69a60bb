"""Broken letters in what is taken in: told, and mended where the person says so."""

from __future__ import annotations

from typing import TypeVar

from retention_journal.commands.call import Call
from retention_journal.i18n import _, ngettext
from retention_journal.importers.letters import letters_in, with_letters_mended

T = TypeVar("T")
_SHOWN = 3


def with_letters(call: Call, told: T) -> T:
    """Return rows, or a whole ``Incoming``, and say what of their letters is broken; mended if asked for."""
    found = letters_in(told)
    if found is None:
        return told
    examples = ", ".join(
        _("“{before}” → “{after}”").format(before=mend.before[:60], after=mend.after[:60])
        for mend in found.mends[:_SHOWN]
    )
    if found.lost:
        lost = ngettext(
            "{n} text has lost letters for good.", "{n} texts have lost letters for good.", len(found.lost)
        )
        call.output.tell(lost.format(n=len(found.lost)))
    if not found.mends:
        return told
    n = len(found.mends)
    if call.args.mend_letters:
        done = ngettext("{n} text was mended: {examples}", "{n} texts were mended: {examples}", n)
        call.output.tell(done.format(n=n, examples=examples))
        return with_letters_mended(told)
    seen = ngettext(
        "{n} text has broken letters; --mend-letters mends it: {examples}",
        "{n} texts have broken letters; --mend-letters mends them: {examples}",
        n,
    )
    call.output.tell(seen.format(n=n, examples=examples))
    return told
