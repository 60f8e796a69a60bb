"""Lost clients who may be called on again: from the day that was named, until one talked.

Source: issue 6, "A win-back date returns to the nine o'clock list"; rules, section 5, lane 3 (a reason to
call); capability F15.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.cadence import Rhythm
from retention_journal.core.clients import EngagementType, Status, Tier
from retention_journal.core.contacts import TALKS, Direction, Outcome
from retention_journal.core.light import Assessment, Light
from retention_journal.core.light_facts import Known, RecordRef
from retention_journal.core.nine import Candidate, News
from retention_journal.i18n import _
from retention_journal.services.judging import Judged
from retention_journal.services.morning_facts import Gathered
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import JournalReader

_EPOCH = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400
_UNUSED = Rhythm(90, 135)  # who is lost has no rhythm; it is never asked


@dataclass(frozen=True)
class Winback:
    """A lost client who may be called on again.

    Attributes:
        on: From which day.
        condition: What they said it would take; "" where nothing was said.
        last_try_on: Day of the newest try since then without an answer.
    """

    client_id: int
    loss_id: int
    tier: Tier
    on: date
    condition: str
    tries: int
    last_try_on: date | None


def winbacks_due(journal: JournalReader, today: date) -> list[Winback]:
    """Return whose day has come and with whom one has not talked since; never one before its day.

    Of a client who was lost more than once the newest loss holds. A talk of today counts from tomorrow on,
    so that today's list stays as it was made.
    """
    rows = journal.sql(
        "SELECT c.id, l.id, c.tier, l.winback_on, l.winback_condition,"  # noqa: S608 - our own words
        f" (SELECT count(*) {_TRIED}), (SELECT max(t.occurred_at) {_TRIED})"
        " FROM loss l JOIN client c ON c.id = l.client_id AND c.trashed_at IS NULL"
        " WHERE l.trashed_at IS NULL AND l.winback_on <= ?1 AND l.won_back_on IS NULL"
        f" AND c.status IN {_GONE}"
        " AND l.id = (SELECT o.id FROM loss o WHERE o.client_id = c.id AND o.trashed_at IS NULL"
        " AND o.kind = 'full' ORDER BY o.notice_on DESC, o.id DESC LIMIT 1)"
        " AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.client_id = c.id AND i.trashed_at IS NULL"
        f" AND i.counts_as_contact = 1 AND i.kind IN {_TALKS}"
        f" AND i.occurred_at >= l.winback_on * {_DAY_SECONDS} AND i.occurred_at < ?1 * {_DAY_SECONDS})"
        " ORDER BY l.winback_on, c.id",
        day_number(today),
    )
    return [
        Winback(
            client, loss, Tier(tier), _date(on), condition, tries,
            None if last is None else _date(last // _DAY_SECONDS),
        )
        for client, loss, tier, on, condition, tries, last in rows
    ]  # fmt: skip


def told(one: Winback, today: date) -> str:
    """Return why: "You may call again from today; they said: “when the new shop opens”."."""
    since = _("You may call again from today")
    if one.on < today:
        since = _("You may call again since {day}").format(day=formats.day_of_month(one.on))
    if not one.condition:
        return f"{since}."
    condition = one.condition.strip().rstrip(".")
    return _("{since}; they said: “{condition}”.").format(since=since, condition=condition)


def judged_as_lost(one: Winback) -> Judged:
    """Return a lost client as the list takes it: no signal shows anything of who is gone."""
    known = Known(
        one.client_id, Status.LOST, one.tier, _UNUSED, engagement=EngagementType.PAST,
        tries_since=one.tries, last_try_on=one.last_try_on,
    )  # fmt: skip
    return Judged(known, Assessment(Light.GREY, Light.GREY, ()))


def candidate_again(one: Winback, uid: str, gathered: Gathered, today: date) -> Candidate:
    """Return a lost client as far as the list asks: a reason to call, and nothing else."""
    window, is_do_not_call = gathered.windows.get(one.client_id, (None, False))
    off = gathered.snoozed.get(one.client_id)
    due = gathered.planned.get(one.client_id, ())
    return Candidate(
        client_id=one.client_id,
        tier=one.tier,
        news=(News(one.on, told(one, today), RecordRef("loss", one.loss_id)),),
        last_called_on=gathered.talked.get(one.client_id),
        last_tried_on=one.last_try_on,
        tries_without_answer=one.tries,
        rolled_from=None if one.client_id in gathered.called else gathered.rolled.get(uid),
        by_hand_today=any(call.due_at.date() <= today for call in due),
        call_window=window,
        snoozed_until=None if off is None else off.until,
        do_not_call=is_do_not_call,
    )


def _listed(words: Collection[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"


def _date(number: int) -> date:
    return date.fromordinal(_EPOCH + number)


_GONE = _listed([Status.LOST, Status.CLOSED_BY_US])
_TALKS = _listed(TALKS)
_TRIED = (
    "FROM interaction t WHERE t.client_id = c.id AND t.trashed_at IS NULL"
    f" AND t.direction = '{Direction.OUTBOUND}'"
    f" AND t.outcome IN {_listed([Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE])}"
    f" AND t.occurred_at >= l.winback_on * {_DAY_SECONDS} AND t.occurred_at < (?1 + 1) * {_DAY_SECONDS}"
)
