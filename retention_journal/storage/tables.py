"""The journal's tables as peewee models: vocabulary, not behaviour.

No model is ever bound to a database: whoever has no ``Journal`` in hand cannot read or write, and nothing
can happen behind one's back (lazy foreign keys, ``save()``). Build a query from the models and hand it to
``journal.rows``; write through ``journal.change``. What the columns look like in the file is said once, in
``migrations/``; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from retention_journal.storage.ledgers.agreed import (
    Engagement,
    ExpectationItem,
    IntakeQuestion,
    KpiAgreement,
    KpiLine,
    Measurement,
    Promise,
    PromiseMove,
)
from retention_journal.storage.ledgers.base import Table, reference
from retention_journal.storage.ledgers.brought_in import ExternalRef, ImportBatch, ImportItem, ImportSource
from retention_journal.storage.ledgers.contacts import CheckIn, Interaction, InteractionContact
from retention_journal.storage.ledgers.firm import Business, Client, Contact, ContactRole
from retention_journal.storage.ledgers.handling import AccountEntry, Argument, Cause, IncidentMove
from retention_journal.storage.ledgers.incidents import Incident
from retention_journal.storage.ledgers.kept_safe import Attachment, Erasure
from retention_journal.storage.ledgers.learnt import (
    CareTrial,
    ClosingConversation,
    FirmLookBack,
    Lesson,
    Loss,
    PostMortem,
    PostMortemLoss,
    Report,
    TimelineNote,
)
from retention_journal.storage.ledgers.mornings import (
    CallListEntry,
    ClientEvent,
    ContactLink,
    DayOff,
    HealthSnapshot,
    LightOverride,
    PlannedCall,
    Setting,
    Snooze,
)
from retention_journal.storage.ledgers.watched import ActionItem, WatchPoint
from retention_journal.storage.ledgers.work import CareIdea, Invoice, TimeEntry

TABLES: tuple[type[Table], ...] = (
    Business,
    Client,
    Contact,
    ContactRole,
    Incident,
    Interaction,
    InteractionContact,
    CheckIn,
    KpiAgreement,
    KpiLine,
    Measurement,
    Promise,
    Loss,
    ClosingConversation,
    PostMortem,
    Lesson,
    Report,
    Setting,
    ClientEvent,
    ContactLink,
    LightOverride,
    Snooze,
    PlannedCall,
    DayOff,
    HealthSnapshot,
    CallListEntry,
    Engagement,
    IntakeQuestion,
    ExpectationItem,
    PromiseMove,
    TimeEntry,
    Invoice,
    CareIdea,
    IncidentMove,
    Argument,
    AccountEntry,
    Cause,
    PostMortemLoss,
    TimelineNote,
    ActionItem,
    WatchPoint,
    CareTrial,
    FirmLookBack,
    ImportSource,
    ImportBatch,
    ImportItem,
    ExternalRef,
    Attachment,
    Erasure,
)

#: What is for nobody else: in no report and in no export for a client. An incident's is in no search either.
PRIVATE: dict[type[Table], frozenset[str]] = {
    PostMortem: frozenset({"private_feelings"}),
    ClosingConversation: frozenset({"own_notes"}),
    Incident: frozenset({"private_feelings", "own_load", "own_mood"}),
}

#: What the journal notes by itself about its clients, see ``Journal.note``.
NOTES: tuple[type[Table], ...] = (HealthSnapshot, CallListEntry)


def name_of(table: type[Table]) -> str:
    """Return the table's name, which is also its TYPE in scripts: "kpi_line"."""
    return str(table._meta.table_name)


def key_of(table: type[Table]) -> Any:
    """Return the table's ``id`` column, for conditions."""
    return table._meta.primary_key


__all__ = [
    "NOTES",
    "PRIVATE",
    "TABLES",
    "AccountEntry",
    "ActionItem",
    "Argument",
    "Attachment",
    "Business",
    "CallListEntry",
    "CareIdea",
    "CareTrial",
    "Cause",
    "CheckIn",
    "Client",
    "ClientEvent",
    "ClosingConversation",
    "Contact",
    "ContactLink",
    "ContactRole",
    "DayOff",
    "Engagement",
    "Erasure",
    "ExpectationItem",
    "ExternalRef",
    "FirmLookBack",
    "HealthSnapshot",
    "ImportBatch",
    "ImportItem",
    "ImportSource",
    "Incident",
    "IncidentMove",
    "IntakeQuestion",
    "Interaction",
    "InteractionContact",
    "Invoice",
    "KpiAgreement",
    "KpiLine",
    "Lesson",
    "LightOverride",
    "Loss",
    "Measurement",
    "PlannedCall",
    "PostMortem",
    "PostMortemLoss",
    "Promise",
    "PromiseMove",
    "Report",
    "Setting",
    "Snooze",
    "Table",
    "TimeEntry",
    "TimelineNote",
    "WatchPoint",
    "key_of",
    "name_of",
    "reference",
]
