from __future__ import annotations

from retention_journal.core.intake import ClientRow
from retention_journal.importers.clients import ReadResult
from retention_journal.importers.recognise import Source
from retention_journal.services.clients import trash_client
from retention_journal.services.transfer.client_import import import_clients
from retention_journal.services.transfer.look_through import look_through
from tests.builders import NOON, TODAY, a_client

ROWS = [
    ClientRow("row 2", "Ada Ltd", contact_name="Ada"),
    ClientRow("row 3", "Bob plc"),
    ClientRow("row 4", "Ada Ltd", contact_name="Ann"),
    ClientRow("row 5", "Carl AB"),
    ClientRow("row 6", "Dora AS", email="dora@dora.example"),
]


def test_it_foretells_what_the_import_does(journal):
    a_client(journal, "Bob plc")
    trash_client(journal, a_client(journal, "Carl AB"), now=NOON)
    seen = look_through(journal, ROWS, today=TODAY)
    assert [row.name for row in seen.new] == ["Ada Ltd", "Dora AS"]
    assert [(one.name, one.is_trashed) for one in seen.here] == [("Bob plc", False), ("Carl AB", True)]
    done = import_clients(journal, ReadResult(Source.CSV, ROWS, [], len(ROWS)), now=NOON)
    assert done.created["client"] == len(seen.new)
    assert done.created["contact"] == seen.people


def test_it_writes_nothing(journal):
    before = journal.counts()
    look_through(journal, ROWS, today=TODAY)
    assert journal.counts() == before
    assert journal.undo_label is None
