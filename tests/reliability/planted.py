"""A word in every text that leads to a client or a person, and in what the program keeps beside."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from peewee import BigIntegerField, Field, ForeignKeyField, IntegerField, TextField

from retention_journal import paths
from retention_journal.core.batches import Fate
from retention_journal.settings import SettingsFile
from retention_journal.storage.fields import Blob, Day, Flag, Instant, Json, Number, TermField, Text, WallTime
from retention_journal.storage.journal import Journal, Writer
from retention_journal.storage.tables import (
    TABLES,
    Attachment,
    Business,
    CareTrial,
    Client,
    Contact,
    ContactLink,
    ContactRole,
    DayOff,
    Erasure,
    FirmLookBack,
    ImportBatch,
    ImportItem,
    ImportSource,
    IntakeQuestion,
    InteractionContact,
    Setting,
    Table,
    name_of,
)

#: Of nobody, or made by hand below.
_NOT_PLANTED = frozenset({
    Business, Client, Contact, ContactRole, Setting, DayOff, CareTrial, FirmLookBack, Erasure, ContactLink,
    IntakeQuestion, ImportSource, ImportBatch,
})  # fmt: skip
_CODES = frozenset({
    "uid", "client_uid", "record_type", "record_uid", "line_key", "parent_key", "currency", "source",
    "language", "timezone", "media_type",
})  # fmt: skip
_DAY, _MOMENT = date(2026, 3, 2), datetime(2026, 3, 2, 10, 0)


@dataclass(frozen=True)
class Planted:
    """A journal with a client and a person to erase, and others who stay.

    Attributes:
        columns: In how many texts the word was planted.
    """

    client: int
    person: int
    other: int
    columns: int


def plant(journal: Journal, name: str, word: str) -> Planted:
    """Fill a journal: a client and a person called ``name``, and ``word`` in every text about them."""
    planted = _Planting(journal, name, word)
    with journal.change("Plant") as change:
        found = planted.everything(change)
    uid = journal.value(Client.select(Client.uid).where(Client.id == found.client))
    with journal.note() as note:
        note.insert(Setting, name="running_timer", value={"client": uid, "task": word, "bucket": "serve"})
        note.insert(Setting, name=f"answer lesson {uid} once", value={"answer": "done", "on": "2026-03-01"})
        note.insert(Setting, name="kept_all", value={"names": {name: 1, "Bob plc": 2}, "uids": [uid, "x"]})
    return found


def plant_beside(journal: Journal, planted: Planted, name: str, word: str) -> None:
    """Put the word where the program keeps things outside the journal."""
    uid = journal.value(Client.select(Client.uid).where(Client.id == planted.client))
    settings = SettingsFile(paths.settings_file())
    settings.change(views={"of_clients": {uid: f"reports/{word}", "other": "reports"}, "table": [1, 2]})
    folder = paths.state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    of_journal: dict[str, Any] = {
        "drafts": {uid: {"client": uid, "note": word}, "other": {"note": "stays"}},
        "loss-drafts": {
            f"complaint title {planted.client}": {"title": word},
            "closing 99": {"title": "stays"},
        },
        "report_folders": {uid: f"reports/{word}", "other": "reports"},
        "later": {uid: "2026-03-11T09:00:00"},
        "names": {"a": {"note": f"call {name}"}},
    }
    (folder / "export_folder.json").write_text(
        json.dumps({str(journal.path): f"reports/{name}", "other.rjournal": "reports"}, ensure_ascii=False),
        encoding="utf-8",
    )
    for file, kept in of_journal.items():
        (folder / f"{file}.json").write_text(
            json.dumps({str(journal.path): kept}, ensure_ascii=False), encoding="utf-8"
        )


class _Planting:
    def __init__(self, journal: Journal, name: str, word: str) -> None:
        self._journal, self._name, self._word = journal, name, word
        self._first: dict[str, int] = {}
        self._columns = 0

    def everything(self, change: Writer) -> Planted:
        client = self._insert(change, Client, name=self._name, sort_key=self._name.casefold())
        person = self._insert(change, Contact, display_name=f"Kari {self._name}", given_name="Kari")
        change.insert(ContactRole, client=client, contact=person, is_primary=True, title=self._word)
        other = change.insert(Client, name="Bob plc", sort_key="bob plc", notes=f"Knows {self._name}.")
        source = change.insert(
            ImportSource, kind="csv", last_used=_MOMENT, ways={"names": {self._name: {"client_id": client}}}
        )
        batch = change.insert(
            ImportBatch, source=source, taken_in_at=_MOMENT, file_name=f"{self._name}.csv", counts={}
        )
        self._first |= {"client": client, "contact": person, "import_source": source, "import_batch": batch}
        for table in TABLES:
            if table not in _NOT_PLANTED:
                self._first[name_of(table)] = self._insert(change, table)
        change.insert(IntakeQuestion, text="What is a yes?", origin=f"{self._name}, March",
                      incident=self._first["incident"])  # fmt: skip
        change.insert(ImportItem, batch=batch, action=Fate.SKIPPED, raw=f"{self._name};12;x")
        content = self._word.encode() * 100
        sha = hashlib.sha256(content).hexdigest()
        change.database.driver.execute("INSERT INTO attachment_content VALUES (?, ?)", (sha, content))
        change.update_where(Attachment, Attachment.client == client, sha256=sha, size_bytes=len(content))
        self._first[name_of(InteractionContact)] = 0
        return Planted(client, person, other, self._columns)

    def _insert(self, change: Writer, table: type[Table], **values: Any) -> int:
        for field in table._meta.sorted_fields:
            if field.name not in values and field.name not in {
                "id",
                "uid",
                "trashed_at",
                "counts_as_contact",
            }:
                value = self._value(table, field)
                if value is not None:
                    values[field.name] = value
        return change.insert(table, **values)

    def _value(self, table: type[Table], field: Field) -> Any:  # noqa: PLR0911 - a line a kind
        if field.name in {"created_at", "updated_at"}:
            return None
        if isinstance(field, ForeignKeyField):
            return self._first.get(name_of(field.rel_model)) if field.rel_model is not table else None
        if field.name in {"client_uid", "record_uid", "record_type"}:
            return self._of_client(field.name)
        if isinstance(field, TermField):
            return None if field.null else next(iter(field.term))
        if isinstance(field, Json):
            self._columns += 1
            return {"words": [self._word, {"more": self._word}]}
        if isinstance(field, Text | TextField) and not isinstance(field, Number):
            if field.name in _CODES or field.name.endswith("sha256"):
                return "EUR" if field.name == "currency" else None if field.null else field.name
            self._columns += 1
            return f"{self._word} {field.name}"
        plain: dict[type[Field], Any] = {
            Day: _DAY, WallTime: _MOMENT, Instant: _MOMENT.replace(tzinfo=UTC), Flag: False,
            Number: Decimal(1), Blob: self._word.encode(), BigIntegerField: 1, IntegerField: 1,
        }  # fmt: skip
        return plain[type(field)]

    def _of_client(self, name: str) -> str:
        uid = self._journal.value(Client.select(Client.uid).where(Client.id == self._first["client"]))
        return "client" if name == "record_type" else str(uid)
