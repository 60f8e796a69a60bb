"""A pasted e-mail: the client's own words, cut out of everything that mail programs add to them.

The rest is kept whole, so that it can be offered: every line of what was pasted is in the one or the other.
A text without any mark of an e-mail is all words. Source: issue 5, "Bad input".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from retention_journal.core import pasted_mail_marks as marks
from retention_journal.core.pasted_mail_marks import Origin

#: A signature has at most so many lines with text; more of them are words after all.
_LONGEST_SIGNATURE = 12
_LOOK_AHEAD = 30
#: One that signs for nothing but a mail passed on, with the blank lines in it.
_LONGEST_NAME = 6
_LONGEST_PARAGRAPH = 30


@dataclass(frozen=True)
class PastedMail:
    """What was pasted, in two parts.

    Attributes:
        words: The client's own words, lines as they were.
        rest: Every other line, in order: headers, greeting, signature, what is quoted and footers.
        sender: Who wrote the words, as the mail says it ("Tor Lunde <tor@example.com>"); "" where it does
            not.
        sent_at: When, in the sender's wall-clock time, aware only where the mail says the offset; None where
            it is not said, or not beyond doubt.
    """

    words: str
    rest: str
    sender: str = ""
    sent_at: datetime | None = None


def split(text: str) -> PastedMail:
    """Return the client's own words in a pasted text, and the rest."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    top = _top(lines, 0)
    words, below = _words(lines, top.end)
    while not words and below is not None:  # a mail that was only passed on: the words are in the one below
        top = _top(lines, below)
        words, below = _words(lines, top.end)
    if not words:
        top = _above_quoted(lines, top)
        once = {at for at in range(top.end, len(lines)) if not marks.DEEPER.match(lines[at])}
        words = _without_blank_edges(lines, once)
    return PastedMail(
        "\n".join(line for at, line in enumerate(lines) if at in words),
        "\n".join(line for at, line in enumerate(lines) if at not in words),
        top.sender,
        top.sent_at,
    )


def _top(lines: Sequence[str], start: int) -> Origin:
    """Return what stands above the words; of several headers the last is the one of the words."""
    top, at = Origin(start), start
    while at < len(lines):
        if marks.is_separator(lines[at]):
            at += 1
            top = Origin(at, top.sender, top.sent_at)
        elif not lines[at].strip() or marks.RULE.fullmatch(lines[at]):
            at += 1
        elif found := marks.header(lines, at) or _unquoted(lines, at) or marks.gmail_top(lines, at):
            top, at = found, found.end
        else:
            break
    return top


def _unquoted(lines: Sequence[str], at: int) -> Origin | None:
    """Return who wrote what stands below; None where that is quoted, for then others' words may follow."""
    found = marks.attribution(lines, at)
    return None if found is None or _is_quoted_below(lines, found.end) else found


def _is_quoted_below(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in islice(lines, at, at + 3) if line.strip()), "")
    return marks.QUOTED.match(below) is not None


def _above_quoted(lines: Sequence[str], top: Origin) -> Origin:
    """Return who wrote where everything is quoted, which makes the quoted lines the words."""
    at = next((at for at in range(top.end, len(lines)) if lines[at].strip()), len(lines))
    return marks.attribution(lines, at) or top


def _words(lines: Sequence[str], start: int) -> tuple[set[int], int | None]:
    """Return the numbers of the lines that are the client's words, and where the mail below begins."""
    words: set[int] = set()
    at = start
    while at < len(lines):
        if _begins_mail_below(lines, at) or _unquoted(lines, at):
            return _without_blank_edges(lines, words), at
        end = _end_of_mark(lines, at, has_words=bool(words))
        if end is None:
            words.add(at)
        at = end or at + 1
    return _without_blank_edges(lines, words), None


def _without_blank_edges(lines: Sequence[str], numbers: set[int]) -> set[int]:
    """Return the numbers from the first line with text to the last."""
    written = [at for at in numbers if lines[at].strip()]
    if not written:
        return set()
    first, last = min(written), max(written)
    return {at for at in numbers if first <= at <= last}


def _end_of_mark(lines: Sequence[str], at: int, *, has_words: bool) -> int | None:
    """Return the line after the mark that begins here; None where the line is the client's own."""
    line = lines[at]
    if marks.QUOTED.match(line) or marks.is_of_a_phone(line):
        return at + 1
    if quoted := marks.attribution(lines, at):
        return quoted.end
    if not has_words:
        return at + 1 if marks.is_greeting(line) or not line.strip() else _end_of_passing_on(lines, at)
    return _end_of_signature(lines, at) or _end_of_footer(lines, at)


def _begins_mail_below(lines: Sequence[str], at: int) -> bool:
    """Say whether the mail that was answered begins here, with a line that parts them or with its headers."""
    if marks.is_separator(lines[at]) or marks.header(lines, at):
        return True
    return marks.RULE.fullmatch(lines[at]) is not None and any(
        marks.header(lines, below) for below in range(at + 1, min(len(lines), at + 3))
    )


def _end_of_signature(lines: Sequence[str], at: int) -> int | None:
    """Return where a signature that begins here ends; None where there is none, or too much follows."""
    if not (marks.is_farewell(lines[at]) or marks.is_initials(lines[at])):
        return None
    end, written = at + 1, 0
    longest = _LONGEST_SIGNATURE if marks.is_farewell(lines[at]) else 0
    while end < len(lines) and not _ends_part(lines, end):
        written += bool(lines[end].strip())
        end += 1
        if written > longest or end - at > _LOOK_AHEAD:
            return None
    return end


def _end_of_passing_on(lines: Sequence[str], at: int) -> int | None:
    """Return where a signature ends that stands alone above the mail it passes on; None where it does not."""
    end = _end_of_signature(lines, at)
    if end is None or end - at > _LONGEST_NAME or end == len(lines):
        return None
    return end if _begins_mail_below(lines, end) or _unquoted(lines, end) else None


def _ends_part(lines: Sequence[str], at: int) -> bool:
    """Say whether the words and signature above end at this line."""
    line = lines[at]
    return bool(
        marks.QUOTED.match(line)
        or marks.is_of_a_phone(line)
        or marks.is_postscript(line)
        or marks.attribution(lines, at)
        or _begins_mail_below(lines, at)
        or _end_of_footer(lines, at)
    )


def _end_of_footer(lines: Sequence[str], at: int) -> int | None:
    """Return where the legal footer that begins with this paragraph ends; None where there is none."""
    if not lines[at].strip() or (at and lines[at - 1].strip() and not marks.RULE.fullmatch(lines[at - 1])):
        return None
    paragraph = list(_paragraph(lines, at))
    return at + len(paragraph) if marks.is_legal(" ".join(paragraph)) else None


def _paragraph(lines: Sequence[str], at: int) -> Iterator[str]:
    for line in islice(lines, at, at + _LONGEST_PARAGRAPH):
        if not line.strip():
            return
        yield line
