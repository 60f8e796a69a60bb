from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel

from retention_journal.services.kpis import agree, agreements, current_agreement
from retention_journal.ui.dialogs.agree_kpis import AgreeDialog
from retention_journal.ui.pages.client_kpis import KpiTab
from tests.builders import a_client, an_incident
from tests.services.kpi_samples import TODAY, an_entry, harbour

NOON = datetime(2025, 10, 14, 12, 0)
LATER = datetime(2026, 3, 2, 12, 0)
SENTENCE = (
    "You report “Enquiries from the form” first; Tom puts “Small changes done” first. "
    "You have measured that 6 times."
)


@pytest.fixture
def client(journal):
    """Harbour & Hale with both ledgers filled in."""
    number = harbour(journal)
    held = current_agreement(journal, number, TODAY)
    own = {"Enquiries from the form": (3, 5), "Visits from search": (2, 4), "Small changes done": (5, 2)}
    rated = [
        replace(line, importance_client=own[line.name][0], importance_own=own[line.name][1])
        if line.name in own
        else line
        for line in held.lines
    ]
    agree(journal, number, an_entry(*rated, by=held.agreed_by, on=TODAY), today=TODAY)
    return number


def shown(journal, qtbot, client, now=NOON):
    tab = KpiTab(journal, lambda: now)
    journal.on_change(tab.on_change)
    qtbot.addWidget(tab)
    tab.resize(1224, 900)
    tab.show_client(client)
    tab.show()
    QApplication.processEvents()
    return tab


def texts(widget):
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_tab_says_the_gap_in_one_sentence_and_the_chart_bears_it(journal, qtbot, client):
    part = shown(journal, qtbot, client).ledgers
    assert {"What matters to Tom, and to you", SENTENCE, "Asked on 14 October 2025."} <= {*texts(part)}
    assert part.chart.accessibleName() == SENTENCE


def test_every_goal_is_reached_by_arrow_keys_and_read(journal, qtbot, client):
    part = shown(journal, qtbot, client).ledgers
    part.chart.setFocus()
    read = []
    for key in (Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 4, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up):
        qtbot.keyClick(part.chart, key)
        read.append(part.frame.told.text().split(":")[0])
    assert read == [
        "Small changes done", "Enquiries from the form", "Visits from search",
        "Place for “level 3 survey Bristol”", "Place for “level 3 survey Bristol”", "Small changes done",
        "Place for “level 3 survey Bristol”", "Visits from search",
    ]  # fmt: skip
    assert part.chart.accessibleDescription().startswith("Visits from search: place 3 for them")


def test_a_click_near_a_point_reads_it_and_one_beside_all_does_not(journal, qtbot, client):
    chart = shown(journal, qtbot, client).ledgers.chart
    x, y = chart.points()[1].place
    assert chart.nearest(QPointF(x * chart.width() + 4, y * chart.height() - 4)) == 1
    assert chart.nearest(QPointF(1, 1)) is None


def test_the_chart_is_copied_as_a_table_and_as_a_picture(journal, qtbot, client):
    part = shown(journal, qtbot, client).ledgers
    qtbot.mouseClick(part.frame.table, Qt.MouseButton.LeftButton)
    head, first, *_rest = QApplication.clipboard().text().split("\n")
    assert head.split("\t")[0] == "Goal"
    assert first == "Small changes done\t1\t3\t5\t2\tthey care more than you do\t6"
    qtbot.mouseClick(part.frame.picture, Qt.MouseButton.LeftButton)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (part.chart.width() * 2, part.chart.height() * 2)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 5


def test_after_120_days_it_asks_again_and_an_answer_ends_that(journal, qtbot, client):
    tab = shown(journal, qtbot, client, LATER)
    assert "Asked 139 days ago. Ask again what each goal means." in texts(tab.ledgers)
    qtbot.mouseClick(tab.ledgers.again, Qt.MouseButton.LeftButton)
    assert tab.findChild(AgreeDialog) is not None
    with qtbot.waitSignal(tab.undoable):
        qtbot.mouseClick(tab.ledgers.same, Qt.MouseButton.LeftButton)
    assert "Asked on 2 March 2026." in texts(tab.ledgers)
    assert not tab.ledgers.same.isVisible()
    journal.undo()
    QApplication.processEvents()
    assert tab.ledgers.same.isVisible()


def test_without_an_agreement_there_are_no_ledgers(journal, qtbot):
    assert not shown(journal, qtbot, a_client(journal, "Bare")).ledgers.isVisible()


def test_after_an_incident_the_part_says_what_happened_and_asks_again(journal, qtbot, client):
    tab = shown(journal, qtbot, client, datetime(2025, 11, 3, 12, 0))
    assert not [text for text in texts(tab.ledgers) if "Ask again" in text]
    heard = datetime(2025, 11, 2, 9, 0).astimezone(UTC)
    an_incident(journal, client, received_at=heard, title="Waited for pictures")
    told = (
        "You last asked on 14 October 2025, before “Waited for pictures” (2 November). "
        "Ask again what each goal means."
    )
    assert told in texts(tab.ledgers)
    tab.ledgers.again.click()
    dialog = tab.window().findChild(AgreeDialog)
    assert dialog.confirm.happened.currentText() == "“Waited for pictures” (2 November)"
    dialog.reject()
    tab.agree_button.click()
    plain = next(one for one in tab.window().findChildren(AgreeDialog) if one is not dialog)
    assert plain.confirm.happened.currentText() == "Nothing in particular"
    plain.reject()
    assert len(agreements(journal, client)) == 3  # looking alone makes no draft
    tab.ledgers.same.click()
    assert told not in texts(tab.ledgers)
    assert "Asked on 3 November 2025." in texts(tab.ledgers)
