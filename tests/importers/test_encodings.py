from __future__ import annotations

import codecs

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers import encodings

PEOPLE = "Navn;Sted\r\nKåre Ødegård;Ålesund\r\nBjørn Ås;Tromsø\r\nSärla Öberg;Malmö\r\nGrønn ære;Ærø\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16-le", "utf-16-be"])
def test_nordic_names_are_known_in_every_usual_encoding(tmp_path, encoding):
    file = tmp_path / "people.csv"
    file.write_bytes(PEOPLE.encode(encoding))
    assert encodings.guess(file) == encoding


def test_dos_files_read_right_whichever_dos_they_are_from():
    guessed = encodings.guess_bytes(PEOPLE.encode("cp865"))
    assert PEOPLE.encode("cp865").decode(guessed) == PEOPLE
    swedish = "Företag;Ort\r\nÅkes Målare;Växjö\r\nÄlgs Bageri;Örebro\r\n"
    assert swedish.encode("cp437").decode(encodings.guess_bytes(swedish.encode("cp437"))) == swedish


@pytest.mark.parametrize(
    ("mark", "encoding", "guessed"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_letter(mark, encoding, guessed):
    content = mark + PEOPLE.encode(encoding)
    assert encodings.guess_bytes(content) == guessed
    assert content.decode(guessed) == PEOPLE


@pytest.mark.parametrize(
    "name", ["Kåre", "Bjørn", "Ødegård", "ÅSE", "Åse", "Malmö", "Værøy", "Sjö", "Göran Ängö"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "cp865"])
def test_a_single_short_name_is_enough(name, encoding):
    try:
        content = f"Navn\n{name}\n".encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("this encoding has not the letter")
    assert content.decode(encodings.guess_bytes(content)) == f"Navn\n{name}\n"


@pytest.mark.parametrize(
    "text", ["Price: 5 € – “fine”…", "O’Brien’s café", "1\u00a0250 kr", "Müller & Söhne, Groß-Gerau"]
)
def test_western_signs_stay_windows(text):
    assert encodings.guess_bytes(text.encode("cp1252")) == "cp1252"


def test_one_broken_letter_does_not_spoil_a_utf8_file():
    content = PEOPLE.encode() + b"Bj\xf8rn\n"
    assert encodings.guess_bytes(content) == "utf-8"
    assert encodings.guess_bytes(PEOPLE.encode() + "ø".encode()[:1]) == "utf-8"


def test_plain_ascii_and_nothing_are_utf8():
    assert encodings.guess_bytes(b"Name,Phone\nAda,1\n") == "utf-8"
    assert encodings.guess_bytes(b"") == "utf-8"


def test_the_name_of_the_encoding_can_be_shown():
    assert encodings.label("cp1252") == "Windows (cp1252)"
    assert encodings.label("utf-16") == "UTF-16 with a byte order mark"


def test_a_missing_file_is_told_plainly(tmp_path):
    with pytest.raises(JournalError, match=r"There is no file “gone\.csv”"):
        encodings.guess(tmp_path / "gone.csv")
