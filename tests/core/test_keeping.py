"""Records that are all kept are made without looking for what could be thrown away."""

from __future__ import annotations

import gc

import pytest

from retention_journal.core.keeping import nothing_thrown_away


@pytest.mark.parametrize("was_on", [True, False])
def test_python_throws_away_afterwards_as_it_did_before(was_on):
    before = gc.isenabled()
    try:
        gc.enable() if was_on else gc.disable()
        with pytest.raises(KeyError), nothing_thrown_away():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() is was_on
    finally:
        gc.enable() if before else gc.disable()
