"""The freelancer's own firm: what stands on every report. It travels with the journal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retention_journal import i18n
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.report_look import Paper, Typeface, parts_named
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.storage.tables import Business, key_of

DEFAULT_COLOUR = "#17494D"
LOGO_BYTES = 2_000_000


@dataclass(frozen=True)
class OwnBusiness:
    """Who you are to your clients; every field may be empty.

    ``brand_colour`` is "#RRGGBB", ``logo`` the bytes of a PNG or JPEG of at most 2 MB, ``currency`` an
    ISO 4217 code, ``parts_off`` the parts that reports leave out, ``language`` a tag of ``i18n.LANGUAGES``
    for reports to clients who have none of their own.
    """

    name: str = ""
    person: str = ""
    email: str = ""
    tel: str = ""
    address: str = ""
    brand_colour: str = DEFAULT_COLOUR
    logo: bytes | None = None
    currency: str = "EUR"
    language: str = "en"
    is_sample: bool = False
    website: str = ""
    org_number: str = ""
    typeface: Typeface = Typeface.INTER
    paper: Paper = Paper.A4
    parts_off: Sequence[str] = ()


_FIELDS = tuple(OwnBusiness.__dataclass_fields__)


def own_business(journal: JournalReader) -> OwnBusiness:
    """Return what is known of the freelancer's own firm."""
    columns = [getattr(Business, name) for name in _FIELDS]
    return journal.row(Business.select(*columns).order_by(key_of(Business)), OwnBusiness) or OwnBusiness()


def save_business(journal: Journal, entry: OwnBusiness) -> None:
    """Keep what stands on every report.

    Raises:
        InvalidEntryError: The colour, currency, language or logo is not one.
    """
    checked = _checked(entry)
    number = journal.value(Business.select(key_of(Business)).order_by(key_of(Business)))
    with journal.change(_("Change your business")) as change:
        if number is None:
            change.insert(Business, **checked)
        else:
            change.update(Business, number, **checked)


def _checked(entry: OwnBusiness) -> dict[str, object]:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", entry.brand_colour):
        raise InvalidEntryError("brand_colour", _("A colour is written like #17494D."))
    if not re.fullmatch(r"[A-Z]{3}", entry.currency):
        raise InvalidEntryError("currency", _("A currency is three capital letters, such as NOK."))
    if entry.language not in i18n.LANGUAGES:
        raise InvalidEntryError("language", _("Reports are written in English, Norwegian or Swedish."))
    if entry.logo is not None and len(entry.logo) > LOGO_BYTES:
        raise InvalidEntryError("logo", _("The picture is larger than 2 MB."), _("Choose a smaller one."))
    kept = {
        name: clean(value) if isinstance(value := getattr(entry, name), str) else value for name in _FIELDS
    }
    return kept | {
        "typeface": entry.typeface,
        "paper": entry.paper,
        "parts_off": sorted(parts_named(entry.parts_off)),
    }
