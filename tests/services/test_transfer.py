"""What goes out of a journal comes back, value for value."""

from __future__ import annotations

import csv
import json
import stat
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import AutoField, ForeignKeyField, IntegerField

from retention_journal.core.errors import CancelledError
from retention_journal.core.text import clean
from retention_journal.services.check import check
from retention_journal.services.sample import fill_sample
from retention_journal.services.transfer.archives import NotAnExportError
from retention_journal.services.transfer.exporting import ExportWays, export
from retention_journal.services.transfer.journal_import import import_journal, is_export
from retention_journal.services.transfer.readme import meaning
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.services.transfer.values import columns_of, kept_columns_of
from retention_journal.storage.faults import (
    AlreadyThereError,
    CannotWriteError,
    DamagedError,
    InUseError,
    TooNewError,
)
from retention_journal.storage.fields import Blob, Day, Flag, Instant, Json, Number, TermField, WallTime
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import (
    TABLES,
    Client,
    Contact,
    ContactLink,
    ContactRole,
    KpiAgreement,
    Promise,
    Report,
    Setting,
    name_of,
)
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise, an_empty_journal
from tests.laws import fewer_examples

FOR_A_SPREADSHEET = ExportWays(TableKind.SPREADSHEET, "nb")
HOSTILE = "a\u2028b\nc\u0000d \"q\" 'x' ;,\t=1+1 \u202e Ærøskøbing é e\u0301 😀 \\ </script> שלום"


def content(journal):
    """Every record without its number, which is this file's own."""
    uids = {table: dict(journal.tuples(table.select(table._meta.primary_key, table.uid))) for table in TABLES}
    found = {}
    for table in TABLES:
        columns = columns_of(table)
        rows = journal.tuples(table.select(*columns).order_by(table._meta.primary_key))
        found[name_of(table)] = [
            {
                column.name: uids[column.rel_model].get(value)
                if isinstance(column, ForeignKeyField)
                else value
                for column, value in zip(columns, row, strict=True)
            }
            for row in rows
        ]
    return found


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def there_and_back(journal, folder):
    """Export, import into a new journal, export that; return the new journal's content and both exports.

    The same goes out as one ZIP and comes back out of it, and that is equal too.
    """
    export(journal, folder / "one", today=TODAY)
    export(journal, folder / "one.zip", today=TODAY, ways=FOR_A_SPREADSHEET)
    with an_empty_journal(folder / "again.rjournal") as again:
        result = import_journal(again, folder / "one")
        back = content(again)
        export(again, folder / "two", today=TODAY)
    with an_empty_journal(folder / "unpacked.rjournal") as unpacked:
        assert import_journal(unpacked, folder / "one.zip") == result
        assert content(unpacked) == back
        export(unpacked, folder / "two.zip", today=TODAY, ways=FOR_A_SPREADSHEET)
    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    return result, back, files_in(folder / "one"), files_in(folder / "two")


@pytest.mark.slow
def test_the_sample_firm_comes_back_whole_and_goes_out_again_byte_for_byte(journal, tmp_path):
    fill_sample(journal, date(2025, 10, 14))
    result, back, one, two = there_and_back(journal, tmp_path)
    assert result.problems == ()
    assert result.created == {name: n for name, n in journal.counts().items() if n}
    assert back == content(journal)
    assert one == two
    assert check(tmp_path / "again.rjournal").problems == []


def test_the_trash_pictures_and_odd_text_come_back_as_they_were(journal, tmp_path):
    ada = a_client(journal, HOSTILE, notes=HOSTILE)
    promise = a_promise(journal, ada, HOSTILE)
    with journal.change("Put away") as change:
        change.trash(Promise, promise, at=NOON)
        change.insert(
            Report, client=ada, number=1, period_start=TODAY, period_end=TODAY, pdf=b"%PDF-1.4 \x00\xff",
            data_frozen={"b": [1, None, "å"], "a": 1.5},
        )  # fmt: skip
    result, back, one, two = there_and_back(journal, tmp_path)
    assert result.problems == ()
    assert back == content(journal)
    assert back["promise"][0]["trashed_at"] == NOON
    assert back["report"][0]["pdf"] == b"%PDF-1.4 \x00\xff"
    assert one == two
    assert any(name.startswith("files/") and name.endswith(".pdf") for name in one)


def test_every_column_of_every_type_is_explained(journal, tmp_path):
    export(journal, tmp_path / "out", today=TODAY)
    text = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    for table in TABLES:
        for column in columns_of(table):
            assert meaning(table, column.name)
            assert f"  {column.name}: " in text


def test_the_tables_are_exact_csv_for_other_programs(journal, tmp_path):
    ada = a_client(journal, '=1+1; Ada, "Ltd"')
    a_call(journal, ada, summary="two\nlines")
    export(journal, tmp_path / "out", today=TODAY)
    raw = (tmp_path / "out" / "client.csv").read_bytes()
    assert raw.count(b"\r\n") == 2
    with (tmp_path / "out" / "client.csv").open(encoding="utf-8", newline="") as sheet:
        (row,) = csv.DictReader(sheet)
    assert row["name"] == '=1+1; Ada, "Ltd"'
    assert row["start_date"] == "2024-03-01"
    with (tmp_path / "out" / "interaction.csv").open(encoding="utf-8", newline="") as sheet:
        (row,) = csv.DictReader(sheet)
    assert row["summary"] == "two\nlines"
    assert row["counts_as_contact"] == "true"
    assert row["occurred_at"] == "2026-03-10T12:00:00"


def test_only_its_owner_can_read_an_export(journal, tmp_path):
    a_client(journal)
    export(journal, tmp_path / "out", today=TODAY)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").glob("*")} == {0o600}


def test_one_client_alone_goes_out_with_its_people_and_nobody_elses(journal, tmp_path):
    ada, bob = a_client(journal, "Ada Ltd"), a_client(journal, "Bob AS")
    a_person(journal, ada, "Ada Byron")
    a_person(journal, bob, "Bob Hope")
    a_call(journal, ada, summary="ours")
    a_call(journal, bob, summary="hemmelig")
    counts = export(journal, tmp_path / "out", today=TODAY, client=ada)
    assert counts["client"] == counts["contact"] == counts["contact_role"] == counts["interaction"] == 1
    everything = b"".join(files_in(tmp_path / "out").values())
    assert b"hemmelig" not in everything
    assert b"Bob" not in everything
    with Journal.create(tmp_path / "one.rjournal") as one:
        assert import_journal(one, tmp_path / "out").problems == ()


def test_an_export_goes_only_where_nothing_is(journal, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(AlreadyThereError):
        export(journal, tmp_path / "full", today=TODAY)
    assert files_in(tmp_path / "full") == {"letter.txt": b"mine"}
    with pytest.raises(CannotWriteError):
        export(journal, tmp_path / "not" / "there", today=TODAY)
    (tmp_path / "empty").mkdir()
    export(journal, tmp_path / "empty", today=TODAY)
    assert is_export(tmp_path / "empty")


def test_a_stopped_export_leaves_nothing(journal, tmp_path):
    a_client(journal)

    def stop(done, total):
        raise CancelledError("stop")

    with pytest.raises(CancelledError):
        export(journal, tmp_path / "out", today=TODAY, progress=stop)
    assert [path.name for path in tmp_path.iterdir() if "rjournal" not in path.name] == []


def test_what_is_saved_while_an_export_is_written_is_in_it_whole_or_not_at_all(journal, tmp_path):
    a_client(journal)
    saved = []

    def save_once(done, total):
        if not saved:
            saved.append(a_call(journal, a_client(journal, "Bob")))

    with JournalReader.open(journal.path) as reader:
        counts = export(reader, tmp_path / "out", today=TODAY, progress=save_once)
    assert (counts["client"], counts["interaction"]) == (2, 1)
    with Journal.create(tmp_path / "again.rjournal") as again:
        assert import_journal(again, tmp_path / "out").problems == ()
        assert content(again) == content(journal)


def test_an_export_gives_up_where_the_journal_never_rests(journal, tmp_path):
    a_client(journal)

    def save(done, total):
        a_client(journal, "Bob")

    with JournalReader.open(journal.path) as reader, pytest.raises(InUseError):
        export(reader, tmp_path / "out", today=TODAY, progress=save)
    assert not (tmp_path / "out").exists()


def test_a_second_import_changes_nothing_and_the_first_is_one_step(journal, tmp_path):
    ada = a_client(journal)
    a_call(journal, ada)
    export(journal, tmp_path / "out", today=TODAY)
    with Journal.create(tmp_path / "again.rjournal") as again:
        tried = import_journal(again, tmp_path / "out", dry_run=True)
        assert again.counts()["client"] == 0
        assert again.undo_label is None
        done = import_journal(again, tmp_path / "out")
        assert (tried.created, tried.read) == (done.created, done.read)
        before = content(again)
        second = import_journal(again, tmp_path / "out")
        assert (second.created, second.updated, second.unchanged) == ({}, {}, 2)
        assert content(again) == before
        again.undo()
        assert again.counts()["client"] == 0


def test_a_record_that_differs_stays_as_it_is_here_and_is_told(journal, tmp_path):
    ada = a_client(journal, "Ada Ltd")
    export(journal, tmp_path / "out", today=TODAY)
    with journal.change("Rename") as change:
        change.update(Client, ada, name="Ada plc")
    result = import_journal(journal, tmp_path / "out")
    assert content(journal)["client"][0]["name"] == "Ada plc"
    assert (result.unchanged, result.skipped) == (0, 1)
    assert "name" in result.problems[0].message
    assert result.problems[0].place == "line 1"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("not json at all", "record"),
        ('{"type":"dragon","uid":"1"}', "record"),
        ('{"type":"client","name":"Nobody"}', "record"),
        ('{"type":"client","uid":"1","name":"A","start_date":"31 May"}', "start_date"),
        ('{"type":"client","uid":"1","name":"A","status":"asleep"}', "status"),
        ('{"type":"client","uid":"1","name":5}', "name"),
        ('{"type":"client","uid":"1","name":null}', "name"),
        ('{"type":"contact_role","uid":"1","client":"gone","contact":"gone"}', "belongs"),
        ("[" * 100_000, "record"),
        ('{"type":"client","uid":"1","name":"A","max_interval_days":9999999999999999999}', "max_interval"),
        ('{"type":"client","uid":"\\ud800","name":"A"}', "uid"),
    ],
)
def test_a_bad_line_is_left_out_with_its_place_and_the_others_are_taken_in(journal, tmp_path, line, word):
    a_client(journal)
    export(journal, tmp_path / "out", today=TODAY)
    with_line(tmp_path / "out", line)
    with Journal.create(tmp_path / "again.rjournal") as again:
        result = import_journal(again, tmp_path / "out")
        assert again.counts()["client"] == 1
    assert result.skipped == 1
    assert result.problems[0].place == "line 2"
    assert word in result.problems[0].message


def with_line(folder, line):
    """Add a line to an export and let its manifest say so, as somebody who knows the format would."""
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_bytes() + line.encode() + b"\n")
    seal(folder)


def seal(folder):
    import hashlib

    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["journal.jsonl"] = hashlib.sha256((folder / "journal.jsonl").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_what_is_no_export_or_was_changed_or_is_too_new_is_refused(journal, tmp_path):
    a_client(journal)
    with pytest.raises(NotAnExportError):
        import_journal(journal, tmp_path)
    export(journal, tmp_path / "out", today=TODAY)
    path = tmp_path / "out" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Eva"))
    with pytest.raises(DamagedError):
        import_journal(journal, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    for key in ("version", "schema"):
        (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest | {key: 99}))
        with pytest.raises(TooNewError):
            import_journal(journal, tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text("{}")
    with pytest.raises(NotAnExportError):
        import_journal(journal, tmp_path / "out")


def test_records_that_contradict_each_other_are_refused_as_a_whole(journal, tmp_path):
    ada = a_client(journal)
    a_call(journal, ada)
    export(journal, tmp_path / "out", today=TODAY)
    path = tmp_path / "out" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"duration_min":null', b'"duration_min":-5'))
    seal(tmp_path / "out")
    with Journal.create(tmp_path / "again.rjournal") as again:
        with pytest.raises(DamagedError):
            import_journal(again, tmp_path / "out")
        assert again.counts()["client"] == 0


def test_an_export_cannot_reach_outside_its_folder(journal, tmp_path):
    a_client(journal)
    with journal.change("Report") as change:
        change.insert(Report, client=1, number=1, period_start=TODAY, period_end=TODAY, pdf=b"%PDF")
    export(journal, tmp_path / "out", today=TODAY)
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    path = tmp_path / "out" / "journal.jsonl"
    name = next(name for name in files_in(tmp_path / "out") if name.startswith("files/"))
    path.write_bytes(path.read_bytes().replace(name.encode(), b"../secret.pdf"))
    seal(tmp_path / "out")
    with Journal.create(tmp_path / "again.rjournal") as again:
        result = import_journal(again, tmp_path / "out")
        assert again.counts()["report"] == 0
    assert "pdf" in result.problems[0].message


TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            HOSTILE,
            "",
            " ",
            "Ærø & Søn <AS>",
            "e\u0001\u0301",
            "\x01\x1f\x7f\x85 \x1b[2J",
            "\ufeff=1",
            "\U0010ffff\ufffe",
            "null",
            "01",
            "=cmd",
        ]
    ),
)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 12, 31)).map(lambda at: at.replace(microsecond=0))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
RANGES = {
    "tone": (1, 5),
    "effort": (1, 5),
    "felt_seen": (1, 5),
    "easy_to_deal_with": (1, 5),
    "importance_client": (1, 5),
    "importance_own": (1, 5),
    "minutes": (1, 1440),
    "felt_before": (1, 5),
    "felt_at": (1, 5),
    "felt_after": (1, 5),
    "own_load": (1, 5),
    "own_mood": (1, 5),
    "answer_within_hours": (1, 720),
    "year_start_month": (1, 12),
    "duration_min": (0, 6000),
    "tolerance_pct": (0, 100),
    "ideal_interval_days": (1, 3650),
    "max_interval_days": (1, 3650),
}
NEEDED = {"name", "display_name", "text", "reason", "question", "objection", "what"}
UNIQUE = {"line_key", "client_uid", "external_key"}
LATER = {
    "end_date",
    "valid_to",
    "ended_on",
    "ends_on",
    "covers_to",
    "period_end",
    "settled_on",
    "last_on",
    "due_on",
    "until",
}  # must not come before what they end


def values_of(column):
    """Return the strategy for one column's values."""
    if isinstance(column, Json):
        found = JSONS if column.null else st.lists(st.text(max_size=5), max_size=3)
    elif isinstance(column, TermField):
        found = st.sampled_from(list(column.term))
    elif isinstance(column, Flag):
        found = st.booleans()
    elif isinstance(column, Instant):
        found = MOMENTS.map(lambda moment: moment.replace(tzinfo=UTC, microsecond=0))
    elif isinstance(column, WallTime):
        found = MOMENTS
    elif isinstance(column, Day):
        found = st.just(date(2095, 1, 1)) if column.name in LATER else DAYS
    elif isinstance(column, Number):
        found = NUMBERS
    elif isinstance(column, Blob):
        found = st.binary(max_size=20)
    elif column.name in {"created_at", "updated_at"}:
        found = st.integers(0, 2**33)
    elif isinstance(column, IntegerField):
        found = st.integers(*RANGES.get(column.name, (1, 2**63 - 1)))
    elif column.name in NEEDED:
        found = TEXTS.filter(lambda text: clean(text).strip())
    else:
        found = TEXTS
    return st.none() | found if column.null else found


@st.composite
def journals(draw):
    """Draw up to three records of every type, each belonging to records drawn before it."""
    records = []
    numbers = {}
    for table in TABLES:
        most = min([len(numbers[f.rel_model]) for f in owners(table)], default=3)
        most = max(0, most - 1) if table is ContactLink else most  # it names the next one too
        numbers[table] = list(range(1, draw(st.integers(0, most)) + 1))
        columns = [f for f in kept_columns_of(table) if not isinstance(f, AutoField) and f.name != "uid"]
        for number in numbers[table]:
            record = {}
            for column in columns:
                if isinstance(column, ForeignKeyField):
                    record[column.name] = draw(referred(table, column, number, numbers))
                elif (table, column.name) == (Setting, "name") or column.name in UNIQUE:
                    record[column.name] = f"{column.name}-{number}"
                else:
                    record[column.name] = draw(values_of(column))
            records.append((table, record))
    return records


def owners(table):
    return [
        f
        for f in table._meta.sorted_fields
        if isinstance(f, ForeignKeyField) and not f.null and f.rel_model is not table
    ]


def referred(table, column, number, numbers):
    """Return what a reference may name; what must be unique names the record of the same number."""
    if column.rel_model is table:
        return st.none() | st.sampled_from(numbers[table][:number])
    if not column.null:
        return st.just(number + 1 if column.name == "contact_b" else number)
    return st.none() | st.sampled_from(numbers[column.rel_model]) if numbers[column.rel_model] else st.none()


@pytest.mark.slow
@given(records=journals())
@fewer_examples
def test_any_journal_comes_back_and_goes_out_again_byte_for_byte(records):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with an_empty_journal(folder / "own.rjournal") as journal:
            with journal.change("Fill") as change:
                for table, record in records:
                    change.insert(table, **record)
            result, back, one, two = there_and_back(journal, folder)
            assert result.problems == ()
            assert back == content(journal)
            assert one == two


def test_references_among_records_of_one_kind_come_back_whichever_was_written_first(journal, tmp_path):
    ada = a_client(journal)
    with journal.change("Agree") as change:
        first = change.insert(KpiAgreement, client=ada, version=2, status="agreed", valid_from=TODAY)
        second = change.insert(KpiAgreement, client=ada, version=1, status="superseded", valid_from=TODAY)
        change.update(KpiAgreement, first, replaces=second)
        eva = change.insert(Contact, display_name="Eva")
        bob = change.insert(Contact, display_name="Bob")
        change.insert(ContactRole, client=ada, contact=bob, successor=eva, valid_to=TODAY)
    _result, back, one, two = there_and_back(journal, tmp_path)
    assert back == content(journal)
    assert back["kpi_agreement"][0]["replaces"] == back["kpi_agreement"][1]["uid"]
    assert one == two


def test_a_number_keeps_all_its_digits(journal, tmp_path):
    from retention_journal.storage.tables import Measurement

    ada = a_client(journal)
    with journal.change("Enter") as change:
        change.insert(Measurement, client=ada, line_key="k", period_start=TODAY, period_end=TODAY,
                      value=Decimal("0.10000000000000000000000000001"))  # fmt: skip
    _result, back, _one, _two = there_and_back(journal, tmp_path)
    assert str(back["measurement"][0]["value"]) == "0.10000000000000000000000000001"
