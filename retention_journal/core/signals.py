"""All seventeen signals of a client, and how the client stands by them.

Each signal is a pure function of what is known of a client, a moment, the thresholds and the working days.
Thousands of clients are judged in one go: no text is made here (``light_words`` tells what a signal means),
and what is in order or unknown is one shared object for all.

Source: rules, section 2. A record dated after the day of ``now`` does not count.
"""

from __future__ import annotations

from datetime import datetime

from retention_journal.core.drifts import answers_shorter, answers_slower, buys_less, cancels, pays_later
from retention_journal.core.hard_signals import client_said, complaint, contact_left, promise
from retention_journal.core.light import Assessment, Signal, combine, holds, seen
from retention_journal.core.light_facts import Known
from retention_journal.core.light_rules import LightRules
from retention_journal.core.soft_signals import (
    after_care,
    agreement,
    check_in,
    event,
    goal,
    invoice,
    repeat,
    silence,
)
from retention_journal.core.working_days import WorkingDays


def assess(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> Assessment:
    """Return how a client stands: the light of the facts, the light that is shown, and every signal."""
    signals = signals_of(known, now, rules, working)
    facts = combine(signals)
    if not holds(known.override, now.date(), rules.override_days):
        return Assessment(facts, facts, signals)
    light = seen(facts, known.override, today=now.date(), most_days=rules.override_days)
    return Assessment(facts, light, signals, known.override)


def signals_of(known: Known, now: datetime, rules: LightRules, working: WorkingDays) -> tuple[Signal, ...]:
    """Return what every signal shows, always all of them in the order of ``SignalId``."""
    return (
        complaint(known, now, rules, working),
        promise(known, now, rules, working),
        client_said(known, now, rules, working),
        contact_left(known, now, rules, working),
        silence(known, now, rules, working),
        invoice(known, now, rules, working),
        goal(known, now, rules, working),
        agreement(known, now, rules, working),
        repeat(known, now, rules, working),
        check_in(known, now, rules, working),
        event(known, now, rules, working),
        after_care(known, now, rules, working),
        pays_later(known, now, rules, working),
        answers_slower(known, now, rules, working),
        answers_shorter(known, now, rules, working),
        buys_less(known, now, rules, working),
        cancels(known, now, rules, working),
    )
