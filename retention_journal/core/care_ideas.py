"""What else could be done for a client who is already there."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.light import Light
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _

#: Without a surprise for so long, one is suggested. Source: capability C11; the time is our own.
SURPRISE_AFTER = timedelta(days=180)


class CareIdeaKind(Term):
    """What kind of thing it is. Source: capabilities C11, C14 and C15."""

    COULD_HELP = "could_help", N_("Could help with")
    SURPRISE = "surprise", N_("Surprise")
    SAME_OFFER = "same_offer", N_("Same offer as new clients")


class CareIdeaState(Term):
    """What became of it."""

    NOTED = "noted", N_("Noted")
    DONE = "done", N_("Done")
    DROPPED = "dropped", N_("Dropped")


#: Small things that cost little and are not asked for.
_SURPRISES = (
    N_("Send them something you came across that is about their trade, with one line of your own."),
    N_("Mend one small thing they never asked for, and tell them after."),
    N_("Write a card by hand."),
    N_("Name them to somebody who could use them, and say that you did."),
    N_("Tell them of a result they have not noticed themselves."),
    N_("Thank a person there by name, for something they did."),
)


def wants_surprise(light: Light, since: date | None, last: date | None, today: date) -> bool:
    """Say whether it is time to surprise a client: all is well, and nothing came for a long time.

    Args:
        light: How the client stands; nobody who waits for something else is surprised.
        since: The day they became a client; None where nobody knows.
        last: The day of the last surprise, planned or done; None where none was ever logged.
        today: The day asked about.
    """
    known = [day for day in (since, last) if day is not None]
    return light is Light.GREEN and (not known or today - max(known) >= SURPRISE_AFTER)


def surprise(number: int) -> str:
    """Return a suggestion; every ``number`` has one, and they come round."""
    return _(_SURPRISES[number % len(_SURPRISES)])
