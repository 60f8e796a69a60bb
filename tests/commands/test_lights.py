"""light: how clients stand, today and on any day before."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from retention_journal.core.light import Light, SignalId
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.moments import instant
from retention_journal.services.clients import find_client
from retention_journal.services.record_ids import uids_of
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Interaction, LightOverride, Promise
from tests.builders import NOON, TODAY, a_promise, an_incident

KEYS = {"client", "id", "light", "since", "signals", "to_green", "not_known", "override"}


@pytest.fixture
def ada(path, run) -> str:
    """Make a retainer with a contact person, last talked with on 20 January."""
    assert run("add", "client", "Ada Ltd", "--since", "2024-03-01", "--contact", "Ada Byron").code == 0
    assert run("log", "--client", "Ada Ltd", "--kind", "call", on="2026-01-20").code == 0
    return "Ada Ltd"


def signal(one, name):
    return next(found for found in one["signals"] if found["id"] == name)


def test_the_light_has_the_keys_of_the_contract(run, ada):
    (one,) = run("light", "--json").json
    assert one.keys() >= KEYS
    assert (one["client"], one["light"], one["override"]) == ("Ada Ltd", "amber", None)
    assert [found["id"] for found in one["signals"]] == [each.value for each in SignalId]
    for found in one["signals"]:
        assert found.keys() >= {"id", "class", "level", "text", "record"}
        assert found["class"] in {"hard", "soft", "drift"}
        assert found["level"] in {"ok", "amber", "red", "unknown"}
        assert found["text"].endswith(".")
    assert all(isinstance(step, str) for step in one["to_green"])
    assert date.fromisoformat(one["since"]) <= TODAY


def test_a_reason_names_the_record_that_it_stands_in(run, path, ada):
    silence = signal(run("light", "--json").json[0], "S1")
    with JournalReader.open(path) as journal:
        ((uid,),) = journal.tuples(Interaction.select(Interaction.uid))
    assert silence["record"] == {"type": "interaction", "id": uid}
    assert (silence["class"], silence["level"]) == ("soft", "red")


def test_a_complaint_is_a_reason_with_its_record_and_is_none_before_it_came(run, path, ada):
    assert run("log", "--client", "Ada", "--kind", "call", on="2026-03-09").code == 0
    with Journal.open(path) as journal:
        client = find_client(journal, "Ada").id
        number = an_incident(journal, client, received_at=instant(NOON) - timedelta(hours=30))
        uid = uids_of(journal, [RecordRef("incident", number)])[RecordRef("incident", number)]
    (one,) = run("light", "--json").json
    told = signal(one, "H1")
    assert (told["class"], told["level"], one["light"]) == ("hard", "red", "red")
    assert told["record"] == {"type": "incident", "id": uid}
    assert one["to_green"] == ["Settle the complaint of 9 March"]
    assert not any("complaint" in what for what in one["not_known"])
    assert signal(run("light", "--json", on="2026-03-08").json[0], "H1")["level"] == "ok"
    assert "The complaint of 9 March has waited" in run("light").out


def test_a_past_day_is_answered_as_the_log_stood_on_it(run, ada):
    assert run("log", "--client", "Ada", "--kind", "call", on="2026-03-01").code == 0
    lights = {day: run("light", "--client", "Ada", "--json", on=day).json[0]["light"]
              for day in ("2026-01-25", "2026-02-10", "2026-03-02")}  # fmt: skip
    assert lights == {"2026-01-25": "green", "2026-02-10": "amber", "2026-03-02": "green"}


def test_what_happened_late_on_the_day_asked_about_is_known(run, ada):
    logged = run("log", "--client", "Ada", "--kind", "call", "--at", "2026-03-05T21:30", on="2026-03-05")
    assert logged.code == 0
    assert run("light", "--json", on="2026-03-05").json[0]["light"] == "green"


def test_before_somebody_was_a_client_there_is_no_light(run, ada):
    answer = run("light", "--client", "Ada", "--json", on="2023-01-01")
    assert (answer.code, answer.json) == (0, [])
    assert "Ada Ltd was no client on that day." in answer.err
    assert "There were no clients" in run("light", on="2023-01-01").err


def test_a_judgement_of_your_own_stands_beside_the_facts(run, path, ada):
    with Journal.open(path) as journal, journal.change("Set the light") as change:
        change.insert(
            LightOverride, client=1, light=Light.GREEN, facts=Light.AMBER, reason="They are on leave.",
            set_on=date(2026, 3, 9), until=date(2026, 3, 20),
        )  # fmt: skip
    (one,) = run("light", "--json").json
    assert one["light"] == "green"
    assert one["override"] == {
        "light": "green", "reason": "They are on leave.", "set_on": "2026-03-09", "until": "2026-03-20",
        "facts": "amber",
    }  # fmt: skip
    assert "Your judgement: Steady" in run("light").out
    assert run("light", "--json", on="2026-03-21").json[0]["override"] is None


def test_people_read_one_line_the_facts_and_the_way_back(run, ada):
    out = run("light").out
    assert out.startswith("Ada Ltd: Watch since")
    assert "\n  1. Last real talk 49 days ago; your rhythm is 14.\n" in out
    assert "\n  To green:\n  - " in out
    assert "\n  Not known: " in out


def test_a_client_who_is_not_there_is_1(run, ada):
    answer = run("light", "--client", "Bob", "--json")
    assert (answer.code, answer.error["code"]) == (1, "not_found")


def test_asking_changes_nothing_in_the_file(run, path, ada):
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    assert run("light").code == 0
    assert run("light", "--client", "Ada", "--json", on="2026-02-01").code == 0
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before


def test_ids_are_found_by_table_and_those_that_are_not_kept_are_left_out(journal):
    from tests.builders import a_client

    promise = a_promise(journal, a_client(journal))
    ((uid,),) = journal.tuples(Promise.select(Promise.uid))
    kept, gone, unknown = RecordRef("promise", promise), RecordRef("promise", 99), RecordRef("invoice", 1)
    assert uids_of(journal, [kept, gone, unknown]) == {kept: uid}
