"""What a card of a Trello board says becomes a thing to deliver, and says no more than the file does."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest

from retention_journal.core.contacts import Direction, Kind
from retention_journal.core.incoming import DueMove, Evidence
from tests.importers.trello_boards import (
    CLIENT,
    EXPORTED,
    board,
    card,
    due_set,
    made,
    moved,
    read_board,
    said,
    ticked,
    utc,
)

TODAY = EXPORTED.date()
ONE = card()


@pytest.fixture
def read(tmp_path):
    return lambda content, **ways: read_board(tmp_path, content, **ways)


@pytest.fixture
def read_card(read):
    """Read a board of a single card with what happened to it, and return its row."""

    def run(one, *actions, lists=None, **ways):
        told = {"lists": lists} if lists else {}
        (row,) = read(board(one, actions=actions, **told), **ways).promises
        return row

    return run


# What a card says by itself


def test_a_card_is_known_by_its_id_and_keeps_name_text_and_address(read_card):
    row = read_card(card("Tegn plan", number=42, desc="Two **floors**"))
    assert (row.place, row.ext_id, row.text) == ("card #42", f"card:{card(number=42)['id']}", "Tegn plan")
    assert (row.link, row.note) == ("https://trello.example/c/42", "Two **floors**")
    assert row.whose.name == "Fjord Design"
    assert not row.whose.is_only_known


def test_a_name_is_taken_whole_however_long(read_card):
    name = "Å" + "x" * 600
    assert read_card(card(name)).text == name


def test_times_are_those_of_the_wall_clock(read_card):
    row = read_card(card(due=utc(3, 1, 23, 30), made=datetime.fromisoformat("2026-01-05T23:30:00+00:00")))
    assert row.due_at == datetime(2026, 3, 2, 0, 30)
    assert (row.made_on, row.made_how) == (date(2026, 1, 6), "Agreed on: the day the card was made.")


def test_a_date_may_be_before_the_card_was_made(read_card):
    assert read_card(card(due=utc(1, 1))).due_at == datetime(2026, 1, 1, 13)


@pytest.mark.parametrize(
    ("actions", "more", "made_on", "problems"),
    [
        ([made({"id": "my own id", "name": "x"}, utc(1, 7))], {}, date(2026, 1, 7), 0),
        ([], {"dateLastActivity": utc(2, 3)}, date(2026, 2, 3), 0),
        ([], {"dateLastActivity": None}, TODAY, 1),
    ],
)
def test_a_card_without_an_id_of_trellos_is_dated_by_what_is_first_told_of_it(
    read, actions, more, made_on, problems
):
    incoming = read(board(card(id="my own id", **more), actions=actions))
    (row,) = incoming.promises
    assert (row.ext_id, row.made_on) == ("card:my own id", made_on)
    assert "Agreed on" in row.made_how
    assert len(incoming.problems) == problems


# The ladder of what is known of a delivery

DONE = {"idList": "l3"}
TICK = ticked(ONE, utc(2, 10))


@pytest.mark.parametrize(
    ("told", "actions", "delivered_on", "evidence"),
    [
        ({"dueComplete": True, "dateCompleted": utc(2, 9)}, [TICK], date(2026, 2, 9), Evidence.COMPLETED),
        ({"dateCompleted": utc(2, 9, 23, 30)}, [], date(2026, 2, 10), Evidence.COMPLETED),
        ({"dueComplete": True}, [TICK], date(2026, 2, 10), Evidence.TICKED),
        (
            {"dueComplete": True},
            [ticked(ONE, utc(2, 1)), ticked(ONE, utc(2, 3), on=False), ticked(ONE, utc(2, 5))],
            date(2026, 2, 5),
            Evidence.TICKED,
        ),
        (
            {"dueComplete": False, **DONE},
            [ticked(ONE, utc(2, 1)), ticked(ONE, utc(2, 3), on=False), moved(ONE, "l1", "l3", utc(2, 7))],
            date(2026, 2, 7),
            Evidence.MOVED,
        ),
        (DONE, [moved(ONE, "l1", "l3", utc(2, 7))], date(2026, 2, 7), Evidence.MOVED),
        (
            DONE,
            [moved(ONE, "l1", "l3", utc(2, 1)), moved(ONE, "l3", "l1", utc(2, 2)),
             moved(ONE, "l1", "l3", utc(2, 8))],
            date(2026, 2, 8),
            Evidence.MOVED,
        ),
        ({"dueComplete": True, "idList": "l3"}, [moved(ONE, "l0", "l3", utc(2, 7)), TICK],
         date(2026, 2, 10), Evidence.TICKED),
        ({"dueComplete": True}, [], None, Evidence.NONE),
        (DONE, [], None, Evidence.NONE),
        (DONE, [made(ONE, utc(1, 5), "l3")], None, Evidence.NONE),
    ],
)  # fmt: skip
def test_a_delivery_is_dated_by_the_surest_that_is_known(read_card, told, actions, delivered_on, evidence):
    row = read_card(card(**told), *actions)
    assert row.is_delivered
    assert (row.delivered_on, row.evidence) == (delivered_on, evidence)
    assert row.delivered_on is None or row.not_after is None


def test_the_last_activity_is_never_a_day_of_delivery(read_card):
    row = read_card(card(**DONE, dateLastActivity=utc(2, 20)))
    assert (row.delivered_on, row.not_after) == (None, date(2026, 2, 20))


def test_a_move_among_lists_of_what_is_delivered_only_says_not_after(read_card):
    lists = ("To do", "Done", "Done 2025")
    one = card(idList="l2")
    row = read_card(one, moved(one, "l1", "l2", utc(2, 1)), lists=lists)
    assert (row.delivered_on, row.evidence, row.not_after) == (None, Evidence.NONE, date(2026, 2, 1))
    row = read_card(one, moved(one, "l0", "l1", utc(1, 9)), moved(one, "l1", "l2", utc(2, 1)), lists=lists)
    assert (row.delivered_on, row.evidence) == (date(2026, 1, 9), Evidence.MOVED)


def test_archived_is_not_delivered(read_card):
    row = read_card(card(closed=True, due=utc(2, 1)))
    assert (row.is_delivered, row.is_released, row.evidence) == (False, True, None)
    assert "Archived on the board." in row.note
    assert not read_card(card(closed=True), archived="open").is_released
    assert read_card(card(idList="l1"), lists=("To do", ("Old", True))).is_released
    assert read_card(card(closed=True, dueComplete=True)).is_delivered


def test_archived_cards_can_be_left_out_unless_they_were_delivered(read):
    cards = (card("A", number=1, closed=True), card("B", number=2, closed=True, dueComplete=True))
    incoming = read(board(*cards), archived="left_out")
    assert [row.text for row in incoming.promises] == ["B"]
    assert [(one.place, one.is_by_choice) for one in incoming.problems] == [("card #1", True)]


def test_a_card_moved_back_out_of_done_is_not_delivered(read_card):
    row = read_card(card(idList="l1"), moved(ONE, "l1", "l3", utc(2, 1)), moved(ONE, "l3", "l1", utc(2, 2)))
    assert (row.is_delivered, row.delivered_on) == (False, None)


# Begun, promised, moved


@pytest.mark.parametrize(
    ("start", "actions", "started_on"),
    [
        (utc(1, 8), [moved(ONE, "l0", "l1", utc(1, 20))], date(2026, 1, 8)),
        (None, [moved(ONE, "l0", "l1", utc(1, 20)), moved(ONE, "l2", "l1", utc(2, 2))], date(2026, 1, 20)),
        (None, [moved(ONE, "l0", "l2", utc(1, 20))], None),
        (None, [], None),
    ],
)
def test_work_begins_with_the_start_or_the_first_move_into_work(read_card, start, actions, started_on):
    assert read_card(card(start=start), *actions).started_on == started_on


def test_every_move_of_the_date_is_told_and_the_first_date_is_none(read_card):
    dates = [None, utc(2, 1), utc(2, 1, 15), utc(2, 9), None, utc(2, 20)]
    actions = [
        due_set(ONE, before, after, utc(1, day)) for day, (before, after) in enumerate(pairwise(dates), 10)
    ]
    row = read_card(card(due=dates[-1]), *actions)
    assert row.moves == (
        DueMove(date(2026, 1, 12), datetime(2026, 2, 1, 16), datetime(2026, 2, 9, 13)),
        DueMove(date(2026, 1, 13), datetime(2026, 2, 9, 13), None),
        DueMove(date(2026, 1, 14), None, datetime(2026, 2, 20, 13)),
    )
    assert (row.due_at, row.is_released) == (datetime(2026, 2, 20, 13), False)


def test_a_date_that_was_taken_back_is_no_date_that_was_moved(read_card):
    row = read_card(card(due=None), due_set(ONE, utc(2, 1), None, utc(1, 20)))
    assert row.moves == (DueMove(date(2026, 1, 20), datetime(2026, 2, 1, 13), None),)
    assert (row.due_at, row.is_released) == (None, True)
    delivered = read_card(card(due=None, dueComplete=True), due_set(ONE, utc(2, 1), None, utc(1, 20)))
    assert (delivered.is_delivered, delivered.is_released) == (True, False)


def test_delivered_without_a_date_is_ordinary(read):
    incoming = read(board(card(due=None, dueComplete=True)))
    assert incoming.problems == ()
    assert incoming.promises[0].is_delivered
    assert "Delivered: 1. Of 1 of them nobody wrote down when." in incoming.notes


# The note


def test_steps_fields_labels_and_attachments_are_lines_of_the_note(read):
    one = card(
        desc="Two floors", idLabels=["b"], idMembers=["5f0000000000000000000001", "gone"],
        attachments=[{"name": "plan.pdf", "bytes": 20_400}],
        customFieldItems=[
            {"idCustomField": "f1", "value": {"number": "12.5"}},
            {"idCustomField": "f2", "value": None, "idValue": "o2"},
            {"idCustomField": "f3", "value": {"checked": "true"}},
            {"idCustomField": "f4", "value": {"date": utc(2, 1)}},
            {"idCustomField": "f9", "value": {"text": "left over"}},
        ],
    )  # fmt: skip
    tick = {"checkItem": {"id": "i1", "state": "complete"}}
    action = {"id": "a1", "type": "updateCheckItemStateOnCard", "date": utc(1, 9),
              "data": {"card": {"id": one["id"]}, **tick}}  # fmt: skip
    incoming = read(
        board(
            one,
            actions=[action],
            labels=[{"id": "b", "name": "", "color": "green"}],
            customFields=[
                {"id": "f1", "name": "Budget", "type": "number"},
                {"id": "f2", "name": "Size", "type": "list",
                 "options": [{"id": "o2", "value": {"text": "Large"}}]},
                {"id": "f3", "name": "Paid", "type": "checkbox"},
                {"id": "f4", "name": "Printed", "type": "date"},
            ],
            checklists=[{"id": "c", "idCard": one["id"], "name": "Steps", "checkItems": [
                {"id": "i2", "name": "Print", "state": "incomplete", "pos": 2},
                {"id": "i1", "name": "Sketch", "state": "complete", "pos": 1},
                {"id": "i3", "name": "Ring", "state": "complete", "pos": 3},
            ]}],
        )
    )  # fmt: skip
    assert incoming.promises[0].note.split("\n\n") == [
        "Two floors",
        "Budget: 12.5\nSize: Large\nPaid: yes\nA field that is no more: left over\n"
        "Printed: 1 Feb 2026, 13:00\nLabels: green\nMembers: Kari Nordmann\nAttachment: plan.pdf (20 kB)",
        "Steps\n☑ Sketch (9 January 2026)\n☐ Print\n☑ Ring",
    ]


def test_comments_are_dated_lines_and_those_that_trello_forgot_are_counted(read_card):
    one = card(badges={"comments": 5})
    row = read_card(
        one,
        said(one, "Looks\n\ngood", utc(2, 2), by="gone", name="Ada Berg"),
        said(one, "First", utc(2, 1)),
    )
    assert row.note.split("\n\n") == [
        "3 older comments are not in the file.",
        "— 1 Feb 2026, 13:00, Kari Nordmann: First",
        "— 2 Feb 2026, 13:00, Ada Berg: Looks\ngood",
    ]
    assert row.contacts == ()


def test_what_the_client_wrote_is_contact_with_them(read_card):
    one = card(badges={"comments": 2})
    row = read_card(
        one,
        said(one, "Can it be blue?\n> It is red", utc(2, 1, 23), by=CLIENT, name="Ada Berg", id="a" * 24),
        said(one, "Yes", utc(2, 2)),
        client_members=(CLIENT,),
    )
    (contact,) = row.contacts
    assert (contact.ext_id, contact.whose) == (f"action:{'a' * 24}", row.whose)
    assert (contact.kind, contact.direction) == (Kind.MESSAGE, Direction.INBOUND)
    assert (contact.occurred_at, contact.summary) == (datetime(2026, 2, 2), "Draw the plan")
    assert (contact.client_words, contact.word_count) == ("Can it be blue?", 4)
    assert contact.people == (("Ada Berg", ""),)
    assert row.note == "— 2 Feb 2026, 13:00, Kari Nordmann: Yes"
