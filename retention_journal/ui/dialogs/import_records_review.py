"""The last steps of bringing promises, contacts and invoices in: each row, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from retention_journal.core import formats
from retention_journal.core.batches import Fate
from retention_journal.core.incoming import Incoming
from retention_journal.i18n import N_, _, ngettext
from retention_journal.services.transfer.intake_plan import Conflict, IntakePlan, Line
from retention_journal.services.transfer.results import ImportResult
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialogs.import_lines import ImportLines, shortened
from retention_journal.ui.dialogs.import_review import DoneStep, changed_anything
from retention_journal.ui.layouts import box, clear, column, row
from retention_journal.ui.record_table import Column
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption

_MOST_RAW = 600  # letters of what stood in a row that was left out

#: How records are called, by type, for a number of them.
_MADE: dict[str, Callable[[int], str]] = {
    "client": lambda n: ngettext("{n} client", "{n} clients", n),
    "contact": lambda n: ngettext("{n} person", "{n} people", n),
    "promise": lambda n: ngettext("{n} promise", "{n} promises", n),
    "interaction": lambda n: ngettext("{n} contact", "{n} contacts", n),
    "planned_call": lambda n: ngettext("{n} planned call", "{n} planned calls", n),
    "invoice": lambda n: ngettext("{n} invoice", "{n} invoices", n),
    "time_entry": lambda n: ngettext("{n} entry of hours", "{n} entries of hours", n),
}
_KINDS = (
    (Fate.BAD, N_("Cannot be read")),
    (Fate.CONFLICT, N_("Changed on both sides")),
    (Fate.NEW, N_("New")),
    (Fate.CHANGED, N_("Changed there")),
    (Fate.SAME, N_("Already here")),
    (Fate.SKIPPED, N_("Left out")),
)


#: Sources of which only rows with known people come in.
_BY_ADDRESS = frozenset({"mail", "ics"})


@dataclass(frozen=True)
class RecordLine:
    """One line of looking through."""

    number: int
    kind: str
    line: Line


class RecordsReview(ImportLines[RecordLine]):
    """What bringing a file in would do, row by row; where both sides changed, the person decides.

    Signals:
        decided: The person chose another side.
    """

    decided = Signal()

    def __init__(self) -> None:
        self._below: QVBoxLayout = column(gap=6)
        self.choices: dict[tuple[str, str], Segmented] = {}
        self._theirs: set[tuple[str, str]] = set()
        super().__init__(
            [
                Column(_("Where"), lambda one: one.line.place, lambda one: one.number, width=120),
                Column(_("What"), _title, cell=TextCell("ui", "text", True), width=300),
                Column(_("Client"), lambda one: one.line.client_name, width=180, drop=1),
                Column(_("What happens"), lambda one: one.line.told or _usual_words(one.line)),
            ],
            [box(self._below)],
        )
        self.list.current_changed.connect(self._show_whole)

    def show_plan(self, incoming: Incoming, plan: IntakePlan) -> None:
        """Show what would happen to each row of a file."""
        notes = list(incoming.notes)
        if names := list(plan.new_clients.values()):
            notes.append(_("New clients: {names}.").format(names=shortened(names)))
        notes += [f"{one.place}: {one.message}" if one.place else one.message for one in plan.problems[:_FEW]]
        if len(plan.problems) > _FEW:
            more = len(plan.problems) - _FEW
            told = ngettext("and {n} more remark.", "and {n} more remarks.", more)
            notes.append(told.format(n=formats.number(more)))
        self.show_notes(notes, ())
        lines = [RecordLine(number, line.fate.value, line) for number, line in enumerate(plan.lines)]
        self.show_lines(_plan_words(incoming, plan), lines, [(fate.value, _(text)) for fate, text in _KINDS])

    def show_kind(self) -> None:
        """Show the lines of the chip that is chosen, standing on the first."""
        super().show_kind()
        self.list.select_first()
        self._show_whole(self.list.current())

    def take_theirs(self) -> frozenset[tuple[str, str]]:
        """Return the fields of which the person takes the other side."""
        return frozenset(self._theirs)

    def forget(self) -> None:
        """Keep one's own side of everything, as with another file."""
        self._theirs.clear()

    def _show_whole(self, one: RecordLine | None) -> None:
        clear(self._below)
        self.choices = {}
        if one is None:
            return
        line = one.line
        if line.conflicts:
            self._show_conflicts(line)
        elif line.told or line.raw:
            self._below.addWidget(caption(f"{line.place}: {line.told}", wrap=True))
            if line.raw:
                self._below.addWidget(caption(line.raw[:_MOST_RAW], wrap=True))

    def _show_conflicts(self, line: Line) -> None:
        if sum(bool(one.line.conflicts) for one in self._lines) > 1:
            everything = quiet_button(_("Take theirs everywhere"))
            everything.clicked.connect(lambda _checked: self._decide_all(theirs=True))
            nothing = quiet_button(_("Keep mine everywhere"))
            nothing.clicked.connect(lambda _checked: self._decide_all(theirs=False))
            self._below.addWidget(box(row(nothing, everything, None, gap=8)))
        for conflict in line.conflicts:
            key = (line.ext_id, conflict.field)
            options = [Option("mine", _("Keep mine")), Option("theirs", _("Take theirs"))]
            choice = Segmented(options, "theirs" if key in self._theirs else "mine", name=conflict.label)
            choice.changed.connect(lambda side, key=key: self._decide(key, side))
            self.choices[key] = choice
            told = row(caption(_sides(conflict), wrap=True), choice, gap=12)
            told.setStretch(0, 1)
            self._below.addWidget(box(told))

    def _decide(self, key: tuple[str, str], side: Any) -> None:
        (self._theirs.add if side == "theirs" else self._theirs.discard)(key)
        self.decided.emit()

    def _decide_all(self, *, theirs: bool) -> None:
        every = {(one.line.ext_id, conflict.field) for one in self._lines for conflict in one.line.conflicts}
        self._theirs = every if theirs else set()
        for key, choice in self.choices.items():
            choice.set_value("theirs" if key in self._theirs else "mine")
        self.decided.emit()


class RecordsDone(DoneStep):
    """What was brought in, and the way back."""

    def show_records(self, result: ImportResult) -> None:
        """Show what was brought in."""
        self.words.setText(records_brought_in(result))
        self.more.setText(_("It stands in the import history, and can be taken back there at any time."))
        self.more.setVisible(changed_anything(result))
        self.undo_button.setVisible(changed_anything(result))


_FEW = 4  # remarks that are shown above the lines


def records_brought_in(result: ImportResult) -> str:
    """Return in one sentence what an import did: "40 promises and 2 clients brought in."."""
    if result.created:
        return _("Brought in: {what}.").format(what=records_words(result.created))
    if result.updated:
        return _("What was changed there is changed here.")
    return _("Nothing in it was new. Nothing was changed.")


def records_words(counts: dict[str, int]) -> str:
    """Return how many records of which type: "40 promises, 2 clients"."""
    told = (_MADE[name](n).format(n=formats.number(n)) for name, n in counts.items() if name in _MADE)
    return ", ".join(told)


def _title(one: RecordLine) -> str:
    return " ".join(one.line.title.split())


def _usual_words(line: Line) -> str:
    return _("Comes in.") if line.fate is Fate.NEW else ""


def _sides(conflict: Conflict) -> str:
    told = _("{field}: here “{mine}”, there “{theirs}” (it came as “{base}”).")
    return told.format(field=conflict.label, mine=conflict.mine, theirs=conflict.theirs, base=conflict.base)


def _plan_words(incoming: Incoming, plan: IntakePlan) -> str:
    """Return in a few sentences what bringing a file in would do."""
    new, changed, both = (plan.count(fate) for fate in (Fate.NEW, Fate.CHANGED, Fate.CONFLICT))
    told = []
    if new:
        told.append(ngettext("{n} row is new.", "{n} rows are new.", new).format(n=formats.number(new)))
    if changed:
        said = ngettext("{n} row was changed there.", "{n} rows were changed there.", changed)
        told.append(said.format(n=formats.number(changed)))
    if both:
        said = ngettext(
            "{n} row was changed on both sides: yours is kept unless you take theirs.",
            "{n} rows were changed on both sides: yours are kept unless you take theirs.",
            both,
        )
        told.append(said.format(n=formats.number(both)))
    if told:
        return " ".join(told)
    if incoming.source in _BY_ADDRESS and not plan.count(Fate.SAME):
        return _(
            "Nothing in it is with anybody whose e-mail address is known. Note the addresses of your clients’"
            " people, and bring the file in again."
        )
    return _("Nothing in it is new.")
