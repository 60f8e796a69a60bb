"""What was put away comes back; what was deleted for good is gone from every corner."""

from __future__ import annotations

from datetime import timedelta

from retention_journal.core.contacts import Kind
from retention_journal.services.search import search
from retention_journal.services.trash import delete_for_good, in_trash, put_back, too_old, what_goes_along
from retention_journal.storage.tables import Client, Interaction, Promise
from tests.builders import NOON, a_call, a_client, a_promise

MARKER = "Zyxwvutmarker"


def trashed(journal, table, number, at=NOON):
    with journal.change("Move to the trash") as change:
        change.trash(table, number, at=at)


def test_the_trash_lists_what_was_put_away_newest_first_and_puts_it_back(journal):
    client = a_client(journal)
    promise = a_promise(journal, client, "Send the list")
    call = a_call(journal, client, kind=Kind.MEETING, summary="About the harbour")
    trashed(journal, Promise, promise)
    trashed(journal, Interaction, call, NOON + timedelta(hours=1))
    items = in_trash(journal)
    assert [(item.kind, item.title, item.client) for item in items] == [
        ("Meeting", "About the harbour", "Ada Ltd"),
        ("Promise", "Send the list", "Ada Ltd"),
    ]
    put_back(journal, items)
    assert in_trash(journal) == []
    journal.undo()
    assert len(in_trash(journal)) == 2


def test_what_is_deleted_for_good_leaves_no_word_in_the_file(journal):
    client = a_client(journal, MARKER)
    a_call(journal, client, summary=f"about {MARKER}")
    a_client(journal, "Bob plc")
    trashed(journal, Client, client)
    (item,) = in_trash(journal)
    assert what_goes_along(journal, item) == {"client": 1, "interaction": 1}
    delete_for_good(journal, [item])
    assert search(journal, MARKER) == []
    assert journal.undo_label is None
    path = journal.path
    journal.close()
    content = path.read_bytes()
    assert MARKER.encode() not in content
    assert MARKER.casefold().encode() not in content
    assert b"Bob plc" in content


def test_only_what_lay_longer_than_ninety_days_is_too_old(journal):
    client = a_client(journal)
    trashed(journal, Client, client)
    items = in_trash(journal)
    assert too_old(items, NOON + timedelta(days=90)) == []
    assert too_old(items, NOON + timedelta(days=90, seconds=1)) == items


def test_deleting_nothing_keeps_the_undo_history(journal):
    a_client(journal)
    label = journal.undo_label
    delete_for_good(journal, [])
    assert journal.undo_label == label


def test_one_thing_goes_alone(journal):
    call = a_call(journal, a_client(journal))
    trashed(journal, Interaction, call)
    (item,) = in_trash(journal)
    assert what_goes_along(journal, item) == {"interaction": 1}
