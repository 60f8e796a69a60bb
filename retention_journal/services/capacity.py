"""Whether the calls of a morning are enough for the rhythms of the clients you have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from retention_journal.core.cadence import is_new, rhythm_of
from retention_journal.core.capacity import CapacityCheck, RhythmGroup, capacity_check
from retention_journal.core.clients import LIVING, EngagementType, Status, Tier
from retention_journal.core.light_rules import LightRules
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import _, ngettext
from retention_journal.services.own_rules import light_rules, nine_oclock
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, key_of


def rhythm_groups(
    journal: JournalReader,
    today: date,
    rules: LightRules | None = None,
    then: Mapping[int, Status] | None = None,
) -> list[RhythmGroup]:
    """Return the clients you have by what sets their rhythm, as ``capacity_check`` wants them.

    Args:
        journal: Where to look.
        today: The day asked about; a new client is called more often.
        rules: Rhythms to try; None takes those of the journal.
        then: By id the clients you had on that day and how they stood; None takes those of now.
    """
    held = rules or light_rules(journal)
    rhythms = held.rhythms()
    query = Client.select(
        key_of(Client), Client.engagement_type, Client.status, Client.tier, Client.start_date,
        Client.ideal_interval_days, Client.max_interval_days,
    ).where(Client.trashed_at.is_null())  # fmt: skip
    counted: Counter[tuple[str, int]] = Counter()
    for number, kind, status_now, tier, start, ideal, longest in journal.tuples(query):
        status = status_now if then is None else then.get(number)
        if status not in LIVING:
            continue
        rhythm = rhythm_of(
            kind, status=status, tier=tier, start_date=start, today=today,
            own_ideal_days=ideal, own_max_days=longest, rhythms=rhythms,
        )  # fmt: skip
        name = (
            _every(kind, ideal)
            if ideal
            else _usual(kind, status, tier, is_first=is_new(start, today, held.new_client_days))
        )
        counted[name, rhythm.ideal_days] += 1
    return [RhythmGroup(name, days, many) for (name, days), many in sorted(counted.items())]


def check_capacity(
    journal: JournalReader,
    today: date,
    rules: LightRules | None = None,
    then: Mapping[int, Status] | None = None,
) -> CapacityCheck:
    """Return whether the calls of a morning are enough, and what would help where they are not."""
    nine = nine_oclock(journal)
    return capacity_check(
        rhythm_groups(journal, today, rules, then), nine.capacity, WorkingDays(weekdays=nine.weekdays)
    )


def _every(kind: EngagementType, days: int) -> str:
    """Return the name of a group whose rhythm was agreed with each client."""
    return ngettext("{kind}, every {n} day", "{kind}, every {n} days", days).format(kind=kind.label, n=days)


def _usual(kind: EngagementType, status: Status, tier: Tier, *, is_first: bool) -> str:
    """Return the name of a group that has the usual rhythm, by what that is set for."""
    name = status.label if status is Status.PAUSED else _("New clients") if is_first else kind.label
    return _("{kind}, tier C").format(kind=name) if tier is Tier.C else name
