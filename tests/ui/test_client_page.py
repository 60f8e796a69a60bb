from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from retention_journal.core.clients import Status
from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.kpis import AgreementStatus
from retention_journal.core.timeline import EntryKind
from retention_journal.services import people
from retention_journal.services.clients import client_entry
from retention_journal.services.people import PersonEntry
from retention_journal.settings import Settings
from retention_journal.storage.tables import KpiAgreement
from retention_journal.ui import theme
from retention_journal.ui.page import Page
from retention_journal.ui.pages.client import ClientPage, Tab
from retention_journal.ui.pages.client_header import HeadPane
from retention_journal.ui.pages.client_side import FormerPerson, NextLine
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise


class SomeTab(Page):
    """A tab that remembers whom it was asked to show."""

    asked = Signal(int)

    def __init__(self):
        super().__init__()
        self.client_id = 0

    def show_client(self, client_id):
        self.client_id = client_id


@pytest.fixture
def tom(journal):
    """Harbour & Hale with Tom: a call 25 days ago, an e-mail from Tom, an open promise."""
    client = a_client(journal, "Harbour & Hale", locality="Bristol", notes="Out on Wednesdays.")
    a_person(journal, client, "Tom Hale", title="owner", tel="0117 496 0142")
    a_call(journal, client, NOON - timedelta(days=25), summary="The price list")
    a_call(
        journal, client, NOON - timedelta(days=40), kind=Kind.EMAIL, direction=Direction.INBOUND,
        outcome=Outcome.REACHED, client_words="Keep the Tuesday slot.",
    )  # fmt: skip
    a_promise(journal, client, "Prices", due_at=datetime(2026, 3, 12, 23, 59))
    return client


@pytest.fixture
def page(qtbot, journal):
    tabs = [
        Tab("kpis", "Agreement & KPIs", SomeTab),
        Tab("promises", "Promises", SomeTab),
        Tab("reports", "Reports", SomeTab),
    ]
    page = ClientPage(journal, lambda: NOON, tabs)
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1400, 900)
    yield page
    page.close()


def show(page, client, **place):
    page.open_place(client_id=client, **place)
    page.show()
    page.take_focus()


def words(widget):
    QTest.qWait(0)  # Qt shows what was just added with the next turn
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def titles(page):
    return [entry.title for entry in page.timeline.list.entries()]


def pick(menu, text):
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_the_head_says_who_they_are_how_they_stand_and_why(tom, page):
    show(page, tom)
    told = words(page.header)
    assert told[0] == "Harbour & Hale"
    assert "Tom Hale, owner · Bristol · client since March 2024 · retainer" in told
    assert "Last real talk 25 days ago; your rhythm is 14." in told
    assert "To green: talk once." in told
    assert page.header.badge.text() == "Watch"
    assert page.header.strip.accessibleName().startswith("1 talk in 90 days")


def test_the_buttons_wish_for_a_log_and_a_report(qtbot, tom, page):
    show(page, tom)
    for button, signal in (
        (page.header.log_button, page.log_wanted),
        (page.header.report_button, page.report_wanted),
    ):
        with qtbot.waitSignal(signal) as wished:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert wished.args == [tom]
    with qtbot.waitSignal(page.back_wanted):
        qtbot.mouseClick(page.header.back, Qt.MouseButton.LeftButton)


def test_tabs_are_made_when_looked_at_and_counted(qtbot, tom, page):
    show(page, tom)
    assert [page.bar.tabText(n) for n in range(4)] == [
        "Timeline", "Agreement && KPIs", "Promises  1", "Reports"
    ]  # fmt: skip
    page.show_tab("promises")
    assert page.tab("promises").client_id == tom
    QTest.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.current_tab() in {"promises", "reports"}


def test_another_client_begins_on_its_timeline(journal, tom, page):
    other = a_client(journal, "Bea Ltd")
    show(page, tom, tab="promises")
    assert page.current_tab() == "promises"
    show(page, other)
    assert page.current_tab() == "timeline"
    assert "Bea Ltd" in words(page.header)
    assert "Nothing yet." in words(page.timeline)


def test_the_timeline_shows_everything_newest_first_and_filters(qtbot, tom, page):
    show(page, tom)
    assert titles(page) == [
        "Promised: Prices, by Thursday 12 March",
        "Call with the client",
        "E-mail from the client",
    ]
    qtbot.mouseClick(page.timeline.chips.button(EntryKind.PROMISE), Qt.MouseButton.LeftButton)
    assert titles(page) == ["Promised: Prices, by Thursday 12 March"]


def test_j_and_k_move_enter_opens_and_delete_trashes_with_undo(qtbot, journal, tom, page):
    show(page, tom)
    view = page.timeline.list
    assert view.current_entry().table == "promise"
    QTest.keyClick(view, Qt.Key.Key_J)
    call = view.current_entry()
    assert call.title == "Call with the client"
    with qtbot.waitSignal(page.contact_wanted) as wanted:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert wanted.args == [call.record_id]
    with qtbot.waitSignal(page.undoable) as said:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert said.args == ["Call with the client is in the trash."]
    assert "Call with the client" not in titles(page)
    journal.undo()
    assert "Call with the client" in titles(page)
    QTest.keyClick(view, Qt.Key.Key_K)
    QTest.keyClick(view, Qt.Key.Key_K)
    assert view.current_entry().table == "promise"
    with qtbot.waitSignal(page.promise_opened):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_an_agreement_on_the_timeline_opens_its_tab_and_cannot_be_thrown_away_there(qtbot, journal, page):
    client = a_client(journal)
    with journal.change("Agree") as change:
        change.insert(
            KpiAgreement, client=client, version=1, status=AgreementStatus.AGREED, agreed_on=TODAY,
            valid_from=TODAY,
        )  # fmt: skip
    show(page, client)
    with qtbot.waitSignal(page.toast):
        QTest.keyClick(page.timeline.list, Qt.Key.Key_Delete)
    assert len(titles(page)) == 1
    QTest.keyClick(page.timeline.list, Qt.Key.Key_Return)
    assert page.current_tab() == "kpis"


def test_the_timeline_is_searched_with_ctrl_f_and_esc_ends_it(qtbot, tom, page):
    show(page, tom)
    assert page.find()
    QTest.keyClicks(page.timeline.search, "tuesday")
    qtbot.waitUntil(lambda: titles(page) == ["E-mail from the client"])
    QTest.keyClicks(page.timeline.search, "zzz")
    qtbot.waitUntil(lambda: "Nothing fits." in words(page.timeline))
    QTest.keyClick(page.timeline.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(page)) == 3)


def test_a_long_history_comes_a_page_at_a_time(qtbot, journal, page):
    client = a_client(journal)
    for number in range(130):
        a_call(journal, client, NOON - timedelta(days=number))
    show(page, client)
    assert len(titles(page)) == 100
    view = page.timeline.list
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert len(titles(page)) == 130


def test_beside_it_stand_what_comes_next_the_people_and_what_is_agreed(qtbot, tom, page):
    show(page, tom)
    told = words(page.timeline.side)
    for text in (
        "Next",
        "Prices",
        "Thursday",
        "Tom Hale owner",
        "0117 496 0142",
        "every 14 days",
        "Out on Wednesdays.",
    ):
        assert text in told
    promise = next(one for one in page.findChildren(NextLine) if "Prices" in one.accessibleName())
    with qtbot.waitSignal(page.promise_opened):
        qtbot.mouseClick(promise, Qt.MouseButton.LeftButton)


def test_a_person_is_added_edited_and_undone(qtbot, journal, tom, page):
    show(page, tom)
    form = page.timeline.edit_person(None)
    form.accept()
    assert form.form.field("display_name").error() == "A person needs a name."
    QTest.keyClicks(form.name, "Priya Nair")
    form.accept()
    assert "Priya Nair" in words(page.timeline.side)
    journal.undo()
    assert "Priya Nair" not in words(page.timeline.side)
    person = people.people(journal, tom, TODAY)[0]
    edit = page.timeline.edit_person(person)
    edit.job_title.setText("director")
    edit.accept()
    assert "Tom Hale director" in words(page.timeline.side)


def test_a_person_who_left_makes_room_for_who_came_after(qtbot, journal, tom, page):
    show(page, tom)
    (person,) = people.people(journal, tom, TODAY)
    dialog = page.timeline.person_left(person)
    dialog.reason.setText("New job")
    dialog.successor.set_value("new")
    dialog.successor.chosen.emit("new")
    dialog.name.setText("Uma Rao")
    dialog.accept()
    assert "Uma Rao owner" in words(page.timeline.side)
    assert "Tom Hale left" in titles(page)
    link = next(b for b in page.timeline.side.findChildren(QPushButton) if b.text() == "1 person who left")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    gone = next(one for one in page.findChildren(FormerPerson) if one.isVisible())
    qtbot.mouseClick(gone.back, Qt.MouseButton.LeftButton)
    assert any(text.startswith("Tom Hale") for text in words(page.timeline.side))
    assert "Tom Hale left" not in titles(page)


def test_what_can_be_done_with_a_person_is_in_their_menu(journal, tom, page):
    people.add_person(journal, tom, PersonEntry("Priya Nair"), today=TODAY)
    show(page, tom)
    boss, other = people.people(journal, tom, TODAY)
    pick(page.timeline.side.menu_for(boss), "Copy the number")
    assert QGuiApplication.clipboard().text() == "0117 496 0142"
    pick(page.timeline.side.menu_for(other), "Call first")
    assert people.people(journal, tom, TODAY)[0].display_name == "Priya Nair"
    pick(page.timeline.side.menu_for(boss), "Move to the trash")
    assert [person.display_name for person in people.people(journal, tom, TODAY)] == ["Priya Nair"]


def test_the_menu_pauses_takes_up_again_and_throws_away(qtbot, journal, tom, page):
    show(page, tom)
    pick(page.more_menu(), "Pause")
    assert client_entry(journal, tom).status is Status.PAUSED
    assert page.header.badge.text() == "Paused"
    pick(page.more_menu(), "Client again")
    assert client_entry(journal, tom).status is Status.ACTIVE
    with qtbot.waitSignal(page.lost_wanted) as lost:
        pick(page.more_menu(), "Mark as lost…")
    assert lost.args == [tom]
    with qtbot.waitSignals([page.back_wanted, page.undoable]):
        pick(page.more_menu(), "Move to the &trash")
    assert "This client is in the trash." in words(page)
    journal.undo()
    assert "Harbour & Hale" in words(page.header)


def test_editing_the_client_changes_the_head(journal, tom, page):
    show(page, tom)
    form = page.edit()
    form.name.setText("Harbour & Hale Surveyors")
    form.accept()
    assert "Harbour & Hale Surveyors" in words(page.header)


def test_a_narrow_window_puts_the_side_behind_a_button(qtbot, tom, page):
    page.resize(900, 640)
    show(page, tom)
    side = page.timeline.side
    assert not side.isVisible()
    qtbot.mouseClick(page.timeline.side_button, Qt.MouseButton.LeftButton)
    assert side.isVisible()


@pytest.fixture
def large_page(qapp, request):
    theme.apply(Settings(text_scale=200))
    yield request.getfixturevalue("page")
    theme.apply(Settings())


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800), (1024, 700)])
def test_at_large_text_the_head_ends_below_a_whole_line(qtbot, journal, tom, large_page, size):
    page = large_page
    for n in range(3):
        text = f"Send list {n}, which is a long one, that they have waited for"
        a_promise(journal, tom, text, made_on=TODAY - timedelta(60), due_at=NOON - timedelta(9 + n))
    page.resize(*size)
    show(page, tom)
    pane = page.findChild(HeadPane)
    qtbot.waitUntil(lambda: pane.widget().height() > pane.height())

    def cut():
        end = pane.height()
        parts = [part for part in page.header.findChildren(QWidget) if part.isVisible() and not part.layout()]
        tops = [part.mapTo(pane.widget(), QPoint(0, 0)).y() for part in parts]
        return [part for part, top in zip(parts, tops, strict=True) if top < end < top + part.height()]

    qtbot.waitUntil(lambda: not cut())
    assert page.header.name.isVisible()
    assert page.header.log_button.mapTo(pane, QPoint(0, 0)).y() < pane.height() / 2


def test_markup_in_texts_is_shown_as_it_is(journal, page):
    client = a_client(journal, "<b>Ada</b> & Søn")
    a_call(
        journal, client, summary="<img src=x> " + "ord " * 30_000, client_words="\u05e9\u05dc\u05d5\u05dd <i>"
    )
    show(page, client)
    assert "<b>Ada</b> & Søn" in words(page.header)
    entry = page.timeline.list.entries()[0]
    assert entry.detail.startswith("<img src=x>")
    page.timeline.list.grab()
