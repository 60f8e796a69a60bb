"""The answer to a complaint as it leaves: a text, an e-mail draft, a page; made of what was written for it.

Which words those are stands in ``core.answer_page``; what is for nobody else is not even read here.
"""

from __future__ import annotations

from datetime import datetime

from retention_journal import i18n
from retention_journal.core.answer_page import AnswerPage
from retention_journal.core.incidents import IncidentState
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.services.answer_desk import as_it_stands, language_of
from retention_journal.services.incident_steps import may_step, step
from retention_journal.services.incidents import IncidentView, incident, save_words
from retention_journal.services.people import Person, first_name, people
from retention_journal.services.report_facts import issuer
from retention_journal.services.report_files import fit_name
from retention_journal.services.report_mail import MAIL_ENDING, Mail
from retention_journal.storage.journal import Journal, JournalReader


def answer_page(
    journal: JournalReader, one: IncidentView, *, now: datetime, language: str | None = None
) -> AnswerPage:
    """Return the answer to a complaint as it would leave now, in the client's language."""
    person = _reader(journal, one, now)
    return AnswerPage(
        client=one.client_name,
        issuer=issuer(journal),
        person=first_name(person.display_name) if person else "",
        received_at=on_the_wall(one.received_at),
        answered_on=on_the_wall(one.answered_at or instant(now)).date(),
        heard=one.answer_heard,
        happened=one.answer_happened,
        got_wrong=one.got_wrong,
        doing=one.answer_doing,
        when=one.answer_when,
        language=i18n.nearest(language or language_of(journal, one.client_id)),
    )


def answer_text(page: AnswerPage) -> str:
    """Return an answer as a text to send: a greeting, what was written, and who writes."""
    parts = [page.greeting, *(words for _title, words in page.parts)]
    parts.append(page.issuer.person or page.issuer.name)
    return "\n\n".join(part for part in parts if part)


def mail_of(journal: JournalReader, one: IncidentView, *, now: datetime) -> Mail:
    """Return an answer as an e-mail to whoever complained, else to the client's first person."""
    page = answer_page(journal, one, now=now)
    person = _reader(journal, one, now)
    to, name = (person.email, person.display_name) if person else ("", "")
    return Mail(to, page.subject, answer_text(page), name=name, language=page.language)


def mail_name(one: IncidentView, page: AnswerPage) -> str:
    """Return what the file of a draft is called, in the client's language."""
    return pdf_name(one, page).removesuffix(".pdf") + MAIL_ENDING


def pdf_name(one: IncidentView, page: AnswerPage) -> str:
    """Return what the file of a printed answer is called, in the client's language."""
    say = i18n.texts_in(page.language).gettext
    return fit_name(say("{client} – Answer {day}"), one.client_name, day=page.answered_on.isoformat())


def mark_sent(journal: Journal, incident_id: int, *, now: datetime, at: datetime | None = None) -> None:
    """Note that the answer was sent, and keep the facts in it as they stood.

    Args:
        journal: Where it is kept.
        incident_id: Which complaint.
        now: The moment of noting it.
        at: When it was sent, where that was earlier.

    Raises:
        InvalidEntryError: It cannot be answered from where it stands, or the moment lies wrong.
        NotFoundError: It is not in the journal.
    """
    one = incident(journal, incident_id)
    step(
        journal, incident_id, IncidentState.ANSWERED, now=now, at=at,
        facts_chosen=as_it_stands(journal, one, now=now),
    )  # fmt: skip


def may_be_sent(one: IncidentView) -> bool:
    """Say whether a complaint waits for its answer."""
    return may_step(one, IncidentState.ANSWERED)


def save_answer(journal: Journal, incident_id: int, **words: str) -> bool:
    """Keep what was written of an answer; say whether anything was new.

    Raises:
        InvalidEntryError: A text is far too long.
        NotFoundError: It is not in the journal.
    """
    return save_words(journal, incident_id, **words)


def _reader(journal: JournalReader, one: IncidentView, now: datetime) -> Person | None:
    found = people(journal, one.client_id, on_the_wall(instant(now)).date())
    said = next((who for who in found if who.contact_id == one.reported_by), None)
    return said or next((who for who in found if who.is_current), None)
