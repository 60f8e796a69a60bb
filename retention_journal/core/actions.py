"""What is done about what was learnt: at most three things at a time, each looked at again afterwards."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core import formats
from retention_journal.core.incidents import CauseKind
from retention_journal.i18n import _, ngettext

#: How many may be open in the whole journal. Source: ideas, 3.10.
MOST_OPEN = 3
#: Days from done to the question what it changed. Source: ideas, 3.10.
EFFECT_DAYS = 90


def effect_check_on(done_on: date) -> date:
    """Return when it is asked what an action changed."""
    return done_on + timedelta(days=EFFECT_DAYS)


def recurrence_words(kind: CauseKind, done_on: date, again: int) -> str:
    """Return whether the cause an action works against was noted again, in a sentence.

    Args:
        kind: The cause.
        done_on: The day the action was done.
        again: How often the cause was noted after that day, 0 or more.
    """
    cause, day = kind.label, formats.day(done_on)
    if not again:
        return _("“{cause}” was not noted as a cause again since {day}.").format(cause=cause, day=day)
    return ngettext(
        "“{cause}” was noted as a cause once more since {day}.",
        "“{cause}” was noted as a cause {n} more times since {day}.",
        again,
    ).format(cause=cause, day=day, n=formats.number(again))
