"""Anything can be found by the beginning of a word, with or without its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.contacts import Kind
from retention_journal.services.search import search
from retention_journal.storage.journal import Journal
from retention_journal.storage.search import fts_query
from retention_journal.storage.tables import Client
from tests.builders import NOON, a_call, a_client, a_person, a_promise


@pytest.fixture
def told(journal):
    client = a_client(journal, "Møbelverkstedet Ødegård")
    a_person(journal, client, "Åse Lindström")
    a_call(journal, client, summary="Snakket om båten og møtet på fredag")
    a_promise(journal, client, "Bilder til møtet")
    return journal


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("mote", ["Bilder til møtet", "Call"]),
        ("MØTET", ["Bilder til møtet", "Call"]),
        ("møbel", ["Møbelverkstedet Ødegård"]),
        ("odegard", ["Møbelverkstedet Ødegård"]),
        ("ase lind", ["Åse Lindström"]),
        ("båten fredag", ["Call"]),
        ('"båten og"', ["Call"]),
        ('"båten fredag"', []),
        ("batter", []),
        ("  ", []),
    ],
)
def test_what_is_typed_finds(told, typed, titles):
    assert sorted(hit.title for hit in search(told, typed)) == titles


def test_a_hit_says_whose_it_is_and_where_the_words_stand(told):
    (hit,) = search(told, "fredag")
    assert (hit.type, hit.client, hit.kind) == ("interaction", "Møbelverkstedet Ødegård", "call")
    assert "møtet på fredag" in hit.snippet
    assert not hit.is_private


def test_a_private_note_is_found_and_marked(journal):
    a_call(journal, a_client(journal), kind=Kind.NOTE, summary="felt dumped")
    (hit,) = search(journal, "dumped")
    assert hit.is_private


def test_what_is_in_the_trash_is_not_found_until_it_is_back(told):
    (number,) = told.tuples(Client.select(Client.id))[0]
    with told.change("Trash") as change:
        change.trash(Client, number, at=NOON)
    assert search(told, "mote") == []
    told.undo()
    assert len(search(told, "mote")) == 2


@given(text=st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_search(text):
    query = fts_query(text)
    assert query.count('"') % 2 == 0


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    with Journal.create(tmp_path_factory.mktemp("small") / "a.rjournal") as journal:
        a_client(journal)
        yield journal


@given(text=st.text(max_size=30))
def test_any_question_gets_an_answer(text, small):
    assert search(small, text) in ([], search(small, "ada"))
