"""Writing an export: all of a journal, all that concerns one client, or all that is kept about one person."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from peewee import Field

from retention_journal import __version__, i18n
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.services.transfer import (
    archives,
    attached_files,
    person_export,
    reader_page,
    scope,
    values,
)
from retention_journal.services.transfer.archives import JOURNAL_FILE, MANIFEST_FILE, sha256_of
from retention_journal.services.transfer.calendar_out import write_calendar
from retention_journal.services.transfer.hidden import hidden_in
from retention_journal.services.transfer.readme import readme
from retention_journal.services.transfer.spreadsheets import TableKind, TableWriter
from retention_journal.services.transfer.vcards_out import write_vcards
from retention_journal.storage import faults
from retention_journal.storage.fields import Json
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.schema import CURRENT
from retention_journal.storage.tables import TABLES, Attachment, Table, key_of, name_of

FORMAT = "retention-journal-export"
FORMAT_VERSION = 1
README_FILE = "README.txt"
CARDS_FILE, CALENDAR_FILE = "contacts.vcf", "calendar.ics"
_ATTEMPTS = 3
_EACH = 200  # records between two looks at whether to stop


@dataclass(frozen=True)
class ExportWays:
    """How an export is written.

    Attributes:
        kind: Whether its tables are exact or for a spreadsheet; ``journal.jsonl`` is always exact.
        language: BCP 47 tag for tables for a spreadsheet; "" takes the program's.
    """

    kind: TableKind = TableKind.EXACT
    language: str = ""


def export(
    journal: JournalReader,
    place: Path,
    *,
    today: date,
    client: int | None = None,
    contact: int | None = None,
    ways: ExportWays = ExportWays(),
    progress: Progress = silent,
) -> dict[str, int]:
    """Write everything, or all that concerns one client, to ``place`` and return counts by type.

    The trash is included; what is for nobody else is left out of the export of one client or person, which
    has a page in their language besides. It is written beside its place and gets its name when it is whole;
    only its owner can read it. The same records make the same bytes.

    Args:
        journal: The journal.
        place: A new folder, or an empty one; a new file where the name ends in ".zip".
        today: The day written into the manifest.
        client: Number of the one client; None exports all.
        contact: Number of the one person; then no client is named.
        ways: How its tables are written.
        progress: Told how many records are written; may stop the work, which leaves nothing behind.

    Raises:
        AlreadyThereError: There is something there.
        CannotWriteError: It cannot be written there.
        DiskFullError: There is no room.
        InUseError: Somebody else kept changing the journal.
    """
    _check_place(place)
    with _told_plainly(place):
        for _attempt in range(_ATTEMPTS):
            part = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent))
            try:
                before = _saves(journal)
                made = _Export(journal, part / "export", ways, progress)
                counts = made.write(today, client=client, contact=contact)
                if _saves(journal) == before:
                    _put_in_place(part, place, progress)
                    return counts
            finally:
                shutil.rmtree(part, ignore_errors=True)
    raise faults.InUseError(
        _("The journal was being changed all the while."), _("Nothing was kept. Try again in a moment.")
    )


def _saves(journal: JournalReader) -> int:
    """Return a number that changes when somebody else saves: records are read one type after another."""
    (row,) = journal.sql("PRAGMA data_version")
    return int(row[0])


@dataclass
class _Export:
    journal: JournalReader
    folder: Path
    ways: ExportWays
    progress: Progress

    def write(self, today: date, *, client: int | None, contact: int | None) -> dict[str, int]:
        """Write the files and return how many records of each type there are."""
        self.folder.mkdir(mode=0o700)
        ids = _records(self.journal, client, contact)
        uids = self._uids()
        counted = self.journal.counts() if ids is None else {name: len(found) for name, found in ids.items()}
        total, done = sum(counted.values()), 0
        counts: dict[str, int] = {}
        with _new_file(self.folder / JOURNAL_FILE) as lines:
            for table in TABLES:
                only = None if ids is None else ids[name_of(table)]
                counts[name_of(table)] = self._table(table, only, uids, lines, done, total)
                done += counts[name_of(table)]
        attached = attached_files.write(
            self.journal,
            self.folder,
            None if ids is None else ids[name_of(Attachment)],
            partial(self.progress, total, total),
        )
        with _new_file(self.folder / README_FILE) as text:
            text.write(readme(FORMAT_VERSION, CURRENT, self.ways.kind))
        if contact is None:
            write_vcards(self.journal, self.folder / CARDS_FILE, today=today, client=client)
            write_calendar(self.journal, self.folder / CALENDAR_FILE, client=client)
        if ids is not None:
            about = person_export.subject(self.journal, client=client, contact=contact)
            with _new_file(self.folder / person_export.PAGE_FILE) as text:
                text.write(person_export.page(self.journal, about, ids, today=today, attached=attached))
        else:
            with _new_file(self.folder / reader_page.INDEX_FILE) as text:
                text.write(reader_page.whole_page(self.journal, today=today, attached=attached))
        self._manifest(counts, today, whole=ids is None)
        return counts

    def _table(
        self,
        table: type[Table],
        only: set[int] | None,
        uids: values.Uids,
        lines: TextIO,
        done: int,
        total: int,
    ) -> int:
        """Write the records of a type, or those in ``only``, and return how many."""
        columns = values.columns_of(table)
        names = [_column_name(field) for field in columns]
        count = 0
        query = table.select(*values.key_and_columns(table)).order_by(key_of(table))
        with self._sheet(table, empty=only is not None and not only) as rows:
            rows.line(names)
            for number, *found in self.journal.tuples(query):
                if only is not None and number not in only:
                    continue
                hidden = (
                    frozenset() if only is None else hidden_in(table, dict(zip(names, found, strict=True)))
                )
                told = [
                    _nothing(field)
                    if field.name in hidden
                    else values.written(field, value, uids, self._keep_file)
                    for field, value in zip(columns, found, strict=True)
                ]
                line = {"type": name_of(table)} | dict(zip(names, told, strict=True))
                lines.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                rows.line(self._cells(columns, found, told))
                if (done + count) % _EACH == 0:
                    self.progress(done + count, total)
                count += 1
        return count

    @contextmanager
    def _sheet(self, table: type[Table], *, empty: bool) -> Iterator[TableWriter]:
        """Open the table of a type; where nothing will stand in it and nobody misses it, none is made."""
        language = self.ways.language or i18n.language()
        if empty:
            yield TableWriter(StringIO(), self.ways.kind, language)
            return
        with _new_file(self.folder / f"{name_of(table)}.csv") as sheet:
            yield TableWriter(sheet, self.ways.kind, language)

    def _cells(self, columns: Sequence[Field], found: Sequence[Any], told: Sequence[Any]) -> Sequence[Any]:
        if self.ways.kind is TableKind.EXACT:
            return told
        return [values.cell(*one) for one in zip(columns, found, told, strict=True)]

    def _uids(self) -> dict[str, dict[int, str]]:
        return {
            name_of(table): dict(self.journal.tuples(table.select(key_of(table), table.uid)))
            for table in TABLES
        }

    def _keep_file(self, content: bytes) -> str:
        name = values.file_name(content)
        path = self.folder / name
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.touch(0o600)
            path.write_bytes(content)
        return name

    def _manifest(self, counts: dict[str, int], today: date, *, whole: bool) -> None:
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        manifest = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "schema": CURRENT,
            "program": __version__,
            "exported_on": today.isoformat(),
            "whole": whole,
            "tables": self.ways.kind.value,
            "records": counts,
            "files": {path.relative_to(self.folder).as_posix(): sha256_of(path) for path in files},
        }
        with _new_file(self.folder / MANIFEST_FILE) as text:
            text.write(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def _records(journal: JournalReader, client: int | None, contact: int | None) -> dict[str, set[int]] | None:
    """Return the numbers of the records that go out, by type; None where all do."""
    if contact is not None:
        return scope.records_of_person(journal, contact)
    return scope.records_of(journal, client) if client is not None else None


def _column_name(field: Any) -> str:
    return str(field.name)


def _nothing(field: Field) -> str | dict[str, Any] | None:
    """Return what stands where something is left out."""
    if field.null:
        return None
    return {} if isinstance(field, Json) else ""


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """Open a new text file that only its owner can read, and put it safely on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as text:
        yield text
        text.flush()
        os.fsync(text.fileno())


def _check_place(place: Path) -> None:
    if place.is_dir() and not archives.is_zip(place) and not any(place.iterdir()):
        return
    if place.exists() or place.is_symlink():
        raise faults.AlreadyThereError(
            _("There is something in {folder} already.").format(folder=place)
            if place.is_dir()
            else _("There is a file {path} already.").format(path=place),
            _("Choose a new folder, or an empty one. Nothing has been changed.")
            if not archives.is_zip(place)
            else _("Choose another name. Nothing has been changed."),
        )


def _put_in_place(part: Path, place: Path, progress: Progress) -> None:
    if archives.is_zip(place):
        archives.pack(part / "export", part / "packed", progress)
        _check_place(place)
        (part / "packed").rename(place)
        return
    with suppress(FileNotFoundError):
        place.rmdir()  # an empty one; anything else stays, and stops us
    (part / "export").rename(place)


@contextmanager
def _told_plainly(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise faults.DiskFullError(
                _("The export does not fit: the disk is full."),
                _("Nothing of it was kept. Free some space, then try again."),
            ) from error
        raise faults.CannotWriteError(
            _("The folder {folder} cannot be written to.").format(folder=place.parent),
            _("Choose another folder."),
        ) from error
