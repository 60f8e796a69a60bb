"""Complaints in the window: caught on the phone by keys alone, promised, late in red, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from retention_journal import i18n
from retention_journal.core.contacts import Kind
from retention_journal.core.incidents import IncidentKind, IncidentState, Severity
from retention_journal.core.moments import instant
from retention_journal.services.complaint_rows import ComplaintGroup, complaint_rows, count_answers_owed
from retention_journal.services.incident_steps import promise_answer, step
from retention_journal.services.incidents import (
    HeardEntry,
    answer_hours,
    incident,
    incidents,
    moves,
    record_incident,
    save_words,
)
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Client, Incident
from retention_journal.ui import theme
from retention_journal.ui.desk import Desk
from retention_journal.ui.dialogs.complaint_reason import ReasonForm
from retention_journal.ui.dialogs.new_complaint import NewComplaint
from retention_journal.ui.pages.complaint_steps_bar import ANSWER, FOLLOW_UP, HEARD, PROMISED, SIDES
from retention_journal.ui.pages.complaints_list import SHOWN_AT_FIRST, Earlier
from tests.builders import NOON, a_cause, a_client, a_person, an_incident

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NO_KEY = Qt.KeyboardModifier.NoModifier
WORDS = "Vi ventet elleve dager på å få byttet to bilder."


class Clock:
    """A wall clock that a test can set."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rognan(journal):
    number = a_client(journal, "Byggmester Rognan", language="nb")
    a_person(journal, number, "Tor Rognan")
    return number


@pytest.fixture
def complaint(journal, rognan):
    return record_incident(journal, rognan, HeardEntry(WORDS), now=NOON)


@pytest.fixture
def open_desk(qtbot, journal, tmp_path, clock):
    theme.apply(Settings())
    opened = []

    def open_desk(at=journal, size=(1440, 900)):
        desk = Desk(at, SettingsFile(tmp_path / "settings.json"), clock)
        desk.resize(*size)
        desk.show()
        desk.activateWindow()
        qtbot.waitUntil(desk.isActiveWindow)
        opened.append(desk)
        return desk

    yield open_desk
    for desk in opened:
        desk.finish()
        desk.hide()
        desk.deleteLater()


@pytest.fixture
def desk(open_desk, rognan):
    return open_desk()


def press(key, modifiers=NO_KEY):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def page_of(desk):
    return desk.page("complaints")


def pane_of(desk):
    return page_of(desk).pane


def names(listed):
    return [row.name for row in listed.rows()]


def click(view, row):
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, place)


# -- catching it ------------------------------------------------------------------------------------------


def test_a_complaint_is_caught_and_an_answer_promised_by_keys_alone(qtbot, journal, desk, clock):
    QTest.keyClick(desk, Qt.Key.Key_C, CTRL | SHIFT)
    dialog = desk.findChild(NewComplaint)
    qtbot.waitUntil(dialog.isActiveWindow)
    write("bygg")
    press(Qt.Key.Key_Return)
    write(WORDS)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    write("Bildene byttet i dag")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.current_page() == "complaints")
    (one,) = incidents(journal)
    assert (one.client_words, one.felt_at, one.remedy_sought) == (WORDS, 1, "Bildene byttet i dag")
    assert one.reporter_name == "Tor Rognan"
    pane = pane_of(desk)
    assert (pane.step_number(), pane.go_button.text()) == (PROMISED, "Promised")
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    press(Qt.Key.Key_Return, CTRL)
    one = incident(journal, one.incident_id)
    assert one.answer_due_at == instant(NOON) + timedelta(hours=24)
    assert one.state is IncidentState.ACKNOWLEDGED


def test_what_was_typed_is_kept_when_the_dialog_is_left(qtbot, journal, desk):
    desk.new_complaint()
    dialog = desk.findChild(NewComplaint)
    dialog.words.setPlainText(WORDS)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert incidents(journal) == []
    qtbot.waitUntil(lambda: desk.findChild(NewComplaint) is None)
    desk.new_complaint()
    assert desk.findChild(NewComplaint).words.toPlainText() == WORDS


def test_a_complaint_without_words_or_client_says_what_is_missing(journal, desk):
    desk.new_complaint()
    dialog = desk.findChild(NewComplaint)
    dialog.accept()
    assert dialog.form.field("client_id").error() == "Choose a client first."
    dialog.client.setFocus()
    QTest.keyClicks(dialog.client.line, "bygg")
    QTest.keyClick(dialog.client.line, Qt.Key.Key_Return)
    dialog.accept()
    assert "the way it was said" in dialog.form.field("client_words").error()
    assert incidents(journal) == []


def test_undo_of_a_new_complaint_leaves_an_empty_page_that_helps(journal, desk, complaint):
    desk.open_complaint(complaint)
    assert page_of(desk).current_incident_id() == complaint
    desk.undo()
    assert page_of(desk).current_incident_id() is None
    page_of(desk).empty_button.click()
    assert desk.findChild(NewComplaint) is not None


# -- the clock --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "light", "figure"),
    [
        (timedelta(hours=1), "", "23 h 00 min  left"),
        (timedelta(hours=20), "", "4 h 00 min  left"),
        (timedelta(hours=20, minutes=1), "watch", "3 h 59 min  left"),
        (timedelta(hours=24), "watch", "0 min  left"),
        (timedelta(hours=24, seconds=1), "act", "0 min  late"),
        (timedelta(hours=26, minutes=10), "act", "2 h 10 min  late"),
    ],
)
def test_the_clock_turns_amber_and_red_in_time(journal, desk, complaint, clock, after, light, figure):
    promise_answer(journal, complaint, NOON + timedelta(hours=24), now=NOON)
    desk.open_complaint(complaint)
    clock.now = NOON + after
    pane_of(desk).tick()
    face = pane_of(desk).head.clock
    assert (face.light(), face.figure.text()) == (light, figure)
    assert face.mark.isVisible() == bool(light)
    assert ("Call now and say when." in face.below.text()) == (light == "act")


def test_the_clock_runs_on_while_the_program_is_shut(qtbot, journal, open_desk, complaint, clock):
    promise_answer(journal, complaint, NOON + timedelta(hours=24), now=NOON)
    path = journal.path
    journal.close()
    clock.now = NOON + timedelta(hours=22)
    with Journal.open(path) as again:
        desk = open_desk(again)
        desk.open_complaint(complaint)
        assert pane_of(desk).head.clock.figure.text() == "2 h 00 min  left"
        assert pane_of(desk).head.clock.light() == "watch"
        desk.finish()


def test_answered_it_is_waited_for_a_decision_by_the_day(journal, desk, complaint, clock):
    step(journal, complaint, IncidentState.ANSWERED, now=NOON)
    desk.open_complaint(complaint)
    face = pane_of(desk).head.clock
    assert face.figure.text() == "7 days  left"
    assert face.below.text().startswith("To decide what to do")


def test_the_sidebar_counts_the_answers_owed(qtbot, journal, desk, complaint):
    desk.show_counts()
    said = [entry.count for entry in desk.sidebar.pages.entries.entries if entry.page == "complaints"]
    assert said == [1]
    step(journal, complaint, IncidentState.ANSWERED, now=NOON)
    assert count_answers_owed(journal) == 0


# -- step 1 -----------------------------------------------------------------------------------------------


def test_all_of_how_it_was_heard_is_saved_as_one_writes(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    heard = pane_of(desk).step()
    heard.words.setFocus()
    heard.words.selectAll()
    write("Elleve dager er for lenge")
    heard.wanted.setFocus()
    heard.kind.setFocus()
    heard.kind.setCurrentIndex(list(IncidentKind).index(IncidentKind.SLOW_RESPONSE))
    heard.kind.activated.emit(heard.kind.currentIndex())
    heard.severity.setCurrentIndex(list(Severity).index(Severity.MODERATE))
    heard.severity.activated.emit(heard.severity.currentIndex())
    QTest.mouseClick(heard.sounded.button(1), Qt.MouseButton.LeftButton)
    heard.time.setFocus()
    heard.time.selectAll()
    write("9.05")
    press(Qt.Key.Key_Tab)
    one = incident(journal, complaint)
    assert one.client_words == "Elleve dager er for lenge"
    assert (one.kind, one.severity, one.felt_at) == (IncidentKind.SLOW_RESPONSE, Severity.MODERATE, 1)
    assert one.received_at == instant(NOON.replace(hour=9, minute=5))


def test_a_pause_saves_and_makes_one_step_to_undo(qtbot, journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    heard = pane_of(desk).step()
    heard.wanted.setFocus()
    write("At noen svarer")
    assert incident(journal, complaint).remedy_sought == ""
    qtbot.waitUntil(lambda: incident(journal, complaint).remedy_sought == "At noen svarer", timeout=5_000)
    journal.undo()
    assert incident(journal, complaint).remedy_sought == ""


def test_what_was_just_typed_is_saved_before_the_journal_is_closed(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    pane_of(desk).step().wanted.setFocus()
    write("At noen svarer")
    path = journal.path
    desk.finish()
    journal.close()
    with Journal.open(path) as again:
        assert incident(again, complaint).remedy_sought == "At noen svarer"


def test_a_moment_to_come_is_refused_at_its_field_and_nothing_is_lost(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    heard = pane_of(desk).step()
    heard.time.setFocus()
    heard.time.selectAll()
    write("23:59")
    press(Qt.Key.Key_Return, CTRL)
    assert "has not come yet" in heard.told.field("received_at").error()
    assert pane_of(desk).step_number() == HEARD
    assert heard.time.text() == "23:59"
    assert incident(journal, complaint).received_at == instant(NOON)


def test_somebody_who_left_may_be_the_one_who_said_it(journal, desk, complaint, rognan):
    gone = a_person(journal, rognan, "Ola Gone", is_primary=False, valid_to=NOON.date() - timedelta(days=9))
    desk.open_complaint(complaint, HEARD)
    heard = pane_of(desk).step()
    offered = [heard.who.itemText(number) for number in range(heard.who.count())]
    assert offered == ["Nobody in particular", "Tor Rognan", "Ola Gone (left)"]
    heard.who.setCurrentIndex(2)
    heard.who.activated.emit(2)
    assert incident(journal, complaint).reported_by == gone


def test_what_one_noticed_oneself_is_no_complaint(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    heard = pane_of(desk).step()
    heard.noticed.setFocus()
    press(Qt.Key.Key_Space)
    assert not incident(journal, complaint).is_complaint
    assert "noticed by yourself" in pane_of(desk).head.came.text()


def test_an_account_of_fifty_thousand_words_is_shown_and_changed(journal, desk, rognan):
    text = "ord " * 50_000
    number = record_incident(journal, rognan, HeardEntry(text.strip(), channel=Kind.EMAIL), now=NOON)
    desk.open_complaint(number, HEARD)
    heard = pane_of(desk).step()
    assert len(heard.words.toPlainText()) == len(text.strip())
    heard.words.setFocus()
    write("Kort sagt: ")
    pane_of(desk).keep()
    assert incident(journal, number).client_words.startswith("Kort sagt: ord ord")


MAIL = """Fra: Tor Rognan <tor@rognan.no>
Sendt: mandag 9. mars 2026 15:20
Til: Nora
Emne: Bilder

Hei Nora,

Vi har ventet elleve dager på to bilder.

Med vennlig hilsen
Tor Rognan
Byggmester Rognan

Den tir 3. mars 2026 kl. 09:12 skrev Nora <nora@example.com>:
> Vi bytter dem denne uken.
"""


def paste(field, text):
    QApplication.clipboard().setText(text)
    field.setFocus()
    field.selectAll()
    press(Qt.Key.Key_V, CTRL)


def test_of_a_pasted_e_mail_their_words_are_cut_out_and_the_rest_is_kept(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    heard = pane_of(desk).step()
    paste(heard.words, MAIL)
    one = incident(journal, complaint)
    assert "Vi har ventet elleve dager" in one.client_words
    assert "Med vennlig hilsen" not in one.client_words
    assert "Vi bytter dem denne uken" in one.rest_of_message
    assert (one.channel, one.reporter_name) == (Kind.EMAIL, "Tor Rognan")
    assert one.received_at == instant(datetime(2026, 3, 9, 15, 20))
    assert not heard.offer.rest.isVisible()
    heard.offer.show_button.click()
    assert heard.offer.rest.isVisible()
    heard.offer.back_button.click()
    one = incident(journal, complaint)
    assert "Med vennlig hilsen" in one.client_words
    assert one.rest_of_message == ""
    assert not heard.offer.isVisible()


def test_what_is_no_e_mail_is_pasted_as_it_is(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    heard = pane_of(desk).step()
    paste(heard.words, "Bare ord.\nFlere ord.")
    pane_of(desk).keep()
    assert incident(journal, complaint).client_words == "Bare ord.\nFlere ord."
    assert not heard.offer.isVisible()


def test_a_message_pasted_into_a_new_complaint_dates_it(qtbot, journal, desk, rognan):
    desk.new_complaint(rognan)
    dialog = desk.findChild(NewComplaint)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    paste(dialog.words, MAIL)
    assert dialog.offer.isVisible()
    press(Qt.Key.Key_Return, CTRL)
    (one,) = incidents(journal)
    assert one.received_at == instant(datetime(2026, 3, 9, 15, 20))
    assert "Vi bytter dem" in one.rest_of_message


# -- step 2 -----------------------------------------------------------------------------------------------


def test_the_sentence_to_say_follows_what_is_chosen_and_is_copied(journal, desk, complaint):
    desk.open_complaint(complaint, PROMISED)
    promised = pane_of(desk).step()
    assert promised.sentence.text() == i18n.texts_in("nb").gettext(
        "You will have a thorough answer from me by {time} tomorrow."
    ).format(time="12.00")
    QTest.mouseClick(promised.by_when.hours.button(4), Qt.MouseButton.LeftButton)
    assert "16.00" in promised.sentence.text()
    promised.copy_button.click()
    assert QApplication.clipboard().text() == promised.sentence.text()


def test_hours_agreed_with_the_client_are_kept_and_chosen(journal, desk, complaint, rognan):
    desk.open_complaint(complaint, PROMISED)
    promised = pane_of(desk).step()
    promised.hours.setFocus()
    write("72")
    press(Qt.Key.Key_Return)
    assert answer_hours(journal, rognan) == 72
    assert promised.by_when.hours.value() == 72
    pane_of(desk).go_button.click()
    assert incident(journal, complaint).answer_due_at == instant(NOON) + timedelta(hours=72)


@pytest.mark.parametrize("typed", ["0", "721", "a day"])
def test_hours_that_cannot_be_are_refused_at_their_field(journal, desk, complaint, rognan, typed):
    desk.open_complaint(complaint, PROMISED)
    promised = pane_of(desk).step()
    promised.hours.setFocus()
    write(typed)
    pane_of(desk).keep()
    assert promised.form.field("answer_hours").error()
    assert journal.value(Client.select(Client.answer_within_hours)) is None


def test_any_other_moment_can_be_promised_but_none_that_is_over(journal, desk, complaint):
    desk.open_complaint(complaint, PROMISED)
    by_when = pane_of(desk).step().by_when
    by_when.hours.button("other").click()
    by_when.day.line.setText("9 March 2026")
    by_when.time.setText("10:00")
    pane_of(desk).go_button.click()
    assert incident(journal, complaint).answer_due_at is None
    assert by_when.error() == "The answer cannot come before the complaint."
    by_when.day.line.setText("12 March 2026")
    pane_of(desk).go_button.click()
    assert incident(journal, complaint).answer_due_at == instant(datetime(2026, 3, 12, 10, 0))


def test_saying_that_one_heard_it_has_a_clock_of_its_own(journal, desk, complaint, clock):
    desk.open_complaint(complaint, PROMISED)
    promised = pane_of(desk).step()
    assert (promised.badge.state(), promised.badge.text()) == ("none", "1 h 00 min left")
    clock.now = NOON + timedelta(minutes=61)
    pane_of(desk).tick()
    assert (promised.badge.state(), promised.badge.text()) == ("act", "1 min late")
    promised.heard_button.click()
    assert incident(journal, complaint).acknowledged_at == instant(clock.now)
    assert "1 h 01 min after it came" in promised.acknowledge.text()


def test_whether_they_were_content_is_kept_with_the_promise_and_after_it(journal, desk, complaint):
    desk.open_complaint(complaint, PROMISED)
    promised = pane_of(desk).step()
    QTest.mouseClick(promised.accepted.button(True), Qt.MouseButton.LeftButton)
    pane_of(desk).go_button.click()
    assert incident(journal, complaint).answer_promise_accepted is True
    pane_of(desk).show_step(PROMISED)
    QTest.mouseClick(promised.accepted.button(False), Qt.MouseButton.LeftButton)
    assert incident(journal, complaint).answer_promise_accepted is False


def test_another_moment_promised_later_replaces_the_first(journal, desk, complaint, clock):
    promise_answer(journal, complaint, NOON + timedelta(hours=24), now=NOON)
    clock.now = NOON + timedelta(hours=23)
    desk.open_complaint(complaint, PROMISED)
    pane = pane_of(desk)
    assert pane.go_button.text() == "Go on to both sides"
    QTest.mouseClick(pane.step().by_when.hours.button(4), Qt.MouseButton.LeftButton)
    assert pane.go_button.text() == "Promised anew"
    pane.go_button.click()
    assert incident(journal, complaint).answer_due_at == instant(NOON + timedelta(hours=27))
    assert pane.step_number() == SIDES


def test_a_promise_that_is_over_is_not_to_be_said_any_more(journal, desk, complaint, clock):
    promise_answer(journal, complaint, NOON + timedelta(hours=1), now=NOON)
    clock.now = NOON + timedelta(hours=2)
    desk.open_complaint(complaint, PROMISED)
    promised = pane_of(desk).step()
    assert not promised.sentence.isVisible()
    assert promised.told.text() == "That moment is over. Choose another, and tell them."


# -- around it --------------------------------------------------------------------------------------------


def test_the_groups_stand_by_what_is_waited_for(journal, desk, complaint, rognan, clock):
    later = record_incident(journal, rognan, HeardEntry("Senere"), now=NOON)
    promise_answer(journal, complaint, NOON + timedelta(hours=9), now=NOON)
    promise_answer(journal, later, NOON + timedelta(hours=3), now=NOON)
    called = an_incident(
        journal, rognan, title="Call", state=IncidentState.RESOLVED,
        resolved_at=instant(NOON), follow_up_on=NOON.date() + timedelta(days=3),
    )  # fmt: skip
    an_incident(journal, rognan, title="Over", state=IncidentState.CLOSED, closed_at=instant(NOON))
    an_incident(journal, rognan, title="Gone", state=IncidentState.WITHDRAWN, closed_at=instant(NOON))
    groups = [(row.group, row.name) for row in complaint_rows(journal)]
    assert groups == [
        (ComplaintGroup.ANSWER_OWED, "Senere"),
        (ComplaintGroup.ANSWER_OWED, incident(journal, complaint).name),
        (ComplaintGroup.TO_FOLLOW_UP, incident(journal, called).name),
        (ComplaintGroup.PUT_RIGHT, "Gone"),
        (ComplaintGroup.PUT_RIGHT, "Over"),
    ]
    desk.go_to("complaints")
    spoken = [
        page_of(desk).list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(page_of(desk).list.model().rowCount())
    ]
    assert spoken[1] == "Byggmester Rognan, Senere, Answer owed, 3 h 00 min left"
    assert spoken[-1].endswith("March 2026 · still a client")
    assert spoken[-2].endswith("March 2026 · withdrawn")


def test_arrows_choose_and_enter_goes_into_it(journal, desk, complaint, rognan):
    other = record_incident(journal, rognan, HeardEntry("Og regningen var feil."), now=NOON)
    desk.open_complaint(complaint)
    listed = page_of(desk).list
    listed.setFocus()
    press(Qt.Key.Key_Down)
    assert page_of(desk).current_incident_id() == other
    assert listed.hasFocus()
    press(Qt.Key.Key_K)
    assert page_of(desk).current_incident_id() == complaint
    press(Qt.Key.Key_Return)
    assert pane_of(desk).isAncestorOf(QApplication.focusWidget())


def test_a_click_opens_and_words_typed_elsewhere_are_kept(journal, desk, complaint, rognan):
    other = record_incident(journal, rognan, HeardEntry("Og regningen var feil."), now=NOON)
    desk.open_complaint(complaint, HEARD)
    pane_of(desk).step().wanted.setFocus()
    write("En frist")
    second = 2  # below the heading and the first
    click(page_of(desk).list, second)
    assert page_of(desk).current_incident_id() == other
    assert incident(journal, complaint).remedy_sought == "En frist"


def test_the_steps_are_always_open_by_click_and_by_keys(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    pane = pane_of(desk)
    press(Qt.Key.Key_Down, ALT)
    assert pane.step_number() == PROMISED
    press(Qt.Key.Key_Up, ALT)
    assert pane.step_number() == HEARD
    QTest.mouseClick(pane.bar.steps[FOLLOW_UP], Qt.MouseButton.LeftButton)
    assert pane.step_number() == FOLLOW_UP
    pane.back_button.click()
    assert pane.step_number() == ANSWER
    assert pane.bar.steps[HEARD].accessibleName() == "Step 1 of 5, Heard, done"


def test_its_name_is_written_where_it_stands(journal, desk, complaint):
    desk.open_complaint(complaint)
    title = pane_of(desk).head.title
    assert title.placeholderText() == incident(journal, complaint).name
    title.setFocus()
    write("Ventetid på bilder")
    press(Qt.Key.Key_Return)
    assert incident(journal, complaint).title == "Ventetid på bilder"
    assert names(page_of(desk).list) == ["Ventetid på bilder"]


@pytest.mark.parametrize(
    ("before", "to", "after"),
    [
        (IncidentState.RECEIVED, IncidentState.WITHDRAWN, IncidentState.WITHDRAWN),
        (IncidentState.RESOLVED, IncidentState.REOPENED, IncidentState.REOPENED),
    ],
)
def test_withdrawing_and_opening_again_ask_why(journal, desk, complaint, before, to, after):
    if before is not IncidentState.RECEIVED:
        step(journal, complaint, before, now=NOON)
    desk.open_complaint(complaint)
    offered = [act.text() for act in pane_of(desk).more_menu().actions()]
    assert any(("withdraws" in text) == (to is IncidentState.WITHDRAWN) for text in offered if text)
    pane_of(desk).ask_why(to)
    form = desk.findChild(ReasonForm)
    form.accept()
    assert form.form.field("reason").error() == "Say in a few words why."
    form.reason.setPlainText("De ringte og sa det")
    form.accept()
    assert incident(journal, complaint).state is after
    assert moves(journal, complaint)[-1].reason == "De ringte og sa det"


def test_delete_puts_it_in_the_trash_and_undo_brings_it_back(journal, desk, complaint):
    desk.open_complaint(complaint)
    page_of(desk).list.setFocus()
    press(Qt.Key.Key_Delete)
    assert page_of(desk).current_incident_id() is None
    desk.undo()
    assert page_of(desk).current_incident_id() == complaint


def test_undo_shows_the_words_as_they_were(journal, desk, complaint):
    desk.open_complaint(complaint, HEARD)
    save_words(journal, complaint, remedy_sought="Penger")
    wanted = pane_of(desk).step().wanted
    assert wanted.toPlainText() == "Penger"
    journal.undo()
    assert wanted.toPlainText() == ""


def test_of_two_thousand_the_earlier_ones_are_shown_when_asked_for(journal, desk, rognan):
    with journal.change("Many") as change:
        change.insert_many(
            Incident,
            (
                {
                    "client": rognan, "title": f"Complaint {n}", "state": IncidentState.CLOSED,
                    "received_at": datetime(2024, 1, 1, tzinfo=UTC), "client_words": "ord " * 200,
                    "closed_at": datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=n),
                }
                for n in range(2_000)
            ),
        )  # fmt: skip
    desk.go_to("complaints")
    listed = page_of(desk).list
    assert len(listed.rows()) == SHOWN_AT_FIRST
    assert listed.model_of_lines.lines[-1] == Earlier(2_000 - SHOWN_AT_FIRST)
    listed.setFocus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Return)
    assert len(listed.rows()) == 2_000
    desk.open_complaint(incidents(journal)[-1].incident_id)
    assert page_of(desk).current_incident_id() == incidents(journal)[-1].incident_id


@pytest.mark.parametrize("size", [(1024, 700), (960, 600), (1440, 900)])
def test_everything_stands_in_the_window(qtbot, open_desk, journal, complaint, size):
    desk = open_desk(size=size)
    desk.open_complaint(complaint, HEARD)
    pane = pane_of(desk)
    qtbot.waitUntil(pane.go_button.isVisible)
    for part in (pane.go_button, pane.head.clock, pane.head.title, pane.bar):
        corner = part.mapTo(desk, QPoint(part.width(), part.height()))
        assert corner.x() <= desk.width(), part
        assert corner.y() <= desk.height(), part
        assert part.width() > 40
    assert (desk.width(), desk.height()) == size


def test_the_patterns_stand_beside_the_list_and_lead_back(journal, desk, complaint):
    desk.open_complaint(complaint)
    page = page_of(desk)
    QTest.mouseClick(page.patterns_line, Qt.MouseButton.LeftButton)
    assert page.patterns.isVisible()
    assert page.list.current_id() is None
    click(page.list, 1)
    assert not page.patterns.isVisible()
    assert pane_of(desk).isVisible()
    page.patterns_line.setFocus()
    press(Qt.Key.Key_Return)
    page.patterns.incident_opened.emit(complaint)
    assert pane_of(desk).isVisible()


# -- ways to it -------------------------------------------------------------------------------------------


def test_links_from_elsewhere_lead_to_the_complaint(journal, desk, complaint, rognan):
    cause = a_cause(journal, complaint)
    desk.show_record("incident", complaint, rognan)
    assert desk.current_page() == "complaints"
    desk.go_to("today")
    desk.show_record("cause", cause, rognan)
    assert (desk.current_page(), page_of(desk).current_incident_id()) == ("complaints", complaint)


def test_search_leads_to_the_complaint(journal, desk, complaint):
    desk.search_for("elleve")
    found = desk.page("search").list
    assert [hit.type for hit in found.records()] == ["incident"]
    found.setFocus()
    press(Qt.Key.Key_Return)
    assert (desk.current_page(), page_of(desk).current_incident_id()) == ("complaints", complaint)


def test_one_that_is_gone_leads_back_and_says_so(journal, desk, complaint):
    desk.open_complaint(complaint)
    desk.go_to("today")
    pane_of(desk).trash()
    desk.back()
    assert desk.current_page() == "today"
    assert "not in the journal" in desk.toast.words.text()


def test_the_tab_of_the_client_has_the_same_lines(qtbot, journal, desk, complaint, rognan):
    desk.open_client(rognan, "complaints")
    tab = desk.page("client").tab("complaints")
    assert tab.told.text() == "1 complaint in all. 1 waits for an answer."
    assert desk.page("client").bar.tabText(3) == "Complaints  1"
    tab.take_focus()
    press(Qt.Key.Key_Return)
    assert (desk.current_page(), page_of(desk).current_incident_id()) == ("complaints", complaint)
    desk.open_client(rognan, "complaints")
    tab.new_button.click()
    assert desk.findChild(NewComplaint).client is None  # it is of this client already


def test_a_lost_client_may_complain_too_and_twice_at_once(journal, desk, clock):
    gone = a_client(journal, "Kystlinjen", status="lost", end_date=NOON.date() - timedelta(days=90))
    for words in ("Fakturaen kom igjen", "Og passordet virker ikke"):
        desk.new_complaint(gone)
        dialog = desk.findChildren(NewComplaint)[-1]
        dialog.words.setPlainText(words)
        dialog.accept()
    assert [row.name for row in complaint_rows(journal, gone)] == [
        "Fakturaen kom igjen",
        "Og passordet virker ikke",
    ]
