"""Spoilt tables of invoices are read or refused, soon, and every row of them is accounted for."""

from __future__ import annotations

import time
from datetime import UTC, date

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.intake import what_is
from retention_journal.importers.invoices import InvoiceWays, first_invoice_look, read_invoices
from tests.importers.invoice_tables import SEEDS
from tests.importers.mutations import MANY, mutations

FEW = 600
LONGEST_S = 5.0


def read_them(path):
    """Read a table and return its invoices; None where it is refused."""
    began = time.thread_time()
    try:
        what_is(path)
        first_invoice_look(path)
        read = read_invoices(path, InvoiceWays(currency="NOK"), zone=UTC, today=date(2026, 11, 22))
    except JournalError as refused:
        assert refused.message
        return None
    finally:
        assert time.thread_time() - began < LONGEST_S
    left_out = {one.place for one in read.problems if one.left_out}
    assert len(left_out) + len(read.invoices) <= read.read
    assert len({one.ext_id for one in read.invoices}) == len(read.invoices)
    for one in read.invoices:
        assert one.ext_id.startswith("inv:")
        assert one.due_on is None or one.due_on >= one.issued_on
        assert one.paid_minor == 0 or (one.paid_minor > 0) == (one.total_minor > 0)
        "".join((one.number, one.ext_id, one.note, one.whose.name)).encode()  # the journal is UTF-8
    return read.invoices


def run(path, name, count):
    outcomes = []
    for content in mutations(SEEDS[name], count, seed=4):
        path.write_bytes(content)
        outcomes.append(read_them(path))
    return outcomes


@pytest.mark.parametrize("name", SEEDS)
def test_spoilt_tables_of_invoices_are_read_or_refused(tmp_path, name):
    outcomes = run(tmp_path / "file", name, FEW // len(SEEDS))
    assert any(outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_many_spoilt_tables_of_invoices_are_read_or_refused(tmp_path, name):
    assert any(run(tmp_path / "file", name, MANY // len(SEEDS)))
