"""What is said of a promise that was moved: its small history, and a letter that tells the new date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.promises import Move
from retention_journal.i18n import _, ngettext

_TWICE = 2
_ENDS = (".", "!", "?", "…")


def times_moved(moves: Sequence[Move]) -> str:
    """Return how often a promise was moved: "moved twice"; "" where it never was."""
    if not moves:
        return ""
    if len(moves) == 1:
        return _("moved once")
    if len(moves) == _TWICE:
        return _("moved twice")
    return ngettext("moved {n} time", "moved {n} times", len(moves)).format(n=formats.number(len(moves)))


def history(moves: Sequence[Move], today: date) -> str:
    """Return what became of the date: "Promised for 3 Nov, moved to 7 Nov: waiting for photos."."""
    if not moves:
        return ""
    told = f"{_promised_for(moves[0], today)}, {'; '.join(_moved(move, today) for move in moves)}"
    return told if told.endswith(_ENDS) else f"{told}."


def steps(moves: Sequence[Move], today: date) -> list[str]:
    """Return the first promise and every move of it, each as a line of its own."""
    lines = [_promised_for(moves[0], today)] if moves else []
    for move in moves:
        told = _("On {day} {what}, and they know.") if move.client_knows else _("On {day} {what}.")
        day = formats.short_day(move.moved_on, today=today)
        lines.append(told.format(day=day, what=_moved(move, today).rstrip(".")))
    return lines


@dataclass(frozen=True)
class NewDate:
    """What a letter about a new date is made from.

    Attributes:
        text: What was promised.
        before: The day it was promised for; None where none was named.
        after: The day it will come; None while none is chosen.
        reason: Why, as the client may read it; "" says nothing of it.
        person: First name of who is written to; "" for nobody known.
        sender: Who writes.
        language: BCP 47 tag of the client's language.
    """

    text: str
    before: date | None
    after: date | None
    reason: str
    person: str
    sender: str
    language: str


def letter(about: NewDate) -> str:
    """Return an e-mail that tells the new date, in the client's language; plain, with one apology."""
    _ = i18n.texts_in(about.language).gettext
    lines = [_("Hello {name},").format(name=about.person) if about.person else _("Hello,"), ""]
    if about.before is None:
        lines.append(_("I promised you “{text}”. It is not ready yet.").format(text=about.text))
    else:
        promised = _("I promised you “{text}” for {day}. It is not ready yet, and I am sorry.")
        lines.append(promised.format(text=about.text, day=_by(about.before, about.language)))
    if about.reason:
        lines.append(about.reason if about.reason.endswith(_ENDS) else f"{about.reason}.")
    if about.after is not None:
        lines.append(_("You will have it by {day}.").format(day=_by(about.after, about.language)))
    lines += [_("Is that all right for you? A line back is enough."), "", about.sender]
    return "\n".join(lines).rstrip()


def _promised_for(first: Move, today: date) -> str:
    if first.before is None:
        return _("Promised without a date")
    return _("Promised for {day}").format(day=formats.short_day(first.before.date(), today=today))


def _moved(move: Move, today: date) -> str:
    if move.after is None:
        told = _("date taken back")
    else:
        told = _("moved to {day}").format(day=formats.short_day(move.after.date(), today=today))
    return f"{told}: {' '.join(move.reason.split())}" if move.reason else told


def _by(day: date, language: str) -> str:
    """Return a day as it stands inside a sentence: "Tuesday 14 October"."""
    return f"{formats.weekday(day, language)} {formats.day_of_month(day, language)}"
