"""What an importer of hours hands on: rows of time, and by what a row is known when it comes again.

Time trackers give their rows no number of their own. A row is known by all it says, and by which of several
equal rows it is; one that was changed there is known by who began when and for how long.

Source: imports, sections 4.5 and 4.9, "Time row → work-log entry".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core.hours import Bucket

#: The least that is a minute when rounded, in seconds.
LEAST_SECONDS = 30
_A_MINUTE = 60
_SHORT = 8  # letters of a digest by which one field is compared


@dataclass(frozen=True)
class TimeRow:
    """Time that was worked, as a file told it.

    Attributes:
        place: Where it stood, in the person's words, such as "row 17".
        seconds: How long; the file's word, not checked against what a day can hold.
        started_at: When it began on the wall clock; None where the file knows only the day.
        client: The client's name as the other program has it; "" where it names none.
        person: Who worked; "" where it does not say.
    """

    place: str
    worked_on: date
    seconds: int
    started_at: datetime | None = None
    client: str = ""
    person: str = ""
    project: str = ""
    task: str = ""
    note: str = ""
    billable: bool = True
    bucket: Bucket = Bucket.SERVE

    @property
    def minutes(self) -> int:
        """How long in minutes, half up."""
        return minutes_of(self.seconds)


@dataclass(frozen=True)
class RowKey:
    """By what a row is known when it comes again; kept with the entry that was made of it.

    Attributes:
        row: SHA-256 of all it says and of which of several equal rows it is.
        when: The moment it began, or the day where no more is known; ISO 8601.
        client: Digest of the client's name there, "" where it named none; so with the texts that follow.
        billable: "1" or "0".
        bucket: What it went to, by its value.
    """

    row: str
    person: str
    when: str
    seconds: str
    client: str
    project: str
    task: str
    note: str
    billable: str
    bucket: str

    def text(self) -> str:
        """Return it as it is kept."""
        return "|".join(getattr(self, name) for name in self.__dataclass_fields__)

    @classmethod
    def read(cls, text: str) -> RowKey | None:
        """Return what ``text`` keeps, None where it is the key of something else."""
        parts = text.split("|")
        return cls(*parts) if len(parts) == len(cls.__dataclass_fields__) else None

    @property
    def anchor(self) -> tuple[str, ...]:
        """Who worked when and for how long: the same after its words were changed there.

        Where only the day is known, the project belongs to it.
        """
        told = (self.person, self.when, self.seconds)
        return told if "T" in self.when else (*told, self.project)

    @property
    def aside_from_length(self) -> tuple[str, ...]:
        """All but how long: the same after a clock that ran too long was set right there."""
        return (self.person, self.when, self.client, self.project, self.task, self.note)

    def is_same_work(self, other: RowKey) -> bool:
        """Say whether a row of the same anchor may be this one, changed.

        An export of one client or project has rows of the same hour as another's. Where neither the client
        and project nor the words are the same, it is another row.
        """
        at_same = other.client in {"", self.client} and other.project in {"", self.project}
        said_same = self.note == other.note and bool(self.note)
        beside = self.note == other.note and self.project == other.project and bool(self.project)
        return at_same or said_same or beside


def keys_of(rows: Iterable[TimeRow]) -> list[RowKey]:
    """Return the key of each row; the second of two equal rows has another than the first."""
    seen: Counter[str] = Counter()
    keys = []
    for row in rows:
        when = row.started_at.isoformat(timespec="seconds") if row.started_at else row.worked_on.isoformat()
        told = [
            row.person, row.client, row.project, row.task, row.note, when, row.worked_on.isoformat(),
            row.seconds, row.billable, row.bucket.value,
        ]  # fmt: skip
        said = json.dumps(told, ensure_ascii=False)
        seen[said] += 1
        keys.append(
            RowKey(
                _digest(f"{said}{seen[said]}"),
                digest(row.person),
                when,
                str(row.seconds),
                digest(row.client),
                digest(row.project),
                digest(row.task),
                digest(row.note),
                str(int(row.billable)),
                row.bucket.value,
            )
        )
    return keys


def digest(text: str) -> str:
    """Return the few letters by which a text of a row is compared, "" for no text."""
    return _digest(text)[:_SHORT] if text else ""


def minutes_of(seconds: int) -> int:
    """Return seconds as minutes, half up."""
    return (seconds + LEAST_SECONDS) // _A_MINUTE


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
