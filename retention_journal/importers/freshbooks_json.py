"""Answers of the FreshBooks interface (JSON) as tables, like its own exports: clients, invoices, hours.

Few people have such files; who asked a programmer for their data has. They become a table with headings
that the readers of tables know, so that everything else is as with a CSV: choices, columns, names.

Days of the accounting part are days. Hours begin at a moment of UTC, some without saying so, and are told on
the person's own clock.

Source: imports, section 1.2.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from dateutil.tz import tzlocal

from retention_journal.i18n import _
from retention_journal.importers import encodings, files
from retention_journal.importers.files import UnreadableFileError

#: Outermost keys by which such an answer may be known.
KEYS = frozenset({"response", "time_entries", "time_entry", "invoices", "invoice", "clients", "client"})
_MOST_BYTES = 20_000_000
_HEAD = 64
_DELETED = 1  # of ``vis_state``
_A_MINUTE, _AN_HOUR = 60, 3_600

_HEADINGS: Mapping[str, Sequence[str]] = {
    "invoices": (
        "Client Name", "Invoice Number", "Date Issued", "Due Date", "Date Paid", "Invoice Status",
        "Total Amount", "Amount Paid", "Currency", "Note",
    ),
    "clients": ("Organization", "First Name", "Last Name", "Email", "Phone", "City", "Notes", "Client ID"),
    "time_entries": (
        "Date", "Start Time", "Client", "Project", "Task", "Description", "Duration", "Billable",
    ),
}  # fmt: skip
_ONE_OF = {"invoice": "invoices", "client": "clients", "time_entry": "time_entries"}
#: What every record of a kind has.
_MARKS = {
    "invoices": frozenset({"invoice_number"}),
    "clients": frozenset({"fname", "organization"}),
    "time_entries": frozenset({"duration", "started_at"}),
}


def is_answer(path: Path) -> bool:
    """Say whether a file is such an answer, with records of one of the kinds that are taken in.

    Raises:
        UnreadableFileError: It cannot be read.
    """
    with files.opened(path) as file:
        start = file.read(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"{", b"[")) and _records(_said(path)) is not None


def as_csv(path: Path, zone: tzinfo | None = None) -> str:
    """Return the records of such an answer as a table in CSV.

    Args:
        path: The file.
        zone: Where the person is; None asks the computer.

    Raises:
        UnreadableFileError: It is no such answer.
    """
    found = _records(_said(path))
    if found is None:
        raise UnreadableFileError(_("“{name}” holds no rows.").format(name=path.name))
    kind, records = found
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerow(_HEADINGS[kind])
    for record in records:
        if record.get("vis_state") != _DELETED and record.get("active") is not False:
            table.writerow(_row(kind, record, zone or tzlocal()))
    return text.getvalue()


def _said(path: Path) -> Any:
    if files.size_however_large(path) > _MOST_BYTES:
        return None
    with files.opened(path) as file:
        content = file.read(_MOST_BYTES)
    try:
        return json.loads(content.decode(encodings.guess_bytes(content), "replace").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _records(said: Any) -> tuple[str, list[dict[str, Any]]] | None:
    """Return which kind of records an answer, or a list of its pages, holds, and the records."""
    kind, records = "", []
    for page in said if isinstance(said, list) else [said]:
        for name, found in _lists(page):
            if kind in {"", name}:
                kind = name
                records += found
    return (kind, records) if kind else None


def _lists(page: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    result = page
    for key in ("response", "result"):
        if isinstance(result, dict) and isinstance(result.get(key), dict):
            result = result[key]
    if not isinstance(result, dict):
        return
    for key, value in result.items():
        name = str(_ONE_OF.get(key, key))
        if name not in _HEADINGS:
            continue
        found = value if isinstance(value, list) else [value]
        if found and all(isinstance(one, dict) and one.keys() >= _MARKS[name] for one in found):
            yield name, found


def _row(kind: str, record: Mapping[str, Any], zone: tzinfo) -> list[str]:
    make = {"invoices": _invoice, "clients": _client, "time_entries": _time_entry}[kind]
    return make(record, zone)


def _invoice(record: Mapping[str, Any], _zone: tzinfo) -> list[str]:
    person = " ".join(filter(None, (_text(record, "fname"), _text(record, "lname"))))
    total, paid = _amount(record.get("amount")), _amount(record.get("paid"))
    status = _text(record, "v3_status") or _text(record, "display_status") or _text(record, "payment_status")
    code = _code(record.get("amount")) or _text(record, "currency_code")
    name = (
        _text(record, "current_organization") or _text(record, "organization") or person
        or _numbered(record.get("customerid"))
    )  # fmt: skip
    return [
        name, _text(record, "invoice_number"), _text(record, "create_date"), _text(record, "due_date"),
        _text(record, "date_paid"), status, total, paid, code,
        _text(record, "description") or _text(record, "notes"),
    ]  # fmt: skip


def _client(record: Mapping[str, Any], _zone: tzinfo) -> list[str]:
    phone = next(filter(None, (_text(record, key) for key in ("bus_phone", "mob_phone", "home_phone"))), "")
    keys = ("organization", "fname", "lname", "email")
    return [
        *(_text(record, key) for key in keys), phone, _text(record, "p_city"), _text(record, "note"),
        _text(record, "userid") or _text(record, "id"),
    ]  # fmt: skip


def _time_entry(record: Mapping[str, Any], zone: tzinfo) -> list[str]:
    began = _moment(_text(record, "started_at"), zone)
    seconds = record.get("duration")
    told = str(seconds)
    if isinstance(seconds, int) and seconds >= 0:
        told = f"{seconds // _AN_HOUR}:{seconds // _A_MINUTE % _A_MINUTE:02}:{seconds % _A_MINUTE:02}"
    return [
        began.date().isoformat() if began else _text(record, "started_at"),
        began.time().isoformat() if began else "",
        _numbered(record.get("client_id")),
        _named(_("Project {id}"), record.get("project_id")),
        _named(_("Service {id}"), record.get("service_id")),
        _text(record, "note"),
        told,
        "yes" if record.get("billable") else "no",
    ]


def _moment(text: str, zone: tzinfo) -> datetime | None:
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (
        (told if told.tzinfo else told.replace(tzinfo=UTC))
        .astimezone(zone)
        .replace(tzinfo=None, microsecond=0)
    )


def _numbered(identity: Any) -> str:
    """Return by what a client is called of whom the answer knows the number only."""
    return _named(_("FreshBooks client {id}"), identity)


def _named(words: str, identity: Any) -> str:
    return words.format(id=identity) if isinstance(identity, int | str) and identity not in {"", 0} else ""


def _amount(money: Any) -> str:
    return _text(money, "amount") if isinstance(money, dict) else ""


def _code(money: Any) -> str:
    return _text(money, "code") if isinstance(money, dict) else ""


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return str(value).strip() if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
