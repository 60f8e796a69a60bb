"""Mail, turned into contacts: when, which way, about what, and how many words the client wrote.

Whose mail it is the journal decides by the addresses; a mail of nobody it knows is never taken in. Nothing
in a mail is opened or fetched.

Source: imports, sections 1.6, 4.5 and 4.9 "Mail → contact history".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.incoming import ContactRow, Incoming
from retention_journal.core.mail_addresses import OwnAddresses
from retention_journal.core.progress import Progress, silent
from retention_journal.i18n import _, ngettext
from retention_journal.importers import files
from retention_journal.importers.files import UnreadableFileError
from retention_journal.importers.mail_kinds import LeftOut, told
from retention_journal.importers.mail_look import mail_look
from retention_journal.importers.mail_rows import MailRow, MailRows
from retention_journal.importers.mail_threads import outcomes
from retention_journal.importers.maildir import MailPlaces

_BYTES_PER_STEP = 1_000_000


@dataclass(frozen=True)
class MailWays:
    """What a person chooses when mail is brought in.

    Attributes:
        own_addresses: Their own, by which the direction is told; "@studio.example" means everybody there.
            Without any, whose mailbox it is is guessed.
        keep_text: Whether the first 500 characters of what the client wrote, and the names of what was
            attached, are kept; otherwise only the subject is.
        since: Day from which on mail is taken in, such as "2024-01-31"; "" for all of it.
        only_addresses: Those of the journal's clients; mail with nobody else is passed over unread. None
            takes everybody's. It is the journal's, and not kept with what was chosen.
    """

    own_addresses: tuple[str, ...] = ()
    keep_text: bool = False
    since: str = ""
    only_addresses: frozenset[str] | None = None

    @property
    def first_day(self) -> date | None:
        """The day in ``since``, None for all mail.

        Raises:
            InvalidEntryError: It is no day.
        """
        try:
            return date.fromisoformat(self.since) if self.since else None
        except (TypeError, ValueError):
            raise InvalidEntryError("since", _("“{text}” is no day.").format(text=self.since)) from None

    def as_plain(self) -> dict[str, Any]:
        """Return what was chosen as JSON takes it, without what is the journal's."""
        own = list(self.own_addresses)
        return {"own_addresses": own, "keep_text": self.keep_text, "since": self.since}


def read_mail(
    path: Path, ways: MailWays | None = None, *, zone: tzinfo, today: date, progress: Progress = silent
) -> Incoming:
    """Return the contacts in a mailbox, a mail, or a folder or archive of those.

    Args:
        path: What was chosen.
        ways: How it is to be read; as usual where nothing is told.
        zone: Where the person is; the rows bear the time of its clocks.
        today: Day after which nothing can have been written.
        progress: Told bytes read of bytes in all, at least every 200 mails or 1 MB.

    Raises:
        UnreadableFileError: It cannot be read, holds no mail, or more contacts than can be taken in.
        InvalidEntryError: What was chosen is no address, or no day.
        CancelledError: ``progress`` asked to stop.
    """
    ways = ways or MailWays()
    first_day = _checked(ways)
    places = MailPlaces(path)
    addresses, notes = _own(path, ways, progress)
    rows = MailRows(
        OwnAddresses(addresses),
        ways.only_addresses,
        zone,
        today,
        first_day=first_day,
        keep_text=ways.keep_text,
    )
    shown = 0
    for found in places.mails():
        if rows.read % files.ROWS_PER_STEP == 0 or found.done - shown > _BYTES_PER_STEP:
            progress(shown := found.done, places.bytes)
        rows.take(found)
        if len(rows.rows) > files.MOST_ROWS:
            raise _too_many(path)
    if not rows.has_mail:
        raise _no_mail(path)
    progress(places.bytes, places.bytes)
    return Incoming(
        "mail",
        _looks_like(path, rows.read),
        rows.read,
        contacts=_with_outcomes(rows.rows),
        problems=tuple(rows.problems),
        skipped=sum(rows.left_out.values()),
        notes=(*notes, *_reasons(rows.left_out)),
        raw=rows.raw,
    )


def _checked(ways: MailWays) -> date | None:
    """Return the first day, once what was chosen has been looked at; it may have been written by hand."""
    own: Any = ways.own_addresses
    if isinstance(own, str) or not all(isinstance(one, str) for one in own):
        raise InvalidEntryError("own_addresses", _("Your own addresses are to be a list of addresses."))
    return ways.first_day


def _own(path: Path, ways: MailWays, progress: Progress) -> tuple[Collection[str], list[str]]:
    """Return the person's addresses, and what is to be said about them."""
    if ways.own_addresses:
        return ways.own_addresses, []
    guess = mail_look(path, progress).own_guess
    if not guess:
        note = _("None of your own addresses is known, so that no mail could be told to be from you.")
        return (), [note]
    note = _("Your own address is taken to be {addresses}.").format(addresses=", ".join(guess))
    return guess, [note]


def _with_outcomes(kept: list[MailRow]) -> tuple[ContactRow, ...]:
    found = outcomes([one.letter for one in kept])
    return tuple(
        one.row if one.row.outcome is outcome else replace(one.row, outcome=outcome)
        for one, outcome in zip(kept, found, strict=True)
    )


def _reasons(left_out: Counter[LeftOut]) -> list[str]:
    return [told(reason, n) for reason, n in left_out.most_common()]


def _looks_like(path: Path, mails: int) -> str:
    n = formats.number(mails)
    if path.is_dir():
        return ngettext("A folder with {n} mail.", "A folder with {n} mails.", mails).format(n=n)
    return ngettext("A mail.", "A mailbox with {n} mails.", mails).format(n=n)


def _no_mail(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("There is no mail in “{name}”.").format(name=path.name),
        _("Choose the mailbox (mbox) that your mail program exported, a saved mail (eml) or a Maildir."),
    )


def _too_many(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” holds more than {n} mails with people.").format(
            name=path.name, n=formats.number(files.MOST_ROWS)
        ),
        _("Choose a later day from which on mail is brought in."),
    )
