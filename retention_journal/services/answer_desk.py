"""The answer desk: what the journal can show about a complaint, and what of it belongs in the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from retention_journal.core.answer_desk import (
    Choice,
    DeskFact,
    FactKind,
    bearing,
    choices,
    in_order,
    words_of,
)
from retention_journal.core.light_facts import RecordRef
from retention_journal.i18n import nearest
from retention_journal.services.business import own_business
from retention_journal.services.clients import client_entry
from retention_journal.services.desk_ask import DeskAsk
from retention_journal.services.desk_ledgers import agreement_facts, figure_facts, hours_facts, scope_facts
from retention_journal.services.desk_promises import AskedFor, promise_facts, request_facts, small_requests
from retention_journal.services.desk_talks import earlier_facts, talk_facts, touches
from retention_journal.services.incidents import IncidentView, incident, save_words
from retention_journal.services.people import first_name, people
from retention_journal.storage.journal import Journal, JournalReader

#: So many facts are proposed for an answer, which is to be short.
PROPOSED = 4


def facts(
    journal: JournalReader, one: IncidentView, *, now: datetime, language: str | None = None
) -> tuple[DeskFact, ...]:
    """Return what can be shown about a complaint, what bears on it first.

    The first few that bear on it belong in the answer until somebody decides otherwise. Once the answer was
    sent, what was in it is told as it stood then.

    Args:
        journal: Where to look.
        one: The complaint.
        now: The moment of looking.
        language: BCP 47 tag of the words; None is the program's.
    """
    ask = DeskAsk.of(journal, one, now, language)
    contacts = touches(ask)
    found = (
        *promise_facts(ask, contacts), *request_facts(ask), *agreement_facts(ask), *scope_facts(ask),
        *talk_facts(ask, contacts), *hours_facts(ask), *figure_facts(ask), *earlier_facts(ask),
    )  # fmt: skip
    said = words_of(f"{one.client_words} {one.title} {one.remedy_sought}")
    decided = choices(one.facts_chosen)
    ordered = in_order([_borne(fact, one, said) for fact in found])
    proposed = [fact.key for fact in ordered if fact.bears and fact.kind is not FactKind.EARLIER][:PROPOSED]
    seen = [_decided(fact, one, decided, is_proposed=fact.key in proposed) for fact in ordered]
    return (*seen, *_gone(found, decided, one))


def requests(journal: JournalReader, one: IncidentView, *, now: datetime) -> list[AskedFor]:
    """Return the small requests of the months before a complaint, the oldest first, for a chart."""
    return small_requests(DeskAsk.of(journal, one, now))


def choose(journal: Journal, incident_id: int, key: str, chosen: bool) -> bool:
    """Decide whether a fact belongs in the answer; say whether that was new.

    Raises:
        NotFoundError: The complaint is not in the journal.
    """
    decided = choices(incident(journal, incident_id).facts_chosen)
    decided[key] = replace(decided.get(key, Choice(key, chosen)), chosen=chosen)
    return save_words(journal, incident_id, facts_chosen=_kept(decided.values()))


def as_it_stands(journal: JournalReader, one: IncidentView, *, now: datetime) -> list[dict[str, object]]:
    """Return the choice of facts with their words in the client's language, to be kept with the answer."""
    told = facts(journal, one, now=now, language=language_of(journal, one.client_id))
    decided = choices(one.facts_chosen)
    for fact in told:
        if fact.is_chosen:
            decided[fact.key] = Choice(fact.key, True, fact.text, fact.detail)
    return _kept(decided.values())


def person_of(journal: JournalReader, one: IncidentView, *, now: datetime) -> str:
    """Return the first name of whoever complained, else of the client's first person, else the client's."""
    if one.reporter_name:
        return first_name(one.reporter_name)
    found = people(journal, one.client_id, now.date())
    person = next((who for who in found if who.is_current), None)
    return first_name(person.display_name) if person else one.client_name


def language_of(journal: JournalReader, client_id: int) -> str:
    """Return the language in which a client is answered."""
    return nearest(client_entry(journal, client_id).language or own_business(journal).language)


def _borne(fact: DeskFact, one: IncidentView, said: Mapping[str, str]) -> DeskFact:
    why, shared = bearing(fact, one.kind, said)
    return replace(fact, bearing=why, shared=shared)


def _decided(
    fact: DeskFact, one: IncidentView, decided: Mapping[str, Choice], *, is_proposed: bool
) -> DeskFact:
    choice = decided.get(fact.key)
    fact = replace(fact, is_chosen=choice.chosen if choice else is_proposed)
    if one.answered_at is not None and choice is not None and choice.chosen and choice.text:
        return replace(fact, text=choice.text, detail=choice.detail)
    return fact


def _gone(found: Iterable[DeskFact], decided: dict[str, Choice], one: IncidentView) -> list[DeskFact]:
    """Return what was in the answer, and stands in no record any more."""
    there = {fact.key for fact in found}
    return [
        DeskFact(
            choice.key, FactKind.EARLIER, choice.text, choice.detail, one.received_on,
            RecordRef("incident", one.incident_id), is_chosen=True,
        )
        for choice in decided.values()
        if choice.chosen and choice.text and choice.key not in there
    ]  # fmt: skip


def _kept(decided: Iterable[Choice]) -> list[dict[str, object]]:
    return [
        {name: value for name, value in asdict(choice).items() if value != ""}
        for choice in sorted(decided, key=lambda choice: choice.key)
    ]
