"""Settings of the light: values are tried first, then kept or not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from retention_journal.core.light import SignalId
from retention_journal.core.light_rules import DEFAULT_RULES, THRESHOLDS
from retention_journal.services.own_rules import light_rules, set_light_rules
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Client
from retention_journal.ui.desk import Desk
from retention_journal.ui.pages import settings_light_page
from retention_journal.ui.pages.settings_light import LightFields
from retention_journal.ui.pages.settings_light_page import LightSettingsPage
from retention_journal.ui.tasks import Tasks
from tests.builders import NOON, TODAY, a_call, a_client, a_person, a_promise

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tasks(qapp):
    shared = Tasks(on_error=print)
    yield shared
    assert shared.stop()


@pytest.fixture
def clients(journal):
    """Make two retainers talked with 10 and 16 days ago: one is steady, one worth watching."""
    for name, days in (("Ada Ltd", 10), ("Bob & Sons", 16)):
        client = a_client(journal, name)
        a_person(journal, client)
        a_call(journal, client, NOON - timedelta(days=days))


@pytest.fixture
def page(qtbot, journal, clients, tasks):
    page = LightSettingsPage(journal, lambda: NOON, tasks=tasks)
    journal.on_change(page.on_change)
    qtbot.add_widget(page)
    page.resize(1000, 800)
    page.show()
    assert QTest.qWaitForWindowActive(page)
    return page


def block(page, signal):
    return next(one for one in page.blocks if one.signal == signal)


def opened(qtbot, page, signal):
    found = block(page, signal)
    qtbot.mouseClick(found.open_button, LEFT)
    return found


def write(row, number):
    row.field.setFocus()
    row.field.selectAll()
    QTest.keyClicks(row.field, str(number))
    QTest.keyClick(row.field, Qt.Key.Key_Tab)


def shown(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def try_retainers(qtbot, page, ideal):
    row = opened(qtbot, page, SignalId.SILENCE).rows["retainer_ideal_days"]
    write(row, ideal)
    return row


def test_every_threshold_stands_under_its_signal_with_unit_range_and_what_is_usual(qtbot, page):
    rows = {}
    for one in page.blocks:
        if one.names():
            qtbot.mouseClick(one.open_button, LEFT)
        rows |= one.rows
    assert rows.keys() == {threshold.name for threshold in THRESHOLDS}
    row = rows["agreement_stale_days"]
    assert (row.field.value(), row.field.suffix()) == (120, " days")
    assert (row.field.minimum(), row.field.maximum()) == (1, 1000)
    assert "Usually 120, from 1 to 1,000." in shown(row)
    assert all(one.field.accessibleName() for one in rows.values())
    assert not any(one.back_button.isVisible() for one in rows.values())


def test_the_page_says_how_lights_combine_and_how_each_signal_is_set(page):
    told = shown(page)
    for words in (
        "something is broken that you must mend",
        "two small changes at once",
        "nothing known against",
    ):
        assert words in told
    assert "Watch when an invoice is 15 days overdue." in told


def test_values_tried_say_who_would_change_and_nothing_is_kept_yet(qtbot, journal, page):
    try_retainers(qtbot, page, 8)
    qtbot.wait_until(lambda: "With these values 1 client would change:" in shown(page))
    assert "Ada Ltd" in shown(page.trial)
    assert "Bob & Sons" not in shown(page.trial)
    assert light_rules(journal) == DEFAULT_RULES
    assert journal.undo_label == "Log a contact"


def test_values_that_change_nobody_say_so(qtbot, page):
    try_retainers(qtbot, page, 13)
    qtbot.wait_until(lambda: "With these values no client would change." in shown(page))


def test_kept_values_hold_and_are_undone_in_one_step(qtbot, journal, page):
    row = try_retainers(qtbot, page, 8)
    with qtbot.wait_signal(page.undoable):
        qtbot.mouseClick(page.trial.keep_button, LEFT)
    assert light_rules(journal).retainer_ideal_days == 8
    assert not page.trial.isVisible()
    assert row.back_button.isVisible()
    journal.undo()
    assert light_rules(journal) == DEFAULT_RULES
    assert row.field.value() == 14
    assert not row.back_button.isVisible()


def test_control_s_keeps_what_is_tried(qtbot, journal, page):
    assert page.save() is False
    try_retainers(qtbot, page, 8)
    assert page.save() is True
    assert light_rules(journal).retainer_ideal_days == 8


def test_left_as_it_was_all_is_as_before(qtbot, journal, page):
    row = try_retainers(qtbot, page, 8)
    qtbot.mouseClick(page.trial.leave_button, LEFT)
    assert row.field.value() == 14
    assert not page.trial.isVisible()
    assert light_rules(journal) == DEFAULT_RULES


def test_one_value_goes_back_to_the_usual_by_its_own_button(qtbot, journal, page):
    row = try_retainers(qtbot, page, 8)
    qtbot.mouseClick(row.back_button, LEFT)
    assert row.field.value() == 14
    assert not page.trial.isVisible()


def test_all_values_go_back_to_the_usual_as_a_trial_too(qtbot, journal, page):
    set_light_rules(journal, DEFAULT_RULES.changed(retainer_ideal_days=8, invoice_red_days=20))
    qtbot.mouseClick(page.usual_button, LEFT)
    qtbot.wait_until(lambda: "With these values 1 client would change:" in shown(page))
    assert light_rules(journal).retainer_ideal_days == 8
    qtbot.mouseClick(page.trial.keep_button, LEFT)
    assert light_rules(journal) == DEFAULT_RULES
    assert not page.usual_button.isVisible()


def test_red_before_amber_cannot_be_kept_and_is_said_at_its_place(qtbot, journal, page):
    rows = opened(qtbot, page, SignalId.INVOICE).rows
    write(rows["invoice_red_days"], 10)
    assert "cannot come before" in shown(rows["invoice_red_days"])
    assert "These values cannot be kept." in shown(page.trial)
    assert not page.trial.keep_button.isEnabled()
    page.keep()
    assert light_rules(journal) == DEFAULT_RULES
    write(rows["invoice_amber_days"], 5)
    assert "cannot come before" not in shown(rows["invoice_red_days"])
    qtbot.wait_until(page.trial.keep_button.isEnabled)


def test_more_than_a_fifth_at_act_now_is_said(qtbot, journal, page):
    assert "too tight" not in shown(page)
    for client in (1, 2):
        a_promise(journal, client, due_at=NOON - timedelta(days=20), made_on=TODAY - timedelta(days=30))
    page.refresh()
    qtbot.wait_until(lambda: "2 of your 2 clients are at Act now." in shown(page))
    assert "may be too tight" in shown(page)


def test_a_signal_named_by_another_page_is_unfolded(qtbot, page):
    page.open_place(signal="S4")
    assert block(page, SignalId.AGREEMENT).rows.keys() == {"agreement_stale_days", "agreement_gap"}
    page.open_place(signal="H3")  # it has no threshold
    page.open_place()


def test_with_many_clients_the_answer_is_worked_out_beside_the_window(qtbot, journal, page, monkeypatch):
    monkeypatch.setattr(settings_light_page, "_MANY_CLIENTS", 1)
    row = try_retainers(qtbot, page, 8)
    write(row, 9)
    qtbot.wait_until(lambda: "With these values 1 client would change:" in shown(page), timeout=5_000)


def test_a_change_elsewhere_leaves_what_is_tried(qtbot, journal, page):
    row = try_retainers(qtbot, page, 8)
    with journal.change("Rename") as change:
        change.update(Client, 1, name="Ada AS")
    assert row.field.value() == 8
    qtbot.wait_until(lambda: "Ada AS" in shown(page.trial))


def test_the_way_back_leads_to_the_settings(qtbot, page):
    with qtbot.wait_signal(page.settings_wanted):
        qtbot.mouseClick(page.back_button, LEFT)


def test_the_settings_say_how_many_values_are_your_own_and_lead_to_them(qtbot, journal):
    fields = LightFields(journal)
    qtbot.add_widget(fields)
    fields.refresh()
    fields.show()
    assert "All values are the usual ones." in shown(fields)
    set_light_rules(journal, DEFAULT_RULES.changed(agreement_stale_days=200))
    fields.refresh()
    assert "1 value is your own." in shown(fields)
    with qtbot.wait_signal(fields.light_settings_wanted):
        qtbot.mouseClick(fields.open_button, LEFT)


def test_a_journal_open_to_read_only_lets_nothing_be_tried(qtbot, tmp_path, tasks):
    path = tmp_path / "kept.rjournal"
    Journal.create(path).close()
    with Journal.open_read_only(path) as journal:
        page = LightSettingsPage(journal, lambda: NOON, tasks=tasks)
        qtbot.add_widget(page)
        page.show()
        assert not any(one.open_button.isEnabled() for one in page.blocks)


def test_the_way_to_one_threshold_ends_at_it_with_the_focus(qtbot, journal, tmp_path):
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(desk)
    desk.resize(1280, 820)
    desk.show()
    assert QTest.qWaitForWindowActive(desk)
    for name, signal, lowest in (("S1", SignalId.SILENCE, 0.34), ("D5", SignalId.CANCELS, 0.9)):
        desk.open_light_settings(name)
        wanted = block(desk.page("light"), signal)
        assert wanted.open_button.hasFocus()
        top = lambda wanted=wanted: wanted.mapTo(desk, wanted.rect().topLeft()).y() / desk.height()  # noqa: E731
        qtbot.waitUntil(lambda lowest=lowest, top=top: 0 <= top() < lowest)
    desk.finish()


def test_the_settings_of_nine_o_clock_open_at_them_with_the_focus(qtbot, journal, tmp_path):
    a_client(journal)
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(desk)
    desk.resize(1280, 820)
    desk.show()
    assert QTest.qWaitForWindowActive(desk)
    desk.page("today").nine_settings_wanted.emit()
    page = desk.page("settings")
    assert page.nine.at.hasFocus()
    title = page.nine.parentWidget()
    qtbot.waitUntil(lambda: 0 < page.nine.mapTo(desk, title.rect().topLeft()).y() < desk.height() / 3)
    desk.go_to("today")
    desk.open_settings()
    assert page.business.name.hasFocus()
    desk.finish()


def test_the_window_leads_from_the_settings_to_the_light_and_back(qtbot, journal, clients, tmp_path):
    desk = Desk(journal, SettingsFile(tmp_path / "settings.json"), lambda: NOON)
    qtbot.add_widget(desk)
    desk.resize(1280, 820)
    desk.show()
    assert QTest.qWaitForWindowActive(desk)
    desk.open_settings()
    qtbot.mouseClick(desk.page("settings").light.open_button, LEFT)
    assert desk.current_page() == "light"
    desk.open_light_settings("S1")
    row = block(desk.page("light"), SignalId.SILENCE).rows["retainer_ideal_days"]
    write(row, 8)
    desk.page("light").keep()
    assert light_rules(journal).retainer_ideal_days == 8
    desk.undo()
    assert light_rules(journal) == DEFAULT_RULES
    qtbot.mouseClick(desk.page("light").back_button, LEFT)
    assert desk.current_page() == "settings"
    desk.finish()
