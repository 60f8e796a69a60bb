"""What stands in the quick log: the entry it makes, and the draft that survives a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from retention_journal.core.contacts import Answer, Direction, Kind, Outcome
from retention_journal.core.text import clean
from retention_journal.services.contacts import ContactEntry, promised_lines
from retention_journal.services.incidents import HeardEntry
from retention_journal.services.listening import Listening
from retention_journal.services.promises import USUAL, PromiseEntry, end_of
from retention_journal.ui.state import remember, remembered

_FILE = "drafts"
_MOST_DRAFTS = 20
_FRIDAY = 4


class By(StrEnum):
    """Until when something was promised."""

    DAY = "24_hours"
    FRIDAY = "friday"
    DATE = "date"


@dataclass(frozen=True)
class LogDraft:
    """Everything a person may have typed or chosen, as plain values.

    Attributes:
        client: The client's uid; "" where none was chosen.
        new_client: Name of a client to add; "" where there is none.
        person: Whom you were in touch with, by id; None takes nobody.
        occurred_at: When; None is the moment of logging.
        opens_complaint: Whether what went wrong is a complaint.
        listening: How you listened, by your own mark.
        effort: How easy they say you are to deal with, 1 hard to 5 easy; None was not asked.
        by: Until when the promise is due; ``by_date`` says it for ``By.DATE``.
    """

    client: str = ""
    new_client: str = ""
    person: int | None = None
    kind: Kind = Kind.CALL
    direction: Direction = Direction.OUTBOUND
    outcome: Outcome = Outcome.REACHED
    occurred_at: datetime | None = None
    duration_min: int | None = None
    note: str = ""
    tone: int | None = None
    all_ok: Answer | None = None
    delivery_as_expected: Answer | None = None
    else_answer: Answer | None = None
    effort: int | None = None
    opens_complaint: bool = False
    listening: Listening = field(default_factory=Listening)
    promise: str = ""
    by: By = By.DAY
    by_date: date | None = None

    @property
    def is_worth_keeping(self) -> bool:
        """Whether anything was written or answered; a client alone is chosen again in a second."""
        written = (self.note.strip(), self.promise.strip(), self.occurred_at)
        answered = (self.tone, self.all_ok, self.delivery_as_expected, self.else_answer, self.effort)
        return any(written) or self.duration_min is not None or any(answer for answer in answered)

    def entry(self, before: ContactEntry | None = None) -> ContactEntry:
        """Return the contact this describes, on top of what was there ``before`` it was corrected."""
        people = before.contact_ids if before and self.person in before.contact_ids else None
        return replace(
            before or ContactEntry(),
            kind=self.kind,
            direction=self.direction,
            outcome=self.outcome,
            occurred_at=self.occurred_at,
            duration_min=self.duration_min,
            summary=self.note,
            tone=self.tone,
            contact_ids=people or (() if self.person is None else (self.person,)),
            all_ok=self.all_ok,
            delivery_as_expected=self.delivery_as_expected,
            else_answer=self.else_answer,
            effort=self.effort,
        )

    def complaint(self) -> HeardEntry:
        """Return the complaint this describes: the note holds their words."""
        words, _promises = promised_lines(self.note)
        return HeardEntry(
            client_words=clean(words),
            felt_at=self.tone,
            channel=self.kind,
            reported_by=self.person,
            received_at=self.occurred_at,
        )

    def promised(self, now: datetime) -> PromiseEntry:
        """Return what was promised; an empty text still carries the date for lines that begin with "!"."""
        return PromiseEntry(self.promise, due_of(self.by, self.by_date, self.occurred_at or now))


def due_of(by: By, chosen: date | None, moment: datetime) -> datetime:
    """Return when a promise made at ``moment`` is due; Friday is the next one after that day."""
    if by is By.DATE and chosen is not None:
        return end_of(chosen)
    if by is By.FRIDAY:
        return end_of(moment.date() + timedelta(days=(_FRIDAY - moment.weekday() - 1) % 7 + 1))
    return moment + USUAL


def keep_draft(journal: Path, draft: LogDraft, at: datetime) -> bool:
    """Keep a draft for its client, in place of the one before it, and say whether that worked."""
    drafts = remembered(_FILE)
    of_journal = _drafts_of(drafts, journal)
    of_journal[draft.client] = {"at": at.isoformat(), **_plain(draft)}
    newest = sorted(of_journal.items(), key=lambda item: str(item[1].get("at")))[-_MOST_DRAFTS:]
    return remember(_FILE, {**drafts, str(journal): dict(newest)})


def drop_draft(journal: Path, client: str) -> None:
    """Forget the draft for a client."""
    drafts = remembered(_FILE)
    of_journal = _drafts_of(drafts, journal)
    if of_journal.pop(client, None) is not None:
        remember(_FILE, {**drafts, str(journal): of_journal})


def draft_for(journal: Path, client: str | None) -> LogDraft | None:
    """Return the draft kept for a client by uid; None takes the newest of all."""
    of_journal = _drafts_of(remembered(_FILE), journal)
    if client is not None:
        return _read(of_journal[client]) if client in of_journal else None
    newest = sorted(of_journal.values(), key=lambda draft: str(draft.get("at")))
    return _read(newest[-1]) if newest else None


def _drafts_of(drafts: dict[str, Any], journal: Path) -> dict[str, dict[str, Any]]:
    found = drafts.get(str(journal))
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, dict)}


def _plain(draft: LogDraft) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(draft).items()
    }


def _read(plain: dict[str, Any]) -> LogDraft | None:
    """Return the draft of its plain values, or None where another version wrote them."""
    read: dict[str, Callable[[Any], Any]] = {
        "kind": Kind,
        "direction": Direction,
        "outcome": Outcome,
        "by": By,
        "all_ok": Answer,
        "delivery_as_expected": Answer,
        "else_answer": Answer,
        "occurred_at": datetime.fromisoformat,
        "by_date": date.fromisoformat,
        "person": int,
        "duration_min": int,
        "tone": int,
        "effort": int,
        "opens_complaint": bool,
        "listening": lambda mark: Listening(**mark),
    }
    try:
        values: dict[str, Any] = {
            one.name: read.get(one.name, str)(plain[one.name])
            for one in fields(LogDraft)
            if plain.get(one.name) is not None
        }
        return LogDraft(**values)
    except (ValueError, TypeError):
        return None
