"""The shapes that stand beside words of status, on screen and on paper."""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """The shape that stands beside a word of status, so that colour is never alone.

    Disc with tick, triangle, diamond and hollow circle. They are roles of a colour in charts too.
    """

    STEADY = "steady"
    WATCH = "watch"
    ACT = "act"
    NONE = "none"
