"""The kinds of text on a report."""

from __future__ import annotations

from retention_journal.reports import colour, fonts
from retention_journal.reports.layout import Style

BODY = Style(fonts.REGULAR, 9.5, 14, colour.INK)
SECOND = Style(fonts.REGULAR, 9.5, 14, colour.INK_2)
STRONG = Style(fonts.SEMIBOLD, 9.5, 14, colour.INK)
ITEM = Style(fonts.REGULAR, 9.5, 13, colour.INK)
DATE = Style(fonts.REGULAR, 9, 13, colour.INK_2)
CAPTION = Style(fonts.REGULAR, 8, 11.5, colour.INK_3)
COLUMN_HEAD = Style(fonts.REGULAR, 8, 11, colour.INK_3)
HEADING = Style(fonts.SEMIBOLD, 13, 18, colour.INK)
HEADLINE = Style(fonts.SERIF, 20, 26, colour.INK)
LONG_HEADLINE = Style(fonts.SERIF, 13.5, 19, colour.INK)
QUOTE = Style(fonts.SERIF_ITALIC, 12.5, 17, colour.INK_2)
TARGET = Style(fonts.REGULAR, 9.5, 13, colour.INK_2)
NO_FIGURE = Style(fonts.SEMIBOLD, 11.5, 14, colour.INK)
STATUS = Style(fonts.SEMIBOLD, 9, 12, colour.INK)
LARGE_FIGURE = Style(fonts.SEMIBOLD, 17, 21, colour.INK)
