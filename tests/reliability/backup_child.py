"""Writes and backs up a journal for ever, or as far as the disk lets it; run by ``test_p10_backups_killed``.

Called with the journal, its passphrase or "", and how many bytes a file may have, 0 for any number.
"""

from __future__ import annotations

import resource
import signal
import sys
from datetime import date
from pathlib import Path

from retention_journal.core.errors import JournalError
from retention_journal.services.backups import make_backup
from retention_journal.storage import keys
from retention_journal.storage.journal import Journal
from retention_journal.storage.tables import Client

DAY = date(2026, 3, 10)


def main(path: Path, passphrase: str, most: int) -> None:
    if passphrase:
        keys.unlock(path, passphrase)
    with Journal.open(path) as journal:
        if most:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        print("ready", flush=True)
        number = journal.counts()["client"]
        while True:
            if not most:
                number += 1
                with journal.change("Add") as change:
                    change.insert(Client, name=f"Firm {number}", notes="x" * 2000)
            try:
                make_backup(journal, today=DAY, progress=lambda _done, _total: print(".", flush=True))
            except JournalError as error:
                print(error.code, "|", error.message, "|", error.advice, flush=True)
                return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
