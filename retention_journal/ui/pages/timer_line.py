"""The clock: started with a click, it says how long it runs; stopped, it waits to be written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import JournalError
from retention_journal.core.hours import duration
from retention_journal.i18n import _
from retention_journal.services.timer import Running, discard_timer, running, start_timer, stop_timer
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import link_button, outlined_button, quiet_button
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.panels import inset
from retention_journal.ui.text_labels import Span, label, literal, shortened, spans

_LOOK_MS = 20_000  # often enough for minutes, seldom enough for a battery
_LONGEST_TASK = 200
_LONGEST_NAME = 28


class TimerLine(QWidget):
    """Starts, shows and stops the clock.

    Signals:
        measured: The client or None, and what the clock measured, an entry for each day.
        toast: What to say of it.
        moved: The clock was started, stopped or thrown away.
    """

    measured = Signal(object, object)
    toast = Signal(str)
    moved = Signal()

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._client_id: int | None = None
        self.one: Running | None = None
        self._thrown: Running | None = None
        self.task = LineField(placeholder=_("What are you about to do?"), longest=_LONGEST_TASK)
        self.task.setAccessibleName(_("Task"))
        self.task.returnPressed.connect(self.start)
        self.start_button = outlined_button(_("Start the clock"), icon="hours")
        self.start_button.clicked.connect(lambda _checked: self.start())
        self.back_button = link_button("")
        self.back_button.clicked.connect(lambda _checked: self.bring_back())
        self.words = spans(wrap=True, role="ui")
        self.problem = label("", "ui_medium", colour="act_text", wrap=True)
        self.stop_button = outlined_button(_("Stop"))
        self.stop_button.clicked.connect(lambda _checked: self.stop())
        self.away_button = quiet_button(_("Throw away"))
        self.away_button.clicked.connect(lambda _checked: self.throw_away())
        self.ticker = QTimer(self)
        self.ticker.setInterval(_LOOK_MS)
        self.ticker.timeout.connect(self._tell)
        self._lay_out()

    def show_client(self, client_id: int) -> None:
        """Start the clock for ``client_id`` from here on."""
        if client_id != self._client_id:
            self._client_id = client_id
            self.task.clear()
            self.problem.hide()

    def refresh(self) -> None:
        """Show whether the clock runs."""
        before, self.one = self.one, running(self._journal)
        at_hand = QApplication.focusWidget()
        was_here = at_hand is not None and self.isAncestorOf(at_hand)
        if self.one is not None:
            self._thrown = None
        self._idle.setVisible(self.one is None)
        self._busy.setVisible(self.one is not None)
        self._offer_back()
        self._tell()
        self._keep_ticking()
        if was_here and at_hand is not None and not at_hand.isVisible():
            (self.task if self.one is None else self.stop_button).setFocus()
        if self.one != before:
            self.moved.emit()

    def take_focus(self) -> None:
        """Put the focus on what is done next with the clock."""
        (self.task if self.one is None else self.stop_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- acts -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the clock for the client shown."""
        self.problem.hide()
        try:
            start_timer(self._journal, self._client_id, at=self._moment(), task=self.task.cleaned())
        except JournalError as error:
            self._show_problem(error)
        else:
            self.task.clear()
        self.refresh()

    def stop(self) -> None:
        """Stop the clock and hand over what it measured; under half a minute there is nothing to keep."""
        one = running(self._journal)
        if one is None:
            self.refresh()
            return
        entries = stop_timer(self._journal, at=self._moment())
        if entries:
            self.refresh()
            self.measured.emit(one.client_id, entries)
            return
        discard_timer(self._journal)
        self.toast.emit(_("The clock ran for less than half a minute. There is nothing to write down."))
        self.refresh()

    def throw_away(self) -> None:
        """Forget what the clock measured; it can be brought back until another one is started."""
        thrown = running(self._journal)
        discard_timer(self._journal)
        self._thrown = thrown
        self.refresh()

    def bring_back(self) -> None:
        """Let the clock run on as if it had not been thrown away."""
        one, self._thrown = self._thrown, None
        if one is None:
            return
        self.problem.hide()
        if running(self._journal) is None:
            try:
                start_timer(self._journal, one.client_id, at=one.started_at, task=one.task, bucket=one.bucket)
                if one.stopped_at is not None:
                    stop_timer(self._journal, at=one.stopped_at)
            except JournalError as error:  # its client is in the trash by now; undo brings both back
                self._thrown = one
                self._show_problem(error)
        self.refresh()

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        start = row(self.task, self.start_button, self.back_button, gap=10)
        start.setStretch(0, 1)
        self._idle = box(start)
        self.back_button.hide()
        line = row(self.words, self.away_button, self.stop_button, gap=10)
        line.setStretch(0, 1)
        self._busy = inset(line)
        self.problem.hide()
        self.setLayout(column(self._idle, self._busy, self.problem, gap=4))

    def _show_problem(self, error: JournalError) -> None:
        self.problem.setText(f"{error.message} {error.advice}".strip())
        self.problem.show()

    def _offer_back(self) -> None:
        """Offer what was thrown away, by its client's name where another client is shown."""
        thrown = self._thrown
        self.back_button.setVisible(thrown is not None)
        if thrown is None:
            return
        time = duration(thrown.minutes(self._moment()))
        if thrown.client_id == self._client_id or not thrown.client_name:
            self.back_button.setText(_("Bring back {time}").format(time=time))
        else:
            name = shortened(thrown.client_name, _LONGEST_NAME)
            text = _("Bring back {time} for {name}").format(time=time, name=name)
            self.back_button.setText(literal(text))

    def _tell(self) -> None:
        one = self.one
        if one is None:
            return
        started = one.started_at.astimezone()
        is_today = started.date() == self._now().date()
        since = formats.clock(started) if is_today else formats.day_and_time(started)
        passed = duration(one.minutes(self._moment()))
        if one.stopped_at is not None:
            told = _("Stopped after {time}; not written down yet.").format(time=passed)
        else:
            told = _("Running since {start}, {time}.").format(start=since, time=passed)
        name = "" if one.client_id == self._client_id else one.client_name
        about = " · ".join(part for part in (name, one.task) if part)
        looks = [Span(f"{about}  ", "ui_strong")] if about else []
        looks.append(Span(told, "ui", "text_2"))
        if one.is_forgotten(self._moment()):
            looks.append(
                Span(" " + _("Was it forgotten? You can shorten it before it is written down."), "ui")
            )
        self.words.show_spans(looks)
        self.stop_button.setText(_("Stop") if one.stopped_at is None else _("Write it down…"))

    def _moment(self) -> datetime:
        """Return the present moment with its zone: that of the computer."""
        return self._now().astimezone()

    # -- events ---------------------------------------------------------------------------------------------

    def _keep_ticking(self) -> None:
        runs = self.one is not None and self.one.stopped_at is None
        if runs and self.isVisible():
            self.ticker.start()
        else:
            self.ticker.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()
        self._keep_ticking()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.ticker.stop()
