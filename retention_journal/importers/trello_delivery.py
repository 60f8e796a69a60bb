"""Whether a card was delivered, when, and by what that is known; when it was begun; how its date moved.

The last day of activity is never taken for a day of delivery: it only says that it cannot have been later.

Source: imports, section 4.9, "delivered".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from retention_journal.core.incoming import DueMove, Evidence
from retention_journal.core.promises import Move, is_move
from retention_journal.importers.trello_model import Card, DueChange, History
from retention_journal.importers.trello_values import wall_clock


@dataclass(frozen=True)
class Delivery:
    """What is known of a delivery; times are in UTC.

    Attributes:
        at: When; None where nobody wrote it down.
        not_after: It cannot have been later, where ``at`` is not known.
    """

    is_delivered: bool
    at: datetime | None = None
    evidence: Evidence | None = None
    not_after: datetime | None = None


def delivery_of(card: Card, history: History, delivered_lists: Collection[str]) -> Delivery:
    """Return what is known of a card's delivery, by the surest of what the file remembers."""
    is_there = card.list_id in delivered_lists
    if not (is_there or card.is_ticked or card.completed):
        return Delivery(is_delivered=False)
    if card.completed:
        return Delivery(True, card.completed, Evidence.COMPLETED)
    if card.is_ticked and (ticked := _ticked(history)):
        return Delivery(True, ticked, Evidence.TICKED)
    if moved := _moved(history, delivered_lists):
        return Delivery(True, moved, Evidence.MOVED)
    return Delivery(True, None, Evidence.NONE, _not_after(card, history, delivered_lists))


def begun_at(card: Card, history: History, work_lists: Collection[str]) -> datetime | None:
    """Return when work on a card began, None where nobody wrote it down."""
    if card.start:
        return card.start
    return next((move.at for move in history.moves if move.after in work_lists), None)


def due_moves(history: History, zone: tzinfo) -> tuple[DueMove, ...]:
    """Return how the date of a card moved, the oldest first.

    The first date of a card that had none is no move, nor is another hour of the same day.
    """
    moves: list[DueMove] = []
    known: list[Move] = []
    for change in history.dues:
        before, after = _walls(change, zone)
        if is_move(before, after, known):
            day = wall_clock(change.at, zone).date()
            moves.append(DueMove(day, before, after))
            known.append(Move(0, day, before, after))
    return tuple(moves)


def is_taken_back(card: Card, history: History) -> bool:
    """Say whether a card's date was taken back and none was named since."""
    return card.due is None and bool(history.dues) and history.dues[-1].after is None


def _walls(change: DueChange, zone: tzinfo) -> Iterator[datetime | None]:
    for at in (change.before, change.after):
        yield wall_clock(at, zone) if at else None


def _ticked(history: History) -> datetime | None:
    """Return when the tick that still stands was set; None where the last that is known took it away."""
    last = history.ticks[-1] if history.ticks else None
    return last.at if last and last.is_done else None


def _moved(history: History, delivered_lists: Collection[str]) -> datetime | None:
    """Return the last move into the lists of what is delivered, from outside of them."""
    moves = [
        move.at
        for move in history.moves
        if move.after in delivered_lists and move.before not in delivered_lists
    ]
    return moves[-1] if moves else None


def _not_after(card: Card, history: History, delivered_lists: Collection[str]) -> datetime | None:
    """Return the last moment it can have been delivered at, None where nothing says."""
    at_latest = [card.last_activity] if card.last_activity else []
    at_latest += [move.at for move in history.moves if move.before in delivered_lists]
    return min(at_latest, default=None)
