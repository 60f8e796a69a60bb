"""The person's own e-mail addresses, by which mail is told to be from them; set once, kept in the journal."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.mail_addresses import address_key, is_address, is_whole_domain
from retention_journal.i18n import _
from retention_journal.services.business import own_business
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Setting, key_of

#: More than anybody has.
MOST_ADDRESSES = 100

_NAME = "own_addresses"
_UID = str(uuid.uuid5(uuid.UUID("6d1f2d86-35b5-4b0c-8a53-0d3b6a3f1f55"), _NAME))


def own_addresses(journal: JournalReader) -> tuple[str, ...]:
    """Return the person's own addresses; that of the business until they said otherwise."""
    kept = journal.value(Setting.select(Setting.value).where(Setting.name == _NAME))
    if isinstance(kept, list):
        return tuple(str(one) for one in kept)
    usual = address_key(own_business(journal).email)
    return (usual,) if is_address(usual) else ()


def set_own_addresses(journal: Journal, addresses: Iterable[str]) -> tuple[str, ...]:
    """Keep the person's own addresses, and return them as they are kept: in small letters, each once.

    Args:
        journal: Where they are kept.
        addresses: ``me@studio.example``, or ``@studio.example`` for everybody there.

    Raises:
        InvalidEntryError: One of them is no address, or they are more than anybody has.
    """
    kept = list(dict.fromkeys(key for one in addresses if (key := address_key(one))))
    wrong = next((one for one in kept if not (is_address(one) or is_whole_domain(one))), None)
    if wrong is not None:
        raise InvalidEntryError(
            "own_addresses",
            _("“{text}” is no e-mail address.").format(text=wrong),
            _("Write one address on each line, such as me@studio.example."),
        )
    if len(kept) > MOST_ADDRESSES:
        raise InvalidEntryError(
            "own_addresses", _("That is more than {n} addresses.").format(n=MOST_ADDRESSES)
        )
    if tuple(kept) == own_addresses(journal):
        return tuple(kept)
    number = journal.value(Setting.select(key_of(Setting)).where(Setting.name == _NAME))
    with journal.change(_("Change your own addresses")) as change:
        if number is None:
            change.insert(Setting, uid=_UID, name=_NAME, value=kept)
        else:
            change.update(Setting, number, value=kept)
    return tuple(kept)
