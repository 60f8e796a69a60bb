"""Settings, Privacy: whom to erase or take out, how long records are kept, and what may go."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from retention_journal.services.retention_periods import GRACE_DAYS, KeptKind, live_on, periods, set_period
from retention_journal.settings import Settings, SettingsFile, Theme
from retention_journal.storage.tables import Interaction
from retention_journal.ui import theme
from retention_journal.ui.dialogs.erase_due import DueDialog
from retention_journal.ui.dialogs.typed_confirmation import TypedConfirmation
from retention_journal.ui.pages.settings_privacy import PrivacyFields
from retention_journal.ui.pages.today_due import DueNotice
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Label
from tests.builders import NOON, TODAY, a_call, a_client, a_person

OLD = datetime(2020, 1, 2, 10, 0)


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(Settings(theme=Theme.LIGHT))


@pytest.fixture
def tasks(qapp):
    tasks = Tasks(on_error=lambda error: pytest.fail(str(error)))
    yield tasks
    assert tasks.stop()


@pytest.fixture
def fields(qtbot, journal, tasks):
    made = PrivacyFields(journal, lambda: NOON, tasks)
    qtbot.add_widget(made)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.add_widget(made)
    made.show()
    return made


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(Label) if one.isVisible())


def test_a_client_and_a_person_are_asked_for_by_name(qtbot, fields, journal):
    client = a_client(journal)
    person = a_person(journal, client)
    fields.refresh()
    assert not fields.erase_button.isEnabled()
    fields.who.set_value((client, True))
    with qtbot.waitSignal(fields.erase_wanted) as asked:
        fields.erase_button.click()
    assert asked.args == [client]
    fields.who.set_value((person, False))
    with qtbot.waitSignal(fields.person_erase_wanted) as asked:
        fields.erase_button.click()
    assert asked.args == [person]
    with qtbot.waitSignal(fields.everything_wanted) as asked:
        fields.everything_button.click()
    assert asked.args == [person, False]


def test_nothing_has_a_period_until_one_is_chosen(fields, journal):
    assert "Everything is kept until you delete or erase it." in words(fields)
    choice = fields.kept[KeptKind.INTERACTION]
    choice.setCurrentIndex(choice.findText("5 years"))
    choice.activated.emit(choice.currentIndex())
    assert periods(journal) == {KeptKind.INTERACTION: 5}
    assert "Nothing is past its time." in words(fields)


def test_what_is_past_its_time_is_told_with_how_long_it_waits(fields, journal):
    a_call(journal, a_client(journal), OLD, summary="An old call")
    set_period(journal, KeptKind.INTERACTION, 5)
    fields.refresh()
    assert "1 entry is past its time. The first may go after 30 more days of use" in words(fields)
    assert fields.due_button.isVisible()


def test_the_list_is_looked_through_and_goes_only_when_it_is_ticked(qtbot, journal, parent, tmp_path):
    client = a_client(journal)
    a_call(journal, client, OLD, summary="An old call")
    a_call(journal, client)
    set_period(journal, KeptKind.INTERACTION, 5)
    for day in range(GRACE_DAYS + 1):
        live_on(journal, TODAY + timedelta(days=day))
    later = NOON + timedelta(days=GRACE_DAYS)
    settings = SettingsFile(tmp_path / "settings.json")
    dialog = DueDialog(journal, lambda: later, settings=settings, parent=parent)
    dialog.open()
    assert [one.title for one in dialog.due] == ["An old call"]
    assert not dialog.do_button.isEnabled()
    dialog.accept()
    assert journal.counts()["interaction"] == 2
    dialog.confirmed.setChecked(True)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.rewritten is not None)
    assert [at for (at,) in journal.tuples(Interaction.select(Interaction.occurred_at))] == [NOON]
    assert dialog.due == []


@pytest.mark.promise(19)
def test_much_that_is_past_its_time_goes_only_by_its_number(qtbot, journal, parent, tmp_path):
    """Reliability, promise 19."""
    client = a_client(journal)
    for one in range(11):
        a_call(journal, client, OLD, summary=f"An old call {one}")
    set_period(journal, KeptKind.INTERACTION, 5)
    for day in range(GRACE_DAYS + 1):
        live_on(journal, TODAY + timedelta(days=day))
    later = NOON + timedelta(days=GRACE_DAYS)
    settings = SettingsFile(tmp_path / "s.json")
    dialog = DueDialog(journal, lambda: later, settings=settings, parent=parent)
    dialog.open()
    dialog.confirmed.setChecked(True)
    dialog.do_button.click()
    (question,) = dialog.findChildren(TypedConfirmation)
    assert journal.counts()["interaction"] == 11
    question.typed.setText("11")
    question.accept()
    qtbot.waitUntil(lambda: dialog.rewritten is not None)
    assert journal.counts()["interaction"] == 0


def test_what_still_waits_cannot_be_ticked(journal, parent, tmp_path):
    a_call(journal, a_client(journal), OLD, summary="An old call")
    set_period(journal, KeptKind.INTERACTION, 5)
    dialog = DueDialog(journal, lambda: NOON, settings=SettingsFile(tmp_path / "s.json"), parent=parent)
    dialog.open()
    assert len(dialog.due) == 1
    assert not dialog.confirmed.isVisible()
    assert not dialog.do_button.isEnabled()


def test_today_tells_of_it_calmly_until_it_is_hidden_for_the_month(qtbot, journal, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    a_call(journal, a_client(journal), OLD, summary="An old call")
    notice = DueNotice(journal)
    qtbot.add_widget(notice)
    notice.refresh(TODAY)
    assert not notice.isVisible()
    set_period(journal, KeptKind.INTERACTION, 5)
    for day in range(GRACE_DAYS):
        notice.refresh(TODAY + timedelta(days=day))
        assert not notice.isVisible(), "it waits a month"
    last = TODAY + timedelta(days=GRACE_DAYS)
    notice.refresh(last)
    assert notice.isVisible()
    assert "1 entry is past the time for which you keep it." in words(notice)
    see, hide = (one for one in notice.findChildren(QAbstractButton) if one.text())
    with qtbot.waitSignal(notice.due_wanted):
        see.click()
    hide.click()
    notice.refresh(last)
    assert not notice.isVisible()
    notice.refresh(last + timedelta(days=31))
    assert notice.isVisible()
