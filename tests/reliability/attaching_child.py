"""Attaches one file after the other to a journal's only client until it is killed: its path, and a number."""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path

from retention_journal.services.attachments import attach_bytes
from retention_journal.storage.journal import Journal
from tests.builders import TODAY

if __name__ == "__main__":
    with Journal.open(Path(sys.argv[1])) as journal:
        for number in itertools.count():
            held = random.Random(f"{sys.argv[2]} {number}").randbytes(60_000)
            attach_bytes(journal, 1, f"{sys.argv[2]} {number}.bin", held, today=TODAY)
            print(number, flush=True)
