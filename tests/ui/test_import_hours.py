"""Hours imported in the assistant: from a file or pasted rows, with whom each name is, by its own buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from retention_journal.importers.hours_columns import HoursField
from retention_journal.services.business import OwnBusiness, save_business
from retention_journal.services.clients import client_names
from retention_journal.services.hours import HoursEntry, log_hours
from retention_journal.services.transfer.hours_known import LEAVE_OUT, NEW_CLIENT, NO_CLIENT, GoesTo
from retention_journal.settings import SettingsFile
from retention_journal.storage.tables import TimeEntry, key_of
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.import_anything import ImportAnything
from retention_journal.ui.dialogs.import_hours import HoursStep, ImportHours
from retention_journal.ui.pages.client_money import MoneyTab
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, TODAY, a_client

LEFT = Qt.MouseButton.LeftButton
TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags\n"
    "Kim,k@own.example,Ada Ltd,Web,,Menu,Yes,2026-03-02,08:30:00,2026-03-02,10:00:00,01:30:00,\n"
    "Kim,k@own.example,Bob plc,Print,,Folder,No,2026-03-03,23:30:00,2026-03-04,00:30:00,01:00:00,\n"
    "Kim,k@own.example,,,,,No,2026-03-04,10:00:00,2026-03-04,10:45:00,00:45:00,\n"
    "Kim,k@own.example,,,,,No,2026-03-05,10:00:00,2026-03-05,10:00:00,00:00:00,\n"
)


@pytest.fixture
def tasks(qapp):
    shared = Tasks(on_error=print)
    yield shared
    assert shared.stop()


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.add_widget(window)
    window.resize(1200, 800)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    yield window
    window.close()


@pytest.fixture
def opened(journal, tasks, window):
    def open_one(client_id=None):
        dialog = ImportHours(journal, lambda: NOON, tasks=tasks, parent=window, client_id=client_id)
        dialog.open()
        return dialog

    return open_one


@pytest.fixture
def assistant(opened):
    return opened()


@pytest.fixture
def take(qtbot, tmp_path, assistant):
    def take_one(content, name="hours.csv", dialog=None):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (dialog or assistant).take_file(path)
        reach(qtbot, dialog or assistant, HoursStep.LOOK)

    return take_one


def reach(qtbot, assistant, step):
    busy = {HoursStep.LOOK, HoursStep.ASK, HoursStep.WHO}
    qtbot.wait_until(
        lambda: assistant.step is step and (step not in busy or assistant.do_button.isEnabled()),
        timeout=10_000,
    )


def go_on(qtbot, assistant, *steps):
    for step in steps:
        qtbot.mouseClick(assistant.do_button, LEFT)
        reach(qtbot, assistant, step)


def shown(assistant):
    return " ".join(label.text() for label in assistant.findChildren(QLabel) if label.isVisible())


def hours(journal):
    columns = (TimeEntry.client, TimeEntry.minutes, TimeEntry.project, TimeEntry.note)
    return journal.tuples(TimeEntry.select(*columns).order_by(key_of(TimeEntry)))


def lines(assistant):
    return [(line.place, line.client, line.length, line.what) for line in assistant.review.list.records()]


def see(qtbot, assistant, kind):
    qtbot.mouseClick(assistant.review.chips.button(kind), LEFT)
    return lines(assistant)


def test_an_export_is_looked_at_looked_through_and_brought_in_as_one_step(qtbot, journal, assistant, take):
    ada = a_client(journal)
    take(TOGGL)
    assert "is an export of Toggl Track" in shown(assistant)
    go_on(qtbot, assistant, HoursStep.WHO)
    assert assistant.who.names["ada"].value() == GoesTo(ada)
    assert assistant.who.names["bob"].value() == NEW_CLIENT
    assert assistant.who.unnamed.value() == NO_CLIENT
    go_on(qtbot, assistant, HoursStep.REVIEW)
    assert lines(assistant) == [
        ("row 2", "Ada Ltd", "1 h 30 min", "Web · Menu"),
        ("row 3", "Bob plc", "1 h", "Print · Folder"),
        ("row 4", "", "45 min", ""),
    ]
    assert see(qtbot, assistant, "skipped") == [("row 5", "", "", "It took no time at all. Left out.")]
    assert "3 rows are new: 3 h 15 min." in shown(assistant)
    assert "New clients: Bob plc." in shown(assistant)
    assert hours(journal) == []
    assert assistant.do_button.text() == "Bring 3 entries in"
    go_on(qtbot, assistant, HoursStep.DONE)
    assert hours(journal) == [(ada, 90, "Web", "Menu"), (ada + 1, 60, "Print", "Folder"), (None, 45, "", "")]
    assert "3 entries brought in, 3 h 15 min." in shown(assistant)
    assert "1 new client came with them. 1 entry is for no client yet. Import the same file" in shown(
        assistant
    )
    journal.undo()
    assert hours(journal) == []
    assert [client.name for client in client_names(journal)] == ["Ada Ltd"]


def test_closing_tells_what_was_done_so_that_the_window_can_offer_to_undo_it(qtbot, assistant, take):
    take(TOGGL)
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    with qtbot.wait_signal(assistant.undoable) as said:
        qtbot.mouseClick(assistant.cancel_button, LEFT)
    assert said.args == ["3 entries brought in, 3 h 15 min."]


def test_undo_in_the_assistant_takes_all_back_and_nothing_is_offered_later(qtbot, journal, assistant, take):
    take(TOGGL)
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    qtbot.mouseClick(assistant.done_step.undo_button, LEFT)
    assert hours(journal) == []
    assert "Taken back." in shown(assistant)
    with qtbot.assert_not_emitted(assistant.undoable):
        assistant.reject()


def test_each_name_can_be_said_to_be_somebody_and_is_remembered(qtbot, journal, opened, take):
    ada = a_client(journal, "Ada Engines")
    first = opened()
    take(TOGGL, dialog=first)
    go_on(qtbot, first, HoursStep.WHO)
    choice = first.who.names["ada"]
    choice.setFocus()
    choice.set_value(GoesTo(ada))
    first.who.names["bob"].set_value(LEAVE_OUT)
    go_on(qtbot, first, HoursStep.REVIEW)
    assert see(qtbot, first, "skipped")[0] == (
        "row 3",
        "Bob plc",
        "1 h",
        "It is for “Bob plc”, which was not wanted. Left out.",
    )
    go_on(qtbot, first, HoursStep.DONE)
    assert hours(journal) == [(ada, 90, "Web", "Menu"), (None, 45, "", "")]
    again = opened()
    take(TOGGL, dialog=again)
    go_on(qtbot, again, HoursStep.WHO)
    assert again.who.names["ada"].value() == GoesTo(ada)
    go_on(qtbot, again, HoursStep.REVIEW)
    assert len(see(qtbot, again, "same")) == 2


def test_a_name_that_is_only_alike_is_suggested_first_and_taken_for_none(qtbot, journal, assistant, take):
    a_client(journal, "Bob & Sons plc")
    known = a_client(journal, "Nordlys Elektro AS")
    take(TOGGL.replace("Bob plc", "Nordlys Elektor"))
    go_on(qtbot, assistant, HoursStep.WHO)
    choice = assistant.who.names["elektor nordlys"]
    assert choice.value() == NO_CLIENT
    assert choice.itemText(0) == "Nordlys Elektro AS"
    assert "perhaps Nordlys Elektro AS" in shown(assistant)
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Home)
    assert choice.value() == GoesTo(known)


def test_hours_for_nobody_get_their_client_by_the_same_file(qtbot, journal, opened, take):
    ada = a_client(journal)
    first, again = opened(), opened(ada)
    take(TOGGL, dialog=first)
    go_on(qtbot, first, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    take(TOGGL, dialog=again)
    go_on(qtbot, again, HoursStep.WHO, HoursStep.REVIEW)
    assert see(qtbot, again, "changed") == [("row 4", "Ada Ltd", "45 min", "Changed: client.")]
    go_on(qtbot, again, HoursStep.DONE)
    assert hours(journal)[2][0] == ada


def test_nothing_new_offers_nothing_to_do(qtbot, journal, opened, take):
    first, again = opened(), opened()
    take(TOGGL, dialog=first)
    go_on(qtbot, first, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    before = hours(journal)
    take(TOGGL, dialog=again)
    go_on(qtbot, again, HoursStep.WHO, HoursStep.REVIEW)
    assert not again.do_button.isEnabled()
    assert "Nothing in it is new." in shown(again)
    assert hours(journal) == before


def test_what_changed_there_is_shown_and_taken_over(qtbot, journal, opened, take):
    first, again = opened(), opened()
    take(TOGGL, dialog=first)
    go_on(qtbot, first, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    take(TOGGL.replace("Menu", "Menu and footer"), dialog=again)
    go_on(qtbot, again, HoursStep.WHO, HoursStep.REVIEW)
    assert see(qtbot, again, "changed") == [("row 2", "Ada Ltd", "1 h 30 min", "Changed: note.")]
    assert again.do_button.text() == "Take the changes over"
    go_on(qtbot, again, HoursStep.DONE)
    assert hours(journal)[0][3] == "Menu and footer"
    assert "What was changed there is changed here." in shown(again)


def test_rows_are_pasted_from_a_spreadsheet_by_keyboard(qtbot, journal, opened):
    ada = a_client(journal)
    assistant = opened(ada)
    source = assistant.choose
    assert not source.read_button.isEnabled()
    assert assistant.focusWidget() is source.button
    QTest.keyClick(source.button, Qt.Key.Key_Tab)
    assert assistant.focusWidget() is source.rows
    source.rows.insertPlainText("02.03.2026\t1,5\tMøte\n03.03.2026\t0:45\tSkrive\nx\ty\tz\n")
    QTest.keyClick(source.rows, Qt.Key.Key_Tab)
    assert assistant.focusWidget() is source.read_button
    QTest.keyClick(source.read_button, Qt.Key.Key_Space)
    reach(qtbot, assistant, HoursStep.LOOK)
    assert [choice.value() for choice in assistant.look.columns.choices] == [
        HoursField.WORKED_ON,
        HoursField.DURATION,
        HoursField.TASK,
    ]
    assert not assistant.look.letters.isVisible()
    go_on(qtbot, assistant, HoursStep.WHO)
    assert assistant.who.unnamed.value() == GoesTo(ada)
    go_on(qtbot, assistant, HoursStep.REVIEW)
    assert see(qtbot, assistant, "skipped") == [("row 3", "", "", "“x” is not a date. Left out.")]
    go_on(qtbot, assistant, HoursStep.DONE)
    assert [(client, minutes) for client, minutes, *_rest in hours(journal)] == [(ada, 90), (ada, 45)]


def test_a_column_can_mean_something_else(qtbot, journal, assistant, take):
    take("Wann;Wieviel;Notiz\n2026-03-02;x;2\n")
    qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: "No column is known to hold the day." in shown(assistant))
    assert assistant.step is HoursStep.LOOK
    wanted = [HoursField.WORKED_ON, None, HoursField.DURATION]
    for choice, field in zip(assistant.look.columns.choices, wanted, strict=True):
        choice.set_value(field)
        choice.chosen.emit(field)
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    assert [minutes for _client, minutes, *_rest in hours(journal)] == [120]


def test_days_that_may_be_two_are_asked_about_and_cannot_be_left_empty(qtbot, journal, assistant, take):
    take("Date;Hours\n03/04/2025;1\n05/06/2025;2\n")
    go_on(qtbot, assistant, HoursStep.ASK)
    assert [radio.text() for radio in assistant.ask.radios[0]] == ["3 April 2025", "4 March 2025"]
    qtbot.mouseClick(assistant.do_button, LEFT)
    assert "Choose one of each." in shown(assistant)
    qtbot.mouseClick(assistant.ask.radios[0][1], LEFT)
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW)
    assert [line.day for line in assistant.review.list.records()] == ["4 Mar 2025", "6 May 2025"]


def test_how_days_are_written_is_asked_once_for_tables_with_the_same_headings(
    qtbot, journal, assistant, take
):
    take("Date;Hours\n03/04/2025;1\n05/06/2025;2\n")
    go_on(qtbot, assistant, HoursStep.ASK)
    qtbot.mouseClick(assistant.ask.radios[0][1], LEFT)
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    take("Date;Hours\n07/08/2025;1\n")
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW)
    assert [line.day for line in assistant.review.list.records()] == ["8 Jul 2025"]


def test_of_several_people_one_s_own_hours_are_offered(qtbot, journal, assistant, take):
    save_business(journal, OwnBusiness(person="Kim"))
    take(TOGGL.replace("Kim,k@own.example,Bob", "Sam,s@own.example,Bob"))
    go_on(qtbot, assistant, HoursStep.WHO)
    assert assistant.who.person.value() == "Kim"
    go_on(qtbot, assistant, HoursStep.REVIEW)
    assert ("row 3", "Bob plc", "1 h", "Sam worked it. Left out.") in see(qtbot, assistant, "skipped")
    qtbot.mouseClick(assistant.back_button, LEFT)
    assistant.who.person.set_value("")
    go_on(qtbot, assistant, HoursStep.REVIEW)
    assert "3 rows are new" in shown(assistant)


def test_a_journal_that_changed_meanwhile_is_looked_through_again(qtbot, journal, assistant, take):
    take("Date;Hours\n2026-03-02;2\n")
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW)
    log_hours(journal, None, HoursEntry(TODAY.replace(day=2), 1400), today=TODAY)
    qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: "The journal was changed since you looked this through." in shown(assistant))
    assert assistant.step is HoursStep.REVIEW
    assert len(hours(journal)) == 1
    qtbot.mouseClick(assistant.back_button, LEFT)
    go_on(qtbot, assistant, HoursStep.REVIEW)
    assert "would have more than 24 hours" in see(qtbot, assistant, "skipped")[0][3]
    assert assistant.review.whole.text().startswith("row 2: 2 March 2026 would have more than 24 hours")


def test_back_leads_through_the_steps(qtbot, assistant, take):
    take(TOGGL)
    go_on(qtbot, assistant, HoursStep.WHO, HoursStep.REVIEW)
    for step in (HoursStep.WHO, HoursStep.LOOK, HoursStep.CHOOSE):
        qtbot.mouseClick(assistant.back_button, LEFT)
        assert assistant.step is step
    assert not assistant.back_button.isVisible()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4", "is a PDF"),
        (bytes(range(32)) * 20, "not a text file"),
        (b"BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n", "holds no hours"),
    ],
)
def test_what_holds_no_hours_is_told_with_what_to_do(qtbot, tmp_path, assistant, content, told):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assistant.take_file(path)
    qtbot.wait_until(lambda: told in shown(assistant))
    assert assistant.step is HoursStep.CHOOSE


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("User,Client,Project,Duration\nKim,Ada,Web,73:26:09\n", "A summary without days cannot be taken in"),
        ("Client;Town\nAda;York\n", "No column is known to hold the day."),
        ("Date;Hours\nx;1\ny;2\n2026-03-02;1\n", "2 of 3 cannot be read."),
    ],
)
def test_what_cannot_be_understood_stays_at_the_columns(qtbot, assistant, take, content, told):
    take(content)
    qtbot.mouseClick(assistant.do_button, LEFT)
    qtbot.wait_until(lambda: told in shown(assistant))
    assert assistant.step is HoursStep.LOOK
    assert assistant.do_button.isEnabled()


def test_closing_while_it_reads_stops_the_work(qtbot, tmp_path, journal, tasks, assistant):
    path = tmp_path / "hours.csv"
    path.write_text("Date;Hours;Task\n" + "2026-03-02;1;x\n" * 30_000)
    assistant.take_file(path)
    reach(qtbot, assistant, HoursStep.LOOK)
    qtbot.mouseClick(assistant.do_button, LEFT)
    assistant.reject()
    qtbot.wait_until(lambda: not tasks.busy(), timeout=10_000)
    assert hours(journal) == []


def test_the_hours_of_a_client_offer_to_import_for_that_client(qtbot, journal):
    ada = a_client(journal)
    tab = MoneyTab(journal, lambda: NOON)
    qtbot.add_widget(tab)
    tab.resize(1000, 700)
    tab.show_client(ada)
    tab.refresh()
    tab.show()
    with qtbot.wait_signal(tab.hours_import_wanted) as wanted:
        qtbot.mouseClick(tab.hours.import_button, LEFT)
    assert wanted.args == [ada]


@pytest.fixture
def desk(qtbot, journal, tmp_path):
    made = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(made)
    made.resize(1200, 800)
    made.show()
    yield made
    made.finish()


def test_a_file_of_hours_dropped_on_the_window_leads_to_the_assistant_for_hours(qtbot, desk, tmp_path):
    path = tmp_path / "hours.csv"
    path.write_text(TOGGL)
    desk.bring_in(path)
    (door,) = desk.findChildren(ImportAnything)
    qtbot.wait_until(door.do_button.isVisible)
    qtbot.mouseClick(door.do_button, LEFT)
    (assistant,) = desk.findChildren(ImportHours)
    reach(qtbot, assistant, HoursStep.LOOK)
    assistant.reject()


def test_the_journal_menu_leads_to_the_door(desk):
    command = next(one for one in desk.menus.actions() if one.text() == "&Bring something in…")
    command.trigger()
    (door,) = desk.findChildren(ImportAnything)
    door.reject()


def test_the_hours_of_a_client_lead_to_the_assistant(qtbot, journal, desk):
    ada = a_client(journal)
    desk.open_client(ada, "money")
    (tab,) = desk.findChildren(MoneyTab)
    qtbot.mouseClick(tab.hours.import_button, LEFT)
    qtbot.wait_until(lambda: any(one.isVisible() for one in desk.findChildren(ImportHours)))
    shown_one = next(one for one in desk.findChildren(ImportHours) if one.isVisible())
    shown_one.take_text("2026-03-02\t1:00\tDesign")
    reach(qtbot, shown_one, HoursStep.LOOK)
    go_on(qtbot, shown_one, HoursStep.WHO, HoursStep.REVIEW, HoursStep.DONE)
    with qtbot.wait_signal(shown_one.undoable):
        shown_one.reject()
    assert [client for client, *_rest in hours(journal)] == [ada]
    qtbot.wait_until(lambda: len(tab.hours.table.records()) == 1)
