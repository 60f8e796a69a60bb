"""The page for a closing conversation: what it says of this client, and what its file is called."""

from __future__ import annotations

from datetime import date

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.closing_page import ClosingPage
from retention_journal.services.business import own_business
from retention_journal.services.clients import client_entry
from retention_journal.services.closing_card import at_hand
from retention_journal.services.report_facts import issuer
from retention_journal.services.report_files import fit_name
from retention_journal.storage.journal import JournalReader


def closing_page(
    journal: JournalReader, client_id: int, *, planned_on: date | None = None, person: str = "", today: date
) -> ClosingPage:
    """Return the page for the talk with a client, in the client's language.

    Args:
        journal: Where it is kept.
        client_id: Who leaves.
        planned_on: The day of the talk; None leaves it to be written.
        person: With whom; "" leaves it open.
        today: The day it is.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    client = client_entry(journal, client_id)
    language = i18n.nearest(client.language or own_business(journal).language)
    facts = at_hand(journal, client_id, today, language)
    return ClosingPage(client.name, issuer(journal), person, facts, planned_on, today, language)


def title(language: str) -> str:
    """Return what the page is called."""
    return i18n.texts_in(language).gettext("Closing conversation")


def heading(page: ClosingPage) -> str:
    """Return the line under the client's name: what it is, with whom and when."""
    day = formats.day(page.planned_on, page.language) if page.planned_on else ""
    return ", ".join(part for part in (title(page.language), page.person, day) if part)


def file_name(page: ClosingPage) -> str:
    """Return what the file of the page is called, in the client's language."""
    _ = i18n.texts_in(page.language).gettext
    day = (page.planned_on or page.printed_on).isoformat()
    return fit_name(_("{client} – Closing conversation {day}"), page.client, day=day)
