"""No damage to a board's file hangs the reader, breaks it, or loses a card without a word."""

from __future__ import annotations

import io
import json
import time
import zipfile
from functools import cache
from itertools import islice

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.recognise import Source, recognise
from retention_journal.importers.trello import read_trello, trello_look
from tests.importers.mutations import MANY, mutations
from tests.importers.trello_boards import EXPORTED, OSLO, as_csv, busy_board, card, said

SHORT, LONG = 300, MANY
_LONGEST_SECONDS = 5.0


@cache
def seed_of(kind):
    """Return a sound board of a few cards as bytes, with everything on it that a board can have."""
    content = busy_board(4, seed=3)
    one = card("Kåre & co", number=9, due="2026-02-01T10:00:00.000Z", badges={"comments": 4})
    one["customFieldItems"] = [{"idCustomField": "f1", "value": {"text": "Berg"}}]
    content["cards"].append(one)
    content["actions"].append(said(one, "Hei\n> du", "2026-02-01T10:00:00.000Z", id="a" * 24))
    if kind == "json":
        return json.dumps(content, ensure_ascii=False, indent=0).encode()
    if kind == "csv":
        return as_csv(content, Budget={"Kåre & co": "12"}).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("w/a.json", json.dumps(content, ensure_ascii=False))
        archive.writestr("w/a.csv", as_csv(content))
    return file.getvalue()


def outcome_of(path, content):
    """Read a file and return its rows, problems and skipped ones against what was in it; None if refused."""
    path.write_bytes(content)
    began = time.thread_time()
    try:
        read = read_trello(path, zone=OSLO, today=EXPORTED.date())
        trello_look(path)
    except JournalError as refused:
        assert refused.message
        return None
    finally:
        assert time.thread_time() - began < _LONGEST_SECONDS
    left_out = {one.place for one in read.problems if one.left_out}
    assert read.read == len(read.promises) + len(left_out), content
    assert all(row.text and row.ext_id != "card:" for row in read.promises)
    for row in read.promises:
        "".join((row.text, row.ext_id, row.whose.name)).encode()  # the journal is UTF-8
    return read


def run(tmp_path, kind, begin, count):
    path, outcomes = tmp_path / f"board.{kind}", []
    for content in islice(mutations(seed_of(kind), begin + count, seed=8), begin, None):
        outcomes.append(outcome_of(path, content))
        try:
            known = recognise(path)
        except JournalError:
            continue
        assert isinstance(known, Source)
    return outcomes


@pytest.mark.parametrize("kind", ["json", "csv", "zip"])
def test_spoilt_boards_are_read_or_refused(tmp_path, kind):
    outcomes = run(tmp_path, kind, 0, SHORT)
    assert any(read is not None and read.promises for read in outcomes)
    assert any(read is None or read.problems for read in outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["json", "csv", "zip"])
def test_twenty_thousand_spoilt_boards_are_read_or_refused(tmp_path, kind):
    run(tmp_path, kind, SHORT, LONG - SHORT)
