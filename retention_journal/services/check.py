"""Checking a journal from end to end: file, checksums, references, words, attached files, undo.

A check runs on request, and once a month by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.storage import faults, generations, salt_copies, undo
from retention_journal.storage.database import too_old, versions
from retention_journal.storage.fields import TermField
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.rekeying import key_of
from retention_journal.storage.schema import CURRENT
from retention_journal.storage.tables import TABLES, Table, name_of

#: Days between two checks that run by themselves.
DAYS_BETWEEN = 30
_MOST_SHOWN = 3  # of what SQLite says, which is for whoever helps


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Attributes:
        ok: Whether all is well.
        problems: What is not, in sentences.
        schema: The version of the journal.
        records: How many records of each type there are, the trash included.
        saves: How often the journal was saved since it was made.
        driver: The versions of SQLite and of what locks it.
    """

    ok: bool
    problems: list[str]
    schema: int
    records: dict[str, int]
    saves: int = 0
    driver: str = ""


def check(path: Path, progress: Progress = silent) -> Checked:
    """Check the journal at ``path``; it is only read.

    Where it is locked and the copy of its salt beside it is gone, that copy is written again.

    Raises:
        JournalError: It cannot be opened at all.
        CancelledError: ``progress`` asked to stop.
    """
    with JournalReader.open(path) as journal:
        questions = (_file, _references, _search_index, _words, _attached, _undo, _account, _driver, _salt)
        problems: list[str] = []
        for number, question in enumerate(questions):
            progress(number, len(questions))
            problems += _asked(question, journal)
        problems = list(dict.fromkeys(problems))  # damage makes several questions fail for one reason
        return Checked(
            not problems, problems, CURRENT, _counted(journal), _saves(journal), " · ".join(versions())
        )


def driver_warnings() -> list[str]:
    """Return a sentence for each part of the driver that is older than is wanted.

    Source: reliability, promise 9.
    """
    return [
        _("{part} is older than {wanted}, which mends faults known in it.").format(part=part, wanted=wanted)
        for part, wanted in too_old(*versions())
    ]


def is_due(last: date | None, today: date) -> bool:
    """Say whether the check of the month is due; a clock that went back makes none wait longer."""
    return last is None or not 0 <= (today - last).days < DAYS_BETWEEN


def _asked(question: Callable[[JournalReader], list[str]], journal: JournalReader) -> list[str]:
    try:
        return question(journal)
    except JournalError as error:
        return [f"{error.message} {error.advice}".strip()]


def _counted(journal: JournalReader) -> dict[str, int]:
    try:
        return journal.counts()
    except JournalError:
        return {}


def _file(journal: JournalReader) -> list[str]:
    """Say that part of the file cannot be read, then what SQLite says of it."""
    found = [line for words in journal.faults() for line in words.splitlines() if not line.startswith("***")]
    if not found:
        return []
    damaged = faults.damaged(journal.path)
    return [f"{damaged.message} {damaged.advice}", *(f"SQLite: {line}" for line in found[:_MOST_SHOWN])]


def _references(journal: JournalReader) -> list[str]:
    return [
        _("A {table} (number {number}) belongs to a {other} that is not there.").format(
            table=table, number=number, other=other
        )
        for table, number, other, *_rest in journal.sql("PRAGMA foreign_key_check")
    ]


def _search_index(journal: JournalReader) -> list[str]:
    (indexed,) = journal.sql("SELECT count(*) FROM search_docsize")
    (kept,) = journal.sql("SELECT count(*) FROM search_source")
    if indexed == kept:
        return []
    return [
        _("The search index holds {indexed} entries, the journal {kept}.").format(
            indexed=indexed[0], kept=kept[0]
        )
    ]


def _words(journal: JournalReader) -> list[str]:
    return [problem for table in TABLES for problem in _words_of(journal, table)]


def _words_of(journal: JournalReader, table: type[Table]) -> list[str]:
    problems = []
    for field in table._meta.sorted_fields:
        if isinstance(field, TermField):
            known = ", ".join("?" * len(field.term))
            found = journal.sql(
                f'SELECT id, "{field.column_name}" FROM "{name_of(table)}"'  # noqa: S608 - our own names
                f' WHERE "{field.column_name}" NOT IN ({known})',
                *(term.value for term in field.term),
            )
            problems += [
                _("{table} number {number}: “{word}” is not a {field}.").format(
                    table=name_of(table), number=number, word=word, field=field.column_name
                )
                for number, word in found
            ]
    return problems


def _attached(journal: JournalReader) -> list[str]:
    """Return which attached files are gone or no longer what was attached."""
    spoilt = {
        str(name)
        for name, content in journal.each("SELECT sha256, content FROM attachment_content")
        if hashlib.sha256(content).hexdigest() != name
    }
    kept = {str(name) for (name,) in journal.each("SELECT sha256 FROM attachment_content")}
    problems = []
    for name, sha256 in journal.each("SELECT name, sha256 FROM attachment WHERE sha256 <> ''"):
        if sha256 not in kept:
            problems.append(_("The attached file “{name}” is not in the journal.").format(name=name))
        elif sha256 in spoilt:
            problems.append(_("The attached file “{name}” is no longer what was attached.").format(name=name))
    return problems


def _undo(journal: JournalReader) -> list[str]:
    spoilt = sum(
        not undo.is_readable(changeset)
        for (changeset,) in journal.each("SELECT changeset FROM undo_step ORDER BY id")
    )
    if not spoilt:
        return []
    told = ngettext("{n} step of undo cannot be read.", "{n} steps of undo cannot be read.", spoilt)
    return [told.format(n=spoilt)]


def _account(journal: JournalReader) -> list[str]:
    """Return whether the journal keeps account of its saves; that it is the newest is seen on opening."""
    if generations.read(journal.connection) is None:
        return [_("The journal has lost the account of its saves.")]
    return []


def _driver(_journal: JournalReader) -> list[str]:
    sqlite, cipher = versions()
    if sqlite not in dict(too_old(sqlite, cipher)):
        return []
    return [_("{sqlite} is too old to be trusted with a journal.").format(sqlite=sqlite)]


def _salt(journal: JournalReader) -> list[str]:
    """Write the copy of a locked journal's salt again where it is gone; return whether that failed."""
    key, path = key_of(journal.path), journal.path
    places = salt_copies.copy_file(path), salt_copies.folder_file(path.parent)
    if key is None or (key.copy in salt_copies.near(path) and any(place.exists() for place in places)):
        return []
    with suppress(OSError):
        salt_copies.keep(path, [key.copy])
        return []
    return [_("The copy of the journal’s first bytes is gone, and could not be written again.")]


def _saves(journal: JournalReader) -> int:
    with suppress(JournalError):
        found = generations.read(journal.connection)
        return found.number if found else 0
    return 0
