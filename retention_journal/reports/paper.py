"""The sheets that a report is printed on, and where on them its text stands."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib import pagesizes, units

from retention_journal.core.report_look import Paper

mm: float = units.mm
#: Least blank beside the text.
_MARGIN = 18 * mm
#: Width of the text, which is that of A4 on every sheet, so that a report breaks its lines alike on all.
TEXT_WIDTH: float = pagesizes.A4[0] - 2 * _MARGIN
#: Height of the strip at the head of a report's page 1.
COVER = 66 * mm


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper; all in points, heights above its foot.

    Attributes:
        width: From its left edge to its right.
        height: From its foot to its head.
    """

    width: float
    height: float

    @property
    def left(self) -> float:
        """Where the text begins; it stands in the middle of the sheet."""
        return (self.width - TEXT_WIDTH) / 2

    @property
    def right(self) -> float:
        """Where the text ends."""
        return self.left + TEXT_WIDTH

    @property
    def top(self) -> float:
        """Where the text begins on all pages but the first."""
        return self.height - 27 * mm

    @property
    def first_top(self) -> float:
        """Where the text begins below the strip of a report."""
        return self.height - COVER - 9 * mm


A4 = Sheet(*pagesizes.A4)
LETTER = Sheet(*pagesizes.LETTER)

#: The sheet that a person chose.
SHEETS = {Paper.A4: A4, Paper.LETTER: LETTER}
