"""Taking the names of whom is erased out of all that stays in a journal: texts, sources, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from peewee import Field, fn

from retention_journal.core.names import normal_name
from retention_journal.services.erasure_names import Names
from retention_journal.services.erasure_scope import THEIR_WORDS, Plan
from retention_journal.storage.erasure import nothing_in, texts_of
from retention_journal.storage.journal import JournalReader, Writer
from retention_journal.storage.tables import (
    TABLES,
    Business,
    Client,
    Contact,
    Erasure,
    ExternalRef,
    ImportItem,
    ImportSource,
    Report,
    Setting,
    Table,
    key_of,
    name_of,
)

#: By these others are called, or records found again; they are not texts about anybody.
_IDENTITIES = frozenset({
    "uid", "client_uid", "record_uid", "record_type", "sort_key", "line_key", "parent_key", "external_key",
    "sha256", "file_sha256", "pdf_sha256", "currency", "language", "timezone", "media_type", "app_version",
})  # fmt: skip
_OWN_NAMES: Mapping[type[Table], frozenset[str]] = {
    Client: frozenset({"name"}),
    Contact: frozenset({"display_name", "given_name", "family_name", "email", "tel"}),
    Setting: frozenset({"name"}),
}
_LATIN = re.compile(r"[A-Za-z0-9]+")
_NOT_READ = frozenset({Business, Erasure})


@dataclass(frozen=True)
class Gone:
    """Who went: their names, and by what settings and files know them.

    Attributes:
        uids: Of every record that was deleted.
        clients: Numbers of deleted clients, which the file may give again.
    """

    names: Names
    first_names: Names
    near: Mapping[str, Set[int]]
    uids: frozenset[str]
    clients: frozenset[int]

    def is_in(self, text: str) -> bool:
        """Say whether a key or value of a setting speaks of them."""
        return any(part in self.uids for part in text.split()) or self._names_them(text)

    def _names_them(self, text: str) -> bool:
        keys = {normal_name(one) for one in self.names.exact}
        return self.names.found_in(text) or (bool(text) and text in keys)


def gone(journal: JournalReader, plan: Plan, uids: frozenset[str]) -> Gone:
    """Return who went, as ``plan`` says, once they are deleted."""
    others = [
        *(name for (name,) in journal.tuples(Client.select(Client.name))),
        *(name for (name,) in journal.tuples(Contact.select(Contact.display_name))),
    ]
    clients = plan.deleted.get(name_of(Client), set())
    near_people = [
        name for number, name in journal.tuples(Contact.select(key_of(Contact), Contact.display_name))
        if number in plan.near.get(name_of(Contact), set())
    ]  # fmt: skip
    return Gone(
        Names(plan.names, others),
        Names(plan.first_names, near_people),
        plan.near,
        uids,
        frozenset(clients),
    )


def take_out(journal: JournalReader, writer: Writer, who: Gone) -> None:
    """Take the names out of every text that stays, and drop settings about them."""
    _prune(journal, writer, who)
    for table in TABLES:
        if table in _NOT_READ:
            continue
        near = who.near.get(name_of(table), set())
        for number, values in list(_named(journal, table, who, near)):
            writer.update(table, number, **values)


def empty_accounts(journal: JournalReader, writer: Writer, plan: Plan) -> None:
    """Let the accounts of where emptied records came from hold their words no more."""
    for table, columns in THEIR_WORDS.items():
        numbers = plan.emptied.get(name_of(table), set())
        rows = journal.tuples(table.select(key_of(table), table.uid)) if numbers else []
        uids = {uid for number, uid in rows if number in numbers}
        for account, kept in ((ImportItem, ("before", "after")), (ExternalRef, ("base",))):
            fields = [account._meta.fields[name] for name in kept]
            told = (
                journal.tuples(account.select(key_of(account), account.record_uid, *fields)) if uids else []
            )
            for number, uid, *values in told:
                if uid in uids:
                    left = [_without(value, columns) for value in values]
                    more = {"raw": ""} if account is ImportItem else {}
                    writer.update(account, number, **dict(zip(kept, left, strict=True)), **more)


def forget_where_from(journal: JournalReader, writer: Writer, uids: Set[str]) -> None:
    """Let the accounts of where erased records came from hold none of their words.

    How they are called there stays known, so that the same file does not bring them back.
    """
    for number, uid in journal.tuples(ImportItem.select(key_of(ImportItem), ImportItem.record_uid)):
        if uid in uids:
            writer.delete(ImportItem, number)
    for number, uid in journal.tuples(ExternalRef.select(key_of(ExternalRef), ExternalRef.record_uid)):
        if uid in uids:
            writer.update(ExternalRef, number, base={})


def _without(value: Any, columns: tuple[str, ...]) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: _without(one, columns) for key, one in value.items() if key not in columns}


def _named(
    journal: JournalReader, table: type[Table], who: Gone, near: Set[int]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the records of a type that name them, with what is to stand there instead."""
    columns = [field for field in texts_of(table) if not _is_identity(table, field)]
    if not columns:
        return
    query = table.select(key_of(table), *columns)
    if (likely := _likely(columns, who, near=bool(near))) is not None:
        query = query.where(likely)
    for number, *values in journal.tuples(query):
        found: dict[str, Any] = {}
        for column, value in zip(columns, values, strict=True):
            if value:
                left = who.names.without(value)
                left = who.first_names.without(left) if number in near else left
                if left != value:
                    found[column.name] = left
        if table is Report and "data_frozen" in found:  # what was sent would no longer be what was sent
            found |= {name: nothing_in(Report._meta.fields[name]) for name in ("data_frozen", "pdf")}
        if found:
            yield number, found


def _likely(columns: Sequence[Field], who: Gone, *, near: bool) -> Any:
    """Return a condition that no record fails that names them; None where there is none.

    SQLite compares the Latin letters of names only, without regard to capitals, and so asks for the longest
    run of those in each.
    """
    words = [*who.names.exact, *(who.first_names.exact if near else ())]
    runs = {max(_LATIN.findall(word), key=len, default="") for word in words}
    if not words or not all(runs):
        return None
    return reduce(or_, (fn.LOWER(column).contains(run.lower()) for column in columns for run in runs))


def _is_identity(table: type[Table], field: Field) -> bool:
    return field.name in _IDENTITIES or field.name in _OWN_NAMES.get(table, frozenset())


def _prune(journal: JournalReader, writer: Writer, who: Gone) -> None:
    """Drop settings about them, and what was chosen for them in files."""
    for number, name, value in journal.tuples(Setting.select(key_of(Setting), Setting.name, Setting.value)):
        left = pruned(value, who)
        if who.is_in(name) or left is None:
            writer.delete(Setting, number)
        elif left != value:
            writer.update(Setting, number, value=left)
    for number, ways in journal.tuples(ImportSource.select(key_of(ImportSource), ImportSource.ways)):
        left = pruned(ways, who)
        if left != ways:
            writer.update(ImportSource, number, ways=left or {})


def pruned(value: Any, who: Gone) -> Any:
    """Return what JSON holds without what speaks of them; None where nothing is left of it.

    A list loses its item, an object its entry; an object that names their client goes whole.
    """
    if isinstance(value, str):
        return None if who.is_in(value) else value
    if isinstance(value, list):
        left = [pruned(one, who) for one in value]
        return [one for one, before in zip(left, value, strict=True) if one is not None or before is None]
    if not isinstance(value, dict):
        return value
    if value.get("client_id") in who.clients or value.get("client") in who.uids:
        return None
    entries = {key: pruned(one, who) for key, one in value.items() if not who.is_in(str(key))}
    return {key: one for key, one in entries.items() if one is not None or value[key] is None}
