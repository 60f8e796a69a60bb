"""Clients taken in from files of other programs: matched, filled, never overwritten, one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import CancelledError
from retention_journal.core.intake import ClientRow, Problem
from retention_journal.services.transfer.batch_undo import undo_batch
from retention_journal.services.transfer.batches import batches
from retention_journal.services.transfer.client_import import import_clients
from retention_journal.storage.tables import Client, Contact, ContactRole
from tests.builders import NOON, TODAY, a_client, a_person, an_empty_journal
from tests.laws import fewer_examples


@dataclass(frozen=True)
class File:
    rows: list
    problems: tuple = ()
    skipped: int = 0
    source: str = "csv"
    extra: int = field(default=0)

    @property
    def read(self):
        return len(self.rows) + self.extra


def row(name, n=1, **values):
    return ClientRow(f"row {n}", name, **values)


def take_in(journal, *rows, **options):
    return import_clients(journal, File(list(rows)), now=NOON, **options)


def clients(journal):
    return journal.tuples(
        Client.select(Client.name, Client.locality, Client.start_date).order_by(Client._meta.primary_key)
    )


def people(journal, client=1):
    query = (
        Contact.select(Contact.display_name, Contact.email, Contact.tel, ContactRole.is_primary)
        .join(ContactRole, on=(ContactRole.contact == Contact._meta.primary_key))
        .where(ContactRole.client == client)
    )
    return journal.tuples(query.order_by(ContactRole._meta.primary_key))


def test_new_clients_come_in_with_their_people_the_first_to_be_called_first(journal):
    result = take_in(
        journal,
        row("Ada Ltd", 2, contact_name="Ada Byron", email="ada@ada.example", locality="York"),
        row("Ada Ltd", 3, contact_name="Charles", phone="+44 1632 960001", title="engines"),
        row("Bob AS", 4, email="post@bob.example"),
    )
    assert result.created == {"client": 2, "contact": 3, "contact_role": 3}
    assert (result.updated, result.unchanged, result.skipped) == ({}, 0, 0)
    assert people(journal) == [
        ("Ada Byron", "ada@ada.example", "", True),
        ("Charles", "", "+44 1632 960001", False),
    ]
    assert people(journal, 2) == [("Bob AS", "post@bob.example", "", True)]


def test_the_same_file_again_changes_nothing(journal):
    rows = (
        row("Ada Ltd", 2, contact_name="Ada Byron", email="ada@ada.example", locality="York"),
        row("Ada", 3, contact_name="Charles", phone="+44 1632 960001"),
        row("Bob AS", 4, email="post@bob.example"),
        row("Solo", 5),
    )
    take_in(journal, *rows)
    counts = journal.counts()
    again = take_in(journal, *rows)
    assert (again.created, again.updated, again.unchanged) == ({}, {}, 4)
    assert journal.counts() == counts
    assert journal.undo_label == "Take in 3 clients"


def test_a_birthday_and_further_addresses_stand_with_the_person(journal):
    told = row(
        "Ada Ltd", 2, contact_name="Ada", birthday=date(1970, 5, 17), facts="Further e-mail: b@ada.example"
    )
    take_in(journal, told)
    kept = Contact.select(Contact.birthday, Contact.facts)
    assert journal.tuples(kept) == [(date(1970, 5, 17), "Further e-mail: b@ada.example")]
    again = take_in(journal, told)
    assert (again.created, again.updated) == ({}, {})
    known = row("Bob", 3, contact_name="Bob")
    take_in(journal, known)
    take_in(journal, row("Bob", 3, contact_name="Bob", birthday=date(1980, 1, 2), facts="Likes tea"))
    assert journal.tuples(kept)[1] == (date(1980, 1, 2), "Likes tea")


def test_one_undo_takes_it_all_back(journal):
    ada = a_client(journal, "Ada Ltd")
    take_in(journal, row("Ada Ltd", locality="York"), row("Bob", 2, contact_name="Bob"))
    journal.undo()
    assert clients(journal) == [("Ada Ltd", "", date(2024, 3, 1))]
    assert journal.counts()["contact"] == 0
    assert ada == 1


def test_a_dry_run_counts_the_same_and_keeps_nothing(journal):
    rows = (row("Ada", contact_name="Ada"), row("Bob", 2))
    tried = take_in(journal, *rows, dry_run=True)
    assert tried.dry_run
    assert clients(journal) == []
    assert journal.undo_label is None
    assert take_in(journal, *rows).created == tried.created


@pytest.mark.parametrize(
    "told",
    [
        row("Ada and Daughters", email="ADA@ada.example"),
        row("Somebody else", phone="0044 1632 960001"),
        row("ADA, LTD."),
    ],
    ids=["by e-mail", "by phone", "by name"],
)
def test_a_client_is_known_by_e_mail_phone_or_name(journal, told):
    ada = a_client(journal, "Ada Ltd")
    a_person(journal, ada, "Ada Byron", email="ada@ada.example", tel="+44 1632 960001")
    result = take_in(journal, told)
    assert result.created == {}
    assert len(clients(journal)) == 1


def test_only_blanks_are_filled_and_nothing_is_overwritten(journal):
    ada = a_client(journal, "Ada Ltd", start_date=None, locality="Leeds")
    a_person(journal, ada, "Ada Byron", email="ada@ada.example")
    told = row(
        "Ada Ltd", contact_name="Ada Byron", email="new@ada.example", phone="+44 1632 960001",
        locality="York", start_date=date(2020, 1, 1),
    )  # fmt: skip
    result = take_in(journal, told)
    assert result.updated == {"client": 1, "contact": 1}
    assert clients(journal) == [("Ada Ltd", "Leeds", date(2020, 1, 1))]
    assert people(journal) == [("Ada Byron", "ada@ada.example", "+44 1632 960001", True)]


def test_two_firms_of_one_file_that_share_an_address_stay_two(journal):
    rows = (
        row("Beta AS", 2, contact_name="Kari Moe", email="kari@moe.example"),
        row("Alfa AS", 3, contact_name="Kari Moe", email="kari@moe.example"),
    )
    take_in(journal, *rows)
    again = take_in(journal, *reversed(rows))
    assert [name for name, *_rest in clients(journal)] == ["Beta AS", "Alfa AS"]
    assert (again.created, again.unchanged) == ({}, 2)


def test_colleagues_who_share_an_address_are_two_people(journal):
    rows = (
        row("Fjordlys", 2, contact_name="Marte Eide", email="post@fjordlys.example"),
        row("Fjordlys", 3, contact_name="Henrik Dale", email="post@fjordlys.example"),
    )
    take_in(journal, *rows)
    take_in(journal, *rows)
    assert [name for name, *_rest in people(journal)] == ["Marte Eide", "Henrik Dale"]


def test_what_lies_in_the_trash_stays_there_and_is_told(journal):
    ada = a_client(journal, "Ada Ltd")
    with journal.change("Put away") as change:
        change.trash(Client, ada, at=NOON)
    result = take_in(journal, row("Ada Ltd", 7, contact_name="Ada"))
    assert (result.created, result.skipped) == ({}, 1)
    assert result.problems[0].place == "row 7"
    assert "trash" in result.problems[0].message


def test_a_person_put_in_the_trash_does_not_come_back(journal):
    ada = a_client(journal, "Ada Ltd")
    person = a_person(journal, ada, "Ada Byron", email="ada@ada.example")
    with journal.change("Put away") as change:
        change.trash(Contact, person, at=NOON)
    result = take_in(journal, row("Ada Ltd", contact_name="Ada Byron", email="ada@ada.example", phone="123"))
    assert (result.created, result.updated, result.unchanged) == ({}, {}, 1)


def test_two_clients_of_one_name_are_told_apart_by_their_people(journal):
    one, two = a_client(journal, "Ada Ltd", start_date=None), a_client(journal, "Ada Ltd", start_date=None)
    a_person(journal, one, "Ann", email="ann@one.example")
    a_person(journal, two, "Tom", email="tom@two.example")
    take_in(journal, row("Ada Ltd", contact_name="Tom", email="tom@two.example", locality="York"))
    assert [town for _name, town, _since in clients(journal)] == ["", "York"]


def test_one_name_in_two_towns_is_taken_as_one_client_and_told(journal):
    result = take_in(journal, row("Ada Ltd", 2, locality="York"), row("Ada Ltd", 3, locality="Leeds"))
    assert result.created == {"client": 1}
    assert result.problems[0].place == "row 3"


def test_what_the_reader_left_out_is_counted_and_told(journal):
    file = File(
        [row("Ada")],
        (Problem("row 3", "No name.", left_out=True), Problem("row 2", "Odd.")),
        skipped=2,
        extra=3,
    )
    result = import_clients(journal, file, now=NOON)
    assert (result.read, result.skipped) == (4, 3)
    assert [problem.place for problem in result.problems] == ["row 3", "row 2"]


def test_a_stop_on_the_way_leaves_nothing(journal):
    def stop(done, total):
        if done:
            raise CancelledError("stop")

    with pytest.raises(CancelledError):
        take_in(journal, *(row(f"Client {n}", n) for n in range(500)), progress=stop)
    assert clients(journal) == []


def test_a_last_day_before_the_first_is_not_made(journal):
    a_client(journal, "Ada Ltd", start_date=None, end_date=date(2020, 1, 1))
    take_in(journal, row("Ada Ltd", start_date=TODAY, ideal_interval_days=14))
    assert clients(journal)[0][2] is None


NAMES = st.sampled_from(
    ["Ada Ltd", "ada", "Bob", "Bob & Co", "Ærø", "שלום", "😀", "x" * 1000, "e\u0301", "AS"]
)
ROWS = st.lists(
    st.builds(
        ClientRow,
        place=st.just("row 1"),
        name=NAMES,
        contact_name=st.sampled_from(["", "Ann Lee", "Lee", "Bo"]),
        email=st.sampled_from(["", "a@a.example", "b@b.example"]),
        phone=st.sampled_from(["", "+47 12 34 56 78", "12345678", "+46 12 34 56 78", "99"]),
        locality=st.sampled_from(["", "York"]),
    ),
    max_size=12,
)


@given(first=ROWS, second=ROWS)
@fewer_examples
def test_whatever_a_file_holds_the_second_time_changes_nothing(first, second):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as name, an_empty_journal(Path(name) / "own.rjournal") as journal:
        now = datetime(2026, 3, 10, 12)
        import_clients(journal, File(first), now=now)
        import_clients(journal, File(second), now=now)
        again = import_clients(journal, File(second), now=now)
        assert (again.created, again.updated) == ({}, {})
        assert again.unchanged == len(second)


def change(journal, table, **values):
    with journal.change("by hand") as hand:
        hand.update_where(table, table._meta.primary_key > 0, **values)


def test_what_changed_there_is_taken_over_and_what_changed_here_is_kept(journal):
    take_in(journal, row("Ada Ltd", contact_name="Ada", email="old@ada.example", locality="York"))
    result = take_in(journal, row("Ada Ltd", contact_name="Ada", email="new@ada.example", locality="York"))
    assert (result.updated, people(journal)[0][1]) == ({"contact": 1}, "new@ada.example")
    change(journal, Client, locality="Leeds")
    again = take_in(journal, row("Ada Ltd", contact_name="Ada", email="new@ada.example", locality="York"))
    assert (again.updated, clients(journal)[0][1], again.problems) == ({}, "Leeds", ())


def test_what_changed_on_both_sides_stays_as_it_is_here_and_is_told_once(journal):
    take_in(journal, row("Ada Ltd", locality="York"))
    change(journal, Client, locality="Leeds")
    result = take_in(journal, row("Ada Ltd", locality="Hull"))
    assert clients(journal)[0][1] == "Leeds"
    assert [problem.message for problem in result.problems] == [
        "Ada Ltd was changed there and here: Town. Yours is kept."
    ]
    assert take_in(journal, row("Ada Ltd", locality="Hull")).problems == ()


def test_what_was_emptied_here_stays_empty(journal):
    take_in(journal, row("Ada Ltd", locality="York"))
    change(journal, Client, locality="")
    take_in(journal, row("Ada Ltd", locality="York"))
    assert clients(journal)[0][1] == ""


def test_a_client_renamed_here_is_still_the_one_of_the_file(journal):
    take_in(journal, row("Ada Ltd"))
    change(journal, Client, name="Lovelace & Co")
    result = take_in(journal, row("Ada Ltd"))
    assert (result.created, [name for name, *_rest in clients(journal)]) == ({}, ["Lovelace & Co"])


def test_a_client_deleted_for_good_stays_away(journal):
    take_in(journal, row("Ada Ltd"))
    with journal.change("gone") as hand:
        hand.delete(Client, 1)
    result = take_in(journal, row("Ada Ltd"))
    assert (result.created, result.skipped, clients(journal)) == ({}, 1, [])
    assert "deleted Ada Ltd" in result.problems[0].message


def test_a_file_of_clients_stands_in_the_history_and_is_taken_back_as_a_whole(journal):
    a_client(journal, "Own client")
    take_in(
        journal, row("Ada Ltd", contact_name="Ada", email="a@ada.example"), row("Own client", locality="York")
    )
    (batch,) = batches(journal)
    assert batch.records == {"client": 1, "contact": 1, "contact_role": 1}
    undo_batch(journal, batch.id, now=NOON)
    assert [found[:2] for found in clients(journal)] == [("Own client", "")]
    assert take_in(journal, row("Ada Ltd")).created == {"client": 1}
