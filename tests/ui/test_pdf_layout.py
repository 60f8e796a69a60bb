from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from retention_journal.ui.pdf_layout import (
    GAP,
    LARGEST,
    MARGIN,
    SMALLEST,
    STEPS,
    Fit,
    Showing,
    next_step,
    places,
)

PAPER = st.sampled_from([(595.28, 841.89), (612.0, 792.0), (841.89, 595.28)])
FILES = st.lists(PAPER, min_size=1, max_size=7)
ROOMS = st.builds(QSize, st.integers(160, 3000), st.integers(160, 2000))
SHOWINGS = st.builds(Showing, st.sampled_from(Fit), st.integers(SMALLEST, LARGEST), st.booleans())


@given(FILES, ROOMS, SHOWINGS)
@example([(595.28, 841.89), (595.28, 841.89), (612.0, 792.0)], QSize(160, 160), Showing(two=True))
def test_no_sheet_covers_another_and_none_stands_outside(sizes, room, showing):
    sheets, whole = places(sizes, room, showing)
    assert len(sheets) == len(sizes)
    for number, sheet in enumerate(sheets):
        assert sheet.left() >= MARGIN
        assert sheet.top() >= MARGIN
        assert sheet.right() < max(whole.width(), room.width()) - MARGIN + 1
        assert sheet.bottom() < whole.height() - MARGIN + 1
        assert not any(sheet.intersects(other) for other in sheets[number + 1 :])


@given(FILES, ROOMS, SHOWINGS)
def test_a_sheet_keeps_the_shape_of_its_page(sizes, room, showing):
    for (across, down), sheet in zip(sizes, places(sizes, room, showing)[0], strict=True):
        assert abs(sheet.width() * down / across - sheet.height()) <= 1 + down / across


@given(FILES, ROOMS, st.booleans())
def test_a_whole_page_is_in_sight_as_a_whole(sizes, room, two):
    for sheet in places(sizes, room, Showing(Fit.PAGE, two=two))[0]:
        fits = (
            sheet.width() <= room.width() - 2 * MARGIN + 1
            and sheet.height() <= room.height() - 2 * MARGIN + 1
        )
        assert (
            fits or sheet.width() < 100
        )  # in a room that is too small for any page it is tiny, never nothing


@given(FILES, ROOMS)
def test_pages_as_wide_as_there_is_room_need_no_scrolling_sideways(sizes, room):
    for two in (False, True):
        _sheets, whole = places(sizes, room, Showing(Fit.WIDTH, two=two))
        assert whole.width() <= max(room.width() + 1, 4 * 100)


@given(st.integers(2, 7), ROOMS, st.integers(SMALLEST, LARGEST))
def test_pairs_stand_side_by_side_and_an_odd_one_on_the_left(count, room, percent):
    sheets, _whole = places([(595.28, 841.89)] * count, room, Showing(Fit.FREE, percent, two=True))
    for first, second in zip(sheets[::2], sheets[1::2], strict=False):
        assert first.top() == second.top()
        assert second.left() - first.right() - 1 == GAP
    if count % 2 and count > 1:
        assert sheets[-1].left() == sheets[0].left()


@given(st.integers(SMALLEST, LARGEST))
def test_a_step_larger_is_larger_and_a_step_smaller_smaller(percent):
    assert next_step(percent, up=True) > percent or percent >= LARGEST - 1
    assert next_step(percent, up=False) < percent or percent <= SMALLEST + 1
    assert {next_step(percent, up=True), next_step(percent, up=False)} <= set(STEPS)


def test_a_file_without_pages_takes_no_room():
    assert places([], QSize(500, 500), Showing()) == ([], QSize(0, 0))
