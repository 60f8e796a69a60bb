"""Both sides and the answer with names that would be markup, and every control of them by keyboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from retention_journal.services.arguments import ArgumentEntry, add_argument
from retention_journal.services.incidents import incident, save_words
from retention_journal.ui.layouts import scrolled
from retention_journal.ui.pages.complaint_answer import AnswerStep
from retention_journal.ui.pages.complaint_sides import SidesStep
from tests.builders import a_client, a_person, a_promise, an_incident

NOW = datetime(2026, 10, 14, 9, 0)
CAME = datetime(2026, 10, 13, 13, 20, tzinfo=UTC)
MARK = "<img src=x>&Ada"
HOSTILE = f"{MARK} <table width=9999><b>{'x' * 300}"


@pytest.fixture(params=[SidesStep, AnswerStep])
def step(qtbot, journal, request):
    client = a_client(journal, HOSTILE)
    person = a_person(journal, client, HOSTILE)
    a_promise(journal, client, HOSTILE, made_on=NOW.date() - timedelta(days=9))
    number = an_incident(
        journal, client, received_at=CAME, title=HOSTILE, client_words=HOSTILE, reported_by=person
    )
    add_argument(journal, number, ArgumentEntry(HOSTILE))
    save_words(journal, number, answer_heard=HOSTILE, remedy=HOSTILE)
    made = request.param(journal, lambda: NOW)
    made.pane = scrolled(made)
    qtbot.addWidget(made.pane)
    made.pane.resize(900, 800)
    made.show_incident(incident(journal, number))
    made.pane.show()
    return made


def test_nothing_that_people_wrote_is_read_as_markup_or_letters(step):
    step.pane.grab()
    for widget in step.findChildren(QWidget):
        assert MARK not in widget.toolTip()
        if isinstance(widget, QLabel) and MARK in widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText
        if isinstance(widget, QAbstractButton):
            assert MARK not in widget.text()
    assert step.minimumSizeHint().width() <= 900


def test_every_control_has_a_name_and_is_reached_by_tab(step):
    for widget in step.findChildren(QWidget):
        is_control = isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit)
        if is_control and widget.isVisibleTo(step) and widget.isEnabled():
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            assert named, f"{widget} has no name"
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{widget} is not reached by Tab"
