"""By when an answer is promised: a few hours to choose from, or any day and time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.i18n import _, ngettext
from retention_journal.ui.dates_typed import time_typed
from retention_journal.ui.fields import DateField, LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.segmented import Option, Segmented

#: Hours to choose from besides those agreed with the client. Source: DESIGN.md, 7.7, and issue 5.
HOURS = (1, 4, 24, 48)
_AS_PROMISED, _OTHER = "promised", "other"
_ROUND_MINUTES = 5


class ByWhen(QWidget):
    """Hours from now, side by side; "Other" asks for a day and a time.

    Signals:
        changed: Something else is chosen or typed.
    """

    changed = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._promised: datetime | None = None
        self.hours: Segmented = Segmented([Option(_OTHER, "")])
        self.day: DateField = DateField(None, self._today)
        self.time: LineField = LineField(longest=8)
        self._day_field: Field = Field(_("Day"), self.day)
        self._time_field: Field = Field(_("Time"), self.time)
        typed = row(self._day_field, self._time_field, gap=16)
        for field in (self._day_field, self._time_field):
            typed.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._typed: QWidget = box(typed)
        self._place = row(self.hours, None, gap=0)
        self.setLayout(column(self._place, self._typed, gap=12))
        self.day.changed.connect(self.changed)
        self.time.textEdited.connect(lambda _text: self.changed.emit())

    def offer(self, agreed: int, promised: datetime | None) -> None:
        """Offer hours to choose from.

        Args:
            agreed: Hours within which this client is answered; they are chosen.
            promised: What was promised already, in UTC; it is chosen then.
        """
        self._promised = promised
        options = [Option(hours, _hours_words(hours)) for hours in sorted({*HOURS, agreed})]
        if promised is not None:
            options.insert(0, Option(_AS_PROMISED, _("As promised")))
        options.append(Option(_OTHER, _("Other")))
        clear(self._place)
        chosen = agreed if promised is None else _AS_PROMISED
        self.hours = Segmented(options, chosen, name=_("They have a thorough answer by"), small=True)
        self.hours.changed.connect(lambda _value: self._choose())
        self._place.addWidget(self.hours)
        self._place.addStretch(1)
        due = on_the_wall(promised) if promised else self._in_hours(agreed)
        self.day.set_day(due.date())
        self.time.setText(formats.clock(due))
        self._choose()

    def is_new(self) -> bool:
        """Say whether something else is chosen than what was promised already."""
        return bool(self.hours.value() != _AS_PROMISED)

    def due(self) -> datetime:
        """Return the moment chosen: in UTC where it was promised, else on the wall.

        Raises:
            InvalidEntryError: The day or the time is none.
        """
        chosen = self.hours.value()
        if chosen == _AS_PROMISED and self._promised is not None:
            return self._promised
        if chosen != _OTHER:
            return self._in_hours(int(chosen))
        if problem := self.day.problem():
            raise InvalidEntryError("day", problem)
        at = time_typed(self.time.text())
        if at is None:
            raise InvalidEntryError("time", _("That is not a time. Write it like 09:05."))
        return datetime.combine(self.day.day() or self._today(), at)

    def show_error(self, error: InvalidEntryError) -> bool:
        """Show what is wrong with a day or a time that was typed; False where none was."""
        self.clear_errors()
        if self.hours.value() != _OTHER:
            return False
        field = self._time_field if error.field == "time" else self._day_field
        field.show_error(f"{error.message} {error.advice}".strip())
        return True

    def error(self) -> str:
        """Return what is shown to be wrong, or ""."""
        return self._day_field.error() or self._time_field.error()

    def clear_errors(self) -> None:
        """Take all errors away."""
        self._day_field.show_error("")
        self._time_field.show_error("")

    def focus(self) -> None:
        """Put the focus on what is chosen."""
        self.hours.focus()

    def _choose(self) -> None:
        self._typed.setVisible(self.hours.value() == _OTHER)
        self.clear_errors()
        self.changed.emit()

    def _in_hours(self, hours: int) -> datetime:
        """Return the moment in so many real hours, at a time of day that can be said."""
        due = on_the_wall(instant(self._now()) + timedelta(hours=hours))
        return due.replace(minute=due.minute // _ROUND_MINUTES * _ROUND_MINUTES, second=0, microsecond=0)

    def _today(self) -> date:
        return self._now().date()


def _hours_words(hours: int) -> str:
    return ngettext("{n} hour", "{n} hours", hours).format(n=formats.number(hours))
