"""The column of boxes to tick, the first of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_tick
from retention_journal.ui.record_table import Column

R = TypeVar("R")
_SIDE = 16  # pixels of a tick box


@dataclass(frozen=True)
class TickCell(Generic[R]):
    """A box with or without a tick."""

    is_ticked: Callable[[R], bool]

    def paint(self, painter: QPainter, rect: QRectF, record: R, _text: str, _behind: QColor) -> None:
        side, on = theme.px(_SIDE), self.is_ticked(record)
        box = QRectF(rect.left() + 0.5, round(rect.center().y() - side / 2) + 0.5, side, side)
        painter.setPen(QPen(theme.colour("accent" if on else "border_strong"), 1))
        painter.setBrush(theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            paint_tick(painter, box, theme.colour("on_accent"))


def tick_column(is_ticked: Callable[[R], bool]) -> Column[R]:
    """Return the column of boxes."""
    return Column(
        "", lambda _record: "", cell=TickCell(is_ticked), width=44, sortable=False, name="tick",
        accessible=lambda record: _("Ticked") if is_ticked(record) else _("Not ticked"),
    )  # fmt: skip
