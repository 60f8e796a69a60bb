"""Attached files in exports: out, back, out again byte for byte; hostile ones are refused in words."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.commands.run import run
from retention_journal.core.errors import CancelledError
from retention_journal.services.attachments import (
    MOST_BYTES,
    attach_bytes,
    attached,
    content,
    is_dangerous,
    put_in_trash,
)
from retention_journal.services.check import check
from retention_journal.services.erasure import forget_client
from retention_journal.services.transfer import attached_files
from retention_journal.services.transfer.archives import NotAnExportError
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.journal_import import import_journal
from retention_journal.storage.faults import DamagedError
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Attachment, Interaction, InteractionContact
from tests.builders import NOON, TODAY, a_call, a_client, a_person, an_empty_journal
from tests.laws import fewer_examples

SIGNED = b"%PDF-1.7 signed by both"
CHANGED = "is missing or was changed. Nothing was taken in."
LEADS_OUT = "A name in it leads out of its folder."
PAGE = b"<script>document.title = 'x'</script>"


@pytest.fixture
def ada(journal):
    return a_client(journal)


def sha256(held: bytes) -> str:
    return hashlib.sha256(held).hexdigest()


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def attached_in(folder: Path) -> dict[str, bytes]:
    return {name: held for name, held in files_in(folder).items() if name.startswith("attachments/")}


def contents_of(journal) -> list[tuple[str, bytes]]:
    return journal.sql("SELECT sha256, content FROM attachment_content ORDER BY sha256")


def packed(folder: Path, changes: dict[str, bytes | None], more: tuple[tuple[str, bytes], ...] = ()) -> Path:
    """Return the export in ``folder`` as a ZIP, with some members changed or left out and more of them."""
    made = folder.with_suffix(".zip")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in files_in(folder).items():
            if (told := changes.get(name, held)) is not None:
                archive.writestr(name, told)
        for name, held in more:
            archive.writestr(name, held)
    return made


def sealed(folder: Path, changes: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """Return the changes with a manifest that says that they are right, as somebody would who means harm."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, held in changes.items():
        manifest["files"].pop(name, None)
        if held is not None:
            manifest["files"][name] = sha256(held)
    return changes | {"manifest.json": json.dumps(manifest).encode()}


def refused(path: Path, kind: type[Exception], said: str) -> None:
    """Make sure that an export is refused in words and leaves nothing in the journal it was to go into."""
    with an_empty_journal(path.parent / "again.rjournal") as again:
        with pytest.raises(kind) as told:
            import_journal(again, path)
        assert said in f"{told.value.message} {told.value.advice}"
        assert contents_of(again) == []
        assert again.counts()["client"] == 0


@fewer_examples
@given(
    st.lists(
        st.tuples(st.binary(min_size=1, max_size=50), st.text(max_size=20), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_any_files_come_back_and_go_out_again_byte_for_byte(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("there")
    with an_empty_journal(folder / "own.rjournal") as journal:
        ada = a_client(journal)
        for held, name, is_trashed in files:
            number = attach_bytes(journal, ada, name, held, today=TODAY)
            if is_trashed:
                put_in_trash(journal, [number], now=NOON)
        before = contents_of(journal)
        export(journal, folder / "one", today=TODAY)
        export(journal, folder / "one.zip", today=TODAY)
    assert set(attached_in(folder / "one").values()) == {held for held, *_rest in files}
    for source, again in ((folder / "one", "two"), (folder / "one.zip", "two.zip")):
        with an_empty_journal(folder / f"{again}.rjournal") as back:
            result = import_journal(back, source)
            assert result.problems == ()
            assert contents_of(back) == before
            assert import_journal(back, source).created == {}
            export(back, folder / again, today=TODAY)
    assert files_in(folder / "one") == files_in(folder / "two")
    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    assert check(folder / "two.rjournal").problems == []


def test_files_lie_once_under_their_hash_for_their_owner_alone(journal, ada, tmp_path):
    for name in ("Avtale.pdf", "Kopi.PDF", "Uten endelse"):
        attach_bytes(journal, ada, name, SIGNED, today=TODAY)
    attach_bytes(journal, ada, "Brief", b"brief", today=TODAY)
    export(journal, tmp_path / "out", today=TODAY)
    assert attached_in(tmp_path / "out") == {
        f"attachments/{sha256(SIGNED)}.pdf": SIGNED,
        f"attachments/{sha256(b'brief')}": b"brief",
    }
    assert stat.S_IMODE((tmp_path / "out" / "attachments").stat().st_mode) == 0o700
    for path in (tmp_path / "out" / "attachments").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "attachments/    what attached files hold" in (tmp_path / "out" / "README.txt").read_text()


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.exe", "x.pdf.js", "x.docm", "x.pdf.exe. "])
def test_nothing_in_an_export_runs_when_it_is_opened(journal, ada, tmp_path, name):
    attach_bytes(journal, ada, name, PAGE, today=TODAY)
    export(journal, tmp_path / "out", today=TODAY)
    (place,) = attached_in(tmp_path / "out")
    assert place.endswith(".txt")
    assert not is_dangerous(place)
    assert f'href="{place}"' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_the_page_of_everything_leads_to_each_file_by_its_name(journal, ada, tmp_path):
    attach_bytes(journal, ada, 'Avtale & "brief".pdf', SIGNED, today=TODAY)
    journal.sql("UPDATE attachment SET name = ?", '<b onclick="x">Avtale</b>.pdf')
    export(journal, tmp_path / "out", today=TODAY)
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    told = "&lt;b onclick=&quot;x&quot;&gt;Avtale&lt;/b&gt;.pdf"
    assert f'<a href="attachments/{sha256(SIGNED)}.pdf">{told}</a>' in page
    assert "<b onclick" not in page


def test_a_client_gets_its_own_files_and_nobody_elses(journal, ada, tmp_path):
    bob = a_client(journal, "Bob plc")
    attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    attach_bytes(journal, bob, "Hemmelig.pdf", b"of Bob", today=TODAY)
    export(journal, tmp_path / "out", today=TODAY, client=ada)
    assert list(attached_in(tmp_path / "out").values()) == [SIGNED]
    page = (tmp_path / "out" / "what-is-kept.html").read_text(encoding="utf-8")
    assert f'<a href="attachments/{sha256(SIGNED)}.pdf">Avtale.pdf</a>' in page
    assert b"Hemmelig" not in b"".join(files_in(tmp_path / "out").values())


def test_a_person_gets_the_files_that_hang_on_what_is_kept_about_them(journal, ada, tmp_path):
    kari, ola = a_person(journal, ada, "Kari"), a_person(journal, ada, "Ola")
    calls = [a_call(journal, ada) for _who in (kari, ola)]
    with journal.change("With whom") as change:
        for who, call in zip((kari, ola), calls, strict=True):
            change.insert(InteractionContact, interaction=call, contact=who)
    for call, held in zip(calls, (b"with Kari", b"with Ola"), strict=True):
        uid = journal.value(Interaction.select(Interaction.uid).where(Interaction.id == call))
        attach_bytes(journal, ada, "Notat.txt", held, today=TODAY, record_type="interaction", record_uid=uid)
    attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    counts = export(journal, tmp_path / "out", today=TODAY, contact=kari)
    assert counts["attachment"] == 1
    assert list(attached_in(tmp_path / "out").values()) == [b"with Kari"]
    assert "Notat.txt" in (tmp_path / "out" / "what-is-kept.html").read_text(encoding="utf-8")


def test_a_file_that_the_journal_has_spoilt_is_no_hindrance_and_is_told_when_it_comes_back(
    journal, ada, tmp_path
):
    attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    attach_bytes(journal, ada, "Brief.pdf", b"brief", today=TODAY)
    journal.sql("UPDATE attachment_content SET content = x'00' WHERE sha256 = ?", sha256(SIGNED))
    export(journal, tmp_path / "out", today=TODAY)
    assert list(attached_in(tmp_path / "out").values()) == [b"brief"]
    with an_empty_journal(tmp_path / "again.rjournal") as again:
        result = import_journal(again, tmp_path / "out")
        assert [problem.message for problem in result.problems] == [
            "What the attached file “Avtale.pdf” held is not in the export."
        ]
        assert result.created["attachment"] == 2


def test_an_export_puts_right_what_is_spoilt_here(journal, ada, tmp_path):
    number = attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    export(journal, tmp_path / "out", today=TODAY)
    for harm in ("UPDATE attachment_content SET content = x'00'", "DELETE FROM attachment_content"):
        journal.sql(harm)
        assert import_journal(journal, tmp_path / "out").problems == ()
        assert content(journal, number) == SIGNED


def test_both_ways_can_be_stopped_between_two_files_and_leave_nothing(journal, ada, tmp_path):
    for held in (b"one", b"two", b"three"):
        attach_bytes(journal, ada, "a.txt", held, today=TODAY)
    export(journal, tmp_path / "out", today=TODAY)

    def stop(done: int, total: int) -> None:
        if total and done == total:
            seen.append(done)
            if len(seen) == 3:
                raise CancelledError("")

    seen: list[int] = []
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(CancelledError):
        export(journal, tmp_path / "again", today=TODAY, progress=stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    seen.clear()
    with an_empty_journal(tmp_path / "again.rjournal") as again:
        with pytest.raises(CancelledError):
            import_journal(again, tmp_path / "out", progress=stop)
        assert contents_of(again) == []
        assert again.counts()["attachment"] == 0


def test_trying_an_import_leaves_no_content_and_what_was_erased_stays_away(journal, ada, tmp_path):
    attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    export(journal, tmp_path / "out.zip", today=TODAY)
    with an_empty_journal(tmp_path / "again.rjournal") as again:
        import_journal(again, tmp_path / "out.zip", dry_run=True)
        assert contents_of(again) == []
    forget_client(journal, ada, now=NOON)
    import_journal(journal, tmp_path / "out.zip")
    assert contents_of(journal) == []
    assert journal.counts()["attachment"] == 0


@pytest.fixture
def out(journal, ada, tmp_path):
    """The folder of an export with one file, and where that lies in it."""
    attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    export(journal, tmp_path / "out", today=TODAY)
    return tmp_path / "out", f"attachments/{sha256(SIGNED)}.pdf"


def test_a_changed_or_missing_file_is_refused(out):
    folder, place = out
    for held in (SIGNED + b"x", b"", None):
        refused(
            packed(folder, {place: held}), DamagedError, "is missing or was changed. Nothing was taken in."
        )
    (folder / place).write_bytes(b"another")
    refused(folder, DamagedError, CHANGED)


def test_a_file_that_is_not_what_its_hash_says_is_refused_though_the_manifest_agrees(out):
    folder, place = out
    changes = sealed(folder, {place: b"another"})
    refused(packed(folder, changes), DamagedError, CHANGED)


def test_a_link_in_the_place_of_a_file_is_never_followed(out, tmp_path):
    folder, place = out
    secret = tmp_path / "secret"
    secret.write_bytes(b"of somebody")
    link = zipfile.ZipInfo(place)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    made = packed(folder, {place: None})
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(link, str(secret))
    refused(made, DamagedError, "is missing or was changed")


@pytest.mark.parametrize(
    "name",
    [
        "attachments/../../out.pdf",
        "/attachments/x",
        "attachments\\..\\..\\x",
        "C:/attachments/x",
        "../attachments/x",
    ],
)
def test_a_name_that_leads_out_is_refused(out, tmp_path, name):
    folder, _place = out
    before = sorted(path.name for path in tmp_path.parent.iterdir())
    refused(
        packed(folder, {}, more=((name, b"x"),)), NotAnExportError, "A name in it leads out of its folder."
    )
    assert sorted(path.name for path in tmp_path.parent.iterdir()) == before


def test_a_bomb_is_refused_unread(out):
    folder, place = out
    bomb = packed(folder, sealed(folder, {place: bytes(MOST_BYTES + 1)}))
    assert bomb.stat().st_size < 1_000_000
    refused(bomb, NotAnExportError, "Unpacked it would be far too large.")


def test_a_name_in_an_export_is_a_label_however_it_reads(journal, ada, tmp_path):
    attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    export(journal, tmp_path / "out", today=TODAY)
    lines = (tmp_path / "out" / "journal.jsonl").read_text(encoding="utf-8")
    hostile = lines.replace('"name":"Avtale.pdf"', '"name":"../../.ssh/avtale\\u202efdp.exe/"').encode()
    path = packed(tmp_path / "out", sealed(tmp_path / "out", {"journal.jsonl": hostile}))
    with an_empty_journal(tmp_path / "again.rjournal") as again:
        import_journal(again, path)
        (one,) = attached(again, again.value(Attachment.select(Attachment.client)))
        assert one.name == "ssh avtalefdp.exe"
        assert is_dangerous(one.name)
        assert content(again, one.id) == SIGNED


@given(st.text(max_size=30), st.sampled_from(["", "../x", "x" * 64, "A" * 64, "0" * 63, "/etc/passwd"]))
def test_where_a_file_lies_in_an_export_is_a_name_of_letters_and_digits(name, odd):
    assert not attached_files.has_content(odd)
    told = attached_files.place("0" * 64, name)
    assert set(told.removeprefix("attachments/")) <= set("0123456789abcdefghijklmnopqrstuvwxyz.")
    assert not is_dangerous(told)


def no_window(*_asked: object) -> int:
    raise AssertionError("no command opens a window")


def test_the_commands_take_files_out_and_bring_them_back(journal, ada, tmp_path, capsys):
    attach_bytes(journal, ada, "Avtale.pdf", SIGNED, today=TODAY)
    journal.close()
    again = tmp_path / "again.rjournal"
    for words in (
        ["--journal", str(journal.path), "export", str(tmp_path / "out.zip")],
        ["new", str(again)],
        ["--journal", str(again), "import", "journal", str(tmp_path / "out.zip")],
        ["check", str(again)],
    ):
        assert run(words, open_window=no_window) == 0, capsys.readouterr()
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.read(f"attachments/{sha256(SIGNED)}.pdf") == SIGNED
    with JournalReader.open(again) as back:
        assert contents_of(back) == [(sha256(SIGNED), SIGNED)]
