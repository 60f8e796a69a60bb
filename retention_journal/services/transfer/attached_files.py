"""Attached files in an export: where they lie in it, how they get there, and how they come back.

Each content lies once in ``attachments``, named by its SHA-256. It has the ending of the first file that
holds it, so that any computer opens it in thirty years; behind one that could run stands another, so that
opening it from the page shows it and runs nothing. What it was called stands in ``journal.jsonl``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from retention_journal import private
from retention_journal.core.attachments import MOST_BYTES, ending_of, is_dangerous
from retention_journal.i18n import _
from retention_journal.services.transfer.archives import ATTACHED, Archive
from retention_journal.storage import contents
from retention_journal.storage.faults import DamagedError
from retention_journal.storage.journal import JournalReader, Writer
from retention_journal.storage.tables import Attachment, key_of

#: What stands behind an ending that could run.
_SHOWN = ".txt"
_HASH = re.compile(r"[0-9a-f]{64}")
_ENDING = re.compile(r"[a-z0-9]{1,10}")


def place(sha256: str, name: str) -> str:
    """Return where a content lies in an export, such as "attachments/3a7b….pdf"."""
    ending = ending_of(name)
    told = f".{ending}" if _ENDING.fullmatch(ending) else ""
    return f"{ATTACHED}{sha256}{told}{_SHOWN if told and is_dangerous(name) else ''}"


def write(
    journal: JournalReader, folder: Path, numbers: Collection[int] | None, look: Callable[[], object]
) -> dict[str, str]:
    """Write what attached files hold into the folder of an export; return by their hashes where they lie.

    What the journal no longer has, or has spoilt, is left out; the check of the journal tells of it.

    Args:
        journal: Where they are kept.
        folder: Of the export.
        numbers: Of the attachments; None takes all.
        look: Called before each is written; may stop the work.
    """
    written: dict[str, str] = {}
    query = Attachment.select(key_of(Attachment), Attachment.sha256, Attachment.name)
    for number, sha256, name in journal.tuples(query.order_by(key_of(Attachment))):
        if sha256 in written or (numbers is not None and number not in numbers):
            continue
        held = contents.read(journal, sha256) if _HASH.fullmatch(sha256) else None
        if held is not None:
            look()
            written[sha256] = place(sha256, name)
            path = folder / written[sha256]
            private.make_folder(path.parent)
            private.replace(path, held)
    return written


def places_in(files: Iterable[str]) -> dict[str, str]:
    """Return by their hashes where contents lie in an export that holds ``files``."""
    inside = (name for name in files if name.startswith(ATTACHED))
    return {name.removeprefix(ATTACHED)[:64]: name for name in inside}


def has_content(sha256: str) -> bool:
    """Say whether a hash is one at all, so that a content belongs to it."""
    return bool(_HASH.fullmatch(sha256))


def keep(change: Writer, archive: Archive, places: Mapping[str, str], sha256: str) -> bool:
    """Bring the content with this hash into the journal; say whether the export has it.

    Raises:
        DamagedError: It is not what its name says.
    """
    name = places.get(sha256)
    if name is None:
        return False
    held = b""
    with suppress(OSError), archive.open(name) as file:
        held = file.read(MOST_BYTES + 1)
    if len(held) > MOST_BYTES or contents.keep(change, held) != sha256:
        raise DamagedError(
            _("The file {name} of this export is missing or was changed.").format(name=name),
            _("Nothing was taken in. Use the export as it was written."),
        )
    return True
