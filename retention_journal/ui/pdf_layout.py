"""Where the sheets of a file stand in a view: one under the other or two side by side, at any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize

GAP, MARGIN = 18, 18  # pixels around a sheet
PIXELS_PER_POINT = 96 / 72  # at 100 %, as every program counts
SMALLEST, LARGEST = 50, 400  # per cent
STEPS = (50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 350, 400)
_LEAST_SCALE = 0.1


class Fit(StrEnum):
    """How large a page is shown."""

    PAGE = "page"
    WIDTH = "width"
    FREE = "free"


@dataclass(frozen=True)
class Showing:
    """How pages are shown.

    Attributes:
        percent: Their size where ``fit`` is free, 50 to 400; 100 is as large as on paper.
        two: Whether two stand side by side.
    """

    fit: Fit = Fit.PAGE
    percent: float = 100
    two: bool = False

    @property
    def together(self) -> int:
        """How many pages stand side by side."""
        return 2 if self.two else 1


def places(sizes: Sequence[tuple[float, float]], room: QSize, showing: Showing) -> tuple[list[QRect], QSize]:
    """Return where each sheet stands, and how large all of it is together.

    Args:
        sizes: Width and height of each page in points.
        room: Of the view, in pixels.
        showing: How large, and how many side by side; the last one of an odd number stands alone.
    """
    across = showing.together
    rows = [sizes[at : at + across] for at in range(0, len(sizes), across)]
    scales = [_scale(one, room, showing) for one in rows]
    widths = [
        sum(round(size[0] * scale) for size in one) + GAP * (len(one) - 1)
        for one, scale in zip(rows, scales, strict=True)
    ]
    widest = max([*widths, room.width() - 2 * MARGIN])
    made, top = [], MARGIN
    for one, scale, width in zip(rows, scales, widths, strict=True):
        alone = len(one) < across and len(rows) > 1
        left = MARGIN + max((widest - (2 * width + GAP if alone else width)) // 2, 0)
        lowest = top
        for size in one:
            sheet = QRect(QPoint(left, top), QSize(round(size[0] * scale), round(size[1] * scale)))
            made.append(sheet)
            left, lowest = sheet.right() + 1 + GAP, max(lowest, sheet.bottom() + 1)
        top = lowest + GAP
    height = top - GAP + MARGIN if made else 0
    return made, QSize(max(widths, default=0) + 2 * MARGIN if made else 0, height)


def percent_of(sheet: QRect, points: float) -> float:
    """Return how large a sheet of ``points`` in width is shown, in per cent."""
    return 100 * sheet.width() / points / PIXELS_PER_POINT


def next_step(percent: float, *, up: bool) -> int:
    """Return the next larger or smaller size in per cent; the ends stay."""
    if up:
        return next((step for step in STEPS if step > percent + 1), LARGEST)
    return next((step for step in reversed(STEPS) if step < percent - 1), SMALLEST)


def _scale(one: Sequence[tuple[float, float]], room: QSize, showing: Showing) -> float:
    """Return pixels per point for pages that stand side by side; one that stands alone is no larger."""
    if showing.fit is Fit.FREE:
        return PIXELS_PER_POINT * showing.percent / 100
    pages = [*one, one[-1]] if len(one) < showing.together else one
    inside = room.width() - 2 * MARGIN - GAP * (len(pages) - 1)
    scale = inside / sum(size[0] for size in pages)
    if showing.fit is Fit.PAGE:
        scale = min(scale, (room.height() - 2 * MARGIN) / max(size[1] for size in pages))
    return max(scale, _LEAST_SCALE)
