"""One stretch of work out of what a row says of it.

A row without a day or a length cannot be taken in and is told. A bad value in a field that one can do without
costs that value and is told. How long is the file's word; the end is only a check of it.

Source: imports, sections 1.3, 4.6 and 4.9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from retention_journal.core.hours import FORGOTTEN, Bucket, duration
from retention_journal.core.hours_intake import TimeRow, minutes_of
from retention_journal.core.intake import LONGEST_NAME, Problem
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers import hours_words, values
from retention_journal.importers.client_rows import shown
from retention_journal.importers.clock_times import is_end_of_day, read_clock, read_moment_with_zone
from retention_journal.importers.dates import formats_of, read_date
from retention_journal.importers.hours_columns import HoursField

T = TypeVar("T")

#: What a row says: for each field all its texts, as they stand.
Said = Mapping[HoursField, Sequence[str]]

_A_DAY = timedelta(days=1)
_SUMMER_TIME = timedelta(hours=1)
_SLACK = timedelta(minutes=1)


@dataclass(frozen=True)
class HoursConventions:
    """How the columns of one file are to be read.

    Attributes:
        date_format: Key of ``dates.DATE_FORMATS``, "" where no day was found.
        decimal_sign: "." or ",".
        headings: Heading under which each field stands, for telling where a problem is.
    """

    date_format: str = ""
    decimal_sign: str = "."
    headings: Mapping[HoursField, str] = field(default_factory=dict)


class LeftOutError(Exception):
    """A row cannot be taken in; it never leaves this package."""

    def __init__(self, message: str, told: HoursField | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.told = told


def time_row(place: str, said: Said, conventions: HoursConventions) -> tuple[TimeRow | None, list[Problem]]:
    """Return the time that a row speaks of, None where it cannot be read, and what was wrong."""
    row = _Row(place, said, conventions)
    try:
        return row.read(), row.problems
    except LeftOutError as error:
        heading = conventions.headings.get(error.told, "") if error.told else ""
        return None, [Problem(place, error.message, heading, left_out=True)]


class _Row:
    """What one row says, with the problems met on the way."""

    def __init__(self, place: str, said: Said, conventions: HoursConventions) -> None:
        self.problems: list[Problem] = []
        self._place, self._said, self._conventions = place, said, conventions

    def read(self) -> TimeRow:
        """Return the row's time.

        Raises:
            LeftOutError: It cannot be taken in.
        """
        if hours_words.is_no_work(self._line(HoursField.ENTRY_TYPE)):
            raise LeftOutError(_("It is a break or a day off, not work. Left out."), HoursField.ENTRY_TYPE)
        started_at = self._started_at()
        worked_on = started_at.date() if started_at else self._day()
        ended_at = self._ended_at(worked_on, started_at)
        span = self._between(started_at, ended_at)
        seconds = self._seconds(started_at, ended_at, span)
        self._tell_what_does_not_fit(seconds, span)
        return TimeRow(
            self._place,
            worked_on,
            seconds,
            started_at,
            client=self._name(HoursField.CLIENT),
            person=" ".join(self._texts(HoursField.PERSON))[:LONGEST_NAME],
            project=self._name(HoursField.PROJECT),
            task=self._name(HoursField.TASK),
            note=self._note(),
            billable=self._meant(HoursField.BILLABLE, hours_words.billable, default=True),
            bucket=self._meant(HoursField.BUCKET, hours_words.bucket, default=Bucket.SERVE),
        )

    # Days and times

    def _day(self) -> date:
        """Return the day it was worked, from its own column or from when it began."""
        text = self._line(HoursField.WORKED_ON)
        began = self._line(HoursField.STARTED_AT)
        if values.is_empty(text) and (self._read_day(began) or not self._has(HoursField.WORKED_ON)):
            text = began
        if values.is_empty(text):
            raise LeftOutError(_("It has no day. Left out."), HoursField.WORKED_ON)
        day = self._read_day(text)
        if day is not None:
            return day
        if formats_of(text):
            told = _("“{text}” is not written like the other dates of its column. Left out.")
        else:
            told = _("“{text}” is not a date. Left out.")
        raise LeftOutError(told.format(text=shown(text)), HoursField.WORKED_ON)

    def _has(self, field: HoursField) -> bool:
        return field in self._conventions.headings

    def _read_day(self, text: str) -> date | None:
        name = self._conventions.date_format
        return read_date(text, name) if name and text else None

    def _started_at(self) -> datetime | None:
        """Return when it began; None where the file knows only the day."""
        if moment := self._moment_began():
            return moment.replace(tzinfo=None)
        text = self._line(HoursField.STARTED_AT)
        if values.is_empty(text):
            return None
        day = self._day()
        clock = read_clock(text, may_be_bare=self._read_day(text) is None)
        if clock is None:
            if self._read_day(text) is None:
                self._tell(
                    HoursField.STARTED_AT,
                    _("“{text}” is not a time of day and was left empty.").format(text=shown(text)),
                )
            return None
        return datetime.combine(day, clock)

    def _moment_began(self) -> datetime | None:
        told = (HoursField.STARTED_AT, HoursField.WORKED_ON)
        found = (read_moment_with_zone(self._line(field)) for field in told)
        return next((moment for moment in found if moment), None)

    def _ended_at(self, worked_on: date, started_at: datetime | None) -> datetime | None:
        """Return when it ended, over midnight where only the time of day is known."""
        text = self._line(HoursField.ENDED_AT)
        if moment := read_moment_with_zone(text):
            return moment.replace(tzinfo=None)
        if self._ends_the_day():
            clock, later = time(), _A_DAY
        elif found := read_clock(text, may_be_bare=self._read_day(text) is None):
            clock, later = found, timedelta()
        else:
            return None
        if started_at is None:
            return None
        day = self._read_day(self._line(HoursField.ENDED_ON)) or self._read_day(text)
        ended_at = datetime.combine(day or worked_on, clock) + later
        return ended_at if day is not None or ended_at >= started_at else ended_at + _A_DAY

    def _ends_the_day(self) -> bool:
        text = self._line(HoursField.ENDED_AT)
        return is_end_of_day(text, may_be_bare=self._read_day(text) is None)

    def _between(self, started_at: datetime | None, ended_at: datetime | None) -> timedelta | None:
        """Return what lies between both ends; where both name their zone, what really passed."""
        if started_at is None or ended_at is None:
            return None
        began, ended = self._moment_began(), read_moment_with_zone(self._line(HoursField.ENDED_AT))
        return ended - began if began and ended else ended_at - started_at

    # How long

    def _seconds(self, started_at: datetime | None, ended_at: datetime | None, span: timedelta | None) -> int:
        """Return how long the row says, else ``span``, what lies between both ends.

        Raises:
            LeftOutError: Neither is known, or it ends before it begins.
        """
        length = self._length()
        if span is not None and span < timedelta():
            turned_back = span + _SUMMER_TIME
            if length is None or abs(turned_back - length) > _SLACK:
                raise LeftOutError(_("It ends before it begins. Left out."), HoursField.ENDED_AT)
        if length is None and started_at and ended_at and span is not None:
            length = span
            if length >= FORGOTTEN and ended_at.date() > started_at.date() and not self._names_end_day():
                raise LeftOutError(_("It ends before it begins. Left out."), HoursField.ENDED_AT)
        if length is None:
            raise LeftOutError(_("It does not say how long it took. Left out."), HoursField.DURATION)
        return round(length.total_seconds())

    def _names_end_day(self) -> bool:
        told = (self._line(field) for field in (HoursField.ENDED_ON, HoursField.ENDED_AT))
        return self._ends_the_day() or any(self._read_day(text) is not None for text in told)

    def _length(self) -> timedelta | None:
        sign = self._conventions.decimal_sign
        told = [text for text in self._texts(HoursField.DURATION) if not values.is_empty(text)]
        for text in told:
            if (length := values.read_duration(text, sign)) is not None:
                return length
        counted = [text for text in self._texts(HoursField.MINUTES) if not values.is_empty(text)]
        for text in counted:
            if (length := _counted_in_minutes(text, sign)) is not None:
                return length
        if told or counted:
            column = HoursField.DURATION if told else HoursField.MINUTES
            text = (told or counted)[0]
            raise LeftOutError(
                _("“{text}” is not how long something takes. Left out.").format(text=shown(text)), column
            )
        return None

    def _tell_what_does_not_fit(self, seconds: int, span: timedelta | None) -> None:
        length = timedelta(seconds=seconds)
        if FORGOTTEN <= length <= _A_DAY:
            told = _("{length} without a break: look whether a clock was forgotten. It was taken as it is.")
            self._tell(HoursField.DURATION, told.format(length=duration(minutes_of(seconds))))
        if span is not None and length > abs(span) + _SUMMER_TIME + _SLACK:
            told = _(
                "It says {length}, which is more than lies between its beginning and its end. What it says"
                " was taken."
            )
            self._tell(HoursField.DURATION, told.format(length=duration(minutes_of(seconds))))

    # Words

    def _texts(self, field: HoursField, *, lines: bool = False) -> list[str]:
        said = self._said.get(field)
        if not said:
            return []
        found = (clean(text, lines=lines) for text in said)
        return [text for text in found if text]

    def _line(self, field: HoursField) -> str:
        return next(iter(self._texts(field)), "")

    def _name(self, field: HoursField) -> str:
        """Return the first text of a field; words for nothing are nothing."""
        text = next((t for t in self._texts(field) if not hours_words.is_nothing(t)), "")
        if len(text) > LONGEST_NAME:
            self._tell(
                field, _("It is longer than {n} characters and was left empty.").format(n=LONGEST_NAME)
            )
            return ""
        return text

    def _note(self) -> str:
        texts = [t for t in self._texts(HoursField.NOTE, lines=True) if not hours_words.is_nothing(t)]
        return "\n".join(dict.fromkeys(texts))

    def _meant(self, field: HoursField, meaning: Callable[[str], T | None], *, default: T) -> T:
        """Return what a word means, ``default`` where it means nothing known."""
        text = self._line(field)
        if values.is_empty(text):
            return default
        meant = meaning(text)
        if meant is not None:
            return meant
        told = _("“{text}” means nothing known here and was passed over.")
        self._tell(field, told.format(text=shown(text)))
        return default

    def _tell(self, field: HoursField, message: str) -> None:
        self.problems.append(Problem(self._place, message, self._conventions.headings.get(field, "")))


def _counted_in_minutes(text: str, sign: str) -> timedelta | None:
    """Return the minutes that a number counts, or what stands with its unit; "1:30" may be either."""
    number = values.read_number(text, sign)
    if number is not None:
        return values.read_duration(f"{number} min")
    return None if ":" in text else values.read_duration(text, sign)
