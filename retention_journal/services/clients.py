"""Clients: adding, changing, pausing and finding them by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from retention_journal.core import formats
from retention_journal.core.clients import (
    GONE,
    BuyingMotive,
    EngagementType,
    ReportRhythm,
    Status,
    Tier,
)
from retention_journal.core.errors import InvalidEntryError, JournalError, NotFoundError
from retention_journal.core.names import sort_key
from retention_journal.core.text import clean
from retention_journal.i18n import DEFAULT, _, nearest
from retention_journal.services.people import LONGEST_NAME, PersonEntry, add_person, short_name
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Business, Client, Contact, ContactRole, key_of

LONGEST_RHYTHM_DAYS = 3_650
MOST_ANSWER_HOURS = 720
_FIRST_PERSON = ("contact_name", "contact_email", "contact_phone")
_LISTED_MOST = 10  # names listed where several fit


@dataclass(frozen=True)
class ClientEntry:
    """What a form says of a client; the first contact person is only read when a client is added.

    Attributes:
        ideal_interval_days: Talk every so many days, 1 to 3,650; None takes the usual rhythm.
        max_interval_days: Longest silence, at least the ideal; None takes 1.5 times the ideal.
        language: BCP 47 tag of their reports; "" takes the business's.
    """

    name: str
    status: Status = Status.ACTIVE
    tier: Tier = Tier.B
    engagement_type: EngagementType = EngagementType.RETAINER
    start_date: date | None = None
    end_date: date | None = None
    source: str = ""
    language: str = ""
    timezone: str = ""
    locality: str = ""
    ideal_interval_days: int | None = None
    max_interval_days: int | None = None
    buying_motive: BuyingMotive = BuyingMotive.UNKNOWN
    is_ambassador: bool = False
    report_rhythm: ReportRhythm = ReportRhythm.MONTHLY
    notes: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


@dataclass(frozen=True)
class ClientName:
    """A client as one names it, with its people where they were asked for."""

    id: int
    uid: str
    name: str
    status: Status = Status.ACTIVE
    people: tuple[str, ...] = ()


class DuplicateClientError(JournalError):
    """A client of this name is already in the journal.

    Attributes:
        client_id: The one that is here.
        name: Its name.
    """

    code = "already_here"

    def __init__(self, client_id: int, name: str) -> None:
        super().__init__(_("{name} is already here.").format(name=name), _("Open it?"))
        self.client_id = client_id
        self.name = name


class SeveralClientsError(JournalError):
    """What was typed fits several clients.

    Attributes:
        names: The clients it fits.
    """

    code = "several_match"

    def __init__(self, text: str, names: list[ClientName]) -> None:
        listed = ", ".join(client.name for client in names[:_LISTED_MOST])
        super().__init__(
            _("Several clients fit “{text}”: {names}.").format(text=text, names=listed),
            _("Write more of the name."),
        )
        self.names = names


def add_client(journal: Journal, entry: ClientEntry, *, today: date, allow_same_name: bool = False) -> int:
    """Add a client, with a contact person where one is named, and return its id.

    Args:
        journal: The journal.
        entry: What is known.
        today: The day it is; nothing may begin after it.
        allow_same_name: Add it although a client of the same name is here; both are legal.

    Raises:
        InvalidEntryError: A field holds what cannot be kept; it says which.
        DuplicateClientError: A client of this name is here.
    """
    entry = checked(entry, today)
    values = _of_client(journal, entry)
    if not allow_same_name:
        _refuse_same_name(journal, entry.name, values["sort_key"])
    with journal.change(_("Add client {name}").format(name=short_name(entry.name))) as change:
        client_id = change.insert(Client, **values)
        if entry.contact_name or entry.contact_email or entry.contact_phone:
            person = PersonEntry(
                entry.contact_name or entry.name,
                email=entry.contact_email,
                tel=entry.contact_phone,
                is_primary=True,
            )
            add_person(journal, client_id, person, today=today)
        return client_id


def edit_client(
    journal: Journal,
    client_id: int,
    entry: ClientEntry,
    *,
    today: date,
    allow_same_name: bool = False,
) -> None:
    """Change what is known of a client.

    Raises:
        InvalidEntryError: A field holds what cannot be kept; it says which.
        DuplicateClientError: Another client has this name.
        NotFoundError: The client is not in the journal.
    """
    before = client_entry(journal, client_id)
    entry = checked(entry, today)
    values = _of_client(journal, entry)
    if not allow_same_name and entry.name.casefold() != before.name.casefold():
        _refuse_same_name(journal, entry.name, values["sort_key"])
    with journal.change(_("Edit {name}").format(name=short_name(before.name))) as change:
        change.update(Client, client_id, **values)


def set_status(journal: Journal, client_id: int, status: Status, *, today: date) -> None:
    """Change where a client stands; leaving sets the last day, coming back takes it away.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    before = client_entry(journal, client_id)
    ended = before.end_date
    if status in GONE and ended is None:
        ended = max(today, before.start_date or today)
    if status not in GONE and before.status in GONE:
        ended = None
    label = _("{name}: {status}").format(name=short_name(before.name), status=status.label)
    with journal.change(label) as change:
        change.update(Client, client_id, status=status, end_date=ended)


def set_answer_hours(journal: Journal, client_id: int, hours: int | None) -> bool:
    """Keep within how many hours a client gets a thorough answer to a complaint; say whether that is new.

    Args:
        journal: The journal.
        client_id: Which client.
        hours: 1 to 720; None is as with all clients.

    Raises:
        InvalidEntryError: It is not between 1 and 720 hours.
        NotFoundError: The client is not in the journal.
    """
    name = client_name(journal, client_id).name
    if hours is not None and not 1 <= hours <= MOST_ANSWER_HOURS:
        most = formats.number(MOST_ANSWER_HOURS)
        raise InvalidEntryError("answer_hours", _("Choose between 1 and {most} hours.").format(most=most))
    before = journal.value(Client.select(Client.answer_within_hours).where(key_of(Client) == client_id))
    if before == hours:
        return False
    with journal.change(_("Agree on answers with {name}").format(name=short_name(name))) as change:
        change.update(Client, client_id, answer_within_hours=hours)
    return True


def spoken_with(journal: JournalReader, client_id: int) -> str:
    """Return in which of our languages one speaks with a client: their own, else the business's.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    own = client_entry(journal, client_id).language
    return nearest(own or journal.value(Business.select(Business.language)) or DEFAULT)


def trash_client(journal: Journal, client_id: int, *, now: datetime) -> None:
    """Put a client in the trash; all that belongs to it goes out of sight with it.

    Raises:
        NotFoundError: The client is not in the journal.
    """
    name = client_name(journal, client_id).name
    with journal.change(_("Move {name} to the trash").format(name=short_name(name))) as change:
        change.trash(Client, client_id, at=now)


def client_entry(journal: JournalReader, client_id: int) -> ClientEntry:
    """Return what a form shows of a client.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    columns = [getattr(Client, f.name) for f in fields(ClientEntry) if f.name not in _FIRST_PERSON]
    query = Client.select(*columns).where((key_of(Client) == client_id) & Client.trashed_at.is_null())
    found = journal.row(query, ClientEntry)
    if found is None:
        raise _not_found()
    return found


def client_name(journal: JournalReader, client_id: int) -> ClientName:
    """Return a client's name.

    Raises:
        NotFoundError: The client is not in the journal, or in its trash.
    """
    query = _names().where(key_of(Client) == client_id)
    found = journal.row(query, ClientName)
    if found is None:
        raise _not_found()
    return found


def client_names(journal: JournalReader) -> list[ClientName]:
    """Return every client with its people, in the order of names, for typing ahead."""
    people: dict[int, list[str]] = defaultdict(list)
    known = (
        ContactRole.select(ContactRole.client, Contact.display_name)
        .join(Contact)
        .where(
            ContactRole.trashed_at.is_null() & ContactRole.valid_to.is_null() & Contact.trashed_at.is_null()
        )
        .order_by(ContactRole.is_primary.desc(), key_of(ContactRole))
    )
    for client_id, name in journal.tuples(known):
        people[client_id].append(name)
    found = journal.rows(_names(), ClientName)
    return [replace(client, people=tuple(people.get(client.id, ()))) for client in found]


def find_client(journal: JournalReader, text: str) -> ClientName:
    """Return the client named ``text``: exactly, else whatever the case, else as the only beginning.

    Two clients of one name are told apart by their uid, the "id" that commands answer with.

    Raises:
        NotFoundError: No client fits.
        SeveralClientsError: Several fit.

    Source: commands, "Names given to --client".
    """
    wanted = clean(text, lines=False)
    plain = wanted.casefold()
    everyone = journal.rows(_names(), ClientName) if wanted else []
    for fits in (
        [client for client in everyone if client.uid == wanted],
        [client for client in everyone if client.name == wanted],
        [client for client in everyone if client.name.casefold() == plain],
        [client for client in everyone if client.name.casefold().startswith(plain)],
    ):
        if len(fits) > 1:
            raise SeveralClientsError(wanted, fits)
        if fits:
            return fits[0]
    raise NotFoundError(
        _("No client is called “{text}”.").format(text=wanted), _("Look at how the name is spelt.")
    )


def checked(entry: ClientEntry, today: date) -> ClientEntry:
    """Return the entry with its texts cleaned.

    Raises:
        InvalidEntryError: A field holds what cannot be kept; it says which.
    """
    texts: dict[str, Any] = {
        field.name: clean(getattr(entry, field.name), lines=field.name == "notes")
        for field in fields(entry)
        if type(getattr(entry, field.name)) is str
    }
    entry = replace(entry, **texts)
    if not entry.name:
        raise InvalidEntryError("name", _("A client needs a name."))
    if len(entry.name) > LONGEST_NAME:
        raise InvalidEntryError("name", _("This name is too long to keep."))
    if len(entry.contact_name) > LONGEST_NAME:
        raise InvalidEntryError("contact_name", _("This name is too long to keep."))
    _check_days(entry, today)
    _check_rhythm(entry)
    return entry


def name_key(journal: JournalReader, name: str) -> str:
    """Return the key by which a client's name is put in order, as the journal's own language orders."""
    return sort_key(name, journal.value(Business.select(Business.language)) or "en")


def order_names_again(journal: Journal) -> None:
    """Put all clients in the order of the journal's language, after that was changed."""
    language = journal.value(Business.select(Business.language)) or "en"
    known = journal.tuples(Client.select(key_of(Client), Client.name, Client.sort_key))
    with journal.change(_("Order the clients")) as change:
        for client_id, name, key in known:
            if (right := sort_key(name, language)) != key:
                change.update(Client, client_id, sort_key=right)


def _check_days(entry: ClientEntry, today: date) -> None:
    if entry.start_date and entry.start_date > today:
        raise InvalidEntryError("start_date", _("That day has not come yet."))
    if entry.start_date and entry.end_date and entry.end_date < entry.start_date:
        raise InvalidEntryError("end_date", _("The last day is before the first."))


def _check_rhythm(entry: ClientEntry) -> None:
    for name in ("ideal_interval_days", "max_interval_days"):
        days = getattr(entry, name)
        if days is not None and not 1 <= days <= LONGEST_RHYTHM_DAYS:
            most = formats.number(LONGEST_RHYTHM_DAYS)
            raise InvalidEntryError(name, _("Choose between 1 and {most} days.").format(most=most))
    ideal, longest = entry.ideal_interval_days, entry.max_interval_days
    if ideal and longest and longest < ideal:
        raise InvalidEntryError(
            "max_interval_days", _("The longest silence cannot be shorter than the rhythm.")
        )


def _of_client(journal: JournalReader, entry: ClientEntry) -> dict[str, Any]:
    known = {f.name: getattr(entry, f.name) for f in fields(entry) if f.name not in _FIRST_PERSON}
    return known | {"sort_key": name_key(journal, entry.name)}


def _refuse_same_name(journal: JournalReader, name: str, key: str) -> None:
    query = _names().where((Client.sort_key == key) | (Client.name == name))
    for client in journal.rows(query, ClientName):
        if client.name.casefold() == name.casefold():
            raise DuplicateClientError(client.id, client.name)


def _names() -> Any:
    return (
        Client.select(key_of(Client), Client.uid, Client.name, Client.status)
        .where(Client.trashed_at.is_null())
        .order_by(Client.sort_key, key_of(Client))
    )


def _not_found() -> NotFoundError:
    return NotFoundError(_("This client is not in the journal."), _("Look in the trash."))
