"""Two columns of equal weight with a hairline between; where there is no room the second goes below."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from retention_journal.ui import theme
from retention_journal.ui.panels import Rule


class TwoColumns(QWidget):
    """Folds by its own width, since lists beside it take room too; see ``page.TwoPanes`` for whole pages."""

    def __init__(self, first: QWidget, second: QWidget, *, fold_below: int = 640) -> None:
        """Set two parts beside each other.

        Args:
            first: What stands left, and above where folded.
            second: What stands right.
            fold_below: Width in pixels at 100 % text size under which they fold.
        """
        super().__init__()
        self.first, self.second = first, second
        self._fold_below = fold_below
        self._rule = Rule(standing=True)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # else it could not fold
        self._line.addWidget(first, 1, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._rule)
        self._line.addWidget(second, 1, Qt.AlignmentFlag.AlignTop)
        self._fold()

    def is_folded(self) -> bool:
        """Say whether the second stands under the first."""
        return self._line.direction() is QBoxLayout.Direction.TopToBottom

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._fold()

    def minimumSizeHint(self) -> QSize:
        both = (self.first.minimumSizeHint(), self.second.minimumSizeHint())
        return QSize(max(one.width() for one in both), self._line.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        folded = self.width() < theme.px(self._fold_below)
        way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)
        self._line.setSpacing(theme.px(28 if folded else 24))
        self._rule.setVisible(not folded)
