"""What is to come on the page: goals, requests, decisions, and the box in which the client answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.periods import DayRange, month_of, quarter_of
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report import Need, NextStep
from retention_journal.reports.status_report import print_report, write_pdf
from tests.laws import fewer_examples
from tests.reports.conftest import words_of
from tests.reports.samples import THIN, in_language

GOALS = (
    NextStep("Small changes done quickly", target="within 2 working days", is_for_first=True),
    NextStep("Survey types page, final", date(2025, 10, 24), target="published"),
    NextStep("Photographs", date(2025, 10, 17), PromiseDirection.THEIRS, "6 pictures"),
)
texts = st.text(st.characters(codec="utf-8"), max_size=60)
some_day = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


def printed(tmp_path, report):
    write_pdf(report, tmp_path / "a.pdf")
    return " ".join(words_of(tmp_path / "a.pdf").split())


def test_goals_say_what_is_aimed_at_who_does_it_and_by_when(tmp_path):
    told = printed(tmp_path, replace(THIN, next_steps=GOALS))
    assert (
        "Goals for October Goal Target Who By Small changes done quickly Ingrid within 2 working days" in told
    )
    assert "Survey types page, final Ingrid 24 Oct published" in told
    assert "Photographs you 17 Oct 6 pictures" in told
    assert "This serves what matters most to you." in told


def test_without_targets_there_is_no_column_for_them_and_without_a_star_no_word_of_it(tmp_path):
    told = printed(tmp_path, replace(THIN, next_steps=(NextStep("Autumn menu"),)))
    assert "Goal Who By Autumn menu Ingrid" in told
    assert "This serves" not in told


@pytest.mark.parametrize(
    ("period", "heading"),
    [
        (month_of(date(2025, 12, 1)), "Goals for January"),
        (quarter_of(date(2025, 8, 1)), "Goals for the next quarter"),
        (DayRange(date(2025, 9, 3), date(2025, 9, 20)), "Goals for the time to come"),
    ],
)
def test_the_goals_are_for_the_period_that_follows(tmp_path, period, heading):
    assert heading in printed(tmp_path, replace(THIN, period=period))


def test_a_month_stands_inside_the_heading_as_its_language_writes_it(tmp_path):
    assert "oktober" in printed(tmp_path, in_language("sv", THIN))
    assert "Oktober" not in printed(tmp_path, in_language("nb", THIN))


@pytest.mark.parametrize(
    ("person", "who"),
    [("Ingrid Solheim", "Ingrid"), ("Solheim, Ingrid", "Ingrid"), ("", "Solheim Synlighet")],
)
def test_who_does_it_is_said_as_one_speaks_of_them(tmp_path, person, who):
    report = replace(THIN, issuer=replace(THIN.issuer, person=person))
    assert f"Autumn menu on the site {who} 20 Oct" in printed(tmp_path, report)


def test_the_box_asks_three_questions_and_whether_the_goals_are_right(tmp_path):
    told = printed(tmp_path, THIN).split("Your turn")[1]
    for asked in ("Is all OK?", "Does the delivery work as expected?", "Anything else I can help with?"):
        assert asked in told
    assert "The goals above are right nearly right, see my note not right, call me" in told
    assert "The goals above" not in printed(tmp_path, replace(THIN, next_steps=()))


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_the_box_is_never_parted_and_its_answers_stay_inside(tmp_path, language):
    report = in_language(language, replace(THIN, next_steps=GOALS))
    assert print_report(report).pages == 1


def test_what_was_learnt_and_decided_stands_around_the_goals(tmp_path):
    report = replace(THIN, learnt="They call from the page about damp.", decisions="3 September: two days\n")
    told = printed(tmp_path, report)
    assert "What I learnt, and want to try They call from the page about damp. Goals for" in told
    assert "Decided since last time 3 September: two days" in told
    bare = printed(tmp_path, replace(THIN, learnt=" \n", decisions=""))
    assert "learnt" not in bare
    assert "Decided" not in bare


def test_forty_goals_without_days_and_texts_of_many_pages_flow_and_are_all_there(tmp_path):
    long = "small things done while I remember " * 1700
    report = replace(
        THIN,
        next_steps=tuple(NextStep(f"Goal {number}", target=f"Target {number}") for number in range(40)),
        needs=tuple(Need(f"Need {number}", why="Why") for number in range(40)),
        learnt=long,
        decisions=long,
        included=long,
        not_included="short",
    )
    told = printed(tmp_path, report)
    assert all(f"Goal {number} Ingrid Target {number}" in told for number in range(40))
    assert all(f"Need {number} Why" in told for number in range(40))
    assert told.count("Goal Target Who By") >= 2


@fewer_examples
@given(
    st.lists(st.builds(NextStep, texts, some_day, st.sampled_from(PromiseDirection), texts, st.booleans())),
    st.lists(st.builds(Need, texts, some_day, texts)),
    texts,
)
def test_anything_that_people_write_prints(steps, needs, text):
    report = replace(THIN, next_steps=tuple(steps), needs=tuple(needs), learnt=text, decisions=text)
    assert print_report(report).pages >= 1
