"""What is done about what was learnt: actions, and what one watches for with a client."""

from __future__ import annotations

from peewee import IntegerField

from retention_journal.core.incidents import CauseKind
from retention_journal.core.lessons import ActionKind, ActionState, Effect, WatchState
from retention_journal.storage.fields import Day, TermField, Text
from retention_journal.storage.ledgers.agreed import Engagement
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.firm import Client
from retention_journal.storage.ledgers.incidents import Incident
from retention_journal.storage.ledgers.learnt import PostMortem


class ActionItem(Table):
    """One bounded thing to do after a loss or an incident: verb first, with what shows that it is done."""

    post_mortem = reference(PostMortem, null=True)
    incident = reference(Incident, null=True)
    position = IntegerField(default=0)
    text = Text()
    done_when = Text(default="")
    kind = TermField(ActionKind, default=ActionKind.PREVENT)
    cause_kind = TermField(CauseKind, null=True)  # the cause it works against
    due_on = Day(null=True)
    state = TermField(ActionState, default=ActionState.OPEN)
    done_on = Day(null=True)
    drop_reason = Text(default="")
    effect_check_on = Day(null=True)
    effect = TermField(Effect, null=True)
    effect_note = Text(default="")


class WatchPoint(Table):
    """A way in which this client might leave, thought of beforehand, and what one would see first."""

    client = reference(Client)
    engagement = reference(Engagement, null=True, on_delete="SET NULL")
    text = Text()
    sign = Text(default="")
    signal = Text(default="")  # the id of the light's signal that would show it
    written_on = Day()
    state = TermField(WatchState, default=WatchState.WATCHING)
    seen_on = Day(null=True)
    note = Text(default="")
