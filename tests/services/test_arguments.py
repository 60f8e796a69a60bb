"""Objections: each gets evidence or is conceded; and what an answer still wants before it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incidents import IncidentState
from retention_journal.core.promises import PromiseState
from retention_journal.services.answer_ready import Missing, marks, wanting, written
from retention_journal.services.arguments import (
    ArgumentEntry,
    add_argument,
    argument,
    arguments,
    change_argument,
    move_argument,
    trash_argument,
    unsettled,
)
from retention_journal.services.incident_feelings import Feelings, save_feelings
from retention_journal.services.incident_promises import (
    RemedyEntry,
    agree_remedy,
    remedy,
    remedy_promise,
    save_remedy,
)
from retention_journal.services.incident_steps import step
from retention_journal.services.incidents import incident, save_words, trash_incident
from retention_journal.services.promise_rows import promises_of_incident
from retention_journal.services.promises import keep_promise
from tests.builders import a_client, a_person, an_incident

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
CAME = datetime(2026, 10, 13, 13, 20, tzinfo=UTC)
LATE = ArgumentEntry("You are always late.", could_be_right="This time, yes.")


@pytest.fixture
def complaint(journal):
    return an_incident(journal, a_client(journal, "Byggmester Rognan", language="en"), received_at=CAME)


def told(journal, number):
    return [row.entry.objection for row in arguments(journal, number)]


def test_an_objection_is_settled_by_evidence_or_by_a_yes():
    assert not LATE.is_settled
    assert replace(LATE, evidence="Nine requests, three late.").is_settled
    assert replace(LATE, is_conceded=True).is_settled
    assert not replace(LATE, evidence="  \n").is_settled


def test_objections_stand_in_the_order_one_puts_them(journal, complaint):
    first, _second, third = (
        add_argument(journal, complaint, ArgumentEntry(text)) for text in ("One", "Two", "Three")
    )
    assert move_argument(journal, third, 0)
    assert told(journal, complaint) == ["Three", "One", "Two"]
    assert not move_argument(journal, third, -4)
    assert move_argument(journal, first, 99)
    assert told(journal, complaint) == ["Three", "Two", "One"]
    journal.undo()
    assert told(journal, complaint) == ["Three", "One", "Two"]


def test_what_is_written_to_it_is_kept_and_taken_away_with_an_undo(journal, complaint):
    number = add_argument(journal, complaint, LATE)
    entry = replace(LATE, evidence="Nine requests.", reply="You are right about two.")
    assert change_argument(journal, number, entry)
    assert not change_argument(journal, number, entry)
    assert argument(journal, number).entry == entry
    assert unsettled(arguments(journal, complaint)) == []
    trash_argument(journal, number, now=NOW)
    assert arguments(journal, complaint) == []
    with pytest.raises(NotFoundError):
        argument(journal, number)
    journal.undo()
    assert told(journal, complaint) == [LATE.objection]


@pytest.mark.parametrize("entry", [ArgumentEntry(" \n"), ArgumentEntry("x", reply="y" * 20_001)])
def test_an_objection_without_words_or_with_far_too_many_is_refused(journal, complaint, entry):
    with pytest.raises(InvalidEntryError):
        add_argument(journal, complaint, entry)
    assert arguments(journal, complaint) == []


def test_an_answer_says_all_that_it_still_wants_and_stops_nobody(journal, complaint):
    number = add_argument(journal, complaint, LATE)
    save_words(journal, complaint, answer_heard="You should have told me, but I did not ask.")

    def wants(**asked):
        return [one.what for one in wanting(journal, incident(journal, complaint), **asked)]

    assert wants() == [Missing.WORDS, Missing.OBJECTIONS, Missing.FEELINGS, Missing.WORDING]
    change_argument(journal, number, replace(LATE, is_conceded=True))
    save_feelings(journal, complaint, Feelings(waived=True))
    parts = dict.fromkeys(("answer_happened", "answer_doing", "answer_when"), "Today.")
    save_words(journal, complaint, **parts)
    assert wants() == [Missing.WORDING]
    one = incident(journal, complaint)
    assert list(marks(journal, one)) == ["answer_heard"]
    assert wants(looked_at=written(one)) == []
    save_words(journal, complaint, got_wrong="Actually, you never said so.")
    assert wants(looked_at=written(one)) == [Missing.WORDING]
    step(journal, complaint, IncidentState.ANSWERED, now=NOW)
    assert incident(journal, complaint).state is IncidentState.ANSWERED


FRIDAY = date(2026, 10, 16)
SWAP = RemedyEntry("Bildene byttet, og en fast dag hver uke", FRIDAY, 90, 12_000)


def test_what_puts_it_right_by_a_day_is_a_promise_made_in_the_complaint(journal, complaint):
    assert save_remedy(journal, complaint, SWAP, now=NOW)
    assert not save_remedy(journal, complaint, SWAP, now=NOW)
    (row,) = promises_of_incident(journal, complaint)
    assert (row.text, row.due_on, row.state) == (SWAP.what, FRIDAY, PromiseState.OPEN)
    assert remedy(journal, incident(journal, complaint)) == SWAP
    journal.undo()
    assert promises_of_incident(journal, complaint) == []
    assert remedy(journal, incident(journal, complaint)) == RemedyEntry()


def test_the_promise_follows_its_words_and_its_day_and_goes_with_it(journal, complaint):
    save_remedy(journal, complaint, SWAP, now=NOW)
    later = replace(SWAP, what="Bildene byttet", due_on=FRIDAY + timedelta(days=3))
    save_remedy(journal, complaint, later, now=NOW)
    (row,) = promises_of_incident(journal, complaint)
    assert (row.text, row.due_on, len(row.moves)) == ("Bildene byttet", later.due_on, 1)
    save_remedy(journal, complaint, replace(later, due_on=None), now=NOW)
    assert promises_of_incident(journal, complaint) == []
    assert incident(journal, complaint).remedy == "Bildene byttet"


def test_a_promise_that_was_kept_stays_as_it_was(journal, complaint):
    save_remedy(journal, complaint, SWAP, now=NOW)
    promised = remedy_promise(journal, incident(journal, complaint))
    keep_promise(journal, promised.promise_id, now=datetime(2026, 10, 15, 9))
    save_remedy(journal, complaint, replace(SWAP, due_on=None), now=NOW)
    assert [row.is_kept for row in promises_of_incident(journal, complaint)] == [True]


def test_a_day_that_is_over_promises_nothing_and_changes_nothing(journal, complaint):
    with pytest.raises(InvalidEntryError) as refused:
        save_remedy(journal, complaint, replace(SWAP, due_on=date(2026, 10, 13)), now=NOW)
    assert refused.value.field == "due_on"
    assert incident(journal, complaint).remedy == ""


def test_their_yes_is_kept_with_who_and_when(journal, complaint):
    with pytest.raises(InvalidEntryError):
        agree_remedy(journal, complaint, confirmed_by=None, confirmed_on=NOW.date(), now=NOW)
    one = incident(journal, complaint)
    tor = a_person(journal, one.client_id, "Tor Rognan")
    save_remedy(journal, complaint, SWAP, now=NOW)
    for wrong in (date(2026, 10, 15), date(2026, 10, 12)):
        with pytest.raises(InvalidEntryError):
            agree_remedy(journal, complaint, confirmed_by=tor, confirmed_on=wrong, now=NOW)
    agree_remedy(journal, complaint, confirmed_by=tor, confirmed_on=NOW.date(), now=NOW)
    one = incident(journal, complaint)
    assert (one.state, one.remedy_confirmed_by, one.remedy_confirmed_on) == (
        IncidentState.REMEDY_AGREED,
        tor,
        NOW.date(),
    )
    agree_remedy(journal, complaint, confirmed_by=None, confirmed_on=CAME.date(), now=NOW)
    assert incident(journal, complaint).remedy_confirmed_on == CAME.date()


def test_nothing_is_written_about_a_complaint_in_the_trash_so_that_undo_brings_it_back(journal, complaint):
    number = add_argument(journal, complaint, LATE)
    trash_incident(journal, complaint, now=NOW)
    for write in (
        lambda: change_argument(journal, number, replace(LATE, reply="Yes.")),
        lambda: trash_argument(journal, number, now=NOW),
        lambda: save_feelings(journal, complaint, Feelings("Three evenings for nothing")),
    ):
        with pytest.raises(NotFoundError):
            write()
    journal.undo()
    assert incident(journal, complaint).incident_id == complaint
