"""Erasing for good what was kept for long enough, once the list of it was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.erasure import Erased, erase_records, forget_client
from retention_journal.services.retention_periods import Due, KeptKind, confirmable, due_to_go
from retention_journal.storage.journal import Journal

#: What the record of an erasure says of it.
KEPT_LONG_ENOUGH = "kept for long enough"


def erase_due(journal: Journal, confirmed: Sequence[Due], *, now: datetime) -> list[Erased]:
    """Erase what was confirmed, and return what was erased; its backups are another matter.

    Args:
        journal: The open journal.
        confirmed: The list as it was shown and confirmed.
        now: The moment that is written down.

    Raises:
        InvalidEntryError: Something of it has not stood on the list for long enough, or is on it no more.
        JournalError: The disk is full or fails, or takes no changes.
    """
    may_go = {one.uid for one in confirmable(due_to_go(journal, now.date()))}
    if any(one.uid not in may_go for one in confirmed):
        raise InvalidEntryError(
            "due", _("The list has changed meanwhile."), _("Look through it again; nothing has been erased.")
        )
    told = [forget_client(journal, one.number, now=now) for one in confirmed if one.kind is KeptKind.CLIENT]
    rest: dict[str, set[int]] = {}
    for one in confirmed:
        if one.kind is not KeptKind.CLIENT:
            rest.setdefault(one.kind.value, set()).add(one.number)
    if rest:
        told.append(erase_records(journal, rest, what=KEPT_LONG_ENOUGH, now=now))
    return told
