"""Looking back on a loss: begun with the first word, left, taken up, read again after a week, closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incidents import CauseKind, Locus, Verdict, Whose
from retention_journal.core.lessons import PostMortemForm, PostMortemState
from retention_journal.core.losses import LossKind, LossReason
from retention_journal.core.post_mortem import Step
from retention_journal.services.clients import trash_client
from retention_journal.services.lessons import add_lesson
from retention_journal.services.post_mortems import (
    PostMortemView,
    PrivatePage,
    attribution_shares,
    begin,
    close,
    finish,
    go_to_step,
    look_again,
    post_mortem,
    private_page,
    reopen,
    save,
    save_private_page,
    to_look_again,
    to_reread,
    to_write,
    wanting,
)
from retention_journal.services.reflections import (
    LossEntry,
    record_loss,
    reflection_of,
)
from retention_journal.services.trash import delete_for_good, in_trash
from retention_journal.storage.tables import Cause, PostMortem
from tests.builders import a_client

TODAY = date(2026, 11, 23)
NOTICE = date(2026, 11, 1)


def a_loss(journal, name="Nordvik", notice=NOTICE, **values):
    return record_loss(journal, a_client(journal, name), LossEntry(notice, **values), today=TODAY)


def caused(journal, loss, *where):
    with journal.change("causes") as change:
        number = begin(journal, loss)
        for locus, whose in where:
            change.insert(
                Cause, post_mortem=number, kind=CauseKind.COMMUNICATION_FAILURE, locus=locus, whose=whose
            )


def a_whole_one(journal, name="Nordvik", notice=NOTICE):
    loss = a_loss(journal, name, notice)
    caused(journal, loss, (Locus.SITUATION, Whose.THEIRS), (Locus.PERSON, Whose.OURS))
    save(
        journal, loss,
        differently="Rung", could_see_earlier=Verdict.YES, could_come_along=Verdict.NO,
        no_action_because="Done before",
    )  # fmt: skip
    add_lesson(journal, "Ring when a bill is late", today=TODAY, loss_id=loss)
    return loss


def test_nothing_is_in_the_file_until_something_is_written(journal):
    loss = a_loss(journal)
    assert not post_mortem(journal, loss).is_begun
    assert save(journal, loss, differently="  ") is False
    go_to_step(journal, loss, Step.LESSONS)
    assert journal.tuples(PostMortem.select()) == []
    assert save(journal, loss, differently="Rung") is True
    view = post_mortem(journal, loss)
    assert (view.differently, view.state, view.form) == ("Rung", PostMortemState.DRAFT, PostMortemForm.FULL)
    assert view.look_again_on == date(2027, 5, 1)


def test_it_is_taken_up_where_one_stopped_and_undone_word_by_word(journal):
    loss = a_loss(journal)
    save(journal, loss, summary="Quiet since June")
    go_to_step(journal, loss, Step.LOOK_BACK)
    save(journal, loss, went_well="The talk")
    assert post_mortem(journal, loss).step is Step.LOOK_BACK
    journal.undo()
    view = post_mortem(journal, loss)
    assert (view.went_well, view.summary, view.step) == ("", "Quiet since June", Step.LOOK_BACK)


def test_what_is_too_long_is_refused_and_leaves_all_as_it_was(journal):
    loss = a_loss(journal)
    with pytest.raises(InvalidEntryError) as wrong:
        save(journal, loss, summary="x" * 20_001)
    assert wrong.value.field == "summary"
    assert not post_mortem(journal, loss).is_begun


def test_feelings_are_no_field_of_what_is_shown_or_printed(journal):
    loss = a_loss(journal)
    assert save_private_page(journal, loss, PrivatePage("It stung."))
    assert private_page(journal, loss) == PrivatePage("It stung.")
    assert "private_feelings" not in PostMortemView.__dataclass_fields__
    assert "It stung." not in repr(post_mortem(journal, loss))
    assert not save_private_page(journal, loss, PrivatePage("It stung."))
    assert PrivatePage(waived=True).is_left
    assert not PrivatePage().is_left


def test_it_cannot_be_finished_one_sided(journal):
    loss = a_whole_one(journal)
    with journal.change("only outside") as change:
        change.update(Cause, 2, whose=Whose.OUTSIDE)
    assert [one.field for one in wanting(journal, loss)] == ["none_ours_because"]
    with pytest.raises(InvalidEntryError) as wrong:
        finish(journal, loss, today=TODAY)
    assert wrong.value.field == "none_ours_because"
    save(journal, loss, none_ours_because="They closed down.")
    assert finish(journal, loss, today=TODAY) == TODAY + timedelta(days=7)


def test_it_rests_for_a_week_and_is_read_again_before_it_closes(journal):
    loss = a_whole_one(journal)
    with pytest.raises(InvalidEntryError, match="to the end"):
        close(journal, loss, today=TODAY)
    again = finish(journal, loss, today=TODAY)
    early = again - timedelta(days=1)
    with pytest.raises(InvalidEntryError, match="week"):
        close(journal, loss, today=early)
    assert to_reread(journal, early) == []
    assert [one.client for one in to_reread(journal, again)] == ["Nordvik"]
    assert post_mortem(journal, loss).may_close(again)
    close(journal, loss, today=again)
    assert post_mortem(journal, loss).closed_on == again
    assert to_reread(journal, again) == []
    with pytest.raises(InvalidEntryError, match="closed already"):
        finish(journal, loss, today=again)


def test_a_closed_one_can_be_opened_again_and_rests_anew(journal):
    loss = a_whole_one(journal)
    close(journal, loss, today=finish(journal, loss, today=TODAY))
    reopen(journal, loss)
    view = post_mortem(journal, loss)
    assert (view.state, view.differently) == (PostMortemState.DRAFT, "Rung")
    assert finish(journal, loss, today=date(2027, 1, 4)) == date(2027, 1, 11)


def test_one_looks_again_on_its_day_once_it_is_closed(journal):
    loss = a_whole_one(journal)
    close(journal, loss, today=finish(journal, loss, today=TODAY))
    day = date(2027, 5, 1)
    assert to_look_again(journal, day - timedelta(days=1)) == []
    assert [one.loss_id for one in to_look_again(journal, day)] == [loss]
    with pytest.raises(InvalidEntryError):
        look_again(journal, loss, "Still", today=day, next_on=day)
    look_again(journal, loss, "Still so", today=day)
    assert to_look_again(journal, day) == []
    assert post_mortem(journal, loss).looked_again == "Still so"


def test_one_that_asked_for_another_day_comes_back_on_it(journal):
    loss = a_whole_one(journal)
    close(journal, loss, today=finish(journal, loss, today=TODAY))
    again = date(2027, 11, 1)
    look_again(journal, loss, "Still so", today=date(2027, 5, 1), next_on=again)
    assert to_look_again(journal, again - timedelta(days=1)) == []
    assert [one.loss_id for one in to_look_again(journal, again)] == [loss]


def test_a_loss_of_years_ago_is_looked_at_again_half_a_year_from_now(journal):
    loss = a_whole_one(journal, notice=date(2024, 9, 1))
    closed = finish(journal, loss, today=TODAY)
    close(journal, loss, today=closed)
    assert to_look_again(journal, closed) == []
    assert post_mortem(journal, loss).look_again_on == date(2027, 5, 30)


def test_a_loss_whose_client_was_deleted_for_good_takes_its_post_mortem_along(journal):
    loss, other = a_whole_one(journal), a_whole_one(journal, "Berg")
    client = post_mortem(journal, loss).client_id
    trash_client(journal, client, now=datetime(2026, 11, 23, 9))
    delete_for_good(journal, in_trash(journal))
    with pytest.raises(NotFoundError):
        post_mortem(journal, loss)
    assert [one.loss_id for one in to_write(journal)] == [other]
    assert journal.counts()["post_mortem"] == 1
    assert journal.counts()["cause"] == 2


def test_losses_wait_to_be_written_about_until_they_are(journal):
    first, second = a_loss(journal), a_whole_one(journal, "Berg", date(2026, 11, 10))
    assert [one.client for one in to_write(journal)] == ["Berg", "Nordvik"]
    finish(journal, second, today=TODAY)
    assert [(one.client, one.step) for one in to_write(journal)] == [("Nordvik", None)]
    save(journal, first, summary="x")
    assert [one.step for one in to_write(journal)] == [Step.WHAT_HAPPENED]


def test_a_pause_has_a_short_form_that_asks_for_what_was_yours(journal):
    loss = a_loss(journal, kind=LossKind.PAUSE)
    assert post_mortem(journal, loss).form is PostMortemForm.SHORT
    assert {one.field for one in wanting(journal, loss)} == {"went_wrong", "lesson"}
    save(journal, loss, went_wrong="I never asked.", no_action_because="It is a pause.")
    assert finish(journal, loss, today=TODAY)


def test_what_the_reflection_tells_is_what_was_written_here(journal):
    loss = a_loss(journal, kind=LossKind.PAUSE)
    save(journal, loss, differently="Asked")
    save_private_page(journal, loss, PrivatePage("Tired"))
    view = post_mortem(journal, loss)
    assert (view.form, view.differently) == (PostMortemForm.SHORT, "Asked")
    assert view.look_again_on == date(2027, 5, 1)
    assert private_page(journal, loss) == PrivatePage("Tired")
    save(journal, loss, differently="Asked in May")
    (shown,) = reflection_of(journal, view.client_id).losses
    assert (shown.look_back.differently, shown.look_back.private_feelings) == ("Asked in May", "Tired")


def test_two_losses_of_one_client_are_looked_back_on_apart(journal):
    client = a_client(journal, "Haugen", start_date=date(2020, 1, 1))
    losses = [
        record_loss(journal, client, LossEntry(day, primary_reason=LossReason.MOVED), today=TODAY)
        for day in (date(2023, 5, 1), NOTICE)
    ]
    save(journal, losses[0], summary="the first time")
    assert post_mortem(journal, losses[1]).summary == ""


def test_a_loss_whose_client_is_in_the_trash_is_not_there_and_says_where_to_look(journal):
    loss = a_loss(journal)
    trash_client(journal, post_mortem(journal, loss).client_id, now=datetime(2026, 11, 23, 9))
    with pytest.raises(NotFoundError):
        post_mortem(journal, loss)
    assert to_write(journal) == []


def test_leaning_to_one_side_is_told_over_five_closed_ones(journal):
    for number in range(5):
        loss = a_whole_one(journal, f"Client {number}")
        caused(journal, loss, *[(Locus.SITUATION, Whose.OUTSIDE)] * 4)
        assert attribution_shares(journal).post_mortems == number
        close(journal, loss, today=finish(journal, loss, today=TODAY))
    found = attribution_shares(journal)
    assert (found.post_mortems, found.causes) == (5, 30)
    assert found.outside == pytest.approx(20 / 30)
    assert found.text == ""
