"""What a promise is timed by, chosen in its form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from retention_journal.services import promises
from retention_journal.services.kpis import agree, agreements
from retention_journal.ui.dialogs.promise_form import PromiseForm
from tests.builders import NOON, TODAY, a_client, a_person, a_promise
from tests.services.kpi_samples import FORMS, SMALL, an_entry

DRAFTS = replace(SMALL, name="Drafts", turnaround_days=Decimal(10))


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd")


@pytest.fixture
def agreed(journal, ada):
    def agree_to(*lines):
        entry = an_entry(*lines, by=a_person(journal, ada), on=date(2026, 2, 2))
        agree(journal, ada, entry, today=date(2026, 2, 2))
        return {line.name: line.line_key for line in agreements(journal, ada)[0].lines}

    return agree_to


@pytest.fixture
def open_form(qtbot, journal):
    parent = QWidget()
    qtbot.add_widget(parent)
    parent.show()

    def open_one(**about):
        form = PromiseForm(journal, lambda: NOON, parent=parent, **about)
        form.open()
        return form

    return open_one


def offered(form):
    return [form.timed_by.itemText(n) for n in range(form.timed_by.count())]


def made(journal, client):
    return promises.client_promises(journal, client).open[-1]


@pytest.mark.parametrize("lines", [(), (FORMS,)])
def test_the_field_is_shown_only_where_something_is_timed(agreed, ada, open_form, lines):
    if lines:
        agreed(*lines)
    assert not open_form(client_id=ada).timed_by.isVisible()


def test_a_small_request_is_timed_by_the_one_that_matches(journal, agreed, ada, open_form):
    keys = agreed(FORMS, SMALL)
    form = open_form(client_id=ada)
    assert form.timed_by.isVisible()
    assert offered(form) == ["It is not timed", "Small changes done, within 2 working days"]
    form.words.setText("New opening hours")
    form.small.click()
    assert offered(form) == ["Small changes done, within 2 working days"]
    form.do_button.click()
    assert made(journal, ada).line_key == keys["Small changes done"]


def test_what_is_not_small_is_timed_where_the_person_says_so(journal, agreed, ada, open_form):
    keys = agreed(SMALL, DRAFTS)
    form = open_form(client_id=ada)
    form.words.setText("Draft")
    form.timed_by.setFocus()
    for _step in range(2):
        QTest.keyClick(form.timed_by, Qt.Key.Key_Down)
    form.do_button.click()
    row = made(journal, ada)
    assert (row.line_key, row.is_small_request) == (keys["Drafts"], False)
    form = open_form(promise_id=row.promise_id)
    assert form.timed_by.currentText() == "Drafts, within 10 working days"
    form.small.click()
    assert form.timed_by.currentText() == "Drafts, within 10 working days"
    form.small.click()
    QTest.keyClick(form.timed_by, Qt.Key.Key_Home)
    form.do_button.click()
    assert promises.promise(journal, row.promise_id).line_key is None


def test_a_tick_taken_back_leaves_nothing_timed(journal, agreed, ada, open_form):
    agreed(SMALL)
    form = open_form(client_id=ada)
    form.words.setText("Draft")
    form.small.click()
    form.small.click()
    assert form.timed_by.currentText() == "It is not timed"
    form.do_button.click()
    assert made(journal, ada).line_key is None


@pytest.mark.parametrize("small", [True, False])
def test_a_form_saved_unchanged_changes_nothing(journal, agreed, ada, open_form, small):
    agreed(SMALL, DRAFTS)
    number = a_promise(journal, ada, "Send it", is_small_request=small)
    before = promises.promise(journal, number)
    open_form(promise_id=number).do_button.click()
    assert promises.promise(journal, number) == before


def test_the_field_follows_the_client_that_is_chosen(agreed, ada, open_form):
    agreed(SMALL)
    form = open_form()
    assert not form.timed_by.isVisible()
    form.client.show_text("ad")
    QTest.keyClick(form.client.line, Qt.Key.Key_Return)
    assert form.timed_by.isVisible()
    assert form.do_button.isVisible()
    QTest.keyClick(form.client.line, "x")
    assert not form.timed_by.isVisible()


def test_what_is_no_longer_agreed_stays_offered_to_the_promise_it_times(journal, agreed, ada, open_form):
    keys = agreed(SMALL, DRAFTS)
    number = a_promise(journal, ada, "Draft", line_key=keys["Drafts"])
    kept = agreements(journal, ada)[0].lines[0]
    entry = an_entry(kept, by=a_person(journal, ada), on=TODAY, change_reason="less")
    agree(journal, ada, entry, today=TODAY)
    form = open_form(promise_id=number)
    assert form.timed_by.currentText() == "Drafts, within 10 working days"
    form.do_button.click()
    assert promises.promise(journal, number).line_key == keys["Drafts"]
