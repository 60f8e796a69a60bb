"""That one had clients who are erased: from when to when, and the kind of reason of a loss.

Without this the past would be told anew with each erasure: of 20 clients one had, 3 left; erase one of the
three, and it is 2 of 19. Nothing else is kept of them; it names nobody, and is what the figures count by:
losses, who stayed, tenure, survival, won and lost, known reasons. One who had not left goes on being counted
as one who stayed. What was paid, worked and said goes, and with it their part in the income kept, in hours,
in the share of the largest client and in complaints recovered.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from retention_journal.core.clients import Status
from retention_journal.core.losses import LossKind, LossReason, ReasonCertainty, ReasonSource
from retention_journal.i18n import _
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Erasure, Loss, key_of

#: Under which ``erasure.counts`` keeps them, beside how many records of each type went.
LIVES = "lives"

_LOSS = (
    Loss.notice_on, Loss.ended_on, Loss.won_back_on, Loss.status_before, Loss.primary_reason,
    Loss.reason_source, Loss.reason_certainty,
)  # fmt: skip


def life_of(journal: JournalReader, client: int) -> dict[str, Any] | None:
    """Return what is kept of a client as it is erased; None of one that no figure counts."""
    columns = (Client.status, Client.start_date, Client.end_date, Client.trashed_at)
    ((status, start, end, trashed),) = journal.tuples(Client.select(*columns).where(key_of(Client) == client))
    if trashed is not None or status is Status.PROSPECT or start is None:
        return None
    losses = journal.tuples(
        Loss.select(*_LOSS)
        .where((Loss.client == client) & Loss.trashed_at.is_null() & (Loss.kind == LossKind.FULL))
        .order_by(Loss.notice_on, key_of(Loss))
    )
    return {
        "status": status.value,
        "start": start.isoformat(),
        "end": None if end is None else end.isoformat(),
        "losses": [[_plain(one) for one in loss] for loss in losses],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value.value)


Row = tuple[Any, ...]


def erased_clients(journal: JournalReader) -> list[tuple[int, str, date, date | None, Status]]:
    """Return who was erased as ``client_lives`` reads clients: numbers below 0, and one name for all."""
    return [
        (
            number,
            _("An erased client"),
            date.fromisoformat(kept["start"]),
            _day(kept["end"]),
            Status(kept["status"]),
        )
        for number, kept in _kept(journal)
    ]


def erased_losses(journal: JournalReader) -> list[Row]:
    """Return the losses of those who were erased as ``full_losses`` reads them; their numbers are below 0."""
    found: list[Row] = []
    for number, kept in _kept(journal):
        for notice, ended, back, before, reason, source, certainty in kept["losses"]:
            found.append((
                -len(found) - 1, number, date.fromisoformat(notice), _day(ended), _day(back), Status(before),
                LossReason(reason), ReasonSource(source), ReasonCertainty(certainty),
            ))  # fmt: skip
    return sorted(found, key=lambda row: row[2])


def _kept(journal: JournalReader) -> list[tuple[int, dict[str, Any]]]:
    rows = journal.tuples(Erasure.select(Erasure.counts).order_by(key_of(Erasure)))
    kept = [one for (counts,) in rows for one in counts.get(LIVES, [])]
    return [(-number, one) for number, one in enumerate(kept, start=1)]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
