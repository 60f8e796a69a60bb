"""The first schema: the business, clients and their people, contacts, agreements, promises, losses, reports.

Frozen: a released journal was made by exactly these words. Change the schema with a further module.

Layout, so that later ledgers (complaints, invoices, hours, events) only add tables: every record has an
``id`` of its own, a ``uid`` we make, and ``trashed_at``. Days are days since 1970-01-01, moments are seconds
of the local wall clock, see ``storage/fields.py``. The words of enums are not checked here, so that a new
word needs no new table; ``services.check`` knows them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Execute = Callable[[str], object]

_RECORD = """
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,
"""

_TABLES = {
    "business": """
    name TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    tel TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    brand_colour TEXT NOT NULL DEFAULT '#17494D',
    logo BLOB,
    currency TEXT NOT NULL DEFAULT 'EUR',
    language TEXT NOT NULL DEFAULT 'en',
    is_sample INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1))
""",
    "client": """
    name TEXT NOT NULL CHECK (length(trim(name)) > 0),
    sort_key TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'active',
    tier TEXT NOT NULL DEFAULT 'B',
    engagement_type TEXT NOT NULL DEFAULT 'retainer',
    start_date INTEGER,
    end_date INTEGER,
    source TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    timezone TEXT NOT NULL DEFAULT '',
    locality TEXT NOT NULL DEFAULT '',
    ideal_interval_days INTEGER CHECK (ideal_interval_days BETWEEN 1 AND 3650),
    max_interval_days INTEGER CHECK (max_interval_days BETWEEN 1 AND 3650),
    buying_motive TEXT NOT NULL DEFAULT 'unknown',
    is_ambassador INTEGER NOT NULL DEFAULT 0 CHECK (is_ambassador IN (0, 1)),
    report_rhythm TEXT NOT NULL DEFAULT 'monthly',
    notes TEXT NOT NULL DEFAULT '',
    archived_at INTEGER,
    CHECK (end_date >= start_date)
""",
    "contact": """
    given_name TEXT NOT NULL DEFAULT '',
    family_name TEXT NOT NULL DEFAULT '',
    display_name TEXT NOT NULL CHECK (length(trim(display_name)) > 0),
    email TEXT NOT NULL DEFAULT '',
    tel TEXT NOT NULL DEFAULT '',
    preferred_channel TEXT,
    call_window TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    do_not_call INTEGER NOT NULL DEFAULT 0 CHECK (do_not_call IN (0, 1)),
    facts TEXT NOT NULL DEFAULT '',
    birthday INTEGER
""",
    "contact_role": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT 'other',
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    valid_from INTEGER,
    valid_to INTEGER,
    end_reason TEXT NOT NULL DEFAULT '',
    successor_id INTEGER REFERENCES contact ON DELETE SET NULL,
    CHECK (valid_to >= valid_from)
""",
    "interaction": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    duration_min INTEGER CHECK (duration_min BETWEEN 0 AND 6000),
    summary TEXT NOT NULL DEFAULT '',
    client_words TEXT NOT NULL DEFAULT '',
    tone INTEGER CHECK (tone BETWEEN 1 AND 5),
    source TEXT NOT NULL DEFAULT 'manual',
    counts_as_contact INTEGER NOT NULL GENERATED ALWAYS AS (
        kind NOT IN ('note', 'report_sent')
        AND (direction = 'inbound'
             OR (kind IN ('call', 'video_call', 'meeting') AND outcome = 'reached')
             OR (direction = 'outbound' AND kind IN ('email', 'message') AND outcome = 'replied'))
    ) VIRTUAL
""",
    "interaction_contact": """
    interaction_id INTEGER NOT NULL REFERENCES interaction ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    UNIQUE (interaction_id, contact_id)
""",
    "check_in": """
    interaction_id INTEGER NOT NULL UNIQUE REFERENCES interaction ON DELETE CASCADE,
    all_ok TEXT,
    delivery_as_expected TEXT,
    else_answer TEXT,
    else_to_help TEXT NOT NULL DEFAULT '',
    effort INTEGER CHECK (effort BETWEEN 1 AND 5)
""",
    "kpi_agreement": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version >= 1),
    status TEXT NOT NULL,
    agreed_on INTEGER,
    agreed_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    agreed_how TEXT,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    replaces_id INTEGER REFERENCES kpi_agreement ON DELETE SET NULL,
    change_reason TEXT NOT NULL DEFAULT '',
    review_on INTEGER,
    client_words TEXT NOT NULL DEFAULT '',
    CHECK (valid_to >= valid_from)
""",
    "kpi_line": """
    agreement_id INTEGER NOT NULL REFERENCES kpi_agreement ON DELETE CASCADE,
    line_key TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'kpi',
    name TEXT NOT NULL CHECK (length(trim(name)) > 0),
    unit TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT 'higher',
    baseline TEXT,
    target TEXT,
    target_high TEXT,
    tolerance_pct INTEGER NOT NULL DEFAULT 20 CHECK (tolerance_pct BETWEEN 0 AND 100),
    period TEXT NOT NULL DEFAULT 'month',
    aggregation TEXT NOT NULL DEFAULT 'sum',
    importance_client INTEGER CHECK (importance_client BETWEEN 1 AND 5),
    importance_own INTEGER CHECK (importance_own BETWEEN 1 AND 5),
    importance_source TEXT,
    turnaround_days TEXT
""",
    "measurement": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    line_key TEXT NOT NULL,
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    CHECK (period_end >= period_start)
""",
    "promise": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    made_on INTEGER NOT NULL,
    due_at INTEGER,
    direction TEXT NOT NULL DEFAULT 'ours',
    state TEXT NOT NULL DEFAULT 'open',
    delivered_at INTEGER,
    is_small_request INTEGER NOT NULL DEFAULT 0 CHECK (is_small_request IN (0, 1)),
    interaction_id INTEGER REFERENCES interaction ON DELETE SET NULL,
    remark TEXT NOT NULL DEFAULT ''
""",
    "loss": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'full',
    notice_on INTEGER NOT NULL,
    ended_on INTEGER,
    primary_reason TEXT NOT NULL DEFAULT 'unknown',
    other_reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(other_reasons)),
    reason_source TEXT NOT NULL DEFAULT 'own_guess',
    reason_certainty TEXT NOT NULL DEFAULT 'guess',
    destination TEXT NOT NULL DEFAULT 'unknown',
    value_lost_minor INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    winback_on INTEGER,
    winback_condition TEXT NOT NULL DEFAULT '',
    their_words TEXT NOT NULL DEFAULT '',
    status_before TEXT NOT NULL DEFAULT 'active',
    CHECK (ended_on >= notice_on)
""",
    "closing_conversation": """
    loss_id INTEGER NOT NULL UNIQUE REFERENCES loss ON DELETE CASCADE,
    planned_on INTEGER,
    held_on INTEGER,
    with_contact_id INTEGER REFERENCES contact ON DELETE SET NULL,
    channel TEXT,
    what_was_good TEXT NOT NULL DEFAULT '',
    what_could_be_better TEXT NOT NULL DEFAULT '',
    advice_1 TEXT NOT NULL DEFAULT '',
    advice_2 TEXT NOT NULL DEFAULT '',
    advice_3 TEXT NOT NULL DEFAULT '',
    when_decided TEXT NOT NULL DEFAULT '',
    felt_seen INTEGER CHECK (felt_seen BETWEEN 1 AND 5),
    easy_to_deal_with INTEGER CHECK (easy_to_deal_with BETWEEN 1 AND 5),
    would_return TEXT NOT NULL DEFAULT '',
    may_quote INTEGER NOT NULL DEFAULT 0 CHECK (may_quote IN (0, 1)),
    declined INTEGER NOT NULL DEFAULT 0 CHECK (declined IN (0, 1))
""",
    "post_mortem": """
    loss_id INTEGER NOT NULL UNIQUE REFERENCES loss ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'draft',
    summary TEXT NOT NULL DEFAULT '',
    impact TEXT NOT NULL DEFAULT '',
    timeline TEXT NOT NULL DEFAULT '',
    detection TEXT NOT NULL DEFAULT '',
    differently TEXT NOT NULL DEFAULT '',
    seen_earlier TEXT NOT NULL DEFAULT '',
    come_along TEXT NOT NULL DEFAULT '',
    went_well TEXT NOT NULL DEFAULT '',
    went_wrong TEXT NOT NULL DEFAULT '',
    got_lucky TEXT NOT NULL DEFAULT '',
    private_feelings TEXT NOT NULL DEFAULT ''
""",
    "lesson": """
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    trigger TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    loss_id INTEGER REFERENCES loss ON DELETE SET NULL,
    learnt_on INTEGER NOT NULL,
    next_review_on INTEGER,
    interval_step INTEGER NOT NULL DEFAULT 0 CHECK (interval_step >= 0),
    times_read INTEGER NOT NULL DEFAULT 0,
    last_read_on INTEGER,
    state TEXT NOT NULL DEFAULT 'active'
""",
    "report": """
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft',
    language TEXT NOT NULL DEFAULT 'en',
    headline TEXT NOT NULL DEFAULT '',
    went_well TEXT NOT NULL DEFAULT '',
    went_not TEXT NOT NULL DEFAULT '',
    doing TEXT NOT NULL DEFAULT '',
    issued_at INTEGER,
    pdf_sha256 TEXT NOT NULL DEFAULT '',
    pdf BLOB,
    data_frozen TEXT CHECK (json_valid(data_frozen)),
    client_reply TEXT NOT NULL DEFAULT '',
    CHECK (period_end >= period_start)
""",
}

#: Undo is kept in the file, beside the records but not as one: see ``storage/undo.py``.
_UNDO = """
CREATE TABLE undo_step (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    at INTEGER NOT NULL DEFAULT (unixepoch()),
    schema INTEGER NOT NULL,
    changeset BLOB NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT
"""

_INDEXES = (
    "CREATE INDEX client_by_name ON client (sort_key, id)",
    "CREATE INDEX contact_role_by_client ON contact_role (client_id, is_primary)",
    "CREATE INDEX contact_role_by_contact ON contact_role (contact_id)",
    "CREATE INDEX contact_role_by_successor ON contact_role (successor_id)",
    "CREATE INDEX interaction_by_client ON interaction (client_id, occurred_at DESC)",
    "CREATE INDEX interaction_by_time ON interaction (occurred_at DESC)",
    "CREATE INDEX interaction_real ON interaction (client_id, occurred_at DESC)"
    " WHERE counts_as_contact = 1 AND trashed_at IS NULL",
    "CREATE INDEX interaction_contact_by_contact ON interaction_contact (contact_id)",
    "CREATE INDEX kpi_agreement_by_client ON kpi_agreement (client_id, valid_from)",
    "CREATE INDEX kpi_agreement_by_person ON kpi_agreement (agreed_by_id)",
    "CREATE INDEX kpi_agreement_by_former ON kpi_agreement (replaces_id)",
    "CREATE INDEX kpi_line_by_agreement ON kpi_line (agreement_id, position)",
    "CREATE INDEX kpi_line_by_key ON kpi_line (line_key)",
    "CREATE UNIQUE INDEX measurement_once ON measurement (line_key, period_start, period_end)"
    " WHERE trashed_at IS NULL",
    "CREATE INDEX measurement_by_client ON measurement (client_id)",
    "CREATE INDEX promise_by_client ON promise (client_id, due_at)",
    "CREATE INDEX promise_by_interaction ON promise (interaction_id)",
    "CREATE INDEX promise_open ON promise (due_at) WHERE state = 'open' AND trashed_at IS NULL",
    "CREATE INDEX loss_by_client ON loss (client_id, notice_on)",
    "CREATE INDEX closing_conversation_by_person ON closing_conversation (with_contact_id)",
    "CREATE INDEX lesson_by_loss ON lesson (loss_id)",
    "CREATE INDEX lesson_due ON lesson (next_review_on) WHERE state = 'active' AND trashed_at IS NULL",
    "CREATE INDEX report_by_client ON report (client_id, period_start)",
)


class _Searched(NamedTuple):
    """What of a table can be found by typing: the row's id * 32 + code is its number in the index."""

    code: int
    title: str
    body: tuple[str, ...]


_SEARCHED = {
    "client": _Searched(1, "name", ("notes", "locality", "source")),
    "contact": _Searched(2, "display_name", ("email", "tel", "facts")),
    "interaction": _Searched(3, "summary", ("client_words",)),
    "promise": _Searched(4, "text", ("remark",)),
    "kpi_agreement": _Searched(5, "client_words", ("change_reason",)),
    "kpi_line": _Searched(6, "name", ("unit",)),
    "measurement": _Searched(7, "note", ("source",)),
    "loss": _Searched(8, "their_words", ("winback_condition",)),
    "closing_conversation": _Searched(
        9,
        "what_was_good",
        (
            "what_could_be_better",
            "advice_1",
            "advice_2",
            "advice_3",
            "when_decided",
            "would_return",
        ),
    ),
    "post_mortem": _Searched(
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
        ),
    ),
    "lesson": _Searched(11, "text", ("trigger", "origin")),
    "report": _Searched(12, "headline", ("went_well", "went_not", "doing", "client_reply")),
    "check_in": _Searched(13, "else_to_help", ()),
    "contact_role": _Searched(14, "title", ("end_reason",)),
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

_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5 (title, body, content='search_source', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
)


def up(execute: Execute) -> None:
    """Make every table, index and trigger."""
    for name, columns in _TABLES.items():
        execute(f"CREATE TABLE {name} ({_RECORD}{columns}) STRICT")
    execute(_UNDO)
    for index in _INDEXES:
        execute(index)
    execute("CREATE VIEW search_source AS " + " UNION ALL ".join(map(_source, _SEARCHED)))
    execute(_SEARCH)
    for name in _SEARCHED:
        for trigger in _triggers(name):
            execute(trigger)


def _folded(expression: str) -> str:
    for letter, plain in _FOLDS:
        expression = f"replace({expression}, '{letter}', '{plain}')"
    return expression


def _texts(name: str, row: str) -> tuple[str, str]:
    searched = _SEARCHED[name]
    body = " || ' ' || ".join(f"{row}{column}" for column in searched.body) or "''"
    return _folded(f"{row}{searched.title}"), _folded(f"({body})")


def _source(name: str) -> str:
    title, body = _texts(name, "")
    number = f"id * 32 + {_SEARCHED[name].code} AS id"
    columns = f"{number}, {title} AS title, {body} AS body"
    return f"SELECT {columns} FROM {name} WHERE trashed_at IS NULL"  # noqa: S608 - names from above


def _triggers(name: str) -> tuple[str, ...]:
    searched = _SEARCHED[name]
    columns = ", ".join((searched.title, *searched.body, "trashed_at"))

    def entry(row: str, *, remove: bool) -> str:
        title, body = _texts(name, f"{row}.")
        number = f"{row}.id * 32 + {searched.code}"
        into, first = ("search, rowid", "'delete', ") if remove else ("rowid", "")
        return (
            f"INSERT INTO search ({into}, title, body) "
            f"SELECT {first}{number}, {title}, {body} WHERE {row}.trashed_at IS NULL;"
        )

    gone, come = entry("old", remove=True), entry("new", remove=False)
    return (
        f"CREATE TRIGGER {name}_found AFTER INSERT ON {name} BEGIN {come} END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {columns} ON {name} BEGIN {gone} {come} END",
        f"CREATE TRIGGER {name}_gone AFTER DELETE ON {name} BEGIN {gone} END",
    )
