"""The steps of an incident: answer promised, given, remedy agreed, put right, followed up, closed.

Every step is kept with its moment, and none is rewritten. Source: vocabulary, section 4, after
ISO 10002.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incident_clock import DECIDE_DAYS, FOLLOW_UP_DAYS
from retention_journal.core.incidents import IncidentState, Verdict, may_follow
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.i18n import N_, _
from retention_journal.services.incidents import IncidentView, incident, moves, save_words
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Incident, IncidentMove

#: An answer promised for later than this is a slip of the keys.
_FARTHEST = timedelta(days=90)


def promise_answer(
    journal: Journal, incident_id: int, due_at: datetime, *, now: datetime, accepted: bool | None = None
) -> None:
    """Note when a thorough answer was promised; that also says that it was heard.

    Args:
        journal: Where it is kept.
        incident_id: Which one.
        due_at: When they will have it; a new moment replaces the one before.
        now: The moment of promising.
        accepted: Whether they were content with that; None where it was not asked.

    Raises:
        InvalidEntryError: It is promised for a moment that is over, too far ahead, or before it came; or
            no answer is owed any more.
        NotFoundError: It is not in the journal.
    """
    before, moment, due = incident(journal, incident_id), instant(now), instant(due_at)
    if not before.owes_answer:
        raise InvalidEntryError("answer_due_at", _("This complaint has been answered already."))
    if due <= before.received_at:
        raise InvalidEntryError("answer_due_at", _("The answer cannot come before the complaint."))
    if due <= moment:
        raise InvalidEntryError("answer_due_at", _("That moment is over. Choose one from now on."))
    if due - moment > _FARTHEST:
        raise InvalidEntryError("answer_due_at", _("That is too far ahead to be right."))
    with journal.change(_("Promise an answer")) as change:
        change.update(Incident, incident_id, answer_due_at=due, answer_promise_accepted=accepted)
        if before.acknowledged_at is None:
            at = max(moment, _last_moment(journal, before))
            _move(change, before, IncidentState.ACKNOWLEDGED, at, "")


def step(
    journal: Journal,
    incident_id: int,
    to: IncidentState,
    *,
    now: datetime,
    at: datetime | None = None,
    reason: str = "",
    **values: Any,
) -> None:
    """Take a step with an incident.

    Answered, it gets a day by which to decide; put right, a day to call on, where none was chosen.

    Args:
        journal: Where it is kept.
        incident_id: Which one.
        to: The state it comes to.
        now: The moment of noting it.
        at: When it happened, where that was earlier.
        reason: Why; needed to withdraw and to reopen.
        values: What is written with the step, see ``save_words``.

    Raises:
        InvalidEntryError: The step may not follow, its moment lies wrong, or a part is missing.
        NotFoundError: It is not in the journal.
    """
    with journal.change(_(_LABELS[to])) as change:
        if values:
            save_words(journal, incident_id, **values)
        before = incident(journal, incident_id)
        if not may_follow(before.state, to):
            raise InvalidEntryError(
                "state",
                _("“{after}” cannot follow “{before}”.").format(after=to.label, before=before.state.label),
            )
        moment = _checked_moment(journal, before, at, instant(now))
        _check_parts(before, to, reason)
        _move(change, before, to, moment, reason)


def may_step(one: IncidentView, to: IncidentState) -> bool:
    """Say whether a step may be taken next."""
    return may_follow(one.state, to)


_LABELS: Mapping[IncidentState, str] = {
    IncidentState.RECEIVED: N_("Write down a complaint"),
    IncidentState.ACKNOWLEDGED: N_("Acknowledge a complaint"),
    IncidentState.ASSESSED: N_("Assess a complaint"),
    IncidentState.INVESTIGATING: N_("Look into a complaint"),
    IncidentState.ANSWERED: N_("Answer a complaint"),
    IncidentState.REMEDY_AGREED: N_("Agree on what puts it right"),
    IncidentState.RESOLVED: N_("Put a complaint right"),
    IncidentState.FOLLOWED_UP: N_("Follow up a complaint"),
    IncidentState.CLOSED: N_("Close a complaint"),
    IncidentState.WITHDRAWN: N_("Withdraw a complaint"),
    IncidentState.REOPENED: N_("Open a complaint again"),
}
#: Which times of an incident are set by each step, where they are not set yet.
PASSED: Mapping[IncidentState, tuple[str, ...]] = {
    IncidentState.RECEIVED: (),
    IncidentState.ACKNOWLEDGED: ("acknowledged_at",),
    IncidentState.ASSESSED: ("acknowledged_at",),
    IncidentState.INVESTIGATING: ("acknowledged_at",),
    IncidentState.ANSWERED: ("acknowledged_at", "answered_at"),
    IncidentState.REMEDY_AGREED: ("acknowledged_at", "answered_at", "decided_at"),
    IncidentState.RESOLVED: ("acknowledged_at", "answered_at", "decided_at", "resolved_at"),
    IncidentState.FOLLOWED_UP: ("followed_up_at",),
    IncidentState.CLOSED: ("closed_at",),
    IncidentState.WITHDRAWN: ("closed_at",),
    IncidentState.REOPENED: (),
}
#: What an incident that is open again has still before it. It stays acknowledged: they told you so.
_ANEW = (
    "answer_due_at", "answer_promise_accepted", "answered_at", "decide_by", "decided_at", "resolved_at",
    "closed_at", "follow_up_on", "followed_up_at", "outcome", "remedy_confirmed_by", "remedy_confirmed_on",
)  # fmt: skip


def _move(change: Writer, before: IncidentView, to: IncidentState, at: datetime, reason: str) -> None:
    values: dict[str, Any] = {name: at for name in PASSED[to] if getattr(before, name) is None}
    if to is IncidentState.REOPENED:
        values = dict.fromkeys(_ANEW)
    if to is IncidentState.ANSWERED and before.decide_by is None:
        values["decide_by"] = on_the_wall(at).date() + timedelta(days=DECIDE_DAYS)
    if to is IncidentState.RESOLVED and before.follow_up_on is None and not before.no_follow_up_reason:
        values["follow_up_on"] = on_the_wall(at).date() + timedelta(days=FOLLOW_UP_DAYS)
    change.update(Incident, before.incident_id, state=to, **values)
    change.insert(
        IncidentMove, incident=before.incident_id, moved_at=at, before=before.state, after=to, reason=reason
    )


def _checked_moment(
    journal: JournalReader, before: IncidentView, at: datetime | None, now: datetime
) -> datetime:
    """Return when a step was taken; now, and by a clock that was set back no earlier than the last one."""
    last = _last_moment(journal, before)
    if at is None:
        return max(now, last)
    moment = instant(at)
    if moment > now:
        raise InvalidEntryError("at", _("That moment has not come yet."))
    if moment < last:
        raise InvalidEntryError("at", _("That is before the step before it."))
    return moment


def _last_moment(journal: JournalReader, before: IncidentView) -> datetime:
    return max([before.received_at, *(one.moved_at for one in moves(journal, before.incident_id))])


def _check_parts(before: IncidentView, to: IncidentState, reason: str) -> None:
    if to in {IncidentState.WITHDRAWN, IncidentState.REOPENED} and not reason.strip():
        raise InvalidEntryError("reason", _("Say in a few words why."))
    if to is IncidentState.REMEDY_AGREED and not before.remedy:
        raise InvalidEntryError("remedy", _("Write what the two of you agreed on."))
    if to is not IncidentState.CLOSED:
        return
    if before.our_fault is Verdict.UNKNOWN:
        raise InvalidEntryError("our_fault", _("Say whether there was a real mistake to say sorry for."))
    if before.our_fault in {Verdict.YES, Verdict.PARTLY} and not before.apology_given:
        raise InvalidEntryError(
            "apology_given", _("There was a real mistake. Write for what you said sorry.")
        )
    if before.followed_up_at is None and not before.no_follow_up_reason:
        raise InvalidEntryError(
            "no_follow_up_reason",
            _("Call them once more before you close it, or write why there is no call."),
        )
    if before.outcome is None:
        raise InvalidEntryError("outcome", _("Say what it left behind."))
