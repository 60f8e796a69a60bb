"""How every incident stood at a moment: which of its steps had been taken by then.

An incident that was opened again has lost the times of its earlier steps; how it stood before is told from
the steps that were noted, without what was written beside them, such as when the answer had been promised.
What the client withdrew is left out from that moment on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from retention_journal.core.incidents import OPEN, IncidentOutcome, IncidentState, Severity
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.records import record
from retention_journal.services.asked import Asked
from retention_journal.services.incident_steps import PASSED
from retention_journal.services.promises import LEEWAY
from retention_journal.storage.journal import JournalReader

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_ORDINAL = _EPOCH.toordinal()
_DAY = timedelta(days=1)
_STEPS = ("acknowledged_at", "answered_at", "decided_at", "resolved_at", "followed_up_at", "closed_at")
#: By each step the places, in ``_STEPS``, of the times it sets.
_SETS = {state.value: tuple(map(_STEPS.index, names)) for state, names in PASSED.items()}
_OPEN = frozenset(state.value for state in OPEN)
_Moves = list[tuple[int, str]]  # when, and what it came to


@record
class Standing:
    """One incident as it stood at the moment asked about; times are seconds in UTC, None for what came later.

    Attributes:
        received_on: The day on which it came, here.
        reopened: When it was last opened again.
        outcome: What it left behind; None while it is open.
        needs_no_follow_up: It was closed, with the reason why nobody was to call.
    """

    incident_id: int
    client_id: int
    is_complaint: bool
    is_major: bool
    received: int
    received_on: date
    reopened: int | None
    answer_due: int | None
    acknowledged: int | None
    answered: int | None
    decided: int | None
    resolved: int | None
    followed_up: int | None
    closed: int | None
    follow_up_on: date | None
    outcome: IncidentOutcome | None
    needs_no_follow_up: bool

    @property
    def is_open(self) -> bool:
        """Whether it was not yet put right."""
        return self.resolved is None

    @property
    def is_settled(self) -> bool:
        """Whether they were called since, or were not to be called."""
        return self.followed_up is not None or self.needs_no_follow_up

    @property
    def ended_on(self) -> date | None:
        """The day of its last step, once it was put right."""
        ends = (self.closed, self.followed_up, self.resolved)
        return next((day_of(end) for end in ends if end is not None), None)


def standings(
    journal: JournalReader, asked: Asked, unless_done_since: date | None = None
) -> Iterator[Standing]:
    """Yield how each incident stood at the moment asked about, in the order of their ids.

    Args:
        journal: Where to look.
        asked: Which clients, and when.
        unless_done_since: What came before this day is left out where all was done by then.
    """
    end, undone = end_of(asked), ""
    if unless_done_since is not None:
        first = first_second(unless_done_since)
        undone = f" AND (received_at >= {first} OR followed_up_at IS NULL OR followed_up_at >= {end})"
    rows = journal.sql(
        "SELECT id, client_id, is_complaint, severity, received_at,"  # noqa: S608 - our own words
        " unixepoch(received_at, 'unixepoch', 'localtime') / 86400, state, answer_due_at,"
        f" follow_up_on, outcome, no_follow_up_reason <> '', {', '.join(_STEPS)} FROM incident"
        f" WHERE trashed_at IS NULL AND received_at < {end}{undone}{asked.among('client_id')} ORDER BY id"
    )
    moves = _moves_of_the_reopened(journal) if rows else {}
    for row in rows:
        found = _standing(row, moves.get(row[0], []), end)
        if found is not None:
            yield found


def end_of(asked: Asked) -> int:
    """Return the first second of the world's clock that lies ahead; another clock may be a little fast."""
    midnight = instant(datetime.combine(asked.today + _DAY, time.min))
    return int(min(instant(asked.now) + LEEWAY + timedelta(seconds=1), midnight).timestamp())


def first_second(day: date) -> int:
    """Return when a day begins here, in seconds of UTC."""
    return int(instant(datetime.combine(day, time.min)).timestamp())


def moment_of(seconds: int) -> datetime:
    """Return a moment in UTC."""
    return _EPOCH + timedelta(seconds=seconds)


def wall_of(seconds: int) -> datetime:
    """Return what the wall clock shows here at a moment."""
    return on_the_wall(moment_of(seconds))


def day_of(seconds: int) -> date:
    """Return the day of a moment, here."""
    return wall_of(seconds).date()


def _moves_of_the_reopened(journal: JournalReader) -> dict[int, _Moves]:
    rows = journal.sql(
        "SELECT incident_id, moved_at, after FROM incident_move WHERE trashed_at IS NULL"  # noqa: S608
        " AND incident_id IN (SELECT incident_id FROM incident_move WHERE trashed_at IS NULL"
        f" AND after = '{IncidentState.REOPENED}') ORDER BY incident_id, moved_at, id"
    )
    found: defaultdict[int, _Moves] = defaultdict(list)
    for number, at, after in rows:
        found[number].append((at, after))
    return found


def _standing(row: tuple[Any, ...], moves: _Moves, end: int) -> Standing | None:
    number, client, is_complaint, severity, received, day, state, due, call_on, outcome, no_call, *times = row
    reopened = [at for at, after in moves if after == IncidentState.REOPENED]
    is_as_now = not reopened or reopened[-1] < end  # what was written since it was last opened holds
    if is_as_now:
        steps = _by_its_times(state, times, received, end)
    else:
        steps = _by_its_moves(((at, after) for at, after in moves if at < end))
    if steps is None:
        return None
    acknowledged, answered, decided, resolved, followed_up, closed = steps
    is_told = is_as_now and resolved is not None
    return Standing(
        number,
        client,
        bool(is_complaint),
        severity == Severity.MAJOR,
        received,
        _day(day),
        max((at for at in reopened if at < end), default=None),
        due if is_as_now else None,
        acknowledged,
        answered,
        decided,
        resolved,
        followed_up,
        closed,
        _day(call_on) if is_told and call_on is not None else None,
        IncidentOutcome(outcome) if is_told and outcome else None,
        needs_no_follow_up=closed is not None and (bool(no_call) or not is_as_now),
    )


def _day(number: int) -> date:
    return date.fromordinal(_FIRST_ORDINAL + number)


def _by_its_times(state: str, times: list[int | None], received: int, end: int) -> list[int | None] | None:
    """Return the steps taken by then, from the times that are kept; None where it had been withdrawn."""
    *steps, resolved, followed_up, closed = times
    if state == IncidentState.WITHDRAWN:
        if closed is None or closed < end:
            return None
        resolved = followed_up = closed = None
    elif state in _OPEN:
        resolved = followed_up = closed = None
    elif resolved is None:  # an old one, of which only the end is known
        resolved = followed_up or closed or received
    return [at if at is not None and at < end else None for at in (*steps, resolved, followed_up, closed)]


def _by_its_moves(moves: Iterable[tuple[int, str]]) -> list[int | None] | None:
    """Return the steps taken by then, from the moves up to then; None where it had been withdrawn."""
    steps: list[int | None] = [None] * len(_STEPS)
    state = ""
    for at, after in moves:
        state = after
        if state == IncidentState.REOPENED:
            steps[1:] = [None] * (len(_STEPS) - 1)  # it stays acknowledged
        for place in _SETS[state]:
            steps[place] = at if steps[place] is None else steps[place]
    return None if state == IncidentState.WITHDRAWN else steps
