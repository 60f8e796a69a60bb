"""What the light and the nine o'clock list keep."""

from __future__ import annotations

from peewee import IntegerField, TextField

from retention_journal.core.days_off import DayOffKind
from retention_journal.core.events import EventKind, LinkKind
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Light
from retention_journal.storage.fields import Day, Flag, Json, TermField, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.firm import Client, Contact


class Setting(Table):
    """A setting that belongs to the journal, since answers depend on it: thresholds, hours, holidays."""

    name = TextField(unique=True)
    value = Json()


class ClientEvent(Table):
    """Something that happened at a client, or that they said of you."""

    client = reference(Client)
    kind = TermField(EventKind)
    happened_on = Day()
    note = Text(default="")
    settled_on = Day(null=True)  # talked about, or no longer so


class ContactLink(Table):
    """Two persons who know each other, whichever client they are with."""

    contact_a = reference(Contact)
    contact_b = reference(Contact)
    kind = TermField(LinkKind, default=LinkKind.SAME_NETWORK)
    note = Text(default="")


class LightOverride(Table):
    """The person's own judgement of a client's light, with a reason and an end."""

    client = reference(Client)
    light = TermField(Light)
    facts = TermField(Light)  # what the facts said on that day
    reason = Text()
    set_on = Day()
    until = Day()  # last day it holds
    ended_on = Day(null=True)  # taken back on this day


class Snooze(Table):
    """A client who is not to be called for a while."""

    client = reference(Client)
    reason = Text()
    set_on = Day()
    until = Day()  # last day without a call


class PlannedCall(Table):
    """A call set by hand, or one the client asked for."""

    client = reference(Client)
    due_at = WallTime()  # 00:00 where only a day was named
    why = Text(default="")
    planned_on = Day()
    asked_by_client = Flag(default=False)
    done_on = Day(null=True)


class DayOff(Table):
    """Days you do not work though the calendar says so, or the other way round."""

    first_on = Day()
    last_on = Day()
    kind = TermField(DayOffKind, default=DayOffKind.LEAVE)
    note = Text(default="")


class HealthSnapshot(Table):
    """A client's light from a day on, until the next snapshot; added to, never changed."""

    client_uid = TextField()  # no reference: see migrations/m0002_light.py
    day = Day()
    light = TermField(Light)  # what the facts say
    reasons = Json(default=list)
    override = TermField(Light, null=True)
    override_reason = Text(default="")
    override_until = Day(null=True)


class CallListEntry(Table):
    """A place on the nine o'clock list of one morning."""

    day = Day()
    client_uid = TextField()
    position = IntegerField()
    lane = TermField(Lane)
    rolled_from = Day(null=True)  # the first morning it stood there without a call
