"""The light of a client: signals, how they combine, and the person's own judgement over it.

Source: rules, sections 2 and 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retention_journal.core.light_facts import RecordRef
from retention_journal.core.terms import Term
from retention_journal.i18n import N_


class Light(Term):
    """How a client stands."""

    RED = "red", N_("Act now")
    AMBER = "amber", N_("Watch")
    GREEN = "green", N_("Steady")
    GREY = "grey", N_("Too little known")


class SignalClass(StrEnum):
    """How heavy a signal weighs: a hard one alone turns red, drifts only together."""

    HARD = "hard"
    SOFT = "soft"
    DRIFT = "drift"


class Level(StrEnum):
    """What one signal shows."""

    OK = "ok"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


class SignalId(StrEnum):
    """The signals by the names they have in the rules and in scripts."""

    COMPLAINT = "H1"
    PROMISE = "H2"
    CLIENT_SAID = "H3"
    CONTACT_LEFT = "H4"
    SILENCE = "S1"
    INVOICE = "S2"
    GOAL = "S3"
    AGREEMENT = "S4"
    REPEAT = "S5"
    CHECK_IN = "S6"
    EVENT = "S7"
    AFTER_CARE = "S8"
    PAYS_LATER = "D1"
    ANSWERS_SLOWER = "D2"
    ANSWERS_SHORTER = "D3"
    BUYS_LESS = "D4"
    CANCELS = "D5"

    @property
    def weight(self) -> SignalClass:
        """Whether it is hard, soft or a drift."""
        return _CLASSES[self.value[0]]


_CLASSES = {"H": SignalClass.HARD, "S": SignalClass.SOFT, "D": SignalClass.DRIFT}
#: Without any of these known, green would be a guess. Source: rules, section 3.
_GROUNDS = frozenset(
    {SignalId.PROMISE, SignalId.CONTACT_LEFT, SignalId.INVOICE, SignalId.GOAL, SignalId.CHECK_IN}
)


@dataclass(frozen=True, slots=True)
class Signal:
    """What one signal shows, and the record that it stands in; the words are made from the facts."""

    id: SignalId
    level: Level
    record: RecordRef | None = None
