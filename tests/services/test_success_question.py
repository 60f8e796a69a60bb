from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.light import SignalId
from retention_journal.services.judging import judged
from retention_journal.services.kpis import agree, current_agreement
from retention_journal.services.success_question import still_the_same, success_question
from tests.builders import a_client, a_person
from tests.services.kpi_samples import FORMS, SEPTEMBER, TODAY, an_entry, harbour


def test_the_question_comes_ninety_days_after_it_was_agreed(journal):
    client = a_client(journal)
    person = a_person(journal, client)
    agree(journal, client, an_entry(FORMS, by=person, on=SEPTEMBER), today=SEPTEMBER)
    asked = success_question(journal, client, TODAY)
    assert (asked.last_asked, asked.due) == (SEPTEMBER, date(2025, 12, 2))
    assert not asked.is_due(date(2025, 12, 1))
    assert asked.is_due(date(2025, 12, 2))


def test_a_day_that_was_set_when_it_was_agreed_is_the_day(journal):
    client = harbour(journal)
    assert success_question(journal, client, TODAY).due == date(2025, 12, 3)


def test_an_answer_puts_it_off_by_ninety_days_and_can_be_taken_back(journal):
    client = harbour(journal)
    still_the_same(journal, client, date(2025, 12, 4), today=date(2025, 12, 5))
    assert success_question(journal, client, date(2025, 12, 5)).due == date(2026, 3, 4)
    assert current_agreement(journal, client, TODAY).review_on == date(2026, 3, 4)
    journal.undo()
    assert success_question(journal, client, date(2025, 12, 5)).due == date(2025, 12, 3)


@pytest.mark.parametrize("on", [date(2025, 9, 2), date(2025, 10, 15)])
def test_an_answer_is_from_between_the_agreement_and_today(journal, on):
    client = harbour(journal)
    with pytest.raises(InvalidEntryError):
        still_the_same(journal, client, on, today=TODAY)


def test_nothing_is_asked_of_a_client_with_whom_nothing_is_agreed(journal):
    client = a_client(journal)
    assert success_question(journal, client, TODAY) is None
    with pytest.raises(NotFoundError):
        still_the_same(journal, client, TODAY, today=TODAY)


def test_a_client_who_says_it_is_the_same_is_not_watched_for_an_old_agreement(journal):
    client = a_client(journal)
    person = a_person(journal, client)
    agree(journal, client, an_entry(FORMS, by=person, on=SEPTEMBER), today=SEPTEMBER)
    later = datetime(2026, 2, 2, 12, 0)

    def watched_for():
        (found,) = judged(journal, later).values()
        return {signal.id for signal in found.assessment.reasons}

    assert SignalId.AGREEMENT in watched_for()
    still_the_same(journal, client, date(2026, 2, 1), today=later.date())
    assert SignalId.AGREEMENT not in watched_for()
    journal.undo()
    assert SignalId.AGREEMENT in watched_for()
