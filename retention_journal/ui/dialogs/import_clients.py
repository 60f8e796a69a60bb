"""Bring clients in from a file: choose it, say its columns, look through it. One undo takes all back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from retention_journal.core.broken_letters import Suspicion
from retention_journal.core.progress import Progress
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext
from retention_journal.importers.clients import ReadResult, first_look, read_clients
from retention_journal.importers.columns import ColumnMapping, known_headings
from retention_journal.importers.csv_format import guess_format
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.letters import letters_in, with_letters_mended
from retention_journal.importers.mapped_tables import FirstLook
from retention_journal.importers.recognise import Source, recognise
from retention_journal.services.transfer.batches import file_facts
from retention_journal.services.transfer.client_import import import_clients
from retention_journal.services.transfer.look_through import LookedThrough, look_through
from retention_journal.services.transfer.results import ImportResult
from retention_journal.services.transfer.sources import Layout, said_before
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.dialogs.import_assistant import ImportAssistant
from retention_journal.ui.dialogs.import_review import (
    DoneStep,
    ReviewStep,
    brought_in,
    changed_anything,
)
from retention_journal.ui.dialogs.import_steps import AskStep, ChooseStep, LookStep
from retention_journal.ui.dialogs.letters_panel import LettersPanel, lines_of, mend_words
from retention_journal.ui.tasks import Tasks

#: Under which what was said of its columns is kept.
_LAYOUT = "clients"


class Step(Term):
    """The steps, in the order in which they come."""

    CHOOSE = "choose", N_("File")
    LOOK = "look", N_("Columns")
    ASK = "ask", N_("Questions")
    LETTERS = "letters", N_("Letters")
    REVIEW = "review", N_("Look through")
    DONE = "done", N_("Done")


@dataclass(frozen=True)
class _Read:
    """What a file held, and how that meets the journal."""

    clients: ReadResult
    letters: Suspicion | None
    seen: LookedThrough


class ImportClients(ImportAssistant):
    """The assistant. ``take_file`` begins with a file that is known already."""

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], *, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(_("Bring clients in"), tasks=tasks, parent=parent)
        self._journal, self._now = journal, now
        self._path, self._header = Path(), tuple[str, ...]()
        self._source = Source.CSV
        self._answers: dict[str, str] = {}
        self._asked = False
        self._mend: frozenset[str] | None = None
        self._read: _Read | None = None
        self._result: ImportResult | None = None
        self.choose, self.look, self.ask = ChooseStep(), LookStep(), AskStep()
        self.letters = LettersPanel()
        self.letters.changed.connect(self._tell_letters)
        self.review, self.done_step = ReviewStep(), DoneStep()
        self.use_steps(
            {
                Step.CHOOSE: self.choose,
                Step.LOOK: self.look,
                Step.ASK: self.ask,
                Step.LETTERS: self.letters,
                Step.REVIEW: self.review,
                Step.DONE: self.done_step,
            }
        )
        self.choose.chosen.connect(self.take_file)
        self.look.format_wanted.connect(self._look_again)
        self.look.sheet_wanted.connect(self._look_at_sheet)
        self.look.encoding_wanted.connect(self._look_in)
        self.done_step.undo_wanted.connect(self._take_back)

    def take_file(self, path: Path) -> None:
        """Look at the file ``path``."""
        self._path, self._read = path, None
        self._answers, self._asked, self._mend = {}, False, None
        self.look.forget()
        self._header = ()
        self.clear_problem()
        self.start(partial(_look, path), self._looked, _("Looking at the file"))

    def go_back(self) -> None:
        """Go to the step before; what was chosen there is still chosen."""
        self.clear_problem()
        if self.step in {Step.REVIEW, Step.ASK, Step.LETTERS} and self._source is Source.CSV:
            self.show_step(Step.LOOK)
        else:
            self.show_step(Step.CHOOSE)

    def accept(self) -> None:
        """Do what the button of the step says."""
        if not self.do_button.isEnabled():
            return
        self.clear_problem()
        match self.step:
            case Step.LOOK:
                self._answers, self._asked, self._mend = {}, False, None
                self._read_file()
            case Step.ASK:
                self._take_answers()
            case Step.LETTERS:
                self._mend = frozenset(line.before for line in self.letters.chosen())
                self._read_file()
            case Step.REVIEW:
                self.review.show_written(0, 1)
                self.begin_writing(self._write)
            case Step.DONE:
                self.reject()

    def keep_draft(self) -> None:
        self.stop_work()
        if self._result is not None and changed_anything(self._result):
            self.undoable.emit(brought_in(self._result))

    def trail(self) -> Sequence[Term]:
        """Return the steps that the trail names."""
        shown = [one for one in Step if one not in {Step.ASK, Step.LETTERS} or self.step is one]
        if self._source is Source.VCARD:
            shown.remove(Step.LOOK)
        return shown

    def do_words(self) -> str:
        """Return what the button does now."""
        if self.step is Step.LETTERS:
            return mend_words(len(self.letters.chosen()))
        if self.step is not Step.REVIEW or self._read is None:
            return _("Go on")
        new = len(self._read.seen.new)
        if new:
            return ngettext("Bring {n} client in", "Bring {n} clients in", new).format(n=new)
        return _("Fill in what is blank")

    def refused(self) -> None:
        """Show again how the rows on screen were read."""
        self.look.show_format()

    # Reading

    def _look_in(self, encoding: str) -> None:
        self.clear_problem()
        look = partial(_look_in, self._path, encoding, self.look.format)
        self.start(look, self._looked, _("Looking at the file"))

    def _look_again(self, wanted: CsvFormat) -> None:
        self.clear_problem()
        self.start(partial(_look_again, self._path, wanted), self._looked, _("Looking at the file"))

    def _look_at_sheet(self, name: str) -> None:
        self.clear_problem()
        self.start(partial(_look_at_sheet, self._path, name), self._looked, _("Looking at the file"))

    def _tell_letters(self) -> None:
        if self.step is Step.LETTERS:
            self.do_button.setText(self.do_words())

    def _looked(self, look: FirstLook[ColumnMapping] | None) -> None:
        self._source = Source.CSV if look else Source.VCARD
        if look is None:
            self._read_file()
            return
        if self._header != look.table.header:
            self._header = look.table.header
            self.look.recall(said_before(self._journal, _LAYOUT, self._header))
        self.look.show_look(self._path.name, look)
        self.show_step(Step.LOOK)

    def _read_file(self) -> None:
        is_table = self._source is Source.CSV
        told = replace(self.look.format, **self._answers) if is_table else None  # type: ignore[arg-type]
        mapping = self.look.mapping if isinstance(self.look.mapping, ColumnMapping) and is_table else None
        work = _Reading(self._path, self._journal.path, self._now(), told, mapping, self._mend)
        self.start(work, self._was_read, _("Reading the clients"))

    def _was_read(self, read: _Read) -> None:
        self._read = read
        if read.clients.questions and not self._asked:
            self.ask.ask(read.clients.questions)
            self.show_step(Step.ASK)
            self.ask.take_focus()
            return
        if read.letters and read.letters.mends and self._mend is None:
            self.letters.show_lines(lines_of(read.letters), read.letters.lost)
            self.show_step(Step.LETTERS)
            return
        self.review.show_read(self._path.name, read.clients, read.seen)
        self.show_step(Step.REVIEW)
        self.do_button.setEnabled(bool(read.seen.new or read.seen.here))

    def _take_answers(self) -> None:
        answers = self.ask.answers()
        if answers is None:
            self.ask_to_choose()
            self.ask.take_focus()
            return
        self._answers, self._asked = answers, True
        self._read_file()

    # Writing

    def _write(self) -> None:
        if self._read is None:
            return
        try:
            self._result = import_clients(
                self._journal, self._read.clients, now=self._now(), came=file_facts(self._path),
                layout=Layout(_LAYOUT, self._header, self.look.said(self._answers)) if self._header else None,
                progress=self.review.show_written,
            )  # fmt: skip
        finally:
            self.review.bar.hide()
        self.done_step.show_result(self._result)
        self.show_step(Step.DONE)

    def _take_back(self) -> None:
        self._journal.undo()
        self._result = None
        self.done_step.show_taken_back()


def _look(path: Path, progress: Progress) -> FirstLook[ColumnMapping] | None:
    """Return how the table at ``path`` begins, None for address cards."""
    is_table = recognise(path) in {Source.CSV, Source.XLSX}
    return first_look(path, progress=progress) if is_table else None


def _look_in(path: Path, encoding: str, kept: CsvFormat, progress: Progress) -> FirstLook[ColumnMapping]:
    guessed = guess_format(path, known_headings, encoding=encoding)
    told = replace(guessed, date_format=kept.date_format, decimal_sign=kept.decimal_sign)
    return first_look(path, told, progress=progress)


def _look_again(path: Path, wanted: CsvFormat, progress: Progress) -> FirstLook[ColumnMapping]:
    return first_look(path, wanted, progress=progress)


def _look_at_sheet(path: Path, sheet: str, progress: Progress) -> FirstLook[ColumnMapping]:
    return first_look(path, sheet=sheet, progress=progress)


@dataclass(frozen=True)
class _Reading:
    """Reads all of a file and compares it with the journal, on a thread of its own."""

    path: Path
    journal: Path
    now: datetime
    format: CsvFormat | None
    mapping: ColumnMapping | None
    mend: frozenset[str] | None

    def __call__(self, progress: Progress) -> _Read:
        today = self.now.date()
        read = read_clients(
            self.path, today=today, format=self.format, mapping=self.mapping, progress=progress
        )
        letters = letters_in(read.rows) if self.mend is None else None
        if self.mend:
            read = replace(read, rows=with_letters_mended(read.rows, self.mend))
        with JournalReader.open(self.journal) as journal:
            return _Read(read, letters, look_through(journal, read.rows, today=today, progress=progress))
