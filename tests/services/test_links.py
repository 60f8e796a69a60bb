from __future__ import annotations

from datetime import timedelta

import pytest

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.events import LinkKind
from retention_journal.services.clients import trash_client
from retention_journal.services.links import link_persons, neighbours, persons, unlink
from retention_journal.services.people import people, person_left
from retention_journal.storage.tables import ContactRole
from tests.builders import NOON, TODAY, a_client, a_person


@pytest.fixture
def town(journal):
    """Two clients with two people each."""
    ada, bea = a_client(journal, "Ada Ltd"), a_client(journal, "Bea AS")
    return {
        "ada": ada,
        "bea": bea,
        "ann": a_person(journal, ada, "Ann Ask"),
        "art": a_person(journal, ada, "Art Alm", is_primary=False),
        "bo": a_person(journal, bea, "Bo Berg"),
        "britt": a_person(journal, bea, "Britt Bakke", is_primary=False),
    }


def known(journal, client):
    return [(one.here, one.name, one.client_name) for one in neighbours(journal, client, TODAY)]


def test_both_sides_see_whom_they_know(journal, town):
    link_persons(journal, town["ann"], town["bo"], LinkKind.FRIEND, " They row together ")
    assert known(journal, town["ada"]) == [("Ann Ask", "Bo Berg", "Bea AS")]
    assert known(journal, town["bea"]) == [("Bo Berg", "Ann Ask", "Ada Ltd")]
    (one,) = neighbours(journal, town["ada"], TODAY)
    assert (one.kind, one.note, one.client_id) == (LinkKind.FRIEND, "They row together", town["bea"])


def test_it_is_undone_taken_away_and_brought_back(journal, town):
    link = link_persons(journal, town["ann"], town["bo"])
    assert journal.undo() == "Note who knows whom"
    assert known(journal, town["ada"]) == []
    journal.redo()
    unlink(journal, link)
    assert known(journal, town["ada"]) == []
    assert journal.undo() == "Take away who knows whom"
    assert known(journal, town["ada"]) == [("Ann Ask", "Bo Berg", "Bea AS")]
    unlink(journal, link)
    with pytest.raises(NotFoundError):
        unlink(journal, link)


def test_nobody_knows_themselves_and_nothing_is_noted_twice(journal, town):
    link_persons(journal, town["ann"], town["bo"])
    for here, there in ((town["ann"], town["ann"]), (town["bo"], town["ann"]), (town["ann"], town["bo"])):
        with pytest.raises(InvalidEntryError) as told:
            link_persons(journal, here, there)
        assert told.value.field == "there"
    with pytest.raises(NotFoundError):
        link_persons(journal, town["ann"], 99)


def test_people_of_the_same_client_are_no_neighbours(journal, town):
    link_persons(journal, town["ann"], town["art"], LinkKind.COLLEAGUE)
    assert known(journal, town["ada"]) == []


def test_who_left_is_nobodys_neighbour_and_is_known_without_a_place(journal, town):
    link_persons(journal, town["ann"], town["bo"])
    role = next(one for one in people(journal, town["bea"], TODAY) if one.contact_id == town["bo"])
    person_left(journal, role.role_id, on=TODAY - timedelta(days=2), today=TODAY)
    assert known(journal, town["bea"]) == []
    assert known(journal, town["ada"]) == [("Ann Ask", "Bo Berg", "")]
    assert neighbours(journal, town["ada"], TODAY)[0].client_id is None


def test_a_person_at_two_clients_stands_once_for_each(journal, town):
    other = a_client(journal, "Cai AB")
    with journal.change("Add a role") as change:
        change.insert(ContactRole, client=other, contact=town["bo"])
    link_persons(journal, town["ann"], town["bo"])
    assert [client for _here, _name, client in known(journal, town["ada"])] == ["Bea AS", "Cai AB"]


def test_a_client_in_the_trash_takes_its_people_along(journal, town):
    link_persons(journal, town["ann"], town["bo"])
    trash_client(journal, town["bea"], now=NOON)
    assert known(journal, town["ada"]) in ([], [("Ann Ask", "Bo Berg", "")])
    assert [one.name for one in persons(journal, TODAY)] == ["Ann Ask", "Art Alm"]


def test_people_are_found_with_their_client_and_without_those_here(journal, town):
    found = persons(journal, TODAY, besides=town["ada"])
    assert [(one.name, one.client_name) for one in found] == [
        ("Bo Berg", "Bea AS"),
        ("Britt Bakke", "Bea AS"),
    ]
