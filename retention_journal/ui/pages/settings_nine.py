"""The settings of nine o'clock: when, how many calls, the week, and whether the mornings are enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.i18n import _
from retention_journal.services.capacity import check_capacity
from retention_journal.services.own_rules import (
    FEWEST_CALLS,
    MOST_CALLS,
    keep_public_holidays,
    nine_oclock,
    set_nine_oclock,
)
from retention_journal.settings import Settings, SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dates_typed import time_typed
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.settings_days import DayFields
from retention_journal.ui.pages.settings_parts import beside
from retention_journal.ui.panels import Notice
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import Span, caption
from retention_journal.ui.toggles import TickBox

_A_MONDAY = date(2024, 1, 1)
_LONGEST_TIME = 5
_NINE = time(9)


class NineFields(QWidget):
    """How the morning's list is made, which is kept in the journal, and whether the system reminds of it.

    Signals:
        undoable: Something was taken away that can be put back.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._settings, self._now = journal, settings, now
        self.at = LineField(longest=_LONGEST_TIME)
        self.capacity = Segmented(
            [Option(n, formats.number(n)) for n in range(FEWEST_CALLS, MOST_CALLS + 1)],
            name=_("Calls each morning"),
        )
        self.weekdays = Chips([Chip(n, _weekday(n)) for n in range(7)], name=_("Working days"), many=True)
        self.days = DayFields(journal, now)
        self.reminder = TickBox(_("Say it on the screen at that time, without a sound"))
        self.tray = TickBox(_("Show an icon in the system’s tray"))
        self.fields = {
            "at": Field(
                _("The list is &made at"),
                self.at,
                note=_("Written like {time}.").format(time=formats.clock(_NINE)),
            ),
            "capacity": Field(_("Calls each morning"), box(row(self.capacity, None))),
            "weekdays": Field(_("Working days"), self.weekdays),
        }
        self._check = column()
        self._lay_out()
        self._listen()

    def refresh(self) -> None:
        """Show what the journal and the settings hold; a time that is being written stays as it is."""
        nine = nine_oclock(self._journal)
        if not (self.at.hasFocus() and self.at.isModified()):
            self._show_time()
        self.capacity.set_value(nine.capacity)
        self.weekdays.set_value(nine.weekdays)
        self.fields["weekdays"].show_error("")
        self.days.refresh()
        self._show_check()
        self._show_own(self._settings.current)

    def take_focus(self) -> None:
        """Begin with the time."""
        self.at.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Keep a time that was written and not yet kept; True where it could not be."""
        if self.at.isModified():
            self._keep_time()
        return bool(self.fields["at"].error())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.at and isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        of_journal = box(
            column(
                beside(self.fields["at"], self.fields["capacity"]),
                self._check,
                self.fields["weekdays"],
                self.days,
                gap=14,
            )
        )
        of_journal.setEnabled(not self._journal.is_read_only)
        note = caption(_("These two are for this computer; the rest is kept in the journal."), wrap=True)
        stack(self, of_journal, 4, column(self.reminder, self.tray, note, gap=4), gap=14)

    def _listen(self) -> None:
        self.at.installEventFilter(self)
        self.at.returnPressed.connect(self._keep_time)
        self.capacity.changed.connect(lambda n: self._keep(capacity=n))
        self.weekdays.changed.connect(lambda days: self._keep(weekdays=days))
        self.days.country_chosen.connect(self._keep_country)
        self.days.undoable.connect(self.undoable)
        self.reminder.toggled.connect(lambda on: self._settings.change(reminder=on))
        self.tray.toggled.connect(lambda on: self._settings.change(tray=on))

    def _keep_time(self) -> None:
        at = time_typed(self.at.text())
        if at is None:
            self.fields["at"].show_error(_("That is not a time. Write it like 9:00."))
        elif self._keep(at=at):
            self._show_time()

    def _keep_country(self, country: str) -> None:
        if self._keep(country=country):
            keep_public_holidays(self._journal, self._now().date())

    def _keep(self, **values: Any) -> bool:
        """Keep values of ``NineOClock``; say whether that went well."""
        nine = nine_oclock(self._journal)
        changed = replace(nine, **values)
        try:
            if changed != nine:
                set_nine_oclock(self._journal, changed)
        except InvalidEntryError as error:
            self.fields[error.field].show_error(error.message)
            self.weekdays.set_value(nine.weekdays)
            return False
        except JournalError as error:
            show_error(error, self.window())
            self.refresh()
            return False
        for name in values.keys() & self.fields.keys():
            self.fields[name].show_error("")
        return True

    def _show_time(self) -> None:
        self.at.setText(formats.clock(nine_oclock(self._journal).at))
        self.at.setModified(False)
        self.fields["at"].show_error("")

    def _show_check(self) -> None:
        """Say whether the mornings are enough, where anybody is to be called."""
        clear(self._check)
        check = check_capacity(self._journal, self._now().date())
        if not check.needed:
            return
        if check.is_enough:
            self._check.addWidget(caption(check.text, wrap=True))
            return
        words = [Span(check.text, "ui_strong")]
        if check.suggestion is not None:
            words.append(Span(" " + check.suggestion.text, "ui"))
        self._check.addWidget(Notice("watch", *words))

    def _show_own(self, settings: Settings) -> None:
        self.reminder.setChecked(settings.reminder)
        self.tray.setChecked(settings.tray)


def _weekday(number: int) -> str:
    name = formats.weekday(_A_MONDAY + timedelta(days=number))
    return name[:1].upper() + name[1:]
