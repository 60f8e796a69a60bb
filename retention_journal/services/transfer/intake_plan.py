"""What taking in a file of promises, contacts or invoices would do, row by row, before anything is written.

Three values are held against each other: as it last came (base), as it comes now (theirs), as it is here
(mine). What changed there alone is taken over, what changed here alone is kept, and where both changed the
person decides; mine stays until they do. What was deleted here does not come back.

Source: imports, sections 4.1, 4.3 and 4.5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from retention_journal.core.batches import Fate
from retention_journal.core.incoming import ContactRow, Incoming, PromiseRow
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.services.transfer.batch_writer import Ref
from retention_journal.services.transfer.hours_known import NO_CLIENT, GoesTo
from retention_journal.services.transfer.intake_clients import People, Row, rows_of
from retention_journal.services.transfer.intake_history import with_history
from retention_journal.services.transfer.intake_known import Here, Known
from retention_journal.services.transfer.intake_shapes import (
    LABELS,
    TOGETHER,
    as_kept,
    shown,
    table_of,
    title_of,
    values_of,
)
from retention_journal.services.transfer.intake_ways import IntakeWays
from retention_journal.services.transfer.known import name_key
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Table, name_of

_EACH = 200


@dataclass(frozen=True)
class Conflict:
    """A field that was changed there and here.

    Attributes:
        field: Its name, for ``IntakeWays.take_theirs``.
        label: What it is called on the screen.
        base: As it last came; "–" where it was empty.
        mine: As it is here.
        theirs: As it comes now.
    """

    field: str
    label: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Line:
    """What happens to one row.

    Attributes:
        what: Type of the record that it is, such as "promise".
        title: How the row is called.
        client_name: Whom it is for in the end, "" for none.
        told: Why, in words, where there is something to say.
        conflicts: Fields that were changed there and here.
        raw: What stood there, where it was left out.
        row: What was read; None where it could not be.
        goes_to: Whose it is.
        record: Number of the record that it is; None where it is new or left out.
        values: What of that record is written.
        base: Its values as they come now.
        ref: Number of the reference by which it was known.
        had: Its values as they had last come; None where it is not known by a reference.
    """

    place: str
    fate: Fate
    what: str = ""
    title: str = ""
    client_name: str = ""
    told: str = ""
    conflicts: tuple[Conflict, ...] = ()
    raw: str = ""
    ext_id: str = ""
    row: Row | None = None
    goes_to: GoesTo = NO_CLIENT
    record: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)
    ref: int | None = None
    had: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class IntakePlan:
    """What happens to all rows of a file, in their order, and what there is to say."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many rows have that fate."""
        return sum(line.fate is fate for line in self.lines)

    @property
    def counts(self) -> dict[Fate, int]:
        """Return how many rows have each fate."""
        return dict(Counter(line.fate for line in self.lines))

    @property
    def new_clients(self) -> dict[str, str]:
        """Return the clients that would be added: the first spelling of each by its ``name_key``."""
        names: dict[str, str] = {}
        for line in self.lines:
            if line.goes_to.is_new and line.row is not None and line.fate is Fate.NEW:
                names.setdefault(name_key(line.row.whose.name), line.row.whose.name)
        return names

    @property
    def does_something(self) -> bool:
        """Whether taking the file in would change the journal."""
        return any(line.fate in {Fate.NEW, Fate.CHANGED, Fate.CONFLICT} for line in self.lines)


class _SkippedError(Exception):
    """A row is not wanted; it never leaves this module."""

    def __init__(self, told: str, client_name: str = "") -> None:
        super().__init__(told)
        self.client_name = client_name


def plan_intake(
    journal: JournalReader,
    incoming: Incoming,
    ways: IntakeWays,
    *,
    now: datetime,
    progress: Progress = silent,
) -> IntakePlan:
    """Return what taking a file in would do; nothing is written.

    Args:
        journal: The journal; read on any thread.
        incoming: What was read.
        ways: What the person chose.
        now: When it would be taken in.
        progress: Told rows done of rows in all, every 200; may stop the work.
    """
    planner = _Planner(journal, incoming, ways, now)
    rows = rows_of(incoming)
    lines = [_of_problem(problem, incoming) for problem in incoming.problems if problem.left_out]
    for done, row in enumerate(rows):
        if done % _EACH == 0:
            progress(done, len(rows))
        lines += planner.lines(row)
    progress(len(rows), len(rows))
    kept = [problem for problem in incoming.problems if not problem.left_out]
    return IntakePlan(tuple(lines), tuple(kept))


def _of_problem(problem: Problem, incoming: Incoming) -> Line:
    fate = Fate.SKIPPED if problem.is_by_choice else Fate.BAD
    return Line(problem.place, fate, told=problem.message, raw=incoming.raw.get(problem.place, ""))


class _Planner:
    """One look through a file."""

    def __init__(self, journal: JournalReader, incoming: Incoming, ways: IntakeWays, now: datetime) -> None:
        self._journal, self._incoming, self._ways, self._now = journal, incoming, ways, now
        self._people = People.of(journal, incoming)
        self._known_here = Known(journal, incoming)
        self._taken: set[str] = set()

    def lines(self, row: Row) -> list[Line]:
        """Return what happens to a row; one of several clients is a row of each."""
        try:
            owners = self._owners(row)
        except _SkippedError as skipped:
            return [self._line(row, Fate.SKIPPED, told=str(skipped), client_name=skipped.client_name)]
        lines = [self._planned(row, owners[0], row.ext_id)]
        for other in owners[1:]:
            uid = self._people.clients.names.get(other.client_id or 0, "")
            lines.append(self._planned(row, other, f"{row.ext_id}|{name_key(uid)}"))
        return lines

    def _planned(self, row: Row, owner: GoesTo, ext_id: str) -> Line:
        if ext_id in self._taken:
            return self._line(row, Fate.SKIPPED, told=_("It stands in the file twice."), ext_id=ext_id)
        self._taken.add(ext_id)
        name = row.whose.name if owner.is_new else self._people.clients.names.get(owner.client_id or 0, "")
        values = values_of(row, self._incoming.source, now=self._now)
        table = table_of(row)
        base = as_kept(table, {one: values[one] for group in TOGETHER[table] for one in group})
        made: dict[str, Any] = {
            "client_name": name,
            "goes_to": owner,
            "values": values,
            "base": base,
            "ext_id": ext_id,
        }
        if isinstance(row, ContactRow) and row.is_planned and not self._ways.with_planned:
            return self._line(row, Fate.SKIPPED, told=_("It is still to come."), client_name=name)
        ref = self._known_here.ref_of(row, ext_id, self._taken)
        if ref is not None and ref.type == name_of(table):
            return self._known(row, table, ref, **made)
        if ref is None and (adopted := self._known_here.adopted(row, owner)) is not None:
            return self._merged(row, table, adopted, had=None, ref=None, **made)
        return self._line(row, Fate.NEW, ref=ref.id if ref else None, **made)

    def _known(self, row: Row, table: type[Table], ref: Ref, **made: Any) -> Line:
        here = self._known_here.record(table, ref.uid)
        told = ""
        if here is None:
            told = _("You deleted it here, so it stays away.")
        elif here.is_trashed:
            told = _("It is in the trash, and is left there.")
        if here is None or told:
            return self._line(row, Fate.SKIPPED, told=told, client_name=made["client_name"])
        return self._merged(row, table, here, had=ref.base, ref=ref.id, **made)

    def _merged(
        self,
        row: Row,
        table: type[Table],
        here: Here,
        *,
        had: Mapping[str, Any] | None,
        ref: int | None,
        values: Mapping[str, Any],
        base: Mapping[str, Any],
        **made: Any,
    ) -> Line:
        """Return what of a record that is here is changed by a row."""
        if isinstance(row, PromiseRow) and had is not None:
            values, base = with_history(row, values, base, had)
        write: dict[str, Any] = {}
        conflicts = []
        for group in TOGETHER[table]:
            theirs, mine = [base[one] for one in group], [here.values[one] for one in group]
            before = [had.get(one) for one in group] if had is not None else None
            if theirs in (before, mine):
                continue
            is_mine_as_it_came = mine == before or (before is None and mine[0] in {None, ""})
            if is_mine_as_it_came or (made["ext_id"], group[0]) in self._ways.take_theirs:
                write |= {one: values[one] for one in group}
                continue
            name = next(one for one, a, b in zip(group, theirs, mine, strict=True) if a != b)
            was = had.get(name) if had is not None else None
            three = [shown(table, name, one) for one in (was, here.values[name], base[name])]
            conflicts.append(Conflict(group[0], _(LABELS.get(name, LABELS[group[0]])), *three))
        fate = Fate.CONFLICT if conflicts else Fate.CHANGED if write else Fate.SAME
        made |= {
            "goes_to": GoesTo(here.client),
            "client_name": self._people.clients.names.get(here.client, ""),
        }
        told = self._what_changed(table, write, conflicts)
        return self._line(
            row, fate, record=here.id, values=write, base=base, ref=ref, had=had, told=told,
            conflicts=tuple(conflicts), **made,
        )  # fmt: skip

    def _what_changed(
        self, table: type[Table], write: Mapping[str, Any], conflicts: Sequence[Conflict]
    ) -> str:
        changed = [_(LABELS[group[0]]) for group in TOGETHER[table] if group[0] in write]
        told = [_("Changed: {what}.").format(what=", ".join(changed))] if changed else []
        if conflicts:
            names = ", ".join(one.label for one in conflicts)
            told.append(_("Changed there and here: {what}. Yours is kept.").format(what=names))
        return " ".join(told)

    def _line(self, row: Row, fate: Fate, *, ext_id: str = "", **told: Any) -> Line:
        return Line(
            row.place, fate, what=name_of(table_of(row)), title=title_of(row), row=row,
            ext_id=ext_id or row.ext_id, **told,
        )  # fmt: skip

    # Whose it is

    def _owners(self, row: Row) -> list[GoesTo]:
        whose = row.whose
        if whose.name and not whose.is_only_known:
            return [self._wanted(self._ways.names.get(name_key(whose.name), NO_CLIENT), whose.name)]
        found = self._people.addressed(whose)
        if found:
            return [GoesTo(one) for one in found]
        known = self._people.found(whose)
        if known is not None:
            return [self._wanted(GoesTo(known[0]), whose.name)]
        if isinstance(row, ContactRow) and row.title_match:
            named = self._people.named_in(row.title_match)
            if len(named) == 1 and self._ways.with_titles:
                return [GoesTo(named[0])]
            if named:
                name = self._people.clients.names[named[0]]
                told = _("Its title names {name}, but nobody of theirs took part.").format(name=name)
                raise _SkippedError(told, name)
        if whose.is_only_known:
            raise _SkippedError(_("Nobody in it is a person of a client."))
        return [self._wanted(self._ways.unnamed, "")]

    def _wanted(self, owner: GoesTo, name: str) -> GoesTo:
        if owner.is_left:
            told = _("It is for “{name}”, which was not wanted.") if name else _("It is for no client.")
            raise _SkippedError(told.format(name=name), name)
        if owner == NO_CLIENT:
            told = _("For “{name}” no client is chosen yet.") if name else _("It names no client.")
            raise _SkippedError(told.format(name=name), name)
        if owner.client_id in self._people.clients.trashed:
            known = self._people.clients.names[owner.client_id or 0]
            raise _SkippedError(_("{name} is in the trash.").format(name=known), known)
        return owner
