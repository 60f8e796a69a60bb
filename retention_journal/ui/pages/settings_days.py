"""The settings of days: whose public holidays are kept, and your own days off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.days_off import DayOffKind
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.holidays_known import COUNTRIES, public_holidays
from retention_journal.i18n import _, language
from retention_journal.services.own_rules import (
    OwnDaysOff,
    add_days_off,
    days_off,
    nine_oclock,
    remove_days_off,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import icon_button, link_button, outlined_button
from retention_journal.ui.fields import Choice, DateField, LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.pages.settings_parts import beside
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox

_SHOWN_BACK = timedelta(days=365)


class DayFields(QWidget):
    """Which days are not worked, beside those of the week.

    Signals:
        country_chosen: The code of a country whose public holidays to keep; "" for none.
        undoable: Days were taken away that can be put back.
    """

    country_chosen = Signal(object)
    undoable = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.country = Choice([("", _("None")), *((code, _(name)) for code, name in COUNTRIES.items())])
        self.country.chosen.connect(self.country_chosen)
        self.holidays = Holidays(journal, now)
        self.own = OwnDays(journal, now)
        self.own.undoable.connect(self.undoable)
        kept = Field(_("Public hol&idays of"), self.country)
        stack(self, kept, self.holidays, 4, self.own, gap=10)
        self._journal = journal

    def refresh(self) -> None:
        """Show what the journal holds."""
        country = nine_oclock(self._journal).country
        self.country.set_value(country)
        self.holidays.show_country(country)
        self.own.refresh(self.holidays.days())


class Holidays(QWidget):
    """The public holidays of this year and the next, each of which can be worked."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._country = ""
        self._built: tuple[str, int] | None = None
        self.ticks: dict[date, TickBox] = {}
        self.open_button = link_button("")
        self.open_button.setCheckable(True)
        self.open_button.toggled.connect(lambda _open: self._show())
        self._rows = column(gap=4)
        self._list = box(self._rows)
        self._list.hide()
        stack(self, row(self.open_button, None), self._list, gap=6)

    def show_country(self, country: str) -> None:
        """Show the holidays of ``country``; of "" there are none."""
        self._country = country
        self.setVisible(bool(country))
        self._show()

    def days(self) -> frozenset[date]:
        """Return the days that are listed, or would be."""
        if not self._country:
            return frozenset()
        return frozenset(day for year in self._years() for day in public_holidays(self._country, year, "en"))

    def _years(self) -> tuple[int, int]:
        year = self._now().year
        return year, year + 1

    def _show(self) -> None:
        first, second = self._years()
        is_open = self.open_button.isChecked() and bool(self._country)
        words = _("Hide the holidays") if is_open else _("Show the holidays of {first} and {second}")
        self.open_button.setText(words.format(first=first, second=second))
        self._list.setVisible(is_open)
        if is_open:
            self._build()
            worked = _worked(self._journal)
            for day, tick in self.ticks.items():
                tick.setChecked(day in worked)

    def _build(self) -> None:
        if self._built == (self._country, self._years()[0]):
            return
        self._built = (self._country, self._years()[0])
        clear(self._rows)
        self.ticks.clear()
        for year in self._years():
            self._rows.addWidget(label(str(year), "ui_strong"))
            for day, name in public_holidays(self._country, year, language()).items():
                self._rows.addWidget(self._line(day, name))
        self._rows.addWidget(caption(_("Ticked is a day you work all the same."), wrap=True))

    def _line(self, day: date, name: str) -> QWidget:
        tick = self.ticks[day] = TickBox(_("I work"))
        said = formats.weekday_day(day)
        tick.setAccessibleName(_("I work on {day}, {holiday}").format(day=said, holiday=name))
        tick.clicked.connect(lambda is_on: self._mark(day, is_worked=is_on))
        words = column(
            label(name, "ui", wrap=True), label(said, "caption", colour="text_2", wrap=True), gap=0
        )
        line = row(box(words), tick, gap=12)
        line.setStretch(0, 1)
        line.setAlignment(tick, Qt.AlignmentFlag.AlignVCenter)
        return box(line)

    def _mark(self, day: date, *, is_worked: bool) -> None:
        """Keep that ``day`` is worked, or is a holiday again."""
        try:
            if is_worked:
                add_days_off(self._journal, day, day, DayOffKind.WORKED)
            elif (kept := _worked(self._journal).get(day)) is not None:
                remove_days_off(self._journal, kept)
        except JournalError as error:
            show_error(error, self.window())
            self._show()


class OwnDays(QWidget):
    """Your own days off: those that are noted, and a line to note more.

    Signals:
        undoable: Days were taken away that can be put back.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._shown: list[OwnDaysOff] | None = None
        self.first = DateField(None, self._today, optional=True)
        self.last = DateField(None, self._today, optional=True)
        self.kind = Choice([(kind, _words(kind)) for kind in DayOffKind])
        self.note = LineField()
        self.add_button = outlined_button(_("Note the days"), icon="add", small=True)
        self.add_button.clicked.connect(self.add)
        self.note.returnPressed.connect(self.add)
        self.fields = {
            "first_on": Field(_("First day o&ff"), self.first),
            "last_on": Field(_("&Last day"), self.last),
            "kind": Field(_("Wh&y"), self.kind),
            "note": Field(_("N&ote"), self.note, optional=True),
        }
        self._rows = column(gap=4)
        self.remove_buttons: list[QWidget] = []
        title = label(_("Your own days off"), "ui_strong")
        stack(
            self,
            title,
            self._rows,
            beside(self.fields["first_on"], self.fields["last_on"]),
            beside(self.fields["kind"], self.fields["note"]),
            row(self.add_button, None),
            gap=10,
        )

    def refresh(self, holidays: frozenset[date]) -> None:
        """Show the days that are noted, those that ended more than a year ago left out.

        Args:
            holidays: Public holidays; those that are worked are ticked in their own list.
        """
        since = self._today() - _SHOWN_BACK
        shown = [
            one
            for one in days_off(self._journal)
            if one.last_on >= since and not (one.kind is DayOffKind.WORKED and one.first_on in holidays)
        ]
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        self.remove_buttons = []
        for one in shown:
            self._rows.addWidget(self._line(one))
        if not shown:
            self._rows.addWidget(caption(_("None noted."), wrap=True))

    def add(self) -> None:
        """Note the days that were written down; one day where no last one was."""
        for field in self.fields.values():
            field.show_error("")
        try:
            first = _day(self.first, "first_on", is_needed=True) or date.min
            last = _day(self.last, "last_on", is_needed=False) or first
            add_days_off(self._journal, first, last, self.kind.value(), self.note.cleaned())
        except InvalidEntryError as error:
            self.fields[error.field].show_error(error.message)
            self.fields[error.field].widget.setFocus()
            return
        except JournalError as error:
            show_error(error, self.window())
            return
        self.first.set_day(None)
        self.last.set_day(None)
        self.note.clear()
        self.first.setFocus()

    def _line(self, one: OwnDaysOff) -> QWidget:
        days = _days(one, self._today())
        said = ", ".join(text for text in (_words(one.kind), one.note) if text)
        remove = icon_button("close", _("Remove {days}").format(days=days), small=True)
        remove.clicked.connect(partial(self._remove, one.day_off_id, days))
        self.remove_buttons.append(remove)
        words = column(
            label(days, "ui", wrap=True), label(said, "caption", colour="text_2", wrap=True), gap=0
        )
        line = row(box(words), remove, gap=12)
        line.setStretch(0, 1)
        return box(line)

    def _remove(self, day_off_id: int, days: str) -> None:
        try:
            remove_days_off(self._journal, day_off_id)
        except JournalError as error:
            show_error(error, self.window())
            return
        self.add_button.setFocus()
        self.undoable.emit(_("{days} removed.").format(days=days))

    def _today(self) -> date:
        return self._now().date()


def _worked(journal: Journal) -> dict[date, int]:
    return {one.first_on: one.day_off_id for one in days_off(journal) if one.kind is DayOffKind.WORKED}


def _words(kind: DayOffKind) -> str:
    return _("Worked all the same") if kind is DayOffKind.WORKED else kind.label


def _days(one: OwnDaysOff, today: date) -> str:
    first = formats.short_day(one.first_on, today=today)
    if one.first_on == one.last_on:
        return formats.weekday_day(one.first_on) if one.first_on.year == today.year else first
    return _("{first} to {last}").format(first=first, last=formats.short_day(one.last_on, today=today))


def _day(field: DateField, name: str, *, is_needed: bool) -> date | None:
    """Return the day in a field.

    Raises:
        InvalidEntryError: There is none though one is needed, or what is written is no day.
    """
    day = field.day()
    problem = field.problem() or (_("Choose a day.") if is_needed and day is None else "")
    if problem:
        raise InvalidEntryError(name, problem)
    return day
