"""report --all stopped by Ctrl+C: what went out stays, nothing is half-written, nothing runs on.

Source: the contract of the commands, exit code 3; reliability, promise 20.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import month_of
from retention_journal.services import kept_reports
from retention_journal.services.check import check
from retention_journal.services.report_words import ReportWords
from retention_journal.storage.journal import Journal
from tests.builders import a_client

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FEBRUARY = month_of(date(2026, 2, 1))
NOW = datetime(2026, 3, 10, 12)
CLIENTS, WRITTEN_BEFORE = 60, 3


@pytest.fixture
def path(tmp_path):
    """A journal in which every report has been looked through."""
    path = tmp_path / "own.rjournal"
    with Journal.create(path) as journal:
        for n in range(CLIENTS):
            client = a_client(journal, f"Client {n:02}")
            kept_reports.save_words(journal, client, FEBRUARY, ReportWords("It went well."))
            kept_reports.mark_reviewed(journal, client, FEBRUARY, NOW)
    return path


def _started(path, out):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs in the background ignores it
    try:
        return subprocess.Popen(
            [
                sys.executable, "-m", "retention_journal", "--journal", str(path), "--on", "2026-03-10",
                "report", "--all", "--period", "2026-02", "--out", str(out), "--issue", "--json",
            ],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=path.parent,
            start_new_session=True,
            env=os.environ | {"HOME": str(path.parent), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, before)


def _issued(path):
    with Journal.open(path) as journal:
        assert check(journal.path).ok
        rows = kept_reports.reports(journal)
        assert {row.state for row in rows} == {ReportState.ISSUED, ReportState.REVIEWED}
        return {row.client: row.pdf_sha256 for row in rows if row.state is ReportState.ISSUED}


def _runs_on(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_stopped_in_the_middle_all_that_went_out_lies_there_whole(path, tmp_path):
    out = tmp_path / "out"
    with _started(path, out) as program:
        while not out.is_dir() or len(list(out.glob("*.pdf"))) < WRITTEN_BEFORE:
            assert program.poll() is None, program.stderr.read()
            time.sleep(0.01)
        os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to the printers too
        told, said = program.communicate(timeout=60)
    assert (program.returncode, json.loads(told)["error"]["code"]) == (3, "cancelled"), said
    assert "Traceback" not in said
    assert "reports were written before." in said
    files = {file.name.split(" –")[0]: file for file in out.iterdir()}
    assert all(file.suffix == ".pdf" and PdfReader(file).pages for file in files.values())
    assert files.keys() == _issued(path).keys()
    assert WRITTEN_BEFORE <= len(files) < CLIENTS
    for _try in range(200):
        if not _runs_on(program.pid):
            return
        time.sleep(0.05)
    raise AssertionError("something runs on")
