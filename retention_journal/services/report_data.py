"""The data behind a report as a list of figures that a spreadsheet opens: CSV, in the client's language.

It is made from the same frozen record as the pages and from nothing else, so what cannot be printed cannot
be handed over either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path

from retention_journal.core.hours import AN_HOUR
from retention_journal.core.kpis import GoalDirection
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report import GoalPoint, GoalRow, StatusReport, Target, goal_status_word
from retention_journal.core.report_look import ReportPart
from retention_journal.core.text import clean
from retention_journal.i18n import N_, Texts, texts_in
from retention_journal.services.transfer.spreadsheets import ENDING, TableKind, table_bytes

_HUNDREDTHS = Decimal("0.01")


@dataclass(frozen=True)
class _Line:
    """A line of the list; what a part has no use for stays empty.

    ``least`` and ``most`` are the target as it was in the days ``first`` to ``last``.
    """

    part: str
    what: str
    goal: str = ""
    first: date | None = None
    last: date | None = None
    value: Decimal | None = None
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    due: date | None = None
    done: date | None = None
    status: str = ""
    remark: str = ""


_HEADS = (
    N_("Part"), N_("What"), N_("Goal"), N_("From"), N_("To"), N_("Value"), N_("Unit"), N_("At least"),
    N_("At most"), N_("Due"), N_("Done"), N_("Status"), N_("Remark"),
)  # fmt: skip


def figures(report: StatusReport) -> bytes:
    """Return the data of a report as CSV, UTF-8 with its mark, in the report's language.

    One table, so that it can be sorted and filtered: each goal with one line for each period and the target
    as it was then, what was promised last time and what came of it, what was delivered, small requests,
    the hours, and what comes next. Dates are written 2025-09-30, which every spreadsheet reads.
    """
    texts = texts_in(report.language)
    rows = ([_cell(getattr(line, part.name)) for part in fields(line)] for line in _lines(report, texts))
    headings = [texts.gettext(head) for head in _HEADS]
    return table_bytes(headings, rows, TableKind.SPREADSHEET, report.language)


def figures_path(pdf: Path) -> Path:
    """Return where the figures lie that a PDF goes with: beside it, under its name."""
    name = pdf.name
    return pdf.with_name((name[: -len(pdf.suffix)] if pdf.suffix else name) + ENDING)


def _lines(report: StatusReport, texts: Texts) -> Iterator[_Line]:
    for goal in report.goals:
        yield from _goal(goal, report, texts)
    yield from _promises(report, texts)
    yield from _delivered(report, texts)
    yield from _requests(report, texts)
    yield from _hours(report, texts)
    yield from _to_come(report, texts)


def _goal(goal: GoalRow, report: StatusReport, texts: Texts) -> Iterator[_Line]:
    """Yield what the scorecard says of a goal and what its chart shows; a part left out is left out here."""
    has_card, has_chart = (part not in report.parts_off for part in (ReportPart.SCORECARD, ReportPart.CHARTS))
    period, part = report.period, texts.gettext("Scorecard")
    points = list(goal.points) if has_chart else [one for one in goal.points if one.period == period]
    if has_card and not any(point.period == period for point in points):
        points.append(GoalPoint(period, goal.value, goal.target))
    for point in points:
        is_now = has_card and point.period == period
        least, most = _target(point.target)
        remarks = (point.event if has_chart else "", goal.remark if is_now else "")
        yield _Line(
            part, goal.name, first=point.period.first, last=point.period.last, value=point.value,
            unit=goal.unit, least=least, most=most,
            status=goal_status_word(goal, texts) if is_now else "",
            remark="; ".join(remark for remark in remarks if remark),
        )  # fmt: skip


def _promises(report: StatusReport, texts: Texts) -> Iterator[_Line]:
    part = texts.gettext("What I promised last time")
    for one in report.last_promises:
        status = one.outcome.label_in(texts)
        yield _Line(
            part, one.text, due=one.due, done=one.delivered if one.is_dated else None, status=status,
            remark=one.reason,
        )  # fmt: skip


def _delivered(report: StatusReport, texts: Texts) -> Iterator[_Line]:
    part = texts.gettext("What was delivered")
    for one in report.delivered:
        yield _Line(part, one.text, goal=one.goal, done=one.on)


def _requests(report: StatusReport, texts: Texts) -> Iterator[_Line]:
    """Yield the small requests, each from the day it was asked and in how many working days it was done."""
    part, unit = texts.gettext("Answers to your requests"), texts.gettext("working days")
    for one in report.requests.rows:
        yield _Line(
            part, one.text, first=one.asked, last=one.done, value=Decimal(one.days), unit=unit,
            most=report.requests.within, done=one.done,
        )  # fmt: skip


def _hours(report: StatusReport, texts: Texts) -> Iterator[_Line]:
    """Yield the hours by kind, what is agreed, and once more by goal, each under a name of its own."""
    hours, _ = report.hours, texts.gettext
    if hours is None:
        return
    first, last = report.period.first, report.period.last
    unit = _("h")
    for one in hours.parts:
        yield _Line(
            _("Where your hours went"), one.kind.label_in(texts), "", first, last, _h(one.minutes), unit
        )
    if hours.agreed_minutes is not None:
        yield _Line(_("Hours agreed"), _("Hours agreed"), "", first, last, _h(hours.agreed_minutes), unit)
    for served in hours.served:
        part = _("Your hours by goal")
        yield _Line(part, served.goal, served.goal, first, last, _h(served.minutes), unit)


def _to_come(report: StatusReport, texts: Texts) -> Iterator[_Line]:
    _ = texts.gettext
    goals, needed = _("Goals for the time to come"), _("What I need from you")
    for step in report.next_steps:
        part = goals if step.who is PromiseDirection.OURS else needed
        yield _Line(part, step.text, due=step.due, remark=step.target)
    for need in report.needs:
        yield _Line(needed, need.text, due=need.due, remark=need.why)


def _target(target: Target | None) -> tuple[Decimal | None, Decimal | None]:
    """Return between which figures a target lies; None where it is open."""
    if target is None:
        return None, None
    low, high = target.bounds
    if target.direction is GoalDirection.HIGHER:
        return low, None
    return (None, high) if target.direction is GoalDirection.LOWER else (low, high)


def _h(minutes: int) -> Decimal:
    return (Decimal(minutes) / AN_HOUR).quantize(_HUNDREDTHS).normalize()


def _cell(value: str | date | Decimal | None) -> str | date | Decimal | None:
    return clean(value, lines=False) if isinstance(value, str) else value
