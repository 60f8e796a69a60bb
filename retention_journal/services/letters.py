"""Texts of the journal with letters that were read wrongly once, and mending those that are chosen.

Reports are left alone: what was sent stays as it was sent.

Source: capability H4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from retention_journal.core.broken_letters import has_lost_letters, mended
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.clients import name_key
from retention_journal.storage.fields import Text
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.ledgers.base import Table
from retention_journal.storage.tables import TABLES, Client, Report, Setting, key_of, name_of

_LEFT_ALONE = frozenset(
    {name_of(Report), name_of(Setting), "import_source", "import_batch", "import_item", "external_ref",
     "health_snapshot", "call_list_entry"}
)  # fmt: skip
_KINDS = {
    "business": N_("Your firm"), "client": N_("Client"), "contact": N_("Person"),
    "contact_role": N_("Person"),
    "interaction": N_("Contact"), "check_in": N_("Contact"), "promise": N_("Promise"),
    "promise_move": N_("Promise"), "kpi_agreement": N_("Agreement"), "kpi_line": N_("Agreement"),
    "measurement": N_("Number"), "loss": N_("Loss"), "closing_conversation": N_("Loss"),
    "post_mortem": N_("Loss"), "lesson": N_("Lesson"), "client_event": N_("Event"), "engagement": N_("Terms"),
    "expectation_item": N_("Expectation"), "intake_question": N_("Question to ask"),
    "time_entry": N_("Hours"), "invoice": N_("Invoice"), "care_idea": N_("Idea"), "incident": N_("Complaint"),
    "argument": N_("Complaint"), "account_entry": N_("Complaint"), "incident_move": N_("Complaint"),
    "cause": N_("Cause"), "action_item": N_("Action"), "watch_point": N_("Watch point"),
}  # fmt: skip
_BEYOND_ASCII = "*[^\x01-\x7f]*"


@dataclass(frozen=True)
class BrokenText:
    """One text of the journal before and after.

    Attributes:
        table: Name of the table it stands in.
        id: Of the record.
        column: Name of the column.
        kind: What the record is, in the person's words.
        client: Whose it is; "" where it belongs to none.
    """

    table: str
    id: int
    column: str
    kind: str
    client: str
    before: str
    after: str

    @property
    def key(self) -> tuple[str, int, str]:
        """By which it is known."""
        return self.table, self.id, self.column

    @property
    def is_lost(self) -> bool:
        """Whether nothing of it can be brought back."""
        return self.before == self.after


def broken_texts(journal: JournalReader, *, progress: Progress = silent) -> list[BrokenText]:
    """Return every text with broken letters, those that cannot be mended last.

    Raises:
        CancelledError: ``progress`` asked to stop.
    """
    names = dict(journal.tuples(Client.select(key_of(Client), Client.name)))
    tables = [table for table in TABLES if name_of(table) not in _LEFT_ALONE]
    found: list[BrokenText] = []
    for done, table in enumerate(tables):
        progress(done, len(tables))
        found += _broken_of(journal, table, names)
    return sorted(found, key=lambda text: text.is_lost)


def mend_texts(journal: Journal, chosen: Sequence[BrokenText]) -> int:
    """Mend ``chosen`` as one change that can be undone, and return how many were.

    A text that was changed since is left as it is.
    """
    tables = {name_of(table): table for table in TABLES}
    label = ngettext("Mend the letters of {n} text", "Mend the letters of {n} texts", len(chosen))
    done = 0
    with journal.change(label.format(n=len(chosen))) as change:
        for text in chosen:
            table = tables[text.table]
            column = table._meta.fields[text.column]
            if text.is_lost or not _is_still(journal, table, column, text):
                continue
            values: dict[str, Any] = {text.column: text.after}
            if table is Client and text.column == Client.name.name:
                values[Client.sort_key.name] = name_key(journal, text.after)
            change.update(table, text.id, **values)
            done += 1
    return done


def _broken_of(journal: JournalReader, table: type[Table], names: dict[int, str]) -> Iterator[BrokenText]:
    """Yield the broken texts of one table; only rows with letters beyond ASCII are looked at."""
    columns = [field for field in table._meta.sorted_fields if type(field) is Text]
    if not columns:
        return
    name = name_of(table)
    whose = "id" if table is Client else "client_id" if "client" in table._meta.fields else "NULL"
    told = ", ".join(field.column_name for field in columns)
    any_beyond = " OR ".join(f"{field.column_name} GLOB ?" for field in columns)
    question = f"SELECT id, {whose}, {told} FROM {name} WHERE trashed_at IS NULL AND ({any_beyond})"  # noqa: S608
    for record, client, *texts in journal.sql(question, *[_BEYOND_ASCII] * len(columns)):
        for field, text in zip(columns, texts, strict=True):
            after = mended(text or "")
            if after != (text or "") or has_lost_letters(text or ""):
                kind = _(_KINDS.get(name, N_("Note")))
                yield BrokenText(name, record, field.name, kind, names.get(client, ""), text, after)


def _is_still(journal: JournalReader, table: type[Table], column: Any, text: BrokenText) -> bool:
    stands = journal.value(table.select(column).where(key_of(table) == text.id, table.trashed_at.is_null()))
    return bool(stands == text.before)
