"""Parts of the step of a Trello board: what each of its lists means, and boxes for labels and people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.importers.trello import ListSeen
from retention_journal.importers.trello_ways import TrelloWays
from retention_journal.ui import theme
from retention_journal.ui.fields import Choice
from retention_journal.ui.layouts import FlowLayout, box, clear, column, stack
from retention_journal.ui.text_labels import caption, label, literal, section_title, shortened
from retention_journal.ui.toggles import TickBox

_DELIVERED, _IN_WORK, _LEFT_OUT, _WAITING = "delivered", "in_work", "left_out", ""
_WIDTH, _CHOICE_WIDTH = 620, 240
_MOST_LISTS, _MOST_TICKS = 80, 60
_LONGEST = 40


@dataclass(frozen=True)
class Meant:
    """Ids of lists, by what they mean."""

    delivered: tuple[str, ...]
    in_work: tuple[str, ...]
    left_out: tuple[str, ...]


class ListMeanings(QWidget):
    """A small table: each list of a board with how many cards it holds, and a choice of what it means."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, Choice] = {}
        self._meant: dict[str, str] = {}
        self._naming = caption(
            _("A list that is waiting is a client; lists that are in work, delivered or left out are not."),
            wrap=True,
        )
        self._naming.hide()
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(theme.px(16))
        self._lines.setVerticalSpacing(theme.px(6))
        self._lines.setColumnStretch(0, 1)
        self.setMaximumWidth(theme.px(_WIDTH))
        stack(self, self._naming, self._lines, gap=8)

    def show_lists(self, lists: Sequence[ListSeen], ways: TrelloWays) -> None:
        """Show the lists of a board and what ``ways`` takes them for."""
        clear(self._lines)
        self.choices = {}
        self._meant = {one.id: _meaning(one.id, ways) for one in lists}
        for at, one in enumerate(lists[:_MOST_LISTS]):
            choice = Choice(
                [
                    (_WAITING, _("Waiting")),
                    (_IN_WORK, _("In work")),
                    (_DELIVERED, _("Delivered")),
                    (_LEFT_OUT, _("Left out")),
                ],
                self._meant[one.id],
            )
            choice.setAccessibleName(_("What the list “{name}” means").format(name=one.name))
            choice.setFixedWidth(theme.px(_CHOICE_WIDTH))
            choice.chosen.connect(lambda value, id=one.id: self._choose(id, value))
            self.choices[one.id] = choice
            words = column(label(one.name, "body_medium", wrap=True), caption(_size(one)), gap=1)
            self._lines.addWidget(box(words), at, 0)
            self._lines.addWidget(choice, at, 1)

    def show_naming(self, *, is_client: bool) -> None:
        """Say which lists are clients, where lists are."""
        self._naming.setVisible(is_client)

    def meant(self) -> Meant:
        """Return what was chosen."""
        return Meant(*(self._of(meaning) for meaning in (_DELIVERED, _IN_WORK, _LEFT_OUT)))

    def _of(self, wanted: str) -> tuple[str, ...]:
        return tuple(id for id, meaning in self._meant.items() if meaning == wanted)

    def _choose(self, id: str, meaning: str) -> None:
        self._meant[id] = meaning
        self.changed.emit()


class Ticks(QWidget):
    """Boxes to tick under a title, one for each label or person."""

    changed = Signal()

    def __init__(self, title: str, told: str = "") -> None:
        """Make the part; ``told`` says below the title what a tick means."""
        super().__init__()
        self.boxes: dict[str, TickBox] = {}
        self._all: tuple[str, ...] = ()
        self._ticked: set[str] = set()
        said = [caption(told, wrap=True)] if told else []
        self._error = label("", "caption_medium", colour="act_text", wrap=True)
        self._error.hide()
        self._flow = FlowLayout(14)
        lines = QWidget()
        lines.setLayout(self._flow)
        stack(self, section_title(title), *said, lines, self._error, gap=4)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to tick."""
        return bool(self._all)

    def offer(self, options: Sequence[tuple[str, str, str]], ticked: Collection[str]) -> None:
        """Offer boxes, each with id, name and how much there is of it; tick those in ``ticked``."""
        clear(self._flow)
        self.show_error("")
        self.boxes, self._all = {}, tuple(id for id, _name, _size in options)
        self._ticked = set(ticked) & set(self._all)
        for id, name, size in options[:_MOST_TICKS]:
            words = f"{shortened(name, _LONGEST)} · {size}"
            tick = TickBox(literal(words))
            tick.setAccessibleName(f"{name}, {size}")
            tick.setChecked(id in self._ticked)
            tick.toggled.connect(lambda on, id=id: self._tick(id, on=on))
            self.boxes[id] = tick
            self._flow.addWidget(tick)

    def ticked(self) -> tuple[str, ...]:
        """Return the ids that are ticked, in their order."""
        return tuple(id for id in self._all if id in self._ticked)

    def are_all_ticked(self) -> bool:
        """Say whether every box is ticked."""
        return len(self._ticked) == len(self._all)

    def show_error(self, message: str) -> None:
        """Show ``message`` under the boxes, or nothing for ""."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        if message and self.boxes:
            next(iter(self.boxes.values())).setFocus()

    def _tick(self, id: str, *, on: bool) -> None:
        self._ticked = self._ticked | {id} if on else self._ticked - {id}
        self.changed.emit()


def _meaning(id: str, ways: TrelloWays) -> str:
    if id in (ways.ignored_lists or ()):
        return _LEFT_OUT
    if id in (ways.delivered_lists or ()):
        return _DELIVERED
    return _IN_WORK if id in (ways.work_lists or ()) else _WAITING


def _size(one: ListSeen) -> str:
    told = ngettext("{n} card", "{n} cards", one.cards).format(n=formats.number(one.cards))
    return told + " · " + _("archived") if one.is_archived else told
