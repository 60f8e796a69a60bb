"""The sample's own firm, its clients and their people."""

from __future__ import annotations

from datetime import date, timedelta

from retention_journal.core.names import sort_key
from retention_journal.services.sample_firm.cast import Firm, Person
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import Business, Client, Contact, ContactRole

_LANGUAGE = "nb"
_ZONES = {"nb": "Europe/Oslo", "sv": "Europe/Stockholm", "en": "Europe/London"}


def write_business(drafts: Drafts) -> None:
    """Write the firm that keeps the journal."""
    drafts.add(
        Business,
        name="Solheim Synlighet",
        person="Ingrid Solheim",
        email="ingrid@solheim.example",
        tel="+47 12 34 56 00",
        address="Strandgaten 00\n5000 Bergen",
        brand_colour="#17494D",
        currency="NOK",
        language=_LANGUAGE,
        is_sample=True,
    )


def write_firm(drafts: Drafts, firm: Firm) -> Told:
    """Write a client with its people."""
    ending = firm.ending
    gone = firm.gap is None and ending is not None and ending.ended is not None
    ended_on = drafts.day(ending.ended) if gone and ending and ending.ended is not None else None
    client = drafts.add(
        Client,
        name=firm.name,
        sort_key=sort_key(firm.name, _LANGUAGE),
        status=firm.status,
        tier=firm.tier,
        engagement_type=firm.engagement,
        start_date=drafts.day(firm.since),
        end_date=ended_on,
        source=firm.source,
        language=firm.language,
        timezone=_ZONES[firm.language],
        locality=firm.locality,
        ideal_interval_days=firm.ideal,
        max_interval_days=firm.longest,
        buying_motive=firm.motive,
        is_ambassador=firm.ambassador,
        report_rhythm=firm.reports,
        notes=firm.notes,
    )
    people = [_write_person(drafts, person, firm.language) for person in firm.people]
    for number, person in enumerate(firm.people):
        _write_role(drafts, firm, client, people, number, person)
    return Told(firm, client, people)


def _write_person(drafts: Drafts, person: Person, language: str) -> int:
    birthday = date(*person.born) if person.born else None
    return drafts.add(
        Contact,
        given_name=person.given,
        family_name=person.family,
        display_name=person.name,
        email=person.email,
        tel=person.phone,
        preferred_channel=person.channel,
        call_window=person.call_window,
        language=language,
        facts=person.facts,
        birthday=birthday,
    )


def _write_role(
    drafts: Drafts, firm: Firm, client: int, people: list[int], number: int, person: Person
) -> None:
    valid_from = drafts.day(firm.since if person.since is None else person.since)
    left = None if person.left is None else max(drafts.day(person.left), valid_from + timedelta(days=1))
    successor = None if person.successor is None else people[person.successor]
    took_over = any(other.successor == number for other in firm.people)
    drafts.add(
        ContactRole,
        client=client,
        contact=people[number],
        title=person.title,
        role=person.role,
        is_primary=number == 0 or (took_over and firm.people[0].left is not None),
        valid_from=valid_from,
        valid_to=left,
        end_reason=person.end_reason,
        successor=successor,
    )
