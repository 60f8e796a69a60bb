"""What a board's earlier export knew of a promise, kept where a later one has only forgotten it.

Trello exports the last 1,000 things that happened on a board. Of the same card a later export may no longer
know when it was delivered or begun, nor what was said below it; that is no change of the card.

Source: imports, section 1.1: "history already imported must survive a re-import that no longer contains it".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from retention_journal.core.card_notes import with_what_was_known
from retention_journal.core.incoming import PromiseRow
from retention_journal.services.transfer.intake_shapes import note_of

_DELIVERY = ("state", "delivered_at", "date_unknown", "evidence")


def with_history(
    row: PromiseRow, values: Mapping[str, Any], base: Mapping[str, Any], had: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return ``values`` and ``base`` with what came before and is only forgotten now.

    Args:
        row: As it comes now.
        values: The columns it becomes.
        base: Those of them that are compared, as the file keeps them.
        had: The same columns as they last came.
    """
    kept: dict[str, Any] = {}
    if base["date_unknown"] and had.get("delivered_at") is not None:
        kept |= {name: had.get(name) for name in _DELIVERY}
        row = replace(row, not_after=None)
    if _is_earlier(had.get("started_on"), base["started_on"]):
        kept["started_on"] = had["started_on"]
    if row.made_how and _is_earlier(had.get("made_on"), base["made_on"]):
        kept["made_on"] = had["made_on"]
    note = with_what_was_known(str(had.get("note") or ""), note_of(row))
    if note != base["note"]:
        kept["note"] = note
    return {**values, **kept}, {**base, **kept}


def _is_earlier(before: Any, now: Any) -> bool:
    """Say whether an earlier day came before than comes now; none at all is later than any."""
    return before is not None and (now is None or before < now)
