"""Objections to an answer, foreseen: each gets evidence, or is conceded. Source: capability E15."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.incidents import incident
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Argument, key_of

_LONGEST = 20_000


@dataclass(frozen=True)
class ArgumentEntry:
    """An objection, and what can be said to it.

    Attributes:
        objection: What they say, or may say.
        could_be_right: What of it may be right.
        evidence: What can be shown.
        is_conceded: They are right in it.
        reply: What to say.
    """

    objection: str = ""
    could_be_right: str = ""
    evidence: str = ""
    is_conceded: bool = False
    reply: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether it has evidence, or is conceded."""
        return self.is_conceded or bool(self.evidence.strip())


@dataclass(frozen=True)
class ArgumentRow:
    """An objection about one complaint."""

    argument_id: int
    incident_id: int
    entry: ArgumentEntry

    @property
    def is_settled(self) -> bool:
        """Whether it has evidence, or is conceded."""
        return self.entry.is_settled


def arguments(journal: JournalReader, incident_id: int) -> list[ArgumentRow]:
    """Return the objections about a complaint, in their order."""
    return _read(journal, Argument.incident == incident_id)


def argument(journal: JournalReader, argument_id: int) -> ArgumentRow:
    """Return one objection.

    Raises:
        NotFoundError: It, or its complaint, is not in the journal, or in its trash.
    """
    for row in _read(journal, key_of(Argument) == argument_id):
        incident(journal, row.incident_id)
        return row
    raise NotFoundError(_("This objection is not in the journal."), _("Look in the trash."))


def add_argument(journal: Journal, incident_id: int, entry: ArgumentEntry) -> int:
    """Add an objection after the others and return its id.

    Raises:
        InvalidEntryError: It says nothing, or far too much.
        NotFoundError: The complaint is not in the journal.
    """
    incident(journal, incident_id)
    values = _checked(entry)
    with journal.change(_("Note an objection")) as change:
        ((last,),) = journal.sql(
            "SELECT coalesce(max(position), -1) FROM argument WHERE incident_id = ?", incident_id
        )
        return change.insert(Argument, incident=incident_id, position=last + 1, **values)


def change_argument(journal: Journal, argument_id: int, entry: ArgumentEntry) -> bool:
    """Change an objection, or what can be said to it; say whether anything was new.

    Raises:
        InvalidEntryError: It says nothing, or far too much.
        NotFoundError: It is not in the journal.
    """
    before = argument(journal, argument_id)
    values = _checked(entry)
    if values == vars(before.entry):
        return False
    with journal.change(_("Change an objection")) as change:
        change.update(Argument, argument_id, **values)
    return True


def move_argument(journal: Journal, argument_id: int, place: int) -> bool:
    """Put an objection at another place, 0 for the first; say whether that moved it.

    Raises:
        NotFoundError: It is not in the journal.
    """
    moved = argument(journal, argument_id)
    rows = arguments(journal, moved.incident_id)
    numbers = [row.argument_id for row in rows]
    order = [number for number in numbers if number != argument_id]
    order.insert(max(0, place), argument_id)
    if order == numbers:
        return False
    with journal.change(_("Move an objection")) as change:
        for position, number in enumerate(order):
            change.update(Argument, number, position=position)
    return True


def trash_argument(journal: Journal, argument_id: int, *, now: datetime) -> None:
    """Put an objection in the trash.

    Raises:
        NotFoundError: It is not in the journal.
    """
    argument(journal, argument_id)
    with journal.change(_("Take away an objection")) as change:
        change.trash(Argument, argument_id, at=on_the_wall(instant(now)))


def unsettled(rows: Sequence[ArgumentRow]) -> list[ArgumentRow]:
    """Return the objections that have neither evidence nor a concession."""
    return [row for row in rows if not row.is_settled]


def _read(journal: JournalReader, which: Any) -> list[ArgumentRow]:
    columns = [getattr(Argument, field.name) for field in fields(ArgumentEntry)]
    query = Argument.select(key_of(Argument), Argument.incident, *columns).where(
        which & Argument.trashed_at.is_null()
    )
    rows = journal.tuples(query.order_by(Argument.position, key_of(Argument)))
    return [ArgumentRow(number, about, ArgumentEntry(*values)) for number, about, *values in rows]


def _checked(entry: ArgumentEntry) -> dict[str, Any]:
    kept: dict[str, Any] = dict(vars(entry))
    for name, value in kept.items():
        if isinstance(value, str):
            kept[name] = clean(value)
            if len(value) > _LONGEST:
                raise InvalidEntryError(name, _("At most {n} characters.").format(n=_LONGEST))
    if not kept["objection"]:
        raise InvalidEntryError("objection", _("Write what they say, or may say."))
    return kept
