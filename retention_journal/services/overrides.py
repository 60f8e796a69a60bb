"""Your own judgement of a client's light: one step from the facts, with a reason and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core.errors import NotFoundError
from retention_journal.core.light import Light, allowed_overrides, check_override
from retention_journal.core.light_facts import Override
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.judging import Judged, judged
from retention_journal.services.own_rules import light_rules
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import LightOverride


@dataclass(frozen=True)
class Judgeable:
    """What a person may judge of a client today.

    Attributes:
        facts_light: What the facts say.
        reasons: How many signals are amber or red.
        allowed: The lights that may be set instead.
        override: The judgement that holds; None where there is none.
        most_days: For how long one may hold.
    """

    facts_light: Light
    reasons: int
    allowed: tuple[Light, ...]
    override: Override | None
    most_days: int


def judgeable(journal: JournalReader, client_id: int, now: datetime) -> Judgeable:
    """Return what may be judged of a client at ``now``.

    Raises:
        NotFoundError: There is no light: the client is not in the journal, or is no client any more.
    """
    found = _judged(journal, client_id, now).assessment
    return Judgeable(
        facts_light=found.facts_light,
        reasons=len(found.reasons),
        allowed=allowed_overrides(found.facts_light, hard_red=found.hard_red),
        override=found.override,
        most_days=light_rules(journal).override_days,
    )


def set_override(
    journal: Journal, client_id: int, light: Light, reason: str, until: date, *, now: datetime
) -> int:
    """Set a client's light by hand, in place of an earlier judgement, and return the judgement's id.

    Args:
        journal: The journal.
        client_id: Whose light.
        light: What you say, one step from what the facts say.
        reason: Why.
        until: The last day it holds.
        now: The moment it is set.

    Raises:
        InvalidEntryError: It is more than one step away, has no reason, or ends in the past or too late.
        NotFoundError: There is no light: the client is not in the journal, or is no client any more.
    """
    found, today, words = _judged(journal, client_id, now), now.date(), clean(reason)
    facts = found.assessment.facts_light
    check_override(
        light, words, until, facts_light=facts, hard_red=found.assessment.hard_red, today=today,
        most_days=light_rules(journal).override_days,
    )  # fmt: skip
    with journal.change(_("Set the light by hand")) as change:
        change.update_where(LightOverride, _in_force(client_id, today), ended_on=today)
        return change.insert(
            LightOverride, client=client_id, light=light, facts=facts, reason=words, set_on=today, until=until
        )


def end_override(journal: Journal, client_id: int, *, now: datetime) -> None:
    """Take your judgement of a client back, so that the facts show again.

    Raises:
        NotFoundError: There is none that holds.
    """
    must_be_here(journal, client_id)
    today = now.date()
    if not journal.tuples(LightOverride.select(LightOverride.uid).where(_in_force(client_id, today))):
        raise NotFoundError(_("No judgement of yours holds for this client."))
    with journal.change(_("Take your judgement back")) as change:
        change.update_where(LightOverride, _in_force(client_id, today), ended_on=today)


def _judged(journal: JournalReader, client_id: int, now: datetime) -> Judged:
    must_be_here(journal, client_id)
    found = judged(journal, now, (client_id,)).get(client_id)
    if found is None:
        raise NotFoundError(_("Only clients you work for now have a light."))
    return found


def _in_force(client_id: int, today: date) -> object:
    return (
        (LightOverride.client == client_id)
        & LightOverride.trashed_at.is_null()
        & (LightOverride.set_on <= today)
        & (LightOverride.until >= today)
        & LightOverride.ended_on.is_null()
    )
