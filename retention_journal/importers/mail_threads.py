"""Which mails answer each other, told by the ids that they name, and so what was answered.

What you wrote is answered once something of the client's came after it in the same thread, and what the
client wrote once something of yours did.

Source: vocabulary, section 2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from retention_journal.core.contacts import Direction, Kind, Outcome, default_outcome
from retention_journal.importers.mail_headers import Headers

_MOST_REFERENCES = 30
_LONGEST_ID = 500


@dataclass(frozen=True)
class Letter:
    """What of a mail tells its place in a thread.

    Attributes:
        id: Its own, "" where it has none.
        answers: The ids that it names, the one it answers last.
    """

    id: str
    answers: tuple[str, ...]
    direction: Direction
    at: datetime


def message_id(text: str) -> str:
    """Return an id without brackets and blanks, "" where it is none; the same id is always the same."""
    inner = text.partition("<")[2].partition(">")[0] if "<" in text else text
    plain = "".join(inner.split())
    if not plain.isprintable():
        plain = "".join(filter(str.isprintable, plain))
    return plain if len(plain) <= _LONGEST_ID else ""


def answered_ids(headers: Headers) -> tuple[str, ...]:
    """Return the ids of the mails that this one follows, the one it answers last."""
    told = f"{headers.plain(b'references')} {headers.plain(b'in-reply-to')}"
    found = [key for word in told.split("<")[1:] if (key := message_id("<" + word)) and "@" in key]
    return tuple(dict.fromkeys(found[-_MOST_REFERENCES:]))


def outcomes(letters: Sequence[Letter]) -> list[Outcome]:
    """Return for each mail what came of it."""
    threads: defaultdict[int, list[int]] = defaultdict(list)
    for number, root in enumerate(_roots(letters)):
        threads[root].append(number)
    answered = _answered_by_name(letters)
    for numbers in threads.values():
        answered.update(_answered_in(letters, numbers))
    return [
        Outcome.REPLIED if number in answered else default_outcome(Kind.EMAIL, letter.direction)
        for number, letter in enumerate(letters)
    ]


def _roots(letters: Sequence[Letter]) -> list[int]:
    """Return a number for each mail that all mails of its thread share."""
    parents: list[int] = []
    number_of: dict[str, int] = {}

    def top(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    for number, _letter in enumerate(letters):
        parents.append(number)
    for number, letter in enumerate(letters):
        for key in (letter.id, *letter.answers):
            if key:
                known = number_of.setdefault(key, number)
                parents[top(number)] = top(known)
    return [top(number) for number in range(len(letters))]


def _answered_in(letters: Sequence[Letter], numbers: Iterable[int]) -> set[int]:
    """Return which mails of a thread the other side wrote after."""
    found: set[int] = set()
    latest: dict[Direction, datetime] = {}
    for number in sorted(numbers, key=lambda one: letters[one].at, reverse=True):
        letter = letters[number]
        if any(side is not letter.direction and at > letter.at for side, at in latest.items()):
            found.add(number)
        latest.setdefault(letter.direction, letter.at)
    return found


def _answered_by_name(letters: Sequence[Letter]) -> set[int]:
    """Return which mails the other side answers by name, whatever the clocks said."""
    number_of = {letter.id: number for number, letter in enumerate(letters) if letter.id}
    found = set()
    for letter in letters:
        number = number_of.get(letter.answers[-1]) if letter.answers else None
        if number is not None and letters[number].direction is not letter.direction:
            found.add(number)
    return found
