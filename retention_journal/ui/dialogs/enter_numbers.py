"""The dialog for numbers: periods down, goals across; type, go on with Enter, or paste a column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.kpis import Period
from retention_journal.i18n import _, ngettext
from retention_journal.services.clients import client_name
from retention_journal.services.numbers import Cell, enter_grid, number_grids
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.number_draft import NumberDraft
from retention_journal.ui.dialogs.number_model import NumberModel, period_name
from retention_journal.ui.dialogs.number_table import NumberTable
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, row, stack
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption, label, section_title

_LONGEST_NOTE = 2_000
_WIDTH, _WIDEST = 560, 1100


class NumbersDialog(Dialog):
    """Enters the figures of a client's goals, as one act.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(
        self, journal: Journal, client_id: int, now: Callable[[], datetime], parent: QWidget
    ) -> None:
        super().__init__(_("Enter numbers"), _("Save"), parent, width=_WIDTH)
        self._journal, self._client_id = journal, client_id
        self._models = [NumberModel(grid) for grid in number_grids(journal, client_id, today=now().date())]
        self._notes: dict[Cell, str] = {}
        self.table = NumberTable(self._models[0]) if self._models else None
        self.source = LineField(longest=_LONGEST_NOTE)
        self.cell_note = LineField(longest=_LONGEST_NOTE)
        self._note_field = Field(_("&Note on this number"), self.cell_note, optional=True)
        self.kinds = self._kinds()
        name = client_name(journal, client_id)
        self._draft = NumberDraft(journal.path, name.uid)
        self._notes |= self._draft.bring_back(self._models)
        self.source.setText(self._draft.source())
        self._lay_out(name.name)

    def submit(self) -> None:
        """Save every number that was typed.

        Raises:
            InvalidEntryError: One of them is no number.
        """
        self.do_button.setFocus()  # an open cell takes over what is in it when it loses the focus
        typed = {cell: text for model in self._models for cell, text in model.typed().items()}
        for model in self._models:
            wrong = model.first_wrong()
            if wrong is not None:
                self._go_to(model, wrong)
                raise InvalidEntryError("", model.problem(wrong))
        for cell in self._notes.keys() - typed.keys():
            if (text := self._kept_text(cell)) is not None:
                typed[cell] = text
        n = 0
        if typed:
            source = self.source.cleaned()
            n = enter_grid(self._journal, self._client_id, typed, notes=self._notes, source=source)
        self._draft.drop()
        if n:
            self.undoable.emit(ngettext("{n} number saved.", "{n} numbers saved.", n).format(n=n))

    def keep_draft(self) -> bool | None:
        """Keep what was typed, because the dialog was left without saving it."""
        return self._draft.keep(self._models, self._notes, self.source.text())

    def show_kind(self, kind: Period) -> None:
        """Show the figures that come in every ``kind``."""
        model = next(model for model in self._models if model.grid.kind is kind)
        if self.table is not None and self.table.numbers() is not model:
            self.table.show_model(model)
            self._follow()

    # -- parts ----------------------------------------------------------------------------------------------

    def _kinds(self) -> Segmented | None:
        if len(self._models) <= 1:
            return None
        words = {
            Period.WEEK: _("Weeks"),
            Period.MONTH: _("Months"),
            Period.QUARTER: _("Quarters"),
            Period.YEAR: _("Years"),
        }
        options = [Option(model.grid.kind, words[model.grid.kind]) for model in self._models]
        made = Segmented(options, name=_("Which numbers"), small=True)
        made.changed.connect(self.show_kind)
        return made

    def _lay_out(self, client: str) -> None:
        title = section_title(_("Numbers of {client}").format(client=client))
        if self.table is None:
            stack(self.content, title, label(_("Nothing agreed yet."), "body", colour="text_2"), None)
            self.do_button.setEnabled(False)
            return
        how = caption(
            _("Type, or paste a column from a sheet. Enter goes on below, Delete empties."), wrap=True
        )
        head = row(title, None, *([self.kinds] if self.kinds else []), gap=8)
        source = Field(_("Where these come &from"), self.source, optional=True)
        fields = row(self._note_field, source, gap=16)
        for field in (self._note_field, source):
            fields.setStretchFactor(field, 1)
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        stack(self.content, head, how, 4, self.table, 6, box(fields), None, gap=6)
        wanted = self.table.sizeHint().width() + theme.px(46)
        self._width = round(min(max(wanted / theme.scale(), _WIDTH), _WIDEST))
        self._watch_table(self.table)
        self.cell_note.textEdited.connect(self._take_note)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    def _watch_table(self, table: NumberTable) -> None:
        table.moved.connect(self._follow)
        for model in self._models:
            model.edited.connect(self._follow)

    def _follow(self) -> None:
        """Show the note, and what is wrong, of the cell that the table stands on."""
        if self.table is None or not self.table.currentIndex().isValid():
            return
        model, index = self.table.numbers(), self.table.currentIndex()
        cell = model.cell(index)
        name = f"{model.grid.lines[index.column()].name}, {period_name(model.grid.kind, cell.period)}"
        self._note_field.set_note(name)
        self.cell_note.setText(self._notes.get(cell, model.grid.notes.get(cell, "")))
        problem = model.problem(index)
        self.note.set_role("caption_medium" if problem else "caption", "act_text" if problem else "text_3")
        self.note.setText(problem)

    def _take_note(self, text: str) -> None:
        if self.table is not None and self.table.currentIndex().isValid():
            self._notes[self.table.numbers().cell(self.table.currentIndex())] = text

    def _kept_text(self, cell: Cell) -> str | None:
        """Return the figure in the journal of a cell that only got a note, as it would be typed."""
        for model in self._models:
            if cell in model.grid.values:
                return str(model.index_of(cell).data(Qt.ItemDataRole.EditRole))
        return None

    def _go_to(self, model: NumberModel, index: QModelIndex) -> None:
        if self.kinds is not None:
            self.kinds.set_value(model.grid.kind)
        if self.table is not None:
            self.table.setCurrentIndex(index)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
