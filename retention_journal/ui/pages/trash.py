"""The trash: what was put away, to put back, or to delete for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.backups import Before, backup_before
from retention_journal.services.people import short_name
from retention_journal.services.trash import (
    KEPT_DAYS,
    TrashItem,
    delete_for_good,
    in_trash,
    is_much,
    put_back,
    too_old,
    what_goes,
)
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import outlined_button, primary_button
from retention_journal.ui.delegates import TextCell
from retention_journal.ui.dialogs.typed_confirmation import TypedConfirmation
from retention_journal.ui.layouts import FlowLayout, box, row
from retention_journal.ui.messages import confirm
from retention_journal.ui.page import Page, PageHeader, action, empty_state, lay_out
from retention_journal.ui.record_table import Column, RecordView

#: What is counted by itself before something is deleted for good; the rest are "other things".
_COUNTED: dict[str, Callable[[int], str]] = {
    "client": lambda n: ngettext("{n} client", "{n} clients", n),
    "contact": lambda n: ngettext("{n} person", "{n} persons", n),
    "interaction": lambda n: ngettext("{n} entry", "{n} entries", n),
    "promise": lambda n: ngettext("{n} promise", "{n} promises", n),
    "kpi_agreement": lambda n: ngettext("{n} agreement", "{n} agreements", n),
    "measurement": lambda n: ngettext("{n} number", "{n} numbers", n),
    "loss": lambda n: ngettext("{n} loss", "{n} losses", n),
    "client_event": lambda n: ngettext("{n} event", "{n} events", n),
    "engagement": lambda n: ngettext("{n} set of terms", "{n} sets of terms", n),
    "expectation_item": lambda n: ngettext("{n} expectation", "{n} expectations", n),
    "intake_question": lambda n: ngettext("{n} question to ask", "{n} questions to ask", n),
    "time_entry": lambda n: ngettext("{n} entry of hours", "{n} entries of hours", n),
    "invoice": lambda n: ngettext("{n} invoice", "{n} invoices", n),
    "care_idea": lambda n: ngettext("{n} idea", "{n} ideas", n),
    "incident": lambda n: ngettext("{n} complaint", "{n} complaints", n),
    "lesson": lambda n: ngettext("{n} lesson", "{n} lessons", n),
    "action_item": lambda n: ngettext("{n} action", "{n} actions", n),
    "watch_point": lambda n: ngettext("{n} watch point", "{n} watch points", n),
    "care_trial": lambda n: ngettext("{n} trial of more care", "{n} trials of more care", n),
    "firm_look_back": lambda n: ngettext("{n} look back on the firm", "{n} looks back on the firm", n),
    "report": lambda n: ngettext("{n} report", "{n} reports", n),
    "attachment": lambda n: ngettext("{n} file", "{n} files", n),
}


class TrashPage(Page):
    """Lists what is in the trash, the newest first. What lay there too long is gone when it is opened."""

    watches = frozenset({*_COUNTED, "contact_role"})

    def __init__(self, journal: Journal, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self.put_back_button = primary_button(_("Put back"), _("Enter"))
        self.delete_button = outlined_button(_("Delete for good…"), _("Del"))
        self.empty_button = outlined_button(_("Empty the trash…"))
        self.old_button = outlined_button(_("Delete what lay here too long…"))
        self._old: list[TrashItem] = []
        self.table: RecordView[TrashItem] = RecordView(
            [
                Column(_("What"), lambda item: item.title, cell=TextCell("body", "text")),
                Column(_("Kind"), lambda item: item.kind, width=150, drop=2),
                Column(_("Client"), lambda item: item.client, width=220, drop=1),
                Column(
                    _("Put away"),
                    lambda item: formats.days_ago(item.trashed_at.date(), self._now().date()),
                    sort_key=lambda item: item.trashed_at,
                    width=130,
                ),
            ],
            key=lambda item: (item.type, item.id),
            name=_("What is in the trash"),
        )
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Show what is in the trash now."""
        items = in_trash(self._journal)
        self.table.show_records(items)
        self.table.select_first()
        self._stack.setCurrentIndex(0 if items else 1)
        self._buttons.setVisible(bool(items))
        self._old = [item for item in self._old if item in items]
        self.old_button.setVisible(bool(self._old))

    def showEvent(self, event: QShowEvent) -> None:
        self._let_go()
        self.old_button.setVisible(bool(self._old))
        super().showEvent(event)

    def panes(self) -> Sequence[QWidget]:
        return [self._buttons, self.table]

    def take_focus(self) -> None:
        self.table.setFocus()

    def menu_actions(self) -> dict[str, Sequence[QAction]]:
        return {"edit": [self._put_back_action, self._delete_action]}

    def put_back(self, item: TrashItem) -> None:
        """Bring something back from the trash."""
        put_back(self._journal, [item])
        self.undoable.emit(_("{name} is back.").format(name=short_name(item.title)))

    def ask_to_delete(self, items: Sequence[TrashItem]) -> None:
        """Ask, with what would go, and delete ``items`` for good."""
        if not items:
            return
        one = _("Delete “{name}” for good?").format(name=short_name(items[0].title))
        question = one if len(items) == 1 else _("Empty the trash for good?")
        going = what_goes(self._journal, items)
        told = _("{counts}. This cannot be undone, and neither can what you did before it.")
        consequence, do = told.format(counts=_counts(going)), _("Delete for good")
        if not is_much(self._journal, going.total()):
            confirm(self, question, consequence, do, _("Keep"), lambda: self._delete(items))
            return
        TypedConfirmation(question, consequence, going.total(), do, lambda: self._delete(items), self).open()

    # -- inside -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        about = ngettext(
            "What lies here longer than {n} day is deleted for good.",
            "What lies here longer than {n} days is deleted for good.",
            KEPT_DAYS,
        ).format(n=KEPT_DAYS)
        buttons = FlowLayout()
        for button in (self.put_back_button, self.delete_button, self.empty_button, self.old_button):
            buttons.addWidget(button)
        self._buttons = box(buttons)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            empty_state(
                "trash",
                _("The trash is empty."),
                _("What you put away anywhere lands here first. Undo brings it back too."),
            )
        )
        lay_out(
            self, PageHeader(_("Trash"), about, [self._buttons]), row(self._stack, margins=(20, 0, 20, 0))
        )

    def _wire(self) -> None:
        self.put_back_button.clicked.connect(self._put_current_back)
        self.delete_button.clicked.connect(self._delete_current)
        self.empty_button.clicked.connect(lambda: self.ask_to_delete(self.table.records()))
        self.old_button.clicked.connect(lambda: self.ask_to_delete(self._old))
        self.table.opened.connect(self.put_back)
        self.table.menu_wanted.connect(self._open_menu)
        self._put_back_action = action(self, _("&Put back"), self._put_current_back)
        self._delete_action = action(self.table, _("&Delete for good…"), self._delete_current, "Delete")

    def _put_current_back(self) -> None:
        if (item := self.table.current()) is not None:
            self.put_back(item)

    def _delete_current(self) -> None:
        if (item := self.table.current()) is not None:
            self.ask_to_delete([item])

    def _delete(self, items: Sequence[TrashItem]) -> None:
        """Delete for good; of more than one thing only once a backup holds them.

        Raises:
            JournalError: No backup could be made; nothing is deleted.
        """
        if len(items) > 1 or is_much(self._journal, what_goes(self._journal, items).total()):
            backup_before(self._journal, Before.TRASH, self._now())
        delete_for_good(self._journal, items)
        self.toast.emit(_("Deleted for good."))

    def _let_go(self) -> None:
        """Delete what lay here longer than it is kept, and say so; of much it is asked first.

        A clock that stood wrong for a day must not empty the trash.
        """
        if self._journal.is_read_only:
            return
        old = too_old(in_trash(self._journal), self._now())
        much = is_much(self._journal, what_goes(self._journal, old).total())
        self._old = old if much else []
        if old and not much:
            delete_for_good(self._journal, old)
            self.toast.emit(
                ngettext(
                    "{n} thing lay here too long and is gone.",
                    "{n} things lay here too long and are gone.",
                    len(old),
                ).format(n=len(old))
            )

    def _open_menu(self, item: TrashItem, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Put back"), lambda: self.put_back(item))
        menu.addAction(_("Delete for good…"), lambda: self.ask_to_delete([item]))
        menu.popup(place)


def _counts(going: Counter[str]) -> str:
    told = [
        words(going[kind]).format(n=formats.number(going[kind]))
        for kind, words in _COUNTED.items()
        if going[kind]
    ]
    others = sum(count for kind, count in going.items() if kind not in _COUNTED)
    if others:
        told.append(ngettext("{n} other thing", "{n} other things", others).format(n=formats.number(others)))
    return ", ".join(told)
