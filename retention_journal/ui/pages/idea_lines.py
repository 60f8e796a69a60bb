"""Ideas for a client as lines with a tick box."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from retention_journal.core import formats
from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState
from retention_journal.i18n import _
from retention_journal.services.care_ideas import Idea
from retention_journal.ui.buttons import icon_button
from retention_journal.ui.layouts import column, row
from retention_journal.ui.lines import FocusLine
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox


class IdeaLine(FocusLine):
    """One idea. Keys: Space says it is done or opens it again, E edits, Delete throws away.

    Signals:
        settled: It is done or dropped, by id and state; or open again.
        edit_wanted: Other words are wanted for it.
        trash_wanted: It is to go.
    """

    settled = Signal(int, object)
    edit_wanted = Signal(int)
    trash_wanted = Signal(int)

    def __init__(self, idea: Idea, today: date) -> None:
        super().__init__()
        self.idea = idea
        self._is_noted = idea.state is CareIdeaState.NOTED
        self.box = TickBox()
        self.box.setChecked(idea.state is CareIdeaState.DONE)
        self.box.setAccessibleName(_("Mark as done") if self._is_noted else _("Open again"))
        self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.clicked.connect(self._tick)
        self.words = label(idea.text, "body", wrap=True)
        self.below = caption(_below(idea, today), wrap=True)
        more = icon_button("more", _("More"), small=True)
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        more.clicked.connect(lambda: self.menu().popup(more.mapToGlobal(more.rect().bottomLeft())))
        words = column(self.words, self.below, gap=0)
        line = row(self.box, words, more, gap=8, margins=(5, 5, 5, 5))
        line.setStretch(1, 1)
        line.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(more, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setAccessibleName(f"{idea.text}, {self.below.text()}")

    def menu(self) -> QMenu:
        """Return what one can do with it."""
        made, number = QMenu(self), self.idea.idea_id
        done, dropped = CareIdeaState.DONE, CareIdeaState.DROPPED
        told: list[tuple[str, str, Callable[[], None]]] = [(_("Edit…"), "E", self._edit)]
        if self._is_noted:
            told.insert(0, (_("Done…"), _("Space"), partial(self.settled.emit, number, done)))
            told.append((_("Drop it…"), "", partial(self.settled.emit, number, dropped)))
        else:
            told.insert(0, (_("Open again"), _("Space"), self._tick))
            told.append((_("What came of it…"), "", partial(self.settled.emit, number, self.idea.state)))
        for text, key, act in [*told, (_("Move to the trash"), _("Delete"), self._trash)]:
            action = made.addAction(f"{text}\t{key}" if key else text)
            action.triggered.connect(lambda _checked=False, act=act: act())
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Space: self._tick,
            Qt.Key.Key_E: self._edit,
            Qt.Key.Key_Return: self._edit,
            Qt.Key.Key_Enter: self._edit,
            Qt.Key.Key_Delete: self._trash,
        }
        act = keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        act()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def _tick(self) -> None:
        self.box.setChecked(self.idea.state is CareIdeaState.DONE)  # until the journal says otherwise
        state = CareIdeaState.DONE if self._is_noted else CareIdeaState.NOTED
        self.settled.emit(self.idea.idea_id, state)

    def _edit(self) -> None:
        self.edit_wanted.emit(self.idea.idea_id)

    def _trash(self) -> None:
        self.trash_wanted.emit(self.idea.idea_id)


def _below(idea: Idea, today: date) -> str:
    kind = "" if idea.kind is CareIdeaKind.COULD_HELP else idea.kind.label
    if idea.settled_on is None:
        when = _("noted {day}").format(day=formats.short_day(idea.noted_on, today=today))
    else:
        told = _("done {day}") if idea.state is CareIdeaState.DONE else _("dropped {day}")
        when = told.format(day=formats.short_day(idea.settled_on, today=today))
    return " · ".join(part for part in (when, kind, idea.result) if part)
