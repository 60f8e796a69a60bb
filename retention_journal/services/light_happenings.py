"""How events, and the turns of a light, are told on a client's timeline."""

from __future__ import annotations

from datetime import datetime

from peewee import Query

from retention_journal.core import formats
from retention_journal.core.timeline import EntryKind, TimelineEntry, light_before, light_turned
from retention_journal.i18n import _
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import ClientEvent, HealthSnapshot, key_of

#: The records to tell, each with its moment.
Moments = dict[int, datetime]


def events(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    """Tell what happened at the client, or what they said, and when you talked about it."""
    query = ClientEvent.select(
        key_of(ClientEvent), ClientEvent.kind, ClientEvent.note, ClientEvent.settled_on
    ).where(key_of(ClientEvent).in_(list(moments)))
    return [
        TimelineEntry(
            EntryKind.EVENT,
            "client_event",
            record,
            moments[record],
            False,
            kind.label,
            aside=_("talked about {day}").format(day=formats.day_of_month(settled)) if settled else "",
            detail=note,
        )
        for record, kind, note, settled in journal.tuples(query)
    ]


def turns(journal: JournalReader, moments: Moments) -> list[TimelineEntry]:
    """Tell how a light turned, with the reasons in the words of that day and the judgement where one was."""
    before = HealthSnapshot.alias("before")
    query = (
        HealthSnapshot.select(
            key_of(HealthSnapshot), HealthSnapshot.light, HealthSnapshot.override,
            HealthSnapshot.override_reason, HealthSnapshot.reasons, before.light, before.override,
        )
        .join(before, on=(before.id == _note_before()))
        .where(key_of(HealthSnapshot).in_(list(moments)))
    )  # fmt: skip
    entries = []
    for record, light, override, why, reasons, light_was, override_was in journal.tuples(query):
        judged = _("Your own judgement: {reason}").format(reason=why) if override else ""
        entries.append(
            TimelineEntry(
                EntryKind.LIGHT,
                "health_snapshot",
                record,
                moments[record],
                False,
                light_turned(override or light),
                aside=light_before(override_was or light_was),
                detail="\n".join(filter(None, (judged, *(reason["text"] for reason in reasons)))),
                light=override or light,
            )
        )
    return entries


def _note_before() -> Query:
    earlier = HealthSnapshot.alias("earlier")
    return (
        earlier.select(earlier.id)
        .where(
            (earlier.client_uid == HealthSnapshot.client_uid)
            & (earlier.day < HealthSnapshot.day)
            & earlier.trashed_at.is_null()
        )
        .order_by(earlier.day.desc())
        .limit(1)
    )
