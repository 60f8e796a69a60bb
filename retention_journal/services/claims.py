"""Whether figures of others stand beside one's own: claims, which can be switched off.

Source: figures, "External claims to show only as claims, switchable off, with their source".
"""

from __future__ import annotations

from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Setting, key_of

_NAME = "claims_of_others"


def shows_claims(journal: JournalReader) -> bool:
    """Say whether claims are shown; they are until somebody switches them off."""
    kept = journal.tuples(Setting.select(Setting.value).where(Setting.name == _NAME))
    return kept[0][0] is not False if kept else True


def show_claims(journal: Journal, *, shown: bool) -> None:
    """Show claims from now on, or no longer."""
    number = journal.value(Setting.select(key_of(Setting)).where(Setting.name == _NAME))
    with journal.change(
        _("Show what is said of others") if shown else _("Hide what is said of others")
    ) as it:
        if number is None:
            it.insert(Setting, name=_NAME, value=shown)
        else:
            it.update(Setting, number, value=shown)
