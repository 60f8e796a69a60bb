"""What the light and the nine o'clock list of the sample know besides: events, judgements, calls, links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from retention_journal.core.events import LinkKind
from retention_journal.services.sample_firm.drafts import COUNTRY, Drafts, moment
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import (
    ClientEvent,
    ContactLink,
    LightOverride,
    PlannedCall,
    Setting,
    Snooze,
)

#: Who knows whom, by name, and where from.
_LINKS = (
    ("Tor Rognan", "Jonas Sæther", LinkKind.FRIEND, "Har spilt fotball sammen siden barneskolen."),
    ("Kristin Haugen", "Ragnhild Vik", LinkKind.REFERRED, "Kristin ba Ragnhild ringe."),
    ("Alice Wren", "Nell Ashdown", LinkKind.REFERRED, "Shops next to each other."),
    ("Alice Wren", "Tom Hale", LinkKind.REFERRED, "Did the flowers for Tom’s daughter."),
    ("Maja Öberg", "Elsa Lindqvist", LinkKind.REFERRED, "Maja inredde ett av Elsas hus."),
    ("Maja Öberg", "Petra Wikström", LinkKind.SAME_NETWORK, "Samma mässa varje vår."),
    ("Olav Tveit", "Magnhild Lofthus", LinkKind.FAMILY, "Søskenbarn."),
    ("Hanne Granlund", "Silje Aas", LinkKind.SAME_NETWORK, "Sender kunder til hverandre."),
)


def write_settings(drafts: Drafts) -> None:
    """Write how the firm's mornings are."""
    nine = {"at": "09:00", "capacity": 4, "weekdays": [0, 1, 2, 3, 4], "country": COUNTRY}
    drafts.add(Setting, name="nine_oclock", value=nine)


def write(drafts: Drafts, told: Told) -> None:
    """Write what a firm's story has for the light and the list."""
    _write_events(drafts, told)
    _write_judgement(drafts, told)
    for call in told.firm.calls_set:
        drafts.add(
            PlannedCall,
            client=told.client,
            due_at=moment(drafts.next_worked(call.due), call.at),
            why=call.why,
            planned_on=drafts.working_day(-call.planned),
            asked_by_client=call.asked_by_client,
        )


def _write_events(drafts: Drafts, told: Told) -> None:
    for event in sorted(told.firm.events, key=lambda event: -event.days):
        drafts.add(
            ClientEvent,
            client=told.client,
            kind=event.kind,
            happened_on=drafts.day(event.days),
            note=event.note,
            settled_on=None if event.settled is None else drafts.day(event.settled),
        )


def _write_judgement(drafts: Drafts, told: Told) -> None:
    own, alone = told.firm.judgement, told.firm.left_alone
    if own:
        drafts.add(
            LightOverride,
            client=told.client,
            light=own.light,
            facts=own.facts,
            reason=own.reason,
            set_on=drafts.day(own.days),
            until=drafts.today + timedelta(days=own.until_in),
        )
    if alone:
        drafts.add(
            Snooze,
            client=told.client,
            reason=alone.reason,
            set_on=drafts.day(alone.days),
            until=drafts.today + timedelta(days=alone.until_in),
        )


def write_links(drafts: Drafts, everyone: Iterable[Told]) -> None:
    """Write who knows whom."""
    numbers = {
        person.name: number
        for told in everyone
        for person, number in zip(told.firm.people, told.people, strict=True)
    }
    for here, there, kind, note in _LINKS:
        drafts.add(
            ContactLink, contact_a=numbers[here], contact_b=numbers[there], kind=kind, note=note
        )  # fmt: skip
