"""The terms a client is served on: begun, changed, ended; and renewals that are near."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from retention_journal.core.clients import EngagementType, Status
from retention_journal.core.engagements import FeePeriod, renewal_line
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.services import engagements
from retention_journal.services.engagements import EngagementEntry
from tests.builders import NOON, TODAY, a_client

RETAINER = EngagementEntry(
    title="Care of the website",
    start_date=date(2025, 3, 1),
    fee_minor=1_200_000,
    currency="nok",
    hours_included=Decimal(10),
    notice_days=30,
    renewal_date=date(2026, 4, 1),
)


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


def test_terms_are_kept_as_they_were_agreed_and_told_as_facts(journal, ada):
    made = engagements.add_engagement(journal, ada, RETAINER)
    row = engagements.engagement(journal, made)
    assert row.entry() == replace(RETAINER, currency="NOK")
    assert row.facts(TODAY) == (
        "NOK 12,000 a month",
        "10 hours a month included",
        "notice 30 days",
        "renews 1 April",
    )
    assert (row.name(), row.since()) == ("Care of the website", "since 1 March 2025")


def test_terms_with_nothing_agreed_have_no_facts(journal, ada):
    made = engagements.add_engagement(journal, ada, EngagementEntry(EngagementType.HOURLY))
    row = engagements.engagement(journal, made)
    assert (row.facts(TODAY), row.name(), row.since()) == ((), "By the hour", "")


def test_terms_are_changed_ended_and_thrown_away_and_undo_brings_each_back(journal, ada):
    made = engagements.add_engagement(journal, ada, RETAINER)
    engagements.edit_engagement(journal, made, replace(RETAINER, fee_minor=900_000, notice_days=None))
    assert engagements.engagement(journal, made).facts(TODAY)[0] == "NOK 9,000 a month"
    engagements.end_engagement(journal, made, date(2026, 3, 9))
    assert engagements.engagement(journal, made).facts(TODAY)[-1] == "ended 9 March 2026"
    engagements.trash_engagement(journal, made, now=NOON)
    with pytest.raises(NotFoundError):
        engagements.engagement(journal, made)
    for _step in range(3):
        journal.undo()
    assert engagements.engagement(journal, made).entry() == replace(RETAINER, currency="NOK")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("end_date", {"end_date": date(2025, 2, 28)}),
        ("start_date", {"start_date": date(202, 3, 1)}),
        ("renewal_date", {"renewal_date": date(2025, 3, 1)}),
        ("renewal_date", {"renewal_date": date(9999, 3, 1)}),
        ("fee_minor", {"fee_minor": -1}),
        ("notice_days", {"notice_days": -1}),
        ("hours_included", {"hours_included": Decimal(0)}),
        ("currency", {"currency": "XQZ"}),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(journal, ada, field, wrong):
    with pytest.raises(InvalidEntryError) as refused:
        engagements.add_engagement(journal, ada, replace(RETAINER, **wrong))
    assert refused.value.field == field
    assert engagements.client_engagements(journal, ada, TODAY) == []


def test_ending_before_the_beginning_is_refused(journal, ada):
    made = engagements.add_engagement(journal, ada, RETAINER)
    with pytest.raises(InvalidEntryError) as refused:
        engagements.end_engagement(journal, made, date(2025, 2, 28))
    assert refused.value.field == "end_date"


def test_those_that_run_stand_before_those_that_ended(journal, ada):
    for title, start, end in (
        ("old", date(2023, 1, 1), date(2024, 12, 31)),
        ("runs", date(2024, 6, 1), None),
        ("older", date(2021, 1, 1), date(2022, 12, 31)),
        ("new", date(2026, 1, 1), None),
    ):
        entry = replace(RETAINER, title=title, start_date=start, end_date=end, renewal_date=None)
        engagements.add_engagement(journal, ada, entry)
    found = engagements.client_engagements(journal, ada, TODAY)
    assert [one.title for one in found] == ["new", "runs", "old", "older"]


def test_renewals_that_are_near_are_told_of_the_nearest_first(journal, ada):
    for title, renewal, end in (
        ("later", date(2026, 4, 20), None),
        ("near", date(2026, 4, 1), None),
        ("far", date(2026, 9, 1), None),
        ("ends before it renews", date(2026, 4, 2), date(2026, 3, 31)),
    ):
        engagements.add_engagement(
            journal, ada, replace(RETAINER, title=title, renewal_date=renewal, end_date=end)
        )
    assert [one.title for one in engagements.renewals_near(journal, TODAY)] == ["near", "later"]


def test_a_renewal_counts_from_its_notice_and_only_of_clients_you_have(journal, ada):
    lost = a_client(journal, "Lost", status=Status.LOST)
    far = date(2026, 9, 1)
    for client, title, days in ((ada, "near", 175 - 14), (ada, "far", 175 - 15), (lost, "lost", 175)):
        engagements.add_engagement(
            journal, client, replace(RETAINER, title=title, renewal_date=far, notice_days=days)
        )
    assert (far - TODAY).days == 175
    assert [one.title for one in engagements.renewals_near(journal, TODAY)] == ["near"]


@pytest.mark.parametrize(
    ("renewal", "notice", "line"),
    [
        (date(2027, 1, 3), 31, "Hansen’s agreement renews on 3 January; notice until 3 December."),
        (date(2027, 1, 3), 60, "Hansen’s agreement renews on 3 January."),
        (date(2027, 1, 3), None, "Hansen’s agreement renews on 3 January."),
        (date(2027, 12, 1), 365, "Hansen’s agreement renews on 1 December 2027; notice until 1 December."),
        (date(2026, 11, 1), 31, "Hansen’s agreement was to renew on 1 November. Say whether it did."),
    ],
)
def test_a_renewal_is_told_in_one_line(renewal, notice, line):
    assert renewal_line("Hansen", renewal, notice, date(2026, 11, 22)) == line


def test_a_fee_of_each_period_is_told(journal, ada):
    told = []
    for period in FeePeriod:
        entry = EngagementEntry(fee_minor=100_00, currency="EUR", fee_period=period)
        made = engagements.add_engagement(journal, ada, entry)
        told += engagements.engagement(journal, made).facts(TODAY)
    assert told == ["€100 a month", "€100 a quarter", "€100 a year", "€100 an hour", "€100 once"]


def test_terms_for_nobody_are_not_kept(journal):
    with pytest.raises(NotFoundError):
        engagements.add_engagement(journal, 404, RETAINER)
