"""A dot for each complaint: was it answered in time, put right, and is the client still here a year on?

Source: design, section 7.10 and its picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.chart import ChartPoint, Circle, Line, Mark, Place, Role, Text
from retention_journal.core.incidents import IncidentOutcome, Severity
from retention_journal.core.periods import months_before
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext

#: So many are drawn, the newest; the table holds all.
MOST_DRAWN = 24
_A_YEAR = 12
_MENDED = frozenset({IncidentOutcome.RECOVERED, IncidentOutcome.RECOVERED_STRONGER})
_LEFT, _LINE, _FIRST, _NAMED = 0.02, 0.27, 0.17, 0.10  # of a dot, the lines, the first, its name above
_LEGEND_AT, _LEGEND_STEP = 0.94, 0.19
_DOT, _ARM = 4.4, 4.0
_SIZE = 12.0


class Dot(Term):
    """What can be said of one complaint."""

    YES = "yes", N_("yes")
    NO = "no", N_("no")
    EARLY = "early", N_("too early")


@dataclass(frozen=True)
class ComplaintDots:
    """One complaint: how it was met and what became of it."""

    incident_id: int
    client_id: int
    client_name: str
    title: str
    received_on: date
    severity: Severity
    in_time: Dot
    put_right: Dot
    stayed: Dot

    @property
    def answers(self) -> tuple[Dot, Dot, Dot]:
        """The three answers, in the order of ``questions``."""
        return (self.in_time, self.put_right, self.stayed)


@dataclass(frozen=True)
class DotsChart:
    """What the chart shows, says dot by dot, and copies as a table with its heading.

    Attributes:
        incident_ids: The complaint of each point.
    """

    marks: tuple[Mark, ...]
    points: tuple[ChartPoint, ...]
    incident_ids: tuple[int, ...]
    table: tuple[tuple[str, ...], ...]


def answered_in_time(due_at: datetime, answered_at: datetime | None, now: datetime) -> Dot:
    """Say whether an answer came by ``due_at``; all three moments have a zone."""
    if (answered_at or now) > due_at:
        return Dot.NO
    return Dot.EARLY if answered_at is None else Dot.YES


def put_right(outcome: IncidentOutcome | None) -> Dot:
    """Say whether a complaint was put right, by what it left behind."""
    if outcome is None:
        return Dot.EARLY
    return Dot.YES if outcome in _MENDED else Dot.NO


def stayed(received_on: date, outcome: IncidentOutcome | None, left_on: Collection[date], today: date) -> Dot:
    """Say whether the client was still one a year after the complaint came.

    Args:
        received_on: The day it came.
        outcome: What it left behind.
        left_on: The days on which the client left.
        today: The day asked about.
    """
    gone = [day for day in left_on if received_on < day <= today]
    if outcome is IncidentOutcome.LOST or any(months_before(day, _A_YEAR) <= received_on for day in gone):
        return Dot.NO
    return Dot.YES if received_on <= months_before(today, _A_YEAR) else Dot.EARLY


def questions() -> tuple[str, str, str]:
    """Return what is asked of each complaint."""
    return (_("Answered in time"), _("Put right"), _("Still a client a year on"))


def dots_words(complaints: Sequence[ComplaintDots]) -> str:
    """Return the finding: "7 of 9 complaints were put right."; "" where there is none."""
    if not complaints:
        return ""
    mended = sum(one.put_right is Dot.YES for one in complaints)
    told = ngettext(
        "{mended} of {n} complaint was put right.", "{mended} of {n} complaints were put right.",
        len(complaints),
    ).format(mended=formats.number(mended), n=formats.number(len(complaints)))  # fmt: skip
    if len(complaints) <= MOST_DRAWN:
        return told
    drawn = _("The newest {n} are drawn.").format(n=formats.number(MOST_DRAWN))
    return f"{told} {drawn}"


def dots_chart(complaints: Sequence[ComplaintDots], *, width: float, height: float) -> DotsChart:
    """Return a line of dots for each question, the oldest complaint first; nothing where there is none.

    Args:
        complaints: In the order in which they came.
        width: Room across in the painter's units, so that crosses keep their shape.
        height: Room down in the painter's units.
    """
    if not complaints:
        return DotsChart((), (), (), ())
    drawn, arm = complaints[-MOST_DRAWN:], (_ARM / width, _ARM / height)
    marks: list[Mark] = list(_legend(arm))
    points = []
    for line, question in enumerate(questions()):
        marks.append(Text((0.0, _y(line) - _NAMED), question, Role.INK, size=_SIZE))
        for at, one in enumerate(drawn):
            place, answer = (_x(at), _y(line)), one.answers[line]
            marks.extend(_dot(place, answer, arm))
            points.append(ChartPoint(place, _read(question, one, answer)))
    numbers = tuple(one.incident_id for one in drawn) * len(questions())
    return DotsChart(tuple(marks), tuple(points), numbers, _table(complaints))


def _x(at: int) -> float:
    return _LEFT + at * (1 - 2 * _LEFT) / (MOST_DRAWN - 1)


def _y(line: int) -> float:
    return _FIRST + line * _LINE


def _dot(place: Place, answer: Dot, arm: tuple[float, float]) -> Iterator[Mark]:
    x, y = place
    across, down = arm
    if answer is Dot.YES:
        yield Circle(place, _DOT, Role.STEADY)
    elif answer is Dot.NO:
        yield Line(((x - across, y - down), (x + across, y + down)), Role.ACT, width=1.6)
        yield Line(((x - across, y + down), (x + across, y - down)), Role.ACT, width=1.6)
    else:
        yield Circle(place, _DOT, Role.NONE)
        yield Circle(place, _DOT - 1.4, Role.SURFACE)


def _legend(arm: tuple[float, float]) -> Iterator[Mark]:
    for number, answer in enumerate(Dot):
        at = _LEFT + number * _LEGEND_STEP
        yield from _dot((at, _LEGEND_AT), answer, arm)
        room = _LEGEND_STEP - 0.06 if number + 1 < len(Dot) else 1 - at - 0.035
        yield Text((at + 0.035, _LEGEND_AT), answer.label, size=_SIZE, room=room)


def _read(question: str, one: ComplaintDots, answer: Dot) -> str:
    return _("{question}: {answer}. {client}, {title}, {day}. {severity}.").format(
        question=question,
        answer=answer.label,
        client=one.client_name,
        title=one.title,
        day=formats.day(one.received_on),
        severity=one.severity.label,
    )


def _table(complaints: Sequence[ComplaintDots]) -> tuple[tuple[str, ...], ...]:
    head = (_("Client"), _("What"), _("Day"), _("How grave"), *questions())
    lines = (
        (
            one.client_name,
            one.title,
            formats.day(one.received_on),
            one.severity.label,
            *(answer.label for answer in one.answers),
        )
        for one in complaints
    )
    return (head, *lines)
