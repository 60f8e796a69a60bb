"""What else could be done for a client who is already there."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


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
