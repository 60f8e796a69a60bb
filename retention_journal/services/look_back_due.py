"""What looking back asks for today: planned talks, looks to re-read, actions due, effects to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from retention_journal.core.lessons import ActionState, PostMortemState
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _
from retention_journal.services.firm_look_backs import is_offered
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    ActionItem,
    Client,
    ClosingConversation,
    Incident,
    Loss,
    PostMortem,
    key_of,
)


class Asks(Term):
    """What a line asks for."""

    CLOSING = "closing", N_("Closing conversation")
    RE_READ = "re_read", N_("Read what you wrote again, then close it")
    LOOK_AGAIN = "look_again", N_("Look at it again")
    ACTION = "action", N_("To do")
    EFFECT = "effect", N_("Did it help?")
    FIRM = "firm", N_("Look back on the years so far")


@dataclass(frozen=True)
class LookBackDue:
    """One line: what is asked, of which client, and since when it waits.

    Attributes:
        text: The action; "" for the rest.
        loss_id: The loss it belongs to; None for an action of a complaint.
    """

    asks: Asks
    client_id: int | None
    client: str
    on: date
    text: str = ""
    loss_id: int | None = None
    incident_id: int | None = None


def look_back_due(journal: JournalReader, today: date) -> tuple[LookBackDue, ...]:
    """Return what waits today or longer, the longest waiting first."""
    found = [*_closings(journal, today), *_looks(journal, today), *_actions(journal, today)]
    if is_offered(journal, today):
        found.append(LookBackDue(Asks.FIRM, None, _("Your firm"), today))
    return tuple(sorted(found, key=lambda one: (one.on, list(Asks).index(one.asks), one.client)))


def _closings(journal: JournalReader, today: date) -> list[LookBackDue]:
    one = ClosingConversation
    query = (
        Loss.select(key_of(Client), Client.name, one.planned_on, key_of(Loss))
        .join(one, on=(one.loss == key_of(Loss)))
        .join(Client, on=(Loss.client == key_of(Client)))
        .where((one.planned_on <= today) & one.held_on.is_null() & ~one.declined & ~one.no_answer)
        .where(one.trashed_at.is_null() & Loss.trashed_at.is_null() & Client.trashed_at.is_null())
    )
    return [
        LookBackDue(Asks.CLOSING, client, name, on, loss_id=loss)
        for client, name, on, loss in journal.tuples(query)
    ]


def _looks(journal: JournalReader, today: date) -> list[LookBackDue]:
    one = PostMortem
    query = (
        Loss.select(
            key_of(Client), Client.name, key_of(Loss), one.state, one.reread_on, one.look_again_on
        )
        .join(one, on=(one.loss == key_of(Loss)))
        .join(Client, on=(Loss.client == key_of(Client)))
        .where(
            ((one.state == PostMortemState.IN_REVIEW) & (one.reread_on <= today))
            | (
                (one.state == PostMortemState.CLOSED)
                & (one.look_again_on <= today)
                & (one.looked_again_on.is_null() | (one.looked_again_on < one.look_again_on))
            )
        )
        .where(one.trashed_at.is_null() & Loss.trashed_at.is_null() & Client.trashed_at.is_null())
    )  # fmt: skip
    found = []
    for client, name, loss, state, reread, again in journal.tuples(query):
        is_again = state is PostMortemState.CLOSED
        asks = Asks.LOOK_AGAIN if is_again else Asks.RE_READ
        found.append(LookBackDue(asks, client, name, again if is_again else reread, loss_id=loss))
    return found


def _actions(journal: JournalReader, today: date) -> list[LookBackDue]:
    """Return actions whose day has come, of losses and complaints that are here, and effects to check."""
    lost, hit = Client.alias(), Client.alias()
    one = ActionItem
    query = (
        one.select(
            one.state, one.text, one.due_on, one.effect_check_on,
            fn.COALESCE(lost.id, hit.id), fn.COALESCE(lost.name, hit.name, ""), PostMortem.loss, one.incident,
        )
        .join(PostMortem, JOIN.LEFT_OUTER, on=(one.post_mortem == key_of(PostMortem)))
        .join(Loss, JOIN.LEFT_OUTER, on=(PostMortem.loss == key_of(Loss)))
        .join(lost, JOIN.LEFT_OUTER, on=(Loss.client == lost.id))
        .join(Incident, JOIN.LEFT_OUTER, on=(one.incident == key_of(Incident)))
        .join(hit, JOIN.LEFT_OUTER, on=(Incident.client == hit.id))
        .where(
            ((one.state == ActionState.OPEN) & (one.due_on <= today))
            | ((one.state == ActionState.DONE) & one.effect.is_null() & (one.effect_check_on <= today))
        )
        .where(one.trashed_at.is_null() & PostMortem.trashed_at.is_null() & Loss.trashed_at.is_null())
        .where(lost.trashed_at.is_null() & Incident.trashed_at.is_null() & hit.trashed_at.is_null())
    )  # fmt: skip
    return [
        LookBackDue(
            Asks.ACTION if state is ActionState.OPEN else Asks.EFFECT,
            client, name, due if state is ActionState.OPEN else check, text, loss, incident,
        )
        for state, text, due, check, client, name, loss, incident in journal.tuples(query)
    ]  # fmt: skip
