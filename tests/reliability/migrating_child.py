"""Brings one journal of an older version up to date, as the program does; run by ``test_p14_migrations``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from retention_journal.storage import backup
from retention_journal.storage.journal import Journal

DAY = date(2026, 3, 10)


if __name__ == "__main__":
    Journal.open(
        Path(sys.argv[1]), before_migration=lambda journal: backup.make_backup(journal, DAY, forced=True)
    ).close()
