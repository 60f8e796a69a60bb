"""Boards as CSV, boards in archives, and a board that is exported again when Trello has forgotten much."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.incoming import Evidence
from retention_journal.importers.trello import read_trello, trello_look
from retention_journal.importers.trello_csv import labels_of
from retention_journal.importers.trello_places import boards_in
from retention_journal.importers.trello_ways import TrelloWays
from tests.importers.trello_boards import (
    EXPORTED,
    MOST_ACTIONS,
    OSLO,
    as_csv,
    board,
    busy_board,
    card,
    packed,
    read_board,
    saved,
    utc,
)

TODAY = EXPORTED.date()


def read(path, **ways):
    return read_trello(path, TrelloWays(**ways), zone=OSLO, today=TODAY)


# CSV


def sheet(tmp_path, content, **more):
    path = tmp_path / "board.csv"
    path.write_text(as_csv(content, **more), encoding="utf-8")
    return path


def test_the_csv_of_a_board_gives_the_cards_without_days_of_delivery(tmp_path):
    labels = [{"id": "a", "name": "Einkauf", "color": "green"}, {"id": "b", "name": "A, B", "color": "red"}]
    content = board(
        card("Plan\nfor Åse", number=1, due=utc(2, 1, 23, 30), desc="Two\n\nfloors", idLabels=["a", "b"]),
        card("Logo", number=2, idList="l3"),
        card("Old", number=3, closed=True),
        labels=labels,
    )
    incoming = read(sheet(tmp_path, content, Kunde={"Logo": "Berg AS"}))
    plan, logo, old = incoming.promises
    assert (plan.place, plan.text, plan.ext_id) == (
        "row 2",
        "Plan for Åse",
        f"card:{content['cards'][0]['id']}",
    )
    assert (plan.due_at, plan.made_on) == (datetime(2026, 2, 2, 0, 30), date(2026, 1, 5))
    assert plan.note == "Two\n\nfloors\n\nLabels: Einkauf, A, B"
    assert [row.whose.name for row in incoming.promises] == ["", "Berg AS", ""]
    assert (logo.is_delivered, logo.delivered_on, logo.evidence) == (True, None, Evidence.NONE)
    assert (old.is_delivered, old.is_released) == (False, True)
    assert "Export the board as JSON" in incoming.notes[0]
    assert incoming.fingerprint == content["id"]


def test_csv_and_json_of_a_board_know_its_cards_by_the_same_name(tmp_path):
    content = busy_board(20)
    table, whole = read(sheet(tmp_path, content)), read_board(tmp_path, content)
    assert [row.ext_id for row in table.promises] == [row.ext_id for row in whole.promises]
    assert table.fingerprint == whole.fingerprint


def test_rows_of_a_csv_that_cannot_be_read_are_told(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text(
        "Card ID,Card Name,Due Date,List Name\n,No id,,A\nx1,Late,31.02.2024,A\nx2,Many,,A,B,C\nx3,,,A\n"
    )
    incoming = read(path)
    assert [(row.ext_id, row.due_at) for row in incoming.promises] == [("card:x1", None)]
    assert {(one.place, one.left_out, one.is_by_choice) for one in incoming.problems} == {
        ("row 2", True, False),
        ("row 3", False, False),
        ("row 4", True, False),
        ("row 5", True, True),
    }
    assert incoming.read == 4


def test_a_table_that_is_no_board_is_refused(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text("Name,Email\nAda,a@x.example\n")
    with pytest.raises(JournalError, match="no lists and cards"):
        read(path)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Einkauf (green), Dringend (red)", ("Einkauf", "Dringend")),
        ("A, B (blue_dark), C (sky_light)", ("A, B", "C")),
        ("One (two) (lime)", ("One (two)",)),
        ("Plain, Other", ("Plain", "Other")),
        ("", ()),
    ],
)
def test_labels_in_a_cell_are_parted_by_their_colours(cell, names):
    assert labels_of(cell) == names


# Archives


def test_of_the_boards_in_an_archive_one_is_read_and_the_others_are_named(tmp_path):
    first = board(card("A"), name="Alta", id="1" * 24)
    second = board(card("B"), card("C", number=2), name="Bodø", id="2" * 24)
    path = packed(
        tmp_path / "all.zip",
        ws__bodo__b=second, ws__alta__a=first, ws__alta__a2=as_csv(first), ws__x=b"\x89PNG",
        ws__card={"id": "1", "idBoard": "2"}, ws__odd="{", ws__members="Name,Email\n",
    )  # fmt: skip
    assert [(one.id, one.name, one.is_table) for one in boards_in(path)] == [
        ("1" * 24, "Alta", False),
        ("2" * 24, "Bodø", False),
    ]
    incoming = read(path)
    assert [row.text for row in incoming.promises] == ["A"]
    assert "The board “Alta” was read; the archive holds 1 more: Bodø." in incoming.notes
    for board_wanted in ("2" * 24, "bodø"):
        assert [row.text for row in read(path, board=board_wanted).promises] == ["B", "C"]
    assert trello_look(path, board="Bodø").cards == 2


def test_a_board_of_which_only_the_csv_is_packed_is_read_from_that(tmp_path):
    path = packed(tmp_path / "all.zip", b=as_csv(board(card("A"))))
    assert [row.text for row in read(path).promises] == ["A"]


def test_a_board_that_is_not_in_the_archive_is_refused_with_those_that_are(tmp_path):
    path = packed(tmp_path / "all.zip", a=board(name="Alta"))
    with pytest.raises(InvalidEntryError, match="no board “Oslo”") as refused:
        read(path, board="Oslo")
    assert refused.value.advice == "It holds: Alta."


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"a": "hello"}, "no Trello board"),
        ({"..__a": board()}, "no Trello board"),
        ({f"m{n}": "x" for n in range(2_001)}, "more than 2000 files"),
    ],
)
def test_an_archive_without_a_board_or_with_too_much_is_refused(tmp_path, members, message):
    with pytest.raises(JournalError, match=message):
        read(packed(tmp_path / "all.zip", **members))


def test_a_damaged_archive_is_refused(tmp_path):
    path = packed(tmp_path / "all.zip", a=board(card("A" * 5000)))
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    with pytest.raises(JournalError):
        read(path)


# Exported again


def test_the_export_of_a_busy_board_holds_its_last_thousand_actions_and_says_so(tmp_path):
    content = busy_board(400)
    assert len(content["actions"]) == MOST_ACTIONS
    incoming = read_board(tmp_path, content)
    assert any("the last 1,000 things" in note for note in incoming.notes)
    assert any("older comments are not in the file" in note for note in incoming.notes)
    assert not any("last 1,000" in note for note in read_board(tmp_path, busy_board(20)).notes)


def test_a_later_export_knows_the_same_cards_by_the_same_names(tmp_path):
    first = busy_board(400, until=EXPORTED - timedelta(hours=12))
    later = busy_board(400)
    shared = {one["id"] for one in first["actions"]} & {one["id"] for one in later["actions"]}
    assert 500 < len(shared) < MOST_ACTIONS
    before = {row.ext_id: row for row in read_board(tmp_path, first).promises}
    after = {row.ext_id: row for row in read_board(tmp_path, later).promises}
    assert before.keys() <= after.keys()
    assert all(before[id].made_on == after[id].made_on for id in before)


def test_the_same_export_is_read_to_the_same_rows(tmp_path):
    assert read_board(tmp_path, busy_board(50)) == read_board(tmp_path, busy_board(50))


def test_large_members_of_an_archive_are_read_like_small_ones(tmp_path):
    content = busy_board(30)
    small = read(packed(tmp_path / "a.zip", a=content))
    large = read(packed(tmp_path / "b.zip", a=content | {"prefs": "x" * 2_100_000}))
    assert small == large
    assert read(saved(tmp_path / "c.json", content)).promises == small.promises
