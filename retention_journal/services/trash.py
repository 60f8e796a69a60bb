"""The trash: what was put away, bringing it back, and deleting it for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from retention_journal.core.contacts import Kind
from retention_journal.i18n import N_, _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import TABLES, Table, name_of

#: What is in the trash longer than this is deleted for good, and the page says so (DESIGN 7.14).
KEPT_DAYS = 90

#: More than this many things, or this share of the journal, are much: their number is typed before they go.
#: Source: reliability, promise 19.
MUCH_THINGS = 10
MUCH_SHARE = Decimal("0.05")

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall-clock time has no zone


@dataclass(frozen=True)
class TrashItem:
    """One record in the trash."""

    type: str
    id: int
    kind: str
    title: str
    client: str
    trashed_at: datetime


_OF_CLIENT = "coalesce((SELECT name FROM client WHERE id = r.client_id), '')"

#: What can be put in the trash by itself: how it is called, its title, its client. Parts go with the whole.
_KINDS: dict[str, tuple[str, str, str]] = {
    "client": (N_("Client"), "r.name", "''"),
    "contact": (N_("Person"), "r.display_name", "''"),
    "contact_role": (
        N_("Person"),
        "(SELECT display_name FROM contact WHERE id = r.contact_id)",
        _OF_CLIENT,
    ),
    "interaction": (N_("Contact"), "r.kind || char(10) || r.summary", _OF_CLIENT),
    "promise": (N_("Promise"), "r.text", _OF_CLIENT),
    "kpi_agreement": (N_("Agreement"), "r.client_words", _OF_CLIENT),
    "measurement": (N_("Number"), "r.value || ' ' || r.note", _OF_CLIENT),
    "loss": (N_("Loss"), "r.their_words", _OF_CLIENT),
    "client_event": (N_("Event"), "r.note", _OF_CLIENT),
    "engagement": (N_("Terms"), "r.title", _OF_CLIENT),
    "expectation_item": (N_("Expectation"), "r.question", _OF_CLIENT),
    "intake_question": (N_("Question to ask"), "r.text", "''"),
    "time_entry": (N_("Hours"), "r.task || char(10) || r.note", _OF_CLIENT),
    "invoice": (N_("Invoice"), "r.number", _OF_CLIENT),
    "care_idea": (N_("Idea"), "r.text", _OF_CLIENT),
    "incident": (N_("Complaint"), "r.title", _OF_CLIENT),
    "lesson": (N_("Lesson"), "r.text", "''"),
    "action_item": (N_("Action"), "r.text", "''"),
    "watch_point": (N_("Watch point"), "r.text", _OF_CLIENT),
    "care_trial": (N_("Trial of more care"), "r.what", "''"),
    "firm_look_back": (N_("Looking back on the firm"), "r.went_well", "''"),
    "report": (N_("Report"), "r.headline", _OF_CLIENT),
    "attachment": (N_("File"), "r.name", _OF_CLIENT),
}
_TABLES = {name_of(table): table for table in TABLES}


def in_trash(journal: JournalReader) -> list[TrashItem]:
    """Return what is in the trash, the newest first."""
    question = " UNION ALL ".join(
        f"SELECT '{name}', id, {title}, {client}, trashed_at FROM {name} r WHERE trashed_at IS NOT NULL"  # noqa: S608
        for name, (_label, title, client) in _KINDS.items()
    )
    return [_item(*row) for row in journal.sql(f"{question} ORDER BY 5 DESC, 2 DESC")]


def put_back(journal: Journal, items: Sequence[TrashItem]) -> None:
    """Bring things back from the trash, as one step."""
    with journal.change(_("Put back from the trash")) as change:
        for item in items:
            change.restore(_table(item), item.id)


def delete_for_good(journal: Journal, items: Sequence[TrashItem]) -> None:
    """Delete things for good, with all that belongs to them. This cannot be undone.

    The undo history is dropped with them, since it would still hold their words, and the search index is
    written anew for the same reason.
    """
    if not items:
        return
    with journal.change(_("Delete for good")) as change:
        for item in items:
            change.delete(_table(item), item.id)
        change.forget_notes_of_the_gone()
    journal.forget_undo()
    journal.rebuild_search()


def too_old(items: Sequence[TrashItem], now: datetime) -> list[TrashItem]:
    """Return what has been in the trash for more than 90 days."""
    return [item for item in items if now - item.trashed_at > timedelta(days=KEPT_DAYS)]


def is_much(journal: JournalReader, going: int) -> bool:
    """Say whether ``going`` records are so many that deleting them is asked about twice."""
    return going > MUCH_THINGS or (going > 1 and going > MUCH_SHARE * sum(journal.counts().values()))


def what_goes(journal: JournalReader, items: Sequence[TrashItem]) -> Counter[str]:
    """Return how many records of each type would be deleted for good with ``items``."""
    counted: Counter[str] = Counter()
    for item in items:
        counted.update(what_goes_along(journal, item))
    return counted


def what_goes_along(journal: JournalReader, item: TrashItem) -> dict[str, int]:
    """Return how many records of each type would be deleted for good with ``item``, itself included."""
    counted = {item.type: 1}
    if item.type == "client":
        for table in TABLES:
            if "client" in table._meta.fields:
                name = name_of(table)
                (row,) = journal.sql(f"SELECT count(*) FROM {name} WHERE client_id = ?", item.id)  # noqa: S608
                if row[0]:
                    counted[name] = int(row[0])
    return counted


def _item(name: str, number: int, title: str | None, client: str, seconds: int) -> TrashItem:
    label = _(_KINDS[name][0])
    text = title or ""
    if name == "interaction":
        kind, text = text.split("\n", 1)
        label = Kind(kind).label
    line = " ".join(text.split())
    return TrashItem(name, number, label, line or label, client, _EPOCH + timedelta(seconds=seconds))


def _table(item: TrashItem) -> type[Table]:
    return _TABLES[item.type]
