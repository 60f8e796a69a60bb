"""All lessons: in use or retired, found by typing, as a list or by what brings them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.lessons import LessonState, TriggerKind
from retention_journal.core.text import folded
from retention_journal.i18n import _
from retention_journal.services.lessons import LessonView
from retention_journal.ui.buttons import icon_button, link_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import clear, column, row
from retention_journal.ui.page import action
from retention_journal.ui.pages import lost_words
from retention_journal.ui.pages.lesson_parts import LessonLine
from retention_journal.ui.text_labels import caption, label, section_title

_MOST_LINES = 60
_BY_TRIGGER = "by trigger"


class LessonList(QWidget):
    """The lessons in use or the retired ones. The acts of a line are the signals of ``LessonLine``."""

    rewrite_wanted = Signal(object)
    retire_wanted = Signal(object)
    again_wanted = Signal(object)
    trash_wanted = Signal(object)
    client_wanted = Signal(int)
    sheet_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lessons: Sequence[LessonView] = ()
        self._today = date.min
        self._shows_all = False
        self.counts = caption("")
        self.chips = Chips([Chip(state, state.label) for state in LessonState], name=_("Which lessons"))
        self.grouping = Chips([Chip(_BY_TRIGGER, _("By trigger"))], name=_("In which order"), many=True)
        self.find_button = icon_button("search", _("Find a lesson"))
        self.find_line = LineField(placeholder=_("Find a lesson"), icon="search")
        self.find_line.setAccessibleName(_("Find a lesson"))
        self.find_line.hide()
        self.lines = column(gap=0)
        self.show_all = link_button("")
        head = row(
            section_title(_("All lessons")),
            self.counts,
            None,
            self.grouping,
            self.chips,
            self.find_button,
            gap=8,
        )
        for part in (self.grouping, self.chips):
            head.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(column(head, self.find_line, self.lines, self.show_all, gap=6))
        self.chips.changed.connect(lambda _value: self._fill())
        self.grouping.changed.connect(lambda _value: self._fill())
        self.find_button.clicked.connect(self.find)
        self.find_line.textChanged.connect(lambda _text: self._fill())
        self.show_all.clicked.connect(self._toggle_all)
        action(self.find_line, _("Close the search"), self._stop_finding, "Escape")

    def show_lessons(self, lessons: Sequence[LessonView], today: date) -> None:
        """Show ``lessons`` as of ``today``."""
        self._lessons, self._today = lessons, today
        self._fill()

    def find(self) -> None:  # type: ignore[override] # Qt's own is about window numbers
        """Open the field in which a lesson is found."""
        self.find_line.show()
        self.find_line.setFocus()
        self.find_line.selectAll()

    def _fill(self) -> None:
        focused = self._focused()
        clear(self.lines)
        in_use = sum(one.state is LessonState.ACTIVE for one in self._lessons)
        self.counts.setText(lost_words.counted(in_use, len(self._lessons) - in_use))
        self.setVisible(bool(self._lessons))
        fitting = self._fitting()
        group = None
        for lesson in fitting if self._shows_all else fitting[:_MOST_LINES]:
            if self.grouping.value() and group != (group := lesson.when):
                self.lines.addWidget(_group_title(lesson))
            line = self._line(lesson)
            self.lines.addWidget(line)
            if lesson.id == focused:
                line.setFocus()
        if not fitting:
            self.lines.addWidget(label(self._none_fits(), "ui", colour="text_2", wrap=True))
        self.show_all.setVisible(len(fitting) > _MOST_LINES)
        every = _("Show all {n}").format(n=formats.number(len(fitting)))
        self.show_all.setText(_("Show fewer") if self._shows_all else every)

    def _line(self, lesson: LessonView) -> LessonLine:
        line = LessonLine(lesson, self._today)
        line.rewrite_wanted.connect(self.rewrite_wanted)
        line.retire_wanted.connect(self.retire_wanted)
        line.again_wanted.connect(self.again_wanted)
        line.trash_wanted.connect(self.trash_wanted)
        line.client_wanted.connect(self.client_wanted)
        line.sheet_wanted.connect(self.sheet_wanted)
        return line

    def _fitting(self) -> list[LessonView]:
        wanted = folded(self.find_line.text()).split()
        state = self.chips.value()
        found = [
            lesson
            for lesson in self._lessons
            if lesson.state is state
            and all(word in folded(f"{lesson.text} {lesson.when} {lesson.client}") for word in wanted)
        ]
        return sorted(found, key=_by_trigger) if self.grouping.value() else found

    def _none_fits(self) -> str:
        if self.find_line.text().strip():
            return _("No lesson fits. Esc clears the search.")
        if self.chips.value() is LessonState.RETIRED:
            return _("No lesson is retired. One that no longer holds can rest here.")
        return _("All lessons are retired.")

    def _focused(self) -> int | None:
        for line in self.findChildren(LessonLine):
            if line.hasFocus() or line.more.hasFocus():
                return line.lesson.id
        return None

    def _toggle_all(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()

    def _stop_finding(self) -> None:
        self.find_line.clear()
        self.find_line.hide()
        self.find_button.setFocus()


def _by_trigger(lesson: LessonView) -> tuple[bool, int, str]:
    """Put lessons with a trigger first, in the order of the kinds, and those of the calendar last."""
    return not lesson.when, list(TriggerKind).index(lesson.trigger_kind), lesson.when


def _group_title(lesson: LessonView) -> QWidget:
    title = label(lesson.when or TriggerKind.NONE.label, "ui_strong", wrap=True)
    title.setContentsMargins(0, 12, 0, 0)
    title.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return title
