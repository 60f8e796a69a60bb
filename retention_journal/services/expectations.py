"""What a client may expect: asked at the start, question by question, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.expectations import (
    LONGEST_TEXT,
    MOST_ITEMS,
    SAID,
    ItemState,
    Progress,
    progress,
)
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services import intake_questions
from retention_journal.services.intake_questions import Question
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import (
    Client,
    Contact,
    ContactRole,
    Engagement,
    ExpectationItem,
    key_of,
)


@dataclass(frozen=True)
class Item:
    """One expectation of a client.

    Attributes:
        question: What was asked, or what is included or not in so many words.
        answer: What was answered; "" where nothing was written down.
        confirmed_by_name: Who on the client's side said so; "" where nobody is noted.
        saved_on: The day this question spared both a quarrel; None until then.
        born_from: The incident the question comes from, "Berg, March"; "" for the others.
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

    @property
    def told(self) -> str:
        """The question with its answer, as one reads them in one go."""
        return f"{self.question} {self.answer}".strip()

    @property
    def is_question(self) -> bool:
        """Whether it was asked, and is no plain line of what is included or not."""
        asked = self.asked_from is not None or bool(self.answer) or self.state not in SAID
        return asked or self.question.endswith("?")


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


def expectations(journal: JournalReader, client_id: int) -> list[Item]:
    """Return what a client may expect, in the order it is asked in."""
    query = (
        ExpectationItem.select(
            key_of(ExpectationItem), ExpectationItem.question, ExpectationItem.answer,
            ExpectationItem.state, ExpectationItem.confirmed_by, Contact.display_name,
            ExpectationItem.confirmed_on, ExpectationItem.saved_on, ExpectationItem.born_from,
            ExpectationItem.asked_from,
        )
        .join(Contact, JOIN.LEFT_OUTER, on=(key_of(Contact) == ExpectationItem.confirmed_by))
        .where((ExpectationItem.client == client_id) & ExpectationItem.trashed_at.is_null())
        .order_by(ExpectationItem.position, key_of(ExpectationItem))
    )  # fmt: skip
    return [_item([*row[:5], row[5] or "", *row[6:]]) for row in journal.tuples(query)]


def in_state(items: Iterable[Item], state: ItemState) -> list[Item]:
    """Return those of ``items`` that are in ``state``."""
    return [item for item in items if item.state is state]


def intake_progress(items: Iterable[Item]) -> Progress:
    """Return how many of the questions are answered."""
    return progress(item.state for item in items)


def start_intake(journal: Journal, client_id: int) -> list[Item]:
    """Put the questions of a client's kind of engagement on its list, and return the list.

    A question that is on it already, or was thrown out, is not asked twice, so a list that was left is taken
    up again.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    with journal.change(_("Begin the questions")) as change:
        kind = _kind_of(journal, client_id)
        asked = _asked(journal, client_id)
        for question in intake_questions.own_copy(journal, change, kind):
            if question.question_id in asked:
                continue
            _insert(
                journal, change, client_id, question.text,
                asked_from=question.question_id, born_from=question.origin,
            )  # fmt: skip
        return expectations(journal, client_id)


def unasked(journal: JournalReader, client_id: int) -> list[Question]:
    """Return the questions of a client's kind of engagement that are not on its list yet.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    asked = _asked(journal, client_id)
    questions = intake_questions.questions_for(journal, _kind_of(journal, client_id))
    return [question for question in questions if question.question_id not in asked]


def answer(
    journal: Journal,
    item_id: int,
    state: ItemState,
    text: str,
    *,
    confirmed_by: int | None = None,
    on: date | None = None,
) -> None:
    """Write down what came of a question.

    Args:
        journal: Where it is kept.
        item_id: Which question of a client's list.
        state: Included, not included, assumed, or open still.
        text: The answer; "" leaves it at the state.
        confirmed_by: Who on the client's side said so. What is open or assumed is confirmed by nobody.
        on: The day it was said.

    Raises:
        InvalidEntryError: The answer is too long, or the person is not with this client.
        NotFoundError: The question is not on a list.
    """
    client_id = _client_of(journal, item_id)
    if confirmed_by is not None:
        _check_person(journal, client_id, confirmed_by)
    is_said = state in SAID
    with journal.change(_("Answer a question")) as change:
        change.update(
            ExpectationItem,
            item_id,
            state=state,
            answer=_checked("answer", text),
            confirmed_by=confirmed_by if is_said else None,
            confirmed_on=on if is_said else None,
        )


def add_item(
    journal: Journal, client_id: int, question: str, *, state: ItemState = ItemState.OPEN, born_from: str = ""
) -> int:
    """Put one more question, or one more thing that is included or not, on a client's list.

    Raises:
        InvalidEntryError: It says nothing, is too long, or there are too many.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    text = _checked("question", question, needed=True)
    _kind_of(journal, client_id)
    with journal.change(_("Add a question")) as change:
        return _insert(journal, change, client_id, text, state=state, born_from=clean(born_from))


def reword_item(journal: Journal, item_id: int, question: str) -> None:
    """Put a question of a client's list in other words; the next clients are asked in these too.

    Raises:
        InvalidEntryError: It says nothing, or is too long.
        NotFoundError: The question is not on a list.
    """
    items = expectations(journal, _client_of(journal, item_id))
    origin = next(item.asked_from for item in items if item.item_id == item_id)
    text = _checked("question", question, needed=True)
    with journal.change(_("Reword a question")) as change:
        change.update(ExpectationItem, item_id, question=text)
        if origin is not None and intake_questions.is_asked_still(journal, origin):
            intake_questions.change_question(journal, origin, text)


def trash_item(journal: Journal, item_id: int, *, now: datetime) -> None:
    """Put a line of a client's list in the trash.

    Raises:
        NotFoundError: It is not on a list.
    """
    _client_of(journal, item_id)
    with journal.change(_("Move a question to the trash")) as change:
        change.trash(ExpectationItem, item_id, at=now)


def move_item(journal: Journal, item_id: int, place: int) -> None:
    """Move a line of a client's list to ``place``, 0 being the first.

    Raises:
        NotFoundError: It is not on a list.
    """
    ids = [item.item_id for item in expectations(journal, _client_of(journal, item_id))]
    ids.remove(item_id)
    ids.insert(max(place, 0), item_id)
    with journal.change(_("Move a question")) as change:
        for number, one in enumerate(ids):
            change.update(ExpectationItem, one, position=number)


def mark_saved(journal: Journal, item_id: int, on: date | None) -> None:
    """Note that a question spared both a quarrel on a day; None takes the note back.

    Raises:
        NotFoundError: It is not on a list.
    """
    _client_of(journal, item_id)
    with journal.change(_("Note that a question saved you")) as change:
        change.update(ExpectationItem, item_id, saved_on=on)


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

    Args:
        journal: Where it is kept.
        client_id: Whose.
        lines: All lines of both kinds; empty ones are left out. A line that is no longer among them goes to
            the trash.
        confirmed_by: Who agreed to all of it; None while nobody has, which leaves what was confirmed before.
        confirmed_on: The day of that.
        now: The moment, for the trash.

    Raises:
        InvalidEntryError: A line is too long, or there are too many.
    """
    said = {item.item_id: item for item in expectations(journal, client_id) if item.state in SAID}
    confirmed = {"confirmed_by": confirmed_by, "confirmed_on": confirmed_on} if confirmed_by else {}
    written = [(line, _checked("ledger", line.text)) for line in lines]
    with journal.change(_("Note what is included")) as change:
        for item_id in said.keys() - {line.item_id for line, text in written if text}:
            change.trash(ExpectationItem, item_id, at=now)
        for line, text in written:
            if not text:
                continue
            old = said.get(line.item_id) if line.item_id is not None else None
            if old is None:
                _insert(journal, change, client_id, text, state=line.state, **confirmed)
                continue
            wanted = {"answer" if old.answer else "question": text, "state": line.state, **confirmed}
            changed = {name: value for name, value in wanted.items() if getattr(old, name) != value}
            if changed:
                change.update(ExpectationItem, old.item_id, **changed)


def _asked(journal: JournalReader, client_id: int) -> set[int]:
    """Return which questions are or were on a client's list; those in the trash were."""
    query = ExpectationItem.select(ExpectationItem.asked_from).where(ExpectationItem.client == client_id)
    return {question for (question,) in journal.tuples(query) if question is not None}


def _item(values: list[Any]) -> Item:
    return Item(*values)


def _insert(journal: JournalReader, change: Writer, client_id: int, question: str, **values: Any) -> int:
    held = journal.tuples(
        ExpectationItem.select(ExpectationItem.position).where(
            (ExpectationItem.client == client_id) & ExpectationItem.trashed_at.is_null()
        )
    )
    if len(held) >= MOST_ITEMS:
        raise InvalidEntryError("question", _("At most {n} lines.").format(n=MOST_ITEMS))
    place = max((position for (position,) in held), default=-1) + 1
    return change.insert(
        ExpectationItem,
        client=client_id,
        engagement=_running_engagement(journal, client_id),
        question=question,
        position=place,
        **values,
    )


def _running_engagement(journal: JournalReader, client_id: int) -> int | None:
    """Return the engagement that a new expectation belongs to: the newest that has not ended."""
    query = (
        Engagement.select(key_of(Engagement))
        .where(
            (Engagement.client == client_id) & Engagement.trashed_at.is_null() & Engagement.end_date.is_null()
        )
        .order_by(Engagement.start_date.desc(), key_of(Engagement).desc())
    )
    found: int | None = journal.value(query)
    return found


def _kind_of(journal: JournalReader, client_id: int) -> Any:
    """Return a client's kind of engagement.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    kind = journal.value(
        Client.select(Client.engagement_type).where(
            (key_of(Client) == client_id) & Client.trashed_at.is_null()
        )
    )
    if kind is None:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
    return kind


def _client_of(journal: JournalReader, item_id: int) -> int:
    query = ExpectationItem.select(ExpectationItem.client).where(
        (key_of(ExpectationItem) == item_id) & ExpectationItem.trashed_at.is_null()
    )
    found: int | None = journal.value(query)
    if found is None:
        raise NotFoundError(_("This question is no longer on the list."))
    return found


def _check_person(journal: JournalReader, client_id: int, contact_id: int) -> None:
    query = ContactRole.select(key_of(ContactRole)).where(
        (ContactRole.client == client_id)
        & (ContactRole.contact == contact_id)
        & ContactRole.trashed_at.is_null()
    )
    if journal.value(query) is None:
        raise InvalidEntryError("confirmed_by", _("This person is not with this client."))


def _checked(field: str, text: str, *, needed: bool = False) -> str:
    text = clean(text)
    if needed and not text:
        raise InvalidEntryError(field, _("Write down the question."))
    if len(text) > LONGEST_TEXT:
        raise InvalidEntryError(field, _("At most {n} characters.").format(n=LONGEST_TEXT))
    return text
