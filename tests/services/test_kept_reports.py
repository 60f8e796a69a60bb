"""Reports on their way: a draft, looked through, sent once, corrected by a new one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError, JournalError, NotFoundError
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.core.report import Corrected
from retention_journal.core.report_look import ReportPart
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.goals import goals_now
from retention_journal.services.issued_reports import issue
from retention_journal.services.kept_reports import (
    is_reviewed,
    mark_reviewed,
    report_pdf,
    reports,
    save_content,
    save_words,
    take_back_review,
)
from retention_journal.services.numbers import enter_numbers
from retention_journal.services.own_rules import add_days_off
from retention_journal.services.planned_calls import planned_calls
from retention_journal.services.report_checks import checks
from retention_journal.services.report_content import NextGoal, ReportContent, content_of
from retention_journal.services.report_words import ReportWords
from retention_journal.services.status import report_draft, status_report
from retention_journal.storage.tables import Interaction, KpiAgreement, Measurement, Promise, Report, key_of
from tests.builders import a_client
from tests.services.kpi_samples import TODAY, harbour

SEPTEMBER = month_of(date(2025, 9, 1))
NOW = datetime(2025, 10, 14, 15, 20)  # a Tuesday
WORDS = ReportWords("More people asked for a survey.", "Enquiries.", "Small changes.", "Tuesdays.")


@pytest.fixture
def client(journal):
    return harbour(journal)


def send(journal, client, *, pdf=b"%PDF-1.7", now=NOW, reviewed_now=True, **more):
    report = status_report(journal, client, SEPTEMBER, today=now.date(), draft=False)
    return issue(journal, client, report, pdf_bytes=pdf, now=now, reviewed_now=reviewed_now, **more)


def state(journal):
    return reports(journal)[0].state


def test_a_report_goes_out_once_somebody_has_looked_it_through(journal, client):
    save_words(journal, client, SEPTEMBER, WORDS)
    with pytest.raises(InvalidEntryError) as refused:
        send(journal, client, reviewed_now=False)
    assert refused.value.field == "review"
    assert state(journal) is ReportState.DRAFT
    assert planned_calls(journal, TODAY) == []
    number = mark_reviewed(journal, client, SEPTEMBER, NOW)
    assert state(journal) is ReportState.REVIEWED
    assert send(journal, client, reviewed_now=False) == number
    assert state(journal) is ReportState.ISSUED


def test_one_nobody_began_is_not_looked_through_either(journal, client):
    with pytest.raises(InvalidEntryError):
        send(journal, client, reviewed_now=False)
    assert reports(journal) == []


CHANGES = {
    "other words": lambda j, c: save_words(j, c, SEPTEMBER, ReportWords("Fewer people asked.")),
    "another language": lambda j, c: save_words(j, c, SEPTEMBER, WORDS, language="nb"),
    "a goal": lambda j, c: save_content(
        j, c, SEPTEMBER, ReportContent(promises_next=(NextGoal("Autumn menu", date(2025, 11, 1)),))
    ),
    "a part left out": lambda j, c: save_content(
        j, c, SEPTEMBER, ReportContent(parts_off=frozenset({ReportPart.HOURS}))
    ),
    "taken back": lambda j, c: take_back_review(j, c, SEPTEMBER),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_changed_after_it_was_looked_through_is_a_draft_again(journal, client, name):
    save_words(journal, client, SEPTEMBER, WORDS)
    mark_reviewed(journal, client, SEPTEMBER, NOW)
    CHANGES[name](journal, client)
    assert not is_reviewed(journal, client, SEPTEMBER)
    assert journal.value(Report.select(Report.reviewed_at)) is None
    journal.undo()
    assert is_reviewed(journal, client, SEPTEMBER)


def test_the_same_words_kept_again_leave_it_looked_through(journal, client):
    content = ReportContent(remarks={"x": "A remark"}, promises_next=(NextGoal("Menu", date(2025, 11, 1)),))
    save_content(journal, client, SEPTEMBER, content)
    save_words(journal, client, SEPTEMBER, WORDS)
    mark_reviewed(journal, client, SEPTEMBER, NOW)
    save_words(journal, client, SEPTEMBER, WORDS)
    save_content(journal, client, SEPTEMBER, content)
    assert is_reviewed(journal, client, SEPTEMBER)


def test_offered_words_that_were_looked_through_stay_as_they_were_read(journal, client):
    offered = report_draft(journal, client, SEPTEMBER, today=TODAY).words
    assert offered.headline
    mark_reviewed(journal, client, SEPTEMBER, NOW)
    kept = report_draft(journal, client, SEPTEMBER, today=TODAY)
    assert (kept.words, kept.is_offered) == (offered, False)
    journal.undo()
    assert reports(journal) == []


def test_a_report_without_a_headline_is_not_looked_through(journal, client):
    save_words(journal, client, SEPTEMBER, ReportWords(doing="Tuesdays."))
    with pytest.raises(InvalidEntryError) as refused:
        mark_reviewed(journal, client, SEPTEMBER, NOW)
    assert refused.value.field == "headline"
    save_content(journal, client, SEPTEMBER, ReportContent(parts_off=frozenset({ReportPart.SUMMARY})))
    mark_reviewed(journal, client, SEPTEMBER, NOW)
    assert is_reviewed(journal, client, SEPTEMBER)


def test_taking_back_what_was_never_kept_says_so(journal, client):
    with pytest.raises(NotFoundError):
        take_back_review(journal, client, SEPTEMBER)


def test_words_about_a_period_that_was_sent_begin_a_report_that_corrects_it(journal, client):
    save_words(journal, client, SEPTEMBER, WORDS)
    assert status_report(journal, client, SEPTEMBER, today=TODAY).corrects is None
    first = send(journal, client, pdf=b"one")
    frozen = journal.value(Report.select(Report.data_frozen).where(key_of(Report) == first))
    second = save_words(journal, client, SEPTEMBER, ReportWords("Corrected."))
    assert second != first
    later = NOW + timedelta(days=3)
    draft = status_report(journal, client, SEPTEMBER, today=later.date())
    assert (draft.number, draft.corrects) == ("2", Corrected("1", NOW.date()))
    assert [(one.number, one.corrects, one.corrected_by) for one in reports(journal)] == [
        (2, 1, None), (1, None, None),
    ]  # fmt: skip
    assert send(journal, client, pdf=b"two", now=later) == second
    assert [(one.number, one.corrects, one.corrected_by) for one in reports(journal)] == [
        (2, 1, None), (1, None, 2),
    ]  # fmt: skip
    assert (report_pdf(journal, first), report_pdf(journal, second)) == (b"one", b"two")
    assert journal.value(Report.select(Report.data_frozen).where(key_of(Report) == first)) == frozen
    third = status_report(journal, client, SEPTEMBER, today=later.date())
    assert third.corrects == Corrected("2", later.date())


def test_a_file_that_is_not_the_one_that_was_sent_is_not_shown_as_it(journal, client):
    number = send(journal, client)
    assert report_pdf(journal, number) == b"%PDF-1.7"
    journal.sql("UPDATE report SET pdf = ? WHERE id = ?", b"%PDF-1.7 altered", number)
    with pytest.raises(JournalError) as refused:
        report_pdf(journal, number)
    assert refused.value.code == "altered_report"
    assert "not the one that was sent" in refused.value.message


def test_sending_puts_the_call_about_it_on_the_list_of_the_second_working_day(journal, client):
    add_days_off(journal, date(2025, 10, 15), date(2025, 10, 15))
    before = journal.undo_label
    send(journal, client)
    (call,) = planned_calls(journal, TODAY)
    assert (call.due_at.date(), call.why) == (date(2025, 10, 17), "Did the report make sense?")
    journal.undo()
    assert planned_calls(journal, TODAY) == []
    assert journal.value(Interaction.select(key_of(Interaction))) is None
    assert (reports(journal), journal.undo_label) == ([], before)


def test_the_call_is_made_once_the_two_have_talked(journal, client):
    send(journal, client)
    day = datetime(2025, 10, 16, 10)
    log_contact(journal, client, ContactEntry(summary="It made sense."), now=day)
    assert planned_calls(journal, day.date()) == []


@pytest.mark.parametrize(
    ("wanted", "days"),
    [(False, []), (True, [date(2025, 10, 16)]), (date(2025, 10, 20), [date(2025, 10, 20)])],
)
def test_the_call_is_put_on_the_list_as_it_is_wanted(journal, client, wanted, days):
    send(journal, client, follow_up=wanted)
    assert [call.due_at.date() for call in planned_calls(journal, TODAY)] == days


def test_a_call_on_a_day_that_is_over_is_refused_and_nothing_is_sent(journal, client):
    with pytest.raises(InvalidEntryError) as refused:
        send(journal, client, follow_up=date(2025, 10, 13))
    assert refused.value.field == "due_at"
    assert reports(journal) == []


def test_a_correction_moves_the_call_instead_of_adding_another(journal, client):
    send(journal, client)
    send(journal, client, now=NOW + timedelta(days=1))
    assert [call.due_at.date() for call in planned_calls(journal, NOW.date() + timedelta(days=1))] == [
        date(2025, 10, 17)
    ]


def test_what_a_report_leaves_out_is_promised_to_nobody(journal, client):
    goal = NextGoal("Autumn menu", date(2025, 11, 1))
    left_out = ReportContent(promises_next=(goal,), parts_off=frozenset({ReportPart.NEXT}))
    number = save_content(journal, client, SEPTEMBER, left_out)
    send(journal, client)
    assert journal.value(Promise.select(key_of(Promise))) is None
    assert content_of(journal, number) == left_out


def test_words_survive_a_report_that_leaves_them_out(journal, client):
    save_words(journal, client, SEPTEMBER, WORDS)
    save_content(journal, client, SEPTEMBER, ReportContent(parts_off=frozenset({ReportPart.SUMMARY})))
    send(journal, client)
    assert journal.value(Report.select(Report.headline)) == WORDS.headline


def changed(journal, client):
    checked = checks(journal, client, SEPTEMBER, today=TODAY)
    return any("has changed since you looked this through" in check.text for check in checked)


def test_a_figure_that_changed_since_is_told_and_looking_again_settles_it(journal, client):
    save_words(journal, client, SEPTEMBER, WORDS)
    with journal.change("Look through, an hour ago") as change:
        mark_reviewed(journal, client, SEPTEMBER, NOW)
        for table in (Report, Measurement, KpiAgreement):
            change.update_where(table, table.client == client, updated_at=table.updated_at - 3600)
    assert not changed(journal, client)
    key = goals_now(journal, client, today=TODAY).goals[1].line.line_key
    enter_numbers(journal, client, SEPTEMBER, {key: "49"}, language="en")
    assert changed(journal, client)
    assert is_reviewed(journal, client, SEPTEMBER)
    mark_reviewed(journal, client, SEPTEMBER, NOW)
    assert not changed(journal, client)


def test_a_change_for_another_client_is_no_news(journal, client):
    save_words(journal, client, SEPTEMBER, WORDS)
    mark_reviewed(journal, client, SEPTEMBER, NOW)
    other = a_client(journal, "Ada Ltd")
    with journal.change("Later") as change:
        change.insert(Promise, client=other, text="Menu", made_on=TODAY, updated_at=2**40)
    assert not changed(journal, client)
    with journal.change("Later") as change:
        change.insert(Promise, client=client, text="Menu", made_on=TODAY, updated_at=2**40)
    assert changed(journal, client)
