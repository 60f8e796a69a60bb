"""Lost & lessons: the lesson to re-read, all lessons, and at the side whom you lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.lessons import LessonState
from retention_journal.core.periods import DayRange, last_twelve_months
from retention_journal.core.text import folded
from retention_journal.i18n import _
from retention_journal.services.hours import months_of_all, portfolio_minutes
from retention_journal.services.lessons import (
    LessonView,
    lessons,
    retire_lesson,
    still_true,
    trash_lesson,
    use_lesson_again,
)
from retention_journal.services.light_warned import light_before_losses
from retention_journal.services.loss_reasons import reasons_of_the_year
from retention_journal.services.reflections import LostClient, lost_clients
from retention_journal.services.won_and_lost import won_and_lost
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, link_button, outlined_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.layouts import Pane, box, clear, column, row
from retention_journal.ui.page import MEDIUM, NARROW, Page, PageHeader, action, empty_state
from retention_journal.ui.pages import lost_words
from retention_journal.ui.pages.lesson_parts import LessonLine, ReReading
from retention_journal.ui.pages.lost_side import LostSide
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import caption, label, section_title

_SIDE_WIDE, _SIDE_MEDIUM = 440, 288
_MOST_LINES = 60
_ANY = 16777215  # Qt's word for no limit


class LostLessonsPage(Page):
    """Shows what was learnt and whom it was learnt from.

    Signals:
        client_opened: Open this client's page.
    """

    client_opened = Signal(int)
    watches = frozenset(
        {"lesson", "loss", "client", "closing_conversation", "post_mortem", "health_snapshot", "time_entry"}
        | {"interaction", "promise", "promise_move", "incident"}
    )

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._lessons: Sequence[LessonView] = ()
        self._shows_all = False
        self._folded: bool | None = None
        self.write_button = outlined_button(_("Write a lesson"), icon="add")
        self.write_first = outlined_button(_("Write a lesson"), icon="add")
        self.re_reading = ReReading()
        self.nothing_due = label("", "ui", colour="text_2", wrap=True)
        self.counts = caption("")
        self.chips = Chips(
            [
                Chip(LessonState.ACTIVE, LessonState.ACTIVE.label),
                Chip(LessonState.RETIRED, LessonState.RETIRED.label),
            ],
            name=_("Which lessons"),
        )
        self.find_button = icon_button("search", _("Find a lesson"))
        self.find_line = LineField(placeholder=_("Find a lesson"), icon="search")
        self.find_line.setAccessibleName(_("Find a lesson"))
        self.find_line.hide()
        self.lines = column(gap=0)
        self.show_all = link_button("")
        self.side = LostSide()
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Show what was learnt and lost as of today."""
        today = self._today()
        self._lessons = lessons(self._journal)
        lost = lost_clients(self._journal)
        self._show_due(today)
        self._show_lines()
        ever = light_before_losses(self._journal, DayRange(date.min, today))
        year = light_before_losses(self._journal, last_twelve_months(today))
        self.side.show_light(ever.losses, "" if year.silent else year.text)
        self.side.show_reasons(reasons_of_the_year(self._journal, today).text)
        balance = won_and_lost(self._journal, today)
        self.side.show_lost(lost, balance, today)
        year_of_days = DayRange(today - timedelta(days=364), today)
        self.side.care.show_balance(
            portfolio_minutes(self._journal, year_of_days), months_of_all(self._journal, today), balance
        )

    def panes(self) -> Sequence[QWidget]:
        return [self.main, self.side]

    def take_focus(self) -> None:
        for button in (self.re_reading.still_true_button, self.write_button, self.write_first):
            if button.isVisibleTo(self):
                button.setFocus()
                return

    def find(self) -> bool:  # type: ignore[override] # Qt's own is about window numbers
        """Open the field in which a lesson is found."""
        self.find_line.show()
        self.find_line.setFocus()
        self.find_line.selectAll()
        return True

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"client": [self._mark_action], "edit": [self._write_action]}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._arrange()

    # -- making it ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = row(section_title(_("All lessons")), self.counts, None, self.chips, self.find_button, gap=8)
        head.setAlignment(self.chips, Qt.AlignmentFlag.AlignVCenter)
        self._list = box(
            column(
                head,
                self.find_line,
                self.lines,
                self.show_all,
                gap=6,
            )
        )
        self._empty = empty_state(
            "lessons",
            _("No lessons yet."),
            _(
                "A lesson is one sentence worth remembering. It comes back to be read after a week, "
                "then after longer and longer, for as long as it is true."
            ),
            [self.write_first],
        )
        self.main = box(
            column(
                PageHeader(_("Lost & lessons"), buttons=[self.write_button]),
                4,
                self.re_reading,
                self.nothing_due,
                10,
                self._list,
                self._empty,
                None,
                gap=8,
                margins=(32, 24, 32, 24),
            )
        )
        self._below = column(self.main, None, gap=0)
        self._main_pane = Pane(box(self._below))
        self._side_pane = Pane(self.side, background="inset")
        self._nothing = QWidget()  # what the side pane holds while its content stands below
        self._rule = Rule(standing=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._main_pane, 1)
        line.addWidget(self._rule)
        line.addWidget(self._side_pane)

    def _wire(self) -> None:
        for button in (self.write_button, self.write_first):
            button.clicked.connect(self._write)
        self.re_reading.still_true.connect(self._still_true)
        self.re_reading.rewrite_wanted.connect(self._rewrite)
        self.re_reading.retired.connect(self._retire)
        self.chips.changed.connect(lambda _value: self._show_lines())
        self.find_button.clicked.connect(self.find)
        self.find_line.textChanged.connect(lambda _text: self._show_lines())
        action(self.find_line, _("Close the search"), self._stop_finding, "Escape")
        self.show_all.clicked.connect(self._toggle_all)
        self.side.client_wanted.connect(self.client_opened)
        self.side.mark_wanted.connect(self.mark_client_lost)
        self.side.closing_wanted.connect(self._go_on)
        self._write_action = action(self, _("&Write a lesson…"), self._write, icon="lessons")
        self._mark_action = action(self, _("Mark a client as los&t…"), self.mark_client_lost)
        buttons = (
            self.re_reading.still_true_button,
            self.re_reading.rewrite_button,
            self.re_reading.retire_button,
        )
        for key, button in enumerate(buttons, 1):
            action(self, button.text(), partial(self._press, button), str(key))

    def _press(self, button: QWidget) -> None:
        if button.isVisible():
            button.click()  # type: ignore[attr-defined]

    def _arrange(self) -> None:
        scale = theme.scale()
        width = self.window().width() / scale
        folded = width < NARROW
        self._side_pane.setFixedWidth(theme.px(_SIDE_WIDE if width >= MEDIUM else _SIDE_MEDIUM))
        if folded == self._folded:
            return
        self._folded = folded
        self._side_pane.setVisible(not folded)
        self._rule.setVisible(not folded)
        if folded:
            self._side_pane.takeWidget()
            self._side_pane.setWidget(self._nothing)
            self.side.setMaximumWidth(_ANY)
            self.side.setMinimumHeight(0)
            self._below.insertWidget(1, self.side)
            self.side.show()
        elif self._side_pane.widget() is not self.side:
            self._side_pane.takeWidget()
            self._below.removeWidget(self.side)
            self._side_pane.setWidget(self.side)
            self._side_pane.restyle()

    # -- showing ------------------------------------------------------------------------------------------

    def _show_due(self, today: date) -> None:
        in_use = [one for one in self._lessons if one.state is LessonState.ACTIVE]
        due = [one for one in in_use if one.next_review_on and one.next_review_on <= today]
        self.re_reading.setVisible(bool(due))
        if due:
            done = sum(one.last_read_on == today for one in in_use)
            self.re_reading.show_lesson(due[0], done + 1, done + len(due), today)
        coming = [one.next_review_on for one in in_use if one.next_review_on]
        self.nothing_due.setVisible(bool(coming) and not due)
        if coming and not due:
            self.nothing_due.setText(
                _("Nothing to re-read today. The next lesson comes back {day}.").format(
                    day=formats.days_ahead(min(coming), today)
                )
            )

    def _show_lines(self) -> None:
        focused = self._focused()
        clear(self.lines)
        in_use = sum(one.state is LessonState.ACTIVE for one in self._lessons)
        self.counts.setText(lost_words.counted(in_use, len(self._lessons) - in_use))
        self._list.setVisible(bool(self._lessons))
        self._empty.setVisible(not self._lessons)
        self.write_button.setVisible(bool(self._lessons))
        fitting = self._fitting()
        shown = fitting if self._shows_all else fitting[:_MOST_LINES]
        for lesson in shown:
            line = self._line(lesson)
            self.lines.addWidget(line)
            if lesson.id == focused:
                line.setFocus()
        if not fitting:
            self.lines.addWidget(label(self._none_fits(), "ui", colour="text_2", wrap=True))
        self.show_all.setVisible(len(fitting) > _MOST_LINES)
        self.show_all.setText(
            _("Show fewer") if self._shows_all else _("Show all {n}").format(n=formats.number(len(fitting)))
        )

    def _line(self, lesson: LessonView) -> LessonLine:
        line = LessonLine(lesson, self._today())
        line.rewrite_wanted.connect(self._rewrite)
        line.retire_wanted.connect(self._retire)
        line.again_wanted.connect(self._use_again)
        line.trash_wanted.connect(self._trash)
        line.client_wanted.connect(self.client_opened)
        return line

    def _fitting(self) -> list[LessonView]:
        wanted = folded(self.find_line.text()).split()
        state = self.chips.value()
        return [
            lesson
            for lesson in self._lessons
            if lesson.state is state
            and all(word in folded(f"{lesson.text} {lesson.trigger} {lesson.client}") for word in wanted)
        ]

    def _none_fits(self) -> str:
        if self.find_line.text().strip():
            return _("No lesson fits. Esc clears the search.")
        if self.chips.value() is LessonState.RETIRED:
            return _("No lesson is retired. One that no longer holds can rest here.")
        return _("All lessons are retired.")

    def _focused(self) -> int | None:
        for line in self.main.findChildren(LessonLine):
            if line.hasFocus() or line.more.hasFocus():
                return line.lesson.id
        return None

    def _toggle_all(self) -> None:
        self._shows_all = not self._shows_all
        self._show_lines()

    def _stop_finding(self) -> None:
        self.find_line.clear()
        self.find_line.hide()
        self.find_button.setFocus()

    # -- acts ---------------------------------------------------------------------------------------------

    def _still_true(self, lesson: LessonView) -> None:
        again = still_true(self._journal, lesson, today=self._today())
        self.undoable.emit(_("Still true. It comes back {day}.").format(day=formats.day(again)))

    def _retire(self, lesson: LessonView) -> None:
        retire_lesson(self._journal, lesson.id)
        self.undoable.emit(_("The lesson is retired."))

    def _use_again(self, lesson: LessonView) -> None:
        use_lesson_again(self._journal, lesson.id, today=self._today())
        self.undoable.emit(_("The lesson is in use again."))

    def _trash(self, lesson: LessonView) -> None:
        trash_lesson(self._journal, lesson.id, now=self._now())
        self.undoable.emit(_("The lesson is in the trash."))

    def _write(self) -> None:
        self._open(LessonDialog(self._journal, self._now, self))

    def _rewrite(self, lesson: LessonView) -> None:
        self._open(LessonDialog(self._journal, self._now, self, lesson=lesson))

    def mark_client_lost(self, client_id: int | None = None) -> None:
        """Open the dialog that marks a client as lost."""
        dialog = MarkLostDialog(self._journal, self._now, self, client_id=client_id)
        dialog.talked.connect(self._talk)
        self._open(dialog)

    def _go_on(self, loss: LostClient) -> None:
        self._talk(loss.client_id, loss.loss_id)

    def _talk(self, client_id: int, loss_id: int) -> None:
        dialog = ClosingConversationDialog(
            self._journal, self._now, self, client_id=client_id, loss_id=loss_id
        )
        dialog.undoable.connect(self.undoable)
        dialog.open()

    def _open(self, dialog: LessonDialog | MarkLostDialog) -> None:
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    def _today(self) -> date:
        return self._now().date()
