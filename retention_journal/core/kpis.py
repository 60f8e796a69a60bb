"""KPIs and expectations: what was agreed, and how a value stands against it."""

from __future__ import annotations

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class LineKind(Term):
    """A measured goal, or a "non-KPI" the client judges by all the same (capability B6)."""

    KPI = "kpi", N_("KPI")
    EXPECTATION = "expectation", N_("Expectation")


class GoalDirection(Term):
    """Which way is better."""

    HIGHER = "higher", N_("Higher is better")
    LOWER = "lower", N_("Lower is better")
    EQUAL = "equal", N_("Exactly this")
    RANGE = "range", N_("Within a range")


class Aggregation(Term):
    """How the values of a longer period become one."""

    SUM = "sum", N_("Sum")
    MEAN = "mean", N_("Mean")
    LAST = "last", N_("Last value")


class Period(Term):
    """How often a value is due."""

    WEEK = "week", N_("Week")
    MONTH = "month", N_("Month")
    QUARTER = "quarter", N_("Quarter")
    YEAR = "year", N_("Year")


class AgreementStatus(Term):
    """Where an agreement stands; once agreed it is never edited, only replaced."""

    DRAFT = "draft", N_("Draft")
    AGREED = "agreed", N_("Agreed")
    SUPERSEDED = "superseded", N_("Replaced")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


class AgreedHow(Term):
    """How it was agreed."""

    MEETING = "meeting", N_("in a meeting")
    CALL = "call", N_("by phone")
    EMAIL = "email", N_("by e-mail")
    SIGNED = "signed", N_("signed")


class ImportanceSource(Term):
    """How it is known what a goal means to the client."""

    SAID = "said", N_("They said so")
    ASSUMED = "assumed", N_("You assume so")


class KpiStatus(Term):
    """How a goal stands in its period. Source: vocabulary, section 5."""

    ACHIEVED = "achieved", N_("Achieved")
    ON_TRACK = "on_track", N_("On target")
    AT_RISK = "at_risk", N_("Just under")
    OFF_TRACK = "off_track", N_("Off target")
    NO_DATA = "no_data", N_("No number yet")
