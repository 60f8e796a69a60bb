"""Bring a board, a mailbox, a calendar or invoices in, step by step. One undo takes all back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import JournalError
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _
from retention_journal.importers.intake import plain_ways
from retention_journal.importers.invoices import InvoiceLook, InvoiceWays
from retention_journal.importers.recognise import Source
from retention_journal.importers.trello import trello_look
from retention_journal.services.own_addresses import set_own_addresses
from retention_journal.services.transfer.intake import import_incoming
from retention_journal.services.transfer.intake_plan import IntakePlan
from retention_journal.services.transfer.intake_ways import IntakeWays
from retention_journal.services.transfer.results import ImportResult
from retention_journal.storage.journal import Journal
from retention_journal.ui.dialogs.import_assistant import ImportAssistant
from retention_journal.ui.dialogs.import_invoices_step import InvoicesStep
from retention_journal.ui.dialogs.import_kinds import ASKED, BY_ADDRESS, usual_for, with_what_is_known
from retention_journal.ui.dialogs.import_records_review import (
    RecordsDone,
    RecordsReview,
    records_brought_in,
)
from retention_journal.ui.dialogs.import_records_work import (
    LookAs,
    Read,
    as_found,
    plan_as,
    read_and_name,
    reads_otherwise,
)
from retention_journal.ui.dialogs.import_review import changed_anything
from retention_journal.ui.dialogs.import_trello_step import TrelloStep
from retention_journal.ui.dialogs.import_whose_step import WhoseStep
from retention_journal.ui.dialogs.letters_panel import LettersPanel, lines_of, mend_words
from retention_journal.ui.tasks import Tasks


class RecordsStep(Term):
    """The steps, in the order in which they come."""

    WAYS = "ways", N_("How to read it")
    LETTERS = "letters", N_("Letters")
    WHO = "who", N_("Clients")
    REVIEW = "review", N_("Look through")
    DONE = "done", N_("Done")


class ImportRecords(ImportAssistant):
    """The assistant, for a file that is known already: ``take_file`` begins."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        tasks: Tasks,
        parent: QWidget,
        kind: Source,
        client_id: int | None = None,
    ) -> None:
        """Make the assistant.

        Args:
            journal: Where it goes.
            now: What time it is.
            tasks: Runs what takes a while.
            parent: The window.
            kind: What the file is.
            client_id: Whose those rows are that name no client; None for no client yet.
        """
        super().__init__(kind.label, tasks=tasks, parent=parent)
        self._journal, self._now, self._kind, self._client_id = journal, now, kind, client_id
        self._path = Path()
        self._ways: Any = None
        self._wanted = InvoiceWays()
        self._mend: frozenset[str] | None = None
        self._read: Read | None = None
        self._chosen = IntakeWays()
        self._plan: IntakePlan | None = None
        self._result: ImportResult | None = None
        self._asked = ASKED.get(kind)
        self.ask: Any = self._asked.step(lambda: now().date()) if self._asked else QWidget()
        self.letters = LettersPanel()
        self.letters.changed.connect(self._tell_letters)
        self.who, self.review, self.done_step = WhoseStep(), RecordsReview(), RecordsDone()
        self.use_steps(
            {
                RecordsStep.WAYS: self.ask,
                RecordsStep.LETTERS: self.letters,
                RecordsStep.WHO: self.who,
                RecordsStep.REVIEW: self.review,
                RecordsStep.DONE: self.done_step,
            }
        )
        if isinstance(self.ask, TrelloStep):
            self.ask.board_wanted.connect(self._look_at_board)
        if isinstance(self.ask, InvoicesStep):
            self.ask.reading_wanted.connect(self._look_as)
        self.review.decided.connect(self._plan_anew)
        self.done_step.undo_wanted.connect(self._take_back)

    def take_file(self, path: Path) -> None:
        """Look at the file ``path``."""
        self._path, self._read, self._mend = path, None, None
        self.review.forget()
        self.who.who.forget()
        self.clear_problem()
        if self._asked is None:
            self._read_all()
            return
        look = self._asked.look
        self.start(lambda progress: look(path, progress), self._looked, _("Looking at the file"))

    def show_step(self, step: Term) -> None:
        """Show ``step`` alone; the first one is left by its button, for the file is chosen already."""
        super().show_step(step)
        if step is RecordsStep.WAYS:
            self.do_button.setVisible(True)
            self.do_button.setEnabled(self._asked is not None)

    def go_back(self) -> None:
        """Go to the step before; what was chosen there is still chosen."""
        self.clear_problem()
        if self.step is RecordsStep.REVIEW and self._asks_whose():
            self.show_step(RecordsStep.WHO)
        elif self._asked is not None:
            self.show_step(RecordsStep.WAYS)

    def accept(self) -> None:
        """Do what the button of the step says."""
        if not self.do_button.isEnabled():
            return
        self.clear_problem()
        match self.step:
            case RecordsStep.WAYS:
                self._take_ways()
            case RecordsStep.LETTERS:
                self._mend = frozenset(line.before for line in self.letters.chosen())
                self._read_all()
            case RecordsStep.WHO:
                self._chosen = self.who.ways()
                self._look_through()
            case RecordsStep.REVIEW:
                self.review.show_written(0, 1)
                self.begin_writing(self._write)
            case RecordsStep.DONE:
                self.reject()

    def keep_draft(self) -> None:
        self.stop_work()
        if self._result is not None and changed_anything(self._result):
            self.undoable.emit(records_brought_in(self._result))

    def trail(self) -> Sequence[Term]:
        """Return the steps that the trail names."""
        asked = {
            RecordsStep.WAYS: self._asked is not None,
            RecordsStep.LETTERS: self.step is RecordsStep.LETTERS,
            RecordsStep.WHO: self._asks_whose(),
        }
        return [one for one in RecordsStep if asked.get(one, True)]

    def do_words(self) -> str:
        """Return what the button does now."""
        if self.step is RecordsStep.LETTERS:
            return mend_words(len(self.letters.chosen()))
        return _("Bring it in") if self.step is RecordsStep.REVIEW else _("Go on")

    def refused(self) -> None:
        """Show again how the rows on screen were read."""
        if isinstance(self.ask, InvoicesStep):
            self.ask.show_reading()

    # Reading

    def _looked(self, look: Any) -> None:
        if self._asked is None:
            return
        ways = usual_for(self._journal, self._kind, self._asked.place(look))
        self._ways = as_found(ways) if isinstance(ways, InvoiceWays) else ways
        self.ask.show_look(self._path.name, look, self._ways)
        self.show_step(RecordsStep.WAYS)
        if isinstance(look, InvoiceLook) and reads_otherwise(ways, look):
            self._look_as(ways)

    def _look_at_board(self, board: str) -> None:
        """Look at another board of an archive."""
        self.clear_problem()
        look = partial(trello_look, self._path, board=board)
        self.start(lambda progress: look(progress=progress), self._looked, _("Looking at the file"))

    def _look_as(self, ways: InvoiceWays) -> None:
        """Look at a table as the person wants it read."""
        self.clear_problem()
        self._wanted = ways
        self.start(LookAs(self._path, ways), self._show_table, _("Looking at the file"))

    def _show_table(self, look: InvoiceLook) -> None:
        """Show how a table begins, read as was wanted."""
        self.ask.show_look(self._path.name, look, self._wanted)
        self.show_step(RecordsStep.WAYS)

    def _show_question(self, look: InvoiceLook) -> None:
        """Ask what a table leaves open, read as was chosen."""
        self.ask.ask_first(self._path.name, look, self._ways)
        self.show_step(RecordsStep.WAYS)

    def _failed(self, error: BaseException) -> None:
        """Ask what a table leaves open; anything else that went wrong is told."""
        is_open = isinstance(error, JournalError) and error.code == "ambiguous"
        if is_open and isinstance(self.ask, InvoicesStep):
            look = LookAs(self._path, self._ways)
            self.start(look, self._show_question, _("Looking at the file"))
            return
        super()._failed(error)

    def _take_ways(self) -> None:
        chosen = self.ask.ways()
        if chosen is None:
            return
        self._ways, self._mend = chosen, None
        self._read_all()

    def _read_all(self) -> None:
        ways = with_what_is_known(self._journal, self._kind, self._ways) if self._ways is not None else None
        today = self._now().date()
        work = partial(read_and_name, self._path, self._kind, ways, self._journal.path, today, self._mend)
        self.start(work, self._was_read, _("Reading the file"))

    def _was_read(self, read: Read) -> None:
        self._read = read
        if read.letters and read.letters.mends and self._mend is None:
            self.letters.show_lines(lines_of(read.letters), read.letters.lost)
            self.show_step(RecordsStep.LETTERS)
            return
        self.who.ask(read, self._client_id)
        self._chosen = self.who.ways()
        if self._asks_whose():
            self.show_step(RecordsStep.WHO)
        else:
            self._look_through()

    def _tell_letters(self) -> None:
        if self.step is RecordsStep.LETTERS:
            self.do_button.setText(self.do_words())

    def _asks_whose(self) -> bool:
        """Say whether there is anything to ask about whose the rows are."""
        if self._read is None:
            return self._kind is not Source.MAIL
        counts = self._read.counts
        return bool(self._read.named or counts.unnamed or counts.planned or counts.by_title)

    def _look_through(self) -> None:
        if self._read is None:
            return
        self._chosen = replace(self._chosen, take_theirs=self.review.take_theirs())
        work = partial(plan_as, self._read.incoming, self._journal.path, self._chosen, self._now())
        self.start(work, self._was_planned, _("Looking it through"))

    def _was_planned(self, plan: IntakePlan) -> None:
        if self._read is None:
            return
        self._plan = plan
        self.review.show_plan(self._read.incoming, plan)
        self.show_step(RecordsStep.REVIEW)
        self.do_button.setEnabled(plan.does_something or bool(self._read.incoming.clients))

    def _plan_anew(self) -> None:
        """Find what a decision changes; the lines on screen stay as they are."""
        if self._read is None:
            return
        self._chosen = replace(self._chosen, take_theirs=self.review.take_theirs())
        work = partial(plan_as, self._read.incoming, self._journal.path, self._chosen, self._now())
        self.start(work, self._planned_anew, _("Looking it through"))

    def _planned_anew(self, plan: IntakePlan) -> None:
        self._plan = plan
        self.do_button.setEnabled(True)

    # Writing

    def _write(self) -> None:
        if self._read is None or self._plan is None:
            return
        if self._kind in BY_ADDRESS and self._ways.own_addresses:
            set_own_addresses(self._journal, self._ways.own_addresses)
        try:
            self._result = import_incoming(
                self._journal, self._read.incoming, self._chosen, now=self._now(), file=self._read.file,
                remember=plain_ways(self._ways) if self._ways is not None else None,
                expected=self._plan, progress=self.review.show_written,
            )  # fmt: skip
        finally:
            self.review.bar.hide()
        self.done_step.show_records(self._result)
        self.show_step(RecordsStep.DONE)

    def _take_back(self) -> None:
        self._journal.undo()
        self._result = None
        self.done_step.show_taken_back()
