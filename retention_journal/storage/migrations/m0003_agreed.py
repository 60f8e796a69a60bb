"""What was agreed: engagements, the intake list, moved promises, hours, invoices, what else could be done.

Frozen, like every step.
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
    "engagement": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    engagement_type TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    start_date INTEGER,
    end_date INTEGER,
    fee_minor INTEGER CHECK (fee_minor >= 0),
    currency TEXT NOT NULL DEFAULT 'EUR',
    fee_period TEXT NOT NULL DEFAULT 'month',
    hours_included TEXT,
    notice_days INTEGER CHECK (notice_days >= 0),
    renewal_date INTEGER,
    note TEXT NOT NULL DEFAULT '',
    CHECK (end_date >= start_date)
""",
    "intake_question": """
    engagement_type TEXT,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    position INTEGER NOT NULL DEFAULT 0,
    origin TEXT NOT NULL DEFAULT ''
""",
    "expectation_item": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    engagement_id INTEGER REFERENCES engagement ON DELETE SET NULL,
    asked_from_id INTEGER REFERENCES intake_question ON DELETE SET NULL,
    position INTEGER NOT NULL DEFAULT 0,
    question TEXT NOT NULL CHECK (length(trim(question)) > 0),
    answer TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open',
    confirmed_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    confirmed_on INTEGER,
    saved_on INTEGER,
    born_from TEXT NOT NULL DEFAULT ''
""",
    "promise_move": """
    promise_id INTEGER NOT NULL REFERENCES promise ON DELETE CASCADE,
    moved_on INTEGER NOT NULL,
    due_before INTEGER,
    due_after INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    client_knows INTEGER NOT NULL DEFAULT 0 CHECK (client_knows IN (0, 1))
""",
    "time_entry": """
    client_id INTEGER REFERENCES client ON DELETE CASCADE,
    worked_on INTEGER NOT NULL,
    started_at INTEGER,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    bucket TEXT NOT NULL DEFAULT 'serve',
    billable INTEGER NOT NULL DEFAULT 1 CHECK (billable IN (0, 1)),
    project TEXT NOT NULL DEFAULT '',
    task TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    line_key TEXT,
    promise_id INTEGER REFERENCES promise ON DELETE SET NULL,
    source TEXT NOT NULL DEFAULT 'manual',
    external_key TEXT
""",
    "invoice": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    number TEXT NOT NULL DEFAULT '',
    issued_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    paid_on INTEGER,
    total_minor INTEGER NOT NULL,
    paid_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'EUR',
    state TEXT NOT NULL DEFAULT 'sent',
    note TEXT NOT NULL DEFAULT '',
    external_key TEXT,
    CHECK (due_on >= issued_on)
""",
    "care_idea": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'could_help',
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    noted_on INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'noted',
    settled_on INTEGER,
    result TEXT NOT NULL DEFAULT ''
""",
}

_COLUMNS = (
    # What the two of you would both call a good result, in words.
    "ALTER TABLE kpi_agreement ADD COLUMN good_result TEXT NOT NULL DEFAULT ''",
    # Day on which importance was last asked; the agreement's own day where it was not asked again.
    "ALTER TABLE kpi_agreement ADD COLUMN importance_asked_on INTEGER",
    # A smaller goal on the way to another has that one's key.
    "ALTER TABLE kpi_line ADD COLUMN parent_key TEXT",
    # What a promise answers was asked on this day; the day it was made where nobody asked before.
    "ALTER TABLE promise ADD COLUMN asked_on INTEGER",
    # Kept, but nobody wrote down when.
    "ALTER TABLE promise ADD COLUMN date_unknown INTEGER NOT NULL DEFAULT 0 CHECK (date_unknown IN (0, 1))",
    # The expectation of the agreement by which it is timed.
    "ALTER TABLE promise ADD COLUMN line_key TEXT",
    # The month in which the business year begins, 1 to 12.
    "ALTER TABLE business ADD COLUMN year_start_month INTEGER NOT NULL DEFAULT 1"
    " CHECK (year_start_month BETWEEN 1 AND 12)",
)

_INDEXES = (
    "CREATE INDEX engagement_by_client ON engagement (client_id, start_date)",
    "CREATE INDEX expectation_item_by_client ON expectation_item (client_id, position)",
    "CREATE INDEX expectation_item_by_engagement ON expectation_item (engagement_id)",
    "CREATE INDEX expectation_item_by_question ON expectation_item (asked_from_id)",
    "CREATE INDEX expectation_item_by_person ON expectation_item (confirmed_by_id)",
    "CREATE INDEX promise_move_by_promise ON promise_move (promise_id, moved_on)",
    "CREATE INDEX time_entry_by_client ON time_entry (client_id, worked_on)",
    "CREATE INDEX time_entry_by_day ON time_entry (worked_on)",
    "CREATE INDEX time_entry_by_promise ON time_entry (promise_id)",
    "CREATE UNIQUE INDEX time_entry_by_key ON time_entry (source, external_key)"
    " WHERE external_key IS NOT NULL",
    "CREATE INDEX invoice_by_client ON invoice (client_id, issued_on)",
    "CREATE INDEX invoice_open ON invoice (due_on) WHERE paid_on IS NULL AND trashed_at IS NULL",
    "CREATE INDEX care_idea_by_client ON care_idea (client_id, noted_on)",
)

#: What of each table is found by typing: its code in the index, its title, its other words.
_SEARCHED = {
    "engagement": (16, "title", ("note",)),
    "expectation_item": (17, "question", ("answer", "born_from")),
    "promise_move": (18, "reason", ()),
    "time_entry": (19, "task", ("project", "note")),
    "invoice": (20, "number", ("note",)),
    "care_idea": (21, "text", ("result",)),
}
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
    """Add the tables, columns and indexes, and let their words be found."""
    for name, columns in _TABLES.items():
        execute(f"CREATE TABLE {name} ({_RECORD}{columns}) STRICT")
    for statement in (*_COLUMNS, *_INDEXES):
        execute(statement)
    _find_by_typing(execute)


def _find_by_typing(execute: Execute) -> None:
    found = execute("SELECT sql FROM sqlite_schema WHERE name = 'search_source'")
    ((source,),) = cast(Iterable[tuple[str]], found)
    for name, (code, *_words) in _SEARCHED.items():
        title, body = _title_and_body(name)
        source += (
            f" UNION ALL SELECT id * 32 + {code} AS id, {title} AS title, {body} AS body"  # noqa: S608
            f" FROM {name} WHERE trashed_at IS NULL"
        )
    execute("DROP VIEW search_source")
    execute(source)
    for name in _SEARCHED:
        for statement in _triggers(name):
            execute(statement)


def _title_and_body(name: str, row: str = "") -> tuple[str, str]:
    _code, title, body = _SEARCHED[name]
    joined = " || ' ' || ".join(f"{row}{column}" for column in body) or "''"
    return _folded(f"{row}{title}"), _folded(joined)


def _folded(expression: str) -> str:
    for letter, plain in _FOLDS:
        expression = f"replace({expression}, '{letter}', '{plain}')"
    return expression


def _triggers(name: str) -> tuple[str, ...]:
    code, title, body = _SEARCHED[name]

    def entry(row: str, *, remove: bool) -> str:
        into, first = ("search, rowid", "'delete', ") if remove else ("rowid", "")
        words = ", ".join(_title_and_body(name, f"{row}."))
        return (
            f"INSERT INTO search ({into}, title, body) "
            f"SELECT {first}{row}.id * 32 + {code}, {words} WHERE {row}.trashed_at IS NULL;"
        )

    gone, come = entry("old", remove=True), entry("new", remove=False)
    columns = ", ".join((title, *body, "trashed_at"))
    return (
        f"CREATE TRIGGER {name}_found AFTER INSERT ON {name} BEGIN {come} END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {columns} ON {name} BEGIN {gone} {come} END",
        f"CREATE TRIGGER {name}_gone AFTER DELETE ON {name} BEGIN {gone} END",
    )
