from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from retention_journal.core.clients import Role
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.services import people
from retention_journal.services.people import PersonEntry
from tests.builders import NOON, TODAY, a_client


@pytest.fixture
def ada(journal):
    return a_client(journal)


def here(journal, client):
    return [(p.display_name, p.is_primary) for p in people.people(journal, client, TODAY) if p.is_current]


def add(journal, client, name, **values):
    return people.add_person(journal, client, PersonEntry(name, **values), today=TODAY)


def test_the_first_person_is_whom_to_call_first_and_another_can_take_over(journal, ada):
    add(journal, ada, "Tom Hale")
    priya = add(journal, ada, "Priya Nair", role=Role.PAYER)
    assert here(journal, ada) == [("Tom Hale", True), ("Priya Nair", False)]
    people.make_primary(journal, priya, today=TODAY)
    assert here(journal, ada) == [("Priya Nair", True), ("Tom Hale", False)]
    journal.undo()
    assert here(journal, ada)[0] == ("Tom Hale", True)


def test_a_person_who_left_stays_in_the_history_with_who_came_after(journal, ada):
    tom = add(journal, ada, "Tom Hale", title="owner")
    people.person_left(
        journal, tom, on=TODAY, reason="New job", successor=PersonEntry("Uma Rao"), today=TODAY
    )
    assert here(journal, ada) == [("Uma Rao", True)]
    gone = people.people(journal, ada, TODAY)[-1]
    assert (gone.display_name, gone.valid_to, gone.end_reason, gone.successor) == (
        "Tom Hale",
        TODAY,
        "New job",
        "Uma Rao",
    )
    journal.undo()
    assert here(journal, ada) == [("Tom Hale", True)]


def test_somebody_known_can_come_after(journal, ada):
    tom = add(journal, ada, "Tom Hale")
    priya = people.person(journal, add(journal, ada, "Priya Nair"), TODAY)
    people.person_left(journal, tom, on=TODAY, successor=priya.contact_id, today=TODAY)
    assert here(journal, ada) == [("Priya Nair", True)]


def test_one_who_left_may_be_back(journal, ada):
    tom = add(journal, ada, "Tom Hale")
    people.person_left(journal, tom, on=TODAY, today=TODAY)
    assert here(journal, ada) == []
    people.person_stays(journal, tom, today=TODAY)
    assert here(journal, ada) == [("Tom Hale", True)]


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_leaves_before_they_came_or_before_it_happened(journal, ada, days):
    tom = add(journal, ada, "Tom Hale", valid_from=TODAY)
    with pytest.raises(InvalidEntryError) as refused:
        people.person_left(journal, tom, on=TODAY + timedelta(days=days), today=TODAY)
    assert refused.value.field == "on"


def test_editing_a_person_keeps_every_field(journal, ada):
    tom = add(journal, ada, "Tom Hale")
    entry = PersonEntry(
        "Thomas Hale", email="tom@hale.example", tel="0117 496 0142", title="owner",
        role=Role.DECISION_MAKER, is_primary=True, call_window="09-11", facts="Out on\nWednesdays",
        do_not_call=True, valid_from=TODAY,
    )  # fmt: skip
    people.edit_person(journal, tom, entry, today=TODAY)
    assert people.person(journal, tom, TODAY).entry == entry


def test_a_person_in_the_trash_comes_back_with_undo(journal, ada):
    tom = add(journal, ada, "Tom Hale")
    people.trash_person(journal, tom, now=NOON)
    assert here(journal, ada) == []
    journal.undo()
    assert here(journal, ada) == [("Tom Hale", True)]


@pytest.mark.parametrize("name", ["", " \t", "x" * 1001])
def test_a_person_needs_a_name(journal, ada, name):
    with pytest.raises(InvalidEntryError):
        add(journal, ada, name)


@pytest.mark.parametrize(
    ("address", "doubtful"),
    [("", False), ("a@b.no", False), ("a@b", True), ("a b@c.no", True), ("a@@b.no", True), ("a@b.", True)],
)
def test_an_address_that_looks_mistyped_is_doubted(address, doubtful):
    assert people.is_doubtful_email(address) is doubtful


@pytest.mark.parametrize(("name", "first"), [("Tom Hale", "Tom"), ("Hale, Tom", "Tom"), ("", ""), (",", "")])
def test_a_first_name_is_how_one_speaks_of_somebody(name, first):
    assert people.first_name(name) == first


def test_who_left_is_not_called_first_and_has_not_come_after_leaving(journal, ada):
    tom = add(journal, ada, "Tom Hale", valid_from=TODAY - timedelta(days=9))
    people.person_left(journal, tom, on=TODAY - timedelta(days=3), today=TODAY)
    with pytest.raises(InvalidEntryError):
        people.make_primary(journal, tom, today=TODAY)
    with pytest.raises(InvalidEntryError) as refused:
        people.edit_person(journal, tom, PersonEntry("Tom Hale", valid_from=TODAY), today=TODAY)
    assert refused.value.field == "valid_from"


@pytest.mark.parametrize("field", ["birthday", "valid_from"])
def test_a_day_that_has_not_come_is_refused(journal, ada, field):
    with pytest.raises(InvalidEntryError) as refused:
        add(journal, ada, "Tom Hale", **{field: TODAY + timedelta(days=1)})
    assert refused.value.field == field


def test_who_takes_over_from_somebody_else_is_called_first_only_where_they_were(journal, ada):
    add(journal, ada, "Tom Hale")
    priya = add(journal, ada, "Priya Nair")
    people.person_left(journal, priya, on=TODAY, successor=PersonEntry("Uma Rao"), today=TODAY)
    assert here(journal, ada) == [("Tom Hale", True), ("Uma Rao", False)]


def test_nobody_has_to_be_called_first(journal, ada):
    tom = add(journal, ada, "Tom Hale")
    entry = people.person(journal, tom, TODAY).entry
    people.edit_person(journal, tom, replace(entry, is_primary=False), today=TODAY)
    assert here(journal, ada) == [("Tom Hale", False)]


def test_a_person_who_is_not_there_is_not_found(journal, ada):
    with pytest.raises(NotFoundError):
        people.person(journal, 99, TODAY)


def test_a_person_of_two_clients_stays_with_the_other(journal, ada):
    bea = a_client(journal, "Bea Ltd")
    tom = people.person(journal, add(journal, ada, "Tom Hale"), TODAY)
    uma = add(journal, bea, "Uma Rao")
    people.person_left(journal, uma, on=TODAY, successor=tom.contact_id, today=TODAY)
    assert here(journal, bea) == [("Tom Hale", True)]
    people.trash_person(journal, tom.role_id, now=NOON)
    assert here(journal, ada) == []
    assert here(journal, bea) == [("Tom Hale", True)]
