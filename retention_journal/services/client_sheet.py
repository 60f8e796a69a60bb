"""What stands beside a client's page: what comes next, the people, what was agreed, what is good to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retention_journal.core.clients import LIVING
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import (
    period_within,
)
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report_rhythm import last_period, ship_by
from retention_journal.core.terms import Term
from retention_journal.core.working_days import WorkingDays
from retention_journal.i18n import N_, _
from retention_journal.services.clients import ClientEntry, client_entry
from retention_journal.services.kept_reports import ReportRow, reports
from retention_journal.services.kpis import current_agreement
from retention_journal.services.own_rules import working_days_of
from retention_journal.services.people import Person, first_name, people
from retention_journal.services.portfolio import ClientFacts, client_facts
from retention_journal.services.promises import PromiseRow, client_promises
from retention_journal.storage.journal import JournalReader

_SENT = frozenset({ReportState.ISSUED, ReportState.ACKNOWLEDGED})


class NextKind(Term):
    """What comes next."""

    TALK = "talk", N_("Talk")
    PROMISE = "promise", N_("Promise")
    THEIR_PROMISE = "their_promise", N_("They promised")
    REPORT = "report", N_("Report")


@dataclass(frozen=True)
class NextThing:
    """Something that comes next; ``due`` None has no date, ``record_id`` 0 has no record."""

    kind: NextKind
    text: str
    due: date | None
    record_id: int = 0


@dataclass(frozen=True)
class ClientSheet:
    """A client with everything its page shows beside the timeline.

    Attributes:
        matters: What matters most to the client, in their words; "" where nobody asked.
        matters_to: First name of who said so, or "".
        goals: How many goals and expectations are agreed.
        open_promises: Open ones of both sides.
        reports: Reports that were sent.
    """

    facts: ClientFacts
    entry: ClientEntry
    next: tuple[NextThing, ...]
    people: tuple[Person, ...]
    former: tuple[Person, ...]
    matters: str
    matters_to: str
    goals: int
    open_promises: int
    reports: int


def client_sheet(journal: JournalReader, client_id: int, today: date) -> ClientSheet:
    """Return a client's page as of ``today``.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    facts = client_facts(journal, client_id, today)
    entry = client_entry(journal, client_id)
    everyone = people(journal, client_id, today)
    agreement = current_agreement(journal, client_id, today)
    promised = client_promises(journal, client_id).open
    sent = [report for report in reports(journal, client_id) if report.state in _SENT]
    said_by = first_name(agreement.agreed_by_name) if agreement else ""
    return ClientSheet(
        facts=facts,
        entry=entry,
        next=_next(facts, entry, promised, sent, today, working_days_of(journal, today)),
        people=tuple(person for person in everyone if person.is_current),
        former=tuple(person for person in everyone if not person.is_current),
        matters=agreement.client_words if agreement else "",
        matters_to=said_by or first_name(facts.primary_contact),
        goals=len(agreement.lines) if agreement else 0,
        open_promises=len(promised),
        reports=len(sent),
    )


def _next(
    facts: ClientFacts,
    entry: ClientEntry,
    promised: Iterable[PromiseRow],
    sent: Iterable[ReportRow],
    today: date,
    working: WorkingDays,
) -> tuple[NextThing, ...]:
    """Return what comes next, what is due first at the top and what has no date at the end."""
    things = [
        NextThing(
            NextKind.PROMISE if row.direction is PromiseDirection.OURS else NextKind.THEIR_PROMISE,
            row.text,
            row.due_on,
            row.promise_id,
        )
        for row in promised
    ]
    if facts.status in LIVING:
        talk_on = max(facts.next_contact_on or today, today)
        things.append(NextThing(NextKind.TALK, _("Next talk"), talk_on))
        period = last_period(entry.report_rhythm, today)
        is_new = period is not None and facts.start_date is not None and facts.start_date > period.last
        if period is not None and not is_new and all(report.period != period for report in sent):
            text = _("Report for {period}").format(period=period_within(period))
            things.append(NextThing(NextKind.REPORT, text, ship_by(period, facts.client_id, working)))
    return tuple(sorted(things, key=lambda thing: (thing.due is None, thing.due or today)))
