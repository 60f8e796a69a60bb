from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from retention_journal.core.contacts import Kind
from retention_journal.core.light_facts import RecordRef
from retention_journal.services.hours import HoursEntry, log_hours
from retention_journal.services.invoices import InvoiceEntry, add_invoice
from retention_journal.storage.tables import Lesson
from retention_journal.ui.buttons import Button
from retention_journal.ui.icons import pixmap
from retention_journal.ui.pages.search_results import SearchResultsPage
from retention_journal.ui.search_hits import ICONS, KIND_ICONS, Ways, icon_of, providers
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def rognan(journal):
    client = a_client(journal, "Byggmester Rognan")
    a_person(journal, client, "Tor Rognan")
    a_client(journal, "Ada Ltd")
    a_call(journal, client, NOON - timedelta(days=1), summary="Spurte når bildene er byttet.")
    a_call(journal, client, NOON - timedelta(days=3), kind=Kind.NOTE, summary="Bildene bekymrer meg.")
    a_promise(journal, client, "Swap two pictures (bilder)")
    return client


@pytest.fixture
def went():
    return []


@pytest.fixture
def ask(journal, went):
    def way(name):
        return lambda *where: went.append((name, *where))

    ways = ("open_client", "log", "promise", "report", "show_all", "open_page", "open_fact")
    asked = providers(journal, lambda: NOON, Ways(**{name: way(name) for name in ways}))
    return lambda text: [hit for provider in asked for hit in provider(text)]


def titles(hits, group):
    return [hit.title for hit in hits if hit.group == group]


def test_a_client_is_found_by_name_or_person_with_what_can_be_done(ask, rognan, went):
    for text in ("rogn", "tor", "bygg rog", "ROGNAN"):
        hits = ask(text)
        assert titles(hits, "Clients") == ["Byggmester Rognan"]
        assert titles(hits, "Do") == [
            "Log a contact with Byggmester Rognan",
            "Add a promise to Byggmester Rognan",
            "Files of Byggmester Rognan",
            "Report for Byggmester Rognan",
        ]
    for hit in hits[:5]:
        hit.activate()
    assert went == [
        ("open_client", rognan),
        ("log", rognan),
        ("promise", rognan),
        ("open_client", rognan, "files"),
        ("report", rognan),
    ]


def test_tab_on_a_client_offers_what_can_be_done_with_it(ask, rognan):
    (client,) = [hit for hit in ask("rogn") if hit.group == "Clients"]
    assert [hit.title for hit in client.more()][:2] == [
        "Open Byggmester Rognan",
        "Log a contact with Byggmester Rognan",
    ]


def test_entries_lead_to_their_client_and_private_ones_bear_a_lock(ask, rognan, went):
    hits = {hit.title: hit for hit in ask("bild") if hit.group == "In the journal"}
    assert hits["Private note with Byggmester Rognan"].icon == "lock"
    assert hits["Call with Byggmester Rognan"].icon == "call"
    assert hits["Call with Byggmester Rognan"].hint == "yesterday"
    assert "bildene" in hits["Call with Byggmester Rognan"].detail
    hits["Call with Byggmester Rognan"].activate()
    hits["Swap two pictures (bilder)"].activate()
    assert went == [("open_client", rognan), ("open_client", rognan, "promises")]


def test_where_there_is_more_the_last_line_shows_all(journal, ask, rognan, went):
    for days in range(8):
        a_call(journal, rognan, NOON - timedelta(days=days), summary="Fakturaen")
    hits = ask("faktura")
    assert len(hits) == 6
    assert hits[-1].title == "Show all 8 in the journal"
    hits[-1].activate()
    assert went == [("show_all", "faktura")]


def test_without_a_text_the_clients_opened_lately_come_first(ask, rognan):
    assert ask("") == []
    ask("rogn")[0].activate()
    ask("ada")[0].activate()
    assert titles(ask(""), "Opened lately") == ["Ada Ltd", "Byggmester Rognan"]


def test_nothing_is_found_where_there_is_nothing(ask, rognan):
    assert ask("zebra") == []
    assert ask("...") == []


def test_a_single_letter_finds_clients_but_no_entries(ask, rognan):
    assert {hit.group for hit in ask("b")} == {"Clients", "Do"}


def test_every_icon_can_be_drawn(qapp):
    assert all(not pixmap(name).isNull() for name in {*ICONS.values(), *KIND_ICONS.values(), "lock"})


@pytest.fixture
def page(qtbot, journal, rognan):
    page = SearchResultsPage(journal, lambda: NOON)
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1100, 700)
    page.show()
    assert QTest.qWaitForWindowActive(page)
    return page


def found(page):
    return [hit.title for hit in page.list.records()]


def shown(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_typing_finds_and_enter_opens_the_first(qtbot, page, rognan):
    page.take_focus()
    QTest.keyClicks(page.field, "bild")
    qtbot.wait_until(lambda: len(found(page)) == 3)
    assert "3 places hold “bild”." in shown(page)
    with qtbot.wait_signal(page.client_opened) as wish:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert wish.args[0] == rognan


def test_down_moves_to_the_list_and_a_promise_opens_its_tab(qtbot, page, rognan):
    page.open_place(text="swap")
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    with qtbot.wait_signal(page.client_opened) as wish:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert wish.args == [rognan, "promises"]


def test_one_click_opens_a_hit(qtbot, page, rognan):
    page.open_place(text="spurte")
    with qtbot.wait_signal(page.client_opened) as wish:
        place = page.list.visualRect(page.list.table.index(0, 0)).center()
        qtbot.mouseClick(page.list.viewport(), LEFT, pos=place)
    assert wish.args == [rognan, ""]


def test_an_invoice_and_hours_are_asked_for_themselves_among_many(qtbot, journal, ask, went, page, rognan):
    entry = InvoiceEntry(TODAY, TODAY, 100, "NOK", number="2026-77")
    invoice = add_invoice(journal, rognan, entry, today=TODAY)
    hours = log_hours(journal, rognan, HoursEntry(TODAY, 30, task="Zebrafinch"), today=TODAY)
    wanted = [(rognan, RecordRef("invoice", invoice)), (rognan, RecordRef("time_entry", hours))]
    for text, expected in zip(("2026-77", "zebrafinch"), wanted, strict=True):
        page.open_place(text=text)
        with qtbot.wait_signal(page.fact_wanted) as wish:
            QTest.keyClick(page.list, Qt.Key.Key_Return)
        assert tuple(wish.args) == expected
        [hit] = [hit for hit in ask(text) if hit.group == "In the journal"]
        hit.activate()
        assert went.pop() == ("open_fact", *expected)


def test_groups_narrow_the_list(qtbot, page):
    page.open_place(text="bild")
    qtbot.mouseClick(page.chips.button("promises"), LEFT)
    assert found(page) == ["Swap two pictures (bilder)"]


def test_a_private_note_is_marked_in_words_and_by_a_lock(page):
    page.open_place(text="bekymrer")
    (hit,) = page.list.records()
    assert icon_of(hit) == "lock"
    said = page.list.table.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Private note, “Bildene")


def test_a_lesson_is_found_and_leads_to_the_lessons(qtbot, journal, page):
    with journal.change("Keep a lesson") as change:
        change.insert(Lesson, text="Answer within a day", learnt_on=TODAY)
    page.open_place(text="within")
    with qtbot.wait_signal(page.lessons_wanted):
        QTest.keyClick(page.field, Qt.Key.Key_Return)


def test_nothing_found_says_so_and_offers_a_shorter_word(qtbot, page):
    page.open_place(text="rognn")
    assert "Nothing found for “rognn”." in shown(page)
    (button,) = [one for one in page.findChildren(Button) if "rogn" in one.text() and one.isVisible()]
    qtbot.mouseClick(button, LEFT)
    assert page.field.text() == "rogn"
    assert "Byggmester Rognan" in found(page)


def test_what_is_searched_for_is_never_read_as_markup(page):
    page.open_place(text="<b>zz & co")
    assert "Nothing found for “<b>zz & co”." in shown(page)


def test_a_new_entry_appears_while_the_page_is_open(journal, page, rognan):
    page.open_place(text="faktura")
    assert found(page) == []
    a_call(journal, rognan, summary="Fakturaen kom")
    assert len(found(page)) == 1
    journal.undo()
    assert found(page) == []


def test_an_empty_field_tells_how_to_search(page):
    page.open_place(text="")
    assert "Type the beginning of one or several words." in shown(page)
