"""Words of other scripts on a line: how their letters join, which way they run, and which font draws them.

Arabic letters are joined before a text is broken into lines, as joined ones have other widths. Each line is
turned around only when it is drawn, since what stands on it is not known before; a mark at its beginning says
which way its paragraph runs. Source: Unicode Standard Annex 9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from retention_journal.reports import fonts

FROM_RIGHT, FROM_LEFT = "\u200f", "\u200e"

_RUNS_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_JOINERS = "\u200c\u200d"
#: Chinese and Japanese, which are written without blanks: a line may end after each sign, but no line begins
#: with what closes and none ends with what opens.
_OPENS = "\u3008\u300a\u300c\u300e\u3010\u3014\uff08"
_CLOSES = "\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u30fb\u30fc"
_CLOSES += "\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\u2026"
_SIGN = "[\u2e80-\u9fff\uf900-\ufaff\uff01-\uffef]"
_SIGNS = re.compile(_SIGN)
_UNBROKEN = re.compile(
    f"[{_OPENS}]*(?![{_OPENS}{_CLOSES}]){_SIGN}[{_CLOSES}]*|[{_OPENS}{_CLOSES}]+| +|(?:(?!{_SIGN})[^ ])+"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def joiners_of(text: str) -> str:
    """Return the unseen letters by which ``text`` says how its letters join; "" where they would not."""
    return _JOINERS if _ARABIC.search(text) else ""


def joined(text: str) -> str:
    """Return ``text`` with its Arabic letters in the forms in which they join."""
    if not _ARABIC.search(text):
        return text
    from arabic_reshaper import reshape

    return str(reshape(text)).translate(dict.fromkeys(map(ord, _JOINERS)))


def broken(paragraph: str, font: str, size: float, width: float) -> list[str] | None:
    """Return a paragraph with Chinese or Japanese signs in lines of at most ``width``; else None."""
    if not _SIGNS.search(paragraph):
        return None
    lines, held, used = [], "", 0.0
    for part in _UNBROKEN.findall(paragraph):
        wide = fonts.width(part, font, size)
        if held and used + wide > width:
            lines.append(held.rstrip(" "))
            held, used = "", 0.0
            if part.isspace():
                continue
        *filled, rest = fonts.pieces(part, font, size, width) if wide > width else [part]
        lines.extend(filled)
        held, used = held + rest, used + (fonts.width(rest, font, size) if filled else wide)
    return [*lines, held]


def marked(paragraph: str, lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a paragraph; where some words run from the right, marked with its way.

    That is the way of most of its letters, not of the first: a line that the program made and that only
    begins with a client's name runs as the program's languages do.
    """
    from_right = len(_RUNS_FROM_RIGHT.findall(paragraph))
    if not from_right:
        return lines
    mark = FROM_RIGHT if 2 * from_right > sum(map(str.isalpha, paragraph)) else FROM_LEFT
    return [mark + line for line in lines]


def runs(line: str, font: str) -> list[tuple[str, str]]:
    """Return ``line`` as it is drawn from left to right: each stretch with the font that draws it."""
    own = fonts.letters(font)
    shown = _turned(line) if line.startswith((FROM_RIGHT, FROM_LEFT)) else line
    by_font = groupby(shown, lambda letter: font if letter in own else fonts.font_with(letter) or font)
    return [(name, "".join(stretch)) for name, stretch in by_font]


def _turned(line: str) -> str:
    """Return a marked line in the order in which its letters stand on paper, without marks."""
    if not _RUNS_FROM_RIGHT.search(line):
        return line[1:]
    from bidi.algorithm import get_display

    shown = str(get_display(_with_brackets_bound(line)))
    for mark in (FROM_RIGHT, FROM_LEFT):
        shown = shown.replace(mark, "")
    return shown


def _with_brackets_bound(line: str) -> str:
    """Return a marked line in which each pair of brackets runs with its words (rule N0 of the annex).

    The library that turns the line around is older than that rule; marks on both sides of a bracket tell it.
    """
    marks: dict[int, str] = {}
    opened: list[tuple[int, str]] = []
    for place, letter in enumerate(line):
        if letter in _BRACKETS:
            opened.append((place, _BRACKETS[letter]))
        elif opened and letter == opened[-1][1]:
            begun = opened.pop()[0]
            marks[begun] = marks[place] = _way(line, begun, place)
    return "".join(
        marks[at] + letter + marks[at] if at in marks else letter for at, letter in enumerate(line)
    )


def _way(line: str, begun: int, ended: int) -> str:
    """Return the mark of the way that the pair of brackets at these places runs."""
    own = line[0]
    other = FROM_LEFT if own == FROM_RIGHT else FROM_RIGHT
    within = {_way_of(letter) for letter in line[begun:ended]}
    if own in within or other not in within:
        return own
    before = next((way for way in map(_way_of, reversed(line[:begun])) if way), own)
    return other if before == other else own


def _way_of(letter: str) -> str:
    """Return the mark of the way a letter runs; "" where it runs with those around it."""
    if letter in (FROM_RIGHT, FROM_LEFT):
        return letter
    if _RUNS_FROM_RIGHT.match(letter):
        return FROM_RIGHT
    return FROM_LEFT if letter.isalpha() else ""
