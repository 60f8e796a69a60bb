"""The light and the nine o'clock list: events, links, judgements, planned calls, days off, snapshots.

Frozen, like every step. Snapshots of lights and the lists of past mornings are the journal's own notes, no
acts of the person: undo does not know them, so they name their client by uid and not by a reference that
the undo of "add a client" would break.
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
    "setting": """
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL CHECK (json_valid(value))
""",
    "client_event": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    settled_on INTEGER,
    CHECK (settled_on >= happened_on)
""",
    "contact_link": """
    contact_a_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    contact_b_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'same_network',
    note TEXT NOT NULL DEFAULT '',
    CHECK (contact_a_id <> contact_b_id)
""",
    "light_override": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    light TEXT NOT NULL,
    facts TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(trim(reason)) > 0),
    set_on INTEGER NOT NULL,
    until INTEGER NOT NULL,
    ended_on INTEGER,
    CHECK (until >= set_on)
""",
    "snooze": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    reason TEXT NOT NULL CHECK (length(trim(reason)) > 0),
    set_on INTEGER NOT NULL,
    until INTEGER NOT NULL,
    CHECK (until >= set_on)
""",
    "planned_call": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    due_at INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    planned_on INTEGER NOT NULL,
    asked_by_client INTEGER NOT NULL DEFAULT 0 CHECK (asked_by_client IN (0, 1)),
    done_on INTEGER
""",
    "day_off": """
    first_on INTEGER NOT NULL,
    last_on INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'leave',
    note TEXT NOT NULL DEFAULT '',
    CHECK (last_on >= first_on)
""",
    "health_snapshot": """
    client_uid TEXT NOT NULL,
    day INTEGER NOT NULL,
    light TEXT NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
    override TEXT,
    override_reason TEXT NOT NULL DEFAULT '',
    override_until INTEGER,
    UNIQUE (client_uid, day)
""",
    "call_list_entry": """
    day INTEGER NOT NULL,
    client_uid TEXT NOT NULL,
    position INTEGER NOT NULL,
    lane TEXT NOT NULL,
    rolled_from INTEGER,
    UNIQUE (day, client_uid)
""",
}

_COLUMNS = (
    # How many words the client wrote; NULL where it is not known.
    "ALTER TABLE interaction ADD COLUMN word_count INTEGER CHECK (word_count >= 0)",
    "UPDATE interaction SET word_count = 1 + length(trim(client_words))"
    " - length(replace(trim(client_words), ' ', ''))"
    " WHERE kind IN ('email', 'message') AND direction = 'inbound' AND trim(client_words) <> ''",
    # When a promise was released or given up; a kept one has delivered_at.
    "ALTER TABLE promise ADD COLUMN closed_at INTEGER",
)

_INDEXES = (
    "CREATE INDEX client_event_open ON client_event (client_id) WHERE settled_on IS NULL",
    "CREATE INDEX client_event_by_client ON client_event (client_id, happened_on)",
    "CREATE INDEX contact_link_by_a ON contact_link (contact_a_id)",
    "CREATE INDEX contact_link_by_b ON contact_link (contact_b_id)",
    "CREATE INDEX light_override_by_client ON light_override (client_id, until)",
    "CREATE INDEX snooze_by_client ON snooze (client_id, until)",
    "CREATE INDEX planned_call_by_client ON planned_call (client_id, due_at)",
    # What the two of you wrote, how they sounded, meetings and tries: read from the index alone.
    "CREATE INDEX interaction_written ON interaction (client_id, occurred_at, direction, word_count)"
    " WHERE kind IN ('email', 'message') AND trashed_at IS NULL",
    "CREATE INDEX interaction_toned ON interaction (client_id, occurred_at DESC, tone)"
    " WHERE tone IS NOT NULL AND trashed_at IS NULL",
    "CREATE INDEX interaction_met ON interaction (client_id, occurred_at DESC, outcome)"
    " WHERE kind IN ('meeting', 'video_call') AND trashed_at IS NULL",
    "CREATE INDEX interaction_tried ON interaction (client_id, occurred_at DESC)"
    " WHERE outcome IN ('no_answer', 'left_message') AND trashed_at IS NULL",
    "CREATE INDEX promise_delivered ON promise (delivered_at) WHERE delivered_at IS NOT NULL",
)

_SEARCHED_EVENT = 15
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
    """Add the tables, columns and indexes, and let the notes of events be found."""
    for name, columns in _TABLES.items():
        execute(f"CREATE TABLE {name} ({_RECORD}{columns}) STRICT")
    for statement in (*_COLUMNS, *_INDEXES):
        execute(statement)
    _find_events(execute)


def _find_events(execute: Execute) -> None:
    """Join the notes of events to what can be found by typing."""
    found = execute("SELECT sql FROM sqlite_schema WHERE name = 'search_source'")
    ((source,),) = cast(Iterable[tuple[str]], found)
    number = f"id * 32 + {_SEARCHED_EVENT} AS id"
    columns = f"{number}, {_folded('note')} AS title, '' AS body"
    execute("DROP VIEW search_source")
    execute(f"{source} UNION ALL SELECT {columns} FROM client_event WHERE trashed_at IS NULL")  # noqa: S608
    for statement in _triggers():
        execute(statement)


def _folded(expression: str) -> str:
    for letter, plain in _FOLDS:
        expression = f"replace({expression}, '{letter}', '{plain}')"
    return expression


def _triggers() -> tuple[str, ...]:
    def entry(row: str, *, remove: bool) -> str:
        number = f"{row}.id * 32 + {_SEARCHED_EVENT}"
        into, first = ("search, rowid", "'delete', ") if remove else ("rowid", "")
        return (
            f"INSERT INTO search ({into}, title, body) "
            f"SELECT {first}{number}, {_folded(f'{row}.note')}, '' WHERE {row}.trashed_at IS NULL;"
        )

    gone, come = entry("old", remove=True), entry("new", remove=False)
    return (
        f"CREATE TRIGGER client_event_found AFTER INSERT ON client_event BEGIN {come} END",
        "CREATE TRIGGER client_event_changed AFTER UPDATE OF note, trashed_at ON client_event"
        f" BEGIN {gone} {come} END",
        f"CREATE TRIGGER client_event_gone AFTER DELETE ON client_event BEGIN {gone} END",
    )
