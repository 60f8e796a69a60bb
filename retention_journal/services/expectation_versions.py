"""Versions of what was said to a client: other words of a later day never change what was said before.

What nobody has said yet is written in its place, and so is a slip put right on the day it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from retention_journal.core.expectations import is_said_anew
from retention_journal.storage.journal import JournalReader, Writer
from retention_journal.storage.tables import ExpectationItem, key_of

_A_DAY = timedelta(days=1)
_WORDS = ("question", "answer", "state")
_COPIED = (
    ExpectationItem.client, ExpectationItem.engagement, ExpectationItem.asked_from,
    ExpectationItem.position, ExpectationItem.question, ExpectationItem.answer, ExpectationItem.state,
    ExpectationItem.confirmed_by, ExpectationItem.confirmed_on, ExpectationItem.saved_on,
    ExpectationItem.born_from,
)  # fmt: skip


def said_since(confirmed_on: date | None, valid_from: date | None) -> date | None:
    """Return since when an expectation has been said in its words; None where nobody ever said it."""
    return None if confirmed_on is None else valid_from or confirmed_on


def write_words(journal: JournalReader, change: Writer, item_id: int, on: date, **values: Any) -> int:
    """Write what an expectation is as of a day, and return the id it goes by now.

    Args:
        journal: Where it is kept.
        change: The act it is part of.
        item_id: The expectation as it stands.
        on: The day on which it was said, or from which it is no longer said.
        values: What is written: words, state, and who confirmed them when.
    """
    old = _kept(journal, item_id)
    changed = {name: value for name, value in values.items() if old[name] != value}
    if not changed:
        return item_id
    if changed.keys() & set(_WORDS) and is_said_anew(said_since(old["confirmed_on"], old["valid_from"]), on):
        end(change, item_id, on)
        copied = {column.name: old[column.name] for column in _COPIED}
        return change.insert(ExpectationItem, **{**copied, **values, "valid_from": on, "replaces": item_id})
    change.update(ExpectationItem, item_id, **changed, **_begins(old, values, on))
    return item_id


def end(change: Writer, item_id: int, on: date) -> None:
    """Let an expectation be said for the last time on the day before ``on``."""
    change.update(ExpectationItem, item_id, valid_to=on - _A_DAY)


def _begins(old: Mapping[str, Any], values: Mapping[str, Any], on: date) -> dict[str, date]:
    """Return from when words hold that are said for the first time, or were said earlier than one knew.

    They never begin before the words they replace have ended.
    """
    if values.get("confirmed_on") is None:
        return {}
    since: date | None = old["valid_from"]
    if old["confirmed_on"] is None:
        return {"valid_from": max(on, since) if old["replaces"] is not None and since else on}
    if old["replaces"] is None and since is not None and on < since:
        return {"valid_from": on}
    return {}


def _kept(journal: JournalReader, item_id: int) -> dict[str, Any]:
    columns = (*_COPIED, ExpectationItem.valid_from, ExpectationItem.replaces)
    query = ExpectationItem.select(*columns).where(key_of(ExpectationItem) == item_id)
    (row,) = journal.tuples(query)
    return dict(zip((column.name for column in columns), row, strict=True))
