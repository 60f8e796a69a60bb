"""Readable in thirty years: by another library, by rebuilding the plain export, by any browser.

Source: reliability, promise 26. ``sqlcipher3`` is a library of others that the program does not use.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sqlcipher3

from retention_journal import i18n
from retention_journal.services.sample import fill_sample
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.journal_import import import_journal
from retention_journal.services.transfer.reader_page import INDEX_FILE, whole_page
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from retention_journal.storage.keys import Key
from retention_journal.storage.tables import TABLES, name_of
from tests.builders import a_client
from tests.reliability.hostile_journal import HOSTILE, peoples_columns

pytestmark = pytest.mark.promise(26)

TODAY = date(2026, 11, 20)
PASSPHRASE = "hval 47 åpner døren til fjorden"
TAGS = frozenset({
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "ul", "li", "a", "section",
    "dl", "dt", "dd",
})  # fmt: skip


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    """The sample firm, closed, with a word of its own in every text that people write."""
    path = tmp_path_factory.mktemp("firm") / "own.rjournal"
    with Journal.create(path) as journal:
        fill_sample(journal, TODAY)
        for table, column in peoples_columns():
            journal.sql(
                f"UPDATE {table} SET {column} = trim({column} || ' ' || ? || id || ?)"
                f" WHERE {column} != '' OR id = (SELECT min(id) FROM {table})",
                f"{HOSTILE}zq{table}q{column}q".replace("_", "x"), "q",
            )  # fmt: skip
        journal.rebuild_search()
    return path


@pytest.fixture(scope="module")
def words(firm):
    """Every marker that stands in the journal."""
    with Journal.open(firm) as journal:
        return {
            found
            for table, column in peoples_columns()
            for (text,) in journal.sql(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
            for found in re.findall(r"zq\w+?q\w+?q\d+q", text)
        }


@pytest.fixture
def locked(tmp_path):
    """A journal under a passphrase, closed and forgotten."""
    path = tmp_path / "locked.rjournal"
    with Journal.create(path, key=Key.from_passphrase(PASSPHRASE)) as journal:
        a_client(journal, "Ada & Søn AS")
    keys.ring.let_go()
    yield path
    keys.ring.let_go()


def read_by_others(path: Path, passphrase: str) -> list[tuple]:
    reader = sqlcipher3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        reader.execute(f"PRAGMA key = '{passphrase}'")
        assert reader.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return reader.execute("SELECT name FROM client").fetchall()
    finally:
        reader.close()


# --- (a) by another library -------------------------------------------------------------------------------


def test_another_library_opens_a_locked_journal_with_the_passphrase_alone(locked):
    """Promise 26 (a): SQLCipher 4 as it comes, nothing of ours."""
    assert not locked.read_bytes().startswith(b"SQLite format 3")
    assert read_by_others(locked, PASSPHRASE) == [("Ada & Søn AS",)]


def test_another_library_does_not_open_it_with_another_passphrase(locked):
    reader = sqlcipher3.connect(str(locked))
    reader.execute("PRAGMA key = 'another'")
    with pytest.raises(sqlcipher3.DatabaseError):
        reader.execute("SELECT name FROM client")
    reader.close()


def test_another_library_reads_every_row_of_the_sample_firm(tmp_path, firm):
    """Promise 26 (a): every type and column, equal to what the program reads."""
    path = tmp_path / "locked.rjournal"
    with Journal.create(
        path, key=Key.from_passphrase(PASSPHRASE), fill=lambda made: fill_sample(made, TODAY)
    ) as journal:
        counts = journal.counts()
        ours = {
            name_of(table): _digest(journal.sql(f"SELECT * FROM {name_of(table)} ORDER BY id"))
            for table in TABLES
        }
    keys.ring.let_go()
    reader = sqlcipher3.connect(str(path))
    reader.execute(f"PRAGMA key = '{PASSPHRASE}'")
    theirs = {
        name: _digest(reader.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()) for name in counts
    }
    reader.close()
    print(f"{sum(counts.values())} records of {len(counts)} types, read alike by sqlcipher3")
    assert theirs == ours


def _digest(rows) -> str:
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


# --- (b) from the plain export ----------------------------------------------------------------------------


@pytest.mark.slow
def test_the_plain_export_rebuilds_to_equal_records(tmp_path, firm):
    """Promise 26 (b): out, in again, and out is the same file byte for byte."""
    with Journal.open(firm) as journal:
        export(journal, tmp_path / "one", today=TODAY)
    with Journal.create(tmp_path / "again.rjournal") as again:
        import_journal(again, tmp_path / "one")
        export(again, tmp_path / "two", today=TODAY)
    first, second = ((tmp_path / name / "journal.jsonl").read_bytes() for name in ("one", "two"))
    print(f"{first.count(bytes([10]))} records, SHA-256 {hashlib.sha256(first).hexdigest()[:16]} twice")
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert (tmp_path / "one" / INDEX_FILE).read_bytes() == (tmp_path / "two" / INDEX_FILE).read_bytes()


# --- (c) by any browser -----------------------------------------------------------------------------------


class Page(HTMLParser):
    """Reads a page as a browser does, and notes tags, addresses and words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.named: list[tuple[str, str, str | None]] = []
        self.anchors: set[str] = set()
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.named += [(tag, name, value) for name, value in attrs]
        self.anchors |= {value for name, value in attrs if name == "id"}

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


@pytest.fixture(scope="module")
def page(firm, tmp_path_factory):
    place = tmp_path_factory.mktemp("out") / "out"
    with Journal.open(firm) as journal:
        export(journal, place, today=TODAY)
    return place / INDEX_FILE


def test_one_page_shows_every_word_of_the_journal(page, words):
    """Promise 26 (c): every text of every type, notes for nobody else and the trash included."""
    shown = Page(page.read_text(encoding="utf-8")).text
    missing = sorted(word for word in words if word not in shown)
    print(f"{len(words)} texts of {len(peoples_columns())} columns, {len(missing)} missing on the page")
    assert missing == []
    assert len(words) > len(peoples_columns())


def test_the_page_needs_nothing_and_reads_no_text_as_marks(page):
    """Promise 26 (c): works from a folder on the disk; no script, nothing fetched, no tag of anybody's."""
    read = Page(page.read_text(encoding="utf-8"))
    assert read.tags <= TAGS
    assert HOSTILE in read.text
    addresses = [
        value or "" for _tag, name, value in read.named if name in {"href", "src", "srcset", "action"}
    ]
    assert all(one.startswith(("#", "files/")) for one in addresses)
    assert {one[1:] for one in addresses if one.startswith("#")} <= read.anchors
    assert {name for _tag, name, _value in read.named} <= {
        "lang", "charset", "http-equiv", "content", "name", "href", "id", "dir",
    }  # fmt: skip
    (policy,) = [
        value for tag, name, value in read.named if name == "content" and "default-src" in (value or "")
    ]
    assert policy.startswith("default-src 'none'")
    assert all((page.parent / one).is_file() for one in addresses if one.startswith("files/"))


def test_every_record_stands_on_the_page_once(page, firm):
    """Promise 26 (c): as many as the journal holds, but for those that are one line of another."""
    lines = (page.parent / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    types = [json.loads(line)["type"] for line in lines]
    sections = page.read_text(encoding="utf-8").count("<section>")
    assert sections == len(types) - types.count("interaction_contact")


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_an_empty_journal_has_a_page_too(journal, language):
    i18n.use(language)
    try:
        assert f'<html lang="{language}">' in whole_page(journal, today=TODAY)
    finally:
        i18n.use("en")


def test_the_page_of_a_client_is_no_page_of_the_whole(journal, tmp_path):
    """What goes to a client holds nothing of others, and no private notes."""
    ada = a_client(journal)
    a_client(journal, "Bob plc", notes="about Bob")
    export(journal, tmp_path / "one", today=TODAY, client=ada)
    assert not (tmp_path / "one" / INDEX_FILE).exists()
