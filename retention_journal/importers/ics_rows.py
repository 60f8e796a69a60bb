"""Contacts out of the times at which events take place.

Source: imports, section 4.9, "Event → contact history".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo

from retention_journal.core import formats
from retention_journal.core.contacts import Direction, Outcome
from retention_journal.core.incoming import ContactRow, Whose
from retention_journal.core.mail_addresses import OwnAddresses, is_address
from retention_journal.i18n import _
from retention_journal.importers.ics_events import NO_UID, Event, Guest
from retention_journal.importers.ics_series import Held

_MOST_GUESSED = 2
_ENOUGH = 3  # events that must agree before one is taken for the person
_LEAST_SHARE = 0.6


def own_guess(events: Iterable[Event], names: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses that are probably the person's own, often none.

    Args:
        events: All events; who is in most of those with guests is probably the person.
        names: What the calendars are called; Google calls them by the person's address.
    """
    sure = tuple(dict.fromkeys(key for name in names if is_address(key := name.strip().casefold())))
    if sure:
        return sure[:_MOST_GUESSED]
    seen: Counter[str] = Counter()
    shared = 0
    for event in events:
        addresses = {guest.address for guest in _everybody(event) if guest.address}
        if len(addresses) > 1:
            shared += 1
            seen.update(addresses)
    likely = [address for address, n in seen.most_common(2) if n >= max(_ENOUGH, _LEAST_SHARE * shared)]
    return tuple(likely[:1]) if len(likely) == 1 else ()


class EventRows:
    """Makes rows for one person on one day."""

    def __init__(self, own: OwnAddresses, zone: tzinfo, today: date) -> None:
        """Begin.

        Args:
            own: The person's own addresses.
            zone: Where the person is.
            today: From which day on, itself included, an event is still to come.
        """
        self._own, self._zone, self._today = own, zone, today

    def has_declined(self, event: Event) -> bool:
        """Say whether the person did not come, or nobody else did."""
        if not any(guest.has_declined for guest in event.guests):
            return False
        others = self._others(event)
        return any(guest.has_declined for guest in event.guests if guest.address in self._own) or (
            bool(others) and all(guest.has_declined for guest in others)
        )

    def rows(self, event: Event, times: Iterable[Held]) -> Iterator[ContactRow]:
        """Yield the contact of each time at which an event takes place."""
        came = [guest for guest in self._others(event) if not guest.has_declined]
        whose = Whose(addresses=tuple(one.address for one in came if one.address), is_only_known=True)
        people = tuple((one.name, one.address) for one in came)
        direction = self._direction(event)
        summary = "\n".join(text for text in (event.title, event.text) if text)
        for held in times:
            at = held.at.seen_from(self._zone)
            yield ContactRow(
                place=_place(event, at) if held.of_series else event.place,
                ext_id=held.key,
                whose=whose,
                kind=event.kind,
                direction=direction,
                outcome=Outcome.REACHED,
                occurred_at=at,
                duration_min=event.minutes,
                summary=summary,
                people=people,
                anchor=held.key if held.key.startswith(NO_UID) else "",
                title_match=event.title,
                is_planned=at.date() >= self._today,
            )

    def _direction(self, event: Event) -> Direction:
        if event.organiser is None or not (event.guests or self._own):
            return Direction.NONE
        if not event.guests and event.organiser.address in self._own:
            return Direction.NONE
        is_mine = event.organiser.address in self._own
        return Direction.OUTBOUND if is_mine else Direction.INBOUND

    def _others(self, event: Event) -> list[Guest]:
        """Return who was there besides the person, each once."""
        return [guest for guest in _everybody(event, alone=bool(self._own)) if guest.address not in self._own]


def _place(event: Event, at: datetime) -> str:
    return _("{place} on {day}").format(place=event.place, day=formats.day(at.date()))


def _everybody(event: Event, *, alone: bool = False) -> list[Guest]:
    """Return the guests, and whoever asked them.

    Args:
        event: To which they came.
        alone: Whether an organiser without any guest counts; where nobody knows who the person is, it is
            probably them.
    """
    organiser = [event.organiser] if event.organiser and (event.guests or alone) else []
    guests = list(event.guests)
    return guests + [one for one in organiser if all(one.address != guest.address for guest in guests)]
