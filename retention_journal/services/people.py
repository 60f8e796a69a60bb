"""Contact persons: who they are, and what they do at a client from when to when; roles end, and stay."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Query

from retention_journal.core.clients import Role
from retention_journal.core.contacts import Channel
from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader, Writer
from retention_journal.storage.tables import Client, Contact, ContactRole, key_of

LONGEST_NAME = 1_000  # characters
LONGEST_IN_A_MENU = 40  # characters
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_OF_ROLE = ("title", "role", "is_primary", "valid_from")


@dataclass(frozen=True)
class PersonEntry:
    """What a form says of a contact person; ``valid_from`` None means since nobody knows when."""

    display_name: str
    email: str = ""
    tel: str = ""
    title: str = ""
    role: Role = Role.OTHER
    is_primary: bool = False
    preferred_channel: Channel | None = None
    call_window: str = ""
    language: str = ""
    do_not_call: bool = False
    facts: str = ""
    birthday: date | None = None
    valid_from: date | None = None


@dataclass(frozen=True)
class Person:
    """A contact person in one role at one client.

    Attributes:
        valid_to: First day on which they no longer do this; None where no end is known.
        is_current: Whether the role holds on the day asked about.
        successor: Name of who came after, or "".
    """

    role_id: int
    contact_id: int
    client_id: int
    display_name: str
    email: str
    tel: str
    title: str
    role: Role
    is_primary: bool
    preferred_channel: Channel | None
    call_window: str
    language: str
    do_not_call: bool
    facts: str
    birthday: date | None
    valid_from: date | None
    valid_to: date | None
    end_reason: str
    successor: str
    is_current: bool

    @property
    def first_name(self) -> str:
        """How one speaks of them: "Tom" of "Tom Hale"."""
        return first_name(self.display_name)

    @property
    def entry(self) -> PersonEntry:
        """What a form shows of them."""
        return PersonEntry(**{field.name: getattr(self, field.name) for field in fields(PersonEntry)})


def short_name(name: str) -> str:
    """Return a name short enough for a menu or a message."""
    return name if len(name) <= LONGEST_IN_A_MENU else name[: LONGEST_IN_A_MENU - 1] + "…"


def first_name(display_name: str) -> str:
    """Return how one speaks of a person: the first word of the name, or of what follows its comma."""
    family, comma, given = display_name.partition(",")
    words = (given if comma and given.strip() else family).split()
    return words[0] if words else ""


def is_doubtful_email(text: str) -> bool:
    """Say whether an address looks mistyped. It is asked about, never refused: what is known is kept."""
    return bool(text.strip()) and _EMAIL.fullmatch(text.strip()) is None


def people(journal: JournalReader, client_id: int, today: date) -> list[Person]:
    """Return a client's people: whom to call first, then the others, then who left, the latest first."""
    found = journal.tuples(_roles().where(ContactRole.client == client_id))
    everyone = [_person(row, today) for row in found]
    here = [person for person in everyone if person.is_current]
    gone = [person for person in everyone if not person.is_current]
    here.sort(key=lambda person: (not person.is_primary, person.role_id))
    gone.sort(key=lambda person: person.valid_to or date.min, reverse=True)
    return here + gone


def whom_to_call(journal: JournalReader, clients: Collection[int], today: date) -> dict[int, Person]:
    """Return by client the person to call first; clients without anybody are left out."""
    if not clients:
        return {}
    found = journal.tuples(_roles().where(ContactRole.client.in_(sorted(clients))))
    here = [person for row in found if (person := _person(row, today)).is_current]
    here.sort(key=lambda person: (person.is_primary, -person.role_id))
    return {person.client_id: person for person in here}


def person(journal: JournalReader, role_id: int, today: date) -> Person:
    """Return one person in one role.

    Raises:
        NotFoundError: They are not in the journal, or in its trash.
    """
    found = journal.tuples(_roles().where(key_of(ContactRole) == role_id))
    if not found:
        raise NotFoundError(_("This person is not in the journal."), _("Look in the trash."))
    return _person(found[0], today)


def add_person(journal: Journal, client_id: int, entry: PersonEntry, *, today: date) -> int:
    """Add a contact person to a client and return the role's id; the first one is whom to call first.

    Raises:
        InvalidEntryError: The name is empty or too long, or a date lies in the future.
    """
    entry = checked(entry, today)
    is_first = not any(known.is_current for known in people(journal, client_id, today))
    with journal.change(_("Add {name}").format(name=short_name(entry.display_name))) as change:
        contact_id = change.insert(Contact, **_of_contact(entry))
        return _add_role(change, client_id, contact_id, entry, is_primary=entry.is_primary or is_first)


def edit_person(journal: Journal, role_id: int, entry: PersonEntry, *, today: date) -> None:
    """Change what is known of a person and of what they do.

    Raises:
        InvalidEntryError: The name is empty or too long, or a date lies in the future.
        NotFoundError: They are not in the journal.
    """
    entry = checked(entry, today)
    known = person(journal, role_id, today)
    if known.valid_to and entry.valid_from and entry.valid_from > known.valid_to:
        raise InvalidEntryError("valid_from", _("They had left by then."))
    with journal.change(_("Edit {name}").format(name=short_name(known.display_name))) as change:
        change.update(Contact, known.contact_id, **_of_contact(entry))
        change.update(ContactRole, role_id, title=entry.title, role=entry.role, valid_from=entry.valid_from)
        if entry.is_primary != known.is_primary:
            _set_primary(change, known.client_id, role_id if entry.is_primary else None)


def make_primary(journal: Journal, role_id: int, *, today: date) -> None:
    """Let a person be whom to call first at their client.

    Raises:
        NotFoundError: They are not in the journal.
        InvalidEntryError: They have left.
    """
    known = person(journal, role_id, today)
    if not known.is_current:
        raise InvalidEntryError(
            "is_primary", _("{name} has left.").format(name=short_name(known.display_name))
        )
    with journal.change(_("Call {name} first").format(name=short_name(known.display_name))) as change:
        _set_primary(change, known.client_id, role_id)


def person_left(
    journal: Journal,
    role_id: int,
    *,
    on: date,
    reason: str = "",
    successor: int | PersonEntry | None = None,
    today: date,
) -> int | None:
    """Say that a person left, and return the role's id of who came after, if anyone.

    The person and everything said with them stay. Whoever comes after takes over being called first.

    Args:
        journal: The journal.
        role_id: The role that ends.
        on: First day on which they are no longer there, today at the latest.
        reason: Why, in a few words.
        successor: ``contact_id`` of somebody known, or an entry of somebody new.
        today: The day it is.

    Raises:
        InvalidEntryError: The day is ahead or before they came, or the successor's entry is wrong.
        NotFoundError: They are not in the journal.
    """
    known = person(journal, role_id, today)
    if on > today:
        raise InvalidEntryError("on", _("That day has not come yet."))
    if known.valid_from and on < known.valid_from:
        raise InvalidEntryError("on", _("They had not come by then."))
    with journal.change(_("{name} left").format(name=short_name(known.display_name))) as change:
        contact_id, new_role = _successor(journal, change, known, successor, on, today)
        change.update(ContactRole, role_id, valid_to=on, end_reason=clean(reason), successor=contact_id)
        return new_role


def person_stays(journal: Journal, role_id: int, *, today: date) -> None:
    """Take back that a person left.

    Raises:
        NotFoundError: They are not in the journal.
    """
    known = person(journal, role_id, today)
    with journal.change(_("{name} is back").format(name=short_name(known.display_name))) as change:
        change.update(ContactRole, role_id, valid_to=None, end_reason="", successor=None)


def trash_person(journal: Journal, role_id: int, *, now: datetime) -> None:
    """Put a person's role at a client in the trash, and the person where that was the only role.

    Raises:
        NotFoundError: They are not in the journal.
    """
    known = person(journal, role_id, now.date())
    others = ContactRole.select(key_of(ContactRole)).where(
        (ContactRole.contact == known.contact_id)
        & (key_of(ContactRole) != role_id)
        & ContactRole.trashed_at.is_null()
    )
    with journal.change(_("Move {name} to the trash").format(name=short_name(known.display_name))) as change:
        change.trash(ContactRole, role_id, at=now)
        if journal.value(others) is None:
            change.trash(Contact, known.contact_id, at=now)


def checked(entry: PersonEntry, today: date) -> PersonEntry:
    """Return the entry with its texts cleaned.

    Raises:
        InvalidEntryError: The name is empty or too long, or a date lies in the future.
    """
    texts: dict[str, Any] = {
        field.name: clean(getattr(entry, field.name), lines=field.name == "facts")
        for field in fields(entry)
        if type(getattr(entry, field.name)) is str
    }
    entry = replace(entry, **texts)
    if not entry.display_name:
        raise InvalidEntryError("display_name", _("A person needs a name."))
    if len(entry.display_name) > LONGEST_NAME:
        raise InvalidEntryError("display_name", _("This name is too long to keep."))
    if entry.birthday and entry.birthday > today:
        raise InvalidEntryError("birthday", _("That day has not come yet."))
    if entry.valid_from and entry.valid_from > today:
        raise InvalidEntryError("valid_from", _("That day has not come yet."))
    return entry


def _roles() -> Query:
    after = Contact.alias("after")
    return (
        ContactRole.select(
            key_of(ContactRole), ContactRole.contact, ContactRole.client, Contact.display_name,
            Contact.email, Contact.tel, ContactRole.title, ContactRole.role, ContactRole.is_primary,
            Contact.preferred_channel, Contact.call_window, Contact.language, Contact.do_not_call,
            Contact.facts, Contact.birthday, ContactRole.valid_from, ContactRole.valid_to,
            ContactRole.end_reason, after.display_name,
        )
        .join(Contact, on=(key_of(Contact) == ContactRole.contact))
        .join(Client, on=(key_of(Client) == ContactRole.client))
        .join(after, JOIN.LEFT_OUTER, on=(after.id == ContactRole.successor))
        .where(
            ContactRole.trashed_at.is_null() & Contact.trashed_at.is_null() & Client.trashed_at.is_null()
        )
        .order_by(key_of(ContactRole))
    )  # fmt: skip


def _person(row: tuple[Any, ...], today: date) -> Person:
    names = [field.name for field in fields(Person)]
    known = dict(zip(names, row, strict=False))
    known["successor"] = known["successor"] or ""
    ends = known["valid_to"]
    return Person(**known, is_current=ends is None or ends > today)


def _of_contact(entry: PersonEntry) -> dict[str, Any]:
    given, _blank, family = entry.display_name.rpartition(" ")
    known = {f.name: getattr(entry, f.name) for f in fields(entry) if f.name not in _OF_ROLE}
    return known | ({"given_name": given, "family_name": family} if given else {"given_name": family})


def _add_role(
    change: Writer, client_id: int, contact_id: int, entry: PersonEntry, *, is_primary: bool
) -> int:
    role_id = change.insert(
        ContactRole,
        client=client_id,
        contact=contact_id,
        title=entry.title,
        role=entry.role,
        valid_from=entry.valid_from,
    )
    if is_primary:
        _set_primary(change, client_id, role_id)
    return role_id


def _set_primary(change: Writer, client_id: int, role_id: int | None) -> None:
    """Let one role be the first among those that have not ended; an ended one keeps what it was."""
    standing = (ContactRole.client == client_id) & ContactRole.valid_to.is_null()
    change.update_where(ContactRole, standing & ContactRole.is_primary, is_primary=False)
    if role_id is not None:
        change.update(ContactRole, role_id, is_primary=True)


def _successor(
    journal: Journal,
    change: Writer,
    leaver: Person,
    successor: int | PersonEntry | None,
    on: date,
    today: date,
) -> tuple[int | None, int | None]:
    """Return the contact and the role of who comes after, made where they are new."""
    if successor is None:
        return None, None
    if isinstance(successor, PersonEntry):
        entry = checked(successor, today)
        contact_id = change.insert(Contact, **_of_contact(entry))
        role_id = _add_role(change, leaver.client_id, contact_id, entry, is_primary=False)
    else:
        contact_id = successor
        standing = [p for p in people(journal, leaver.client_id, today) if p.contact_id == contact_id]
        known = next((p.role_id for p in standing if p.is_current), None)
        entry = PersonEntry("", title=leaver.title, role=leaver.role, valid_from=on)
        role_id = known or _add_role(change, leaver.client_id, contact_id, entry, is_primary=False)
    if leaver.is_primary:
        change.update(ContactRole, role_id, is_primary=True)
    return contact_id, role_id
