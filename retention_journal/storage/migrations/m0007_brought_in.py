"""What was brought in: from where, in which batch, row by row, and by what it is known again.

Frozen, like every step.

Source: imports, section 4.2.
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
    "import_source": """
    kind TEXT NOT NULL,
    fingerprint TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT '',
    ways TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ways)),
    last_used INTEGER NOT NULL
""",
    "import_batch": """
    source_id INTEGER NOT NULL REFERENCES import_source ON DELETE CASCADE,
    file_name TEXT NOT NULL DEFAULT '',
    file_sha256 TEXT NOT NULL DEFAULT '',
    file_bytes INTEGER NOT NULL DEFAULT 0 CHECK (file_bytes >= 0),
    app_version TEXT NOT NULL DEFAULT '',
    taken_in_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'applied',
    undone_at INTEGER,
    counts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(counts))
""",
    # What happened to one row; before and after hold only what changed, nothing for a new record.
    "import_item": """
    batch_id INTEGER NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    place TEXT NOT NULL DEFAULT '',
    action TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    raw TEXT NOT NULL DEFAULT '',
    record_type TEXT NOT NULL DEFAULT '',
    record_uid TEXT NOT NULL DEFAULT '',
    before TEXT CHECK (json_valid(before)),
    after TEXT CHECK (json_valid(after))
""",
    # By what a record is known when it comes again. One whose record is gone is a tombstone.
    "external_ref": """
    source_id INTEGER NOT NULL REFERENCES import_source ON DELETE CASCADE,
    ext_id TEXT NOT NULL,
    anchor TEXT NOT NULL DEFAULT '',
    record_type TEXT NOT NULL,
    record_uid TEXT NOT NULL DEFAULT '',
    base TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(base))
""",
}

_COLUMNS = (
    # What a card said beside its name, its address, when work on it began, by what its delivery is known.
    "ALTER TABLE promise ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE promise ADD COLUMN link TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE promise ADD COLUMN started_on INTEGER",
    "ALTER TABLE promise ADD COLUMN evidence TEXT",
    "ALTER TABLE promise ADD COLUMN source TEXT NOT NULL DEFAULT 'manual'",
    "ALTER TABLE invoice ADD COLUMN source TEXT NOT NULL DEFAULT 'manual'",
    # NULL: the file of another program did not say when it was due, so it is never late.
    "ALTER TABLE invoice ALTER COLUMN due_on DROP NOT NULL",
)
_INDEXES = (
    "CREATE INDEX import_source_by_kind ON import_source (kind, fingerprint)",
    "CREATE INDEX external_ref_by_id ON external_ref (source_id, ext_id)",
    "CREATE INDEX import_batch_by_source ON import_batch (source_id, taken_in_at)",
    "CREATE INDEX import_batch_by_file ON import_batch (file_sha256)",
    "CREATE INDEX import_item_by_batch ON import_item (batch_id)",
    "CREATE INDEX import_item_by_record ON import_item (record_uid)",
    "CREATE INDEX external_ref_by_record ON external_ref (record_uid)",
)

_CODE, _TITLE, _BODY = 4, "text", ("remark", "note")
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
    """Make the tables, add the columns, and let what a card said be found."""
    for name, columns in _TABLES.items():
        execute(f"CREATE TABLE {name} ({_RECORD}{columns})")
    for statement in (*_COLUMNS, *_INDEXES):
        execute(statement)
    _find_by_typing(execute)


def _find_by_typing(execute: Execute) -> None:
    found = execute("SELECT sql FROM sqlite_schema WHERE name = 'search_source'")
    ((source,),) = cast(Iterable[tuple[str]], found)
    start, *parts = source.split("SELECT ")
    kept = [part for part in parts if "FROM promise WHERE" not in part]
    selects = [part.strip().removesuffix("UNION ALL").strip() for part in kept]
    title, body = _title_and_body()
    anew = f"id * 32 + {_CODE} AS id, {title} AS title, {body} AS body FROM promise WHERE trashed_at IS NULL"
    execute("DROP VIEW search_source")
    execute(start + " UNION ALL ".join(f"SELECT {one}" for one in (*selects, anew)))
    for ending in ("found", "changed", "gone"):
        execute(f"DROP TRIGGER promise_{ending}")
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
        f"CREATE TRIGGER promise_found AFTER INSERT ON promise BEGIN {come} END",
        f"CREATE TRIGGER promise_changed AFTER UPDATE OF {columns} ON promise BEGIN {gone} {come} END",
        f"CREATE TRIGGER promise_gone AFTER DELETE ON promise BEGIN {gone} END",
    )
