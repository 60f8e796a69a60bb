"""Losses: what ended, why as far as one knows, and where the client went."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class LossKind(Term):
    """What ended."""

    FULL = "full", N_("They left")
    DOWNGRADE = "downgrade", N_("They buy less")
    PAUSE = "pause", N_("They paused")
    PROJECT_NOT_RENEWED = "project_not_renewed", N_("Project not renewed")


class LossReason(Term):
    """Why they left. Source: vocabulary, section 3."""

    OVERLOOKED = "overlooked", N_("Felt overlooked")
    DISSATISFIED_RESULT = "dissatisfied_result", N_("Unhappy with the result")
    DISSATISFIED_SERVICE = "dissatisfied_service", N_("Unhappy with how they were treated")
    UNRESOLVED_COMPLAINT = "unresolved_complaint", N_("Complaint not put right")
    EXPECTATION_MISMATCH = "expectation_mismatch", N_("Different expectations")
    COMPETITOR = "competitor", N_("Went to a competitor")
    ALTERNATIVE_OR_NEW_CONTACTS = "alternative_or_new_contacts", N_("Alternative or new contacts")
    IN_HOUSE = "in_house", N_("Does it themselves")
    PRICE_OR_BUDGET = "price_or_budget", N_("Price or budget")
    ACQUIRED_OR_MERGED = "acquired_or_merged", N_("Bought up or merged")
    INTERNAL_DISAGREEMENT = "internal_disagreement", N_("Disagreement among themselves")
    CONTACT_LEFT = "contact_left", N_("The contact person left")
    MOVED = "moved", N_("Moved")
    CEASED_OR_DIED = "ceased_or_died", N_("Closed down or died")
    NEED_ENDED = "need_ended", N_("No longer needed")
    ENDED_BY_US = "ended_by_us", N_("Ended by you")
    UNKNOWN = "unknown", N_("Not known")


class ReasonSource(Term):
    """By whose words the reason is known."""

    CLIENT_SAID = "client_said", N_("The client said so")
    CLIENT_WROTE = "client_wrote", N_("The client wrote so")
    THIRD_PARTY = "third_party", N_("Somebody else said so")
    OWN_GUESS = "own_guess", N_("Your own guess")


class ReasonCertainty(Term):
    """How certain the reason is."""

    CONFIRMED = "confirmed", N_("Confirmed")
    LIKELY = "likely", N_("Likely")
    GUESS = "guess", N_("A guess")


class Destination(Term):
    """Where the client went."""

    COMPETITOR = "competitor", N_("A competitor")
    IN_HOUSE = "in_house", N_("In-house")
    OTHER_KIND_OF_SOLUTION = "other_kind_of_solution", N_("Another kind of solution")
    BACK_TO_SHOP = "back_to_shop", N_("Back to the shops")
    NOTHING = "nothing", N_("Nothing")
    UNKNOWN = "unknown", N_("Not known")


#: Whose words can confirm a reason. Source: ideas, 3.3.
FROM_THE_CLIENT = frozenset({ReasonSource.CLIENT_SAID, ReasonSource.CLIENT_WROTE})


def certainty_allowed(source: ReasonSource, certainty: ReasonCertainty) -> bool:
    """Say whether a reason from ``source`` may be called ``certainty``: only the client confirms."""
    return certainty is not ReasonCertainty.CONFIRMED or source in FROM_THE_CLIENT
