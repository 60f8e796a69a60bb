"""What the README of an export says of what keeps the journal safe: each table and its columns."""

from __future__ import annotations

KEPT_SAFE: dict[str, dict[str, str]] = {
    "attachment": {
        "": "A file of a client's: a signed agreement, a brief.",
        "client": "the client",
        "record_type": "TYPE of the record it hangs on; empty where that is the client",
        "record_uid": "uid of that record",
        "name": "name of the file",
        "media_type": "what kind of file",
        "sha256": "SHA-256 of what it holds",
        "size_bytes": "how large it is, bytes",
        "added_on": "when it was added",
        "note": "notes",
    },
    "erasure": {
        "": "That something was erased for good, never what it said.",
        "erased_at": "when",
        "what": "whether a client, a person, or what was kept for long enough",
        "counts": "how many records of each TYPE; lives: from when to when they were clients, JSON",
        "uids": "uids of what was erased, so that it does not come back with an old copy, JSON",
    },
}
