"""What came in before from the same place, found again by its name there, by its anchor, or by its number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from retention_journal.core.incoming import Incoming, InvoiceRow
from retention_journal.services.transfer.batch_writer import Ref, refs_of
from retention_journal.services.transfer.hours_known import GoesTo
from retention_journal.services.transfer.intake_clients import Row, rows_of
from retention_journal.services.transfer.intake_shapes import TOGETHER, as_kept, title_of
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    Interaction,
    Invoice,
    PlannedCall,
    Promise,
    Table,
    key_of,
    name_of,
)

_EACH = 200
_TABLES: Mapping[str, type[Table]] = {
    name_of(table): table for table in (Promise, Interaction, Invoice, PlannedCall)
}


@dataclass(frozen=True)
class Here:
    """A record that is in the journal, with its values as the file keeps them."""

    id: int
    client: int
    is_trashed: bool
    values: Mapping[str, Any]


class Known:
    """What of a file is in the journal already."""

    def __init__(self, journal: JournalReader, incoming: Incoming) -> None:
        self._journal, self._incoming = journal, incoming
        self._refs = refs_of(journal, incoming.source, incoming.fingerprint, _TABLES)
        self._numbers = self._invoices_by_number()
        self._here = {table: self._records(table) for table in _TABLES.values()}
        self._anchors: dict[str, list[Ref]] | None = None

    def record(self, table: type[Table], uid: str) -> Here | None:
        """Return a record that is in the journal, its trash included."""
        return self._here[table].get(uid)

    def ref_of(self, row: Row, ext_id: str, taken: set[str]) -> Ref | None:
        """Return the reference of a row: by its own name, else by its anchor, the closest text first."""
        if ext_id in self._refs:
            return self._refs[ext_id]
        if not row.anchor:
            return None
        free = [ref for ref in self._by_anchor().get(row.anchor, ()) if ref.ext_id not in taken]
        if not free:
            return None
        title = title_of(row)
        best = max(free, key=lambda ref: SequenceMatcher(None, title, _text_of(ref)).ratio())
        taken.add(best.ext_id)
        return best

    def _by_anchor(self) -> Mapping[str, list[Ref]]:
        """Return the references whose own name is not in the file any more, by their anchor."""
        if self._anchors is None:
            coming = {row.ext_id for row in rows_of(self._incoming)}
            self._anchors = defaultdict(list)
            for ref in self._refs.values():
                if ref.anchor and ref.ext_id not in coming:
                    self._anchors[ref.anchor].append(ref)
        return self._anchors

    def _records(self, table: type[Table]) -> dict[str, Here]:
        uids = [ref.uid for ref in self._refs.values() if ref.type == name_of(table)]
        uids += [uid for uid, _id in self._numbers.values()] if table is Invoice else []
        fields = [table._meta.fields[one] for group in TOGETHER[table] for one in group]
        own = table._meta.fields
        found: dict[str, Here] = {}
        for first in range(0, len(uids), _EACH):
            query = table.select(
                key_of(table), own["uid"], own["client"], own["trashed_at"].is_null(False), *fields
            ).where(own["uid"].in_(uids[first : first + _EACH]))
            for number, uid, client, is_trashed, *values in self._journal.tuples(query):
                kept = as_kept(table, dict(zip((one.name for one in fields), values, strict=True)))
                found[uid] = Here(number, client, bool(is_trashed), kept)
        return found

    def _invoices_by_number(self) -> dict[tuple[int, str], tuple[str, int]]:
        """Return the invoices of the numbers in the file that came from nowhere, by client and number."""
        wanted = sorted({row.number for row in self._incoming.invoices if row.number})
        found: dict[tuple[int, str], tuple[str, int]] = {}
        referred = {ref.uid for ref in self._refs.values()}
        for first in range(0, len(wanted), _EACH):
            query = Invoice.select(Invoice.client, Invoice.number, Invoice.uid, key_of(Invoice)).where(
                Invoice.number.in_(wanted[first : first + _EACH]) & Invoice.trashed_at.is_null()
            )
            for client, number, uid, record in self._journal.tuples(query):
                if uid not in referred:
                    found[client, number] = (uid, record)
        return found

    def adopted(self, row: Row, owner: GoesTo) -> Here | None:
        """Return the invoice with this number that the person wrote down themselves."""
        if not isinstance(row, InvoiceRow) or owner.client_id is None:
            return None
        known = self._numbers.pop((owner.client_id, row.number), None)
        return self.record(Invoice, known[0]) if known else None


def _text_of(ref: Ref) -> str:
    return str(next((ref.base[name] for name in ("text", "summary", "number") if name in ref.base), ""))
