"""Why an incident happened, or a client left: as many causes as it had, each with what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incidents import ASK_AT_THE_START, CauseKind, Controllable, Locus, Whose
from retention_journal.core.post_mortem import MOST_CAUSES
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.incidents import IncidentView, incident
from retention_journal.services.intake_questions import add_question
from retention_journal.services.post_mortems import begin, post_mortem
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Cause, Client, IntakeQuestion, key_of

_LONGEST = 2_000


@dataclass(frozen=True)
class CauseEntry:
    """A cause: its kind, person or situation, whose, whether one could do something, what shows it."""

    kind: CauseKind = CauseKind.UNKNOWN
    locus: Locus = Locus.UNKNOWN
    whose: Whose = Whose.OURS
    controllable: Controllable | None = None
    evidence: str = ""


@dataclass(frozen=True)
class CauseRow:
    """A cause of an incident or of a loss."""

    cause_id: int
    entry: CauseEntry

    @property
    def asks_for_a_question(self) -> bool:
        """Whether a question at the start would have caught it. Source: ideas, 3.5."""
        return self.entry.kind in ASK_AT_THE_START


def causes(journal: JournalReader, incident_id: int) -> list[CauseRow]:
    """Return the causes of an incident, in order."""
    return _causes(journal, Cause.incident == incident_id)


def loss_causes(journal: JournalReader, loss_id: int) -> list[CauseRow]:
    """Return the causes of a loss, in order, as they were found looking back on it.

    Raises:
        NotFoundError: The loss is not in the journal.
    """
    number = post_mortem(journal, loss_id).post_mortem_id
    return [] if number is None else _causes(journal, Cause.post_mortem == number)


def add_cause(journal: Journal, incident_id: int, entry: CauseEntry) -> int:
    """Add a cause of an incident and return its id.

    Raises:
        InvalidEntryError: What shows it is too long, or nothing at all was said.
        NotFoundError: The incident is not in the journal.
    """
    incident(journal, incident_id)
    values = _checked(entry)
    with journal.change(_("Note a cause")) as change:
        ((last,),) = journal.sql(
            "SELECT coalesce(max(position), -1) FROM cause WHERE incident_id = ?", incident_id
        )
        return change.insert(Cause, incident=incident_id, position=last + 1, **values)


def add_loss_cause(journal: Journal, loss_id: int, entry: CauseEntry) -> int:
    """Add a cause of a loss and return its id; looking back on it is begun by that.

    Raises:
        InvalidEntryError: See ``add_cause``; or it has six causes already.
        NotFoundError: The loss is not in the journal.
    """
    values = _checked(entry)
    if len(loss_causes(journal, loss_id)) >= MOST_CAUSES:
        raise InvalidEntryError(
            "kind",
            _("Six causes are enough to see it whole."),
            _("Take one away first, or write it to one that is there."),
        )
    with journal.change(_("Note a cause")) as change:
        number = begin(journal, loss_id)
        ((last,),) = journal.sql(
            "SELECT coalesce(max(position), -1) FROM cause WHERE post_mortem_id = ?", number
        )
        return change.insert(Cause, post_mortem=number, position=last + 1, **values)


def change_cause(journal: Journal, cause_id: int, entry: CauseEntry) -> None:
    """Change a cause.

    Raises:
        InvalidEntryError: See ``add_cause``.
        NotFoundError: It is not in the journal.
    """
    with journal.change(_("Change a cause")) as change:
        change.update(Cause, cause_id, **_checked(entry))


def trash_cause(journal: Journal, cause_id: int, *, now: datetime) -> None:
    """Take a cause away.

    Raises:
        NotFoundError: It is not in the journal.
    """
    with journal.change(_("Take away a cause")) as change:
        change.trash(Cause, cause_id, at=now)


def questions_born(journal: JournalReader, incident_id: int) -> list[str]:
    """Return the questions that are asked at the start because of an incident."""
    query = IntakeQuestion.select(IntakeQuestion.text).where(
        (IntakeQuestion.incident == incident_id) & IntakeQuestion.trashed_at.is_null()
    )
    return [text for (text,) in journal.tuples(query.order_by(key_of(IntakeQuestion)))]


def ask_from_now_on(journal: Journal, one: IncidentView, text: str, *, origin: str) -> int:
    """Add the question that would have caught an incident to those asked of every client of its kind.

    Args:
        journal: Where it is kept.
        one: The incident.
        text: The question.
        origin: What the incident is called there: "Berg, March".

    Raises:
        InvalidEntryError: It says nothing, or is too long.
    """
    kind = journal.value(Client.select(Client.engagement_type).where(key_of(Client) == one.client_id))
    with journal.change(_("Add a question to the list")) as change:
        number = add_question(journal, kind, text, origin=origin)
        change.update(IntakeQuestion, number, incident=one.incident_id)
        return number


def needs_question(journal: JournalReader, incident_id: int) -> bool:
    """Say whether a cause asks for a question at the start and none was added yet."""
    asks = any(row.asks_for_a_question for row in causes(journal, incident_id))
    return asks and not questions_born(journal, incident_id)


def cause(journal: JournalReader, cause_id: int) -> CauseRow:
    """Return one cause.

    Raises:
        NotFoundError: It is not in the journal.
    """
    found = _causes(journal, key_of(Cause) == cause_id)
    if not found:
        raise NotFoundError(_("This cause is not in the journal."))
    return found[0]


def _causes(journal: JournalReader, which: Any) -> list[CauseRow]:
    rows = journal.tuples(
        Cause.select(key_of(Cause), Cause.kind, Cause.locus, Cause.whose, Cause.controllable, Cause.evidence)
        .where(which & Cause.trashed_at.is_null())
        .order_by(Cause.position, key_of(Cause))
    )
    return [CauseRow(number, CauseEntry(*values)) for number, *values in rows]


def _checked(entry: CauseEntry) -> dict[str, object]:
    evidence = clean(entry.evidence).strip()
    if entry.kind is CauseKind.UNKNOWN and not evidence:
        raise InvalidEntryError("kind", _("Choose what kind of cause it is, or write what you know of it."))
    if len(evidence) > _LONGEST:
        raise InvalidEntryError("evidence", _("At most {n} characters.").format(n=_LONGEST))
    return {
        "kind": entry.kind,
        "locus": entry.locus,
        "whose": entry.whose,
        "controllable": entry.controllable,
        "evidence": evidence,
    }
