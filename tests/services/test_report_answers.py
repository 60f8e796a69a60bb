"""What a client answers to a report: in the log, beside the report, and in the next agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.kpis import AgreementStatus, ImportanceSource
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.services.contacts import contact
from retention_journal.services.issued_reports import issue
from retention_journal.services.kept_reports import reports, save_words
from retention_journal.services.kpis import agreements
from retention_journal.services.planned_calls import planned_calls
from retention_journal.services.portfolio import client_facts
from retention_journal.services.report_answers import (
    GoalsVerdict,
    ReportAnswer,
    answer,
    answer_of,
    goals_asked,
    take_into_agreement,
)
from retention_journal.services.report_words import ReportWords
from retention_journal.services.status import status_report
from retention_journal.storage.tables import Interaction, Report, key_of
from tests.services.kpi_samples import TODAY, harbour

SEPTEMBER, AUGUST = month_of(date(2025, 9, 1)), month_of(date(2025, 8, 1))
SENT = datetime(2025, 10, 14, 15, 20)  # a Tuesday
NOW = datetime(2025, 10, 16, 9, 5)
WHOLE = ReportAnswer(
    words="The damp page can wait.\nThe rest is right.",
    channel=Kind.EMAIL,
    on=date(2025, 10, 15),
    goals=GoalsVerdict.NEARLY,
    all_ok=Answer.YES,
    delivery_as_expected=Answer.YES,
    else_answer=Answer.YES,
    else_to_help="A page about surveys of flats",
)


@pytest.fixture
def client(journal):
    return harbour(journal)


def send(journal, client, period=SEPTEMBER):
    report = status_report(journal, client, period, today=SENT.date(), draft=False)
    return issue(
        journal, client, report, pdf_bytes=b"%PDF", now=SENT, reviewed_now=True, follow_up=False
    )  # fmt: skip


@pytest.fixture
def report(journal, client):
    return send(journal, client)


def contacts(journal):
    query = Interaction.select(key_of(Interaction)).where(
        (Interaction.direction == Direction.INBOUND) & Interaction.trashed_at.is_null()
    )
    return [number for (number,) in journal.tuples(query)]


def test_an_answer_is_a_contact_of_the_clients_beside_the_report(journal, client, report):
    before = journal.undo_label
    number = answer(journal, report, WHOLE, now=NOW)
    logged = contact(journal, number)
    entry = logged.entry
    assert (entry.kind, entry.direction) == (Kind.EMAIL, Direction.INBOUND)
    assert entry.occurred_at.date() == date(2025, 10, 15)
    assert entry.client_words == WHOLE.words
    assert entry.summary == (
        "Answer to the report: September 2025\nThe goals for the next period: Nearly right"
    )  # fmt: skip
    assert (entry.all_ok, entry.delivery_as_expected, entry.else_answer) == (Answer.YES,) * 3
    assert entry.else_to_help == "A page about surveys of flats"
    (row,) = reports(journal)
    assert (row.state, row.client_reply) == (ReportState.ACKNOWLEDGED, WHOLE.words)
    assert journal.value(Report.select(Report.reply_in)) == number
    assert client_facts(journal, client, NOW.date()).last_contact_on == date(2025, 10, 15)
    assert answer_of(journal, report) == WHOLE
    journal.undo()
    assert (contacts(journal), reports(journal)[0].state, journal.undo_label) == (
        [], ReportState.ISSUED, before,
    )  # fmt: skip
    assert answer_of(journal, report) is None


def test_answering_again_changes_the_same_contact(journal, report):
    number = answer(journal, report, WHOLE, now=NOW)
    changed = replace(
        WHOLE, words="All is right.", goals=GoalsVerdict.RIGHT, else_answer=Answer.NO, else_to_help=""
    )
    assert answer(journal, report, changed, now=NOW) == number
    assert contacts(journal) == [number]
    assert answer_of(journal, report) == changed
    assert reports(journal)[0].client_reply == "All is right."
    journal.undo()
    assert answer_of(journal, report) == WHOLE


def test_an_answer_that_says_nothing_takes_it_back(journal, report):
    answer(journal, report, WHOLE, now=NOW)
    assert answer(journal, report, ReportAnswer(" "), now=NOW) is None
    assert (contacts(journal), answer_of(journal, report)) == ([], None)
    assert reports(journal)[0].state is ReportState.ISSUED
    with pytest.raises(InvalidEntryError) as refused:
        answer(journal, report, ReportAnswer(), now=NOW)
    assert refused.value.field == "words"


def test_not_right_puts_the_call_they_ask_for_on_the_list_once(journal, report):
    wrong = ReportAnswer("No.", goals=GoalsVerdict.NOT_RIGHT)
    answer(journal, report, wrong, now=NOW)
    (call,) = planned_calls(journal, NOW.date())
    assert (call.due_at.date(), call.asked_by_client) == (NOW.date(), True)
    assert call.why == "The goals in report no. 1 are not right."
    answer(journal, report, replace(wrong, words="No, not at all."), now=NOW)
    assert len(planned_calls(journal, NOW.date())) == 1
    answer(journal, report, replace(wrong, goals=GoalsVerdict.RIGHT), now=NOW)
    assert planned_calls(journal, NOW.date()) == []
    for _time in range(3):
        journal.undo()
    assert (planned_calls(journal, NOW.date()), contacts(journal)) == ([], [])


def test_on_a_day_off_the_call_is_for_the_next_working_day(journal, report):
    saturday = datetime(2025, 10, 18, 11)
    answer(journal, report, ReportAnswer("No.", goals=GoalsVerdict.NOT_RIGHT), now=saturday)
    assert [call.due_at.date() for call in planned_calls(journal, saturday.date())] == [date(2025, 10, 20)]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (ReportAnswer("Thank you."), Outcome.REPLIED),
        (ReportAnswer("Thank you.", all_ok=Answer.YES, goals=GoalsVerdict.RIGHT), Outcome.REPLIED),
        (ReportAnswer("Hm.", goals=GoalsVerdict.NEARLY), Outcome.REACHED),
        (ReportAnswer("Hm.", goals=GoalsVerdict.NOT_RIGHT), Outcome.REACHED),
        (ReportAnswer(all_ok=Answer.UNSURE), Outcome.REACHED),
        (ReportAnswer(delivery_as_expected=Answer.NO), Outcome.REACHED),
        (ReportAnswer(else_answer=Answer.YES), Outcome.REACHED),
        (ReportAnswer("Fine.", channel=Kind.CALL), Outcome.REACHED),
    ],
)
def test_you_owe_an_answer_where_they_ask_for_something(journal, report, given, outcome):
    assert contact(journal, answer(journal, report, given, now=NOW)).entry.outcome is outcome


@pytest.mark.parametrize("day", [date(2025, 10, 13), date(2025, 10, 17)])
def test_an_answer_comes_after_the_report_and_not_in_the_future(journal, report, day):
    with pytest.raises(InvalidEntryError) as refused:
        answer(journal, report, replace(WHOLE, on=day), now=NOW)
    assert refused.value.field == "on"
    assert contacts(journal) == []


def test_an_answer_of_the_same_day_came_after_the_report(journal, report):
    number = answer(journal, report, replace(WHOLE, on=SENT.date()), now=NOW)
    assert contact(journal, number).entry.occurred_at == SENT


def test_an_answer_whose_contact_was_thrown_away_is_noted_anew(journal, report):
    first = answer(journal, report, WHOLE, now=NOW)
    with journal.change("Throw away") as change:
        change.trash(Interaction, first, at=NOW)
    assert answer_of(journal, report) == ReportAnswer(WHOLE.words, on=SENT.date())
    second = answer(journal, report, WHOLE, now=NOW)
    assert second != first
    assert contacts(journal) == [second]


def test_a_draft_has_no_answer(journal, client):
    draft = save_words(journal, client, AUGUST, ReportWords("x"))
    with pytest.raises(NotFoundError):
        answer(journal, draft, WHOLE, now=NOW)
    assert answer_of(journal, draft) is None


def test_a_quarterly_answer_leads_into_the_next_agreement(journal, client, report):
    asked = goals_asked(journal, report, TODAY)
    assert [line.name for line in asked][-1] == "Small changes done"
    said = {asked[0].line_key: 2, asked[-1].line_key: 4}
    before = [one.version for one in agreements(journal, client)]
    take_into_agreement(journal, report, said, today=NOW.date())
    draft = agreements(journal, client)[0]
    assert (draft.status, draft.version) == (AgreementStatus.DRAFT, before[0] + 1)
    told = {line.line_key: (line.importance_client, line.importance_source) for line in draft.lines}
    for line in asked:
        was = (line.importance_client, line.importance_source)
        expected = (said[line.line_key], ImportanceSource.SAID) if line.line_key in said else was
        assert told[line.line_key] == expected
    assert draft.change_reason == "Asked with the report: September 2025"
    take_into_agreement(journal, report, {asked[1].line_key: 1}, today=NOW.date())
    draft = agreements(journal, client)[0]
    assert [line.importance_client for line in draft.lines] == [2, 1, None, 4]
    journal.undo()
    journal.undo()
    assert [one.version for one in agreements(journal, client)] == before


def test_a_report_in_the_middle_of_a_quarter_asks_nothing_of_the_agreement(journal, client):
    assert goals_asked(journal, send(journal, client, AUGUST), TODAY) == ()
