"""What a one-page agreement may say, and nothing else: plain values, in the client's language.

As with the status report this is the white-list of what can be printed; see ``core.report``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core.kpis import AgreedHow
from retention_journal.core.report import Issuer


@dataclass(frozen=True)
class Scope:
    """What is included and what is not, each line as one reads it in one go.

    Attributes:
        assumed: What both go by though nobody said it.
        open: What was asked and has no answer yet.
    """

    included: tuple[str, ...] = ()
    not_included: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgreedGoal:
    """A goal, what was agreed of it, and whether it is the client's own."""

    name: str
    target: str
    is_theirs: bool = False


@dataclass(frozen=True)
class AgreedPage:
    """An agreement as it is printed for two signatures.

    Attributes:
        person: Who agrees on the client's side; "" leaves the name to be written.
        version: Which version it is, from 1.
        agreed_on: The day it was agreed; None prints a proposal.
        printed_on: The day it was printed.
        client_words: What matters most, as the client said it.
        goals: In the client's order of importance.
        review_on: The day to look at it again.
        language: BCP 47 tag.
    """

    client: str
    issuer: Issuer
    person: str
    version: int
    agreed_on: date | None
    agreed_how: AgreedHow | None
    printed_on: date
    client_words: str
    good_result: str
    goals: tuple[AgreedGoal, ...]
    scope: Scope
    review_on: date | None
    language: str
