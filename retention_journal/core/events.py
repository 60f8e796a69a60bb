"""Events at a client: what happens there, or what they say, that may end the work together."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class EventKind(Term):
    """What happened at the client. Source: rules, S7 and H3; capability D8."""

    ACQUIRED = "acquired_or_merged", N_("Bought up or merged")
    DISAGREEMENT = "internal_disagreement", N_("Disagreement at the client")
    CUTS = "cuts", N_("Cuts")
    REORGANISED = "reorganised", N_("Reorganised")
    OTHER = "other", N_("Something else happened")
    LOOKING_AROUND = "looking_around", N_("Hinted at leaving")
    UNHAPPY = "unhappy", N_("Said they are unhappy")
    NOTICE = "notice", N_("Gave notice")


#: What the client said about you: a hard fact until it is settled.
SAID = frozenset({EventKind.LOOKING_AROUND, EventKind.UNHAPPY, EventKind.NOTICE})
#: What happened at the client: worth a talk, for 90 days at most.
HAPPENED = frozenset(EventKind) - SAID


class LinkKind(Term):
    """How two contact persons know each other. Source: vocabulary, ``ContactLink``."""

    COLLEAGUE = "colleague", N_("Colleagues")
    FRIEND = "friend", N_("Friends")
    FAMILY = "family", N_("Family")
    SAME_NETWORK = "same_network", N_("Same network")
    REFERRED = "referred", N_("One sent the other to you")
