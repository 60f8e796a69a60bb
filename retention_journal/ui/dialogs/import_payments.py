"""Payments out of a bank's list, each beside the invoice that it probably pays; you say which are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.core.incoming import Incoming
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.importers.dates import DATE_FORMATS
from retention_journal.importers.payments import PaymentWays, read_payments
from retention_journal.services.business import own_business
from retention_journal.services.payment_suggestions import Suggestion, note_payments, suggest_payments
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import Choice
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import FlowLayout, box, clear, column, stack
from retention_journal.ui.page import empty_state
from retention_journal.ui.reading_order import put_in_reading_order
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox

_WIDTH, _LEAST_HEIGHT, _MARGIN = 760, 480, 80
_MOST_TEXT = 160


@dataclass(frozen=True)
class _Read:
    incoming: Incoming
    suggestions: tuple[Suggestion, ...]


class ImportPayments(Dialog):
    """The dialog; it reads the list as soon as it is made, and writes only what is ticked.

    Signals:
        undoable: What was noted, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], path: Path, *, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(_("Payments from the bank"), _("Note payments"), parent, width=_WIDTH)
        self._journal, self._now, self._path, self._tasks = journal, now, path, tasks
        self.ticks: list[tuple[TickBox, Suggestion]] = []
        self.dates = Choice(
            [("", _("As the column shows")), *((key, _(text)) for key, text in DATE_FORMATS.items())]
        )
        self.decimal = Choice([("", _("As the column shows")), (",", _("Comma")), (".", _("Point"))])
        self._told = label("", "body", colour="text_2", wrap=True)
        self._lines = column(gap=12)
        self._empty = empty_state(
            "search",
            _("No payment fits an open invoice"),
            _("A payment fits by its reference, the invoice’s number, the amount that is open and the name."),
        )
        self._controls = QWidget()
        flow = FlowLayout(14)
        flow.addWidget(FormField(_("&Dates"), self.dates))
        flow.addWidget(FormField(_("Decimal &sign"), self.decimal))
        self._controls.setLayout(flow)
        stack(self.content, self._told, self._controls, box(self._lines), self._empty, None, gap=14)
        room = self.screen().availableGeometry().height() - _MARGIN
        self.setMinimumHeight(min(theme.px(_LEAST_HEIGHT), room))
        self.dates.chosen.connect(lambda _key: self._read())
        self.decimal.chosen.connect(lambda _sign: self._read())
        self._controls.hide()
        self._read()

    def submit(self) -> None:
        """Note the payments that are ticked, as one act."""
        chosen = [one for tick, one in self.ticks if tick.isChecked()]
        if chosen:
            done = note_payments(self._journal, chosen, today=self._now().date())
            told = ngettext("{n} payment was noted.", "{n} payments were noted.", done)
            self.undoable.emit(told.format(n=formats.number(done)))

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go on in the order in which one reads; most of a step is made while it is shown."""
        put_in_reading_order(self)
        return super().focusNextPrevChild(next)

    def _read(self) -> None:
        self._empty.hide()
        self._show(())
        self._told.setText(_("Reading “{name}”…").format(name=self._path.name))
        ways = PaymentWays(self.dates.value(), self.decimal.value(), own_business(self._journal).currency)
        self._tasks.start(
            partial(_read, self._path, ways, self._journal.path), on_success=self._was_read,
            on_error=self._refused,
        )  # fmt: skip

    def _refused(self, error: BaseException) -> None:
        """Say why the list cannot be read; how its days and amounts are written can be said then."""
        is_open = isinstance(error, JournalError) and error.code == "ambiguous"
        message = error.message if isinstance(error, JournalError) else str(error)
        advice = error.advice if isinstance(error, JournalError) else ""
        if is_open:
            advice = _("Say below how it is written.")
        self._told.setText(f"{message} {advice}".strip())
        self._controls.show()
        self.dates.setFocus()

    def _was_read(self, read: _Read) -> None:
        self._told.setText(
            " ".join(
                (
                    read.incoming.looks_like,
                    _("Tick what is right. Nothing else is written."),
                    *read.incoming.notes,
                )
            )
        )
        self._show(read.suggestions)
        self._empty.setVisible(not read.suggestions)
        self.cancel_button.setText(_("Cancel") if read.suggestions else _("Close"))

    def _show(self, suggestions: tuple[Suggestion, ...]) -> None:
        clear(self._lines)
        self.ticks = []
        for one in suggestions:
            tick = TickBox(_line(one).replace("&", "&&"))
            tick.setChecked(one.is_sure)
            tick.toggled.connect(lambda _on: self._offer())
            said = f"{one.payment.reference} {one.payment.text}".strip()[:_MOST_TEXT]
            why = ". ".join(one.why)
            tick.setAccessibleDescription(f"{why}. {said}")
            quote = formats.quoted(said) if said else ""
            self._lines.addWidget(box(column(tick, caption(f"{why}. {quote}".strip(), wrap=True), gap=2)))
            self.ticks.append((tick, one))
        self._offer()
        if self.ticks:
            self.ticks[0][0].setFocus()

    def _offer(self) -> None:
        chosen = sum(tick.isChecked() for tick, _one in self.ticks)
        told = ngettext("Note {n} payment", "Note {n} payments", chosen).format(n=formats.number(chosen))
        self.do_button.setText(told if chosen else _("Note payments"))
        self.do_button.setEnabled(bool(chosen))


def _line(one: Suggestion) -> str:
    money = formats.money(one.amount_minor, one.payment.currency)
    told = _("{money} on {day}: invoice {number} of {client}")
    if one.amount_minor < one.invoice.open_minor:
        told = _("{money} on {day}: a part of invoice {number} of {client}")
    return told.format(
        money=money,
        day=formats.day(one.payment.booked_on),
        number=one.invoice.number or "–",
        client=one.invoice.client_name,
    )


def _read(path: Path, ways: PaymentWays, journal: Path, progress: Progress) -> _Read:
    """Read a list and look for what its payments pay, on a thread of its own."""
    incoming = read_payments(path, ways, progress=progress)
    with JournalReader.open(journal) as reader:
        return _Read(incoming, tuple(suggest_payments(reader, incoming.payments)))
