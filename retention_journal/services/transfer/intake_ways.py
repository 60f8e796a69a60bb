"""What a person chooses for a file of promises, contacts or invoices, and the usual where nobody is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retention_journal.core.incoming import Incoming
from retention_journal.core.intake import Problem
from retention_journal.i18n import _
from retention_journal.services.transfer.hours_known import LEAVE_OUT, NO_CLIENT, GoesTo, NamedClient
from retention_journal.services.transfer.intake_clients import clients_in
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class IntakeWays:
    """What the person chose for a file.

    Attributes:
        names: Whom the rows of each client name belong to, by ``name_key``.
        unnamed: Whom rows without a client belong to.
        take_theirs: Where both changed, the fields (ext_id, field) that are taken over; others are kept.
        with_planned: Whether what is still to come becomes planned calls.
        with_titles: Whether a meeting whose title names one client belongs to them though nobody of theirs
            took part.
    """

    names: Mapping[str, GoesTo] = field(default_factory=dict)
    unnamed: GoesTo = NO_CLIENT
    take_theirs: frozenset[tuple[str, str]] = frozenset()
    with_planned: bool = False
    with_titles: bool = False


def usual_intake_ways(journal: JournalReader, incoming: Incoming) -> tuple[IntakeWays, list[Problem]]:
    """Return what is done where nobody is asked, and what there is to say of it.

    Unknown names are new clients; a name that only looks like a client's is none's yet.
    """
    named = clients_in(journal, incoming)
    told = _("“{name}” looks like “{known}” of your journal. What is theirs was left out.")
    problems = [
        Problem("", told.format(name=one.name, known=one.alike[0][1]))
        for one in named
        if one.alike and one.usual == NO_CLIENT
    ]
    return IntakeWays({one.key: one.usual for one in named}), problems


def intake_ways_for_client(journal: JournalReader, incoming: Incoming, client_id: int) -> IntakeWays:
    """Return what is done with a file that belongs to one client; rows of other clients are left out."""
    named: Sequence[NamedClient] = clients_in(journal, incoming)
    names = {
        one.key: GoesTo(client_id)
        if one.usual.client_id == client_id or (len(named) == 1 and one.usual.client_id is None)
        else LEAVE_OUT
        for one in named
    }
    return IntakeWays(names, GoesTo(client_id))
