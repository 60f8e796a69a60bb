"""Turns of phrase that do harm in an answer to a client: what kind each is, why, and what does better."""

from __future__ import annotations

from dataclasses import dataclass

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class WordingKind(Term):
    """What a sentence does that it should not. Source: capabilities E11, E12 and E13."""

    BLAMES_CLIENT = "blames_client", N_("Points at the client")
    BLAMES_OTHERS = "blames_others", N_("Points at others")
    EXPLAINS = "explains", N_("Explains what nobody asked")
    GROVELS = "grovels", N_("Grovels")
    NON_APOLOGY = "non_apology", N_("No real apology")
    DEFENDS = "defends", N_("Defends")


@dataclass(frozen=True)
class Turn:
    """One turn of phrase.

    Attributes:
        kind: What it does.
        why: Why it is marked, in one sentence, as the key of its translations.
        instead: What may be written in its place, as the key of its translations into the language of
            the letter; "" where leaving it out is best.
    """

    kind: WordingKind
    why: str
    instead: str = ""


_K = WordingKind

SHOULD_HAVE = Turn(
    _K.BLAMES_CLIENT,
    N_("What the client should have done helps nobody now."),
    N_("I should have asked."),
)
TOLD_YOU = Turn(
    _K.BLAMES_CLIENT,
    N_("It says that the client did not listen."),
    N_("I should have said it more clearly."),
)
YOUR_DOING = Turn(
    _K.BLAMES_CLIENT,
    N_("It points back at the client, who stops reading here."),
    N_("I should have made sure of it."),
)
OTHERS = Turn(
    _K.BLAMES_OTHERS,
    N_("To the client, your suppliers and colleagues are you."),
    N_("I answer for this."),
)
LOAD = Turn(
    _K.EXPLAINS,
    N_("How busy or ill somebody was is no help to the client."),
    N_("This is what I do now:"),
)
REASON = Turn(
    _K.EXPLAINS,
    N_("First say what you do about it; a short reason may follow."),
    N_("This is what I do now:"),
)
GROVELLING = Turn(
    _K.GROVELS,
    N_("Then the client has to comfort you; plain words weigh more."),
    N_("I am sorry."),
)
AGAIN = Turn(_K.GROVELS, N_("One apology is enough; every further one weighs less."))
IF_YOU_FELT = Turn(
    _K.NON_APOLOGY,
    N_("It is sorry for a feeling and not for what happened."),
    N_("I am sorry that I"),
)
NOBODYS = Turn(
    _K.NON_APOLOGY,
    N_("Nobody did it in this sentence; say who and what."),
    N_("I am sorry that I"),
)
BUT = Turn(_K.DEFENDS, N_("What stands before “but” is not heard; a full stop does it."))
ACTUALLY = Turn(_K.DEFENDS, N_("It sounds like setting the client right; the sentence stands without it."))
AS_SAID = Turn(_K.DEFENDS, N_("It says that the client was told before; say it once more as if new."))
STANDING_UP = Turn(_K.DEFENDS, N_("It speaks up for you; the client waits to hear about the remedy."))
