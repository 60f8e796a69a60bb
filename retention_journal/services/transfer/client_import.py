"""Taking in clients that a file of another program told of, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from retention_journal.core.clients import EngagementType, Role, Status, Tier
from retention_journal.core.intake import ClientRow, Problem, ReadRows
from retention_journal.core.names import normal_name, sort_key
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.services.transfer.known import KnownClient, KnownClients, KnownPerson, name_key
from retention_journal.services.transfer.results import ImportResult, OnlyTriedError, Tally
from retention_journal.storage.journal import Journal, Writer
from retention_journal.storage.tables import Business, Client, Contact, ContactRole, Table, key_of, name_of

_EACH = 200
_LOOKS = 5


def import_clients(
    journal: Journal,
    file: ReadRows[ClientRow],
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportResult:
    """Take in the clients of a file and their people.

    Who is here already gets only what was blank filled; nothing is ever overwritten, and what lies in the
    trash stays there. Taking in the same file again changes nothing.

    Args:
        journal: The journal.
        file: What was read.
        now: When; a new client is not made to begin after it.
        dry_run: Do everything, then roll it back.
        progress: Told how many clients are done; may stop the work, which leaves nothing behind.

    Source: imports, 4.4 and 4.6.
    """
    tally = Tally(skipped=file.skipped + sum(problem.left_out for problem in file.problems))
    tally.problems.extend(file.problems)
    groups = _clients_in(file.rows)
    label = ngettext("Take in {n} client", "Take in {n} clients", len(groups)).format(n=len(groups))
    with suppress(OnlyTriedError), journal.change(label) as change:
        _take_in(journal, change, tally, groups, now.date(), progress)
        if dry_run:
            raise OnlyTriedError
    return tally.result(str(file.source), file.read, dry_run=dry_run)


def _take_in(
    journal: Journal,
    change: Writer,
    tally: Tally,
    groups: list[list[ClientRow]],
    today: date,
    progress: Progress,
) -> None:
    """Take in all clients, then again until nothing changes any more.

    Whom a row speaks of depends on who is known, and that grows on the way. The second look finds what the
    first could not know yet, so that taking in the same file another day changes nothing.
    """
    _Intake(journal, change, tally, today).take_in(groups, progress)
    for _look in range(_LOOKS):
        more = Tally()
        _Intake(journal, change, more, today).take_in(groups, silent)
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
    def of(cls, journal: Journal, table: type[Table]) -> _Pending:
        newest = journal.value(table.select(fn.MAX(key_of(table))))
        return cls(table, int(newest or 0) + 1, [])

    def add(self, **values: Any) -> int:
        number = self.next_id
        self.next_id += 1
        self.records.append({"id": number, **values})
        return number


class _Intake:
    """One import on its way."""

    def __init__(self, journal: Journal, change: Writer, tally: Tally, today: date) -> None:
        self._change = change
        self._tally = tally
        self._today = today
        self._known = KnownClients.of(journal, today)
        self._language = journal.value(Business.select(Business.language)) or "en"
        self._clients = _Pending.of(journal, Client)
        self._people = _Pending.of(journal, Contact)
        self._roles = _Pending.of(journal, ContactRole)

    def take_in(self, groups: list[list[ClientRow]], progress: Progress) -> None:
        """Match every client of the file, then fill or add, then write what is new."""
        matches = self._known.match(groups)
        for done, (group, client) in enumerate(zip(groups, matches, strict=True)):
            if done % _EACH == 0:
                progress(done, len(groups))
            if client is None:
                self._add_client(group)
            elif client.is_trashed:
                self._leave_in_trash(group, client)
            else:
                self._fill_client(group, client)
        for pending in (self._clients, self._people, self._roles):
            self._change.insert_many(pending.table, pending.records)

    def _add_client(self, group: list[ClientRow]) -> None:
        row = _joined(group, self._tally)
        number = self._clients.add(
            name=row.name, sort_key=sort_key(row.name, self._language), status=Status.ACTIVE,
            tier=row.tier or Tier.B, engagement_type=row.engagement_type or EngagementType.RETAINER,
            start_date=row.start_date, language=row.language, locality=row.locality,
            ideal_interval_days=row.ideal_interval_days, notes=row.notes,
        )  # fmt: skip
        self._tally.created[name_of(Client)] += 1
        client = KnownClient(number, row.name)
        for told in group:
            self._take_person(told, client)

    def _fill_client(self, group: list[ClientRow], client: KnownClient) -> None:
        row = _joined(group, self._tally)
        blanks = {
            name: told for name, told in _told_of(row, client).items() if client.values[name] in {None, ""}
        }
        if blanks:
            self._change.update(Client, client.id, **blanks)
            client.values.update(blanks)
            self._tally.updated[name_of(Client)] += 1
        for place, told in enumerate(group):
            if not self._take_person(told, client) and not (blanks and place == 0):
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
                "family_name": row.contact_family}  # fmt: skip
        blanks = {column: text for column, text in told.items() if text and not person.values[column]}
        if person.is_trashed or not blanks:
            return False
        person.values.update(blanks)
        if person.is_new:
            self._people.records[person.id - self._people.next_id].update(blanks)
            return False
        self._change.update(Contact, person.id, **blanks)
        self._tally.updated[name_of(Contact)] += 1
        return True

    def _add_person(self, row: ClientRow, name: str, client: KnownClient) -> None:
        values = {"given_name": row.contact_given, "family_name": row.contact_family, "email": row.email,
                  "tel": row.phone}  # fmt: skip
        number = self._people.add(
            display_name=name, language=row.language, facts="", call_window="", **values
        )
        self._roles.add(
            client=client.id, contact=number, title=row.title, role=Role.OTHER,
            is_primary=not client.has_somebody, valid_from=None,
        )  # fmt: skip
        client.people.append(KnownPerson(number, name, dict(values), is_new=True))
        client.has_somebody = True
        self._tally.created[name_of(Contact)] += 1
        self._tally.created[name_of(ContactRole)] += 1

    def _leave_in_trash(self, group: list[ClientRow], client: KnownClient) -> None:
        message = _("{name} is in the trash and was left there.").format(name=client.name)
        self._tally.skipped += len(group)
        self._tally.problems.append(Problem(group[0].place, message, left_out=True))


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
