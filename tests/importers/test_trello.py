"""A Trello board is read whole: whose its cards are, what its lists mean, what is left out and why."""

from __future__ import annotations

import json
from datetime import date

import pytest

from retention_journal.core.errors import CancelledError, InvalidEntryError, JournalError
from retention_journal.importers.trello import read_trello, trello_look
from retention_journal.importers.trello_ways import TrelloWays
from tests.importers.trello_boards import (
    CLIENT,
    EXPORTED,
    OSLO,
    board,
    busy_board,
    card,
    read_board,
    said,
    saved,
    utc,
)

TODAY = EXPORTED.date()
ONE = card()


@pytest.fixture
def read(tmp_path):
    return lambda content, **ways: read_board(tmp_path, content, **ways)


# Whose a card is


@pytest.mark.parametrize(
    ("ways", "names"),
    [
        ({"client_from": "board"}, ["Fjord Design", "Fjord Design"]),
        ({"client_from": "list"}, ["Berg AS", ""]),
        ({"client_from": "label"}, ["Urgent", "Ås Bakeri"]),
        ({"client_from": "label", "client_labels": ("b",)}, ["", "Ås Bakeri"]),
        ({"client_from": "field:f1"}, ["Nes & Co", ""]),
        ({"client_from": "field:kunde"}, ["Nes & Co", ""]),
        ({"client_from": "name", "client_name": "Vik"}, ["Vik", "Vik"]),
        ({}, ["Nes & Co", ""]),
    ],
)
def test_whose_a_card_is_comes_from_what_was_chosen(read, ways, names):
    said_in = [{"idCustomField": "f1", "value": {"text": " Nes & Co "}}]
    incoming = read(
        board(
            card("A", number=1, idLabels=["a"], customFieldItems=said_in),
            card("B", number=2, idList="l1", idLabels=["b"]),
            lists=("Berg AS", "Done"),
            labels=[{"id": "a", "name": "Urgent"}, {"id": "b", "name": "Ås Bakeri"}],
            customFields=[{"id": "f1", "name": "Kunde", "type": "text"}],
        ),
        **ways,
    )
    assert [row.whose.name for row in incoming.promises] == names


def test_of_several_client_labels_the_first_is_taken_and_it_is_said(read):
    labels = [{"id": "a", "name": "Ada"}, {"id": "b", "name": "Bo"}]
    incoming = read(board(card(idLabels=["b", "a"]), labels=labels), client_from="label")
    assert incoming.promises[0].whose.name == "Bo"
    assert "several clients: Bo, Ada" in incoming.problems[0].message
    assert not incoming.problems[0].left_out


def test_a_field_can_say_when_a_card_was_agreed_on(read):
    fields = [{"id": "f1", "name": "Avtalt", "type": "date"}]
    values = [{"idCustomField": "f1", "value": {"date": utc(1, 2)}}]
    (row,) = read(board(card(customFieldItems=values), customFields=fields)).promises
    assert (row.made_on, row.made_how, row.note) == (date(2026, 1, 2), "", "")
    (row,) = read(board(card(customFieldItems=values), customFields=fields), agreed_field="").promises
    assert row.made_on == date(2026, 1, 5)


def test_a_field_for_clients_that_hardly_any_card_uses_is_not_taken(read):
    fields = [{"id": "f1", "name": "Client", "type": "text"}]
    used = [{"idCustomField": "f1", "value": {"text": "Nes"}}]
    cards = [card(number=n) for n in range(3)]
    incoming = read(board(card(number=9, customFieldItems=used), *cards, customFields=fields))
    assert {row.whose.name for row in incoming.promises} == {"Fjord Design"}


@pytest.mark.parametrize(
    ("ways", "field"),
    [
        ({"client_from": "moon"}, "client_from"),
        ({"client_from": "field:Moon"}, "client_from"),
        ({"client_from": "name"}, "client_name"),
        ({"archived": "burnt"}, "archived"),
        ({"client_from": 5}, "client_from"),
        ({"delivered_lists": 5}, "delivered_lists"),
        ({"archived": None}, "archived"),
        ({"agreed_field": ["x"]}, "agreed_field"),
    ],
)
def test_a_choice_that_there_is_not_is_refused_by_its_name(read, ways, field):
    with pytest.raises(InvalidEntryError) as refused:
        read(board(card()), **ways)
    assert refused.value.field == field


def test_lists_labels_fields_and_people_can_be_told_by_their_names(read):
    ada = said(ONE, "Hei", utc(1, 9), by=CLIENT, name="Ada Berg")
    incoming = read(
        board(
            card(idList="l1", idLabels=["b"]),
            card("Other", number=2, idList="l2"),
            actions=[ada],
            labels=[{"id": "b", "name": "Bo"}],
            lists=("Done", "Sent off", "Sketches"),
        ),
        client_from="label",
        client_labels=["bo"],
        delivered_lists=["sent off", "Moon"],
        ignored_lists=("Sketches",),
        client_members=("Ada Berg",),
    )
    (row,) = incoming.promises
    assert (row.whose.name, row.is_delivered, len(row.contacts)) == ("Bo", True, 1)
    assert "There is no list “Moon” on this board." in incoming.notes


def test_a_list_that_was_told_to_mean_one_thing_is_not_guessed_to_mean_another(tmp_path):
    path = saved(tmp_path / "b.json", board(card(idList="l0"), lists=("Done",)))
    ways = TrelloWays(work_lists=("l0",))
    assert not read_trello(path, ways, zone=OSLO, today=TODAY).promises[0].is_delivered


# What is left out


def test_what_is_no_work_is_left_out_and_each_is_told(read):
    cards = [
        card("Template", number=1, isTemplate=True),
        card("Look here", number=2, cardRole="separator"),
        card("https://x.example", number=3, cardRole="link"),
        card("", number=4),
        card(" \u200b ", number=5),
        card("-----", number=6),
        card("Old idea", number=7, idList="l1"),
        card("Real", number=8),
    ]
    incoming = read(board(*cards, lists=("To do", "Templates")))
    assert [row.text for row in incoming.promises] == ["Real"]
    assert [(one.place, one.left_out, one.is_by_choice) for one in incoming.problems] == [
        (f"card #{n}", True, True) for n in range(1, 8)
    ]
    assert "“Templates”" in incoming.problems[-1].message
    assert incoming.raw["card #7"] == "Old idea"
    assert incoming.read == len(cards)


def test_a_damaged_card_costs_only_itself(read):
    incoming = read(board("no card", {"name": "No id"}, card(due="soon"), card(number=1, id="x")))
    assert [row.ext_id for row in incoming.promises] == [f"card:{ONE['id']}", "card:x"]
    assert [(one.place, one.left_out, one.is_by_choice) for one in incoming.problems] == [
        ("card 1 of the file", True, False),
        ("card 2 of the file", True, False),
        ("card #1", False, False),
    ]
    assert "“soon”" in incoming.problems[2].message
    assert "No id" in incoming.raw["card 2 of the file"]
    assert incoming.promises[1].place == "card 4 of the file"  # a second card with this number


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Done", "delivered"), ("✅ Done 2025", "delivered"), ("Levert til kunde", "delivered"),
        ("Ferdig", "delivered"), ("Klart", "delivered"), ("Färdigt", "delivered"), ("Leveret", "delivered"),
        ("Erledigt", "delivered"), ("Work done", "delivered"), ("Terminé", "delivered"),
        ("Ferdig til godkjenning", ""), ("Not done", ""), ("To be delivered", ""), ("Definition of done", ""),
        ("To do", ""), ("Backlog", ""), ("Doing", "work"), ("In progress", "work"), ("Pågår", "work"),
        ("Under arbeid", "work"), ("In Arbeit", "work"), ("I gang", "work"), ("Templates", "ignored"),
        ("Maler", "ignored"), ("12", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_list_means_is_guessed_by_its_name_in_many_languages(tmp_path, name, meant):
    guess = trello_look(saved(tmp_path / "b.json", board(lists=(name,)))).guess
    found = {"delivered": guess.delivered_lists, "work": guess.work_lists, "ignored": guess.ignored_lists}
    assert [key for key, lists in found.items() if lists] == ([meant] if meant else [])


# The file as a whole


def test_a_look_tells_what_has_to_be_chosen(tmp_path):
    said_in = [{"idCustomField": "f1", "value": {"text": "Nes"}}]
    one = card("A", number=1, idLabels=["a"], closed=True, customFieldItems=said_in)
    other = card("B", number=2, idList="l1")
    look = trello_look(
        saved(
            tmp_path / "b.json",
            board(
                one,
                other,
                lists=("To do", ("Old", True)),
                labels=[{"id": "a", "name": "Ada"}],
                customFields=[{"id": "f1", "name": "Client", "type": "text"}],
                actions=[
                    said(one, "x", utc(1, 6), by=CLIENT, name="Ada Berg"),
                    said(one, "y", utc(1, 7), by=CLIENT, name="Ada Berg"),
                    said(other, "z", utc(1, 8)),
                ],
            ),
        )
    )
    assert (look.board_name, look.cards, look.archived, look.is_table) == ("Fjord Design", 2, 1, False)
    assert [(one.name, one.cards, one.is_archived) for one in look.lists] == [
        ("To do", 1, False), ("Old", 1, True),
    ]  # fmt: skip
    assert [(one.name, one.cards) for one in look.labels] == [("Ada", 1)]
    assert [(one.name, one.comments) for one in look.members] == [("Ada Berg", 2), ("Kari Nordmann", 1)]
    assert look.guess.client_from == "field:f1"


def test_an_empty_board_is_read(read):
    incoming = read(board())
    assert (incoming.read, incoming.promises) == (0, ())
    assert incoming.looks_like == "A Trello board, “Fjord Design”, with 0 cards in 4 lists."
    assert (incoming.fingerprint, incoming.label) == ("600000000000000000000001", "Fjord Design")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"lists": {}, "cards": []}, "no lists and cards"),
        ({"id": "1", "idBoard": "1"}, "no lists and cards"),
        ([], "no lists and cards"),
        (board(card(desc=None) | {"deep": json.loads("[" * 90 + "]" * 90)}), None),
    ],
)
def test_what_is_no_board_is_refused_kindly(tmp_path, content, message):
    path = saved(tmp_path / "x.json", content)
    if message is None:
        assert len(read_trello(path, zone=OSLO, today=TODAY).promises) == 1
        return
    with pytest.raises(JournalError, match=message) as refused:
        read_trello(path, zone=OSLO, today=TODAY)
    assert "Export the whole board" in refused.value.advice


@pytest.mark.parametrize("depth", [250, 5_000, 200_000])
def test_json_nested_deeper_than_anything_sound_is_refused(tmp_path, depth):
    path = tmp_path / "deep.json"
    path.write_text('{"lists": [], "cards": [], "x": ' + "[" * depth + "]" * depth + "}")
    with pytest.raises(JournalError, match="nested too deeply"):
        read_trello(path, zone=OSLO, today=TODAY)


def test_a_file_that_is_cut_off_is_told_so(tmp_path):
    path = tmp_path / "cut.json"
    path.write_text('{"lists": [], "cards": [{"id": ')
    with pytest.raises(JournalError, match="cut off or damaged"):
        read_trello(path, zone=OSLO, today=TODAY)


def test_a_board_in_other_letters_is_read(tmp_path):
    path = saved(tmp_path / "b.json", board(card("Blåbær")))
    text = path.read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes(text.encode(encoding))
        assert read_trello(path, zone=OSLO, today=TODAY).promises[0].text == "Blåbær"


def test_a_large_board_is_read_in_a_process_of_its_own_to_the_same_rows(tmp_path):
    content = busy_board(60)
    small = read_trello(saved(tmp_path / "a.json", content), zone=OSLO, today=TODAY)
    content["prefs"] = {"padding": "x" * 2_100_000}
    assert read_trello(saved(tmp_path / "b.json", content), zone=OSLO, today=TODAY) == small


def test_reading_can_be_stopped(tmp_path):
    path, told = tmp_path / "b.json", []

    def progress(done, total):
        told.append((done, total))
        if done == 400 and total == 450:
            raise CancelledError("stop")

    content = board(*(card(number=n) for n in range(450)))
    with pytest.raises(CancelledError):
        read_trello(saved(path, content), zone=OSLO, today=TODAY, progress=progress)
    assert told[-3:] == [(0, 450), (200, 450), (400, 450)]
