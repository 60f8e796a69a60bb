"""What bringing a file in does beside the window: looking, reading all of it, and planning what to write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from retention_journal.core.broken_letters import Suspicion
from retention_journal.core.incoming import ContactRow, Incoming
from retention_journal.core.progress import Progress
from retention_journal.importers.intake import read_incoming
from retention_journal.importers.invoices import InvoiceLook, InvoiceWays, invoice_look
from retention_journal.importers.letters import letters_in, with_letters_mended
from retention_journal.importers.recognise import Source
from retention_journal.services.clients import ClientName, client_names
from retention_journal.services.transfer.batches import NO_FILE, FileFacts, file_facts
from retention_journal.services.transfer.hours_known import NamedClient
from retention_journal.services.transfer.intake_clients import People, clients_in, rows_of
from retention_journal.services.transfer.intake_plan import IntakePlan, plan_intake
from retention_journal.services.transfer.intake_ways import IntakeWays
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class Counts:
    """How many rows of a file there is something to say of, beside those that name a client.

    Attributes:
        by_address: Whose client is told by the e-mail addresses in them.
        unnamed: That tell of no client at all, though they could come in for one.
        planned: That are still to come, with people of a client.
        by_title: Of which only the title names a client.
    """

    by_address: int = 0
    unnamed: int = 0
    planned: int = 0
    by_title: int = 0


@dataclass(frozen=True)
class Read:
    """What a file held, and whom it speaks of."""

    incoming: Incoming
    letters: Suspicion | None
    named: list[NamedClient]
    counts: Counts
    clients: list[ClientName]
    file: FileFacts


@dataclass(frozen=True)
class LookAs:
    """The look at a table that is read as was chosen, on a thread of its own."""

    path: Path
    ways: InvoiceWays

    def __call__(self, progress: Progress) -> InvoiceLook:
        return invoice_look(self.path, progress, self.ways)


def as_found(ways: InvoiceWays) -> InvoiceWays:
    """Return what was chosen for a table but how it is read, which is found out."""
    return replace(ways, encoding="", delimiter="", sheet="", header_row=None)


def reads_otherwise(ways: InvoiceWays, look: InvoiceLook) -> bool:
    """Say whether what was chosen for such tables reads this one in another way than was found out."""
    table = look.first.table
    if table.sheets:
        return ways.sheet in table.sheets and ways.sheet != table.format.sheet
    pairs = ((ways.encoding, table.format.encoding), (ways.delimiter, table.format.delimiter))
    return any(said and said != found for said, found in pairs)


def read_and_name(
    path: Path,
    kind: Source,
    ways: Any,
    journal: Path,
    today: date,
    mend: frozenset[str] | None,
    progress: Progress,
) -> Read:
    """Read all of a file and find whom it speaks of, on a thread of its own."""
    incoming = read_incoming(path, kind, ways, today=today, progress=progress)
    letters = letters_in(incoming) if mend is None else None
    if mend:
        incoming = with_letters_mended(incoming, mend)
    facts = file_facts(path) if path.exists() else NO_FILE
    with JournalReader.open(journal) as reader:
        counts = _counted(People.of(reader, incoming), incoming)
        return Read(incoming, letters, clients_in(reader, incoming), counts, client_names(reader), facts)


def _counted(people: People, incoming: Incoming) -> Counts:
    nameless = [row for row in rows_of(incoming) if not row.whose.name or row.whose.is_only_known]
    known = [people.found(row.whose) is not None or people.addressed(row.whose) for row in nameless]
    strange = [row for row, is_known in zip(nameless, known, strict=True) if not is_known]
    meetings = [row for row in strange if isinstance(row, ContactRow) and row.title_match]
    return Counts(
        by_address=len(nameless) - len(strange),
        unnamed=sum(not row.whose.is_only_known for row in strange),
        planned=sum(
            row.is_planned and bool(people.addressed(row.whose) or people.named_in(row.title_match))
            for row in incoming.contacts
        ),
        by_title=sum(len(people.named_in(row.title_match)) == 1 for row in meetings),
    )


def plan_as(
    incoming: Incoming, journal: Path, ways: IntakeWays, now: datetime, progress: Progress
) -> IntakePlan:
    """Find what would happen to each row, on a thread of its own."""
    with JournalReader.open(journal) as reader:
        return plan_intake(reader, incoming, ways, now=now, progress=progress)
