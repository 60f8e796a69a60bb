"""Leaving parts of a report out. The order of those that stay never changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from retention_journal.core.report import Contacts, Requests, StatusReport
from retention_journal.core.report_look import ReportPart

#: What a report says no more without a part; the rest of it follows from these.
_EMPTIED: dict[ReportPart, dict[str, Any]] = {
    ReportPart.SUMMARY: {"headline": "", "went_well": "", "went_not": "", "doing": ""},
    ReportPart.PROMISES: {"last_promises": ()},
    ReportPart.TWO_ORDERS: {"ledgers": ()},
    ReportPart.GLANCE: {"contacts": Contacts()},
    ReportPart.DELIVERED: {"delivered": ()},
    ReportPart.REQUESTS: {"requests": Requests()},
    ReportPart.HOURS: {"hours": None},
    ReportPart.SETBACKS: {"setbacks": ()},
    ReportPart.LEARNT: {"learnt": ""},
    ReportPart.NEXT: {"next_steps": ()},
    ReportPart.NEEDS: {"needs": ()},
    ReportPart.DECISIONS: {"decisions": ""},
    ReportPart.REVIEW: {"review": None},
    ReportPart.INCLUDED: {"included": "", "not_included": ""},
}


def without(report: StatusReport, off: Collection[ReportPart]) -> StatusReport:
    """Return ``report`` without the parts ``off``; what it does not say is not in its data either.

    The scorecard, its charts, the figures at a glance, the questions and the sources are told from fields
    that other parts need as well: ``report.parts_off`` keeps them out.
    """
    changes: dict[str, Any] = {}
    for part in off:
        changes |= _EMPTIED.get(part, {})
    if {ReportPart.SCORECARD, ReportPart.CHARTS} <= set(off):
        changes |= {"goals": (), "most_important": None}
    return replace(report, **changes, parts_off=tuple(part for part in ReportPart if part in off))
