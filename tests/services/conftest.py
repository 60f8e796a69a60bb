from __future__ import annotations

import pytest

from retention_journal.storage.journal import Journal


@pytest.fixture
def journal(tmp_path):
    with Journal.create(tmp_path / "test.rjournal") as journal:
        yield journal
