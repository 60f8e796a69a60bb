"""Watch points: the answers to "it is a year from now and they left, why?", and what one would see first.

Source: ideas, runners-up (premortem at the start, whose answers become watch signals).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.lessons import WatchState
from retention_journal.core.light import Level, SignalId
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.nine import Change
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.judging import Judged
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Engagement, WatchPoint, key_of

#: So many answers are asked for; more are a list nobody reads.
MOST_ANSWERS = 5
#: A new client, or new work, is asked about for so long.
OFFERED_DAYS = 30
_LONGEST = 500
_LIT = frozenset({Level.AMBER, Level.RED})


@dataclass(frozen=True)
class Foreseen:
    """One answer: why they might leave, what one would see first, and the light's signal that shows it."""

    text: str
    sign: str = ""
    signal: SignalId | None = None


@dataclass(frozen=True)
class WatchRow:
    """A watch point of a client as it is kept."""

    watch_point_id: int
    client_id: int
    text: str
    sign: str
    signal: SignalId | None
    written_on: date
    state: WatchState
    seen_on: date | None


def look_ahead(
    journal: Journal,
    client_id: int,
    answers: Sequence[Foreseen],
    *,
    today: date,
    engagement_id: int | None = None,
) -> list[int]:
    """Keep the answers of a premortem as watch points, as one act, and return their ids.

    Raises:
        InvalidEntryError: Nothing is said, one is too long, or a sign stands without its reason.
        NotFoundError: There is no such client.
    """
    must_be_here(journal, client_id)
    said = [_checked(number, one) for number, one in enumerate(answers, 1)]
    kept = [one for one in said if one.text]
    if not kept:
        raise InvalidEntryError("text_1", _("Write one reason, or leave it for now."))
    with journal.change(_("Look ahead")) as change:
        return [
            change.insert(
                WatchPoint, client=client_id, engagement=engagement_id, text=one.text, sign=one.sign,
                signal=one.signal or "", written_on=today,
            )
            for one in kept[:MOST_ANSWERS]
        ]  # fmt: skip


def mark_seen(journal: Journal, watch_point_id: int, *, today: date) -> None:
    """Say that one has seen the first sign; it becomes a reason to talk."""
    with journal.change(_("Note a sign that was seen")) as change:
        change.update(WatchPoint, watch_point_id, state=WatchState.SEEN, seen_on=today)


def watch_again(journal: Journal, watch_point_id: int) -> None:
    """Watch for it again, from now on."""
    with journal.change(_("Watch for it again")) as change:
        change.update(WatchPoint, watch_point_id, state=WatchState.WATCHING, seen_on=None)


def retire(journal: Journal, watch_point_id: int) -> None:
    """Watch for it no longer."""
    with journal.change(_("Watch for it no longer")) as change:
        change.update(WatchPoint, watch_point_id, state=WatchState.RETIRED)


def trash_watch_point(journal: Journal, watch_point_id: int, *, now: datetime) -> None:
    """Put a watch point in the trash as of ``now``."""
    with journal.change(_("Move the watch point to the trash")) as change:
        change.trash(WatchPoint, watch_point_id, at=now)


def watch_points(journal: JournalReader, client_id: int) -> list[WatchRow]:
    """Return a client's watch points, those watched or seen first, each group as it was written."""
    rows = _rows(journal, WatchPoint.client == client_id)
    return sorted(rows, key=lambda one: one.state is WatchState.RETIRED)


def watched(journal: JournalReader) -> Mapping[int, tuple[WatchRow, ...]]:
    """Return by client what is watched for, or was seen."""
    found: defaultdict[int, list[WatchRow]] = defaultdict(list)
    for one in _rows(journal, WatchPoint.state != WatchState.RETIRED):
        found[one.client_id].append(one)
    return {number: tuple(rows) for number, rows in found.items()}


def shows(row: WatchRow, one: Judged | None) -> bool:
    """Say whether a watch point tells something now: its sign was seen, or its signal is amber or red."""
    if row.state is WatchState.SEEN:
        return True
    if row.state is WatchState.RETIRED or row.signal is None or one is None:
        return False
    return any(signal.id is row.signal and signal.level in _LIT for signal in one.assessment.signals)


def told(row: WatchRow) -> str:
    """Return it as a reason: "You thought of this at the start: “They never see results”. Seen: …"."""
    foreseen = _("You foresaw this when you looked ahead: “{text}”.").format(text=row.text.rstrip("."))
    if not row.sign:
        return foreseen
    return _("{foreseen} First sign: {sign}.").format(foreseen=foreseen, sign=row.sign.rstrip("."))


def watch_changes(one: Judged, rows: Iterable[WatchRow], since: date) -> Iterator[Change]:
    """Yield what shows and was not talked about since; ``since`` is when the light turned."""
    talked = one.known.last_contact_on
    for row in rows:
        on = row.seen_on or since
        if shows(row, one) and (talked is None or talked < on):
            yield Change(on, told(row), RecordRef("watch_point", row.watch_point_id))


def is_offered(journal: JournalReader, client_id: int, today: date) -> bool:
    """Say whether to offer looking ahead: client or work are new, and nobody has looked ahead for them."""
    since = today - timedelta(days=OFFERED_DAYS)
    is_there = (key_of(Client) == client_id) & Client.trashed_at.is_null()
    started = [
        *journal.tuples(Client.select(Client.start_date).where(is_there)),
        *journal.tuples(
            Engagement.select(Engagement.start_date).where(
                (Engagement.client == client_id) & Engagement.trashed_at.is_null()
            )
        ),
    ]
    newest = max((day for (day,) in started if day is not None and day <= today), default=None)
    if newest is None or newest < since:
        return False
    written = journal.value(
        WatchPoint.select(WatchPoint.written_on)
        .where((WatchPoint.client == client_id) & WatchPoint.trashed_at.is_null())
        .order_by(WatchPoint.written_on.desc())
        .limit(1)
    )
    return written is None or written < newest


def _rows(journal: JournalReader, which: object) -> list[WatchRow]:
    query = (
        WatchPoint.select(
            key_of(WatchPoint), WatchPoint.client, WatchPoint.text, WatchPoint.sign, WatchPoint.signal,
            WatchPoint.written_on, WatchPoint.state, WatchPoint.seen_on,
        )
        .where(WatchPoint.trashed_at.is_null())
        .where(which)
        .order_by(WatchPoint.written_on, key_of(WatchPoint))
    )  # fmt: skip
    return [
        WatchRow(number, client, text, sign, _signal(signal), written, state, seen)
        for number, client, text, sign, signal, written, state, seen in journal.tuples(query)
    ]


def _signal(word: str) -> SignalId | None:
    return next((one for one in SignalId if one.value == word), None)


def _checked(number: int, one: Foreseen) -> Foreseen:
    text, sign = clean(one.text, lines=False), clean(one.sign, lines=False)
    for name, words in (("text", text), ("sign", sign)):
        if len(words) > _LONGEST:
            raise InvalidEntryError(f"{name}_{number}", _("At most {n} characters.").format(n=_LONGEST))
    if sign and not text:
        raise InvalidEntryError(f"text_{number}", _("Say first why they would have left."))
    return Foreseen(text, sign, one.signal)
