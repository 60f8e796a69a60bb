"""Lost & lessons: the lesson to re-read, all lessons, and at the side whom you lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from retention_journal.core import formats
from retention_journal.core.lesson_triggers import Answer, Applies
from retention_journal.core.lessons import LessonState
from retention_journal.core.periods import DayRange, last_twelve_months
from retention_journal.i18n import _
from retention_journal.services.cause_patterns import all_causes
from retention_journal.services.general_lessons import GeneralLesson, general_lessons, take_over
from retention_journal.services.hours import months_of_all, portfolio_minutes
from retention_journal.services.lesson_triggers import answer_lesson, applying_now
from retention_journal.services.lessons import (
    LessonView,
    lessons,
    retire_lesson,
    still_true,
    trash_lesson,
    use_lesson_again,
)
from retention_journal.services.light_warned import light_before_losses
from retention_journal.services.looks_back import standings, waiting_actions
from retention_journal.services.loss_reasons import reasons_of_the_year
from retention_journal.services.post_mortems import attribution_shares, to_look_again, to_reread, to_write
from retention_journal.services.reflections import lost_clients
from retention_journal.services.won_and_lost import won_and_lost
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import icon_button, outlined_button
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from retention_journal.ui.dialogs.lesson_form import LessonDialog
from retention_journal.ui.dialogs.lesson_sheet_form import LessonSheetDialog
from retention_journal.ui.dialogs.mark_lost import MarkLostDialog
from retention_journal.ui.layouts import Pane, box, column
from retention_journal.ui.lesson_saving import LessonSaving
from retention_journal.ui.page import MEDIUM, NARROW, Page, PageHeader, action, empty_state
from retention_journal.ui.pages.cause_bars import CauseBars
from retention_journal.ui.pages.cluster_offer import ClusterOffer
from retention_journal.ui.pages.general_part import GeneralPart
from retention_journal.ui.pages.lesson_list import LessonList
from retention_journal.ui.pages.lesson_now import NowPart
from retention_journal.ui.pages.lesson_parts import ReReading
from retention_journal.ui.pages.looks_back_part import LooksBackPart
from retention_journal.ui.pages.lost_side import LostSide
from retention_journal.ui.panels import Rule
from retention_journal.ui.text_labels import label

_SIDE_WIDE, _SIDE_MEDIUM = 440, 288
_MOST_LINES = 60
_ANY = 16777215  # Qt's word for no limit


class LostLessonsPage(Page):
    """Shows what was learnt and whom it was learnt from.

    Signals:
        client_opened: Open this client's page.
        open_post_mortem: Look back on this loss, by id.
        complaint_opened: Open this complaint, by id.
        insights_wanted: See what the numbers say.
    """

    client_opened = Signal(int)
    open_post_mortem = Signal(int)
    complaint_opened = Signal(int)
    insights_wanted = Signal()
    watches = frozenset(
        {"lesson", "loss", "client", "closing_conversation", "post_mortem", "health_snapshot", "time_entry"}
        | {"interaction", "promise", "promise_move", "incident", "post_mortem_loss", "setting"}
        | {"contact_role", "client_event", "cause", "action_item", "incident_move"}
    )

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._lessons: Sequence[LessonView] = ()
        self._applying: Sequence[Applies] = ()
        self._folded: bool | None = None
        self.write_button = outlined_button(_("Write a lesson"), icon="add")
        self.write_first = outlined_button(_("Write a lesson"), icon="add")
        self.cluster = ClusterOffer(journal, now)
        self.re_reading = ReReading()
        self.nothing_due = label("", "ui", colour="text_2", wrap=True)
        self.now_part = NowPart()
        self.looks_back = LooksBackPart()
        self.list = LessonList()
        self.causes = CauseBars()
        self.general = GeneralPart()
        self.more_button = icon_button("more", _("What else to do with lessons"))
        self.side = LostSide()
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Show what was learnt and lost as of today."""
        today = self._today()
        self._lessons = lessons(self._journal)
        self._applying = applying_now(self._journal, self._now())
        lost = lost_clients(self._journal)
        self.cluster.refresh()
        self._show_due(today)
        self._show_all()
        ever = light_before_losses(self._journal, DayRange(date.min, today))
        year = light_before_losses(self._journal, last_twelve_months(today))
        self.side.show_light(ever.losses, "" if year.silent else year.text)
        self.side.show_reasons(reasons_of_the_year(self._journal, today).text)
        self.side.show_standings(standings(self._journal))
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
        self.list.find()
        return True

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"client": [self._mark_action], "edit": [self._write_action], "report": [self._sheet_action]}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        self._arrange()

    # -- making it ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._empty = empty_state(
            "lessons",
            _("No lessons yet. Five from others come with the journal, to begin with."),
            _(
                "A lesson is one sentence worth remembering. It comes back to be read after a week, "
                "then after longer and longer, for as long as it is true."
            ),
            [self.write_first],
        )
        self.main = box(
            column(
                PageHeader(_("Lost & lessons"), buttons=[self.write_button, self.more_button]),
                4,
                self.cluster,
                self.re_reading,
                self.nothing_due,
                10,
                self.now_part,
                self.looks_back,
                10,
                self.list,
                self._empty,
                self.general,
                10,
                self.causes,
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
        self.cluster.undoable.connect(self.undoable)
        self.cluster.look_wanted.connect(lambda _client, loss: self.open_post_mortem.emit(loss))
        self.re_reading.still_true.connect(self._still_true)
        self.re_reading.rewrite_wanted.connect(self._rewrite)
        self.re_reading.retired.connect(self._retire)
        self.re_reading.client_wanted.connect(self.client_opened)
        self.now_part.answered.connect(self._answer)
        self.now_part.client_wanted.connect(self.client_opened)
        self.looks_back.loss_wanted.connect(self.open_post_mortem)
        self.looks_back.complaint_wanted.connect(self.complaint_opened)
        self.general.taken.connect(self._take_over)
        for wish, act in (
            (self.list.rewrite_wanted, self._rewrite),
            (self.list.retire_wanted, self._retire),
            (self.list.again_wanted, self._use_again),
            (self.list.trash_wanted, self._trash),
            (self.list.client_wanted, self.client_opened),
            (self.list.sheet_wanted, lambda loss: self.make_sheet(loss_id=loss)),
        ):
            wish.connect(act)
        self.side.client_wanted.connect(self.client_opened)
        self.side.mark_wanted.connect(self.mark_client_lost)
        self.side.loss_wanted.connect(self.open_post_mortem)
        self.side.insights_wanted.connect(self.insights_wanted)
        self._write_action = action(self, _("&Write a lesson…"), self._write, icon="lessons")
        self._sheet_action = action(self, _("Lesson s&heet without names…"), self.make_sheet)
        menu = QMenu(self.more_button)
        menu.addAction(self._sheet_action)
        self.more_button.open_menu(menu)
        self.saving = LessonSaving(self, self._journal.path)
        self.saving.said.connect(self.toast)
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
            done = sum(one.last_read_on == today for one in self._lessons)
            here = [one for one in self._applying if one.lesson_id == due[0].id]
            self.re_reading.show_lesson(due[0], done + 1, done + len(due), today, here)
        coming = [one.next_review_on for one in in_use if one.next_review_on]
        self.nothing_due.setVisible(bool(coming) and not due)
        if coming and not due:
            self.nothing_due.setText(
                _("Nothing to re-read today. The next lesson comes back {day}.").format(
                    day=formats.days_ahead(min(coming), today)
                )
            )

    def _show_all(self) -> None:
        """Show what stands below the lesson to re-read."""
        today = self._today()
        is_empty = not self._lessons
        self.list.show_lessons(self._lessons, today)
        self._empty.setVisible(is_empty)
        self.general.setVisible(is_empty)
        self.general.show_lessons(general_lessons(self._journal) if is_empty else ())
        self.write_button.setVisible(not is_empty)
        self.more_button.setVisible(not is_empty)
        self.now_part.show_applying(self._applying, {one.id: one.text for one in self._lessons})
        self.looks_back.show_waiting(
            to_write(self._journal),
            to_reread(self._journal, today),
            to_look_again(self._journal, today),
            waiting_actions(self._journal, today),
            today,
        )
        self.causes.show_patterns(all_causes(self._journal), attribution_shares(self._journal).text)

    # -- acts ---------------------------------------------------------------------------------------------

    def _still_true(self, lesson: LessonView) -> None:
        again = still_true(self._journal, lesson, today=self._today())
        self.undoable.emit(_("Still true. It comes back {day}.").format(day=formats.day(again)))

    def _retire(self, lesson: LessonView) -> None:
        retire_lesson(self._journal, lesson.id, today=self._today())
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

    def _answer(self, one: Applies, answer: Answer) -> None:
        answer_lesson(self._journal, one, answer, today=self._today())
        told = {
            Answer.DONE: _("Noted. It is good news to bring them."),
            Answer.NOT_FOR_THEM: _("Noted. It is not shown for them again."),
        }
        self.undoable.emit(told[answer] if one.client_id is not None else _("Noted."))

    def _take_over(self, lesson: GeneralLesson) -> None:
        take_over(self._journal, lesson, today=self._today())
        self.undoable.emit(_("The lesson is yours. You read it again in a week."))

    def make_sheet(self, _checked: bool = False, *, loss_id: int | None = None) -> None:
        """Ask what a sheet of lessons for a colleague says, of all lessons or of one loss, and save it."""
        dialog = LessonSheetDialog(self._journal, self._today(), self, loss_id=loss_id)
        dialog.sheet_wanted.connect(self.saving.save)
        dialog.open()

    def open_closing(self, loss_id: int) -> None:
        """Open the closing conversation of a loss."""
        lost = next((one for one in lost_clients(self._journal) if one.loss_id == loss_id), None)
        if lost is not None:
            self._talk(lost.client_id, loss_id)

    def _talk(self, client_id: int, loss_id: int) -> None:
        dialog = ClosingConversationDialog(
            self._journal, self._now, self, client_id=client_id, loss_id=loss_id
        )
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    def _open(self, dialog: LessonDialog | MarkLostDialog) -> None:
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    def _today(self) -> date:
        return self._now().date()
