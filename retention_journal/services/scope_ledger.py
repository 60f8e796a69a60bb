"""What is included and what is not, as a form keeps it: all lines of both kinds at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from retention_journal.core.expectations import SAID, ItemState, is_said_anew
from retention_journal.i18n import _
from retention_journal.services.expectation_items import Item, expectations
from retention_journal.services.expectation_versions import end, write_words
from retention_journal.services.expectations import add_line, checked_text
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import ExpectationItem


@dataclass(frozen=True)
class LedgerLine:
    """A line of what is included, or not, as a form says it.

    Attributes:
        text: What is included or not; where the line answers a question, the answer.
        item_id: The expectation it changes; None for a new one.
    """

    text: str
    state: ItemState
    item_id: int | None = None


def keep_ledger(
    journal: Journal,
    client_id: int,
    lines: Sequence[LedgerLine],
    *,
    confirmed_by: int | None,
    confirmed_on: date | None,
    now: datetime,
) -> None:
    """Make what is included and what is not exactly ``lines``; what is assumed or open stays as it is.

    Words that were said on an earlier day stay what was said until the day before; other words that nobody
    has agreed to yet are confirmed by nobody.

    Args:
        journal: Where it is kept.
        client_id: Whose.
        lines: All lines of both kinds; empty ones are left out. A line that is no longer among them is said
            no longer; one that was said today, or never, goes to the trash.
        confirmed_by: Who agreed to all of it; None while nobody has, which leaves what was confirmed before.
        confirmed_on: The day of that.
        now: The moment it is written down.

    Raises:
        InvalidEntryError: A line is too long, or there are too many.
    """
    said = {item.item_id: item for item in expectations(journal, client_id) if item.state in SAID}
    confirmed = {"confirmed_by": confirmed_by, "confirmed_on": confirmed_on} if confirmed_by else {}
    on = (confirmed_on if confirmed_by else None) or now.date()
    written = [(line, checked_text("ledger", line.text)) for line in lines]
    kept = {line.item_id for line, text in written if text}
    with journal.change(_("Note what is included")) as change:
        for item in said.values():
            if item.item_id not in kept:
                _drop(change, item, on, now)
        for line, text in written:
            old = said.get(line.item_id) if line.item_id is not None else None
            if old is not None and text:
                _rewrite(journal, change, old, {_field(old): text, "state": line.state}, confirmed, on)
            elif text:
                since = {"valid_from": on} if confirmed else {}
                add_line(journal, client_id, text, state=line.state, **confirmed, **since)


def _drop(change: Writer, item: Item, on: date, now: datetime) -> None:
    if is_said_anew(item.said_on, on):
        end(change, item.item_id, on)
    else:
        change.trash(ExpectationItem, item.item_id, at=now)


def _rewrite(
    journal: JournalReader,
    change: Writer,
    old: Item,
    words: Mapping[str, Any],
    confirmed: Mapping[str, Any],
    on: date,
) -> None:
    is_other = any(getattr(old, name) != value for name, value in words.items())
    if is_other and not confirmed and is_said_anew(old.said_on, on):
        confirmed = {"confirmed_by": None, "confirmed_on": None}
    write_words(journal, change, old.item_id, on, **words, **confirmed)


def _field(item: Item) -> str:
    """Return where the words of a line stand: in its answer, where it is a question with one."""
    return "answer" if item.answer else "question"
