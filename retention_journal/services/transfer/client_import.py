"""Taking in clients that a file of another program told of, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from retention_journal.core.batches import Fate
from retention_journal.core.clients import EngagementType, Role, Status, Tier
from retention_journal.core.intake import ClientRow, Problem, ReadRows
from retention_journal.core.names import normal_name, sort_key
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.transfer.batch_writer import BatchWriter, CameFrom
from retention_journal.services.transfer.batches import NO_FILE, FileFacts
from retention_journal.services.transfer.client_bases import ClientBases, client_name, person_name
from retention_journal.services.transfer.known import KnownClient, KnownClients, KnownPerson, name_key
from retention_journal.services.transfer.results import ImportResult, OnlyTriedError, Tally
from retention_journal.services.transfer.sources import Layout, keep_layout
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Business, Client, Contact, ContactRole, Table, key_of, name_of
from retention_journal.storage.uids import new_uid

_EACH = 200
#: What a file says of a client or a person, as the screen calls it.
_COLUMNS = {
    "locality": N_("Town"),
    "language": N_("Language"),
    "notes": N_("Notes"),
    "start_date": N_("Client since"),
    "ideal_interval_days": N_("Own rhythm"),
    "email": N_("E-mail"),
    "tel": N_("Phone"),
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "facts": N_("Good to know"),
    "birthday": N_("Birthday"),
}
_LOOKS = 5


def import_clients(
    journal: Journal,
    file: ReadRows[ClientRow],
    *,
    now: datetime,
    dry_run: bool = False,
    came: FileFacts = NO_FILE,
    layout: Layout | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Take in the clients of a file and their people.

    Who is here already gets what was blank filled, and what changed there since it last came from there;
    what was changed here is kept. What lies in the trash, or was deleted, stays away. Taking in the same
    file again changes nothing.

    Args:
        journal: The journal.
        file: What was read.
        now: When; a new client is not made to begin after it.
        dry_run: Do everything, then roll it back.
        came: Which file it is, for the history.
        layout: What was said of its columns by hand, to be offered for the next one like it.
        progress: Told how many clients are done; may stop the work, which leaves nothing behind.

    Source: imports, 4.4 and 4.6.
    """
    tally = Tally(skipped=file.skipped + sum(problem.left_out for problem in file.problems))
    tally.problems.extend(file.problems)
    n = len(_clients_in(file.rows))
    label = ngettext("Take in {n} client", "Take in {n} clients", n).format(n=n)
    with suppress(OnlyTriedError), journal.change(label) as change:
        batch = BatchWriter(journal, change, CameFrom(str(file.source), file=came), now)
        bases = ClientBases(journal, batch, str(file.source))
        take_in_clients(journal, batch, bases, tally, file.rows, now.date(), progress)
        for problem in tally.problems:
            if problem.left_out:
                batch.note(problem.place, Fate.SKIPPED if problem.is_by_choice else Fate.BAD, problem.message)
        rows = {Fate.NEW: tally.created[name_of(Client)], Fate.CHANGED: sum(tally.updated.values()),
                Fate.SAME: tally.unchanged, Fate.SKIPPED: tally.skipped}  # fmt: skip
        batch.close({fate.value: n for fate, n in rows.items() if n}, tally.created)
        keep_layout(journal, change, layout, now=now)
        if dry_run:
            raise OnlyTriedError
    return tally.result(str(file.source), file.read, dry_run=dry_run)


def take_in_clients(
    journal: JournalReader,
    change: BatchWriter,
    bases: ClientBases,
    tally: Tally,
    rows: Sequence[ClientRow],
    today: date,
    progress: Progress = silent,
) -> None:
    """Take in all clients inside a change, then again until nothing changes any more.

    Whom a row speaks of depends on who is known, and that grows on the way. The second look finds what the
    first could not know yet, so that taking in the same file another day changes nothing.
    """
    groups = _clients_in(rows)
    _Intake(journal, change, bases, tally, today).take_in(groups, progress)
    for _look in range(_LOOKS):
        more = Tally()
        _Intake(journal, change, bases, more, today).take_in(groups, silent)
        if not more.created and not more.updated:
            return
        tally.created.update(more.created)
        tally.updated.update(more.updated)


def _clients_in(rows: Sequence[ClientRow]) -> list[list[ClientRow]]:
    """Return the rows of each client of the file; rows of one name are one client's people."""
    groups: dict[str, list[ClientRow]] = {}
    for row in rows:
        groups.setdefault(name_key(row.name), []).append(row)
    return list(groups.values())


@dataclass
class _Pending:
    """Records to add, kept together so that many are written at once."""

    table: type[Table]
    next_id: int
    records: list[dict[str, Any]]

    @classmethod
    def of(cls, journal: JournalReader, table: type[Table]) -> _Pending:
        newest = journal.value(table.select(fn.MAX(key_of(table))))
        return cls(table, int(newest or 0) + 1, [])

    def add(self, **values: Any) -> int:
        number = self.next_id
        self.next_id += 1
        self.records.append({"id": number, **values})
        return number


class _Intake:
    """One import on its way."""

    def __init__(
        self, journal: JournalReader, change: BatchWriter, bases: ClientBases, tally: Tally, today: date
    ) -> None:
        self._change, self._bases = change, bases
        self._tally = tally
        self._today = today
        self._known = KnownClients.of(journal, today)
        self._language = journal.value(Business.select(Business.language)) or "en"
        self._clients = _Pending.of(journal, Client)
        self._people = _Pending.of(journal, Contact)
        self._roles = _Pending.of(journal, ContactRole)

    def take_in(self, groups: list[list[ClientRow]], progress: Progress) -> None:
        """Match every client of the file, then fill or add, then write what is new."""
        self._bases.begin()
        matches = self._known.match(groups, self._bases.client_uid)
        for done, (group, client) in enumerate(zip(groups, matches, strict=True)):
            if done % _EACH == 0:
                progress(done, len(groups))
            if client is None and self._bases.client_uid(group[0]) is not None:
                self._leave(group, _("You deleted {name}, so it stays away.").format(name=group[0].name))
            elif client is None:
                self._add_client(group)
            elif client.is_trashed:
                self._leave(group, _("{name} is in the trash and was left there.").format(name=client.name))
            else:
                self._fill_client(group, client)
        for pending in (self._clients, self._people, self._roles):
            self._change.insert_many(pending.table, pending.records)

    def _add_client(self, group: list[ClientRow]) -> None:
        row = _joined(group, self._tally)
        uid = new_uid()
        number = self._clients.add(
            uid=uid, name=row.name, sort_key=sort_key(row.name, self._language), status=Status.ACTIVE,
            tier=row.tier or Tier.B, engagement_type=row.engagement_type or EngagementType.RETAINER,
            start_date=row.start_date, language=row.language, locality=row.locality,
            ideal_interval_days=row.ideal_interval_days, notes=row.notes,
        )  # fmt: skip
        self._tally.created[name_of(Client)] += 1
        client = KnownClient(number, row.name, uid=uid)
        self._bases.keep(Client, client_name(group[0]), uid, _came(row))
        for told in group:
            self._take_person(told, client)

    def _fill_client(self, group: list[ClientRow], client: KnownClient) -> None:
        row = _joined(group, self._tally)
        told = _told_of(row, client)
        write, both = self._bases.merged(Client, client_name(group[0]), client.values, told)
        self._tell_both(row, client.name, both)
        self._bases.keep(Client, client_name(group[0]), client.uid, told)
        if write:
            self._change.update(Client, client.id, **write)
            client.values.update(write)
            self._tally.updated[name_of(Client)] += 1
        for place, one in enumerate(group):
            if not self._take_person(one, client) and not (write and place == 0):
                self._tally.unchanged += 1

    def _take_person(self, row: ClientRow, client: KnownClient) -> bool:
        """Add a row's person to a client, or fill what is blank; say whether anything was new."""
        if not (row.contact_name or row.email or row.phone):
            return False
        name = row.contact_name or row.name
        person = client.person(row)
        if person is None:
            self._add_person(row, name, client)
            return True
        told = {"email": row.email, "tel": row.phone, "given_name": row.contact_given,
                "family_name": row.contact_family, "facts": row.facts, "birthday": row.birthday}  # fmt: skip
        told = {column: text for column, text in told.items() if text}
        if person.is_trashed:
            return False
        write, both = self._bases.merged(Contact, person_name(row), person.values, told)
        self._tell_both(row, person.name, both)
        self._bases.keep(Contact, person_name(row), person.uid, told)
        if not write:
            return False
        person.values.update(write)
        if person.is_new:
            self._people.records[person.id - self._people.next_id].update(write)
            return False
        self._change.update(Contact, person.id, **write)
        self._tally.updated[name_of(Contact)] += 1
        return True

    def _add_person(self, row: ClientRow, name: str, client: KnownClient) -> None:
        values = {"given_name": row.contact_given, "family_name": row.contact_family, "email": row.email,
                  "tel": row.phone, "facts": row.facts, "birthday": row.birthday}  # fmt: skip
        uid = new_uid()
        number = self._people.add(uid=uid, display_name=name, language=row.language, call_window="", **values)
        self._roles.add(
            client=client.id, contact=number, title=row.title, role=Role.OTHER,
            is_primary=not client.has_somebody, valid_from=None,
        )  # fmt: skip
        client.people.append(KnownPerson(number, name, dict(values), is_new=True, uid=uid))
        self._bases.keep(Contact, person_name(row), uid, {key: told for key, told in values.items() if told})
        client.has_somebody = True
        self._tally.created[name_of(Contact)] += 1
        self._tally.created[name_of(ContactRole)] += 1

    def _leave(self, group: list[ClientRow], message: str) -> None:
        self._tally.skipped += len(group)
        self._tally.problems.append(Problem(group[0].place, message, left_out=True, is_by_choice=True))

    def _tell_both(self, row: ClientRow, name: str, columns: list[str]) -> None:
        """Say what was changed there and here."""
        if columns:
            told = _("{name} was changed there and here: {what}. Yours is kept.")
            what = ", ".join(_(_COLUMNS[column]) for column in columns)
            self._tally.problems.append(Problem(row.place, told.format(name=name, what=what)))


def _came(row: ClientRow) -> dict[str, Any]:
    """Return what a row tells of a client that it adds."""
    told = {name: getattr(row, name) for name in ("locality", "language", "notes", "start_date")}
    told["ideal_interval_days"] = row.ideal_interval_days
    return {name: value for name, value in told.items() if value not in {None, ""}}


def _told_of(row: ClientRow, client: KnownClient) -> dict[str, Any]:
    """Return what a row tells of its client and could be filled in."""
    told: dict[str, Any] = {"locality": row.locality, "language": row.language, "notes": row.notes}
    told["start_date"] = row.start_date
    ends = client.values["end_date"]
    if row.start_date and ends and row.start_date > ends:
        told["start_date"] = None
    longest = client.values["max_interval_days"]
    if not (row.ideal_interval_days and longest and longest < row.ideal_interval_days):
        told["ideal_interval_days"] = row.ideal_interval_days
    return {name: value for name, value in told.items() if value not in {None, ""}}


def _joined(group: list[ClientRow], tally: Tally) -> ClientRow:
    """Return one row with what all rows of a client tell; where they differ the first one holds.

    Two rows of the same name that name different towns may be two clients. They are taken as one, and that
    is told, since the person can part them and nobody could find a silent split.
    """
    first = group[0]
    towns = {normal_name(row.locality): row for row in group if row.locality}
    if len(towns) > 1:
        other = list(towns.values())[1]
        message = _("{name} stands here with another town. It was taken as the same client.")
        tally.problems.append(Problem(other.place, message.format(name=first.name)))

    def told(name: str) -> Any:
        return next((value for row in group if (value := getattr(row, name))), getattr(first, name))

    notes = "\n".join(dict.fromkeys(row.notes for row in group if row.notes))
    return ClientRow(
        first.place, first.name, locality=told("locality"), start_date=told("start_date"),
        engagement_type=told("engagement_type"), tier=told("tier"),
        ideal_interval_days=told("ideal_interval_days"), language=told("language"), notes=notes,
    )  # fmt: skip
