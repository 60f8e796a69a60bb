"""Incidents: written down as they are heard, answered against the clock, put right, followed up, closed.

What is written about an incident is saved as it is
written, each time as one act that can be undone. The steps themselves are in ``services.incident_steps``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Query, fn

from retention_journal.core.contacts import NEVER_CONTACT, Kind
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.incident_clock import ANSWER_HOURS, Clock, Steps, clock_of
from retention_journal.core.incidents import (
    ANSWER_OWED,
    OPEN,
    IncidentKind,
    IncidentOutcome,
    IncidentState,
    Severity,
    Verdict,
)
from retention_journal.core.moments import instant, on_the_wall
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.business import own_business
from retention_journal.services.promises import must_be_here
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Client, Contact, Incident, IncidentMove, Setting, key_of

#: A pasted message or an account may be as long as a small book, not longer.
MOST_WORDS_OF_TEXT = 1_000_000
_HOURS_SETTING = "answer_within_hours"
_FEELINGS = range(1, 6)
_TITLE_WORDS = 6


@dataclass(frozen=True)
class HeardEntry:
    """What is written down when something went wrong, the client's own words first.

    Attributes:
        received_at: When it was heard; None is now.
        reported_by: Number of the person who said so.
        felt_before: How they were before, 1 cool to 5 warm, as far as one knows.
        felt_at: How they sounded, 1 cool to 5 warm.
        is_complaint: They complained; otherwise one noticed it oneself.
        rest_of_message: Of a pasted message what is not their words.
    """

    client_words: str = ""
    title: str = ""
    kind: IncidentKind = IncidentKind.OTHER
    severity: Severity = Severity.MINOR
    received_at: datetime | None = None
    channel: Kind = Kind.CALL
    reported_by: int | None = None
    remedy_sought: str = ""
    felt_before: int | None = None
    felt_at: int | None = None
    is_complaint: bool = True
    rest_of_message: str = ""


@dataclass(frozen=True)
class IncidentView:
    """One incident, all of it but what is for nobody else; moments are in UTC."""

    incident_id: int
    client_id: int
    client_name: str
    reporter_name: str
    title: str
    kind: IncidentKind
    severity: Severity
    state: IncidentState
    is_complaint: bool
    received_at: datetime
    channel: Kind
    reported_by: int | None
    client_words: str
    rest_of_message: str
    remedy_sought: str
    felt_before: int | None
    felt_at: int | None
    felt_after: int | None
    acknowledged_at: datetime | None
    answer_due_at: datetime | None
    answer_promise_accepted: bool | None
    answered_at: datetime | None
    decide_by: date | None
    decided_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    client_is_right: Verdict
    right_about: str
    their_side: str
    expected: str
    never_agreed: bool
    would_put_right: str
    our_fault: Verdict
    facts_chosen: Sequence[Any]
    feelings_waived: bool
    answer_heard: str
    answer_happened: str
    answer_doing: str
    answer_when: str
    got_wrong: str
    remedy: str
    remedy_confirmed_by: int | None
    remedy_confirmed_on: date | None
    apology_given: str
    apology_on: date | None
    follow_up_on: date | None
    followed_up_at: datetime | None
    no_follow_up_reason: str
    outcome: IncidentOutcome | None
    good_that_came: str
    cost_minutes: int | None
    cost_minor: int | None
    currency: str
    repeat_of: int | None
    process_gap: str
    process_change: str
    account_locked_at: datetime | None
    answer_within_hours: int | None
    reopened_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it is not yet put right."""
        return self.state in OPEN

    @property
    def owes_answer(self) -> bool:
        """Whether an answer is owed."""
        return self.state in ANSWER_OWED

    @property
    def name(self) -> str:
        """What it is called: its title, else the first of their words, else its kind."""
        return called(self.title, self.client_words, self.kind)

    @property
    def received_on(self) -> date:
        """The day on which it was heard, here."""
        return on_the_wall(self.received_at).date()

    @property
    def steps(self) -> Steps:
        """The steps it took so far."""
        return Steps(**{field.name: getattr(self, field.name) for field in fields(Steps)})

    def clock(self, hours: int = ANSWER_HOURS) -> Clock | None:
        """Return the clock that runs for it; ``hours`` is what all clients are answered within."""
        return clock_of(self.steps, self.answer_within_hours or hours)

    @property
    def heard(self) -> HeardEntry:
        """What a form shows of how it was heard."""
        return HeardEntry(**{field.name: getattr(self, field.name) for field in fields(HeardEntry)})


@dataclass(frozen=True)
class MoveRow:
    """A step an incident took."""

    moved_at: datetime
    before: IncidentState
    after: IncidentState
    reason: str


# -- reading ----------------------------------------------------------------------------------------------


def incident(journal: JournalReader, incident_id: int) -> IncidentView:
    """Return one incident.

    Raises:
        NotFoundError: It is not in the journal, or in its trash.
    """
    found = journal.row(_incidents().where(key_of(Incident) == incident_id), IncidentView)
    if found is None:
        raise NotFoundError(_("This complaint is not in the journal."), _("Look in the trash."))
    return found


def incidents(journal: JournalReader, client_id: int | None = None) -> list[IncidentView]:
    """Return all incidents, or those of one client, the newest first."""
    query = _incidents().order_by(Incident.received_at.desc(), key_of(Incident).desc())
    if client_id is not None:
        query = query.where(Incident.client == client_id)
    return journal.rows(query, IncidentView)


def open_incidents(journal: JournalReader) -> list[IncidentView]:
    """Return those that wait for something: an answer, a decision, a remedy or a call; nearest end first."""
    waiting = (*sorted(OPEN), IncidentState.RESOLVED)
    found = journal.rows(_incidents().where(Incident.state.in_(waiting)), IncidentView)
    hours = answer_hours(journal)
    ends = {one.incident_id: one.clock(hours) for one in found}
    waits = [one for one in found if one.is_open or ends[one.incident_id] is not None]

    def end(one: IncidentView) -> tuple[bool, float, int]:
        clock = ends[one.incident_id]
        return (clock is None, clock.due_at.timestamp() if clock else 0.0, one.incident_id)

    return sorted(waits, key=end)


def moves(journal: JournalReader, incident_id: int) -> list[MoveRow]:
    """Return the steps an incident took, in order."""
    query = IncidentMove.select(
        IncidentMove.moved_at, IncidentMove.before, IncidentMove.after, IncidentMove.reason
    )
    return [
        MoveRow(*row)
        for row in journal.tuples(
            query.where(IncidentMove.incident == incident_id).order_by(
                IncidentMove.moved_at, key_of(IncidentMove)
            )
        )
    ]


def answer_hours(journal: JournalReader, client_id: int | None = None) -> int:
    """Return within how many hours a complaint gets a thorough answer: 1 to 720, of a client or of all."""
    own = None
    if client_id is not None:
        own = journal.value(Client.select(Client.answer_within_hours).where(key_of(Client) == client_id))
    kept = journal.value(Setting.select(Setting.value).where(Setting.name == _HOURS_SETTING))
    return own or (kept if isinstance(kept, int) else ANSWER_HOURS)


# -- writing it down --------------------------------------------------------------------------------------


def record_incident(journal: Journal, client_id: int, entry: HeardEntry, *, now: datetime) -> int:
    """Write down that something went wrong and return its id; from then its clock runs.

    Args:
        journal: Where it is kept.
        client_id: Whose; a client that left may complain too.
        entry: What was heard.
        now: The moment of writing it down.

    Raises:
        InvalidEntryError: There are no words, it lies in the future, or a scale has no such step.
        NotFoundError: The client, or who said it, is not in the journal.
    """
    must_be_here(journal, client_id)
    values = _checked(journal, entry, instant(now))
    with journal.change(_("Write down a complaint")) as change:
        return change.insert(Incident, client=client_id, currency=_currency(journal), **values)


def edit_heard(journal: Journal, incident_id: int, entry: HeardEntry, *, now: datetime) -> bool:
    """Change how it was heard; say whether anything was new.

    Raises:
        InvalidEntryError: See ``record_incident``; or it would be received after a step it took.
        NotFoundError: It, or who said it, is not in the journal.
    """
    before = incident(journal, incident_id)
    values = _checked(journal, entry, instant(now), before)
    first = min((one for one in _step_times(before) if one is not None), default=None)
    if first is not None and values["received_at"] > first:
        raise InvalidEntryError("received_at", _("It cannot have come after you had begun to answer it."))
    return _save(journal, before, values, _("Change a complaint"))


def save_words(journal: Journal, incident_id: int, **values: Any) -> bool:
    """Keep what was written about an incident; say whether anything was new.

    Only what a person writes or chooses can be kept so: words, scales, verdicts, days. Steps are taken by
    ``incident_steps.step``.

    Raises:
        InvalidEntryError: A text is far too long, a cost negative, or a scale has no such step.
        NotFoundError: It is not in the journal.
    """
    wrong = set(values) - WRITTEN
    if wrong:
        message = f"not words of an incident: {sorted(wrong)}"
        raise ValueError(message)
    before = incident(journal, incident_id)
    for name, value in values.items():
        _check_value(name, value)
    kept = {name: clean(value).strip() if isinstance(value, str) else value for name, value in values.items()}
    return _save(journal, before, kept, _("Write about a complaint"))


#: What ``save_words`` may keep.
WRITTEN = frozenset(
    {
        "title", "remedy_sought", "felt_after", "decide_by", "client_is_right", "right_about", "their_side",
        "expected", "never_agreed", "would_put_right", "our_fault", "facts_chosen", "feelings_waived",
        "answer_heard", "answer_happened", "answer_doing", "answer_when", "got_wrong", "remedy",
        "remedy_confirmed_by", "remedy_confirmed_on", "apology_given", "apology_on", "follow_up_on",
        "no_follow_up_reason", "outcome", "good_that_came", "cost_minutes", "cost_minor", "currency",
        "repeat_of", "process_gap", "process_change", "answer_promise_accepted",
    }
)  # fmt: skip


def trash_incident(journal: Journal, incident_id: int, *, now: datetime) -> None:
    """Put an incident in the trash, with all that was written about it.

    Raises:
        NotFoundError: It is not in the journal.
    """
    incident(journal, incident_id)
    with journal.change(_("Put a complaint in the trash")) as change:
        change.trash(Incident, incident_id, at=on_the_wall(instant(now)))


def _step_times(one: IncidentView) -> tuple[datetime | None, ...]:
    return (one.acknowledged_at, one.answered_at, one.decided_at, one.resolved_at, one.closed_at)


# -- checking ---------------------------------------------------------------------------------------------


def _checked(
    journal: JournalReader, entry: HeardEntry, now: datetime, before: IncidentView | None = None
) -> dict[str, Any]:
    values = {field.name: getattr(entry, field.name) for field in fields(HeardEntry)}
    for name, value in values.items():
        _check_value(name, value)
    if not entry.client_words.strip() and not entry.title.strip():
        raise InvalidEntryError("client_words", _("Write it the way it was said, in a few words at least."))
    received, reporter = (before.received_at, before.reported_by) if before else (None, None)
    at = instant(entry.received_at) if entry.received_at else received or now
    if at > now and at != received:  # a wall clock may have been set back since
        raise InvalidEntryError("received_at", _("That moment has not come yet."))
    if entry.channel in NEVER_CONTACT:
        raise InvalidEntryError("channel", _("Choose how you heard of it."))
    if (
        entry.reported_by is not None and entry.reported_by != reporter
    ):  # whoever said it may be in the trash since
        _check_person(journal, entry.reported_by)
    return values | {
        "received_at": at,
        "client_words": clean(entry.client_words).strip(),
        "title": " ".join(clean(entry.title).split()),
        "remedy_sought": clean(entry.remedy_sought).strip(),
        "rest_of_message": clean(entry.rest_of_message).strip(),
    }


def _check_person(journal: JournalReader, contact_id: int) -> None:
    key = key_of(Contact)
    if journal.value(Contact.select(key).where((key == contact_id) & Contact.trashed_at.is_null())) is None:
        raise NotFoundError(_("This person is not in the journal."), _("Look in the trash."))


def _check_value(name: str, value: Any) -> None:
    if isinstance(value, str) and len(value) > MOST_WORDS_OF_TEXT:
        raise InvalidEntryError(
            name, _("That is too much text. Write here what matters, and keep the rest as a file.")
        )
    if name in {"felt_before", "felt_at", "felt_after"} and value is not None and value not in _FEELINGS:
        raise InvalidEntryError(name, _("Choose one of the five."))
    if name in {"cost_minutes", "cost_minor"} and value is not None and value < 0:
        raise InvalidEntryError(name, _("What it cost cannot be less than nothing."))


def _save(journal: Journal, before: IncidentView, values: Mapping[str, Any], label: str) -> bool:
    new = {name: value for name, value in values.items() if getattr(before, name) != value}
    if not new:
        return False
    with journal.change(label) as change:
        change.update(Incident, before.incident_id, **new)
    return True


def _currency(journal: JournalReader) -> str:

    return own_business(journal).currency


def called(title: str, client_words: str, kind: IncidentKind) -> str:
    """Return what an incident is called: its title, else the first of their words, else its kind."""
    return title or _first_words(client_words) or kind.label


def _first_words(text: str) -> str:
    words = text.split()
    if len(words) <= _TITLE_WORDS:
        return " ".join(words)
    return " ".join(words[:_TITLE_WORDS]).rstrip(".,;:") + " …"


def last_reopened() -> Any:
    """Return the question when an incident was last opened again, to be asked inside another."""
    last = IncidentMove.select(fn.MAX(IncidentMove.moved_at)).where(
        (IncidentMove.incident == key_of(Incident)) & (IncidentMove.after == IncidentState.REOPENED)
    )
    return fn.IFNULL(last, None).converter(IncidentMove.moved_at.python_value)


def _incidents() -> Query:
    shown = {field.name for field in fields(IncidentView)}
    columns = [field.alias(name) for name, field in Incident._meta.fields.items() if name in shown]
    return (
        Incident.select(
            key_of(Incident).alias("incident_id"),
            Incident.client.alias("client_id"),
            Client.name.alias("client_name"),
            Contact.display_name.alias("reporter_name"),
            Client.answer_within_hours,
            last_reopened().alias("reopened_at"),
            *columns,
        )
        .join(Client, on=Incident.client == key_of(Client))
        .join(Contact, JOIN.LEFT_OUTER, on=Incident.reported_by == key_of(Contact))
        .where(Incident.trashed_at.is_null() & Client.trashed_at.is_null())
    )
