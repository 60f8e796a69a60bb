"""Finding anything by typing: records of every kind, with where the words stand in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from retention_journal.core import contacts
from retention_journal.core.text import folded
from retention_journal.i18n import N_, _
from retention_journal.storage import search as index
from retention_journal.storage.journal import JournalReader

_FIRST_DAY = date(1970, 1, 1)
_AROUND = 40  # characters of context on either side of the first match


@dataclass(frozen=True)
class Hit:
    """One record that was found.

    ``client`` and ``client_id`` are empty where the record belongs to none; ``is_private`` marks what no
    report may hold. ``day`` is the record's own day, None where it has none.
    """

    type: str
    id: int
    uid: str
    client_id: int | None
    client: str
    title: str
    snippet: str
    score: float
    day: date | None
    is_private: bool
    kind: str  # of an interaction: "call", "email" …; else ""


_NO_CLIENT = "NULL AS client_id, '' AS client"
_OF_CLIENT = "c.id AS client_id, c.name AS client"
_JOIN = "JOIN client c ON c.id = r.client_id AND c.trashed_at IS NULL"
_VIA_LOSS = (
    "JOIN loss l ON l.id = r.loss_id AND l.trashed_at IS NULL"
    " JOIN client c ON c.id = l.client_id AND c.trashed_at IS NULL"
)


def _select(client: str, day: str, kind: str, title: str, text: str, source: str) -> str:
    """Return the question that fetches what is shown of one type's records, by their ids."""
    return (
        f"SELECT r.id, r.uid, {client}, {day}, {kind}, {title}, {text} FROM {source}"  # noqa: S608
        " WHERE r.id IN ({ids}) AND r.trashed_at IS NULL"
    )


_FIRST_CLIENT = (
    "(SELECT {} FROM contact_role x JOIN client c ON c.id = x.client_id AND c.trashed_at IS NULL"
    " WHERE x.contact_id = r.id AND x.trashed_at IS NULL ORDER BY x.valid_to IS NOT NULL, x.id LIMIT 1)"
)
_LAST_NAME = "(SELECT name FROM kpi_line k WHERE k.line_key = r.line_key ORDER BY k.id DESC LIMIT 1)"
_BLANK = " || char(10) || "
_VIA_EITHER = (
    "LEFT JOIN incident i ON i.id = r.incident_id"
    " LEFT JOIN post_mortem m ON m.id = r.post_mortem_id LEFT JOIN loss l ON l.id = m.loss_id"
    " JOIN client c ON c.id = coalesce(i.client_id, l.client_id) AND c.trashed_at IS NULL"
    " AND i.trashed_at IS NULL AND l.trashed_at IS NULL"
)
_VIA_INCIDENT = (
    "JOIN incident i ON i.id = r.incident_id AND i.trashed_at IS NULL"
    " JOIN client c ON c.id = i.client_id AND c.trashed_at IS NULL"
)
_QUESTIONS = {
    "client": _select(
        "r.id, r.name", "r.start_date * 86400", "''", "r.name",
        f"r.notes{_BLANK}r.locality{_BLANK}r.source", "client r",
    ),
    "contact": _select(
        f"{_FIRST_CLIENT.format('c.id')}, coalesce({_FIRST_CLIENT.format('c.name')}, '')",
        "NULL", "''", "r.display_name", f"r.email{_BLANK}r.tel{_BLANK}r.facts", "contact r",
    ),
    "interaction": _select(
        _OF_CLIENT, "r.occurred_at", "r.kind", "''", f"r.summary{_BLANK}r.client_words",
        f"interaction r {_JOIN}",
    ),
    "promise": _select(
        _OF_CLIENT, "r.made_on * 86400", "''", "r.text", "r.remark", f"promise r {_JOIN}"
    ),
    "kpi_agreement": _select(
        _OF_CLIENT, "r.agreed_on * 86400", "''", "''", f"r.client_words{_BLANK}r.change_reason",
        f"kpi_agreement r {_JOIN}",
    ),
    "kpi_line": _select(
        _OF_CLIENT, "r.valid_from * 86400", "''", "l.name", "l.unit",
        "kpi_line l JOIN kpi_agreement r ON r.id = l.agreement_id " + _JOIN,
    ).replace("SELECT r.id, r.uid", "SELECT l.id, l.uid").replace("WHERE r.id", "WHERE l.id"),
    "measurement": _select(
        _OF_CLIENT, "r.period_end * 86400", "''",
        f"coalesce({_LAST_NAME}, '')",
        f"r.note{_BLANK}r.source", f"measurement r {_JOIN}",
    ),
    "loss": _select(
        _OF_CLIENT, "r.notice_on * 86400", "''", "''", f"r.their_words{_BLANK}r.winback_condition",
        f"loss r {_JOIN}",
    ),
    "closing_conversation": _select(
        _OF_CLIENT, "r.held_on * 86400", "''", "''",
        _BLANK.join(
            f"r.{name}"
            for name in (
                "what_was_good", "what_could_be_better", "advice_1", "advice_2", "advice_3",
                "when_decided", "would_return", "example", "first_noticed", "situation", "to_thank",
                "still_open", "own_notes",
            )
        ),
        f"closing_conversation r {_VIA_LOSS}",
    ),
    "post_mortem": _select(
        _OF_CLIENT, "l.notice_on * 86400", "''", "''",
        _BLANK.join(
            f"r.{name}"
            for name in (
                "summary", "impact", "timeline", "detection", "differently", "seen_earlier", "come_along",
                "went_well", "went_wrong", "got_lucky", "private_feelings", "good_that_came",
                "none_ours_because", "none_situational_because", "no_action_because", "looked_again",
            )
        ),
        f"post_mortem r {_VIA_LOSS}",
    ),
    "lesson": _select(
        _NO_CLIENT, "r.learnt_on * 86400", "''", "r.text", f"r.trigger{_BLANK}r.origin", "lesson r"
    ),
    "report": _select(
        _OF_CLIENT, "r.period_end * 86400", "''", "r.headline",
        _BLANK.join(
            f"r.{name}"
            for name in ("went_well", "went_not", "doing", "client_reply", "learnt", "decisions", "proposal")
        ),
        f"report r {_JOIN}",
    ),
    "check_in": _select(
        _OF_CLIENT, "i.occurred_at", "i.kind", "''", "r.else_to_help",
        "check_in r JOIN interaction i ON i.id = r.interaction_id AND i.trashed_at IS NULL"
        " JOIN client c ON c.id = i.client_id AND c.trashed_at IS NULL",
    ),
    "contact_role": _select(
        _OF_CLIENT, "NULL", "''", "(SELECT display_name FROM contact p WHERE p.id = r.contact_id)",
        f"r.title{_BLANK}r.end_reason", f"contact_role r {_JOIN}",
    ),
    "client_event": _select(
        _OF_CLIENT, "r.happened_on * 86400", "''", "''", "r.note", f"client_event r {_JOIN}"
    ),
    "engagement": _select(
        _OF_CLIENT, "r.start_date * 86400", "''", "r.title", "r.note", f"engagement r {_JOIN}"
    ),
    "expectation_item": _select(
        _OF_CLIENT, "r.confirmed_on * 86400", "''", "r.question", f"r.answer{_BLANK}r.born_from",
        f"expectation_item r {_JOIN}",
    ),
    "promise_move": _select(
        _OF_CLIENT, "r.moved_on * 86400", "''", "p.text", "r.reason",
        "promise_move r JOIN promise p ON p.id = r.promise_id AND p.trashed_at IS NULL"
        " JOIN client c ON c.id = p.client_id AND c.trashed_at IS NULL",
    ),
    "time_entry": _select(
        "c.id AS client_id, coalesce(c.name, '') AS client", "r.worked_on * 86400", "''", "r.task",
        f"r.project{_BLANK}r.note", "time_entry r LEFT JOIN client c ON c.id = r.client_id",
    )
    + " AND c.trashed_at IS NULL",
    "invoice": _select(
        _OF_CLIENT, "r.issued_on * 86400", "''", "r.number", "r.note", f"invoice r {_JOIN}"
    ),
    "care_idea": _select(
        _OF_CLIENT, "r.noted_on * 86400", "''", "r.text", "r.result", f"care_idea r {_JOIN}"
    ),
    "incident": _select(
        _OF_CLIENT, "r.received_at", "''", "r.title",
        _BLANK.join(
            f"r.{name}"
            for name in (
                "client_words", "remedy_sought", "right_about", "their_side", "expected", "answer_heard",
                "answer_happened", "answer_doing", "answer_when", "got_wrong", "remedy", "apology_given",
                "good_that_came", "process_gap", "process_change",
            )
        ),
        f"incident r {_JOIN}",
    ),
    "argument": _select(
        _OF_CLIENT, "i.received_at", "''", "r.objection",
        f"r.could_be_right{_BLANK}r.evidence{_BLANK}r.reply", f"argument r {_VIA_INCIDENT}",
    ),
    "account_entry": _select(
        _OF_CLIENT, "r.written_at", "''", "r.text", "r.source", f"account_entry r {_VIA_INCIDENT}"
    ),
    "cause": _select(
        _OF_CLIENT, "coalesce(i.received_at, l.notice_on * 86400)", "''", "''", "r.evidence",
        f"cause r {_VIA_EITHER}",
    ),
    "action_item": _select(
        _OF_CLIENT, "r.due_on * 86400", "''", "r.text",
        f"r.done_when{_BLANK}r.drop_reason{_BLANK}r.effect_note", f"action_item r {_VIA_EITHER}",
    ),
    "timeline_note": _select(
        _OF_CLIENT, "r.happened_on * 86400", "''", "r.text", "r.source",
        "timeline_note r JOIN post_mortem m ON m.id = r.post_mortem_id AND m.trashed_at IS NULL"
        " JOIN loss l ON l.id = m.loss_id AND l.trashed_at IS NULL"
        " JOIN client c ON c.id = l.client_id AND c.trashed_at IS NULL",
    ),
    "watch_point": _select(
        _OF_CLIENT, "r.written_on * 86400", "''", "r.text", f"r.sign{_BLANK}r.note", f"watch_point r {_JOIN}"
    ),
    "care_trial": _select(
        _NO_CLIENT, "r.started_on * 86400", "''", "r.what", "r.finding", "care_trial r"
    ),
    "firm_look_back": _select(
        _NO_CLIENT, "r.written_on * 86400", "''", "''",
        f"r.went_well{_BLANK}r.went_wrong{_BLANK}r.would_tell{_BLANK}r.from_now_on", "firm_look_back r",
    ),
    "attachment": _select(
        _OF_CLIENT, "r.added_on * 86400", "''", "r.name", "r.note", f"attachment r {_JOIN}"
    ),
}  # fmt: skip

#: What a record is called whose own words are no title.
NAMES = {
    "client": N_("Client"),
    "contact": N_("Person"),
    "interaction": N_("Contact"),
    "promise": N_("Promise"),
    "kpi_agreement": N_("Agreement"),
    "kpi_line": N_("KPI"),
    "measurement": N_("Number"),
    "loss": N_("Loss"),
    "closing_conversation": N_("Closing conversation"),
    "post_mortem": N_("Looking back"),
    "lesson": N_("Lesson"),
    "report": N_("Report"),
    "check_in": N_("The three questions"),
    "contact_role": N_("Person"),
    "client_event": N_("Event"),
    "engagement": N_("Terms"),
    "expectation_item": N_("Expectation"),
    "promise_move": N_("Moved promise"),
    "time_entry": N_("Hours"),
    "invoice": N_("Invoice"),
    "care_idea": N_("Idea"),
    "incident": N_("Complaint"),
    "argument": N_("Objection"),
    "account_entry": N_("Account"),
    "cause": N_("Cause"),
    "action_item": N_("Action"),
    "timeline_note": N_("Remark in a timeline"),
    "watch_point": N_("Watch point"),
    "care_trial": N_("Trial of more care"),
    "firm_look_back": N_("Looking back on the firm"),
    "attachment": N_("File"),
}


def search(journal: JournalReader, text: str, limit: int = 50) -> list[Hit]:
    """Return what holds every word of ``text``, the best first.

    Args:
        journal: The journal.
        text: Words, beginnings of words, or "phrases"; å, ä, ö, ø and æ are found with and without marks.
        limit: Most hits to return, 1 to 1,000.
    """
    found = index.find(journal, text, min(max(limit, 1), 1000))
    by_type: dict[str, list[int]] = defaultdict(list)
    for record in found:
        by_type[record.type].append(record.id)
    scores = {(record.type, record.id): record.score for record in found}
    hits: dict[tuple[str, int], Hit] = {}
    for type_name, ids in by_type.items():
        question = _QUESTIONS[type_name].replace("{ids}", ", ".join("?" * len(ids)))
        for row in journal.sql(question, *ids):
            hits[type_name, row[0]] = _hit(type_name, row, text, scores[type_name, row[0]])
    return [hits[key] for key in scores if key in hits]


def _hit(type_name: str, row: tuple[object, ...], text: str, score: float) -> Hit:
    number, uid, client_id, client, seconds, kind, title, words = row
    return Hit(
        type=type_name,
        id=int(str(number)),
        uid=str(uid),
        client_id=None if client_id is None else int(str(client_id)),
        client=str(client or ""),
        title=str(title or "") or _name(type_name, str(kind or "")),
        snippet=snippet(str(words or ""), text),
        score=round(score, 6),
        day=None if seconds is None else _FIRST_DAY + timedelta(days=int(str(seconds)) // 86_400),
        is_private=type_name == "post_mortem" or kind == contacts.Kind.NOTE,
        kind=str(kind or ""),
    )


def _name(type_name: str, kind: str) -> str:
    return contacts.Kind(kind).label if kind else _(NAMES[type_name])


def snippet(words: str, text: str) -> str:
    """Return the part of ``words`` around the first place where a word of ``text`` stands."""
    line = " ".join(words.split())
    sought = [folded(word.strip('"')) for word in text.split() if word.strip('"')]
    at = _first_place(line, sought)
    if at is None:
        return _cut(line, 0, 2 * _AROUND)
    return _cut(line, max(0, at - _AROUND), at + _AROUND + len(max(sought, key=len)))


def _first_place(line: str, sought: list[str]) -> int | None:
    start = 0
    for word in line.split(" "):
        if any(folded(word).lstrip("\"'“”«»(").startswith(begin) for begin in sought):
            return start
        start += len(word) + 1
    return None


def _cut(line: str, start: int, end: int) -> str:
    part = line[start:end].strip()
    return f"{'…' if start > 0 else ''}{part}{'…' if end < len(line) else ''}"
