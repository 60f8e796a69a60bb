"""The full losses of each client as they are counted, everywhere the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retention_journal.core.clients import GONE, Status
from retention_journal.core.losses import FROM_THE_CLIENT, LossKind, LossReason, ReasonCertainty, ReasonSource
from retention_journal.services.erased_lives import erased_losses
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Loss, key_of


@dataclass(frozen=True)
class FullLoss:
    """One time a client left.

    Attributes:
        left_on: The day it ended; the day of the notice where nobody wrote down another.
        won_back_on: The day they came back after it; None where they did not, or nobody wrote it down.
    """

    loss_id: int
    client_id: int
    notice_on: date
    left_on: date
    won_back_on: date | None
    status_before: Status
    reason: LossReason
    source: ReasonSource
    certainty: ReasonCertainty

    @property
    def is_known(self) -> bool:
        """Whether the reason is known by the client's own words; that nobody knows it is no reason."""
        return (
            self.certainty is ReasonCertainty.CONFIRMED
            and self.source in FROM_THE_CLIENT
            and self.reason is not LossReason.UNKNOWN
        )


def full_losses(journal: JournalReader) -> Mapping[int, tuple[FullLoss, ...]]:
    """Return by client how often it was lost, in order.

    Who was gone already when a loss was written down was not lost a second time: the newer words hold for
    the one loss. So do those of two losses on one day.
    """
    query = (
        Loss.select(
            key_of(Loss), Loss.client, Loss.notice_on, Loss.ended_on, Loss.won_back_on, Loss.status_before,
            Loss.primary_reason, Loss.reason_source, Loss.reason_certainty,
        )
        .where(Loss.trashed_at.is_null() & (Loss.kind == LossKind.FULL))
        .order_by(Loss.notice_on, key_of(Loss))
    )  # fmt: skip
    found: defaultdict[int, list[FullLoss]] = defaultdict(list)
    for number, client, notice, ended, back, *rest in (*journal.tuples(query), *erased_losses(journal)):
        one = FullLoss(number, client, notice, ended or notice, back, *rest)
        counted = found[client]
        if counted and _is_the_same(counted[-1], one):
            counted[-1] = _in_newer_words(counted[-1], one)
        else:
            counted.append(one)
    return {client: tuple(each) for client, each in found.items()}


def _is_the_same(before: FullLoss, one: FullLoss) -> bool:
    was_gone = one.status_before in GONE and before.won_back_on is None
    return was_gone or before.left_on == one.left_on


def _in_newer_words(before: FullLoss, one: FullLoss) -> FullLoss:
    return FullLoss(
        one.loss_id, one.client_id, before.notice_on, before.left_on, one.won_back_on or before.won_back_on,
        before.status_before, one.reason, one.source, one.certainty,
    )  # fmt: skip
