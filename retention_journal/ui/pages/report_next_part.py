"""What lies ahead: goals for the next period, and what is asked of the client."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.report_look import ReportPart
from retention_journal.i18n import _
from retention_journal.services.report_content import AskedOf, NextGoal, ReportContent
from retention_journal.services.report_forward import RECOMMENDED
from retention_journal.services.report_sheet import ReportSheet
from retention_journal.ui.buttons import icon_button, link_button, outlined_button
from retention_journal.ui.fields import DateField, TextField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.pages.report_section import Aside, ReportSection, show_day, show_text
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, tooltip
from retention_journal.ui.toggles import TickBox

Item = NextGoal | AskedOf
One = TypeVar("One", NextGoal, AskedOf)
Today = Callable[[], date]


class AheadLine(QWidget):
    """One thing that lies ahead, with its place in the list.

    Signals:
        moved: Up (-1) or down (1).
        dropped: Take it away.
    """

    moved = Signal(int)
    dropped = Signal()

    def __init__(self, name: str, today: Today) -> None:
        super().__init__()
        self._name = name
        self._item: Item | None = None
        self.place = label("", "ui_medium", colour="text_2")
        self.up = icon_button("up", "", small=True)
        self.down = icon_button("down", "", small=True)
        self.away = icon_button("close", "", small=True)
        self.words = TextField(lines=1)
        self.second = TextField(lines=1)
        self.theirs = TickBox(_("The client does it"))
        self.due = DateField(None, today, optional=True)
        self.due.line.setPlaceholderText(_("By when"))
        self.due_field = Field(_("By"), self.due)
        self.due.line.editingFinished.connect(lambda: self.due_field.show_error(self.due.problem()))
        head = row(self.place, None, self.up, self.down, self.away, gap=0)
        stack(self, head, self.words, self.second, self.due_field, self.theirs, Rule(), gap=5)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.away.clicked.connect(self.dropped)

    def name_parts(self, words: str, second: str, *, can_be_theirs: bool) -> None:
        """Say what the two texts are, and whether one chooses who does it."""
        self.words.setPlaceholderText(words)
        self.words.setAccessibleName(words)
        self.second.setPlaceholderText(second)
        self.second.setAccessibleName(second)
        self.theirs.setVisible(can_be_theirs)

    def show_item(self, item: Item, number: int, count: int) -> None:
        """Show ``item``, which is the ``number``th of ``count``, from 1."""
        self._item = item
        told = _("{name} {n}").format(name=self._name, n=formats.number(number))
        self.place.setText(told)
        for button, name in (
            (self.up, _("Move {what} up")),
            (self.down, _("Move {what} down")),
            (self.away, _("Take {what} away")),
        ):
            words = name.format(what=told)
            button.setAccessibleName(words)
            button.setToolTip(tooltip(words))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        show_text(self.words, item.text)
        show_text(self.second, item.target if isinstance(item, NextGoal) else item.why)
        show_day(self.due, item.due)
        self.theirs.setChecked(isinstance(item, NextGoal) and item.is_theirs)

    def item(self) -> Item:
        """Return what stands here."""
        if self._item is None:
            raise LookupError("nothing is shown")
        text, second, due = self.words.cleaned(), self.second.cleaned(), self.due.day()
        if isinstance(self._item, NextGoal):
            theirs = self.theirs.isChecked()
            return replace(self._item, text=text, due=due, target=second, is_theirs=theirs)
        return replace(self._item, text=text, due=due, why=second)


class AheadSection(ReportSection):
    """A list that can be added to, shortened and put in order; "As offered" goes back.

    Attributes:
        rows: The lines shown.
    """

    rows: list[AheadLine]

    def __init__(self, name: str, words: str, second: str, add: str, today: Today) -> None:
        super().__init__()
        self._told, self._today = (name, words, second), today
        self.rows = []
        self._items: list[Item] = []
        self._offers: list[Item] = []
        self._chosen: tuple[Item, ...] | None = None
        self._list = column(gap=12)
        self.add = outlined_button(add, icon="add", small=True)
        self.as_offered = link_button(_("As offered"))
        self.advice = caption("", wrap=True)
        self.advice.hide()
        self.lines.addLayout(self._list)
        self.lines.addWidget(self.advice)
        self.lines.addLayout(row(self.add, None, self.as_offered, gap=8))
        self.add.clicked.connect(self._add)
        self.as_offered.clicked.connect(self._go_back)

    def advise(self, _count: int) -> str:
        """Return what to know of a list of so many, or ""."""
        return ""

    @abstractmethod
    def blank(self) -> Item:
        """Return an item that says nothing yet."""

    @abstractmethod
    def kept(self, content: ReportContent) -> Sequence[Item] | None:
        """Return the items that were chosen, or None."""

    @abstractmethod
    def offers(self, sheet: ReportSheet) -> Sequence[Item]:
        """Return the items that the journal offers."""

    def fill(self, sheet: ReportSheet) -> None:
        kept = self.kept(sheet.offered.content)
        self._chosen, self._offers = None if kept is None else tuple(kept), list(self.offers(sheet))
        self._items = list(self._offers if self._chosen is None else self._chosen)
        self._show()

    def aside(self) -> Aside:
        said = sum(bool(item.text) for item in self._items)
        return Aside(formats.number(said) if said else "")

    def take_over(self) -> None:
        self._items = [row.item() for row in self.rows]
        self._chosen = tuple(self._items)
        self.as_offered.setVisible(True)

    def go_to(self, subject: int | str | None) -> None:
        (self.rows[0].words if self.rows else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        with self.filling():
            while len(self.rows) < len(self._items):
                self._append()
            while len(self.rows) > len(self._items):
                gone = self.rows.pop()
                gone.hide()
                gone.deleteLater()
            for number, (line, item) in enumerate(zip(self.rows, self._items, strict=True), start=1):
                line.show_item(item, number, len(self._items))
        self.as_offered.setVisible(self._chosen is not None)
        advice = self.advise(len(self._items))
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))

    def _append(self) -> None:
        name, words, second = self._told
        line = AheadLine(name, self._today)
        self._list.addWidget(line)
        line.name_parts(words, second, can_be_theirs=isinstance(self.blank(), NextGoal))
        number = len(self.rows)
        line.moved.connect(lambda way: self._move(number, way))
        line.dropped.connect(lambda: self._drop(number))
        self.rows.append(line)
        self.watch(line.words, line.second, line.due, line.theirs)

    def _changed(self) -> None:
        self._chosen = tuple(self._items)
        self._show()
        self.chosen.emit()

    def _add(self) -> None:
        self._items.append(self.blank())
        self._chosen = tuple(self._items)
        self._show()
        self.typed.emit()
        self.rows[-1].words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, number: int, way: int) -> None:
        other = number + way
        if 0 <= other < len(self._items):
            items = self._items
            items[number], items[other] = items[other], items[number]
            self._changed()
            line = self.rows[other]
            wanted = line.up if way < 0 else line.down
            (wanted if wanted.isEnabled() else line.words).setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, number: int) -> None:
        self._items.pop(number)
        self._changed()
        place = min(number, len(self.rows) - 1)
        (self.rows[place].words if self.rows else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self._chosen, self._items = None, list(self._offers)
        self._show()
        self.chosen.emit()


class NextSection(AheadSection):
    """Goals for the next period: what, by when, and who does it."""

    fields = ("promises_next",)
    part = ReportPart.NEXT

    def __init__(self, today: Today) -> None:
        super().__init__(_("Goal"), _("What will be done"), _("Reached when…"), _("Add a goal"), today)

    def advise(self, count: int) -> str:
        if count <= RECOMMENDED[-1]:
            return ""
        first, last = formats.number(RECOMMENDED[0]), formats.number(RECOMMENDED[-1])
        return _("{first} to {last} goals are few enough to be kept.").format(first=first, last=last)

    def blank(self) -> NextGoal:
        return NextGoal("")

    def kept(self, content: ReportContent) -> tuple[NextGoal, ...] | None:
        return content.promises_next

    def offers(self, sheet: ReportSheet) -> Sequence[NextGoal]:
        return sheet.offered.goals_next[: RECOMMENDED[-1]]

    def content(self, before: ReportContent) -> ReportContent:
        return replace(before, promises_next=_only(NextGoal, self._chosen))


class NeedsSection(AheadSection):
    """What is asked of the client: what, by when, and why."""

    fields = ("needs",)
    part = ReportPart.NEEDS

    def __init__(self, today: Today) -> None:
        super().__init__(_("No."), _("What you need"), _("Why you need it"), _("Add a request"), today)

    def blank(self) -> AskedOf:
        return AskedOf("")

    def kept(self, content: ReportContent) -> tuple[AskedOf, ...] | None:
        return content.needs

    def offers(self, sheet: ReportSheet) -> Sequence[AskedOf]:
        return sheet.offered.needs

    def content(self, before: ReportContent) -> ReportContent:
        return replace(before, needs=_only(AskedOf, self._chosen))


def _only(kind: type[One], items: Sequence[Item] | None) -> tuple[One, ...] | None:
    return None if items is None else tuple(one for one in items if isinstance(one, kind))
