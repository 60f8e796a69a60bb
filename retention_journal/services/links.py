"""Who knows whom: persons of different clients who talk with each other, of you too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retention_journal.core.errors import InvalidEntryError, NotFoundError
from retention_journal.core.events import LinkKind
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.fields import day_number
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Contact, ContactLink, key_of


@dataclass(frozen=True)
class KnownPerson:
    """A person with the client they are at now."""

    contact_id: int
    name: str
    client_id: int
    client_name: str


@dataclass(frozen=True)
class Neighbour:
    """Somebody elsewhere whom a person of a client knows.

    Attributes:
        here: Who of the client knows them.
        contact_id: Whom they know.
        client_id: Where that person is now; None where they left, and nobody knows where they are.
        client_name: Its name, or "".
    """

    link_id: int
    here_id: int
    here: str
    contact_id: int
    name: str
    client_id: int | None
    client_name: str
    kind: LinkKind
    note: str


def persons(journal: JournalReader, today: date, *, besides: int | None = None) -> list[KnownPerson]:
    """Return everybody with a role at a client on ``today``, for typing ahead.

    Args:
        journal: Where to look.
        today: The day asked about.
        besides: A client whose people are left out.
    """
    rows = journal.sql(
        "SELECT p.id, p.display_name, c.id, c.name FROM contact_role r"
        " JOIN contact p ON p.id = r.contact_id AND p.trashed_at IS NULL"
        " JOIN client c ON c.id = r.client_id AND c.trashed_at IS NULL"
        " WHERE r.trashed_at IS NULL AND (r.valid_to IS NULL OR r.valid_to > ?1) AND c.id <> ?2"
        " ORDER BY c.sort_key, c.id, r.is_primary DESC, r.id",
        day_number(today),
        -1 if besides is None else besides,
    )
    return [KnownPerson(*row) for row in rows]


def link_persons(
    journal: Journal, here: int, there: int, kind: LinkKind = LinkKind.SAME_NETWORK, note: str = ""
) -> int:
    """Note that two persons know each other, and return the link's id.

    Args:
        journal: The journal.
        here: ``contact_id`` of the one.
        there: ``contact_id`` of the other.
        kind: How they know each other.
        note: In your own words.

    Raises:
        InvalidEntryError: They are one and the same, or known to know each other.
        NotFoundError: One of them is not in the journal.
    """
    if here == there:
        raise InvalidEntryError("there", _("Choose somebody else: that is the same person."))
    _must_be_known(journal, (here, there))
    if journal.tuples(ContactLink.select(ContactLink.uid).where(_between(here, there))):
        raise InvalidEntryError("there", _("That these two know each other is noted already."))
    with journal.change(_("Note who knows whom")) as change:
        return change.insert(
            ContactLink, contact_a=here, contact_b=there, kind=LinkKind(kind), note=clean(note)
        )


def unlink(journal: Journal, link_id: int) -> None:
    """Take away that two persons know each other.

    Raises:
        NotFoundError: It is not noted.
    """
    if not journal.tuples(ContactLink.select(ContactLink.uid).where(key_of(ContactLink) == link_id)):
        raise NotFoundError(_("This is not noted any more."))
    with journal.change(_("Take away who knows whom")) as change:
        change.delete(ContactLink, link_id)


def neighbours(journal: JournalReader, client_id: int, today: date) -> list[Neighbour]:
    """Return whom a client's people know elsewhere, in the order of names.

    People of the same client are left out; who is at several clients stands once for each.
    """
    rows = journal.sql(_PAIRS, client_id, day_number(today))
    there = _clients_of(journal, {row[3] for row in rows}, today)
    found = []
    for link, here_id, here, contact, name, kind, note in rows:
        places = there.get(contact, ())
        if any(number == client_id for number, _name in places):
            continue
        for number, client_name in places or ((None, ""),):
            found.append(
                Neighbour(
                    link, here_id, here, contact, name, number, client_name, LinkKind(kind), note
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.name.casefold(), one.client_name.casefold(), one.link_id))


_PEOPLE_HERE = (
    "SELECT r.contact_id FROM contact_role r JOIN contact p ON p.id = r.contact_id"
    " WHERE r.client_id = ?1 AND r.trashed_at IS NULL AND p.trashed_at IS NULL"
    " AND (r.valid_to IS NULL OR r.valid_to > ?2)"
)
_PAIRS = (
    "WITH here AS ("  # noqa: S608 - our own words
    f"{_PEOPLE_HERE}), pair AS ("
    "SELECT id, contact_a_id AS one, contact_b_id AS other, kind, note FROM contact_link"
    " WHERE trashed_at IS NULL AND contact_a_id IN here"
    " UNION SELECT id, contact_b_id, contact_a_id, kind, note FROM contact_link"
    " WHERE trashed_at IS NULL AND contact_b_id IN here)"
    " SELECT pair.id, one, a.display_name, other, b.display_name, pair.kind, pair.note FROM pair"
    " JOIN contact a ON a.id = one JOIN contact b ON b.id = other AND b.trashed_at IS NULL"
)


def _clients_of(
    journal: JournalReader, contacts: Iterable[int], today: date
) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return by person the clients they are at on ``today``."""
    wanted = ", ".join(str(int(one)) for one in sorted(contacts))
    if not wanted:
        return {}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = journal.sql(
        "SELECT r.contact_id, c.id, c.name FROM contact_role r"  # noqa: S608 - numbers
        " JOIN client c ON c.id = r.client_id AND c.trashed_at IS NULL"
        f" WHERE r.contact_id IN ({wanted}) AND r.trashed_at IS NULL"
        " AND (r.valid_to IS NULL OR r.valid_to > ?1) ORDER BY r.id",
        day_number(today),
    )
    for contact, client, name in rows:
        found[contact][client] = name
    return {contact: tuple(clients.items()) for contact, clients in found.items()}


def _must_be_known(journal: JournalReader, contacts: tuple[int, int]) -> None:
    key = key_of(Contact)
    known = journal.tuples(Contact.select(key).where(key.in_(contacts) & Contact.trashed_at.is_null()))
    if len(known) < len(contacts):
        raise NotFoundError(_("This person is not in the journal."), _("Look in the trash."))


def _between(one: int, other: int) -> object:
    both = (ContactLink.contact_a == one) & (ContactLink.contact_b == other)
    turned = (ContactLink.contact_a == other) & (ContactLink.contact_b == one)
    return ContactLink.trashed_at.is_null() & (both | turned)
