"""What was chosen for a report comes back as it was kept; what never was such a choice breaks nothing."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from peewee import Value

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import month_of
from retention_journal.core.report_look import ReportPart
from retention_journal.reports.status_report import print_report
from retention_journal.services.kept_reports import draft_id, save_content
from retention_journal.services.report_content import (
    MOST,
    NOTHING_CHOSEN,
    AskedOf,
    ChosenSetback,
    NextGoal,
    ReportContent,
    columns_of,
    content_of,
)
from retention_journal.services.report_forward import make_promises
from retention_journal.services.report_words import LONGEST
from retention_journal.services.status import status_report
from retention_journal.storage.tables import Report
from tests.builders import a_client, an_empty_journal
from tests.laws import fewer_examples

SEPTEMBER, TODAY = month_of(date(2025, 9, 1)), date(2025, 10, 14)
ODD = [None, [], {}, "\ud800", {"text": 1}, {"text": "\ud800\0\u202e", "due": []}]
COLUMNS = ("remarks", "glossary", "setbacks", "promises_next", "needs", "parts_off")

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
some_day = st.none() | st.dates()
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from([part.name for kind in (ChosenSetback, NextGoal, AskedOf) for part in fields(kind)])
nearly = st.lists(st.dictionaries(names, anything | st.dates().map(str), max_size=6), max_size=4)


@pytest.fixture
def client(journal):
    return a_client(journal, "Harbour & Hale Surveyors", language="en")


def kept(journal, client, content):
    save_content(journal, client, SEPTEMBER, content)
    return content_of(journal, draft_id(journal, client, SEPTEMBER))


def test_what_was_chosen_comes_back_as_it_was_kept(journal, client):
    content = ReportContent(
        remarks={"a": "Late, but quicker."},
        glossary={"a": "From the asking to the day it is done."},
        setbacks=(ChosenSetback("uid", False, False, "a", "b", "c", "d", "e"), ChosenSetback()),
        promises_next=(NextGoal("Page", date(2025, 10, 24), "published", True, "key", "uid"), NextGoal("A")),
        needs=(AskedOf("Photographs", date(2025, 10, 17), "So that it can go live.", "uid"),),
        parts_off=frozenset({ReportPart.HOURS, ReportPart.REVIEW}),
        learnt="They call.",
        decisions="3 September: two days",
        proposal="Two hours more.",
    )
    assert kept(journal, client, content) == content


def test_nothing_chosen_is_something_else_than_chosen_to_be_nothing(journal, client):
    assert content_of(journal, None) == NOTHING_CHOSEN
    assert kept(journal, client, NOTHING_CHOSEN) == NOTHING_CHOSEN
    none_of_it = ReportContent(setbacks=(), promises_next=(), needs=(), parts_off=frozenset())
    assert kept(journal, client, none_of_it) == none_of_it


@fewer_examples
@given(
    st.lists(
        st.builds(NextGoal, words.filter(bool), some_day, words, st.booleans(), words, words), max_size=4
    ),
    st.lists(st.builds(AskedOf, words.filter(bool), some_day, words, words), max_size=4),
    st.lists(st.builds(ChosenSetback, words, st.booleans(), st.booleans(), words, words), max_size=4),
)
def test_kept_twice_is_the_same(tmp_path_factory, goals, needs, setbacks):
    content = ReportContent(promises_next=tuple(goals), needs=tuple(needs), setbacks=tuple(setbacks))
    with an_empty_journal(tmp_path_factory.mktemp("content") / "own.rjournal") as journal:
        client = a_client(journal)
        once = kept(journal, client, content)
        assert kept(journal, client, once) == once


@pytest.mark.parametrize(
    "content",
    [
        ReportContent(learnt="x" * (LONGEST + 1)),
        ReportContent(remarks={"a": "x" * (LONGEST + 1)}),
        ReportContent(setbacks=(ChosenSetback(fact="x" * (LONGEST + 1)),)),
        ReportContent(promises_next=(NextGoal("x"),) * (MOST + 1)),
    ],
)
def test_what_no_report_can_hold_is_refused_and_nothing_is_kept(journal, client, content):
    with pytest.raises(InvalidEntryError):
        save_content(journal, client, SEPTEMBER, content)
    assert draft_id(journal, client, SEPTEMBER) is None


def test_of_more_goals_than_a_report_holds_the_first_are_read(journal, client):
    save_content(journal, client, SEPTEMBER, ReportContent(promises_next=(NextGoal("One"),)))
    with journal.change("As from elsewhere") as change:
        change.update_where(Report, Report.client == client, promises_next=[{"text": "x"}] * (MOST + 5))
    found = content_of(journal, draft_id(journal, client, SEPTEMBER))
    assert len(found.promises_next) == MOST
    columns_of(found)


@pytest.mark.parametrize("due", ["0001-01-01", "9999-12-31", "2025-13-40", "", "tomorrow", 20251014, None])
def test_a_day_that_is_none_is_no_day_and_an_odd_one_prints(journal, client, due):
    save_content(journal, client, SEPTEMBER, NOTHING_CHOSEN)
    odd = [{"text": "Page", "due": due}]
    with journal.change("As from elsewhere") as change:
        change.update_where(Report, Report.client == client, promises_next=odd, needs=odd)
    print_report(status_report(journal, client, SEPTEMBER, today=TODAY))
    with journal.change("Issue") as change:
        make_promises(change, client, content_of(journal, draft_id(journal, client, SEPTEMBER)), TODAY)


@fewer_examples
@example(dict.fromkeys(COLUMNS, 7))
@example(dict.fromkeys(COLUMNS, "text"))
@example(dict.fromkeys(COLUMNS, ODD))
@given(st.fixed_dictionaries({name: anything | nearly for name in COLUMNS}))
def test_whatever_an_import_brought_is_read_printed_and_issued(tmp_path_factory, brought):
    with an_empty_journal(tmp_path_factory.mktemp("content") / "own.rjournal") as journal:
        client = a_client(journal)
        number = save_content(journal, client, SEPTEMBER, NOTHING_CHOSEN)
        raw = {name: Value(json.dumps(value), converter=False) for name, value in brought.items()}
        with journal.change("As from elsewhere") as change:
            change.update(Report, number, **raw)
        found = content_of(journal, number)
        assert print_report(status_report(journal, client, SEPTEMBER, today=TODAY)).pages >= 1
        with journal.change("Issue") as change:
            issued = make_promises(change, client, found, TODAY)
            change.update(Report, number, **columns_of(issued))
        assert columns_of(content_of(journal, number)) == columns_of(issued)
