"""Writing an export: all of a journal, or all that concerns one client."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from peewee import Field

from retention_journal import __version__
from retention_journal.core.contacts import Kind
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.services.transfer import scope, values
from retention_journal.services.transfer.readme import readme
from retention_journal.storage import faults
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.schema import CURRENT
from retention_journal.storage.tables import PRIVATE, TABLES, Interaction, Table, key_of, name_of

FORMAT = "retention-journal-export"
FORMAT_VERSION = 1
JOURNAL_FILE = "journal.jsonl"
MANIFEST_FILE = "manifest.json"
README_FILE = "README.txt"
_ATTEMPTS = 3
#: What is written in a contact; where that is a private note it is for nobody else.
_NOTED = frozenset({"summary", "client_words"})
_EACH = 200  # records between two looks at whether to stop


def export(
    journal: JournalReader,
    folder: Path,
    *,
    today: date,
    client: int | None = None,
    progress: Progress = silent,
) -> dict[str, int]:
    """Write everything, or all that concerns one client, into ``folder`` and return counts by type.

    The trash is included; what is for nobody else is left out of the export of one client. The
    folder is written beside its place and gets its name when it is whole;
    only its owner can read it.

    Args:
        journal: The journal.
        folder: A new folder, or an empty one.
        today: The day written into the manifest.
        client: Number of the one client; None exports all.
        progress: Told how many records are written; may stop the work, which leaves nothing behind.

    Raises:
        AlreadyThereError: There is something in the folder.
        CannotWriteError: It cannot be written there.
        DiskFullError: There is no room.
        InUseError: Somebody else kept changing the journal.
    """
    _check_folder(folder)
    with _told_plainly(folder):
        for _attempt in range(_ATTEMPTS):
            part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
            try:
                before = _saves(journal)
                counts = _Export(journal, part, progress).write(client, today)
                if _saves(journal) == before:
                    _put_in_place(part, folder)
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
    progress: Progress

    def write(self, client: int | None, today: date) -> dict[str, int]:
        ids = scope.records_of(self.journal, client) if client is not None else None
        uids = self._uids()
        counted = self.journal.counts() if ids is None else {name: len(found) for name, found in ids.items()}
        total, done = sum(counted.values()), 0
        counts: dict[str, int] = {}
        with _new_file(self.folder / JOURNAL_FILE) as lines:
            for table in TABLES:
                only = None if ids is None else ids[name_of(table)]
                counts[name_of(table)] = self._table(table, only, uids, lines, done, total)
                done += counts[name_of(table)]
        with _new_file(self.folder / README_FILE) as text:
            text.write(readme())
        self._manifest(counts, today, whole=client is None)
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
        columns = values.columns_of(table)
        hidden = PRIVATE.get(table, frozenset()) if only is not None else frozenset()
        count = 0
        query = table.select(*values.key_and_columns(table)).order_by(key_of(table))
        with _new_file(self.folder / f"{name_of(table)}.csv") as sheet:
            rows = csv.writer(sheet, lineterminator="\r\n")
            rows.writerow([_column_name(field) for field in columns])
            for number, *found in self.journal.tuples(query):
                if only is not None and number not in only:
                    continue
                own = hidden | _of_a_note(table, columns, found) if only is not None else hidden
                told = [
                    _nothing(field)
                    if field.name in own
                    else values.written(field, value, uids, self._keep_file)
                    for field, value in zip(columns, found, strict=True)
                ]
                record = {"type": name_of(table)} | dict(zip(map(_column_name, columns), told, strict=True))
                lines.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
                rows.writerow([_cell(value) for value in told])
                if (done + count) % _EACH == 0:
                    self.progress(done + count, total)
                count += 1
        return count

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
            "records": counts,
            "files": {path.relative_to(self.folder).as_posix(): sha256_of(path) for path in files},
        }
        with _new_file(self.folder / MANIFEST_FILE) as text:
            text.write(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hex digits."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _column_name(field: Any) -> str:
    return str(field.name)


def _of_a_note(table: type[Table], columns: Sequence[Field], found: Sequence[Any]) -> frozenset[str]:
    """Return what of a contact is for nobody else: of a private note its words."""
    if table is not Interaction or not any(value is Kind.NOTE for value in found):
        return frozenset()
    return frozenset(field.name for field in columns if field.name in _NOTED)


def _nothing(field: Field) -> str | None:
    """Return what stands where something is for nobody else."""
    return None if field.null else ""


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """Open a new text file that only its owner can read, and put it safely on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as text:
        yield text
        text.flush()
        os.fsync(text.fileno())


def _check_folder(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise faults.AlreadyThereError(
            _("There is something in {folder} already.").format(folder=folder),
            _("Choose a new folder, or an empty one. Nothing has been changed."),
        )


def _put_in_place(part: Path, folder: Path) -> None:
    with suppress(FileNotFoundError):
        folder.rmdir()  # an empty one; anything else stays, and stops us
    part.rename(folder)


@contextmanager
def _told_plainly(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise faults.DiskFullError(
                _("The export does not fit: the disk is full."),
                _("Nothing of it was kept. Free some space, then try again."),
            ) from error
        raise faults.CannotWriteError(
            _("The folder {folder} cannot be written to.").format(folder=folder.parent),
            _("Choose another folder."),
        ) from error
