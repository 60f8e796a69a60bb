"""Checking a journal from end to end: file, checksums, references, search index, words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _
from retention_journal.storage.fields import TermField
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.schema import CURRENT
from retention_journal.storage.tables import TABLES, Table, name_of


@dataclass(frozen=True)
class Checked:
    """What a check found; ``problems`` are sentences, none where all is well."""

    ok: bool
    problems: list[str]
    schema: int
    records: dict[str, int]


def check(path: Path, progress: Progress = silent) -> Checked:
    """Check the journal at ``path``; it is only read.

    Raises:
        JournalError: It cannot be opened at all.
        CancelledError: ``progress`` asked to stop.
    """
    with JournalReader.open(path) as journal:
        questions = (_file, _references, _search_index, _words)
        problems: list[str] = []
        for number, question in enumerate(questions):
            progress(number, len(questions))
            problems += _asked(question, journal)
        return Checked(not problems, problems, CURRENT, _counted(journal))


def _asked(question: Callable[[JournalReader], list[str]], journal: JournalReader) -> list[str]:
    try:
        return question(journal)
    except JournalError as error:
        return [error.message]


def _counted(journal: JournalReader) -> dict[str, int]:
    try:
        return journal.counts()
    except JournalError:
        return {}


def _file(journal: JournalReader) -> list[str]:
    return journal.faults()


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
