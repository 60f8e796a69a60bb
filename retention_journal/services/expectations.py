"""The questions of the start: asked one by one, answered, reworded, moved and thrown out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.expectations import (
    LONGEST_TEXT,
    MOST_ITEMS,
    SAID,
    ItemState,
)
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services import intake_questions
from retention_journal.services.expectation_items import Item, expectations
from retention_journal.services.expectation_versions import write_words
from retention_journal.services.intake_questions import Question
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import (
    Client,
    ContactRole,
    Engagement,
    ExpectationItem,
    key_of,
)


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
    today: date,
    confirmed_by: int | None = None,
    on: date | None = None,
) -> int:
    """Write down what came of a question, and return the id it goes by now.

    Where something else was said on an earlier day that stays as it was said, until the day before.

    Args:
        journal: Where it is kept.
        item_id: Which question of a client's list.
        state: Included, not included, assumed, or open still.
        text: The answer; "" leaves it at the state.
        today: The day it is written down.
        confirmed_by: Who on the client's side said so. What is open or assumed is confirmed by nobody.
        on: The day it was said; None where nobody has said it yet.

    Raises:
        InvalidEntryError: The answer is too long, the day has not come yet, or the person is not with this
            client.
        NotFoundError: The question is not on a list.
    """
    client_id = _client_of(journal, item_id)
    if confirmed_by is not None:
        _check_person(journal, client_id, confirmed_by)
    if on is not None and on > today:
        raise InvalidEntryError("on", _("This day has not come yet."))
    said = (confirmed_by, on) if state in SAID else (None, None)
    with journal.change(_("Answer a question")) as change:
        return write_words(
            journal,
            change,
            item_id,
            said[1] or today,
            state=state,
            answer=checked_text("answer", text),
            confirmed_by=said[0],
            confirmed_on=said[1],
        )


def add_item(
    journal: Journal, client_id: int, question: str, *, state: ItemState = ItemState.OPEN, born_from: str = ""
) -> int:
    """Put one more question, or one more thing that is included or not, on a client's list.

    Raises:
        InvalidEntryError: It says nothing, is too long, or there are too many.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    text = checked_text("question", question, needed=True)
    _kind_of(journal, client_id)
    with journal.change(_("Add a question")) as change:
        return _insert(journal, change, client_id, text, state=state, born_from=clean(born_from))


def reword_item(journal: Journal, item_id: int, question: str, *, today: date) -> int:
    """Put a question of a client's list in other words, and return the id it goes by now.

    The next clients are asked in these words too. Of a question that was answered on an earlier day the words
    it was asked in stay, until the day before.

    Raises:
        InvalidEntryError: It says nothing, or is too long.
        NotFoundError: The question is not on a list.
    """
    items = expectations(journal, _client_of(journal, item_id))
    origin = next(item.asked_from for item in items if item.item_id == item_id)
    text = checked_text("question", question, needed=True)
    with journal.change(_("Reword a question")) as change:
        if origin is not None and intake_questions.is_asked_still(journal, origin):
            intake_questions.change_question(journal, origin, text)
        return write_words(journal, change, item_id, today, question=text)


def trash_item(journal: Journal, item_id: int, *, now: datetime) -> None:
    """Put a line of a client's list in the trash; what was said there is in no report any more.

    What was said before it in other words stays.

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


def add_line(journal: Journal, client_id: int, text: str, **values: Any) -> int:
    """Put a line of what is included, or not, at the end of a client's list, and return its id.

    Args:
        journal: Where it is kept.
        client_id: Whose list.
        text: What is included, or not.
        values: What else is known of it, as the journal keeps it.

    Raises:
        InvalidEntryError: There are too many.
    """
    with journal.change(_("Add a question")) as change:
        return _insert(journal, change, client_id, text, **values)


def checked_text(field: str, text: str, *, needed: bool = False) -> str:
    """Return a question or an answer without what does not belong.

    Raises:
        InvalidEntryError: It is too long, or says nothing although it is ``needed``.
    """
    text = clean(text)
    if needed and not text:
        raise InvalidEntryError(field, _("Write down the question."))
    if len(text) > LONGEST_TEXT:
        raise InvalidEntryError(field, _("At most {n} characters.").format(n=LONGEST_TEXT))
    return text


def _asked(journal: JournalReader, client_id: int) -> set[int]:
    """Return which questions are or were on a client's list; those in the trash were."""
    query = ExpectationItem.select(ExpectationItem.asked_from).where(ExpectationItem.client == client_id)
    return {question for (question,) in journal.tuples(query) if question is not None}


def _insert(journal: JournalReader, change: Writer, client_id: int, question: str, **values: Any) -> int:
    held = journal.tuples(
        ExpectationItem.select(ExpectationItem.position).where(
            (ExpectationItem.client == client_id)
            & ExpectationItem.trashed_at.is_null()
            & ExpectationItem.valid_to.is_null()
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
        (key_of(ExpectationItem) == item_id)
        & ExpectationItem.trashed_at.is_null()
        & ExpectationItem.valid_to.is_null()
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
