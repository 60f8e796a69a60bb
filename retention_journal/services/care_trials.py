"""Trials of more care: what more, with whom, from when to when, and what was counted in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from retention_journal.core.care_trial import Held, While, whiles
from retention_journal.core.client_lives import Life
from retention_journal.core.clients import Tier
from retention_journal.core.contacts import TALKS
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.light import Light
from retention_journal.core.periods import DayRange
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.client_lives import client_lives
from retention_journal.services.light_history import all_turns
from retention_journal.storage.fields import wall_seconds
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import CareTrial, Client, key_of

_SHORTEST_DAYS, _LONGEST_DAYS = 14, 366
_LONGEST = 2_000
_A_DAY = timedelta(days=1)
_WORRIED = frozenset({Light.AMBER, Light.RED})


@dataclass(frozen=True)
class TrialEntry:
    """What a trial is.

    Attributes:
        what: What there is more of, in one's own words.
        tier: With which clients; None is all.
        finding: What one makes of it, in one's own words.
    """

    what: str
    started_on: date
    ends_on: date
    tier: Tier | None = None
    finding: str = ""


@dataclass(frozen=True)
class TrialRow:
    """A trial as it is kept."""

    trial_id: int
    entry: TrialEntry


def save_trial(journal: Journal, entry: TrialEntry, trial_id: int | None = None) -> int:
    """Keep a trial, a new one for None, and return its id.

    Raises:
        InvalidEntryError: Nothing is said, or it is shorter than two weeks or longer than a year.
        NotFoundError: It is not in the journal.
    """
    values = _checked(entry)
    with journal.change(_("Try more care")) as change:
        if trial_id is None:
            return change.insert(CareTrial, **values)
        change.update(CareTrial, trial_id, **values)
        return trial_id


def trash_trial(journal: Journal, trial_id: int, *, now: datetime) -> None:
    """Put a trial in the trash as of ``now``."""
    with journal.change(_("Move the trial to the trash")) as change:
        change.trash(CareTrial, trial_id, at=now)


def trials(journal: JournalReader) -> list[TrialRow]:
    """Return the trials, the newest first."""
    query = (
        CareTrial.select(
            key_of(CareTrial), CareTrial.what, CareTrial.started_on, CareTrial.ends_on, CareTrial.tier,
            CareTrial.finding,
        )
        .where(CareTrial.trashed_at.is_null())
        .order_by(CareTrial.started_on.desc(), key_of(CareTrial).desc())
    )  # fmt: skip
    return [TrialRow(number, TrialEntry(*rest)) for number, *rest in journal.tuples(query)]


def trial(journal: JournalReader, trial_id: int) -> TrialRow:
    """Return one trial.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = next((one for one in trials(journal) if one.trial_id == trial_id), None)
    if found is None:
        raise NotFoundError(_("This trial is not in the journal."), _("Look in the trash."))
    return found


def held(journal: JournalReader, entry: TrialEntry, today: date) -> Held | None:
    """Return what was counted during a trial and as long before; None while it has not begun."""
    if entry.started_on > today or entry.ends_on < entry.started_on:
        return None
    during, before = whiles(entry.started_on, entry.ends_on, today)
    of_tier = {
        number: uid
        for number, uid, tier in journal.tuples(
            Client.select(key_of(Client), Client.uid, Client.tier).where(Client.trashed_at.is_null())
        )
        if entry.tier is None or tier is entry.tier
    }
    lives = [one for one in client_lives(journal, today).known if one.client_id in of_tier]
    return Held(
        _counted(journal, lives, of_tier, during, today),
        _counted(journal, lives, of_tier, before, today),
        is_over=entry.ends_on < today,
    )


def _counted(
    journal: JournalReader, lives: list[Life], uids: dict[int, str], days: DayRange, today: date
) -> While:
    here = [
        one
        for one in lives
        if one.was_here(days.first) or one.left_in(days) or one.won_in(days) or one.was_here(days.last)
    ]
    return While(
        days=days,
        clients=len(here),
        talks=_talks(journal, {one.client_id for one in here}, days),
        worried_days=_worried(journal, {uids[one.client_id] for one in here}, days, today),
        losses=sum(one.losses_in(days) for one in here),
    )


def _talks(journal: JournalReader, clients: set[int], days: DayRange) -> int:
    first = wall_seconds(datetime.combine(days.first, time()))
    end = wall_seconds(datetime.combine(days.last + _A_DAY, time()))
    kinds = ", ".join(f"'{kind}'" for kind in sorted(TALKS))
    rows = journal.sql(
        "SELECT client_id, count(*) FROM interaction WHERE counts_as_contact = 1 AND trashed_at IS NULL"  # noqa: S608
        f" AND kind IN ({kinds}) AND occurred_at >= ? AND occurred_at < ? GROUP BY client_id",
        first,
        end,
    )
    return sum(int(many) for client, many in rows if client in clients)


def _worried(journal: JournalReader, uids: set[str], days: DayRange, today: date) -> int | None:
    """Return on how many days a light was amber or red, of all clients together; None where not noted."""
    noted = all_turns(journal)
    if min((turned[0][0] for turned in noted.values()), default=date.max) > days.first:
        return None
    total = 0
    for uid, turned in noted.items():
        if uid not in uids:
            continue
        ends = [on for on, _light in turned[1:]]
        for (on, light), end in zip(turned, [*ends, today + _A_DAY], strict=True):
            if light in _WORRIED:
                first, last = max(on, days.first), min(end - _A_DAY, days.last)
                total += max(0, (last - first).days + 1)
    return total


def _checked(entry: TrialEntry) -> dict[str, object]:
    what, finding = clean(entry.what, lines=False), clean(entry.finding)
    if not what:
        raise InvalidEntryError("what", _("Say what there is more of: “A call every second week”."))
    if len(finding) > _LONGEST:
        raise InvalidEntryError("finding", _("At most {n} characters.").format(n=_LONGEST))
    length = (entry.ends_on - entry.started_on).days + 1
    if length < _SHORTEST_DAYS:
        raise InvalidEntryError("ends_on", _("Give it two weeks at least."))
    if length > _LONGEST_DAYS:
        raise InvalidEntryError("ends_on", _("That is longer than a year."))
    return {
        "what": what, "started_on": entry.started_on, "ends_on": entry.ends_on, "tier": entry.tier,
        "finding": finding,
    }  # fmt: skip
