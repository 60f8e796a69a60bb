"""What one client pays: the terms, the invoices, the client's own habit, and what they are worth to you."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.invoices import InvoiceState, told, totals
from retention_journal.core.paying_habit import habit_sentence
from retention_journal.i18n import _, ngettext
from retention_journal.services import invoices
from retention_journal.services.engagements import client_engagements
from retention_journal.services.invoices import InvoiceRow, client_invoices
from retention_journal.services.paying import Paying, client_paying, reminder
from retention_journal.services.worth import Worth, client_worth, share_words, worth_facts
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.dialogs.invoice_form import InvoiceForm
from retention_journal.ui.dialogs.payment_form import PaymentForm
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.page import empty_state
from retention_journal.ui.pages.invoice_table import InvoiceTable
from retention_journal.ui.pages.terms_part import TermsPart
from retention_journal.ui.panels import Notice
from retention_journal.ui.readable_chart import ChartFrame, ReadableChart
from retention_journal.ui.text_labels import Span, caption, label, section_title

_AT_ONCE = 12
_LATE_SHOWN = 2
_PLOT_HEIGHT = 190


class MoneyPart(QWidget):
    """Terms and invoices of one client.

    Signals:
        undoable: What was done, beside an Undo.
        toast: What to say of something that cannot be undone.
        call_wanted: Call this client rather than remind them.
    """

    undoable = Signal(str)
    toast = Signal(str)
    call_wanted = Signal(int)
    watches = frozenset(
        {"client", "invoice", "engagement", "time_entry", "interaction", "setting", "business"}
    )

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self._shown = _AT_ONCE
        self.table: InvoiceTable | None = None
        self.terms = TermsPart(journal, now)
        self.terms.undoable.connect(self.undoable)
        self.terms.toast.connect(self.toast)
        self.worth = label("", "ui", colour="text_2", wrap=True)
        self.open = caption("")
        self.habit = label("", "body_strong", wrap=True)
        self.chart = ReadableChart(height=_PLOT_HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chart.opened.connect(lambda number: self.change(self._dots[number]))
        self._dots: tuple[int, ...] = ()
        self.new_button = outlined_button(_("New invoice"), icon="add", small=True)
        self.pay_button = outlined_button(_("Note a payment…"), small=True)
        self.new_button.clicked.connect(lambda _checked: self.add())
        self.pay_button.clicked.connect(lambda _checked: self.pay())
        self._late, self._lines = column(gap=8), column(gap=4)
        self._lay_out()
        self.setFocusProxy(self.new_button)

    def show_client(self, client_id: int) -> None:
        """Show the money of ``client_id`` from the next refresh on."""
        if client_id != self._client_id:
            self._client_id, self._shown = client_id, _AT_ONCE
        self.terms.show_client(client_id)

    def refresh(self) -> None:
        """Show what the journal holds now."""
        if self._client_id is None:
            return
        now = self._now()
        rows = client_invoices(self._journal, self._client_id)
        paying = client_paying(self._journal, self._client_id, now)
        self.terms.show_terms(client_engagements(self._journal, self._client_id, now.date()))
        self._show_worth(client_worth(self._journal, self._client_id, now.date()))
        self._show_late(rows, paying)
        self._show_habit(paying)
        self._show_rows(rows, paying)
        self._show_open(rows)

    def stand_on(self, table: str, record_id: int) -> QWidget | None:
        """Go to an invoice or to terms and return what shows it; None where it is not here."""
        if table == "engagement":
            return self.terms.line_of(record_id)
        if self.table is not None and not self.table.select(record_id):
            self._show_all()
        return self.table if self.table is not None and self.table.select(record_id) else None

    # -- acts -----------------------------------------------------------------------------------------------

    def add(self) -> InvoiceForm | None:
        """Open the form of a new invoice."""
        return None if self._client_id is None else self._form(self._client_id, None)

    def change(self, invoice_id: int) -> InvoiceForm:
        """Open the form of an invoice.

        Raises:
            NotFoundError: It is not in the journal, or in its trash.
        """
        return self._form(invoices.invoice(self._journal, invoice_id).client_id, invoice_id)

    def pay(self, one: InvoiceRow | None = None) -> PaymentForm | None:
        """Ask how much came of an invoice, or of the one at hand, and when; None where nothing is open."""
        row_at_hand = one or (self.table.current() if self.table is not None else None)
        if row_at_hand is None or not row_at_hand.open_minor:
            return None
        form = PaymentForm(self._journal, self._now, row_at_hand.invoice_id, parent=self.window())
        form.undoable.connect(self.undoable)
        form.open()
        return form

    def remind(self, one: InvoiceRow) -> None:
        """Put a polite reminder on the clipboard."""
        mail = reminder(self._journal, one.invoice_id, today=self._now().date())
        QGuiApplication.clipboard().setText(f"{mail.subject}\n\n{mail.body}")
        self.toast.emit(_("A reminder is copied. Paste it into an e-mail, and change it as you like."))

    def menu_for(self, one: InvoiceRow) -> QMenu:
        """Return what can be done with an invoice."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(text: str, act: Callable[[], object]) -> None:
            menu.addAction(text).triggered.connect(lambda _checked=False: act())

        offer(_("Change…"), lambda: self.change(one.invoice_id))
        if one.open_minor:
            offer(_("Note a payment…"), lambda: self.pay(one))
        if one.paid_minor:
            offer(_("Take back the payment"), lambda: self._take_back(one))
        if one.is_late(self._now().date()):
            offer(_("Draft a reminder"), lambda: self.remind(one))
        menu.addSeparator()
        if one.state in {InvoiceState.SENT, InvoiceState.PART_PAID} and not one.is_credit:
            offer(_("They dispute it"), lambda: self._dispute(one))
        if one.state in {InvoiceState.SENT, InvoiceState.PART_PAID, InvoiceState.DISPUTED}:
            offer(_("Write it off"), lambda: self._write_off(one))
        if one.state in {InvoiceState.DISPUTED, InvoiceState.WRITTEN_OFF}:
            offer(_("Wait for it again"), lambda: self._ask_again(one))
        offer(_("Move to the trash"), lambda: self._trash(one))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one = self.table.current() if self.table is not None and self.table.hasFocus() else None
        if event.key() == Qt.Key.Key_Delete and one is not None:
            self._trash(one)
        else:
            super().keyPressEvent(event)

    def _form(self, client_id: int, invoice_id: int | None) -> InvoiceForm:
        form = InvoiceForm(self._journal, self._now, client_id, invoice_id=invoice_id, parent=self.window())
        form.undoable.connect(self.undoable)
        form.toast.connect(self.toast)
        form.open()
        return form

    def _take_back(self, one: InvoiceRow) -> None:
        invoices.take_back_payment(self._journal, one.invoice_id)
        self.undoable.emit(_("The invoice is open again."))

    def _dispute(self, one: InvoiceRow) -> None:
        invoices.dispute(self._journal, one.invoice_id)
        self.undoable.emit(_("Noted that they dispute it."))

    def _write_off(self, one: InvoiceRow) -> None:
        invoices.write_off(self._journal, one.invoice_id)
        self.undoable.emit(_("The invoice is written off."))

    def _ask_again(self, one: InvoiceRow) -> None:
        invoices.ask_for_again(self._journal, one.invoice_id)
        self.undoable.emit(_("The invoice is waited for again."))

    def _trash(self, one: InvoiceRow) -> None:
        invoices.trash_invoice(self._journal, one.invoice_id, now=self._now())
        self.undoable.emit(_("The invoice is in the trash."))

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.frame = ChartFrame(self.chart)
        self._plot_title = caption(_("Days from the due day each invoice was paid"))
        self._paying = box(column(self.habit, self._plot_title, self.frame, gap=4))
        first = outlined_button(_("New invoice"), icon="add")
        first.clicked.connect(lambda _checked: self.add())
        self._empty = empty_state(
            "invoice",
            _("No invoices yet."),
            _("Note when each is due and when it is paid. After a few, the client’s own habit shows."),
            [first],
        )
        head = row(section_title(_("Invoices")), self.open, None, self.pay_button, self.new_button, gap=10)
        self._whole = box(column(head, self._late, self._paying, self._lines, gap=12))
        stack(self, self.terms, self.worth, 8, self._whole, self._empty, gap=12)

    def _show_worth(self, worth: Worth) -> None:
        """Show what the client brings and what you put in; too large a share of the income stands out."""
        flagged = {share_words(share) for share in worth.shares if share.is_flagged}
        parts: list[Span] = []
        for number, fact in enumerate(worth_facts(worth)):
            if number:
                parts.append(Span(" · ", "ui", "text_3"))
            shown = fact if number else fact[:1].upper() + fact[1:]
            look = ("ui_strong", "watch_text") if fact in flagged else ("ui", "text_2")
            parts.append(Span(shown, *look))
        self.worth.show_spans(parts)
        self.worth.setVisible(bool(parts))

    def _show_late(self, rows: Sequence[InvoiceRow], paying: Paying) -> None:
        clear(self._late)
        late = sorted(
            (one for one in rows if one.is_late(paying.today)), key=lambda one: one.due_on or date.max
        )
        for one in late[:_LATE_SHOWN]:
            self._late.addWidget(self._notice(one, paying))
        if len(late) > _LATE_SHOWN:
            n = len(late) - _LATE_SHOWN
            more = ngettext("{n} more is late.", "{n} more are late.", n).format(n=formats.number(n))
            self._late.addWidget(caption(more))

    def _notice(self, one: InvoiceRow, paying: Paying) -> Notice:
        call = outlined_button(_("Call instead"), icon="call", small=True)
        draft = outlined_button(_("Draft a reminder"), small=True)
        call.clicked.connect(lambda _checked: self.call_wanted.emit(one.client_id))
        draft.clicked.connect(lambda _checked: self.remind(one))
        named = _("Invoice {number}.").format(number=one.number) if one.number else ""
        words = Span(paying.late_line(one), "ui_medium")
        about = [Span(f"{named} ", "ui", "text_2")] if named else []
        state = "watch" if paying.breaks_habit(one) else "none"
        return Notice(state, *about, words, buttons=[call, draft])

    def _show_habit(self, paying: Paying) -> None:
        drawn = paying.chart()
        self._dots = tuple(dot.invoice.id for dot in drawn.dots)
        habit = paying.habit
        sentence = "" if habit is None else habit_sentence(habit, paying.today)
        self.habit.setText(sentence)
        self._paying.setVisible(habit is not None and bool(drawn.dots))
        self.chart.show_chart(drawn.marks, drawn.points, drawn.table, sentence)

    def _show_rows(self, rows: Sequence[InvoiceRow], paying: Paying) -> None:
        old = self.table
        current = old.current() if old is not None else None
        focused = old is not None and old.hasFocus()
        clear(self._lines)
        self.table = InvoiceTable(paying.today, paying.breaks_habit)
        self.table.opened.connect(lambda one: self.change(one.invoice_id))
        self.table.menu_wanted.connect(self._open_menu)
        self.table.current_changed.connect(lambda _one: self._offer_payment())
        self._lines.addWidget(self.table)
        self.table.show_invoices(rows[: self._shown])
        if current is None or not self.table.select(current.invoice_id):
            self.table.select_first()
        if len(rows) > self._shown:
            more = link_button(_("Show all {n}").format(n=formats.number(len(rows))))
            more.clicked.connect(lambda _checked: self._show_all())
            self._lines.addWidget(box(row(more, None)))
        if focused:
            self.table.setFocus()
        self._offer_payment()
        self._whole.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def _show_open(self, rows: Sequence[InvoiceRow]) -> None:
        waits = totals([(one.currency, one.open_minor) for one in rows])
        self.open.setText(_("{money} is open").format(money=told(waits)) if waits else "")

    def _show_all(self) -> None:
        self._shown = 10**9
        self.refresh()

    def _offer_payment(self) -> None:
        one = self.table.current() if self.table is not None else None
        self.pay_button.setEnabled(one is not None and bool(one.open_minor))

    def _open_menu(self, one: InvoiceRow, place: QPoint) -> None:
        self.menu_for(one).popup(place)
