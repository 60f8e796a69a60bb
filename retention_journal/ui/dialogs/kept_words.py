"""Drafts of dialogs and pages: what was typed and not yet saved, by journal and subject."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from retention_journal.ui.state import remember, remembered

_FILE = "loss-drafts"
_MOST_DRAFTS = 20


def keep(journal: Path, name: str, words: Mapping[str, str]) -> bool | None:
    """Keep ``words`` as the draft ``name``, or drop it where nothing is written.

    Returns:
        Whether they could be kept; None where nothing is written.
    """
    written = {field: text for field, text in words.items() if text.strip()}
    if not written:
        drop(journal, name)
        return None
    drafts = remembered(_FILE)
    of_journal = {**_of(journal, drafts), name: written}
    newest = dict(list(of_journal.items())[-_MOST_DRAFTS:])
    return remember(_FILE, {**drafts, str(journal): newest})


def kept(journal: Path, name: str) -> dict[str, str]:
    """Return the draft ``name``, or nothing."""
    draft = _of(journal, remembered(_FILE)).get(name, {})
    return {field: str(text) for field, text in draft.items()}


def drop(journal: Path, name: str) -> None:
    """Forget the draft ``name``."""
    drafts = remembered(_FILE)
    of_journal = _of(journal, drafts)
    if of_journal.pop(name, None) is not None:
        remember(_FILE, {**drafts, str(journal): of_journal})


def _of(journal: Path, drafts: Mapping[str, object]) -> dict[str, dict[str, str]]:
    found = drafts.get(str(journal))
    if not isinstance(found, dict):
        return {}
    return {name: draft for name, draft in found.items() if isinstance(draft, dict)}
