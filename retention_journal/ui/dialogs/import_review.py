"""The last steps of bringing clients in: what would happen to each line, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.intake import ClientRow
from retention_journal.i18n import _, ngettext
from retention_journal.importers.clients import ReadResult
from retention_journal.services.transfer.look_through import LookedThrough
from retention_journal.services.transfer.results import ImportResult
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialogs.bad_rows_link import BadRowsLink
from retention_journal.ui.dialogs.import_lines import ImportLines, problem_words
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.record_table import Column
from retention_journal.ui.text_labels import label


@dataclass(frozen=True)
class Line:
    """One line of looking through: "new", "here", "left" or "mended", where it stands and what happens."""

    number: int
    kind: str
    place: str
    name: str
    told: str


class ReviewStep(ImportLines[Line]):
    """What taking the file in would do, line by line."""

    def __init__(self) -> None:
        bad_rows = BadRowsLink()
        super().__init__(
            [
                Column(_("Where"), lambda line: line.place, lambda line: line.number, width=120),
                Column(_("Client"), lambda line: line.name, cell=TextCell("ui", "text", True), width=240),
                Column(_("What happens"), lambda line: line.told),
            ],
            [bad_rows],
        )
        self.bad_rows = bad_rows

    def show_read(self, name: str, read: ReadResult, seen: LookedThrough) -> None:
        """Show what was read from the file ``name``, and how it meets the journal."""
        kinds = (
            ("new", _("New")),
            ("here", _("Already here")),
            ("left", _("Cannot be read")),
            ("mended", _("Worth a look")),
        )
        self.show_notes(read.notes, read.unmapped)
        self.bad_rows.show_bad(read.table, read.problems)
        self.show_lines(_summary(name, seen), _lines(read, seen), kinds)


class DoneStep(QWidget):
    """What was brought in, and the way back. ``undo_wanted`` takes all of it back."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "page", wrap=True)
        self.more = label("", "body", colour="text_2", wrap=True)
        self._problems = column(gap=6)
        self.undo_button = outlined_button(_("Undo"), icon="undo")
        self.undo_button.clicked.connect(self.undo_wanted)
        stack(
            self, 12, self.words, self.more, row(self.undo_button, None), 8, box(self._problems), None, gap=8
        )

    def show_result(self, result: ImportResult) -> None:
        """Show what was taken in."""
        clients, people = result.created.get("client", 0), result.created.get("contact", 0)
        filled = result.updated.get("client", 0) + result.updated.get("contact", 0)
        self.words.setText(brought_in(result))
        said = []
        if people:
            said.append(ngettext("{n} person came with them.", "{n} people came with them.", people))
            said[-1] = said[-1].format(n=formats.number(people))
        if filled:
            told = ngettext("{n} blank entry was filled in.", "{n} blank entries were filled in.", filled)
            said.append(told.format(n=formats.number(filled)))
        if clients:
            said.append(_("Their rhythm begins with the first talk you log."))
        self.more.setText(" ".join(said))
        self.more.setVisible(bool(said))
        self.undo_button.setVisible(changed_anything(result))

    def show_taken_back(self) -> None:
        """Show that all of it was taken back."""
        self.words.setText(_("Taken back."))
        self.more.setText(_("Your journal is as it was before."))
        self.more.show()
        self.undo_button.hide()


def brought_in(result: ImportResult) -> str:
    """Return in one sentence what an import did: "12 clients brought in."."""
    clients = result.created.get("client", 0)
    if clients:
        told = ngettext("{n} client brought in.", "{n} clients brought in.", clients)
        return told.format(n=formats.number(clients))
    if changed_anything(result):
        return _("Clients who were here already were filled in.")
    return _("Nothing in it was new. Nothing was changed.")


def changed_anything(result: ImportResult) -> bool:
    """Say whether an import wrote anything."""
    return any(result.created.values()) or any(result.updated.values())


def _lines(read: ReadResult, seen: LookedThrough) -> list[Line]:
    named = {row.place: row.name for row in read.rows}
    lines: list[tuple[str, str, str, str]] = [("new", one.place, one.name, _who(one)) for one in seen.new]
    for match in seen.here:
        if match.is_trashed:
            told = _("In the trash. It is left there.")
        elif match.name != match.row.name:
            told = _("“{name}” in your journal. Only what is blank is filled in.").format(name=match.name)
        else:
            told = _("Only what is blank is filled in.")
        lines.append(("here", match.row.place, match.row.name, told))
    lines += [
        ("left" if one.left_out else "mended", one.place, named.get(one.place, ""), problem_words(one))
        for one in read.problems
    ]
    return [Line(number, *line) for number, line in enumerate(lines)]


def _who(row: ClientRow) -> str:
    parts = (row.contact_name, row.email, row.phone, row.locality)
    return " · ".join(part for part in parts if part) or _("Nobody to call yet.")


def _summary(name: str, seen: LookedThrough) -> str:
    if not seen.new and seen.here:
        return _("Everybody in “{name}” is in your journal already.").format(name=name)
    new = ngettext(
        "“{name}” holds {n} client who is not in your journal yet.",
        "“{name}” holds {n} clients who are not in your journal yet.",
        len(seen.new),
    )
    return new.format(name=name, n=formats.number(len(seen.new)))
