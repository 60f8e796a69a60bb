from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from retention_journal.core.clients import Status
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.services import clients
from retention_journal.services.clients import ClientEntry, DuplicateClientError, SeveralClientsError
from retention_journal.services.people import people
from retention_journal.storage.tables import Business
from tests.builders import NOON, TODAY


def add(journal, name, **values):
    return clients.add_client(journal, ClientEntry(name, **values), today=TODAY)


def names(journal):
    return [client.name for client in clients.client_names(journal)]


def test_a_client_is_added_with_its_first_person_and_undone_as_one_step(journal):
    ada = add(journal, "  Ada\tLtd ", contact_name="Ada Byron", contact_email="ada@ada.example")
    assert names(journal) == ["Ada Ltd"]
    (person,) = people(journal, ada, TODAY)
    assert person.first_name == "Ada"
    assert (person.display_name, person.email, person.is_primary) == ("Ada Byron", "ada@ada.example", True)
    journal.undo()
    assert names(journal) == []
    journal.redo()
    assert len(people(journal, ada, TODAY)) == 1


def test_a_phone_without_a_person_is_the_clients_own(journal):
    ada = add(journal, "Ada Ltd", contact_phone="0117 496 0142")
    assert [person.display_name for person in people(journal, ada, TODAY)] == ["Ada Ltd"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " \n "}, "name"),
        ({"name": "\x00\x07"}, "name"),
        ({"name": "x" * 1001}, "name"),
        ({"start_date": TODAY + timedelta(days=1)}, "start_date"),
        ({"start_date": TODAY, "end_date": TODAY - timedelta(days=1)}, "end_date"),
        ({"ideal_interval_days": 0}, "ideal_interval_days"),
        ({"ideal_interval_days": 3651}, "ideal_interval_days"),
        ({"ideal_interval_days": 14, "max_interval_days": 13}, "max_interval_days"),
        ({"contact_name": "y" * 1001}, "contact_name"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(journal, wrong, field):
    with pytest.raises(InvalidEntryError) as refused:
        clients.add_client(journal, replace(ClientEntry("Ada Ltd"), **wrong), today=TODAY)
    assert refused.value.field == field
    assert names(journal) == []


def test_a_name_of_a_thousand_characters_and_of_any_script_is_kept(journal):
    for name in ("å" * 1000, "שלום בעמ", "Zoe\u0308", "Ønske & Søn <b>"):
        add(journal, name)
    assert set(names(journal)) == {"å" * 1000, "שלום בעמ", "Zoë", "Ønske & Søn <b>"}


def test_a_second_client_of_the_same_name_is_asked_about_and_may_be_added(journal):
    first = add(journal, "Fjordlys Tannklinikk")
    with pytest.raises(DuplicateClientError) as here:
        add(journal, "FJORDLYS tannklinikk ")
    assert here.value.client_id == first
    assert here.value.message == "Fjordlys Tannklinikk is already here."
    second = ClientEntry("Fjordlys Tannklinikk")
    clients.add_client(journal, second, today=TODAY, allow_same_name=True)
    assert names(journal) == ["Fjordlys Tannklinikk"] * 2


def test_a_client_in_the_trash_keeps_no_name_from_another(journal):
    clients.trash_client(journal, add(journal, "Ada Ltd"), now=NOON)
    add(journal, "Ada Ltd")
    assert names(journal) == ["Ada Ltd"]


def test_editing_changes_what_the_form_shows_and_undo_brings_it_back(journal):
    ada = add(journal, "Ada Ltd", locality="Bristol", ideal_interval_days=7)
    entry = clients.client_entry(journal, ada)
    clients.edit_client(journal, ada, replace(entry, name="Ada plc", notes="Two\nlines"), today=TODAY)
    assert clients.client_entry(journal, ada) == replace(entry, name="Ada plc", notes="Two\nlines")
    journal.undo()
    assert clients.client_entry(journal, ada) == entry


def test_a_client_may_keep_its_own_name_but_not_take_anothers_unasked(journal):
    ada = add(journal, "Ada Ltd")
    bea = add(journal, "Bea Ltd")
    clients.edit_client(journal, ada, ClientEntry("ADA Ltd"), today=TODAY)
    with pytest.raises(DuplicateClientError):
        clients.edit_client(journal, bea, ClientEntry("ada ltd"), today=TODAY)


def test_leaving_sets_the_last_day_and_coming_back_takes_it_away(journal):
    ada = add(journal, "Ada Ltd", start_date=date(2024, 1, 1))
    clients.set_status(journal, ada, Status.CLOSED_BY_US, today=TODAY)
    assert clients.client_entry(journal, ada).end_date == TODAY
    clients.set_status(journal, ada, Status.WON_BACK, today=TODAY)
    assert clients.client_entry(journal, ada).end_date is None


def test_names_stand_in_the_order_of_the_journals_language(journal):
    with journal.change("Set up") as change:
        change.insert(Business, language="nb")
    for name in ("Åse", "Ære", "Øyane", "Berg"):
        add(journal, name)
    assert names(journal) == ["Berg", "Ære", "Øyane", "Åse"]
    with journal.change("Speak Swedish") as change:
        change.update(Business, 1, language="sv")
    clients.order_names_again(journal)
    assert names(journal) == ["Berg", "Åse", "Ære", "Øyane"]


def test_a_client_is_found_exactly_then_by_any_case_then_by_its_beginning(journal):
    big, small = add(journal, "ADA"), None
    small = clients.add_client(journal, ClientEntry("ada"), today=TODAY, allow_same_name=True)
    bea = add(journal, "Beatrice & Co")
    assert clients.find_client(journal, "ADA").id == big
    assert clients.find_client(journal, " ada ").id == small
    assert clients.find_client(journal, "beatrice & CO").id == bea
    assert clients.find_client(journal, "bea").id == bea


def test_a_name_that_fits_several_lists_them_and_one_that_fits_none_says_so(journal):
    add(journal, "Hansen Bygg")
    add(journal, "Hansen Tak")
    with pytest.raises(SeveralClientsError) as several:
        clients.find_client(journal, "hansen")
    assert "Hansen Bygg, Hansen Tak" in several.value.message
    for nothing in ("Lunde", "", "  "):
        with pytest.raises(NotFoundError):
            clients.find_client(journal, nothing)


def test_typing_ahead_knows_clients_and_their_people(journal):
    add(journal, "Ada Ltd", contact_name="Grace Hopper")
    assert [(c.name, c.people) for c in clients.client_names(journal)] == [("Ada Ltd", ("Grace Hopper",))]


def test_a_client_that_is_not_there_is_not_found(journal):
    for ask in (clients.client_entry, clients.client_name):
        with pytest.raises(NotFoundError):
            ask(journal, 99)


def test_names_already_in_order_are_left_alone(journal):
    add(journal, "Ada Ltd")
    label = journal.undo_label
    clients.order_names_again(journal)
    assert journal.undo_label == label


def test_a_long_name_is_cut_in_the_undo_menu_only(journal):
    add(journal, "x" * 300)
    assert journal.undo_label == "Add client " + "x" * 39 + "…"


def test_two_clients_of_one_name_are_told_apart_by_their_uid(journal):
    first = add(journal, "Ada Ltd")
    second = clients.add_client(journal, ClientEntry("Ada Ltd"), today=TODAY, allow_same_name=True)
    for client in (first, second):
        assert clients.find_client(journal, clients.client_name(journal, client).uid).id == client
