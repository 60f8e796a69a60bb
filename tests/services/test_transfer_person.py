"""Whoever asks what is kept about them gets all of it in plain words, and nothing of anybody else."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given

from retention_journal.core.contacts import Kind
from retention_journal.core.errors import NotFoundError
from retention_journal.core.terms import Term
from retention_journal.core.text import clean
from retention_journal.i18n import LANGUAGES
from retention_journal.services.sample import fill_sample
from retention_journal.services.transfer import scope
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.hidden import hidden_in
from retention_journal.services.transfer.lists_out import Listed, ListKind, write_list
from retention_journal.services.transfer.person_export import (
    PAGE_FILE,
    SeveralPeopleError,
    find_person,
    subject,
)
from retention_journal.services.transfer.person_words import SILENT, TITLES, label_of, word_of
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.values import columns_of
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import (
    PRIVATE,
    TABLES,
    Client,
    ClosingConversation,
    Contact,
    ExternalRef,
    ImportBatch,
    ImportItem,
    ImportSource,
    Incident,
    InteractionContact,
    Invoice,
    Loss,
    PostMortem,
    Report,
    key_of,
    name_of,
)
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise, an_empty_journal
from tests.laws import fewer_examples
from tests.services.test_transfer import journals

#: What a firm holds of itself; no page for anybody else has it.
OWN = {"business", "setting", "day_off", "intake_question", "care_trial", "firm_look_back", "erasure"}
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u202e"
#: Words that the page does not tell as they are.
ELSEWHERE = {"line_key", "parent_key", "source"}
#: A moment of the world, where one is needed.
AT = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def page_of(journal, folder, **whom):
    export(journal, folder, today=TODAY, **whom)
    return (folder / PAGE_FILE).read_text(encoding="utf-8")


def text_of(page):
    return unescape(re.sub(r"<[^>]+>", "\n", page[page.index("<body>") :]))


def all_of(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).decode(
        "utf-8", "replace"
    )


def test_every_column_of_every_type_has_a_plain_name():
    assert {name_of(table) for table in TABLES} == OWN | set(TITLES)
    for table in TABLES:
        if name_of(table) not in OWN:
            for column in columns_of(table):
                if column.name not in SILENT | PRIVATE.get(table, frozenset()):
                    assert label_of(name_of(table), column.name)


@pytest.mark.slow
def test_the_page_of_a_client_holds_every_word_that_is_kept(journal, tmp_path):
    fill_sample(journal, date(2025, 10, 14))
    told = " ".join(text_of(page_of(journal, tmp_path / "out", client=1)).split())
    found = scope.records_of(journal, 1)
    words = 0
    for table in TABLES:
        columns = columns_of(table)
        for number, *cells in journal.tuples(table.select(key_of(table), *columns)):
            record = dict(zip([column.name for column in columns], cells, strict=True))
            if number not in found[name_of(table)]:
                continue
            for name in (
                set(record) - SILENT - hidden_in(table, record) - {"line_key", "parent_key", "source"}
            ):
                value = record[name]
                if isinstance(value, str) and not isinstance(value, Term) and value:
                    assert " ".join(clean(value).split()) in told, (table, name, value)
                    words += 1
    assert words > 200


def test_what_is_for_nobody_else_is_in_no_file(journal, tmp_path):
    ada = a_client(journal)
    ann = a_person(journal, ada, "Ann")
    with journal.change("Private") as change:
        a_call(journal, ada, kind=Kind.NOTE, summary="HEMMELIG", client_words="HEMMELIG")
        change.insert(Incident, client=ada, received_at=AT, reported_by=ann, private_feelings="HEMMELIG",
                      title="Late", own_load=4)  # fmt: skip
        loss = change.insert(Loss, client=ada, notice_on=TODAY, value_lost_minor=-5)
        change.insert(PostMortem, loss=loss, private_feelings="HEMMELIG")
        change.insert(ClosingConversation, loss=loss, with_contact=ann, own_notes="HEMMELIG",
                      what_was_good="the calm")  # fmt: skip
    for folder, whom in (("client", {"client": ada}), ("person", {"contact": ann})):
        page = page_of(journal, tmp_path / folder, **whom)
        assert "HEMMELIG" not in all_of(tmp_path / folder)
        assert "the calm" in page
        assert "Late" in page


def test_nothing_of_another_client_is_in_any_file(journal, tmp_path):
    ada, bob = a_client(journal, "Ada Ltd"), a_client(journal, "Bob AS")
    a_call(journal, bob, summary="of Bob")
    ours, theirs = (a_promise(journal, one, f"promise of {one}") for one in (ada, bob))
    uids = dict(journal.tuples(Client.select(key_of(Client), Client.uid)))
    with journal.change("Take in") as change:
        source = change.insert(ImportSource, kind="trello", label="Board of Bob AS", last_used=NOON,
                               ways={"names": {"bob as": "Bob AS"}})  # fmt: skip
        batch = change.insert(ImportBatch, source=source, file_name="board.json", taken_in_at=NOON)
        for client, word in ((ada, "row of Ada"), (bob, "row of Bob")):
            change.insert(ImportItem, batch=batch, place="card 1", action="new", record_type="client",
                          record_uid=uids[client], raw=word)  # fmt: skip
            change.insert(
                ExternalRef, source=source, ext_id=word, record_type="client", record_uid=uids[client]
            )
    page_of(journal, tmp_path / "out", client=ada)
    told = all_of(tmp_path / "out")
    assert "Bob" not in told
    assert "bob as" not in told
    assert f"promise of {theirs}" not in told or ours == theirs
    assert "row of Ada" in told
    with Journal.create(tmp_path / "again.rjournal") as again:
        from retention_journal.services.transfer.journal_import import import_journal

        assert import_journal(again, tmp_path / "out").problems == ()


def test_a_persons_talks_and_answers_go_out_and_their_colleagues_do_not(journal, tmp_path):
    ada = a_client(journal, "Ada Ltd", notes="KLIENTNOTAT")
    ann, tom = (a_person(journal, ada, name) for name in ("Ann Lee", "Tom Day"))
    with_ann, with_tom = a_call(journal, ada, summary="hello Ann"), a_call(journal, ada, summary="hello Tom")
    with journal.change("Who") as change:
        change.insert(InteractionContact, interaction=with_ann, contact=ann)
        change.insert(InteractionContact, interaction=with_tom, contact=tom)
    page = text_of(page_of(journal, tmp_path / "out", contact=ann))
    told = all_of(tmp_path / "out")
    assert "hello Ann" in page
    assert "Ada Ltd" in page
    assert "Tom Day" not in told
    assert "hello Tom" not in told
    assert "KLIENTNOTAT" not in told


def test_no_text_of_anybody_becomes_a_mark_and_nothing_is_fetched(journal, tmp_path):
    ada = a_client(journal, EVIL, notes=EVIL + "\nhttps://example.org/x")
    a_promise(journal, ada, EVIL)
    with journal.change("Report") as change:
        change.insert(Report, client=ada, number=1, period_start=TODAY, period_end=TODAY, pdf=b"%PDF one",
                      remarks={"=k": [EVIL]})  # fmt: skip
    page = page_of(journal, tmp_path / "out", client=ada)
    assert "<script" not in page
    assert "<img" not in page
    assert "onerror=alert(2)&gt;" in page
    assert set(re.findall(r'(?:href|src)="([^"#]*)', page)) - {""} == {
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out" / "files").iterdir()
    }
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("language", "day", "amount", "kept"),
    [("en", "9 March 2026", "NOK 1,200.50", "Yes"), ("nb", "9. mars 2026", "kr 1 200,50", "Ja"),
     ("sv", "9 mars 2026", "1 200,50 NOK", "Ja")],
)  # fmt: skip
def test_the_page_is_written_as_they_write_in_their_language(journal, tmp_path, language, day, amount, kept):
    ada = a_client(journal, language=language, is_ambassador=True)
    with journal.change("Invoice") as change:
        change.insert(Invoice, client=ada, number="7", issued_on=date(2026, 3, 9), due_on=TODAY,
                      total_minor=120050, currency="NOK")  # fmt: skip
    page = page_of(journal, tmp_path / "out", client=ada)
    assert f'<html lang="{language}">' in page
    told = text_of(page).replace("\u00a0", " ").replace("\u202f", " ")
    for words in (day, amount.replace("\u00a0", " "), kept):
        assert words in told


def test_whoever_has_no_language_is_written_to_in_the_firms(journal):
    ada = a_client(journal, "Ada Ltd", language="")
    assert subject(journal, client=ada).language in LANGUAGES
    assert subject(journal, client=ada).name == "Ada Ltd"


def test_the_owner_is_called_i_and_not_you(journal):
    from retention_journal.storage.fields import TermField

    for table in TABLES:
        for column in columns_of(table):
            if isinstance(column, TermField) and name_of(table) not in OWN:
                for term in column.term:
                    assert not re.search(r"\b(you|your|yours)\b", word_of(term), re.IGNORECASE), term


def test_a_person_is_found_by_name_or_by_the_beginning_of_it(journal):
    ada = a_client(journal)
    ann, anna = (a_person(journal, ada, name) for name in ("Ann", "Anna Berg"))
    assert find_person(journal, "ann") == ann
    assert find_person(journal, "ANNA") == anna
    with pytest.raises(SeveralPeopleError, match="Anna Berg"):
        find_person(journal, "an")
    with pytest.raises(NotFoundError):
        find_person(journal, "Zoe")
    with pytest.raises(NotFoundError):
        find_person(journal, " ")


def test_a_page_can_be_made_for_everybody_in_the_sample(journal, tmp_path):
    fill_sample(journal, date(2025, 10, 14))
    for (number,) in list(journal.tuples(Contact.select(key_of(Contact))))[:5]:
        assert "<h1>" in page_of(journal, tmp_path / f"p{number}", contact=number)


@pytest.mark.slow
@given(records=journals())
@fewer_examples
def test_of_any_journal_everything_can_be_taken_out(records):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with an_empty_journal(folder / "own.rjournal") as journal:
            with journal.change("Fill") as change:
                for table, record in records:
                    change.insert(table, **record)
            living = Client.select(key_of(Client)).where(Client.trashed_at.is_null())
            for (number,) in list(journal.tuples(living))[:1]:
                page_of(journal, folder / "client", client=number)
            for (number,) in list(journal.tuples(Contact.select(key_of(Contact))))[:1]:
                page_of(journal, folder / "person", contact=number)
            for kind in ListKind:
                place = folder / f"{kind}.csv"
                write_list(journal, Listed(kind), place, TableKind.SPREADSHEET, today=TODAY, language="nb")
