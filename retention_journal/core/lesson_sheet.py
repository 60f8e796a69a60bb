"""The sheet of lessons for a colleague: what it may say, and no client and no person by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

#: Names that are as short as this are words too often: only the whole word, with its capital, counts.
_SHORT = 3
#: Ends of firms' names by which alone nobody is known. Source: the forms of firms in NO, SE, UK, DE and US.
_FORMS = frozenset(
    {"as", "asa", "ab", "hb", "kb", "ans", "da", "ltd", "limited", "llp", "plc", "inc", "llc", "gmbh", "ag"}
    | {"the", "and", "og", "och", "&", "co"}
)
#: A first word of a firm's name that is shorter than this tells nobody apart.
_TELLING = 4


@dataclass(frozen=True)
class SheetLesson:
    """One lesson as it is printed.

    Attributes:
        lesson_id: Which one; never printed.
        when: What brings it back, in the language of the sheet; "" for nothing.
        background: What happened, in general words: "A client lost in March 2024".
    """

    lesson_id: int
    text: str
    when: str = ""
    background: str = ""


@dataclass(frozen=True)
class LessonSheet:
    """A sheet as it is printed, in ``language``."""

    lessons: tuple[SheetLesson, ...]
    printed_on: date
    language: str


@dataclass(frozen=True)
class Named:
    """A name found in a lesson, as it is written there.

    Attributes:
        name: What was found.
        is_person: Whether it is a person's; else a client's.
    """

    lesson_id: int
    name: str
    is_person: bool = False


def parts_of_client(name: str) -> set[str]:
    """Return by what a client may be named in a sentence: whole, without its form, by its first word."""
    words = [word for word in name.split() if word.casefold().strip(".,") not in _FORMS]
    found = {name.strip(), " ".join(words)}
    if words and len(words[0]) >= _TELLING:
        found.add(words[0])
    return {one for one in found if one}


def parts_of_person(name: str) -> set[str]:
    """Return by what a person may be named: whole, by each of the names."""
    return {name.strip(), *(word for word in name.split() if len(word) > 1)} - {""}


def names_in(
    lessons: Iterable[SheetLesson], clients: Collection[str], people: Collection[str]
) -> list[Named]:
    """Return every name of a client or a person that a lesson says, the longest only where they overlap."""
    wanted = [
        *((part, False) for name in clients for part in parts_of_client(name)),
        *((part, True) for name in people for part in parts_of_person(name)),
    ]
    wanted.sort(key=lambda pair: (-len(pair[0]), pair))
    patterns = [(_pattern(part), is_person) for part, is_person in dict(wanted).items()]
    return [found for lesson in lessons for found in _in_one(lesson, patterns)]


def without(text: str, name: str, instead: str) -> str:
    """Return ``text`` with ``instead`` wherever ``name`` stood; a capital at its beginning stays one."""
    replaced = _pattern(name).sub(lambda _found: instead, text)
    return replaced[:1].upper() + replaced[1:] if text[:1].isupper() else replaced


def _in_one(lesson: SheetLesson, patterns: list[tuple[re.Pattern[str], bool]]) -> list[Named]:
    text, found = lesson.text, []
    for pattern, is_person in patterns:
        if match := pattern.search(text):
            found.append(Named(lesson.lesson_id, match.group(), is_person))
            text = pattern.sub("\n", text)
    return found


def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds ``name`` as whole words, its genitive included; capitals matter in short ones."""
    blanks = r"\s+".join(re.escape(word) for word in name.split())
    flags = 0 if len(name) <= _SHORT or " " not in name else re.IGNORECASE
    return re.compile(rf"(?<!\w){blanks}(?=s?(?!\w))", flags)
