"""The JSON of Monica 4, taken apart: contacts with what belongs to them, and the activities of all.

Every object has ``properties``, and ``data``: lists by type. Nothing of it is believed.

Source: imports, section 1.4; Monica's own export, version 1.0-preview.1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from retention_journal.i18n import _
from retention_journal.importers import encodings, files
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.trello_values import dict_in, dicts_in, moment_in, text_in, wall_clock

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Account:
    """What an export holds.

    Attributes:
        uuid: Of the account, the same in each of its exports.
        contacts: As they stand.
        activities: By uuid.
        field_types: What a contact field is ("email", "phone" …), by the uuid of its type.
        others: How many records of other types there are, by type.
    """

    uuid: str
    contacts: list[Said]
    activities: dict[str, Said]
    field_types: dict[str, str]
    others: dict[str, int]


def account_of(path: Path) -> Account:
    """Return what an export of Monica holds.

    Raises:
        UnreadableFileError: It is no JSON, is nested too deeply, or holds no account.
    """
    with files.opened(path) as file:
        content = file.read()
    try:
        said = json.loads(content.decode(encodings.guess_bytes(content[: 1 << 20]), "replace"))
    except (ValueError, RecursionError) as error:
        raise _no_account(path) from error
    account = dict_in(said, "account") if isinstance(said, dict) else {}
    if not account:
        raise _no_account(path)
    parts = parts_of(account)
    types = dicts_in(dict_in(account, "instance"), "contact_field_types")
    others = {
        name: len(values) for name, values in parts.items() if name not in {"contact", "activity", "user"}
    }
    return Account(
        text_in(account, "uuid"),
        [one for one in parts.get("contact", []) if isinstance(one, dict)],
        {text_in(one, "uuid"): one for one in parts.get("activity", []) if isinstance(one, dict)},
        {text_in(one, "uuid"): _field_type(one) for one in types},
        others,
    )


def parts_of(said: Said) -> dict[str, list[Any]]:
    """Return what an object has, by type in the singular: objects, or their uuids."""
    data = said.get("data")
    lists = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    found: dict[str, list[Any]] = {}
    for one in lists:
        if isinstance(one, dict) and isinstance(one.get("values"), list):
            name = text_in(one, "type")
            found.setdefault(_SINGULAR.get(name, name.removesuffix("s")), []).extend(one["values"])
    return found


def objects_of(said: Said, kind: str) -> list[Said]:
    """Return the objects of one type that another has."""
    return [one for one in parts_of(said).get(kind, []) if isinstance(one, dict)]


def property_of(said: Said, name: str) -> str:
    """Return one of an object's properties as text, "" where it has none."""
    return text_in(dict_in(said, "properties"), name).strip()


def flag_of(said: Said, name: str) -> bool:
    """Return whether one of an object's properties is set."""
    return dict_in(said, "properties").get(name) in (True, "1", "true")


def when(said: Said, name: str, zone: tzinfo) -> datetime | None:
    """Return a moment among an object's properties, or its own, on the person's clock.

    A midnight of the world's clock is a day without a time.
    """
    at = moment_in(dict_in(said, "properties"), name) or moment_in(said, name)
    if at is None:
        return None
    is_day = (at.hour, at.minute, at.second) == (0, 0, 0)
    return at.replace(tzinfo=None, microsecond=0) if is_day else wall_clock(at, zone)


_SINGULAR = {
    "activities": "activity",
    "addresses": "address",
    "address": "address",
    "life_events": "life_event",
}


def _field_type(said: Said) -> str:
    """Return what a type of contact field is: Monica's own word, else how its links begin."""
    word = property_of(said, "type") or property_of(said, "protocol").strip(":").replace("mailto", "email")
    return word.replace("tel", "phone", 1) if word == "tel" else word or property_of(said, "name").casefold()


def _no_account(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is not a whole export of Monica.").format(name=path.name),
        _("Export once more there: Settings, Export data, as JSON."),
    )
