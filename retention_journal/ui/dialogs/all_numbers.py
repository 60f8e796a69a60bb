"""The dialog for the numbers of a month over all clients: what is missing first, typed or pasted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.core.periods import DayRange, add_months, month_of, period_label, previous_month
from retention_journal.i18n import _, ngettext
from retention_journal.services.all_numbers import ClientCell, due_numbers, enter_all
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs import kept_words
from retention_journal.ui.dialogs.all_numbers_model import AllNumbersModel, At
from retention_journal.ui.dialogs.number_model import period_name
from retention_journal.ui.dialogs.sheet import SheetTable
from retention_journal.ui.fields import Choice, LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, row, stack
from retention_journal.ui.text_labels import caption, label, section_title

_WIDTH = 960
_ROW, _HEAD, _MOST_ROWS = 34, 34, 11
_WIDTHS = {At.PERIOD: 150, At.TARGET: 190, At.BEFORE: 80, At.NUMBER: 120}
_NAMES, _CLIENTS = 400, 0.42  # least room for the names of client and goal, and the client's share of it
_GOES_FIRST = (At.TARGET, At.BEFORE, At.PERIOD)
_MONTHS = 12
_LONGEST_NOTE = 2_000
_DRAFT, _FIGURE, _NOTE, _SOURCE, _SIGN = "numbers of all clients", "figure ", "note ", "source", "="


class AllNumbersTable(SheetTable):
    """The figures that are due, a line each; only the numbers are typed into."""

    def __init__(self, model: AllNumbersModel) -> None:
        super().__init__(model, model.type_in, _("Numbers of all clients"))
        self.verticalHeader().hide()
        self.restyle()

    def numbers(self) -> AllNumbersModel:
        """Return the figures shown."""
        model = self.model()
        assert isinstance(model, AllNumbersModel)  # noqa: S101 - the only model it is given
        return model

    def show_model(self, model: AllNumbersModel) -> None:
        """Show the figures of another month, the first missing one ready to be typed into."""
        self.show_sheet(model, model.type_in)
        self._set_widths()
        rows = range(len(model.due))
        empty = next((at for at in rows if not model.index(at, At.NUMBER).data(Qt.ItemDataRole.EditRole)), 0)
        self.setCurrentIndex(model.index(empty, At.NUMBER))
        self.updateGeometry()

    def restyle(self) -> None:
        """Take over the theme's sizes."""
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(theme.font("caption_medium"))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self._set_widths()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = min(max(self.model().rowCount(), 3), _MOST_ROWS)
        return QSize(theme.px(_WIDTH - 44), theme.px(_HEAD) + theme.px(_ROW) * rows + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_HEAD + 3 * _ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    def _set_widths(self) -> None:
        """Give every column its room; where there is little, what one can do without goes first."""
        model, room = self.numbers(), self.viewport().width()
        shown = {column: theme.px(width) for column, width in _WIDTHS.items()}
        if len({one.period for one in model.due}) <= 1:
            del shown[At.PERIOD]
        for column in _GOES_FIRST:
            if room - sum(shown.values()) < theme.px(_NAMES):
                shown.pop(column, None)
        names = max(room - sum(shown.values()), theme.px(_NAMES) // 2)
        shown |= {At.CLIENT: round(names * _CLIENTS), At.GOAL: names - round(names * _CLIENTS)}
        for column in At:
            self.setColumnHidden(column, column not in shown)
            self.setColumnWidth(column, shown.get(column, 0))


class AllNumbersDialog(Dialog):
    """Enters the figures of all clients, as one act.

    Signals:
        undoable: What to say of it, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(_("Enter numbers"), _("Save"), parent, width=_WIDTH)
        self._journal, self._today = journal, now().date()
        self._models: dict[DayRange, AllNumbersModel] = {}
        self._kept = kept_words.kept(journal.path, _DRAFT)
        self._notes: dict[ClientCell, str] = {}
        self.month = Choice(_months(self._today), previous_month(self._today))
        self.month.setAccessibleName(_("Month"))
        self.table = AllNumbersTable(AllNumbersModel(()))
        self.left = caption("")
        self.nothing = label(_("No number is due in this month."), "body", colour="text_2", wrap=True)
        self.source = LineField(self._kept.get(_SOURCE, ""), longest=_LONGEST_NOTE)
        self.cell_note = LineField(longest=_LONGEST_NOTE)
        self._note_field = Field(_("&Note on this number"), self.cell_note, optional=True)
        self._lay_out()
        self._bring_back()
        self.show_month(self.month.value())

    def show_month(self, month: DayRange) -> None:
        """Show the figures that are due in ``month``; what was typed for others is kept."""
        model = self._model(month)
        self.table.show_model(model)
        self.table.setVisible(bool(model.due))
        self.nothing.setVisible(not model.due)
        self._follow()
        (self.table if model.due else self.month).setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Save every number that was typed, of all months.

        Raises:
            InvalidEntryError: One of them is no number; nothing was saved.
        """
        self.do_button.setFocus()  # an open cell takes over what is in it when it loses the focus
        for month, model in self._models.items():
            wrong = model.first_wrong()
            if wrong is not None:
                self.month.set_value(month)
                self.show_month(month)
                self.table.setCurrentIndex(wrong)
                raise InvalidEntryError("", model.problem(wrong))
        typed = self._typed()
        n = enter_all(self._journal, typed, notes=self._notes, source=self.source.cleaned()) if typed else 0
        kept_words.drop(self._journal.path, _DRAFT)
        if n:
            self.undoable.emit(ngettext("{n} number saved.", "{n} numbers saved.", n).format(n=n))

    def keep_draft(self) -> bool | None:
        """Keep what was typed, because the dialog was left without saving it."""
        words = {
            _FIGURE + cell.field: _SIGN + text
            for model in self._models.values()
            for cell, text in model.typed().items()
        }
        words |= {_NOTE + cell.field: text for cell, text in self._notes.items()}
        return kept_words.keep(self._journal.path, _DRAFT, {**words, _SOURCE: self.source.text()})

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        how = caption(
            _("What is missing stands first. Type, or paste a column from a sheet. Enter goes on below."),
            wrap=True,
        )
        source = Field(_("Where these come &from"), self.source, optional=True)
        fields = row(self._note_field, source, gap=16)
        for field in (self._note_field, source):
            fields.setStretchFactor(field, 1)
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        head = row(section_title(_("Numbers of all clients")), self.left, None, self.month, gap=10)
        stack(self.content, head, how, 4, self.table, self.nothing, 6, box(fields), None, gap=6)
        self.month.chosen.connect(self.show_month)
        self.table.moved.connect(self._follow)
        self.cell_note.textEdited.connect(self._take_note)

    def _model(self, month: DayRange) -> AllNumbersModel:
        if month not in self._models:
            made = AllNumbersModel(due_numbers(self._journal, month, today=self._today))
            made.edited.connect(self._follow)
            self._models[month] = made
        return self._models[month]

    def _bring_back(self) -> None:
        """Type the draft in again, in each month that it is about; what is no longer due is left out."""
        if not any(name.startswith((_FIGURE, _NOTE)) for name in self._kept):
            return
        for month, _label in _months(self._today):
            model = self._model(month)
            for number, one in enumerate(model.due):
                text = self._kept.get(_FIGURE + one.cell.field)
                if text is not None:
                    model.type_in(model.index(number, At.NUMBER), [[text.removeprefix(_SIGN)]])
                note = self._kept.get(_NOTE + one.cell.field)
                if note is not None:
                    self._notes[one.cell] = note

    def _typed(self) -> dict[ClientCell, str]:
        """Return what is to be saved: what was typed, and the figures that only got a note."""
        typed = {cell: text for model in self._models.values() for cell, text in model.typed().items()}
        for model in self._models.values():
            for number, one in enumerate(model.due):
                if one.cell in self._notes and one.cell not in typed and one.value is not None:
                    typed[one.cell] = str(model.index(number, At.NUMBER).data(Qt.ItemDataRole.EditRole))
        return typed

    def _follow(self) -> None:
        """Show the note, and what is wrong, of the line that the table stands on."""
        model, index = self.table.numbers(), self.table.currentIndex()
        missing = model.missing()
        told = ngettext("{n} missing.", "{n} missing.", missing).format(n=missing)
        self.left.setText(told if model.due else "")
        if not index.isValid() or not model.due:
            return
        one = model.at(index)
        self._note_field.set_note(
            f"{one.client}, {one.line.name}, {period_name(one.line.period, one.period)}"
        )
        self.cell_note.setText(self._notes.get(one.cell, one.note))
        self._show_problem(model, model.problem(index))

    def _show_problem(self, model: AllNumbersModel, problem: str) -> None:
        n = model.wrong_count()
        if not problem and n:
            problem = ngettext("{n} cell is no number.", "{n} cells are no numbers.", n).format(n=n)
        self.note.set_role("caption_medium" if problem else "caption", "act_text" if problem else "text_3")
        self.note.setText(problem)

    def _take_note(self, text: str) -> None:
        if self.table.currentIndex().isValid():
            self._notes[self.table.numbers().at(self.table.currentIndex()).cell] = text


def _months(today: date) -> list[tuple[DayRange, str]]:
    """Return the months to choose from, the running one first."""
    months = [month_of(add_months(today, -back)) for back in range(_MONTHS + 1)]
    return [(month, period_label(month)) for month in months]
