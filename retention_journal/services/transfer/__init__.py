"""Everything out of a journal into open files, everything back, and clients in from other programs.

An export is a folder: ``journal.jsonl`` with one object per record, one CSV per type for the eye and for
other programs, ``files`` with what is no text, ``manifest.json`` and a ``README.txt`` that explains every
column. ``import_journal`` brings it back value for value.
"""

from __future__ import annotations

from retention_journal.services.transfer.client_import import ReadClients, import_clients
from retention_journal.services.transfer.exporting import export
from retention_journal.services.transfer.journal_import import NotAnExportError, import_journal, is_export
from retention_journal.services.transfer.results import ImportResult

__all__ = [
    "ImportResult",
    "NotAnExportError",
    "ReadClients",
    "export",
    "import_clients",
    "import_journal",
    "is_export",
]
