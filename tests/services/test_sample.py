"""The sample firm: rich, true to its stories, and the same each time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from retention_journal.core.cadence import RhythmState
from retention_journal.core.clients import Status
from retention_journal.core.promises import PromiseState
from retention_journal.services.check import check
from retention_journal.services.lessons import lessons_due
from retention_journal.services.portfolio import portfolio
from retention_journal.services.promises import Group, open_promises
from retention_journal.services.sample import NotEmptyError, fill_sample
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import (
    TABLES,
    Client,
    Contact,
    ContactRole,
    Interaction,
    KpiAgreement,
    Loss,
    Measurement,
    Promise,
)

TUESDAY = date(2025, 10, 14)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "solheim.rjournal"
    journal = Journal.create(path)
    fill_sample(journal, TUESDAY)
    journal.close()
    with JournalReader.open(path) as reader:
        yield reader


def everything_in(journal):
    return {table: journal.tuples(table.select().order_by(table._meta.primary_key)) for table in TABLES}


def client_id(journal, name):
    return journal.value(Client.select(Client._meta.primary_key).where(Client.name == name))


def test_it_has_two_years_of_clients_in_three_languages(sample):
    counts = sample.counts()
    assert counts["client"] >= 22
    assert 1_200 <= counts["interaction"] <= 2_500
    assert {row[0] for row in sample.tuples(Client.select(Client.language))} == {"nb", "sv", "en"}
    oldest = sample.value(Interaction.select(Interaction.occurred_at).order_by(Interaction.occurred_at))
    assert (TUESDAY - oldest.date()).days > 700


@pytest.mark.slow
@pytest.mark.parametrize(
    "today", [TUESDAY, date(2024, 2, 29), date(2026, 1, 1), date(2027, 6, 6), date(2026, 11, 22)], ids=str
)
def test_on_any_day_nothing_lies_in_the_future_and_the_file_is_whole(tmp_path, today):
    journal = Journal.create(tmp_path / "sample.rjournal")
    fill_sample(journal, today)
    newest = journal.value(
        Interaction.select(Interaction.occurred_at).order_by(Interaction.occurred_at.desc())
    )
    done = journal.tuples(Promise.select(Promise.made_on, Promise.delivered_at))
    numbers = journal.tuples(Measurement.select(Measurement.period_end))
    journal.close()
    assert datetime.combine(today, time()) - timedelta(days=4) < newest < datetime.combine(today, time())
    assert all(made <= today and (at is None or made <= at.date() <= today) for made, at in done)
    assert all(end < today for (end,) in numbers)
    assert check(tmp_path / "sample.rjournal").problems == []


def test_it_is_the_same_each_time_for_the_same_day(sample, tmp_path):
    again = Journal.create(tmp_path / "again.rjournal")
    fill_sample(again, TUESDAY)
    assert everything_in(again) == everything_in(sample)
    again.close()


def test_it_cannot_be_undone_away_and_wants_an_empty_journal(tmp_path):
    journal = Journal.create(tmp_path / "own.rjournal")
    fill_sample(journal, TUESDAY)
    assert journal.undo_label is None
    with pytest.raises(NotEmptyError):
        fill_sample(journal, TUESDAY)
    journal.close()


def test_one_client_pays_late_and_answers_shorter_each_time(sample):
    rows = sample.tuples(
        Interaction.select(Interaction.client_words, Interaction.tone)
        .where(
            (Interaction.client == client_id(sample, "Fjordlys Tannklinikk"))
            & (Interaction.client_words != "")
        )
        .order_by(Interaction.occurred_at.desc())
        .limit(6)
    )
    lengths = [len(words.split()) for words, _tone in reversed(rows)]
    tones = [tone for _words, tone in reversed(rows)]
    assert sum(lengths[-3:]) < sum(lengths[:3]) / 4
    assert tones == sorted(tones, reverse=True)


def test_one_client_lost_its_contact_person_and_nobody_came_after(sample):
    roles = sample.tuples(
        ContactRole.select(Contact.display_name, ContactRole.valid_to, ContactRole.successor)
        .join(Contact, on=(ContactRole.contact == Contact._meta.primary_key))
        .where((ContactRole.client == client_id(sample, "Kystlinjen Ferie")) & ContactRole.is_primary)
    )
    assert len(roles) == 1
    assert roles[0][1] is not None
    assert roles[0][1] < TUESDAY
    assert roles[0][2] is None


def test_three_clients_were_lost_in_one_season_and_each_was_looked_back_on(sample):
    notices = sorted(row[0] for row in sample.tuples(Loss.select(Loss.notice_on)))
    assert any(
        later - first <= timedelta(days=60) for first, later in zip(notices, notices[2:], strict=False)
    )


def test_one_client_sees_the_figures_rise_while_the_thing_it_cares_for_is_missed(sample):
    agreements = sample.tuples(
        KpiAgreement.select(KpiAgreement.version, KpiAgreement.client_words)
        .where(KpiAgreement.client == client_id(sample, "Harbour & Hale Surveyors"))
        .order_by(KpiAgreement.version)
    )
    assert [version for version, _words in agreements] == [1, 2]
    assert "small things" in agreements[1][1]


def test_the_pages_have_something_true_to_show(sample):
    facts = {client.name: client for client in portfolio(sample, TUESDAY)}
    assert facts["Fjordlys Tannklinikk"].state is RhythmState.LATE
    assert facts["Hardanger Eplegård"].state is RhythmState.IN_RHYTHM
    assert facts["Lunde Revisjon"].state is RhythmState.PAUSED
    assert facts["Nordvik Møbler"].state is RhythmState.GONE
    assert {Status.PROSPECT, Status.ONBOARDING, Status.WON_BACK} <= {
        client.status for client in facts.values()
    }
    groups = dict(open_promises(sample, TUESDAY).groups)
    assert groups[Group.LATE]
    assert groups[Group.TODAY]
    assert groups[Group.WAITING]
    assert lessons_due(sample, TUESDAY)
    states = {row[0] for row in sample.tuples(Promise.select(Promise.state))}
    assert {PromiseState.OPEN, PromiseState.KEPT, PromiseState.KEPT_LATE} <= states


def test_nobody_can_be_reached_at_an_address_or_number_of_the_sample(sample):
    people = sample.tuples(Contact.select(Contact.email, Contact.tel))
    assert all(email.endswith(".example") for email, _tel in people)
    uk = ("+44 117 496 01", "+44 113 496 01", "+44 114 496 01", "+44 1632 960", "+44 7700 900")
    sweden = ("+46 31 390 06 ", "+46 40 628 04 ", "+46 8 465 004 ", "+46 70 174 06 ")
    assert all(tel.startswith(("+47 12 34 56 ", *uk, *sweden)) for _email, tel in people)
