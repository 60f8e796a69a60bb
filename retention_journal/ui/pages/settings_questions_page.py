"""The questions that are asked at the start, kind by kind: added, worded, moved, thrown away.

Source: capability B3; ideas 3.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.clients import EngagementType
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.expectations import LONGEST_TEXT
from retention_journal.core.intake_questions import how_many
from retention_journal.i18n import _
from retention_journal.services.intake_questions import (
    add_question,
    drop_question,
    move_question,
    questions_for,
    reword_question,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button, outlined_button
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Field, Form
from retention_journal.ui.layouts import box, clear, column, row, scrolled
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import MARGIN_WIDE, Page, PageHeader, lay_out
from retention_journal.ui.pages.question_lines import QuestionLine
from retention_journal.ui.pages.settings_parts import bounded
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label
from retention_journal.ui.toggles import TickBox

_WIDEST = 760
_KINDS_WIDTH = 260


class QuestionsPage(Page):
    """The questions of each kind of engagement, those that you learnt yourself on top.

    Signals:
        settings_wanted: Go back to the settings.
    """

    settings_wanted = Signal()
    watches: ClassVar[frozenset[str]] = frozenset({"intake_question", "expectation_item"})

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self.lines: list[QuestionLine] = []
        self.back_button = link_button(_("Settings"), icon="back")
        self.back_button.clicked.connect(self.settings_wanted)
        self.kind = Choice([(kind, kind.label) for kind in EngagementType], EngagementType.RETAINER)
        self.kind.chosen.connect(lambda _kind: self.refresh())
        self._how_many = caption("", wrap=True)
        self._list = column(gap=0)
        self.form = self._new_form()
        self._content = self._built()
        self._pane = scrolled(self._content)
        header = PageHeader(
            _("Questions to ask"),
            _("At the start of an engagement, so that the thing nobody mentions is mentioned."),
        )
        lay_out(self, box(column(row(self.back_button, None), header, gap=2)), self._pane)

    def refresh(self) -> None:
        """Show what the journal holds, with the focus where it was."""
        at = next((n for n, line in enumerate(self.lines) if _has_focus(line)), None)
        kind: EngagementType = self.kind.value()
        questions = questions_for(self._journal, kind)
        clear(self._list)
        self.lines = []
        for number, question in enumerate(questions, start=1):
            if number > 1:
                self._list.addWidget(Rule())
            self._list.addWidget(self._line(number, QuestionLine(number, question)))
        if not questions:
            nothing = _("Nothing is asked here. What did nobody mention the last time?")
            self._list.addWidget(label(nothing, "ui", colour="text_2", wrap=True))
        self._how_many.setText(how_many(len(questions)))
        if at is not None:
            self._focus_line(at)

    def open_place(self, **place: object) -> None:
        """Show the questions of the ``kind`` that is named."""
        if place.get("kind") in list(EngagementType):
            self.kind.set_value(place["kind"])
            self.make_stale()

    def take_focus(self) -> None:
        """Begin with the first question, or with a new one where there is none."""
        (self.lines[0] if self.lines else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through."""
        return [self._content, self.form]

    # -- acts -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a question to those of the kind that is shown, or to those of every kind."""
        self.form.clear_errors()
        kind = None if self.every.isChecked() else self.kind.value()
        try:
            add_question(self._journal, kind, self.new.cleaned(), origin=self.origin.cleaned())
        except InvalidEntryError as error:
            self.form.show_error(error)
            return
        except JournalError as error:
            show_error(error, self.window(), retry=self.add)
            return
        self.new.clear()
        self.origin.clear()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undoable.emit(_("Question added."))

    def move_line(self, line: QuestionLine, step: int) -> None:
        """Move a question up (-1) or down (1) among its like."""
        at = self.lines.index(line)
        if self._did(lambda: move_question(self._journal, self.kind.value(), line.shown, step)):
            self._focus_line(at + step)

    def reword(self, line: QuestionLine, text: str) -> None:
        """Put a question in other words; what was asked before stays as it was asked."""
        self._did(lambda: reword_question(self._journal, self.kind.value(), line.shown, text))

    def drop(self, line: QuestionLine) -> None:
        """Put a question in the trash."""
        at = self.lines.index(line)
        if not self._did(
            lambda: drop_question(self._journal, self.kind.value(), line.shown, now=self._now())
        ):
            return
        self._focus_line(min(at, len(self.lines) - 1))
        self.undoable.emit(_("Question moved to the trash. It is not asked any more."))

    # -- parts ----------------------------------------------------------------------------------------------

    def _built(self) -> QWidget:
        self._kinds = Field(_("&Kind of engagement"), self.kind)
        told = _(
            "What came of something that went wrong with you stands on top. Other words hold for the next"
            " clients; what was asked before stays as it was asked."
        )
        parts = column(
            row(self._kinds, None),
            label(told, "ui", colour="text_2", wrap=True),
            self._how_many,
            self._list,
            Rule(),
            self.form,
            gap=14,
        )
        self._readable = box(parts)
        self._readable.setEnabled(not self._journal.is_read_only)
        self.restyle()
        return box(column(bounded(self._readable), None, margins=(MARGIN_WIDE, 0, MARGIN_WIDE, 32)))

    def _new_form(self) -> Form:
        self.new = LineField(longest=LONGEST_TEXT)
        self.origin = LineField(placeholder=_("Berg, March"), longest=LONGEST_TEXT)
        self.every = TickBox(_("Ask it whatever kind of engagement it is"))
        self.add_button = outlined_button(_("&Add"), icon="add", small=True)
        self.add_button.clicked.connect(self.add)
        for field in (self.new, self.origin):
            field.returnPressed.connect(self.add)
        form = Form()
        form.add("text", _("One more &question"), self.new)
        form.add("origin", _("&Because of"), self.origin, optional=True)
        form.add_part(row(self.every, None, self.add_button, gap=12))
        return form

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._readable.setMaximumWidth(theme.px(_WIDEST))
        self._kinds.setMinimumWidth(theme.px(_KINDS_WIDTH))

    def _line(self, number: int, made: QuestionLine) -> QuestionLine:
        self.lines.append(made)
        made.step.connect(lambda step: self._focus_line(number - 1 + step))
        made.moved.connect(lambda step: self.move_line(made, step))
        made.reworded.connect(lambda text: self.reword(made, text))
        made.dropped.connect(lambda: self.drop(made))
        return made

    def _did(self, act: Callable[[], object]) -> bool:
        """Do ``act``, and say whether it did anything; what went wrong is shown."""
        try:
            return act() is not False
        except JournalError as error:
            show_error(error, self.window())
            self.refresh()
            return False

    def _focus_line(self, at: int) -> None:
        if not self.lines:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        elif 0 <= at < len(self.lines):
            line = self.lines[at]
            line.setFocus(Qt.FocusReason.TabFocusReason)
            QTimer.singleShot(0, line, lambda: self._pane.ensureWidgetVisible(line))


def _has_focus(line: QWidget) -> bool:
    return line.window().focusWidget() in {line, *line.findChildren(QWidget)}
