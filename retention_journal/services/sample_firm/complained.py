"""What went wrong at the sample's clients, from a complaint whose clock runs to those long put right.

Written last, so that no other story changes by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from retention_journal.core.incidents import IncidentState
from retention_journal.core.moments import instant
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.services.sample_firm.troubles import TROUBLES, Trouble
from retention_journal.storage.tables import (
    AccountEntry,
    Argument,
    Cause,
    Incident,
    IncidentMove,
    IntakeQuestion,
    Interaction,
    KpiAgreement,
    Promise,
)

S = IncidentState


_TIMES: Mapping[IncidentState, Sequence[str]] = {
    S.ACKNOWLEDGED: ("acknowledged_at",),
    S.ANSWERED: ("acknowledged_at", "answered_at"),
    S.REMEDY_AGREED: ("decided_at",),
    S.RESOLVED: ("decided_at", "resolved_at"),
    S.FOLLOWED_UP: ("followed_up_at",),
    S.CLOSED: ("closed_at",),
}
#: The call afterwards at the one that waits for it, in working days from today.
_CALL_IN = 2


def write(drafts: Drafts, everyone: Iterable[Told]) -> None:
    """Write what went wrong, with its steps, objections, account and causes."""
    for told in everyone:
        numbers = [_write(drafts, told, trouble) for trouble in TROUBLES.get(told.firm.name, ())]
        if numbers:
            _link(drafts, told, numbers[-1])


def _write(drafts: Drafts, told: Told, trouble: Trouble) -> int:
    received = _moment(drafts, trouble.days, trouble.at)
    values: dict[str, Any] = {"account_locked_at": None, **trouble.words}
    state = S.RECEIVED
    for state, days, at in trouble.steps:
        for name in _TIMES[state]:
            values.setdefault(name, _moment(drafts, days, at))
    if state is S.RESOLVED:
        values["follow_up_on"] = drafts.working_day(_CALL_IN)
    if trouble.promised is not None:
        values |= {"answer_due_at": _moment(drafts, *trouble.promised), "answer_promise_accepted": True}
    if trouble.locked:
        last = trouble.account[trouble.locked - 1]
        values["account_locked_at"] = _moment(drafts, last[0], last[1])
    if "apology_given" in values and "answered_at" in values:
        values["apology_on"] = drafts.day(trouble.days)
    number = drafts.add(
        Incident, client=told.client, title=trouble.title, kind=trouble.kind, severity=trouble.severity,
        state=state, is_complaint=trouble.is_complaint, received_at=received, channel=trouble.channel,
        client_words=trouble.client_words, **values,
    )  # fmt: skip
    _write_parts(drafts, trouble, number)
    return number


def _write_parts(drafts: Drafts, trouble: Trouble, number: int) -> None:
    before = S.RECEIVED
    for state, days, at in trouble.steps:
        drafts.add(
            IncidentMove, incident=number, moved_at=_moment(drafts, days, at), before=before, after=state
        )
        before = state
    for position, (objection, may_be, evidence, is_conceded) in enumerate(trouble.objections):
        drafts.add(
            Argument, incident=number, position=position, objection=objection, could_be_right=may_be,
            evidence=evidence, is_conceded=is_conceded,
        )  # fmt: skip
    for days, at, text, source in trouble.account:
        drafts.add(
            AccountEntry, incident=number, written_at=_moment(drafts, days, at), text=text, source=source
        )
    for position, why in enumerate(trouble.whys):
        drafts.add(
            Cause, incident=number, position=position, kind=why.kind, locus=why.locus, whose=why.whose,
            controllable=why.controllable, evidence=why.evidence,
        )  # fmt: skip


def _link(drafts: Drafts, told: Told, number: int) -> None:
    """Say which talk, promise, agreement and question the newest incident of a firm brought."""
    name = told.firm.name
    if name == "Byggmester Rognan":
        _last(drafts, Interaction, told.client)["incident"] = number
        for promise in _of(drafts, Promise, told.client):
            if promise["text"] == "Grundig svar om hva som skjer videre":
                promise["incident"] = number
    if name == "Harbour & Hale Surveyors":
        _last(drafts, KpiAgreement, told.client)["incident"] = number
        for question in drafts.rows(IntakeQuestion):
            if question.get("origin", "").startswith("Harbour & Hale"):
                question["incident"] = number


def _of(drafts: Drafts, table: type, client: int) -> list[dict[str, Any]]:
    return [row for row in drafts.rows(table) if row.get("client") == client]


def _last(drafts: Drafts, table: type, client: int) -> dict[str, Any]:
    return _of(drafts, table, client)[-1]


def _moment(drafts: Drafts, days: int, at: str) -> datetime:
    day: date = drafts.day(days)
    return instant(datetime.combine(day, time.fromisoformat(at)))
