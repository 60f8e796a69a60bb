"""figures: who stays and who leaves, for programs and for people."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from retention_journal.services.clients import find_client
from retention_journal.services.reflections import LossEntry, record_loss
from retention_journal.storage.journal import Journal
from tests.builders import TODAY, a_client

KEYS = {"value", "low", "high", "n", "silent", "text"}
STAYED, LOST = (7, 12, 18, 20, 30, 36, 40), (2, 5, 9, 14, 24)


def months_ago(months: int) -> date:
    year, month = divmod(2026 * 12 + 2 - months, 12)
    return date(year, month + 1, 10)


@pytest.fixture
def vector(path):
    """Fill the journal with the clients of the test vector."""
    with Journal.open(path) as journal:
        for months in (*STAYED, *LOST):
            client = a_client(journal, f"Client {months}", start_date=months_ago(months))
            if months in LOST:
                record_loss(journal, client, LossEntry(notice_on=TODAY), today=TODAY)


def test_every_figure_has_the_keys_of_the_contract(run, path, ada):
    answer = run("figures", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert {"losses", "logo_retention", "grr", "nrr", "tenure", "survival", "won_lost"} <= answer.json.keys()
    assert {"overlooked_share", "contact_discipline", "light_warned"} <= answer.json.keys()
    for one in answer.json.values():
        assert one.keys() >= KEYS
        assert isinstance(one["silent"], bool)
        assert one["text"]


def test_survival_has_the_points_of_the_test_vector(run, vector):
    found = run("figures", "--json").json["survival"]
    assert [(point["months"], round(point["share"], 3), point["at_risk"]) for point in found["points"]] == [
        (2, 0.917, 12), (5, 0.833, 11), (9, 0.741, 9), (14, 0.635, 7), (24, 0.476, 4),
    ]  # fmt: skip
    last = found["points"][-1]
    assert (round(last["low"], 3), round(last["high"], 3), last["is_drawn"]) == (0.138, 0.757, False)
    assert found["silent"] is False


def test_the_period_is_the_one_named_and_on_asks_about_a_past_day(run, path, ada):
    with Journal.open(path) as journal:
        client = find_client(journal, ada).id
        record_loss(journal, client, LossEntry(notice_on=date(2026, 2, 1)), today=TODAY)
    lost = {
        arguments: run("figures", "--json", *arguments).json["won_lost"]["lost"]
        for arguments in ((), ("--to", "2026-01-31"), ("--from", "2026-02-02"), ("--from", "2026-02-01"))
    }
    assert list(lost.values()) == [1, 0, 0, 1]
    assert run("figures", "--json", on="2026-01-31").json["won_lost"]["lost"] == 0


def test_for_people_it_is_plain_text(run, vector):
    out = run("figures").out
    assert out.startswith("11 March 2025 to 10 March 2026\n")
    assert "After 14 months 63 % are still clients (likely 29–85 %)." in out
    assert "Fewer won than lost." in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--from", "2026-03-01", "--to", "2026-02-01"], 2),
        (["--from", "soon"], 2),
        (["--client", "Ada"], 2),
        (["--to", "2026-03-11"], 1),
    ],
)
def test_a_period_that_cannot_be_is_refused(run, path, arguments, code):
    answer = run("figures", *arguments)
    assert answer.code == code
    assert answer.out == ""
    assert answer.err


def test_it_leaves_the_file_as_it_is(run, path, vector):
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    assert run("figures").code == 0
    assert run("figures", "--json").code == 0
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before
