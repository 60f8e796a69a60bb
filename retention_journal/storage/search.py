"""Full-text search: which records hold the words that were typed.

The index is FTS5, kept by triggers in the schema, so undo and trash keep it in step by themselves. Letters
that decomposition does not take apart (ø, æ, ß …) are folded in the index and in the question alike, so
that "mote" finds "møte". A record's number in the index is its id * 32 + the code of its table.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from retention_journal.core.text import FOLDS
from retention_journal.storage.journal import JournalReader

#: Codes of the tables in the index, as the migrations froze them.
CODES = {
    1: "client",
    2: "contact",
    3: "interaction",
    4: "promise",
    5: "kpi_agreement",
    6: "kpi_line",
    7: "measurement",
    8: "loss",
    9: "closing_conversation",
    10: "post_mortem",
    11: "lesson",
    12: "report",
    13: "check_in",
    14: "contact_role",
    15: "client_event",
    16: "engagement",
    17: "expectation_item",
    18: "promise_move",
    19: "time_entry",
    20: "invoice",
    21: "care_idea",
    22: "incident",
    23: "argument",
    24: "account_entry",
    25: "cause",
    26: "action_item",
    27: "timeline_note",
    28: "watch_point",
    29: "care_trial",
    30: "firm_look_back",
    31: "attachment",
}
_CODE_BITS = 5
#: Beyond this many hits the newest are shown instead of the best: scoring every hit of a common word in a
#: large journal takes over a second (performance.md, 1.4).
SCORED = 2_000


@dataclass(frozen=True)
class Found:
    """A record that holds the words."""

    type: str
    id: int
    score: float  # larger is better; 0 where too many were found to be scored


def find(journal: JournalReader, text: str, limit: int) -> list[Found]:
    """Return at most ``limit`` records that hold every word of ``text``, the best first.

    Words match from their beginning ("rogn" finds "Rognan"); what stands between quotation marks must be
    found as it stands. A text without any letter or digit finds nothing.
    """
    question = fts_query(text)
    if not question:
        return []
    counted = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    (count,) = journal.sql(counted, question, SCORED + 1)[0]
    if count > SCORED:
        rows = journal.sql(
            "SELECT rowid, 0.0 FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", question, limit
        )
    else:
        rows = journal.sql(
            "SELECT rowid, -bm25(search, 4.0, 1.0) AS score FROM search WHERE search MATCH ?"
            " ORDER BY score DESC, rowid DESC LIMIT ?",
            question,
            limit,
        )
    mask = (1 << _CODE_BITS) - 1
    return [Found(CODES[number & mask], number >> _CODE_BITS, score) for number, score in rows]


def fts_query(text: str) -> str:
    """Return what was typed as a question to FTS5: every word quoted, the last of each run a beginning."""
    for letter, plain in FOLDS:
        text = text.replace(letter, plain)
    parts = []
    for index, piece in enumerate(text.replace("\0", " ").split('"')):
        is_phrase = index % 2 == 1
        words = [word for word in _split(piece) if word]
        if is_phrase and words:
            parts.append('"' + " ".join(words) + '"')
        else:
            parts += [f'"{word}"*' for word in words]
    return " ".join(parts)


def _split(piece: str) -> list[str]:
    return "".join(c if c.isalnum() or _joins(c) else " " for c in piece).split()


def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0
