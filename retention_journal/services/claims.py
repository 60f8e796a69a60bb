"""Whether figures of others stand beside one's own: claims, which can be switched off.

Source: figures, "External claims to show only as claims, switchable off, with their source".
"""

from __future__ import annotations

from typing import Any

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.loss_cost import USUAL_PERCENT, KeepingClaim
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Setting, key_of

_NAME = "claims_of_others"
_KEEPING = "claim_keeping_costs"
_PERCENT = range(1, 101)


def shows_claims(journal: JournalReader) -> bool:
    """Say whether claims are shown; they are until somebody switches them off."""
    kept = journal.tuples(Setting.select(Setting.value).where(Setting.name == _NAME))
    return kept[0][0] is not False if kept else True


def show_claims(journal: Journal, *, shown: bool) -> None:
    """Show claims from now on, or no longer."""
    _keep(
        journal,
        _("Show what is said of others") if shown else _("Hide what is said of others"),
        _NAME,
        shown,
    )


def keeping_claim(journal: JournalReader) -> KeepingClaim:
    """Return what is said of the cost of keeping a client, as it came or as the person changed it."""
    kept = journal.tuples(Setting.select(Setting.value).where(Setting.name == _KEEPING))
    told = kept[0][0] if kept and isinstance(kept[0][0], dict) else {}
    percent = told.get("percent")
    if not isinstance(percent, int) or percent not in _PERCENT:
        percent = USUAL_PERCENT
    return KeepingClaim(percent, str(told.get("source") or ""))


def set_keeping_claim(journal: Journal, percent: int, source: str = "") -> None:
    """Put another figure in the place of what is said of the cost of keeping a client.

    Args:
        journal: Where it is kept.
        percent: Of what it costs to win one, 1 to 100.
        source: Who says so; "" is one's own figure.

    Raises:
        InvalidEntryError: It is no such share.
    """
    if percent not in _PERCENT:
        raise InvalidEntryError("percent", _("Write a share from 1 to 100 %."))
    value = {"percent": percent, "source": clean(source, lines=False)}
    _keep(journal, _("Change what is said of keeping clients"), _KEEPING, value)


def _keep(journal: Journal, label: str, name: str, value: Any) -> None:
    number = journal.value(Setting.select(key_of(Setting)).where(Setting.name == name))
    with journal.change(label) as change:
        if number is None:
            change.insert(Setting, name=name, value=value)
        else:
            change.update(Setting, number, value=value)
