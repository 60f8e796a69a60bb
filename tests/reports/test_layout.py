import math
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from retention_journal.core.report import Corrected, QuarterReview, ReviewRow, Setback, SetbackStep
from retention_journal.core.report_look import Look, Paper, Typeface
from retention_journal.reports import colour, fonts, status_report
from retention_journal.reports.layout import (
    BOTTOM,
    TALLEST,
    TOP,
    Block,
    Cell,
    Lines,
    Style,
    rows,
    set_text,
    table,
)
from retention_journal.reports.pages import arrange
from retention_journal.reports.paper import SHEETS
from retention_journal.reports.status_report import print_report
from tests.laws import fewer_examples
from tests.reports.samples import HARBOUR, HOURS, LEDGERS, long_report
from tests.reports.test_hostile_texts import filled

BODY = Style(fonts.REGULAR, 9.5, 14)
WORDS = st.text(alphabet="ab WÆ-", max_size=200)


def block(height, **more):
    return Block(height, lambda canvas, left, top: None, **more)


@given(WORDS, st.floats(min_value=20, max_value=400))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text, width):
    lines = set_text(text, BODY, width)
    assert lines.width <= width + 0.001
    assert "".join(lines.lines).replace(" ", "") == text.replace(" ", "")


SIGNS = st.text(alphabet="漢字かな、。「」（ aÆ👍", max_size=120)


@given(SIGNS, st.floats(min_value=40, max_value=300))
def test_signs_without_blanks_fill_their_lines_and_none_is_lost(text, width):
    lines = set_text(text, BODY, width)
    assert lines.width <= width + 0.001
    assert "".join(lines.lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_what_closes_or_ends_with_what_opens():
    text = "漢字かな交じり文、九月十九日から「全部」二日以内に終わりました。" * 8
    for width in range(60, 200, 7):
        lines = set_text(text, BODY, width).lines
        assert not any(line.startswith(tuple("、。」")) or line.endswith("「") for line in lines)
        assert len(lines) > 3


def test_signs_after_a_word_stay_on_its_line():
    assert set_text("Firma " + "漢字" * 40, BODY, 100).lines[0].startswith("Firma 漢字")


@given(WORDS.filter(str.strip), st.integers(min_value=1, max_value=3))
def test_text_cut_to_a_number_of_lines_ends_in_dots(text, most):
    whole, cut = set_text(text, BODY, 60), set_text(text, BODY, 60, most)
    assert len(cut.lines) <= most
    assert cut.lines[-1].endswith("…") == (len(whole.lines) > most)
    assert cut.width <= 60.001


def test_a_serif_line_with_letters_it_does_not_have_is_set_in_the_other_font():
    assert set_text("Україна", Style(fonts.SERIF, 20, 26), 400).style.font == fonts.REGULAR
    assert set_text("Ærøskøbing", Style(fonts.SERIF, 20, 26), 400).style.font == fonts.SERIF


def test_a_row_taller_than_a_page_flows_over_pages_and_fills_them():
    tall = Cell(0, (Lines(tuple(f"{number}" for number in range(200)), BODY),))
    low = Cell(100, (Lines(("y",), BODY),))
    blocks = rows([tall, low], pad=5)
    assert all(part.height <= TALLEST for part in blocks)
    assert sum(part.height for part in blocks) == pytest.approx(200 * BODY.leading + 10)
    pages = arrange(blocks, TOP)
    assert len(pages) <= math.ceil(200 * BODY.leading / (TOP - BOTTOM)) + 1
    for page in pages[:-1]:
        assert page[-1].top - page[-1].block.height < BOTTOM + TALLEST / 2
    assert all(len(page) > 1 for page in pages), "no page begins or ends with a few lines alone"


def test_a_title_is_not_parted_from_a_long_text_below_it():
    title, text = Lines(("Title",), BODY), Lines(("x",) * 200, BODY)
    first = next(Cell(0, (title, text)).parts())
    assert first.height >= 4 * BODY.leading


def test_a_chain_longer_than_a_page_is_laid_over_several():
    blocks = [block(20, with_next=True), *[block(150, with_next=True) for _ in range(9)], block(150)]
    pages = arrange(blocks)
    assert [len(page) for page in pages] == [4, 4, 3], "each page is filled, and none ends with the heading"


@given(st.lists(st.tuples(st.floats(min_value=5, max_value=500), st.booleans()), max_size=40))
def test_no_block_reaches_into_the_foot_and_none_is_lost(parts):
    blocks = [block(height, with_next=bound, before=20) for height, bound in parts]
    pages = arrange(blocks)
    assert [placed.block for page in pages for placed in page] == blocks
    for page in pages:
        assert all(placed.top - placed.block.height >= BOTTOM - 0.01 for placed in page)


def test_a_heading_is_never_the_last_on_a_page():
    pages = arrange([block(480), block(20, with_next=True), block(100)])
    assert [len(page) for page in pages] == [1, 2]


def test_a_table_repeats_its_header_and_leaves_no_row_alone():
    header = block(20)
    body = [[block(30)] for _ in range(46)]
    pages = arrange(table(header, body))
    assert len(pages) == 3
    for page in pages:
        assert page[0].block.height == 20
        assert len(page) > 2


def test_closer_spacing_is_taken_where_it_saves_a_page():
    assert len(arrange([block(160, before=40) for _ in range(3)])) == 1


@given(st.tuples(*[st.integers(min_value=0, max_value=255)] * 3))
def test_white_can_be_read_on_any_darkened_colour(wanted):
    main = colour.darkened(wanted)
    assert colour.contrast(main, colour.WHITE) >= colour.READABLE
    if colour.contrast(wanted, colour.WHITE) >= colour.READABLE:
        assert main == wanted


@given(st.text(max_size=10))
def test_anything_that_is_no_colour_takes_the_programs_own(text):
    brand = colour.brand(text)
    if colour.rgb(text) is None:
        assert brand == colour.brand(colour.DEFAULT_BRAND)


@given(st.tuples(*[st.integers(min_value=0, max_value=255)] * 3))
def test_lesser_text_on_the_strip_can_be_read(wanted):
    brand = colour.brand("#{:02x}{:02x}{:02x}".format(*wanted))
    assert colour.contrast(colour.rgb(brand.pale), colour.rgb(brand.main)) >= colour.READABLE - 0.1


def test_a_note_does_not_begin_a_page_where_closer_spacing_keeps_it_with_its_table():
    pages = arrange([block(510), block(20, before=30), block(12, tail=True), block(400)])
    assert not pages[1][0].block.tail


TEXTS = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        ["", "x" * 400, "a name of a goal " * 18, "one\n" * 60, "words in a row " * 300, "שלום 漢字 👍 " * 40]
    ),
)


ALL_THE_REST = {
    "hours": HOURS,
    "ledgers": LEDGERS,
    "most_important": HARBOUR.most_important,
    "last_promises": HARBOUR.last_promises,
    "setbacks": (Setback("", steps=(SetbackStep(date(2025, 9, 2), ""),) * 3),) * 2,
    "review": QuarterReview((ReviewRow("", 4, date(2025, 9, 2)),) * 5),
    "corrects": Corrected("", date(2025, 9, 2)),
}


@st.composite
def any_reports(draw):
    """Reports with any number of goals and other lines, any texts in them, on any sheet in any type."""
    report = replace(long_report(draw(st.integers(0, 12)), draw(st.integers(0, 20))), **ALL_THE_REST)
    texts = draw(st.lists(TEXTS, min_size=1, max_size=6))
    look = Look(draw(st.sampled_from(Paper)), draw(st.sampled_from(Typeface)))
    return replace(filled(report, cycle(texts)), language=report.language, look=look)


def laid_out(report):
    """Print a report; return each time that blocks were laid on pages for it: the blocks, and the pages."""
    seen = []

    def listening(blocks, *more, **named):
        pages = arrange(blocks, *more, **named)
        seen.append((blocks, pages))
        return pages

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(status_report, "arrange", listening)
        print_report(report)
    return seen


@fewer_examples
@given(any_reports())
def test_no_report_loses_a_block_or_lays_one_on_another_or_in_the_foot(report):
    sheet = SHEETS[report.look.paper]
    for blocks, pages in laid_out(report):
        known = {id(found) for found in blocks}
        laid = [id(placed.block) for page in pages for placed in page]
        assert [found for found in laid if found in known] == [id(found) for found in blocks]
        for number, page in enumerate(pages):
            edge = sheet.top if number else sheet.first_top
            for placed in page:
                assert placed.top <= edge + 0.01, "one lies on another"
                edge = placed.top - placed.block.height
            assert edge >= BOTTOM - 0.01, "one reaches into the foot"
            assert not (page[-1].block.bookmark and page[-1].block.with_next), "a heading ends the page"


def test_a_remark_of_twenty_pages_is_printed_whole():
    remark = " ".join(f"word{number}" for number in range(6_000))
    goals = (replace(HARBOUR.goals[1], remark=remark), *HARBOUR.goals[2:])
    printed = print_report(replace(HARBOUR, goals=goals))
    assert printed.warnings == ()
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(printed.pdf)).pages)
    assert [number for number in range(6_000) if f"word{number}" not in read] == []
    assert printed.pages < 16


def test_forty_goals_with_names_of_three_hundred_letters_keep_their_rows_together():
    report = long_report(40, 0)
    goals = tuple(
        replace(goal, name=f"{place} " + "long name " * 30) for place, goal in enumerate(report.goals)
    )
    printed = print_report(replace(report, goals=goals))
    pages = [page.extract_text() for page in PdfReader(BytesIO(printed.pdf)).pages]
    assert sum(page.count("Agreed target") for page in pages) >= 5, (
        "the head of the table stands on each page"
    )
    assert printed.warnings == ()
