"""Marking a client as lost and as a client again: days, pauses, what it was worth, and the keyboard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core.clients import Status
from retention_journal.core.losses import LossKind
from retention_journal.services.closings import mark_lost
from retention_journal.services.reflections import ClosingEntry, LossEntry, lost_clients, reflection_of
from retention_journal.storage.tables import Client, Loss
from retention_journal.ui.dialogs.loss_form import LossForm, Talk
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.dialogs.won_back import WonBackDialog
from tests.builders import NOON, TODAY, a_client

DAY = timedelta(days=1)
LEFT = Qt.MouseButton.LeftButton
NOTICE = TODAY - 10 * DAY


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    return window


@pytest.fixture
def lost(journal):
    client = a_client(journal)
    mark_lost(journal, client, LossEntry(NOTICE), ClosingEntry(), today=TODAY)
    return client


@pytest.fixture
def back(journal, window, lost):
    dialog = WonBackDialog(journal, lambda: NOON, lost, "Ada Ltd", parent=window)
    dialog.open()
    return dialog


@pytest.fixture
def marking(journal, window):
    dialog = MarkLostDialog(journal, lambda: NOON, window, client_id=a_client(journal))
    dialog.open()
    return dialog


@pytest.fixture
def form(qtbot):
    form = LossForm(lambda: TODAY, client="Ada Ltd", currency="NOK")
    qtbot.addWidget(form)
    form.show()
    return form


def status_of(journal, client):
    return journal.value(Client.select(Client.status).where(Client.id == client))


def back_on(journal, client):
    return journal.value(Loss.select(Loss.won_back_on).where(Loss.client == client))


def finish_by_keyboard(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def by_tab(qtbot, dialog, steps):
    """Return what has the focus after each of ``steps`` presses of Tab."""
    reached = []
    for _step in range(steps):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    return reached


@pytest.mark.parametrize(
    ("day", "said"),
    [(NOTICE - DAY, "They left only on"), (TODAY + DAY, "still to come")],
    ids=["before the notice", "still to come"],
)
def test_a_day_on_which_nobody_can_be_back_is_said_at_the_field(qtbot, journal, back, lost, day, said):
    before = status_of(journal, lost)
    back.on.set_day(day)
    qtbot.mouseClick(back.do_button, LEFT)
    assert back.isVisible()
    assert said in back.on.parent().error()
    assert status_of(journal, lost) is before
    assert back_on(journal, lost) is None


def test_the_day_of_the_notice_itself_can_be_the_day_they_came_back(qtbot, journal, back, lost):
    back.on.set_day(NOTICE)
    qtbot.mouseClick(back.do_button, LEFT)
    assert not back.isVisible()
    assert back_on(journal, lost) == NOTICE


def test_nobody_needs_to_know_the_day_they_came_back(qtbot, journal, back, lost):
    back.on.line.clear()
    with qtbot.waitSignal(back.undoable) as said:
        finish_by_keyboard(qtbot, back)
    assert said.args == ["Ada Ltd is a client again."]
    assert not back.isVisible()
    assert status_of(journal, lost) is Status.WON_BACK
    assert back_on(journal, lost) is None


def test_a_pause_asks_nothing_about_the_talk_and_a_full_loss_asks_again(form):
    form.talk.set_value(Talk.PLANNED)
    form.talk_on.set_day(TODAY + DAY)
    form.kind.set_value(LossKind.PAUSE)
    form.kind.changed.emit(LossKind.PAUSE)
    assert not form.talk.isVisible()
    assert not form.talk_on.isVisible()
    assert form.closing().planned_on is None
    form.kind.set_value(LossKind.FULL)
    form.kind.changed.emit(LossKind.FULL)
    assert form.talk.isVisible()
    assert form.talk_on.isVisible()
    assert form.closing().planned_on == TODAY + DAY


@pytest.mark.parametrize(
    ("currency", "written", "minor"),
    [("NOK", "48000", 4_800_000), ("EUR", "1200.50", 120_050), ("JPY", "5000", 5000), ("NOK", "", None)],
)
def test_what_it_was_worth_is_kept_in_the_smallest_unit_and_shown_again(form, currency, written, minor):
    form.use_currency(currency)
    form.value.setText(written)
    entry = form.entry()
    assert entry.value_lost_minor == minor
    assert entry.currency == (currency if written else "")
    form.value.clear()
    form.show_entry(entry)
    assert form.entry().value_lost_minor == minor


def test_what_it_was_worth_reaches_the_journal(qtbot, journal, marking):
    marking.fields.use_currency("NOK")
    marking.fields.value.setText("48000")
    with qtbot.waitSignal(marking.marked) as told:
        finish_by_keyboard(qtbot, marking)
    (loss,) = reflection_of(journal, told.args[0]).losses
    assert (loss.entry.value_lost_minor, loss.entry.currency) == (4_800_000, "NOK")
    assert len(lost_clients(journal)) == 1


def test_tab_goes_through_the_loss_in_the_order_it_is_read_and_reaches_the_button(qtbot, marking):
    qtbot.waitUntil(marking.isActiveWindow)
    fields = marking.fields
    fields.notice.line.setFocus()
    reached = by_tab(qtbot, marking, 40)
    in_order = [
        fields.ended.line,
        fields.words,
        fields.reason,
        fields.destination,
        fields.noticed.line,
        fields.value,
        fields.situation,
        marking.do_button,
    ]
    assert [reached.index(one) for one in in_order] == sorted(reached.index(one) for one in in_order)
