"""A Trello board in the journal: what an export knew stays when a later one has forgotten it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.batches import Fate
from retention_journal.core.incoming import Evidence
from retention_journal.core.promises import PromiseState
from retention_journal.services.transfer.batches import NO_FILE
from retention_journal.services.transfer.intake import import_incoming
from retention_journal.services.transfer.intake_plan import plan_intake
from retention_journal.services.transfer.intake_ways import usual_intake_ways
from retention_journal.storage.tables import Promise, PromiseMove, key_of
from tests.builders import NOON, a_client
from tests.importers.trello_boards import (
    EXPORTED,
    board,
    busy_board,
    card,
    due_set,
    moved,
    read_board,
    said,
    utc,
)


@pytest.fixture
def take_in(journal, tmp_path):
    def run(content, **ways):
        incoming = read_board(tmp_path, content, **ways)
        chosen = usual_intake_ways(journal, incoming)[0]
        plan = plan_intake(journal, incoming, chosen, now=NOON)
        import_incoming(journal, incoming, chosen, now=NOON, file=NO_FILE)
        return plan

    return run


@pytest.fixture
def fjord(journal):
    return a_client(journal, "Fjord Design")


def promises(journal, *names):
    fields = [Promise._meta.fields[name] for name in names]
    return journal.tuples(Promise.select(*fields).order_by(key_of(Promise)))


KNOWN = card(idList="l3", badges={"comments": 3})
HAPPENED = [
    moved(KNOWN, "l0", "l1", utc(1, 9)),
    due_set(KNOWN, utc(2, 1), utc(2, 9), utc(1, 20)),
    said(KNOWN, "First", utc(1, 10)),
    said(KNOWN, "Second", utc(1, 11)),
    moved(KNOWN, "l1", "l3", utc(2, 7)),
    said(KNOWN, "Third", utc(2, 8)),
]


def test_what_a_later_export_has_forgotten_is_no_change(journal, fjord, take_in):
    take_in(board(KNOWN, actions=HAPPENED))
    before = promises(journal, "state", "delivered_at", "evidence", "started_on", "note")
    assert before[0][:4] == (PromiseState.KEPT, datetime(2026, 2, 7), Evidence.MOVED, date(2026, 1, 9))
    for forgotten in (HAPPENED[2:], HAPPENED[4:], HAPPENED[5:], []):
        plan = take_in(board(KNOWN, actions=forgotten))
        assert [line.fate for line in plan.lines] == [Fate.SAME]
        assert promises(journal, "state", "delivered_at", "evidence", "started_on", "note") == before
    assert len(journal.tuples(PromiseMove.select(PromiseMove.moved_on))) == 1


def test_what_is_new_in_a_later_export_is_added_to_what_it_has_forgotten(journal, fjord, take_in):
    take_in(board(KNOWN, actions=HAPPENED))
    later = KNOWN | {"badges": {"comments": 4}, "desc": "New text"}
    plan = take_in(board(later, actions=[said(KNOWN, "Fourth", utc(2, 20)), HAPPENED[-1]]))
    assert [line.fate for line in plan.lines] == [Fate.CHANGED]
    ((note, delivered),) = promises(journal, "note", "delivered_at")
    words = [block.rpartition(": ")[2] for block in note.split("\n\n") if block.startswith("— ")]
    assert (words, delivered) == (["First", "Second", "Third", "Fourth"], datetime(2026, 2, 7))
    assert note.startswith("New text\n\n— ")
    assert note.endswith("Agreed on: the day the card was made.")


def test_a_comment_that_was_deleted_there_goes_here_too(journal, fjord, take_in):
    take_in(board(KNOWN, actions=HAPPENED))
    take_in(board(KNOWN | {"badges": {"comments": 2}}, actions=HAPPENED[:-1]))
    assert "Third" not in promises(journal, "note")[0][0]


def test_a_card_that_was_taken_back_to_work_is_open_again(journal, fjord, take_in):
    take_in(board(KNOWN, actions=HAPPENED))
    take_in(board(KNOWN | {"idList": "l1"}, actions=[*HAPPENED, moved(KNOWN, "l3", "l1", utc(2, 9))]))
    assert promises(journal, "state", "delivered_at") == [(PromiseState.OPEN, None)]


def test_two_exports_of_a_busy_board_lose_nothing_and_bring_each_card_once(journal, fjord, take_in):
    first = busy_board(400, until=EXPORTED - timedelta(days=2))
    take_in(first)
    dated = dict(promises(journal, "uid", "delivered_at"))
    take_in(busy_board(400))
    after = dict(promises(journal, "uid", "delivered_at"))
    assert sum(at is not None for at in dated.values()) > 20
    assert all(after[uid] == at for uid, at in dated.items() if at is not None)
    assert len(after) == len(busy_board(400)["cards"])
    again = take_in(busy_board(400))
    assert {line.fate for line in again.lines} == {Fate.SAME}
