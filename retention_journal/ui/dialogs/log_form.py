"""The fields of the quick log, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.core.contacts import (
    TALKS,
    WRITTEN,
    Answer,
    Direction,
    Kind,
    Outcome,
    default_outcome,
)
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_names
from retention_journal.services.contacts import SavedContact
from retention_journal.services.listening import Listening
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.client_field import ClientField
from retention_journal.ui.dates_typed import time_typed
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.log_complaint import ComplaintRow
from retention_journal.ui.dialogs.log_draft import By, LogDraft
from retention_journal.ui.dialogs.log_fields import (
    ChosenClient,
    OptionalSegmented,
    Question,
    SpreadLayout,
)
from retention_journal.ui.fields import DateField, LineField, TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, column, row
from retention_journal.ui.pages.repeat_card import RepeatCard
from retention_journal.ui.panels import Panel
from retention_journal.ui.quotes import spoken
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import FieldLabel, caption, label
from retention_journal.ui.toggles import TickBox

_CHANNELS = (
    (Kind.CALL, "call"),
    (Kind.EMAIL, "email"),
    (Kind.MESSAGE, "message"),
    (Kind.MEETING, "meeting"),
)
_AS_USUAL, _WARMER, _COOLER = 3, 4, 2
#: What is wrong with a complaint is wrong with the note: it holds their words.
_SHOWN_AT = {"client_words": "note"}
_DATE_WIDTH, _TIME_WIDTH, _NEXT_WIDTH = 190, 74, 210


class LogFields(QObject):
    """Builds the fields into a dialog and turns what stands in them into a ``LogDraft``.

    Signals:
        changed: Something was chosen that may move the next talk.
    """

    changed = Signal()

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], saved: SavedContact | None, dialog: Dialog
    ) -> None:
        super().__init__(dialog)
        self._now, self._saved = now, saved
        self._has_own_time = saved is not None
        self._asks_effort = False
        self._shown_time = ("", "")
        self.names = client_names(journal)
        self._make(dialog)
        self._make_when()
        self._make_promise()
        self._lay_out(dialog)
        self._wire(dialog)
        self.restyle()
        self._show_time(None)
        self._follow()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self.when_day.setFixedWidth(theme.px(_DATE_WIDTH))
        for field in (self.when_time, self.minutes):
            field.setFixedWidth(theme.px(_TIME_WIDTH))
        self._next_talk.setMinimumWidth(theme.px(_NEXT_WIDTH))

    # -- what stands in it --------------------------------------------------------------------------------

    def draft(self) -> LogDraft:
        """Return everything that stands in the fields."""
        return LogDraft(
            kind=self.channel.value(),
            direction=self._direction(),
            outcome=self._outcome(),
            occurred_at=self._moment(),
            duration_min=int(self.minutes.cleaned()) if self.minutes.cleaned().isdecimal() else None,
            note=self.note.toPlainText(),
            tone=self.tone.value(),
            all_ok=self.all_ok.value() if self._is_asked() else None,
            delivery_as_expected=self.works.value() if self._is_asked() else None,
            else_answer=self.other.value() if self._is_asked() else None,
            effort=self.effort.value() if self._is_asked() and self._asks_effort else None,
            opens_complaint=self._is_hard() and self.complaint.wants_complaint(),
            listening=self.complaint.listening() if self._is_hard() else Listening(),
            promise=self.promise.text(),
            by=self.by.value(),
            by_date=self.by_date.day() if self.by.value() is By.DATE else None,
        )

    def show_draft(self, draft: LogDraft) -> None:
        """Fill the fields with ``draft``."""
        self.channel.set_value(draft.kind)
        inbound = draft.direction is Direction.INBOUND
        self.direction.set_value(Direction.INBOUND if inbound else Direction.OUTBOUND)
        self.answered.setChecked(draft.outcome is Outcome.REPLIED)
        for segmented, offered in ((self.outcome, self._outcomes), (self.met, self._mets)):
            if draft.outcome in offered:
                segmented.set_value(draft.outcome)
        self._show_time(draft.occurred_at)
        self.minutes.setText("" if draft.duration_min is None else str(draft.duration_min))
        self.note.setPlainText(draft.note)
        self.note.moveCursor(QTextCursor.MoveOperation.End)
        self.tone.set_value(draft.tone)
        self.all_ok.set_value(draft.all_ok)
        self.works.set_value(draft.delivery_as_expected)
        self.other.set_value(draft.else_answer)
        self.effort.set_value(draft.effort)
        self.complaint.show_values(opens=draft.opens_complaint, mark=draft.listening)
        self._asks_effort = self._asks_effort or draft.effort is not None
        self.promise.setText(draft.promise)
        self.by.set_value(draft.by)
        self.by_date.set_day(draft.by_date)
        self._follow()

    def check(self) -> None:
        """Make sure that the fields can be read.

        Raises:
            InvalidEntryError: A day, a time or the minutes cannot be.
        """
        if self.when_day.problem():
            raise InvalidEntryError("occurred_at", self.when_day.problem())
        if time_typed(self.when_time.text()) is None:
            raise InvalidEntryError("occurred_at", _("That is not a time. Write it like 09:05."))
        if self.minutes.cleaned() and not self.minutes.cleaned().isdecimal():
            raise InvalidEntryError("duration_min", _("Write the minutes as a whole number."))
        if self.by.value() is By.DATE and self.promise.cleaned() and self.by_date.day() is None:
            raise InvalidEntryError("due_at", _("Choose a day."))

    def show_error(self, error: InvalidEntryError) -> bool:
        """Show ``error`` under the field it is about, put the focus there, and say whether there is one."""
        message = f"{error.message} {error.advice}".strip()
        field = self._fields.get(_SHOWN_AT.get(error.field, error.field))
        if field is None:
            return False
        field.show_error(message)
        field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def error(self, name: str) -> str:
        """Return what is said to be wrong with a field, or nothing."""
        return self._fields[name].error()

    def clear_errors(self) -> None:
        """Take all errors away."""
        for field in self._fields.values():
            field.show_error("")

    def show_client_line(self, *, chosen: bool) -> None:
        """Show the client that was chosen, or the line to type in."""
        self.chosen.setVisible(chosen)
        self._fields["client_id"].setVisible(not chosen)

    def ask_tone(self, name: str) -> None:
        """Ask how ``name`` sounded; "" asks how they did."""
        self._tone_label.setText(
            _("How did {name} sound?").format(name=name) if name else _("How did they sound?")
        )

    def ask_effort(self, *, asks: bool) -> None:
        """Ask how easy you are to deal with, or do not; an answer that is there stays."""
        self._asks_effort = asks or self.effort.value() is not None
        self._follow()

    def show_next_talk(self, day: date | None, every_days: int | None) -> None:
        """Show by when to talk next, and the rhythm that says so."""
        self._next_day.setText("–" if day is None else formats.weekday_day(day))
        every = "" if every_days is None else ngettext("every day", "every {n} days", every_days)
        self._next_every.setText(every.format(n=every_days))

    def next_talk(self) -> str:
        """Return by when to talk next, as it is shown."""
        return self._next_day.text()

    # -- making it ----------------------------------------------------------------------------------------

    def _make(self, dialog: Dialog) -> None:
        before = self._saved.entry if self._saved else None
        self.client = ClientField(self.names, may_add=True, parent=dialog)
        self.chosen = ChosenClient()
        channels = [Option(kind, kind.label, icon) for kind, icon in _CHANNELS]
        if before and before.kind not in {kind for kind, _icon in _CHANNELS}:
            channels.append(Option(before.kind, before.kind.label))
        self.channel = Segmented(channels, Kind.CALL, name=_("How"))
        self._outcomes = {Outcome.REACHED: _("Talked"), Outcome.NO_ANSWER: _("No answer")}
        self._mets = {
            Outcome.REACHED: _("Held"),
            Outcome.CANCELLED_BY_CLIENT: _("They cancelled"),
            Outcome.CANCELLED_BY_US: _("You cancelled"),
        }
        if before and before.outcome and before.kind in TALKS:
            offered = self._mets if before.kind is Kind.MEETING else self._outcomes
            offered.setdefault(before.outcome, before.outcome.label)
        self.outcome = _segmented(self._outcomes, _("What came of it"))
        self.met = _segmented(self._mets, _("What came of it"))
        sides = {Direction.OUTBOUND: _("From you"), Direction.INBOUND: _("From them")}
        self.direction = _segmented(sides, _("Who wrote"))
        self.answered = TickBox(_("They &answered"))
        self.all_ok = Question(_("Is all OK?"))
        self.works = Question(_("Does the delivery work as expected?"))
        self.other = Question(_("Anything else I can help with?"))
        rated = [Option(n, f"{n}") for n in range(1, 6)]
        self.effort = OptionalSegmented(rated, name=_("How easy am I to deal with? 1 is hard, 5 easy."))
        self.repeat, self.complaint = RepeatCard(), ComplaintRow()
        self.note = TextField()
        tones = {_AS_USUAL: _("As usual"), _WARMER: _("Warmer"), _COOLER: _("Shorter or cooler")}
        if before and before.tone is not None and before.tone not in tones:
            tones[before.tone] = _("{n} of 5").format(n=before.tone)
        self.tone = OptionalSegmented([Option(*tone) for tone in tones.items()], name=_("How they sounded"))
        self._tone_label = FieldLabel("", self.tone.button(_AS_USUAL))

    def _make_when(self) -> None:
        self.when_day = DateField(None, lambda: self._now().date(), past=True)
        self.when_time = LineField()
        self.when_time.setAccessibleName(_("Time"))
        self.minutes = LineField(longest=5)
        self._next_day = label("", "body", elide=True)
        self._next_every = caption("")
        self._next = Panel(row(self._next_day, None, self._next_every, gap=8), padding=(10, 6, 10, 6))

    def _make_promise(self) -> None:
        self.promise = LineField(icon="promise")
        by = {By.DAY: _("24 hours"), By.FRIDAY: _("Friday"), By.DATE: _("Date…")}
        self.by = _segmented(by, _("By"))
        self.by_date = DateField(None, lambda: self._now().date())

    def _lay_out(self, dialog: Dialog) -> None:
        self._fields = {
            "client_id": Field(_("&Client"), self.client),
            "note": Field(_("In a few &words"), self.note, optional=True),
            "text": Field(_("You &promised"), self.promise, optional=True),
            "due_at": Field(_("The promise is &due on"), self.by_date),
            "occurred_at": Field(_("W&hen"), self.when_day),
            "duration_min": Field(_("&Minutes"), self.minutes),
        }
        body = column(
            self._fields["client_id"],
            self.chosen,
            self.repeat,
            column(self._top(), self.answered, gap=4),
            self._asked(),
            self.complaint,
            self._fields["note"],
            self._promised(),
            self._sounded(),
            self._happened(),
            None,
            gap=15,
        )
        dialog.content.setLayout(body)

    def _top(self) -> QWidget:
        top = SpreadLayout(gap=10)
        for widget in (self.channel, self.outcome, self.met, self.direction):
            top.addWidget(widget)
        return _with_height_for_width(box(top))

    def _asked(self) -> QWidget:
        line = row(spoken(_("How easy am I to deal with? 1 is hard, 5 easy.")), self.effort, gap=12)
        line.setStretch(0, 1)
        self._easy = box(line)
        self._questions = box(column(self.all_ok, self.works, self.other, self._easy, gap=6))
        return self._questions

    def _promised(self) -> QWidget:
        by = box(column(FieldLabel(_("&By"), self.by.button(By.DAY)), self.by, gap=5))
        line = row(self._fields["text"], by, gap=16)
        line.setStretch(0, 1)
        line.setAlignment(self._fields["text"], Qt.AlignmentFlag.AlignTop)
        line.setAlignment(by, Qt.AlignmentFlag.AlignTop)
        self._promise = box(column(line, self._fields["due_at"], gap=10))
        return self._promise

    def _sounded(self) -> QWidget:
        sounded = column(self._tone_label, self.tone, gap=5)
        self._next_talk = box(column(FieldLabel(_("Next talk")), self._next, gap=5))
        flow = SpreadLayout(gap=14)
        flow.addWidget(box(sounded))
        flow.addWidget(self._next_talk)
        return _with_height_for_width(box(flow))

    def _happened(self) -> QWidget:
        parts = (self._fields["occurred_at"], self._timed(), self._fields["duration_min"])
        line = row(*parts, None, gap=16)
        for part in parts:
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        return box(line)

    def _timed(self) -> QWidget:
        return box(column(FieldLabel(_("Time"), self.when_time), self.when_time, gap=5))

    def _wire(self, dialog: Dialog) -> None:
        for segmented in (self.channel, self.outcome, self.met, self.direction):
            segmented.changed.connect(lambda _value: self._follow())
        self.answered.toggled.connect(lambda _on: self._follow())
        self.by.changed.connect(lambda _value: self._follow())
        self.when_day.changed.connect(self.changed)
        self.other.changed.connect(self._help_wanted)
        for question in (self.all_ok, self.works):
            question.changed.connect(lambda _answer: self._follow())
        for number, (kind, _icon) in enumerate(_CHANNELS, start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), dialog, lambda kind=kind: self.channel.set_value(kind))

    # -- following ----------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Show what belongs to the channel and what came of it, and hide the rest."""
        kind = self.channel.value()
        written = kind in WRITTEN
        self.outcome.setVisible(kind in TALKS and kind is not Kind.MEETING)
        self.met.setVisible(kind is Kind.MEETING)
        self.direction.setVisible(written)
        self.answered.setVisible(written and self.direction.value() is Direction.OUTBOUND)
        self._questions.setVisible(self._is_asked())
        self._easy.setVisible(self._asks_effort)
        self.complaint.setVisible(self._is_hard())
        self._promise.setVisible(self._saved is None)
        self._fields["due_at"].setVisible(self.by.value() is By.DATE)
        self.changed.emit()

    def _help_wanted(self, answer: Answer | None) -> None:
        if answer is Answer.YES and self._saved is None:
            self.promise.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_asked(self) -> bool:
        kind = self.channel.value()
        return kind in WRITTEN or (kind in TALKS and self._outcome() is Outcome.REACHED)

    def _is_hard(self) -> bool:
        """Whether they said No: something went wrong for them."""
        said_no = Answer.NO in {self.all_ok.value(), self.works.value()}
        return said_no and self._is_asked() and self._saved is None

    def _direction(self) -> Direction:
        kind = self.channel.value()
        if kind in WRITTEN:
            side: Direction = self.direction.value()
            return side
        before = self._saved.entry if self._saved else None
        return before.direction if before and before.kind is kind else Direction.OUTBOUND

    def _outcome(self) -> Outcome:
        kind = self.channel.value()
        if kind in TALKS:
            taken: Outcome = (self.met if kind is Kind.MEETING else self.outcome).value()
            return taken
        if kind in WRITTEN and self._direction() is Direction.OUTBOUND:
            return Outcome.REPLIED if self.answered.isChecked() else Outcome.NO_REPLY_YET
        before = self._saved.entry if self._saved else None
        if before and before.outcome and before.kind is kind:
            return before.outcome
        return default_outcome(kind, self._direction())

    # -- when ---------------------------------------------------------------------------------------------

    def _show_time(self, moment: datetime | None) -> None:
        """Show ``moment``, or now, which stays now until the entry is saved."""
        shown = moment or self._now()
        self._has_own_time = moment is not None
        self.when_day.set_day(shown.date())
        self.when_time.setText(formats.clock(shown))
        self._shown_time = (self.when_day.line.text(), self.when_time.text())

    def _moment(self) -> datetime | None:
        """Return when it happened; None where nobody changed it from now."""
        changed = (self.when_day.line.text(), self.when_time.text()) != self._shown_time
        day, at = self.when_day.day(), time_typed(self.when_time.text())
        if not (changed or self._has_own_time) or day is None or at is None:
            return None
        return datetime.combine(day, at)


def _segmented(options: dict[Any, str], name: str) -> Segmented:
    return Segmented([Option(value, word) for value, word in options.items()], name=name)


def _with_height_for_width(widget: QWidget) -> QWidget:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    return widget
