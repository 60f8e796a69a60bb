"""An agreement as a form says it, and what makes it whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import (
    Aggregation,
    AgreedHow,
    GoalDirection,
    ImportanceSource,
    LineKind,
    Period,
    Wanted,
    wanted,
)
from retention_journal.core.text import clean
from retention_journal.i18n import _

LONGEST_NAME = 300  # characters
LONGEST_UNIT = 40  # characters
MOST_LINES = 40
#: How the key of a goal begins that is new in a form, so that a smaller one can name it.
NEW_KEY = "new:"
_IMPORTANCE = range(1, 6)
_PERCENT = 100
_HOW_OFTEN = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR)


@dataclass(frozen=True)
class LineEntry:
    """One goal as a form says it.

    Attributes:
        name: The goal in the client's words.
        line_key: Which goal of before it carries on; "" for a new one.
        target: The figure, or the lower end of a range; None where no figure is agreed.
        target_high: Upper end of a range.
        baseline: Where it stood when it was agreed.
        tolerance_pct: Per cent of the target that may be missed before it is off target.
        period: How often a figure is due.
        importance_client: What it means to the client, 1 to 5; None is not known.
        importance_own: What it means to you, 1 to 5.
        importance_source: Said by the client, or your own proposal.
        turnaround_days: Working days within which a small request is to be done, for the expectation that
            is measured by them; None for every other goal.
        parent_key: The goal that this smaller one leads to, by its ``line_key``; None for one that stands by
            itself.
    """

    name: str
    line_key: str = ""
    kind: LineKind = LineKind.KPI
    unit: str = ""
    direction: GoalDirection = GoalDirection.HIGHER
    target: Decimal | None = None
    target_high: Decimal | None = None
    baseline: Decimal | None = None
    tolerance_pct: int = 20
    period: Period = Period.MONTH
    aggregation: Aggregation = Aggregation.SUM
    importance_client: int | None = None
    importance_own: int | None = None
    importance_source: ImportanceSource | None = None
    turnaround_days: Decimal | None = None
    parent_key: str | None = None

    @property
    def wanted(self) -> Wanted:
        """The figures that keep it."""
        return wanted(self.direction, self.target, self.target_high)


@dataclass(frozen=True)
class AgreementEntry:
    """What a form says of an agreement.

    Attributes:
        lines: The goals in the order they were written.
        agreed_on: The day it was agreed; None while it is not.
        agreed_by: Contact person who agreed; None while nobody has.
        agreed_how: How it was agreed.
        valid_from: First day on which it holds; None takes the day it was agreed.
        client_words: What matters most, as the client said it.
        change_reason: Why it replaces the one before.
        review_on: The day to ask again.
        good_result: What both would call a good result; None leaves what was said before.
        importance_asked_on: The day they were asked what each goal means to them; None is the day it was
            agreed.
        incident: The incident after which it was agreed; None where it was no incident that led to it.
    """

    lines: tuple[LineEntry, ...]
    agreed_on: date | None = None
    agreed_by: int | None = None
    agreed_how: AgreedHow | None = None
    valid_from: date | None = None
    client_words: str = ""
    change_reason: str = ""
    review_on: date | None = None
    good_result: str | None = None
    importance_asked_on: date | None = None
    incident: int | None = None


def checked(entry: AgreementEntry, known: set[str]) -> AgreementEntry:
    """Return the entry cleaned, as far as a draft needs it.

    Args:
        entry: What the form says.
        known: Keys of the client's goals so far; any other key makes a new goal. One that begins with
            ``NEW_KEY`` is kept until then, so that smaller goals can name it.

    Raises:
        InvalidEntryError: A goal has no name, a figure is wrong, or there are too many.
    """
    if len(entry.lines) > MOST_LINES:
        raise InvalidEntryError("lines", _("At most {n} goals.").format(n=MOST_LINES), _("Fewer are kept."))
    free = known | {line.line_key for line in entry.lines if line.line_key.startswith(NEW_KEY)}
    lines = tuple(_checked_line(line, place, free) for place, line in enumerate(entry.lines))
    return replace(
        entry,
        lines=_with_parents(lines),
        client_words=clean(entry.client_words),
        change_reason=clean(entry.change_reason),
        good_result=None if entry.good_result is None else clean(entry.good_result),
    )


def complete(entry: AgreementEntry, today: date) -> AgreementEntry:
    """Return a checked entry with everything that being agreed takes.

    Raises:
        InvalidEntryError: Nothing is agreed, or it is not said by whom, when and how.
    """
    if not entry.lines:
        raise InvalidEntryError("lines", _("Write down at least one goal."))
    _check_twice(entry.lines)
    if entry.agreed_by is None:
        raise InvalidEntryError("agreed_by", _("Say who agreed."), _("Until then, keep it as a draft."))
    if entry.agreed_on is None:
        raise InvalidEntryError("agreed_on", _("Say when it was agreed."))
    if entry.agreed_on > today:
        raise InvalidEntryError("agreed_on", _("This day has not come yet."))
    if entry.agreed_how is None:
        raise InvalidEntryError("agreed_how", _("Say how it was agreed."))
    if entry.review_on is not None and entry.review_on <= entry.agreed_on:
        raise InvalidEntryError("review_on", _("Ask again on a later day than it was agreed."))
    if entry.importance_asked_on is not None and entry.importance_asked_on > today:
        raise InvalidEntryError("importance_asked_on", _("This day has not come yet."))
    return replace(entry, valid_from=entry.valid_from or entry.agreed_on)


def _with_parents(lines: tuple[LineEntry, ...]) -> tuple[LineEntry, ...]:
    """Return the lines, each smaller goal with the goal it leads to; where that one is gone it stands alone.

    Source: capability B11, "smaller, more frequent goals".
    """
    by_key = {line.line_key: line for line in lines if line.line_key}
    made = []
    for place, line in enumerate(lines):
        parent = by_key.get(line.parent_key or "")
        field = f"lines.{place}.parent_key"
        if parent is not None and (parent is line or by_key.get(parent.parent_key or "") is not None):
            raise InvalidEntryError(
                field, _("A smaller goal leads to one that stands by itself, not to another smaller one.")
            )
        if parent is not None and _HOW_OFTEN.index(line.period) > _HOW_OFTEN.index(parent.period):
            raise InvalidEntryError(
                field,
                _("A smaller goal comes at least as often as “{goal}”.").format(goal=parent.name[:60]),
                _("Choose a shorter time, or let it stand by itself."),
            )
        made.append(line if parent is not None else replace(line, parent_key=None))
    return tuple(made)


def _check_twice(lines: tuple[LineEntry, ...]) -> None:
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if line.name.casefold() in seen:
            raise InvalidEntryError(
                f"lines.{place}.name", _("Two goals are called “{name}”.").format(name=line.name[:60])
            )
        seen.add(line.name.casefold())


def _checked_line(line: LineEntry, place: int, free: set[str]) -> LineEntry:
    def refused(field: str, message: str) -> InvalidEntryError:
        return InvalidEntryError(f"lines.{place}.{field}", message)

    name, unit = clean(line.name, lines=False), clean(line.unit, lines=False)
    if not name:
        raise refused("name", _("Give the goal a name."))
    if len(name) > LONGEST_NAME:
        raise refused("name", _("At most {n} characters.").format(n=LONGEST_NAME))
    if len(unit) > LONGEST_UNIT:
        raise refused("unit", _("At most {n} characters.").format(n=LONGEST_UNIT))
    if line.direction is GoalDirection.RANGE:
        if line.target is None or line.target_high is None:
            raise refused("target_high", _("A range has a lowest and a highest figure."))
        if line.target > line.target_high:
            raise refused("target_high", _("The highest figure is below the lowest."))
    for field in ("target", "target_high", "baseline", "turnaround_days"):
        figure = getattr(line, field)
        if figure is not None and not figure.is_finite():
            raise refused(field, _("This is not a number."))
    if not 0 <= line.tolerance_pct <= _PERCENT:
        raise refused("tolerance_pct", _("From 0 to 100 %."))
    for field in ("importance_client", "importance_own"):
        if getattr(line, field) not in (None, *_IMPORTANCE):
            raise refused(field, _("From 1 to 5."))
    carried = line.line_key in free
    free.discard(line.line_key)  # two goals cannot carry on the same one
    line = replace(line, name=name, unit=unit, line_key=line.line_key if carried else "")
    if line.turnaround_days is not None:
        return _by_turnaround(line, line.turnaround_days)
    return line if line.direction is GoalDirection.RANGE else replace(line, target_high=None)


def _by_turnaround(line: LineEntry, days: Decimal) -> LineEntry:
    """Return the expectation that small requests are done within ``days`` working days."""
    return replace(
        line,
        kind=LineKind.EXPECTATION,
        direction=GoalDirection.LOWER,
        target=days,
        target_high=None,
        aggregation=Aggregation.MEAN,
    )
