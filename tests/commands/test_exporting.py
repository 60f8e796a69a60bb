"""Writing out on the command line."""

from __future__ import annotations

import zipfile


def test_an_export_as_one_zip_comes_back_into_a_new_journal_and_goes_out_the_same(run, path, ada, tmp_path):
    run("log", "--client", "Ada Ltd", "--kind", "call", "--ok", "yes", "--note", "hei")
    out = run("export", tmp_path / "out.zip", "--json").json
    assert out["path"] == str(tmp_path / "out.zip")
    assert out["records"]["client"] == 1
    run("new", tmp_path / "two.rjournal")
    answer = run("import", "journal", tmp_path / "out.zip", "--json").json
    assert (answer["source"], answer["problems"]) == ("journal", [])
    assert answer["created"] == {"client": 1, "interaction": 1, "check_in": 1}
    run("export", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "out.zip").read_bytes()


def test_a_zip_is_known_without_saying_what_it_is(run, path, ada, tmp_path):
    run("export", tmp_path / "out.zip")
    run("new", tmp_path / "two.rjournal")
    assert run("import", "auto", tmp_path / "out.zip", "--json").json["created"] == {"client": 1}


def test_tables_can_be_written_for_a_spreadsheet(run, path, ada, tmp_path):
    run("export", tmp_path / "out.zip", "--csv", "spreadsheet")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.read("client.csv").startswith(b"\xef\xbb\xbf")
    assert run("export", tmp_path / "x", "--csv", "excel").code == 2


def test_a_file_that_is_there_is_never_overwritten(run, path, ada, tmp_path):
    (tmp_path / "mine.zip").write_bytes(b"mine")
    answer = run("export", tmp_path / "mine.zip", "--json")
    assert (answer.code, answer.error["code"]) == (1, "already_there")
    assert (tmp_path / "mine.zip").read_bytes() == b"mine"


def test_a_zip_that_is_no_export_is_refused(run, path, ada, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("../evil", b"")
        archive.writestr("manifest.json", b"{}")
    answer = run("import", "journal", tmp_path / "x.zip", "--json")
    assert (answer.code, answer.error["code"]) == (1, "not_an_export")


def test_all_that_is_kept_about_one_person_goes_out_with_a_page_to_read(run, path, tmp_path):
    run("add", "client", "Ada Ltd", "--contact", "Ann Lee")
    run("add", "client", "Bob AS", "--contact", "Bob Hope")
    out = run("export", tmp_path / "out", "--contact", "ann", "--json").json
    assert (out["records"]["contact"], out["records"]["client"]) == (1, 0)
    told = (tmp_path / "out" / "what-is-kept.html").read_text(encoding="utf-8")
    assert "Ann Lee" in told
    assert "Bob" not in told
    assert run("export", tmp_path / "x", "--contact", "Nobody").code == 1
    assert run("export", tmp_path / "x", "--contact", "Ann", "--client", "Ada").code == 2
