"""How a client stands, in words: what the list, the header and screen readers say of the rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from retention_journal.core import formats
from retention_journal.core.cadence import Rhythm, RhythmState
from retention_journal.i18n import _, ngettext


def last_talk(last_contact_on: date | None, today: date) -> str:
    """Return when you were last in touch: "22 days ago", or that you never were."""
    return _("not yet") if last_contact_on is None else formats.days_ago(last_contact_on, today)


def next_talk(next_contact_on: date | None, state: RhythmState, today: date) -> str:
    """Return when to be in touch next; what is overdue is due today."""
    if state is RhythmState.GONE:
        return ""
    if next_contact_on is None or next_contact_on <= today:
        return _("today")
    return formats.days_ahead(next_contact_on, today)


def silence(
    last_contact_on: date | None, rhythm: Rhythm, state: RhythmState, days_beyond: int, today: date
) -> str:
    """Return the rhythm's reason in words: "25 days since you spoke. You agreed on every 14."."""
    if state is RhythmState.GONE:
        return _("No longer a client.")
    if last_contact_on is None:
        if days_beyond:
            return ngettext(
                "You have not talked yet. The first talk is {n} day late.",
                "You have not talked yet. The first talk is {n} days late.",
                days_beyond,
            ).format(n=days_beyond)
        return _("You have not talked yet.")
    days = (today - last_contact_on).days
    if days == 0:
        spoke = _("You were in touch today.")
    else:
        spoke = ngettext("{n} day since you spoke.", "{n} days since you spoke.", days).format(n=days)
    return _("{spoke} {agreed}").format(spoke=spoke, agreed=agreed(rhythm))


def agreed(rhythm: Rhythm) -> str:
    """Return the rhythm as a sentence."""
    return ngettext("You agreed on every day.", "You agreed on every {n}.", rhythm.ideal_days).format(
        n=rhythm.ideal_days
    )


def every(days: int) -> str:
    """Return a rhythm as a value: "every 14 days"."""
    return ngettext("every day", "every {n} days", days).format(n=days)


def promises(open_ones: int, late: int, due_today: int) -> str:
    """Return the open promises of a client as shortly as a column holds: "1 late", "1 today", "2"."""
    if late:
        return ngettext("{n} late", "{n} late", late).format(n=late)
    if due_today:
        return ngettext("{n} today", "{n} today", due_today).format(n=due_today)
    return formats.number(open_ones) if open_ones else ""


def promise_reason(late: int, due_today: int) -> str:
    """Return what promises ask for now, as a sentence, or ""."""
    if late:
        return ngettext("{n} promise of yours is late.", "{n} promises of yours are late.", late).format(
            n=late
        )
    if due_today:
        return ngettext(
            "{n} promise of yours is due today.", "{n} promises of yours are due today.", due_today
        ).format(n=due_today)
    return ""


def strip(talks: Sequence[int], days_beyond: int, *, last: str = "") -> str:
    """Return what the rhythm strip shows, for who cannot see it: "9 talks in 90 days, last today"."""
    counted = talks_in_90_days(len(talks))
    if days_beyond:
        return ngettext(
            "{counted}, {n} day later than agreed", "{counted}, {n} days later than agreed", days_beyond
        ).format(counted=counted, n=days_beyond)
    return _("{counted}, last {day}").format(counted=counted, day=last) if talks and last else counted


def talks_in_90_days(number: int) -> str:
    """Return the caption of the strip."""
    if number == 0:
        return _("no talk in 90 days")
    return ngettext("{n} talk in 90 days", "{n} talks in 90 days", number).format(n=number)
