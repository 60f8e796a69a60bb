"""What ended: losses, closing conversations, and looking back on them.

Nothing here may reach a report: ``services.status`` does not import this module, and a test keeps it so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import JOIN, fn

from retention_journal.core import formats
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Channel, Kind
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.losses import (
    Destination,
    LossKind,
    LossReason,
    ReasonCertainty,
    ReasonSource,
    certainty_allowed,
)
from retention_journal.i18n import _
from retention_journal.services.lessons import LessonView, lessons
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import (
    Client,
    ClosingConversation,
    Contact,
    Interaction,
    Lesson,
    Loss,
    PostMortem,
    key_of,
)


@dataclass(frozen=True)
class LossEntry:
    """What is written down when a client, or part of one, is lost.

    ``their_words`` is what they said, ``primary_reason`` what you think. Only the client's own words can
    make a reason ``confirmed``.
    """

    notice_on: date
    kind: LossKind = LossKind.FULL
    ended_on: date | None = None
    their_words: str = ""
    primary_reason: LossReason = LossReason.UNKNOWN
    other_reasons: tuple[LossReason, ...] = ()
    reason_source: ReasonSource = ReasonSource.OWN_GUESS
    reason_certainty: ReasonCertainty = ReasonCertainty.GUESS
    destination: Destination = Destination.UNKNOWN
    winback_on: date | None = None
    winback_condition: str = ""
    noticed_on: date | None = None
    value_lost_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class ClosingEntry:
    """The closing conversation: planned, held, declined or unanswered, and their answers in their words.

    It may have been held before the notice: some tell in the talk that they leave.

    Attributes:
        situation: What was going on around them. Source: forms, section 2, question 5.
        may_call_on: When one may call again; the loss's win-back date follows it.
        own_notes: Apart from their words, for nobody else.
        minutes: How long it took.
        thanked_on: When one thanked them; within a day is right.
    """

    planned_on: date | None = None
    held_on: date | None = None
    declined: bool = False
    channel: Channel | None = None
    what_was_good: str = ""
    what_could_be_better: str = ""
    advice_1: str = ""
    advice_2: str = ""
    advice_3: str = ""
    when_decided: str = ""
    would_return: str = ""
    felt_seen: int | None = None
    easy_to_deal_with: int | None = None
    may_quote: bool = False
    with_contact: int | None = None
    asked_by: str = ""
    example: str = ""
    first_noticed: str = ""
    situation: str = ""
    may_call_on: date | None = None
    to_thank: str = ""
    still_open: str = ""
    own_notes: str = ""
    minutes: int | None = None
    thanked_on: date | None = None
    no_answer: bool = False


@dataclass(frozen=True)
class LookBackEntry:
    """The three questions to oneself, and a page for feelings that never leaves the journal."""

    differently: str = ""
    seen_earlier: str = ""
    come_along: str = ""
    private_feelings: str = ""


@dataclass(frozen=True)
class LostClient:
    """One loss in the list of those lost."""

    loss_id: int
    client_id: int
    client: str
    status: Status
    kind: LossKind
    notice_on: date
    their_words: str
    primary_reason: LossReason
    reason_certainty: ReasonCertainty
    closing_held_on: date | None
    closing_planned_on: date | None
    closing_declined: bool
    has_looked_back: bool
    lessons: int


@dataclass(frozen=True)
class PrivateNote:
    """A note to oneself about a client."""

    interaction_id: int
    written_on: date
    text: str


@dataclass(frozen=True)
class LossView:
    """A loss with all that was written about it; ``talked_to`` is who the closing conversation was with."""

    loss_id: int
    entry: LossEntry
    closing: ClosingEntry
    look_back: LookBackEntry
    lessons: tuple[LessonView, ...]
    talked_to: str = ""


@dataclass(frozen=True)
class Reflection:
    """What the Reflection tab of a client shows."""

    client_id: int
    client: str
    status: Status
    losses: tuple[LossView, ...] = ()
    notes: tuple[PrivateNote, ...] = field(default=())


# -- losses -----------------------------------------------------------------------------------------------


def record_loss(journal: Journal, client_id: int, entry: LossEntry, *, today: date) -> int:
    """Write down a loss, set the client's status by it, and return the loss's id.

    A full loss makes the client lost (or ended by you), a pause paused; smaller breaks leave the status.

    Raises:
        InvalidEntryError: A day lies wrong, or a guess is called confirmed.
        NotFoundError: There is no such client.
    """
    values = _checked_loss(entry, today)
    there = (key_of(Client) == client_id) & Client.trashed_at.is_null()
    found = journal.tuples(Client.select(Client.status, Client.start_date).where(there))
    if not found:
        raise NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
    before, start = found[0]
    _not_before_start(entry, start)
    with journal.change(_("Mark as lost")) as change:
        loss = change.insert(Loss, client=client_id, status_before=before, **values)
        status = _status_after(entry)
        if status is Status.PAUSED:
            change.update(Client, client_id, status=status)
        elif status is not None:
            change.update(Client, client_id, status=status, end_date=entry.ended_on or entry.notice_on)
    return loss


def edit_loss(journal: Journal, loss_id: int, entry: LossEntry, *, today: date) -> None:
    """Change what was written about a loss; where the client stands follows, as far as the loss set it.

    Raises:
        InvalidEntryError: As ``record_loss``.
    """
    values = _checked_loss(entry, today)
    whose = Client.select(Client.start_date).join(Loss, on=(Loss.client == key_of(Client)))
    _not_before_start(entry, journal.value(whose.where(key_of(Loss) == loss_id)))
    with journal.change(_("Change what was lost")) as change:
        follows = _client_after_edit(journal, loss_id, entry)
        change.update(Loss, loss_id, **values)
        for client, columns in follows.items():
            change.update(Client, client, **columns)


def save_closing(journal: Journal, loss_id: int, entry: ClosingEntry, *, today: date) -> None:
    """Keep the closing conversation of a loss: planned, held, declined, or unanswered.

    Raises:
        InvalidEntryError: It was held in the future, or one may call again on a day before the talk.
    """
    if entry.held_on and entry.held_on > today:
        raise InvalidEntryError("held_on", _("That day is still to come. Plan the conversation instead."))
    if entry.thanked_on and entry.thanked_on > today:
        raise InvalidEntryError("thanked_on", _("That day is still to come."))
    if entry.may_call_on and entry.held_on and entry.may_call_on <= entry.held_on:
        raise InvalidEntryError("may_call_on", _("Choose a day after the talk."))
    with journal.change(_("Write down the closing conversation")) as change:
        _save_one(journal, change, ClosingConversation, loss_id, _values(entry))
        if entry.may_call_on:
            follows: dict[str, Any] = {"winback_on": entry.may_call_on}
            if entry.would_return:
                follows["winback_condition"] = entry.would_return
            change.update(Loss, loss_id, **follows)


def lost_clients(journal: JournalReader) -> list[LostClient]:
    """Return every loss, the newest first."""
    lessons = (
        Lesson.select(fn.COUNT(key_of(Lesson)))
        .where((Lesson.loss == key_of(Loss)) & Lesson.trashed_at.is_null())
        .alias("lessons")
    )
    looked = fn.COALESCE(
        (PostMortem.differently != "") | (PostMortem.seen_earlier != "") | (PostMortem.come_along != ""), 0
    )
    query = (
        Loss.select(
            key_of(Loss).alias("loss_id"),
            key_of(Client).alias("client_id"),
            Client.name.alias("client"),
            Client.status,
            Loss.kind,
            Loss.notice_on,
            Loss.their_words,
            Loss.primary_reason,
            Loss.reason_certainty,
            ClosingConversation.held_on.alias("closing_held_on"),
            ClosingConversation.planned_on.alias("closing_planned_on"),
            fn.COALESCE(ClosingConversation.declined, 0).alias("closing_declined"),
            looked.alias("has_looked_back"),
            lessons,
        )
        .join(Client, on=(Loss.client == key_of(Client)))
        .join_from(Loss, ClosingConversation, JOIN.LEFT_OUTER, on=_kept_of_loss(ClosingConversation))
        .join_from(Loss, PostMortem, JOIN.LEFT_OUTER, on=_kept_of_loss(PostMortem))
        .where(Loss.trashed_at.is_null() & Client.trashed_at.is_null())
        .order_by(Loss.notice_on.desc(), key_of(Loss).desc())
    )
    return journal.rows(query, _lost_client)


def reflection_of(journal: JournalReader, client_id: int) -> Reflection:
    """Return what was written privately about a client.

    Raises:
        NotFoundError: There is no such client.
    """
    found = journal.tuples(Client.select(Client.name, Client.status).where(key_of(Client) == client_id))
    if not found:
        raise NotFoundError(_("This client is no longer in the journal."))
    name, status = found[0]
    of_client = (Loss.client == client_id) & Loss.trashed_at.is_null()
    losses: list[dict[str, Any]] = journal.rows(
        Loss.select().where(of_client).order_by(Loss.notice_on.desc()).dicts(), dict
    )
    ids = [row["id"] for row in losses]
    closings = _by_loss(journal, ClosingConversation, ids)
    look_backs = _by_loss(journal, PostMortem, ids)
    people = _names(journal, [row["with_contact"] for row in closings.values() if row["with_contact"]])
    learnt = [lesson for lesson in lessons(journal) if lesson.loss_id in ids]
    views = tuple(
        LossView(
            row["id"],
            _entry(LossEntry, row),
            _entry(ClosingEntry, closings.get(row["id"], {})),
            _entry(LookBackEntry, look_backs.get(row["id"], {})),
            tuple(lesson for lesson in learnt if lesson.loss_id == row["id"]),
            people.get(closings.get(row["id"], {}).get("with_contact"), ""),
        )
        for row in losses
    )
    return Reflection(client_id, name, status, views, _notes(journal, client_id))


# -- inside -----------------------------------------------------------------------------------------------


def _not_before_start(entry: LossEntry, start: date | None) -> None:
    ended = entry.ended_on or entry.notice_on
    if start and ended < start:
        raise InvalidEntryError(
            "notice_on",
            _("It ended on {day}, but they became a client on {start}, after this.").format(
                day=formats.day(ended), start=formats.day(start)
            ),
            _("Correct the day here, or since when they are a client."),
        )


def _checked_loss(entry: LossEntry, today: date) -> dict[str, Any]:
    if entry.notice_on > today:
        raise InvalidEntryError("notice_on", _("That day is still to come."))
    if entry.noticed_on and entry.noticed_on > today:
        raise InvalidEntryError("noticed_on", _("That day is still to come."))
    if entry.ended_on and entry.ended_on < entry.notice_on:
        raise InvalidEntryError("ended_on", _("It cannot have ended before it was said."))
    if not certainty_allowed(entry.reason_source, entry.reason_certainty):
        raise InvalidEntryError(
            "reason_certainty",
            _("A reason is confirmed only when the client said or wrote it."),
            _("Choose “likely” or “a guess”."),
        )
    values = _values(entry)
    values["other_reasons"] = [reason.value for reason in entry.other_reasons]
    return values


def _status_after(entry: LossEntry) -> Status | None:
    if entry.kind is LossKind.PAUSE:
        return Status.PAUSED
    if entry.kind is not LossKind.FULL:
        return None
    return Status.CLOSED_BY_US if entry.primary_reason is LossReason.ENDED_BY_US else Status.LOST


def _client_after_edit(journal: JournalReader, loss_id: int, entry: LossEntry) -> dict[int, dict[str, Any]]:
    """Return what an edited loss makes of its client; nothing where the client has gone on since."""
    query = Loss.select().where((key_of(Loss) == loss_id) & Loss.won_back_on.is_null())
    rows: list[dict[str, Any]] = journal.rows(query.dicts(), dict)
    for row in rows:
        old, before = _entry(LossEntry, row), Status(row["status_before"])
        client = row["client"]
        stands = journal.value(Client.select(Client.status).where(key_of(Client) == client))
        if stands is not (_status_after(old) or before):
            return {}
        status = _status_after(entry) or before
        ended = entry.ended_on or entry.notice_on if entry.kind is LossKind.FULL else None
        was_full = old.kind is LossKind.FULL
        columns: dict[str, Any] = {"status": status} if status is not stands else {}
        if was_full or ended is not None:
            columns["end_date"] = ended
        return {client: columns} if columns else {}
    return {}


def _values(entry: LossEntry | ClosingEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}


def _entry(kind: type, row: dict[str, Any]) -> Any:
    values = {name: row[name] for name in kind.__dataclass_fields__ if name in row}  # type: ignore[attr-defined]
    if "other_reasons" in values:
        values["other_reasons"] = tuple(LossReason(reason) for reason in values["other_reasons"])
    return kind(**values)


def _save_one(journal: Journal, change: Any, table: Any, loss_id: int, values: dict[str, Any]) -> None:
    number = journal.value(table.select(key_of(table)).where(table.loss == loss_id))
    if number is None:
        change.insert(table, loss=loss_id, **values)
    else:
        change.update(table, number, trashed_at=None, **values)


def _by_loss(journal: JournalReader, table: Any, ids: list[int]) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    rows: list[dict[str, Any]] = journal.rows(
        table.select().where(table.loss.in_(ids) & table.trashed_at.is_null()).dicts(), dict
    )
    return {row["loss"]: row for row in rows}


def _names(journal: JournalReader, people: list[int]) -> dict[int | None, str]:
    key = key_of(Contact)
    found = journal.tuples(Contact.select(key, Contact.display_name).where(key.in_(people))) if people else []
    return {number: name for number, name in found}


def _kept_of_loss(table: Any) -> Any:
    return (table.loss == key_of(Loss)) & table.trashed_at.is_null()


def _lost_client(**row: Any) -> LostClient:
    row["closing_declined"] = bool(row["closing_declined"])
    row["has_looked_back"] = bool(row["has_looked_back"])
    return LostClient(**row)


def _notes(journal: JournalReader, client_id: int) -> tuple[PrivateNote, ...]:
    query = (
        Interaction.select(key_of(Interaction), Interaction.occurred_at, Interaction.summary)
        .where(
            (Interaction.client == client_id)
            & (Interaction.kind == Kind.NOTE)
            & Interaction.trashed_at.is_null()
        )
        .order_by(Interaction.occurred_at.desc())
    )
    return tuple(PrivateNote(number, at.date(), text) for number, at, text in journal.tuples(query))
