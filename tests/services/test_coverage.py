from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from retention_journal.core.evidence import EvidenceFacts, Kept, evidence
from retention_journal.core.kpis import AgreedHow, AgreementStatus
from retention_journal.core.promises import PromiseState
from retention_journal.services.coverage import coverage
from retention_journal.storage.tables import KpiAgreement, KpiLine, Measurement, TimeEntry
from tests.builders import NOON, TODAY, a_call, a_client, a_promise

FULL = EvidenceFacts(TODAY, talks=1, delivered=2, dated=2, minutes=95, goals=3, measured=3)
AGREEMENT, TALKS, PROMISES, RESULTS, HOURS = range(5)


def test_a_full_journal_keeps_every_ledger_well():
    told = evidence(FULL, TODAY)
    assert [one.kept for one in told] == [Kept.WELL] * 5
    assert told[HOURS].text == "1.6 hours in three months."


def test_an_empty_one_keeps_none():
    assert [one.kept for one in evidence(EvidenceFacts(), TODAY)] == [Kept.NOT] * 5


@pytest.mark.parametrize(
    ("days", "kept"), [(0, Kept.WELL), (364, Kept.WELL), (365, Kept.THINLY), (900, Kept.THINLY)]
)
def test_an_agreement_grows_thin_after_a_year(days, kept):
    facts = EvidenceFacts(TODAY - timedelta(days))
    assert evidence(facts, TODAY)[AGREEMENT].kept is kept


@pytest.mark.parametrize(
    ("facts", "at", "kept", "text"),
    [
        (EvidenceFacts(delivered=3, dated=2), PROMISES, Kept.THINLY, "2 of 3 promises kept have their date."),
        (EvidenceFacts(delivered=1, dated=1), PROMISES, Kept.WELL, "1 of 1 promise kept has its date."),
        (EvidenceFacts(goals=4, measured=1), RESULTS, Kept.THINLY, "1 of 4 goals have their newest number."),
        (EvidenceFacts(goals=4), RESULTS, Kept.NOT, "No goal has a number yet."),
        (EvidenceFacts(minutes=0), HOURS, Kept.THINLY, "No hours in three months."),
    ],
)
def test_what_is_half_kept_is_told_with_its_numbers(facts, at, kept, text):
    told = evidence(facts, TODAY)[at]
    assert (told.kept, told.text) == (kept, text)


def test_it_grows_with_what_is_written_down_and_nobody_elses_counts(journal):
    ada, other = a_client(journal), a_client(journal, "Other")
    assert {one.kept for one in coverage(journal, ada, TODAY)} == {Kept.NOT}
    for client in (ada, other):
        a_call(journal, client, NOON - timedelta(days=90))
        a_call(journal, client, NOON - timedelta(days=91))
        a_promise(journal, client, state=PromiseState.KEPT, delivered_at=NOON - timedelta(days=10))
        a_promise(journal, client, state=PromiseState.KEPT, date_unknown=True)
        a_promise(journal, client)
        with journal.change("Fill") as change:
            agreed = change.insert(
                KpiAgreement, client=client, version=1, status=AgreementStatus.AGREED,
                agreed_on=date(2026, 1, 2), agreed_how=AgreedHow.CALL, valid_from=date(2026, 1, 2),
            )  # fmt: skip
            for key in ("visits", "forms"):
                change.insert(
                    KpiLine, agreement=agreed, line_key=f"{client}-{key}", name=key, target=Decimal(4)
                )
            change.insert(
                Measurement, client=client, line_key=f"{client}-visits", period_start=date(2026, 2, 1),
                period_end=date(2026, 2, 28), value=Decimal(5),
            )  # fmt: skip
            change.insert(TimeEntry, client=client, worked_on=TODAY - timedelta(days=3), minutes=150)
            change.insert(TimeEntry, client=client, worked_on=TODAY - timedelta(days=300), minutes=600)
    assert [one.text for one in coverage(journal, ada, TODAY)] == [
        "An agreement, last confirmed 2 January 2026.",
        "1 talk in three months.",
        "1 of 2 promises kept have their date.",
        "1 of 2 goals have their newest number.",
        "2.5 hours in three months.",
    ]


def test_what_lies_ahead_is_no_evidence_yet(journal):
    ada = a_client(journal)
    a_call(journal, ada, datetime.combine(TODAY + timedelta(days=1), NOON.time()))
    with journal.change("Fill") as change:
        change.insert(TimeEntry, client=ada, worked_on=TODAY + timedelta(days=1), minutes=150)
    assert {one.kept for one in coverage(journal, ada, TODAY)} == {Kept.NOT}
