"""The excuse check of one loss, and what a year of losses comes to.

The journal is read as it stood on the morning of the notice, see ``before_notice``. Nothing here may reach
a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core.excuse_check import OUTSIDE, Finding, excuse_check
from retention_journal.core.losses import LossKind, LossReason, ReasonCertainty
from retention_journal.i18n import ngettext
from retention_journal.services.before_notice import before_notice
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Client, Loss, key_of

_YEAR = timedelta(days=365)
#: Before this no journal knows anything; such a day is mistyped.
_EARLIEST_YEAR = 1950


@dataclass(frozen=True)
class ReasonsOfAYear:
    """What is known of why clients were fully lost in the twelve months that end on a day.

    Attributes:
        losses: How many were lost.
        known: Of these, how many for a confirmed reason. Source: figures, reason coverage.
        outside: How many for an outside reason.
        found: The findings beside these. Source: figures, overlooked share.
    """

    losses: int = 0
    known: int = 0
    outside: int = 0
    found: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The year in words; "" where nobody was lost."""
        return " ".join(told for told in (self._coverage(), self._overlooked()) if told)

    def _coverage(self) -> str:
        if not self.losses:
            return ""
        return ngettext(
            "You know the reason for {n} of {all} loss.",
            "You know the reason for {n} of {all} losses.",
            self.losses,
        ).format(n=self.known, all=self.losses)

    def _overlooked(self) -> str:
        if not self.found:
            return ""
        if all(one.silence or one.late or one.messages for one in self.found):
            told = ngettext(
                "In {n} of {all} loss with an outside reason the journal shows silence or a broken promise.",
                "In {n} of {all} losses with an outside reason the journal shows silence"
                " or a broken promise.",
                self.outside,
            )
        else:
            told = ngettext(
                "In {n} of {all} loss with an outside reason the journal shows silence, a broken promise"
                " or an open complaint.",
                "In {n} of {all} losses with an outside reason the journal shows silence, a broken promise"
                " or an open complaint.",
                self.outside,
            )
        return told.format(n=len(self.found), all=self.outside)


def check_reason(
    journal: JournalReader,
    client_id: int,
    reason: LossReason,
    notice_on: date,
    *,
    loss_id: int | None = None,
) -> Finding | None:
    """Return the facts that stand beside an outside reason, or None where the journal shows none.

    Args:
        journal: Where to look.
        client_id: Who was lost.
        reason: The main reason, as it is chosen now.
        notice_on: When they gave notice.
        loss_id: The loss, where it is written down already.
    """
    if reason not in OUTSIDE or notice_on.year < _EARLIEST_YEAR:
        return None
    before = before_notice(journal, client_id, notice_on, loss_id)
    return None if before is None else excuse_check(reason, before)


def reasons_of_the_year(journal: JournalReader, today: date) -> ReasonsOfAYear:
    """Return what is known of the losses of the twelve months up to ``today``."""
    query = (
        Loss.select(key_of(Loss), Loss.client, Loss.notice_on, Loss.primary_reason, Loss.reason_certainty)
        .join(Client, on=(Loss.client == key_of(Client)))
        .where(Loss.trashed_at.is_null() & Client.trashed_at.is_null() & (Loss.kind == LossKind.FULL))
        .where((Loss.notice_on > today - _YEAR) & (Loss.notice_on <= today))
        .order_by(Loss.notice_on.desc(), key_of(Loss).desc())
    )
    rows = journal.tuples(query)
    found = [
        check_reason(journal, client, reason, notice, loss_id=loss)
        for loss, client, notice, reason, _sure in rows
    ]
    return ReasonsOfAYear(
        len(rows),
        sum(sure is ReasonCertainty.CONFIRMED for *_others, sure in rows),
        sum(row[3] in OUTSIDE for row in rows),
        tuple(one for one in found if one is not None),
    )
