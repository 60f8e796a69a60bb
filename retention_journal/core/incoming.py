"""What an importer of another program's work hands on: promises, contacts and invoices as a file told them.

Clients and hours have rows of their own, see ``intake`` and ``hours_intake``. Nothing here knows the journal:
a row names its client as the file does, and is known again by ``ext_id``.

Source: imports, sections 4.5 "Stable ids" and 4.9 "What things become in the journal".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.intake import ClientRow, Problem
from retention_journal.core.invoices import InvoiceState
from retention_journal.core.terms import Term
from retention_journal.i18n import N_

#: How the UID of an event ends that was written by a journal; it is never brought in again.
OUR_CALENDAR = "@retention-journal"


class Evidence(Term):
    """By what it is known when something was delivered, the surest first. Source: imports, 4.9."""

    COMPLETED = "completed", N_("The card says when it was completed")
    TICKED = "ticked", N_("The due date was ticked off then")
    MOVED = "moved", N_("It was moved then to a list of what is delivered")
    NONE = "none", N_("Delivered; the file does not say when")


@dataclass(frozen=True)
class Whose:
    """By what a row's client may be found; all empty where the file is silent.

    Attributes:
        name: The client as the file names it.
        addresses: E-mail addresses of the client's people, in small letters.
        numbers: Organisation or customer numbers, as text.
        is_only_known: Whether a row of somebody the journal does not know is left out, as with mail and
            calendars, rather than offered as a new client.
    """

    name: str = ""
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    is_only_known: bool = False


@dataclass(frozen=True)
class DueMove:
    """A due date that was replaced (or, ``after`` None, taken back)."""

    moved_on: date
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True)
class ContactRow:
    """One contact with a client: a mail, a meeting, a comment of theirs.

    Attributes:
        place: Where it stood, in the person's words, such as "message 1,204".
        ext_id: By what it is known again; never "".
        whose: Whose contact it is.
        occurred_at: On the person's own wall clock, without zone.
        people: Name and e-mail of those who took part; either may be "".
        word_count: Words that the client wrote themselves, quoted text left out; None where unknown.
        title_match: Text in which a client's name may stand, such as a meeting's title; only suggested.
        is_planned: Whether it is still to come.
    """

    place: str
    ext_id: str
    whose: Whose
    kind: Kind
    direction: Direction
    outcome: Outcome
    occurred_at: datetime
    duration_min: int | None = None
    summary: str = ""
    client_words: str = ""
    word_count: int | None = None
    people: tuple[tuple[str, str], ...] = ()
    anchor: str = ""
    title_match: str = ""
    is_planned: bool = False


@dataclass(frozen=True)
class PromiseRow:
    """One thing to deliver, such as a card of a board.

    Attributes:
        place: Such as "card #42".
        ext_id: By what it is known again; never "".
        note: What more there is to it: description, list of steps with their state, comments.
        link: Its address, as text; never opened.
        made_on: When it was agreed on.
        made_how: Where that day comes from, in words; "" where the file says so itself.
        started_on: When work on it began, None where nobody wrote it down.
        due_at: By when it is promised now, wall clock; 23:59 where only a day is named; None for no date.
        moves: How that date came to be, oldest first.
        is_delivered: Whether it is done.
        delivered_on: When, None where nobody wrote it down.
        evidence: By what that is known; None where it is not delivered.
        is_released: Whether it was taken back before it was delivered.
        not_after: The last day it can have been delivered on, for the eye only.
        contacts: What the client said about it.
    """

    place: str
    ext_id: str
    whose: Whose
    text: str
    made_on: date
    note: str = ""
    link: str = ""
    made_how: str = ""
    started_on: date | None = None
    due_at: datetime | None = None
    moves: tuple[DueMove, ...] = ()
    is_delivered: bool = False
    delivered_on: date | None = None
    evidence: Evidence | None = None
    is_released: bool = False
    not_after: date | None = None
    contacts: tuple[ContactRow, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class InvoiceRow:
    """One invoice, or with a negative total a credit note.

    Attributes:
        place: Such as "row 17" (the first of its rows).
        ext_id: By what it is known again; never "".
        number: As text, leading zeros kept.
        due_on: None where the file does not say, which is never late.
        paid_on: None while something is open.
        total_minor: In minor units of ``currency``, an ISO 4217 code.
        paid_minor: What was paid so far, with the sign of the total.
        note: The lines, one each.
    """

    place: str
    ext_id: str
    whose: Whose
    number: str
    issued_on: date
    total_minor: int
    currency: str
    due_on: date | None = None
    paid_on: date | None = None
    paid_minor: int = 0
    state: InvoiceState = InvoiceState.SENT
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class PaymentRow:
    """Money that came in by a bank's list; only ever a suggestion which invoice it pays."""

    place: str
    ext_id: str
    booked_on: date
    amount_minor: int
    currency: str
    text: str = ""
    reference: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Incoming:
    """What a file held, whatever kind of thing it is.

    Attributes:
        source: Kind of the file; a word of the command line.
        looks_like: What it is, in a sentence, such as "A Trello board, “Work”, with 40 cards in 5 lists."
        fingerprint: What files of this one place have in common (a board's id, a table's headings), so that
            what was chosen for it is offered again; "" where there is nothing.
        read: Cards, events, messages or rows looked at.
        skipped: Those of them that hold nothing to take in, without a problem of their own.
        notes: What to know about the file as a whole.
        raw: What stood at each place that was left out, by place, for the person to look at.
        label: How the place it came from is called in the history, such as the board's name.
    """

    source: str
    looks_like: str
    read: int
    fingerprint: str = ""
    clients: tuple[ClientRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    invoices: tuple[InvoiceRow, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: int = 0
    notes: tuple[str, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
