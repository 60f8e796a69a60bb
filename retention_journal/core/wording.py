"""The wording check: marks what blames, explains unasked, grovels or defends in an answer to a client.

It works offline, on a text of any length in one pass, and never blocks: it marks, and says why. Words of
the client, inside quotation marks or on lines that begin with ">", are not marked.
Source: capabilities E11, E12 and E13; design, 7.7, step 4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from retention_journal.core import wording_turns as turn
from retention_journal.core.wording_patterns import Wording
from retention_journal.core.wording_turns import Turn, WordingKind
from retention_journal.i18n import _, texts_in

__all__ = ["LANGUAGES", "Mark", "WordingKind", "check"]

#: The languages the check knows, by BCP 47 tag; a letter in another gets no marks.
LANGUAGES = ("en", "nb", "sv")
_ALSO = {"no": "nb", "nn": "nb"}
#: A reason of more words than this, before any remedy, is long.
LONG_REASON_WORDS = 20

#: A quotation ends within its paragraph, or is none.
_QUOTED = re.compile(
    "|".join(
        [r"^[^\S\n]*+>.*$"]
        + [
            rf"{opens}(?:[^{inside}\n]|\n(?![^\S\n]*\n))*+{closes}"
            for opens, inside, closes in [
                ("«", "«»", "»"), ("“", "“”", "”"), ("”", "”", "”"), ("„", "„“”", "[“”]"), ('"', '"', '"'),
            ]
        ]
    ),
    re.MULTILINE,
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+(?=\s|$)|\n[^\S\n]*\n")
_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "\u02bc": "'"})
_BLANKED = "\0"


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a text that might read badly.

    Attributes:
        start: Where it begins, in characters of the text as given.
        end: Where it ends.
        kind: What it does.
        why: Why it is marked, in one sentence in the program's language.
        instead: What may be written in its place, in the language of the letter; "" where leaving it out is
            best.
    """

    start: int
    end: int
    kind: WordingKind
    why: str
    instead: str = ""


def check(text: str, language: str) -> tuple[Mark, ...]:
    """Return what might read badly in ``text``, in its order; marks of one kind never overlap.

    Args:
        text: The letter as it stands.
        language: BCP 47 tag of the letter's language.
    """
    tag = language.replace("_", "-").casefold().split("-")[0]
    tag = _ALSO.get(tag, tag)
    if tag not in LANGUAGES:
        return ()
    composed, places = _composed(text)
    wording = _wording(tag)
    found = _found(_own_words(composed, wording), wording)
    say = texts_in(tag).gettext
    marks = (
        Mark(places[start], places[end], one.kind, _(one.why), say(one.instead) if one.instead else "")
        for start, end, one in _apart(found)
    )
    return tuple(sorted(marks))


@cache
def _wording(tag: str) -> Wording:
    """Return the patterns of a language, which are made when they are first needed."""
    if tag == "nb":
        from retention_journal.core.wording_nb import WORDING
    elif tag == "sv":
        from retention_journal.core.wording_sv import WORDING
    else:
        from retention_journal.core.wording_en import WORDING
    return WORDING


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` with one character for each letter, and where each stands in the text as given."""
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for found in _LETTER.finditer(text):
        letter = unicodedata.normalize("NFC", found[0])
        letters.append(letter)
        places += [found.start()] * len(letter)
    return "".join(letters), [*places, len(text)]


def _own_words(text: str, wording: Wording) -> str:
    """Return ``text``, as long as it was, in small letters with the client's and harmless words blanked."""
    pieces = wording.kept.split(text)  # every second one is a word that is kept as it is
    small = "".join(piece if at % 2 else _small(piece) for at, piece in enumerate(pieces))
    own = _QUOTED.sub(_blanked, small.translate(_APOSTROPHES))
    return wording.harmless.sub(_blanked, own)


def _small(text: str) -> str:
    """Return ``text`` in small letters; the few letters that would become two stay as they are."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _blanked(found: re.Match[str]) -> str:
    """Return as many characters as were found, which are no word and no end of a sentence."""
    return _BLANKED * len(found[0])


def _found(text: str, wording: Wording) -> Iterator[tuple[int, int, Turn]]:
    """Yield every turn of phrase in ``text``, sentence by sentence."""
    is_mended, apologies = False, 0
    for start, end in _sentences(text):
        for one, start_at, end_at in _turns_in(text, start, end, wording):
            if one is turn.REASON and is_mended:
                continue
            yield start_at, end_at, one
        if not is_mended and (long := _long_reason(text, start, end, wording)):
            yield *long, turn.REASON
        for apology in wording.apology.finditer(text, start, end):
            apologies += 1
            if apologies > 1:
                yield *apology.span(), turn.AGAIN
        is_mended = is_mended or wording.remedy.search(text, start, end) is not None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    yield start, len(text)


def _turns_in(text: str, start: int, end: int, wording: Wording) -> Iterator[tuple[Turn, int, int]]:
    """Yield the turns of one sentence; one that takes the fault upon oneself blames nobody else."""
    is_owned = wording.owned.search(text, start, end) is not None
    for one, phrases in wording.turns.items():
        if is_owned and one in (turn.OTHERS, turn.ACTUALLY):
            continue
        for found in phrases.finditer(text, start, end):
            yield one, *found.span()


def _long_reason(text: str, start: int, end: int, wording: Wording) -> tuple[int, int] | None:
    """Return where a reason begins in a sentence that goes on about it."""
    found = wording.because.search(text, start, end)
    if found is None or len(text[found.end() : end].split()) <= LONG_REASON_WORDS:
        return None
    return found.span()


def _apart(found: Iterable[tuple[int, int, Turn]]) -> Iterator[tuple[int, int, Turn]]:
    """Yield what was found without overlaps within a kind; what begins first, or reaches further, stays."""
    ordered = sorted(found, key=lambda one: (one[2].kind, one[0], -one[1]))
    for _kind, ones in groupby(ordered, key=lambda one: one[2].kind):
        reached = -1
        for start, end, one in ones:
            if start >= reached:
                yield start, end, one
                reached = end
