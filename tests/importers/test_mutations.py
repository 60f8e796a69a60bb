"""What fuzz tests rely on in the files that are spoilt for them."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.importers.mutations import mutations

SOUND = (
    b'{"name": "K\xc3\xa5re", "due": "2026-01-05T10:00:00.000Z", "cards": [1, 2, 3]}\r\nFrom here on\n' * 3
)


@pytest.mark.parametrize("sound", [SOUND, b"a", b""])
def test_the_same_arguments_spoil_a_file_in_the_same_ways(sound):
    assert list(mutations(sound, 200, seed=7)) == list(mutations(sound, 200, seed=7))
    assert len(list(mutations(sound, 200))) == 200


def test_every_copy_is_spoilt_and_hardly_any_two_are_alike():
    copies = list(mutations(SOUND, 500))
    assert SOUND not in copies
    assert len(set(copies)) > 475
    assert list(mutations(SOUND, 500, seed=1)) != copies


def test_a_shorter_run_is_the_beginning_of_a_longer_one():
    assert list(mutations(SOUND, 30)) == list(islice(mutations(SOUND, 300), 30))
