"""A Trello board as it was read, whether it stood in JSON or in a table.

Source: imports, section 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from retention_journal.core.intake import Problem


@dataclass(frozen=True, slots=True)
class BoardList:
    """A list of a board; a table without ids has its name for one."""

    id: str
    name: str
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class BoardLabel:
    """A label; without a name it is called by its colour."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class BoardField:
    """A custom field; ``kind`` is "text", "number", "date", "checkbox" or "list"."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """An item of a checklist."""

    id: str
    name: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist of a card."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote below a card; ``author`` is their id and ``name`` what they are called, or ""."""

    id: str
    at: datetime
    author: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ListMove:
    """A card got into a list; ``before`` is "" where it came from another board."""

    at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DueChange:
    """The due date of a card became another; None stands for no date."""

    at: datetime
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Tick:
    """The due date of a card was ticked off, or the tick taken away."""

    at: datetime
    is_done: bool


@dataclass(slots=True)
class History:
    """What the file remembers of one card, the oldest first.

    Attributes:
        made_in: The list it was made in, "" where its making is not remembered.
        seen_at: The first that is remembered.
        step_ticks: When each item of its checklists was last ticked off.
    """

    made_in: str = ""
    seen_at: datetime | None = None
    moves: list[ListMove] = field(default_factory=list)
    dues: list[DueChange] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    step_ticks: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """A card; all times are in UTC.

    Attributes:
        place: Such as "card #42".
        role: "separator", "link" and the like; "" for an ordinary card.
        comments: How many it has, whether they are in the file or not.
        values: What its custom fields say, by id.
        day_values: Those of them that are dates.
        others: Further lines for the note: members, attachments, columns of a table that mean nothing here.
    """

    place: str
    id: str
    name: str
    desc: str = ""
    list_id: str = ""
    label_ids: tuple[str, ...] = ()
    link: str = ""
    is_archived: bool = False
    due: datetime | None = None
    is_ticked: bool = False
    completed: datetime | None = None
    start: datetime | None = None
    last_activity: datetime | None = None
    is_template: bool = False
    role: str = ""
    comments: int = 0
    checklists: tuple[Checklist, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    day_values: tuple[tuple[str, datetime], ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Board:
    """A board with everything that is taken in from it.

    Attributes:
        writers: Who wrote comments, by id.
        read: Cards that were looked at, good and bad.
        problems: Cards that could not be read, and values that were left out.
        raw: What stood at places that were left out.
        remembers_from: The oldest that the file remembers, where its history is cut off; else None.
        is_table: Whether it came as a table, which knows nothing of what happened when.
    """

    id: str
    name: str
    lists: tuple[BoardList, ...]
    cards: tuple[Card, ...]
    labels: tuple[BoardLabel, ...] = ()
    fields: tuple[BoardField, ...] = ()
    writers: dict[str, str] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    read: int = 0
    problems: tuple[Problem, ...] = ()
    raw: dict[str, str] = field(default_factory=dict)
    remembers_from: datetime | None = None
    is_table: bool = False
    skipped: int = 0
    notes: tuple[str, ...] = ()

    def list_called(self, id: str) -> BoardList | None:
        """Return a list by its id."""
        return next((one for one in self.lists if one.id == id), None)
