"""How lights turned is noted and never rewritten, and says in the end what the light was worth."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.errors import CancelledError, NotFoundError
from retention_journal.core.light import Light
from retention_journal.core.light_rules import DEFAULT_RULES
from retention_journal.core.periods import DayRange, last_twelve_months
from retention_journal.services.clients import set_status
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.services.light_history import client_turns, keep_lights
from retention_journal.services.light_warned import light_before, light_before_losses
from retention_journal.services.lights import client_light, told_lights
from retention_journal.services.overrides import set_override
from retention_journal.services.own_rules import set_light_rules
from retention_journal.services.promises import end_of, keep_promise
from retention_journal.services.trash import delete_for_good, in_trash
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, HealthSnapshot, Loss
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise

DAY = timedelta(days=1)
YEAR = last_twelve_months(TODAY)


def at(days_ago):
    return NOON - days_ago * DAY


@pytest.fixture
def ada(journal):
    """A retainer (every 14 days) you last talked to 20 days ago: amber since the 15th day."""
    client = a_client(journal)
    a_person(journal, client)
    a_call(journal, client, at(20))
    return client


def turned(journal, client, today=TODAY):
    return [(turn.on, turn.light) for turn in client_turns(journal, client, today)]


def test_a_journal_never_noted_before_is_looked_back_on(journal, ada):
    keep_lights(journal, NOON)
    assert turned(journal, ada)[-2:] == [(TODAY - 20 * DAY, Light.GREEN), (TODAY - 5 * DAY, Light.AMBER)]
    told = client_light(journal, ada, NOON)
    assert (told.since, told.before, told.before_days) == (TODAY - 5 * DAY, Light.GREEN, 15)
    assert told.headline == "Watch since Thursday (was Steady for 15 days)"


def test_since_when_is_not_said_where_nobody_looked_back_that_far(journal):
    silent, new = a_client(journal, "Silent"), a_client(journal, "New", start_date=TODAY - 3 * DAY)
    for client in (silent, new):
        a_person(journal, client)
    a_call(journal, silent, at(700))
    a_call(journal, new, at(3))
    keep_lights(journal, NOON)
    assert client_light(journal, silent, NOON).since is None
    assert client_light(journal, silent, NOON).headline == "Watch"
    assert client_light(journal, new, NOON).since == TODAY - 3 * DAY


def test_a_reader_says_the_same_without_any_note(journal, ada):
    with JournalReader.open(journal.path) as reader:
        (told,) = told_lights(reader, NOON)
    assert (told.since, told.before) == (TODAY - 5 * DAY, Light.GREEN)


def test_three_weeks_without_opening_are_filled_from_the_log_as_it_stood(journal, ada):
    keep_lights(journal, at(19))
    log_contact(journal, ada, ContactEntry(occurred_at=at(1)), now=NOON)
    keep_lights(journal, NOON)
    assert turned(journal, ada)[-2:] == [(TODAY - 5 * DAY, Light.AMBER), (TODAY - DAY, Light.GREEN)]


def test_the_same_day_noted_twice_adds_nothing(journal, ada):
    assert keep_lights(journal, NOON) > 0
    assert keep_lights(journal, NOON) == 0


def test_what_turns_and_turns_back_in_a_day_is_no_turn(journal, ada):
    keep_lights(journal, NOON)
    before = turned(journal, ada)
    made = a_promise(journal, ada, made_on=TODAY - 30 * DAY, due_at=end_of(TODAY - 20 * DAY))
    keep_lights(journal, NOON)
    assert turned(journal, ada)[-1] == (TODAY, Light.RED)
    keep_promise(journal, made, now=NOON)
    keep_lights(journal, NOON)
    assert turned(journal, ada) == before


def test_another_threshold_changes_today_and_leaves_last_week_as_it_was(journal, ada):
    keep_lights(journal, NOON)
    before = turned(journal, ada)
    set_light_rules(journal, DEFAULT_RULES.changed(retainer_ideal_days=30, retainer_max_days=45))
    keep_lights(journal, NOON)
    assert turned(journal, ada) == [*before, (TODAY, Light.GREEN)]


def test_a_note_keeps_the_reasons_in_the_words_of_its_day(journal, ada):
    keep_lights(journal, NOON)
    (*_earlier, turn) = client_turns(journal, ada, TODAY)
    assert turn.reasons == ("Last real talk 15 days ago; your rhythm is 14.",)


def test_your_own_judgement_is_noted_beside_the_facts(journal, ada):
    keep_lights(journal, NOON)
    set_override(journal, ada, Light.GREEN, "On holiday until Friday", TODAY + 3 * DAY, now=NOON)
    keep_lights(journal, NOON)
    (row,) = journal.tuples(
        HealthSnapshot.select(HealthSnapshot.light, HealthSnapshot.override, HealthSnapshot.override_reason)
        .where(HealthSnapshot.day == TODAY)
    )  # fmt: skip
    assert row == (Light.AMBER, Light.GREEN, "On holiday until Friday")
    assert turned(journal, ada)[-1] == (TODAY, Light.GREEN)


def test_notes_are_no_acts_and_undo_steps_over_them(journal, ada):
    bo = a_client(journal, "Bo")
    keep_lights(journal, NOON)
    before = turned(journal, bo)
    assert journal.undo() == "Add a client"
    keep_lights(journal, NOON)
    assert turned(journal, bo) == []
    assert journal.redo() == "Add a client"
    keep_lights(journal, NOON)
    assert turned(journal, bo) == before != []


def test_who_leaves_has_a_closed_history_and_begins_anew_when_won_back(journal, ada):
    keep_lights(journal, at(2))
    set_status(journal, ada, Status.LOST, today=TODAY)
    keep_lights(journal, at(1))
    assert turned(journal, ada) == []
    set_status(journal, ada, Status.WON_BACK, today=TODAY)
    keep_lights(journal, NOON)
    assert turned(journal, ada) == [(TODAY, Light.AMBER)]


def test_the_notes_of_a_client_deleted_for_good_go_too(journal, ada):
    keep_lights(journal, NOON)
    with journal.change("Trash") as change:
        change.trash(Client, ada, at=NOON)
    delete_for_good(journal, in_trash(journal))
    assert journal.sql("SELECT count(*) FROM health_snapshot") == [(0,)]


def test_stopped_half_way_nothing_is_noted(journal, ada):
    def stop(done, total):
        if done == 3:
            raise CancelledError("")

    with pytest.raises(CancelledError):
        keep_lights(journal, NOON, stop)
    assert journal.sql("SELECT count(*) FROM health_snapshot") == [(0,)]


def test_a_journal_that_can_only_be_read_is_left_alone(journal, ada):
    journal.close()
    with Journal.open_read_only(journal.path) as closed:
        assert keep_lights(closed, NOON) == 0


# -- what the light was worth --------------------------------------------------------------------------------


def lose(journal, client, notice):
    with journal.change("Lose") as change:
        change.insert(Loss, client=client, notice_on=notice, status_before=Status.ACTIVE)
    set_status(journal, client, Status.LOST, today=notice)


def talk_weekly(journal, client, until_days_ago):
    for days_ago in range(until_days_ago, 300, 7):
        a_call(journal, client, at(days_ago))


def year(journal):
    return light_before_losses(journal, YEAR)


def test_a_loss_says_when_the_light_warned_and_whether_a_talk_followed(journal):
    ada, bo = (a_client(journal, name) for name in ("Ada", "Bo"))
    for client in (ada, bo):
        a_person(journal, client)
        talk_weekly(journal, client, 60)
    a_call(journal, bo, at(30))
    lose(journal, ada, TODAY - 10 * DAY)
    lose(journal, bo, TODAY - 10 * DAY)
    keep_lights(journal, NOON)
    told = {loss.client: loss for loss in year(journal).losses}
    assert told["Ada"].first_amber == TODAY - 45 * DAY
    assert (told["Ada"].days, told["Ada"].talked_on) == (35, None)
    assert told["Bo"].talked_on == TODAY - 30 * DAY
    assert year(journal).text == (
        "2 of 2 losses were amber or red 14 days or more before notice (median 35 days);"
        " in 1 of them no call was made; 1 amber ended well."
    )


def note_turns(journal, client, *turns):
    """Write down lights as they were noted while the journal was open: how many days ago, and which."""
    [(uid,)] = journal.tuples(Client.select(Client.uid).where(Client.id == client))
    rows = [
        {
            "uid": f"{uid} {days_ago}", "client_uid": uid, "day": TODAY - days_ago * DAY, "light": light,
            "reasons": [], "override": None, "override_reason": "", "override_until": None,
        }
        for days_ago, light in turns
    ]  # fmt: skip
    with journal.note() as note:
        note.insert_many(HealthSnapshot, rows)


@pytest.mark.parametrize(
    ("green_ago", "amber_ago"),
    [
        (201, None),  # it was mended before the 180 days that count
        (190, None),  # on their first day
        (189, 190),  # on their second: it still was amber on the first
    ],
)
def test_a_light_counts_that_shone_in_the_180_days_before_the_notice(journal, green_ago, amber_ago):
    ada = a_client(journal)
    lose(journal, ada, TODAY - 10 * DAY)
    note_turns(journal, ada, (300, Light.AMBER), (green_ago, Light.GREEN))
    (loss,) = year(journal).losses
    assert loss.first_amber == (amber_ago and TODAY - amber_ago * DAY)


def test_a_warning_the_day_before_is_none(journal):
    ada = a_client(journal)
    a_person(journal, ada)
    talk_weekly(journal, ada, 40)
    lose(journal, ada, TODAY - 24 * DAY)
    keep_lights(journal, NOON)
    (loss,) = year(journal).losses
    assert loss.days == 1
    assert year(journal).text == "0 of 1 loss was amber or red 14 days or more before notice."


def test_a_loss_longer_ago_than_any_note_is_worked_out_from_the_log(journal):
    ada = a_client(journal, start_date=date(2022, 1, 1))
    a_person(journal, ada)
    for day in range(200):
        a_call(journal, ada, datetime(2025, 3, 1, 9) - day * DAY)
    lose(journal, ada, date(2025, 5, 1))
    keep_lights(journal, NOON)
    (loss,) = light_before_losses(journal, DayRange(date(2025, 1, 1), TODAY)).losses
    assert loss.first_amber == date(2025, 3, 16)
    assert turned(journal, ada) == []


def test_losses_the_journal_knows_no_light_of_are_left_out(journal):
    keep_lights(journal, NOON)
    ada = a_client(journal)
    lose(journal, ada, TODAY)
    assert (year(journal).silent, year(journal).unknown, year(journal).losses) == (True, 1, ())
    assert "Of 1 loss the light is not known." in year(journal).text


def test_one_loss_says_when_the_light_could_have_told_whether_it_did_and_whether_it_was_heeded(journal):
    names = ("Ada", "Bo", "Cy", "Di", "Ed")
    ada, bo, cy, di, _ed = clients = [a_client(journal, name) for name in names]
    for client in clients:
        lose(journal, client, TODAY - 10 * DAY)
    for client in (ada, bo):
        note_turns(journal, client, (300, Light.GREEN), (50, Light.AMBER), (30, Light.RED))
    note_turns(journal, cy, (40, Light.RED))
    note_turns(journal, di, (300, Light.GREEN))
    a_call(journal, bo, at(60))
    a_call(journal, bo, at(45))
    a_call(journal, bo, at(10))
    a_call(journal, cy, at(39), outcome="no_answer")
    losses = dict(journal.tuples(Loss.select(Loss.client, Loss.id)))
    told = [light_before(journal, losses[client], TODAY).text for client in clients]
    assert told == [
        "The light was amber from 19 January 2026, 40 days before the notice, and red from 8 February 2026,"
        " 20 days before the notice. No call was made after that.",
        "The light was amber from 19 January 2026, 40 days before the notice, and red from 8 February 2026,"
        " 20 days before the notice. You talked 5 days later, on 24 January 2026.",
        "The light was red from 29 January 2026, 30 days before the notice."
        " You tried on 30 January 2026; nobody was reached.",
        "The light was neither amber nor red in the 180 days before the notice.",
        "The journal does not know how the light stood before the notice.",
    ]
    found = light_before(journal, losses[bo], TODAY)
    assert (found.first_amber, found.first_red) == (TODAY - 50 * DAY, TODAY - 30 * DAY)
    assert (found.days, found.call_followed_on) == (40, TODAY - 45 * DAY)
    whole = year(journal)
    assert (whole.warned, whole.n, whole.not_called, whole.unknown) == (3, 4, 1, 1)
    assert set(whole.names) == {"Ada", "Bo", "Cy"}
    assert whole.text == (
        "3 of 4 losses were amber or red 14 days or more before notice (median 40 days);"
        " in 1 of them no call was made. Of 1 loss the light is not known."
    )


def test_where_a_call_followed_every_warning_that_is_said(journal):
    bo = a_client(journal, "Bo")
    lose(journal, bo, TODAY)
    note_turns(journal, bo, (31, Light.AMBER))
    a_call(journal, bo, at(20))
    assert year(journal).text == (
        "1 of 1 loss was amber or red 14 days or more before notice (median 31 days);"
        " a call followed each time."
    )


def test_a_loss_that_is_not_there_is_said_to_be_gone(journal):
    with pytest.raises(NotFoundError):
        light_before(journal, 99, TODAY)


def test_a_reader_of_a_journal_nobody_noted_works_the_light_before_a_loss_out(journal):
    ada = a_client(journal)
    a_person(journal, ada)
    talk_weekly(journal, ada, 20)
    lose(journal, ada, TODAY)
    with JournalReader.open(journal.path) as reader:
        found = light_before_losses(reader, YEAR)
    assert found.ended_well is None
    keep_lights(journal, NOON)
    noted = year(journal)
    assert [one.first_amber for one in noted.losses] == [TODAY - 5 * DAY]
    assert found.losses == noted.losses


def test_a_client_lost_before_it_came_has_no_light_that_is_known(journal):
    ada = a_client(journal, start_date=TODAY)
    with journal.change("Lose") as change:
        number = change.insert(Loss, client=ada, notice_on=TODAY - 30 * DAY)
    keep_lights(journal, NOON)
    assert light_before(journal, number, TODAY).first_amber is None
