"""Moving a promise, telling the new date, and what came nobody knows when, with clicks and keys."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal.core.promises import PromiseState
from retention_journal.services import promises
from retention_journal.services.promises import end_of
from retention_journal.ui.dialogs.move_form import MoveForm
from retention_journal.ui.dialogs.promise_form import PromiseForm
from retention_journal.ui.pages.client_promises import PromisesTab
from retention_journal.ui.pages.promises import PromisesPage
from tests.builders import NOON, TODAY, a_client, a_person, a_promise

DUE = date(2026, 3, 5)


@pytest.fixture
def ada(journal):
    client = a_client(journal, "Ada Ltd", language="nb")
    a_person(journal, client, "Ada Byron")
    return client


@pytest.fixture
def made(journal, ada):
    return a_promise(journal, ada, "Price list", made_on=date(2026, 3, 1), due_at=end_of(DUE))


@pytest.fixture
def show(qtbot, journal):
    def show_one(widget, width=1100):
        journal.on_change(widget.on_change)
        qtbot.add_widget(widget)
        widget.resize(width, 800)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        widget.take_focus()
        return widget

    return show_one


@pytest.fixture
def page(journal, made, show):
    return show(PromisesPage(journal, lambda: NOON))


@pytest.fixture
def tab(journal, ada, made, show):
    widget = PromisesTab(journal, lambda: NOON)
    widget.show_client(ada)
    return show(widget)


def entries(menu):
    return {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}


def form_of(page):
    return page.window().findChild(MoveForm)


def test_a_late_promise_offers_a_letter_before_another_date(qtbot, journal, made, page):
    [line] = page.lines
    QTest.mouseClick(line.tell, Qt.MouseButton.LeftButton)
    form = form_of(page)
    form.due.set_day(date(2026, 3, 13))
    form.reason.setText("Waiting for photos")
    assert not form.knows.isChecked()
    form.copy_button.click()
    copied = QApplication.clipboard().text()
    assert "Ada," in copied
    assert "Waiting for photos." in copied
    assert "fredag 13. mars" in copied
    assert form.letter.text() == copied
    with qtbot.waitSignal(page.undoable) as said:
        form.do_button.click()
    assert said.args == ["Moved to Friday."]
    [moved] = promises.promise(journal, made).moves
    assert (moved.reason, moved.client_knows) == ("Waiting for photos", True)
    assert page.lines[0].below.text() == "moved once"
    assert "moved once" in page.lines[0].accessibleName()
    journal.undo()
    assert page.lines[0].tell is not None
    assert page.lines[0].promised.moves == ()


def test_d_opens_the_form_and_a_day_that_is_none_is_refused_at_its_field(journal, made, page):
    QTest.keyClick(page.lines[0], Qt.Key.Key_D)
    form = form_of(page)
    for typed in ("soon", "", "2020-01-01", DUE.isoformat()):
        form.due.line.setText(typed)
        form.do_button.click()
        assert form.isVisible()
        assert form.form.field("due_at").error()
    form.reject()
    assert promises.promise(journal, made).moves == ()


def test_what_is_not_late_has_no_letter_to_send_in_sight_but_a_date_to_change(journal, ada, show):
    a_promise(journal, ada, "Later", due_at=end_of(TODAY + timedelta(days=9)))
    page = show(PromisesPage(journal, lambda: NOON))
    [line] = page.lines
    assert line.tell is None
    assert "Change the date…" in entries(line.menu())


def test_t_twice_is_one_move_and_the_menu_takes_it_back(journal, made, page):
    for _press in range(2):
        QTest.keyClick(page.lines[0], Qt.Key.Key_T)
    assert len(promises.promise(journal, made).moves) == 1
    entries(page.lines[0].menu())["Take the last move back"].trigger()
    row = promises.promise(journal, made)
    assert (row.moves, row.due_on) == ((), DUE)


def test_the_tab_tells_the_small_history_of_a_promise(journal, made, tab):
    promises.move_promise(journal, made, end_of(date(2026, 3, 9)), today=TODAY, remark="photos")
    promises.move_promise(journal, made, end_of(date(2026, 3, 20)), today=TODAY)
    [line] = tab.lines
    assert "moved twice" in line.below.text()
    told = [label.text() for label in line.findChildren(type(line.below))]
    assert "Promised for 5 Mar, moved to 9 Mar: photos; moved to 20 Mar." in told
    tab.edit_promise(made)
    form = tab.window().findChild(PromiseForm)
    assert any(
        "On 10 Mar moved to 9 Mar: photos." in one.text() for one in form.findChildren(type(line.below))
    )
    form.reject()


def test_kept_on_an_unknown_day_is_said_and_can_be_dated_later(journal, made, tab):
    entries(tab.lines[0].menu())["Kept, day unknown"].trigger()
    assert tab.lines[0].below.text().endswith("kept, day unknown")
    assert tab.kept.text() == "1 more was kept on a day nobody wrote down."
    tab.edit_promise(made)
    form = tab.window().findChild(PromiseForm)
    assert form.kept.day() is None
    form.kept.set_day(DUE)
    form.do_button.click()
    assert promises.promise(journal, made).state is PromiseState.KEPT
    assert tab.kept.text() == "Kept in time 1 of 1."
    journal.undo()
    journal.undo()
    assert tab.lines[0].promised.state is PromiseState.OPEN


def test_the_tab_tells_how_long_small_requests_took(journal, ada, tab):
    assert not tab.took.isVisible()
    values = {"made_on": date(2026, 3, 3), "state": PromiseState.KEPT, "delivered_at": NOON}
    a_promise(journal, ada, "Small", is_small_request=True, asked_on=date(2026, 3, 2), **values)
    assert tab.took.text() == "Small requests: Median 6 working days."


def test_columns_fold_into_the_line_below_where_there_is_little_room(journal, made, page):
    promises.edit_promise(
        journal,
        made,
        promises.PromiseEntry("Price list", end_of(DUE), made_on=date(2026, 3, 3), asked_on=date(2026, 3, 2)),
        now=NOON,
    )
    [line] = page.lines
    assert [cell.text() for cell in (line.cells[0], line.cells[1], line.cells[3])] == [
        "Ada Ltd",
        "2 Mar",
        "Ada Byron",
    ]
    assert page.head.isVisible()
    assert line.cells[0].isVisible()
    assert not line.below.isVisible()
    page.resize(620, 800)
    QApplication.processEvents()
    assert not page.head.isVisible()
    assert not line.cells[0].isVisible()
    assert line.below.text() == "Ada Ltd · asked 2 Mar · promised 3 Mar"


def test_an_asking_after_the_promise_is_refused_at_its_field(journal, made, tab):
    tab.edit_promise(made)
    form = tab.window().findChild(PromiseForm)
    form.asked.set_day(date(2026, 3, 4))
    form.do_button.click()
    assert form.form.field("asked_on").error() == "That is after the promise was made."
    form.asked.set_day(date(2026, 2, 27))
    form.do_button.click()
    assert promises.promise(journal, made).asked_on == date(2026, 2, 27)


@pytest.mark.parametrize("width", [600, 900, 1100])
def test_every_line_is_as_tall_as_it_needs_however_wide_the_page(qtbot, journal, ada, made, show, width):
    for number in range(12):
        a_promise(journal, ada, f"Promise {number}", due_at=end_of(TODAY + timedelta(days=number)))
    page = show(PromisesPage(journal, lambda: NOON), width)
    qtbot.waitUntil(lambda: all(line.height() >= line.heightForWidth(line.width()) for line in page.lines))
    page.resize(1500 - width, 800)
    qtbot.waitUntil(lambda: all(line.height() >= line.heightForWidth(line.width()) for line in page.lines))
