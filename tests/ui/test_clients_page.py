from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from retention_journal import paths
from retention_journal.core.cadence import RhythmState
from retention_journal.core.clients import Status
from retention_journal.core.errors import NotFoundError
from retention_journal.core.events import EventKind
from retention_journal.core.kpis import AgreementStatus
from retention_journal.core.light import Light
from retention_journal.services.clients import client_entry, client_names
from retention_journal.services.events import EventEntry, note_event
from retention_journal.services.light_history import keep_lights
from retention_journal.services.people import people
from retention_journal.settings import SettingsFile
from retention_journal.storage.tables import KpiAgreement
from retention_journal.ui.dialogs.client_form import ClientForm
from retention_journal.ui.pages import clients_reading
from retention_journal.ui.pages.client_light import ReasonLine
from retention_journal.ui.pages.clients import ClientsPage
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise
from tests.services.kpi_samples import harbour

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _no_drafts_of_others():
    yield
    (paths.state_folder() / "new_client.json").unlink(missing_ok=True)


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def clients(journal):
    """Three clients: one late, one in rhythm that is owed a promise, one never talked to."""
    late = a_client(journal, "Lindqvist Arkitekter", locality="Göteborg")
    a_person(journal, late, "Elsa Lindqvist")
    a_call(journal, late, NOON - timedelta(days=25), summary="The new price")
    owed = a_client(journal, "Byggmester Rognan")
    a_call(journal, owed, NOON - timedelta(days=2))
    a_promise(journal, owed, due_at=NOON - timedelta(days=3))
    new = a_client(journal, "Studio Ljus & Ull", start_date=TODAY)
    return {"late": late, "owed": owed, "new": new}


@pytest.fixture
def open_page(qtbot, journal, settings):
    """Open the page as often as a test wants; all are closed before the journal is."""
    opened = []

    def open_one(width=1400):
        page = ClientsPage(journal, lambda: NOON, settings)
        journal.on_change(page.on_change)
        qtbot.add_widget(page)
        page.resize(width, 800)
        page.show()
        page.take_focus()
        opened.append(page)
        return page

    yield open_one
    for page in opened:
        page.close()


@pytest.fixture
def page(open_page):
    return open_page()


def names(page):
    return [facts.name for facts in page.table.records()]


def words(widget):
    QTest.qWait(0)  # Qt shows what was just added with the next turn
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def pick(menu: QMenu, text: str):
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_the_most_urgent_client_stands_first(clients, page):
    assert names(page) == ["Byggmester Rognan", "Lindqvist Arkitekter", "Studio Ljus & Ull"]
    page.order_button.menu().actions()[1].trigger()
    assert names(page) == ["Byggmester Rognan", "Lindqvist Arkitekter", "Studio Ljus & Ull"]
    page.order_button.menu().actions()[2].trigger()
    assert names(page)[0] == "Studio Ljus & Ull"


def test_chips_count_and_filter_by_light(qtbot, clients, page):
    watch = page.chips.button(Light.AMBER)
    assert watch.text() == "Watch 2"
    qtbot.mouseClick(watch, Qt.MouseButton.LeftButton)
    assert names(page) == ["Byggmester Rognan", "Lindqvist Arkitekter"]
    qtbot.mouseClick(page.chips.button(Light.GREY), Qt.MouseButton.LeftButton)
    assert names(page) == ["Studio Ljus & Ull"]


def test_the_filter_finds_people_and_towns_whatever_their_accents(qtbot, clients, page):
    for text, found in (
        ("elsa", "Lindqvist Arkitekter"),
        ("GOTEBORG", "Lindqvist Arkitekter"),
        ("ull", "Studio Ljus & Ull"),
    ):
        page.find()
        QTest.keyClicks(page.filter, text)
        assert names(page) == [found]
        QTest.keyClick(page.filter, Qt.Key.Key_Escape)
        assert len(names(page)) == 3


def test_a_filter_that_finds_nobody_can_be_cleared(qtbot, clients, page):
    QTest.keyClicks(page.filter, "zzz")
    assert "No client fits." in words(page)
    clear = next(
        b for b in page.findChildren(QPushButton) if b.text() == "Clear the filter" and b.isVisible()
    )
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 3


def test_enter_opens_the_client_and_space_and_f9_close_the_preview(qtbot, clients, page):
    qtbot.waitUntil(lambda: "Byggmester Rognan" in words(page.preview_panel))
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.client_opened) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [clients["late"]]
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert not page.preview_panel.isVisible()
    page.preview()
    assert page.preview_panel.isVisible()


def test_the_preview_says_why_what_matters_and_what_was_said(qtbot, journal, clients, page):
    with journal.change("Agree") as change:
        change.insert(
            KpiAgreement, client=clients["late"], version=1, status=AgreementStatus.AGREED,
            agreed_on=TODAY, valid_from=TODAY, client_words="No waiting",
        )  # fmt: skip
    keep_lights(journal, NOON)
    page.table.select(clients["late"])
    qtbot.waitUntil(lambda: "No waiting" in words(page.preview_panel))
    told = words(page.preview_panel)
    assert "Last real talk 25 days ago; your rhythm is 14." in told
    assert "Watch since 28 Feb (was Steady for 15 days)" in told
    assert "What matters most to Elsa" in told
    assert "The new price" in told
    log = next(b for b in page.preview_panel.findChildren(QPushButton) if b.text() == "Log a contact")
    with qtbot.waitSignal(page.log_wanted) as wanted:
        qtbot.mouseClick(log, Qt.MouseButton.LeftButton)
    assert wanted.args == [clients["late"]]


def test_a_narrow_window_shows_the_preview_only_when_asked(clients, open_page):
    page = open_page(width=950)
    assert not page.preview_panel.isVisible()
    page.preview()
    assert page.preview_panel.isVisible()


def test_paused_and_lost_clients_are_behind_the_columns_menu(journal, clients, page):
    with journal.change("Lose") as change:
        change.insert(
            KpiAgreement, client=clients["new"], version=1, status=AgreementStatus.DRAFT, valid_from=TODAY
        )
    page.set_status(page.table.records()[0], Status.PAUSED)
    assert "Byggmester Rognan" not in names(page)
    pick(page.columns_button.menu(), "Show paused and lost")
    assert "Byggmester Rognan" in names(page)
    assert page.chips.button(RhythmState.PAUSED).text() == "Paused 1"


def test_a_client_goes_to_the_trash_and_comes_back_with_undo(qtbot, journal, clients, page):
    page.table.select(clients["late"])
    with qtbot.waitSignal(page.undoable) as said:
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert said.args == ["Lindqvist Arkitekter is in the trash."]
    assert "Lindqvist Arkitekter" not in names(page)
    journal.undo()
    assert "Lindqvist Arkitekter" in names(page)


def test_the_row_menu_pauses_a_client_and_takes_it_up_again(journal, clients, page):
    facts = page.table.records()[0]
    pick(page.menu_for(facts), "Pause")
    assert client_entry(journal, facts.client_id).status is Status.PAUSED
    pick(page.columns_button.menu(), "Show paused and lost")
    paused = next(one for one in page.table.records() if one.client_id == facts.client_id)
    pick(page.menu_for(paused), "Client again")
    assert client_entry(journal, facts.client_id).status is Status.ACTIVE


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Open", "client_opened"),
        ("Log a contact", "log_wanted"),
        ("New promise…", "promise_wanted"),
        ("Report…", "report_wanted"),
        ("Mark as lost…", "lost_wanted"),
    ],
)
def test_the_row_menu_wishes_what_others_do(qtbot, clients, page, text, signal):
    facts = page.table.records()[0]
    with qtbot.waitSignal(getattr(page, signal)) as wished:
        pick(page.menu_for(facts), text)
    assert wished.args == [facts.client_id]


def test_a_new_client_is_written_in_and_stands_in_the_list(qtbot, journal, page):
    assert "No clients yet." in words(page)
    form = page.new_client()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    QTest.keyClicks(form.name, "Harbour & Hale")
    with qtbot.waitSignal(page.client_opened) as opened:
        QTest.keyClick(form.name, Qt.Key.Key_Return, CTRL)
    assert opened.args == [page.current_client_id()]
    assert names(page) == ["Harbour & Hale"]
    journal.undo()
    assert "No clients yet." in words(page)


def fill(form: ClientForm, **texts):
    for name, text in texts.items():
        form.form.field(name).widget.setText(text)


def test_a_new_client_with_a_person_and_a_rhythm_of_its_own(qtbot, journal, page):
    form = page.new_client()
    fill(form, name="Ada Ltd", contact_name="Ada Byron", contact_email="ada@", ideal_interval_days="21")
    form.accept()
    (client,) = client_names(journal)
    assert client.people == ("Ada Byron",)
    assert client_entry(journal, client.id).ideal_interval_days == 21
    assert people(journal, client.id, TODAY)[0].email == "ada@"


@pytest.mark.parametrize(
    ("field", "text"),
    [("name", "  "), ("ideal_interval_days", "often"), ("ideal_interval_days", "9999")],
)
def test_what_is_wrong_is_said_at_its_field_and_the_form_stays(qtbot, journal, page, field, text):
    form = page.new_client()
    fill(form, **{"name": "Ada Ltd", field: text})
    form.accept()
    assert form.isVisible()
    assert form.form.field(field).error()
    assert client_names(journal) == []


def test_a_day_in_the_future_is_refused_at_its_field(qtbot, page):
    form = page.new_client()
    fill(form, name="Ada Ltd")
    form.form.field("start_date").widget.set_day(TODAY + timedelta(days=1))
    form.accept()
    assert form.form.field("start_date").error() == "That day has not come yet."


def test_a_client_of_the_same_name_can_be_opened_or_added_anyway(qtbot, journal, clients, page):
    form = page.new_client("LINDQVIST arkitekter")
    form.accept()
    assert "Lindqvist Arkitekter is already here. Open it?" in words(form)
    buttons = {button.text(): button for button in form.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Add anyway"], Qt.MouseButton.LeftButton)
    assert len(client_names(journal)) == 4
    again = page.new_client("Lindqvist Arkitekter")
    again.accept()
    open_it = next(b for b in again.findChildren(QPushButton) if b.text() == "Open it")
    with qtbot.waitSignal(page.client_opened):
        qtbot.mouseClick(open_it, Qt.MouseButton.LeftButton)


def test_what_was_written_of_a_new_client_is_kept_when_the_form_is_left(qtbot, page):
    form = page.new_client()
    fill(form, name="Half a na", contact_name="Ada")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    again = page.new_client()
    assert again.name.text() == "Half a na"
    again.accept()
    assert page.new_client().name.text() == ""


def test_adding_and_agreeing_goes_on_to_the_kpis(qtbot, page):
    form = page.new_client("Ada Ltd")
    button = next(b for b in form.findChildren(QPushButton) if b.text() == "Add and agree KPIs…")
    with qtbot.waitSignal(page.agree_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_client_is_edited_with_f2_and_undone(qtbot, journal, clients, page):
    form = page.edit_client(clients["late"])
    fill(form, name="Lindqvist & Söner")
    form.accept()
    assert "Lindqvist & Söner" in names(page)
    journal.undo()
    assert "Lindqvist Arkitekter" in names(page)


def test_the_order_and_the_preview_are_remembered(clients, open_page):
    page = open_page()
    page.order_button.menu().actions()[2].trigger()
    page.preview()
    again = open_page()
    assert again.order_button.text() == "Longest silence first"
    assert not again.preview_panel.isVisible()


def test_screen_readers_hear_how_a_client_stands(clients, page):
    page.table.select(clients["late"])
    row = page.table.currentIndex().row()
    told = [
        page.table.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(6)
    ]
    assert told[:3] == [
        "Light: Watch",
        "Lindqvist Arkitekter, Elsa Lindqvist · Göteborg",
        "1 talk in 90 days, 11 days later than agreed",
    ]


def test_a_client_in_the_trash_has_no_form(journal, clients, page):
    page.table.select(clients["late"])
    page.trash(page.table.current())
    with pytest.raises(NotFoundError):
        page.edit_client(clients["late"])


def test_a_hidden_page_reads_the_journal_only_when_shown_again(journal, clients, page):
    page.hide()
    a_client(journal, "Ada Ltd", start_date=datetime(2026, 3, 1).date())
    assert "Ada Ltd" not in names(page)
    page.show()
    assert "Ada Ltd" in names(page)


def test_without_clients_there_is_no_empty_preview_and_the_first_client_brings_it(open_page, journal):
    page = open_page()
    page.refresh()
    assert not page.preview_panel.isVisible()
    a_client(journal, "Fjordlys")
    page.refresh()
    assert page.preview_panel.isVisible()


def test_goals_on_target_are_counted(journal, clients, page):
    harbour(journal)
    facts = next(one for one in page.table.records() if one.name.startswith("Harbour"))
    page.table.select(facts.client_id)
    row = page.table.currentIndex().row()
    cells = [
        page.table.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(7)
    ]
    assert any(str(text).startswith("KPIs on target: ") and str(text).endswith("of 4") for text in cells)
    new = next(n for n, one in enumerate(page.table.records()) if one.client_id == clients["new"])
    texts = [page.table.model().index(new, column).data() for column in range(7)]
    assert "first month" in texts


@pytest.fixture
def worker(qtbot, monkeypatch):
    """A thread for very many clients that can be held up, and let go."""
    monkeypatch.setattr(clients_reading, "MOST_AT_ONCE", 2)
    owner, free = QObject(), threading.Event()
    tasks = Tasks(owner, on_error=lambda error: pytest.fail(str(error)))
    tasks.start(lambda _progress: free.wait(20))
    yield tasks, free
    free.set()
    tasks.stop()


@pytest.fixture
def big_page(qtbot, journal, clients, settings, worker):
    page = ClientsPage(journal, lambda: NOON, settings, worker[0])
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1400, 800)
    page.show()
    return page


def test_with_very_many_clients_the_page_shows_at_once_and_the_list_follows(qtbot, worker, big_page):
    assert not names(big_page)
    assert not [one for one in big_page.findChildren(Label) if one.isVisible() and "No client" in one.text()]
    worker[1].set()
    qtbot.waitUntil(lambda: len(names(big_page)) == 3)
    qtbot.waitUntil(lambda: big_page.table.model().index(0, 0).data() == "Watch")
    assert big_page.chips.button(Light.AMBER).text() == "Watch 2"


def test_a_long_wait_for_very_many_clients_is_said(qtbot, monkeypatch, worker, journal, clients, settings):
    monkeypatch.setattr(clients_reading, "SLOW_MS", 20)
    page = ClientsPage(journal, lambda: NOON, settings, worker[0])
    qtbot.add_widget(page)
    page.resize(1400, 800)
    page.show()
    told = lambda: {one.text() for one in page.findChildren(Label) if one.isVisible()}  # noqa: E731
    qtbot.waitUntil(lambda: "Reading the journal…" in told())
    worker[1].set()
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    assert "Reading the journal…" not in told()


def test_among_very_many_clients_one_just_added_becomes_the_current_one(qtbot, journal, worker, big_page):
    worker[1].set()
    qtbot.waitUntil(lambda: len(names(big_page)) == 3)
    form = big_page.new_client("Åse Blomster")
    form.accept()
    qtbot.waitUntil(lambda: len(names(big_page)) == 4)
    qtbot.waitUntil(lambda: big_page.table.current().name == "Åse Blomster")


def test_while_very_many_clients_are_read_anew_the_list_stands(qtbot, journal, clients, worker, big_page):
    worker[1].set()
    qtbot.waitUntil(lambda: big_page.table.model().index(0, 0).data() == "Watch")
    free = threading.Event()
    worker[0].start(lambda _progress: free.wait(20))
    a_client(journal, "Aas")
    assert len(names(big_page)) == 3
    free.set()
    qtbot.waitUntil(lambda: len(names(big_page)) == 4)


def test_a_reason_beside_the_list_leads_to_the_client_and_its_record(qtbot, clients, page):
    page.table.select(clients["owed"])
    qtbot.waitUntil(lambda: bool(page.preview_panel.findChildren(ReasonLine)))
    line = page.preview_panel.findChildren(ReasonLine)[0]
    with qtbot.waitSignal(page.fact_wanted) as wanted:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert wanted.args[0] == clients["owed"]
    assert wanted.args[1].type == "promise"


def test_the_page_says_when_so_many_are_red_that_the_thresholds_may_be_too_tight(qtbot, journal, page):
    made = [a_client(journal, f"Client {number}") for number in range(5)]
    for client in made:
        a_call(journal, client)
    note_event(journal, made[0], EventEntry(EventKind.NOTICE, TODAY), now=NOON)
    assert not page.too_tight.isVisible()
    note_event(journal, made[1], EventEntry(EventKind.NOTICE, TODAY), now=NOON)
    assert page.too_tight.isVisible()
    change = next(b for b in page.too_tight.findChildren(QPushButton))
    with qtbot.waitSignal(page.light_settings_wanted):
        qtbot.mouseClick(change, Qt.MouseButton.LeftButton)
