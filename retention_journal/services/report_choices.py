"""What one can choose for a report beside its words: what the journal offers, and what was chosen.

``as_written`` puts what is being written into a report that was gathered before, without gathering anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from retention_journal.core.kpis import LineKind
from retention_journal.core.moments import on_the_wall
from retention_journal.core.periods import DayRange
from retention_journal.core.promises import PromiseDirection
from retention_journal.core.report import GoalRow, LastPromise, StatusReport
from retention_journal.core.report_look import ReportPart, parts_named
from retention_journal.services import report_decisions, report_forward, report_setbacks
from retention_journal.services.business import own_business
from retention_journal.services.goals import Goal, Goals
from retention_journal.services.report_content import (
    AskedOf,
    ChosenSetback,
    NextGoal,
    ReportContent,
    content_of,
)
from retention_journal.services.report_words import ReportWords
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Incident, Promise, Report, key_of


@dataclass(frozen=True)
class GoalChoice:
    """A goal that a remark can be made to.

    Attributes:
        line_key: What it is known by.
        is_new: Whether it stands in no report that was sent to the client before.
        entered_for: The days for which its figure is entered; None where it is counted, or several figures
            make it up.
        unit: What is counted, or "".
    """

    line_key: str
    name: str
    is_new: bool
    entered_for: DayRange | None = None
    unit: str = ""


@dataclass(frozen=True)
class Complaint:
    """A complaint that a report can tell, as one knows it again."""

    received_on: date
    words: str


@dataclass(frozen=True)
class Choices:
    """What the journal offers for a report, and what was chosen.

    Attributes:
        content: What was chosen and kept.
        goals: The goals, in the order in which the report has them.
        promised: The promises of last time by number, in the order of the report; None for one not found.
        setbacks: What can be told of complaints.
        complaints: Those complaints, by uid.
        goals_next: Goals for the next period.
        needs: What can be asked of the client.
        decisions: What was decided, in the report's language.
        parts_off: The parts that the firm's reports leave out.
        first: The line_key of what matters most to the client, or "".
    """

    content: ReportContent
    goals: tuple[GoalChoice, ...] = ()
    promised: tuple[int | None, ...] = ()
    setbacks: tuple[ChosenSetback, ...] = ()
    complaints: Mapping[str, Complaint] = field(default_factory=dict)
    goals_next: tuple[NextGoal, ...] = ()
    needs: tuple[AskedOf, ...] = ()
    decisions: str = ""
    parts_off: frozenset[ReportPart] = frozenset()
    first: str = ""


def choices(
    journal: JournalReader, client_id: int, report: StatusReport, goals: Goals, report_id: int | None
) -> Choices:
    """Return what can be chosen for a report.

    Args:
        journal: Where to look.
        client_id: Who it is for.
        report: The report as it was gathered.
        goals: The goals of its period.
        report_id: Where its draft is kept, or None.
    """
    period, today, language = report.period, report.issued_on, report.language
    content = content_of(journal, report_id)
    offered = tuple(report_setbacks.offered(journal, client_id, period, today, language))
    chosen = offered if content.setbacks is None else content.setbacks
    uids = {one.incident for one in (*offered, *chosen) if one.incident}
    told = [one.incident for one in chosen if one.is_told]
    return Choices(
        content=content,
        goals=_goal_choices(journal, client_id, goals),
        promised=_promised(journal, client_id, report.last_promises),
        setbacks=offered,
        complaints=_complaints(journal, uids),
        goals_next=tuple(report_forward.offered_goals(journal, client_id, period, today)),
        needs=tuple(report_forward.offered_needs(journal, client_id, today)),
        decisions=report_decisions.offered_decisions(journal, client_id, period, language, told),
        parts_off=parts_named(own_business(journal).parts_off),
        first=next((goal.line.line_key for goal in goals.goals if goal.is_clients_first), ""),
    )


def as_written(
    journal: JournalReader,
    client_id: int,
    report: StatusReport,
    offered: Choices,
    *,
    words: ReportWords,
    content: ReportContent,
    reasons: Mapping[int, str],
) -> StatusReport:
    """Return ``report`` with what is being written put in; all else stays as it was gathered.

    Args:
        journal: Where the steps of a complaint are looked up.
        client_id: Who the report is for.
        report: As it was gathered, with what was kept then.
        offered: What was offered for it then.
        words: The words as they stand.
        content: What is chosen as it stands.
        reasons: Why promises were late, by number; only those that were written.
    """
    kept = offered.content
    values: dict[str, Any] = {
        "headline": words.headline,
        "went_well": words.went_well,
        "went_not": words.went_not,
        "doing": words.doing,
        "goals": tuple(
            _with_words(row, one.line_key, kept, content)
            for row, one in zip(report.goals, offered.goals, strict=True)
        )
        if len(report.goals) == len(offered.goals)
        else report.goals,
        "last_promises": tuple(
            replace(one, reason=reasons[number]) if number is not None and number in reasons else one
            for one, number in zip(report.last_promises, offered.promised, strict=True)
        )
        if len(report.last_promises) == len(offered.promised)
        else report.last_promises,
        "learnt": content.learnt,
    }
    values |= _sections(journal, client_id, report, offered, content)
    return replace(report, **values)


def _sections(
    journal: JournalReader, client_id: int, report: StatusReport, offered: Choices, content: ReportContent
) -> dict[str, Any]:
    """Return the sections that say something else than when the report was gathered."""
    kept, period, today = offered.content, report.period, report.issued_on
    values: dict[str, Any] = {}
    if content.setbacks != kept.setbacks:
        values["setbacks"] = report_setbacks.setbacks(
            journal, client_id, period, today, report.language, content.setbacks
        )
    if content.promises_next != kept.promises_next:
        values["next_steps"] = report_forward.next_steps(
            journal, client_id, period, today, content.promises_next, first=offered.first
        )
    if content.needs != kept.needs:
        values["needs"] = report_forward.needs(journal, client_id, today, content.needs)
    if content.decisions != kept.decisions:
        values["decisions"] = content.decisions or offered.decisions
    if report.review is not None and content.proposal != kept.proposal:
        values["review"] = replace(report.review, proposal=content.proposal)
    return values


def _with_words(row: GoalRow, key: str, kept: ReportContent, content: ReportContent) -> GoalRow:
    remark, meaning = content.remarks.get(key, ""), content.glossary.get(key, "")
    if remark != kept.remarks.get(key, ""):
        row = replace(row, remark=remark)
    if meaning != kept.glossary.get(key, ""):
        row = replace(row, meaning=meaning)
    return row


def _goal_choices(journal: JournalReader, client_id: int, goals: Goals) -> tuple[GoalChoice, ...]:
    known, since = _names_sent(journal, client_id)
    return tuple(
        GoalChoice(
            goal.line.line_key,
            goal.line.name,
            goal.line.kind is LineKind.KPI
            and goal.line.name.casefold() not in known
            and not _agreed_by(goal, since),
            None if goal.is_counted or goal.is_total else goal.period,
            goal.line.unit,
        )
        for goal in goals.goals
    )


def _agreed_by(goal: Goal, day: date | None) -> bool:
    agreed = goal.agreed.agreed_on if goal.agreed else None
    return day is not None and agreed is not None and agreed <= day


def _names_sent(journal: JournalReader, client_id: int) -> tuple[set[str], date | None]:
    """Return the names of the goals in every report that was sent to a client, folded.

    Also the day of the newest whose data is not in the journal: what was agreed by then was likely in it.
    """
    query = Report.select(Report.data_frozen, Report.issued_at).where(
        (Report.client == client_id) & Report.issued_at.is_null(False) & Report.trashed_at.is_null()
    )
    names: set[str] = set()
    unknown: list[date] = []
    for data, issued_at in journal.tuples(query):
        if not isinstance(data, dict):
            unknown.append(issued_at.date())
            continue
        for goal in data.get("goals", ()):
            if isinstance(goal, dict) and isinstance(goal.get("name"), str):
                names.add(goal["name"].casefold())
    return names, max(unknown, default=None)


def _promised(
    journal: JournalReader, client_id: int, shown: tuple[LastPromise, ...]
) -> tuple[int | None, ...]:
    """Return the numbers of the promises that a report shows."""
    query = (
        Promise.select(
            key_of(Promise), Promise.text, Promise.due_at, Promise.state, Promise.delivered_at, Promise.remark
        )
        .where((Promise.client == client_id) & (Promise.direction == PromiseDirection.OURS))
        .where(~Promise.is_small_request & Promise.trashed_at.is_null())
        .order_by(Promise.due_at.is_null(), Promise.due_at, Promise.made_on, key_of(Promise))
    )
    free = [
        (number, (text, _day(due), state, _day(came), remark))
        for number, text, due, state, came, remark in journal.tuples(query)
    ]
    found: list[int | None] = []
    for one in shown:
        wanted = (one.text, one.due, one.outcome, one.delivered, one.reason)
        place = next((n for n, (_number, told) in enumerate(free) if told == wanted), None)
        found.append(None if place is None else free.pop(place)[0])
    return tuple(found)


def _complaints(journal: JournalReader, uids: set[str]) -> dict[str, Complaint]:
    query = Incident.select(Incident.uid, Incident.received_at, Incident.client_words, Incident.title).where(
        Incident.uid.in_(sorted(uids)) & Incident.trashed_at.is_null()
    )
    return {
        uid: Complaint(on_the_wall(at).date(), words or title)
        for uid, at, words, title in journal.tuples(query)
    }


def usual_parts_off(offered: Choices) -> frozenset[ReportPart]:
    """Return the parts that a report leaves out now: as chosen for it, else as the firm has it."""
    return offered.parts_off if offered.content.parts_off is None else offered.content.parts_off


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
