"""Chips: filters above a list, one of them on, or each on and off by itself. They wrap where they must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from retention_journal.core import formats
from retention_journal.ui import theme
from retention_journal.ui.buttons import paint_focus
from retention_journal.ui.layouts import FlowLayout, clear
from retention_journal.ui.light import paint_light


@dataclass(frozen=True)
class Chip:
    """One filter: what it stands for, its word, the light before it, and how many it would show."""

    value: Any
    text: str
    light: str = ""
    count: int | None = None

    @property
    def shown(self) -> str:
        """The word with its count."""
        return self.text if self.count is None else f"{self.text} {formats.number(self.count)}"


class _ChipButton(QAbstractButton):
    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        self._chip = chip
        self.setText(chip.shown)
        self.setAccessibleName(chip.shown)
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font("ui_medium")).horizontalAdvance(self.text())
        width += theme.px(20) + (theme.px(18) if self._chip.light else 0)
        return QSize(round(width + 1), max(theme.px(26), theme.line("ui") + theme.px(6)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill = "selected" if on else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(theme.colour("accent" if on else "border"), 1))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = theme.px(10)
        if self._chip.light:
            side = theme.px(12)
            mark = QRectF(left, box.center().y() - side / 2, side, side)
            paint_light(painter, mark, self._chip.light, theme.colour(fill))
            left += theme.px(18)
        painter.setFont(theme.font("ui_medium" if on else "ui"))
        painter.setPen(theme.colour("text" if on else "text_2"))
        painter.drawText(box.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), box.height() / 2 - 1)


class Chips(QWidget):
    """Filters, one on at a time; with ``many`` any number.

    ``changed`` tells the value, or with ``many`` a frozenset of values.
    """

    changed = Signal(object)

    def __init__(self, chips: Sequence[Chip] = (), *, name: str = "", many: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._many = many
        self._chips: list[Chip] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(not many)
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit(self.value()))
        self.show_chips(chips)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show ``chips``; what was on stays on, and only words and counts change where it can."""
        if [chip.value for chip in chips] == [chip.value for chip in self._chips]:
            for chip, button in zip(chips, self._buttons(), strict=True):
                button.show_chip(chip)
            self._chips = list(chips)
            return
        before = self._on()
        for button in self._buttons():
            self._group.removeButton(button)
        clear(self._flow)
        self._chips = list(chips)
        for number, chip in enumerate(chips):
            button = _ChipButton(chip)
            self._group.addButton(button, number)
            self._flow.addWidget(button)
            button.setChecked(chip.value in before)
        if chips and not self._many and self._group.checkedButton() is None:
            self._group.button(0).setChecked(True)

    def value(self) -> Any:
        """Return the value of the chip that is on; with ``many`` a frozenset of values."""
        on = self._on()
        return frozenset(on) if self._many else on[0] if on else None

    def set_value(self, value: Any) -> None:
        """Turn the chip of ``value`` on, or with ``many`` those of a set of values."""
        wanted = value if self._many else {value}
        for chip, button in zip(self._chips, self._buttons(), strict=True):
            button.setChecked(chip.value in wanted)

    def button(self, value: Any) -> QAbstractButton:
        """Return the button of the chip ``value``."""
        return self._buttons()[[chip.value for chip in self._chips].index(value)]

    def _on(self) -> list[Any]:
        return [
            chip.value
            for chip, button in zip(self._chips, self._buttons(), strict=True)
            if button.isChecked()
        ]

    def _buttons(self) -> list[_ChipButton]:
        return [button for button in self._group.buttons() if isinstance(button, _ChipButton)]
