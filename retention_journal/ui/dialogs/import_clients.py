"""Bring clients in from a file: choose it, say its columns, look through it. One undo takes all back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import CancelledError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext
from retention_journal.importers.clients import FirstLook, ReadResult, first_look, read_clients
from retention_journal.importers.columns import ColumnMapping, known_headings
from retention_journal.importers.csv_format import guess_format
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.recognise import Source, recognise
from retention_journal.services.transfer.client_import import import_clients
from retention_journal.services.transfer.look_through import LookedThrough, look_through
from retention_journal.services.transfer.results import ImportResult
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui import theme
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.import_steps import (
    AskStep,
    ChooseStep,
    DoneStep,
    LookStep,
    ReviewStep,
    brought_in,
    changed_anything,
    error_notice,
)
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.layouts import box, clear, column, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.tasks import Task, Tasks, Work
from retention_journal.ui.text_labels import Label, Span, spans

_WIDTH, _LEAST_HEIGHT = 940, 560
_SHOWS_MS = 30


class Step(Term):
    """The steps, in the order in which they come."""

    CHOOSE = "choose", N_("File")
    LOOK = "look", N_("Columns")
    ASK = "ask", N_("Questions")
    REVIEW = "review", N_("Look through")
    DONE = "done", N_("Done")


@dataclass(frozen=True)
class _Read:
    """What a file held, and how that meets the journal."""

    clients: ReadResult
    seen: LookedThrough


class ImportClients(Dialog):
    """The assistant. ``take_file`` begins with a file that is known already.

    Signals:
        undoable: What was done, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], *, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(_("Bring clients in"), _("Go on"), parent, width=_WIDTH)
        self._journal, self._now, self._tasks = journal, now, tasks
        self._path = Path()
        self._source = Source.CSV
        self._answers: dict[str, str] = {}
        self._asked = False
        self._read: _Read | None = None
        self._result: ImportResult | None = None
        self._task: Task | None = None
        self.step = Step.CHOOSE
        self.choose, self.look, self.ask = ChooseStep(), LookStep(), AskStep()
        self.review, self.done_step = ReviewStep(), DoneStep()
        self._steps: dict[Step, QWidget] = {
            Step.CHOOSE: self.choose,
            Step.LOOK: self.look,
            Step.ASK: self.ask,
            Step.REVIEW: self.review,
            Step.DONE: self.done_step,
        }
        self._build()
        self._show(Step.CHOOSE)

    def take_file(self, path: Path) -> None:
        """Look at the file ``path``."""
        self._path, self._read = path, None
        self._answers, self._asked = {}, False
        self.look.forget()
        self._clear_error()
        self._start(partial(_look, path), self._looked, _("Looking at the file"))

    def go_back(self) -> None:
        """Go to the step before; what was chosen there is still chosen."""
        self._clear_error()
        if self.step in {Step.REVIEW, Step.ASK} and self._source is Source.CSV:
            self._show(Step.LOOK)
        else:
            self._show(Step.CHOOSE)

    def accept(self) -> None:
        """Do what the button of the step says."""
        if not self.do_button.isEnabled():
            return
        self._clear_error()
        match self.step:
            case Step.LOOK:
                self._answers, self._asked = {}, False
                self._read_file()
            case Step.ASK:
                self._take_answers()
            case Step.REVIEW:
                self._begin_writing()
            case Step.DONE:
                self.reject()

    def keep_draft(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._result is not None and changed_anything(self._result):
            self.undoable.emit(brought_in(self._result))

    # Steps

    def _build(self) -> None:
        self.back_button = quiet_button(_("Back"), icon="back")
        self.back_button.clicked.connect(self.go_back)
        self.buttons.insertWidget(0, self.back_button)
        self._trail: Label = spans()
        self._errors = column(gap=0)
        stack(self.content, self._trail, box(self._errors), *self._steps.values(), gap=12)
        self.setMinimumHeight(min(theme.px(_LEAST_HEIGHT), self.screen().availableGeometry().height() - 80))
        self.choose.chosen.connect(self.take_file)
        self.look.format_wanted.connect(self._look_again)
        self.look.encoding_wanted.connect(self._look_in)
        self.done_step.undo_wanted.connect(self._take_back)

    def _show(self, step: Step) -> None:
        self.step = step
        for one, widget in self._steps.items():
            widget.setVisible(one is step)
        self.back_button.setVisible(step in {Step.LOOK, Step.ASK, Step.REVIEW})
        self.do_button.setVisible(step not in {Step.CHOOSE, Step.DONE})
        self.do_button.setText(self._do_words())
        self.do_button.setEnabled(True)
        self.cancel_button.setText(_("Close") if step is Step.DONE else _("Cancel"))
        self._show_trail()
        if step is Step.CHOOSE:
            self.choose.button.setFocus()
        elif step is Step.DONE:
            self.cancel_button.setFocus()
        else:
            self.do_button.setFocus()

    def _show_trail(self) -> None:
        shown = [one for one in Step if one is not Step.ASK or self.step is Step.ASK]
        if self._source is Source.VCARD:
            shown.remove(Step.LOOK)
        parts: list[Span] = []
        for number, one in enumerate(shown):
            here = one is self.step
            look = ("caption_medium", "text") if here else ("caption", "text_3")
            parts.append(Span("      " if number else "", "caption", "text_3"))
            parts.append(Span(_("{n} {step}").format(n=number + 1, step=one.label), *look))
        self._trail.show_spans(parts)

    def _do_words(self) -> str:
        if self.step is not Step.REVIEW or self._read is None:
            return _("Go on")
        new = len(self._read.seen.new)
        if new:
            return ngettext("Bring {n} client in", "Bring {n} clients in", new).format(n=new)
        return _("Fill in what is blank")

    # Reading

    def _look_in(self, encoding: str) -> None:
        kept = self.look.format

        def again(_progress: Progress) -> FirstLook:
            guessed = guess_format(self._path, known_headings, encoding=encoding)
            told = replace(guessed, date_format=kept.date_format, decimal_sign=kept.decimal_sign)
            return first_look(self._path, told)

        self._clear_error()
        self._start(again, self._looked, _("Looking at the file"))

    def _look_again(self, wanted: CsvFormat) -> None:
        path = self._path
        self._clear_error()
        self._start(lambda _progress: first_look(path, wanted), self._looked, _("Looking at the file"))

    def _looked(self, look: FirstLook | None) -> None:
        self._source = Source.CSV if look else Source.VCARD
        if look is None:
            self._read_file()
            return
        self.look.show_look(self._path.name, look)
        self._show(Step.LOOK)

    def _read_file(self) -> None:
        is_table = self._source is Source.CSV
        told = replace(self.look.format, **self._answers) if is_table else None  # type: ignore[arg-type]
        work = _Reading(
            self._path, self._journal.path, self._now(), told, self.look.mapping if is_table else None
        )
        self._start(work, self._was_read, _("Reading the clients"))

    def _was_read(self, read: _Read) -> None:
        self._read = read
        if read.clients.questions and not self._asked:
            self.ask.ask(read.clients.questions)
            self._show(Step.ASK)
            return
        self.review.show_read(self._path.name, read.clients, read.seen)
        self._show(Step.REVIEW)
        self.do_button.setEnabled(bool(read.seen.new or read.seen.here))

    def _take_answers(self) -> None:
        answers = self.ask.answers()
        if answers is None:
            self.note.set_role("caption_medium", "act_text")
            self.note.setText(_("Choose one of each."))
            return
        self._answers, self._asked = answers, True
        self._read_file()

    # Writing

    def _begin_writing(self) -> None:
        self.do_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self.review.show_written(0, 1)
        self.note.set_role("caption", "text_3")
        self.note.setText(_("Writing. The window answers again when all of it is in."))
        QTimer.singleShot(_SHOWS_MS, self, self._write)  # once the window has shown that it begins

    def _write(self) -> None:
        if self._read is None:
            return
        try:
            self._result = import_clients(
                self._journal, self._read.clients, now=self._now(), progress=self.review.show_written
            )
        except JournalError as error:
            self._show_error(error)
            self.do_button.setEnabled(True)
        else:
            self.done_step.show_result(self._result)
            self._show(Step.DONE)
        finally:
            self.note.setText("")
            self.back_button.setEnabled(True)
            self.review.bar.hide()

    def _take_back(self) -> None:
        self._journal.undo()
        self._result = None
        self.done_step.show_taken_back()

    # Work under way

    def _start(self, work: Work, done: Callable[..., object], title: str) -> None:
        self.do_button.setEnabled(False)
        self._task = self._tasks.start(work, on_success=done, on_error=self._failed, on_end=self._ended)
        TaskDialog(self._task, title, self)

    def _ended(self) -> None:
        self._task = None
        if self.step not in {Step.REVIEW, Step.DONE}:
            self.do_button.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, JournalError):
            show_error(error, self)
            return
        self.look.show_format()
        self._show_error(error)

    def _show_error(self, error: JournalError) -> None:
        self._clear_error()
        self._errors.addWidget(error_notice(error))

    def _clear_error(self) -> None:
        clear(self._errors)
        self.note.setText("")


def _look(path: Path, _progress: Progress) -> FirstLook | None:
    """Return how the table at ``path`` begins, None for address cards."""
    return first_look(path) if recognise(path) is Source.CSV else None


@dataclass(frozen=True)
class _Reading:
    """Reads all of a file and compares it with the journal, on a thread of its own."""

    path: Path
    journal: Path
    now: datetime
    format: CsvFormat | None
    mapping: ColumnMapping | None

    def __call__(self, progress: Progress) -> _Read:
        today = self.now.date()
        read = read_clients(
            self.path, today=today, format=self.format, mapping=self.mapping, progress=progress
        )
        with JournalReader.open(self.journal) as journal:
            return _Read(read, look_through(journal, read.rows, today=today, progress=progress))
