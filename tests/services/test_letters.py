"""Broken letters in the journal are found, and mended where they are chosen, in one step."""

from __future__ import annotations

from retention_journal.services.letters import broken_texts, mend_texts
from retention_journal.services.search import search
from retention_journal.storage.tables import Client, Report, key_of
from tests.builders import NOON, TODAY, a_call, a_client, a_person


def name_of_client(journal, client):
    return journal.value(Client.select(Client.name).where(key_of(Client) == client))


def test_every_broken_text_is_found_with_what_it_was(journal):
    client = a_client(journal, "BlÃ¥bÃ¦r AS", notes="Ærlig og blå")
    a_person(journal, client, "KÃ¥re Ã˜degÃ¥rd")
    a_call(journal, client, summary="kundrelationer nÃ¤r")
    a_call(journal, client, summary="kundrelationer n\ufffdr")
    told = [(text.kind, text.client, text.before, text.after) for text in broken_texts(journal)]
    assert ("Client", "BlÃ¥bÃ¦r AS", "BlÃ¥bÃ¦r AS", "Blåbær AS") in told
    assert ("Person", "", "KÃ¥re Ã˜degÃ¥rd", "Kåre Ødegård") in told
    assert ("Contact", "BlÃ¥bÃ¦r AS", "kundrelationer nÃ¤r", "kundrelationer när") in told
    assert told[-1][2] == told[-1][3] == "kundrelationer n\ufffdr", "what is lost comes last, as it is"
    assert len(told) == 4


def test_mending_is_one_step_and_is_undone_in_one(journal):
    client = a_client(journal, "BlÃ¥bÃ¦r AS")
    other = a_client(journal, "Ã…pent Hus")
    chosen = broken_texts(journal)
    assert mend_texts(journal, chosen) == 2
    assert name_of_client(journal, client) == "Blåbær AS"
    assert [hit.title for hit in search(journal, "blåbær")] == ["Blåbær AS"]
    assert broken_texts(journal) == []
    journal.undo()
    assert name_of_client(journal, client) == "BlÃ¥bÃ¦r AS"
    assert name_of_client(journal, other) == "Ã…pent Hus"


def test_only_what_was_chosen_is_mended_and_only_where_it_still_stands(journal):
    client = a_client(journal, "BlÃ¥bÃ¦r AS", notes="nÃ¤r")
    chosen = [text for text in broken_texts(journal) if text.column == "notes"]
    assert mend_texts(journal, chosen) == 1
    assert name_of_client(journal, client) == "BlÃ¥bÃ¦r AS"
    name = broken_texts(journal)
    with journal.change("Rename") as change:
        change.update(Client, client, name="Noe annet")
    assert mend_texts(journal, name) == 0
    assert name_of_client(journal, client) == "Noe annet"


def test_a_mended_name_is_put_in_order_anew(journal):
    client = a_client(journal, "Ã…s")
    mend_texts(journal, broken_texts(journal))
    key = journal.value(Client.select(Client.sort_key).where(key_of(Client) == client))
    assert key != "ã…s"


def test_what_is_in_the_trash_and_what_was_sent_stay_as_they_are(journal):
    client = a_client(journal, "BlÃ¥bÃ¦r AS")
    with journal.change("Report") as change:
        change.insert(Report, client=client, number=1, period_start=TODAY, period_end=TODAY, headline="nÃ¤r")
    with journal.change("Trash") as change:
        change.trash(Client, client, at=NOON)
    assert broken_texts(journal) == []
