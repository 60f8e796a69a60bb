"""The light of a client: signals, how they combine, and the person's own judgement over it.

Source: rules, sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.light_facts import Override, RecordRef
from retention_journal.core.records import record
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext


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
        return _CLASSES[self[0]]


_CLASSES = {"H": SignalClass.HARD, "S": SignalClass.SOFT, "D": SignalClass.DRIFT}
#: Without any of these known, green would be a guess. Source: rules, section 3.
_GROUNDS = frozenset(
    {SignalId.PROMISE, SignalId.CONTACT_LEFT, SignalId.INVOICE, SignalId.GOAL, SignalId.CHECK_IN}
)


@record
class Signal:
    """What one signal shows, and the record that it stands in; the words are made from the facts."""

    id: SignalId
    level: Level
    record: RecordRef | None = None


_OK, _RED, _UNKNOWN, _SILENCE = Level.OK, Level.RED, Level.UNKNOWN, SignalId.SILENCE
_RED_SOFT_SIGNALS = 2
_RED_CONCERNS = 3
_DRIFTS_OF_CONCERN = 2
OVERRIDE_DAYS = 30
#: What a person may set instead of the facts' light. Grey says that the journal knows too little, so one who
#: knows more may call it steady or worth watching; nobody can set a light to grey.
_STEPS = {
    Light.RED: (Light.AMBER,),
    Light.AMBER: (Light.GREEN, Light.RED),
    Light.GREEN: (Light.AMBER,),
    Light.GREY: (Light.GREEN, Light.AMBER),
}
_BADNESS = {Light.GREEN: 0, Light.GREY: 0, Light.AMBER: 1, Light.RED: 2}


@record
class Assessment:
    """How a client stands on a day.

    Attributes:
        facts_light: What the signals say.
        light: What is shown: the same, or the person's own judgement.
        signals: All signals in the order of ``SignalId``.
        override: The judgement that changes what is shown, or stands beside it; None where none holds.
    """

    facts_light: Light
    light: Light
    signals: tuple[Signal, ...]
    override: Override | None = None

    @property
    def reasons(self) -> tuple[Signal, ...]:
        """The signals that are amber or red: the red ones first, then in the order of the rules."""
        return reasons(self.signals)

    @property
    def note(self) -> Signal | None:
        """The one drift that a green light is shown with; None where there is none."""
        if self.facts_light is not Light.GREEN:
            return None
        return next(iter(self.reasons), None)

    @property
    def hard_red(self) -> bool:
        """Whether something is broken, which can be acknowledged but not called steady."""
        return is_hard_red(self.signals)


def combine(signals: Sequence[Signal]) -> Light:
    """Return the light of the facts.

    Red: something is broken that you must mend, or several things point the same way. Amber: one thing, or
    two small changes at once. Green: nothing known against it, and enough is known to say so. Grey: too
    little is known.

    Source: rules, section 3.
    """
    hard_red, soft_red, base, drift = False, 0, 0, 0
    for signal in signals:
        level = signal.level
        if level is _OK or level is _UNKNOWN:
            continue
        weight = signal.id.weight
        if weight is SignalClass.DRIFT:
            drift += 1
            continue
        base += 1
        if level is _RED:
            hard_red = hard_red or weight is SignalClass.HARD
            soft_red += weight is SignalClass.SOFT
    concern = base + (drift >= _DRIFTS_OF_CONCERN or (drift >= 1 and base >= 1))
    if hard_red or soft_red >= _RED_SOFT_SIGNALS or concern >= _RED_CONCERNS:
        return Light.RED
    if concern:
        return Light.AMBER
    return Light.GREEN if _is_enough_known(signals) else Light.GREY


def _is_enough_known(signals: Sequence[Signal]) -> bool:
    for signal in signals:
        if signal.id is _SILENCE and signal.level is _UNKNOWN:
            return False
    return any(signal.level is not _UNKNOWN and signal.id in _GROUNDS for signal in signals)


def reasons(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """Return the signals that are amber or red: the red ones first, then in the order given."""
    red = [signal for signal in signals if signal.level is Level.RED]
    return (*red, *(signal for signal in signals if signal.level is Level.AMBER))


def is_hard_red(signals: Sequence[Signal]) -> bool:
    """Say whether a hard signal is red."""
    return any(signal.level is Level.RED and signal.id.weight is SignalClass.HARD for signal in signals)


def allowed_overrides(facts_light: Light, *, hard_red: bool) -> tuple[Light, ...]:
    """Return the lights a person may set instead: one step better or worse, never steady on a hard red."""
    return tuple(light for light in _STEPS[facts_light] if not (hard_red and light is Light.GREEN))


def check_override(
    light: Light,
    reason: str,
    until: date,
    *,
    facts_light: Light,
    hard_red: bool,
    today: date,
    most_days: int = OVERRIDE_DAYS,
) -> None:
    """Make sure that a judgement may be set today.

    Raises:
        InvalidEntryError: It is more than one step from the facts, has no reason, or ends in the past or
            later than ``most_days`` from today.
    """
    if light not in allowed_overrides(facts_light, hard_red=hard_red):
        raise InvalidEntryError(
            "light",
            _("The facts say {light}. You can set it one step from there.").format(light=facts_light.label),
        )
    if not reason.strip():
        raise InvalidEntryError("reason", _("Write why, so that you know it when you see it again."))
    if until < today:
        raise InvalidEntryError("until", _("That day is over. Choose a day from today on."))
    if until > today + timedelta(days=most_days):
        raise InvalidEntryError(
            "until",
            ngettext(
                "A judgement holds for {n} day at most.", "A judgement holds for {n} days at most.", most_days
            ).format(n=most_days),
        )


def holds(override: Override | None, today: date, most_days: int = OVERRIDE_DAYS) -> bool:
    """Say whether a judgement is in force on ``today``: from its first day to its last, both included."""
    if override is None or not override.set_on <= today <= override.until:
        return False
    return (today - override.set_on).days <= most_days


def seen(
    facts_light: Light,
    override: Override | None,
    *,
    today: date,
    most_days: int = OVERRIDE_DAYS,
) -> Light:
    """Return the light that is shown: the facts', or the person's own judgement while it holds.

    A judgement that is worse than the facts were stays until its end, or until the facts are worse still. One
    that is better stays only while the facts are no worse than when it was set, nor more than one step from
    it: facts that have worsened win, and facts that are better need no judgement.

    Source: rules, section 3, "Override"; capability D13.
    """
    if override is None or not holds(override, today, most_days):
        return facts_light
    light = Light(override.light)
    was = Light(override.facts) if override.facts else facts_light
    now, set_to, before = _BADNESS[facts_light], _BADNESS[light], _BADNESS[was]
    if now - set_to > 1:  # so a red, hard or not, is never shown as green
        return facts_light
    if set_to > before:
        return light if set_to > now else facts_light
    return light if now == before else facts_light
