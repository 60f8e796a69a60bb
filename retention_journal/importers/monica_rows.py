"""People of Monica as clients, and calls, activities, conversations, notes and tasks as what they are here.

Source: imports, sections 1.4, 4.5 and 4.9, "Monica".
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo

from retention_journal.core.contacts import Direction, Kind, Outcome
from retention_journal.core.incoming import ContactRow, Evidence, PromiseRow, Whose
from retention_journal.core.intake import ClientRow, Problem
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers.client_rows import Conventions, client_row
from retention_journal.importers.columns import Field
from retention_journal.importers.monica_json import (
    Account,
    Said,
    flag_of,
    objects_of,
    parts_of,
    property_of,
    when,
)
from retention_journal.importers.trello_values import dict_in, dicts_in, moment_in, text_in

_TITLE = 200  # letters of a task's title


@dataclass
class MonicaRows:
    """What the contacts of an account become, one after the other.

    Attributes:
        skipped: Contacts that are only somebody's relative.
        not_taken: How many records of types that have no place here, by type.
    """

    account: Account
    zone: tzinfo
    today: date
    with_notes: bool = True
    with_tasks: bool = True
    clients: list[ClientRow] = field(default_factory=list)
    contacts: list[ContactRow] = field(default_factory=list)
    promises: list[PromiseRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0
    not_taken: Counter[str] = field(default_factory=Counter)

    def take(self, number: int, said: Said) -> None:
        """Take in one contact with all that belongs to it."""
        if flag_of(said, "is_partial"):
            self.skipped += 1
            return
        place = _("contact {n}").format(n=number)
        row, met = client_row(place, self._said(said), Conventions(self.today, birthday_format="Y-m-d"))
        self.problems += met
        if row is None:
            return
        self.clients.append(row)
        person = _Person(row, text_in(said, "uuid") or _digest(row.name, row.email), place)
        for one in self._met(said, person):
            self.contacts.append(one)
        if self.with_tasks:
            self.promises += self._tasks(said, person)
        for kind, values in parts_of(said).items():
            if kind not in _TAKEN:
                self.not_taken[kind] += len(values)

    def _said(self, said: Said) -> dict[Field, list[str]]:
        """Return what a contact says for each field of a client."""
        reached: dict[str, list[str]] = {}
        others: list[str] = []
        for one in objects_of(said, "contact_field"):
            kind = self.account.field_types.get(property_of(one, "type"), "")
            reached.setdefault(kind, []).append(property_of(one, "data"))
            if kind not in {"email", "phone"}:
                others.append(property_of(one, "data"))
        towns = [property_of(one, "city") for one in objects_of(said, "address")]
        tags = dict_in(said, "properties").get("tags")
        labels = ", ".join(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ""
        given = [property_of(said, "first_name"), property_of(said, "middle_name")]
        family = property_of(said, "last_name")
        whole = " ".join(part for part in (*given, family) if part) or property_of(said, "nickname")
        told = {
            Field.NAME: [property_of(said, "company")],
            Field.CONTACT_NAME: [whole],
            Field.CONTACT_GIVEN: given,
            Field.CONTACT_FAMILY: [family],
            Field.EMAIL: reached.get("email", []),
            Field.PHONE: reached.get("phone", []),
            Field.TITLE: [property_of(said, "job")],
            Field.LOCALITY: [town for town in towns if town],
            Field.IDEAL_DAYS: [property_of(said, "stay_in_touch_frequency").removeprefix("0")],
            Field.NOTES: [property_of(said, "description"), labels, *others],
            Field.BIRTHDAY: [_birthday(said)],
            Field.EXTERNAL_ID: [text_in(said, "uuid")],
        }  # fmt: skip
        return {key: kept for key, texts in told.items() if (kept := [text for text in texts if text])}

    # What happened

    def _met(self, said: Said, person: _Person) -> Iterator[ContactRow]:
        for one in objects_of(said, "call"):
            called = Direction.INBOUND if flag_of(one, "contact_called") else Direction.OUTBOUND
            yield from self._contact(one, person, Kind.CALL, "called_at", called, property_of(one, "content"))
        for uuid in parts_of(said).get("activity", []):
            one = self.account.activities.get(uuid, {}) if isinstance(uuid, str) else uuid
            if isinstance(one, dict) and one:
                words = _lines(property_of(one, "summary"), property_of(one, "description"))
                yield from self._contact(one, person, Kind.MEETING, "happened_at", Direction.NONE, words)
        for one in objects_of(said, "conversation"):
            yield from self._conversation(one, person)
        if self.with_notes:
            for one in objects_of(said, "note"):
                body = property_of(one, "body")
                yield from self._contact(one, person, Kind.NOTE, "created_at", Direction.NONE, body)

    def _conversation(self, said: Said, person: _Person) -> Iterator[ContactRow]:
        messages = dicts_in(dict_in(said, "properties"), "messages")
        theirs = [property_of(one, "content") for one in messages if not flag_of(one, "written_by_me")]
        mine = [property_of(one, "content") for one in messages if flag_of(one, "written_by_me")]
        begins_here = bool(messages) and flag_of(messages[0], "written_by_me")
        direction = Direction.OUTBOUND if begins_here else Direction.INBOUND
        words = _lines(*theirs)
        yield from self._contact(said, person, Kind.MESSAGE, "happened_at", direction, _lines(*mine), words)

    def _contact(
        self,
        said: Said,
        person: _Person,
        kind: Kind,
        at: str,
        direction: Direction,
        words: str,
        theirs: str = "",
    ) -> Iterator[ContactRow]:
        """Yield one contact, or tell why it cannot be one."""
        happened = when(said, at, self.zone) or when(said, "created_at", self.zone)
        if happened is None:
            told = _("{kind} without a day. Left out.").format(kind=kind.label)
            self.problems.append(Problem(person.place, told, left_out=True))
            return
        yield ContactRow(
            person.place,
            f"{kind.value}:{_known_by(said, person, happened, words, theirs)}",
            person.whose,
            kind,
            direction,
            Outcome.REACHED,
            happened,
            summary=clean(words),
            client_words=clean(theirs),
            word_count=len(theirs.split()) if theirs else None,
            people=((person.row.contact_name or person.row.name, person.row.email),),
            is_planned=happened.date() > self.today,
        )

    def _tasks(self, said: Said, person: _Person) -> Iterator[PromiseRow]:
        for one in objects_of(said, "task"):
            title, made = clean(property_of(one, "title"), lines=False), moment_in(one, "created_at")
            done = when(one, "completed_at", self.zone)
            is_done = flag_of(one, "completed") or done is not None
            if not title:
                told = _("A task without a title. Left out.")
                self.problems.append(Problem(person.place, told, left_out=True))
                continue
            made_on = (when(one, "created_at", self.zone) or datetime.combine(self.today, time())).date()
            note = property_of(one, "description")
            yield PromiseRow(
                person.place,
                f"task:{text_in(one, 'uuid') or _digest(person.uuid, title, made_on.isoformat())}",
                person.whose,
                title[:_TITLE],
                min(made_on, self.today),
                note=_lines(title[_TITLE:] and title, clean(note)),
                made_how="" if made else _("The day it was brought in"),
                is_delivered=is_done,
                delivered_on=done.date() if done else None,
                evidence=(Evidence.COMPLETED if done else Evidence.NONE) if is_done else None,
            )


#: What of a contact has a place here.
_TAKEN = frozenset({"call", "activity", "conversation", "note", "task", "contact_field", "address"})


@dataclass(frozen=True)
class _Person:
    """Whose records are read."""

    row: ClientRow
    uuid: str
    place: str

    @property
    def whose(self) -> Whose:
        """By what its client is found."""
        address = self.row.email.casefold()
        return Whose(self.row.name, (address,) if address else (), (self.uuid,))


def _known_by(said: Said, person: _Person, happened: datetime, *words: str) -> str:
    """Return by what a record is known again: its uuid, for each person once, else all that it says."""
    uuid = text_in(said, "uuid")
    return f"{uuid}:{person.uuid}" if uuid else _digest(person.uuid, happened.isoformat(), *words)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _birthday(said: Said) -> str:
    """Return a birthday as ISO writes it, without its year where that is not known."""
    told = dict_in(dict_in(said, "properties"), "birthdate")
    day = text_in(told, "date")[: len("2026-01-31")]
    if told.get("is_age_based") is True:
        return ""
    return f"-{day[4:]}" if day and told.get("is_year_unknown") is True else day


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:24]
