"""What went wrong: incidents with their moves, arguments, account and causes; versions of what is included.

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
    "incident": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'other',
    severity TEXT NOT NULL DEFAULT 'minor',
    state TEXT NOT NULL DEFAULT 'received',
    is_complaint INTEGER NOT NULL DEFAULT 1 CHECK (is_complaint IN (0, 1)),
    received_at INTEGER NOT NULL,
    channel TEXT NOT NULL DEFAULT 'call',
    reported_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    client_words TEXT NOT NULL DEFAULT '',
    rest_of_message TEXT NOT NULL DEFAULT '',
    remedy_sought TEXT NOT NULL DEFAULT '',
    felt_before INTEGER CHECK (felt_before BETWEEN 1 AND 5),
    felt_at INTEGER CHECK (felt_at BETWEEN 1 AND 5),
    felt_after INTEGER CHECK (felt_after BETWEEN 1 AND 5),
    acknowledged_at INTEGER,
    answer_due_at INTEGER,
    answer_promise_accepted INTEGER CHECK (answer_promise_accepted IN (0, 1)),
    answered_at INTEGER,
    decide_by INTEGER,
    decided_at INTEGER,
    resolved_at INTEGER,
    closed_at INTEGER,
    client_is_right TEXT NOT NULL DEFAULT 'unknown',
    right_about TEXT NOT NULL DEFAULT '',
    their_side TEXT NOT NULL DEFAULT '',
    expected TEXT NOT NULL DEFAULT '',
    never_agreed INTEGER NOT NULL DEFAULT 0 CHECK (never_agreed IN (0, 1)),
    would_put_right TEXT NOT NULL DEFAULT '',
    our_fault TEXT NOT NULL DEFAULT 'unknown',
    facts_chosen TEXT NOT NULL DEFAULT '[]',
    private_feelings TEXT NOT NULL DEFAULT '',
    feelings_waived INTEGER NOT NULL DEFAULT 0 CHECK (feelings_waived IN (0, 1)),
    answer_heard TEXT NOT NULL DEFAULT '',
    answer_happened TEXT NOT NULL DEFAULT '',
    answer_doing TEXT NOT NULL DEFAULT '',
    answer_when TEXT NOT NULL DEFAULT '',
    got_wrong TEXT NOT NULL DEFAULT '',
    remedy TEXT NOT NULL DEFAULT '',
    remedy_confirmed_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    remedy_confirmed_on INTEGER,
    apology_given TEXT NOT NULL DEFAULT '',
    apology_on INTEGER,
    follow_up_on INTEGER,
    followed_up_at INTEGER,
    no_follow_up_reason TEXT NOT NULL DEFAULT '',
    outcome TEXT,
    good_that_came TEXT NOT NULL DEFAULT '',
    cost_minutes INTEGER CHECK (cost_minutes >= 0),
    cost_minor INTEGER CHECK (cost_minor >= 0),
    currency TEXT NOT NULL DEFAULT 'EUR',
    repeat_of_id INTEGER REFERENCES incident ON DELETE SET NULL,
    process_gap TEXT NOT NULL DEFAULT '',
    process_change TEXT NOT NULL DEFAULT '',
    own_load INTEGER CHECK (own_load BETWEEN 1 AND 5),
    own_mood INTEGER CHECK (own_mood BETWEEN 1 AND 5),
    account_locked_at INTEGER
""",
    "incident_move": """
    incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    moved_at INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
""",
    "argument": """
    incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    objection TEXT NOT NULL CHECK (length(trim(objection)) > 0),
    could_be_right TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    is_conceded INTEGER NOT NULL DEFAULT 0 CHECK (is_conceded IN (0, 1)),
    reply TEXT NOT NULL DEFAULT ''
""",
    "account_entry": """
    incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    written_at INTEGER NOT NULL,
    happened_at INTEGER,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    source TEXT NOT NULL DEFAULT '',
    corrects_id INTEGER REFERENCES account_entry ON DELETE SET NULL
""",
    "cause": """
    incident_id INTEGER REFERENCES incident ON DELETE CASCADE,
    post_mortem_id INTEGER REFERENCES post_mortem ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'unknown',
    locus TEXT NOT NULL DEFAULT 'unknown',
    whose TEXT NOT NULL DEFAULT 'ours',
    controllable TEXT,
    evidence TEXT NOT NULL DEFAULT ''
""",
}

_COLUMNS = (
    # The incident in which a promise was made.
    "ALTER TABLE promise ADD COLUMN incident_id INTEGER REFERENCES incident ON DELETE SET NULL",
    # The incident after which it was agreed again.
    "ALTER TABLE kpi_agreement ADD COLUMN incident_id INTEGER REFERENCES incident ON DELETE SET NULL",
    # The incident a talk was about; how one listened: NULL where one did not ask oneself.
    "ALTER TABLE interaction ADD COLUMN incident_id INTEGER REFERENCES incident ON DELETE SET NULL",
    "ALTER TABLE interaction ADD COLUMN did_defend INTEGER CHECK (did_defend IN (0, 1))",
    "ALTER TABLE interaction ADD COLUMN did_repeat_back INTEGER CHECK (did_repeat_back IN (0, 1))",
    # The incident a question was born of.
    "ALTER TABLE intake_question ADD COLUMN incident_id INTEGER REFERENCES incident ON DELETE SET NULL",
    # Days between which this was what was said; NULL: since ever, until now.
    "ALTER TABLE expectation_item ADD COLUMN valid_from INTEGER",
    "ALTER TABLE expectation_item ADD COLUMN valid_to INTEGER",
    "ALTER TABLE expectation_item ADD COLUMN replaces_id INTEGER REFERENCES expectation_item"
    " ON DELETE SET NULL",
    # Hours within which this client was promised a thorough answer; NULL: as with everybody.
    "ALTER TABLE client ADD COLUMN answer_within_hours INTEGER CHECK (answer_within_hours BETWEEN 1 AND 720)",
)

_INDEXES = (
    "CREATE INDEX incident_by_client ON incident (client_id, received_at)",
    "CREATE INDEX incident_by_reporter ON incident (reported_by_id)",
    "CREATE INDEX incident_by_confirmer ON incident (remedy_confirmed_by_id)",
    "CREATE INDEX incident_by_repeat ON incident (repeat_of_id)",
    "CREATE INDEX incident_move_by_incident ON incident_move (incident_id, moved_at)",
    "CREATE INDEX argument_by_incident ON argument (incident_id, position)",
    "CREATE INDEX account_entry_by_incident ON account_entry (incident_id, written_at)",
    "CREATE INDEX account_entry_by_corrected ON account_entry (corrects_id)",
    "CREATE INDEX cause_by_incident ON cause (incident_id, position)",
    "CREATE INDEX cause_by_post_mortem ON cause (post_mortem_id, position)",
    "CREATE INDEX promise_by_incident ON promise (incident_id)",
    "CREATE INDEX kpi_agreement_by_incident ON kpi_agreement (incident_id)",
    "CREATE INDEX interaction_by_incident ON interaction (incident_id)",
    "CREATE INDEX intake_question_by_incident ON intake_question (incident_id)",
    "CREATE INDEX expectation_item_by_replaced ON expectation_item (replaces_id)",
)

#: What of each table is found by typing: its code in the index, its title, its other words. The private page
#: of an incident is in none: it cannot turn up in a search that somebody else looks at.
_SEARCHED = {
    "incident": (
        22,
        "title",
        (
            "client_words",
            "remedy_sought",
            "right_about",
            "their_side",
            "expected",
            "answer_heard",
            "answer_happened",
            "answer_doing",
            "answer_when",
            "got_wrong",
            "remedy",
            "apology_given",
            "good_that_came",
            "process_gap",
            "process_change",
        ),
    ),
    "argument": (23, "objection", ("could_be_right", "evidence", "reply")),
    "account_entry": (24, "text", ("source",)),
    "cause": (25, "evidence", ()),
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
