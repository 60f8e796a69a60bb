"""A note made of a card keeps what a later export has only forgotten, and drops what was deleted."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.card_notes import comment_block, note_of, step_line, with_what_was_known

SAID = [comment_block(datetime(2026, 1, day, 9), "Kari", f"Remark {day}") for day in range(1, 9)]
TAIL = "\n\nAgreed on: the day the card was made."


@given(
    now=st.integers(0, 8),
    before=st.integers(0, 8),
    others=st.sampled_from([[], ["Two floors"], ["— a dash of salt", "Steps\n☐ Print"]]),
)
def test_of_two_exports_the_note_has_the_comments_of_both(now, before, others):
    """``now`` and ``before`` are how many of the last comments each export holds, of 8 there are."""
    told = note_of(others, SAID[8 - now :], 8 - now) + TAIL
    earlier = note_of(others, SAID[8 - before :], 8 - before) + TAIL
    most = max(now, before)
    merged = with_what_was_known(earlier, told)
    assert merged == note_of(others, SAID[8 - most :], 8 - most) + TAIL
    assert with_what_was_known(merged, told) == merged


def test_a_comment_that_is_gone_while_none_is_missing_was_deleted():
    assert with_what_was_known(note_of([], SAID[:3]), note_of([], SAID[1:3])) == note_of([], SAID[1:3])


def test_a_comment_that_was_edited_is_no_other_comment():
    edited = comment_block(datetime(2026, 1, 8, 9), "Kari", "Edited: yes")
    merged = with_what_was_known(note_of([], SAID[6:], 6), note_of([], [edited], 7))
    assert merged == note_of([], [SAID[6], edited], 6)


def test_of_two_comments_in_one_minute_the_one_that_is_forgotten_is_kept():
    twice = [SAID[0], SAID[0] + " again"]
    assert with_what_was_known(note_of([], twice), note_of([], twice[1:], 1)) == note_of([], twice)


def test_the_day_a_step_was_done_on_is_kept_while_it_is_done():
    done = step_line("Print", is_done=True, done_on=date(2026, 1, 9))
    assert done == "☑ Print (9 January 2026)"
    assert with_what_was_known(done, step_line("Print", is_done=True)) == done
    assert with_what_was_known(done, step_line("Print", is_done=False)) == "☐ Print"


def test_a_comment_is_one_block_whatever_stands_in_it():
    assert comment_block(datetime(2026, 1, 9, 8), "", "a\r\n\r\n \nb") == "— 9 Jan 2026, 08:00: a\nb"
