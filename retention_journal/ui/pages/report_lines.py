"""The lines in which reports are listed: due, begun or sent, on the page of all and on a client's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.lessons import ReportState
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_sheet import ReportGroups
from retention_journal.services.reports_due import ReportDue
from retention_journal.ui.delegates import StatusCell, TextCell
from retention_journal.ui.record_table import Column


class Stage(Term):
    """How far a report has come, as the pages group it."""

    DUE = "due", N_("Due")
    DRAFT = "draft", N_("Drafts")
    SENT = "sent", N_("Archive")


@dataclass(frozen=True)
class ReportLine:
    """A report in a list.

    Attributes:
        report_id: Where it is kept; None for one that is due and not begun.
        ship_by: By when it is due; None for others.
        state: How far it has come; None for one that is not begun.
        row: The report itself, where it is kept and was not only due.
    """

    stage: Stage
    client_id: int
    client: str
    period: DayRange
    report_id: int | None = None
    headline: str = ""
    ship_by: date | None = None
    state: ReportState | None = None
    sent_on: date | None = None
    answer: str = ""
    row: ReportRow | None = None

    @property
    def key(self) -> tuple[str, int, DayRange, int | None]:
        """What tells it from others in a list."""
        return self.stage.value, self.client_id, self.period, self.report_id


def lines_of(groups: ReportGroups) -> dict[Stage, list[ReportLine]]:
    """Return the lines of each group; what is due first at the top, what was sent by client."""
    return {
        Stage.DUE: [_due(one, groups.begun.get((one.client_id, one.period))) for one in groups.due],
        Stage.DRAFT: [_kept(Stage.DRAFT, one) for one in groups.drafts],
        Stage.SENT: [_kept(Stage.SENT, one) for one in groups.sent],
    }


def columns(
    today: Callable[[], date], *, with_client: bool = True, with_answer: bool = True, due: bool = False
) -> list[Column[ReportLine]]:
    """Return the columns of a list of reports.

    Args:
        today: The day it is.
        with_client: Whether the client is named, as on the page of all reports.
        with_answer: Whether what the client answered is shown, as for reports that were sent.
        due: Whether all are due, which have no headline yet.
    """
    when, said = (_("Due"), _("How it stands")) if due else (_("How it stands"), _("Headline"))
    name: TextCell[ReportLine] = TextCell(colour="text", strong=True)
    made = [
        Column[ReportLine](
            _("Period"), lambda line: period_label(line.period), lambda line: line.period,
            cell=TextCell(colour="text", strong=not with_client), width=156, most=196,
        ),
        Column[ReportLine](
            when, lambda line: stands(line, today()),
            lambda line: line.ship_by or line.sent_on or date.min,
            cell=StatusCell(lambda line: light_of(line, today())), width=148, most=260, name="stands",
        ),
        Column[ReportLine](
            said, headline_of, width=(200 if due else 320) if with_client else 0,
            drop=0 if due else 2, name="headline",
        ),
    ]  # fmt: skip
    if with_client:
        made.insert(0, Column(_("Client"), lambda line: line.client, cell=name))
    if with_answer:
        made.insert(1, Column(_("No."), number_of, _number, width=56, right=True, drop=3))
    if with_answer:
        made.append(Column(_("Their answer"), lambda line: " ".join(line.answer.split()), width=200, drop=1))
    return made


def stands(line: ReportLine, today: date) -> str:
    """Return how a report stands, in a few words."""
    if line.stage is Stage.SENT:
        return _correcting(line, _sent(line, today))
    if line.stage is Stage.DRAFT or line.ship_by is None:
        return _correcting(line, (line.state or ReportState.DRAFT).label)
    late = (today - line.ship_by).days
    if late > 0:
        return ngettext("{n} day late", "{n} days late", late).format(n=formats.number(late))
    return _("Due {day}").format(day=formats.days_ahead(line.ship_by, today))


def light_of(line: ReportLine, today: date) -> str:
    """Return the shape beside those words, or "" for none."""
    if line.ship_by is None or line.ship_by >= today:
        return ""
    return "watch"


def headline_of(line: ReportLine) -> str:
    """Return what the report says in one sentence, or how far it has come."""
    if line.headline:
        return " ".join(line.headline.split())
    if line.stage is Stage.DUE:
        return line.state.label if line.state else _("Not begun")
    return ""


def number_of(line: ReportLine) -> str:
    """Return the number of a report, or "" for one that is not begun."""
    return formats.number(line.row.number) if line.row else ""


def _number(line: ReportLine) -> int:
    return line.row.number if line.row else 0


def _sent(line: ReportLine, today: date) -> str:
    if line.sent_on is None:
        return (line.state or ReportState.ISSUED).label
    day = formats.short_day(line.sent_on, today=today)
    if line.state is ReportState.ACKNOWLEDGED:
        return _("Sent {day}, answered").format(day=day)
    return _("Sent {day}").format(day=day)


def _correcting(line: ReportLine, stands: str) -> str:
    """Return how a report stands, with the number of the one it corrects or that corrects it."""
    corrects, corrected_by = (line.row.corrects, line.row.corrected_by) if line.row else (None, None)
    if corrects is not None:
        return _("{stands}, corrects no. {n}").format(stands=stands, n=formats.number(corrects))
    if corrected_by is not None:
        return _("{stands}, corrected by no. {n}").format(stands=stands, n=formats.number(corrected_by))
    return stands


def _due(one: ReportDue, state: ReportState | None) -> ReportLine:
    return ReportLine(Stage.DUE, one.client_id, one.client_name, one.period, ship_by=one.ship_by, state=state)


def _kept(stage: Stage, one: ReportRow) -> ReportLine:
    return ReportLine(
        stage,
        one.client_id,
        one.client,
        one.period,
        report_id=one.report_id,
        headline=one.headline,
        sent_on=one.issued_at.date() if one.issued_at else None,
        answer=one.client_reply,
        state=one.state,
        row=one,
    )
