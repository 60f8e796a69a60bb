from __future__ import annotations

from datetime import date, timedelta

import pytest

from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState, surprise, wants_surprise
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.light import Light
from retention_journal.services import care_ideas
from retention_journal.services.care_ideas import Care
from retention_journal.services.judging import judged
from tests.builders import NOON, TODAY, a_call, a_client, a_promise

DAY = timedelta(days=1)


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd", start_date=TODAY - 700 * DAY)


def care(journal, client, now=NOON) -> Care:
    return care_ideas.care_of(journal, client, now)


def test_an_idea_is_noted_done_with_what_came_of_it_and_opened_again(journal, ada):
    number = care_ideas.add_idea(journal, ada, "  A page about the workshop ", today=TODAY)
    [noted] = care(journal, ada).noted
    assert (noted.text, noted.kind, noted.noted_on) == (
        "A page about the workshop",
        CareIdeaKind.COULD_HELP,
        TODAY,
    )
    later = TODAY + 9 * DAY
    care_ideas.settle_idea(journal, number, CareIdeaState.DONE, today=later, result="They ordered it")
    [done] = care(journal, ada).settled
    assert (done.state, done.settled_on, done.result) == (CareIdeaState.DONE, later, "They ordered it")
    care_ideas.settle_idea(journal, number, CareIdeaState.NOTED, today=later)
    assert care(journal, ada).noted[0].settled_on is None
    for _act in range(3):
        journal.undo()
    assert care(journal, ada) == Care((), (), care(journal, ada).surprise, "", is_offer_open=False)


def test_what_came_of_it_can_be_written_later_without_moving_the_day(journal, ada):
    number = care_ideas.add_idea(journal, ada, "A page", today=TODAY)
    care_ideas.settle_idea(journal, number, CareIdeaState.DROPPED, today=TODAY)
    care_ideas.settle_idea(journal, number, CareIdeaState.DROPPED, today=TODAY + DAY, result="Too dear")
    [dropped] = care(journal, ada).settled
    assert (dropped.settled_on, dropped.result) == (TODAY, "Too dear")


@pytest.mark.parametrize("text", ["", " \0 ", "x" * 501])
def test_an_idea_that_says_nothing_or_too_much_is_refused(journal, ada, text):
    with pytest.raises(InvalidEntryError) as refused:
        care_ideas.add_idea(journal, ada, text, today=TODAY)
    assert refused.value.field == "text"
    assert care(journal, ada).noted == ()


def test_an_idea_in_the_trash_is_gone_until_undo(journal, ada):
    number = care_ideas.add_idea(journal, ada, "A page", today=TODAY)
    care_ideas.reword_idea(journal, number, "Another page")
    care_ideas.trash_idea(journal, number, now=NOON)
    assert care(journal, ada).noted == ()
    with pytest.raises(NotFoundError):
        care_ideas.reword_idea(journal, number, "x")
    journal.undo()
    assert [one.text for one in care(journal, ada).noted] == ["Another page"]
    with pytest.raises(NotFoundError):
        care_ideas.add_idea(journal, 404, "x", today=TODAY)


@pytest.mark.parametrize(
    ("light", "since", "last", "wanted"),
    [
        (Light.GREEN, None, None, True),
        (Light.GREEN, 180, None, True),
        (Light.GREEN, 179, None, False),
        (Light.GREEN, 900, 180, True),
        (Light.GREEN, 900, 179, False),
        (Light.AMBER, 900, None, False),
        (Light.RED, 900, None, False),
        (Light.GREY, 900, None, False),
    ],
)
def test_a_surprise_is_suggested_after_half_a_year_where_all_is_well(light, since, last, wanted):
    days = [None if n is None else TODAY - n * DAY for n in (since, last)]
    assert wants_surprise(light, *days, TODAY) is wanted


def test_suggestions_come_round_and_are_different():
    said = [surprise(number) for number in range(12)]
    assert len(set(said[:6])) == 6
    assert said[:6] == said[6:]


def test_a_surprise_planned_done_or_a_light_that_is_not_green_silences_the_suggestion(journal, ada):
    a_call(journal, ada, NOON - DAY)
    a_promise(journal, ada, due_at=NOON + 9 * DAY)
    assert judged(journal, NOON)[ada].light is Light.GREEN
    suggested = care(journal, ada).surprise
    assert suggested == surprise(ada)
    number = care_ideas.add_idea(journal, ada, suggested, today=TODAY, kind=CareIdeaKind.SURPRISE)
    assert care(journal, ada).surprise == ""
    care_ideas.settle_idea(journal, number, CareIdeaState.DROPPED, today=TODAY)
    assert care(journal, ada).surprise == suggested
    care_ideas.settle_idea(journal, number, CareIdeaState.DONE, today=TODAY)
    assert care(journal, ada).surprise == ""
    a_promise(journal, ada, made_on=date(2026, 2, 1), due_at=NOON - 20 * DAY)
    care_ideas.trash_idea(journal, number, now=NOON)
    assert judged(journal, NOON)[ada].light is not Light.GREEN
    assert care(journal, ada).surprise == ""


def test_what_new_clients_get_is_asked_once_of_each_client(journal, ada):
    bo = a_client(journal, "Bo AS")
    assert not care(journal, ada).is_offer_open
    care_ideas.set_new_client_offer(journal, "A free look at the front page")
    assert care(journal, ada).is_offer_open
    care_ideas.add_idea(
        journal,
        ada,
        care(journal, ada).offer,
        today=TODAY,
        kind=CareIdeaKind.SAME_OFFER,
        state=CareIdeaState.DONE,
    )
    assert not care(journal, ada).is_offer_open
    assert care(journal, ada).settled[0].settled_on == TODAY
    assert care(journal, bo).is_offer_open
    care_ideas.set_new_client_offer(journal, "Ten per cent")
    assert care(journal, ada).is_offer_open
    care_ideas.set_new_client_offer(journal, "")
    assert not care(journal, bo).is_offer_open
    journal.undo()
    assert care(journal, bo).offer == "Ten per cent"
