"""What is left at the door: how an incident felt, and what day one had. For nobody else.

Nothing that makes a text for others imports this module; a test keeps it so.
"""

from __future__ import annotations

from dataclasses import dataclass

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.incidents import incident
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Incident, key_of

_STEPS = range(1, 6)


@dataclass(frozen=True)
class Feelings:
    """How it felt.

    Attributes:
        words: What one would like to say, and will not.
        waived: There was nothing to leave at the door.
        own_load: How much one had on, 1 quiet to 5 too much; None where not noted.
        own_mood: What day one had, 1 bad to 5 good; None where not noted.
    """

    words: str = ""
    waived: bool = False
    own_load: int | None = None
    own_mood: int | None = None

    @property
    def are_left(self) -> bool:
        """Whether they were left at the door, or there were none."""
        return self.waived or bool(self.words)


def feelings(journal: JournalReader, incident_id: int) -> Feelings:
    """Return how an incident felt.

    Raises:
        NotFoundError: It is not in the journal.
    """
    found = journal.tuples(
        Incident.select(
            Incident.private_feelings, Incident.feelings_waived, Incident.own_load, Incident.own_mood
        ).where(key_of(Incident) == incident_id)
    )
    if not found:
        raise NotFoundError(_("This complaint is not in the journal."), _("Look in the trash."))
    return Feelings(*found[0])


def save_feelings(journal: Journal, incident_id: int, kept: Feelings) -> bool:
    """Keep how an incident felt; say whether anything was new.

    Raises:
        InvalidEntryError: Load or mood is not one of the five.
        NotFoundError: It is not in the journal.
    """
    for name in ("own_load", "own_mood"):
        value = getattr(kept, name)
        if value is not None and value not in _STEPS:
            raise InvalidEntryError(name, _("Choose one of the five."))
    incident(journal, incident_id)
    words = clean(kept.words).strip()
    kept = Feelings(words, kept.waived and not words, kept.own_load, kept.own_mood)
    if kept == feelings(journal, incident_id):
        return False
    with journal.change(_("Leave it at the door")) as change:
        change.update(
            Incident, incident_id, private_feelings=kept.words, feelings_waived=kept.waived,
            own_load=kept.own_load, own_mood=kept.own_mood,
        )  # fmt: skip
    return True
