"""Taking in hours that a file of another program told of, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from retention_journal.core.batches import Fate
from retention_journal.core.errors import JournalError
from retention_journal.core.hours_intake import TimeRow
from retention_journal.core.intake import Problem, ReadRows
from retention_journal.core.keeping import nothing_thrown_away
from retention_journal.core.names import sort_key
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.services.business import own_business
from retention_journal.services.transfer.batch_writer import BatchWriter, CameFrom, counted, refs_of
from retention_journal.services.transfer.batches import NO_FILE, FileFacts
from retention_journal.services.transfer.hours_known import (
    LEAVE_OUT,
    NO_CLIENT,
    ClientsOfJournal,
    GoesTo,
    NamedClient,
    known_entries,
    named_clients,
)
from retention_journal.services.transfer.hours_plan import HoursPlan, Planned, Ways, plan_hours
from retention_journal.services.transfer.known import name_key
from retention_journal.services.transfer.results import ImportResult, Tally
from retention_journal.services.transfer.sources import Layout, keep_layout
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, TimeEntry, name_of
from retention_journal.storage.uids import new_uid

_EACH = 500


def clients_named(journal: JournalReader, file: ReadRows[TimeRow]) -> list[NamedClient]:
    """Return the clients that a file names, with whom each probably is."""
    return named_clients(ClientsOfJournal.of(journal), known_entries(journal, file.source), file.rows)


def persons_named(rows: Iterable[TimeRow]) -> list[str]:
    """Return who worked the hours of a file, in the order of names."""
    return sorted({row.person for row in rows if row.person})


def usual_ways(journal: JournalReader, file: ReadRows[TimeRow]) -> Ways:
    """Return what is done where nobody is asked: unknown names are new clients, and nothing is guessed.

    A name that only looks like a client's is none's yet. Of several people's hours one's own are taken,
    where the journal knows one's name.
    """
    named = clients_named(journal, file)
    persons = persons_named(file.rows)
    own = own_business(journal).person.casefold()
    mine = next((person for person in persons if person.casefold() == own), "")
    problems = [
        Problem(
            "",
            _("“{name}” looks like “{known}” of your journal. Its hours are for no client yet.").format(
                name=one.name, known=one.alike[0][1]
            ),
        )
        for one in named
        if one.alike and one.usual == NO_CLIENT
    ]
    if len(persons) > 1 and not mine:
        told = _("The hours of {n} people are in it: {names}. All were taken.")
        problems.append(Problem("", told.format(n=len(persons), names=", ".join(persons))))
    names = {one.key: one.usual for one in named}
    return Ways(names, NO_CLIENT, mine if len(persons) > 1 else "", tuple(problems))


def ways_for_client(journal: JournalReader, file: ReadRows[TimeRow], client_id: int) -> Ways:
    """Return what is done with a file that belongs to one client.

    Hours without a client are theirs, and so is the only name of the file where it is nobody else's; those
    of other clients are left out.
    """
    named = clients_named(journal, file)
    names = {
        one.key: GoesTo(client_id)
        if one.usual.client_id == client_id or (len(named) == 1 and one.usual.client_id is None)
        else LEAVE_OUT
        for one in named
    }
    usual = usual_ways(journal, file)
    return Ways(names, GoesTo(client_id), usual.person)


class ChangedMeanwhileError(JournalError):
    """The journal is no longer what it was when the import was looked through."""

    code = "changed_meanwhile"


@nothing_thrown_away()
def import_hours(  # noqa: PLR0913 - what was chosen, what was seen, and how it is told
    journal: Journal,
    file: ReadRows[TimeRow],
    ways: Ways,
    *,
    now: datetime,
    dry_run: bool = False,
    expected: HoursPlan | None = None,
    times_written: int | None = None,
    came: FileFacts = NO_FILE,
    layout: Layout | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Take in the hours of a file.

    What is here already stays; what was changed there is changed here, unless it was changed here too. What
    lies in the trash stays there. Taking in the same file again changes nothing.

    Args:
        journal: The journal.
        file: What was read.
        ways: What the person chose.
        now: When; no hours can have been worked after that day.
        dry_run: Only say what would happen.
        expected: What the person was shown; anything else is not done.
        times_written: How often the journal had been written when ``expected`` was found, on the day of
            ``now``: where it is still so, nothing is looked through twice. None always looks again.
        came: Which file it is, for the history.
        layout: What was said of its columns by hand, to be offered for the next one like it.
        progress: Told rows done of rows in all; may stop the work, which leaves nothing behind.

    Raises:
        ChangedMeanwhileError: It would not do what was ``expected``.
        CancelledError: ``progress`` asked to stop.

    Source: imports, 4.1, 4.3 and 4.5.
    """
    if dry_run:
        plan = plan_hours(journal, file, ways, today=now.date(), progress=progress)
        return _result(file, plan, dry_run=True)
    n = len(file.rows)
    label = ngettext("Take in {n} row of hours", "Take in {n} rows of hours", n).format(n=n)
    is_still_so = times_written == journal.times_written
    with journal.change(label) as change:
        if expected is not None and is_still_so:
            plan = expected
        else:
            plan = plan_hours(journal, file, ways, today=now.date(), progress=progress)
        if expected is not None and plan != expected:
            raise ChangedMeanwhileError(
                _("The journal was changed since you looked this through."), _("Look it through again.")
            )
        batch = BatchWriter(journal, change, CameFrom(str(file.source), file=came), now)
        _Writing(journal, batch, file.source, plan).write(progress)
        keep_layout(journal, change, layout, now=now)
    return _result(file, plan, dry_run=False)


class _Writing:
    """Writes what was planned."""

    def __init__(self, journal: Journal, change: BatchWriter, source: str, plan: HoursPlan) -> None:
        self._change, self._source, self._plan = change, source, plan
        refs = refs_of(journal, str(source), "", [name_of(TimeEntry)])
        self._refs = {ref.uid: ref.id for ref in refs.values()}
        self._language = own_business(journal).language
        self._new: dict[str, int] = {}

    def write(self, progress: Progress) -> None:
        """Write new clients, then what is new, then what changed."""
        for key, name in self._plan.new_clients.items():
            self._new[key] = self._change.insert(Client, name=name, sort_key=sort_key(name, self._language))
        new = [line for line in self._plan.lines if line.fate is Fate.NEW]
        known = [line for line in self._plan.lines if line.entry_id is not None]
        for first in range(0, len(new), _EACH):
            progress(first, len(new) + len(known))
            part = new[first : first + _EACH]
            self._change.insert_placed(TimeEntry, [(line.row.place, self._record(line)) for line in part])
        for done, line in enumerate(known):
            if done % _EACH == 0:
                progress(len(new) + done, len(new) + len(known))
            self._change_entry(line)
        for line in self._plan.lines:
            if line.fate is Fate.SKIPPED:
                self._change.note(line.row.place, line.fate, line.told)
        made = {name_of(Client): len(self._new), name_of(TimeEntry): len(new)}
        rows = counted(line.fate for line in self._plan.lines)
        self._change.close(rows, {name: n for name, n in made.items() if n})

    def _record(self, line: Planned) -> dict[str, Any]:
        row, uid = line.row, new_uid()
        self._change.refer(line.key.text(), name_of(TimeEntry), uid)
        began = row.started_at.replace(second=0, microsecond=0) if row.started_at else None
        return {
            "uid": uid, "client": self._client(line), "worked_on": row.worked_on, "started_at": began,
            "minutes": row.minutes, "bucket": row.bucket, "billable": row.billable, "project": row.project,
            "task": row.task, "note": row.note, "source": self._source, "external_key": line.key.text(),
        }  # fmt: skip

    def _change_entry(self, line: Planned) -> None:
        values = dict(line.values)
        if line.fate is Fate.CHANGED:
            values["client"] = self._client(line)
        if values and line.entry_id is not None:
            self._change.update_placed(
                TimeEntry, line.entry_id, values, place=line.row.place, action=line.fate, reason=line.told
            )
        if "external_key" in values and line.entry_uid in self._refs:
            self._change.refer_anew(self._refs[line.entry_uid], ext_id=line.key.text())

    def _client(self, line: Planned) -> int | None:
        return self._new[name_key(line.row.client)] if line.goes_to.is_new else line.goes_to.client_id


def _result(file: ReadRows[TimeRow], plan: HoursPlan, *, dry_run: bool) -> ImportResult:
    tally = Tally(unchanged=plan.count(Fate.SAME))
    for table, created in ((Client, len(plan.new_clients)), (TimeEntry, plan.count(Fate.NEW))):
        if created:
            tally.created[name_of(table)] = created
    if changed := plan.count(Fate.CHANGED):
        tally.updated[name_of(TimeEntry)] = changed
    tally.problems = [*file.problems, *plan.problems]
    tally.skipped = file.skipped + sum(problem.left_out for problem in tally.problems)
    return tally.result(str(file.source), file.read, dry_run=dry_run)
