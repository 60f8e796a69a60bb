"""new, add client, log, search, report: what they do and what they refuse."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from retention_journal.services.portfolio import portfolio
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import CheckIn, Client, Contact, Interaction, Report
from tests.builders import TODAY


def only(path, table, *columns):
    with JournalReader.open(path) as journal:
        (row,) = journal.tuples(table.select(*(getattr(table, name) for name in columns)))
    return row


def count(path, name):
    with JournalReader.open(path) as journal:
        return journal.counts()[name]


def test_new_makes_a_journal_and_it_is_the_one_last_used(run, tmp_path):
    answer = run("new", tmp_path / "a.rjournal", "--json")
    assert answer.json == {"journal": str(tmp_path / "a.rjournal"), "clients": 0}
    assert run("check", "--json").json["ok"] is True


def test_new_never_overwrites(run, tmp_path):
    (tmp_path / "a.rjournal").write_text("mine")
    answer = run("new", tmp_path / "a.rjournal", "--sample", "--json")
    assert (answer.code, answer.error["code"]) == (1, "already_there")
    assert (tmp_path / "a.rjournal").read_text() == "mine"


@pytest.mark.slow
def test_new_with_the_sample_is_the_same_each_time_for_the_same_day(run, tmp_path):
    for name in ("a", "b"):
        answer = run("new", tmp_path / f"{name}.rjournal", "--sample", "--json")
        assert answer.json["clients"] >= 22
        assert run("export", tmp_path / name, "--json").json["records"]["interaction"] > 1_200
    files = [(tmp_path / name / "journal.jsonl").read_bytes() for name in ("a", "b")]
    assert files[0] == files[1]


def test_new_in_a_folder_that_is_not_there_says_so(run, tmp_path):
    answer = run("new", tmp_path / "no" / "a.rjournal", "--json")
    assert answer.code == 1
    assert "no" in answer.error["message"]


def test_a_client_is_added_with_all_that_is_told_of_it(run, path):
    answer = run(
        "add", "client", "Ada Ltd", "--since", "2024-03-01", "--engagement", "project", "--tier", "A",
        "--ideal-days", 7, "--max-days", 12, "--contact", "Ada Byron", "--email", "ada@ada.example",
        "--phone", "+44 1632 960001", "--json",
    )  # fmt: skip
    assert answer.code == 0
    uid, name, tier, kind, ideal = only(
        path, Client, "uid", "name", "tier", "engagement_type", "ideal_interval_days"
    )
    assert answer.json == {"id": uid, "name": "Ada Ltd"}
    assert (name, tier, kind, ideal) == ("Ada Ltd", "A", "project", 7)
    assert only(path, Contact, "display_name", "email", "tel") == (
        "Ada Byron", "ada@ada.example", "+44 1632 960001",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["   "], "name"),
        (["\u202e\u0000"], "name"),
        (["x" * 1_001], "name"),
        (["Ada", "--since", "2026-03-11"], "start_date"),
        (["Ada", "--ideal-days", "0"], "ideal_interval_days"),
        (["Ada", "--ideal-days", "-7"], "ideal_interval_days"),
        (["Ada", "--ideal-days", "30", "--max-days", "10"], "max_interval_days"),
    ],
)
def test_a_client_that_cannot_be_is_refused_and_says_which_field(run, path, arguments, field):
    answer = run("add", "client", *arguments, "--json")
    assert answer.code == 1
    assert (answer.error["code"], answer.error["field"]) == ("invalid_entry", field)
    assert count(path, "client") == 0


def test_a_second_client_of_the_same_name_is_asked_about_and_can_be_wanted(run, path, ada):
    answer = run("add", "client", "ada ltd", "--json")
    assert (answer.code, answer.error["code"]) == (1, "already_here")
    assert run("add", "client", "Ada Ltd", "--same-name").code == 0
    answer = run("log", "--client", "Ada Ltd", "--kind", "call", "--json")
    assert (answer.code, answer.error["code"]) == (1, "several_match")


@pytest.mark.parametrize(
    "name", ["x" * 1_000, "שלום עליכם", "Zoe\u0308 e\u0301", "a'b\"c; DROP TABLE client --", "<b>&"]
)
def test_odd_names_are_kept_and_found(run, path, name):
    assert run("add", "client", name).code == 0
    assert run("log", "--client", name, "--kind", "call").code == 0
    assert run("check").code == 0


def test_a_contact_with_the_three_questions_restarts_the_rhythm(run, path, ada):
    answer = run(
        "log", "--client", "ada", "--kind", "call", "--at", "09:05", "--minutes", 6, "--tone", 4,
        "--note", "All OK.",
        "--words", "Much quicker now.", "--ok", "yes", "--works", "unsure", "--else", "a poster", "--json",
    )  # fmt: skip
    uid, minutes, tone, words = only(path, Interaction, "uid", "duration_min", "tone", "client_words")
    assert answer.json == {"id": uid, "counts_as_contact": True}
    assert (minutes, tone, words) == (6, 4, "Much quicker now.")
    assert only(path, CheckIn, "all_ok", "delivery_as_expected", "else_answer", "else_to_help") == (
        "yes", "unsure", "yes", "a poster",
    )  # fmt: skip
    with JournalReader.open(path) as journal:
        (facts,) = portfolio(journal, TODAY)
    assert facts.last_contact_on == TODAY


def test_an_attempt_a_note_and_a_sent_letter_do_not_count(run, path, ada):
    for arguments in (
        ["--kind", "call", "--outcome", "no_answer"],
        ["--kind", "note", "--note", "Private."],
        ["--kind", "email"],
    ):
        assert run("log", "--client", "Ada Ltd", *arguments, "--json").json["counts_as_contact"] is False
    assert run("log", "--client", "Ada Ltd", "--kind", "email", "--direction", "inbound", "--json").json[
        "counts_as_contact"
    ]


def test_nothing_else_is_an_answer_too(run, path, ada):
    run("log", "--client", "Ada Ltd", "--kind", "call", "--else", "no")
    assert only(path, CheckIn, "else_answer", "else_to_help") == ("no", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--at", "2026-03-11T09:00"],
        ["--minutes", "-5"],
        ["--minutes", "100000"],
    ],
    ids=["future", "negative minutes", "too long"],
)
def test_a_contact_that_cannot_be_is_refused(run, path, ada, arguments):
    answer = run("log", "--client", "Ada Ltd", "--kind", "call", *arguments, "--json")
    assert (answer.code, answer.error["code"]) == (1, "invalid_entry")
    assert count(path, "interaction") == 0


def test_a_client_nobody_knows_is_refused_and_several_are_listed(run, path):
    for name in ("Berg AS", "Berg & Co", "Lunde"):
        run("add", "client", name)
    missing = run("log", "--client", "Moen", "--kind", "call", "--json")
    assert (missing.code, missing.error["code"]) == (1, "not_found")
    several = run("log", "--client", "berg", "--kind", "call", "--json")
    assert several.error["code"] == "several_match"
    assert "Berg AS" in several.error["message"]
    assert "Berg & Co" in several.error["message"]
    assert run("log", "--client", "LUN", "--kind", "call").code == 0


def test_one_undo_takes_a_logged_contact_back(run, path, ada):
    run("log", "--client", "Ada Ltd", "--kind", "call", "--ok", "yes")
    with Journal.open(path) as journal:
        journal.undo()
        assert journal.counts()["interaction"] == journal.counts()["check_in"] == 0


def test_anything_is_found_by_the_beginning_of_a_word(run, path, ada):
    run("log", "--client", "Ada Ltd", "--kind", "note", "--note", "Drikker svart kaffe på Ærøskøbing.")
    (hit,) = run("search", "aerosk", "--json").json
    assert set(hit) >= {"type", "id", "client", "title", "snippet", "score"}
    assert (hit["type"], hit["client"]) == ("interaction", "Ada Ltd")
    assert run("search", "kaff").out.count("\n") == 1
    nothing = run("search", "te", "--json")
    assert (nothing.code, nothing.json) == (0, [])
    assert len(run("search", "a", "--limit", 1, "--json").json) == 1


@pytest.mark.parametrize("text", ['"', "*", "a* OR", "NEAR(", "'; --", "", "\u0000", "-x", "()"])
def test_whatever_is_searched_for_is_no_fault(run, path, ada, text):
    assert run("search", "--json", "--", text).code == 0


def test_a_report_is_a_pdf_marked_as_a_draft_until_it_is_issued(run, path, ada, tmp_path):
    draft = run("report", "--client", "Ada Ltd", "--period", "2026-02", "--out", tmp_path, "--json")
    (report,) = draft.json
    assert set(report) == {"client", "path", "pages", "sha256", "warnings", "state"}
    assert report["path"].endswith(".pdf")
    assert report["warnings"]
    pages = PdfReader(report["path"]).pages
    assert len(pages) == report["pages"]
    assert count(path, "report") == 0
    issued = run(
        "report",
        "--client",
        "Ada Ltd",
        "--period",
        "2026-02",
        "--out",
        tmp_path / "ada.pdf",
        "--issue",
        "--json",
    )
    assert issued.json[0]["path"] == str(tmp_path / "ada.pdf")
    assert only(path, Report, "state", "pdf_sha256") == ("issued", issued.json[0]["sha256"])


def test_a_report_speaks_the_language_asked_for(run, path, ada, tmp_path):
    for language in ("nb", "sv", "en"):
        file = tmp_path / f"{language}.pdf"
        assert (
            run(
                "report", "--client", "Ada Ltd", "--period", "2026-Q1", "--language", language, "--out", file
            ).code
            == 0
        )
        assert PdfReader(file).trailer["/Root"]["/Lang"].startswith(language)


@pytest.mark.slow
def test_all_reports_of_a_period_go_into_one_folder(run, tmp_path):
    run("new", tmp_path / "s.rjournal", "--sample")
    reports = run("report", "--all", "--period", "2026-02", "--out", tmp_path / "feb", "--json").json
    assert len(reports) > 8
    assert len(list((tmp_path / "feb").iterdir())) == len(reports)
    assert "Nordvik Møbler" not in {report["client"] for report in reports}


@pytest.mark.parametrize("period", ["2026-13", "next month", "2026-Q5", "2027-01"])
def test_a_period_that_is_none_or_not_begun_is_refused(run, path, ada, period):
    answer = run("report", "--client", "Ada Ltd", "--period", period, "--json")
    assert (answer.code, answer.error["field"]) == (1, "period")


def test_a_report_into_nowhere_says_so(run, path, ada, tmp_path):
    answer = run(
        "report", "--client", "Ada Ltd", "--period", "2026-02", "--out", tmp_path / "no" / "x.pdf", "--json"
    )
    assert answer.code == 1
    (tmp_path / "file").write_text("")
    answer = run("report", "--all", "--period", "2026-02", "--out", tmp_path / "file", "--json")
    assert (answer.code, answer.error["code"]) == (1, "cannot_write")
