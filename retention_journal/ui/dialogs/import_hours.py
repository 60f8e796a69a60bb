"""Import hours: a file or pasted rows, their columns, whose they are. One undo takes all back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from retention_journal.core.batches import Fate
from retention_journal.core.broken_letters import Suspicion
from retention_journal.core.progress import Progress
from retention_journal.core.terms import Term
from retention_journal.i18n import N_, _, ngettext
from retention_journal.importers.csv_format import guess_format
from retention_journal.importers.csv_records import CsvFormat
from retention_journal.importers.hours import Given, HoursRead, first_hours_look, read_hours
from retention_journal.importers.hours_columns import HoursField, HoursMapping, known_hours_headings
from retention_journal.importers.letters import letters_in, with_letters_mended
from retention_journal.importers.mapped_tables import FirstLook
from retention_journal.services.clients import ClientName, client_names
from retention_journal.services.transfer.batches import NO_FILE, file_facts
from retention_journal.services.transfer.hours_import import (
    clients_named,
    import_hours,
    persons_named,
    usual_ways,
)
from retention_journal.services.transfer.hours_known import NamedClient
from retention_journal.services.transfer.hours_plan import HoursPlan, Ways, plan_hours
from retention_journal.services.transfer.results import ImportResult
from retention_journal.services.transfer.sources import Layout, said_before
from retention_journal.storage.journal import Journal, JournalReader
from retention_journal.ui.dialogs.import_assistant import ImportAssistant
from retention_journal.ui.dialogs.import_hours_review import HoursDone, HoursReview, hours_brought_in
from retention_journal.ui.dialogs.import_hours_steps import HoursSourceStep, WhoStep
from retention_journal.ui.dialogs.import_review import changed_anything
from retention_journal.ui.dialogs.import_steps import AskStep, LookStep
from retention_journal.ui.dialogs.letters_panel import LettersPanel, lines_of, mend_words
from retention_journal.ui.tasks import Tasks

#: Under which what was said of its columns is kept.
_LAYOUT = "hours"


class HoursStep(Term):
    """The steps, in the order in which they come."""

    CHOOSE = "choose", N_("File")
    LOOK = "look", N_("Columns")
    ASK = "ask", N_("Questions")
    LETTERS = "letters", N_("Letters")
    WHO = "who", N_("Clients")
    REVIEW = "review", N_("Look through")
    DONE = "done", N_("Done")


@dataclass(frozen=True)
class _Read:
    """What a file held, and whom it speaks of."""

    hours: HoursRead
    letters: Suspicion | None
    named: list[NamedClient]
    clients: list[ClientName]
    usual: Ways


class ImportHours(ImportAssistant):
    """The assistant. ``take_file`` begins with a file that is known already, ``take_text`` with rows."""

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        *,
        tasks: Tasks,
        parent: QWidget,
        client_id: int | None = None,
    ) -> None:
        """Make the assistant.

        Args:
            journal: Where the hours go.
            now: What time it is.
            tasks: Runs what takes a while.
            parent: The window.
            client_id: Whose hours those are that name no client; None for no client yet.
        """
        super().__init__(_("Import hours"), tasks=tasks, parent=parent)
        self._journal, self._now, self._client_id = journal, now, client_id
        self._given: Given = ""
        self._answers: dict[str, str] = {}
        self._header: tuple[str, ...] = ()
        self._mend: frozenset[str] | None = None
        self._read: _Read | None = None
        self._ways = Ways()
        self._plan: HoursPlan | None = None
        self._planned = (0, date.min)  # how often the journal had been written by then, and the day
        self._result: ImportResult | None = None
        self.choose, self.ask, self.who = HoursSourceStep(), AskStep(), WhoStep()
        self.look = LookStep(HoursMapping(()), HoursField)
        self.letters = LettersPanel()
        self.letters.changed.connect(self._tell_letters)
        self.review, self.done_step = HoursReview(), HoursDone()
        self.use_steps(
            {
                HoursStep.CHOOSE: self.choose,
                HoursStep.LOOK: self.look,
                HoursStep.ASK: self.ask,
                HoursStep.LETTERS: self.letters,
                HoursStep.WHO: self.who,
                HoursStep.REVIEW: self.review,
                HoursStep.DONE: self.done_step,
            }
        )
        self.choose.chosen.connect(self.take_file)
        self.choose.pasted.connect(self.take_text)
        self.look.format_wanted.connect(self._look_again)
        self.look.sheet_wanted.connect(self._look_at_sheet)
        self.look.encoding_wanted.connect(self._look_in)
        self.done_step.undo_wanted.connect(self._take_back)

    def take_file(self, path: Path) -> None:
        """Look at the file ``path``."""
        self._take(path)

    def take_text(self, text: str) -> None:
        """Look at rows that were pasted."""
        self._take(text)

    def go_back(self) -> None:
        """Go to the step before; what was chosen there is still chosen."""
        self.clear_problem()
        before = {
            HoursStep.REVIEW: HoursStep.WHO,
            HoursStep.WHO: HoursStep.LOOK,
            HoursStep.LETTERS: HoursStep.LOOK,
            HoursStep.ASK: HoursStep.LOOK,
        }
        self.show_step(before.get(HoursStep(self.step), HoursStep.CHOOSE))

    def accept(self) -> None:
        """Do what the button of the step says."""
        if not self.do_button.isEnabled():
            return
        self.clear_problem()
        match self.step:
            case HoursStep.LOOK:
                self._answers, self._mend = {}, None
                self._read_all()
            case HoursStep.ASK:
                self._take_answers()
            case HoursStep.LETTERS:
                self._mend = frozenset(line.before for line in self.letters.chosen())
                self._read_all()
            case HoursStep.WHO:
                self._look_through()
            case HoursStep.REVIEW:
                self.review.show_written(0, 1)
                self.begin_writing(self._write)
            case HoursStep.DONE:
                self.reject()

    def keep_draft(self) -> None:
        self.stop_work()
        if self._result is not None and changed_anything(self._result):
            self.undoable.emit(hours_brought_in(self._result, self._minutes()))

    def trail(self) -> Sequence[Term]:
        """Return the steps that the trail names."""
        seldom = {HoursStep.ASK, HoursStep.LETTERS}
        return [one for one in HoursStep if one not in seldom or self.step is one]

    def do_words(self) -> str:
        """Return what the button does now."""
        if self.step is HoursStep.LETTERS:
            return mend_words(len(self.letters.chosen()))
        if self.step is not HoursStep.REVIEW or self._plan is None:
            return _("Go on")
        new = self._plan.count(Fate.NEW)
        if new:
            return ngettext("Bring {n} entry in", "Bring {n} entries in", new).format(n=new)
        return _("Take the changes over")

    def refused(self) -> None:
        """Show again how the rows on screen were read."""
        self.look.show_format()

    # Reading

    def _take(self, given: Given) -> None:
        self._given, self._read, self._answers, self._mend = given, None, {}, None
        self.look.forget()
        self.who.forget()
        self._header = ()
        self.look.letters.setVisible(isinstance(given, Path))
        self.clear_problem()
        self.start(partial(_look, given, None, ""), self._looked, _("Looking at the file"))

    def _look_in(self, encoding: str) -> None:
        kept, path = self.look.format, self._given
        if not isinstance(path, Path):
            return

        def again(_progress: Progress) -> FirstLook[HoursMapping]:
            guessed = guess_format(path, known_hours_headings, encoding=encoding)
            told = replace(guessed, date_format=kept.date_format, decimal_sign=kept.decimal_sign)
            return first_hours_look(path, told)

        self.clear_problem()
        self.start(again, self._looked, _("Looking at the file"))

    def _look_again(self, wanted: CsvFormat) -> None:
        self.clear_problem()
        self.start(partial(_look, self._given, wanted, ""), self._looked, _("Looking at the file"))

    def _look_at_sheet(self, name: str) -> None:
        self.clear_problem()
        self.start(partial(_look, self._given, None, name), self._looked, _("Looking at the file"))

    def _tell_letters(self) -> None:
        if self.step is HoursStep.LETTERS:
            self.do_button.setText(self.do_words())

    def _looked(self, look: FirstLook[HoursMapping]) -> None:
        name = self._given.name if isinstance(self._given, Path) else _("What you pasted")
        if self._header != look.table.header:
            self._header = look.table.header
            self.look.recall(said_before(self._journal, _LAYOUT, self._header))
        self.look.show_look(name, look)
        self.show_step(HoursStep.LOOK)

    def _read_all(self) -> None:
        told = replace(self.look.format, **self._answers)  # type: ignore[arg-type]
        mapping = HoursMapping(
            self.look.mapping.fields, self.look.mapping.rest_as_note, self.look.mapping.tool
        )
        work = partial(_read_and_name, self._given, self._journal.path, told, mapping, self._mend)
        self.start(work, self._was_read, _("Reading the hours"))

    def _was_read(self, read: _Read) -> None:
        self._read = read
        if read.hours.questions:
            self.ask.ask(read.hours.questions, may_leave=False)
            self.show_step(HoursStep.ASK)
            self.ask.take_focus()
            return
        if read.letters and read.letters.mends and self._mend is None:
            self.letters.show_lines(lines_of(read.letters), read.letters.lost)
            self.show_step(HoursStep.LETTERS)
            return
        self.who.ask(
            read.named,
            persons_named(read.hours.rows),
            read.clients,
            rows_without=sum(not row.client for row in read.hours.rows),
            client_id=self._client_id,
            person=read.usual.person,
        )
        self.show_step(HoursStep.WHO)

    def _take_answers(self) -> None:
        answers = self.ask.answers()
        if answers is None:
            self.ask_to_choose()
            self.ask.take_focus()
            return
        self._answers |= answers
        self._read_all()

    def _look_through(self) -> None:
        if self._read is None:
            return
        self._ways, now = self.who.ways(), self._now()
        self._planned = (self._journal.times_written, now.date())
        work = partial(_plan, self._read.hours, self._journal.path, self._ways, now)
        self.start(work, self._was_planned, _("Looking through the hours"))

    def _was_planned(self, plan: HoursPlan) -> None:
        if self._read is None:
            return
        self._plan = plan
        self.review.show_plan(self._read.hours, plan, self._now().date())
        self.show_step(HoursStep.REVIEW)
        self.do_button.setEnabled(bool(plan.count(Fate.NEW) or plan.count(Fate.CHANGED)))

    # Writing

    def _write(self) -> None:
        if self._read is None or self._plan is None:
            return
        now, (times, day) = self._now(), self._planned
        try:
            self._result = import_hours(
                self._journal,
                self._read.hours,
                self._ways,
                now=now,
                expected=self._plan,
                times_written=times if day == now.date() else None,
                layout=Layout(_LAYOUT, self._header, self.look.said(self._answers)),
                came=file_facts(self._given) if isinstance(self._given, Path) else NO_FILE,
                progress=self.review.show_written,
            )
        finally:
            self.review.bar.hide()
        self.done_step.show_hours(self._result, self._plan)
        self.show_step(HoursStep.DONE)

    def _minutes(self) -> int:
        return self._plan.minutes(Fate.NEW) if self._plan is not None else 0

    def _take_back(self) -> None:
        self._journal.undo()
        self._result = None
        self.done_step.show_taken_back()


def _look(given: Given, format: CsvFormat | None, sheet: str, progress: Progress) -> FirstLook[HoursMapping]:
    return first_hours_look(given, format, sheet=sheet, progress=progress)


def _read_and_name(
    given: Given,
    journal: Path,
    format: CsvFormat,
    mapping: HoursMapping,
    mend: frozenset[str] | None,
    progress: Progress,
) -> _Read:
    """Read all of a file and find whom it speaks of, on a thread of its own."""
    hours = read_hours(given, format=format, mapping=mapping, progress=progress)
    letters = letters_in(hours.rows) if mend is None else None
    if mend:
        hours = replace(hours, rows=with_letters_mended(hours.rows, mend))
    with JournalReader.open(journal) as reader:
        named = clients_named(reader, hours)
        return _Read(hours, letters, named, client_names(reader), usual_ways(reader, hours))


def _plan(hours: HoursRead, journal: Path, ways: Ways, now: datetime, progress: Progress) -> HoursPlan:
    """Find what would happen to each row, on a thread of its own."""
    with JournalReader.open(journal) as reader:
        return plan_hours(reader, hours, ways, today=now.date(), progress=progress)
