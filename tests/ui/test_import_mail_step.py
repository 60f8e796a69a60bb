"""What a person says of a mailbox, by the step's own fields."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from retention_journal.core.errors import InvalidEntryError
from retention_journal.importers.mail import MailWays
from retention_journal.importers.mail_look import MailLook
from retention_journal.ui.dialogs.import_mail_step import MailStep

LEFT = Qt.MouseButton.LeftButton
TODAY = date(2026, 3, 10)
LOOK = MailLook(1_204, is_all=True, own_guess=("me@studio.example",), bytes=5_000)


@pytest.fixture
def step(qtbot):
    step = MailStep(lambda: TODAY)
    qtbot.add_widget(step)
    step.resize(900, 600)
    step.show()
    assert QTest.qWaitForWindowActive(step)
    return step


def texts(step):
    return [one.text() for one in step.findChildren(QLabel) if one.isVisible()]


def test_the_address_that_the_mailbox_is_of_is_offered_where_none_is_known(step):
    step.show_look("All mail.mbox", LOOK, MailWays())
    assert "“All mail.mbox” holds 1,204 mails." in texts(step)
    assert step.ways() == MailWays(("me@studio.example",))


def test_a_further_address_is_added_by_its_button(step):
    step.show_look("a", LOOK, MailWays(("kim@firm.example",)))
    assert step.ways().own_addresses == ("kim@firm.example",)
    (add,) = (one for one in step.findChildren(QPushButton) if one.text() == "Add it")
    assert add.accessibleName() == "Add me@studio.example to your own addresses"
    QTest.mouseClick(add, LEFT)
    assert step.ways().own_addresses == ("kim@firm.example", "me@studio.example")
    assert not add.isVisible()


def test_an_address_that_is_known_is_not_offered_again(step):
    step.show_look("a", LOOK, MailWays(("me+x@studio.example",)))
    assert not [one for one in step.findChildren(QPushButton) if one.text() == "Add it"]


def test_what_was_chosen_before_is_chosen_again(step):
    before = MailWays(("me@studio.example", "@firm.example"), keep_text=True, since="2025-01-31")
    step.show_look("a", LOOK, before)
    assert step.ways() == before


def test_everything_is_chosen_with_the_keyboard(step):
    step.show_look("a", MailLook(1, is_all=False, own_guess=(), bytes=1), MailWays())
    step.own.setFocus()
    QTest.keyClicks(step.own, "Me@Studio.example, @firm.example")
    QTest.keyClick(step.own, Qt.Key.Key_Tab)
    QTest.keyClick(step.focusWidget(), Qt.Key.Key_Down)
    assert step.with_text.isChecked()
    QTest.keyClick(step.focusWidget(), Qt.Key.Key_Tab)
    assert step.since.line.hasFocus()
    QTest.keyClicks(step.since.line, "2025-01-31")
    assert step.ways() == MailWays(("me@studio.example", "@firm.example"), keep_text=True, since="2025-01-31")


@pytest.mark.parametrize(
    ("typed", "message"),
    [("", "Without one"), ("me", "“me” is no e-mail address."), ("a@b c@d", "no e-mail")],
)
def test_addresses_that_are_none_are_told_under_the_field(step, typed, message):
    step.own.setPlainText(typed)
    assert step.ways() is None
    assert message in step.own_field.error()
    assert step.own.hasFocus()
    step.own.setPlainText("me@studio.example")
    assert step.own_field.error() == ""
    assert step.ways() is not None


@pytest.mark.parametrize("typed", ["soon", "2026-03-11"])
def test_a_day_that_cannot_be_is_told_under_the_field(step, typed):
    step.show_look("a", LOOK, MailWays())
    step.since.line.setFocus()
    QTest.keyClicks(step.since.line, typed)
    assert step.ways() is None
    assert step.since_field.error()


def test_what_a_service_refuses_is_told_at_its_field(step):
    step.show_error(InvalidEntryError("own_addresses", "Too many."))
    assert step.own_field.error() == "Too many."
    step.show_error(InvalidEntryError("since", "No day."))
    assert step.since_field.error() == "No day."
