"""Mails judged one after the other: which of them are contacts, and what is told of each.

Most mail of a mailbox is with nobody the journal knows. Such mail is told by the bytes of its headers alone,
before anything of it is read.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from retention_journal.core import formats
from retention_journal.core.contacts import Direction, Kind, default_outcome
from retention_journal.core.incoming import ContactRow, Whose
from retention_journal.core.intake import LONGEST_NAME, Problem
from retention_journal.core.mail_addresses import OwnAddresses, address_key
from retention_journal.core.text import clean
from retention_journal.i18n import _
from retention_journal.importers.mail_dates import Moment, moment_of
from retention_journal.importers.mail_headers import MOST_ADDRESS_TEXT, Headers, head_end
from retention_journal.importers.mail_kinds import LeftOut, left_out
from retention_journal.importers.mail_parts import MOST_PARTS, Attachment, Written, written_in
from retention_journal.importers.mail_quotes import own_words
from retention_journal.importers.mail_threads import Letter, answered_ids, message_id
from retention_journal.importers.maildir import Found
from retention_journal.importers.mbox import MOST_MESSAGE_BYTES

#: Characters of what the client wrote that are kept where the person wants them.
KEPT_CHARACTERS = 500

_MOST_PEOPLE = 50
_MOST_ATTACHMENTS = 20
_RAW_CHARACTERS = 500
_ID_CHARACTERS = 1_000
_RECIPIENTS = (b"to", b"cc", b"bcc", b"apparently-to")
_SENDERS = (b"from", b"sender", b"return-path")
_DOMAIN = re.compile(rb"@([^\s@<>,;:\"'()\[\]?=]+)")
_REPLY = re.compile(
    r"(?:re|sv|aw|antw|svar|ang|vs|odp|ref|rif|res)(?:\[[0-9]{1,3}\]|\([0-9]{1,3}\))?\s?:\s*", re.IGNORECASE
)
_MOST_REPLIES = 20


@dataclass(frozen=True)
class MailRow:
    """A contact, and what tells its place in a thread."""

    row: ContactRow
    letter: Letter


@dataclass(frozen=True)
class _Who:
    """Whose mail it is.

    Attributes:
        others: Addresses of those on the other side, the person's own left out.
        people: Name and address of all who took part but the person.
        is_signed: Whether it says who wrote it.
    """

    direction: Direction
    others: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    is_signed: bool


class MailRows:
    """What came of the mails so far.

    Attributes:
        rows: Those that are contacts, in the order they were met.
        problems: What could not be read.
        raw: The beginning of each mail that was left out for a problem, by place.
        left_out: How many hold no contact, by reason.
        read: How many there were in all.
        has_mail: Whether anything that was met has the headers of a mail.
    """

    def __init__(
        self,
        own: OwnAddresses,
        only: Collection[str] | None,
        zone: tzinfo,
        today: date,
        *,
        first_day: date | None,
        keep_text: bool,
    ) -> None:
        """Begin.

        Args:
            own: The person's own addresses.
            only: Addresses of people one of whom must be in a mail; None for any.
            zone: Where the person is.
            today: Day after which nothing can have been written.
            first_day: Before which mail is left out.
            keep_text: Whether the first 500 characters are kept.
        """
        self.rows: list[MailRow] = []
        self.problems: list[Problem] = []
        self.raw: dict[str, str] = {}
        self.left_out: Counter[LeftOut] = Counter()
        self.read = 0
        self._own, self._zone, self._today = own, zone, today
        self._first_day, self._keep_text = first_day, keep_text
        self._only = None if only is None else frozenset(address_key(one) for one in only)
        self._domains = frozenset(one.rpartition("@")[2].encode() for one in self._only or ())
        self._seen: dict[str, str] = {}
        self.has_mail = False

    def take(self, found: Found) -> None:
        """Judge one mail: it becomes a row, a problem, or is counted as left out."""
        self.read += 1
        content = found.mail.content
        end, begin = head_end(content)
        head = content[:end]
        if self._only is not None and self._is_of_strangers(head):
            self.has_mail = self.has_mail or Headers(head).is_of_mail
            self.left_out[LeftOut.STRANGER] += 1
            return
        headers = Headers(head)
        if not headers.is_of_mail:
            self._refuse(found, _("It has no headers, so that nothing tells whose it is."))
            return
        self.has_mail = True
        reason = left_out(found, headers) or self._add(found, headers, begin)
        if reason is not None:
            self.left_out[reason] += 1

    def _is_of_strangers(self, head: bytes) -> bool:
        """Say whether no domain of a known address stands anywhere in the headers."""
        return self._domains.isdisjoint(map(bytes.lower, _DOMAIN.findall(head)))

    def _add(self, found: Found, headers: Headers, begin: int) -> LeftOut | None:
        """Add what a mail tells; returns why it is no contact after all."""
        who = self._who(headers)
        if self._only is not None and not any(address in self._only for address in who.others):
            return LeftOut.STRANGER if who.others else LeftOut.TO_NOBODY
        if not who.is_signed:
            self._refuse(found, _("It does not say who wrote it."))
            return None
        if not who.others:
            return LeftOut.TO_NOBODY
        moment = moment_of(headers, self._zone, self._today)
        if moment.at is None:
            self._refuse(found, _undated(moment))
            return None
        if self._first_day is not None and moment.at.date() < self._first_day:
            return LeftOut.EARLIER
        return self._keep(found, headers, begin, moment, who)

    def _who(self, headers: Headers) -> _Who:
        writers = next((told for name in _SENDERS if (told := headers.addresses(name))), [])
        readers = headers.addresses(*_RECIPIENTS)
        is_own = any(address in self._own for _name, address in writers)
        others = readers if is_own or not writers else writers
        return _Who(
            Direction.OUTBOUND if is_own else Direction.INBOUND,
            tuple(address for _name, address in others if address not in self._own),
            _others([*writers, *readers], self._own),
            is_signed=bool(writers),
        )

    def _keep(self, found: Found, headers: Headers, begin: int, moment: Moment, who: _Who) -> LeftOut | None:
        """Add the row of a mail; returns that it is a copy where it was met before."""
        own_id = message_id(headers.plain(b"message-id"))
        is_inbound = who.direction is Direction.INBOUND
        written = Written()
        if (is_inbound or self._keep_text or not own_id) and not found.mail.is_cut:
            written = written_in(headers, found.mail.content, begin)
        ext_id = self._known_by(own_id, headers, moment, written)
        if ext_id is None:
            return LeftOut.COPY
        self._tell_of(found, headers, moment, written)
        theirs = own_words(written.text) if is_inbound and not written.is_sealed else ""
        counts = is_inbound and not written.is_of_calendar
        subject = _subject(headers)
        row = ContactRow(
            place=found.place,
            ext_id=ext_id,
            whose=Whose(addresses=who.others, is_only_known=True),
            kind=Kind.EMAIL,
            direction=who.direction,
            outcome=default_outcome(Kind.EMAIL, who.direction),
            occurred_at=_at(moment),
            summary=_with_attached(subject, written.attachments) if self._keep_text else subject,
            client_words=clean(theirs)[:KEPT_CHARACTERS].strip() if self._keep_text else "",
            word_count=(len(theirs.split()) or None) if counts else None,
            people=who.people,
        )
        self.rows.append(MailRow(row, Letter(own_id, answered_ids(headers), who.direction, row.occurred_at)))
        return None

    def _known_by(self, own_id: str, headers: Headers, moment: Moment, written: Written) -> str | None:
        """Return by what a mail is known again, None where it was met before.

        An id that stands in two mails of different days is no id, so that the later one gets another.
        """
        written_at = moment.written or str(moment.at)
        key = own_id or _hashed(headers, written)
        if key in self._seen and own_id and self._seen[key] != written_at:
            key = f"{key}#{_hashed(headers, written)}"
        if key in self._seen:
            return None
        self._seen[key] = written_at
        return key

    def _tell_of(self, found: Found, headers: Headers, moment: Moment, written: Written) -> None:
        """Write down what of a mail was not read, though the mail is kept."""
        if not moment.is_own:
            told = _("{problem} The day it came is taken instead.").format(problem=_undated(moment))
            self._problem(found, told)
        if found.mail.is_cut:
            limit = MOST_MESSAGE_BYTES // 1_000_000
            self._problem(found, _("It is larger than {n} MB; only its headers were read.").format(n=limit))
        if written.has_more:
            told = _("It has more than {n} parts; the rest was not looked at.")
            self._problem(found, told.format(n=formats.number(MOST_PARTS)))
        if any(len(value) > MOST_ADDRESS_TEXT for name in _RECIPIENTS for value in headers.raws(name)):
            self._problem(found, _("Its list of recipients is so long that only the beginning was read."))

    def _problem(self, found: Found, message: str) -> None:
        self.problems.append(Problem(found.place, message))

    def _refuse(self, found: Found, message: str) -> None:
        self.problems.append(Problem(found.place, message, left_out=True))
        self.raw[found.place] = clean(found.mail.content[:_RAW_CHARACTERS].decode("utf-8", "replace"))


def _at(moment: Moment) -> datetime:
    if moment.at is None:
        raise ValueError("a mail without a day is no contact")
    return moment.at


def _undated(moment: Moment) -> str:
    if moment.written:
        return _("“{text}” is no day it can have been written on.").format(
            text=clean(moment.written, lines=False)
        )
    return _("It does not say when it was written.")


def _others(everybody: list[tuple[str, str]], own: OwnAddresses) -> tuple[tuple[str, str], ...]:
    """Return name and address of all who took part but the person, each once."""
    found: dict[str, str] = {}
    for name, address in everybody:
        if address not in own and not found.get(address):
            found[address] = name
    return tuple((clean(name, lines=False)[:LONGEST_NAME], one) for one, name in found.items())[:_MOST_PEOPLE]


def _subject(headers: Headers) -> str:
    """Return the subject without the "Re:" of mail programs."""
    text = clean(headers.text(b"subject"), lines=False)
    for _time in range(_MOST_REPLIES):
        found = _REPLY.match(text)
        if found is None:
            break
        text = text[found.end() :]
    return text[:LONGEST_NAME]


def _with_attached(subject: str, attachments: list[Attachment]) -> str:
    """Return the subject and, on a line of its own, the names of what was attached."""
    names = [clean(one.name, lines=False) for one in attachments[:_MOST_ATTACHMENTS]]
    listed = ", ".join(name for name in names if name)
    if not listed:
        return subject
    told = _("Attached: {names}").format(names=listed)
    return f"{subject}\n{told}".strip()


def _hashed(headers: Headers, written: Written) -> str:
    """Return what tells a mail without an id from others.

    Source: imports, section 4.5: date, from, to, subject and the first 1,000 characters.
    """
    text = " ".join(written.text[: 4 * _ID_CHARACTERS].split())[:_ID_CHARACTERS]
    said = [headers.text(name) for name in (b"date", b"from", b"to", b"subject")]
    return "sha256:" + hashlib.sha256("\0".join((*said, text)).encode("utf-8", "replace")).hexdigest()
