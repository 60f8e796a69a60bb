"""What went wrong on the page: words, steps and what is different now; long, odd and missing parts too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention_journal.core.report import Setback, SetbackStep
from retention_journal.reports.status_report import print_report, write_pdf
from tests.laws import fewer_examples
from tests.reports.conftest import words_of
from tests.reports.samples import HARBOUR, THIN, in_language

STEPS = (
    SetbackStep(date(2025, 9, 2), "You told me", "By phone. I promised a thorough answer within 24 hours."),
    SetbackStep(date(2025, 9, 3), "The answer", "After 21 hours 40 minutes."),
    SetbackStep(date(2025, 9, 22), "Put right", "Tuesdays kept for small changes. Three hours credited."),
    SetbackStep(date(2025, 10, 16), "Follow-up call", "Is it better now? If not, I want to hear it.", True),
)
WAITING = Setback(
    fact="Small changes took a week and more.",
    consequence="You had to ask twice.",
    did="Every request since April went into a list.",
    changed="Small changes are timed, and shown in this report.",
    apology="You were right. I watched the numbers I had proposed myself. I am sorry for that.",
    quote="It is not the rankings, Ingrid. It is that I wait a week for a phone number to be changed.",
    who="Tom Hale",
    said_on=date(2025, 9, 2),
    steps=STEPS,
)
TITLE = "What went wrong, and what I did about it"
texts = st.text(st.characters(codec="utf-8"), max_size=40)
maybe = st.one_of(st.just(""), texts)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
a_step = st.builds(SetbackStep, days, texts, maybe, st.booleans())
some = st.builds(
    Setback, maybe, maybe, maybe, maybe, maybe, maybe, maybe, st.none() | days,
    st.lists(a_step, max_size=4).map(tuple),
)  # fmt: skip


def with_setbacks(*setbacks, report=THIN):
    return replace(report, setbacks=setbacks)


def printed(tmp_path, report):
    write_pdf(report, tmp_path / "a.pdf")
    return " ".join(words_of(tmp_path / "a.pdf").split())


def test_a_setback_reads_from_the_client_s_words_to_the_call_that_is_to_come(tmp_path):
    told = printed(tmp_path, with_setbacks(WAITING)).split(TITLE)[1].split(" Page 1")[0]
    assert told.strip() == (
        "It is not the rankings, Ingrid. It is that I wait a week for a phone number to be changed. "
        "Tom Hale, 2 September You were right. I watched the numbers I had proposed myself. "
        "I am sorry for that. "
        "2 September You told me By phone. I promised a thorough answer within 24 hours. "
        "3 September The answer After 21 hours 40 minutes. "
        "22 September Put right Tuesdays kept for small changes. Three hours credited. "
        "16 October Follow-up call Is it better now? If not, I want to hear it. "
        "What happened Small changes took a week and more. What it meant for you You had to ask twice. "
        "What I did Every request since April went into a list. "
        "What is different now Small changes are timed, and shown in this report."
    )


def test_where_all_went_as_agreed_nothing_is_said(tmp_path):
    assert TITLE not in printed(tmp_path, THIN)
    assert TITLE not in printed(tmp_path, with_setbacks(Setback("")))


def test_a_setback_without_a_quote_says_first_what_happened_and_only_once(tmp_path):
    told = printed(tmp_path, with_setbacks(Setback("The host was down.", consequence="No enquiries.")))
    assert f"{TITLE} The host was down. What it meant for you No enquiries." in told
    assert told.count("The host was down.") == 1


def test_a_setback_is_not_parted_between_two_pages(tmp_path):
    write_pdf(with_setbacks(WAITING, report=HARBOUR), tmp_path / "a.pdf")
    pages = words_of(tmp_path / "a.pdf").split("--- page ")
    assert [TITLE in page for page in pages] == ["What is different now" in page for page in pages]


def test_days_of_another_year_have_their_year(tmp_path):
    step = SetbackStep(date(2024, 12, 30), "You told me")
    assert "30 December 2024" in printed(tmp_path, with_setbacks(replace(WAITING, steps=(step,))))


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_days_are_written_as_the_reader_writes_them(tmp_path, language):
    told = printed(tmp_path, in_language(language, with_setbacks(WAITING)))
    assert {"nb": "2. september", "sv": "2 september"}[language] in told


def test_texts_of_twenty_pages_flow_over_pages_and_are_cut_with_a_word(tmp_path):
    long = "small things done while I remember " * 1700
    steps = tuple(replace(step, text=long, title=long) for step in STEPS)
    whole = Setback(long, long, long, long, long, long, long, date(2025, 9, 2), steps)
    report = print_report(with_setbacks(*[whole] * 3))
    assert 3 < report.pages < 60
    assert any("too long" in warning for warning in report.warnings)
    assert "(cut, " in printed(tmp_path, with_setbacks(whole))


def test_forty_setbacks_are_all_there(tmp_path):
    many = [replace(WAITING, fact=f"Fact number {number}.") for number in range(40)]
    told = printed(tmp_path, with_setbacks(*many))
    assert all(f"Fact number {number}." in told for number in range(40))


@fewer_examples
@given(st.lists(some, max_size=3).map(tuple))
def test_any_setback_prints(setbacks):
    assert print_report(with_setbacks(*setbacks)).pages >= 1


def test_markup_in_every_part_prints_as_it_was_written(tmp_path):
    odd = [f'{number}<b>&amp; <img src="/etc/passwd"/> {{name}} %s' for number in range(9)]
    steps = (SetbackStep(date(2025, 9, 2), *odd[:2]),)
    told = printed(tmp_path, with_setbacks(Setback(*odd[2:], steps=steps))).replace(" ", "")
    assert [part for part in odd if part.replace(" ", "") not in told] == []
