"""How every client of the list stands: their light, and how many of their goals are on target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from retention_journal.core.cadence import RhythmState, is_new
from retention_journal.core.clients import LIVING, Status
from retention_journal.core.kpi_words import status_shape
from retention_journal.core.kpis import KpiStatus, Trend
from retention_journal.core.light import Light
from retention_journal.i18n import _
from retention_journal.services.goals_standing import goals_standing
from retention_journal.services.judging import Judged, judged
from retention_journal.services.portfolio import ClientFacts
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.light import shape_of
from retention_journal.ui.pages.client_light import has_light

#: Shapes shown for the goals of one client; the words count them all.
_MOST_SHAPES = 4
#: More than one in so many red is a sign of tight thresholds; of very few clients nothing is said.
_TOO_MANY, _FEWEST_TO_TELL = 5, 5
_KEPT = frozenset({KpiStatus.ACHIEVED, KpiStatus.ON_TRACK})
#: How urgent, and the order of the chips.
ORDER: tuple[Light | RhythmState, ...] = (
    Light.RED, Light.AMBER, Light.GREEN, Light.GREY, RhythmState.PAUSED, RhythmState.GONE
)  # fmt: skip
_PLACES = {stand: place for place, stand in enumerate(ORDER)}
_OWN_SHAPES = {RhythmState.PAUSED: "paused", RhythmState.GONE: "lost"}


@dataclass(frozen=True)
class Lights:
    """What the list shows of everybody's light and goals; ``is_known`` False while they are worked out."""

    judged: Mapping[int, Judged] = field(default_factory=dict)
    goals: Mapping[int, tuple[KpiStatus, ...]] = field(default_factory=dict)
    is_known: bool = False

    def stand(self, facts: ClientFacts) -> Light | RhythmState | None:
        """Return a client's light, or paused, or gone; None while the lights are not known yet."""
        if facts.state in _OWN_SHAPES:
            return facts.state
        if not self.is_known:
            return None
        found = self.judged.get(facts.client_id)
        return found.light if found is not None and has_light(facts) else Light.GREY

    def place(self, facts: ClientFacts) -> int:
        """Return how far down a client stands when the most urgent stands first."""
        stand = self.stand(facts)
        return len(ORDER) if stand is None else _PLACES[stand]

    def shape(self, facts: ClientFacts) -> str:
        """Return the state whose shape stands with a client, or "" while it is not known."""
        stand = self.stand(facts)
        return "" if stand is None else shape(stand)

    def word(self, facts: ClientFacts) -> str:
        """Return the word of a client's light, or what they are where that says more."""
        if facts.status in {Status.PROSPECT, Status.NOTICE_GIVEN, Status.CLOSED_BY_US}:
            return facts.status.label
        stand = self.stand(facts)
        return "" if stand is None else stand.label

    def goal_shapes(self, facts: ClientFacts) -> tuple[str, ...]:
        """Return the shapes of a client's goals, a hollow one where nothing is agreed."""
        goals = self.goals.get(facts.client_id, ())
        if not goals and self._may_agree(facts):
            return ("none",)
        return tuple(status_shape(status, Trend.SAME).value for status in goals[:_MOST_SHAPES])

    def goal_words(self, facts: ClientFacts, today: date) -> str:
        """Return how many goals are on target: "2 of 3", "not agreed", "first month"."""
        goals = self.goals.get(facts.client_id, ())
        if goals:
            kept = sum(status in _KEPT for status in goals)
            return _("{n} of {all}").format(n=kept, all=len(goals))
        if not self._may_agree(facts):
            return ""
        return _("first month") if is_new(facts.start_date, today) else _("not agreed")

    def goal_key(self, facts: ClientFacts) -> tuple[bool, float, int]:
        """Return by what goals are sorted: those furthest from their targets first, nothing agreed last."""
        goals = self.goals.get(facts.client_id, ())
        kept = sum(status in _KEPT for status in goals)
        return (not goals, kept / len(goals) if goals else 0.0, -len(goals))

    def are_too_tight(self) -> bool:
        """Say whether so many are red that the thresholds may not fit this work."""
        red = sum(one.light is Light.RED for one in self.judged.values())
        return len(self.judged) >= _FEWEST_TO_TELL and red * _TOO_MANY > len(self.judged)

    def _may_agree(self, facts: ClientFacts) -> bool:
        return self.is_known and facts.status in LIVING


def shape(stand: Light | RhythmState) -> str:
    """Return the state whose shape a light has, or one who is paused or gone."""
    return shape_of(stand) if isinstance(stand, Light) else _OWN_SHAPES[stand]


def standing(journal: JournalReader, facts: ClientFacts, now: datetime) -> tuple[str, str]:
    """Return how one client stands: the state whose shape stands with them, and its word."""
    found = Lights(judged(journal, now, (facts.client_id,)), is_known=True)
    return found.shape(facts), found.word(facts)


def lights(journal: JournalReader, now: datetime) -> Lights:
    """Return how everybody stands at ``now``."""
    return Lights(judged(journal, now), goals_standing(journal, now.date()), is_known=True)
