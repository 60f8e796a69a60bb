"""What incidents have in common, in sentences; under three nothing is said of how long or how well."""

from __future__ import annotations

from datetime import timedelta

from retention_journal.core import formats
from retention_journal.core.hours import duration
from retention_journal.core.incident_clock import duration_words
from retention_journal.core.incident_patterns import FEWEST, Patterns, Saved, Wait
from retention_journal.i18n import _, ngettext


def wait_words(wait: Wait, taken: timedelta, of: int) -> str:
    """Return how long they waited: "Half of 5 waited 6 h 08 min or less for an answer."."""
    return _("Half of {n} waited {time} or less {what}.").format(
        time=duration_words(taken), what=wait.label, n=formats.number(of)
    )


def load_words(found: Patterns) -> str:
    """Return how one's own load stands beside them; it is told, never judged. Source: capability E26."""
    if found.noted_load < FEWEST:
        return ""
    return ngettext(
        "{full} of {n} came on a day you noted as full.",
        "{full} of {n} came on days you noted as full.",
        found.noted_load,
    ).format(full=formats.number(found.full), n=formats.number(found.noted_load))


def mood_words(found: Patterns) -> str:
    """Return what days of one's own they came on; it is told, never judged. Source: capability E26."""
    if found.noted_mood < FEWEST:
        return ""
    return ngettext(
        "{bad} of {n} came on a day you noted as a bad one.",
        "{bad} of {n} came on days you noted as bad ones.",
        found.noted_mood,
    ).format(bad=formats.number(found.bad), n=formats.number(found.noted_mood))


def saved_words(found: Patterns) -> str:
    """Return how many were recovered and what that took; "" under three that have ended.

    Source: figures, "Recovery"; capabilities E20 and E29.
    """
    if found.ended < FEWEST:
        return ""
    saved = found.saved
    told = [
        ngettext(
            "{saved} of {n} that has ended was recovered.",
            "{saved} of {n} that have ended were recovered.",
            found.ended,
        ).format(saved=formats.number(saved.count), n=formats.number(found.ended))
    ]
    if saved.stronger:
        told.append(
            ngettext(
                "{n} of them stands stronger than before.",
                "{n} of them stand stronger than before.",
                saved.stronger,
            ).format(n=formats.number(saved.stronger))
        )
    if cost := cost_words(saved):
        told.append(cost)
    return " ".join(told)


def cost_words(saved: Saved) -> str:
    """Return what it took: "That took 14 h, £420 and NOK 1,500 in all."; "" where nothing is known."""
    spent = [duration(saved.minutes)] if saved.minutes else []
    spent += [formats.money(minor, currency) for currency, minor in saved.money]
    told = [_("That took {what} in all.").format(what=_listed(spent))] if spent else []
    if saved.days is not None:
        told.append(
            ngettext(
                "Half were put right within {n} day.", "Half were put right within {n} days.", saved.days
            ).format(n=formats.number(saved.days))
        )
    return " ".join(told)


def gap_words(found: Patterns) -> str:
    """Return how many gaps were found in how one works, and changed; "" where none was. Source: E25, E27."""
    told = []
    if found.gaps:
        changed = sum(bool(one.process_change) for one in found.gaps)
        told.append(
            ngettext(
                "{n} gap found; {changed} led to a change.",
                "{n} gaps found; {changed} led to a change.",
                len(found.gaps),
            ).format(n=formats.number(len(found.gaps)), changed=formats.number(changed))
        )
    if found.began_with_them:
        told.append(
            ngettext(
                "{n} began on the client’s side; {changed} led to a change on yours.",
                "{n} began on the clients’ side; {changed} led to a change on yours.",
                found.began_with_them,
            ).format(n=formats.number(found.began_with_them), changed=formats.number(found.made_ours))
        )
    return " ".join(told)


def _listed(parts: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    *first, last = parts
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last
