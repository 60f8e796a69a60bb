"""What attached files may be called, and which of them are asked about before they are opened."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retention_journal.core.attachments import (
    DANGEROUS,
    LONGEST_NAME,
    cleaned_name,
    ending_of,
    is_dangerous,
    media_type,
    with_ending_of,
)

OVERRIDE, ZERO_WIDTH, NO_BREAK = "\u202e", "\u200b", "\u00a0"
CLEANED = [
    ("Avtale 2026.pdf", "Avtale 2026.pdf"),
    ("Åpning – brief.docx", "Åpning – brief.docx"),
    ("A\u030apning.pdf", "Åpning.pdf"),
    ("../../etc/passwd", "etc passwd"),
    ("/etc/passwd", "etc passwd"),
    ("C:\\Windows\\brief.pdf", "C Windows brief.pdf"),
    ("\\\\host\\share\\brief.pdf", "host share brief.pdf"),
    ("brief.pdf:hidden.exe", "brief.pdf hidden.exe"),
    (f"brief{OVERRIDE}fdp.exe", "brieffdp.exe"),
    (f"brief.p{ZERO_WIDTH}df", "brief.pdf"),
    ("brief\0.pdf", "brief.pdf"),
    ("brief\r\n\t.pdf", "brief .pdf"),
    ("brief.pdf. . .", "brief.pdf"),
    (f"brief.exe{NO_BREAK}", "brief.exe"),
    (".bashrc", "bashrc"),
    ("..", ""),
    ("", ""),
    ("///", ""),
    (OVERRIDE, ""),
    ("\ud800", ""),
    ("con", "_con"),
    ("CON.pdf", "_CON.pdf"),
    ("aux .txt", "_aux .txt"),
    ("COM1.tar.gz", "_COM1.tar.gz"),
    ("lpt¹.pdf", "_lpt¹.pdf"),
    ("conto.pdf", "conto.pdf"),
    ('a<b>c"d|e?f*g.pdf', "a b c d e f g.pdf"),
    ("क्‍ष.pdf", "क्‍ष.pdf"),
    ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ("ø" * 300 + ".docx", "ø" * 97 + ".docx"),
    ("a." + "b" * 300, "a." + "b" * (LONGEST_NAME - 2)),
]

DANGERS = [
    "setup.exe", "SETUP.EXE", "x.lnk", "x.desktop", "x.scpt", "x.html", "x.htm", "x.svg", "x.url", "x.iso",
    "x.js",
    "x.vbs", "x.bat", "x.cmd", "x.ps1", "x.msi", "x.jar", "x.app", "x.command", "x.sh", "x.py", "x.docm",
    "x.xlsm", "x.scr", "x.com", "x.hta", "x.reg", "x.appimage", "x.deb", "x.dmg", "x.pkg",
    "x.webloc", "x.chm",
    "invoice.pdf.exe", "invoice.pdf            .exe", "x.exe.", "x.exe...", "x.exe ", "x.exe . .", "x. exe",
    f"x.exe{NO_BREAK}", f"invoice{OVERRIDE}fdp.exe", f"x.e{ZERO_WIDTH}xe", f"x.exe{ZERO_WIDTH}",
    "x.exe\0.pdf",
    "x.exe::$DATA", "x.exe:a.pdf", "x．ｅｘｅ", "x.ＥＸＥ", ".exe", ".desktop", "x.exe\n", "x.exe\u2028",
    "x.library-ms",
]  # fmt: skip

HARMLESS = [
    "Avtale.pdf", "Brief.docx", "Tall.xlsx", "Plan.pptx", "Bilde.png", "Bilde.jpeg", "Notat.txt", "Møte.ics",
    "acme.com avtale.pdf", "acme.com.pdf", "acme.sh.pdf", "exe", "exe.pdf", "Avtale", "", "Lyd.mp3",
    "Post.eml",
    "Tall.csv", "Pakke.zip", "Avtale.odt", "x.pdf.", "x.exempel",
]  # fmt: skip

hostile = st.text(
    st.sampled_from('aø.: /\\"<>|?*\0\n\t\u202e\u200b\u200d\u00a0\ud800e\u0301xＥ'), max_size=40
)
any_name = hostile | st.text(st.characters(), max_size=300)


@pytest.mark.parametrize(("told", "called"), CLEANED)
def test_a_name_from_anywhere_becomes_a_label(told, called):
    assert cleaned_name(told) == called


@given(any_name)
@example("a" * 199 + "." + "é" * 40)
@example(".\u200d")
@example("con" + "." * 250 + "x")
@example("_" + "e\u0301" * 200)
def test_a_cleaned_name_is_fit_for_every_system_and_stays_as_it_is(told):
    name = cleaned_name(told)
    assert cleaned_name(name) == name
    assert len(name.encode()) <= LONGEST_NAME
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip(" .")
    assert all(unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" for c in name)
    assert name == unicodedata.normalize("NFC", name)
    assert name.split(".")[0].strip().casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(
    stem=st.text(st.sampled_from("aøλ漢 "), min_size=60, max_size=300),
    ending=st.sampled_from(sorted(DANGEROUS)),
)
def test_a_long_name_keeps_how_it_ends_when_it_is_cut(stem, ending):
    assert ending_of(cleaned_name(f"{stem}x.{ending}")) == ending


@pytest.mark.parametrize("name", DANGERS)
def test_a_file_that_may_run_is_asked_about(name):
    assert is_dangerous(name)


@pytest.mark.parametrize("name", DANGERS)
def test_cleaning_a_name_does_not_hide_that_its_file_may_run(name):
    cleaned = cleaned_name(name)
    assert is_dangerous(cleaned) or not ending_of(cleaned) or ending_of(cleaned) not in DANGEROUS


@pytest.mark.parametrize("name", HARMLESS)
def test_what_an_agency_keeps_is_not_asked_about(name):
    assert not is_dangerous(name)


@given(any_name, st.sampled_from(sorted(DANGEROUS)), st.text(st.sampled_from(" .\u200b\u00a0"), max_size=5))
def test_no_beginning_and_no_tail_hides_a_dangerous_ending(stem, ending, tail):
    assert is_dangerous(f"{stem}.{ending}{tail}")
    assert is_dangerous(f"{stem}.{ending.upper()}{tail}")


@given(any_name)
def test_what_is_kept_is_asked_about_whenever_its_last_ending_is_dangerous(told):
    name = cleaned_name(told)
    assert is_dangerous(name) == (ending_of(f"x{name}") in DANGEROUS)


@given(any_name, st.sampled_from(["", ".exe", ".exe/", "/.exe", ".exe|", ".js<>"]))
def test_a_name_is_asked_about_when_its_cleaned_one_is(told, ending):
    name = told + ending
    assert is_dangerous(name) or not is_dangerous(cleaned_name(name))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.PDF", "application/pdf"),
        ("a.png", "image/png"),
        ("a.txt", "text/plain"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.tar.gz", "application/gzip"),
        ("a.skiss", "application/octet-stream"),
        ("a", "application/octet-stream"),
        ("a.b/c", "application/octet-stream"),
        ("data:text/html,x", "application/octet-stream"),
    ],
)
def test_a_name_says_what_kind_of_file_it_is(name, kind):
    assert media_type(name) == kind


@pytest.mark.parametrize(
    ("name", "former", "called"),
    [
        ("Brief", "old.pdf", "Brief.pdf"),
        ("Brief v1.2", "old.pdf", "Brief v1.2.pdf"),
        ("Brief.pdf", "old.pdf", "Brief.pdf"),
        ("Brief.docx", "old.pdf", "Brief.docx"),
        ("Brief.exe", "old.pdf", "Brief.exe"),
        ("Brief", "old", "Brief"),
        ("Brief.skiss", "old.skiss", "Brief.skiss"),
        ("", "old.pdf", ""),
    ],
)
def test_a_new_name_without_a_kind_keeps_the_former_ending(name, former, called):
    assert with_ending_of(name, former) == called
