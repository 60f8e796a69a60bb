from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal.core.errors import InvalidEntryError
from retention_journal.reports.locking import LONGEST, Strength, checked_password, is_locked, lock, strength
from retention_journal.reports.status_report import print_report
from tests.reports.rich_samples import RICH

PASSWORDS = [
    "hunter2",
    "blåbær og fløte",
    "日本語",
    "ｆｕｌｌ wide",
    "a\u0308rende",
    "x\u00ady z",
    "é" * 63,
    "שלום",
]

_PDFINFO_TAKES = 32  # bytes of a password on its command line


@pytest.fixture(scope="module")
def pdf():
    return print_report(RICH).pdf


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_locked_report_opens_with_its_password_in_every_reader(pdf, password, tmp_path):
    locked = lock(pdf, password)
    known = checked_password(password)
    reader = PdfReader(io.BytesIO(locked))
    assert reader.decrypt(known)
    assert len(pypdfium2.PdfDocument(locked, password=known)) == len(reader.pages)
    with pikepdf.open(io.BytesIO(locked), password=known) as opened:
        assert opened.encryption.bits == 256
        assert opened.encryption.stream_method is pikepdf.models.EncryptionMethod.aesv3
        assert not opened.check_pdf_syntax()
    if shutil.which("pdfinfo") and len(known.encode()) <= _PDFINFO_TAKES:
        path = tmp_path / "locked.pdf"
        path.write_bytes(locked)
        told = subprocess.run(["pdfinfo", "-upw", known, path], capture_output=True, text=True, check=True)
        assert "algorithm:AES-256" in told.stdout


def test_a_password_composed_on_another_keyboard_is_the_same():
    typed = "Blåbær på Ærø"
    assert checked_password(unicodedata.normalize("NFD", typed)) == checked_password(typed)


def test_without_the_password_nothing_of_it_can_be_read(pdf):
    locked = lock(pdf, "blåbær")
    assert is_locked(locked)
    assert not is_locked(pdf)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(locked)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked), password="blabar")
    assert b"Harbour" not in locked
    assert "blåbær".encode() not in locked


def test_a_locked_report_says_what_the_open_one_says(pdf):
    locked = PdfReader(io.BytesIO(lock(pdf, "blåbær")), password="blåbær")
    plain = PdfReader(io.BytesIO(pdf))
    assert [page.extract_text() for page in locked.pages] == [page.extract_text() for page in plain.pages]
    assert locked.metadata == plain.metadata
    assert set(locked.trailer["/Root"]) == set(plain.trailer["/Root"])
    assert len(locked.outline) == len(plain.outline)


@pytest.mark.parametrize("typed", ["a\x00b", "line\nbreak", "\ud800", "\u202eabc", "🔑key", "abc\u05d0"])
def test_a_sign_that_readers_disagree_about_is_refused(typed):
    with pytest.raises(InvalidEntryError) as told:
        checked_password(typed)
    assert told.value.field == "password"
    assert typed not in told.value.message + told.value.advice


def test_a_password_longer_than_a_pdf_takes_is_refused():
    assert checked_password("x" * LONGEST)
    with pytest.raises(InvalidEntryError, match="longer"):
        checked_password("x" * (LONGEST + 1))
    with pytest.raises(InvalidEntryError, match="longer"):
        checked_password("é" * 64)


@pytest.mark.parametrize("typed", ["", "\u00ad"])
def test_no_password_locks_nothing(pdf, typed):
    with pytest.raises(InvalidEntryError, match="missing"):
        lock(pdf, typed)


@given(st.text(max_size=130))
def test_a_checked_password_stays_what_it_is(typed):
    try:
        password = checked_password(typed)
    except InvalidEntryError:
        return
    assert checked_password(password) == password
    assert len(password.encode()) <= LONGEST


@pytest.mark.parametrize(
    ("password", "holds"),
    [
        ("", Strength.WEAK),
        ("hunter2", Strength.WEAK),
        ("Sommer2026!", Strength.WEAK),
        ("12345678901234567890", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("qwertyuiop", Strength.WEAK),
        ("Rognan Rognan Rognan Rognan 2026", Strength.WEAK),
        ("kaffe kaffe kaffe kaffe kaffe", Strength.WEAK),
        ("blåbær fløte sykkel", Strength.FAIR),
        ("x7Kq9!pWz2", Strength.FAIR),
        ("blåbær fløte sykkel lampe torsk", Strength.STRONG),
        ("x7Kq9!pWz2Lm4?Vt", Strength.STRONG),
    ],
)
def test_how_long_a_password_holds_is_told_on_the_safe_side(password, holds):
    assert strength(password, ["Byggmester Rognan AS"]) is holds


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_any_password_can_be_judged(password, known):
    assert strength(password, known) in Strength
