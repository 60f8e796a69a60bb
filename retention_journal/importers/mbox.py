"""Mailboxes in one file (mbox), cut into messages as bytes, with the memory of one message.

A message begins with a line "From …", which in the wild is ``From - Wed Dec …`` (Thunderbird),
``From a@b.example Wed Dec …`` (Unix) or ``From 1844347792267117879@xxx`` (Gmail Takeout). A line of text that
begins "From Russia with love" is none.

Source: imports, section 1.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

#: A message beyond so many bytes is read as far as its headers.
MOST_MESSAGE_BYTES = 60_000_000
#: Bytes in which the headers of such a message are looked for.
MOST_HEAD_BYTES = 256_000

_CHUNK = 1 << 20
_LARGEST_READ = 4 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE_FROM = b"\nFrom "
_AHEAD = 4_000  # bytes after a line "From …" by which it is judged
_LONGEST_LINE = 998  # no mail program writes longer ones
_LINES_AHEAD = 4
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATED = re.compile(
    rb"From +(?:\"[^\"\n]{0,200}\"@)?[^ \n]+ +"
    + _DAY
    + rb",? +(?:"
    + _MONTH
    + rb" +[0-9]{1,2}|[0-9]{1,2} +"
    + _MONTH
    + rb")(?:[ ,]|\r?\Z)"
)
_ADDRESSED = re.compile(rb"From (?:-|[^ @\n]+@[^ @\n]+)[ \t]*(?:\r?\Z|[^\n]{0,200}?[0-9]:[0-9][0-9])")
_HEADER = re.compile(rb"[!-9;-~]{1,100}:|>From ")


class Bytes(Protocol):
    """A file that is read in pieces."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, b"" at the end."""


class RawMail(NamedTuple):
    """One message as bytes.

    Attributes:
        content: Headers and text, without the line "From …".
        end: Bytes of the file up to and with it.
        is_cut: Whether it is so large that only its headers were kept.
    """

    content: bytes
    end: int = 0
    is_cut: bool = False


def is_separator(text: bytes, at: int = 0) -> bool:
    """Say whether the line that begins at ``at`` begins a message.

    Args:
        text: Bytes of the file, from at least the line before to some lines after.
        at: Where a line "From …" begins.
    """
    end = text.find(b"\n", at, at + _LONGEST_LINE)
    if end < 0:
        end = len(text)
        if end - at > _LONGEST_LINE:
            return False
    line = text[at:end]
    follows_blank = at == 0 or text[max(at - 3, 0) : at].endswith((b"\n\n", b"\n\r\n"))
    has_header = _HEADER.match(text, end + 1) is not None
    if _DATED.match(line):
        return has_header or (follows_blank and _has_header_soon(text, end + 1))
    return has_header and follows_blank and _ADDRESSED.match(line) is not None


def begins_mailbox(head: bytes) -> bool:
    """Say whether a file that begins so is a mailbox."""
    head = _without_mark(head)
    return head.startswith(b"From ") and is_separator(head)


def mails_of(file: Bytes) -> Iterator[RawMail]:
    """Yield the messages of a mailbox, each as it is met.

    What stands before the first line "From …" is yielded as a message too, for the reader to judge.

    Args:
        file: Read once from where it stands, in pieces of 1 MB.
    """
    cutter = _Cutter(file)
    while True:
        mail = cutter.next()
        if mail is None:
            return
        if mail.content.strip():
            yield mail


class _Cutter:
    """Cuts a file at its lines "From …"."""

    def __init__(self, file: Bytes) -> None:
        self._file = file
        self._held = b""  # what was read and not yet handed on
        self._begin = 0  # in it, where the present message begins
        self._before = 0  # bytes of the file before it
        self._is_over = self._is_done = False
        self._is_of_old_macs: bool | None = None
        self._read()
        held = _without_mark(self._held)
        self._before, self._held = len(self._held) - len(held), held

    def next(self) -> RawMail | None:
        """Return the next message, None after the last."""
        if self._is_done:
            return None
        cut: bytes | None = None
        scan = self._begin
        while True:
            at = self._held.find(_LINE_FROM, scan)
            if at < 0 and self._is_over:
                self._is_done = True
                return self._message(len(self._held), cut)
            if at < 0 or (len(self._held) - at < _AHEAD and not self._is_over):
                scan = max(at if at >= 0 else len(self._held) - len(_LINE_FROM), self._begin)
                if cut is not None or len(self._held) - self._begin > MOST_MESSAGE_BYTES:
                    cut = cut or self._held[self._begin : self._begin + MOST_HEAD_BYTES]
                    self._drop(scan - len(_LINE_FROM))
                    scan = self._begin
                scan -= self._read()
            elif is_separator(self._held, at + 1):
                return self._message(at + 1, cut)
            else:
                scan = at + 1

    def _message(self, end: int, cut: bytes | None) -> RawMail:
        if cut is None and end - self._begin > MOST_MESSAGE_BYTES:
            cut = self._held[self._begin : self._begin + MOST_HEAD_BYTES]
        content = self._held[self._begin : end] if cut is None else cut
        self._begin = end
        if content.startswith(b"From ") and (cut is not None or is_separator(content)):
            content = content[content.find(b"\n") + 1 :] if b"\n" in content else b""
        return RawMail(content, self._before + end, cut is not None)

    def _drop(self, end: int) -> None:
        """Forget what was read up to ``end``."""
        self._before += end
        self._held, self._begin = self._held[end:], 0

    def _read(self) -> int:
        """Read on, and return by how much places have moved to the front."""
        moved = self._begin
        kept = self._held[moved:]
        self._before += moved
        piece = self._file.read(min(max(_CHUNK, len(kept)), _LARGEST_READ))
        if self._is_of_old_macs is None:
            self._is_of_old_macs = piece.count(b"\r") > 2 * piece.count(b"\n")
        if self._is_of_old_macs:
            piece = piece.replace(b"\r", b"\n")
        self._is_over = not piece
        self._held, self._begin = kept + piece, 0
        return moved


def _has_header_soon(text: bytes, at: int) -> bool:
    """Say whether one of the next lines, or the end of the file, speaks for a message's beginning."""
    if not text[at : at + _AHEAD].strip():
        return True
    for _line in range(_LINES_AHEAD):
        if _HEADER.match(text, at):
            return True
        at = text.find(b"\n", at) + 1
        if at == 0:
            return False
    return False


def _without_mark(head: bytes) -> bytes:
    """Return the beginning of a file without a byte order mark and blank lines."""
    return head.removeprefix(_BYTE_ORDER_MARK).lstrip(b"\r\n \t")
