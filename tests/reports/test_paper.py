"""The sheet, the type and the file that a report is: what any reader of PDF finds in it."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal import paths
from retention_journal.core.report_look import Look, Paper, Typeface
from retention_journal.reports import fonts, scripts, styles
from retention_journal.reports.font_file import FontFile
from retention_journal.reports.layout import set_text
from retention_journal.reports.links import mail_target, web_target
from retention_journal.reports.paper import A4, LETTER, TEXT_WIDTH
from retention_journal.reports.status_report import print_report, write_pdf
from tests.reports.conftest import words_of
from tests.reports.samples import HARBOUR, THIN

ON_LETTER = replace(HARBOUR, look=Look(paper=Paper.LETTER))


@pytest.mark.parametrize(("paper", "points"), [(Paper.A4, (595.28, 841.89)), (Paper.LETTER, (612, 792))])
def test_every_page_has_the_size_of_the_paper_that_was_chosen(paper, points, tmp_path):
    write_pdf(replace(HARBOUR, look=Look(paper=paper)), tmp_path / "a.pdf")
    boxes = [page.mediabox for page in PdfReader(tmp_path / "a.pdf").pages]
    assert [(round(float(box.width), 2), round(float(box.height), 2)) for box in boxes] == [points] * len(
        boxes
    )


@pytest.mark.parametrize("sheet", [A4, LETTER])
def test_the_text_is_as_wide_on_every_paper_and_stands_in_its_middle(sheet):
    assert sheet.right - sheet.left == pytest.approx(TEXT_WIDTH)
    assert sheet.left == pytest.approx(sheet.width - sheet.right)
    assert sheet.left >= A4.left


def test_a_report_on_letter_says_what_it_says_on_a4(tmp_path):
    write_pdf(HARBOUR, tmp_path / "a4.pdf")
    write_pdf(ON_LETTER, tmp_path / "letter.pdf")
    said, letter = words_of(tmp_path / "a4.pdf").split(), words_of(tmp_path / "letter.pdf").split()
    assert set(said) - set(letter) <= {"1", "2", "3", "4"}


def test_a_thin_month_is_one_page_on_letter_too():
    assert print_report(replace(THIN, look=Look(paper=Paper.LETTER))).pages == 1


def fonts_in(path):
    """The fonts of a file: the name of each, and whether it lies in the file."""
    found = {}
    for page in PdfReader(path).pages:
        for font in page["/Resources"]["/Font"].values():
            kept = font.get_object()
            found[kept["/BaseFont"]] = "/FontFile2" in kept["/FontDescriptor"]
    return found


@pytest.mark.parametrize(
    ("typeface", "families"),
    [
        (Typeface.INTER, {"Inter", "Newsreader"}),
        (Typeface.PLEX, {"RJSans"}),
        (Typeface.SERIF, {"RJSerif"}),
    ],
)
def test_a_report_holds_the_fonts_of_its_typeface_and_no_others(typeface, families, tmp_path):
    report = replace(HARBOUR, draft=True, look=Look(typeface=typeface))
    write_pdf(report, tmp_path / "a.pdf")
    found = fonts_in(tmp_path / "a.pdf")
    cut_fonts = [re.fullmatch("/[A-Z]{6}\\+(.+)-.+", name) for name in found]
    assert {name[1] for name in cut_fonts} == families, "each is cut to what is written"
    assert all(found.values())


@pytest.mark.parametrize("typeface", list(Typeface))
@pytest.mark.parametrize("paper", list(Paper))
def test_every_look_says_the_same_on_at_most_a_page_more(typeface, paper, tmp_path):
    plain = print_report(HARBOUR)
    other = write_pdf(replace(HARBOUR, look=Look(paper, typeface)), tmp_path / "a.pdf")
    assert other.pages <= plain.pages + 1
    assert other.warnings == ()
    assert HARBOUR.headline in words_of(tmp_path / "a.pdf").replace("\n", " ")


def test_a_typeface_ends_with_the_report_that_is_set_in_it():
    print_report(replace(THIN, look=Look(typeface=Typeface.PLEX)))
    assert set_text("x", styles.BODY, 100).style == styles.BODY


@pytest.mark.parametrize("typeface", [Typeface.PLEX, Typeface.SERIF])
def test_figures_stand_below_each_other_in_the_typefaces_that_were_cut_for_it(typeface):
    with fonts.in_typeface(typeface):
        for role in fonts.FONTS:
            assert len({fonts.width(digit, fonts.named(role), 10) for digit in "0123456789"}) == 1


OTHER_SCRIPTS = {
    "hebrew": "שלום עולם",
    "arabic": "مرحبا بالعالم",
    "armenian": "Փոքր",
    "georgian": "საქართველო",
    "thai": "สวัสดีครับ",
    "chinese": "港口测量公司",
    "japanese": "漢字かな交じり文",
    "korean": "안녕하세요",
    "emoji": "👍😀🚀",
    "arrows and signs": "→⇄∑≈☎✓",
}


@pytest.mark.parametrize("text", OTHER_SCRIPTS.values(), ids=OTHER_SCRIPTS)
@pytest.mark.parametrize("typeface", list(Typeface))
def test_what_the_typeface_cannot_write_is_written_by_another_font(text, typeface, tmp_path):
    report = replace(THIN, client=f"Ab {text}", headline=text, look=Look(typeface=typeface))
    printed = write_pdf(report, tmp_path / "a.pdf")
    assert printed.warnings == ()
    assert all(fonts_in(tmp_path / "a.pdf").values())
    read = words_of(tmp_path / "a.pdf")
    assert set(text) <= set(read)


def test_a_file_with_other_scripts_is_the_same_each_time():
    report = replace(THIN, client=" ".join(OTHER_SCRIPTS.values()))
    first = print_report(report).pdf
    print_report(HARBOUR)
    assert print_report(report).pdf == first


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\u200fשלום", "םולש"),
        ("\u200eHarbour שלום Ltd", "Harbour םולש Ltd"),
        ("\u200fשלום 48", "48 םולש"),
        ("\u200fשלום (Ltd) 50", "50 (Ltd) םולש"),
        ("\u200eFor (שלום), from me", "For (םולש), from me"),
        ("\u200eFor שלום (עולם), from me", "For (םלוע) םולש, from me"),
        ("\u200eFirma AS", "Firma AS"),
    ],
)
def test_words_that_run_from_the_right_are_turned_around_and_others_are_not(line, shown):
    assert "".join(text for _font, text in scripts.runs(line, fonts.REGULAR)) == shown


def test_arabic_letters_are_joined_on_paper_and_copied_as_they_were_written(tmp_path):
    assert scripts.joined("مرحبا") == "ﻣﺮﺣﺒﺎ"
    write_pdf(replace(THIN, client="مرحبا"), tmp_path / "a.pdf")
    assert set("مرحبا") <= set(words_of(tmp_path / "a.pdf"))


def test_a_paragraph_that_runs_from_the_right_ends_its_lines_at_one_edge():
    lines = set_text("שלום לכולם היום " * 6, styles.BODY, 120)
    assert len(lines.lines) > 2
    assert all(line.startswith(scripts.FROM_RIGHT) for line in lines.lines)
    assert lines.width <= 120


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("שלום לכולם, Harbour", scripts.FROM_RIGHT),
        ("Harbour: שלום לכולם היום", scripts.FROM_RIGHT),
        ("שלום, Tor, 14 October 2025", scripts.FROM_LEFT),
    ],
)
def test_a_line_runs_the_way_that_most_of_its_letters_do(text, way):
    assert set_text(text, styles.BODY, 400).lines == (way + text,)


def test_a_line_in_the_main_font_alone_takes_the_short_way():
    assert not set_text("Ærøskøbing, Ελλάδα, Україна", styles.BODY, 400).mixed
    assert set_text("Ab 港", styles.BODY, 400).mixed


ISSUER = replace(
    HARBOUR.issuer, email="ingrid@solheim.example", website="solheim.example/omås", org_number="912 345 678"
)


def links_in(path):
    """Where each page of a file leads to."""
    pages = [page.get("/Annots", []) for page in PdfReader(path).pages]
    return [[annotation.get_object()["/A"]["/URI"] for annotation in page] for page in pages]


def test_the_foot_of_each_page_leads_to_the_senders_mail_and_pages(tmp_path):
    write_pdf(replace(HARBOUR, issuer=ISSUER), tmp_path / "a.pdf")
    both = ["mailto:ingrid@solheim.example", "https://solheim.example/om%C3%A5s"]
    assert links_in(tmp_path / "a.pdf") == [both] * 3


def test_a_link_lies_on_its_own_words(tmp_path):
    write_pdf(replace(THIN, issuer=ISSUER), tmp_path / "a.pdf")
    page = PdfReader(tmp_path / "a.pdf").pages[0]
    with fonts.in_typeface(Typeface.INTER):
        wide = [
            fonts.width(text, styles.CAPTION.font, styles.CAPTION.size)
            for text in (ISSUER.email, ISSUER.website)
        ]
    boxes = [annotation.get_object()["/Rect"] for annotation in page["/Annots"]]
    assert [float(box[2] - box[0]) for box in boxes] == pytest.approx(wide, abs=0.01)
    assert all(box[0] > A4.left and box[2] < A4.right for box in boxes)


def test_what_does_not_fit_into_the_foot_is_no_link(tmp_path):
    write_pdf(replace(THIN, issuer=replace(ISSUER, name="Solheim " * 30)), tmp_path / "a.pdf")
    assert links_in(tmp_path / "a.pdf") == [["https://solheim.example/om%C3%A5s"]]


@pytest.mark.parametrize(
    ("site", "target"),
    [
        ("solheim.example", "https://solheim.example"),
        ("http://www.solheim.example:8080/a?b=c", "http://www.solheim.example:8080/a?b=c"),
        ("blåbær.example", "https://xn--blbr-roah.example"),
        ("javascript:alert(1)", None),
        ("javascript://solheim.example/%0aalert(1)", None),
        ("file:///etc/passwd", None),
        ("https://me:secret@solheim.example", None),
        ("https://solheim.example@evil.example", None),
        ("see our page", None),
        ("localhost", None),
        ("https://[", None),
        ("a.example:99999999", None),
        ("see our page.example", None),
        ("x" * 600 + ".example", None),
        ("", None),
    ],
)
def test_a_website_becomes_a_link_only_where_it_is_plainly_one(site, target):
    assert web_target(site) == target


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("ingrid@solheim.example", "mailto:ingrid@solheim.example"),
        ("a+b?subject=x@solheim.example", "mailto:a%2Bb%3Fsubject%3Dx@solheim.example"),
        ("Ingrid <ingrid@solheim.example>", None),
        ("a@b.example\nBcc: c@d.example", None),
        ("@", None),
    ],
)
def test_an_address_becomes_a_link_only_where_it_is_plainly_one(address, target):
    assert mail_target(address) == target


@given(st.text(max_size=60))
def test_no_text_makes_any_other_link(text):
    assert (web_target(text) or "https://").startswith(("https://", "http://"))
    assert (mail_target(text) or "mailto:").startswith("mailto:")


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("nb", "nb-NO"), ("sv", "sv-SE")])
def test_the_file_says_what_it_is_by_whom_and_in_which_language(language, tag, tmp_path):
    write_pdf(replace(HARBOUR, language=language), tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    root = reader.trailer["/Root"]
    assert root["/Lang"] == tag
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert HARBOUR.client in reader.metadata.title
    assert reader.metadata.author == "Ingrid Solheim, Solheim Synlighet"
    assert "7" in reader.metadata.subject
    assert reader.page_labels == ["1", "2", "3"]


def test_the_outline_leads_to_each_section_on_its_page(tmp_path):
    printed = write_pdf(HARBOUR, tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    places = [(entry.title, reader.get_destination_page_number(entry)) for entry in reader.outline]
    assert places[0] == ("Status report no. 7, September 2025", 0)
    titles = [title for title, _page in places]
    for section in ("What I promised last time", "Scorecard", "What was delivered", "Your turn"):
        assert section in titles
    assert [page for _title, page in places] == sorted(page for _title, page in places)
    assert places[-1][1] == printed.pages - 1
    for title, page in places[1:]:
        assert title in reader.pages[page].extract_text().replace("\n", " ")


def test_the_file_holds_no_script_no_attachment_and_nothing_that_acts(tmp_path):
    write_pdf(replace(HARBOUR, issuer=ISSUER), tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    keys = {key for held in objects if isinstance(held, dict) for key in held}
    assert not keys & {
        "/JavaScript",
        "/JS",
        "/Launch",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/OpenAction",
        "/AA",
    }
    kinds = {held.get("/S") for held in objects if isinstance(held, dict)}
    assert not kinds & {"/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "/ImportData"}


def test_nothing_is_told_by_colour_alone(tmp_path):
    """What a black and white printer leaves of a status is its word, and a shape of its own."""
    write_pdf(HARBOUR, tmp_path / "a.pdf")
    read = words_of(tmp_path / "a.pdf")
    for word in ("On target", "Just over", "Off target", "No number yet", "on time", "not done yet"):
        assert word in read.replace("\n", " ")


def test_what_is_drawn_is_drawn_in_the_order_in_which_it_is_read(tmp_path):
    """A screen reader and a person who copies the text get the lines as they stand below each other."""
    write_pdf(HARBOUR, tmp_path / "a.pdf")
    read = " ".join(words_of(tmp_path / "a.pdf").split())
    told = [
        HARBOUR.client, HARBOUR.headline, "What went well", HARBOUR.went_well, "What did not",
        HARBOUR.went_not, "What I am doing", HARBOUR.doing, "What I promised last time",
        HARBOUR.last_promises[0].text, "Scorecard",
        HARBOUR.most_important.quote, "What was delivered", "What I need from you", "Your turn",
    ]  # fmt: skip
    places = [read.index(text) for text in told]
    assert places == sorted(places)


FONTS_OF_REPORTS = sorted((paths.resources() / "fonts" / "reports").glob("*.ttf"))
#: Names that their makers keep for what is unchanged.
RESERVED = ("Plex", "Source", "Nanum", "Vera", "Bitstream")


@pytest.mark.parametrize("path", FONTS_OF_REPORTS, ids=lambda path: path.stem)
def test_a_font_that_was_cut_bears_a_name_of_its_own(path):
    face = FontFile(path.stem, str(path)).face
    assert face.name.decode() == path.stem
    assert not any(name in text for name in RESERVED for text in (face.name.decode(), str(face.familyName)))


def test_every_font_of_the_reports_is_used():
    cut_fonts = {fonts.named(role) for role in fonts.FONTS}
    for typeface in Typeface:
        with fonts.in_typeface(typeface):
            cut_fonts |= {fonts.named(role) for role in fonts.FONTS}
    helping = {fonts.font_with(letter) for text in OTHER_SCRIPTS.values() for letter in text}
    assert {path.stem for path in FONTS_OF_REPORTS} <= cut_fonts | helping


def test_reports_printed_at_the_same_time_are_as_those_printed_one_after_the_other():
    """A preview prints while another thread saves a page; both read the same file of a font."""
    reports = [replace(HARBOUR, client=f"{HARBOUR.client} {number}") for number in range(24)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(print_report, reports * 3))
    finally:
        sys.setswitchinterval(before)
    assert together == [print_report(report) for report in reports] * 3
