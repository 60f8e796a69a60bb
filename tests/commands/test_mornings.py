"""today: the nine o'clock list on the command line."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta

import pytest

from retention_journal.core.incidents import IncidentState
from retention_journal.core.moments import instant
from retention_journal.services.clients import find_client
from retention_journal.services.own_rules import NineOClock, add_days_off, set_nine_oclock
from retention_journal.services.promises import PromiseEntry, end_of, make_promise
from retention_journal.storage.journal import Journal
from tests.builders import TODAY, an_incident

NINE = datetime(2026, 3, 10, 9, 0)
KEYS = {"date", "capacity", "calls", "waiting", "needed_per_day"}
CALL_KEYS = {"client", "lane", "light", "reasons", "phone"}


def add(run, name, talked_on, *more):
    assert run("add", "client", name, "--since", "2024-03-01", *more).code == 0
    assert run("log", "--client", name, "--kind", "call", on=talked_on).code == 0


@pytest.fixture
def firm(path, run):
    """Make three retainers: one talked with last week, one long ago, one yesterday."""
    add(run, "Ada Ltd", "2026-02-26", "--contact", "Ada Byron", "--phone", "+44 1632 960001")
    add(run, "Bob & Sons", "2026-01-20")
    add(run, "Cox AS", "2026-03-09")
    return path


def test_the_list_has_the_keys_of_the_contract(run, firm):
    made = run("today", "--json").json
    assert made.keys() >= KEYS
    assert (made["date"], made["capacity"], made["needed_per_day"]) == ("2026-03-10", 4, 0.3)
    assert [one["client"] for one in made["calls"]] == ["Bob & Sons", "Ada Ltd"]
    for one in made["calls"]:
        assert one.keys() >= CALL_KEYS
        assert one["lane"] in {"you_owe", "changed", "good_news", "keep_close"}
        assert one["light"] in {"green", "amber", "red", "grey"}
        assert one["reasons"]
        assert all(isinstance(reason, str) for reason in one["reasons"])
    assert made["calls"][1]["phone"] == "+44 1632 960001"
    assert made["calls"][0]["phone"] == ""


def test_the_call_after_a_complaint_stands_first_until_it_was_made(run, firm):
    with Journal.open(firm) as journal:
        client = find_client(journal, "Cox AS").id
        an_incident(journal, client, received_at=instant(NINE) - timedelta(days=9), follow_up_on=TODAY,
                    state=IncidentState.RESOLVED, resolved_at=instant(NINE) - timedelta(days=7))  # fmt: skip
    first = run("today", "--json").json["calls"][0]
    assert (first["client"], first["lane"]) == ("Cox AS", "you_owe")
    assert first["reasons"] == ["The follow-up call about the complaint of 1 March is due today."]
    assert run("log", "--client", "Cox AS", "--kind", "call").code == 0
    assert "Cox AS" not in names(run("today", "--json", on="2026-03-11").json)


def names(made):
    return [one["client"] for one in made["calls"]]


def test_a_past_morning_is_answered_as_the_log_stood(run, firm):
    assert (
        run("log", "--client", "Bob", "--kind", "call", "--at", "2026-03-12T11:00", on="2026-03-12").code == 0
    )
    assert "Bob & Sons" in names(run("today", "--json", on="2026-03-11").json)
    assert "Bob & Sons" not in names(run("today", "--json", on="2026-03-13").json)


def test_how_many_calls_is_what_is_set(run, firm):
    for name in ("Dan", "Eve", "Fay", "Gil"):
        add(run, name, "2026-02-10")
    with Journal.open(firm) as journal:
        set_nine_oclock(journal, NineOClock(at=time(12), capacity=5))
    made = run("today", "--json").json
    assert (made["capacity"], len(made["calls"])) == (5, 5)


def test_a_day_off_has_no_calls_and_says_when_you_are_back(run, firm):
    with Journal.open(firm) as journal:
        add_days_off(journal, date(2026, 3, 10), date(2026, 3, 11))
    made = run("today", "--json").json
    assert (made["is_working_day"], made["calls"]) == (False, [])
    assert "not a working day. Back on Thursday 12 March." in run("today").out


def test_what_has_no_place_waits(run, firm):
    for name in ("Dan", "Eve", "Fay", "Gil"):
        add(run, name, "2026-02-10")
    made = run("today", "--json").json
    assert len(made["calls"]) == 4
    assert len(made["waiting"]) == 2
    assert all(one.keys() >= CALL_KEYS for one in made["waiting"])
    assert "\nWaiting for a later morning: " in run("today").out


def test_who_waits_for_what_is_due_today_waits_though_the_list_is_full(run, firm):
    for n, name in enumerate(("Dan", "Eve", "Fay", "Gil", "Hal")):
        add(run, name, "2026-03-09")
        with Journal.open(firm) as journal:
            due = end_of(date(2026, 3, 6 + n))
            entry = PromiseEntry("Send it", due, made_on=date(2026, 3, 1))
            make_promise(journal, find_client(journal, name).id, entry, now=datetime(2026, 3, 10, 8))
    made = run("today", "--json").json
    assert "Hal" not in names(made)
    assert "Hal" in [one["client"] for one in made["waiting"]]


def test_people_read_who_why_and_the_number(run, firm):
    out = run("today").out
    assert out.startswith("Tuesday 10 March: 2 calls.\n")
    assert "\n1. Bob & Sons: " in out
    assert "\n   Last real talk 49 days ago; your rhythm is 14.\n" in out
    assert ", +44 1632 960001\n" in out
    assert out.endswith("Your rhythms need 0.3 calls a day, and you make 4: fine.\n")


def test_an_empty_journal_has_nobody_to_call(run, path):
    answer = run("today")
    assert (answer.code, answer.out) == (0, "Tuesday 10 March: nobody to call.\n")
    assert run("today", "--json").json["calls"] == []


def test_asking_changes_nothing_in_the_file(run, firm):
    before = hashlib.sha256(firm.read_bytes()).hexdigest(), firm.stat().st_mtime_ns
    for arguments in (["today"], ["today", "--json"]):
        assert run(*arguments).code == 0
        assert run(*arguments, on=None).code == 0
    assert (hashlib.sha256(firm.read_bytes()).hexdigest(), firm.stat().st_mtime_ns) == before


def test_arguments_it_does_not_know_are_wrong_usage(run, firm):
    assert run("today", "--client", "Ada").code == 2
    assert run("today", "--json", "--journal", firm.with_name("gone.rjournal")).code == 1
