"""A loss is written down, looked back on, and leaves a lesson that comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.contacts import Kind
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.lessons import LessonState
from retention_journal.core.losses import LossKind, LossReason, ReasonCertainty, ReasonSource
from retention_journal.services.lessons import (
    add_lesson,
    lessons,
    lessons_due,
    retire_lesson,
    rewrite_lesson,
    still_true,
    use_lesson_again,
)
from retention_journal.services.post_mortems import PrivatePage, save, save_private_page
from retention_journal.services.reflections import (
    ClosingEntry,
    LookBackEntry,
    LossEntry,
    edit_loss,
    lost_clients,
    record_loss,
    reflection_of,
    save_closing,
)
from retention_journal.services.win_back import win_back
from retention_journal.services.won_and_lost import won_and_lost
from retention_journal.storage.tables import Client, ClosingConversation
from tests.builders import NOON, TODAY, a_call, a_client, a_person


def end_of(journal, client):
    return journal.value(Client.select(Client.end_date).where(Client.id == client))


def status_of(journal, client):
    return journal.value(Client.select(Client.status).where(Client.id == client))


@pytest.mark.parametrize(
    ("kind", "reason", "status"),
    [
        (LossKind.FULL, LossReason.COMPETITOR, Status.LOST),
        (LossKind.FULL, LossReason.ENDED_BY_US, Status.CLOSED_BY_US),
        (LossKind.PAUSE, LossReason.UNKNOWN, Status.PAUSED),
        (LossKind.DOWNGRADE, LossReason.PRICE_OR_BUDGET, Status.ACTIVE),
        (LossKind.PROJECT_NOT_RENEWED, LossReason.NEED_ENDED, Status.ACTIVE),
    ],
)
def test_what_ended_sets_where_the_client_stands_and_undo_takes_it_back(journal, kind, reason, status):
    client = a_client(journal)
    record_loss(journal, client, LossEntry(TODAY, kind=kind, primary_reason=reason), today=TODAY)
    assert status_of(journal, client) is status
    journal.undo()
    assert status_of(journal, client) is Status.ACTIVE
    assert lost_clients(journal) == []


def test_a_client_lost_and_won_again_keeps_what_was_written(journal):
    client = a_client(journal)
    record_loss(journal, client, LossEntry(TODAY, their_words="A cheaper offer"), today=TODAY)
    win_back(journal, client)
    assert status_of(journal, client) is Status.WON_BACK
    assert [lost.their_words for lost in lost_clients(journal)] == ["A cheaper offer"]


def test_only_the_clients_own_words_confirm_a_reason(journal):
    client = a_client(journal)
    guess = LossEntry(TODAY, reason_certainty=ReasonCertainty.CONFIRMED)
    with pytest.raises(InvalidEntryError, match="confirmed only when"):
        record_loss(journal, client, guess, today=TODAY)
    said = LossEntry(
        TODAY, reason_source=ReasonSource.CLIENT_SAID, reason_certainty=ReasonCertainty.CONFIRMED
    )
    record_loss(journal, client, said, today=TODAY)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (LossEntry(TODAY + timedelta(days=1)), "notice_on"),
        (LossEntry(TODAY, ended_on=TODAY - timedelta(days=1)), "ended_on"),
    ],
)
def test_days_that_lie_wrong_are_refused_at_their_place(journal, entry, field):
    client = a_client(journal)
    with pytest.raises(InvalidEntryError) as refused:
        record_loss(journal, client, entry, today=TODAY)
    assert refused.value.field == field
    assert lost_clients(journal) == []


def test_the_reflection_tells_all_that_was_written(journal):
    client = a_client(journal)
    a_call(journal, client, kind=Kind.NOTE, summary="I miss them already")
    entry = LossEntry(
        TODAY, primary_reason=LossReason.OVERLOOKED, other_reasons=(LossReason.PRICE_OR_BUDGET,)
    )
    loss = record_loss(journal, client, entry, today=TODAY)
    closing = ClosingEntry(
        held_on=TODAY, what_was_good="You listened", advice_1="Call more often", felt_seen=2
    )
    save_closing(journal, loss, ClosingEntry(planned_on=TODAY), today=TODAY)
    save_closing(journal, loss, closing, today=TODAY)
    look_back = LookBackEntry(differently="Called in May", private_feelings="It hurt")
    save(journal, loss, differently="Called in May")
    save_private_page(journal, loss, PrivatePage("It hurt"))
    add_lesson(journal, " Call the quiet ones\nfirst. ", loss_id=loss, today=TODAY)
    told = reflection_of(journal, client)
    (view,) = told.losses
    assert (view.entry, view.closing, view.look_back) == (entry, closing, look_back)
    assert [lesson.text for lesson in view.lessons] == ["Call the quiet ones first."]
    assert [note.text for note in told.notes] == ["I miss them already"]
    (lost,) = lost_clients(journal)
    assert (lost.closing_held_on, lost.has_looked_back, lost.lessons) == (TODAY, True, 1)


def test_a_closing_conversation_cannot_have_been_held_tomorrow(journal):
    loss = record_loss(journal, a_client(journal), LossEntry(TODAY), today=TODAY)
    with pytest.raises(InvalidEntryError, match="still to come"):
        save_closing(journal, loss, ClosingEntry(held_on=TODAY + timedelta(days=1)), today=TODAY)


def test_a_lesson_comes_back_after_longer_and_longer(journal):
    add_lesson(journal, "Say what is not included.", today=TODAY)
    day, gaps = TODAY, []
    for _reading in range(7):
        (lesson,) = lessons(journal)
        assert lessons_due(journal, lesson.next_review_on - timedelta(days=1)) == []
        assert lessons_due(journal, lesson.next_review_on) == [lesson]
        gaps.append((lesson.next_review_on - day).days)
        day = lesson.next_review_on
        still_true(journal, lesson, today=day)
    assert gaps == [7, 30, 90, 180, 365, 365, 365]


def test_a_rewritten_lesson_starts_over_and_a_retired_one_rests(journal):
    number = add_lesson(journal, "Call.", today=TODAY)
    still_true(journal, lessons(journal)[0], today=TODAY)
    rewrite_lesson(journal, number, "Call first.", today=TODAY)
    (lesson,) = lessons(journal)
    assert (lesson.text, lesson.next_review_on) == ("Call first.", TODAY + timedelta(days=7))
    retire_lesson(journal, number)
    assert lessons(journal, LessonState.ACTIVE) == []
    assert lessons_due(journal, date(2099, 1, 1)) == []
    use_lesson_again(journal, number, today=TODAY)
    assert len(lessons(journal, LessonState.ACTIVE)) == 1


def test_an_empty_lesson_is_refused(journal):
    with pytest.raises(InvalidEntryError, match="one sentence"):
        add_lesson(journal, " \n ", today=TODAY)


def test_the_lamp_lights_when_fewer_are_won_than_lost(journal):
    long_ago = TODAY - timedelta(days=800)
    for name in ("Ada", "Bob"):
        client = a_client(journal, name, start_date=long_ago)
        record_loss(journal, client, LossEntry(TODAY - timedelta(days=30)), today=TODAY)
    a_client(journal, "New", start_date=TODAY - timedelta(days=10))
    figures = won_and_lost(journal, TODAY)
    assert (figures.won, figures.lost, figures.alarm) == (1, 2, True)


def test_a_loss_of_a_client_in_the_trash_is_not_shown(journal):
    client = a_client(journal)
    record_loss(journal, client, LossEntry(TODAY), today=TODAY)
    with journal.change("Trash") as change:
        change.trash(Client, client, at=NOON)
    assert lost_clients(journal) == []


def test_a_client_that_is_not_there_is_said_to_be_gone(journal):
    with pytest.raises(NotFoundError):
        record_loss(journal, 99, LossEntry(TODAY), today=TODAY)
    with pytest.raises(NotFoundError):
        reflection_of(journal, 99)


def test_what_was_lost_is_corrected_and_corrected_back(journal):
    client = a_client(journal)
    loss = record_loss(journal, client, LossEntry(TODAY), today=TODAY)
    other = LossEntry(TODAY, their_words="Too dear", other_reasons=(LossReason.MOVED,))
    edit_loss(journal, loss, other, today=TODAY)
    assert reflection_of(journal, client).losses[0].entry == other
    journal.undo()
    assert reflection_of(journal, client).losses[0].entry == LossEntry(TODAY)


def test_a_loss_says_whom_the_talk_was_with(journal):
    client = a_client(journal)
    person = a_person(journal, client, "Ada Byron")
    loss = record_loss(journal, client, LossEntry(TODAY), today=TODAY)
    with journal.change("Talk") as change:
        change.insert(ClosingConversation, loss=loss, with_contact=person, held_on=TODAY)
    assert reflection_of(journal, client).losses[0].talked_to == "Ada Byron"


def test_a_loss_corrected_to_a_pause_pauses_the_client_and_undo_takes_it_back(journal):
    client = a_client(journal)
    loss = record_loss(journal, client, LossEntry(TODAY, ended_on=TODAY), today=TODAY)
    edit_loss(journal, loss, LossEntry(TODAY, kind=LossKind.PAUSE), today=TODAY)
    assert (status_of(journal, client), end_of(journal, client)) == (Status.PAUSED, None)
    journal.undo()
    assert (status_of(journal, client), end_of(journal, client)) == (Status.LOST, TODAY)
    edit_loss(journal, loss, LossEntry(TODAY, kind=LossKind.DOWNGRADE), today=TODAY)
    assert (status_of(journal, client), end_of(journal, client)) == (Status.ACTIVE, None)
    edit_loss(journal, loss, LossEntry(TODAY, primary_reason=LossReason.ENDED_BY_US), today=TODAY)
    assert (status_of(journal, client), end_of(journal, client)) == (Status.CLOSED_BY_US, TODAY)


def test_the_day_a_client_ended_follows_the_loss(journal):
    client = a_client(journal)
    loss = record_loss(journal, client, LossEntry(TODAY, ended_on=TODAY), today=TODAY)
    earlier = TODAY - timedelta(days=9)
    edit_loss(journal, loss, LossEntry(earlier, ended_on=earlier), today=TODAY)
    assert end_of(journal, client) == earlier


def test_correcting_an_old_loss_leaves_a_client_that_came_back_alone(journal):
    client = a_client(journal)
    loss = record_loss(journal, client, LossEntry(TODAY - timedelta(days=90)), today=TODAY)
    win_back(journal, client, today=TODAY)
    edit_loss(journal, loss, LossEntry(TODAY - timedelta(days=80), kind=LossKind.PAUSE), today=TODAY)
    assert status_of(journal, client) is Status.WON_BACK
