"""A quick look at mail before it is read: how much there is, and whose it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from retention_journal.core.progress import Progress, silent
from retention_journal.importers import files
from retention_journal.importers.mail_headers import Headers, head_end
from retention_journal.importers.mail_kinds import is_sent
from retention_journal.importers.maildir import MailPlaces

#: Bytes that are looked at.
MOST_LOOKED_AT = 20_000_000

_ENOUGH = 3  # mails that must agree before one is taken for the person
_LEAST_SHARE = 0.6
_LEAST_DELIVERED = 0.1


@dataclass(frozen=True)
class MailLook:
    """What a first look at mail told.

    Attributes:
        mails: How many were seen.
        is_all: Whether that is all there are.
        own_guess: Addresses that are probably the person's own, the likeliest first; often none.
        bytes: How much there is in all.
    """

    mails: int
    is_all: bool
    own_guess: tuple[str, ...]
    bytes: int


def mail_look(path: Path, progress: Progress = silent) -> MailLook:
    """Look at the first 20 MB of the mail at a path.

    Raises:
        UnreadableFileError: It cannot be read.
        CancelledError: ``progress`` asked to stop.
    """
    places = MailPlaces(path)
    counts = _Counts()
    seen, is_all = 0, True
    for found in places.mails():
        if seen % files.ROWS_PER_STEP == 0:
            progress(min(found.done, MOST_LOOKED_AT), min(places.bytes, MOST_LOOKED_AT))
        seen += 1
        headers = Headers(found.mail.content[: head_end(found.mail.content)[0]])
        counts.add(headers, is_sent=is_sent(found, headers))
        if found.done > MOST_LOOKED_AT:
            is_all = False
            break
    return MailLook(seen, is_all, counts.own(seen), places.bytes)


class _Counts:
    """Who stands where in the mails that were seen."""

    def __init__(self) -> None:
        self._sent: Counter[str] = Counter()
        self._delivered: Counter[str] = Counter()
        self._anywhere: Counter[str] = Counter()

    def add(self, headers: Headers, *, is_sent: bool) -> None:
        writers = [address for _name, address in headers.addresses(b"from")]
        if is_sent:
            self._sent.update(writers[:1])
        for name in (b"delivered-to", b"x-original-to", b"x-delivered-to", b"envelope-to"):
            self._delivered.update({address for _name, address in headers.addresses(name)})
        self._anywhere.update({*writers, *(one for _name, one in headers.addresses(b"to", b"cc"))})

    def own(self, mails: int) -> tuple[str, ...]:
        """Return who is probably the person."""
        sure = [address for address, _n in self._sent.most_common(3)]
        delivered = self._delivered.most_common(3)
        sure += [one for one, n in delivered if n >= max(_LEAST_DELIVERED * mails, 1) and one not in sure]
        if not sure:
            likely = self._anywhere.most_common(1)
            sure = [one for one, n in likely if n >= max(_ENOUGH, _LEAST_SHARE * mails)]
        return tuple(sure)
