"""Whatever way an archive is packed, and however it is spoilt: read, or refused in words."""

from __future__ import annotations

import random
import zipfile

import pytest

from retention_journal.core.errors import JournalError
from retention_journal.importers.ics_places import calendars_in
from retention_journal.importers.recognise import recognise

CALENDAR = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" * 300
MAILBOX = b"From a@b Mon Jan  1 00:00:00 2024\nFrom: a@b\nSubject: x\n\nhello\n\n" * 300
BOARD = b'{"id":"a","name":"b","cards":[],"lists":[],"actions":[]}' + b" " * 9_000
WAYS = {"deflated": zipfile.ZIP_DEFLATED, "bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content"), [("a.ics", CALENDAR), ("Inbox.mbox", MAILBOX), ("board.json", BOARD)]
)
def test_a_spoilt_archive_is_read_or_refused_in_words(tmp_path, name, content, way):
    path, chance, refused = tmp_path / "export.zip", random.Random(f"{name} {way}"), 0
    with zipfile.ZipFile(path, "w", WAYS[way]) as archive:
        archive.writestr(name, content)
    sound = path.read_bytes()
    for _spoilt in range(150):
        spoilt = bytearray(sound)
        for _byte in range(chance.randrange(1, 5)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        path.write_bytes(spoilt)
        try:
            recognise(path)
            for calendar in calendars_in(path) if name.endswith(".ics") else ():
                calendar.content()
        except JournalError as error:
            assert error.message
            refused += 1
    assert refused > 0
