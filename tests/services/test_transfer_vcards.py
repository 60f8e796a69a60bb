"""Clients and people go out as address cards, and come back as what they were."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.errors import JournalError, NotFoundError
from retention_journal.core.text import clean
from retention_journal.importers.vcards import read_cards
from retention_journal.services.transfer.content_lines import LONGEST_LINE, escaped, folded
from retention_journal.services.transfer.vcards_out import Version, write_vcards
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Client, ContactRole
from tests.builders import NOON, TODAY, a_client, a_person, an_empty_journal

VERSIONS: tuple[Version, ...] = ("4.0", "3.0")


def written(journal: Journal, path: Path, version: Version = "4.0", client: int | None = None) -> str:
    write_vcards(journal, path, today=TODAY, client=client, version=version)
    return path.read_bytes().decode()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_is_read_back_as_it_was(journal: Journal, tmp_path: Path, version: Version) -> None:
    notes = "Ring first; then write, please.\nBack\\slash: C:\\new"
    ada = a_client(journal, "Ødegård, Byron; & Sons", locality="Ålesund", notes=notes)
    a_person(
        journal, ada, "Kåre Ødegård", given_name="Kåre", family_name="Ødegård", email="kare@ada.example",
        tel="+47 22 33 44 55", title="Head of the very long and winding department of all that is printed",
        facts="Double on light milk; single, on oat", birthday=date(1985, 4, 12), language="sv",
    )  # fmt: skip
    path = tmp_path / "out.vcf"
    assert write_vcards(journal, path, today=TODAY, version=version) == 2
    cards = read_cards(path, today=TODAY)
    assert cards.problems == []
    firm, person = cards.rows
    assert (firm.name, firm.locality, firm.notes) == ("Ødegård, Byron; & Sons", "Ålesund", notes)
    assert (firm.contact_name, firm.email) == ("", "")
    assert (person.name, person.contact_name) == ("Ødegård, Byron; & Sons", "Kåre Ødegård")
    assert (person.contact_given, person.contact_family) == ("Kåre", "Ødegård")
    assert (person.email, person.phone) == ("kare@ada.example", "+47 22 33 44 55")
    assert person.birthday == date(1985, 4, 12)
    assert person.language == ("sv" if version == "4.0" else "")  # 3.0 has no word for it
    assert person.title.startswith("Head of the very long and winding")
    assert person.notes == "Double on light milk; single, on oat"


@given(name=st.text(max_size=200), notes=st.text(max_size=400))
def test_any_name_and_note_come_back(name: str, notes: str, tmp_path: Path) -> None:
    name, notes = clean(f"A{name}", lines=False), clean(f"N{notes}")
    with an_empty_journal(tmp_path / "any.rjournal") as journal:
        a_client(journal, name, notes=notes)
        path = tmp_path / "any.vcf"
        path.unlink(missing_ok=True)
        text = written(journal, path)
    (card,) = read_cards(path, today=TODAY).rows
    assert clean(card.name) == name, text
    assert clean(card.notes) == notes, text


@given(st.text(max_size=500))
def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut(text: str) -> None:
    line = f"NOTE:{escaped(clean(text))}"
    content = folded(line)
    assert all(len(part.decode().encode()) <= LONGEST_LINE for part in content.split(b"\r\n"))
    assert content.replace(b"\r\n ", b"").decode() == line + "\r\n"


def test_a_client_who_is_one_person_comes_back_as_one(journal: Journal, tmp_path: Path) -> None:
    ada = a_client(journal, "Ada Byron")
    a_person(journal, ada, "Ada Byron", given_name="Ada", family_name="Byron", email="ada@byron.example")
    write_vcards(journal, tmp_path / "one.vcf", today=TODAY)
    rows = read_cards(tmp_path / "one.vcf", today=TODAY).rows
    assert [row.name for row in rows] == ["Ada Byron", "Ada Byron"]
    assert [row.email for row in rows] == ["", "ada@byron.example"]


def test_who_has_left_or_lies_in_the_trash_has_no_card(journal: Journal, tmp_path: Path) -> None:
    ada = a_client(journal, "Ada Ltd")
    a_person(journal, ada, "Gone Already", valid_to=TODAY)
    a_person(journal, ada, "Leaves Soon", valid_to=date(2026, 4, 1))
    bin_ = a_client(journal, "Bin Ltd")
    with journal.change("Delete") as change:
        change.trash(Client, bin_, at=NOON)
    text = written(journal, tmp_path / "out.vcf")
    assert "Gone Already" not in text
    assert "Bin Ltd" not in text
    assert "FN:Leaves Soon" in text


def test_who_works_for_two_clients_has_two_cards_with_uids_of_their_own(
    journal: Journal, tmp_path: Path
) -> None:
    ada, bo = a_client(journal, "Ada Ltd"), a_client(journal, "Bo Ltd")
    person = a_person(journal, ada, "Kim")
    with journal.change("Add a role") as change:
        change.insert(ContactRole, client=bo, contact=person)
    text = written(journal, tmp_path / "out.vcf")
    uids = [line for line in text.splitlines() if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == 4
    assert text.count("FN:Kim") == 2


def test_one_client_goes_out_without_the_others(journal: Journal, tmp_path: Path) -> None:
    ada, bo = a_client(journal, "Ada Ltd"), a_client(journal, "Bo Ltd")
    a_person(journal, bo, "Bo Bergman")
    a_person(journal, ada, "Ada Byron")
    text = written(journal, tmp_path / "out.vcf", client=ada)
    assert "Bo" not in text
    with pytest.raises(NotFoundError):
        write_vcards(journal, tmp_path / "none.vcf", today=TODAY, client=99)
    assert not (tmp_path / "none.vcf").exists()


def test_birthday_and_language_stand_as_each_version_has_them(journal: Journal, tmp_path: Path) -> None:
    ada = a_client(journal, "Ada Ltd", language="nb")
    a_person(journal, ada, "Ada Byron", birthday=date(1985, 4, 12), language="sv")
    new, old = written(journal, tmp_path / "4.vcf"), written(journal, tmp_path / "3.vcf", "3.0")
    assert "BDAY:19850412\r\n" in new
    assert "LANG:sv\r\n" in new
    assert "BDAY:1985-04-12\r\n" in old
    assert "LANG" not in old
    assert "X-ABShowAs:COMPANY\r\n" in old


def test_the_same_records_make_the_same_bytes_in_a_file_only_its_owner_reads(
    journal: Journal, tmp_path: Path
) -> None:
    ada = a_client(journal)
    a_person(journal, ada)
    path = tmp_path / "out.vcf"
    first = written(journal, path)
    assert written(journal, path) == first  # an older file of cards is replaced
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix in {".vcf", ".part"}] == ["out.vcf"]


def test_something_else_in_its_place_is_kept(journal: Journal, tmp_path: Path) -> None:
    a_client(journal)
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ada", encoding="utf-8")
    with pytest.raises(JournalError, match="not overwritten"):
        write_vcards(journal, path, today=TODAY)
    assert path.read_text(encoding="utf-8") == "Dear Ada"
