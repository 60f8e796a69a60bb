"""Clients: where they stand, what kind of engagement it is, and what they buy."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Status(Term):
    """Where a client stands. Source: vocabulary, section 2."""

    PROSPECT = "prospect", N_("Prospect")
    ONBOARDING = "onboarding", N_("New")
    ACTIVE = "active", N_("Active")
    PAUSED = "paused", N_("Paused")
    NOTICE_GIVEN = "notice_given", N_("Notice given")
    LOST = "lost", N_("Lost")
    WON_BACK = "won_back", N_("Won back")
    CLOSED_BY_US = "closed_by_us", N_("Ended by you")


#: Clients one works for or hopes to: those who belong on Today and in the rhythm.
LIVING = frozenset({Status.ONBOARDING, Status.ACTIVE, Status.PAUSED, Status.NOTICE_GIVEN, Status.WON_BACK})
GONE = frozenset({Status.LOST, Status.CLOSED_BY_US})


class Tier(Term):
    """How much attention a client gets where all cannot be served at once."""

    A = "A", N_("A, first")
    B = "B", N_("B, usual")
    C = "C", N_("C, lighter")


class EngagementType(Term):
    """How you work together; it sets the default rhythm."""

    RETAINER = "retainer", N_("Retainer")
    PROJECT = "project", N_("Project")
    HOURLY = "hourly", N_("By the hour")
    ONE_OFF = "one_off", N_("One-off job")
    BETWEEN = "between", N_("Between jobs")
    PAST = "past", N_("Past client")


class BuyingMotive(Term):
    """What the client really buys (capability A7)."""

    CAPACITY = "capacity", N_("Relief")
    COMPETENCE = "competence", N_("Knowledge")
    BOTH = "both", N_("Both")
    UNKNOWN = "unknown", N_("Not known")


class Role(Term):
    """What a contact person does in the client's firm."""

    DECISION_MAKER = "decision_maker", N_("Decides")
    DAY_TO_DAY = "day_to_day", N_("Day to day")
    PAYER = "payer", N_("Pays the invoices")
    CHAMPION = "champion", N_("Speaks for you")
    OTHER = "other", N_("Other")


class ReportRhythm(Term):
    """How often the client gets a status report."""

    NONE = "none", N_("No reports")
    MONTHLY = "monthly", N_("Every month")
    QUARTERLY = "quarterly", N_("Every quarter")
