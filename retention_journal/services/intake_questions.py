"""The questions to ask at the start of an engagement: ours until they are used, then the journal's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.expectations import LONGEST_TEXT
from retention_journal.core.intake_questions import shipped
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import IntakeQuestion, key_of


@dataclass(frozen=True)
class Question:
    """A question to ask at the start.

    Attributes:
        question_id: None while it is one of ours that no list has used yet.
        origin: The incident it was born of, "Berg, March"; "" for the others.
        asked: How many clients were asked.
        saved: How often it spared both a quarrel.
        is_of_every_kind: Whether it is asked whatever kind of engagement it is.
    """

    question_id: int | None
    text: str
    origin: str = ""
    asked: int = 0
    saved: int = 0
    is_of_every_kind: bool = False

    @property
    def group(self) -> tuple[bool, bool]:
        """Among which questions it can be moved: those born of incidents stay on top."""
        return (not self.origin, self.is_of_every_kind)


def questions_for(journal: JournalReader, kind: EngagementType) -> list[Question]:
    """Return the questions for a kind of engagement, those born of own incidents first.

    Source: ideas 3.5, "the ones born of own incidents on top".
    """
    own = _own(journal, kind)
    if _is_copied(journal, kind):
        return own
    born = [question for question in own if question.origin]
    return [*born, *(Question(None, text) for text in shipped(kind)), *(q for q in own if not q.origin)]


def own_copy(journal: JournalReader, change: Writer, kind: EngagementType) -> list[Question]:
    """Return the questions for a kind of engagement, ours copied into the journal where they were not."""
    return [
        question
        if question.question_id is not None
        else replace(question, question_id=_insert(journal, change, kind, question.text))
        for question in questions_for(journal, kind)
    ]


def add_question(journal: Journal, kind: EngagementType | None, text: str, *, origin: str = "") -> int:
    """Add a question to those that are asked of every new client of a kind, and return its id.

    Args:
        journal: Where it is kept.
        kind: Of which engagements; None is of every kind.
        text: The question.
        origin: The incident that it would have spared you, as you call it: "Berg, March".

    Raises:
        InvalidEntryError: It says nothing, or is too long.
    """
    text = _checked(text)
    with journal.change(_("Add a question to the list")) as change:
        if kind is not None:
            own_copy(journal, change, kind)
        return _insert(journal, change, kind, text, origin=clean(origin, lines=False))


def change_question(journal: Journal, question_id: int, text: str) -> None:
    """Put a question in other words; what was asked of clients before stays as it was asked.

    Raises:
        InvalidEntryError: It says nothing, or is too long.
        NotFoundError: It is not among them.
    """
    _there(journal, question_id)
    with journal.change(_("Reword a question of the list")) as change:
        change.update(IntakeQuestion, question_id, text=_checked(text))


def trash_question(journal: Journal, question_id: int, *, now: datetime) -> None:
    """Put a question in the trash, so that it is not asked any more.

    Raises:
        NotFoundError: It is not among them.
    """
    _there(journal, question_id)
    with journal.change(_("Take a question off the list")) as change:
        change.trash(IntakeQuestion, question_id, at=now)


def reword_question(journal: Journal, kind: EngagementType, question: Question, text: str) -> None:
    """Put a question of a list in other words, ours too; what was asked of clients stays as it was asked.

    Raises:
        InvalidEntryError: It says nothing, or is too long.
        NotFoundError: It is not among them any more.
    """
    with journal.change(_("Reword a question of the list")) as change:
        change_question(journal, _own_id(journal, change, kind, question), text)


def drop_question(journal: Journal, kind: EngagementType, question: Question, *, now: datetime) -> None:
    """Put a question of a list in the trash, ours too, so that it is not asked any more.

    Raises:
        NotFoundError: It is not among them any more.
    """
    with journal.change(_("Take a question off the list")) as change:
        trash_question(journal, _own_id(journal, change, kind, question), now=now)


def move_question(journal: Journal, kind: EngagementType, question: Question, step: int) -> bool:
    """Move a question of a list up (-1) or down (1), and say whether it could be moved.

    Those born of own incidents stay on top, and those of every kind stand together, in the same order
    everywhere.

    Raises:
        NotFoundError: It is not among them any more.
    """
    found = questions_for(journal, kind)
    place = _place_of(found, question)
    to = place + step
    if not 0 <= to < len(found) or found[to].group != question.group:
        return False
    with journal.change(_("Move a question of the list")) as change:
        own = own_copy(journal, change, kind)
        own.insert(to, own.pop(place))
        together = [one for one in own if one.group == question.group]
        for position, one in enumerate(together):
            assert one.question_id is not None  # noqa: S101 - copied above: for the type checker
            change.update(IntakeQuestion, one.question_id, position=position)
    return True


def is_asked_still(journal: JournalReader, question_id: int) -> bool:
    """Say whether a question is asked of new clients; one in the trash is not."""
    query = IntakeQuestion.select(key_of(IntakeQuestion)).where(
        (key_of(IntakeQuestion) == question_id) & IntakeQuestion.trashed_at.is_null()
    )
    return journal.value(query) is not None


def _own(journal: JournalReader, kind: EngagementType) -> list[Question]:
    rows = journal.sql(
        "SELECT q.id, q.text, q.origin, count(i.id), count(i.saved_on), q.engagement_type IS NULL"
        " FROM intake_question q"
        " LEFT JOIN expectation_item i ON i.asked_from_id = q.id AND i.trashed_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM expectation_item n"
        " WHERE n.replaces_id = i.id AND n.trashed_at IS NULL)"  # one and the same in other words
        " WHERE q.trashed_at IS NULL AND (q.engagement_type IS NULL OR q.engagement_type = ?)"
        " GROUP BY q.id ORDER BY q.origin = '', q.engagement_type IS NULL, q.position, q.id",
        kind.value,
    )
    return [
        Question(number, text, origin, asked, saved, bool(of_every_kind))
        for number, text, origin, asked, saved, of_every_kind in rows
    ]


def _place_of(found: list[Question], question: Question) -> int:
    """Return where a question stands in a list; its tally may have grown meanwhile.

    Raises:
        NotFoundError: It is not among them any more.
    """
    for place, one in enumerate(found):
        same_words = question.question_id is None and one.text == question.text
        if one.question_id == question.question_id and (one.question_id is not None or same_words):
            return place
    raise NotFoundError(_("This question is no longer on the list."))


def _own_id(journal: JournalReader, change: Writer, kind: EngagementType, question: Question) -> int:
    """Return the id of a question; ours are copied into the journal first.

    Raises:
        NotFoundError: It is not among them any more.
    """
    place = _place_of(questions_for(journal, kind), question)
    own = own_copy(journal, change, kind)[place].question_id
    assert own is not None  # noqa: S101 - it is copied now: for the type checker
    return own


def _is_copied(journal: JournalReader, kind: EngagementType) -> bool:
    """Say whether ours were copied for ``kind``; those that lie in the trash were too."""
    query = IntakeQuestion.select(key_of(IntakeQuestion)).where(
        (IntakeQuestion.engagement_type == kind) & (IntakeQuestion.origin == "")
    )
    return journal.value(query) is not None


def _insert(
    journal: JournalReader, change: Writer, kind: EngagementType | None, text: str, *, origin: str = ""
) -> int:
    ((last,),) = journal.sql("SELECT coalesce(max(position), -1) FROM intake_question")
    return change.insert(IntakeQuestion, engagement_type=kind, text=text, position=last + 1, origin=origin)


def _there(journal: JournalReader, question_id: int) -> None:
    if not is_asked_still(journal, question_id):
        raise NotFoundError(_("This question is no longer on the list."))


def _checked(text: str) -> str:
    text = clean(text)
    if not text:
        raise InvalidEntryError("text", _("Write down the question."))
    if len(text) > LONGEST_TEXT:
        raise InvalidEntryError("text", _("At most {n} characters.").format(n=LONGEST_TEXT))
    return text
