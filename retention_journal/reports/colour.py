"""The freelancer's own colour, made readable, and the colours that stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import Color

Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
DEFAULT_BRAND = "#17494D"
#: Lowest contrast of text on its ground. Source: WCAG 2.x, level AA.
READABLE = 4.5

INK = "#1A211D"
INK_2 = "#48524C"
INK_3 = "#5F6963"
RULE = "#D8DEDA"
STEADY, STEADY_TEXT = "#2C7F55", "#1C6540"
WATCH, WATCH_TEXT, WATCH_SOFT = "#B06A00", "#855000", "#FBF0DB"
ACT, ACT_TEXT = "#BC3438", "#A2272C"
NONE, NONE_TEXT = "#78827C", "#59635D"
PAPER = "#FFFFFF"

_STEP = 0.94
#: Below it the standard's curve is a straight line.
_NEARLY_BLACK = 0.04045


@dataclass(frozen=True)
class Brand:
    """A firm's colour and its tints.

    Attributes:
        main: White text on it, and it as text on white, can be read.
        ring: A little lighter, for lines on it.
        line: A soft line on ``soft``.
        soft: A ground for dark text.
        pale: Lesser text on ``main``.
        darkened: Whether ``main`` is darker than the colour asked for.
    """

    main: str
    ring: str
    line: str
    soft: str
    pale: str
    darkened: bool


def brand(wanted: str) -> Brand:
    """Return the colours for "#RRGGBB" or "#RGB"; anything else takes the program's own colour."""
    asked = rgb(wanted) or rgb(DEFAULT_BRAND) or (0, 0, 0)
    main = darkened(asked)
    return Brand(
        main=_hex(main),
        ring=_hex(_mixed(main, 0.82)),
        line=_hex(_mixed(main, 0.38)),
        soft=_hex(_mixed(main, 0.10)),
        pale=_hex(_pale(main)),
        darkened=main != asked,
    )


def darkened(colour: Rgb) -> Rgb:
    """Return ``colour`` darkened step by step until white text on it has a contrast of 4.5:1.

    Source: DESIGN, section 15, "Brand colour".
    """
    while contrast(colour, WHITE) < READABLE:
        colour = (int(colour[0] * _STEP), int(colour[1] * _STEP), int(colour[2] * _STEP))
    return colour


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.x, relative luminance."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Rgb) -> float:
    """Return how light a colour is, 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(text: str) -> Rgb | None:
    """Return the parts of "#RRGGBB" or "#RGB", or None where it is neither."""
    digits = text.strip().removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


@cache
def ink(colour: str) -> Color:
    """Return the reportlab colour of "#RRGGBB"."""
    parts = rgb(colour) or (0, 0, 0)
    return Color(*(part / 255 for part in parts))


def _pale(main: Rgb) -> Rgb:
    share = 0.2
    while share > 0 and contrast(_mixed(main, share), main) < READABLE:
        share -= 0.05
    return _mixed(main, max(share, 0.0))


def _mixed(colour: Rgb, share: float) -> Rgb:
    red, green, blue = (round(part * share + 255 * (1 - share)) for part in colour)
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _linear(part: float) -> float:
    return part / 12.92 if part <= _NEARLY_BLACK else ((part + 0.055) / 1.055) ** 2.4
