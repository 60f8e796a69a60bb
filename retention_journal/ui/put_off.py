"""Calls put off on Today: until when, kept on this computer for each journal."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from retention_journal.ui.state import remember, remembered

_FILE = "later"


def put_off_until(journal: Path) -> dict[str, datetime]:
    """Return by a client's uid until when its call was put off."""
    kept = remembered(_FILE).get(str(journal))
    if not isinstance(kept, dict):
        return {}
    try:
        return {str(uid): datetime.fromisoformat(at) for uid, at in kept.items()}
    except (TypeError, ValueError):
        return {}


def put_off(journal: Path, client: str, until: datetime, *, now: datetime) -> bool:
    """Put the call to ``client`` (a uid) off ``until`` then, and say whether that could be kept."""
    kept = {uid: at.isoformat() for uid, at in put_off_until(journal).items() if at > now}
    return remember(_FILE, {**remembered(_FILE), str(journal): {**kept, client: until.isoformat()}})


def put_back(journal: Path, client: str) -> bool:
    """Put the call to ``client`` (a uid) back on the list now, and say whether that could be kept."""
    kept = {uid: at.isoformat() for uid, at in put_off_until(journal).items() if uid != client}
    return remember(_FILE, {**remembered(_FILE), str(journal): kept})
