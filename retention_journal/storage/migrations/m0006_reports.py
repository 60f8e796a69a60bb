"""The client's report in full: looked through, corrected, what it says beside the figures, how it looks.

Frozen, like every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

Execute = Callable[[str], object]

_WORDS = ("learnt", "decisions", "proposal")
_COLUMNS = (
    # When it was looked through; which one that was sent it corrects; the talk in which it was answered.
    "ALTER TABLE report ADD COLUMN reviewed_at INTEGER",
    "ALTER TABLE report ADD COLUMN corrects_id INTEGER REFERENCES report ON DELETE SET NULL",
    "ALTER TABLE report ADD COLUMN reply_in_id INTEGER REFERENCES interaction ON DELETE SET NULL",
    *(f"ALTER TABLE report ADD COLUMN {name} TEXT NOT NULL DEFAULT ''" for name in _WORDS),
    # By line_key: a remark to a goal, what its name means. Source: forms, section 1.
    "ALTER TABLE report ADD COLUMN remarks TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(remarks))",
    "ALTER TABLE report ADD COLUMN glossary TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(glossary))",
    # NULL: nobody has chosen yet, what the journal offers stands.
    *(
        f"ALTER TABLE report ADD COLUMN {name} TEXT CHECK (json_valid({name}))"
        for name in ("setbacks", "promises_next", "needs", "parts_off")
    ),
    # The firm's letterhead and look.
    "ALTER TABLE business ADD COLUMN website TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE business ADD COLUMN org_number TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE business ADD COLUMN typeface TEXT NOT NULL DEFAULT 'inter'",
    "ALTER TABLE business ADD COLUMN paper TEXT NOT NULL DEFAULT 'a4'",
    "ALTER TABLE business ADD COLUMN parts_off TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(parts_off))",
)
_INDEXES = (
    "CREATE INDEX report_by_corrected ON report (corrects_id)",
    "CREATE INDEX report_by_reply ON report (reply_in_id)",
)

_CODE, _TITLE = 12, "headline"
_BODY = ("went_well", "went_not", "doing", "client_reply", *_WORDS)
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
    """Add the columns and indexes, and let the new words of a report be found."""
    for statement in (*_COLUMNS, *_INDEXES):
        execute(statement)
    _find_by_typing(execute)


def _find_by_typing(execute: Execute) -> None:
    found = execute("SELECT sql FROM sqlite_schema WHERE name = 'search_source'")
    ((source,),) = cast(Iterable[tuple[str]], found)
    start, *parts = source.split("SELECT ")
    kept = [part for part in parts if "FROM report WHERE" not in part]
    selects = [part.strip().removesuffix("UNION ALL").strip() for part in kept]
    title, body = _title_and_body()
    anew = f"id * 32 + {_CODE} AS id, {title} AS title, {body} AS body FROM report WHERE trashed_at IS NULL"
    execute("DROP VIEW search_source")
    execute(start + " UNION ALL ".join(f"SELECT {one}" for one in (*selects, anew)))
    for ending in ("found", "changed", "gone"):
        execute(f"DROP TRIGGER report_{ending}")
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
        f"CREATE TRIGGER report_found AFTER INSERT ON report BEGIN {come} END",
        f"CREATE TRIGGER report_changed AFTER UPDATE OF {columns} ON report BEGIN {gone} {come} END",
        f"CREATE TRIGGER report_gone AFTER DELETE ON report BEGIN {gone} END",
    )
