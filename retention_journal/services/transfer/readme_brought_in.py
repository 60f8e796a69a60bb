"""What the README of an export says of what was brought in: each table and its columns, in a few words."""

from __future__ import annotations

BROUGHT_IN: dict[str, dict[str, str]] = {
    "import_source": {
        "": "Where files come from that were taken in: a board, a mailbox, tables with the same headings.",
        "kind": "what kind of file",
        "fingerprint": "by what it is known again",
        "label": "what it is called",
        "ways": "what was chosen for it, JSON",
        "last_used": "when a file of it was last taken in",
    },
    "import_batch": {
        "": "One file that was taken in.",
        "source": "where it came from",
        "file_name": "name of the file",
        "file_sha256": "SHA-256 of the file",
        "file_bytes": "how large it was, bytes",
        "app_version": "which version of the program took it in",
        "taken_in_at": "when",
        "state": "whether it was taken back",
        "undone_at": "when it was taken back",
        "counts": "rows by what became of them, and records by type, JSON",
    },
    "import_item": {
        "": "What became of one row of such a file.",
        "batch": "the file",
        "place": "where in the file it stood",
        "action": "what became of it",
        "reason": "why",
        "raw": "as it stood there, where it was left out",
        "record_type": "TYPE of the record it became",
        "record_uid": "uid of that record",
        "before": "what the record held before, where it changed, JSON",
        "after": "what it held then, JSON",
    },
    "external_ref": {
        "": "By what a record is known when it comes again; where the record is gone, that it was.",
        "source": "where it comes from",
        "ext_id": "what it is called there",
        "anchor": "what else it may be known by",
        "record_type": "TYPE of the record",
        "record_uid": "uid of the record",
        "base": "its values as they came last, JSON",
    },
}
