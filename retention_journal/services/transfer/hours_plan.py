"""What taking in a file of hours would do, row by row, told before anything is written.

What was changed there since it came in is changed here, and what was changed here is kept.

Source: imports, 4.3 and 4.9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import JOIN, fn

from retention_journal.core.batches import Fate
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.hours import A_DAY, check_whole_day, check_worked_on, duration
from retention_journal.core.hours_intake import (
    LEAST_SECONDS,
    RowKey,
    TimeRow,
    digest,
    keys_of,
    minutes_of,
)
from retention_journal.core.intake import Problem, ReadRows
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import N_, _
from retention_journal.services.transfer.hours_known import (
    NO_CLIENT,
    ClientsOfJournal,
    GoesTo,
    KnownEntry,
    known_entries,
)
from retention_journal.services.transfer.hours_match import matched
from retention_journal.services.transfer.known import name_key
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, TimeEntry, key_of

_EACH = 200
_TEXTS = {"project": N_("project"), "task": N_("task"), "note": N_("note")}


@dataclass(frozen=True)
class Ways:
    """What the person chose for a file.

    Attributes:
        names: Whom the hours of each client name go to, by ``name_key``; a name that is missing is none's.
        unnamed: Whom hours without a client name go to.
        person: Whose hours are wanted; "" for everybody's.
        problems: What there is to say of the choice itself.
    """

    names: Mapping[str, GoesTo] = field(default_factory=dict)
    unnamed: GoesTo = NO_CLIENT
    person: str = ""
    problems: tuple[Problem, ...] = ()

    def of(self, row: TimeRow) -> GoesTo:
        """Return whom a row's hours go to."""
        return self.names.get(name_key(row.client), NO_CLIENT) if row.client else self.unnamed


@dataclass(frozen=True)
class Planned:
    """What happens to one row.

    Attributes:
        told: In words, where there is something to say.
        goes_to: Whom new hours go to.
        entry_id: The entry that it is; None where it is new or left out.
        entry_uid: Its uid.
        values: What of that entry is written.
        client_name: Whom it is for in the end, "" for none.
    """

    row: TimeRow
    fate: Fate
    key: RowKey
    told: str = ""
    goes_to: GoesTo = NO_CLIENT
    entry_id: int | None = None
    entry_uid: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    client_name: str = ""


@dataclass(frozen=True)
class HoursPlan:
    """What happens to all rows of a file, in their order, and what there is to say."""

    lines: tuple[Planned, ...]
    problems: tuple[Problem, ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many rows have that fate."""
        return sum(line.fate is fate for line in self.lines)

    def minutes(self, fate: Fate) -> int:
        """Return how long the rows of that fate are together."""
        return sum(line.row.minutes for line in self.lines if line.fate is fate)

    @property
    def for_nobody(self) -> int:
        """How many new entries are for no client."""
        return sum(one.fate is Fate.NEW and one.goes_to == NO_CLIENT for one in self.lines)

    @property
    def new_clients(self) -> dict[str, str]:
        """Return the clients that would be added: the first spelling of each by its ``name_key``."""
        names: dict[str, str] = {}
        for line in self.lines:
            if line.goes_to.is_new and line.fate is not Fate.SKIPPED:
                names.setdefault(name_key(line.row.client), line.row.client)
        return names


class LeftOutError(Exception):
    """A row breaks a rule; it never leaves this module."""


def plan_hours(
    journal: JournalReader, file: ReadRows[TimeRow], ways: Ways, *, today: date, progress: Progress = silent
) -> HoursPlan:
    """Return what taking ``file`` in would do; nothing is written.

    Args:
        journal: The journal; read on any thread.
        file: What was read.
        ways: What the person chose.
        today: The day on which it would be taken in; no time can have been worked after it.
        progress: Told rows done of rows in all, every 200; may stop the work.
    """
    planner = _Planner(journal, file, ways, today)
    lines = []
    for done, row in enumerate(file.rows):
        if done % _EACH == 0:
            progress(done, len(file.rows))
        lines.append(planner.plan(done, row))
    progress(len(file.rows), len(file.rows))
    left = [Problem(one.row.place, one.told, left_out=True) for one in lines if one.fate is Fate.SKIPPED]
    return HoursPlan(tuple(lines), (*ways.problems, *left, *planner.problems))


class _Planner:
    """One look through a file."""

    def __init__(self, journal: JournalReader, file: ReadRows[TimeRow], ways: Ways, today: date) -> None:
        self.problems: list[Problem] = []
        self._ways, self._today = ways, today
        self._clients = ClientsOfJournal.of(journal)
        self._keys = keys_of(file.rows)
        self._entries = matched(known_entries(journal, file.source), self._keys, file.rows)
        self._there = _minutes_by_day(journal, {row.worked_on for row in file.rows})

    def plan(self, at: int, row: TimeRow) -> Planned:
        """Return what happens to the row number ``at``."""
        key, entry = self._keys[at], self._entries[at]
        try:
            self._check(row, entry)
            return self._known(row, key, entry) if entry else self._new(row, key)
        except LeftOutError as error:
            return Planned(row, Fate.SKIPPED, key, str(error))

    def _check(self, row: TimeRow, entry: KnownEntry | None) -> None:
        """Make sure that a row keeps the rules of hours, and is wanted.

        Raises:
            LeftOutError: It does not, or is not.
        """
        if self._ways.person and row.person and row.person != self._ways.person:
            raise LeftOutError(_("{person} worked it. Left out.").format(person=row.person))
        if row.seconds < LEAST_SECONDS:
            told = _("It took less than half a minute. Left out.") if row.seconds else ""
            raise LeftOutError(told or _("It took no time at all. Left out."))
        if row.minutes > A_DAY:
            told = _("It says {length}, and a day has 24 hours. Left out.")
            raise LeftOutError(told.format(length=duration(row.minutes)))
        _left_out_by(lambda: check_worked_on(row.worked_on, self._today))
        if entry is not None and entry.is_trashed:
            gone, trashed = (
                _("You deleted these hours."),
                _("These hours are in the trash, and are left there."),
            )
            raise LeftOutError(gone if entry.is_gone else trashed)

    def _new(self, row: TimeRow, key: RowKey) -> Planned:
        goes_to = self._goes_to(row)
        self._make_room(row, row.minutes)
        return Planned(row, Fate.NEW, key, "", goes_to, client_name=self._name(row, goes_to))

    def _known(self, row: TimeRow, key: RowKey, entry: KnownEntry) -> Planned:
        values, kept = self._differences(row, key, entry)
        goes_to = NO_CLIENT
        if entry.client_id is None or key.client != entry.key.client:
            goes_to = self._goes_to(row)
        changes = [_(_TEXTS[name]) for name in _TEXTS if name in values]
        changes += [_("how long")] if "minutes" in values else []
        changes += [_("billable")] if "billable" in values else []
        if goes_to.is_new or (goes_to.client_id not in {None, entry.client_id}):
            changes.append(_("client"))
        else:
            goes_to = GoesTo(entry.client_id)
        if kept:
            told = _("It was changed there and here: {what}. Yours is kept.").format(what=", ".join(kept))
            self.problems.append(Problem(row.place, told))
        fate = Fate.CHANGED if changes or values else Fate.SAME
        if key != entry.key:
            values["external_key"] = key.text()
        told = _("Changed: {what}.").format(what=", ".join(changes)) if changes else ""
        return Planned(row, fate, key, told, goes_to, entry.id, entry.uid, values, self._name(row, goes_to))

    def _differences(self, row: TimeRow, key: RowKey, entry: KnownEntry) -> tuple[dict[str, Any], list[str]]:
        """Return what changed there since, and names of what changed here too, which is kept."""
        values: dict[str, Any] = {}
        kept: list[str] = []
        base = entry.key
        for name, title in _TEXTS.items():
            is_mine_changed = digest(getattr(entry, name)) != getattr(base, name)
            if getattr(key, name) == getattr(base, name):
                continue
            if is_mine_changed and getattr(entry, name) != getattr(row, name):
                kept.append(_(title))
            elif not is_mine_changed:
                values[name] = getattr(row, name)
        if key.billable != base.billable and str(int(entry.billable)) == base.billable:
            values["billable"] = row.billable
        if key.bucket != base.bucket and entry.bucket.value == base.bucket:
            values["bucket"] = row.bucket
        if key.seconds != base.seconds:
            if entry.minutes != minutes_of(int(base.seconds)):
                kept.append(_("how long"))
            elif row.minutes != entry.minutes:
                self._make_room(row, row.minutes - entry.minutes)
                values["minutes"] = row.minutes
        return values, kept

    def _goes_to(self, row: TimeRow) -> GoesTo:
        goes_to = self._ways.of(row)
        if goes_to.is_left:
            told = _("It is for “{name}”, which was not wanted. Left out.").format(name=row.client)
            raise LeftOutError(told if row.client else _("It is for no client. Left out."))
        if goes_to.client_id in self._clients.trashed:
            name = self._clients.names[goes_to.client_id or 0]
            raise LeftOutError(_("{name} is in the trash. Left out.").format(name=name))
        return goes_to

    def _make_room(self, row: TimeRow, minutes: int) -> None:
        """Count ``minutes`` more on the day of a row.

        Raises:
            LeftOutError: The day would have more than 24 hours.
        """
        there = self._there[row.worked_on]
        _left_out_by(lambda: check_whole_day(row.worked_on, there, minutes))
        self._there[row.worked_on] = there + minutes

    def _name(self, row: TimeRow, goes_to: GoesTo) -> str:
        if goes_to.is_new:
            return row.client
        return self._clients.names.get(goes_to.client_id, "") if goes_to.client_id is not None else ""


def _left_out_by(check: Callable[[], None]) -> None:
    try:
        check()
    except InvalidEntryError as error:
        raise LeftOutError(_("{reason} Left out.").format(reason=error.message)) from error


def _minutes_by_day(journal: JournalReader, days: set[date]) -> dict[date, int]:
    """Return what is written down already on each day, over all clients and for none."""
    there: dict[date, int] = defaultdict(int)
    if not days:
        return there
    query = (
        TimeEntry.select(TimeEntry.worked_on, fn.SUM(TimeEntry.minutes))
        .join(Client, JOIN.LEFT_OUTER, on=(key_of(Client) == TimeEntry.client))
        .where(TimeEntry.trashed_at.is_null() & Client.trashed_at.is_null())
        .where(TimeEntry.worked_on.between(min(days), max(days)))
        .group_by(TimeEntry.worked_on)
    )
    there.update({day: int(minutes) for day, minutes in journal.tuples(query)})
    return there
