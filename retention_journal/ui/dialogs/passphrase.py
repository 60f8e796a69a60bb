"""Setting, changing and removing the passphrase of a journal."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.services.passphrases import fits, verdict
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import SecretField
from retention_journal.ui.form import Form
from retention_journal.ui.panels import Notice
from retention_journal.ui.text_labels import Span, caption


class PassphraseAct(StrEnum):
    """What is done with a passphrase."""

    SET = "set"
    CHANGE = "change"
    REMOVE = "remove"


class PassphraseDialog(Dialog):
    """Asks for the passphrase of now, where there is one, and for the new one twice.

    Signals:
        given: The new passphrase; "" takes it off.
    """

    given = Signal(str)

    def __init__(self, path: Path, act: PassphraseAct, parent: QWidget) -> None:
        titles = {
            PassphraseAct.SET: (_("Set a passphrase"), _("Lock the journal")),
            PassphraseAct.CHANGE: (_("Change the passphrase"), _("Change it")),
            PassphraseAct.REMOVE: (_("Remove the passphrase"), _("Remove it")),
        }
        super().__init__(*titles[act], parent, width=520)
        self._path, self._act = path, act
        form = self.use_form(Form())
        self.now, self.new, self.again = SecretField(), SecretField(), SecretField()
        if act is not PassphraseAct.SET:
            form.add("now", _("&Present passphrase"), self.now)
        self._verdict = caption("", wrap=True)
        if act is PassphraseAct.REMOVE:
            form.add_part(Notice("watch", Span(_without(), "ui")))
            return
        form.add("new", _("&New passphrase"), self.new)
        form.add_part(self._verdict)
        form.add("again", _("Once &more"), self.again)
        form.add_part(Notice("watch", Span(_warning(), "ui")))
        self.new.textChanged.connect(lambda text: self._verdict.setText(verdict(text)))

    def submit(self) -> None:
        if self._act is not PassphraseAct.SET and not fits(self._path, self.now.text()):
            raise InvalidEntryError("now", _("That passphrase does not fit. Capitals count."))
        if self._act is PassphraseAct.REMOVE:
            self.given.emit("")
            return
        words = self.new.text()
        if not words.strip():
            raise InvalidEntryError("new", _("Write a passphrase; an empty one locks nothing."))
        if words != self.again.text():
            raise InvalidEntryError("again", _("The two are not the same."))
        self.given.emit(words)


def _warning() -> str:
    return _(
        "Nobody can open the journal without the passphrase, neither we nor anybody else. Next you get a"
        " recovery sheet to print: it opens the journal when the passphrase is forgotten."
    )


def _without() -> str:
    return _("Whoever has the file, a backup or the computer can then read everything.")
