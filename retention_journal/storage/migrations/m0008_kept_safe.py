"""What keeps the journal safe: attached files, what was erased, and which save was the last.

Frozen, like every step.

Source: reliability, promises 7, 11 and 25.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

Execute = Callable[[str], object]

_RECORD = """
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,
"""

_TABLES = {
    # A file of a client's: a signed agreement, a brief. What it holds lies in attachment_content.
    "attachment": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    record_type TEXT NOT NULL DEFAULT '',
    record_uid TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    size_bytes INTEGER NOT NULL DEFAULT 0 CHECK (size_bytes >= 0),
    added_on INTEGER,
    note TEXT NOT NULL DEFAULT ''
""",
    # That something was erased, never what it said; the uids keep it from coming back with an old copy.
    "erasure": """
    erased_at INTEGER NOT NULL,
    what TEXT NOT NULL DEFAULT '',
    counts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(counts)),
    uids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(uids))
""",
}
_HOUSEKEEPING = (
    # By its hash, so that the same file is kept once; undo passes it over, a sweep takes what nobody names.
    "CREATE TABLE attachment_content (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID",
    # Which save was the last; the same number is noted outside, so that an older file is noticed.
    "CREATE TABLE generation (id INTEGER PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, "
    "number INTEGER NOT NULL, stamp TEXT NOT NULL)",
    "INSERT INTO generation (id, journal, number, stamp) VALUES (1, lower(hex(randomblob(16))), 0, '')",
)
_INDEXES = (
    "CREATE INDEX attachment_by_client ON attachment (client_id)",
    "CREATE INDEX attachment_by_content ON attachment (sha256)",
    "CREATE INDEX attachment_by_record ON attachment (record_uid)",
)

_CODE, _TITLE, _BODY = 31, "name", ("note",)
_FOLDS = (
    ("ø", "o"),
    ("Ø", "O"),
    ("æ", "ae"),
    ("Æ", "Ae"),
    ("ß", "ss"),
    ("ł", "l"),
    ("Ł", "L"),
    ("đ", "d"),
    ("Đ", "D"),
    ("ð", "d"),
    ("Ð", "D"),
    ("þ", "th"),
    ("Þ", "Th"),
)


def up(execute: Execute) -> None:
    """Make the tables, and let an attached file be found by its name."""
    for name, columns in _TABLES.items():
        execute(f"CREATE TABLE {name} ({_RECORD}{columns})")
    for statement in (*_HOUSEKEEPING, *_INDEXES):
        execute(statement)
    _find_by_typing(execute)


def _find_by_typing(execute: Execute) -> None:
    found = execute("SELECT sql FROM sqlite_schema WHERE name = 'search_source'")
    ((source,),) = cast(Iterable[tuple[str]], found)
    title, body = _title_and_body()
    execute("DROP VIEW search_source")
    columns = f"id * 32 + {_CODE} AS id, {title} AS title, {body} AS body"
    execute(f"{source} UNION ALL SELECT {columns} FROM attachment WHERE trashed_at IS NULL")  # noqa: S608 - our own words
    for statement in _triggers():
        execute(statement)


def _title_and_body(row: str = "") -> tuple[str, str]:
    return _folded(f"{row}{_TITLE}"), _folded(" || ' ' || ".join(f"{row}{name}" for name in _BODY))


def _folded(expression: str) -> str:
    for letter, plain in _FOLDS:
        expression = f"replace({expression}, '{letter}', '{plain}')"
    return expression


def _triggers() -> tuple[str, ...]:
    def entry(row: str, *, remove: bool) -> str:
        into, first = ("search, rowid", "'delete', ") if remove else ("rowid", "")
        words = ", ".join(_title_and_body(f"{row}."))
        return (
            f"INSERT INTO search ({into}, title, body) "
            f"SELECT {first}{row}.id * 32 + {_CODE}, {words} WHERE {row}.trashed_at IS NULL;"
        )

    gone, come = entry("old", remove=True), entry("new", remove=False)
    columns = ", ".join((_TITLE, *_BODY, "trashed_at"))
    return (
        f"CREATE TRIGGER attachment_found AFTER INSERT ON attachment BEGIN {come} END",
        f"CREATE TRIGGER attachment_changed AFTER UPDATE OF {columns} ON attachment BEGIN {gone} {come} END",
        f"CREATE TRIGGER attachment_gone AFTER DELETE ON attachment BEGIN {gone} END",
    )
