"""What the journal can show of contacts before a complaint: talks, what the client wrote, earlier trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from retention_journal.core import formats
from retention_journal.core.answer_desk import DeskFact, FactKind
from retention_journal.core.contacts import NEVER_CONTACT, TALKS, WRITTEN, Direction, Kind, Outcome
from retention_journal.core.incidents import IncidentState
from retention_journal.core.light_facts import RecordRef
from retention_journal.core.moments import on_the_wall
from retention_journal.services.desk_ask import DeskAsk
from retention_journal.services.incidents import IncidentView, incidents
from retention_journal.storage.tables import Interaction, key_of

#: The client is said to have been in touch within so many days before the complaint.
_LATELY = timedelta(days=30)
_YEAR = timedelta(days=365)
#: A contact logged this near to the complaint is the complaint.
_SAME = timedelta(minutes=10)
#: So many of the client's own words are shown.
_FEW_WORDS = 160


@dataclass(frozen=True)
class Touch:
    """A contact before the complaint; private notes are none.

    Attributes:
        words: What the client said or wrote.
        subject: What else was noted; it is compared, and never shown.
        is_answered: It was a talk, it got an answer, or we wrote or rang before they did again.
    """

    number: int
    at: datetime
    kind: Kind
    direction: Direction
    outcome: Outcome
    words: str
    subject: str
    is_answered: bool = False

    @property
    def day(self) -> date:
        """The day it was."""
        return self.at.date()

    @property
    def is_theirs(self) -> bool:
        """Whether the client began it."""
        return self.direction is Direction.INBOUND

    @property
    def is_talk(self) -> bool:
        """Whether the two of you talked."""
        return self.kind in TALKS and self.outcome is Outcome.REACHED


def touches(ask: DeskAsk) -> list[Touch]:
    """Return the contacts of the year before the complaint, the oldest first."""
    came = on_the_wall(ask.one.received_at)
    query = (
        Interaction.select(
            key_of(Interaction), Interaction.occurred_at, Interaction.kind, Interaction.direction,
            Interaction.outcome, Interaction.client_words, Interaction.summary,
        )
        .where((Interaction.client == ask.one.client_id) & Interaction.trashed_at.is_null())
        .where(Interaction.kind.not_in(sorted(NEVER_CONTACT)))
        .where((Interaction.occurred_at >= came - _YEAR) & (Interaction.occurred_at < came - _SAME))
        .order_by(Interaction.occurred_at, key_of(Interaction))
    )  # fmt: skip
    found = [Touch(*row) for row in ask.journal.tuples(query)]
    return [
        replace(one, is_answered=_is_answered(one, found[place + 1 :])) for place, one in enumerate(found)
    ]


def talk_facts(ask: DeskAsk, found: Sequence[Touch]) -> Iterator[DeskFact]:
    """Tell of the last talk, of how often the client was in touch, and of what nobody answered."""
    _ = ask.texts.gettext
    last = next((one for one in reversed(found) if one.is_talk), None)
    if last is not None:
        ago = (ask.received_on - last.day).days
        before = ask.texts.ngettext("{n} day before this.", "{n} days before this.", ago).format(n=ago)
        yield DeskFact(
            "talk", FactKind.CONTACTS, _("Last talk on {day}").format(day=ask.day(last.day)),
            before, last.day, RecordRef("interaction", last.number), matters=False, words=last.words,
        )  # fmt: skip
    lately = [one for one in found if one.is_theirs and one.day >= ask.received_on - _LATELY]
    if len(lately) > 1:
        yield _often(ask, lately)
    for one in lately:
        if one.kind in WRITTEN and not one.is_answered:
            yield _unanswered(ask, one)


def earlier_facts(ask: DeskAsk) -> Iterator[DeskFact]:
    """Tell of what went wrong with this client in the year before."""
    for one in incidents(ask.journal, ask.one.client_id):
        is_other = one.incident_id != ask.one.incident_id and one.state is not IncidentState.WITHDRAWN
        if is_other and ask.one.received_at - _YEAR <= one.received_at < ask.one.received_at:
            yield _earlier(ask, one)


def _is_answered(one: Touch, later: Sequence[Touch]) -> bool:
    if one.is_talk or one.outcome is Outcome.REPLIED:
        return True
    following = next((other for other in later if other.is_talk or other.at > one.at), None)
    return following is not None and (following.is_talk or not following.is_theirs)


def _often(ask: DeskAsk, lately: Sequence[Touch]) -> DeskFact:
    n, answered = len(lately), sum(one.is_answered for one in lately)
    days = ask.days(sorted({one.day for one in lately}))
    told = ask.texts.ngettext(
        "In touch {n} time in the month before: {days}",
        "In touch {n} times in the month before: {days}",
        n,
    )
    return DeskFact(
        key="in_touch",
        kind=FactKind.CONTACTS,
        text=told.format(n=n, days=days),
        detail=ask.texts.gettext("{answered} of {n} got an answer.").format(answered=answered, n=n),
        day=lately[-1].day,
        source=RecordRef("interaction", lately[-1].number),
        matters=answered < n,
        words=" ".join(f"{one.words} {one.subject}" for one in lately),
    )


def _unanswered(ask: DeskAsk, one: Touch) -> DeskFact:
    _ = ask.texts.gettext
    text = (
        _("The e-mail of {day} got no answer")
        if one.kind is Kind.EMAIL
        else _("The message of {day} got no answer")
    )
    words = " ".join(one.words.split())
    if len(words) > _FEW_WORDS:
        words = words[:_FEW_WORDS].rstrip() + " …"
    return DeskFact(
        key=f"unanswered:{one.number}",
        kind=FactKind.CONTACTS,
        text=text.format(day=ask.day(one.day)),
        detail=formats.quoted(words) if words else "",
        day=one.day,
        source=RecordRef("interaction", one.number),
        words=f"{one.words} {one.subject}",
    )


def _earlier(ask: DeskAsk, one: IncidentView) -> DeskFact:
    _ = ask.texts.gettext
    if one.resolved_at is not None:
        detail = _("Put right on {day}.").format(day=ask.day(on_the_wall(one.resolved_at).date()))
    else:
        detail = _("Not put right yet.") if one.is_open else ""
    return DeskFact(
        key=f"incident:{one.incident_id}",
        kind=FactKind.EARLIER,
        text=_("Something went wrong before, on {day}: {what}").format(
            day=ask.day(one.received_on), what=one.title or one.kind.label_in(ask.texts)
        ),
        detail=detail,
        day=one.received_on,
        source=RecordRef("incident", one.incident_id),
        matters=False,
        words=f"{one.title} {one.client_words}",
    )
