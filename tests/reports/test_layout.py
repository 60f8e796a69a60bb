from hypothesis import given
from hypothesis import strategies as st

from retention_journal.reports import colour, fonts
from retention_journal.reports.layout import (
    BOTTOM,
    TALLEST,
    Block,
    Cell,
    Lines,
    Style,
    arrange,
    rows,
    set_text,
    table,
)

BODY = Style(fonts.REGULAR, 9.5, 14)
WORDS = st.text(alphabet="ab WÆ-", max_size=200)


def block(height, **more):
    return Block(height, lambda canvas, left, top: None, **more)


@given(WORDS, st.floats(min_value=20, max_value=400))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text, width):
    lines = set_text(text, BODY, width)
    assert lines.width <= width + 0.001
    assert "".join(lines.lines).replace(" ", "") == text.replace(" ", "")


@given(WORDS.filter(str.strip), st.integers(min_value=1, max_value=3))
def test_text_cut_to_a_number_of_lines_ends_in_dots(text, most):
    whole, cut = set_text(text, BODY, 60), set_text(text, BODY, 60, most)
    assert len(cut.lines) <= most
    assert cut.lines[-1].endswith("…") == (len(whole.lines) > most)
    assert cut.width <= 60.001


def test_a_serif_line_with_letters_it_does_not_have_is_set_in_the_other_font():
    assert set_text("Україна", Style(fonts.SERIF, 20, 26), 400).style.font == fonts.REGULAR
    assert set_text("Ærøskøbing", Style(fonts.SERIF, 20, 26), 400).style.font == fonts.SERIF


def test_a_row_taller_than_a_page_becomes_several_blocks():
    tall = Cell(0, (Lines(("x",) * 200, BODY),))
    low = Cell(100, (Lines(("y",), BODY),))
    blocks = rows([tall, low], pad=5)
    assert len(blocks) == 8
    assert all(part.height <= TALLEST + 10 for part in blocks)


def test_a_title_is_not_parted_from_a_long_text_below_it():
    title, text = Lines(("Title",), BODY), Lines(("x",) * 200, BODY)
    first = next(Cell(0, (title, text)).parts())
    assert first.height > TALLEST - 2 * BODY.leading


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
