"""An export as one ZIP comes back straight out of it, and no ZIP does harm."""

from __future__ import annotations

import io
import stat
import struct
import time
import zipfile

import pytest

from retention_journal.core.errors import CancelledError
from retention_journal.services.transfer.archives import NotAnExportError
from retention_journal.services.transfer.exporting import ExportWays, export
from retention_journal.services.transfer.journal_import import import_journal, is_export
from retention_journal.services.transfer.spreadsheets import TableKind
from retention_journal.storage.faults import AlreadyThereError, DamagedError
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Report
from tests.builders import TODAY, a_client


@pytest.fixture
def packed(journal, tmp_path):
    """The ZIP of a small journal with one PDF."""
    ada = a_client(journal, "Ærø & Søn")
    with journal.change("Report") as change:
        change.insert(Report, client=ada, number=1, period_start=TODAY, period_end=TODAY, pdf=b"%PDF one")
    export(journal, tmp_path / "all.zip", today=TODAY)
    return tmp_path / "all.zip"


def repacked(packed, *, names=lambda name: name, more=(), contents=None, method=zipfile.ZIP_DEFLATED):
    """Return the ZIP with its members named anew, changed, and with more of them."""
    made = packed.with_name("again.zip")
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w", method) as new:
        for one in old.namelist():
            new.writestr(names(one), (contents or {}).get(one, old.read(one)))
        for name, content in more:
            new.writestr(name, content)
    return made


def taken_in(path):
    """Import into a new journal beside ``path``; return its number of clients and of reports."""
    with Journal.create(path.with_suffix(".rjournal")) as again:
        result = import_journal(again, path)
        assert result.problems == ()
        counts = again.counts()
    return counts["client"], counts["report"]


def test_a_zip_holds_the_same_files_as_the_folder_in_one_order_at_one_time(journal, packed, tmp_path):
    export(journal, tmp_path / "all", today=TODAY)
    with zipfile.ZipFile(packed) as archive:
        told = archive.infolist()
        for one in told:
            assert (tmp_path / "all" / one.filename).read_bytes() == archive.read(one)
    assert len(told) == sum(path.is_file() for path in (tmp_path / "all").rglob("*"))
    assert [one.filename for one in told] == sorted(one.filename for one in told)
    assert {one.date_time for one in told} == {(1980, 1, 1, 0, 0, 0)}
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_zip_comes_back(packed):
    assert is_export(packed)
    assert taken_in(packed) == (1, 1)


def test_a_folder_that_somebody_packed_comes_back_too(packed):
    rubbish = [
        ("__MACOSX/all/._manifest.json", b"\0"),
        ("all/.DS_Store", b"\0"),
        ("all/deep/manifest.json", b"{}"),
    ]
    assert taken_in(repacked(packed, names=lambda name: f"all/{name}", more=rubbish)) == (1, 1)


def test_more_reports_than_strange_files_are_allowed_come_back(journal, tmp_path):
    ada = a_client(journal)
    with journal.change("Reports") as change:
        for number in range(2_050):
            change.insert(Report, client=ada, number=number + 1, period_start=TODAY, period_end=TODAY,
                          pdf=b"%%PDF %d" % number)  # fmt: skip
    export(journal, tmp_path / "all.zip", today=TODAY)
    assert taken_in(tmp_path / "all.zip") == (1, 2_050)


def test_what_is_there_is_never_overwritten(journal, packed, tmp_path):
    before = packed.read_bytes()
    for place in (packed, tmp_path / "folder.zip"):
        (tmp_path / "folder.zip").mkdir(exist_ok=True)
        with pytest.raises(AlreadyThereError):
            export(journal, place, today=TODAY)
    assert packed.read_bytes() == before


def test_a_stopped_zip_leaves_nothing(journal, packed, tmp_path):
    calls = []

    def stop_while_packing(done, total):
        calls.append(done)
        if len(calls) > 6:
            raise CancelledError("stop")

    with pytest.raises(CancelledError):
        export(journal, tmp_path / "two.zip", today=TODAY, progress=stop_while_packing)
    assert sorted(path.name for path in tmp_path.iterdir() if "rjournal" not in path.name) == ["all.zip"]


LEADS_OUT = ["../evil.txt", "files/../../evil", "/etc/evil", "..\\evil", "C:\\evil", "a/../b"]


@pytest.mark.parametrize("name", LEADS_OUT)
def test_a_name_that_leads_out_is_refused_and_nothing_is_written(packed, name, tmp_path):
    made = repacked(packed, more=[(name, b"evil")])
    there = sorted(tmp_path.rglob("*"))
    refused(made, "leads out")
    assert sorted(path for path in tmp_path.rglob("*") if "rjournal" not in path.name) == [
        path for path in there if "rjournal" not in path.name
    ]


def test_too_many_files_are_refused(packed):
    refused(repacked(packed, more=[(f"junk/{n}", b"") for n in range(2_001)]), "too many")


def test_a_list_of_members_that_would_fill_the_memory_is_refused_before_it_is_read(packed):
    raw = bytearray(packed.read_bytes())
    struct.pack_into("<I", raw, raw.rfind(b"PK\x05\x06") + 12, 3_000_000_000)
    packed.write_bytes(raw)
    refused(packed, "too many")


def test_a_bomb_is_refused_at_once(packed):
    made = repacked(packed, contents={"journal.jsonl": b" " * 120_000_000})
    assert made.stat().st_size < 200_000
    begun = time.thread_time()
    refused(made, "too large")
    assert time.thread_time() - begun < 10


def test_a_zip_in_a_zip_is_not_looked_into(packed, tmp_path):
    made = tmp_path / "outer.zip"
    with zipfile.ZipFile(made, "w") as outer:
        outer.write(packed, "all.zip")
    assert not is_export(made)
    refused(made, "no export")


def test_two_files_of_one_name_are_refused(packed):
    with pytest.warns(UserWarning, match="Duplicate"):
        made = repacked(packed, more=[("journal.jsonl", b"{}")])
    refused(made, "same name")


def test_a_zip_packed_in_another_way_is_refused_in_plain_words(packed):
    refused(repacked(packed, method=zipfile.ZIP_LZMA), "does not read")


def test_a_locked_zip_is_refused_in_plain_words(packed):
    raw = bytearray(packed.read_bytes())
    at = -1
    while (at := raw.find(b"PK\x01\x02", at + 1)) >= 0:
        raw[at + 8] |= 1
    packed.write_bytes(raw)
    refused(packed, "password")


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_is_refused(content, tmp_path):
    (tmp_path / "x.zip").write_bytes(content)
    assert not is_export(tmp_path / "x.zip")
    refused(tmp_path / "x.zip", "no export")


def test_whatever_byte_is_changed_the_zip_is_refused_or_gives_the_same_records(packed):
    whole = packed.read_bytes()
    made = packed.with_name("x.zip")
    with Journal.create(packed.with_name("x.rjournal")) as again:
        for at in range(0, len(whole), max(1, len(whole) // 200)):
            raw = bytearray(whole)
            raw[at] ^= 0x41
            made.write_bytes(raw)
            try:
                result = import_journal(again, made, dry_run=True)
            except (NotAnExportError, DamagedError):
                continue
            assert result.created == {"client": 1, "report": 1}


def test_a_file_cut_short_is_damage(packed):
    inside = io.BytesIO(packed.read_bytes())
    with zipfile.ZipFile(inside) as archive:
        one = archive.getinfo("journal.jsonl")
        at = one.header_offset + 30 + len(one.filename) + 5
    raw = bytearray(packed.read_bytes())
    raw[at : at + 8] = b"\xff" * 8
    packed.write_bytes(raw)
    with Journal.create(packed.with_suffix(".rjournal")) as again, pytest.raises(DamagedError):
        import_journal(again, packed)


def refused(path, why):
    with Journal.create(path.with_suffix(".rjournal")) as again:
        with pytest.raises(NotAnExportError, match=why):
            import_journal(again, path)
        assert again.counts()["client"] == 0


def test_tables_for_a_spreadsheet_say_so_and_change_nothing_that_comes_back(journal, tmp_path):
    a_client(journal, "=1+1; Ada")
    for kind in TableKind:
        export(journal, tmp_path / kind, today=TODAY, ways=ExportWays(kind, "nb"))
    exact, sheet = tmp_path / "exact", tmp_path / "spreadsheet"
    assert (exact / "journal.jsonl").read_bytes() == (sheet / "journal.jsonl").read_bytes()
    assert (exact / "client.csv").read_bytes().startswith(b"uid,")
    told = (sheet / "client.csv").read_text(encoding="utf-8")
    assert told.startswith('\ufeff"uid";"')
    assert ';"\'=1+1; Ada";' in told
    assert "Format version 1" in (sheet / "README.txt").read_text(encoding="utf-8")
    assert "semicolons" in (sheet / "README.txt").read_text(encoding="utf-8")
    assert "semicolons" not in (exact / "README.txt").read_text(encoding="utf-8")
    assert taken_in(sheet) == (1, 0)
