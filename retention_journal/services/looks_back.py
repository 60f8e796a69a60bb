"""How far looking back has come, and which actions wait: to be done, or to be looked at for their effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core.lessons import ActionState, PostMortemState
from retention_journal.core.post_mortem import Step
from retention_journal.core.terms import Term
from retention_journal.i18n import N_
from retention_journal.services import actions
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import PostMortem


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
    found = []
    for row in actions.waiting_actions(journal, today):
        is_open = row.state is ActionState.OPEN
        what, due = (ActionWait.DO, row.entry.due_on) if is_open else (ActionWait.CHECK, row.effect_check_on)
        found.append(
            WaitingAction(what, row.action_id, row.entry.text, due, row.loss_id, row.incident_id, row.client)
        )
    return sorted(found, key=lambda one: (one.due or date.max, one.action_id))
