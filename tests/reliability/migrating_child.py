"""Brings one journal of an older version up to date, as the program does; run by ``test_p14_migrations``.

Called with the journal and its passphrase or "".
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from retention_journal.storage import backup, keys
from retention_journal.storage.journal import Journal

DAY = date(2026, 3, 10)


def main(path: Path, passphrase: str) -> None:
    if passphrase:
        keys.unlock(path, passphrase)
    Journal.open(path, before_migration=lambda old: backup.make(old, backup.folder_of(path), DAY)).close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
