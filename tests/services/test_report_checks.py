"""What is to be seen to before a report goes out, one situation after the other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from retention_journal.core.contacts import Kind
from retention_journal.core.periods import month_of
from retention_journal.core.promises import PromiseState
from retention_journal.core.report_look import ReportPart
from retention_journal.services import issued_reports, kept_reports, status
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.goals import goals_now
from retention_journal.services.numbers import enter_numbers
from retention_journal.services.report_checks import CheckKind, checks, word_count
from retention_journal.services.report_content import ReportContent
from retention_journal.services.report_words import ReportWords
from tests.builders import a_call, a_person, a_promise, an_incident
from tests.services.kpi_samples import TODAY, harbour

SEPTEMBER = month_of(date(2025, 9, 1))
WORDS = ReportWords("More people asked.", "The form works.", "Two answers came late.", "One day is kept.")
CAME = datetime(2025, 9, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2025, 10, 2, 9)


@pytest.fixture
def client(journal):
    """A client about whom there is nothing to see to."""
    save_business(journal, OwnBusiness(name="Solheim Synlighet", person="Ingrid Solheim"))
    client = harbour(journal)
    kept_reports.save_words(journal, client, SEPTEMBER, WORDS)
    keys = [goal.line.line_key for goal in goals_now(journal, client, today=TODAY).goals]
    meanings = ReportContent(glossary=dict.fromkeys(keys, "What is counted."))
    kept_reports.save_content(journal, client, SEPTEMBER, meanings)
    a_call(journal, client, LATER)
    return client


def _silent(journal, client):
    """Take back the talk after the period."""
    from retention_journal.storage.tables import Interaction

    with journal.change("Test") as change:
        change.delete_where(Interaction, Interaction.client == client)


def _number(journal, client, name, value):
    key = next(g.line.line_key for g in goals_now(journal, client, today=TODAY).goals if g.line.name == name)
    enter_numbers(journal, client, SEPTEMBER, {key: value}, language="en")


def _kept_late(journal, client, remark=""):
    return a_promise(
        journal, client, "Price list", made_on=date(2025, 9, 1), due_at=datetime(2025, 9, 12, 23, 59),
        state=PromiseState.KEPT_LATE, delivered_at=datetime(2025, 9, 20, 9), remark=remark,
    )  # fmt: skip


def _complained(journal, client, **values):
    values = {
        "client_words": "I wait a week.", "is_complaint": True, "channel": Kind.EMAIL, "received_at": CAME,
        **values,
    }  # fmt: skip
    return an_incident(journal, client, **values)


def _without(journal, client, *parts):
    kept_reports.save_content(journal, client, SEPTEMBER, ReportContent(parts_off=frozenset(parts)))


def _sent_before(journal, client):
    august = month_of(date(2025, 8, 1))
    report = status.status_report(journal, client, SEPTEMBER, today=TODAY, draft=False)
    kept_reports.save_words(journal, client, august, WORDS)
    with journal.change("Test") as change:
        from retention_journal.storage.tables import Report

        change.update(
            Report,
            kept_reports.draft_id(journal, client, august),
            issued_at=datetime(2025, 9, 10, 9),
            state="issued",
            data_frozen=issued_reports.frozen(report),
        )


SITUATIONS = {
    "all is well": (lambda _j, _c: None, []),
    "a goal is off target and nobody has talked": (_silent, [CheckKind.TALK]),
    "a promise came late and says no reason": (
        _kept_late,
        [CheckKind.PROMISES],
    ),
    "a promise came late and says why": (lambda j, c: _kept_late(j, c, "The printer was down."), []),
    "a late promise in a report without that part": (
        lambda j, c: (_kept_late(j, c), _without(j, c, ReportPart.PROMISES)),
        [CheckKind.MEANING],
    ),
    "a complaint was talked about since": (_complained, []),
    "a complaint is told and nobody has talked since": (
        lambda j, c: (_silent(j, c), _number(j, c, "Small changes done", "2"), _complained(j, c)),
        [CheckKind.TALK],
    ),
    "a complaint that came by phone was talked about": (
        lambda j, c: (
            _silent(j, c),
            _number(j, c, "Small changes done", "2"),
            _complained(j, c, channel=Kind.CALL),
        ),
        [],
    ),
    "a complaint that the report does not tell": (
        lambda j, c: (
            _silent(j, c),
            _number(j, c, "Small changes done", "2"),
            _complained(j, c),
            _without(j, c, ReportPart.SETBACKS),
        ),
        [CheckKind.MEANING],
    ),
    "goals are new and nothing says what they mean": (
        _without,
        [CheckKind.MEANING],
    ),
    "goals that stood in a report before need no meaning": (
        lambda j, c: (_sent_before(j, c), _without(j, c)),
        [],
    ),
    "the words are many": (
        lambda j, c: kept_reports.save_words(j, c, SEPTEMBER, ReportWords("word " * 61)),
        [CheckKind.WORDS],
    ),
    "nobody has read the words": (
        lambda j, c: kept_reports.save_words(j, c, SEPTEMBER, ReportWords()),
        [CheckKind.WORDS],
    ),
    "nobody is known to send it": (lambda j, _c: save_business(j, OwnBusiness()), [CheckKind.SENDER]),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_to_be_seen_to(journal, client, situation):
    bring_about, expected = SITUATIONS[situation]
    bring_about(journal, client)
    assert [check.kind for check in checks(journal, client, SEPTEMBER, today=TODAY)] == expected


def test_a_goal_just_under_its_target_is_bad_news_too(journal, client):
    _silent(journal, client)
    _number(journal, client, "Small changes done", "2")
    _number(journal, client, "Enquiries from the form", "38")
    assert [check.text for check in checks(journal, client, SEPTEMBER, today=TODAY)] == [
        "“Enquiries from the form” is close to target, and you have not talked since 30 September 2025."
        " Call before you send it."
    ]


def test_many_goals_that_were_missed_are_told_together(journal, client):
    _silent(journal, client)
    _number(journal, client, "Enquiries from the form", "3")
    _number(journal, client, "Visits from search", "3")
    (talk,) = checks(journal, client, SEPTEMBER, today=TODAY)
    assert talk.text.startswith("3 goals are not on target, and you have not talked since")


def test_a_check_says_which_of_several_it_is_about(journal, client):
    number = _kept_late(journal, client)
    (check,) = checks(journal, client, SEPTEMBER, today=TODAY)
    assert check.subject == number


def test_only_a_missing_headline_stops(journal, client):
    _silent(journal, client)
    _kept_late(journal, client)
    kept_reports.save_words(journal, client, SEPTEMBER, ReportWords("", "The form works."))
    found = checks(journal, client, SEPTEMBER, today=TODAY)
    assert [(check.kind, check.stops) for check in found] == [
        (CheckKind.TALK, False),
        (CheckKind.PROMISES, False),
        (CheckKind.WORDS, True),
    ]


def test_the_words_of_the_first_page_are_counted_together():
    assert word_count(WORDS) == 14
    assert word_count(ReportWords()) == 0


def test_a_report_has_a_reader_who_is_named(journal):
    from tests.builders import a_client

    client = a_client(journal, "Bare Ltd", language="en")
    assert CheckKind.READER in {check.kind for check in checks(journal, client, SEPTEMBER, today=TODAY)}
    a_person(journal, client)
    assert CheckKind.READER not in {check.kind for check in checks(journal, client, SEPTEMBER, today=TODAY)}
