"""Contacts with a client: logged, corrected, answered, thrown away; with the three questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from retention_journal.core.contacts import (
    WRITTEN,
    Answer,
    Direction,
    Kind,
    Outcome,
    default_outcome,
    words_written,
)
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.incident_follow_up import followed_up_in
from retention_journal.services.planned_calls import made_in
from retention_journal.services.portfolio import client_facts
from retention_journal.services.promises import (
    LEEWAY,
    USUAL,
    PromiseEntry,
    must_be_here,
    promise_in,
)
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import (
    CheckIn,
    Client,
    Contact,
    Interaction,
    InteractionContact,
    key_of,
)

MANUAL = "manual"
MAX_MINUTES = 6000
_EARLIEST_YEAR = 1950
_TONES = range(1, 6)
_EFFORTS = range(1, 6)
#: A line of a note that begins with this becomes a promise. Source: design, section 8.1.
PROMISE_MARK = "!"


@dataclass(frozen=True)
class ContactEntry:
    """What a person writes down of a contact; only the client is needed, the rest has a default.

    Attributes:
        outcome: None takes the usual one: talks were held, what you wrote waits for an answer.
        occurred_at: When, on the wall clock here; None is now.
        duration_min: Minutes, 0 to 6,000; None is not known.
        tone: 1 cool to 5 warm, 3 as usual; None was not noted.
        contact_ids: The persons you were in touch with.
        all_ok: Answer to "Is all OK?"; None was not asked, as with the next two.
        delivery_as_expected: Answer to "Does the delivery work as expected?".
        else_answer: Answer to "Anything else I can help with?".
        else_to_help: What else, in words.
        effort: How easy it is to deal with you, 1 hard to 5 easy; None was not asked.
        source: Where the entry came from; "manual" was typed.
    """

    kind: Kind = Kind.CALL
    direction: Direction = Direction.OUTBOUND
    outcome: Outcome | None = None
    occurred_at: datetime | None = None
    duration_min: int | None = None
    summary: str = ""
    client_words: str = ""
    tone: int | None = None
    contact_ids: tuple[int, ...] = ()
    all_ok: Answer | None = None
    delivery_as_expected: Answer | None = None
    else_answer: Answer | None = None
    else_to_help: str = ""
    effort: int | None = None
    source: str = MANUAL


@dataclass(frozen=True)
class Logged:
    """A contact as it was saved.

    Attributes:
        counts_as_contact: Whether it restarted the rhythm, as the journal itself says.
        next_contact_on: Day by which to be in touch next; None where there is no telling.
        promise_ids: The promises written down with it.
    """

    id: int
    uid: str
    counts_as_contact: bool
    next_contact_on: date | None
    promise_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class SavedContact:
    """A contact as it lies in the journal, to be looked at or corrected."""

    interaction_id: int
    uid: str
    client_id: int
    client_name: str
    counts_as_contact: bool
    entry: ContactEntry


def log_contact(
    journal: Journal,
    client_id: int,
    entry: ContactEntry,
    *,
    now: datetime,
    promise: PromiseEntry | None = None,
) -> Logged:
    """Add a contact to a client's history, with what was answered and promised, as one change.

    Args:
        journal: Where it is kept.
        client_id: Who it was with.
        entry: What is known of it.
        now: The moment of writing it down.
        promise: What was promised; with an empty text only its date is used, for the lines of a typed
            note that begin with "!". Those become promises, due in 24 hours where no date is given.

    Raises:
        InvalidEntryError: A moment, number or promise cannot be.
        NotFoundError: The client or a person is not in the journal.
    """
    moment = entry.occurred_at or now
    note, lines = promised_lines(entry.summary) if entry.source == MANUAL else (entry.summary, [])
    values = _checked(replace(entry, summary=note), moment, now)
    must_be_here(journal, client_id)
    _check_persons(journal, entry.contact_ids)
    promises = _promises(lines, promise, moment)
    with journal.change(_("Log a contact")) as change:
        interaction = change.insert(Interaction, client=client_id, **values)
        _write_persons(change, interaction, entry.contact_ids)
        if answers := _answers(entry):
            change.insert(CheckIn, interaction=interaction, **answers)
        made = tuple(promise_in(change, client_id, interaction, given, now) for given in promises)
        made_in(change, client_id, values["kind"], values["outcome"], moment)
        followed_up_in(change, journal, client_id, values["kind"], values["outcome"], moment)
    return _logged(journal, client_id, interaction, now.date(), made)


def edit_contact(journal: Journal, interaction_id: int, entry: ContactEntry, *, now: datetime) -> Logged:
    """Correct a contact; its promises and where it came from stay as they are.

    Raises:
        InvalidEntryError: A moment or number cannot be.
        NotFoundError: The contact or a person is not in the journal.
    """
    before = contact(journal, interaction_id)
    moment = entry.occurred_at or before.entry.occurred_at or now
    values = _checked(replace(entry, source=before.entry.source), moment, now)
    if all(
        getattr(entry, name) == getattr(before.entry, name) for name in ("kind", "direction", "client_words")
    ):
        del values["word_count"]  # of mail the file counted all they wrote, of which the journal keeps less
    _check_persons(journal, entry.contact_ids)
    kept = journal.value(CheckIn.select(key_of(CheckIn)).where(CheckIn.interaction == interaction_id))
    answers = _answers(entry)
    with journal.change(_("Change a contact")) as change:
        change.update(Interaction, interaction_id, **values)
        if set(entry.contact_ids) != set(before.entry.contact_ids):
            _remove_persons(journal, change, interaction_id)
            _write_persons(change, interaction_id, entry.contact_ids)
        if kept is not None and answers:
            change.update(CheckIn, kept, trashed_at=None, **answers)
        elif kept is not None:
            change.delete(CheckIn, kept)
        elif answers:
            change.insert(CheckIn, interaction=interaction_id, **answers)
    return _logged(journal, before.client_id, interaction_id, now.date())


def trash_contact(journal: Journal, interaction_id: int, *, now: datetime) -> None:
    """Put a contact in the trash; what was promised in it stays promised.

    Raises:
        NotFoundError: The contact is not in the journal.
    """
    contact(journal, interaction_id)
    with journal.change(_("Move a contact to the trash")) as change:
        change.trash(Interaction, interaction_id, at=now)


def mark_replied(journal: Journal, interaction_id: int) -> bool:
    """Note that the client answered what you wrote, and say whether it now counts as contact.

    Raises:
        InvalidEntryError: It is nothing that you wrote.
        NotFoundError: The contact is not in the journal.
    """
    entry = contact(journal, interaction_id).entry
    if entry.kind not in WRITTEN or entry.direction is not Direction.OUTBOUND:
        raise InvalidEntryError("outcome", _("Only an e-mail or message from you can be answered."))
    with journal.change(_("Note an answer")) as change:
        change.update(Interaction, interaction_id, outcome=Outcome.REPLIED)
    return contact(journal, interaction_id).counts_as_contact


def needs_no_answer(journal: Journal, interaction_id: int) -> None:
    """Note that what the client wrote is answered, or needs no answer, so that it waits no longer.

    Raises:
        InvalidEntryError: It is nothing that the client wrote.
        NotFoundError: The contact is not in the journal.
    """
    entry = contact(journal, interaction_id).entry
    if entry.kind not in WRITTEN or entry.direction is not Direction.INBOUND:
        raise InvalidEntryError("outcome", _("Only an e-mail or message from the client can wait for you."))
    with journal.change(_("Needs no answer")) as change:
        change.update(Interaction, interaction_id, outcome=Outcome.REPLIED)


def contact(journal: JournalReader, interaction_id: int) -> SavedContact:
    """Return one contact with its persons and answers.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    query = (
        Interaction.select(
            key_of(Interaction), Interaction.uid, Interaction.client, Client.name,
            Interaction.counts_as_contact, Interaction.kind, Interaction.direction, Interaction.outcome,
            Interaction.occurred_at, Interaction.duration_min, Interaction.summary,
            Interaction.client_words, Interaction.tone, Interaction.source,
        )
        .join(Client)
        .where(key_of(Interaction) == interaction_id)
        .where(Interaction.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip
    found = journal.tuples(query)
    if not found:
        raise NotFoundError(_("This contact is not in the journal."), _("Look in the trash."))
    (
        number, uid, client_id, client_name, counts,
        kind, direction, outcome, at, minutes, summary, words, tone, source,
    ) = found[0]  # fmt: skip
    entry = ContactEntry(
        kind=kind,
        direction=direction,
        outcome=outcome,
        occurred_at=at,
        duration_min=minutes,
        summary=summary,
        client_words=words,
        tone=tone,
        source=source,
        contact_ids=_persons(journal, interaction_id),
        **_answered(journal, interaction_id),
    )
    return SavedContact(number, uid, client_id, client_name, counts, entry)


def promised_lines(note: str) -> tuple[str, list[str]]:
    """Return a note without its lines that begin with "!", and what those promise."""
    kept, promised = [], []
    for line in note.splitlines():
        text = line.strip()
        if text.startswith(PROMISE_MARK) and (words := clean(text.lstrip(PROMISE_MARK), lines=False)):
            promised.append(words)
        else:
            kept.append(line)
    return ("\n".join(kept) if promised else note), promised


def _promises(lines: list[str], given: PromiseEntry | None, moment: datetime) -> list[PromiseEntry]:
    usual = PromiseEntry("", moment + USUAL, made_on=moment.date())
    pattern = given or usual
    made_on = pattern.made_on or moment.date()
    texts = ([given.text] if given and clean(given.text, lines=False) else []) + lines
    return [replace(pattern, text=text, made_on=made_on) for text in texts]


def _checked(entry: ContactEntry, moment: datetime, now: datetime) -> dict[str, Any]:
    if moment > now + LEEWAY:
        raise InvalidEntryError("occurred_at", _("That is in the future. Did you mean to set the next talk?"))
    if moment.year < _EARLIEST_YEAR:
        raise InvalidEntryError("occurred_at", _("That is too long ago to be right."))
    if entry.duration_min is not None and not 0 <= entry.duration_min <= MAX_MINUTES:
        raise InvalidEntryError(
            "duration_min", _("A contact lasts from 0 to {n} minutes.").format(n=MAX_MINUTES)
        )
    if entry.tone is not None and entry.tone not in _TONES:
        raise InvalidEntryError("tone", _("The tone goes from 1, cool, to 5, warm."))
    if entry.effort is not None and entry.effort not in _EFFORTS:
        raise InvalidEntryError("effort", _("The effort goes from 1, hard, to 5, easy."))
    return {
        "kind": entry.kind,
        "direction": entry.direction,
        "outcome": entry.outcome or default_outcome(entry.kind, entry.direction),
        "occurred_at": moment,
        "duration_min": entry.duration_min,
        "summary": entry.summary,
        "client_words": entry.client_words,
        "tone": entry.tone,
        "source": entry.source,
        "word_count": words_written(entry.kind, entry.direction, entry.client_words),
    }


def _answers(entry: ContactEntry) -> dict[str, Any]:
    """Return the answers to keep, or nothing where none of the questions was asked."""
    answers = {
        "all_ok": entry.all_ok,
        "delivery_as_expected": entry.delivery_as_expected,
        "else_answer": entry.else_answer,
        "else_to_help": clean(entry.else_to_help),
        "effort": entry.effort,
    }
    return answers if any(answers.values()) else {}


def _answered(journal: JournalReader, interaction_id: int) -> dict[str, Any]:
    query = CheckIn.select(
        CheckIn.all_ok,
        CheckIn.delivery_as_expected,
        CheckIn.else_answer,
        CheckIn.else_to_help,
        CheckIn.effort,
    ).where((CheckIn.interaction == interaction_id) & CheckIn.trashed_at.is_null())
    return journal.row(query, dict) or {}


def _persons(journal: JournalReader, interaction_id: int) -> tuple[int, ...]:
    query = (
        InteractionContact.select(InteractionContact.contact)
        .where(InteractionContact.interaction == interaction_id)
        .where(InteractionContact.trashed_at.is_null())
        .order_by(key_of(InteractionContact))
    )
    return tuple(person for (person,) in journal.tuples(query))


def _check_persons(journal: JournalReader, persons: tuple[int, ...]) -> None:
    if not persons:
        return
    key = key_of(Contact)
    here = {row[0] for row in journal.tuples(Contact.select(key).where(key.in_(persons)))}
    if not here.issuperset(persons):
        raise NotFoundError(_("This person is not in the journal."))


def _write_persons(change: Writer, interaction_id: int, persons: tuple[int, ...]) -> None:
    for person in dict.fromkeys(persons):
        change.insert(InteractionContact, interaction=interaction_id, contact=person)


def _remove_persons(journal: JournalReader, change: Writer, interaction_id: int) -> None:
    key = key_of(InteractionContact)
    query = InteractionContact.select(key).where(InteractionContact.interaction == interaction_id)
    for (row,) in journal.tuples(query):
        change.delete(InteractionContact, row)


def _logged(
    journal: JournalReader, client_id: int, interaction_id: int, today: date, made: tuple[int, ...] = ()
) -> Logged:
    query = Interaction.select(Interaction.uid, Interaction.counts_as_contact)
    uid, counts = journal.tuples(query.where(key_of(Interaction) == interaction_id))[0]
    next_on = client_facts(journal, client_id, today).next_contact_on
    return Logged(interaction_id, uid, counts, next_on, made)
