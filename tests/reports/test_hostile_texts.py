"""What people write, paste and import is printed as it is: it breaks nothing, reads no file, calls nobody."""

import sys
import time
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

import retention_journal
from retention_journal import paths
from retention_journal.reports.layout import BOTTOM
from retention_journal.reports.status_report import print_report, write_pdf
from retention_journal.reports.text import LONGEST, MISSING, printable
from tests.laws import fewer_examples
from tests.reports.conftest import words_of
from tests.reports.samples import HARBOUR, THIN

HOSTILE = {
    "markup": "ACME <b>bold</b> & <i>Sons</i>",
    "unclosed": "<b>never closed",
    "stray end": "</b></para>",
    "comparison": "a<b and c>d",
    "local file": '<img src="/etc/passwd" width="10" height="10"/>',
    "file address": '<img src="file:///etc/passwd"/>',
    "share": '<img src="\\\\host\\share\\secret.png"/>',
    "web address": '<img src="http://127.0.0.1:9/pixel.png"/>',
    "script link": '<a href="javascript:alert(1)">here</a>',
    "drawing": '<onDraw name="open" label="x"/>',
    "unicode tag": "<unichar name=\"__import__('os').system('true')\"/>",
    "colour": "<font color=\"[[[getattr(pow,Word('__globals__'))]]]\">x</font>",
    "entity": "&#x110000; &nbsp; &unknown; &amp;",
    "placeholders": "{name} {0} %s %(x)s {}",
    "control": "a\x00b\x01c\x1bd\x7fe\x9f",
    "line ends": "one\ntwo\r\nthree\rfour\u2028five\u2029six\x0bseven",
    "tabs": "a\tb",
    "bidi override": "invoice\u202etxt.exe\u202c \u2066x\u2069",
    "hebrew": "שלום עולם",
    "arabic": "مرحبا بالعالم",
    "chinese": "漢字かな交じり文",
    "emoji": "Thanks 👍🏽 👩‍👩‍👧 ❤️ 🇳🇴",
    "combining": "Z̸̛a̴͝l̵g̷o̶ é e\u0301",
    "surrogate": "lone \ud800 half \udfff",
    "private use": "\ue000\uf8ff\U000f0000",
    "noncharacter": "\ufffe\uffff\U0010ffff",
    "zero width": "a\u200bb\u200dc\ufeffd\u00ade",
    "nordic": "Ærøskøbing Åse Öström Þór Łódź Čapek",
    "greek and cyrillic": "Ελλάδα Україна",
    "one long word": "x" * 5000,
    "many lines": "\n" * 5000,
    "100,000 characters": "small things done while I remember " * 2858,
    "100,000 emoji": "👍" * 100_000,
    "blank": " \u00a0\u2003 ",
}


def filled(record, texts):
    """A copy of a report in which every text of a person is the next of ``texts``."""
    if isinstance(record, str) and not isinstance(record, Enum):
        return next(texts)
    if isinstance(record, tuple):
        return tuple(filled(item, texts) for item in record)
    if not is_dataclass(record):
        return record
    kept = {"language", "brand_colour"}
    changes = {f.name: filled(getattr(record, f.name), texts) for f in fields(record) if f.name not in kept}
    return replace(record, **changes)


class _Watch:
    """Notes which files are opened and whether anything is called, while it is on."""

    def __init__(self):
        self.on = False
        self.opened = []
        self.called = []
        sys.addaudithook(self._hear)

    def _hear(self, event, args):
        if not self.on:
            return
        if event == "open" and isinstance(args[0], (str, bytes)):
            self.opened.append(Path(str(args[0])))
        elif event.startswith(
            ("socket.", "urllib.", "http.", "subprocess.", "os.system", "os.exec", "ctypes.")
        ):
            self.called.append(event)


WATCH = _Watch()
_QUICKLY_PRINTED = 1_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=name, marks=[pytest.mark.slow] if len(text) > _QUICKLY_PRINTED else [])
        for name, text in HOSTILE.items()
    ],
)
def test_any_text_prints_and_nothing_is_read_or_called(text, tmp_path):
    report = filled(HARBOUR, cycle([text]))
    # Everything is imported, so that only what the texts cause is heard.
    site = replace(THIN.issuer, website="å.example")
    print_report(replace(THIN, client="שלום مرحبا 👍 漢字", issuer=site))
    WATCH.opened.clear()
    WATCH.called.clear()
    WATCH.on = True
    try:
        write_pdf(report, tmp_path / "hostile.pdf")
    finally:
        WATCH.on = False
    allowed = (tmp_path, paths.resources(), Path(retention_journal.__file__).parent)
    assert [path for path in WATCH.opened if not any(path.is_relative_to(place) for place in allowed)] == []
    assert WATCH.called == []
    assert PdfReader(tmp_path / "hostile.pdf").pages


def test_the_watch_would_hear_a_file_being_read(tmp_path):
    WATCH.opened.clear()
    WATCH.on = True
    try:
        Path("/dev/null").read_bytes()
    finally:
        WATCH.on = False
    assert WATCH.opened == [Path("/dev/null")]


def test_a_picture_named_in_a_text_is_not_embedded(tmp_path):
    Image.new("RGB", (40, 40), "red").save(tmp_path / "secret.png")
    report = filled(THIN, cycle([f'<img src="{tmp_path / "secret.png"}" width="40" height="40"/>']))
    write_pdf(report, tmp_path / "a.pdf")
    assert not any(list(page.images) for page in PdfReader(tmp_path / "a.pdf").pages)


def test_markup_prints_as_it_was_written(tmp_path):
    write_pdf(replace(HARBOUR, went_well="<b>A</b> & a<b"), tmp_path / "a.pdf")
    assert "<b>A</b> & a<b" in words_of(tmp_path / "a.pdf")


def test_no_link_is_live_but_the_website_in_the_foot(tmp_path):
    write_pdf(filled(HARBOUR, cycle(["https://a.example"])), tmp_path / "a.pdf")
    for page in PdfReader(tmp_path / "a.pdf").pages:
        found = [annotation.get_object() for annotation in page.get("/Annots", [])]
        assert [link["/A"]["/URI"] for link in found] == ["https://a.example"]
        assert all(float(link["/Rect"][3]) < BOTTOM for link in found)


def test_line_breaks_are_kept(tmp_path):
    write_pdf(replace(HARBOUR, went_well="first\nsecond"), tmp_path / "a.pdf")
    assert "first\nsecond" in words_of(tmp_path / "a.pdf")


def test_letters_that_no_font_has_are_shown_as_missing_and_told():
    ready = printable(replace(THIN, client="Firma བོད \ue000"))
    assert ready.report.client == f"Firma {MISSING * 3} {MISSING}"
    assert ready.warnings == ("4 characters cannot be printed and are shown as □: བ ོ ད \ue000",)


@pytest.mark.parametrize("name", ["nordic", "greek and cyrillic", "markup", "hebrew", "arabic", "chinese"])
def test_names_in_other_scripts_are_printed_whole(name):
    ready = printable(replace(THIN, client=HOSTILE[name], headline=HOSTILE[name]))
    assert ready.report.client == HOSTILE[name]
    assert ready.warnings == ()


def test_marks_that_turn_a_name_around_are_dropped():
    assert printable(replace(THIN, client=HOSTILE["bidi override"])).report.client == "invoicetxt.exe x"


def test_a_text_too_long_is_cut_with_a_note_in_the_reports_language():
    ready = printable(replace(THIN, headline="a" * (LONGEST + 96_000)))
    assert ready.report.headline == "a" * LONGEST + "… (cut, 96000 more characters)"
    assert ready.warnings == ("1 text was too long for a report and was cut.",)


def test_a_hundred_thousand_characters_everywhere_do_not_blow_up(tmp_path):
    report = filled(THIN, cycle([HOSTILE["100,000 characters"]]))
    start = time.thread_time()
    write_pdf(report, tmp_path / "a.pdf")
    assert time.thread_time() - start < 10


@fewer_examples
@given(st.lists(st.text(max_size=300), min_size=1, max_size=8))
def test_any_texts_at_all_make_a_report(texts):
    printed = print_report(filled(HARBOUR, cycle(texts)))
    assert printed.pdf.startswith(b"%PDF")
    assert printed.pages >= 2
