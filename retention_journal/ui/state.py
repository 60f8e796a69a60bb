"""Small things kept between two starts, such as drafts: on this computer, never in the journal.

They are conveniences: what cannot be read is as if it had never been, what cannot be kept is told by
the answer.
"""

from __future__ import annotations

import json
import os
from typing import Any

from retention_journal import paths

_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600


def remembered(name: str) -> dict[str, Any]:
    """Return what was kept as ``name``, or nothing."""
    try:
        value = json.loads((paths.state_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def remember(name: str, value: dict[str, Any]) -> bool:
    """Keep ``value`` as ``name``, readable by nobody else, and say whether that worked."""
    folder = paths.state_folder()
    part = folder / f".{name}.part"
    try:
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _PRIVATE_FILE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
        part.replace(folder / f"{name}.json")
    except OSError:
        return False
    return True
