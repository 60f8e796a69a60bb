"""The page for a client, or a person, who asks what is kept about them: everything, in plain words.

It is one HTML file that needs nothing else: no script, no picture, nothing fetched. It is written in their
own language from the same records as the other files beside it, and what is for nobody else is in none of
them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import Any

from peewee import Field, ForeignKeyField

from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.core.errors import JournalError, NotFoundError
from retention_journal.core.moments import on_the_wall
from retention_journal.core.names import sort_key
from retention_journal.core.terms import Term
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.services.business import own_business
from retention_journal.services.transfer import values
from retention_journal.services.transfer.hidden import hidden_in, something_is_put_in
from retention_journal.services.transfer.person_words import SILENT, TITLES, label_of, word_of
from retention_journal.storage.fields import Blob, Flag, Instant
from retention_journal.storage.journal import JournalReader
from retention_journal.storage.tables import (
    TABLES,
    Attachment,
    Client,
    Contact,
    ContactRole,
    Table,
    key_of,
    name_of,
)

PAGE_FILE = "what-is-kept.html"
#: What belongs to another record stands with it, where that is on the page too.
_BELONGS_TO = {
    "interaction_contact": ("interaction",),
    "check_in": ("interaction",),
    "promise_move": ("promise",),
    "kpi_line": ("agreement",),
    "incident_move": ("incident",),
    "argument": ("incident",),
    "account_entry": ("incident",),
    "cause": ("incident", "post_mortem"),
    "action_item": ("incident", "post_mortem"),
    "closing_conversation": ("loss",),
    "post_mortem": ("loss",),
    "post_mortem_loss": ("post_mortem",),
    "timeline_note": ("post_mortem",),
    "import_item": ("batch",),
}
_TOOK_PART = "interaction_contact"
_CALLED = (
    "display_name", "name", "title", "headline", "text", "question", "objection", "number", "file_name",
)  # fmt: skip
_DAYS = (
    "occurred_at", "made_on", "worked_on", "issued_on", "agreed_on", "period_start", "happened_on",
    "received_at", "ended_on", "held_on", "set_on", "due_at", "day", "noted_on", "written_on", "taken_in_at",
)  # fmt: skip
#: What goes without saying.
_USUAL = (("source", "manual"),)
_WORTH_A_NO = frozenset({"billable", "client_knows", "may_quote", "counts_as_contact"})
_GOAL = frozenset({"line_key", "parent_key"})
_LONGEST_TITLE = 90  # characters
_LISTED_MOST = 10
_BY_NAME = {name_of(table): table for table in TABLES}

Row = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """Whom the page is about.

    Attributes:
        name: As it stands in the journal.
        language: BCP 47 tag of ``i18n.LANGUAGES`` that they read.
        is_person: Whether it is one person; else a client with all its people.
    """

    name: str
    language: str
    is_person: bool


class SeveralPeopleError(JournalError):
    """What was typed fits several people."""

    code = "several_match"

    def __init__(self, text: str, names: Sequence[str]) -> None:
        super().__init__(
            _("Several people fit “{text}”: {names}.").format(
                text=text, names=", ".join(names[:_LISTED_MOST])
            ),
            _("Write more of the name, or the id that the export of everything gives."),
        )


def subject(journal: JournalReader, *, client: int | None = None, contact: int | None = None) -> Subject:
    """Return whom an export is about, with the language they read."""
    of_person = Contact.select(Contact.display_name, Contact.language).where(key_of(Contact) == contact)
    of_client = Client.select(Client.name, Client.language).where(key_of(Client) == client)
    ((name, language),) = journal.tuples(of_client if contact is None else of_person)
    usual = own_business(journal).language
    return Subject(name, i18n.nearest(language or usual), contact is not None)


def everybody(journal: JournalReader) -> list[tuple[int, str]]:
    """Return the number of each person with their name and their clients, by name."""
    people = Contact.select(key_of(Contact), Contact.display_name).where(Contact.trashed_at.is_null())
    of_clients = (
        ContactRole.select(ContactRole.contact, Client.name)
        .join(Client)
        .where(ContactRole.trashed_at.is_null(), Client.trashed_at.is_null())
        .order_by(key_of(ContactRole))
    )
    clients: dict[int, dict[str, None]] = defaultdict(dict)
    for person, client in journal.tuples(of_clients):
        clients[person][client] = None
    told = [(number, ", ".join([name, *clients[number]])) for number, name in journal.tuples(people)]
    return sorted(told, key=lambda one: sort_key(one[1], i18n.language()))


def find_person(journal: JournalReader, text: str) -> int:
    """Return the number of the person named ``text``: exactly, else whatever the case, else by the beginning.

    Raises:
        NotFoundError: Nobody fits.
        SeveralPeopleError: Several fit; the uid of a person fits only one.
    """
    wanted = clean(text, lines=False)
    plain = wanted.casefold()
    columns = (key_of(Contact), Contact.uid, Contact.display_name)
    query = Contact.select(*columns).where(Contact.trashed_at.is_null())
    everyone = list(journal.tuples(query)) if wanted else []
    for fits in (
        [(number, name) for number, uid, name in everyone if uid == wanted],
        [(number, name) for number, _uid, name in everyone if name == wanted],
        [(number, name) for number, _uid, name in everyone if name.casefold() == plain],
        [(number, name) for number, _uid, name in everyone if name.casefold().startswith(plain)],
    ):
        if len(fits) > 1:
            raise SeveralPeopleError(wanted, [name for _number, name in fits])
        if fits:
            return int(fits[0][0])
    raise NotFoundError(
        _("Nobody is called “{text}”.").format(text=wanted), _("Look at how the name is spelt.")
    )


def page(
    journal: JournalReader,
    about: Subject,
    found: Mapping[str, set[int]],
    *,
    today: date,
    attached: Mapping[str, str] | None = None,
) -> str:
    """Return the page of what is kept, as HTML.

    Args:
        journal: Where it is kept.
        about: Whom it is about.
        found: The numbers of the records, by type.
        today: The day that stands on it.
        attached: Where what attached files hold lies beside it, by its hash.
    """
    return RecordPage(journal, about, found, today, TITLES, attached=attached).html()


@dataclass
class RecordPage:
    """Records as a page to read.

    Attributes:
        journal: Where they are kept.
        about: Whom they are about.
        found: Their numbers, by type.
        today: The day that stands on the page.
        titles: The types in the order of the page, each with its heading.
        hides: Whether what is for nobody else is left out.
        attached: Where what attached files hold lies beside the page, by its hash.
    """

    journal: JournalReader
    about: Subject
    found: Mapping[str, set[int]]
    today: date
    titles: Mapping[str, str]
    hides: bool = True
    attached: Mapping[str, str] | None = None

    def html(self) -> str:
        """Return the page of one client or person."""
        _, texts = self.texts.gettext, self.texts
        name = clean(self.about.name, lines=False)
        title = _("What I keep about {name}").format(name=name)
        sections = [(heading, list(self.records(name))) for name, heading in self.titles.items()]
        sections = [(heading, records) for heading, records in sections if records]
        firm = own_business(self.journal)
        who = ", ".join(part for part in (firm.person, firm.name, firm.email, firm.tel) if part)
        lines = [
            _("This is everything that stands in my journal about {name}, as of {day}.").format(
                name=name, day=formats.day(self.today, self.about.language)
            ),
            _("Only notes that I wrote for nobody but myself are left out.")
            if not something_is_put_in()
            else _(
                "Of the notes that I wrote for nobody but myself some are in it, and the others left out."
            ),
            _("Beside this page the same lies in files for other programs; README.txt explains them."),
        ]
        counted = "".join(
            f'<li><a href="#s{number}">{safe(texts.gettext(heading))}</a> ({len(records)})</li>'
            for number, (heading, records) in enumerate(sections)
        )
        told = "".join(
            f'<h2 id="s{number}">{safe(texts.gettext(heading))}</h2>{"".join(records)}'
            for number, (heading, records) in enumerate(sections)
        )
        head = f"<h1>{safe(title)}</h1>" + "".join(f"<p>{safe(line)}</p>" for line in lines)
        head += f"<p>{safe(who)}</p>" if who else ""
        return FRAME.format(
            language=self.about.language,
            title=safe(title),
            style=STYLE,
            body=f"{head}<ul>{counted}</ul>{told}",
        )

    @cached_property
    def texts(self) -> i18n.Texts:
        """The texts of the language that the page is written in."""
        return i18n.texts_in(self.about.language)

    @cached_property
    def rows(self) -> dict[str, dict[int, Row]]:
        """The records, by type and number."""
        read: dict[str, dict[int, Row]] = {}
        for name in self.titles:
            wanted, table = self.found[name], _BY_NAME[name]
            read[name] = {}
            if not wanted:
                continue
            columns = values.columns_of(table)
            query = table.select(*values.key_and_columns(table)).order_by(key_of(table))
            for number, *cells in self.journal.tuples(query):
                if number in wanted:
                    row = dict(zip((column.name for column in columns), cells, strict=True))
                    hidden = hidden_in(table, row) if self.hides else ()
                    read[name][number] = {
                        column: value for column, value in row.items() if column not in hidden
                    }
        return read

    @cached_property
    def under(self) -> dict[tuple[str, int], list[tuple[str, int]]]:
        """For each record those that belong to it."""
        told: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        for name in _BELONGS_TO:
            for number, row in self.rows[name].items():
                if owner := self.owner(name, row):
                    told[owner].append((name, number))
        return told

    @cached_property
    def names(self) -> dict[str, dict[int, str]]:
        """How clients and people are called, also those that the page is not about."""
        return {
            "client": dict(self.journal.tuples(Client.select(key_of(Client), Client.name))),
            "contact": dict(self.journal.tuples(Contact.select(key_of(Contact), Contact.display_name))),
        }

    @cached_property
    def goals(self) -> dict[str, str]:
        """How the goals are called, by their keys."""
        return {row["line_key"]: row["name"] for row in self.rows["kpi_line"].values()}

    def owner(self, name: str, row: Row) -> tuple[str, int] | None:
        """Return type and number of the record that one belongs to, if that is on the page."""
        for column in _BELONGS_TO[name]:
            other = name_of(_BY_NAME[name]._meta.fields[column].rel_model)
            if row[column] in self.rows[other]:
                return other, row[column]
        return None

    def records(self, name: str) -> Iterator[str]:
        """Yield the records of a type that belong to no other, each with what belongs to it, as HTML."""
        for number, row in self.rows[name].items():
            if self.is_told_alone(name, row):
                yield self.record(name, number, row)

    def is_told_alone(self, name: str, row: Row) -> bool:
        """Whether a record stands in no other on the page."""
        return name not in _BELONGS_TO or self.owner(name, row) is None

    def record(self, name: str, number: int, row: Row, *, within: str = "") -> str:
        """Return a record with what belongs to it, as HTML; ``within`` is the type it stands in."""
        under = self.under.get((name, number), ())
        lines = "".join(
            f'<dt>{safe(title)}</dt><dd dir="auto">{told}</dd>'
            for title, told in (*self._lines(name, row, within), *self._took_part(under))
        )
        inner = "".join(
            self.record(other, one, self.rows[other][one], within=name)
            for other, one in under
            if other != _TOOK_PART
        )
        title = self.title(name, row)
        if within:
            kind = safe(self.texts.gettext(self.titles[name]))
            title = f"{kind}: {title}" if title else kind
        head = f'<h3 dir="auto">{title}</h3>' if title else ""
        return f"<section>{head}<dl>{lines}</dl>{inner}</section>"

    def _took_part(self, under: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
        people = [self.rows[other][one]["contact"] for other, one in under if other == _TOOK_PART]
        if people:
            told = ", ".join(self.names["contact"].get(person, "") for person in people)
            yield self.texts.gettext(TITLES[_TOOK_PART]), safe(told)

    def _lines(self, name: str, row: Row, within: str) -> Iterator[tuple[str, str]]:
        """Yield what a record says, each with its label, ready for the page; empty columns say nothing."""
        for field in _in_order(_BY_NAME[name]):
            value = row.get(field.name)
            if value in (None, "", [], {}) or self._goes_without_saying(field, value, name, within):
                continue
            told = self.told(field, value, row)
            if told:
                yield self.texts.gettext(self.label(name, field.name)), told

    def label(self, name: str, column: str) -> str:
        """Return what a column is called, in English."""
        return label_of(name, column)

    def _goes_without_saying(self, field: Field, value: Any, name: str, within: str) -> bool:
        owner = name_of(field.rel_model) if isinstance(field, ForeignKeyField) else ""
        is_own_key = name == "kpi_line" and field.name == "line_key"
        is_no = value is False and not field.null and field.name not in _WORTH_A_NO
        is_known = owner == within if within else owner == "client" and not self.about.is_person
        return (
            field.name in SILENT
            or (field.name, value) in _USUAL
            or (bool(owner) and is_known)
            or (bool(within) and field.name == "created_at")
            or is_own_key
            or is_no
        )

    def title(self, name: str, row: Row) -> str:
        """Return how a record is called on the page, as HTML: its day and its name, as far as it has them."""
        parts = []
        day = next((row[column] for column in _DAYS if row.get(column)), None)
        if isinstance(day, date):
            moment = on_the_wall(day) if isinstance(day, datetime) and day.tzinfo else day
            parts.append(formats.day(moment, self.about.language))
        called = next((row[column] for column in _CALLED if row.get(column)), "")
        if not called and isinstance(row.get("kind"), Term):
            called = self.texts.gettext(word_of(row["kind"]))
        words = clean(str(called), lines=False)
        if len(words) > _LONGEST_TITLE:
            words = words[:_LONGEST_TITLE].rstrip() + "…"
        return safe(" – ".join(part for part in (*parts, words) if part))

    def told(self, field: Field, value: Any, row: Row) -> str:  # noqa: PLR0911 - a line a kind
        """Return a value as HTML, as people write it in their language."""
        language, _ = self.about.language, self.texts.gettext
        if isinstance(field, ForeignKeyField):
            return self._other(name_of(field.rel_model), value)
        if field.name in _GOAL:
            return safe(self.goals.get(value, ""))
        if isinstance(field, Blob):
            name = values.file_name(bytes(value))
            return f'<a href="{name}">{name}</a>'
        if field is Attachment.name and (place := (self.attached or {}).get(row["sha256"])):
            return f'<a href="{place}">{safe(value)}</a>'
        if isinstance(field, Flag):
            return safe(_("Yes") if value else _("No"))
        if isinstance(value, Term):
            return safe(_(word_of(value)))
        if values.is_bookkeeping(field):
            return safe(formats.day(datetime.fromtimestamp(value).astimezone(), language))
        if isinstance(field, Instant):
            value = on_the_wall(value)
        if isinstance(value, datetime):
            return safe(formats.day_and_time(value, language))
        if isinstance(value, date):
            return safe(formats.day(value, language))
        if field.name.endswith("_minor"):
            return safe(formats.money(value, row["currency"], language))
        if isinstance(value, Decimal):
            return safe(formats.number(value, language))
        return safe("\n".join(_flat(value)) if isinstance(value, list | dict) else str(value))

    def _other(self, name: str, number: int) -> str:
        """Return how another record is called; "" for one that the page is not about."""
        if name in self.names:
            return safe(self.names[name].get(number, ""))
        row = self.rows.get(name, {}).get(number)
        return self.title(name, row) if row else ""


def _in_order(table: type[Table]) -> list[Field]:
    """Return the columns as they are told: when it was written down comes last."""
    return sorted(values.columns_of(table), key=lambda field: field.name == "created_at")


def _flat(value: Any) -> Sequence[str]:
    """Return what a list or an object says, a line each."""
    if isinstance(value, dict):
        return [f"{key}: {line}" for key, inner in value.items() for line in _flat(inner)]
    if isinstance(value, list):
        return [line for inner in value for line in _flat(inner)]
    return [] if value in (None, "") else [value if isinstance(value, str) else json.dumps(value)]


def safe(text: str) -> str:
    """Return a text as HTML: cleaned of what nobody sees, and nothing in it a mark."""
    return escape(clean(text))


STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em;
  overflow-wrap: anywhere; }
h1 { font-size: 1.6em; line-height: 1.25; } h2 { font-size: 1.25em; margin: 2em 0 .5em; }
h3 { font-size: 1em; margin: 0 0 .3em; }
section { border-top: 1px solid #8886; padding: .8em 0; }
section section { margin: .6em 0 0 1.2em; padding: .6em 0 0; }
dl { display: grid; grid-template-columns: 14em 1fr; gap: .15em 1em; margin: 0; }
dt { opacity: .7; } dd { margin: 0; white-space: pre-wrap; }
@media (max-width: 36em) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4em; } }
@media print { body { margin: 0; font-size: 10.5pt; } section { break-inside: avoid; } }
"""
FRAME = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>{body}</body>
</html>
"""
