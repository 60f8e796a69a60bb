"""What the journal can show of promises and small requests before a complaint, with their turnaround."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from retention_journal.core import formats
from retention_journal.core.answer_desk import DeskFact, FactKind, words_of
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.periods import add_months
from retention_journal.core.promises import PromiseDirection, PromiseState
from retention_journal.services.desk_ask import DeskAsk
from retention_journal.services.desk_talks import Touch
from retention_journal.services.kpis import agreements, in_force
from retention_journal.services.promise_rows import PromiseRow, client_promises
from retention_journal.services.turnaround import agreed_days

#: Promises kept longer ago than this before the complaint are not gathered.
LOOKED_BACK = timedelta(days=90)
#: Small requests are counted from the first of the month so many months before.
_MONTHS = 3
#: Fewer small requests say nothing about how long they usually take.
FEWEST_REQUESTS = 4
#: What was put off for good says nothing about turnaround.
_TOLD = frozenset({PromiseState.OPEN, PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN})


@dataclass(frozen=True)
class AskedFor:
    """A small thing the client asked for.

    Attributes:
        working_days: From the asking until it was done, or until now.
        is_done: Whether it was done.
    """

    promise_id: int
    text: str
    asked_on: date
    working_days: int
    is_done: bool


def promise_facts(ask: DeskAsk, contacts: Sequence[Touch]) -> Iterator[DeskFact]:
    """Tell of promises of ours that were open when the complaint came, or kept in the 90 days before.

    Args:
        ask: What is asked.
        contacts: The contacts before it; those about the same thing are told as reminders.
    """
    found = client_promises(ask.journal, ask.one.client_id)
    history = agreements(ask.journal, ask.one.client_id)
    for row in (*found.open, *found.closed):
        if row.direction is PromiseDirection.OURS and row.state in _TOLD and _is_before(row, ask):
            agreed = agreed_days(in_force(history, row.asked_on), row.line_key)
            timed = row.is_small_request or row.line_key is not None
            yield _promise_fact(row, ask, contacts, agreed if timed else None)


def small_requests(ask: DeskAsk) -> list[AskedFor]:
    """Return what small things were asked for since three months before, the oldest first."""
    since = add_months(ask.received_on.replace(day=1), -_MONTHS)
    found = client_promises(ask.journal, ask.one.client_id)
    asked = [
        row
        for row in (*found.open, *found.closed)
        if row.is_small_request
        and row.direction is PromiseDirection.OURS
        and (row.state is PromiseState.OPEN or row.delivered_at is not None)
        and since <= row.asked_on <= ask.received_on
    ]
    return [_asked_for(row, ask) for row in sorted(asked, key=lambda row: (row.asked_on, row.promise_id))]


def request_facts(ask: DeskAsk) -> Iterator[DeskFact]:
    """Tell in one line how long small requests took, where there were enough of them."""
    asked = small_requests(ask)
    if len(asked) < FEWEST_REQUESTS:
        return
    took = sorted(one.working_days for one in asked)
    half = took[len(took) // 2]
    texts, n = ask.texts, len(asked)
    since = _month(asked[0].asked_on, ask)
    told = texts.ngettext("{n} small request since {month}.", "{n} small requests since {month}.", n)
    _ = texts.gettext
    slow = _("Half took {days} or more.").format(days=ask.working_days(half))
    range_ = _("Fastest {least}, slowest {most}.").format(
        least=ask.working_days(took[0]), most=ask.working_days(took[-1])
    )
    yield DeskFact(
        key="requests",
        kind=FactKind.REQUESTS,
        text=f"{told.format(n=n, month=since)} {slow}",
        detail=range_,
        day=asked[-1].asked_on,
        source=RecordRef("promise", max(asked, key=lambda one: one.working_days).promise_id),
        words=" ".join(one.text for one in asked),
    )


def _asked_for(row: PromiseRow, ask: DeskAsk) -> AskedFor:
    done = row.delivered_at.date() if row.delivered_at else max(ask.today, row.asked_on)
    days = ask.working.between(row.asked_on, done)
    return AskedFor(row.promise_id, row.text, row.asked_on, days, row.delivered_at is not None)


def _is_before(row: PromiseRow, ask: DeskAsk) -> bool:
    """Say whether a promise was open when the complaint came, or kept in the 90 days before."""
    if row.made_on > ask.received_on:
        return False
    if row.delivered_at is not None:
        return row.delivered_at.date() >= ask.received_on - LOOKED_BACK
    return row.state is PromiseState.OPEN or row.made_on >= ask.received_on - LOOKED_BACK


def _promise_fact(
    row: PromiseRow, ask: DeskAsk, contacts: Sequence[Touch], agreed: Decimal | None
) -> DeskFact:
    end = row.delivered_at.date() if row.delivered_at else ask.received_on
    reminded = _reminded(_reminders(row, contacts, end), ask)
    took = ask.working.between(row.asked_on, end)
    is_slow = row.is_late(ask.received_on) or (agreed is not None and took > agreed)
    return DeskFact(
        key=f"promise:{row.promise_id}",
        kind=FactKind.PROMISE,
        text=_promise_text(row, ask),
        detail=reminded or _took(row, ask, agreed),
        day=row.asked_on,
        source=RecordRef("promise", row.promise_id),
        matters=is_slow,
        words=row.text,
    )


def _promise_text(row: PromiseRow, ask: DeskAsk) -> str:
    _ = ask.texts.gettext
    said = {"what": row.text, "asked": ask.day(row.asked_on)}
    if row.due_on is not None:
        said["due"] = ask.day(row.due_on)
    if row.delivered_at is not None:
        said["done"] = ask.day(row.delivered_at.date())
        if row.due_on is None:
            return _("{what}: asked {asked}, done {done}").format(**said)
        return _("{what}: asked {asked}, promised {due}, done {done}").format(**said)
    if row.date_unknown:
        return _("{what}: asked {asked}, done").format(**said)
    if row.due_on is None:
        return _("{what}: asked {asked}, no day promised, not done").format(**said)
    return _("{what}: asked {asked}, promised {due}, not done").format(**said)


def _took(row: PromiseRow, ask: DeskAsk, agreed: Decimal | None) -> str:
    """Return the turnaround against what was agreed, "6 working days. Agreed: 2.", or how often it moved."""
    _, ngettext = ask.texts.gettext, ask.texts.ngettext
    told = []
    if row.delivered_at is not None:
        days = ask.working.between(row.asked_on, row.delivered_at.date())
        told.append(_("It took {days}.").format(days=ask.working_days(days)))
    elif row.state is PromiseState.OPEN:
        days = ask.working.between(row.asked_on, max(ask.today, row.asked_on))
        told.append(_("{days} so far.").format(days=ask.working_days(days)))
    if agreed is not None and told:
        told.append(_("Agreed: within {days}.").format(days=ask.working_days(int(agreed))))
    if row.moves:
        n = len(row.moves)
        told.append(ngettext("Its day was moved once.", "Its day was moved {n} times.", n).format(n=n))
    return " ".join(told)


def _reminders(row: PromiseRow, found: Sequence[Touch], end: date) -> list[Touch]:
    """Return what the client said in the same words between asking for something and getting it."""
    stems = set(words_of(row.text))
    return [
        one
        for one in found
        if one.is_theirs
        and row.asked_on < one.day <= end
        and stems & set(words_of(f"{one.words} {one.subject}"))
    ]


def _reminded(reminders: Sequence[Touch], ask: DeskAsk) -> str:
    if not reminders:
        return ""
    n, answered = len(reminders), sum(one.is_answered for one in reminders)
    days = ask.days(sorted({one.day for one in reminders}))
    told = ask.texts.ngettext("{n} reminder, {days}.", "{n} reminders, {days}.", n).format(n=n, days=days)
    return f"{told} {_answered(n, answered, ask)}"


def _answered(n: int, answered: int, ask: DeskAsk) -> str:
    _ = ask.texts.gettext
    if not answered:
        return _("None was answered.") if n > 1 else _("It was not answered.")
    if answered == n:
        return _("All were answered.") if n > 1 else _("It was answered.")
    return ask.texts.ngettext("{n} was answered.", "{n} were answered.", answered).format(n=answered)


def _month(day: date, ask: DeskAsk) -> str:
    return formats.month_within(day, ask.language, year=day.year != ask.today.year)
