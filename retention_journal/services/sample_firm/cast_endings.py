"""What an ending of the sample is told by: how a client left, what they said, what was seen looking back.

Days are counted as in ``cast``.
"""

from __future__ import annotations

from dataclasses import dataclass

from retention_journal.core.contacts import Channel
from retention_journal.core.incidents import CauseKind, Controllable, Locus, Verdict, Whose
from retention_journal.core.lessons import ActionKind, Effect, TriggerKind
from retention_journal.core.losses import (
    Destination,
    LossKind,
    LossReason,
    ReasonCertainty,
    ReasonSource,
)


@dataclass(frozen=True)
class Learnt:
    """A lesson of a loss and how often it has been read since."""

    text: str
    trigger: str
    kind: TriggerKind = TriggerKind.NONE
    value: str = ""
    read: int = 0
    due_in: int = 60  # days until it is read again; 0 is today, None never
    retired: bool = False


@dataclass(frozen=True)
class Closing:
    """The closing conversation."""

    held: int | None
    who: int = 0
    channel: Channel = Channel.PHONE
    good: str = ""
    better: str = ""
    advice: tuple[str, str, str] = ("", "", "")
    decided: str = ""
    seen: int | None = None
    easy: int | None = None
    would_return: str = ""
    may_quote: bool = False
    declined: bool = False
    planned_in: int | None = None
    example: str = ""
    noticed: str = ""  # when they first noticed
    situation: str = ""
    still_open: str = ""
    notes: str = ""
    minutes: int | None = None
    thanked: int | None = None


@dataclass(frozen=True)
class Because:
    """A cause of a loss."""

    kind: CauseKind
    locus: Locus
    whose: Whose
    evidence: str
    controllable: Controllable | None = None


@dataclass(frozen=True)
class Act:
    """What is done about a loss; days ago, those ahead below 0."""

    text: str
    done_when: str
    due: int
    kind: ActionKind = ActionKind.PREVENT
    against: CauseKind | None = None
    done: int | None = None
    dropped: str = ""
    effect: Effect | None = None
    effect_note: str = ""


@dataclass(frozen=True)
class Beyond:
    """What no record tells of the time before."""

    days: int
    text: str
    source: str
    known: bool = False


@dataclass(frozen=True)
class Looking:
    """The look back on a loss."""

    summary: str
    impact: str = ""
    timeline: str = ""
    detection: str = ""
    differently: str = ""
    seen_earlier: str = ""
    come_along: str = ""
    went_well: str = ""
    went_wrong: str = ""
    got_lucky: str = ""
    feelings: str = ""
    closed: bool = True
    could: tuple[Verdict, Verdict, Verdict] = (Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN)
    good: str = ""
    none_ours: str = ""
    none_situational: str = ""
    no_action: str = ""
    step: int = 0  # where one stopped
    causes: tuple[Because, ...] = ()
    acts: tuple[Act, ...] = ()
    beyond: tuple[Beyond, ...] = ()


@dataclass(frozen=True)
class Ending:
    """A loss."""

    notice: int
    ended: int | None
    reason: LossReason
    words: str
    others: tuple[LossReason, ...] = ()
    source: ReasonSource = ReasonSource.CLIENT_SAID
    certainty: ReasonCertainty = ReasonCertainty.CONFIRMED
    destination: Destination = Destination.UNKNOWN
    kind: LossKind = LossKind.FULL
    value: int | None = None  # a year's fee in whole units of the currency
    currency: str = "NOK"
    noticed: int | None = None
    won_back: int | None = None
    winback_in: int | None = None  # days ahead
    condition: str = ""
    closing: Closing | None = None
    looking: Looking | None = None
    learnt: tuple[Learnt, ...] = ()
