"""Tab in the order in which one reads, whatever was put into a window after it was made.

Qt puts what is made later at the end, behind the buttons, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

#: Whose inner parts Tab does not come to by themselves.
_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit)


def put_in_reading_order(window: QWidget) -> None:
    """Let Tab go through all of ``window`` by its layouts: from above, and from the left."""
    for before, after in pairwise(_reached(window)):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _reached(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab comes to in ``widget``, itself first."""
    if widget.isHidden() and not widget.isWindow():
        return
    takes = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and not widget.isWindow()
    if takes and widget.isEnabled() and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, _WHOLE):
        return
    if isinstance(widget, QScrollArea) and (inner := widget.widget()) is not None:
        yield from _reached(inner)
    elif (layout := widget.layout()) is not None:
        yield from _in(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _reached(child)


def _in(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _reached(widget)
        elif (inner := item.layout()) is not None:
            yield from _in(inner)
