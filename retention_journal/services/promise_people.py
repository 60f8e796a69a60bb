"""Who at the client a promise is between you and."""

from __future__ import annotations

from datetime import date

from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

_OPEN = "p.state = 'open' AND p.trashed_at IS NULL"


def people_of_open_promises(journal: JournalReader, today: date) -> dict[int, str]:
    """Return by open promise who took part where it was given, else the client's first person today.

    Where neither is known the promise is left out.
    """
    day = day_number(today)
    first_people = journal.sql(
        "SELECT p.id, c.display_name FROM promise p"  # noqa: S608 - our own words
        " JOIN contact_role r ON r.client_id = p.client_id AND r.is_primary = 1 AND r.trashed_at IS NULL"
        f" AND (r.valid_from IS NULL OR r.valid_from <= {day}) AND (r.valid_to IS NULL OR r.valid_to > {day})"
        f" JOIN contact c ON c.id = r.contact_id AND c.trashed_at IS NULL WHERE {_OPEN} ORDER BY r.id DESC"
    )
    took_part = journal.sql(
        "SELECT p.id, c.display_name FROM promise p"  # noqa: S608 - our own words
        " JOIN interaction_contact i ON i.interaction_id = p.interaction_id AND i.trashed_at IS NULL"
        f" JOIN contact c ON c.id = i.contact_id AND c.trashed_at IS NULL WHERE {_OPEN} ORDER BY i.id DESC"
    )
    return dict([*first_people, *took_part])
