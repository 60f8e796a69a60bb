"""Saves on a disk that fails now and then, as a person does: what is told as failed is saved once more.

Called with the journal, its passphrase or "", and how many acts to do. Run by ``test_p03_failing_disk``.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.storage import generations, keys
from retention_journal.storage.journal import Journal

DAY = date(2026, 3, 10)
TRIES = 4


def main(path: Path, passphrase: str, acts: int) -> None:
    if passphrase:
        keys.unlock(path, passphrase)
    with generations.kept_in(path.parent / "saves"), Journal.open(path) as journal:
        print("open", flush=True)
        for number in range(acts):
            for _try in range(TRIES):
                try:
                    add_client(journal, ClientEntry(name=f"firm {number}"), today=DAY, allow_same_name=True)
                except JournalError as error:
                    print(f"failed {number} {error.code} {error.message}", flush=True)
                else:
                    print(f"saved {number}", flush=True)
                    break


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    except JournalError as error:
        print(f"ended {error.code}", flush=True)
