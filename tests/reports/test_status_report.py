import os
import stat
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from retention_journal.core.errors import JournalError
from retention_journal.core.kpis import GoalDirection, KpiStatus
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import (
    Contacts,
    GoalRow,
    Issuer,
    LastPromise,
    Target,
    goal_status_word,
)
from retention_journal.core.report_look import ReportPart
from retention_journal.core.shapes import Shape
from retention_journal.i18n import LANGUAGES, texts_in
from retention_journal.reports.status_report import print_report, write_pdf
from retention_journal.reports.words import Words
from tests.reports.conftest import words_of
from tests.reports.samples import HARBOUR, ISSUER, THIN, in_language, long_report

FRIDAY = date(2025, 9, 5)

NO_CHARTS = (ReportPart.CHARTS,)


def test_status_report_reads_as_agreed(tmp_path, matches_golden):
    write_pdf(HARBOUR, tmp_path / "harbour.pdf")
    matches_golden(tmp_path / "harbour.pdf", "harbour_september")


def test_a_thin_month_is_one_page(tmp_path, matches_golden):
    written = write_pdf(THIN, tmp_path / "thin.pdf")
    assert written.pages == 1
    matches_golden(tmp_path / "thin.pdf", "lunde_september")


def test_a_month_with_one_goal_that_matters_is_one_page(tmp_path):
    report = replace(THIN, goals=(HARBOUR.goals[0],), most_important=HARBOUR.most_important)
    assert write_pdf(report, tmp_path / "one.pdf").pages == 1


def test_the_same_report_is_the_same_file(tmp_path):
    written = [write_pdf(HARBOUR, tmp_path / name) for name in ("a.pdf", "b.pdf")]
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert written[0].sha256 == written[1].sha256


def test_another_report_is_another_file(tmp_path):
    other = replace(HARBOUR, headline="Another sentence.")
    assert write_pdf(HARBOUR, tmp_path / "a.pdf").sha256 != write_pdf(other, tmp_path / "b.pdf").sha256


def test_the_preview_is_the_file(tmp_path):
    write_pdf(HARBOUR, tmp_path / "a.pdf")
    assert print_report(HARBOUR).pdf == (tmp_path / "a.pdf").read_bytes()


def test_every_font_is_embedded_and_helvetica_is_not_named(tmp_path):
    write_pdf(HARBOUR, tmp_path / "a.pdf")
    fonts = _fonts(tmp_path / "a.pdf")
    assert {name.split("+")[-1] for name in fonts} >= {"Inter-Regular", "Newsreader-Regular"}
    assert all("+" in name and embedded for name, embedded in fonts.items())
    assert b"Helvetica" not in (tmp_path / "a.pdf").read_bytes()


def test_the_file_says_what_it_is(tmp_path):
    write_pdf(in_language("sv"), tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    assert "Harbour & Hale Surveyors" in reader.metadata.title
    assert reader.metadata.author == "Ingrid Solheim, Solheim Synlighet"
    assert reader.metadata.creation_date.date() == HARBOUR.issued_on
    assert reader.trailer["/Root"]["/Lang"] == "sv-SE"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] is not False


def test_the_outline_leads_to_every_section(tmp_path):
    write_pdf(HARBOUR, tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    places = {entry.title: reader.get_destination_page_number(entry) for entry in reader.outline}
    assert places["Scorecard"] == 0
    assert places["The goals over time"] == 1
    assert places["Your turn"] == 2


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
def test_only_its_owner_can_read_the_file(tmp_path):
    write_pdf(THIN, tmp_path / "a.pdf")
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600


def test_an_older_file_is_replaced_and_no_part_is_left(tmp_path):
    (tmp_path / "a.pdf").write_text("old")
    (tmp_path / "a.pdf.part").write_text("left by a crash")
    write_pdf(THIN, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(JournalError, match="could not be saved"):
        write_pdf(THIN, tmp_path / "nowhere" / "a.pdf")


def test_many_rows_flow_over_pages_and_repeat_their_header(tmp_path):
    written = write_pdf(replace(long_report(40, 60), parts_off=NO_CHARTS), tmp_path / "long.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "long.pdf").pages]
    assert written.pages == len(pages) == 6
    for number in range(1, 41):
        assert sum(f"Goal number {number}\n" in page for page in pages) == 1
    for page in pages:
        assert ("Goal number" in page) == ("Agreed target" in page)
        assert ("Delivery number" in page) == ("Finished" in page)
    assert f"Page 6 of {written.pages}" in pages[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_speaks_the_clients_language(language, tmp_path):
    write_pdf(in_language(language), tmp_path / "a.pdf")
    words = words_of(tmp_path / "a.pdf")
    texts = texts_in(language)
    for message in ("What went well", "Scorecard", "What was delivered", "Your turn", "Is all OK?"):
        assert texts.gettext(message) in words
    assert KpiStatus.ACHIEVED.label_in(texts) in words


def test_dates_and_numbers_are_written_as_the_language_does(tmp_path):
    write_pdf(in_language("nb"), tmp_path / "nb.pdf")
    words = words_of(tmp_path / "nb.pdf").replace("\u00a0", " ")
    assert "14. oktober 2025" in words
    assert "61,5 %" in words
    assert "3 840" in words


def test_what_has_nothing_to_say_is_left_out(tmp_path):
    bare = replace(THIN, headline="", goals=(), contacts=Contacts(), next_steps=())
    write_pdf(bare, tmp_path / "a.pdf")
    words = words_of(tmp_path / "a.pdf")
    for heading in ("Scorecard", "at a glance", "What was delivered", "Goals for", "What went well"):
        assert heading not in words
    assert "Is all OK?" in words


def test_a_draft_says_so_on_every_page(tmp_path):
    write_pdf(replace(HARBOUR, draft=True), tmp_path / "a.pdf")
    assert all("Draft" in page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    write_pdf(HARBOUR, tmp_path / "b.pdf")
    assert "Draft" not in words_of(tmp_path / "b.pdf")


def test_a_colour_too_light_for_white_text_is_darkened_and_told(tmp_path):
    yellow = replace(THIN, issuer=replace(ISSUER, brand_colour="#FFD400"))
    assert write_pdf(yellow, tmp_path / "a.pdf").warnings == (
        "The colour was darkened a little so that the text can be read.",
    )


def test_an_issuer_with_nothing_but_a_name_is_enough(tmp_path):
    bare = replace(THIN, issuer=Issuer("Moen"))
    assert write_pdf(bare, tmp_path / "a.pdf").warnings == ()


@pytest.mark.parametrize(
    ("direction", "word"),
    [
        (GoalDirection.HIGHER, "Just under"),
        (GoalDirection.LOWER, "Just over"),
        (GoalDirection.EQUAL, "Close to target"),
    ],
)
def test_a_near_miss_is_named_by_the_side_it_is_on(direction, word):
    goal = GoalRow("Answers", target=Target(direction, Decimal(2)), status=KpiStatus.AT_RISK)
    assert goal_status_word(goal, texts_in("en")) == word


def test_words_that_came_with_a_goal_are_printed_as_they_are(tmp_path):
    goal = replace(
        HARBOUR.goals[0],
        target_words="in two working days",
        status_words="Late, but quicker",
        shape=Shape.WATCH,
        status=KpiStatus.OFF_TRACK,
    )
    goals = (goal, replace(goal, is_clients_first=False))
    write_pdf(replace(HARBOUR, goals=goals, parts_off=NO_CHARTS), tmp_path / "a.pdf")
    words = words_of(tmp_path / "a.pdf").replace("\n", " ")
    assert words.count("in two working days") == 2
    assert words.count("Late, but quicker") == 4  # twice in a remark


@pytest.mark.parametrize(
    ("promise", "outcome"),
    [
        (LastPromise("x", FRIDAY, PromiseState.KEPT, date(2025, 9, 3)), (Shape.STEADY, "2 days early")),
        (LastPromise("x", FRIDAY, PromiseState.KEPT, FRIDAY), (Shape.STEADY, "on time")),
        (LastPromise("x", None, PromiseState.KEPT), (Shape.STEADY, "kept")),
        (LastPromise("x", FRIDAY, PromiseState.KEPT_LATE, date(2025, 9, 6)), (Shape.WATCH, "1 day late")),
        (
            LastPromise("x", FRIDAY, PromiseState.KEPT_LATE, date(2025, 9, 8)),
            (Shape.WATCH, "1 working day late"),
        ),
        (
            LastPromise("x", FRIDAY, PromiseState.KEPT_LATE, date(2025, 9, 11)),
            (Shape.ACT, "4 working days late"),
        ),
        (LastPromise("x", FRIDAY, PromiseState.BROKEN), (Shape.ACT, "not kept")),
        (LastPromise("x", FRIDAY, PromiseState.RELEASED), (Shape.NONE, "no longer needed")),
        (LastPromise("x", FRIDAY, PromiseState.OPEN), (Shape.WATCH, "not done yet")),
        (LastPromise("x", HARBOUR.issued_on, PromiseState.OPEN), (Shape.NONE, "still to come")),
    ],
)
def test_what_became_of_a_promise_is_told_in_shape_and_words(promise, outcome):
    assert Words(HARBOUR).outcome(promise) == outcome


@pytest.mark.parametrize(
    ("target", "unit", "words"),
    [
        (Target(GoalDirection.HIGHER, Decimal(3200)), "", "3,200 or more"),
        (Target(GoalDirection.LOWER, Decimal("2.5")), "days", "2.5\u00a0days or less"),
        (Target(GoalDirection.EQUAL, Decimal(1)), "", "exactly 1"),
        (Target(GoalDirection.RANGE, low=Decimal(80), high=Decimal(100)), "%", "80 to 100%"),
        (Target(GoalDirection.RANGE, low=Decimal(80)), "%", "80% or more"),
        (Target(GoalDirection.HIGHER), "", ""),
        (None, "", ""),
    ],
)
def test_a_target_is_told_in_words(target, unit, words):
    assert Words(HARBOUR).target(target, unit) == words


def _fonts(pdf: Path) -> dict[str, bool]:
    found = {}
    for page in PdfReader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object().get("/FontDescriptor")
            found[font.get_object()["/BaseFont"]] = bool(described and "/FontFile2" in described)
    return found


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("words", [5, 60, 600, 6000])
def test_a_remark_is_printed_to_its_last_word_whichever_goal_it_is_about(number, words, tmp_path):
    remark = " ".join(f"word{n}" for n in range(words))
    goals = [replace(goal, remark=remark if n == number else "") for n, goal in enumerate(HARBOUR.goals)]
    write_pdf(replace(HARBOUR, goals=tuple(goals)), tmp_path / "a.pdf")
    printed = set(words_of(tmp_path / "a.pdf").split())
    assert [word for word in remark.split() if word not in printed] == []
