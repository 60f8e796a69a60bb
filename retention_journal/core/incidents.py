"""Incidents: what went wrong, how far its handling has come, and what may follow what.

An incident is a complaint or a failure one noticed oneself. Source: vocabulary, section 4; the
steps are those of ISO 10002.
"""

from __future__ import annotations

from collections.abc import Mapping

from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class IncidentKind(Term):
    """What went wrong."""

    MISSED_DEADLINE = "missed_deadline", N_("Missed deadline")
    FORGOTTEN_APPOINTMENT = "forgotten_appointment", N_("Forgotten appointment")
    WRONG_DELIVERY = "wrong_delivery", N_("Wrong delivery")
    MISSING_PART = "missing_part", N_("A part was missing")
    QUALITY = "quality", N_("Quality")
    INVOICE_DISPUTE = "invoice_dispute", N_("The invoice")
    SLOW_RESPONSE = "slow_response", N_("Slow to answer")
    TONE = "tone", N_("How they were met")
    MISUNDERSTANDING = "misunderstanding", N_("Misunderstanding")
    PRIORITY_DISPUTE = "priority_dispute", N_("What comes first")
    OTHER = "other", N_("Something else")


class Severity(Term):
    """How much it costs the client."""

    MINOR = "minor", N_("An annoyance")
    MODERATE = "moderate", N_("Their work is held up")
    MAJOR = "major", N_("They lose money or face, or speak of leaving")


#: What one complains of who waits, or whose things come last.
OF_WAITING = frozenset(
    {IncidentKind.MISSED_DEADLINE, IncidentKind.SLOW_RESPONSE, IncidentKind.PRIORITY_DISPUTE}
)


class IncidentState(Term):
    """How far it has come."""

    RECEIVED = "received", N_("Received")
    ACKNOWLEDGED = "acknowledged", N_("Acknowledged")
    ASSESSED = "assessed", N_("Assessed")
    INVESTIGATING = "investigating", N_("Being looked into")
    ANSWERED = "answered", N_("Answered")
    REMEDY_AGREED = "remedy_agreed", N_("Remedy agreed")
    RESOLVED = "resolved", N_("Put right")
    FOLLOWED_UP = "followed_up", N_("Followed up")
    CLOSED = "closed", N_("Closed")
    WITHDRAWN = "withdrawn", N_("Withdrawn by the client")
    REOPENED = "reopened", N_("Reopened")


class Verdict(Term):
    """Whether it was one's own fault, or whether the client is right."""

    YES = "yes", N_("Yes")
    PARTLY = "partly", N_("Partly")
    NO = "no", N_("No")
    UNKNOWN = "unknown", N_("Not known yet")


class IncidentOutcome(Term):
    """What it left behind."""

    RECOVERED_STRONGER = "recovered_stronger", N_("Stronger than before")
    RECOVERED = "recovered", N_("Content again")
    TOLERATED = "tolerated", N_("Put up with")
    UNRESOLVED = "unresolved", N_("Not put right")
    LOST = "lost", N_("The client left")


class CauseKind(Term):
    """Why it happened. Source: vocabulary, section 4; capability E6."""

    SYSTEM_ERROR = "system_error", N_("System fault")
    GROWING_PAINS = "growing_pains", N_("Growing pains")
    INSUFFICIENT_TRAINING = "insufficient_training", N_("Too little training")
    MISUNDERSTANDING = "misunderstanding", N_("Misunderstanding")
    UNDER_CAPACITY = "under_capacity", N_("Too much at once")
    TIME_PRESSURE = "time_pressure", N_("Time pressure")
    FORGETFULNESS = "forgetfulness", N_("Forgotten")
    COMMUNICATION_FAILURE = "communication_failure", N_("Nobody told")
    EXPECTATION_GAP = "expectation_gap", N_("Different expectations")
    THIRD_PARTY = "third_party", N_("Somebody else’s part")
    CLIENT_SIDE = "client_side", N_("On the client’s side")
    UNKNOWN = "unknown", N_("Not known")


class Locus(Term):
    """Whether a cause lies in the situation or in a person."""

    SITUATION = "situation", N_("Situation")
    PERSON = "person", N_("Person")
    BOTH = "both", N_("Both")
    UNKNOWN = "unknown", N_("Not known")


class Whose(Term):
    """On whose side a cause lies."""

    OURS = "ours", N_("Yours")
    THEIRS = "theirs", N_("Theirs")
    OUTSIDE = "outside", N_("Outside both")


class Controllable(Term):
    """Whether one could have done something about a cause."""

    NO = "no", N_("No")
    PARTLY = "partly", N_("Partly")
    YES = "yes", N_("Yes")


#: The states that wait for something of yours; the clock runs in those before the answer.
OPEN = frozenset(
    {
        IncidentState.RECEIVED,
        IncidentState.ACKNOWLEDGED,
        IncidentState.ASSESSED,
        IncidentState.INVESTIGATING,
        IncidentState.ANSWERED,
        IncidentState.REMEDY_AGREED,
        IncidentState.REOPENED,
    }
)
ANSWER_OWED = OPEN - {IncidentState.ANSWERED, IncidentState.REMEDY_AGREED}
#: Causes that a question at the start would have caught. Source: ideas, 3.5.
ASK_AT_THE_START = frozenset({CauseKind.EXPECTATION_GAP, CauseKind.MISUNDERSTANDING})

_S = IncidentState
_BEFORE_ANSWER = (_S.RECEIVED, _S.ACKNOWLEDGED, _S.ASSESSED, _S.INVESTIGATING)
#: From each state where it may go. Steps may be passed over on the way forward, never backwards.
MOVES: Mapping[IncidentState, frozenset[IncidentState]] = {
    _S.RECEIVED: frozenset(
        {
            _S.ACKNOWLEDGED,
            _S.ASSESSED,
            _S.INVESTIGATING,
            _S.ANSWERED,
            _S.REMEDY_AGREED,
            _S.RESOLVED,
            _S.WITHDRAWN,
        }
    ),
    _S.ACKNOWLEDGED: frozenset(
        {_S.ASSESSED, _S.INVESTIGATING, _S.ANSWERED, _S.REMEDY_AGREED, _S.RESOLVED, _S.WITHDRAWN}
    ),
    _S.ASSESSED: frozenset({_S.INVESTIGATING, _S.ANSWERED, _S.REMEDY_AGREED, _S.RESOLVED, _S.WITHDRAWN}),
    _S.INVESTIGATING: frozenset({_S.ANSWERED, _S.REMEDY_AGREED, _S.RESOLVED, _S.WITHDRAWN}),
    _S.ANSWERED: frozenset({_S.REMEDY_AGREED, _S.RESOLVED, _S.WITHDRAWN}),
    _S.REMEDY_AGREED: frozenset({_S.RESOLVED, _S.WITHDRAWN}),
    _S.RESOLVED: frozenset({_S.FOLLOWED_UP, _S.CLOSED, _S.REOPENED}),
    _S.FOLLOWED_UP: frozenset({_S.CLOSED, _S.REOPENED}),
    _S.CLOSED: frozenset({_S.REOPENED}),
    _S.WITHDRAWN: frozenset({_S.REOPENED}),
    _S.REOPENED: frozenset(
        {
            _S.ACKNOWLEDGED,
            _S.ASSESSED,
            _S.INVESTIGATING,
            _S.ANSWERED,
            _S.REMEDY_AGREED,
            _S.RESOLVED,
            _S.WITHDRAWN,
        }
    ),
}


def may_follow(before: IncidentState, after: IncidentState) -> bool:
    """Say whether a state may follow another."""
    return after in MOVES[before]
