"""100,000 mails as the program reads them, against the standard library over the same mailbox, in one run.

Each way goes over the same file in turn, several rounds; the figures are MB/s, the ratio to bare cutting, and
the most memory a way held beyond what it returns, for a tenth and all of the file: reading must not grow.
Mail is read as the import reads it, where the journal knows 200 addresses, and as if everybody were known.
"""

from __future__ import annotations

import email
import mailbox
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from retention_journal.core.incoming import Incoming
from retention_journal.importers.mail import MailWays, read_mail

MAILS = 100_000
ROUNDS = 3
CLIENTS = 200
ME = "me@studio.example"
KNOWN = frozenset(f"person{n}@client{n}.example" for n in range(CLIENTS))
ONE_IN = 10  # so many mails of a mailbox are with one client of the journal
ZONE = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 11, 23)
_WORDS = "Thank you for the draft, we have looked it through and found it good apart from the second page. "
_PAGE = (
    "<div style='font-family:sans-serif'><p>"
    + _WORDS * 3
    + "</p><blockquote>"
    + _WORDS * 6
    + "</blockquote></div>"
)
_TRACE = "".join(
    f"Received: from mx{n}.relay.example (mx{n}.relay.example [192.0.2.{n}])\n"
    "\tby in.studio.example with ESMTPS\n"
    f"\tid 4f8a7c6d5e{n}; Mon, 5 Jan 2026 10:00:0{n} +0000\n"
    for n in range(4)
)
_SEAL = (
    "DKIM-Signature: v=1; a=rsa-sha256; d=relay.example; s=sel;\n"
    + "\tb=QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0123456789\n" * 6
)


def main() -> None:
    """Print the table."""
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else MAILS
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = Path(folder) / "whole.mbox", Path(folder) / "tenth.mbox"
        _write(whole, mails)
        _write(tenth, mails // 10)
        size, small = whole.stat().st_size / 1e6, tenth.stat().st_size / 1e6
        print(f"{mails:,} mails, {size:.0f} MB, {size * 1e3 / mails:.1f} kB each")
        print(f"{'':<46}{'MB/s':>8}{'x bare':>9}{'MB of memory, tenth':>22}{'whole':>8}")
        bare = size / _seconds(_cut_bare, whole)
        _line("reading the bytes and counting 'From '", bare, bare, _peaks(_cut_bare, tenth, whole))
        known = size / _seconds(_known, whole)
        _line("the journal, 200 addresses known", known, bare, _peaks(_known, tenth, whole))
        _line("the journal, everybody known, a tenth", small / _seconds(_everybody, tenth), bare)
        _line("standard library, mailbox and email, a tenth", small / _seconds(_library, tenth), bare)


def _line(name: str, speed: float, bare: float, peaks: str = "") -> None:
    print(f"{name:<46}{speed:>8.0f}{bare / speed:>9.1f}{peaks}", flush=True)


def _peaks(work: Callable[[Path], object], tenth: Path, whole: Path) -> str:
    return f"{_peak(work, tenth):>22.1f}{_peak(work, whole):>8.1f}"


def _cut_bare(path: Path) -> None:
    """Read the bytes and find the lines that begin a mail, and no more."""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            piece.count(b"\nFrom ")


def _library(path: Path) -> None:
    """Cut and parse with the standard library."""
    box = mailbox.mbox(path, create=False)
    for key in box.iterkeys():
        email.message_from_bytes(box.get_bytes(key))


def _known(path: Path) -> Incoming:
    """Read as the import does."""
    ways = MailWays(own_addresses=(ME,), only_addresses=KNOWN)
    return read_mail(path, ways, zone=ZONE, today=TODAY)


def _everybody(path: Path) -> Incoming:
    """Read with every sender known, so that every mail is parsed and kept."""
    return read_mail(path, MailWays(own_addresses=(ME,)), zone=ZONE, today=TODAY)


def _write(path: Path, mails: int) -> None:
    with path.open("wb") as file:
        for mail in _mails(mails):
            file.write(mail.encode())


def _mails(count: int) -> Iterator[str]:
    begun = datetime(2022, 1, 1, tzinfo=UTC)
    for n in range(count):
        known, own = n % ONE_IN == 0, n % 3 == 0
        client = n // ONE_IN % CLIENTS
        other = (
            f"person{client}@client{client}.example" if known else f"somebody{n % 997}@other{n % 97}.example"
        )
        sender, reader = (ME, other) if own else (other, ME)
        at = begun + timedelta(minutes=15 * n)
        yield (
            f"From {n}@xxx {at:%a %b %d %H:%M:%S} +0000 {at:%Y}\n{_TRACE}{_SEAL}"
            f"From: =?utf-8?Q?K=C3=A5re?= <{sender}>\nTo: Somebody <{reader}>\nSubject: Re: Part {n}\n"
            f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000\nMessage-ID: <{n}@mail.example>\n"
            f"References: <{max(n - ONE_IN, 0)}@mail.example>\nMIME-Version: 1.0\n"
            f'Content-Type: multipart/alternative; boundary="part{n}"\n\n'
            f"--part{n}\nContent-Type: text/plain; charset=utf-8\n\n{_WORDS * 3}\n\nFrom here on: easy.\n\n"
            f"On Mon, Jan 5, 2026 at 10:00 AM Me <{ME}> wrote:\n> {_WORDS}\n> {_WORDS}\n\n"
            f"--part{n}\nContent-Type: text/html; charset=utf-8\n\n{_PAGE}\n--part{n}--\n\n"
        )


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work(path)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _peak(work: Callable[[Path], object], path: Path) -> float:
    """Return the most MB that were held at once."""
    tracemalloc.start()
    kept = work(path)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return (peak - held) / 1e6


if __name__ == "__main__":
    main()
