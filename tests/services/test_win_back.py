"""Clients that come back, and are lost again; losses that lie wrong in time."""

from __future__ import annotations

from datetime import date

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.losses import LossKind
from retention_journal.services.reflections import (
    ClosingEntry,
    LossEntry,
    edit_loss,
    record_loss,
    reflection_of,
    save_closing,
)
from retention_journal.services.win_back import win_back
from retention_journal.storage.tables import Client, Loss, key_of
from tests.builders import a_client

TODAY = date(2026, 11, 23)
START = date(2020, 1, 1)
FIRST, BACK, SECOND = date(2023, 5, 1), date(2024, 2, 1), date(2026, 11, 1)


@pytest.fixture
def client(journal):
    return a_client(journal, "Haugen", start_date=START)


def status(journal, client):
    return journal.value(Client.select(Client.status).where(key_of(Client) == client))


def days_back(journal):
    return [day for (day,) in journal.tuples(Loss.select(Loss.won_back_on).order_by(key_of(Loss)))]


def test_lost_won_back_lost_again_and_won_back_again(journal, client):
    for notice, back in ((FIRST, BACK), (SECOND, TODAY)):
        record_loss(journal, client, LossEntry(notice), today=TODAY)
        assert status(journal, client) is Status.LOST
        win_back(journal, client, back, today=TODAY)
        assert status(journal, client) is Status.WON_BACK
    assert days_back(journal) == [BACK, TODAY]
    journal.undo()
    assert status(journal, client) is Status.LOST
    assert days_back(journal) == [BACK, None]
    assert len(reflection_of(journal, client).losses) == 2


def test_one_that_was_only_paused_is_active_again(journal, client):
    record_loss(journal, client, LossEntry(SECOND, kind=LossKind.PAUSE), today=TODAY)
    assert status(journal, client) is Status.PAUSED
    win_back(journal, client, TODAY, today=TODAY)
    assert status(journal, client) is Status.ACTIVE
    assert days_back(journal) == [TODAY]


def test_a_day_nobody_knows_is_left_open(journal, client):
    record_loss(journal, client, LossEntry(FIRST), today=TODAY)
    win_back(journal, client)
    assert (status(journal, client), days_back(journal)) == (Status.WON_BACK, [None])


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 11, 24)])
def test_nobody_comes_back_before_leaving_or_tomorrow(journal, client, day):
    record_loss(journal, client, LossEntry(SECOND), today=TODAY)
    with pytest.raises(InvalidEntryError) as wrong:
        win_back(journal, client, day, today=TODAY)
    assert wrong.value.field == "won_back_on"
    assert status(journal, client) is Status.LOST


def test_nobody_is_won_back_who_is_not_there(journal):
    with pytest.raises(NotFoundError):
        win_back(journal, 99)


def test_a_loss_before_the_start_names_both_days_and_changes_nothing(journal, client):
    with pytest.raises(InvalidEntryError, match=r"2019.*2020") as wrong:
        record_loss(journal, client, LossEntry(date(2019, 12, 31)), today=TODAY)
    assert wrong.value.field == "notice_on"
    assert status(journal, client) is Status.ACTIVE
    loss = record_loss(journal, client, LossEntry(FIRST), today=TODAY)
    with pytest.raises(InvalidEntryError):
        edit_loss(journal, loss, LossEntry(date(2019, 12, 31)), today=TODAY)


def test_what_was_noticed_and_what_it_was_worth_come_back_as_written(journal, client):
    entry = LossEntry(SECOND, noticed_on=date(2026, 6, 1), value_lost_minor=14_400_000, currency="NOK")
    record_loss(journal, client, entry, today=TODAY)
    assert reflection_of(journal, client).losses[0].entry == entry


def test_the_whole_talk_comes_back_as_written_and_brings_the_day_to_call_again(journal, client):
    loss = record_loss(journal, client, LossEntry(SECOND), today=TODAY)
    talk = ClosingEntry(
        held_on=date(2026, 10, 30), what_was_good="Quick", example="July", first_noticed="June",
        situation="New owner", asked_by="Eva", may_call_on=date(2027, 3, 1), would_return="If you call",
        to_thank="Kari", still_open="The pictures", own_notes="Sad", minutes=25, thanked_on=TODAY,
    )  # fmt: skip
    save_closing(journal, loss, talk, today=TODAY)
    view = reflection_of(journal, client).losses[0]
    assert view.closing == talk
    assert (view.entry.winback_on, view.entry.winback_condition) == (date(2027, 3, 1), "If you call")


@pytest.mark.parametrize(
    ("talk", "field"),
    [
        (ClosingEntry(held_on=TODAY, may_call_on=TODAY), "may_call_on"),
        (ClosingEntry(held_on=TODAY, thanked_on=date(2026, 11, 24)), "thanked_on"),
    ],
)
def test_days_of_the_talk_that_lie_wrong_are_refused_at_their_place(journal, client, talk, field):
    loss = record_loss(journal, client, LossEntry(SECOND), today=TODAY)
    with pytest.raises(InvalidEntryError) as wrong:
        save_closing(journal, loss, talk, today=TODAY)
    assert wrong.value.field == field


def test_nobody_answering_is_kept_apart_from_declining(journal, client):
    loss = record_loss(journal, client, LossEntry(SECOND), today=TODAY)
    save_closing(journal, loss, ClosingEntry(no_answer=True), today=TODAY)
    closing = reflection_of(journal, client).losses[0].closing
    assert (closing.no_answer, closing.declined) == (True, False)
