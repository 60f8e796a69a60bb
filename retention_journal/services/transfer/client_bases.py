"""How clients and their people last came from a place: what changed there is told from what changed here.

Source: imports, section 4.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retention_journal.core.intake import ClientRow
from retention_journal.services.transfer.batch_writer import BatchWriter, Ref, kept_value, refs_of
from retention_journal.services.transfer.known import name_key
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Contact, Table, name_of

_CLIENT, _PERSON = "client:", "person:"


class ClientBases:
    """By what the clients and people of a source are known, with their values as they last came."""

    def __init__(self, journal: JournalReader, batch: BatchWriter, kind: str, fingerprint: str = "") -> None:
        self._batch = batch
        self._refs = refs_of(journal, kind, fingerprint, [name_of(Client), name_of(Contact)])
        self._bases = {ext_id: dict(ref.base) for ext_id, ref in self._refs.items()}
        self._uids = {ext_id: ref.uid for ext_id, ref in self._refs.items()}
        self._seen: set[str] = set()

    def begin(self) -> None:
        """Look through the file from its first row; of several rows of one record the first one holds."""
        self._seen.clear()

    def client_uid(self, row: ClientRow) -> str | None:
        """Return the uid of the client that a row became once, None where it never came before."""
        return self._uids.get(client_name(row))

    def merged(
        self, table: type[Table], ext_id: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str]]:
        """Return what of ``theirs`` is written, and the columns that were changed on both sides.

        Blanks are filled. What changed there alone is taken over where it came from there before.

        Args:
            table: Of the record.
            ext_id: What it is called there.
            mine: Its values as they are here.
            theirs: What the file says of it; what it is silent about is not in it.
        """
        base, is_first = self._bases.get(ext_id), ext_id not in self._seen
        write: dict[str, Any] = {}
        both: list[str] = []
        for name, value in theirs.items():
            field = table._meta.fields[name]
            now, here = kept_value(field, value), kept_value(field, mine[name])
            if here in {None, ""}:
                if base is None or name not in base or (is_first and base[name] != now):
                    write[name] = value
            elif is_first and base is not None and name in base and now not in (base[name], here):
                if here == base[name]:
                    write[name] = value
                else:
                    both.append(name)
        return write, both

    def keep(self, table: type[Table], ext_id: str, uid: str, theirs: Mapping[str, Any]) -> None:
        """Keep how a record came this time; what the file is silent about stays as it came before."""
        came = {name: kept_value(table._meta.fields[name], value) for name, value in theirs.items()}
        before = self._bases.get(ext_id)
        base = {**(before or {}), **came} if ext_id not in self._seen else {**came, **(before or {})}
        self._seen.add(ext_id)
        ref: Ref | None = self._refs.get(ext_id)
        if ref is None:
            if before is None:
                self._batch.refer(ext_id, name_of(table), uid, base)
        elif base != before or self._uids[ext_id] != uid:
            self._batch.refer_anew(ref.id, base=base, record_uid=uid)
        self._bases[ext_id], self._uids[ext_id] = base, uid


def client_name(row: ClientRow) -> str:
    """Return what a client is called there: its number, else its name."""
    return f"{_CLIENT}{row.external_id or name_key(row.name)}"


def person_name(row: ClientRow) -> str:
    """Return what a row's person is called there."""
    return f"{_PERSON}{client_name(row)}|{name_key(row.contact_name or row.email or row.name)}"
