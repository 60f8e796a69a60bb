"""What a person chose for a report beside the words: remarks, goals to come, what to tell of a complaint.

Where nobody has chosen yet a part is None, and what the journal offers stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.report_look import ReportPart, parts_named
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services import report_words
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import Report, key_of

#: Most goals, requests and complaints that one report can hold.
MOST = 40

Item = TypeVar("Item")


@dataclass(frozen=True)
class ChosenSetback:
    """What a report tells of one complaint.

    Attributes:
        incident: Its uid; "" for something that is no complaint of the journal.
        is_told: Whether the report tells it at all.
        with_words: Whether the client's own words are quoted.
    """

    incident: str = ""
    is_told: bool = True
    with_words: bool = True
    fact: str = ""
    consequence: str = ""
    did: str = ""
    changed: str = ""
    apology: str = ""


@dataclass(frozen=True)
class NextGoal:
    """A smaller goal for the next period.

    Attributes:
        target: What will be so when it is reached.
        is_theirs: Whether the client does it.
        line_key: The goal it leads to, or "".
        promise: The uid of the promise it is already, or "".
    """

    text: str
    due: date | None = None
    target: str = ""
    is_theirs: bool = False
    line_key: str = ""
    promise: str = ""


@dataclass(frozen=True)
class AskedOf:
    """Something the client is asked for.

    Attributes:
        promise: The uid of the client's promise it is already, or "".
    """

    text: str
    due: date | None = None
    why: str = ""
    promise: str = ""


@dataclass(frozen=True)
class ReportContent:
    """What was chosen for one report.

    Attributes:
        remarks: One line to a goal, by its line_key.
        glossary: What a goal's name means, by its line_key.
        setbacks: What to tell of complaints; None as offered.
        promises_next: Goals for the next period; None as offered.
        needs: What is asked of the client; None as offered.
        parts_off: Parts that are left out; None as the firm has it.
        learnt: What was learnt, and what is worth trying.
        decisions: What was decided since last time; "" as offered.
        proposal: What is proposed for the next quarter.
    """

    remarks: Mapping[str, str] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    setbacks: tuple[ChosenSetback, ...] | None = None
    promises_next: tuple[NextGoal, ...] | None = None
    needs: tuple[AskedOf, ...] | None = None
    parts_off: frozenset[ReportPart] | None = None
    learnt: str = ""
    decisions: str = ""
    proposal: str = ""


NOTHING_CHOSEN = ReportContent()


def content_of(journal: JournalReader, report_id: int | None) -> ReportContent:
    """Return what was chosen for a report; nothing for None."""
    found = _contents(journal, _kept_columns().where(key_of(Report) == report_id)) if report_id else []
    return found[0] if found else NOTHING_CHOSEN


def contents_sent(journal: JournalReader, client_id: int, most: int) -> list[ReportContent]:
    """Return what was chosen for the last ``most`` reports that a client was sent, the oldest first."""
    asked = (client_id, most)
    return [*journal.remembered("contents sent", asked, lambda: _contents_sent(journal, *asked))]


def _contents_sent(journal: JournalReader, client_id: int, most: int) -> list[ReportContent]:
    query = (
        _kept_columns()
        .where((Report.client == client_id) & Report.trashed_at.is_null() & Report.issued_at.is_null(False))
        .order_by(Report.period_end.desc(), key_of(Report).desc())
        .limit(most)
    )
    return _contents(journal, query)[::-1]


def _kept_columns() -> Any:
    return Report.select(*(getattr(Report, part.name) for part in fields(ReportContent)))


def _contents(journal: JournalReader, query: Any) -> list[ReportContent]:
    names = [part.name for part in fields(ReportContent)]
    return [_content(dict(zip(names, row, strict=True))) for row in journal.tuples(query)]


def _content(kept: dict[str, Any]) -> ReportContent:
    return ReportContent(
        remarks=_texts(kept["remarks"]),
        glossary=_texts(kept["glossary"]),
        setbacks=_items(kept["setbacks"], ChosenSetback),
        promises_next=_items(kept["promises_next"], NextGoal),
        needs=_items(kept["needs"], AskedOf),
        parts_off=parts_named(kept["parts_off"]) if isinstance(kept["parts_off"], list) else None,
        learnt=kept["learnt"],
        decisions=kept["decisions"],
        proposal=kept["proposal"],
    )


def columns_of(content: ReportContent) -> dict[str, Any]:
    """Return the columns of a report for ``content``, its texts made clean.

    Raises:
        InvalidEntryError: A text is longer than a report can hold, or there are more than ``MOST`` of a kind.
    """
    listed = {name: getattr(content, name) for name in ("setbacks", "promises_next", "needs")}
    for name, items in listed.items():
        if items is not None and len(items) > MOST:
            raise InvalidEntryError(
                name, _("At most {n} of them.").format(n=formats.number(MOST)), _("Leave the smallest out.")
            )
    return {
        "remarks": _cleaned("remarks", content.remarks),
        "glossary": _cleaned("glossary", content.glossary),
        **{
            name: None if items is None else [_kept(name, one) for one in items]
            for name, items in listed.items()
        },
        "parts_off": None if content.parts_off is None else sorted(content.parts_off),
        "learnt": _text("learnt", content.learnt),
        "decisions": _text("decisions", content.decisions),
        "proposal": _text("proposal", content.proposal),
    }


def _texts(kept: Any) -> dict[str, str]:
    if not isinstance(kept, dict):
        return {}
    return {key: text for key, text in kept.items() if isinstance(key, str) and isinstance(text, str)}


def _items(kept: Any, kind: Callable[..., Item]) -> tuple[Item, ...] | None:
    """Return the first ``MOST`` items of a list that was kept; what is not of their shape is passed over."""
    if not isinstance(kept, list):
        return None
    found = (_item(one, kind) for one in kept if isinstance(one, dict))
    return tuple(islice((one for one in found if one is not None), MOST))


def _item(kept: dict[str, Any], kind: Any) -> Any:
    values: dict[str, Any] = {}
    for part in fields(kind):
        value = kept.get(part.name)
        if part.name == "due":
            values["due"] = _day(value)
        elif isinstance(value, bool if part.type == "bool" else str):
            values[part.name] = value
    return kind(**values) if "text" in values or kind is ChosenSetback else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _kept(name: str, item: Any) -> dict[str, Any]:
    return {key: _plain(name, value) for key, value in asdict(item).items()}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return _text(name, value)
    return value.isoformat() if isinstance(value, date) else value


def _cleaned(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    kept = {key: _text(name, text) for key, text in texts.items()}
    return {key: text for key, text in kept.items() if text}


def _text(name: str, text: str) -> str:
    kept = clean(text)
    if len(kept) > report_words.LONGEST:
        raise InvalidEntryError(
            name,
            _("At most {n} characters.").format(n=formats.number(report_words.LONGEST)),
            _("One page fewer beats one more."),
        )
    return kept
