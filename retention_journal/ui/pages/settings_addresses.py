"""The settings of your own e-mail addresses, by which what you bring in is told to be from you."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.mail_addresses import is_whole_domain
from retention_journal.i18n import _
from retention_journal.services.own_addresses import own_addresses, set_own_addresses
from retention_journal.storage.journal import Journal
from retention_journal.ui.buttons import icon_button, outlined_button
from retention_journal.ui.dialogs.import_addresses import addresses_typed
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.text_labels import caption, label


class AddressFields(QWidget):
    """Your own addresses: those that are kept, each with a button that takes it out, and a line for more.

    Signals:
        undoable: An address was taken out that can be put back.
    """

    undoable = Signal(str)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._shown: tuple[str, ...] | None = None
        self._rows = column(gap=2)
        self.remove_buttons: list[QWidget] = []
        self.typed = LineField(placeholder="me@studio.example")
        self.field = Field(
            _("A further a&ddress"), self.typed, note=_("“@studio.example” means everybody there.")
        )
        self.add_button = outlined_button(_("Add"), icon="add", small=True)
        self.add_button.setAccessibleName(_("Add the address"))
        self.add_button.clicked.connect(self.add)
        self.typed.returnPressed.connect(self.add)
        self.typed.textEdited.connect(lambda _text: self.field.show_error(""))
        told = _("By these, mail and calendars that you bring in tell what came from you.")
        parts = (
            label(_("Your own e-mail addresses"), "ui_strong"),
            caption(told, wrap=True),
            self._rows,
            self.field,
            row(self.add_button, None),
        )
        stack(self, *parts, gap=8)

    def refresh(self) -> None:
        """Show the addresses that are kept."""
        shown = own_addresses(self._journal)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        self.remove_buttons = []
        for address in shown:
            self._rows.addWidget(self._line(address))
        if not shown:
            self._rows.addWidget(caption(_("None yet. The first mailbox you bring in asks for them.")))
        self._put_before_the_line()

    def add(self) -> None:
        """Keep what was written beside what is kept; a list parted by commas is taken apart."""
        self.field.show_error("")
        if wanted := addresses_typed(self.typed.text()):
            self._keep((*own_addresses(self._journal), *wanted))
        self.typed.setFocus()

    def save(self) -> bool:
        """Keep an address that was written and not yet added; True where it could not be."""
        if self.typed.text().strip():
            self._keep((*own_addresses(self._journal), *addresses_typed(self.typed.text())))
        return bool(self.field.error())

    def _put_before_the_line(self) -> None:
        """Let Tab come to the buttons of the addresses before the line below them."""
        before = self.typed.previousInFocusChain()
        while before is not None and not (before is self.typed or self._takes_tab(before)):
            before = before.previousInFocusChain()
        if before is None or before is self.typed:
            return
        for button in self.remove_buttons:
            self.setTabOrder(before, button)
            before = button

    def _takes_tab(self, widget: QWidget) -> bool:
        """Say whether Tab comes to ``widget``, the buttons just made left out."""
        takes = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        return bool(takes) and widget.isVisibleTo(self.window()) and widget not in self.remove_buttons

    def _keep(self, addresses: tuple[str, ...]) -> None:
        try:
            set_own_addresses(self._journal, addresses)
        except InvalidEntryError as error:
            self.field.show_error(error.message)
            return
        except JournalError as error:
            show_error(error, self.window())
            return
        self.typed.clear()
        self.refresh()

    def _line(self, address: str) -> QWidget:
        remove = icon_button("close", _("Remove {address}").format(address=address), small=True)
        remove.clicked.connect(partial(self._remove, address))
        self.remove_buttons.append(remove)
        words = [label(address, "ui", wrap=True, selectable=True)]
        if is_whole_domain(address):
            words.append(caption(_("Everybody there.")))
        line = row(box(column(*words, gap=0)), remove, gap=12)
        line.setStretch(0, 1)
        return box(line)

    def _remove(self, address: str) -> None:
        try:
            set_own_addresses(self._journal, [one for one in own_addresses(self._journal) if one != address])
        except JournalError as error:
            show_error(error, self.window())
            return
        self.refresh()
        self.typed.setFocus()
        self.undoable.emit(_("{address} removed.").format(address=address))
