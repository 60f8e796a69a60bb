"""Works on a journal as a person does, and says what is saved; run by ``test_p02_power_cuts``.

Called with the journal, its passphrase or "", and how many acts to do.
"""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path

from retention_journal.core.contacts import Kind
from retention_journal.services.backups import make_backup
from retention_journal.services.clients import ClientEntry, add_client
from retention_journal.services.contacts import ContactEntry, log_contact
from retention_journal.storage import generations, keys
from retention_journal.storage.journal import Journal

DAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0)


def main(path: Path, passphrase: str, acts: int) -> None:
    if passphrase:
        keys.unlock(path, passphrase)
    with generations.kept_in(path.parent / "saves"), Journal.open(path) as journal:
        client = add_client(journal, ClientEntry(name="Ada Ltd"), today=DAY)
        say("Ada Ltd")
        for number in range(acts):
            name = f"firm {number}"
            if number % 5 == 4:
                add_client(journal, ClientEntry(name=name), today=DAY)
            else:
                entry = ContactEntry(kind=Kind.CALL, summary=f"{name} {'x' * (number % 7 * 900)}")
                log_contact(journal, client, entry, now=NOW)
            say(name)
            if number % 6 == 5:
                journal.undo()
                say(f"not {name}")
                journal.redo()
                say(name)
            if number % 9 == 8:
                make_backup(journal, today=DAY)
                say(f"backup with {name}")


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
