"""Between the clock on the wall and the clock of the world.

Nine o'clock is a time on the wall; "within 24 hours" is not: across summer time or a journey the wall
gains or loses an hour. What is counted in hours is therefore held in UTC, and shown on the wall.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def instant(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """Return a moment in UTC; one without a zone is on the wall of this machine, or of ``zone``."""
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)


def on_the_wall(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """Return what the wall clock of this machine, or of ``zone``, shows at a moment that has a zone."""
    return moment.astimezone(zone).replace(tzinfo=None)
