"""What went wrong as the reason to agree again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incidents import IncidentKind, IncidentState
from retention_journal.services.agreement_incidents import recent_incidents
from retention_journal.services.incidents import trash_incident
from retention_journal.services.kpis import agree, agreements, keep_draft
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.journal_import import import_journal
from retention_journal.services.trash import in_trash, put_back
from tests.builders import a_client, a_person, an_empty_journal, an_incident
from tests.services.kpi_samples import FEBRUARY, FORMS, an_entry

MARCH, MAY = datetime(2025, 3, 3, 10), date(2025, 5, 6)


@pytest.fixture
def client(journal):
    return a_client(journal, "Berg Bygg")


@pytest.fixture
def kari(journal, client):
    return a_person(journal, client, "Kari Berg")


def happened(journal, client, at=MARCH, **values):
    return an_incident(journal, client, received_at=at.astimezone(UTC), **values)


def test_what_went_wrong_in_the_last_twelve_months_is_offered_the_newest_first(journal, client):
    late = happened(journal, client, title="Late list")
    nameless = happened(journal, client, datetime(2024, 5, 6, 0, 5), title="", kind=IncidentKind.TONE)
    happened(journal, client, datetime(2024, 5, 5, 23, 55), title="Too long ago")
    happened(journal, client, datetime(2025, 5, 7, 9), title="Not yet")
    happened(journal, client, title="Taken back", state=IncidentState.WITHDRAWN)
    happened(journal, client, title="Thrown away", trashed_at=datetime(2025, 4, 1))
    happened(journal, a_client(journal, "Other"), title="Of somebody else")
    found = recent_incidents(journal, client, MAY)
    assert [one.incident_id for one in found] == [late, nameless]
    assert [one.words(MAY) for one in found] == ["“Late list” (3 March)", "“How they were met” (6 May 2024)"]


def test_a_version_keeps_what_it_was_agreed_after_and_the_next_one_does_not_inherit_it(journal, client, kari):
    late = happened(journal, client, title="Late list")
    agree(journal, client, an_entry(FORMS, by=kari), today=FEBRUARY)
    agree(journal, client, an_entry(FORMS, by=kari, on=MAY, incident=late), today=MAY)
    now, first = agreements(journal, client)
    assert (first.after, now.after.incident_id, now.after.title) == (None, late, "Late list")
    assert now.entry.incident is None
    journal.undo()
    assert [old.after for old in agreements(journal, client)] == [None]


def test_a_draft_is_taken_up_with_what_led_to_it(journal, client, kari):
    late = happened(journal, client)
    keep_draft(journal, client, an_entry(FORMS, by=None, on=None, incident=late), today=MAY)
    assert agreements(journal, client)[0].entry.incident == late


def test_what_did_not_happen_with_this_client_is_refused(journal, client, kari):
    others = happened(journal, a_client(journal, "Other"))
    thrown = happened(journal, client, trashed_at=datetime(2025, 4, 1))
    for incident in (others, thrown, 9_999):
        with pytest.raises(InvalidEntryError) as refused:
            agree(journal, client, replace(an_entry(FORMS, by=kari), incident=incident), today=MAY)
        assert refused.value.field == "incident"
    assert agreements(journal, client) == []


def test_an_incident_in_the_trash_is_not_told_of_until_it_is_back(journal, client, kari):
    late = happened(journal, client, title="Late list")
    agree(journal, client, an_entry(FORMS, by=kari, on=MAY, incident=late), today=MAY)
    trash_incident(journal, late, now=datetime(2025, 5, 7, 9))
    assert agreements(journal, client)[0].after is None
    put_back(journal, in_trash(journal))
    assert agreements(journal, client)[0].after.title == "Late list"


def test_a_journal_taken_out_and_in_again_keeps_what_it_was_agreed_after(journal, client, kari, tmp_path):
    late = happened(journal, client, title="Late list")
    agree(journal, client, an_entry(FORMS, by=kari, on=MAY, incident=late), today=MAY)
    export(journal, tmp_path / "out", today=MAY)
    with an_empty_journal(tmp_path / "new.rjournal") as new:
        import_journal(new, tmp_path / "out")
        ((there,),) = new.sql("SELECT id FROM client")
        assert agreements(new, there)[0].after.title == "Late list"
