"""Erasing what the program keeps outside the journal: settings of this computer, drafts, calls put off.

Both are read by what they are, not by who wrote them: any object in them that speaks of whom was erased, by
uid or by name, goes. Of drafts that are named by the number of a record those of erased records go. Drafts of
a locked journal that are sealed and cannot be opened here go all together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from retention_journal import paths, private
from retention_journal.services.erasure import Erased
from retention_journal.services.erasure_texts import Gone, pruned
from retention_journal.settings import SettingsFile
from retention_journal.storage import opened_copies

#: Drafts called so are of one record, whose number comes last.
_NUMBERED = re.compile(r"\D+ (?P<number>\d+)")
_SEALED = "sealed"

#: Reads what is kept by a name, and keeps it so.
Reads = Callable[[str], dict[str, Any]]
Writes = Callable[[str, dict[str, Any]], object]


def read_plainly(name: str) -> dict[str, Any]:
    """Return what the state folder keeps as ``name``; nothing where it cannot be read."""
    try:
        kept = json.loads((paths.state_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def write_plainly(name: str, kept: dict[str, Any]) -> None:
    """Let the state folder keep ``kept`` as ``name``; a disk that refuses is no error."""
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    with suppress(OSError):
        private.replace(paths.state_folder() / f"{name}.json", text.encode())


def forget_traces(
    journal: Path,
    erased: Erased,
    settings: SettingsFile,
    *,
    read: Reads = read_plainly,
    write: Writes = write_plainly,
) -> None:
    """Erase what settings and drafts keep of whom was erased from ``journal``, and the files opened from it.

    Args:
        journal: The journal's file, under which drafts are kept.
        erased: What was erased.
        settings: The settings in use.
        read: Reads what the state folder keeps; what it cannot open it gives as it stands.
        write: Keeps it there again.
    """
    opened_copies.forget()
    _forget_in_settings(settings, erased)
    for name in sorted(file.stem for file in paths.state_folder().glob("*.json")):
        kept = read(name)
        left = _left(kept, journal, erased)
        if left != kept:
            write(name, left)


def _forget_in_settings(settings: SettingsFile, erased: Erased) -> None:
    views = dict(settings.current.views)
    for who in erased.who:
        left = pruned(views, who)
        views = left if isinstance(left, dict) else {}
    if views != settings.current.views:
        settings.change(views=views)


def _left(kept: dict[str, Any], journal: Path, erased: Erased) -> dict[str, Any]:
    """Return what stays of a file of the state folder."""
    left = dict(kept)
    for who in erased.who:
        left = {
            place: _without(own, who) if isinstance(own, dict) else own
            for place, own in left.items()
            if isinstance(own, dict) or pruned(own, who) == own
        }
    own = left.get(str(journal))
    if isinstance(own, dict) and set(own) == {_SEALED}:
        del left[str(journal)]
    elif isinstance(own, dict):
        left[str(journal)] = {name: draft for name, draft in own.items() if not _is_of(name, erased)}
    return left


def _without(own: dict[str, Any], who: Gone) -> dict[str, Any]:
    """Return what is kept of a journal; an entry that speaks of them goes whole, such as a draft."""
    return {name: one for name, one in own.items() if pruned({name: one}, who) == {name: one}}


def _is_of(name: str, erased: Erased) -> bool:
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return False
    number = int(found["number"])
    return any(number in numbers for numbers in erased.numbers.values())
