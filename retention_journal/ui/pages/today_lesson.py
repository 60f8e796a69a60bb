"""A lesson to re-read, below the calls of Today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.lesson_triggers import Answer, Applies
from retention_journal.i18n import _
from retention_journal.services.lesson_triggers import answer_lesson
from retention_journal.services.lessons import LessonView, retire_lesson, still_true
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button, quiet_button
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.pages.lesson_now import NowLine
from retention_journal.ui.pages.lost_words import came_from
from retention_journal.ui.quotes import quote
from retention_journal.ui.text_labels import caption, section_title


class LessonPart(QWidget):
    """Shows one lesson with what one can do with it.

    Signals:
        undoable: What to say of an act, beside an Undo.
        toast: What to say of a draft that was kept.
        client_wanted: Open the client a lesson applies to, by id.
    """

    undoable = Signal(str)
    toast = Signal(str)
    client_wanted = Signal(int)

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._journal, self._now = journal, now
        self._column = column(gap=8)
        self.setLayout(self._column)

    def show_lesson(
        self, lesson: LessonView | None, *, begins: bool, applies: tuple[Applies, str] | None = None
    ) -> None:
        """Show ``lesson``; where there is none, the one that comes with a journal that ``begins``.

        Args:
            lesson: The one to re-read.
            begins: Whether the journal does.
            applies: A lesson that applies to somebody on today's list, and its words; it stands first.
        """
        clear(self._column)
        if applies is not None:
            self._column.addWidget(section_title(_("A lesson for today’s list")))
            self._column.addWidget(self._now_line(*applies))
        if lesson is None and not begins:
            return
        self._column.addWidget(section_title(_("A lesson to re-read")))
        if lesson is None:
            told = _("Call three or four clients at nine, before the day’s work takes all your attention.")
            self._column.addWidget(quote(told, large=True))
            self._column.addWidget(
                caption(_("This one comes with the journal. Yours take its place."), wrap=True)
            )
            return
        self._column.addWidget(quote(lesson.text, large=True))
        self._column.addWidget(self._acts(lesson))

    def _now_line(self, one: Applies, text: str) -> NowLine:
        line = NowLine(one, text, is_alone=True)
        line.answered.connect(self._answer)
        line.client_wanted.connect(self.client_wanted)
        return line

    def _answer(self, one: Applies, answer: Answer) -> None:
        answer_lesson(self._journal, one, answer, today=self._now().date())
        done = _("Noted. It is good news to bring them.")
        self.undoable.emit(done if answer is Answer.DONE else _("Noted. It is not shown for them again."))

    def _acts(self, lesson: LessonView) -> QWidget:
        holds = outlined_button(_("Still true"), small=True)
        holds.clicked.connect(lambda: self._still_true(lesson))
        rewrite = quiet_button(_("Rewrite"), small=True)
        rewrite.clicked.connect(lambda: self._rewrite(lesson))
        retire = quiet_button(_("Retire"), small=True)
        retire.clicked.connect(lambda: self._retire(lesson))
        line = row(
            caption(came_from(lesson), wrap=True), holds, rewrite, retire, gap=6, margins=(16, 0, 0, 0)
        )
        line.setStretch(0, 1)
        return box(line)

    def _still_true(self, lesson: LessonView) -> None:
        again = still_true(self._journal, lesson, today=self._now().date())
        self.undoable.emit(_("Read again. It comes back {day}.").format(day=formats.day_of_month(again)))

    def _rewrite(self, lesson: LessonView) -> None:
        from retention_journal.ui.dialogs.lesson_form import LessonDialog

        dialog = LessonDialog(self._journal, self._now, self.window(), lesson=lesson)
        dialog.undoable.connect(self.undoable)
        dialog.toast.connect(self.toast)
        dialog.open()

    def _retire(self, lesson: LessonView) -> None:
        retire_lesson(self._journal, lesson.id)
        self.undoable.emit(_("The lesson rests in the archive."))
