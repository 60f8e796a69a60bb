"""Ideas for clients who are already there: what could help them, a surprise, what only new clients get."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from peewee import Query

from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState, surprise, wants_surprise
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.judging import judged
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import CareIdea, Client, Setting, key_of

LONGEST = 500  # characters of an idea, and of what came of it
#: The setting that says what new clients get.
OFFER_NAME = "new_client_offer"
_NAMES = uuid.UUID("8e3a1f52-6c0d-4f0b-8f0e-1d5c9b7a2e64")


@dataclass(frozen=True)
class Idea:
    """An idea for one client.

    Attributes:
        settled_on: Day on which it was done or dropped; None while it is neither.
        result: What came of it; "" where nobody said.
    """

    idea_id: int
    client_id: int
    kind: CareIdeaKind
    text: str
    noted_on: date
    state: CareIdeaState
    settled_on: date | None
    result: str


@dataclass(frozen=True)
class Care:
    """What could be done for one client.

    Attributes:
        noted: What is neither done nor dropped, the oldest first.
        settled: The rest, the latest first.
        surprise: A suggestion, where it is time for one; else "".
        offer: What new clients get; "" where nobody wrote it down.
        is_offer_open: Whether it is not known yet if this client has got that too.
    """

    noted: tuple[Idea, ...]
    settled: tuple[Idea, ...]
    surprise: str
    offer: str
    is_offer_open: bool


def care_of(journal: JournalReader, client_id: int, now: datetime, *, another: int = 0) -> Care:
    """Return the ideas for a client and what is suggested.

    Args:
        journal: Where to look.
        client_id: Who they are for.
        now: The moment; a surprise is suggested where the light is green then.
        another: How many suggestions were passed over.
    """
    ideas = journal.rows(_ideas().where(CareIdea.client == client_id), Idea)
    noted = [idea for idea in ideas if idea.state is CareIdeaState.NOTED]
    settled = [idea for idea in ideas if idea.state is not CareIdeaState.NOTED]
    settled.sort(key=lambda idea: (idea.settled_on or idea.noted_on, idea.idea_id), reverse=True)
    offer = new_client_offer(journal)
    answered = {idea.text for idea in ideas if idea.kind is CareIdeaKind.SAME_OFFER}
    wanted = _wants_surprise(journal, client_id, ideas, now)
    return Care(
        noted=tuple(noted),
        settled=tuple(settled),
        surprise=surprise(client_id + another) if wanted else "",
        offer=offer,
        is_offer_open=bool(offer) and offer not in answered,
    )


def add_idea(
    journal: Journal,
    client_id: int,
    text: str,
    *,
    today: date,
    kind: CareIdeaKind = CareIdeaKind.COULD_HELP,
    state: CareIdeaState = CareIdeaState.NOTED,
) -> int:
    """Note an idea for a client and return its id; one done or dropped already is settled today.

    Raises:
        InvalidEntryError: It says nothing, or too much.
        NotFoundError: The client is not in the journal, or in its trash.
    """
    words = _checked(text)
    must_be_here(journal, client_id)
    settled_on = None if state is CareIdeaState.NOTED else today
    with journal.change(_("Note an idea")) as change:
        return change.insert(
            CareIdea,
            client=client_id,
            kind=kind,
            text=words,
            noted_on=today,
            state=state,
            settled_on=settled_on,
        )


def settle_idea(
    journal: Journal, idea_id: int, state: CareIdeaState, *, today: date, result: str | None = None
) -> None:
    """Say what became of an idea, or open it again.

    Args:
        journal: Where it is kept.
        idea_id: Which one.
        state: Done, dropped, or noted, which opens it again.
        today: The day it was settled.
        result: What came of it; None leaves what is there.

    Raises:
        InvalidEntryError: The result is too long.
        NotFoundError: The idea is not in the journal.
    """
    before = idea(journal, idea_id)
    label = {
        CareIdeaState.NOTED: _("Open an idea again"),
        CareIdeaState.DONE: _("Do an idea"),
        CareIdeaState.DROPPED: _("Drop an idea"),
    }[state]
    came = before.result if result is None else _short(result, "result")
    settled_on = None if state is CareIdeaState.NOTED else today
    if before.state is state:
        settled_on = before.settled_on
    with journal.change(label) as change:
        change.update(CareIdea, idea_id, state=state, settled_on=settled_on, result=came)


def reword_idea(journal: Journal, idea_id: int, text: str) -> None:
    """Say an idea in other words.

    Raises:
        InvalidEntryError: It says nothing, or too much.
        NotFoundError: The idea is not in the journal.
    """
    words = _checked(text)
    idea(journal, idea_id)
    with journal.change(_("Change an idea")) as change:
        change.update(CareIdea, idea_id, text=words)


def trash_idea(journal: Journal, idea_id: int, *, now: datetime) -> None:
    """Put an idea in the trash.

    Raises:
        NotFoundError: The idea is not in the journal.
    """
    idea(journal, idea_id)
    with journal.change(_("Move an idea to the trash")) as change:
        change.trash(CareIdea, idea_id, at=now)


def idea(journal: JournalReader, idea_id: int) -> Idea:
    """Return one idea.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = journal.row(_ideas().where(key_of(CareIdea) == idea_id), Idea)
    if found is None:
        raise NotFoundError(_("This idea is not in the journal."), _("Look in the trash."))
    return found


def new_client_offer(journal: JournalReader) -> str:
    """Return what new clients get, or ""."""
    kept = journal.value(Setting.select(Setting.value).where(Setting.name == OFFER_NAME))
    return str(kept.get("text", "")) if isinstance(kept, dict) else ""


def set_new_client_offer(journal: Journal, text: str) -> None:
    """Write down what new clients get; "" for nothing.

    Raises:
        InvalidEntryError: It is too long.
    """
    value = {"text": _short(text, "offer")}
    with journal.change(_("Change what new clients get")) as change:
        if not change.update_where(Setting, Setting.name == OFFER_NAME, value=value):
            change.insert(Setting, uid=str(uuid.uuid5(_NAMES, OFFER_NAME)), name=OFFER_NAME, value=value)


def _wants_surprise(journal: JournalReader, client_id: int, ideas: list[Idea], now: datetime) -> bool:
    surprises = [one for one in ideas if one.kind is CareIdeaKind.SURPRISE]
    days = [one.settled_on or one.noted_on for one in surprises if one.state is not CareIdeaState.DROPPED]
    if any(one.state is CareIdeaState.NOTED for one in surprises):
        return False
    found = judged(journal, now, [client_id]).get(client_id)
    since = journal.value(Client.select(Client.start_date).where(key_of(Client) == client_id))
    return found is not None and wants_surprise(found.light, since, max(days, default=None), now.date())


def _checked(text: str) -> str:
    words = _short(text, "text")
    if not words:
        raise InvalidEntryError("text", _("Write what you could do for them."))
    return words


def _short(text: str, field: str) -> str:
    words = clean(text, lines=False)
    if len(words) > LONGEST:
        raise InvalidEntryError(field, _("That is too long: {n} characters at most.").format(n=LONGEST))
    return words


def _ideas() -> Query:
    return (
        CareIdea.select(
            key_of(CareIdea).alias("idea_id"), CareIdea.client.alias("client_id"), CareIdea.kind,
            CareIdea.text, CareIdea.noted_on, CareIdea.state, CareIdea.settled_on, CareIdea.result,
        )
        .join(Client)
        .where(CareIdea.trashed_at.is_null() & Client.trashed_at.is_null())
        .order_by(key_of(CareIdea))
    )  # fmt: skip
