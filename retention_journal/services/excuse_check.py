"""The excuse check of one loss, as it is written down.

The journal is read as it stood on the morning of the notice, see ``before_notice``. Nothing here may reach
a report.
"""

from __future__ import annotations

from datetime import date

from retention_journal.core.excuse_check import OUTSIDE, Finding, excuse_check
from retention_journal.core.losses import LossReason
from retention_journal.services.before_notice import before_notice
from retention_journal.storage.journal import JournalReader

#: Before this no journal knows anything; such a day is mistyped.
_EARLIEST_YEAR = 1950


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
