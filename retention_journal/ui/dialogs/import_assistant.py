"""An assistant that brings a file in: its steps, the trail above them, and work that goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.terms import Term
from retention_journal.i18n import _
from retention_journal.ui import theme
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.import_steps import error_notice
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.layouts import box, clear, column, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.reading_order import put_in_reading_order
from retention_journal.ui.tasks import Task, Tasks, Work
from retention_journal.ui.text_labels import Label, Span, spans

_WIDTH, _LEAST_HEIGHT, _USUAL_HEIGHT = 940, 560, 700
_BESIDE = 60  # of the window's height that stays free
_SHOWS_MS = 30


class ImportAssistant(Dialog):
    """The frame: one step at a time, of which the first chooses the file and the last tells what was done.

    Signals:
        undoable: What was done, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, title: str, *, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(title, _("Go on"), parent, width=_WIDTH)
        self._tasks = tasks
        self._task: Task | None = None
        self._steps: dict[Term, QWidget] = {}
        self.back_button = quiet_button(_("Back"), icon="back")
        self.back_button.clicked.connect(self.go_back)
        self.buttons.insertWidget(0, self.back_button)
        self._trail: Label = spans()
        self._errors = column(gap=0)

    def use_steps(self, steps: Mapping[Term, QWidget]) -> None:
        """Put the steps in, in the order in which they come, and show the first."""
        self._steps = dict(steps)
        stack(self.content, self._trail, box(self._errors), *steps.values(), gap=12)
        self.setMinimumHeight(min(theme.px(_LEAST_HEIGHT), self.screen().availableGeometry().height() - 80))
        self.show_step(next(iter(steps)))

    def go_back(self) -> None:
        """Go to the step before; what was chosen there is still chosen."""

    def trail(self) -> Sequence[Term]:
        """Return the steps that the trail names."""
        return tuple(self._steps)

    def do_words(self) -> str:
        """Return what the button does now."""
        return _("Go on")

    def show_step(self, step: Term) -> None:
        """Show ``step`` alone, with the buttons that belong to it."""
        first, last = next(iter(self._steps)), tuple(self._steps)[-1]
        self.step = step
        for one, widget in self._steps.items():
            widget.setVisible(one is step)
        self.back_button.setVisible(step not in {first, last})
        self.do_button.setVisible(step not in {first, last})
        self.do_button.setText(self.do_words())
        self.do_button.setEnabled(True)
        self.cancel_button.setText(_("Close") if step is last else _("Cancel"))
        self._show_trail()
        if step is first:
            widget = self._steps[first]
            (widget.focusProxy() or widget).setFocus()
        elif step is last:
            self.cancel_button.setFocus()
        else:
            self.do_button.setFocus()

    def show_problem(self, error: JournalError) -> None:
        """Show above the step what went wrong and what to do."""
        self.clear_problem()
        self._errors.addWidget(error_notice(error))

    def clear_problem(self) -> None:
        """Show no problem any more."""
        clear(self._errors)
        self.note.setText("")

    def ask_to_choose(self) -> None:
        """Say beside the buttons that something is still to be chosen."""
        self.note.set_role("caption_medium", "act_text")
        self.note.setText(_("Choose one of each."))

    def _needed_height(self, width: int) -> int:
        """Return the height for the steps still to come as well, as far as the window has room."""
        parent = self.parentWidget()
        room = parent.window().height() - theme.px(_BESIDE) if parent is not None else 0
        return max(super()._needed_height(width), min(theme.px(_USUAL_HEIGHT), room))

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go on in the order in which one reads; most of a step is made while it is shown."""
        put_in_reading_order(self)
        return super().focusNextPrevChild(next)

    # Work under way

    def start(self, work: Work, done: Callable[..., object], title: str) -> None:
        """Begin ``work`` beside the window; ``done`` gets its result, and what went wrong is shown."""
        self.do_button.setEnabled(False)
        self._task = self._tasks.start(work, on_success=done, on_error=self._failed, on_end=self._ended)
        TaskDialog(self._task, title, self)

    def stop_work(self) -> None:
        """Ask work under way to stop."""
        if self._task is not None:
            self._task.cancel()

    def begin_writing(self, write: Callable[[], object]) -> None:
        """Call ``write`` once the window has shown that it writes, for nothing else answers meanwhile."""
        self.do_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self.note.set_role("caption", "text_3")
        self.note.setText(_("Writing. The window answers again when all of it is in."))

        def begin() -> None:
            try:
                write()
            except JournalError as error:
                self.show_problem(error)
                self.do_button.setEnabled(True)
            finally:
                self.note.setText("")
                self.back_button.setEnabled(True)

        QTimer.singleShot(_SHOWS_MS, self, begin)

    def refused(self) -> None:
        """Show again how things were before work that was refused."""

    def _ended(self) -> None:
        if self._task is not None and not self._task.is_over():
            return  # what was found has begun other work already
        self._task = None
        if self.step not in tuple(self._steps)[-2:]:
            self.do_button.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, JournalError):
            show_error(error, self)
            return
        self.refused()
        self.show_problem(error)

    def _show_trail(self) -> None:
        parts: list[Span] = []
        for number, one in enumerate(self.trail()):
            look = ("caption_medium", "text") if one is self.step else ("caption", "text_3")
            parts.append(Span("      " if number else "", "caption", "text_3"))
            parts.append(Span(_("{n} {step}").format(n=number + 1, step=one.label), *look))
        self._trail.show_spans(parts)
