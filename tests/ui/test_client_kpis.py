from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.core.incidents import IncidentKind
from retention_journal.core.promises import PromiseState
from retention_journal.services.kpis import agree, agreements, keep_draft, withdraw
from retention_journal.services.own_rules import NineOClock, add_days_off, set_nine_oclock
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog, Step
from retention_journal.ui.dialogs.enter_numbers import NumbersDialog
from retention_journal.ui.dialogs.goal_view import GoalView
from retention_journal.ui.pages.client_kpis import KpiTab
from retention_journal.ui.pages.kpi_parts import VersionLine
from tests.builders import a_client, a_person, a_promise, an_incident
from tests.services.kpi_samples import FORMS, SMALL, WORDS, an_entry, harbour

NOON = datetime(2025, 10, 14, 12, 0)


@pytest.fixture
def tab(qtbot, journal):
    made = KpiTab(journal, lambda: NOON)
    journal.on_change(made.on_change)
    qtbot.addWidget(made)
    made.resize(1224, 700)
    return made


@pytest.fixture
def client(journal):
    return harbour(journal)


def shown(tab, client):
    tab.show_client(client)
    tab.show()
    return tab


def texts(tab):
    QApplication.processEvents()  # what was just added is shown by the next turn of the loop
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]


def lines(tab):
    table = tab.table.table
    return [[column.text(goal) for column in table.columns] for goal in table.records()]


def test_what_matters_most_stands_first_in_their_words(tab, client):
    said = texts(shown(tab, client))
    assert "What matters most to Tom" in said
    assert WORDS in said
    assert "Tom Hale, by phone, 3 September 2025. Ask again by 3 December." in said
    assert "The 3 KPIs you proposed are on target. The one Tom cares about is not." in said


def test_each_goal_says_target_value_status_and_who_agreed(tab, client):
    first, forms, *_others = lines(shown(tab, client))
    assert first[:3] == ["Small changes done", "within 2 working days", "3.1\u00a0days"]
    assert first[4:] == ["Late, but quicker", "Tom Hale"]
    assert forms[:3] == ["Enquiries from the form", "40 a month or more", "48"]
    assert forms[4] == "On target"
    assert "April 2025: 32" in forms[3]


def test_the_months_are_the_headings(tab, client):
    titles = [column.title for column in shown(tab, client).table.table.columns]
    assert titles[2:4] == ["September", "April to September"]


def test_a_number_entered_elsewhere_is_seen_at_once_and_undo_takes_it_back(tab, client, journal):
    from retention_journal.core.periods import month_of
    from retention_journal.services.numbers import enter_numbers

    goal = shown(tab, client).table.table.records()[1]
    enter_numbers(journal, client, month_of(date(2025, 9, 1)), {goal.line.line_key: "20"})
    assert lines(tab)[1][2:5:2] == ["20", "Off target"]
    journal.undo()
    assert lines(tab)[1][2] == "48"


def test_small_requests_are_counted_anew_when_the_days_one_works_change(tab, journal):
    client = a_client(journal, "Small Ltd", start_date=date(2025, 1, 1))
    agree(journal, client, an_entry(SMALL, by=a_person(journal, client)), today=date(2025, 2, 3))
    a_promise(
        journal, client, "Hours", made_on=date(2025, 9, 4), is_small_request=True, state=PromiseState.KEPT,
        delivered_at=datetime(2025, 9, 10, 12, 0),
    )  # fmt: skip
    assert lines(shown(tab, client))[0][2] == "4\u00a0days"
    add_days_off(journal, date(2025, 9, 8), date(2025, 9, 8))
    assert lines(tab)[0][2] == "3\u00a0days"
    set_nine_oclock(journal, NineOClock(weekdays=frozenset({0, 1, 2, 3})))
    assert lines(tab)[0][2] == "2\u00a0days"
    journal.undo()
    journal.undo()
    assert lines(tab)[0][2] == "4\u00a0days"


def test_nothing_agreed_asks_one_question_and_leads_to_the_dialog(tab, journal, qtbot):
    shown(tab, a_client(journal, "Bare Ltd"))
    assert "Start with one question: what would make you say this was worth the money?" in texts(tab)
    tab.take_focus()
    button = tab.focusWidget()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert tab.findChild(AgreeDialog).step is Step.ASK


def test_an_agreement_of_a_year_says_so(tab, client, journal, qtbot):
    late = KpiTab(journal, lambda: datetime(2026, 10, 14, 12, 0))
    qtbot.addWidget(late)
    assert "Agreed 13 months ago. Ask again." in texts(shown(late, client))
    assert not [text for text in texts(shown(tab, client)) if "Ask again." in text]


def test_a_draft_is_shown_as_not_agreed(tab, journal):
    client = a_client(journal, "Bare Ltd")
    keep_draft(journal, client, an_entry(FORMS, by=None, on=None), today=NOON.date())
    said = texts(shown(tab, client))
    assert "A draft that nobody has agreed to yet is kept." in said
    assert "Not agreed yet." in said
    assert lines(tab)[0][4] == "No number yet"


def test_small_requests_are_drawn_where_there_are_any(tab, client, journal):
    shown(tab, client)
    assert not tab.requests.isVisible()
    for asked, done in ((1, 4), (8, 9)):
        a_promise(journal, client, "Opening hours", made_on=date(2025, 9, asked), is_small_request=True,
                  state=PromiseState.KEPT, delivered_at=datetime(2025, 9, done))  # fmt: skip
    assert tab.requests.isVisible()
    assert "2 since September. 1 of 2 in time." in texts(tab)
    assert tab.requests.chart.accessibleName() == "2 since September. 1 of 2 in time."


def test_the_day_they_complained_of_waiting_is_a_line_among_the_small_requests(tab, client, journal):
    for asked, done in ((1, 4), (8, 9)):
        a_promise(journal, client, "Opening hours", made_on=date(2025, 9, asked), is_small_request=True,
                  state=PromiseState.KEPT, delivered_at=datetime(2025, 9, done))  # fmt: skip
    for day, kind in ((5, IncidentKind.SLOW_RESPONSE), (6, IncidentKind.TONE)):
        an_incident(journal, client, received_at=datetime(2025, 9, day, 12, tzinfo=UTC), kind=kind)
    shown(tab, client)
    said = tab.requests.chart.accessibleName()
    assert said == "2 since September. 1 of 2 in time. Complaint, 5 Sept."


def test_small_requests_are_read_one_by_one_and_copied(tab, client, journal, qtbot):
    for asked, done in ((1, 4), (8, 9)):
        a_promise(journal, client, "Opening hours", made_on=date(2025, 9, asked), is_small_request=True,
                  state=PromiseState.KEPT, delivered_at=datetime(2025, 9, done))  # fmt: skip
    requests = shown(tab, client).requests
    read = []
    for _step in range(2):
        qtbot.keyClick(requests.chart, Qt.Key.Key_Right)
        read.append(requests.frame.told.text())
    assert read == [
        "1 Sept: Opening hours, 3 working days, late", "8 Sept: Opening hours, 1 working day, in time",
    ]  # fmt: skip
    qtbot.mouseClick(requests.frame.table, Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[1:] == [
        "1 September 2025\tOpening hours\t4 September 2025\t3",
        "8 September 2025\tOpening hours\t9 September 2025\t1",
    ]


def test_versions_are_listed_with_their_goals_when_asked(tab, client, qtbot):
    shown(tab, client)
    assert {"Since 3 September 2025", "3 February 2025 to 2 September 2025"} <= set(texts(tab))
    newest = tab.history.findChild(VersionLine)
    qtbot.mouseClick(newest.toggle, Qt.MouseButton.LeftButton)
    assert any("Small changes done: within 2 working days" in text for text in texts(tab))


def test_enter_on_a_goal_opens_it_and_from_there_the_numbers(tab, client, qtbot):
    shown(tab, client).take_focus()
    tab.table.selectRow(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    view = tab.findChild(GoalView)
    assert "Small changes done: 6 numbers, April 2025 to September 2025." in view.chart.accessibleName()
    qtbot.mouseClick(view.enter, Qt.MouseButton.LeftButton)
    assert tab.findChild(NumbersDialog) is not None


def test_withdrawn_goals_are_history(tab, client, journal):
    shown(tab, client)
    withdraw(journal, client, today=NOON.date())
    assert tab.table is None or not tab.table.isVisible()
    assert len(agreements(journal, client)) == 2


@pytest.mark.parametrize("width", [560, 1500])
def test_nothing_is_cut_off_at_the_side(tab, client, width):
    shown(tab, client).resize(width, 700)
    texts(tab)
    for part in (tab.table, tab.history, tab.enter_button, tab.agree_button):
        assert part.mapTo(tab, part.rect().topRight()).x() < width


def test_the_tab_can_be_read_aloud(tab, client):
    model = shown(tab, client).table.model()
    read = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read == "Small changes done, The client’s own priority"
