"""What an importer hands on: rows read from a file of elsewhere, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retention_journal.core.clients import EngagementType, Tier

#: Longest name of a client or a person that is taken in, in characters.
LONGEST_NAME = 1_000

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class ClientRow:
    """One client with one contact person, as a file told it; "" and None mean the file was silent.

    Several rows of one client, each with another contact person, bear the same ``name``.

    Attributes:
        place: Where it stood, in the person's words, such as "row 17" or "card 3, line 41".
        name: The client; for a person without a firm, the person's own name.
        contact_name: The contact person as written; "" where the row knows only the firm.
        title: What the contact person is in the firm.
        locality: Town.
        start_date: Since when they are a client.
        ideal_interval_days: Own rhythm in calendar days, at least 1.
        language: BCP 47 tag of the language the client reads.
        external_id: Identity in the other program, kept as text.
        birthday: Of the contact person.
        facts: What else is told of the contact person, such as further addresses, a line each.
    """

    place: str
    name: str
    contact_given: str = ""
    contact_family: str = ""
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    title: str = ""
    locality: str = ""
    start_date: date | None = None
    engagement_type: EngagementType | None = None
    tier: Tier | None = None
    ideal_interval_days: int | None = None
    language: str = ""
    notes: str = ""
    external_id: str = ""
    birthday: date | None = None
    facts: str = ""


@dataclass(frozen=True)
class Problem:
    """Something in a file that was not taken in as it stands.

    Attributes:
        place: Where, such as "row 17"; "" means the file as a whole.
        message: What and why, in the person's language.
        column: Heading of the column concerned, "" where it is the whole row.
        left_out: Whether the whole row was left out; otherwise it was kept without that value.
        is_by_choice: Whether it was left out because nobody wants it (a template, a list that was marked so,
            a mailing list) rather than because it cannot be read.
    """

    place: str
    message: str
    column: str = ""
    left_out: bool = False
    is_by_choice: bool = False


class ReadRows(Protocol[R_co]):
    """What an importer hands on: the rows of a file, and what was wrong with it."""

    @property
    def source(self) -> str:
        """Kind of the file, such as "csv"."""

    @property
    def rows(self) -> Sequence[R_co]:
        """What was read, in the order of the file."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What was left out or mended."""

    @property
    def read(self) -> int:
        """Rows or cards that were looked at."""

    @property
    def skipped(self) -> int:
        """Rows or cards that hold nothing to take in: titles, blanks, totals."""
