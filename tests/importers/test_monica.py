"""Exports of Monica 4: people become clients, what happened contact history, tasks promises."""

from __future__ import annotations

import json
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from retention_journal.core.contacts import Direction, Kind
from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.incoming import Evidence
from retention_journal.importers.monica import MonicaWays, read_monica
from retention_journal.importers.recognise import Source, recognise
from tests.importers.mutations import mutations

TODAY = date(2026, 11, 22)
OSLO = ZoneInfo("Europe/Oslo")
MADE = "2026-01-02T10:00:00.000000Z"


def told(kind, *values):
    return {"count": len(values), "type": kind, "values": list(values)}


def an(uuid="", **properties):
    return {"uuid": uuid, "created_at": MADE, "updated_at": MADE, "properties": properties}


ADA = an("c1", first_name="Ada", middle_name="King", last_name="Byron", company="Blåbær AS", job="Leder",
         description="Likes engines", stay_in_touch_frequency=30, tags=["vip", "Oslo"],
         birthdate={"date": "1970-05-17T00:00:00.000000Z", "is_age_based": False, "is_year_unknown": False},
         is_partial=False) | {"data": [
    told("contact_field", an("f1", data="ada@blaa.example", type="t1"),
         an("f2", data="ada@x.example", type="t1"), an("f3", data="+47 40 00 00 01", type="t2"),
         an("f4", data="https://x.example/ada", type="t3")),
    told("address", an("a1", city="Ås", street="Gata 1")),
    told("call", an("k1", called_at="2026-01-05T09:30:00.000000Z", content="Talked", contact_called=True)),
    told("note", an("n1", body="A note\nof two lines", is_favorited=False)),
    told("task", an("t1", title="Send offer", description="Soon", completed=True,
                    completed_at="2026-02-01T12:00:00.000000Z"),
         an("t2", title="Call back", completed=False)),
    told("conversation", an("v1", happened_at="2026-01-06T00:00:00.000000Z", messages=[
        an("", content="Hi there you", written_by_me=False), an("", content="Hello", written_by_me=True)])),
    told("activity", "x1", "gone"),
    told("debt", an("d1", amount=3)),
]}  # fmt: skip
CHILD = an("c2", first_name="Kim", is_partial=True)
BOB = an("c3", first_name="Bob", birthdate={"date": "2026-05-17", "is_year_unknown": True})
NOBODY = an("c4")


def an_export(*contacts):
    return {
        "version": "1.0-preview.1", "app_version": "4.0.0", "export_date": MADE, "url": "https://x.example",
        "exported_by": "u1",
        "account": {
            "uuid": "acc", "created_at": MADE,
            "data": [
                told("user", an("u1")), told("contact", *contacts),
                told("activity", an("x1", summary="Lunch", description="at the pier",
                                    happened_at="2026-01-07T00:00:00.000000Z")),
                told("relationship", an("r1")),
            ],
            "properties": {}, "instance": {"contact_field_types": [
                an("t1", name="Email", protocol="mailto:", type="email"),
                an("t2", name="Phone", protocol="tel:", type="phone"),
                an("t3", name="Facebook"),
            ]},
        },
    }  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def of(said, **ways):
        path = tmp_path / "monica.json"
        path.write_bytes(said if isinstance(said, bytes) else json.dumps(said).encode())
        return read_monica(path, MonicaWays(**ways), zone=OSLO, today=TODAY)

    return of


def test_a_contact_becomes_a_client_with_its_person(read):
    result = read(an_export(ADA, CHILD, BOB, NOBODY))
    ada, bob = result.clients
    assert (ada.name, ada.contact_name, ada.contact_given) == ("Blåbær AS", "Ada King Byron", "Ada King")
    assert (ada.email, ada.phone, ada.locality) == ("ada@blaa.example", "+47 40 00 00 01", "Ås")
    assert (ada.title, ada.ideal_interval_days, ada.external_id) == ("Leder", 30, "c1")
    assert ada.birthday == date(1970, 5, 17)
    assert ada.facts == "Further e-mail: ada@x.example"
    assert ada.notes.splitlines() == ["Likes engines", "vip, Oslo", "https://x.example/ada"]
    assert (bob.name, bob.birthday, bob.facts) == ("Bob", None, "Birthday: 05-17")
    assert (result.read, result.skipped) == (4, 1)
    assert [problem.left_out for problem in result.problems] == [True], "nobody has no name"
    assert result.fingerprint == "acc"
    assert any("1 debts" in note and "1 relationships" in note for note in result.notes)


def test_what_happened_becomes_contact_history_on_the_persons_clock(read):
    rows = {row.kind: row for row in read(an_export(ADA)).contacts}
    call = rows[Kind.CALL]
    assert (call.ext_id, call.occurred_at) == ("call:k1:c1", datetime(2026, 1, 5, 10, 30))
    assert (call.direction, call.summary) == (Direction.INBOUND, "Talked")
    assert call.whose.addresses == ("ada@blaa.example",)
    assert call.people == (("Ada King Byron", "ada@blaa.example"),)
    meeting = rows[Kind.MEETING]
    assert (meeting.summary, meeting.occurred_at) == ("Lunch\nat the pier", datetime(2026, 1, 7, 0, 0))
    chat = rows[Kind.MESSAGE]
    assert (chat.direction, chat.client_words, chat.word_count) == (Direction.INBOUND, "Hi there you", 3)
    assert chat.summary == "Hello"
    note = rows[Kind.NOTE]
    assert (note.summary, note.occurred_at) == ("A note\nof two lines", datetime(2026, 1, 2, 11, 0))
    assert len(rows) == 4


def test_tasks_become_promises_delivered_when_the_export_says(read):
    done, still = read(an_export(ADA)).promises
    assert (done.ext_id, done.text, done.note) == ("task:t1", "Send offer", "Soon")
    assert (done.delivered_on, done.evidence) == (date(2026, 2, 1), Evidence.COMPLETED)
    assert (still.is_delivered, still.delivered_on, still.made_on) == (False, None, date(2026, 1, 2))


def test_notes_and_tasks_can_be_left_out(read):
    result = read(an_export(ADA), with_notes=False, with_tasks=False)
    assert Kind.NOTE not in {row.kind for row in result.contacts}
    assert result.promises == ()


def test_the_same_export_again_has_the_same_numbers(read):
    without_uuids = json.loads(json.dumps(an_export(ADA)).replace('"uuid": "k1"', '"uuid": ""'))
    first, second = read(without_uuids), read(without_uuids)
    assert [row.ext_id for row in first.contacts] == [row.ext_id for row in second.contacts]
    assert all(row.ext_id for row in first.contacts)


def test_what_is_no_export_is_refused(read):
    for said in (b"{", b"[" * 100_000, b"[]", b'{"app_version": "4", "account": []}', b'{"account": 3}'):
        with pytest.raises(JournalError, match="not a whole export of Monica"):
            read(said)


def test_reading_can_be_stopped_and_large_files_are_read_in_a_process_of_their_own(tmp_path):
    path = tmp_path / "monica.json"
    path.write_text(json.dumps(an_export(ADA) | {"photo": "x" * 2_100_000}))
    assert recognise(path) is Source.MONICA
    assert len(read_monica(path, zone=OSLO, today=TODAY).clients) == 1

    def stop(_done, _total):
        raise CancelledError("stop")

    with pytest.raises(CancelledError):
        read_monica(path, zone=OSLO, today=TODAY, progress=stop)


def run(path, count):
    seed = json.dumps(an_export(ADA, CHILD, BOB)).encode()
    for number, content in enumerate(mutations(seed, count)):
        path.write_bytes(content)
        began = time.thread_time()
        try:
            result = read_monica(path, zone=OSLO, today=TODAY)
        except JournalError as error:
            assert error.message
        except Exception as error:
            raise AssertionError(f"mutation {number}") from error
        else:
            left_out = sum(problem.left_out for problem in result.problems)
            assert result.read <= len(result.clients) + result.skipped + left_out, number
        assert time.thread_time() - began < 10, number


def test_a_few_spoilt_exports_are_read_or_refused(tmp_path):
    run(tmp_path / "m.json", 300)


@pytest.mark.slow
def test_many_spoilt_exports_are_read_or_refused(tmp_path):
    run(tmp_path / "m.json", 20_000)
