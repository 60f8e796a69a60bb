"""The field of one's own e-mail addresses, and what a mailbox or calendar itself tells of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from retention_journal.core.mail_addresses import OwnAddresses, address_key, is_address, is_whole_domain
from retention_journal.i18n import _
from retention_journal.services.own_addresses import MOST_ADDRESSES
from retention_journal.ui.buttons import quiet_button
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Field as FormField
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.text_labels import caption


class OwnAddressesField(QWidget):
    """Addresses one on each line, and below it those that seem to be the person's own, too."""

    def __init__(self) -> None:
        super().__init__()
        self.own = TextField(placeholder="me@studio.example", lines=2)
        told = _(
            "One on each line. “@studio.example” means everybody there. They are remembered for next time,"
            " in Settings."
        )
        self.field = FormField(_("Your own e-mail &addresses"), self.own, note=told)
        self._guesses: QVBoxLayout = column(gap=4)
        stack(self, self.field, box(self._guesses), gap=8)
        self.own.textChanged.connect(lambda: self.field.show_error(""))
        self.setFocusProxy(self.own)

    def show_addresses(self, known: Sequence[str], guesses: Sequence[str], seems: str) -> None:
        """Show the addresses.

        Args:
            known: Those that are known to be the person's own.
            guesses: Those that the file seems to be of: taken where none is known, else offered.
            seems: What to say of one that is offered, with ``{address}``.
        """
        own = OwnAddresses(known)
        self.own.setPlainText("\n".join(known or guesses))
        self.field.show_error("")
        clear(self._guesses)
        for address in [one for one in guesses if one not in own] if known else []:
            self._guesses.addWidget(self._offer(address, seems))

    def addresses(self) -> tuple[str, ...]:
        """Return what is written, in small letters and each once."""
        return addresses_typed(self.own.toPlainText())

    def is_sound(self, *, is_needed: bool) -> bool:
        """Say whether every address is one, and whether there is one where that ``is_needed``."""
        addresses = self.addresses()
        problem = what_is_wrong(addresses)
        if is_needed and not addresses:
            problem = _("Without one, nobody can tell your mail from your clients’.")
        if problem:
            self.field.show_error(problem)
            self.own.setFocus()
        return not problem

    def _offer(self, address: str, seems: str) -> QWidget:
        add = quiet_button(_("Add it"), icon="add", small=True)
        add.setAccessibleName(_("Add {address} to your own addresses").format(address=address))
        line = box(row(caption(seems.format(address=address)), add, None, gap=8))
        add.clicked.connect(lambda _checked: self._add(address, line))
        return line

    def _add(self, address: str, line: QWidget) -> None:
        self.own.setPlainText("\n".join((*self.addresses(), address)))
        line.hide()
        self.own.setFocus()


def addresses_typed(text: str) -> tuple[str, ...]:
    """Return the addresses in a text, parted by lines, commas or semicolons; in small letters, each once."""
    typed = text.replace(",", "\n").replace(";", "\n").split("\n")
    return tuple(dict.fromkeys(key for one in typed if (key := address_key(one))))


def what_is_wrong(addresses: Sequence[str]) -> str:
    """Return what is wrong with the first that is no address, or with so many; "" where all is well."""
    if len(addresses) > MOST_ADDRESSES:
        return _("That is more than {n} addresses.").format(n=MOST_ADDRESSES)
    wrong = next((one for one in addresses if not (is_address(one) or is_whole_domain(one))), None)
    return _("“{text}” is no e-mail address.").format(text=wrong) if wrong is not None else ""
