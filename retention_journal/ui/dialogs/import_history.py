"""The import history: what was brought in, row by row, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.batches import BatchState, Fate
from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.importers.recognise import Source
from retention_journal.services.transfer.batch_undo import Kept, UndoLook, look_at_undo, undo_batch
from retention_journal.services.transfer.batches import Batch, Item, batches, items
from retention_journal.services.trash import is_much
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button, primary_button
from retention_journal.ui.chips import Chip, Chips
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.import_records_review import records_words
from retention_journal.ui.dialogs.typed_confirmation import TypedConfirmation
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.page import empty_state
from retention_journal.ui.panels import Notice, bullet
from retention_journal.ui.reading_order import put_in_reading_order
from retention_journal.ui.record_table import Column, RecordView
from retention_journal.ui.text_labels import Span, caption, label, literal, section_title
from retention_journal.ui.toggles import TickBox

_WIDTH, _HEIGHT, _LEAST_LINES, _NAMED = 940, 620, 5, 8


class ImportHistory(Dialog):
    """What was brought in, newest first.

    Signals:
        undoable: What was done, beside an Undo.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal, now: Callable[[], datetime], *, parent: QWidget) -> None:
        super().__init__(_("Import history"), _("Close"), parent, width=_WIDTH)
        self._journal, self._now = journal, now
        self.cancel_button.hide()
        self.list: RecordView[Batch] = RecordView(
            [
                Column(_("When"), _when, lambda one: one.at, width=170),
                Column(_("File"), _file, cell=TextCell("ui", "text", True), width=260),
                Column(_("From"), _from, width=180, drop=1),
                Column(_("What came of it"), _came_of_it),
            ],
            lambda one: one.id,
            name=_("Files that were brought in"),
        )
        self.chips = Chips(name=_("Show"))
        self.items: RecordView[Item] = RecordView(
            [
                Column(_("Where"), lambda one: one.place or "–", width=140),
                Column(_("What happened"), lambda one: one.action.label, width=180),
                Column(_("What and why"), _why),
            ],
            lambda one: one.id,
            name=_("Rows of this file"),
        )
        self.back_button = outlined_button(_("Take this file back…"), icon="undo")
        self._below = column(gap=8)
        nothing = _("Nothing has been brought in yet.")
        told = _("Whatever you bring in stands here, row by row, and can be taken back as a whole.")
        self.empty = empty_state("import", nothing, told)
        self._whole = QWidget()
        self._lay_out()
        self.list.current_changed.connect(lambda _one: self._show_batch())
        self.chips.changed.connect(lambda _fate: self._show_items())
        self.back_button.clicked.connect(lambda _checked: self._ask())
        self._show()

    def accept(self) -> None:
        """Close."""
        self.reject()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go on in the order in which one reads; chips and ticks are made while it is shown."""
        put_in_reading_order(self)
        return super().focusNextPrevChild(next)

    def _lay_out(self) -> None:
        for view, lines in ((self.list, _LEAST_LINES), (self.items, _LEAST_LINES)):
            view.setMinimumHeight(view.verticalHeader().defaultSectionSize() * lines)
        head = row(section_title(_("Rows of this file")), None, self.back_button, gap=8)
        self._rows = box(column(box(head), self.chips, self.items, gap=10))
        stack(self._whole, self.list, self._rows, box(self._below), None, gap=10)
        stack(self.content, self.empty, self._whole)
        height = min(theme.px(_HEIGHT), self.screen().availableGeometry().height() - 80)
        self.setMinimumHeight(height)

    def _show(self) -> None:
        found = batches(self._journal)
        self.empty.setVisible(not found)
        self._whole.setVisible(bool(found))
        self.list.show_records(found)
        if self.list.current() is None:
            self.list.select_first()
        self._show_batch()

    def _show_batch(self) -> None:
        clear(self._below)
        self._rows.show()
        one = self.list.current()
        self._items = items(self._journal, one.id) if one is not None else []
        counts = {fate: sum(item.action is fate for item in self._items) for fate in Fate}
        self.chips.show_chips([Chip(fate, fate.label, count=n) for fate, n in counts.items() if n])
        self.back_button.setEnabled(
            one is not None and one.state is BatchState.APPLIED and not self._journal.is_read_only
        )
        self._show_items()

    def _show_items(self) -> None:
        fate = self.chips.value()
        self.items.show_records([item for item in self._items if item.action is fate])

    def _ask(self) -> None:
        """Say what taking a file back would do, and ask whether to."""
        one = self.list.current()
        if one is None:
            return
        clear(self._below)
        look = look_at_undo(self._journal, one.id)
        if look.refused:
            advice = _("Take that one back first.")
            self._below.addWidget(Notice("watch", Span(look.refused, "ui_strong"), Span(f" {advice}", "ui")))
            return
        self._rows.hide()
        self.ticks: dict[tuple[str, str], TickBox] = {}
        self._below.addWidget(section_title(_("Take “{name}” back?").format(name=_file(one))))
        self._below.addWidget(label(_what_goes(look), "body", wrap=True))
        for kept in look.kept[:_NAMED]:
            self._below.addWidget(self._kept_line(kept))
        if len(look.kept) > _NAMED:
            more = _("and {n} more that stay").format(n=formats.number(len(look.kept) - _NAMED))
            self._below.addWidget(caption(more))
        self.do_it = primary_button(_("Take it back"))
        self.do_it.clicked.connect(lambda _checked: self._ask_again_of_much(one, look))
        leave = outlined_button(_("Leave it"))
        leave.clicked.connect(lambda _checked: self._show_batch())
        self._below.addWidget(box(row(self.do_it, leave, None, gap=8)))
        self.do_it.setFocus()

    def _kept_line(self, kept: Kept) -> QWidget:
        if not kept.may_go:
            return bullet("watch", f"{kept.title}: {kept.reason}")
        told = _("Also “{title}”: {reason}").format(title=kept.title, reason=kept.reason)
        tick = TickBox(literal(told))
        self.ticks[kept.key] = tick
        return tick

    def _ask_again_of_much(self, one: Batch, look: UndoLook) -> None:
        """Take a file back; where much goes by that, its number is typed first."""
        going = sum(look.deleted.values())
        if not is_much(self._journal, going):
            self._take_back(one)
            return
        TypedConfirmation(
            _("Take “{name}” back?").format(name=_file(one)),
            _what_goes(look),
            going,
            _("Take it back"),
            lambda: self._take_back(one),
            self,
        ).open()

    def _take_back(self, one: Batch) -> None:
        also = frozenset(key for key, tick in self.ticks.items() if tick.isChecked())
        try:
            undo_batch(self._journal, one.id, now=self._now(), also=also)
        except JournalError as error:
            show_error(error, self)
            return
        self.undoable.emit(_("“{name}” was taken back.").format(name=_file(one)))
        self._show()


def _when(one: Batch) -> str:
    return formats.day_and_time(one.at)


def _file(one: Batch) -> str:
    return one.file_name or _("What you pasted")


def _from(one: Batch) -> str:
    kind = Source(one.kind).label if one.kind in set(Source) else one.kind
    return f"{kind}, {one.label}" if one.label else kind


def _came_of_it(one: Batch) -> str:
    if one.state is BatchState.UNDONE:
        return one.state.label
    return records_words(dict(one.records)) or _("Changed what was here")


def _why(one: Item) -> str:
    return " · ".join(text for text in (" ".join(one.title.split()), one.reason or one.raw) if text)


def _what_goes(look: UndoLook) -> str:
    parts = []
    if goes := records_words(dict(look.deleted)):
        parts.append(_("This goes: {what}.").format(what=goes))
    if back := records_words(dict(look.restored)):
        parts.append(_("This gets back what it said before: {what}.").format(what=back))
    return " ".join(parts) or _("There is nothing left of it to take back.")
