"""The sample firm: rich, true to its stories, and the same each time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from retention_journal.core.cadence import RhythmState
from retention_journal.core.care_ideas import CareIdeaState
from retention_journal.core.clients import Status
from retention_journal.core.contacts import Outcome
from retention_journal.core.events import EventKind
from retention_journal.core.incident_clock import Waits
from retention_journal.core.incidents import IncidentOutcome, IncidentState, may_follow
from retention_journal.core.lanes import Lane
from retention_journal.core.light import Light
from retention_journal.core.promises import PromiseState
from retention_journal.services.account import account
from retention_journal.services.care_ideas import new_client_offer
from retention_journal.services.check import check
from retention_journal.services.incidents import incidents, moves
from retention_journal.services.lessons import lessons_due
from retention_journal.services.light_history import keep_lights
from retention_journal.services.lights import judged
from retention_journal.services.morning import morning
from retention_journal.services.own_rules import days_off, nine_oclock, working_days_of
from retention_journal.services.portfolio import portfolio
from retention_journal.services.promises import Group, open_promises, open_rows
from retention_journal.services.sample import NotEmptyError, fill_sample
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import (
    TABLES,
    CareIdea,
    Client,
    ClientEvent,
    Contact,
    ContactLink,
    ContactRole,
    Interaction,
    KpiAgreement,
    KpiLine,
    Loss,
    Measurement,
    Promise,
    PromiseMove,
)

TUESDAY = date(2025, 10, 14)
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
#: A Monday, weekends, public holidays on a weekday, the day that most years lack, the first of a month.
DAYS = (
    MONDAY,
    SUNDAY,
    date(2026, 11, 21),
    date(2026, 1, 1),
    date(2027, 5, 17),
    date(2024, 2, 29),
    date(2026, 4, 1),
    date(2026, 12, 28),
)

#: Each client that has a story: the light that is shown, and the signals that it is shown for.
STORIES = {
    # a complaint for the second time, a promise four working days late, and unhappy
    "Byggmester Rognan": (Light.RED, {"H1", "H2", "H3", "S3", "S5", "S6"}),
    "Lunde Revisjon": (Light.RED, {"H4"}),  # the contact left over a week ago, the next one not spoken to
    "Øyane Sjømat": (Light.RED, {"H3", "S3", "S4"}),  # three things that point the same way
    "Fjordlys Tannklinikk": (Light.AMBER, {"D1", "D2", "D3"}),  # three small changes, before she complains
    "Kystlinjen Ferie": (Light.AMBER, {"H4"}),  # the contact left some days ago
    "Lindqvist Arkitekter": (Light.AMBER, {"S1"}),  # nothing but silence
    "Harbour & Hale Surveyors": (Light.AMBER, {"S4"}),  # weighs the small things, and you do not
    "Pemberton Legal": (Light.AMBER, {"S7"}),  # bought up last week
    "Västkustens Båtvarv": (Light.AMBER, {"S1", "D5"}),  # calls meetings off
    "Studio Ljus & Ull": (Light.GREY, set()),  # signed, not talked to yet
    "Skärgårdens Rökeri": (Light.GREY, set()),  # an old client with nobody noted
    "Tindra Inredning": (Light.GREEN, {"S4"}),  # by your own judgement
    "Yogarommet Nordnes": (Light.GREEN, set()),  # quiet, and almost due
    "Granlund Fysioterapi": (Light.GREEN, set()),
    "Sæther Rør & Varme": (Light.GREEN, set()),
    "Norrsken Cykel": (Light.GREEN, set()),
    "Haugen Optikk": (Light.GREEN, set()),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "solheim.rjournal"
    journal = Journal.create(path)
    fill_sample(journal, TUESDAY)
    journal.close()
    with JournalReader.open(path) as reader:
        yield reader


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request):
    return request.param


@pytest.fixture(scope="module")
def firm(day, tmp_path_factory):
    path = tmp_path_factory.mktemp("firm") / "solheim.rjournal"
    journal = Journal.create(path)
    fill_sample(journal, day)
    keep_lights(journal, at_nine(day))
    journal.close()
    with JournalReader.open(path) as reader:
        yield reader


def at_nine(day):
    return datetime.combine(day, time(9, 5))


def lights_on(journal, day):
    names = dict(journal.tuples(Client.select(Client._meta.primary_key, Client.name)))
    return {names[number]: one for number, one in judged(journal, at_nine(day)).items()}


def shown(one):
    return {signal.id.value for signal in one.assessment.reasons}


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
    numbers = journal.tuples(Measurement.select(Measurement.period_start))
    journal.close()
    assert datetime.combine(today, time()) - timedelta(days=4) < newest < datetime.combine(today, time())
    assert all(made <= today and (at is None or made <= at.date() <= today) for made, at in done)
    assert all(start <= today for (start,) in numbers)
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
    assert facts["Lindqvist Arkitekter"].state is RhythmState.LATE
    assert facts["Fjordlys Tannklinikk"].state is RhythmState.IN_RHYTHM
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


@pytest.mark.slow
def test_on_any_day_each_client_shows_the_light_of_its_story(firm, day):
    found = lights_on(firm, day)
    for name, (light, signals) in STORIES.items():
        assert (name, found[name].light) == (name, light)
        assert signals <= shown(found[name]), name
    assert shown(found["Lindqvist Arkitekter"]) == {"S1"}
    assert shown(found["Pemberton Legal"]) == {"S7"}
    assert shown(found["Kystlinjen Ferie"]) == {"H4"}
    assert shown(found["Fjordlys Tannklinikk"]) == {"D1", "D2", "D3"}


@pytest.mark.slow
def test_on_any_day_most_clients_are_steady_and_a_few_are_not(firm, day):
    lights = [one.light for one in lights_on(firm, day).values()]
    assert len(lights) == 22
    assert 3 <= lights.count(Light.RED) <= 4
    assert 5 <= lights.count(Light.AMBER) <= 7
    assert 1 <= lights.count(Light.GREY) <= 2
    assert lights.count(Light.GREEN) >= 10


@pytest.mark.slow
def test_on_any_day_one_promise_is_four_working_days_late(firm, day):
    rognan = lights_on(firm, day)["Byggmester Rognan"].known
    due = min(promise.due_at for promise in rognan.open_promises)
    assert working_days_of(firm, day).between(due.date(), day) == 4


@pytest.mark.slow
def test_on_any_day_the_list_holds_what_is_owed_what_changed_and_a_quiet_green(firm, day):
    found = morning(firm, at_nine(day))
    assert found.is_working_day is working_days_of(firm, day).is_working(day)
    everyone = {call.client_id: call for call in (*found.calls, *found.offered, *found.waiting)}
    names = dict(firm.tuples(Client.select(Client.name, Client._meta.primary_key)))
    lanes = {name: everyone[number].lane for name, number in names.items() if number in everyone}
    assert lanes["Byggmester Rognan"] is Lane.YOU_OWE
    assert lanes["Granlund Fysioterapi"] is Lane.YOU_OWE
    assert lanes["Lunde Revisjon"] is Lane.CHANGED
    assert lanes["Pemberton Legal"] is Lane.CHANGED
    assert lanes["Norrsken Cykel"] is Lane.GOOD_NEWS
    assert lanes["Haugen Optikk"] is Lane.GOOD_NEWS
    assert lanes["Tindra Inredning"] is Lane.GOOD_NEWS
    assert lanes["Yogarommet Nordnes"] is Lane.KEEP_CLOSE
    assert [one.client_id for one in found.snoozed] == [names["Larkfield Nursery"]]
    if found.is_working_day:
        assert len(found.calls) == 4
        assert any(call.light is Light.GREEN and call.lane is Lane.KEEP_CLOSE for call in found.calls)


def test_what_they_wrote_is_counted_in_words(sample):
    rows = sample.tuples(
        Interaction.select(Interaction.client_words, Interaction.word_count).where(
            (Interaction.direction == "inbound") & (Interaction.kind == "email")
        )
    )
    assert len(rows) > 200
    assert all(count == (len(words.split()) or None) for words, count in rows)


def test_an_agreement_gone_through_again_keeps_its_goals(sample):
    client = client_id(sample, "Granlund Fysioterapi")
    rows = sample.tuples(
        KpiLine.select(KpiAgreement.version, KpiLine.line_key, KpiLine.target)
        .join(KpiAgreement, on=(KpiLine.agreement == KpiAgreement._meta.primary_key))
        .where(KpiAgreement.client == client)
    )
    versions = {version: {row[1:] for row in rows if row[0] == version} for version, _key, _target in rows}
    assert len(versions) >= 3
    assert all(lines == versions[1] for lines in versions.values())
    held = sample.tuples(
        KpiAgreement.select(KpiAgreement.valid_from, KpiAgreement.valid_to)
        .where(KpiAgreement.client == client)
        .order_by(KpiAgreement.version)
    )
    for (_from, last), (first, _to) in pairwise(held):
        assert last + timedelta(days=1) == first


def test_it_tells_of_events_judgements_links_and_days_off(sample):
    kinds = {kind for (kind,) in sample.tuples(ClientEvent.select(ClientEvent.kind))}
    assert {EventKind.ACQUIRED, EventKind.LOOKING_AROUND, EventKind.UNHAPPY} <= kinds
    tindra = lights_on(sample, TUESDAY)["Tindra Inredning"].assessment
    assert (tindra.light, tindra.facts_light) == (Light.GREEN, Light.AMBER)
    assert tindra.override.reason
    assert len(sample.tuples(ContactLink.select(ContactLink.uid))) >= 6
    assert nine_oclock(sample).country == "NO"
    assert {(one.last_on - one.first_on).days for one in days_off(sample)} == {20, 0, 4}
    cancelled = Interaction.select(Interaction.uid).where(
        Interaction.outcome == Outcome.CANCELLED_BY_CLIENT
    )  # fmt: skip
    assert len(sample.tuples(cancelled)) >= 2


def test_it_tells_of_moved_promises_unknown_days_and_ideas_for_those_who_are_there(sample):
    moved = sample.tuples(PromiseMove.select(PromiseMove.promise, PromiseMove.reason))
    assert len(moved) == 4
    assert all(reason for _promise, reason in moved)
    due = {row.promise_id: row for row in open_rows(sample)}
    assert [row.text for row in due.values() if row.moves] == ["Bytte to bilder på Referanser"]
    undated = Promise.select(Promise.state).where(Promise.date_unknown)
    assert sample.tuples(undated) == [(PromiseState.KEPT,)]
    ideas = sample.tuples(CareIdea.select(CareIdea.kind, CareIdea.state))
    assert {state for _kind, state in ideas} == set(CareIdeaState)
    assert new_client_offer(sample)


def test_a_complaint_runs_one_waits_for_a_call_and_the_others_are_told_of(sample):
    told = {one.client_name: one for one in reversed(incidents(sample))}
    assert told["Byggmester Rognan"].state is IncidentState.ACKNOWLEDGED
    assert told["Byggmester Rognan"].clock().left(at_nine(TUESDAY)) == timedelta(hours=6, minutes=15)
    assert told["Granlund Fysioterapi"].clock().waits is Waits.FOLLOW_UP
    assert {one.outcome for one in told.values() if one.state is IncidentState.CLOSED} == {
        IncidentOutcome.RECOVERED, IncidentOutcome.RECOVERED_STRONGER, IncidentOutcome.LOST,
    }  # fmt: skip
    assert [row.is_later for row in account(sample, told["Harbour & Hale Surveyors"].incident_id)] == [
        False, False, True,
    ]  # fmt: skip


def test_the_steps_of_every_incident_follow_each_other(sample):
    for one in incidents(sample):
        taken = moves(sample, one.incident_id)
        assert all(may_follow(move.before, move.after) for move in taken)
        assert [move.before for move in taken] == [IncidentState.RECEIVED, *(m.after for m in taken[:-1])]
        times = [one.received_at, *(move.moved_at for move in taken)]
        assert times == sorted(times)
