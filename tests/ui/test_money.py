"""The money of one client: terms, invoices, the habit, and what is done about one that is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from retention_journal import i18n
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.invoices import InvoiceState
from retention_journal.services import engagements, invoices
from retention_journal.services.engagements import EngagementEntry, client_engagements
from retention_journal.services.invoices import InvoiceEntry, client_invoices
from retention_journal.ui.dialogs.engagement_form import EngagementForm
from retention_journal.ui.dialogs.invoice_form import InvoiceForm
from retention_journal.ui.dialogs.payment_form import PaymentForm
from retention_journal.ui.pages.money_part import MoneyPart
from retention_journal.ui.panels import Notice
from tests.builders import NOON, TODAY, a_client, a_person


@pytest.fixture
def ada(journal):
    return a_client(journal, "Ada Ltd", language="nb")


@pytest.fixture
def part(qtbot, journal, ada):
    made = MoneyPart(journal, lambda: NOON)
    qtbot.add_widget(made)
    made.resize(1000, 900)
    made.show_client(ada)
    made.refresh()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    journal.on_change(lambda changed: made.refresh() if changed.tables & made.watches else None)
    return made


def bill(journal, client, due, *, paid=None, number="", minor=100_000):
    entry = InvoiceEntry(due - timedelta(days=14), due, minor, "NOK", number, paid)
    return invoices.add_invoice(journal, client, entry, today=TODAY)


def two_days_early_and_now_late(journal, client, late=9):
    """Write thirteen invoices paid two days early, and one that waits."""
    newest = TODAY - timedelta(days=late)
    for back in range(13, 0, -1):
        due = newest - timedelta(days=30 * back)
        bill(journal, client, due, paid=due - timedelta(days=2), number=f"{1042 - back}")
    return bill(journal, client, newest, number="1042")


def settle():
    """Let what was closed end, and what was added be shown."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def notices(part):
    settle()
    return [one for one in part.findChildren(Notice) if one.isVisible()]


def press(parent, text):
    (button,) = [one for one in parent.findChildren(QPushButton) if one.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(form):
    return [one.text() for one in form.findChildren(QLabel) if one.isVisible()]


def test_without_invoices_the_way_to_the_first_is_shown(part):
    assert "No invoices yet." in texts(part)
    assert part.table.records() == []
    assert not part.chart.isVisible()
    assert notices(part) == []


def test_an_invoice_is_typed_in_and_stands_in_the_table(qtbot, journal, ada, part):
    form = part.add()
    assert isinstance(form, InvoiceForm)
    form.number.setText("A-1")
    form.total.setText("1 250,50")
    form.currency.setText("nok")
    form.issued.line.setText("2026-02-20")
    form.due.line.setText("2026-03-06")
    with qtbot.waitSignal(part.undoable) as said:
        form.accept()
    assert said.args == ["Invoice added."]
    (row,) = part.table.records()
    assert (row.number, row.total_minor, row.currency) == ("A-1", 125_050, "NOK")
    assert part.open.text() == "NOK 1,250.50 is open"
    journal.undo()
    assert part.table.records() == []


@pytest.mark.parametrize(
    ("field", "text", "at"),
    [
        ("total", "about 200", "total_minor"),
        ("total", "", "total_minor"),
        ("total", "1.255", "total_minor"),
        ("currency", "crowns", "currency"),
        ("due", "2026-02-19", "due_on"),
        ("due", "31.02.2026", "due_on"),
        ("issued", "", "issued_on"),
        ("paid", "2026-02-19", "paid_on"),
        ("number", "1041", "number"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(journal, ada, part, field, text, at):
    bill(journal, ada, date(2026, 1, 10), number="1041", paid=date(2026, 1, 10))
    form = part.add()
    form.total.setText("100")
    form.currency.setText("NOK")
    form.issued.line.setText("2026-02-20")
    form.due.line.setText("2026-03-06")
    wrong = getattr(form, field)
    (wrong.line if hasattr(wrong, "line") else wrong).setText(text)
    form.accept()
    assert form.isVisible()
    assert form.form.field(at).error()
    assert len(client_invoices(journal, ada)) == 1
    form.done(0)


def test_a_late_invoice_that_breaks_the_habit_says_so_and_offers_a_call(qtbot, journal, ada, part):
    two_days_early_and_now_late(journal, ada)
    (notice,) = notices(part)
    assert notice.words.text() == "Invoice 1042. 9 days late. The first in a year. Ask before you remind."
    assert part.habit.text() == (
        "Usually pays 2 days early; now 9 days late – the first time in 14 invoices."
    )
    with qtbot.waitSignal(part.call_wanted) as wanted:
        press(notice, "Call instead")
    assert wanted.args == [ada]


def test_a_reminder_is_put_on_the_clipboard_in_the_clients_language(qtbot, journal, ada, part):
    a_person(journal, ada, "Kari Moe")
    two_days_early_and_now_late(journal, ada)
    with qtbot.waitSignal(part.toast):
        press(notices(part)[0], "Draft a reminder")
    copied = QGuiApplication.clipboard().text()
    norwegian = i18n.texts_in("nb").gettext("Hello {name},").format(name="Kari")
    assert norwegian in copied
    assert "1. mars 2026" in copied
    assert "1042" in copied


def test_each_dot_is_read_by_the_arrow_keys_and_opens_its_invoice(journal, ada, part):
    waiting = two_days_early_and_now_late(journal, ada)
    part.chart.setFocus()
    QTest.keyClick(part.chart, Qt.Key.Key_End)
    assert part.chart.text() == "Invoice 1042, due 1 March 2026: not paid, 9 days late."
    QTest.keyClick(part.chart, Qt.Key.Key_Left)
    assert part.chart.text() == "Invoice 1041, due 30 January 2026: paid 2 days early."
    QTest.keyClick(part.chart, Qt.Key.Key_End)
    QTest.keyClick(part.chart, Qt.Key.Key_Return)
    form = part.findChild(InvoiceForm) or part.window().findChild(InvoiceForm)
    assert form.number.text() == invoices.invoice(journal, waiting).number
    form.done(0)


def test_the_plot_is_copied_as_a_table(journal, ada, part):
    two_days_early_and_now_late(journal, ada)
    part.chart.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 15
    assert lines[-1] == "1042\t2026-02-15\t2026-03-01\t\t9"


def test_a_payment_in_parts_and_the_rest_end_the_lateness(qtbot, journal, ada, part):
    waiting = two_days_early_and_now_late(journal, ada)
    part.table.select(waiting)
    form = part.pay()
    assert isinstance(form, PaymentForm)
    assert form.amount.text() == "1000"
    form.amount.setText("2 000")
    form.accept()
    assert form.form.field("amount_minor").error() == "Only NOK 1,000 is open."
    form.amount.setText("400")
    with qtbot.waitSignal(part.undoable) as said:
        form.accept()
    assert said.args == ["Part of the invoice paid."]
    assert part.open.text() == "NOK 600 is open"
    part.pay().accept()
    assert invoices.invoice(journal, waiting).state is InvoiceState.PAID
    assert notices(part) == []
    assert not part.pay_button.isEnabled()
    assert part.habit.text() == (
        "Usually pays 2 days early; the last one 9 days late – the first time in 14 invoices."
    )


def test_the_menu_offers_what_fits_the_invoice(journal, ada, part):
    waiting = bill(journal, ada, TODAY - timedelta(days=3), number="7")

    def offered():
        menu = part.menu_for(invoices.invoice(journal, waiting))
        return {action.text(): action for action in menu.actions() if action.text()}

    assert list(offered()) == [
        "Change…",
        "Note a payment…",
        "Draft a reminder",
        "They dispute it",
        "Write it off",
        "Move to the trash",
    ]
    offered()["They dispute it"].trigger()
    assert notices(part) == []  # nobody is reminded of what is disputed
    offered()["Wait for it again"].trigger()
    assert len(notices(part)) == 1
    offered()["Write it off"].trigger()
    assert invoices.invoice(journal, waiting).state is InvoiceState.WRITTEN_OFF
    offered()["Move to the trash"].trigger()
    assert client_invoices(journal, ada) == []


def test_delete_puts_the_invoice_at_hand_in_the_trash_and_undo_brings_it_back(qtbot, journal, ada, part):
    bill(journal, ada, TODAY, number="7")
    settle()
    part.table.setFocus()
    with qtbot.waitSignal(part.undoable) as said:
        QTest.keyClick(part.table, Qt.Key.Key_Delete)
    assert said.args == ["The invoice is in the trash."]
    assert client_invoices(journal, ada) == []
    journal.undo()
    assert [one.number for one in client_invoices(journal, ada)] == ["7"]


def test_terms_are_typed_in_and_told_as_facts(qtbot, journal, ada, part):
    form = part.terms.open()
    assert isinstance(form, EngagementForm)
    form.fee.setText("12 000,-")
    form.currency.setText("NOK")
    form.hours.setText("7.5")
    form.notice.setText("30 days")
    form.renewal.line.setText("2026-09-01")
    with qtbot.waitSignal(part.undoable) as said:
        form.accept()
    assert said.args == ["Terms added."]
    (line,) = part.terms.lines
    assert line.accessibleName() == (
        "Retainer: NOK 12,000 a month · 7.5 hours a month included · notice 30 days · renews 1 September"
    )
    settle()
    QTest.keyClick(line, Qt.Key.Key_Return)
    form = part.window().findChild(EngagementForm)
    assert (form.fee.text(), form.hours.text(), form.notice.text()) == ("12000", "7.5", "30")
    form.done(0)


@pytest.mark.parametrize(
    ("field", "text", "at"),
    [
        ("fee", "a lot", "fee_minor"),
        ("fee", "-5", "fee_minor"),
        ("hours", "0", "hours_included"),
        ("notice", "2.5", "notice_days"),
        ("currency", "", "currency"),
        ("end", "2020-01-01", "end_date"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(journal, ada, part, field, text, at):
    form = part.terms.open()
    wrong = getattr(form, field)
    (wrong.line if hasattr(wrong, "line") else wrong).setText(text)
    form.accept()
    assert form.form.field(at).error()
    assert client_engagements(journal, ada, TODAY) == []
    form.done(0)


def test_a_renewal_that_is_near_is_told_of(journal, ada, part):
    entry = EngagementEntry(currency="NOK", notice_days=30, renewal_date=date(2026, 4, 20))
    engagements.add_engagement(journal, ada, entry)
    (notice,) = notices(part)
    assert "20 April 2026; notice can be given until 21 March 2026" in notice.words.text()


def test_what_the_client_is_worth_stands_beside(journal, ada, part):
    others = [a_client(journal, name) for name in ("Bo", "Cy")]
    for client, minor in ((ada, 800), (others[0], 100), (others[1], 100)):
        bill(journal, client, date(2025, 7, 1), paid=date(2025, 7, 1), minor=minor)
    assert part.worth.text() == (
        "NOK 8 in twelve months · 80 per cent of your income in NOK, the most of all · 2 years together"
    )


def test_long_lists_are_shown_in_part_until_all_are_asked_for(journal, ada, part):
    two_days_early_and_now_late(journal, ada)
    assert len(part.table.records()) == 12
    press(part, "Show all 14")
    assert len(part.table.records()) == 14


def test_a_form_that_is_left_keeps_its_words(journal, ada, part):
    form = part.add()
    form.remark.setPlainText("for the second half")
    form.reject()
    again = part.add()
    assert again.remark.toPlainText() == "for the second half"
    again.remark.setPlainText("")
    with pytest.raises(InvalidEntryError):
        again.submit()
    again.reject()
