"""Notes made of a card: blocks with a blank line between them, the comments last.

A board's export forgets: it holds its last 1,000 actions only, and comments stand nowhere else. So a comment
that was taken in once stays in the note when a later export does not hold it any more.

Source: imports, section 1.1: "history already imported must survive a re-import that no longer contains it".
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from retention_journal.core import formats
from retention_journal.core.text import clean
from retention_journal.i18n import ngettext

#: What stands before a step that is done, and before one that is not.
DONE, OPEN = "☑", "☐"

_BETWEEN = "\n\n"
_DASH = "— "
_MOST_DIGITS, _LONGEST = 7, 120  # of the line that says how many comments are missing


def step_line(name: str, *, is_done: bool, done_on: date | None = None) -> str:
    """Return a step of a checklist with its state, and the day it was done on where that is known."""
    line = f"{DONE if is_done else OPEN} {name}"
    return f"{line} ({formats.day(done_on)})" if is_done and done_on else line


def comment_block(at: datetime, author: str, text: str) -> str:
    """Return a comment with its date, on the person's wall clock, and its author, "" where unknown."""
    lines = "\n".join(line for line in clean(text).split("\n") if line.strip())
    told = f"{_DASH}{formats.day_and_time(at)}"
    return f"{told}, {author}: {lines}" if author else f"{told}: {lines}"


def note_of(others: list[str], comments: list[str], missing: int = 0) -> str:
    """Return the note of a card.

    Args:
        others: What it says beside its comments.
        comments: Made by ``comment_block``, the oldest first.
        missing: How many older comments the file does not hold.
    """
    told = [_missing(missing)] if missing > 0 else []
    return _BETWEEN.join(block for block in (*others, *told, *comments) if block)


def with_what_was_known(before: str, now: str) -> str:
    """Return the note as it comes now, with what came before and is not in the file any more.

    That is comments, and the day on which a step was done. Where the file holds all comments of a card, one
    that is not there was deleted and stays away.

    Args:
        before: The note as it last came.
        now: The note as it comes now.
    """
    if before == now:
        return now
    now = _with_known_days(before, now)
    blocks = now.split(_BETWEEN)
    missing = _missing_in(blocks)
    known = _forgotten(before.split(_BETWEEN), blocks)
    if not (missing and known):
        return now
    first = blocks.index(_missing(missing))
    behind = blocks[first + 1 :]
    comments = [block for block in behind if block.startswith(_DASH)]
    tail = [block for block in behind if block not in comments]
    return _BETWEEN.join([note_of(blocks[:first], [*known, *comments], missing - len(known)), *tail])


def _forgotten(before: list[str], now: list[str]) -> list[str]:
    """Return the comments that came before and do not now; one that was edited is no other comment."""
    coming = Counter(_head(block) for block in now)
    forgotten = []
    for block in reversed(before):  # the latest are still there
        if not block.startswith(_DASH) or ": " not in block:
            continue
        if coming[_head(block)] > 0:
            coming[_head(block)] -= 1
        else:
            forgotten.append(block)
    return forgotten[::-1]


def _head(block: str) -> str:
    """Return when and by whom a comment was written."""
    return block.partition(": ")[0]


def _with_known_days(before: str, now: str) -> str:
    known = {
        line.rpartition(" (")[0]: line
        for line in before.split("\n")
        if line.startswith(DONE) and line.endswith(")")
    }
    return "\n".join(known.get(line, line) for line in now.split("\n")) if known else now


def _missing(count: int) -> str:
    return ngettext(
        "{n} older comment is not in the file.", "{n} older comments are not in the file.", count
    ).format(n=formats.number(count))


def _missing_in(blocks: list[str]) -> int:
    """Return how many comments a note says are not in the file."""
    for block in blocks:
        digits = "".join(letter for letter in block[:_LONGEST] if letter.isdecimal())
        if len(block) < _LONGEST and 0 < len(digits) < _MOST_DIGITS and block == _missing(int(digits)):
            return int(digits)
    return 0
