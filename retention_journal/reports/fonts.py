"""The embedded fonts: those of the typeface that a report is set in, and those that help out.

Styles name a font by its role, which is its name in the program's own typeface. ``in_typeface`` says what the
roles mean for as long as one document is made, so that no section has to know. A font is read when the first
text needs it, and once a process.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from itertools import accumulate
from threading import Lock

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from retention_journal import paths
from retention_journal.core.report_look import Typeface
from retention_journal.reports.font_file import FontFile

REGULAR = "Inter-Regular"
SEMIBOLD = "Inter-SemiBold"
SERIF = "Newsreader-Regular"
SERIF_ITALIC = "Newsreader-Italic"

#: Each face that a report uses costs about 3 ms and 10 KB, so that four must do: a usual month has 60 KB.
FONTS = (REGULAR, SEMIBOLD, SERIF, SERIF_ITALIC)

_CUTS: dict[Typeface, dict[str, str]] = {
    Typeface.INTER: {role: role for role in FONTS},
    Typeface.PLEX: {
        REGULAR: "RJSans-Regular",
        SEMIBOLD: "RJSans-SemiBold",
        SERIF: "RJSans-Regular",
        SERIF_ITALIC: "RJSans-Italic",
    },
    Typeface.SERIF: {
        REGULAR: "RJSerif-Regular",
        SEMIBOLD: "RJSerif-SemiBold",
        SERIF: "RJSerif-Regular",
        SERIF_ITALIC: "RJSerif-Italic",
    },
}
#: How much larger a typeface is set, to look as large as the program's own and take no more room.
_SCALE: dict[Typeface, dict[str, float]] = {
    Typeface.INTER: dict.fromkeys(FONTS, 1.0),
    Typeface.PLEX: {REGULAR: 1.02, SEMIBOLD: 1.02, SERIF: 0.94, SERIF_ITALIC: 0.89},
    Typeface.SERIF: {REGULAR: 1.06, SEMIBOLD: 1.06, SERIF: 0.94, SERIF_ITALIC: 0.94},
}

#: What stands in for letters that a serif font does not have; Inter also writes Greek and Cyrillic.
_FALLBACK = {SERIF: REGULAR, SERIF_ITALIC: REGULAR}
#: Where else a letter is looked for, in this order, and among which letters.
_OTHERS: tuple[tuple[str, tuple[range, ...]], ...] = (
    (REGULAR, (range(0x3000),)),
    ("RJThai-Regular", (range(0xE00, 0xE80),)),
    (
        "RJScripts-Regular",
        (range(0x3000), range(0xFB13, 0xFE00), range(0xFE20, 0xFEFF), range(0xFFF0, 0x10000)),
    ),
    ("RJPictures-Regular", (range(0x203C, 0x3300), range(0x1F000, 0x1FB00))),
    ("RJHangul-Regular", (range(0x3131, 0x318F), range(0xAC00, 0xD7A4))),
    ("RJHan-Regular", (range(0x2E80, 0xFFF0),)),
)

_registering = Lock()
_typeface: ContextVar[Typeface] = ContextVar("typeface", default=Typeface.INTER)


@contextmanager
def in_typeface(typeface: Typeface) -> Iterator[None]:
    """Let every font that is asked for by its role be that of ``typeface``, in this thread."""
    before = _typeface.set(typeface)
    try:
        yield
    finally:
        _typeface.reset(before)


def chosen() -> Typeface:
    """Return the typeface in use."""
    return _typeface.get()


def scale(role: str) -> float:
    """Return how much larger than in the program's own typeface ``role`` is set in the one in use."""
    return _SCALE[_typeface.get()].get(role, 1.0)


def named(role: str) -> str:
    """Return the font of the typeface in use that ``role`` stands for, ready to draw with."""
    font = _CUTS[_typeface.get()].get(role, role)
    _read(font)
    return font


@cache
def register() -> None:
    """Read the fonts of the program's own typeface; later calls in the same process do nothing.

    Streams are also kept as bytes rather than letters, which saves a tenth of the time and a fifth of
    each file.
    """
    for name in FONTS:
        _read(name)


@cache
def _read(font: str) -> None:
    rl_config.useA85 = 0
    folder = paths.resources() / "fonts"
    if font not in FONTS:  # apart from those of the window, which are all read when the program starts
        folder = folder / "reports"
    with _registering:  # two of the same name would both go into a document
        if font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(FontFile(font, str(folder / f"{font}.ttf")))


@cache
def letters(font: str) -> frozenset[str]:
    """Return every character that ``font`` draws; control and private ones never."""
    _read(font)
    known = map(chr, pdfmetrics.getFont(font).face.charToGlyph)
    return frozenset(letter for letter in known if unicodedata.category(letter)[0] != "C")


def writes(font: str, text: str) -> bool:
    """Say whether ``font`` has every letter of ``text``."""
    return text.isascii() or letters(font).issuperset(text.replace("\n", ""))


def font_for(text: str, wanted: str) -> str:
    """Return ``wanted``, or the plainer font where that one cannot write the words of ``text``.

    A sign or a picture that is missing does not change the font of the words around it.
    """
    fallback = _FALLBACK.get(wanted)
    if fallback is None or writes(wanted, text):
        return wanted
    known = letters(wanted)
    return fallback if any(letter.isalpha() and letter not in known for letter in text) else wanted


@lru_cache(maxsize=4096)
def font_with(letter: str) -> str | None:
    """Return the font that draws ``letter`` where that of the text does not; None where none does."""
    code = ord(letter)
    for font, ranges in _OTHERS:
        if any(code in within for within in ranges) and letter in letters(font):
            return font
    return None


class _Widths(dict[str, float]):
    """The width of each letter in thousandths of the text size, also of one that another font draws."""

    def __init__(self, font: str) -> None:
        """Take the widths of ``font`` as they stand in it."""
        _read(font)
        face = pdfmetrics.getFont(font).face
        super().__init__((chr(code), wide) for code, wide in face.charWidths.items() if code)
        self._other: float = face.defaultWidth

    def __missing__(self, letter: str) -> float:
        """Return the width of a letter that the font does not have; a mark of direction has none."""
        other = font_with(letter)
        invisible = unicodedata.category(letter) == "Cf"
        wide = 0.0 if invisible else _widths(other)[letter] if other else self._other
        self[letter] = wide
        return wide


@cache
def _widths(font: str) -> _Widths:
    return _Widths(font)


def width(text: str, font: str, size: float) -> float:
    """Return how wide ``text`` is, in points."""
    return 0.001 * size * sum(map(_widths(font).__getitem__, text))


def pieces(word: str, font: str, size: float, room: float) -> list[str]:
    """Return ``word`` cut into pieces that fit into ``room`` points, each at least one letter."""
    reached = [0.0, *accumulate(map(_widths(font).__getitem__, word))]
    room *= 1000 / size
    found, start = [], 0
    while start < len(word):
        end = max(start + 1, bisect_right(reached, reached[start] + room) - 1)
        found.append(word[start:end])
        start = end
    return found
