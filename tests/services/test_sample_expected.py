from __future__ import annotations

from datetime import date, timedelta

import pytest

from retention_journal.core.clients import EngagementType
from retention_journal.core.expectations import ItemState
from retention_journal.services.agreement_pdf import held_page
from retention_journal.services.clients import find_client
from retention_journal.services.expectation_items import expectations, in_state
from retention_journal.services.expectations import unasked
from retention_journal.services.intake_questions import questions_for
from retention_journal.services.sample import fill_sample
from retention_journal.storage.journal import Journal

TUESDAY = date(2025, 10, 14)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "solheim.rjournal"
    with Journal.create(path) as journal:
        fill_sample(journal, TUESDAY)
        yield journal


def test_harbour_knows_what_is_included_and_what_is_not_since_the_first_agreement(sample):
    client = find_client(sample, "Harbour & Hale").id
    items = expectations(sample, client)
    assert [item.told for item in in_state(items, ItemState.NOT_INCLUDED)] == [
        "Paid adverts", "Photographs", "Faults at the web host", "Work at weekends",
    ]  # fmt: skip
    assert len(in_state(items, ItemState.INCLUDED)) == 4
    assert {(one.confirmed_by_name, TUESDAY - one.confirmed_on) for one in items} == {
        ("Tom Hale", timedelta(days=256))
    }
    assert held_page(sample, client, TUESDAY).good_result.startswith("Nobody at Harbour & Hale")


def test_two_questions_were_learnt_and_are_asked_first_of_the_next_client(sample):
    first, second, third, *_rest = questions_for(sample, EngagementType.RETAINER)
    assert first.origin == "Harbour & Hale, september"
    assert second.origin.startswith("Nordvik Møbler, ")
    assert (first.asked, first.saved, second.asked, third.origin) == (1, 1, 2, "")
    new = find_client(sample, "Studio Ljus").id
    assert [one.origin for one in unasked(sample, new)[:2]] == [first.origin, second.origin]
