"""What looking back asks for today: planned talks, looks to re-read, actions due, effects to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from retention_journal.core.lessons import ActionState, PostMortemState
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _
from retention_journal.services.actions import waiting_actions
from retention_journal.services.firm_look_backs import is_offered
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    Client,
    ClosingConversation,
    Loss,
    PostMortem,
    key_of,
)


class Asks(Term):
    """What a line asks for, the most pressing first."""

    CLOSING = "closing", N_("Closing conversation")
    ACTION = "action", N_("To do")
    RE_READ = "re_read", N_("Read what you wrote again, then close it")
    EFFECT = "effect", N_("Did it help?")
    LOOK_AGAIN = "look_again", N_("Look at it again")
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
    """Return what waits today or longer: talks first, then what is to do; of each the longest waiting."""
    found = [*_of_losses(journal, today), *_actions(journal, today)]
    if is_offered(journal, today):
        found.append(LookBackDue(Asks.FIRM, None, _("Your firm"), today))
    return tuple(sorted(found, key=lambda one: (list(Asks).index(one.asks), one.on, one.client)))


def _of_losses(journal: JournalReader, today: date) -> Iterator[LookBackDue]:
    """Yield talks that are planned and looks to read again, of losses that are here."""
    talk, look = ClosingConversation, PostMortem
    query = (
        Loss.select(
            key_of(Client), Client.name, key_of(Loss), talk.planned_on, talk.held_on, talk.declined,
            talk.no_answer, look.state, look.reread_on, look.look_again_on, look.looked_again_on,
        )
        .join(Client, on=(Loss.client == key_of(Client)))
        .join_from(
            Loss, talk, JOIN.LEFT_OUTER, on=((talk.loss == key_of(Loss)) & talk.trashed_at.is_null())
        )
        .join_from(
            Loss, look, JOIN.LEFT_OUTER, on=((look.loss == key_of(Loss)) & look.trashed_at.is_null())
        )
        .where(Loss.trashed_at.is_null() & Client.trashed_at.is_null())
        .where((talk.planned_on <= today) | (look.reread_on <= today) | (look.look_again_on <= today))
    )  # fmt: skip
    for client, name, loss, planned, talked, declined, silent, state, reread, again, seen in journal.tuples(
        query
    ):
        if planned and planned <= today and not (talked or declined or silent):
            yield LookBackDue(Asks.CLOSING, client, name, planned, loss_id=loss)
        if state is PostMortemState.IN_REVIEW and reread and reread <= today:
            yield LookBackDue(Asks.RE_READ, client, name, reread, loss_id=loss)
        if state is PostMortemState.CLOSED and again and again <= today and (seen is None or seen < again):
            yield LookBackDue(Asks.LOOK_AGAIN, client, name, again, loss_id=loss)


def _actions(journal: JournalReader, today: date) -> Iterator[LookBackDue]:
    """Yield actions whose day has come, and those of which to ask whether they helped."""
    for row in waiting_actions(journal, today):
        is_open = row.state is ActionState.OPEN
        asks, on = (Asks.ACTION, row.entry.due_on) if is_open else (Asks.EFFECT, row.effect_check_on)
        if on is not None and on <= today:
            text = row.entry.text
            yield LookBackDue(asks, row.client_id, row.client, on, text, row.loss_id, row.incident_id)
