"""One client out of what a row or a card says of it.

A bad value in a field that one can do without costs that value and is told; only a row without a usable
name is left out. Letters are composed, and control and direction marks removed, as everywhere.

Source: imports, section 4.6.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from retention_journal.core import formats
from retention_journal.core.intake import LONGEST_NAME, ClientRow, Problem
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers import values, words
from retention_journal.importers.columns import Field
from retention_journal.importers.dates import formats_of, read_date

T = TypeVar("T")

#: What a row says: for each field all its texts, as they stand.
Said = Mapping[Field, Sequence[str]]

_LONGEST_EMAIL = 320
_LONGEST_PHONE = 100
_LONGEST_RHYTHM_DAYS = 3_650
_SHOWN = 40  # characters of a bad value that a message repeats
_GOOGLE_JOINS = " ::: "
_NO_YEAR = ("--", "1604-")  # vCard's, and what Apple writes
_MOST_EXTRA = 20  # further e-mails or phones kept as notes
_UNSEEN = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Cn", "Co"})


@dataclass(frozen=True)
class Conventions:
    """How the columns of one file are to be read.

    Attributes:
        today: Day after which no one can have become a client.
        date_format: Key of ``dates.DATE_FORMATS``, or why there is none.
        decimal_sign: "." or ",".
        headings: Heading under which each field stands, for telling where a problem is.
        birthday_format: As ``date_format``, of birthdays; "" where they are written like the other dates.
        is_address_book: Whether it is the address book of a program, full of addresses without a name.
        expects_name: Whether every row should name its client, so that one without is told; address books
            have people without a firm, and lists of clients have not.
    """

    today: date
    date_format: str | values.Ambiguous = ""
    decimal_sign: str = "."
    headings: Mapping[Field, str] = field(default_factory=dict)
    expects_name: bool = False
    birthday_format: str | values.Ambiguous = ""
    is_address_book: bool = False


def client_row(place: str, said: Said, conventions: Conventions) -> tuple[ClientRow | None, list[Problem]]:
    """Return the client that a row speaks of, None where it has no usable name, and what was wrong."""
    row = _Row(place, said, conventions)
    given, family, contact = row.person()
    named = row.line(Field.NAME)
    name = named or contact
    if not name:
        return None, [row.nameless()]
    if len(name) > LONGEST_NAME:
        refusal = _("The name is longer than {n} characters. Left out.").format(n=LONGEST_NAME)
        return None, [Problem(place, refusal, row.heading(Field.NAME), left_out=True)]
    if conventions.expects_name and not named:
        row.tell(Field.NAME, _("No client is named, so the contact person’s name was taken."))
    given, family, contact = (row.short_name(text) for text in (given, family, contact))
    facts: list[str] = []
    birthday = row.birthday(facts)
    taken = ClientRow(
        place=place,
        name=name,
        contact_given=given,
        contact_family=family,
        contact_name=contact,
        email=row.email(facts),
        phone=row.phone(facts),
        title=row.line(Field.TITLE),
        locality=row.line(Field.LOCALITY),
        start_date=row.start_date(),
        engagement_type=row.one_of(Field.ENGAGEMENT_TYPE, words.engagement),
        tier=row.one_of(Field.TIER, words.tier),
        ideal_interval_days=row.ideal_days(),
        language=row.one_of(Field.LANGUAGE, words.language) or "",
        notes="\n".join([*row.texts(Field.NOTES, lines=True), *row.further]),
        external_id=row.line(Field.EXTERNAL_ID),
        birthday=birthday,
        facts="\n".join(facts),
    )
    return taken, row.problems


class _Row:
    """What one row says, field by field, with the problems met on the way."""

    def __init__(self, place: str, said: Said, conventions: Conventions) -> None:
        self.problems: list[Problem] = []
        self.further: list[str] = []
        self._place = place
        self._said = said
        self._conventions = conventions

    def nameless(self) -> Problem:
        """Return why the row is left out; nobody misses the mere addresses of an address book."""
        told = next(iter(self.texts(Field.EMAIL) or self.texts(Field.PHONE)), "")
        if not (told and self._conventions.is_address_book):
            return Problem(self._place, _("It has no name. Left out."), left_out=True)
        message = _("It is only an address without a name, “{text}”. Left out.")
        return Problem(self._place, message.format(text=shown(told)), left_out=True, is_by_choice=True)

    def heading(self, field: Field) -> str:
        """Return the heading a field stands under, "" where it has none."""
        return self._conventions.headings.get(field, "")

    def texts(self, field: Field, *, lines: bool = False) -> list[str]:
        """Return all that was said for a field, cleaned, without what is blank."""
        said = self._said.get(field)
        if not said:
            return []
        found = (clean(text, lines=lines) for text in said)
        return [text for text in found if text and not _is_unseen(text)]

    def line(self, field: Field) -> str:
        """Return the first text of a field; one too long for it is dropped, but for the client's name."""
        text = ""
        for said in self._said.get(field, ()):
            text = clean(said, lines=False)
            if text and not _is_unseen(text):
                break
            text = ""
        if len(text) > LONGEST_NAME and field is not Field.NAME:
            self.tell(field, _("It is longer than {n} characters and was left empty.").format(n=LONGEST_NAME))
            return ""
        if _GOOGLE_JOINS in text and field is not Field.EXTERNAL_ID:
            text, _join, rest = text.partition(_GOOGLE_JOINS)
            self.further.append(f"{self.heading(field)}: {rest.replace(_GOOGLE_JOINS, ', ')}")
        return text

    def person(self) -> tuple[str, str, str]:
        """Return first name, last name and whole name of the contact person."""
        given, family = " ".join(self.texts(Field.CONTACT_GIVEN)), " ".join(self.texts(Field.CONTACT_FAMILY))
        return given, family, next(iter(self.texts(Field.CONTACT_NAME)), "") or f"{given} {family}".strip()

    def short_name(self, text: str) -> str:
        """Return a part of the contact person's name; one that is too long is dropped."""
        if len(text) <= LONGEST_NAME:
            return text
        self.tell(
            Field.CONTACT_NAME,
            _("The contact person’s name is longer than {n} characters and was left empty.").format(
                n=LONGEST_NAME
            ),
        )
        return ""

    def email(self, extra: list[str]) -> str:
        """Return the first address as it stands; what does not look like one is kept, and told."""
        found = [part for text in self.texts(Field.EMAIL) for part in _addresses(text)]
        if not found:
            return ""
        extra += [_("Further e-mail: {text}").format(text=text) for text in found[1 : 1 + _MOST_EXTRA]]
        email = found[0]
        if len(email) > _LONGEST_EMAIL:
            self.tell(Field.EMAIL, _("The e-mail address is too long to be one and was left empty."))
            return ""
        if not _looks_like_email(email):
            self.tell(
                Field.EMAIL,
                _("“{text}” does not look like an e-mail address; it was kept as it is.").format(
                    text=shown(email)
                ),
            )
        return email

    def phone(self, extra: list[str]) -> str:
        """Return the first number as it is written."""
        found = [part.strip() for text in self.texts(Field.PHONE) for part in text.split(_GOOGLE_JOINS)]
        numbers = [text for text in dict.fromkeys(found) if any(c.isdecimal() for c in text)]
        kept = [text for text in numbers if len(text) <= _LONGEST_PHONE]
        extra += [_("Further phone: {text}").format(text=text) for text in kept[1 : 1 + _MOST_EXTRA]]
        for text in found:
            if text and text not in kept:
                self.tell(
                    Field.PHONE,
                    _("“{text}” is not a phone number and was left out.").format(text=shown(text)),
                )
        return kept[0] if kept else ""

    def start_date(self) -> date | None:
        """Return since when they are a client; a day yet to come, or one that could be two, is not taken."""
        text = self.line(Field.START_DATE)
        if values.is_empty(text):
            return None
        name = self._conventions.date_format
        day = read_date(text, name) if isinstance(name, str) and name else None
        if day is not None and day <= self._conventions.today:
            return day
        self.tell(Field.START_DATE, not_since(text, name, day))
        return None

    def birthday(self, facts: list[str]) -> date | None:
        """Return the contact person's birthday; one without its year is kept as a fact."""
        text = self.line(Field.BIRTHDAY)
        if values.is_empty(text):
            return None
        if text.startswith(_NO_YEAR):
            facts.append(_("Birthday: {text}").format(text=text.removeprefix("1604").strip("-")))
            return None
        name = self._conventions.birthday_format or self._conventions.date_format
        day = read_date(text, name) if isinstance(name, str) and name else None
        if day is not None and day <= self._conventions.today:
            return day
        facts.append(_("Birthday: {text}").format(text=shown(text)))
        self.tell(
            Field.BIRTHDAY, _("“{text}” is no birthday; it was kept as a fact.").format(text=shown(text))
        )
        return None

    def ideal_days(self) -> int | None:
        """Return the rhythm in whole days, from "14" or "14 days"."""
        text = self.line(Field.IDEAL_DAYS)
        if values.is_empty(text):
            return None
        digits, _blank, unit = text.partition(" ")
        said = digits if unit.strip(".").isalpha() else text
        number = values.read_number(said, self._conventions.decimal_sign)
        if number is not None and number == int(number) and 1 <= number <= _LONGEST_RHYTHM_DAYS:
            return int(number)
        self.tell(
            Field.IDEAL_DAYS,
            _("“{text}” is not a number of days from 1 to {most} and was left empty.").format(
                text=shown(text), most=_LONGEST_RHYTHM_DAYS
            ),
        )
        return None

    def one_of(self, field: Field, meaning: Callable[[str], T | None]) -> T | None:
        """Return what a word means, None where it means nothing known."""
        text = self.line(field)
        if values.is_empty(text):
            return None
        meant = meaning(" ".join(text.casefold().replace("_", " ").replace("-", " ").split()))
        if meant is None:
            self.tell(
                field, _("“{text}” means nothing known here and was left empty.").format(text=shown(text))
            )
        return meant

    def tell(self, field: Field, message: str) -> None:
        """Tell that something of a field was not taken as it stands."""
        self.problems.append(Problem(self._place, message, self.heading(field)))


def shown(text: str) -> str:
    """Return a value from the file, short and harmless enough for a message."""
    plain = clean(text, lines=False)
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


def not_since(text: str, name: str | values.Ambiguous, day: date | None) -> str:
    """Return why "client since" was left empty.

    Args:
        text: What the file says.
        name: How the dates of the column are written, as in ``Conventions``.
        day: The day that was read, too late to be true; None where none was.
    """
    if day is not None:
        reason = _("{day} lies in the future; “client since” was left empty.")
        return reason.format(day=formats.day(day))
    if not formats_of(text):
        reason = _("“{text}” is not a date and was left empty.")
    elif isinstance(name, values.Ambiguous):
        reason = _(
            "“{text}” can be read as two different days, so “client since” was left empty. Choose the order"
            " of day and month."
        )
    else:
        reason = _("“{text}” is not written like the other dates of its column and was left empty.")
    return reason.format(text=shown(text))


def _addresses(text: str) -> list[str]:
    """Return the e-mail addresses of a cell, which may hold several."""
    parts = [text]
    if text.count("@") > 1:
        parts = text.replace(_GOOGLE_JOINS, " ").replace(";", " ").replace(",", " ").split()
    return [part.strip(" <>;,").removeprefix("mailto:") for part in parts if part.strip(" <>;,")]


def _looks_like_email(text: str) -> bool:
    name, _at, domain = text.rpartition("@")
    return bool(name) and "." in domain.strip(".") and not any(c.isspace() for c in text)


def _is_unseen(text: str) -> bool:
    """Say whether nothing of a text can be seen, such as marks of direction alone."""
    return not text[0].isalnum() and all(unicodedata.category(c) in _UNSEEN for c in text)
