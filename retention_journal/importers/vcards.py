"""Address cards (vCard), turned into clients and their contact people.

A card's firm is the client and its person the contact; a person without a firm is their own client, and
cards of one firm are people of one client.

Source: imports, sections 1.4 and 4.9, "Contact → client or contact person".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retention_journal.core.intake import ClientRow, Problem
from retention_journal.core.progress import silent
from retention_journal.i18n import _, ngettext
from retention_journal.importers import encodings, files
from retention_journal.importers.client_rows import Conventions, client_row
from retention_journal.importers.columns import Field
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.mapped_tables import refuse_if_mostly_bad
from retention_journal.importers.vcard_lines import Card, Property, cards_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from retention_journal.core.progress import Progress

_NO_PHONE = frozenset({"fax", "pager", "modem", "bbs"})
_HEADINGS: Mapping[Field, str] = {
    Field.NAME: "ORG", Field.CONTACT_NAME: "FN", Field.EMAIL: "EMAIL", Field.PHONE: "TEL",
    Field.TITLE: "TITLE", Field.LOCALITY: "ADR", Field.LANGUAGE: "LANG", Field.NOTES: "NOTE",
    Field.EXTERNAL_ID: "UID", Field.BIRTHDAY: "BDAY",
}  # fmt: skip
_KINDS = frozenset({"KIND", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND"})
_OLD_ESCAPES = (("\\,", ","), ("\\;", ";"), ("\\:", ":"))
_ESCAPES = (*_OLD_ESCAPES, ("\\n", "\n"), ("\\N", "\n"))
_ADR_LOCALITY = 3  # post box; extended; street; locality; region; code; country
_N_ADDITIONAL = 2  # family; given; additional; prefixes; suffixes
_LINES_NAMED = 5  # unreadable lines of a card that are told one by one


@dataclass(frozen=True)
class Cards:
    """What a vCard file held; fields as in ``clients.ReadResult``."""

    rows: list[ClientRow]
    problems: list[Problem]
    read: int
    skipped: int = 0
    notes: tuple[str, ...] = ()


def read_cards(path: Path, *, today: date, progress: Progress = silent) -> Cards:
    """Return the clients and people of a vCard file.

    Args:
        path: The file.
        today: Day after which nobody can have become a client.
        progress: Told bytes read of bytes in all, every 200 cards.

    Raises:
        UnreadableFileError: It cannot be read, holds no card, or is beyond a limit.
        MostlyBadError: More than half of the cards have no name.
        CancelledError: ``progress`` asked to stop.
    """
    size = files.size_of(path)
    rows: list[ClientRow] = []
    problems: list[Problem] = []
    read = skipped = 0
    conventions = Conventions(today, headings=_HEADINGS, birthday_format="Y-m-d")
    with files.opened(path) as raw:
        for card in cards_of(raw, encodings.guess(path)):
            if (read + skipped) % files.ROWS_PER_STEP == 0:
                progress(min(raw.tell(), size), size)
            if read >= files.MOST_ROWS:
                raise _too_many()
            if _is_list_of_people(card):
                skipped += 1
                continue
            read += 1
            row, met = client_row(_place(card), _said(card), conventions)
            problems += [*_faults(card), *met]
            rows += [row] if row else []
    if not read + skipped:
        raise _no_cards(path)
    progress(size, size)
    refuse_if_mostly_bad(
        problems, read, _("Export the address book again, as vCard 3.0 where there is a choice.")
    )
    return Cards(rows, problems, read, skipped, tuple(_notes(size, read)))


def _said(card: Card) -> dict[Field, list[str]]:
    """Return what a card says for each field."""
    texts = _Texts(card)
    family, given, additional = (*texts.parts("N"), "", "", "")[: _N_ADDITIONAL + 1]
    person = texts.first("FN") or " ".join(part for part in (given, additional, family) if part)
    firm = next((part for part in texts.parts("ORG") if part), "")
    if _is_company(texts, firm, person, has_name=bool(given or family) and firm not in {given, family}):
        firm, given, additional, family, person = firm or person, "", "", "", ""
    said = {
        Field.NAME: [firm],
        Field.CONTACT_GIVEN: [given, additional],
        Field.CONTACT_FAMILY: [family],
        Field.CONTACT_NAME: [person or texts.first("NICKNAME")],
        Field.EMAIL: texts.preferred("EMAIL"),
        Field.PHONE: texts.phones(),
        Field.TITLE: [texts.first("TITLE") or texts.first("ROLE")],
        Field.LOCALITY: texts.localities(),
        Field.LANGUAGE: texts.preferred("LANG")[:1],
        Field.NOTES: texts.all("NOTE"),
        Field.EXTERNAL_ID: [texts.first("UID")],
        Field.BIRTHDAY: [_birthday(texts.first("BDAY"))],
    }
    return {field: told for field, told in said.items() if told and (told[0] or len(told) > 1)}


def _is_company(texts: _Texts, firm: str, person: str, *, has_name: bool) -> bool:
    """Say whether a card is of a firm, without a person."""
    kinds = {text.strip().casefold() for name in _KINDS for text in texts.all(name)}
    return bool(kinds & {"org", "organization", "company"}) or (
        bool(firm) and not has_name and person in {"", firm}
    )


def _is_list_of_people(card: Card) -> bool:
    return any(prop.name in _KINDS and prop.value.strip().casefold() == "group" for prop in card.properties)


class _Texts:
    """The texts of a card's properties, with their escapes undone."""

    def __init__(self, card: Card) -> None:
        self._is_old = card.version.startswith("2")
        self._by_name: dict[str, list[Property]] = {}
        for prop in card.properties:
            self._by_name.setdefault(prop.name, []).append(prop)

    def all(self, name: str) -> list[str]:
        found = self._by_name.get(name)
        return [self._plain(prop.value) for prop in found] if found else []

    def first(self, name: str) -> str:
        return next((text for text in self.all(name) if text.strip()), "")

    def preferred(self, name: str) -> list[str]:
        """Return all texts of a property, those marked as preferred first."""
        found = sorted(self._by_name.get(name, ()), key=lambda prop: "pref" not in prop.types)
        return [self._plain(prop.value).removeprefix("mailto:") for prop in found]

    def phones(self) -> list[str]:
        """Return the numbers of phones, without faxes, the preferred first."""
        found = [prop for prop in self._by_name.get("TEL", ()) if not prop.types & _NO_PHONE]
        found.sort(key=lambda prop: "pref" not in prop.types)
        return [_number(self._plain(prop.value)) for prop in found]

    def localities(self) -> list[str]:
        """Return the towns of all addresses."""
        found = [self._parted(prop.value) for prop in self._by_name.get("ADR", ())]
        return [parts[_ADR_LOCALITY] for parts in found if len(parts) > _ADR_LOCALITY]

    def parts(self, name: str) -> list[str]:
        """Return the parts between semicolons of the first such property that is not blank."""
        for prop in self._by_name.get(name, ()):
            parts = self._parted(prop.value)
            if any(part.strip() for part in parts):
                return parts
        return []

    def _parted(self, value: str) -> list[str]:
        """Split at semicolons that no backslash guards, and undo the escapes of each part."""
        if "\\" not in value:
            return [part.strip() for part in value.split(";")]
        parts: list[list[str]] = [[]]
        for piece in value.split(";"):
            parts[-1].append(piece)
            backslashes = len(piece) - len(piece.rstrip("\\"))
            if backslashes % 2 == 0:
                parts.append([])
        return [self._plain(";".join(part)).strip() for part in parts if part]

    def _plain(self, value: str) -> str:
        """Undo escapes; version 2.1 knows none for line breaks, so paths keep their backslash."""
        if "\\" not in value:
            return value
        parts = [value] if self._is_old else value.split("\\\\")
        escapes = _OLD_ESCAPES if self._is_old else _ESCAPES
        for escape, meant in escapes:
            parts = [part.replace(escape, meant) for part in parts]
        return "\\".join(parts)


def _birthday(text: str) -> str:
    """Return a birthday as ISO writes it: "19700517" and "1970-05-17T00:00:00Z" are "1970-05-17"."""
    day = text.strip().partition("T")[0]
    if len(day) == len("19700517") and day.isascii() and day.isdecimal():
        return f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return day


def _number(text: str) -> str:
    """Return a phone number without the form of an address, "tel:+47-…;ext=5"."""
    number = text.strip()
    if number[:4].casefold() == "tel:":
        number = number[4:].partition(";")[0]
    return number


def _place(card: Card) -> str:
    return _("card {n}, line {line}").format(n=card.number, line=card.line)


def _faults(card: Card) -> Iterator[Problem]:
    """Yield what was wrong with the way a card is written."""
    for line in card.unread[:_LINES_NAMED]:
        place = _("card {n}, line {line}").format(n=card.number, line=line)
        yield Problem(place, _("This line could not be understood and was passed over."))
    further = len(card.unread) - _LINES_NAMED
    if further > 0:
        yield Problem(
            _place(card),
            ngettext(
                "{n} further line could not be understood and was passed over.",
                "{n} further lines could not be understood and were passed over.",
                further,
            ).format(n=further),
        )
    if not card.is_closed:
        yield Problem(_place(card), _("The card has no end (END:VCARD); it was taken as far as it goes."))


def _notes(size: int, cards: int) -> Iterator[str]:
    if size > files.LARGE_BYTES or cards > files.MANY_ROWS:
        yield ngettext("This file has {n} card.", "This file has {n} cards.", cards).format(n=cards)


def _no_cards(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("There is no address card in “{name}”.").format(name=path.name),
        _("Export the contacts as vCard (.vcf) once more, or choose the CSV file."),
    )


def _too_many() -> UnreadableFileError:
    return UnreadableFileError(
        _("This file has more than {n} cards.").format(n=files.MOST_ROWS),
        _("Split it and import the parts one after the other."),
    )
