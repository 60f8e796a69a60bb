"""Taking in promises, contacts and invoices of a file, as one step that can be undone, today or next month.

Source: imports, sections 4.1 to 4.3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from peewee import fn

from retention_journal.core.batches import Fate
from retention_journal.core.incoming import ContactRow, Incoming, PromiseRow
from retention_journal.core.intake import Problem
from retention_journal.core.keeping import nothing_thrown_away
from retention_journal.core.names import sort_key
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.services.business import own_business
from retention_journal.services.transfer.batch_writer import BatchWriter, CameFrom, counted
from retention_journal.services.transfer.batches import NO_FILE, FileFacts
from retention_journal.services.transfer.client_bases import ClientBases
from retention_journal.services.transfer.client_import import take_in_clients
from retention_journal.services.transfer.hours_import import ChangedMeanwhileError
from retention_journal.services.transfer.intake_clients import NAME, NUMBER, People, spoken_of
from retention_journal.services.transfer.intake_plan import IntakePlan, Line, plan_intake
from retention_journal.services.transfer.intake_shapes import table_of
from retention_journal.services.transfer.intake_ways import IntakeWays
from retention_journal.services.transfer.known import name_key
from retention_journal.services.transfer.results import (
    ImportResult,
    OnlyTriedError,
    Tally,
)
from retention_journal.storage.journal import Journal, Writer
from retention_journal.storage.tables import (
    Client,
    ExternalRef,
    ImportSource,
    Interaction,
    InteractionContact,
    Promise,
    PromiseMove,
    Table,
    key_of,
    name_of,
)
from retention_journal.storage.uids import new_uid

_EACH = 500
#: What is not worth a line in the history: it is here already, or it is of nobody the journal knows.
_SILENT = frozenset({Fate.SAME})


@nothing_thrown_away()
def import_incoming(  # noqa: PLR0913 - what was read, what was chosen, what was seen, how it is told
    journal: Journal,
    incoming: Incoming,
    ways: IntakeWays,
    *,
    now: datetime,
    file: FileFacts = NO_FILE,
    dry_run: bool = False,
    expected: IntakePlan | None = None,
    remember: Mapping[str, Any] | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Take in what a file held.

    Taking in the same file again, or one that overlaps, changes nothing that is the same; what was edited
    here is kept, and what was deleted here stays away.

    Args:
        journal: The journal.
        incoming: What was read.
        ways: What the person chose.
        now: When.
        file: Which file, for the history.
        dry_run: Do everything, then roll it back.
        expected: What the person was shown; anything else is not done.
        remember: How files of this place are read, to be offered again for the next one.
        progress: Told rows done of rows in all; may stop the work, which leaves nothing behind.

    Raises:
        ChangedMeanwhileError: It would not do what was ``expected``.
        CancelledError: ``progress`` asked to stop.
    """
    tally = Tally(skipped=incoming.skipped)
    n = incoming.read
    told = ngettext("Bring {n} row in", "Bring {n} rows in", n).format(n=n)
    with suppress(OnlyTriedError), journal.change(told) as change:
        plan = plan_intake(journal, incoming, ways, now=now, progress=progress)
        if expected is not None and plan != expected:
            raise ChangedMeanwhileError(
                _("The journal was changed since you looked this through."), _("Look it through again.")
            )
        if plan.does_something or incoming.clients:
            writing = _Writing(journal, change, incoming, plan, tally, now)
            writing.write(file, remember, progress)
        if dry_run:
            raise OnlyTriedError
    _count(tally, plan)
    return tally.result(incoming.source, incoming.read, dry_run=dry_run)


def _count(tally: Tally, plan: IntakePlan) -> None:
    for line in plan.lines:
        if line.fate is Fate.NEW:
            tally.created[line.what] += 1
        elif line.values:
            tally.updated[line.what] += 1
        elif line.fate in {Fate.SAME, Fate.CONFLICT}:
            tally.unchanged += 1
        else:
            tally.skipped += 1
        if line.told and line.fate in {Fate.BAD, Fate.CONFLICT, Fate.SKIPPED} and not _is_nobody(line):
            left = line.fate is not Fate.CONFLICT
            tally.problems.append(
                Problem(line.place, line.told, left_out=left, is_by_choice=line.fate is Fate.SKIPPED)
            )
    tally.problems += plan.problems


def _is_nobody(line: Line) -> bool:
    """Say whether a row was left out because nobody in it is known here: it is counted, and no more."""
    row = line.row
    return line.fate is Fate.SKIPPED and row is not None and row.whose.is_only_known and not line.client_name


class _Writing:
    """Writes what was planned, inside one change."""

    def __init__(
        self,
        journal: Journal,
        change: Writer,
        incoming: Incoming,
        plan: IntakePlan,
        tally: Tally,
        now: datetime,
    ) -> None:
        self._journal, self._change, self._incoming = journal, change, incoming
        self._plan, self._tally, self._now = plan, tally, now
        self._new_clients: dict[str, int] = {}

    def write(self, file: FileFacts, remember: Mapping[str, Any] | None, progress: Progress) -> None:
        """Write clients, records, references, and what happened to each row."""
        incoming = self._incoming
        came = CameFrom(incoming.source, incoming.fingerprint, incoming.label, file)
        self._batch = BatchWriter(self._journal, self._change, came, self._now)
        if remember is not None:
            self._change.update(ImportSource, self._batch.source, ways=dict(remember))
        self._write_clients(progress)
        self._people = People.of(self._journal, incoming)
        new = [line for line in self._plan.lines if line.fate is Fate.NEW]
        known = [line for line in self._plan.lines if line.record is not None]
        self._insert(new, progress, len(new) + len(known))
        for done, line in enumerate(known, start=len(new)):
            if done % _EACH == 0:
                progress(done, len(new) + len(known))
            self._update(line)
        for line in self._plan.lines:
            if line.record is None and line.fate is not Fate.NEW and not _is_nobody(line):
                self._batch.note(line.place, line.fate, line.told, raw=line.raw)
        records = {name: n for name, n in self._made.items() if n}
        self._batch.close(counted(line.fate for line in self._plan.lines), records)

    def _write_clients(self, progress: Progress) -> None:
        if self._incoming.clients:
            incoming, today = self._incoming, self._now.date()
            bases = ClientBases(self._journal, self._batch, incoming.source, incoming.fingerprint)
            take_in_clients(self._journal, self._batch, bases, self._tally, incoming.clients, today, progress)
        self._made: Counter[str] = Counter(self._tally.created)
        language = own_business(self._journal).language
        clients = People.of(self._journal, self._incoming).clients
        for key, name in self._plan.new_clients.items():
            found = clients.called(name)
            if found is None:
                found = self._batch.insert(Client, name=name, sort_key=sort_key(name, language))
                self._tally.created[name_of(Client)] += 1
                self._made[name_of(Client)] += 1
            self._new_clients[key] = found
        self._remember_clients()

    def _remember_clients(self) -> None:
        """Keep which client each name of the file, and each number it gives them, stands for."""
        meant: dict[str, int] = {}
        for line in self._plan.lines:
            name = line.row.whose.name if line.row is not None else ""
            client = self._client(line)
            if name and client is not None and line.fate is not Fate.SKIPPED:
                meant.setdefault(name_key(name), client)
        numbers = spoken_of(self._incoming, meant)
        wanted = {f"{NAME}{key}": client for key, client in meant.items()}
        wanted |= {f"{NUMBER}{one}": meant[key] for key, found in numbers.items() for one in found}
        uids = self._uids(wanted.values())
        query = ExternalRef.select(ExternalRef.ext_id, ExternalRef.record_uid).where(
            (ExternalRef.source == self._batch.source) & (ExternalRef.record_type == name_of(Client))
        )
        there = dict(self._journal.tuples(query))
        for ext_id, client in wanted.items():
            if there.get(ext_id) == uids[client]:
                continue
            if ext_id in there:
                fits = (ExternalRef.source == self._batch.source) & (ExternalRef.ext_id == ext_id)
                self._change.update_where(ExternalRef, fits, record_uid=uids[client])
            else:
                self._batch.refer(ext_id, name_of(Client), uids[client])

    def _uids(self, clients: Iterable[int]) -> dict[int, str]:
        wanted = sorted(set(clients))
        found: dict[int, str] = {}
        for first in range(0, len(wanted), _EACH):
            fits = key_of(Client).in_(wanted[first : first + _EACH])
            found.update(self._journal.tuples(Client.select(key_of(Client), Client.uid).where(fits)))
        return found

    def _insert(self, lines: list[Line], progress: Progress, total: int) -> None:
        by_table: dict[type[Table], list[Line]] = defaultdict(list)
        for line in lines:
            if line.row is not None:
                by_table[table_of(line.row)].append(line)
        done = 0
        for table, found in by_table.items():
            number = int(self._journal.value(table.select(fn.MAX(key_of(table)))) or 0) + 1
            for first in range(0, len(found), _EACH):
                progress(done, total)
                part = found[first : first + _EACH]
                records = [self._record(line, number + at) for at, line in enumerate(part)]
                placed = [(line.place, record) for line, record in zip(part, records, strict=True)]
                self._batch.insert_placed(table, placed, [line.base for line in part])
                self._insert_parts(table, part, records)
                number, done = number + len(part), done + len(part)
            self._made[name_of(table)] += len(found)

    def _record(self, line: Line, number: int) -> dict[str, Any]:
        uid = new_uid()
        row = line.row
        what = name_of(table_of(row)) if row is not None else line.what
        if line.ref is not None:
            self._batch.refer_anew(line.ref, record_uid=uid, record_type=what, base=dict(line.base))
        else:
            self._batch.refer(line.ext_id, what, uid, line.base, row.anchor if row is not None else "")
        return {"id": number, "uid": uid, "client": self._client(line), **line.values}

    def _insert_parts(self, table: type[Table], lines: list[Line], records: list[dict[str, Any]]) -> None:
        """Add what belongs to new records: moves of a promise, people of a contact."""
        moves, people = [], []
        for line, record in zip(lines, records, strict=True):
            row = line.row
            if table is Promise and isinstance(row, PromiseRow):
                moves += _moves_of(row, record["id"])
            elif table is Interaction and isinstance(row, ContactRow):
                there = (self._people.persons.get((record["client"], email.strip().casefold()))
                         for _name, email in row.people if email)  # fmt: skip
                people += [
                    {"interaction": record["id"], "contact": person}
                    for person in dict.fromkeys(there)
                    if person is not None
                ]
        self._batch.insert_many(PromiseMove, moves)
        self._batch.insert_many(InteractionContact, people)

    def _update(self, line: Line) -> None:
        """Write what changed of a record that is here, and how it came this time."""
        if line.record is None or line.row is None:
            return
        table = table_of(line.row)
        has_come_new = line.had is None or dict(line.had) != dict(line.base)
        if line.ref is None:
            (uid,) = self._journal.tuples(
                table.select(table._meta.fields["uid"]).where(key_of(table) == line.record)
            )[0]
            self._batch.refer(line.ext_id, name_of(table), uid, line.base, line.row.anchor)
        elif has_come_new:
            self._batch.refer_anew(line.ref, ext_id=line.ext_id, base=dict(line.base))
        if line.values or (has_come_new and line.fate not in _SILENT):
            self._batch.update_placed(
                table, line.record, line.values, place=line.place, action=line.fate, reason=line.told,
                base=line.had,
            )  # fmt: skip
        if table is Promise and isinstance(line.row, PromiseRow):
            self._add_moves(line.row, line.record)

    def _add_moves(self, row: PromiseRow, promise: int) -> None:
        """Add the moves of a due date that are not here yet; none is ever taken away."""
        if not row.moves:
            return
        query = PromiseMove.select(PromiseMove.moved_on, PromiseMove.due_after).where(
            PromiseMove.promise == promise
        )
        here = set(self._journal.tuples(query))
        self._batch.insert_many(
            PromiseMove,
            [one for one in _moves_of(row, promise) if (one["moved_on"], one["due_after"]) not in here],
        )

    def _client(self, line: Line) -> int | None:
        if line.goes_to.is_new and line.row is not None:
            return self._new_clients.get(name_key(line.row.whose.name))
        return line.goes_to.client_id


def _moves_of(row: PromiseRow, promise: int) -> list[dict[str, Any]]:
    return [
        {"promise": promise, "moved_on": one.moved_on, "due_before": one.before, "due_after": one.after}
        for one in row.moves
    ]
