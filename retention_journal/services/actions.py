"""Actions after a loss or an incident: what is done about it, by when, and whether it helped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from retention_journal.core.actions import MOST_OPEN, effect_check_on, recurrence_words
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incidents import CauseKind
from retention_journal.core.lessons import ActionKind, ActionState, Effect
from retention_journal.core.moments import on_the_wall
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import (
    ActionItem,
    Cause,
    Client,
    Incident,
    Loss,
    PostMortem,
    key_of,
)

_LONGEST = 500


@dataclass(frozen=True)
class ActionEntry:
    """What is to be done: verb first, what shows that it is done, by when, and what it is for.

    Attributes:
        cause_kind: The cause it works against; by it one sees later whether the same came again.
    """

    text: str
    done_when: str = ""
    due_on: date | None = None
    kind: ActionKind = ActionKind.PREVENT
    cause_kind: CauseKind | None = None


@dataclass(frozen=True)
class ActionRow:
    """An action, and the loss or incident it came from; both are None where that is gone."""

    action_id: int
    entry: ActionEntry
    state: ActionState
    done_on: date | None
    drop_reason: str
    effect_check_on: date | None
    effect: Effect | None
    effect_note: str
    client_id: int | None
    client: str
    loss_id: int | None
    incident_id: int | None

    def is_late(self, today: date) -> bool:
        """Say whether it should have been done."""
        return self.state is ActionState.OPEN and self.entry.due_on is not None and self.entry.due_on < today

    def asks_for_effect(self, today: date) -> bool:
        """Say whether it is time to ask what it changed."""
        return (
            self.state is ActionState.DONE
            and self.effect is None
            and self.effect_check_on is not None
            and self.effect_check_on <= today
        )


def add_action(
    journal: Journal,
    entry: ActionEntry,
    *,
    post_mortem_id: int | None = None,
    incident_id: int | None = None,
) -> int:
    """Add an action to a post-mortem or an incident and return its id.

    Raises:
        InvalidEntryError: It says nothing, not what shows that it is done, or three are open already.
    """
    values = _checked(entry)
    _must_have_room(journal)
    with journal.change(_("Write down an action")) as change:
        of = {"post_mortem": post_mortem_id, "incident": incident_id}
        return change.insert(ActionItem, position=_last(journal) + 1, **of, **values)


def change_action(journal: Journal, action_id: int, entry: ActionEntry) -> None:
    """Say an action otherwise.

    Raises:
        InvalidEntryError: See ``add_action``.
        NotFoundError: It is not in the journal.
    """
    with journal.change(_("Change an action")) as change:
        change.update(ActionItem, action_id, **_checked(entry))


def do_action(journal: Journal, action_id: int, *, today: date) -> date:
    """Say that an action is done; return the day on which one is asked what it changed.

    Raises:
        NotFoundError: It is not in the journal.
    """
    asked_on = effect_check_on(today)
    with journal.change(_("An action is done")) as change:
        change.update(
            ActionItem,
            action_id,
            state=ActionState.DONE,
            done_on=today,
            effect_check_on=asked_on,
            drop_reason="",
        )
    return asked_on


def drop_action(journal: Journal, action_id: int, reason: str) -> None:
    """Drop an action; why is kept, so that nobody need think of it again.

    Raises:
        InvalidEntryError: There is no reason.
        NotFoundError: It is not in the journal.
    """
    why = clean(reason).strip()
    if not why:
        raise InvalidEntryError(
            "drop_reason", _("Say why it is dropped, so that you need not think of it again.")
        )
    with journal.change(_("Drop an action")) as change:
        change.update(
            ActionItem,
            action_id,
            state=ActionState.DROPPED,
            drop_reason=why,
            done_on=None,
            effect_check_on=None,
        )


def open_action_again(journal: Journal, action_id: int) -> None:
    """Take up an action that was done or dropped.

    Raises:
        InvalidEntryError: Three are open already.
        NotFoundError: It is not in the journal.
    """
    _must_have_room(journal, but=action_id)
    with journal.change(_("Take up an action again")) as change:
        change.update(
            ActionItem,
            action_id,
            state=ActionState.OPEN,
            done_on=None,
            drop_reason="",
            effect_check_on=None,
            effect=None,
            effect_note="",
        )


def note_effect(journal: Journal, action_id: int, effect: Effect, note: str = "") -> None:
    """Keep what an action changed.

    Raises:
        InvalidEntryError: It is not done.
        NotFoundError: It is not in the journal.
    """
    if action(journal, action_id).state is not ActionState.DONE:
        raise InvalidEntryError("effect", _("It is not done yet, so it cannot have changed anything."))
    with journal.change(_("Note what an action changed")) as change:
        change.update(ActionItem, action_id, effect=effect, effect_note=clean(note).strip())


def trash_action(journal: Journal, action_id: int, *, now: datetime) -> None:
    """Put an action in the trash as of ``now``.

    Raises:
        NotFoundError: It is not in the journal.
    """
    with journal.change(_("Move the action to the trash")) as change:
        change.trash(ActionItem, action_id, at=now)


def action(journal: JournalReader, action_id: int) -> ActionRow:
    """Return one action.

    Raises:
        NotFoundError: It is not in the journal.
    """
    found = _rows(journal, key_of(ActionItem) == action_id)
    if not found:
        raise NotFoundError(_("This action is not in the journal."), _("Look in the trash."))
    return found[0]


def actions_of_post_mortem(journal: JournalReader, post_mortem_id: int) -> list[ActionRow]:
    """Return the actions of a post-mortem, in order."""
    return _rows(journal, ActionItem.post_mortem == post_mortem_id)


def actions_of_incident(journal: JournalReader, incident_id: int) -> list[ActionRow]:
    """Return the actions of an incident, in order."""
    return _rows(journal, ActionItem.incident == incident_id)


def open_actions(journal: JournalReader) -> list[ActionRow]:
    """Return what is to be done, the nearest day first."""
    found = _rows(journal, ActionItem.state == ActionState.OPEN)
    return sorted(found, key=lambda one: (one.entry.due_on is None, one.entry.due_on or date.max))


def actions_due(journal: JournalReader, today: date) -> list[ActionRow]:
    """Return what is to be done today or should have been, the longest waiting first."""
    return [one for one in open_actions(journal) if one.entry.due_on and one.entry.due_on <= today]


def effects_to_check(journal: JournalReader, today: date) -> list[ActionRow]:
    """Return the done actions of which it is time to ask what they changed, the longest waiting first."""
    due = (ActionItem.state == ActionState.DONE) & ActionItem.effect.is_null()
    found = _rows(journal, due & (ActionItem.effect_check_on <= today))
    return sorted(found, key=lambda one: one.effect_check_on or today)


def waiting_actions(journal: JournalReader, today: date) -> list[ActionRow]:
    """Return what is to be done, on whatever day, and of what it is time to ask whether it helped."""
    asked = (ActionItem.state == ActionState.DONE) & ActionItem.effect.is_null()
    asked &= ActionItem.effect_check_on <= today
    return _rows(journal, (ActionItem.state == ActionState.OPEN) | asked)


def came_again(journal: JournalReader, row: ActionRow, today: date) -> str:
    """Return whether the cause an action works against was noted again after it was done, in a sentence.

    An incident counts by the day it came, a loss by that of its notice.
    """
    if row.entry.cause_kind is None or row.done_on is None:
        return ""
    days = _days_of_cause(journal, row.entry.cause_kind)
    again = sum(row.done_on < day <= today for day in days)
    return recurrence_words(row.entry.cause_kind, row.done_on, again)


# -- inside -----------------------------------------------------------------------------------------------


def _checked(entry: ActionEntry) -> dict[str, Any]:
    text, done_when = clean(entry.text, lines=False), clean(entry.done_when, lines=False)
    if not text:
        raise InvalidEntryError("text", _("Say what you do, beginning with the verb: “Call …”, “Write …”."))
    if not done_when:
        raise InvalidEntryError("done_when", _("Say by what one sees that it is done."))
    for name, words in (("text", text), ("done_when", done_when)):
        if len(words) > _LONGEST:
            raise InvalidEntryError(name, _("At most {n} characters.").format(n=_LONGEST))
    return {
        "text": text,
        "done_when": done_when,
        "due_on": entry.due_on,
        "kind": entry.kind,
        "cause_kind": entry.cause_kind,
    }


def _must_have_room(journal: JournalReader, but: int | None = None) -> None:
    waiting = [one for one in open_actions(journal) if one.action_id != but]
    if len(waiting) >= MOST_OPEN:
        raise InvalidEntryError(
            "text",
            _("Three actions are open already: {names}.").format(
                names="; ".join(one.entry.text for one in waiting)
            ),
            _("Do one of them, or drop it with a reason. More than three are not done."),
        )


def _last(journal: JournalReader) -> int:
    return int(journal.value(ActionItem.select(fn.MAX(ActionItem.position))) or 0)


def _rows(journal: JournalReader, condition: Any) -> list[ActionRow]:
    query = (
        ActionItem.select(
            key_of(ActionItem), ActionItem.text, ActionItem.done_when, ActionItem.due_on, ActionItem.kind,
            ActionItem.cause_kind, ActionItem.state, ActionItem.done_on, ActionItem.drop_reason,
            ActionItem.effect_check_on, ActionItem.effect, ActionItem.effect_note, key_of(Client),
            fn.COALESCE(Client.name, ""), key_of(Loss), key_of(Incident),
        )
        .join(PostMortem, JOIN.LEFT_OUTER, on=(ActionItem.post_mortem == key_of(PostMortem)))
        .join_from(PostMortem, Loss, JOIN.LEFT_OUTER, on=(PostMortem.loss == key_of(Loss)))
        .join_from(ActionItem, Incident, JOIN.LEFT_OUTER, on=(ActionItem.incident == key_of(Incident)))
        .join_from(
            ActionItem,
            Client,
            JOIN.LEFT_OUTER,
            on=(key_of(Client) == fn.COALESCE(Loss.client, Incident.client)),
        )
        .where(
            ActionItem.trashed_at.is_null()
            & PostMortem.trashed_at.is_null()
            & Loss.trashed_at.is_null()
            & Incident.trashed_at.is_null()
            & Client.trashed_at.is_null()
            & condition
        )
        .order_by(ActionItem.position, key_of(ActionItem))
    )  # fmt: skip
    return [
        ActionRow(number, ActionEntry(text, when, due, kind, cause), *others)
        for number, text, when, due, kind, cause, *others in journal.tuples(query)
    ]


def _days_of_cause(journal: JournalReader, kind: CauseKind) -> Iterable[date]:
    query = (
        Cause.select(Incident.received_at, Loss.notice_on)
        .join(Incident, JOIN.LEFT_OUTER, on=(Cause.incident == key_of(Incident)))
        .join_from(Cause, PostMortem, JOIN.LEFT_OUTER, on=(Cause.post_mortem == key_of(PostMortem)))
        .join_from(PostMortem, Loss, JOIN.LEFT_OUTER, on=(PostMortem.loss == key_of(Loss)))
        .where(
            (Cause.kind == kind)
            & Cause.trashed_at.is_null()
            & Incident.trashed_at.is_null()
            & PostMortem.trashed_at.is_null()
            & Loss.trashed_at.is_null()
        )
    )
    for received, notice in journal.tuples(query):
        yield notice if received is None else on_the_wall(received).date()
