from __future__ import annotations

import os

import pytest

from retention_journal.storage import unfinished


def test_two_who_write_one_file_never_write_into_each_others(tmp_path):
    one, two = (unfinished.begin(tmp_path / "a.rjournal") for _who in range(2))
    assert one != two
    unfinished.put_in_place(one, tmp_path / "a.rjournal")
    with pytest.raises(FileExistsError):
        unfinished.put_in_place(two, tmp_path / "a.rjournal")


def test_what_a_killed_program_left_is_swept_away_a_day_later_and_nothing_else(tmp_path):
    target = tmp_path / "a.rjournal"
    left, now = unfinished.begin(target), unfinished.begin(target)
    beside = left.with_name(f"{left.name}-journal")
    beside.touch()
    own = tmp_path / ".notes.part.txt"
    own.touch()
    for file in (left, beside, own):
        os.utime(file, (0, 0))
    new = unfinished.begin(target)
    assert sorted(tmp_path.iterdir()) == sorted([now, new, own])
