"""The neighbours of the unhappy: clients whose people know somebody at a client where something is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from retention_journal.core.light import Light
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.nine import Change
from retention_journal.i18n import _
from retention_journal.services.asked import Asked
from retention_journal.services.incident_facts import unhappy_since
from retention_journal.services.judging import Judged
from retention_journal.services.light_history import Turn
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader


def unhappy_neighbours(
    journal: JournalReader,
    asked: Asked,
    everyone: Mapping[int, Judged],
    histories: Mapping[str, tuple[Turn, ...]],
    uids: Mapping[int, str],
) -> dict[int, tuple[Change, ...]]:
    """Return by client whom of the unhappy their people know.

    Unhappy is who complained and was not content since, and whose light is red. Source: rules, section 5.
    """
    complained = unhappy_since(journal, asked)
    burning = _red_since(everyone, histories, uids, asked.today)
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for client, person, other, other_name, other_person in _linked(journal, asked.today):
        since = [days[other] for days in (complained, burning) if other in days]
        if not since or client not in everyone:
            continue
        text = _("{person} knows {other} at {client}, who is unhappy. Call before they hear of it.")
        if other not in complained:
            text = _(
                "{person} knows {other} at {client}, where something is wrong now."
                " Call before they hear of it."
            )
        told = text.format(person=person, other=other_person, client=other_name)
        found[client].append(Change(max(since), told, RecordRef("client", other)))
    return {client: tuple(changes) for client, changes in found.items()}


def _red_since(
    everyone: Mapping[int, Judged],
    histories: Mapping[str, tuple[Turn, ...]],
    uids: Mapping[int, str],
    today: date,
) -> dict[int, date]:
    """Return by client since when its light is red."""
    found = {}
    for number, one in everyone.items():
        if one.light is Light.RED:
            history = histories.get(uids[number], ())
            found[number] = history[-1].on if history and history[-1].light is Light.RED else today
    return found


def _linked(journal: JournalReader, today: date) -> list[tuple[int, str, int, str, str]]:
    """Return who knows whom: the client, the person there, the other client, its name, the person there."""
    return journal.sql(
        "SELECT mine.client_id, p.display_name, theirs.client_id, c.name, q.display_name FROM"
        " (SELECT contact_a_id AS a, contact_b_id AS b FROM contact_link WHERE trashed_at IS NULL"
        " UNION SELECT contact_b_id, contact_a_id FROM contact_link WHERE trashed_at IS NULL) l"
        " JOIN contact_role mine ON mine.contact_id = l.a AND mine.trashed_at IS NULL"
        " AND (mine.valid_to IS NULL OR mine.valid_to > ?1)"
        " JOIN contact_role theirs ON theirs.contact_id = l.b AND theirs.trashed_at IS NULL"
        " AND (theirs.valid_to IS NULL OR theirs.valid_to > ?1) AND theirs.client_id <> mine.client_id"
        " JOIN contact p ON p.id = l.a AND p.trashed_at IS NULL"
        " JOIN contact q ON q.id = l.b AND q.trashed_at IS NULL"
        " JOIN client c ON c.id = theirs.client_id AND c.trashed_at IS NULL ORDER BY l.a, l.b",
        day_number(today),
    )
