"""What was learnt: the closing talk in full, the post-mortem in steps, actions, triggers, watch points.

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
    "post_mortem_loss": """
    post_mortem_id INTEGER NOT NULL REFERENCES post_mortem ON DELETE CASCADE,
    loss_id INTEGER NOT NULL REFERENCES loss ON DELETE CASCADE
""",
    "timeline_note": """
    post_mortem_id INTEGER NOT NULL REFERENCES post_mortem ON DELETE CASCADE,
    happened_on INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    source TEXT NOT NULL DEFAULT '',
    known_then INTEGER NOT NULL DEFAULT 0 CHECK (known_then IN (0, 1))
""",
    "action_item": """
    post_mortem_id INTEGER REFERENCES post_mortem ON DELETE CASCADE,
    incident_id INTEGER REFERENCES incident ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    done_when TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'prevent',
    cause_kind TEXT,
    due_on INTEGER,
    state TEXT NOT NULL DEFAULT 'open',
    done_on INTEGER,
    drop_reason TEXT NOT NULL DEFAULT '',
    effect_check_on INTEGER,
    effect TEXT,
    effect_note TEXT NOT NULL DEFAULT ''
""",
    "watch_point": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    engagement_id INTEGER REFERENCES engagement ON DELETE SET NULL,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    sign TEXT NOT NULL DEFAULT '',
    signal TEXT NOT NULL DEFAULT '',
    written_on INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'watching',
    seen_on INTEGER,
    note TEXT NOT NULL DEFAULT ''
""",
    "care_trial": """
    what TEXT NOT NULL CHECK (length(trim(what)) > 0),
    tier TEXT,
    started_on INTEGER NOT NULL,
    ends_on INTEGER NOT NULL,
    finding TEXT NOT NULL DEFAULT '',
    CHECK (ends_on >= started_on)
""",
    "firm_look_back": """
    written_on INTEGER NOT NULL,
    covers_from INTEGER NOT NULL,
    covers_to INTEGER NOT NULL,
    went_well TEXT NOT NULL DEFAULT '',
    went_wrong TEXT NOT NULL DEFAULT '',
    would_tell TEXT NOT NULL DEFAULT '',
    from_now_on TEXT NOT NULL DEFAULT '',
    CHECK (covers_to >= covers_from)
""",
}

_DAYS = ("noticed_on", "won_back_on")
_COLUMNS = (
    # When one noticed that something was ending; when the client came back after this loss.
    *(f"ALTER TABLE loss ADD COLUMN {name} INTEGER" for name in _DAYS),
    # The rest of the closing conversation. Source: forms, section 2.
    *(
        f"ALTER TABLE closing_conversation ADD COLUMN {name} TEXT NOT NULL DEFAULT ''"
        for name in (
            "example",
            "first_noticed",
            "situation",
            "asked_by",
            "to_thank",
            "still_open",
            "own_notes",
        )
    ),
    "ALTER TABLE closing_conversation ADD COLUMN minutes INTEGER CHECK (minutes >= 0)",
    "ALTER TABLE closing_conversation ADD COLUMN may_call_on INTEGER",
    "ALTER TABLE closing_conversation ADD COLUMN thanked_on INTEGER",
    "ALTER TABLE closing_conversation ADD COLUMN no_answer INTEGER NOT NULL DEFAULT 0"
    " CHECK (no_answer IN (0, 1))",
    # The post-mortem in steps. Source: forms, section 3; ideas, 3.4.
    "ALTER TABLE post_mortem ADD COLUMN form TEXT NOT NULL DEFAULT 'full'",
    "ALTER TABLE post_mortem ADD COLUMN step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0)",
    *(
        f"ALTER TABLE post_mortem ADD COLUMN {name} TEXT NOT NULL DEFAULT 'unknown'"
        for name in ("could_differently", "could_see_earlier", "could_come_along")
    ),
    *(
        f"ALTER TABLE post_mortem ADD COLUMN {name} TEXT NOT NULL DEFAULT ''"
        for name in (
            "good_that_came",
            "none_ours_because",
            "none_situational_because",
            "no_action_because",
            "looked_again",
        )
    ),
    "ALTER TABLE post_mortem ADD COLUMN feelings_waived INTEGER NOT NULL DEFAULT 0"
    " CHECK (feelings_waived IN (0, 1))",
    *(
        f"ALTER TABLE post_mortem ADD COLUMN {name} INTEGER"
        for name in ("finished_on", "reread_on", "closed_on", "look_again_on", "looked_again_on")
    ),
    # What brings a lesson back. Source: ideas, 3.10.
    "ALTER TABLE lesson ADD COLUMN trigger_kind TEXT NOT NULL DEFAULT 'none'",
    "ALTER TABLE lesson ADD COLUMN trigger_value TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE lesson ADD COLUMN incident_id INTEGER REFERENCES incident ON DELETE SET NULL",
)

_INDEXES = (
    "CREATE INDEX post_mortem_loss_by_post_mortem ON post_mortem_loss (post_mortem_id)",
    "CREATE INDEX post_mortem_loss_by_loss ON post_mortem_loss (loss_id)",
    "CREATE INDEX timeline_note_by_post_mortem ON timeline_note (post_mortem_id, happened_on)",
    "CREATE INDEX action_item_by_post_mortem ON action_item (post_mortem_id, position)",
    "CREATE INDEX action_item_by_incident ON action_item (incident_id, position)",
    "CREATE INDEX watch_point_by_client ON watch_point (client_id, written_on)",
    "CREATE INDEX watch_point_by_engagement ON watch_point (engagement_id)",
    "CREATE INDEX lesson_by_incident ON lesson (incident_id)",
)

#: What of each new table is found by typing: its code in the index, its title, its other words.
_SEARCHED = {
    "action_item": (26, "text", ("done_when", "drop_reason", "effect_note")),
    "timeline_note": (27, "text", ("source",)),
    "watch_point": (28, "text", ("sign", "note")),
    "care_trial": (29, "what", ("finding",)),
    "firm_look_back": (30, "went_well", ("went_wrong", "would_tell", "from_now_on")),
}

#: Tables that have more words than before.
_SEARCHED_ANEW = {
    "closing_conversation": (
        9,
        "what_was_good",
        (
            "what_could_be_better",
            "advice_1",
            "advice_2",
            "advice_3",
            "when_decided",
            "would_return",
            "example",
            "first_noticed",
            "situation",
            "to_thank",
            "still_open",
            "own_notes",
        ),
    ),
    "post_mortem": (
        10,
        "summary",
        (
            "impact",
            "timeline",
            "detection",
            "differently",
            "seen_earlier",
            "come_along",
            "went_well",
            "went_wrong",
            "got_lucky",
            "private_feelings",
            "good_that_came",
            "none_ours_because",
            "none_situational_because",
            "no_action_because",
            "looked_again",
        ),
    ),
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
    start, *parts = source.split("SELECT ")
    kept = [part for part in parts if not any(f"FROM {name} WHERE" in part for name in _SEARCHED_ANEW)]
    selects = [part.strip().removesuffix("UNION ALL").strip() for part in kept]
    execute("DROP VIEW search_source")
    words = _SEARCHED_ANEW | _SEARCHED
    execute(start + " UNION ALL ".join([*(f"SELECT {one}" for one in selects), *map(_select, words)]))
    for name in _SEARCHED_ANEW:
        for ending in ("found", "changed", "gone"):
            execute(f"DROP TRIGGER {name}_{ending}")
    for name in words:
        for statement in _triggers(name):
            execute(statement)


def _select(name: str) -> str:
    title, body = _title_and_body(name)
    code = _words_of(name)[0]
    return (
        f"SELECT id * 32 + {code} AS id, {title} AS title, {body} AS body"  # noqa: S608
        f" FROM {name} WHERE trashed_at IS NULL"
    )


def _words_of(name: str) -> tuple[int, str, tuple[str, ...]]:
    return (_SEARCHED_ANEW | _SEARCHED)[name]


def _title_and_body(name: str, row: str = "") -> tuple[str, str]:
    _code, title, body = _words_of(name)
    joined = " || ' ' || ".join(f"{row}{column}" for column in body) or "''"
    return _folded(f"{row}{title}"), _folded(joined)


def _folded(expression: str) -> str:
    for letter, plain in _FOLDS:
        expression = f"replace({expression}, '{letter}', '{plain}')"
    return expression


def _triggers(name: str) -> tuple[str, ...]:
    code, title, body = _words_of(name)

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
