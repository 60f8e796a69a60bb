"""A client's light in the window: what is told, where it leads, and what a person does with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from retention_journal.core.clients import Status
from retention_journal.core.events import EventKind, LinkKind
from retention_journal.core.light import Light
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.moments import instant
from retention_journal.core.timeline import EntryKind
from retention_journal.services.clients import set_status
from retention_journal.services.events import EventEntry, event, note_event, open_events
from retention_journal.services.judging import judged
from retention_journal.services.light_history import keep_lights
from retention_journal.services.links import link_persons, neighbours
from retention_journal.services.people import people
from retention_journal.services.trash import in_trash
from retention_journal.storage.tables import Loss
from retention_journal.ui.lines import LineToOpen
from retention_journal.ui.page import Page
from retention_journal.ui.pages.client import ClientPage, Tab
from retention_journal.ui.pages.client_light import ReasonLine
from retention_journal.ui.pages.timeline_rows import Line
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise, an_incident

DAY = timedelta(days=1)


class SomeTab(Page):
    asked = Signal(int)

    def show_client(self, client_id):
        self.client_id = client_id


@pytest.fixture
def tom(journal):
    """A client with silence beyond the rhythm, a late promise and an event."""
    client = a_client(journal, "Harbour & Hale")
    a_person(journal, client, "Tom Hale", title="owner")
    a_call(journal, client, NOON - 16 * DAY)
    a_promise(journal, client, "Prices", due_at=NOON - 4 * DAY, made_on=TODAY - 20 * DAY)
    note_event(journal, client, EventEntry(EventKind.CUTS, TODAY - DAY, "Ten go"), now=NOON)
    return client


@pytest.fixture
def page(qtbot, journal):
    page = ClientPage(journal, lambda: NOON, [Tab("promises", "Promises", SomeTab)])
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1400, 900)
    yield page
    page.close()


def show(page, client):
    page.open_place(client_id=client)
    page.show()
    page.take_focus()


def words(widget):
    QTest.qWait(0)
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def button(widget, text):
    QTest.qWait(0)
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible())


def pick(menu, text):
    next(one for one in menu.actions() if one.text() == text).trigger()


def reason(page, beginning):
    QTest.qWait(0)
    return next(one for one in page.header.findChildren(ReasonLine) if beginning in one.accessibleName())


def side_line(page, part):
    return next(one for one in page.timeline.side.findChildren(LineToOpen) if part in one.accessibleName())


def test_the_head_tells_the_light_its_reasons_and_the_way_back(journal, tom, page):
    keep_lights(journal, NOON)
    show(page, tom)
    told = words(page.header)
    assert page.header.badge.text() == "Act now"
    assert page.header.badge.state() == "act"
    assert any(text.startswith("Act now since") for text in told)
    assert any(text.startswith("You promised “Prices”") for text in told)
    assert any(text.startswith("To green: ") for text in told)


def test_a_complaint_turns_the_light_at_once_and_leads_to_its_page(qtbot, journal, tom, page):
    show(page, tom)
    number = an_incident(journal, tom, received_at=instant(NOON) - timedelta(hours=25))
    opened = []
    page.complaint_opened.connect(opened.append)
    told = reason(page, "The complaint of 9 March has waited 25 hours and is not acknowledged.")
    qtbot.mouseClick(told, Qt.MouseButton.LeftButton)
    assert opened == [number]
    assert page.timeline.list.model().rowCount() > 0
    qtbot.mouseClick(page.timeline.chips.button(EntryKind.INCIDENT), Qt.MouseButton.LeftButton)
    assert [entry.title for entry in timeline_entries(page)] == ["Complaint: The list came late"]


def timeline_entries(page):
    model = page.timeline.list.model()
    rows = (model.row(model.index(n)) for n in range(model.rowCount()))
    return [row.entry for row in rows if isinstance(row, Line)]


def test_a_reason_leads_to_its_record(qtbot, tom, page):
    show(page, tom)
    qtbot.mouseClick(reason(page, "You promised"), Qt.MouseButton.LeftButton)
    assert page.current_tab() == "promises"
    QTest.keyClick(reason(page, "Last real talk"), Qt.Key.Key_Return)
    assert page.current_tab() == "timeline"
    assert page.timeline.list.current_entry().title == "Call with the client"


def test_records_open_wherever_they_are_at_home(qtbot, journal, tom, page):
    show(page, tom)
    (role,) = people(journal, tom, TODAY)
    page.open_record(RecordRef("contact_role", role.role_id))
    page.open_record(RecordRef("invoice", 1))  # nothing to show yet, and nothing breaks
    far = a_call(journal, tom, NOON - 400 * DAY)
    for number in range(150):
        a_call(journal, tom, NOON - (20 + number) * DAY)
    page.open_record(RecordRef("interaction", far))
    assert page.timeline.list.current_entry().record_id == far
    with qtbot.waitSignal(page.contact_wanted):
        page.open_record(RecordRef("interaction", 99_999))


def test_a_long_note_of_an_event_is_cut_and_wholly_there_to_be_read(qtbot, journal, tom, page):
    note = "They are to be bought by a large firm from Bergen, " * 6 + "says Tom."
    note_event(journal, tom, EventEntry(EventKind.ACQUIRED, TODAY, note), now=NOON)
    show(page, tom)
    [cut] = [one for one in page.timeline.side.findChildren(Label) if one.text().startswith("They are to be")]
    assert cut.text().endswith("…")
    assert len(cut.text()) <= 100
    assert cut.toolTip() == note
    [line] = [one for one in page.timeline.side.findChildren(LineToOpen) if note in one.accessibleName()]
    with qtbot.waitSignal(page.timeline.side.event_opened):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_an_event_is_talked_about_with_one_click_and_undone(qtbot, journal, tom, page):
    show(page, tom)
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.mouseClick(button(page.header, "Talked about"), Qt.MouseButton.LeftButton)
    assert said.args == ["Talked about."]
    assert open_events(journal, tom, TODAY) == []
    assert "Happened there" not in words(page.timeline.side)
    journal.undo()
    assert "Happened there" in words(page.timeline.side)
    qtbot.mouseClick(button(page.timeline.side, "Talked about"), Qt.MouseButton.LeftButton)
    assert open_events(journal, tom, TODAY) == []


def test_an_event_is_noted_changed_and_thrown_away(qtbot, journal, page):
    client = a_client(journal)
    show(page, client)
    form = page.acts.edit_event()
    form.kind.set_value(EventKind.LOOKING_AROUND)
    form.words.setPlainText("“We see what others ask.”")
    form.happened.set_day(TODAY + DAY)
    form.accept()
    assert form.form.field("happened_on").error() == "That day has not come yet."
    form.happened.set_day(TODAY)
    form.accept()
    (noted,) = open_events(journal, client, TODAY)
    assert noted.kind is EventKind.LOOKING_AROUND
    line = next(
        one for one in page.timeline.side.findChildren(LineToOpen) if "Hinted" in one.accessibleName()
    )
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    again = next(one for one in page.children() if type(one).__name__ == "EventForm" and one.isVisible())
    again.settled.set_day(TODAY)
    again.accept()
    assert event(journal, noted.event_id).settled_on == TODAY
    last = page.acts.edit_event(noted.event_id)
    qtbot.mouseClick(button(last, "Move to the trash"), Qt.MouseButton.LeftButton)
    assert [item.type for item in in_trash(journal)] == ["client_event"]


def test_an_event_left_half_written_is_there_again(qtbot, journal, page):
    client = a_client(journal)
    show(page, client)
    form = page.acts.edit_event()
    form.words.setPlainText("Half a sent")
    with qtbot.waitSignal(page.toast):
        QTest.keyClick(form, Qt.Key.Key_Escape)
    again = page.acts.edit_event()
    assert again.words.toPlainText() == "Half a sent"
    again.accept()
    assert page.acts.edit_event().words.toPlainText() == ""


def test_the_light_is_set_by_hand_and_taken_back(qtbot, journal, tom, page):
    show(page, tom)
    dialog = page.acts.set_light()
    dialog.accept()
    assert dialog.form.field("reason").error()
    dialog.reason.setPlainText("Agreed to wait")
    dialog.until.set_day(TODAY + 40 * DAY)
    dialog.accept()
    assert dialog.form.field("until").error() == "A judgement holds for 30 days at most."
    dialog.until.set_day(TODAY + 5 * DAY)
    dialog.accept()
    assert page.header.badge.text() == "Watch"
    assert any("Agreed to wait" in text and "Act now" in text for text in words(page.header))
    pick(page.more_menu(), "Take your judgement back")
    assert page.header.badge.text() == "Act now"
    journal.undo()
    assert judged(journal, NOON)[tom].light is Light.AMBER
    assert "Take your judgement back" in [one.text() for one in page.more_menu().actions()]


def test_how_the_light_is_set_tells_every_signal_and_leads_to_the_thresholds(qtbot, tom, page):
    show(page, tom)
    qtbot.mouseClick(button(page.header, "How the light is set"), Qt.MouseButton.LeftButton)
    dialog = next(one for one in page.children() if type(one).__name__ == "HowLight")
    told = words(dialog)
    for title in ("What counts now", "Not known", "Promises of yours", "Silence", "Calls off meetings"):
        assert title in told
    with qtbot.waitSignal(page.light_settings_wanted):
        qtbot.mouseClick(button(dialog, "Change the thresholds…"), Qt.MouseButton.LeftButton)


def test_more_than_three_reasons_and_much_unknown_are_folded(qtbot, journal, tom, page):
    note_event(journal, tom, EventEntry(EventKind.NOTICE, TODAY), now=NOON)
    show(page, tom)
    assert not any(text.startswith("The event") or "Cuts" in text for text in words(page.header))
    qtbot.mouseClick(button(page.header, "and 1 more"), Qt.MouseButton.LeftButton)
    assert sum(one.isVisible() for one in page.header.findChildren(ReasonLine)) == 4
    unknown = next(
        one
        for one in page.header.findChildren(QPushButton)
        if one.text().startswith("Not known") and one.isVisible()
    )
    qtbot.mouseClick(unknown, Qt.MouseButton.LeftButton)
    assert any(text.startswith("Not known: ") and "no KPI agreement" in text for text in words(page.header))
    qtbot.mouseClick(button(page.header, "Show fewer"), Qt.MouseButton.LeftButton)
    assert sum(one.isVisible() for one in page.header.findChildren(ReasonLine)) == 3


def test_paused_and_lost_clients_keep_their_own_state(journal, tom, page):
    show(page, tom)
    set_status(journal, tom, Status.PAUSED, today=TODAY)
    assert (page.header.badge.state(), page.header.badge.text()) == ("paused", "Paused")
    texts = [one.text() for one in page.more_menu().actions()]
    assert "Set the light by hand…" not in texts
    set_status(journal, tom, Status.LOST, today=TODAY)
    assert page.header.badge.state() == "lost"


def test_a_paused_client_is_told_why_the_list_calls_them(journal, tom, page):
    show(page, tom)
    set_status(journal, tom, Status.PAUSED, today=TODAY)
    assert page.header.badge.text() == "Paused"
    told = words(page.header)
    assert any(text.startswith("You promised “Prices”") for text in told)
    assert any(text.startswith("To green: ") for text in told)


def test_a_paused_client_with_nothing_against_them_is_only_paused(journal, page):
    client = a_client(journal, "Quiet", status=Status.PAUSED)
    a_call(journal, client, NOON - 16 * DAY)
    show(page, client)
    assert "Paused. A call now and then keeps the door open." in words(page.header)


def test_who_knows_whom_is_noted_shown_and_taken_away(qtbot, journal, tom, page):
    other = a_client(journal, "Bea AS")
    a_person(journal, other, "Bo Berg")
    show(page, tom)
    dialog = page.acts.who_knows()
    dialog.accept()
    assert dialog.form.field("there").error() == "Choose a person from the list."
    QTest.keyClicks(dialog.there.line, "bo")
    QTest.keyClick(dialog.there.line, Qt.Key.Key_Return)
    dialog.kind.set_value(LinkKind.FRIEND)
    dialog.accept()
    assert [one.name for one in neighbours(journal, tom, TODAY)] == ["Bo Berg"]
    assert "Knows" in words(page.timeline.side)
    line = next(
        one for one in page.timeline.side.findChildren(LineToOpen) if "Bo Berg" in one.accessibleName()
    )
    with qtbot.waitSignal(page.client_opened) as opened:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert opened.args == [other]
    again = page.acts.who_knows()
    away = next(
        one for one in again.findChildren(QPushButton) if one.accessibleName().startswith("Take away")
    )
    qtbot.mouseClick(away, Qt.MouseButton.LeftButton)
    assert neighbours(journal, tom, TODAY) == []
    journal.undo()
    assert len(neighbours(journal, tom, TODAY)) == 1


def test_a_person_s_menu_begins_with_that_person(journal, tom, page):
    second = a_person(journal, tom, "Priya Nair", is_primary=False)
    other = a_client(journal, "Bea AS")
    there = a_person(journal, other, "Bo Berg")
    show(page, tom)
    person = next(one for one in people(journal, tom, TODAY) if one.contact_id == second)
    pick(page.timeline.side.menu_for(person), "Knows…")
    dialog = next(one for one in page.children() if type(one).__name__ == "WhoKnows")
    assert dialog.here.currentText() == "Priya Nair"
    dialog.choose(there)
    dialog.accept()
    assert [one.here for one in neighbours(journal, tom, TODAY)] == ["Priya Nair"]


def test_a_neighbour_carries_the_light_of_their_client(journal, tom, page):
    other = a_client(journal, "Bea AS")
    there = a_person(journal, other, "Bo Berg")
    (here,) = people(journal, tom, TODAY)
    link_persons(journal, here.contact_id, there)
    note_event(journal, other, EventEntry(EventKind.NOTICE, TODAY), now=NOON)
    show(page, tom)
    line = next(
        one for one in page.timeline.side.findChildren(LineToOpen) if "Bo Berg" in one.accessibleName()
    )
    assert "Act now" in line.accessibleName()


def test_turns_of_the_light_have_a_chip_and_open_how_it_is_set(qtbot, journal, tom, page):
    keep_lights(journal, NOON)
    show(page, tom)
    qtbot.mouseClick(page.timeline.chips.button(EntryKind.LIGHT), Qt.MouseButton.LeftButton)
    entries = page.timeline.list.entries()
    assert entries
    assert all(entry.light is not None for entry in entries)
    view = page.timeline.list
    view.setFocus()
    view.step(1)
    view.grab()
    with qtbot.waitSignal(page.toast):
        QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert any(type(one).__name__ == "HowLight" and one.isVisible() for one in page.children())


def test_the_head_follows_every_change_of_the_journal(journal, page):
    client = a_client(journal)
    a_person(journal, client)
    a_call(journal, client, NOON - DAY)
    show(page, client)
    assert page.header.badge.text() == "Steady"
    noted = note_event(journal, client, EventEntry(EventKind.NOTICE, TODAY), now=NOON)
    assert page.header.badge.text() == "Act now"
    with journal.change("Lose") as change:
        change.insert(Loss, client=client, notice_on=TODAY)
    journal.undo()
    journal.undo()
    assert page.header.badge.text() == "Steady"
    assert noted


def test_a_low_window_tells_fewer_reasons_and_the_head_never_takes_half_of_it(qtbot, journal, tom, page):
    note_event(journal, tom, EventEntry(EventKind.NOTICE, TODAY), now=NOON)
    page.resize(1024, 620)
    show(page, tom)
    assert sum(one.isVisible() for one in page.header.findChildren(ReasonLine)) == 2
    qtbot.mouseClick(button(page.header, "and 2 more"), Qt.MouseButton.LeftButton)
    a_promise(
        journal, tom, "A very long promise " + "of many words " * 120, due_at=NOON - 5 * DAY,
        made_on=TODAY - 20 * DAY,
    )  # fmt: skip
    QTest.qWait(0)
    head = page.header.mapTo(page, page.header.rect().topLeft())
    assert head.y() >= 0
    assert page.bar.mapTo(page, page.bar.rect().topLeft()).y() < page.height() / 2


def test_the_event_s_window_is_over_but_it_stays_to_be_talked_about(journal, page):
    client = a_client(journal)
    a_person(journal, client)
    a_call(journal, client, NOON - DAY)
    note_event(journal, client, EventEntry(EventKind.CUTS, TODAY - 200 * DAY), now=NOON)
    show(page, client)
    assert page.header.badge.text() == "Steady"
    assert "Happened there" in words(page.timeline.side)
