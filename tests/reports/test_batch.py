"""Reports printed in processes of their own: the same bytes in the same order, and nothing left running."""

from __future__ import annotations

import multiprocessing.resource_tracker
import multiprocessing.spawn
import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from itertools import count

import pytest

from retention_journal import i18n
from retention_journal.reports import batch
from retention_journal.reports.batch import print_all, usual_processes
from retention_journal.reports.status_report import print_report
from tests.reports.samples import HARBOUR, THIN


def _many(n):
    return [(number, replace(THIN, client=f"Client {number}")) for number in range(n)]


def _running():
    return multiprocessing.active_children()


@pytest.mark.parametrize(("processes", "prints_too"), [(0, False), (2, False), (2, True), (3, True)])
def test_reports_come_back_in_order_and_byte_for_byte_the_same(processes, prints_too):
    wanted = [*_many(39), (39, HARBOUR)]
    printed = list(print_all(wanted, 40, processes=processes, prints_too=prints_too))
    assert [number for number, _pdf in printed] == list(range(40))
    assert [pdf for _number, pdf in printed] == [print_report(report) for _number, report in wanted]
    assert _running() == []


def test_the_warnings_speak_the_language_of_the_program():
    wanted = [(0, replace(THIN, issuer=replace(THIN.issuer, logo=b"no picture")))]
    i18n.use("nb")
    try:
        ((_number, printed),) = print_all(wanted, 1, processes=2)
        assert printed.warnings == print_report(wanted[0][1]).warnings != ()
    finally:
        i18n.use("en")


@pytest.mark.parametrize(("prints_too", "most"), [(False, 6), (True, 19)])
def test_only_a_few_reports_are_taken_before_they_are_needed(prints_too, most):
    taken = []
    endless = ((taken.append(number) or number, THIN) for number in count())
    with closing(print_all(endless, 1000, processes=2, prints_too=prints_too)) as printed:
        for n in range(1, 50):
            next(printed)
            assert len(taken) <= n + most
    assert _running() == []


def test_stopping_in_the_middle_leaves_no_process_behind():
    printed = print_all(_many(40), 40, processes=2)
    next(printed)
    assert len(_running()) == 2
    printed.close()
    assert _running() == []


def test_who_waits_may_stop_it_before_the_first_report_is_there():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(print_all(_many(8), 8, processes=2, while_waiting=stop))
    assert _running() == []


def test_a_process_that_is_long_in_coming_holds_nothing_up(tmp_path, monkeypatch):
    never_there = tmp_path / "python"
    never_there.write_text("#!/bin/sh\nexec sleep 1000\n")
    never_there.chmod(0o755)
    multiprocessing.resource_tracker.ensure_running()
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", os.fsencode(never_there))
    printed = list(print_all(_many(40), 40, processes=2, prints_too=True))
    assert [number for number, _pdf in printed] == list(range(40))
    assert _running() == []


@pytest.mark.parametrize("prints_too", [False, True])
def test_a_process_that_is_killed_costs_no_report(prints_too):
    printed = print_all(_many(30), 30, processes=2, prints_too=prints_too)
    got = [next(printed)]
    for child in _running():
        os.kill(child.pid, signal.SIGKILL)
    got += printed
    assert [number for number, _pdf in got] == list(range(30))


def test_a_report_too_large_for_a_pipe_does_not_make_both_sides_wait_for_each_other():
    logo = os.urandom(3_000_000)
    wanted = [(n, replace(THIN, issuer=replace(THIN.issuer, logo=logo))) for n in range(12)]
    printed = list(print_all(wanted, 12, processes=2))
    assert [pdf for _number, pdf in printed] == [print_report(wanted[0][1])] * 12


def test_a_report_that_cannot_be_printed_shows_its_fault_here():
    broken = replace(THIN, issued_on=None)
    with pytest.raises(Exception, match="format") as here:
        print_report(broken)
    with pytest.raises(type(here.value)):
        list(print_all([(0, broken)], 1, processes=2))
    assert _running() == []


def test_few_reports_are_worth_no_process():
    assert [usual_processes(n) for n in (0, 1, 7)] == [0, 0, 0]
    assert usual_processes(200) <= batch.MOST_PROCESSES


def test_a_process_loads_neither_qt_nor_the_journal():
    told = subprocess.run(
        [sys.executable, "-c", "import sys, retention_journal.reports.batch; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "retention_journal.reports.status_report" in told
    unwanted = ("PySide6", "shiboken6", "peewee", "apsw", "sqlite3", "retention_journal.storage")
    assert [name for name in told if name.startswith(unwanted)] == []
