"""The embedded fonts, registered with reportlab once a process."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from retention_journal import paths

REGULAR = "Inter-Regular"
SEMIBOLD = "Inter-SemiBold"
DISPLAY = "InterDisplay-SemiBold"
SERIF = "Newsreader-Regular"
SERIF_ITALIC = "Newsreader-Italic"

#: Each face that a report uses costs about 3 ms and 10 KB, so that five must do.
FONTS = (REGULAR, SEMIBOLD, DISPLAY, SERIF, SERIF_ITALIC)

#: What stands in for letters that a serif font does not have; Inter also writes Greek and Cyrillic.
_FALLBACK = {SERIF: REGULAR, SERIF_ITALIC: REGULAR}


@cache
def register() -> None:
    """Read the fonts from ``resources/fonts``; later calls in the same process do nothing.

    Streams are also kept as bytes rather than letters, which saves a tenth of the time and a fifth of
    each file.
    """
    rl_config.useA85 = 0
    folder = paths.resources() / "fonts"
    for name in FONTS:
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


@cache
def letters(font: str) -> frozenset[str]:
    """Return every character that ``font`` draws; control and private ones never."""
    register()
    known = map(chr, pdfmetrics.getFont(font).face.charToGlyph)
    return frozenset(letter for letter in known if unicodedata.category(letter)[0] != "C")


def font_for(text: str, wanted: str) -> str:
    """Return ``wanted``, or the font that writes all of ``text`` where that one cannot."""
    fallback = _FALLBACK.get(wanted)
    if fallback is None or letters(wanted).issuperset(text.replace("\n", "")):
        return wanted
    return fallback


@cache
def _widths(font: str) -> tuple[dict[int, float], float]:
    register()
    face = pdfmetrics.getFont(font).face
    return face.charWidths, face.defaultWidth


def width(text: str, font: str, size: float) -> float:
    """Return how wide ``text`` is, in points."""
    return 0.001 * size * sum(_thousandths(text, font))


def pieces(word: str, font: str, size: float, room: float) -> list[str]:
    """Return ``word`` cut into pieces that fit into ``room`` points, each at least one letter."""
    reached = [0.0, *accumulate(_thousandths(word, font))]
    room *= 1000 / size
    found, start = [], 0
    while start < len(word):
        end = max(start + 1, bisect_right(reached, reached[start] + room) - 1)
        found.append(word[start:end])
        start = end
    return found


def _thousandths(text: str, font: str) -> list[float]:
    """Return the width of each letter in thousandths of the text size."""
    known, other = _widths(font)
    return [known.get(ord(letter), other) for letter in text]
