"""The lines in which reports are listed: due, begun or sent, on the page of all and on a client's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.periods import DayRange, period_label
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.report_sheet import ReportGroups
from retention_journal.services.status import ReportRow
from retention_journal.services.today import ReportDue
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
        row: The report itself, where it is kept and was not only due.
    """

    stage: Stage
    client_id: int
    client: str
    period: DayRange
    report_id: int | None = None
    headline: str = ""
    ship_by: date | None = None
    is_begun: bool = False
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
        Stage.DUE: [_due(one) for one in groups.due],
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
    made = [
        Column[ReportLine](
            _("Period"), lambda line: period_label(line.period), lambda line: line.period,
            cell=TextCell(colour="text", strong=not with_client), width=196,
        ),
        Column[ReportLine](
            when, lambda line: stands(line, today()),
            lambda line: line.ship_by or line.sent_on or date.min,
            cell=StatusCell(lambda line: light_of(line, today())), width=148, name="stands",
        ),
        Column[ReportLine](
            said, headline_of, width=(200 if due else 380) if with_client else 0,
            drop=0 if due else 2, name="headline",
        ),
    ]  # fmt: skip
    if with_client:
        name: TextCell[ReportLine] = TextCell(colour="text", strong=True)
        made.insert(0, Column(_("Client"), lambda line: line.client, cell=name))
    if with_answer:
        made.append(Column(_("Their answer"), lambda line: " ".join(line.answer.split()), width=200, drop=1))
    return made


def stands(line: ReportLine, today: date) -> str:
    """Return how a report stands, in a few words."""
    if line.stage is Stage.SENT:
        if line.sent_on is None:
            return _("Sent")
        return _("Sent {day}").format(day=formats.short_day(line.sent_on, today=today))
    if line.stage is Stage.DRAFT or line.ship_by is None:
        return _("Begun")
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
        return _("Ready to look through") if line.is_begun else _("Not begun")
    return ""


def _due(one: ReportDue) -> ReportLine:
    return ReportLine(
        Stage.DUE, one.client_id, one.client_name, one.period, ship_by=one.ship_by, is_begun=one.is_begun
    )


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
        row=one,
    )
