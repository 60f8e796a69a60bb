"""The three columns of the preview, and what is left of them where there is less room."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.layouts import Pane
from retention_journal.ui.page import empty_state
from retention_journal.ui.panels import Rule
from retention_journal.ui.segmented import Option, Segmented

_LOWEST = 110  # pixels of height at 100 % text size
_LEFT, _RIGHT, _PAGES = 268, 300, 420  # widths at 100 % text size


class Room(StrEnum):
    """How many of the three columns there is room for."""

    ALL = "all"
    TWO = "two"
    ONE = "one"


class Part(StrEnum):
    """One of the three columns."""

    WORDS = "words"
    PAGES = "pages"
    CHECKS = "checks"


class ReportPanes(QWidget):
    """Words, pages and checks side by side; else the pages with one of the others, else one of the three.

    ``switch`` chooses between them where not all have room; put it into the head of the page. It is hidden
    while it has nothing to choose.
    """

    room_changed = Signal(str)

    def __init__(self, words: QWidget, pages: QWidget, checks: QWidget) -> None:
        super().__init__()
        self.pages = pages
        self.left, self.right = Pane(words), Pane(checks, background="inset")
        self._left_rule, self._right_rule = Rule(standing=True), Rule(standing=True)
        self._room: Room | None = None
        self._of_two, self._of_one = Part.CHECKS, Part.PAGES
        two = [Option(Part.WORDS, _("Your words")), Option(Part.CHECKS, _("Before you send"))]
        one = [
            Option(Part.WORDS, _("Words")),
            Option(Part.PAGES, _("Pages")),
            Option(Part.CHECKS, _("Checks")),
        ]
        self._two_switch = Segmented(two, Part.CHECKS, name=_("Beside the pages"))
        self._one_switch = Segmented(one, Part.PAGES, name=_("Part of the preview"))
        self._two_switch.changed.connect(self.show_part)
        self._one_switch.changed.connect(self.show_part)
        self.switch = QWidget(self)  # with a parent from the start, or it would flash up as a window
        choice = QHBoxLayout(self.switch)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.addWidget(self._two_switch)
        choice.addWidget(self._one_switch)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for part in (self.left, self._left_rule, pages, self._right_rule, self.right):
            line.addWidget(part)
        line.setStretch(2, 1)
        self._arrange()

    def room(self) -> Room:
        """Return how many columns there is room for."""
        return self._room or Room.ALL

    def show_part(self, part: Part) -> None:
        """Bring ``part`` into sight where not all three have room."""
        if part is not Part.PAGES:
            self._of_two = part
        self._of_one = part
        self._show()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_PAGES // 2), theme.px(_LOWEST))  # whatever is shown now can make room

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width() / theme.scale()
        room = Room.ALL if width >= _LEFT + _RIGHT + _PAGES else Room.TWO
        if width < _RIGHT + _PAGES * 0.8:
            room = Room.ONE
        if room is not self._room:
            self._room = room
            self._show()
            self.room_changed.emit(room.value)

    def _show(self) -> None:
        room = self.room()
        shown = {
            Room.ALL: set(Part),
            Room.TWO: {Part.PAGES, self._of_two},
            Room.ONE: {self._of_one},
        }[room]
        self._two_switch.set_value(self._of_two)
        self._one_switch.set_value(self._of_one)
        self._two_switch.setVisible(room is Room.TWO)
        self._one_switch.setVisible(room is Room.ONE)
        self.switch.setVisible(room is not Room.ALL)
        for pane, rule, part, width in (
            (self.left, self._left_rule, Part.WORDS, _LEFT),
            (self.right, self._right_rule, Part.CHECKS, _RIGHT),
        ):
            pane.setVisible(part in shown)
            rule.setVisible(part in shown and room is not Room.ONE)
            pane.setMinimumWidth(theme.px(width) if room is not Room.ONE else 0)
            pane.setMaximumWidth(theme.px(width) if room is not Room.ONE else 16777215)
        self.pages.setVisible(Part.PAGES in shown)


def gone(back: Callable[[], object]) -> QWidget:
    """Return what stands instead of a report whose client is not in the journal."""
    button = outlined_button(_("All reports"))
    button.clicked.connect(lambda _checked: back())
    text = _("It may be in the trash. Its reports come back with it.")
    return empty_state("reports", _("This client is not in the journal."), text, [button])
