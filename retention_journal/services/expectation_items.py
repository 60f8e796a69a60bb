"""What a client may expect, as it stands, as it stood on a day, and as it was said before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from retention_journal.core.expectations import SAID, ItemState, Progress, progress, was_said_on
from retention_journal.services.expectation_versions import said_since
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Contact, ExpectationItem, key_of


@dataclass(frozen=True)
class Item:
    """One expectation of a client.

    Attributes:
        question: What was asked, or what is included or not in so many words.
        answer: What was answered; "" where nothing was written down.
        confirmed_by_name: Who on the client's side said so; "" where nobody is noted.
        saved_on: The day this question spared both a quarrel; None until then.
        born_from: The incident the question comes from, "Berg, March"; "" for the others.
        valid_from: The first day on which this was what was said; None is since ever.
        valid_to: The last day; None is until now.
        replaces: What was said before, by its id.
    """

    item_id: int
    question: str
    answer: str
    state: ItemState
    confirmed_by: int | None
    confirmed_by_name: str
    confirmed_on: date | None
    saved_on: date | None
    born_from: str
    asked_from: int | None
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: int | None = None

    @property
    def said_on(self) -> date | None:
        """Since when it has been said in these words; None where nobody said it yet."""
        return said_since(self.confirmed_on, self.valid_from)

    @property
    def told(self) -> str:
        """The question with its answer, as one reads them in one go."""
        return f"{self.question} {self.answer}".strip()

    @property
    def is_question(self) -> bool:
        """Whether it was asked, and is no plain line of what is included or not."""
        asked = self.asked_from is not None or bool(self.answer) or self.state not in SAID
        return asked or self.question.endswith("?")


def expectations(journal: JournalReader, client_id: int) -> list[Item]:
    """Return what a client may expect as it stands, in the order it is asked in.

    Nothing is said for a day to come, so what has no last day is what holds today.
    """
    return [item for item in _versions(journal, client_id) if item.valid_to is None]


def expectations_on(journal: JournalReader, client_id: int, day: date) -> list[Item]:
    """Return what a client could expect on a day, in the words of that day."""
    return [
        item for item in _versions(journal, client_id) if was_said_on(day, item.valid_from, item.valid_to)
    ]


def said_before(journal: JournalReader, client_id: int) -> dict[int | None, list[Item]]:
    """Return earlier words, the newest first, by the id of the expectation they belong to.

    Those that belong to None are said no longer. Words that were said again at once are left out.
    """
    items = {item.item_id: item for item in _versions(journal, client_id)}
    after = {item.replaces: item for item in items.values() if item.replaces is not None}
    found: dict[int | None, list[Item]] = {}
    for old in sorted(items.values(), key=lambda item: item.valid_to or date.max, reverse=True):
        if old.valid_to is None:
            continue
        follower = now = after.get(old.item_id)
        while now is not None and now.valid_to is not None:
            now = after.get(now.item_id)
        if follower is None or (follower.told, follower.state) != (old.told, old.state):
            found.setdefault(now.item_id if now else None, []).append(old)
    return found


def in_state(items: Iterable[Item], state: ItemState) -> list[Item]:
    """Return those of ``items`` that are in ``state``."""
    return [item for item in items if item.state is state]


def intake_progress(items: Iterable[Item]) -> Progress:
    """Return how many of the questions are answered."""
    return progress(item.state for item in items)


def _versions(journal: JournalReader, client_id: int) -> list[Item]:
    """Return everything a client may expect or could once, in the order it is asked in."""
    query = (
        ExpectationItem.select(
            key_of(ExpectationItem), ExpectationItem.question, ExpectationItem.answer,
            ExpectationItem.state, ExpectationItem.confirmed_by, Contact.display_name,
            ExpectationItem.confirmed_on, ExpectationItem.saved_on, ExpectationItem.born_from,
            ExpectationItem.asked_from, ExpectationItem.valid_from, ExpectationItem.valid_to,
            ExpectationItem.replaces,
        )
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == ExpectationItem.confirmed_by))
        .where((ExpectationItem.client == client_id) & ExpectationItem.trashed_at.is_null())
        .order_by(ExpectationItem.position, key_of(ExpectationItem))
    )  # fmt: skip
    return [_item([*row[:5], row[5] or "", *row[6:]]) for row in journal.tuples(query)]


def _item(values: list[Any]) -> Item:
    return Item(*values)
