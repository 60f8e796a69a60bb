"""What is asked about a file before it is read: a step for each kind that has something to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from retention_journal.core.progress import Progress
from retention_journal.importers.ics import ics_look
from retention_journal.importers.intake import ways_of
from retention_journal.importers.invoices import InvoiceWays, invoice_look
from retention_journal.importers.mail_look import mail_look
from retention_journal.importers.recognise import Source
from retention_journal.importers.trello import trello_look
from retention_journal.services.business import own_business
from retention_journal.services.own_addresses import own_addresses
from retention_journal.services.transfer.intake_clients import known_addresses
from retention_journal.services.transfer.sources import remembered
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.dialogs.import_calendar_step import CalendarStep
from retention_journal.ui.dialogs.import_invoices_step import InvoicesStep
from retention_journal.ui.dialogs.import_mail_step import MailStep
from retention_journal.ui.dialogs.import_trello_step import TrelloStep


@dataclass(frozen=True)
class Asked:
    """What is asked about files of a kind.

    Attributes:
        look: A first look at the file, on a thread of its own.
        step: Makes the step; it has ``show_look(name, look, ways)`` and ``ways()``.
        place: What files of the same place have in common, by the look.
    """

    look: Callable[[Path, Progress], Any]
    step: Callable[[Callable[[], date]], QWidget]
    place: Callable[[Any], str]


_INVOICES = Asked(invoice_look, lambda _today: InvoicesStep(), lambda look: str(look.fingerprint))

ASKED: Mapping[Source, Asked] = {
    Source.TRELLO: Asked(trello_look, lambda _today: TrelloStep(), lambda look: str(look.board_id)),
    Source.MAIL: Asked(mail_look, MailStep, lambda _look: ""),
    Source.ICS: Asked(ics_look, lambda _today: CalendarStep(), lambda _look: ""),
    Source.FRESHBOOKS: _INVOICES,
    Source.CSV: _INVOICES,
    Source.XLSX: _INVOICES,
}
#: The kinds by whose files it matters which addresses are the person's own.
BY_ADDRESS = frozenset({Source.MAIL, Source.ICS})


def usual_for(journal: JournalReader, kind: Source, fingerprint: str) -> Any:
    """Return what was chosen for files of this place before, else what is usual."""
    ways = ways_of(kind, remembered(journal, kind.value, fingerprint) or {})
    if kind in BY_ADDRESS:
        ways = replace(ways, own_addresses=own_addresses(journal))
    if isinstance(ways, InvoiceWays):  # the headings of the next file may stand in another row
        ways = replace(ways, header_row=None, currency=ways.currency or own_business(journal).currency)
    return ways


def with_what_is_known(journal: JournalReader, kind: Source, ways: Any) -> Any:
    """Return what was chosen with what the journal knows itself: whose mail is worth reading."""
    return replace(ways, only_addresses=known_addresses(journal)) if kind is Source.MAIL else ways
