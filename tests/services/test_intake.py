"""Promises, contacts and invoices of other programs: matched, merged three ways, kept away, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.batches import BatchState, Fate
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.errors import CancelledError
from retention_journal.core.incoming import (
    ContactRow,
    DueMove,
    Evidence,
    Incoming,
    InvoiceRow,
    PromiseRow,
    Whose,
)
from retention_journal.core.intake import Problem
from retention_journal.core.promises import PromiseState
from retention_journal.services import promises
from retention_journal.services.transfer.batch_undo import LaterFirstError, look_at_undo, undo_batch
from retention_journal.services.transfer.batches import FileFacts, batches, items, seen_before
from retention_journal.services.transfer.hours_import import ChangedMeanwhileError
from retention_journal.services.transfer.hours_known import NEW_CLIENT, NO_CLIENT, GoesTo
from retention_journal.services.transfer.intake import import_incoming
from retention_journal.services.transfer.intake_clients import clients_in
from retention_journal.services.transfer.intake_plan import plan_intake
from retention_journal.services.transfer.intake_ways import (
    IntakeWays,
    intake_ways_for_client,
    usual_intake_ways,
)
from retention_journal.storage.tables import (
    Client,
    ExternalRef,
    ImportItem,
    Interaction,
    InteractionContact,
    Invoice,
    PlannedCall,
    Promise,
    PromiseMove,
    key_of,
)
from tests.builders import NOON, TODAY, a_client, a_person, an_empty_journal
from tests.laws import fewer_examples

ADA = Whose("Ada AS")
FILE = FileFacts("board.json", "ab" * 32, 1234)


def card(number=1, text="Draw the plan", whose=ADA, **told):
    told.setdefault("made_on", date(2026, 2, 1))
    return PromiseRow(f"card #{number}", f"card:{number:024x}", whose, text, **told)


def board(*cards, **told):
    return Incoming("trello", "A Trello board.", len(cards), "b1", promises=cards, label="Work", **told)


def mail(number=1, address="ada@ada.example", at=datetime(2026, 3, 1, 9, 30), **told):
    values = {"kind": Kind.EMAIL, "direction": Direction.INBOUND, "outcome": Outcome.REPLIED, **told}
    return ContactRow(
        f"message {number}", f"m{number}@x.example", Whose("", (address,), is_only_known=True),
        occurred_at=at, people=(("Ada", address),), **values,
    )  # fmt: skip


def invoice(number="0017", whose=ADA, **told):
    values = {"issued_on": date(2026, 1, 5), "total_minor": 125_000, "currency": "NOK", **told}
    return InvoiceRow("row 2", f"inv:{number}", whose, number, **values)


def take_in(journal, incoming, ways=None, **told):
    ways = ways or usual_intake_ways(journal, incoming)[0]
    return import_incoming(journal, incoming, ways, now=NOON, file=told.pop("file", FILE), **told)


def fates(journal, incoming, ways=None):
    ways = ways or usual_intake_ways(journal, incoming)[0]
    return [line.fate for line in plan_intake(journal, incoming, ways, now=NOON).lines]


def the(journal, table, *names):
    fields = [table._meta.fields[name] for name in names]
    found = journal.tuples(table.select(*fields).order_by(key_of(table)))
    return [row[0] if len(names) == 1 else row for row in found]


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada AS")


def test_a_card_becomes_a_promise_with_all_it_says(journal, ada):
    told = card(
        note="Two floors", link="https://trello.example/c/1", started_on=date(2026, 2, 3),
        due_at=datetime(2026, 2, 20, 23, 59), is_delivered=True, delivered_on=date(2026, 2, 21),
        evidence=Evidence.TICKED,
        moves=(DueMove(date(2026, 2, 9), datetime(2026, 2, 10, 23, 59), datetime(2026, 2, 20, 23, 59)),),
    )  # fmt: skip
    result = take_in(journal, board(told))
    assert (result.created, result.unchanged, result.skipped) == ({"promise": 1}, 0, 0)
    [row] = the(
        journal, Promise, "client", "text", "note", "link", "started_on", "state", "evidence", "source"
    )
    assert row == (
        ada, "Draw the plan", "Two floors", "https://trello.example/c/1", date(2026, 2, 3),
        PromiseState.KEPT_LATE, Evidence.TICKED, "trello",
    )  # fmt: skip
    assert the(journal, PromiseMove, "moved_on", "due_after") == [
        (date(2026, 2, 9), datetime(2026, 2, 20, 23, 59))
    ]


def test_delivered_with_no_day_known_is_an_ordinary_state(journal, ada):
    take_in(journal, board(card(is_delivered=True, evidence=Evidence.NONE)))
    assert the(journal, Promise, "state", "date_unknown", "delivered_at") == [(PromiseState.KEPT, True, None)]


def test_an_unknown_name_is_a_new_client_and_one_that_is_alike_is_nobody_s_until_said(journal):
    a_client(journal, "Nordlys Bygg AS")
    incoming = board(card(1, whose=Whose("Nordlys Byg")), card(2, whose=Whose("Fjord Film")))
    named = {one.name: one.usual for one in clients_in(journal, incoming)}
    assert named == {"Nordlys Byg": NO_CLIENT, "Fjord Film": NEW_CLIENT}
    result = take_in(journal, incoming)
    assert (result.created, result.skipped) == ({"client": 1, "promise": 1}, 1)


def test_a_decision_about_a_name_is_remembered_for_its_source(journal, ada):
    incoming = board(card(whose=Whose("The big one")))
    take_in(journal, incoming, IntakeWays({"big one the": GoesTo(ada)}))
    assert the(journal, Promise, "client") == [ada]
    (named,) = clients_in(journal, board(card(2, whose=Whose("The big one"))))
    assert (named.usual, named.reason) == (GoesTo(ada), "As last time")


def test_the_same_file_again_changes_nothing_and_leaves_no_batch(journal, ada):
    incoming = board(card(1), card(2, "Build it"))
    take_in(journal, incoming)
    newest = journal.undo_label
    assert fates(journal, incoming) == [Fate.SAME, Fate.SAME]
    again = take_in(journal, incoming)
    assert (again.created, again.updated, again.unchanged) == ({}, {}, 2)
    assert (len(batches(journal)), len(the(journal, Promise, "text"))) == (1, 2)
    assert journal.undo_label == newest


def test_what_changed_there_is_taken_over_and_what_changed_here_is_kept(journal, ada):
    take_in(journal, board(card(1), card(2, "Build it")))
    with journal.change("edit") as change:
        change.update(Promise, 2, text="Build it well")
    later = board(card(1, "Draw both plans"), card(2, "Build it"))
    assert fates(journal, later) == [Fate.CHANGED, Fate.SAME]
    take_in(journal, later)
    assert the(journal, Promise, "text") == ["Draw both plans", "Build it well"]


def test_what_changed_on_both_sides_is_asked_and_mine_stays_until_then(journal, ada):
    take_in(journal, board(card()))
    with journal.change("edit") as change:
        change.update(Promise, 1, text="Draw my plan")
    later = board(card(text="Draw their plan"))
    ways = usual_intake_ways(journal, later)[0]
    (line,) = plan_intake(journal, later, ways, now=NOON).lines
    (conflict,) = line.conflicts
    assert line.fate is Fate.CONFLICT
    assert (conflict.field, conflict.base, conflict.mine, conflict.theirs) == (
        "text", "Draw the plan", "Draw my plan", "Draw their plan",
    )  # fmt: skip
    take_in(journal, later)
    assert the(journal, Promise, "text") == ["Draw my plan"]
    assert fates(journal, later) == [Fate.SAME]  # decided once, not asked again


def test_theirs_is_taken_where_the_person_says_so(journal, ada):
    take_in(journal, board(card()))
    with journal.change("edit") as change:
        change.update(Promise, 1, text="Draw my plan")
    later = board(card(text="Draw their plan"))
    ways = replace(usual_intake_ways(journal, later)[0], take_theirs=frozenset({(card().ext_id, "text")}))
    take_in(journal, later, ways)
    assert the(journal, Promise, "text") == ["Draw their plan"]


def test_what_was_deleted_or_lies_in_the_trash_does_not_come_back(journal, ada):
    take_in(journal, board(card(1), card(2)))
    promises.trash_promise(journal, 1, now=NOON)
    with journal.change("gone") as change:
        change.delete(Promise, 2)
    assert fates(journal, board(card(1, "New name"), card(2, "New name"))) == [Fate.SKIPPED, Fate.SKIPPED]
    take_in(journal, board(card(1, "New name"), card(2, "New name")))
    assert the(journal, Promise, "text") == ["Draw the plan"]


def test_history_that_the_file_no_longer_holds_stays(journal, ada):
    move = DueMove(date(2026, 2, 9), None, datetime(2026, 2, 20, 23, 59))
    other = DueMove(date(2026, 2, 12), datetime(2026, 2, 20, 23, 59), datetime(2026, 2, 25, 23, 59))
    due = datetime(2026, 2, 20, 23, 59)
    take_in(journal, board(card(due_at=due, moves=(move,))))
    take_in(journal, board(card(due_at=datetime(2026, 2, 25, 23, 59), moves=(other,))))
    assert the(journal, PromiseMove, "moved_on") == [date(2026, 2, 9), date(2026, 2, 12)]


def test_mail_is_taken_in_of_clients_only_and_nothing_of_others_is_kept(journal, ada):
    person = a_person(journal, ada, email="ada@ada.example")
    incoming = Incoming(
        "mail", "A mailbox.", 2, contacts=(mail(1, summary="Plan"), mail(2, "spam@x.example"))
    )
    result = take_in(journal, incoming)
    assert (result.created, result.skipped, result.problems) == ({"interaction": 1}, 1, ())
    assert the(journal, Interaction, "client", "source", "summary") == [(ada, "mbox", "Plan")]
    assert the(journal, InteractionContact, "contact") == [person]
    assert all("spam" not in str(row) for row in journal.sql("SELECT * FROM import_item"))


def test_one_mail_to_two_clients_is_a_contact_with_each(journal, ada):
    other = a_client(journal, "Bo AB")
    a_person(journal, ada, email="ada@ada.example")
    a_person(journal, other, email="bo@bo.example")
    row = replace(mail(), whose=Whose("", ("ada@ada.example", "bo@bo.example"), is_only_known=True))
    incoming = Incoming("mail", "A mailbox.", 1, contacts=(row,))
    take_in(journal, incoming)
    assert the(journal, Interaction, "client") == [ada, other]
    assert fates(journal, incoming) == [Fate.SAME, Fate.SAME]


def test_a_title_only_suggests(journal, ada):
    row = replace(
        mail(), whose=Whose(is_only_known=True), title_match="Meeting with Ada AS", kind=Kind.MEETING
    )
    incoming = Incoming("ics", "A calendar.", 1, contacts=(row,))
    (line,) = plan_intake(journal, incoming, IntakeWays(), now=NOON).lines
    assert (line.fate, line.client_name) == (Fate.SKIPPED, "Ada AS")
    assert fates(journal, incoming, IntakeWays(with_titles=True)) == [Fate.NEW]


def test_what_is_still_to_come_becomes_a_planned_call_where_it_is_wanted(journal, ada):
    a_person(journal, ada, email="ada@ada.example")
    row = replace(mail(at=datetime(2026, 4, 1, 10)), is_planned=True, kind=Kind.MEETING, summary="Spring")
    incoming = Incoming("ics", "A calendar.", 1, contacts=(row,))
    assert fates(journal, incoming) == [Fate.SKIPPED]
    take_in(journal, incoming, IntakeWays(with_planned=True))
    assert the(journal, PlannedCall, "client", "due_at", "why") == [(ada, datetime(2026, 4, 1, 10), "Spring")]


def test_an_invoice_without_a_due_day_has_none_and_one_written_by_hand_is_not_doubled(journal, ada):
    with journal.change("by hand") as change:
        change.insert(
            Invoice, client=ada, number="0017", issued_on=date(2026, 1, 5), due_on=date(2026, 1, 19),
            total_minor=125_000, currency="NOK",
        )  # fmt: skip
    result = take_in(journal, Incoming("freshbooks", "Invoices.", 2, invoices=(invoice(), invoice("0018"))))
    assert result.created == {"invoice": 1}
    assert the(journal, Invoice, "number", "due_on") == [("0017", date(2026, 1, 19)), ("0018", None)]


def test_a_bad_row_is_kept_with_its_place_its_reason_and_what_stood_there(journal, ada):
    bad = Problem("card #9", "It has no name.", left_out=True)
    take_in(journal, board(card(), problems=(bad,), raw={"card #9": '{"name": ""}'}))
    found = [item for item in items(journal, batches(journal)[0].id) if item.action is Fate.BAD]
    assert [(item.place, item.reason, item.raw) for item in found] == [
        ("card #9", "It has no name.", '{"name": ""}')
    ]


def test_the_history_knows_the_file_and_says_when_it_comes_again(journal, ada):
    take_in(journal, board(card()))
    (batch,) = batches(journal)
    assert (batch.kind, batch.label, batch.file_name, batch.state) == (
        "trello", "Work", "board.json", BatchState.APPLIED,
    )  # fmt: skip
    assert (batch.rows, batch.records) == ({"new": 1}, {"promise": 1})
    assert seen_before(journal, FILE.sha256) == batch
    assert seen_before(journal, "cd" * 32) is None


def test_a_dry_run_tells_the_same_and_leaves_nothing(journal, ada):
    tried = take_in(journal, board(card()), dry_run=True)
    assert the(journal, Promise, "text") == []
    assert journal.undo_label != "Bring 1 row in"
    assert replace(take_in(journal, board(card())), dry_run=True) == tried


def test_nothing_is_done_that_the_person_did_not_see(journal, ada):
    incoming = board(card())
    ways = usual_intake_ways(journal, incoming)[0]
    seen = plan_intake(journal, incoming, ways, now=NOON)
    take_in(journal, incoming)
    with pytest.raises(ChangedMeanwhileError):
        import_incoming(journal, incoming, ways, now=NOON, expected=seen)


def test_stopping_leaves_nothing_behind(journal, ada):
    def stop(_done, _total):
        raise CancelledError("stopped")

    with pytest.raises(CancelledError):
        take_in(journal, board(card()), progress=stop)
    assert (batches(journal), the(journal, Promise, "text")) == ([], [])


# Taking a batch back


def test_a_batch_is_taken_back_as_a_whole_and_comes_in_anew(journal):
    incoming = board(card(1), card(2), card(3, whose=Whose("Fjord Film")))
    take_in(journal, incoming)
    a_client(journal, "Unrelated")
    look = undo_batch(journal, batches(journal)[0].id, now=NOON)
    assert (look.deleted, look.kept) == ({"promise": 3, "client": 2}, ())
    assert (the(journal, Promise, "text"), the(journal, Client, "name")) == ([], ["Unrelated"])
    assert batches(journal)[0].state is BatchState.UNDONE
    assert fates(journal, incoming) == [Fate.NEW] * 3


def test_what_was_changed_since_stays_and_is_told(journal, ada):
    take_in(journal, board(card(1), card(2)))
    with journal.change("edit") as change:
        change.update(Promise, 1, text="Mine now")
    look = undo_batch(journal, batches(journal)[0].id, now=NOON)
    assert [(kept.title, kept.may_go) for kept in look.kept] == [("Mine now", True)]
    assert the(journal, Promise, "text") == ["Mine now"]


def test_it_goes_all_the_same_where_the_person_says_so(journal, ada):
    take_in(journal, board(card(1)))
    with journal.change("edit") as change:
        change.update(Promise, 1, text="Mine now")
    batch = batches(journal)[0].id
    (kept,) = look_at_undo(journal, batch).kept
    undo_batch(journal, batch, now=NOON, also=frozenset({kept.key}))
    assert the(journal, Promise, "text") == []


def test_a_client_something_hangs_on_stays(journal):
    take_in(journal, board(card(whose=Whose("Fjord Film"))))
    client = journal.value(Client.select(key_of(Client)))
    with journal.change("own") as change:
        change.insert(Promise, client=client, text="Own promise", made_on=TODAY)
    look = undo_batch(journal, batches(journal)[0].id, now=NOON)
    assert [(kept.title, kept.may_go) for kept in look.kept] == [("Fjord Film", False)]
    assert the(journal, Promise, "text") == ["Own promise"]


def test_what_a_batch_changed_is_given_back(journal, ada):
    take_in(journal, board(card(text="First")))
    take_in(journal, board(card(text="Second")), file=FileFacts("later.json", "cd" * 32))
    later = batches(journal)[0]
    undo_batch(journal, later.id, now=NOON)
    assert the(journal, Promise, "text") == ["First"]
    assert fates(journal, board(card(text="First"))) == [Fate.SAME]


def test_an_older_batch_waits_for_the_later_one(journal, ada):
    take_in(journal, board(card(text="First")))
    take_in(journal, board(card(text="Second")), file=FileFacts("later.json", "cd" * 32))
    later, first = batches(journal)
    with pytest.raises(LaterFirstError, match=r"later\.json"):
        undo_batch(journal, first.id, now=NOON)
    undo_batch(journal, later.id, now=NOON)
    undo_batch(journal, first.id, now=NOON)
    assert the(journal, Promise, "text") == []


def test_taking_back_can_be_undone_and_so_can_taking_in(journal, ada):
    take_in(journal, board(card()))
    undo_batch(journal, batches(journal)[0].id, now=NOON)
    journal.undo()
    assert (the(journal, Promise, "text"), batches(journal)[0].state) == (
        ["Draw the plan"],
        BatchState.APPLIED,
    )
    journal.undo()
    assert (the(journal, Promise, "text"), batches(journal), the(journal, ExternalRef, "ext_id")) == (
        [],
        [],
        [],
    )


@fewer_examples
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["a", "b", "c"]), st.booleans()),
        max_size=8, unique_by=lambda one: one[0],
    ),
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["a", "b", "c"]), st.booleans()),
        max_size=8, unique_by=lambda one: one[0],
    ),
)  # fmt: skip
def test_overlapping_files_never_double_and_twice_is_once(tmp_path_factory, first, second):
    def cards(rows):
        return board(*(card(n, text, is_delivered=is_done) for n, text, is_done in rows))

    with an_empty_journal(tmp_path_factory.mktemp("j") / "a.rjournal") as journal:
        for rows in (first, second):
            take_in(journal, cards(rows))
            again = take_in(journal, cards(rows))
            assert (again.created, again.updated) == ({}, {})
        texts = the(journal, Promise, "text")
        assert len(texts) == len({n for n, *_rest in [*first, *second]})
        assert len(the(journal, ImportItem, "place")) >= len(texts)


def test_rows_of_one_client_s_file_are_theirs_and_others_are_left_out(journal, ada):
    incoming = board(card(1, whose=Whose()), card(2), card(3, whose=Whose("Somebody else")))
    ways = intake_ways_for_client(journal, incoming, ada)
    assert fates(journal, incoming, ways) == [Fate.NEW, Fate.NEW, Fate.SKIPPED]
