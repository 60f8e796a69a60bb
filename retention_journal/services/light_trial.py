"""What other thresholds would make of the lights, before they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from retention_journal.core.light import Light
from retention_journal.core.light_rules import LightRules
from retention_journal.services.judging import judged
from retention_journal.services.lights import would_change
from retention_journal.services.own_rules import light_rules
from retention_journal.storage.journal import JournalReader

#: Beyond this share of red lights the thresholds may be too tight for the work. Source: design, section 5.
_TOO_MANY_RED = Fraction(1, 5)


@dataclass(frozen=True)
class Trial:
    """The lights as they would be.

    Attributes:
        clients: How many clients there are.
        red: How many of them would be red.
        changes: Whose light would be another: name, light now, light then, by name.
    """

    clients: int
    red: int
    changes: tuple[tuple[str, Light, Light], ...]

    @property
    def has_many_red(self) -> bool:
        """Whether more than a fifth would be red."""
        return bool(self.clients) and Fraction(self.red, self.clients) > _TOO_MANY_RED


def try_rules(journal: JournalReader, now: datetime, rules: LightRules) -> Trial:
    """Return what ``rules`` would make of the lights at ``now``; it only reads, so any thread will do."""
    then = judged(journal, now, rules=rules)
    is_other = rules != light_rules(journal)
    changes = would_change(journal, now, rules) if is_other else []
    return Trial(len(then), sum(one.light is Light.RED for one in then.values()), tuple(changes))
