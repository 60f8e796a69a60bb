"""The one-page agreement for two signatures: what it says, and what its file is called."""

from __future__ import annotations

from datetime import date

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.agreed_page import AgreedPage, Scope
from retention_journal.core.agreement import AgreementEntry
from retention_journal.core.errors import NotFoundError
from retention_journal.core.kpis import AgreementStatus
from retention_journal.i18n import _
from retention_journal.services.agreement_text import agreed_goals, scope_of
from retention_journal.services.business import own_business
from retention_journal.services.clients import client_entry
from retention_journal.services.expectation_items import expectations
from retention_journal.services.kpis import Agreement, agreements, in_force
from retention_journal.services.people import people
from retention_journal.services.report_facts import issuer
from retention_journal.services.report_files import fit_name
from retention_journal.storage.journal import JournalReader


def held_page(journal: JournalReader, client_id: int, today: date) -> AgreedPage:
    """Return the agreement that holds on ``today`` as a page; a proposal where there is only a draft.

    Raises:
        NotFoundError: The client is not in the journal, or nothing is agreed and nothing proposed.
    """
    history = agreements(journal, client_id)
    drafts = (old for old in history if old.status is AgreementStatus.DRAFT)
    shown = in_force(history, today) or next(drafts, None)
    if shown is None:
        raise NotFoundError(_("Nothing is agreed with this client."))
    scope = scope_of(expectations(journal, client_id))
    return _page(journal, client_id, shown.version, _entry(shown), scope, shown.agreed_by_name, today)


def page_of(
    journal: JournalReader, client_id: int, entry: AgreementEntry, scope: Scope, *, today: date
) -> AgreedPage:
    """Return what a form says as a page, as the version it would become.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    old = (one.version for one in agreements(journal, client_id) if one.is_binding)
    found = people(journal, client_id, today)
    person = next((who.display_name for who in found if who.contact_id == entry.agreed_by), "")
    return _page(journal, client_id, max(old, default=0) + 1, entry, scope, person, today)


def file_name(page: AgreedPage) -> str:
    """Return what the file of an agreement is called, in the client's language."""
    _ = i18n.texts_in(page.language).gettext
    day = (page.agreed_on or page.printed_on).isoformat()
    if page.agreed_on is None:
        return fit_name(_("{client} – Proposal {day}"), page.client, day=day)
    return fit_name(_("{client} – Agreement {day}"), page.client, day=day)


def heading(page: AgreedPage) -> str:
    """Return the line under the client's name: which version, agreed when and how."""
    texts = i18n.texts_in(page.language)
    _ = texts.gettext
    if page.agreed_on is None:
        return _("Proposal, version {version}, {day}").format(
            version=page.version, day=formats.day(page.printed_on, page.language)
        )
    how = page.agreed_how.label_in(texts) if page.agreed_how else ""
    told = _("Agreement, version {version}, {day}").format(
        version=page.version, day=formats.day(page.agreed_on, page.language)
    )
    return ", ".join(part for part in (told, page.person, how) if part)


def _entry(agreement: Agreement) -> AgreementEntry:
    return AgreementEntry(
        agreement.lines,
        agreed_on=agreement.agreed_on if agreement.is_binding else None,
        agreed_by=agreement.agreed_by,
        agreed_how=agreement.agreed_how,
        client_words=agreement.client_words,
        review_on=agreement.review_on,
        good_result=agreement.good_result,
    )


def _page(
    journal: JournalReader,
    client_id: int,
    version: int,
    entry: AgreementEntry,
    scope: Scope,
    person: str,
    today: date,
) -> AgreedPage:
    client = client_entry(journal, client_id)
    language = i18n.nearest(client.language or own_business(journal).language)
    return AgreedPage(
        client=client.name,
        issuer=issuer(journal),
        person=person,
        version=version,
        agreed_on=entry.agreed_on,
        agreed_how=entry.agreed_how,
        printed_on=today,
        client_words=entry.client_words,
        good_result=entry.good_result or "",
        goals=agreed_goals(entry.lines, language),
        scope=scope,
        review_on=entry.review_on,
        language=language,
    )
