"""Bringing an export back, value for value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import apsw
from peewee import Field, ForeignKeyField, fn

from retention_journal.core.errors import JournalError
from retention_journal.core.intake import Problem
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.services.erasure import erased_uids
from retention_journal.services.transfer import archives, attached_files, values
from retention_journal.services.transfer.archives import (
    JOURNAL_FILE,
    MANIFEST_FILE,
    Archive,
    no_export,
)
from retention_journal.services.transfer.exporting import FORMAT, FORMAT_VERSION
from retention_journal.services.transfer.results import ImportResult, OnlyTriedError, Tally
from retention_journal.storage.faults import DamagedError, TooNewError
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.schema import CURRENT
from retention_journal.storage.tables import TABLES, Attachment, Business, Table, key_of, name_of

_BY_NAME = {name_of(table): table for table in TABLES}
_EACH = 200


def is_export(path: Path) -> bool:
    """Say whether ``path`` is the folder or the ZIP of an export, or its manifest or list of records."""
    try:
        with archives.opened(path) as archive:
            return archive.has(MANIFEST_FILE) and archive.has(JOURNAL_FILE)
    except (JournalError, OSError):
        return False


def import_journal(
    journal: Journal, path: Path, *, dry_run: bool = False, progress: Progress = silent
) -> ImportResult:
    """Bring the records of an export into the journal, as one step that can be undone.

    A record that is here already and equal stays; one that differs stays as it is here and is told. What was
    erased here for good does not come back. What
    lay in the trash lies there again.

    Args:
        journal: Where to; usually a new one.
        path: The export's folder, or its ZIP.
        dry_run: Do everything, then roll it back.
        progress: Told how many records are read; may stop the work, which leaves nothing behind.

    Raises:
        NotAnExportError: It is something else, or a ZIP that could do harm.
        TooNewError: A newer version of the program wrote it.
        DamagedError: A file of it is missing or was changed.
    """
    with archives.opened(path) as archive:
        manifest = _manifest(archive)
        run = _Import(
            journal,
            archive,
            Tally(),
            progress,
            sum(manifest["records"].values()),
            erased_uids(journal),
            attached_files.places_in(manifest["files"]),
        )
        read = run.read_all()
        with suppress(OnlyTriedError), journal.change(_("Import a journal")) as change:
            try:
                run.write_all(change)
            except apsw.ConstraintError as error:
                raise DamagedError(
                    _("The export holds records that contradict each other or what is in this journal."),
                    _("Nothing was taken in. Import it into a new journal."),
                ) from error
            if dry_run:
                raise OnlyTriedError
    return run.tally.result("journal", read, dry_run=dry_run)


@dataclass
class _Import:
    journal: Journal
    archive: Archive
    tally: Tally
    progress: Progress
    total: int
    erased: frozenset[str] = frozenset()
    attached: dict[str, str] = field(default_factory=dict)  # where the export has contents, by their hashes
    records: dict[str, dict[str, values.Record]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    ids: dict[str, dict[str, int]] = field(default_factory=dict)  # of each type: uid -> number here

    def read_all(self) -> int:
        """Read every record and return how many there were, good and bad."""
        self.records = {name: {} for name in _BY_NAME}
        count = 0
        for count, (place, line) in enumerate(_lines(self.archive), start=1):
            if count % _EACH == 0:
                self.progress(count, self.total)
            self._read_line(place, line)
        return count

    def _read_line(self, place: str, line: bytes) -> None:
        try:
            told = json.loads(line)
            table = _BY_NAME[told["type"]]
            uid = told["uid"]
        except (ValueError, KeyError, TypeError, RecursionError):
            self._leave_out(place, _("This is no record of a journal. Left out."))
            return
        known = self.records[name_of(table)]
        if not isinstance(uid, str) or not uid or uid in known:
            self._leave_out(place, _("The record has no identity of its own. Left out."))
            return
        if uid in self.erased:
            self._leave_out(place, _("It was erased here for good. Left out."))
            return
        try:
            known[uid] = self._record(table, told)
        except values.WrongValueError as error:
            self._leave_out(
                place, _("What stands under “{column}” cannot be kept. Left out.").format(column=error)
            )
            return
        self.places[uid] = place

    def _record(self, table: type[Table], told: dict[str, Any]) -> values.Record:
        load = partial(_load, self.archive)
        return {
            column.name: values.read(column, told[column.name], load)
            if column.name in told
            else _default(column)
            for column in values.kept_columns_of(table)
        }

    def write_all(self, change: Writer) -> None:
        """Write what is new and tell what differs."""
        for table in TABLES:
            self._write_table(change, table)
        self._keep_attached(change)

    def _keep_attached(self, change: Writer) -> None:
        """Bring in what attached files hold, also where only that was missing here or spoilt."""
        here = dict(self.journal.tuples(Attachment.select(Attachment.uid, Attachment.sha256)))
        done: set[str] = set()
        for uid, record in self.records[name_of(Attachment)].items():
            sha256 = record["sha256"]
            if here.get(uid) != sha256 or sha256 in done or not attached_files.has_content(sha256):
                continue
            done.add(sha256)
            self.progress(self.total, self.total)
            if not attached_files.keep(change, self.archive, self.attached, sha256):
                message = _("What the attached file “{name}” held is not in the export.")
                self.tally.problems.append(Problem(self.places[uid], message.format(name=record["name"])))

    def _write_table(self, change: Writer, table: type[Table]) -> None:
        name = name_of(table)
        here = _here(self.journal, table)
        self.ids[name] = {uid: number for uid, (number, _values) in here.items()}
        first = int(self.journal.value(table.select(fn.MAX(key_of(table)))) or 0) + 1
        new: list[values.Record] = []
        told = self.records[name]
        self.ids[name].update(
            (uid, number) for number, uid in enumerate((uid for uid in told if uid not in here), start=first)
        )
        is_second_business = table is Business and bool(here)
        for uid, record in told.items():
            resolved = self._resolved(table, uid, record)
            if resolved is None:
                del self.ids[name][uid]
            elif uid in here:
                self._compare(table, uid, resolved, here[uid][1])
            elif is_second_business:
                self.tally.skipped += 1
            else:
                new.append({"id": self.ids[name][uid], **resolved})
        self._insert(change, table, new)

    def _insert(self, change: Writer, table: type[Table], new: list[values.Record]) -> None:
        """Insert records; those that name one of their own kind get that name when all are here."""
        own = [f.name for f in _references(table) if f.rel_model is table]
        change.insert_many(table, [{**record, **dict.fromkeys(own)} for record in new])
        for record in new:
            named = {name: record[name] for name in own if record[name] is not None}
            if named:
                change.update(table, record["id"], updated_at=record["updated_at"], **named)
        if new:
            self.tally.created[name_of(table)] += len(new)

    def _resolved(self, table: type[Table], uid: str, record: values.Record) -> values.Record | None:
        """Return the record with numbers for uids; None where it belongs to one that is not there."""
        resolved = dict(record)
        for reference in _references(table):
            named = record[reference.name]
            if named is None:
                continue
            resolved[reference.name] = self.ids.get(name_of(reference.rel_model), {}).get(named)
            if resolved[reference.name] is None and not reference.null:
                self._leave_out(
                    self.places[uid], _("It belongs to something that is not in the export. Left out.")
                )
                return None
        return resolved

    def _compare(self, table: type[Table], uid: str, theirs: values.Record, ours: values.Record) -> None:
        columns = [f for f in values.kept_columns_of(table) if not values.is_bookkeeping(f)]
        if all(f.db_value(theirs[f.name]) == f.db_value(ours[f.name]) for f in columns):
            self.tally.unchanged += 1
            return
        differing = ", ".join(
            f.name for f in columns if f.db_value(theirs[f.name]) != f.db_value(ours[f.name])
        )
        self._leave_out(
            self.places[uid],
            _("It is here already and differs in {columns}. What is here was kept.").format(
                columns=differing
            ),
        )

    def _leave_out(self, place: str, message: str) -> None:
        self.tally.skipped += 1
        self.tally.problems.append(Problem(place, message, left_out=True))


def _here(journal: JournalReader, table: type[Table]) -> dict[str, tuple[int, values.Record]]:
    columns = values.kept_columns_of(table)
    names = [column.name for column in columns]
    return {
        found[0]: (number, dict(zip(names, found, strict=True)))
        for number, *found in journal.tuples(table.select(key_of(table), *columns))
    }


def _references(table: type[Table]) -> list[ForeignKeyField]:
    return [column for column in table._meta.sorted_fields if isinstance(column, ForeignKeyField)]


def _default(column: Field) -> Any:
    """Return what a column holds where an export of an earlier version does not know it.

    Raises:
        WrongValueError: There is nothing that could stand there.
    """
    if values.is_bookkeeping(column):
        return 0
    if column.default is not None:
        return column.default() if callable(column.default) else column.default
    if column.null:
        return None
    raise values.WrongValueError(column.name)


def _lines(archive: Archive) -> Iterator[tuple[str, bytes]]:
    with archive.open(JOURNAL_FILE) as content:
        for number, line in enumerate(content, start=1):
            if line.strip():
                yield _("line {n}").format(n=number), line


def _load(archive: Archive, name: str) -> bytes:
    """Return the bytes that lie under ``name`` in an export.

    Raises:
        ValueError: It is no such name, or the file is missing or not what its name says.
    """
    if not values.is_file_name(name):
        raise ValueError(name)
    try:
        with archive.open(name) as file:
            content = file.read()
    except OSError as error:
        raise ValueError(name) from error
    if values.file_name(content).partition(".")[0] != name.partition(".")[0]:
        raise ValueError(name)
    return content


def _manifest(archive: Archive) -> dict[str, Any]:
    try:
        with archive.open(MANIFEST_FILE) as told:
            manifest = json.loads(told.read())
        is_ours = manifest["format"] == FORMAT
        version, schema = int(manifest["version"]), int(manifest["schema"])
        files = {str(name): str(digest) for name, digest in manifest["files"].items()}
        manifest["records"] = {str(name): int(n) for name, n in manifest["records"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise no_export(archive.name) from error
    if not is_ours:
        raise no_export(archive.name)
    if version > FORMAT_VERSION or schema > CURRENT:
        raise TooNewError(
            _("The export {name} was written by a newer version of Retention Journal.").format(
                name=archive.name
            ),
            _("Update Retention Journal to read it. Nothing has been changed."),
        )
    _check_files(archive, files)
    return dict(manifest)


def _check_files(archive: Archive, files: dict[str, str]) -> None:
    if JOURNAL_FILE not in files:
        raise no_export(archive.name)
    inside = (f"{values.FILES}/", archives.ATTACHED)
    for name in [JOURNAL_FILE, *(name for name in files if name.startswith(inside))]:
        if not archive.has(name) or archives.sha256_in(archive, name) != files[name]:
            raise DamagedError(
                _("The file {name} of this export is missing or was changed.").format(name=name),
                _("Nothing was taken in. Use the export as it was written."),
            )
