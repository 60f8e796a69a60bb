"""What a report says in the language of its reader: targets, amounts, outcomes and dates in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from retention_journal.core import formats
from retention_journal.core.hours import AN_HOUR
from retention_journal.core.kpi_words import amount
from retention_journal.core.kpis import GoalDirection
from retention_journal.core.periods import DayRange, month_of
from retention_journal.core.promises import PromiseState
from retention_journal.core.report import (
    Contacts,
    GoalPoint,
    LastPromise,
    MostImportant,
    StatusReport,
    Target,
)
from retention_journal.core.shapes import Shape
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.i18n import N_, Texts, nearest, texts_in
from retention_journal.reports.text import UNBROKEN, one_line

#: Working days late beyond which a promise is shown as badly late. Source: rules, section 2, H2.
_LATE_TO_AMBER = 3
#: How a promise that was moved ended.
_MOVED = {
    PromiseState.OPEN: N_("moved to {day}"),
    PromiseState.KEPT: N_("moved to {day}, kept then"),
    PromiseState.KEPT_LATE: N_("moved to {day}, and late then"),
}
_DAYS_OF_CONTACT_NAMED = 12
#: Languages that write the names of months with a small letter inside a sentence.
_SMALL_MONTHS = {"nb", "sv"}

Status = tuple[Shape, str]


@dataclass(frozen=True)
class Words:
    """The words of one report, in its own language."""

    report: StatusReport

    @property
    def language(self) -> str:
        """The language of the report."""
        return nearest(self.report.language)

    @property
    def texts(self) -> Texts:
        """The texts of that language."""
        return texts_in(self.report.language)

    def title(self) -> str:
        """Return the name of the document."""
        _ = self.texts.gettext
        return _("Status report, {period}, {client}").format(
            period=self.inside(one_line(self.report.period_label)), client=one_line(self.report.client)
        )

    def label(self) -> str:
        """Return what stands above the client's name."""
        _ = self.texts.gettext
        period = self.inside(one_line(self.report.period_label))
        if not self.report.number:
            return _("Status report, {period}").format(period=period)
        return _("Status report no. {number}, {period}").format(number=self.report.number, period=period)

    def sender(self) -> str:
        """Return for whom the report is, from whom and of which day."""
        _ = self.texts.gettext
        to, person = one_line(self.report.prepared_for), self.signature()
        day = formats.day(self.report.issued_on, self.language)
        if to and person:
            return _("For {reader}, from {sender}. {date}").format(reader=to, sender=person, date=day)
        if to:
            return _("For {reader}. {date}").format(reader=to, date=day)
        return _("From {sender}. {date}").format(sender=person, date=day) if person else day

    def corrects(self) -> str:
        """Return which report this one corrects; "" for none."""
        corrects = self.report.corrects
        if corrects is None:
            return ""
        day = formats.day(corrects.issued_on, self.language)
        text = self.texts.gettext("This report corrects no. {number} of {day}.")
        return text.format(number=one_line(corrects.number), day=day)

    def signature(self) -> str:
        """Return the person who sends the report, else the firm."""
        issuer = self.report.issuer
        return one_line(issuer.person or issuer.name)

    def inside(self, text: str) -> str:
        """Return a period as it stands inside a sentence."""
        return text[:1].lower() + text[1:] if self.language in _SMALL_MONTHS else text

    def day(self, value: date | None) -> str:
        """Return a date for a narrow column; "" for none."""
        if value is None:
            return ""
        return formats.short_day(value, self.language, today=self.report.issued_on)

    def month_within(self, value: date) -> str:
        """Return a month as it stands in a sentence, with its year only where that is another."""
        return formats.month_within(value, self.language, year=value.year != self.report.issued_on.year)

    def amount(self, value: Decimal, unit: str = "") -> str:
        """Return a figure with its unit."""
        return amount(value, unit, self.language)

    def hours(self, minutes: int) -> str:
        """Return a length of time, "1 h 30 min"."""
        _ = self.texts.gettext
        hours, rest = divmod(minutes, AN_HOUR)
        if not hours:
            return _("{n} min").format(n=rest).replace(" ", UNBROKEN)
        told = formats.number(hours, self.language)
        pattern = _("{hours} h {minutes} min") if rest else _("{n} h")
        return pattern.format(n=told, hours=told, minutes=rest).replace(" ", UNBROKEN)

    def share(self, part: int, whole: int) -> str:
        """Return how much ``part`` is of ``whole``, in whole per cent."""
        per_cent = (Decimal(part) * 100 / Decimal(whole)).to_integral_value(ROUND_HALF_EVEN)
        return self.amount(per_cent, "%")

    def target(self, target: Target | None, unit: str = "") -> str:
        """Return a target in words, such as "40 or more"; "" where nothing is agreed."""
        if target is None:
            return ""
        _ = self.texts.gettext
        low, high = target.bounds
        if low is None or high is None:
            return self._half_open(low, high, unit)
        if target.direction is GoalDirection.RANGE:
            first = formats.number(low, self.language)
            return _("{low} to {high}").format(low=first, high=self.amount(high, unit))
        pattern = {
            GoalDirection.HIGHER: _("{amount} or more"),
            GoalDirection.LOWER: _("{amount} or less"),
            GoalDirection.EQUAL: _("exactly {amount}"),
        }[target.direction]
        return pattern.format(amount=self.amount(low, unit))

    def outcome(self, promise: LastPromise) -> Status:
        """Return how a promise of last time ended, in shape and words."""
        _ = self.texts.gettext
        if promise.moved_to is not None and promise.outcome in _MOVED:
            return Shape.WATCH, _(_MOVED[promise.outcome]).format(day=self.day(promise.moved_to))
        match promise.outcome:
            case PromiseState.KEPT:
                return Shape.STEADY, self._kept(promise)
            case PromiseState.KEPT_LATE:
                return self._kept_late(promise)
            case PromiseState.BROKEN:
                return Shape.ACT, _("not kept")
            case PromiseState.RELEASED:
                return Shape.NONE, _("no longer needed")
        late = promise.due is not None and promise.due < self.report.issued_on
        return (Shape.WATCH, _("not done yet")) if late else (Shape.NONE, _("still to come"))

    def value_heading(self) -> str:
        """Return the head of the column that holds the figures of the period."""
        _ = self.texts.gettext
        period = self.report.period
        return formats.month_name(period.first, self.language) if is_month(period) else _("Result")

    def trend_heading(self, points: Sequence[GoalPoint]) -> str:
        """Return the head of the column of small charts."""
        _ = self.texts.gettext
        if len(points) > 1 and all(is_month(point.period) for point in points):
            first = formats.month_name(points[0].period.first, self.language)
            last = formats.month_name(points[-1].period.first, self.language)
            return _("{first} to {last}").format(first=first, last=self.inside(last))
        return _("Over time")

    def source_of(self, most: MostImportant) -> str:
        """Return who said what matters most, when and how."""
        day = formats.day(most.when, self.language) if most.when else ""
        how = most.how.label_in(self.texts) if most.how else ""
        return ", ".join(part for part in (one_line(most.who), day, how) if part)

    def days_of_contact(self, contacts: Contacts) -> str:
        """Return the days on which the two were in touch, and how."""
        _ = self.texts.gettext
        named = [
            f"{self.day(day.on)} {small(day.kind.label_in(self.texts))}".replace(" ", UNBROKEN)
            for day in contacts.days[:_DAYS_OF_CONTACT_NAMED]
        ]
        more = len(contacts.days) - len(named)
        if more > 0:
            named.append(self.texts.ngettext("{n} more", "{n} more", more).format(n=more))
        return _("In touch: {days}").format(days=" · ".join(named)) if named else ""

    def _half_open(self, low: Decimal | None, high: Decimal | None, unit: str) -> str:
        _ = self.texts.gettext
        if low is not None:
            return _("{amount} or more").format(amount=self.amount(low, unit))
        return _("{amount} or less").format(amount=self.amount(high, unit)) if high is not None else ""

    def _kept(self, promise: LastPromise) -> str:
        _ = self.texts.gettext
        if promise.due is None or promise.delivered is None:
            return _("kept")
        early = (promise.due - promise.delivered).days
        if early <= 0:
            return _("on time")
        return self.texts.ngettext("{n} day early", "{n} days early", early).format(n=early)

    def _kept_late(self, promise: LastPromise) -> Status:
        _ = self.texts.gettext
        if promise.due is None or promise.delivered is None or promise.delivered <= promise.due:
            return Shape.WATCH, _("late")
        late = promise.days_late
        if late is None:
            late = MONDAY_TO_FRIDAY.between(promise.due, promise.delivered)
        shape = Shape.WATCH if late <= _LATE_TO_AMBER else Shape.ACT
        if late:
            pattern = self.texts.ngettext("{n} working day late", "{n} working days late", late)
            return shape, pattern.format(n=late)
        late = (promise.delivered - promise.due).days
        return shape, self.texts.ngettext("{n} day late", "{n} days late", late).format(n=late)


def is_month(period: DayRange) -> bool:
    """Say whether ``period`` is one calendar month."""
    return period == month_of(period.first)


def small(text: str) -> str:
    """Return words as they stand inside a sentence."""
    return text[:1].lower() + text[1:]
