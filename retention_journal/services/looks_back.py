"""How far looking back has come, and which actions wait: to be done, or to be looked at for their effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from retention_journal.core.lessons import ActionState, PostMortemState
from retention_journal.core.post_mortem import Step
from retention_journal.core.terms import Term
from retention_journal.i18n import N_
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import ActionItem, Client, Incident, Loss, PostMortem, key_of


@dataclass(frozen=True)
class Standing:
    """How far looking back on a loss has come; ``step`` is 1 to 5."""

    state: PostMortemState
    step: int


class ActionWait(Term):
    """What an action waits for."""

    DO = "do", N_("To do")
    CHECK = "check", N_("Did it help?")


@dataclass(frozen=True)
class WaitingAction:
    """An action that is to be done, or whose effect is to be looked at; ``due`` None has no day.

    Attributes:
        loss_id: The loss it came from; None where it came from an incident.
    """

    what: ActionWait
    action_id: int
    text: str
    due: date | None
    loss_id: int | None
    incident_id: int | None
    client: str


def standings(journal: JournalReader) -> dict[int, Standing]:
    """Return by loss how far looking back on it has come, where it was begun."""
    query = PostMortem.select(PostMortem.loss, PostMortem.state, PostMortem.step).where(
        PostMortem.trashed_at.is_null()
    )
    return {
        loss: Standing(state, min(max(step + 1, 1), len(Step))) for loss, state, step in journal.tuples(query)
    }


def waiting_actions(journal: JournalReader, today: date) -> list[WaitingAction]:
    """Return the open actions and those whose effect is to be looked at, the soonest first."""
    lost, hit = Client.alias(), Client.alias()
    query = (
        ActionItem.select(
            key_of(ActionItem), ActionItem.text, ActionItem.state, ActionItem.due_on,
            ActionItem.effect_check_on, ActionItem.effect, PostMortem.loss, ActionItem.incident,
            lost.name, hit.name,
        )
        .join(PostMortem, JOIN.LEFT_OUTER, on=ActionItem.post_mortem == key_of(PostMortem))
        .join(Loss, JOIN.LEFT_OUTER, on=PostMortem.loss == key_of(Loss))
        .join(lost, JOIN.LEFT_OUTER, on=Loss.client == lost.id)
        .join(Incident, JOIN.LEFT_OUTER, on=ActionItem.incident == key_of(Incident))
        .join(hit, JOIN.LEFT_OUTER, on=Incident.client == hit.id)
        .where(ActionItem.trashed_at.is_null() & lost.trashed_at.is_null() & hit.trashed_at.is_null())
        .where(PostMortem.trashed_at.is_null() & Loss.trashed_at.is_null() & Incident.trashed_at.is_null())
    )  # fmt: skip
    found = []
    for number, text, state, due, check, effect, loss, incident, one, other in journal.tuples(query):
        client = one or other or ""
        if state is ActionState.OPEN:
            found.append(WaitingAction(ActionWait.DO, number, text, due, loss, incident, client))
        elif state is ActionState.DONE and effect is None and check is not None and check <= today:
            found.append(WaitingAction(ActionWait.CHECK, number, text, check, loss, incident, client))
    return sorted(found, key=lambda one: (one.due or date.max, one.action_id))
