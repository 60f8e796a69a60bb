"""The causes of a loss: the same as those of an incident, at most six, and begun by the first."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incidents import CauseKind, Locus, Whose
from retention_journal.services.causes import (
    CauseEntry,
    add_cause,
    add_loss_cause,
    cause,
    causes,
    change_cause,
    loss_causes,
    trash_cause,
)
from retention_journal.services.post_mortems import post_mortem
from retention_journal.services.reflections import LossEntry, record_loss
from tests.builders import a_client, an_incident

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9)
BUSY = CauseEntry(CauseKind.CLIENT_SIDE, Locus.SITUATION, Whose.THEIRS, evidence="Three left in a month")


@pytest.fixture
def loss(journal):
    return record_loss(journal, a_client(journal, "Nordvik"), LossEntry(date(2026, 11, 1)), today=TODAY)


def test_the_first_cause_begins_looking_back_and_one_undo_takes_both_away(journal, loss):
    number = add_loss_cause(journal, loss, BUSY)
    assert [(row.cause_id, row.entry) for row in loss_causes(journal, loss)] == [(number, BUSY)]
    assert post_mortem(journal, loss).is_begun
    journal.undo()
    assert loss_causes(journal, loss) == []
    assert not post_mortem(journal, loss).is_begun


def test_a_loss_nothing_was_written_about_has_none(journal, loss):
    assert loss_causes(journal, loss) == []


def test_one_cause_is_found_by_its_id_whoever_it_belongs_to(journal, loss):
    of_loss = add_loss_cause(journal, loss, BUSY)
    of_incident = add_cause(journal, an_incident(journal, a_client(journal, "Berg")), BUSY)
    assert cause(journal, of_loss).entry == cause(journal, of_incident).entry == BUSY


def test_a_cause_of_a_loss_is_none_of_an_incident(journal, loss):
    incident = an_incident(journal, a_client(journal, "Berg"))
    add_loss_cause(journal, loss, BUSY)
    assert causes(journal, incident) == []


def test_it_is_changed_and_taken_away_like_any_other(journal, loss):
    number = add_loss_cause(journal, loss, BUSY)
    other = CauseEntry(CauseKind.FORGETFULNESS, Locus.PERSON, Whose.OURS)
    change_cause(journal, number, other)
    assert cause(journal, number).entry == other
    trash_cause(journal, number, now=NOW)
    assert loss_causes(journal, loss) == []
    with pytest.raises(NotFoundError):
        cause(journal, number)


def test_a_seventh_is_refused_until_one_is_taken_away(journal, loss):
    numbers = [add_loss_cause(journal, loss, CauseEntry(evidence=f"Number {n}")) for n in range(6)]
    with pytest.raises(InvalidEntryError) as refused:
        add_loss_cause(journal, loss, BUSY)
    assert refused.value.field == "kind"
    trash_cause(journal, numbers[0], now=NOW)
    add_loss_cause(journal, loss, BUSY)
    assert [row.entry.evidence for row in loss_causes(journal, loss)][-1] == BUSY.evidence


def test_a_cause_that_says_nothing_begins_nothing(journal, loss):
    with pytest.raises(InvalidEntryError):
        add_loss_cause(journal, loss, CauseEntry())
    assert not post_mortem(journal, loss).is_begun


def test_a_loss_that_is_not_there_has_no_causes(journal):
    for ask in (lambda: loss_causes(journal, 99), lambda: add_loss_cause(journal, 99, BUSY)):
        with pytest.raises(NotFoundError):
            ask()
