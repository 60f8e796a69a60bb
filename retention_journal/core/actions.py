"""What is done about what was learnt: at most three things at a time, each looked at again afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import CauseKind
from retention_journal.core.lessons import ActionKind
from retention_journal.core.text import clean
from retention_journal.i18n import _, ngettext

#: How many may be open in the whole journal. Source: ideas, 3.10.
MOST_OPEN = 3
#: Days from done to the question what it changed. Source: ideas, 3.10.
EFFECT_DAYS = 90
_LONGEST = 500


@dataclass(frozen=True)
class ActionEntry:
    """One bounded thing to do.

    Attributes:
        text: What is done, its verb first: "Call them before the month ends".
        done_when: What shows that it is done.
        cause_kind: The kind of cause it works against; None where it is against none in particular.
        due_on: By when.
    """

    text: str = ""
    done_when: str = ""
    kind: ActionKind = ActionKind.PREVENT
    cause_kind: CauseKind | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Recurrence:
    """Whether what an action works against came again after it was done.

    Attributes:
        cause_kind: What was counted; None where the action is against no kind of cause.
        since: The day it was done.
        in_incidents: How often it was a cause of what went wrong after that day.
        in_losses: How often it was a cause of a loss after that day.
    """

    cause_kind: CauseKind | None
    since: date
    in_incidents: int = 0
    in_losses: int = 0

    @property
    def times(self) -> int:
        """How often it came again."""
        return self.in_incidents + self.in_losses

    @property
    def text(self) -> str:
        """What the journal knows of it, in a sentence."""
        if self.cause_kind is None or self.cause_kind is CauseKind.UNKNOWN:
            return _("It works against no kind of cause in particular, so the journal cannot count.")
        cause, day = self.cause_kind.label, formats.day(self.since)
        if not self.times:
            return _("“{cause}” has been no cause of anything since {day}.").format(cause=cause, day=day)
        return ngettext(
            "“{cause}” has been a cause {n} time since {day}.",
            "“{cause}” has been a cause {n} times since {day}.",
            self.times,
        ).format(cause=cause, day=day, n=formats.number(self.times))


def checked(entry: ActionEntry) -> ActionEntry:
    """Return an action as it is kept.

    Raises:
        InvalidEntryError: It says nothing, or not by what one sees that it is done.
    """
    text, done_when = clean(entry.text, lines=False), clean(entry.done_when)
    if not text:
        raise InvalidEntryError(
            "text", _("Write what you will do."), _("Begin with what you do: “Call”, “Ask”, “Agree”.")
        )
    if not done_when:
        raise InvalidEntryError("done_when", _("Write by what you will see that it is done."))
    for name, value in (("text", text), ("done_when", done_when)):
        if len(value) > _LONGEST:
            raise InvalidEntryError(name, _("At most {n} characters.").format(n=formats.number(_LONGEST)))
    return ActionEntry(text, done_when, entry.kind, entry.cause_kind, entry.due_on)


def check_room(number_open: int) -> None:
    """See that another may be open.

    Raises:
        InvalidEntryError: Three are open already.
    """
    if number_open >= MOST_OPEN:
        raise InvalidEntryError(
            "text",
            _("{n} things to do are open already.").format(n=formats.number(number_open)),
            _("Finish one, or drop one and say why, before you take on another."),
        )


def effect_check_from(done_on: date) -> date:
    """Return when to ask what an action changed."""
    return done_on + timedelta(days=EFFECT_DAYS)
