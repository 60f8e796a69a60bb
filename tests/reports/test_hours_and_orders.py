"""The hours and the two ledgers of a report, by the words of its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from retention_journal.core.report import (
    HoursFor,
    HoursKind,
    HoursPart,
    HoursUsed,
    LedgerRow,
    RequestRow,
    Requests,
)
from retention_journal.core.shapes import Shape
from retention_journal.i18n import LANGUAGES, texts_in
from retention_journal.reports.status_report import print_report, write_pdf
from tests.reports.conftest import words_of
from tests.reports.samples import HARBOUR, HOURS, LEDGERS, THIN, WHOLE, in_language

LONG = "Kundeundersøkelser om levering, kvalitet og svartid fra alle avdelinger i Nordland og Trøndelag"


def printed(tmp_path, report):
    write_pdf(report, tmp_path / "a.pdf")
    return " ".join(words_of(tmp_path / "a.pdf").replace("\u00a0", " ").split())


def only(*parts, agreed=None, served=()):
    return replace(THIN, hours=HoursUsed(parts, agreed, served))


def test_a_report_with_hours_and_two_ledgers_reads_as_agreed(tmp_path, matches_golden):
    written = write_pdf(WHOLE, tmp_path / "whole.pdf")
    assert written.pages == 4
    matches_golden(tmp_path / "whole.pdf", "harbour_hours_and_orders")


def test_the_outline_leads_to_both(tmp_path):
    write_pdf(WHOLE, tmp_path / "a.pdf")
    titles = [entry.title for entry in PdfReader(tmp_path / "a.pdf").outline]
    assert titles.index("What matters to you, and to me") == titles.index("Scorecard") + 1
    assert titles.index("Where your hours went") == titles.index("What was delivered") + 1


@pytest.mark.parametrize("hours", [None, HoursUsed(()), HoursUsed((), 600)])
def test_a_report_without_hours_and_ledgers_is_the_one_it_was(hours):
    assert print_report(replace(HARBOUR, hours=hours)).pdf == print_report(HARBOUR).pdf


def test_hours_stand_by_kind_against_the_hours_agreed(tmp_path):
    told = printed(tmp_path, replace(THIN, hours=HOURS))
    assert "Where your hours went 18 h of 24 h agreed" in told
    assert "Agreed work 13 h 30 min · 64%" in told
    assert "Your small requests 4 h 30 min · 21%" in told
    assert "Follow-up and care 3 h · 14%" in told
    assert "Left over 6 h" in told
    assert "For “Small changes done”: 4 h 30 min (late, but quicker)." in told
    assert "For no goal, so not measured: 8 h 30 min." in told


def test_more_than_was_agreed_is_said_and_nothing_is_left_over(tmp_path):
    told = printed(tmp_path, only(HoursPart(HoursKind.WORK, 800), agreed=600))
    assert "13 h 20 min of 10 h agreed, 3 h 20 min more" in told
    assert "Left over" not in told


@pytest.mark.parametrize("agreed", [800, None])
def test_nothing_is_left_over_of_what_was_used_up_or_never_agreed(tmp_path, agreed):
    told = printed(tmp_path, only(HoursPart(HoursKind.WORK, 800), agreed=agreed))
    assert "Left over" not in told
    assert " more" not in told.split("Where your hours went")[1].split("Goals for October")[0]


def test_care_alone_leaves_the_hours_agreed_whole(tmp_path):
    told = printed(tmp_path, only(HoursPart(HoursKind.CARE, 45), agreed=120))
    assert "0 min of 2 h agreed" in told
    assert "Left over 2 h" in told


def test_goals_that_hours_served_are_not_more_than_four(tmp_path):
    served = tuple(HoursFor(f"Goal {n}", 60, "On target") for n in range(1, 8))
    told = printed(tmp_path, only(HoursPart(HoursKind.WORK, 420), served=served))
    assert "For “Goal 4”: 1 h (on target). For other goals: 3 h." in told
    assert "Goal 5" not in told
    assert "For no goal" not in told


def test_the_clients_order_stands_first_with_how_each_goal_stands(tmp_path):
    told = printed(tmp_path, replace(THIN, ledgers=LEDGERS))
    assert "Your order Status My order 1 Small changes done" in told
    assert "You put “Small changes done” first, I have put “Enquiries from the form” first." in told
    assert "An empty ring is what I suppose." in told
    assert told.index("Late, but quicker") < told.index("Achieved")


def test_what_is_only_supposed_is_not_put_into_the_clients_mouth(tmp_path):
    rows = tuple(replace(row, is_said=False) for row in LEDGERS)
    told = printed(tmp_path, replace(THIN, ledgers=rows))
    assert "As far as I know you put “Small changes done” first; I have put" in told


def test_the_same_order_is_said_and_nothing_is_supposed_of_what_was_said(tmp_path):
    same = tuple(replace(row, own_place=row.place, is_said=True) for row in LEDGERS)
    told = printed(tmp_path, replace(THIN, ledgers=same))
    assert "We have them in the same order." in told
    assert "suppose" not in told


def test_many_goals_with_long_names_are_cut_at_eight_and_stay_on_one_page(tmp_path):
    rows = tuple(
        LedgerRow(f"{LONG} {n}", n, (n * 5) % 41 + 1, n % 2 == 0, f"{LONG[:44]}", Shape.WATCH)
        for n in range(1, 41)
    )
    write_pdf(replace(THIN, ledgers=rows), tmp_path / "a.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    [page] = [page for page in pages if "My order" in page]
    assert "The first 8 of 40 goals." in " ".join(page.split())
    assert page.count("Kundeundersøkelser om\nlevering") >= 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_speak_the_clients_language(tmp_path, language):
    told = printed(tmp_path, in_language(language, WHOLE))
    texts = texts_in(language)
    assert texts.gettext("Where your hours went") in told
    assert texts.gettext("My order") in told
    for kind in HoursKind:
        assert kind.label_in(texts) in told
    assert ("13 t 30 min" if language == "nb" else "13 h 30 min" if language == "en" else "30 min") in told


def test_markup_and_letters_without_a_font_print_as_they_were_written(tmp_path):
    odd = "<b>&amp; བ\u202e</b>"
    report = replace(
        THIN,
        ledgers=tuple(replace(row, name=odd) for row in LEDGERS),
        hours=replace(HOURS, served=(HoursFor(odd, 60, odd),)),
    )
    assert printed(tmp_path, report).count("<b>&amp; □</b>") >= 10


@pytest.mark.parametrize(("within", "said"), [("1", "1 working day"), ("1.5", "1.5 working days")])
def test_days_agreed_are_told_in_the_number_that_fits_them(tmp_path, within, said):
    row = RequestRow("Opening hours", date(2025, 9, 3), date(2025, 9, 4), 1)
    told = printed(tmp_path, replace(THIN, requests=Requests((row,), Decimal(within))))
    assert f"1 of 1 within {said}" in told
