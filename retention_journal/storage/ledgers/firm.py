"""One's own firm, its clients and their people."""

from __future__ import annotations

from peewee import IntegerField, TextField

from retention_journal.core.clients import BuyingMotive, EngagementType, ReportRhythm, Role, Status, Tier
from retention_journal.core.contacts import Channel
from retention_journal.core.report_look import Paper, Typeface
from retention_journal.storage.fields import Blob, Day, Flag, Json, TermField, Text, WallTime
from retention_journal.storage.ledgers.base import Table, reference


class Business(Table):
    """The freelancer's own firm: one row, travels with the journal."""

    name = Text(default="")
    person = Text(default="")
    email = Text(default="")
    tel = Text(default="")
    address = Text(default="")
    brand_colour = Text(default="#17494D")
    logo = Blob(null=True)
    currency = Text(default="EUR")  # ISO 4217
    language = Text(default="en")  # BCP 47, of reports where the client has none
    is_sample = Flag(default=False)
    year_start_month = IntegerField(default=1)  # of the business year, 1 to 12
    website = Text(default="")
    org_number = Text(default="")  # of the firm, as the register writes it
    typeface = TermField(Typeface, default=Typeface.INTER)
    paper = TermField(Paper, default=Paper.A4)
    parts_off = Json(default=list)  # parts that no report has unless asked for


class Client(Table):
    """A client organisation. Last contact, next contact and tenure are derived, never stored."""

    name = Text()
    sort_key = TextField(default="")
    status = TermField(Status, default=Status.ACTIVE)
    tier = TermField(Tier, default=Tier.B)
    engagement_type = TermField(EngagementType, default=EngagementType.RETAINER)
    start_date = Day(null=True)
    end_date = Day(null=True)
    source = Text(default="")
    language = Text(default="")  # BCP 47; empty takes the business's
    timezone = Text(default="")  # IANA name
    locality = Text(default="")  # vCard ADR: the town
    ideal_interval_days = IntegerField(null=True)
    max_interval_days = IntegerField(null=True)
    buying_motive = TermField(BuyingMotive, default=BuyingMotive.UNKNOWN)
    is_ambassador = Flag(default=False)
    report_rhythm = TermField(ReportRhythm, default=ReportRhythm.MONTHLY)
    notes = Text(default="")
    archived_at = WallTime(null=True)
    answer_within_hours = IntegerField(null=True)  # a thorough answer to a complaint; NULL: as with all


class Contact(Table):
    """A person. Field names follow vCard 4 (RFC 6350)."""

    given_name = Text(default="")
    family_name = Text(default="")
    display_name = Text()
    email = Text(default="")
    tel = Text(default="")
    preferred_channel = TermField(Channel, null=True)
    call_window = Text(default="")
    language = Text(default="")
    do_not_call = Flag(default=False)
    facts = Text(default="")
    birthday = Day(null=True)


class ContactRole(Table):
    """What a person does at a client, from when to when; ended, not deleted."""

    client = reference(Client)
    contact = reference(Contact)
    title = Text(default="")
    role = TermField(Role, default=Role.OTHER)
    is_primary = Flag(default=False)
    valid_from = Day(null=True)
    valid_to = Day(null=True)
    end_reason = Text(default="")
    successor = reference(Contact, null=True, on_delete="SET NULL")
