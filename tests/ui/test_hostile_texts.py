"""Every page with names that would be markup, menu letters or endless lines if anybody let them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QMenu, QTableView, QWidget

from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.tables import Lesson
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise, an_incident

pytestmark = pytest.mark.slow  # every page is made for each of them

MARK = "<img src=x>&Ada"
HOSTILE = f"{MARK} <table width=9999><b>{'x' * 300}"
PAGES = (
    "today", "clients", "client", "promises", "complaints", "reports", "lessons", "settings", "questions",
    "trash",
)  # fmt: skip
WIDEST = 1600


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    theme.apply(Settings())
    client = a_client(journal, HOSTILE)
    person = a_person(journal, client, HOSTILE)
    a_call(journal, client, NOON - timedelta(days=40), summary=HOSTILE)
    a_promise(journal, client, HOSTILE, due_at=NOON)
    an_incident(journal, client, title=HOSTILE, client_words=HOSTILE, reported_by=person)
    with journal.change("Learn") as change:
        change.insert(Lesson, text=HOSTILE, origin=HOSTILE, learnt_on=TODAY, next_review_on=TODAY)
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    made.client = client
    return made


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_markup_or_letters_in_what_people_wrote(desk, page):
    desk.go_to(page, **({"client_id": desk.client} if page == "client" else {}))
    shown = desk.page(page)
    shown.grab()
    for widget in [shown, *shown.findChildren(QWidget)]:
        assert MARK not in widget.toolTip(), f"{widget} reads markup in its tooltip"
        if isinstance(widget, QLabel) and MARK in widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText
            assert widget.minimumSizeHint().width() < WIDEST
        if isinstance(widget, QAbstractButton):
            assert MARK not in widget.text(), f"{widget} takes the ampersand of a name for an Alt letter"
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            check_tooltips(widget)
    for menu in desk.findChildren(QMenu):
        assert all(MARK not in action.text() for action in menu.actions())
    assert shown.minimumSizeHint().width() < WIDEST


def check_tooltips(view):
    model = view.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount() if isinstance(view, QTableView) else 1):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            assert MARK not in (tip or "")
