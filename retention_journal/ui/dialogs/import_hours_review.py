"""The last steps of importing hours: what would happen to each row, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retention_journal.core import formats
from retention_journal.core.batches import Fate
from retention_journal.core.hours import duration
from retention_journal.i18n import _, ngettext
from retention_journal.importers.hours import HoursRead
from retention_journal.services.transfer.hours_plan import HoursPlan, Planned
from retention_journal.services.transfer.results import ImportResult
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialogs.bad_rows_link import BadRowsLink
from retention_journal.ui.dialogs.import_lines import ImportLines, problem_words, shortened
from retention_journal.ui.dialogs.import_review import DoneStep, changed_anything
from retention_journal.ui.record_table import Column
from retention_journal.ui.text_labels import caption


@dataclass(frozen=True)
class HoursLine:
    """One line of looking through: what happens to a row, or what there is to say of it."""

    number: int
    kind: str
    place: str
    day: str
    client: str
    length: str
    what: str


class HoursReview(ImportLines[HoursLine]):
    """What importing would do, row by row."""

    def __init__(self) -> None:
        whole, bad_rows = caption("", wrap=True), BadRowsLink()
        super().__init__(
            [
                Column(_("Where"), lambda line: line.place, lambda line: line.number, width=84),
                Column(_("Day"), lambda line: line.day, lambda line: line.number, width=112),
                Column(_("Client"), lambda line: line.client, cell=TextCell("ui", "text", True), width=180),
                Column(_("How long"), lambda line: line.length, width=104, right=True, sortable=False),
                Column(_("What"), lambda line: line.what),
            ],
            [whole, bad_rows],
        )
        self.whole, self.bad_rows = whole, bad_rows
        self.list.current_changed.connect(self._show_whole)

    def show_plan(self, read: HoursRead, plan: HoursPlan, today: date) -> None:
        """Show what would happen to each row of a file; days of this year go without it."""
        kinds = (
            ("new", _("New")),
            ("changed", _("Changed")),
            ("same", _("Already here")),
            (Fate.SKIPPED.value, _("Left out")),
            ("look", _("Worth a look")),
        )
        notes = list(read.notes)
        if names := list(plan.new_clients.values()):
            notes.append(_("New clients: {names}.").format(names=shortened(names)))
        self.show_notes(notes, read.unmapped)
        self.bad_rows.show_bad(read.table, read.problems)
        self.show_lines(_plan_words(plan), _lines(read, plan, today), kinds)

    def show_kind(self) -> None:
        """Show the lines of the chip that is chosen, standing on the first."""
        super().show_kind()
        self.list.select_first()
        self._show_whole(self.list.current())

    def _show_whole(self, line: HoursLine | None) -> None:
        """Show all of what the line one stands on says, which the list may have no room for."""
        self.whole.setText(f"{line.place}: {line.what}" if line is not None and line.what else "")


class HoursDone(DoneStep):
    """What was imported, and the way back."""

    def show_hours(self, result: ImportResult, plan: HoursPlan) -> None:
        """Show what was taken in, as it was planned."""
        self.words.setText(hours_brought_in(result, plan.minutes(Fate.NEW)))
        clients, changed = result.created.get("client", 0), result.updated.get("time_entry", 0)
        said = []
        if clients:
            told = ngettext("{n} new client came with them.", "{n} new clients came with them.", clients)
            said.append(told.format(n=formats.number(clients)))
        if changed:
            told = ngettext("{n} entry was changed.", "{n} entries were changed.", changed)
            said.append(told.format(n=formats.number(changed)))
        if n := plan.for_nobody:
            told = ngettext(
                "{n} entry is for no client yet. Import the same file again to say whose it is.",
                "{n} entries are for no client yet. Import the same file again to say whose they are.",
                n,
            )
            said.append(told.format(n=formats.number(n)))
        self.more.setText(" ".join(said))
        self.more.setVisible(bool(said))
        self.undo_button.setVisible(changed_anything(result))


def hours_brought_in(result: ImportResult, minutes: int) -> str:
    """Return in one sentence what an import of hours did: "41 entries brought in, 23 h 30 min."."""
    new, changed = result.created.get("time_entry", 0), result.updated.get("time_entry", 0)
    if new:
        told = ngettext("{n} entry brought in, {hours}.", "{n} entries brought in, {hours}.", new)
        return told.format(n=formats.number(new), hours=duration(minutes))
    if changed:
        return _("What was changed there is changed here.")
    return _("Nothing in it was new. Nothing was changed.")


def _lines(read: HoursRead, plan: HoursPlan, today: date) -> list[HoursLine]:
    rows = {one.row.place: one for one in plan.lines}
    told = [_planned(one, today) for one in plan.lines]
    told += [
        (
            Fate.SKIPPED.value if problem.left_out else "look",
            problem.place,
            *_row_words(rows.get(problem.place), today),
            problem_words(problem),
        )
        for problem in [*read.problems, *(one for one in plan.problems if not one.left_out)]
    ]
    return [HoursLine(number, *line) for number, line in enumerate(told)]


def _planned(one: Planned, today: date) -> tuple[str, str, str, str, str, str]:
    work = " · ".join(
        " ".join(text.split()) for text in (one.row.project, one.row.task, one.row.note) if text
    )
    return (one.fate.value, one.row.place, *_row_words(one, today), one.told or work)


def _row_words(one: Planned | None, today: date) -> tuple[str, str, str]:
    if one is None:
        return "", "", ""
    length = duration(one.row.minutes) if one.row.minutes else ""
    return formats.short_day(one.row.worked_on, today=today), one.client_name or one.row.client, length


def _plan_words(plan: HoursPlan) -> str:
    new = plan.count(Fate.NEW)
    if not new:
        return _("Nothing in it is new.")
    told = ngettext("{n} row is new: {hours}.", "{n} rows are new: {hours}.", new)
    return told.format(n=formats.number(new), hours=duration(plan.minutes(Fate.NEW)))
