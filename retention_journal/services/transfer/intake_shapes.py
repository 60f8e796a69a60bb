"""What the rows of a file become in the journal: the columns of a promise, a contact, an invoice.

Source: imports, section 4.9.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from retention_journal.core import formats
from retention_journal.core.incoming import InvoiceRow, PromiseRow
from retention_journal.core.promises import PromiseState, state_when_delivered
from retention_journal.core.text import clean
from retention_journal.i18n import N_, _
from retention_journal.services.transfer.batch_writer import kept_value
from retention_journal.services.transfer.intake_clients import Row
from retention_journal.storage.tables import Interaction, Invoice, PlannedCall, Promise, Table

#: How the fields are called where a file and the journal disagree; those that are missing follow another one.
LABELS: Mapping[str, str] = {
    "client": N_("Client"),
    "text": N_("What"),
    "note": N_("Note"),
    "link": N_("Link"),
    "made_on": N_("Agreed on"),
    "started_on": N_("Begun on"),
    "due_at": N_("Due"),
    "state": N_("State"),
    "delivered_at": N_("Delivered"),
    "kind": N_("Kind"),
    "direction": N_("Direction"),
    "outcome": N_("Outcome"),
    "occurred_at": N_("When"),
    "duration_min": N_("Minutes"),
    "summary": N_("Subject"),
    "client_words": N_("Their words"),
    "number": N_("Number"),
    "issued_on": N_("Issued"),
    "due_on": N_("Due"),
    "paid_on": N_("Paid"),
    "total_minor": N_("Total"),
    "paid_minor": N_("Paid so far"),
    "currency": N_("Currency"),
    "why": N_("Why"),
}

#: Columns that say one thing together: they are taken over, or kept, together. Its first names it.
TOGETHER: Mapping[type[Table], tuple[tuple[str, ...], ...]] = {
    Promise: (
        ("text",), ("note",), ("link",), ("made_on",), ("started_on",), ("due_at",),
        ("state", "delivered_at", "date_unknown", "evidence"),
    ),
    Interaction: (
        ("kind",), ("direction",), ("outcome",), ("occurred_at",), ("duration_min",), ("summary",),
        ("client_words", "word_count"),
    ),
    Invoice: (
        ("number",), ("issued_on",), ("due_on",), ("total_minor", "currency"),
        ("state", "paid_on", "paid_minor"), ("note",),
    ),
    PlannedCall: (("due_at",), ("why",)),
}  # fmt: skip

#: How the journal calls where a contact came from. Source: vocabulary, "Interaction".
_SOURCES = {"mail": "mbox"}
_UNTIL_MIDNIGHT = time(23, 59)


def table_of(row: Row) -> type[Table]:
    """Return the table of the record that a row becomes."""
    if isinstance(row, PromiseRow):
        return Promise
    if isinstance(row, InvoiceRow):
        return Invoice
    return PlannedCall if row.is_planned else Interaction


def title_of(row: Row) -> str:
    """Return how a row is called on the screen."""
    if isinstance(row, PromiseRow):
        return row.text
    if isinstance(row, InvoiceRow):
        return f"{row.number} · {formats.money(row.total_minor, row.currency)}"
    return row.summary or row.kind.label


def values_of(row: Row, source: str, *, now: datetime) -> dict[str, Any]:
    """Return the columns of the record that a row becomes, its client left out.

    Args:
        row: What was read.
        source: The word of the command line for where it came from.
        now: When it is taken in; the day on which a promise that was taken back is closed.
    """
    if isinstance(row, PromiseRow):
        return _promise(row, source, now)
    if isinstance(row, InvoiceRow):
        return _invoice(row, source)
    if row.is_planned:
        return {"due_at": row.occurred_at, "why": clean(row.summary), "planned_on": now.date()}
    return {
        "kind": row.kind, "direction": row.direction, "outcome": row.outcome,
        "occurred_at": row.occurred_at.replace(microsecond=0), "duration_min": row.duration_min,
        "summary": clean(row.summary), "client_words": clean(row.client_words), "word_count": row.word_count,
        "source": _SOURCES.get(source, source),
    }  # fmt: skip


def as_kept(table: type[Table], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as the file keeps them, so that equal ones are equal."""
    return {name: kept_value(table._meta.fields[name], value) for name, value in values.items()}


def shown(table: type[Table], name: str, kept: Any) -> str:
    """Return a kept value as a person reads it."""
    if kept is None or kept == "":
        return "–"
    value = table._meta.fields[name].python_value(kept)
    if isinstance(value, datetime):
        return formats.day(value.date()) if value.time() == _UNTIL_MIDNIGHT else formats.day_and_time(value)
    if isinstance(value, date):
        return formats.day(value)
    return str(getattr(value, "label", value))


def _promise(row: PromiseRow, source: str, now: datetime) -> dict[str, Any]:
    delivered = datetime.combine(row.delivered_on, time.min) if row.delivered_on else None
    state = PromiseState.OPEN
    if row.is_delivered:
        state = state_when_delivered(row.due_at, delivered) if delivered else PromiseState.KEPT
    elif row.is_released:
        state = PromiseState.RELEASED
    closed = (
        datetime.combine(now.date(), time.min)
        if state is PromiseState.RELEASED or (row.is_delivered and not delivered)
        else None
    )
    return {
        "text": clean(row.text) or _("Without a name"), "note": note_of(row), "link": row.link,
        "made_on": row.made_on, "started_on": row.started_on, "due_at": row.due_at, "state": state,
        "delivered_at": delivered, "date_unknown": row.is_delivered and delivered is None,
        "evidence": row.evidence, "closed_at": closed, "source": source,
    }  # fmt: skip


def note_of(row: PromiseRow) -> str:
    """Return what a card said beside its name, with what is only known by inference said to be so."""
    lines = [row.made_how] if row.made_how else []
    if row.not_after is not None:
        lines.append(_("Not after {day}.").format(day=formats.day(row.not_after)))
    return clean("\n\n".join(block for block in (row.note, "\n".join(lines)) if block))


def _invoice(row: InvoiceRow, source: str) -> dict[str, Any]:
    due = row.due_on if row.due_on is None or row.due_on >= row.issued_on else None
    return {
        "number": row.number, "issued_on": row.issued_on, "due_on": due, "paid_on": row.paid_on,
        "total_minor": row.total_minor, "paid_minor": row.paid_minor, "currency": row.currency,
        "state": row.state, "note": clean(row.note), "source": source,
    }  # fmt: skip
